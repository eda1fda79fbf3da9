//! Today, targets and warnings, and why: over a small simulated company that was imported.

use crate::common::{Site, start};
use axum::http::StatusCode;
use diagnose::Asked;
use diagnose::diagnosis::{Part, PartKind};
use diagnose::segments::Segment;
use diagnose::verdict::{NamedDriver, Status};
use sea_orm::ActiveValue::Set;
use sog_web::fmt::Fmt;
use sog_web::page::Page;
use sog_web::parts::link::encode;
use sog_web::why::verdict;
use stats::decompose::Factor;
use vocab::{Amount, Currency, Lang, Scope, Team, Zone};
use warn::actions::{self, Which};

fn fmt(lang: Lang) -> Fmt {
    Fmt { lang, zone: Zone::BERLIN, currency: Some(Currency::EUR) }
}

/// The value of a hidden field.
fn hidden(body: &str, name: &str) -> String {
    let start = format!(r#"name="{name}" value=""#);
    let place = body.find(&start).unwrap_or_else(|| panic!("no field {name}")) + start.len();
    body[place..].split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn without_data_every_page_says_what_to_do() {
    let site = Site::new().await;
    let (german, english) = (site.sign_in(Team::Marketing).await, site.sign_in(Team::Admin).await);
    for (address, de, en) in [
        ("/", "Willkommen bei Sog", "Welcome to Sog"),
        ("/warnings", "Noch keine Verkäufe", "No sales yet"),
        ("/why", "Nichts zu fragen", "Nothing to ask about"),
    ] {
        for (cookie, words) in [(&german, de), (&english, en)] {
            let page = site.get(address, Some(cookie)).await;
            assert_eq!(page.status, StatusCode::OK, "{address}");
            assert!(page.text().contains(words), "{address}: {}", page.text());
        }
        assert_eq!(site.get(address, None).await.status, StatusCode::SEE_OTHER);
    }
    for address in ["/warnings/nothing", "/why?target=nothing", "/why?diagnosis=nothing"] {
        let page = site.get(address, Some(&german)).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{address}");
    }
    let nothing_to_derive_from = [("percent", "5"), ("company", "1")];
    let answer = site.post("/warnings/derive", &nothing_to_derive_from, Some(&german)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn warnings_show_what_the_action_returns() {
    let site = Site::simulated().await;
    let (german, english) = (site.sign_in(Team::Marketing).await, site.sign_in(Team::Admin).await);
    let warnings = actions::list(&site.store, Which::Open).await.unwrap();
    assert!(!warnings.is_empty(), "the planted cause leads to warnings");
    let list = site.get("/warnings", Some(&german)).await;
    assert_eq!(list.status, StatusCode::OK);
    for warning in &warnings {
        assert!(list.body.contains(&fmt(Lang::De).money_whole(warning.at_risk)));
    }
    // The most money at risk comes first.
    let places: Vec<usize> = warnings
        .iter()
        .map(|warning| list.body.find(&format!(r#"name="id" value="{}""#, warning.id)).unwrap())
        .collect();
    assert!(places.is_sorted(), "{places:?}");

    let warning = &warnings[0];
    let forecast = &warning.detail.forecast;
    let address = format!("/warnings/{}", encode(&forecast.target.id));
    for (cookie, lang) in [(&german, Lang::De), (&english, Lang::En)] {
        let page = site.get(&address, Some(cookie)).await;
        assert_eq!(page.status, StatusCode::OK);
        let shown = [
            fmt(lang).money_whole(forecast.booked),
            fmt(lang).money_whole(forecast.expected.unwrap()),
            fmt(lang).money_whole(forecast.target.amount),
            fmt(lang).money_change(forecast.difference.unwrap()),
        ];
        for text in shown {
            assert!(page.body.contains(&text), "{lang}: {text}");
        }
        // The table behind the chart holds every day to the cent.
        let last = warning.detail.chart.days.iter().filter_map(|day| day.booked).next_back();
        if let Some(last) = last {
            assert!(page.body.contains(&fmt(lang).money(last)));
        }
    }
    // An unfinished month says so.
    if forecast.open_days_elapsed > 0 {
        let page = site.get(&address, Some(&english)).await;
        let text =
            format!("{} of {} open days elapsed", forecast.open_days_elapsed, forecast.open_days);
        assert!(page.text().contains(&text), "{}", page.text());
    }
    // The id of a warning leads to the same page.
    let by_warning = site.get(&format!("/warnings/{}", warning.id), Some(&german)).await;
    assert_eq!(by_warning.status, StatusCode::OK);

    // Seen is kept and shown; a look alone changes nothing.
    let before = actions::get(&site.store, &warning.id).await.unwrap();
    assert_eq!(before.state, warn::WarningState::New);
    let answer = site.post("/warnings/seen", &[("id", &warning.id)], Some(&german)).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, address.as_str())
    );
    let after = actions::get(&site.store, &warning.id).await.unwrap();
    assert_eq!(after.state, warn::WarningState::Seen);
    let unknown = site.post("/warnings/seen", &[("id", "nothing")], Some(&german)).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);

    // Only regions.
    let regions = site.get("/warnings?scope=region", Some(&german)).await;
    let families = warnings
        .iter()
        .filter(|warning| warning.detail.forecast.target.scope.kind == vocab::ScopeKind::Family);
    for warning in families {
        assert!(!regions.body.contains(&warning.id));
    }
    // The record says what became of each month.
    let record = site.get("/warnings?show=past", Some(&english)).await.text();
    assert!(record.contains("met") || record.contains("missed"), "{record}");
}

#[tokio::test]
async fn targets_are_entered_changed_derived_and_removed() {
    let site = Site::simulated().await;
    let german = site.sign_in(Team::Sales).await;
    let german = {
        let form = [("language", "de"), ("theme", "auto")];
        site.post("/settings/me", &form, Some(&german)).await;
        german
    };
    let id = "2026-11 company";
    let form = [("period", "2026-11"), ("scope", "company"), ("amount", "9.876.543,21")];
    let answer = site.post("/warnings/target", &form, Some(&german)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let detail = actions::forecast_of(&site.store, id).await.unwrap().unwrap();
    assert_eq!(detail.forecast.target.amount, "9876543.21".parse().unwrap());
    assert_eq!(detail.forecast.target.source, "entered");
    let page = site.get(answer.header("location"), Some(&german)).await;
    assert!(page.text().contains("9.876.543,21"), "what was understood is said");

    for wrong in ["", "viel", "-5", "0"] {
        let form = [("period", "2026-11"), ("scope", "company"), ("amount", wrong)];
        let answer = site.post("/warnings/target", &form, Some(&german)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(answer.text().contains("Betrag über null"));
    }

    let rule = [("percent", "7,5"), ("region", "1"), ("family", "1"), ("company", "1")];
    let answer = site.post("/warnings/derive", &rule, Some(&german)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let targets = actions::targets(&site.store).await.unwrap();
    let of = |id: &str| targets.iter().find(|target| target.id == id).unwrap();
    assert_eq!(of(id).source, "entered", "a rule does not replace what a person entered");
    let none = [("percent", "5")];
    let answer = site.post("/warnings/derive", &none, Some(&german)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);

    let answer = site.post("/warnings/delete", &[("id", id)], Some(&german)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(actions::forecast_of(&site.store, id).await.unwrap().is_none());
    let answer = site.post("/warnings/delete", &[("id", id)], Some(&german)).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_wrong_amount_is_mended_where_it_was_typed() {
    let site = Site::simulated().await;
    let sales = site.sign_in(Team::Sales).await;
    // A month long past, and a part without sales: the list offers neither.
    let (past, unsold) = ("2024-12".parse().unwrap(), "family:Unsold".parse::<Scope>().unwrap());
    let by = warn::By { person: "Ida".to_owned(), at: start() };
    let amount = "500".parse().unwrap();
    let target =
        actions::save_target(&site.store, past, unsold.clone(), amount, &by).await.unwrap();
    let page = site.get(&format!("/warnings/{}", encode(&target.id)), Some(&sales)).await;
    let fields = ["target", "period", "scope"].map(|name| (name, hidden(&page.body, name)));
    let mut form: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    form.push(("amount", "veel"));
    let answer = site.post("/warnings/target", &form, Some(&sales)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains(r#"name="amount" type="text" value="veel""#), "{}", answer.body);
    // Sending that page again, with the amount mended, changes the same target.
    let fields = ["target", "period", "scope"].map(|name| (name, hidden(&answer.body, name)));
    let mut form: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    form.push(("amount", "600"));
    let answer = site.post("/warnings/target", &form, Some(&sales)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let amounts = |targets: Vec<warn::Target>| -> Vec<Amount> {
        let of_it = targets.into_iter().filter(|one| one.scope == unsold);
        of_it.map(|one| one.amount).collect()
    };
    let targets = actions::targets(&site.store).await.unwrap();
    assert_eq!(amounts(targets), ["600".parse().unwrap()]);

    // On the list what cannot be offered is kept as well, and no box is ticked by itself.
    let form = [("period", "2024-12"), ("scope", "family:Unsold"), ("amount", "")];
    let answer = site.post("/warnings/target", &form, Some(&sales)).await;
    for kept in [r#"value="2024-12" selected"#, r#"value="family:Unsold" selected"#] {
        assert!(answer.body.contains(kept), "{kept}");
    }
    assert!(answer.body.contains(r#"name="company" value="1" checked"#));
    let rule = [("percent", "viel"), ("region", "1")];
    let answer = site.post("/warnings/derive", &rule, Some(&sales)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains(r#"name="company" value="1">"#), "not ticked, so not ticked");
    assert!(answer.body.contains(r#"name="region" value="1" checked"#));
    // That page under its address, loaded again.
    let again = site.get("/warnings/target", Some(&sales)).await;
    assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, "/warnings"));
}

#[tokio::test]
async fn targets_are_a_matter_of_marketing_and_sales_and_can_be_taken_back() {
    let site = Site::simulated().await;
    let (sales, admin) = (site.sign_in(Team::Sales).await, site.sign_in(Team::Admin).await);
    let before = actions::targets(&site.store).await.unwrap();
    let id = "2026-11 company";
    let form = [("period", "2026-11"), ("scope", "company"), ("amount", "9.876.543,21")];
    let none = [("id", id)];
    let rule = [("percent", "5"), ("company", "1")];
    let deeds: [(&str, &[(&str, &str)]); 4] = [
        ("/warnings/target", &form),
        ("/warnings/delete", &none),
        ("/warnings/derive", &rule),
        ("/warnings/undo", &none),
    ];
    for (address, form) in deeds {
        let answer = site.post(address, form, Some(&admin)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
    }
    assert_eq!(actions::targets(&site.store).await.unwrap(), before);
    for address in ["/warnings".to_owned(), format!("/warnings/{}", encode(id))] {
        let page = site.get(&address, Some(&admin)).await;
        assert!(!page.body.contains("/warnings/target"), "{address}");
        assert!(page.text().contains("Targets are set by marketing and sales."), "{address}");
    }

    assert_eq!(site.post(deeds[0].0, &form, Some(&sales)).await.status, StatusCode::SEE_OTHER);
    let old = before.iter().find(|target| target.id == id).unwrap();
    for cookie in [&sales, &admin] {
        let page = site.get(&format!("/warnings/{}", encode(id)), Some(cookie)).await;
        let lang = if cookie == &sales { Lang::Nl } else { Lang::En };
        assert!(page.text().contains("sales person"), "who did it: {}", page.text());
        assert!(page.body.contains(&fmt(lang).money(old.amount)), "what it was before");
    }
    let page = site.get("/warnings", Some(&admin)).await;
    assert!(!page.body.contains("/warnings/undo"), "an administrator reads");
    let act = actions::acts(&site.store, None, 1).await.unwrap().remove(0);
    let page = site.get("/warnings", Some(&sales)).await;
    assert!(page.body.contains("/warnings/undo") && page.body.contains(&act.id));
    let undo = [("id", act.id.as_str())];
    assert_eq!(
        site.post("/warnings/undo", &undo, Some(&sales)).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(actions::targets(&site.store).await.unwrap(), before);
    let detail = actions::forecast_of(&site.store, id).await.unwrap().unwrap();
    assert_eq!(detail.forecast.target.amount, old.amount, "and the forecast follows");
    assert_eq!(site.post("/warnings/undo", &undo, Some(&sales)).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn why_adds_up_to_the_cent_and_leads_to_a_brief() {
    let site = Site::simulated().await;
    let (german, english) = (site.sign_in(Team::Marketing).await, site.sign_in(Team::Admin).await);
    let warnings = actions::list(&site.store, Which::Open).await.unwrap();
    let forecast = &warnings[0].detail.forecast;
    let address = format!("/why?target={}", encode(&forecast.target.id));

    let pictures = site.state.pictures().await.unwrap();
    let asked = Asked::of(forecast).unwrap();
    let diagnosis = diagnose::actions::diagnose(&site.store, &site.log, pictures, asked, start())
        .await
        .unwrap();
    let sum: Amount = diagnosis.parts.iter().map(|part| part.amount).sum();
    assert_eq!(sum, diagnosis.shortfall);
    for (cookie, lang) in [(&german, Lang::De), (&english, Lang::En)] {
        let page = site.get(&address, Some(cookie)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        let line = format!("<strong>{}</strong>", fmt(lang).money(diagnosis.shortfall));
        assert!(page.body.contains(&line), "{lang}: {line}");
        for part in &diagnosis.parts {
            assert!(page.body.contains(&fmt(lang).money(part.amount)));
        }
        let compared = [&diagnosis.elapsed, &diagnosis.recent];
        assert!(compared.iter().any(|one| one.is_some()));
        for comparison in compared.into_iter().flatten() {
            // The sum line of the groups, and every group.
            let sum = format!("<strong>{}</strong>", fmt(lang).money(comparison.lost));
            assert!(page.body.contains(&sum), "{lang}: {sum}");
            for row in &comparison.segments {
                assert!(page.body.contains(&fmt(lang).money(row.lost)));
            }
        }
        // Three quotes at most for a barrier, each with its words.
        for quote in diagnosis.barriers.rows.iter().flat_map(|row| &row.quotes) {
            let words = quote.text.split(['\'', '"', '&', '<']).next().unwrap();
            assert!(page.body.contains(words), "{}", quote.text);
        }
    }

    // The parts stand on the page once, as the table behind the chart.
    let page = site.get(&address, Some(&english)).await;
    let (head, once) = ("Part of the shortfall", "Target above last year</th>");
    assert_eq!(page.body.matches(&format!(r#"<th scope="col">{head}</th>"#)).count(), 1);
    assert_eq!(page.body.matches(once).count(), 1);

    // Of a month that is over the shortfall is known, and booked until its own end.
    let mut over = None;
    for target in actions::targets(&site.store).await.unwrap() {
        let detail = actions::forecast_of(&site.store, &target.id).await.unwrap();
        over = over.or(detail.filter(|one| one.forecast.state == warn::State::Missed));
    }
    let over = over.unwrap().forecast;
    let address_then = format!("/why?target={}", encode(&over.target.id));
    let then = site.get(&address_then, Some(&english)).await;
    let missing = fmt(Lang::En).money_whole(-over.difference.unwrap());
    assert!(then.body.contains(&missing), "{missing}");
    assert!(!then.body.contains(&format!("{missing} to {missing}")));
    let end = fmt(Lang::En).date_short(over.target.period.last());
    assert!(then.body.contains(&end), "{end}");

    // A look keeps nothing.
    let kept = diagnose::actions::of_target(&site.store, &forecast.target.id).await.unwrap();
    assert!(kept.is_empty());
    // An administrator makes no brief; the button is not there, and the address is closed.
    let page = site.get(&address, Some(&english)).await;
    assert!(!page.body.contains("/why/brief"));
    let page = site.get(&address, Some(&german)).await;
    let fields = ["target", "diagnosis", "made_at"].map(|name| (name, hidden(&page.body, name)));
    let form: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(site.post("/why/brief", &form, Some(&english)).await.status, StatusCode::FORBIDDEN);
    // The diagnosis is kept under the id that the page showed, and the form goes on.
    let answer = site.post("/why/brief", &form, Some(&german)).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::TEMPORARY_REDIRECT, "/campaigns/from-diagnosis")
    );
    let kept = diagnose::actions::of_target(&site.store, &forecast.target.id).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].id, form[1].1);
    let again = site.get(&format!("/why?diagnosis={}", kept[0].id), Some(&german)).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.body.contains(r#"action="/campaigns/from-diagnosis""#));
    // An id that nobody showed is not kept.
    let foreign = [form[0], ("diagnosis", "somebody-else"), form[2]];
    let answer = site.post("/why/brief", &foreign, Some(&german)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let kept = diagnose::actions::of_target(&site.store, &forecast.target.id).await.unwrap();
    assert_eq!(kept.len(), 1);
}

#[tokio::test]
async fn today_shows_the_month_and_what_needs_whom() {
    let site = Site::simulated().await;
    let (german, english) = (site.sign_in(Team::Marketing).await, site.sign_in(Team::Admin).await);
    let details = actions::forecasts(&site.store).await.unwrap();
    let month: vocab::Month = "2026-11".parse().unwrap();
    let company = details
        .iter()
        .map(|detail| &detail.forecast)
        .find(|one| one.target.scope == Scope::company() && one.target.period == month)
        .unwrap();
    let warnings = actions::list(&site.store, Which::Open).await.unwrap();
    for (cookie, lang) in [(&german, Lang::De), (&english, Lang::En)] {
        let page = site.get("/", Some(cookie)).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        for amount in [company.booked, company.expected.unwrap(), company.target.amount] {
            assert!(page.body.contains(&fmt(lang).money_whole(amount)));
        }
        for warning in warnings.iter().take(3) {
            assert!(page.body.contains(&fmt(lang).money_whole(warning.at_risk)));
        }
    }
    let german = site.get("/", Some(&german)).await.text();
    assert!(german.contains("Wartet auf Ihre Unterschrift"), "{german}");
    // Signing is a matter of the two teams.
    let english = site.get("/", Some(&english)).await.text();
    assert!(!english.contains("Waiting for your signature"), "{english}");
}

/// The headline and the chart below it speak of the same amounts. What was lost in the last
/// eight weeks is told apart, with the days it is about.
#[tokio::test]
async fn a_headline_names_the_largest_part_of_the_chart() {
    let site = Site::simulated().await;
    let warnings = actions::list(&site.store, Which::Open).await.unwrap();
    let asked = Asked::of(&warnings[0].detail.forecast).unwrap();
    let pictures = site.state.pictures().await.unwrap();
    let mut diagnosis =
        diagnose::actions::diagnose(&site.store, &site.log, pictures, asked, start())
            .await
            .unwrap();
    let company = store::company(site.store.read()).await.unwrap();
    let page = Page::nowhere(company, Lang::En, start());
    let money = |amount: Amount| fmt(Lang::En).money_whole(amount);

    // Whatever the eight weeks say, and wherever the month's largest part is.
    let (segment, factor) = (Segment::Returning, Factor::OrdersPerCustomer);
    let lost = Amount::from_cents(99_999_900);
    diagnosis.focus = None;
    diagnosis.verdict.focused = false;
    diagnosis.verdict.status = Status::Explained;
    diagnosis.verdict.drivers = vec![NamedDriver { segment, factor, lost, share: 0.95 }];
    let driver = |factor, cents| Part {
        kind: PartKind::Driver,
        segment: Some(segment),
        factor: Some(factor),
        amount: Amount::from_cents(cents),
    };
    diagnosis.parts = vec![
        Part::of(PartKind::Ambition, Amount::from_cents(1_000_000)),
        driver(factor, 2_000_000),
        driver(Factor::Customers, 3_000_000),
    ];
    diagnosis.shortfall = Amount::from_cents(6_000_000);
    let said = verdict::said(&page, &diagnosis);
    let largest = format!("number of customers” with {}", money(Amount::from_cents(3_000_000)));
    assert!(said.headline.contains(&largest), "{}", said.headline);
    assert!(!said.headline.contains(&money(lost)), "{}", said.headline);
    let fact = said.stands_out.iter().find(|fact| fact.contains(&money(lost))).unwrap();
    assert!(fact.contains("eight weeks"), "{fact}");

    // Where others helped, the largest part is more than all that is missing, and no part of it.
    diagnosis.parts.push(Part::of(PartKind::Rest, Amount::from_cents(-4_000_000)));
    diagnosis.shortfall = Amount::from_cents(2_000_000);
    for lang in Lang::ALL {
        let company = store::company(site.store.read()).await.unwrap();
        let page = Page::nowhere(company, *lang, start());
        let headline = verdict::said(&page, &diagnosis).headline;
        for amount in [2_000_000, 3_000_000] {
            let amount = fmt(*lang).money_whole(Amount::from_cents(amount));
            assert!(headline.contains(&amount), "{headline}");
        }
        for word in ["largest", "größte", "mayor", "grootste"] {
            assert!(!headline.contains(word), "{headline}");
        }
    }
    diagnosis.parts.pop();
    diagnosis.shortfall = Amount::from_cents(6_000_000);

    // Where the largest part says nothing about who buys, the weeks are named as such.
    diagnosis.parts[0].amount = Amount::from_cents(9_000_000);
    let said = verdict::said(&page, &diagnosis);
    assert!(said.headline.contains("In the last eight weeks most was lost"), "{}", said.headline);
}

/// Today and the list of customers count the same people.
#[tokio::test]
async fn today_counts_customers_as_their_list_does() {
    let site = Site::simulated().await;
    let english = site.sign_in(Team::Admin).await;
    let unheard = |id: &str| store::records::customer::ActiveModel {
        id: Set(id.to_owned()),
        name: Set("Never ordered".to_owned()),
        kind: Set("company".to_owned()),
        country: Set("DE".to_owned()),
        region: Set(None),
        owner: Set(None),
        since: Set(None),
    };
    let mut before = String::new();
    // Also when somebody is added after the page was seen.
    for id in ["K-never", "K-neither"] {
        site.write(vec![unheard(id)]).await;
        let list = site.get("/customers", Some(&english)).await.text();
        let found = list.split(" customers found").next().unwrap().rsplit(' ').next().unwrap();
        assert_ne!(found, before);
        for _ in 0..2 {
            let today = site.get("/", Some(&english)).await;
            let link = format!(r#"<a href="/customers">{found}</a>"#);
            assert!(today.body.contains(&link), "{found}");
            assert!(today.text().contains("of them with events"));
        }
        before = found.to_owned();
    }
}
