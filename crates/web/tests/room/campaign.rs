//! The whole way of a campaign over HTTP: from a diagnosis to the launch, on a simulated
//! company of 400 customers.

use std::path::PathBuf;

use crate::common::launched::{AUDIENCE, brief, diagnosed, family, settle};
use crate::common::{Answer, Site, start};
use axum::http::StatusCode;
use campaign::actions;
use campaign::queue::State;
use campaign::smtp::Server;
use vocab::{CampaignId, Team};

/// A site with a simulated company, a mail server, and everything a mail needs.
async fn company() -> Site {
    let site = Site::new().await;
    let plan = simulate::Plan { customers: 400, ..simulate::Plan::demo(start().date_naive()) };
    let files = site.folder().join("simulated");
    simulate::write(&plan, &files, &|_| ()).unwrap();
    let mut csv: Vec<PathBuf> = std::fs::read_dir(&files)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .collect();
    csv.sort();
    let request = listen::ImportRequest::new(csv, site.folder().to_owned(), start());
    listen::import(&site.store, &site.log, &request, &listen::Quiet).await.unwrap();
    customers::refresh(&site.store, &site.log, site.folder(), &|_| ()).await.unwrap();
    settle(&site).await;
    site
}

fn moved(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.header("location").to_owned()
}

/// The numbers behind `data-NAME="…"`.
fn numbers(page: &Answer, name: &str) -> Vec<u64> {
    let mark = format!("data-{name}=\"");
    page.body
        .split(&mark)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
        .collect()
}

/// A site, a campaign whose brief and words are ready, and the cookies of the two teams.
struct Ready {
    site: Site,
    base: String,
    marketing: String,
    sales: String,
}

impl Ready {
    async fn version(&self) -> String {
        let id = CampaignId::new(self.base.rsplit('/').next().unwrap()).unwrap();
        let campaign = actions::campaign(&self.site.store, &id).await.unwrap();
        campaign.draft.version.to_string()
    }

    fn id(&self) -> CampaignId {
        CampaignId::new(self.base.rsplit('/').next().unwrap()).unwrap()
    }

    async fn get(&self, step: &str, cookie: &str) -> Answer {
        self.site.get(&format!("{}/{step}", self.base), Some(cookie)).await
    }

    async fn post(&self, step: &str, form: &[(&str, &str)], cookie: &str) -> Answer {
        self.site.post(&format!("{}/{step}", self.base), form, Some(cookie)).await
    }

    async fn brief(&self, title: &str) -> Answer {
        let (version, family) = (self.version().await, family(&self.site).await);
        let mut form = brief(title, &family, "2026-11-22").to_vec();
        form.push(("version", &version));
        self.post("brief", &form, &self.marketing).await
    }

    async fn sign(&self, cookie: &str) -> Answer {
        let version = self.version().await;
        self.post("sign", &[("version", &version)], cookie).await
    }
}

async fn ready() -> Ready {
    let site = company().await;
    let marketing = site.sign_in(Team::Marketing).await;
    let sales = site.sign_in(Team::Sales).await;
    let diagnosis = diagnosed(&site).await;
    let form = [("diagnosis", diagnosis.as_str())];
    let answer = site.post("/campaigns/from-diagnosis", &form, Some(&marketing)).await;
    let base = moved(&answer).strip_suffix("/brief").unwrap().to_owned();
    let ready = Ready { site, base, marketing, sales };
    assert!(moved(&ready.brief("Rechtzeitig im Regal").await).ends_with("/audience"));
    let version = ready.version().await;
    let mut form = AUDIENCE.to_vec();
    form.push(("version", &version));
    assert!(moved(&ready.post("audience", &form, &ready.marketing).await).ends_with("/message"));
    let version = ready.version().await;
    let form = [
        ("version", version.as_str()),
        ("fallback", "de"),
        ("subject-de", "Guten Tag {{ first_name }}"),
        ("body-de", "Hallo {{ first_name }},\n\n**jetzt** bestellen."),
        ("question-de", "Wann brauchen Sie die Ware?"),
        ("subject-es", "Hola"),
        ("body-es", "Buenos días, {{ company }}."),
        ("question-es", "¿Cuándo lo necesita?"),
        ("go", "next"),
    ];
    assert!(moved(&ready.post("message", &form, &ready.marketing).await).ends_with("/sign"));
    ready
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_campaign_goes_from_a_diagnosis_to_the_queue() {
    let ready = ready().await;
    // The line of steps leads on to the signatures.
    let answer = ready.site.get(&ready.base, Some(&ready.marketing)).await;
    assert!(moved(&answer).ends_with("/sign"));

    // The count adds up, and names reasons.
    let page = ready.get("audience", &ready.marketing).await;
    let groups = numbers(&page, "count");
    assert_eq!(groups.len(), 9);
    let chosen: u64 = groups.iter().sum();
    assert!(chosen > 100, "{groups:?}");
    assert!(page.text().contains("Keine Einwilligung"));

    // One team is not enough.
    let early = ready.post("launch", &[], &ready.marketing).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(moved(&ready.sign(&ready.marketing).await).ends_with("/sign"));
    assert_eq!(ready.sign(&ready.marketing).await.status, StatusCode::CONFLICT, "signed already");
    let early = ready.post("launch", &[], &ready.sales).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(
        early.text().contains("Verkoop heeft deze versie nog niet getekend"),
        "{}",
        early.text()
    );
    let page = ready.get("launch", &ready.sales).await;
    assert!(page.body.contains("id=\"launch\" disabled"), "{}", page.body);
    assert!(moved(&ready.sign(&ready.sales).await).ends_with("/launch"));

    // An edit voids the signatures; both sign again.
    ready.brief("Rechtzeitig im Regal 2").await;
    let page = ready.get("sign", &ready.marketing).await;
    assert!(page.text().contains("Die Unterschriften gelten nicht mehr"));
    let whom = "Alle, die mindestens 1 Bestellung aufgegeben haben.";
    assert!(page.text().contains(whom), "{}", page.text());
    // A difference of shares is not a share.
    assert!(
        page.text().contains(
            "ohne Kampagne 8,5\u{a0}%, lohnend, wenn es mindestens 2 Prozentpunkte mehr sind"
        ),
        "{}",
        page.text()
    );
    assert!(!page.body.contains("badge good"), "nobody has signed");
    assert_eq!(ready.post("launch", &[], &ready.sales).await.status, StatusCode::CONFLICT);
    ready.sign(&ready.sales).await;
    ready.sign(&ready.marketing).await;

    // The id of the campaign is drawn, and with it who is held out: of a tenth of some forty it was
    // nobody now and then.
    let company = store::company(ready.site.store.read()).await.unwrap();
    let tx = ready.site.store.begin().await.unwrap();
    let company = store::Company { holdout_share: 0.5, ..company };
    store::save_company(&tx, &company).await.unwrap();
    tx.commit().await.unwrap();
    let page = ready.get("launch", &ready.sales).await;
    assert!(page.body.contains("data-confirm"), "{}", page.text());
    assert!(moved(&ready.post("launch", &[], &ready.sales).await).ends_with("/launch"));
    let figures = actions::figures(&ready.site.store, &ready.id()).await.unwrap();
    assert!(figures.waiting > 0 && figures.held_out > 0, "{figures:?}");
    assert_eq!(figures.audience, chosen);
    let again = ready.post("launch", &[], &ready.sales).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "once");

    let page = ready.get("launch", &ready.marketing).await;
    assert!(page.body.contains("every 2s") && page.text().contains("Mails gehen hinaus"));
    ready.post("pause", &[], &ready.marketing).await;
    assert!(ready.get("launch", &ready.marketing).await.text().contains("Angehalten"));
    ready.post("resume", &[], &ready.marketing).await;

    // The result adds up to the audience.
    let page = ready.get("result", &ready.marketing).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(numbers(&page, "count").iter().sum::<u64>(), chosen);
    assert_eq!(numbers(&page, "sum"), [chosen]);
    assert!(page.text().contains("Zu früh"));
    // Nothing that could be read as a result.
    let effect =
        page.body.split("id=\"effect\"").nth(1).unwrap().split("</section>").next().unwrap();
    assert!(effect.contains("Werte nach dem 20. Dezember 2026"), "{effect}");
    assert!(!effect.contains("%") && !effect.contains('€'), "{effect}");

    // A launched brief does not change.
    assert_eq!(ready.brief("zu spät").await.status, StatusCode::CONFLICT);
    let list = ready.site.get("/campaigns", Some(&ready.sales)).await;
    assert!(
        list.text().contains("Rechtzeitig im Regal 2") && list.text().contains("mails wachten nog")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn trying_conditions_saves_nothing_and_counts() {
    let ready = ready().await;
    let before_all = ready.version().await;
    let count = |page: &Answer| numbers(page, "count").iter().sum::<u64>();
    let form = |more: &[(&'static str, &'static str)]| {
        let mut form = vec![("node-0", "all"), ("node-1", "orders"), ("in-1", "0")];
        form.extend(more);
        form
    };
    let attempt = async |more: &[(&'static str, &'static str)]| {
        let answer = ready.post("audience/try", &form(more), &ready.sales).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer
    };
    let all = count(&attempt(&[("low-1", "0")]).await);
    let some = count(&attempt(&[("low-1", "3")]).await);
    let rest = count(&attempt(&[("low-1", "3"), ("not-1", "not")]).await);
    assert!(some > 0 && rest > 0);
    assert_eq!(some + rest, all);
    let shown = attempt(&[("low-1", "3")]).await.text();
    let said = "Alle mensen die minstens 3 bestellingen hebben geplaatst.";
    assert!(shown.contains(said) && shown.contains("Enkelen van hen"), "{shown}");
    // A line more, and what is missing in it.
    let more = attempt(&[("low-1", "3"), ("new-0", "region"), ("do", "add:0")]).await;
    assert!(more.body.contains("name=\"node-2\" value=\"region\""));
    assert!(more.text().contains("Een voorwaarde mist nog een waarde"));
    // A group in the group, a line in that; and back.
    let group = attempt(&[("low-1", "3"), ("do", "group:0")]).await;
    assert!(group.body.contains("name=\"in-2\" value=\"0\""));
    let before = group.body.split("name=\"before\" value=\"").nth(1).unwrap();
    let before = before.split('"').next().unwrap().replace("&#34;", "\"");
    let undone = [form(&[("low-1", "3"), ("node-2", "any"), ("in-2", "0")]), vec![("do", "undo")]];
    let mut undone = undone.concat();
    undone.push(("before", &before));
    let undone = ready.post("audience/try", &undone, &ready.sales).await;
    assert!(!undone.body.contains("name=\"in-2\"") && count(&undone) == some);
    let fewer = attempt(&[("low-1", "3"), ("do", "remove:1")]).await;
    assert!(!fewer.body.contains("name=\"node-1\""));
    // JSON in its place; a wrong one is refused with the place of the fault.
    let json = r#"{"version":1,"where":{"if":"not","of":{"if":"orders","at_least":3}}}"#;
    assert_eq!(count(&attempt(&[("json", json), ("do", "json")]).await), rest);
    let json = r#"{"if":"all","of":[{"if":"shoe_size"}]}"#;
    let bad = attempt(&[("low-1", "3"), ("json", json), ("do", "json")]).await;
    assert!(bad.text().contains("where.of[0]") && count(&bad) == some, "{}", bad.text());
    assert_eq!(ready.version().await, before_all);
    // What is not complete is not saved.
    let form = [("version", before_all.as_str()), ("node-0", "all"), ("node-1", "region")];
    let bad = ready.post("audience", &form, &ready.sales).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text().contains("Geef een passende waarde op"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_message_is_judged_and_shown_as_a_reader_gets_it() {
    let ready = ready().await;
    let page = ready.get("message", &ready.marketing).await;
    assert!(page.text().contains("Der Text kann gesendet werden"));
    assert!(
        page.body.contains("<iframe") && page.body.contains("List-Unsubscribe"),
        "{}",
        page.text()
    );
    let src = page.body.split("<iframe class=\"mail\" src=\"").nth(1).unwrap();
    let src = src.split('"').next().unwrap().replace("&#38;", "&");
    let frame = ready.site.get(&src, Some(&ready.marketing)).await;
    assert_eq!(frame.status, StatusCode::OK);
    assert!(frame.header("content-security-policy").contains("default-src 'none'"));
    assert!(frame.header("content-security-policy").contains("frame-ancestors 'self'"));
    assert!(frame.body.contains("/u/preview"));
    assert_eq!(ready.site.get(&src, None).await.status, StatusCode::SEE_OTHER);

    let version = ready.version().await;
    let form = [
        ("version", version.as_str()),
        ("fallback", "de"),
        ("subject-de", "Re: Angebot"),
        ("body-de", "Hallo {{ vorname }} ![x](https://x.example/p.gif)"),
        ("question-de", ""),
    ];
    ready.post("message", &form, &ready.marketing).await;
    let page = ready.get("message", &ready.marketing).await.text();
    for fault in [
        "täuscht eine Antwort",
        "Platzhalter „vorname“",
        "Ein geladenes Bild",
        "Die Frage an die Leser fehlt",
    ] {
        assert!(page.contains(fault), "{fault}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_uncertain_mail_is_settled_by_a_person() {
    let ready = ready().await;
    ready.sign(&ready.sales).await;
    ready.sign(&ready.marketing).await;
    ready.post("launch", &[], &ready.sales).await;
    let store = &ready.site.store;
    let other = ready.site.post("/campaigns/new", &[], Some(&ready.marketing)).await;
    let other = moved(&other).trim_end_matches("/brief").to_owned();
    let waiting = actions::messages(store, &ready.id(), Some(State::Queued), 0, 2).await.unwrap();
    for message in &waiting {
        let at = start().to_rfc3339();
        ready
            .site
            .run(&format!("update message set state = 'uncertain', sending = '{at}', address = 'x@y.example', note = 'process_ended', answer = '250 <b>' where id = '{}'", message.id))
            .await;
    }
    let page = ready.get("result?state=uncertain", &ready.sales).await;
    assert!(page.body.contains("value=\"give_up\""));
    // In the reader's language, with the server's own words as a quotation.
    assert!(page.text().contains("stopte voordat de server had geantwoord."), "{}", page.text());
    assert!(page.body.contains("<q translate=\"no\">250 &#60;b&#62;</q>"), "{}", page.body);
    // Each state has its reason in words; a server's yes is not quoted.
    let reasons = [
        ("sent", "null", "door de mailserver aangenomen"),
        ("bounced", "'address_dead'", "Dit adres bestaat niet."),
        ("failed", "'policy'", "De mailserver neemt geen mail van ons aan."),
        ("queued", "'temporary'", "De mailserver weigerde hem voorlopig"),
        ("queued", "null", "nog niet aan de beurt"),
    ];
    for (state, blame, words) in reasons {
        let update = format!(
            "update message set state = '{state}', note = null, answer = '550 caught', \
             blame = {blame} where id = '{}'",
            waiting[0].id
        );
        ready.site.run(&update).await;
        let page = ready.get(&format!("result?state={state}"), &ready.sales).await;
        assert!(page.text().contains(words), "{words}: {}", page.text());
        assert_eq!(page.text().contains("550 caught"), state != "sent", "{}", page.text());
    }
    let back = "update message set state = 'uncertain', note = 'process_ended', blame = null";
    ready.site.run(&format!("{back} where id = '{}'", waiting[0].id)).await;
    assert_eq!(page.body.matches("data-confirm=\"Definitief noteren dat de mail aan").count(), 2);
    let held = r#"{"why":"unwanted","said":"550 5.7.1 no"}"#;
    let pause = format!("update campaign set state = 'paused', state_note = '{held}'");
    ready.site.run(&format!("{pause} where launched is not null")).await;
    let page = ready.get("result", &ready.marketing).await;
    assert!(page.text().contains("Der Mailserver will unsere Mails nicht."));
    for (message, word) in waiting.iter().zip(["sent", "give_up"]) {
        let form = [("message", message.id.as_str()), ("word", word)];
        let strange = format!("{other}/settle");
        let strange = ready.site.post(&strange, &form, Some(&ready.sales)).await;
        assert_eq!(strange.status, StatusCode::NOT_FOUND, "it is another campaign's");
        moved(&ready.post("settle", &form, &ready.sales).await);
        assert_eq!(ready.post("settle", &form, &ready.sales).await.status, StatusCode::CONFLICT);
    }
    let figures = actions::figures(store, &ready.id()).await.unwrap();
    assert_eq!((figures.sent, figures.given_up, figures.uncertain), (1, 1, 0));
}

/// What a newcomer has who fills in everything but the public address.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_starts_with_links_that_lead_nowhere() {
    let ready = ready().await;
    ready.sign(&ready.sales).await;
    ready.sign(&ready.marketing).await;
    let store = &ready.site.store;
    let real = Server { host: "smtp.provider.example".to_owned(), ..Server::default() };
    actions::save_server(store, &real).await.unwrap();
    let page = ready.get("launch", &ready.marketing).await;
    assert!(!page.body.contains("id=\"launch\" disabled"), "with https it may start");
    let tx = store.begin().await.unwrap();
    let company = store::Company {
        public_url: store::Company::default().public_url,
        ..store::company(&tx).await.unwrap()
    };
    store::save_company(&tx, &company).await.unwrap();
    tx.commit().await.unwrap();
    let page = ready.get("launch", &ready.marketing).await;
    assert!(page.body.contains("id=\"launch\" disabled"));
    let answer = ready.post("launch", &[], &ready.marketing).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("muss mit https:// beginnen"), "{}", answer.text());
}

#[tokio::test]
async fn an_empty_list_leads_on_and_roles_are_kept() {
    let site = Site::new().await;
    let marketing = site.sign_in(Team::Marketing).await;
    let admin = site.sign_in(Team::Admin).await;
    let page = site.get("/campaigns", Some(&marketing)).await;
    assert!(
        page.text().contains("Es gibt noch keine Kampagne") && page.body.contains("href=\"/why\"")
    );
    assert_eq!(site.post("/campaigns/new", &[], Some(&admin)).await.status, StatusCode::FORBIDDEN);
    let base = moved(&site.post("/campaigns/new", &[], Some(&marketing)).await);
    let page = site.get(&base, Some(&admin)).await;
    assert!(
        page.text().contains("We do not know why")
            && page.text().contains("The brief has no title.")
    );
    assert!(!page.body.contains("name=\"go\""), "an administrator reads");
    let campaign = base.strip_suffix("/brief").unwrap();
    for step in ["audience", "message", "sign", "launch", "result"] {
        let page = site.get(&format!("{campaign}/{step}"), Some(&admin)).await;
        assert_eq!(page.status, StatusCode::OK, "{step}");
        assert!(!page.body.contains("id=\"sign\"") && !page.body.contains("id=\"launch\""));
    }
    for step in ["brief", "audience", "message", "sign", "launch", "pause", "settle"] {
        let form = [("version", "1"), ("message", "x"), ("word", "sent"), ("fallback", "de")];
        let answer = site.post(&format!("{campaign}/{step}"), &form, Some(&admin)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{step}");
    }
    let bad = [
        ("version", "1"),
        ("from", "31.11.2026"),
        ("measure", "answers"),
        ("baseline", "viel"),
        ("smallest", "2"),
    ];
    let answer = site.post(&base, &bad, Some(&marketing)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text().contains("Das ist kein Datum.")
            && answer.text().contains("Bitte geben Sie eine Zahl ein.")
    );
    let late = [("version", "7"), ("title", "x")];
    assert_eq!(site.post(&base, &late, Some(&marketing)).await.status, StatusCode::CONFLICT);
    assert_eq!(
        site.get("/campaigns/nothing/brief", Some(&admin)).await.status,
        StatusCode::NOT_FOUND
    );
}

/// A message in German with this subject.
fn mail<'a>(version: &'a str, subject: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("version", version),
        ("fallback", "de"),
        ("subject-de", subject),
        ("body-de", "Hallo {{ first_name }},\n\n**jetzt** bestellen."),
        ("question-de", "Wann brauchen Sie die Ware?"),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_mail_that_was_signed_is_the_mail_that_is_launched() {
    let ready = ready().await;
    let signed = ready.version().await;
    // Who signs sees the mail, the fallback first, the others a click away.
    let page = ready.get("sign", &ready.sales).await;
    let (de, es) =
        (page.body.find("id=\"mail-de\"").unwrap(), page.body.find("id=\"mail-es\"").unwrap());
    assert!(de < es && page.body.contains("open id=\"mail-de\""), "{}", page.body);
    assert!(page.text().contains("Guten Tag [first_name]"), "{}", page.text());
    let src = format!("{}/versions/{signed}/mail/de", ready.base);
    assert!(page.body.contains(&src));
    let frame = ready.site.get(&src, Some(&ready.sales)).await;
    assert!(frame.body.contains("Hallo [first_name],") && frame.body.contains("/u/preview"));
    assert!(frame.header("content-security-policy").contains("default-src 'none'"));
    let none = format!("{}/versions/{signed}/mail/nl", ready.base);
    assert_eq!(ready.site.get(&none, Some(&ready.sales)).await.status, StatusCode::NOT_FOUND);
    ready.sign(&ready.sales).await;
    ready.sign(&ready.marketing).await;

    // Other words: nobody has signed them, and who signs again sees what is new.
    let answer = ready.post("message", &mail(&signed, "Ganz anders"), &ready.marketing).await;
    moved(&answer);
    assert_eq!(ready.post("launch", &[], &ready.marketing).await.status, StatusCode::CONFLICT);
    let page = ready.get("sign", &ready.marketing).await;
    let text = page.text();
    assert!(text.contains("Die Unterschriften gelten nicht mehr"), "{text}");
    assert!(
        text.contains(&format!("Neu seit Version {signed}"))
            && text.contains("Betreff (Deutsch) Guten Tag {{ first_name }} Ganz anders")
            && text.contains("sales person (Vertrieb)"),
        "{text}"
    );
    assert!(!page.body.contains("badge good"));
    // The old words can still be looked at.
    let list = ready.get("versions", &ready.sales).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(
        list.text().contains("marketing person") && list.text().contains("Onderwerp (Deutsch)")
    );
    let old = ready.get(&format!("versions?version={signed}"), &ready.sales).await;
    assert!(old.text().contains("Guten Tag [first_name]") && !old.text().contains("Ganz anders"));
    let gone = ready.get("versions?version=99", &ready.sales).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);

    // Pressing words are named before anybody signs, and nobody can.
    let version = ready.version().await;
    let form = mail(&version, "Nur noch 3: letzte Chance");
    moved(&ready.post("message", &form, &ready.marketing).await);
    let page = ready.get("sign", &ready.marketing).await;
    for words in ["„Nur noch 3“ drängt", "„letzte Chance“ drängt"] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    assert!(!page.body.contains("id=\"sign\""));
    assert_eq!(ready.sign(&ready.marketing).await.status, StatusCode::CONFLICT);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_saves_too_late_loses_nothing() {
    let ready = ready().await;
    let hidden = |version: u32| format!("name=\"version\" value=\"{version}\"");
    let version: u32 = ready.version().await.parse().unwrap();
    let seen = version.to_string();

    // The message.
    moved(&ready.post("message", &mail(&seen, "Erster"), &ready.marketing).await);
    let late = ready.post("message", &mail(&seen, "Zweiter"), &ready.sales).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("value=\"Zweiter\"") && late.body.contains(&hidden(version + 1)));
    let text = late.text();
    assert!(
        text.contains(&format!(
            "marketing person heeft intussen versie {} opgeslagen",
            version + 1
        )) && text.contains("Onderwerp (Deutsch) Zweiter Erster"),
        "{text}"
    );
    let now = ready.version().await;
    moved(&ready.post("message", &mail(&now, "Zweiter"), &ready.sales).await);

    // The brief, and the audience, from a version that is not the newest any more.
    let form = [("version", seen.as_str()), ("title", "Anders"), ("finding", "Lange Worte")];
    let late = ready.post("brief", &form, &ready.marketing).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("value=\"Anders\"") && late.body.contains(&hidden(version + 2)));
    assert!(late.text().contains("Titel Anders Rechtzeitig im Regal"), "{}", late.text());
    let form = [
        ("version", seen.as_str()),
        ("node-0", "all"),
        ("node-1", "orders"),
        ("low-1", "7"),
        ("note", "Nur die treuen"),
    ];
    let late = ready.post("audience", &form, &ready.marketing).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Nur die treuen") && late.body.contains("value=\"7\""));
    assert!(late.body.contains(&hidden(version + 2)));
    assert!(late.text().contains("Alle, die schon gekauft haben"), "{}", late.text());
    // Trying conditions keeps the version the writer began with.
    let trying = [
        ("version", seen.as_str()),
        ("node-0", "all"),
        ("node-1", "orders"),
        ("low-1", "7"),
        ("new-0", "region"),
        ("do", "add:0"),
    ];
    let tried = ready.post("audience/try", &trying, &ready.marketing).await;
    assert!(tried.body.contains(&hidden(version)));
    assert_eq!(ready.version().await, (version + 2).to_string(), "nothing was saved");

    // Launched meanwhile: nothing is saved, and what was typed can still be read.
    ready.sign(&ready.sales).await;
    ready.sign(&ready.marketing).await;
    moved(&ready.post("launch", &[], &ready.sales).await);
    let now = ready.version().await;
    let late = ready.post("message", &mail(&now, "Zu spät"), &ready.marketing).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let text = late.text();
    assert!(text.contains("inzwischen gestartet") && text.contains("Zu spät Zweiter"), "{text}");
    assert_eq!(
        ready.post("message", &[("fallback", "de")], &ready.sales).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_brief_from_a_diagnosis_may_begin_today() {
    let site = company().await;
    let marketing = site.sign_in(Team::Marketing).await;
    let diagnosis = diagnosed(&site).await;
    let form = [("diagnosis", diagnosis.as_str())];
    let answer = site.post("/campaigns/from-diagnosis", &form, Some(&marketing)).await;
    let page = site.get(&moved(&answer), Some(&marketing)).await;
    let field = page.body.split("id=\"f-from\"").nth(1).unwrap();
    assert!(field.split('>').next().unwrap().contains("value=\"2026-11-22\""), "{field}");
    // What is not known is not nought: last year's value stands there, or nothing with a reason.
    let value = |page: &Answer, id: &str| {
        let field = page.body.split(&format!("id=\"{id}\"")).nth(1).unwrap();
        field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let base = moved(&answer).trim_end_matches("/brief").to_owned();
    let post = |step: &'static str, form: Vec<(&'static str, String)>| {
        let (site, base, marketing) = (&site, &base, &marketing);
        async move {
            let address = format!("{base}/{step}");
            let page = site.get(&address, Some(marketing)).await;
            let mark = "name=\"version\" value=\"";
            let version = page.body.split(mark).nth(1).unwrap().split('"').next().unwrap();
            let mut form: Vec<(&str, &str)> =
                form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            form.push(("version", version));
            site.post(&address, &form, Some(marketing)).await
        }
    };
    let owned = |form: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        form.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
    };
    let family = family(&site).await;
    moved(&post("audience", owned(&AUDIENCE)).await);
    let without = |gone: &[&str]| {
        let mut form = owned(&brief("Rechtzeitig", &family, "2026-11-22"));
        form.retain(|(name, _)| !gone.contains(name));
        form
    };
    // Only the numbers are open: it goes on, and they are asked for where they belong.
    let onward = post("brief", without(&["baseline", "smallest"])).await;
    assert!(moved(&onward).ends_with("/audience"));
    let page = site.get(&format!("{base}/brief"), Some(&marketing)).await;
    let baseline = value(&page, "f-baseline");
    assert!(baseline.contains(',') || baseline.parse::<u32>().unwrap() > 0, "{baseline}");
    assert_eq!(value(&page, "f-smallest"), "");
    let text = page.text();
    assert!(text.contains("Im Vorjahr (22.11.2025 – 20.12.2025) kauften"), "{text}");
    // Those held out are among them.
    assert!(text.contains("Kunden, die verglichen werden; Nettoumsatz"), "{text}");
    assert!(text.contains("in der Vergleichsgruppe"), "{text}");
    assert!(text.contains("Briefing: Beim Erfolgsmaß fehlt ein Wert."), "{text}");
    assert!(page.body.contains("brief#f-smallest"));
    let other = format!("{base}/brief?measure=revenue_per_customer");
    let other = site.get(&other, Some(&marketing)).await;
    assert_ne!(value(&other, "f-baseline"), baseline, "another measure, another value");
    let answers = site.get(&format!("{base}/brief?measure=answers"), Some(&marketing)).await;
    assert_eq!(value(&answers, "f-baseline"), "");
    assert!(answers.text().contains("Ohne Kampagne wird niemand gefragt"));
    // Without scripts: another measure is chosen, the numbers stand as they were shown.
    let shown = |name: &str| {
        let field = page.body.split(&format!("name=\"{name}-shown\"")).nth(1).unwrap();
        field.split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    assert_eq!(
        (shown("measure").as_str(), shown("baseline")),
        ("repurchase_share", baseline.clone())
    );
    let mut plain = without(&["measure", "baseline", "smallest"]);
    plain.extend([
        ("measure", "revenue_per_customer".to_owned()),
        ("baseline", baseline.clone()),
        ("smallest", "2,00".to_owned()),
    ]);
    for (name, field) in [
        ("measure-shown", "measure"),
        ("baseline-shown", "baseline"),
        ("smallest-shown", "smallest"),
    ] {
        plain.push((name, shown(field)));
    }
    moved(&post("brief", plain).await);
    let campaigns = actions::campaigns(&site.store).await.unwrap();
    let kept = campaigns.iter().find(|one| base.ends_with(one.id.as_str())).unwrap();
    let measure = kept.draft.brief.measure.unwrap();
    assert_eq!((measure.baseline, measure.smallest_effect), (None, "2".parse().ok()));

    // The question stands in the form of the message: nobody says that it is missing.
    let page = site.get(&format!("{base}/message"), Some(&marketing)).await;
    assert_eq!(value(&page, "f-question-de"), "Wann brauchen Sie die Ware?");
    assert!(!page.text().contains("Die Frage an die Leser fehlt"), "{}", page.text());

    // What the next step needs is asked for first.
    for gone in ["core", "family"] {
        let back = moved(&post("brief", without(&[gone])).await);
        assert!(back.ends_with("/brief#gaps"), "{gone}: {back}");
    }
    let mut backwards = without(&["until"]);
    backwards.push(("until", "2026-11-20".to_owned()));
    let answer = post("brief", backwards).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let error = answer.body.split("id=\"f-until-error\"").nth(1).unwrap();
    assert!(error.split("</p>").next().unwrap().contains("liegt vor dem ersten"), "{error}");
}
