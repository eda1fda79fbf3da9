//! Deals and stated needs on the pages: a phase moves by what the customer said, a form that cannot
//! be taken says why, who was slower is told.

use crate::common::{Answer, Site, start};
use crate::structure::problems;
use axum::http::StatusCode;
use sea_orm::ActiveValue::Set;
use sog_web::i18n;
use store::records::{contact, customer};
use vocab::{CustomerId, Event, EventId, EventKind, Lang, Phase, Team};

const NEED: &str = "01920000-0000-7000-8000-000000000001";
const REQUIRED: &str = "01920000-0000-7000-8000-000000000002";
const STATED: &str = "01920000-0000-7000-8000-000000000003";

fn event(n: u128, kind: EventKind, text: &str, deal: Option<&str>) -> Event {
    let time = start() - chrono::TimeDelta::days(5);
    let mut event = Event::new(EventId(n), CustomerId::new("K1").ok(), time, kind);
    event.text = Some(text.to_owned());
    event.reference = deal.map(str::to_owned);
    event
}

/// A customer with a contact who asked something, of whom a seller noted something.
async fn company() -> Site {
    let site = Site::new().await;
    site.write(vec![customer::ActiveModel {
        id: Set("K1".to_owned()),
        name: Set("Blumen Öztürk".to_owned()),
        kind: Set("company".to_owned()),
        country: Set("DE".to_owned()),
        region: Set(None),
        owner: Set(None),
        since: Set(None),
    }])
    .await;
    site.write(vec![contact::ActiveModel {
        id: Set("P1".to_owned()),
        customer_id: Set("K1".to_owned()),
        first_name: Set("Ada".to_owned()),
        last_name: Set("Lang".to_owned()),
        email: Set(None),
        phone: Set(None),
        language: Set("de".to_owned()),
        role: Set("buyer".to_owned()),
        impersonal: Set(false),
    }])
    .await;
    site.happen(&[
        event(1, EventKind::Inquiry, "Geht das gedimmt?", None),
        event(2, EventKind::Note, "Will <alles>", None),
    ])
    .await;
    site
}

/// Somebody at a browser.
struct Browser<'a> {
    site: &'a Site,
    cookie: String,
}

impl Browser<'_> {
    async fn get(&self, path: &str) -> Answer {
        let path = path.split('#').next().unwrap_or_default();
        let page = self.site.get(path, Some(&self.cookie)).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        page
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.site.post(path, form, Some(&self.cookie)).await
    }

    /// Sends a form that is taken; gives where it leads.
    async fn sent(&self, path: &str, form: &[(&str, &str)]) -> String {
        let answer = self.post(path, form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.text());
        answer.header("location").to_owned()
    }

    /// Sends a form that is not taken; gives the text of the page.
    async fn refused(&self, path: &str, form: &[(&str, &str)], status: StatusCode) -> String {
        let answer = self.post(path, form).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text());
        assert_eq!(problems(&answer.body, "de"), Vec::<String>::new(), "{path}");
        answer.text()
    }
}

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

/// The sentence with the phase and its evidence.
fn stands(phase: Phase, by: EventKind) -> String {
    let (phase, by) = (i18n::word(Lang::De, phase), i18n::word(Lang::De, by));
    format!("{phase}. Beleg: {by}, ")
}

#[tokio::test]
async fn a_deal_moves_by_the_customers_words_alone() {
    let site = company().await;
    let me = Browser { site: &site, cookie: site.sign_in(Team::Marketing).await };
    let list = "/customers/K1/opportunities";
    let nothing = i18n::t(Lang::De, "deal-no-evidence");
    assert!(me.get(list).await.text().contains("Noch keine Verkaufschance"));

    let empty = [("title", " "), ("amount", "viel")];
    let wrong = me.refused(list, &empty, WRONG).await;
    assert!(wrong.contains("einen Namen") && wrong.contains("Währung der Bücher"), "{wrong}");
    let open = [("title", "Licht <b>neu</b>"), ("family", "Lamps"), ("amount", "1.200")];
    let this = me.sent(list, &open).await;
    let deal = this.rsplit('/').next().unwrap().to_owned();
    let page = me.get(&this).await;
    assert!(page.body.contains("Licht &#60;b&#62;neu") && !page.body.contains("<b>neu"));
    assert!(page.text().contains("1.200,00") && page.text().contains(&nothing));
    assert_eq!(problems(&page.body, "de"), Vec::<String>::new());

    // Written down and assumed; a seller's note about the deal moves nothing.
    let say = [
        ("fact", NEED),
        ("kind", "need"),
        ("text", "Wir brauchen <Licht>"),
        ("contact", "P1"),
        ("how", ""),
        ("said", "2026-11-20"),
    ];
    let bare = [("fact", NEED), ("kind", "need"), ("said", "2026-12-24")];
    let wrong = me.refused(&format!("{this}/say"), &bare, WRONG).await;
    assert!(wrong.contains("was der Kunde gesagt hat") && wrong.contains("liegt noch vor uns"));
    me.sent(&format!("{this}/say"), &say).await;
    site.happen(&[event(3, EventKind::Note, "Er will es unbedingt", Some(&deal))]).await;
    site.happen(&[event(4, EventKind::QuoteSent, "Angebot", Some(&deal))]).await;
    let page = me.get(&this).await;
    assert!(page.body.contains("Wir brauchen &#60;Licht&#62;"), "{}", page.body);
    let text = page.text();
    assert!(text.contains(&nothing) && text.contains("angenommen") && text.contains("Ada Lang"));
    assert!(text.contains("Am 17.11.2026 ging ein Angebot hinaus"), "{text}");

    // Confirmed by an event of theirs, and by nothing else.
    let confirm = format!("{this}/confirm");
    let fact = ("fact", NEED);
    let note = EventId(2).to_string();
    let by_note = [fact, ("version", "1"), ("how", note.as_str())];
    let wrong = me.refused(&confirm, &by_note, WRONG).await;
    assert!(wrong.contains("Bitte wählen Sie ein Ereignis"), "{wrong}");
    let told = [fact, ("version", "1"), ("how", "told"), ("said", "2026-11-21")];
    let wrong = me.refused(&confirm, &told, WRONG).await;
    assert!(wrong.contains("Bitte wählen Sie den Kanal"), "{wrong}");
    let told = [&told[..], &[("channel", "phone")]].concat();
    me.sent(&confirm, &told).await;
    let text = me.get(&this).await.text();
    assert!(text.contains(&stands(Phase::Need, EventKind::NeedStated)), "{text}");

    // A requirement they asked for moves it on, and cites the question.
    let asked = EventId(1).to_string();
    let say = [
        ("fact", REQUIRED),
        ("kind", "requirement"),
        ("text", "Gedimmt"),
        ("how", asked.as_str()),
        ("said", "2026-11-17"),
    ];
    me.sent(&format!("{this}/say"), &say).await;
    let page = me.get(&this).await;
    assert!(page.text().contains(&stands(Phase::Solution, EventKind::Inquiry)), "{}", page.text());
    assert!(page.body.contains(&format!("/customers/K1?all=1#e-{asked}")));
    let history = me.get("/customers/K1?all=1").await;
    assert!(history.body.contains(&format!("id=\"e-{asked}\"")), "the event can be found");
    assert!(history.body.contains(&this), "the deal is linked");
    assert_eq!(problems(&page.body, "de"), Vec::<String>::new());
    assert_eq!(problems(&history.body, "de"), Vec::<String>::new());
}

#[tokio::test]
async fn fits_gaps_conflicts_and_taking_back() {
    let site = company().await;
    let me = Browser { site: &site, cookie: site.sign_in(Team::Marketing).await };
    let this = me.sent("/customers/K1/opportunities", &[("title", "Licht")]).await;
    let asked = EventId(1).to_string();
    let say = [
        ("fact", REQUIRED),
        ("kind", "requirement"),
        ("text", "Gedimmt"),
        ("how", asked.as_str()),
        ("said", "2026-11-17"),
    ];
    me.sent(&format!("{this}/say"), &say).await;
    let at = |version| [("fact", REQUIRED), ("version", version)];
    let fit = format!("{this}/fit");
    let early = [&at("1")[..], &[("detail", "yes")]].concat();
    let wrong = me.refused(&fit, &early, WRONG).await;
    assert!(wrong.contains("kommt nach der im Groben"), "{wrong}");
    let bare = [&at("1")[..], &[("outline", "partly")]].concat();
    let wrong = me.refused(&fit, &bare, WRONG).await;
    assert!(wrong.contains("Bitte sagen Sie, was fehlt"), "{wrong}");
    let whole = [("outline", "partly"), ("outline_gap", "nur die Hälfte"), ("detail", "yes")];
    me.sent(&fit, &[&at("1")[..], &whole].concat()).await;
    let text = me.get(&this).await.text();
    assert!(text.contains("teilweise nur die Hälfte"), "{text}");
    assert!(
        text.contains(&stands(Phase::Solution, EventKind::Inquiry)),
        "our answer moves nothing"
    );

    // Who saw an older version is told, and keeps what was typed.
    let reword = [&at("1")[..], &[("text", "Gedimmt und warm")]].concat();
    let path = format!("{this}/reword");
    let late = me.refused(&path, &reword, StatusCode::CONFLICT).await;
    assert!(late.contains("marketing person hat das inzwischen geändert"), "{late}");
    assert!(late.contains("Gedimmt und warm"), "{late}");

    // The customer's answer to the fit in detail is evidence of the third phase; taken back, it
    // is none.
    let answer = [("how", "told"), ("said", "2026-11-22"), ("channel", "visit")];
    me.sent(&format!("{this}/accept"), &[&at("2")[..], &answer].concat()).await;
    let reached = stands(Phase::Risk, EventKind::RequirementConfirmed);
    assert!(me.get(&this).await.text().contains(&reached));
    me.sent(&format!("{this}/undo"), &at("3")).await;
    site.happen(&[]).await;
    let text = me.get(&this).await.text();
    assert!(text.contains(&stands(Phase::Solution, EventKind::Inquiry)), "{text}");
    me.sent(&format!("{this}/remove"), &at("4")).await;
    let text = me.get(&this).await.text();
    assert!(
        text.contains("Herausgenommen") && text.contains(&i18n::t(Lang::De, "deal-no-evidence"))
    );
    me.sent(&format!("{this}/undo"), &at("5")).await;
    assert!(me.get(&this).await.text().contains("Gedimmt"));

    // Ended once, by one of two who see it open.
    me.sent(&format!("{this}/won"), &[("outcome", "open")]).await;
    let late = me.post(&format!("{this}/lost"), &[("outcome", "open")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(me.get(&this).await.text().contains("gewonnen"));
    me.sent(&format!("{this}/reopen"), &[("outcome", "won")]).await;
}

#[tokio::test]
async fn only_those_who_talk_to_customers_write_and_nothing_is_found_under_wrong_names() {
    let site = company().await;
    let me = Browser { site: &site, cookie: site.sign_in(Team::Marketing).await };
    let this = me.sent("/customers/K1/opportunities", &[("title", "Licht")]).await;
    let admin = Browser { site: &site, cookie: site.sign_in(Team::Admin).await };
    let page = admin.get(&this).await;
    assert!(!page.body.contains("<textarea"), "an administrator only reads");
    for path in ["/customers/K1/opportunities", &format!("{this}/say"), "/customers/K1/needs"] {
        let answer = admin.post(path, &[("title", "Licht")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    for path in
        ["/customers/K9/opportunities", "/customers/K1/opportunities/D9", "/customers/K9/needs"]
    {
        let answer = site.get(path, Some(&me.cookie)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let odd = [("fact", "not-a-number"), ("kind", "need"), ("text", "x"), ("said", "2026-11-20")];
    assert_eq!(me.post(&format!("{this}/say"), &odd).await.status, StatusCode::BAD_REQUEST);
    // A form's address that is loaded again leads to its page.
    let back = site.get(&format!("{this}/say"), Some(&me.cookie)).await;
    assert_eq!((back.status, back.header("location")), (StatusCode::SEE_OTHER, this.as_str()));
}

#[tokio::test]
async fn a_need_is_stated_changed_withdrawn_and_taken_back() {
    let site = company().await;
    let me = Browser { site: &site, cookie: site.sign_in(Team::Marketing).await };
    let needs = "/customers/K1/needs";
    let words = [
        ("need", STATED),
        ("family", "Schokolade"),
        ("text", "400 <Nikoläuse>"),
        ("wish", "staunende Kinder"),
        ("recurrence", "yearly"),
        ("source", "talk"),
        ("how", "told"),
        ("said", "2026-11-20"),
        ("channel", "phone"),
    ];
    let bare = [&words[..], &[("version", "0"), ("from", "bald")]].concat();
    let wrong = me.refused(needs, &bare, WRONG).await;
    assert!(wrong.contains("Bitte geben Sie einen Tag ein"), "{wrong}");
    let days = [("from", "2026-11-25"), ("peak", "2026-12-05"), ("until", "2026-12-06")];
    let turned = [("from", "2026-12-25"), ("until", "2026-12-06")];
    let turned = [&words[..], &turned, &[("version", "0")]].concat();
    let wrong = me.refused(needs, &turned, WRONG).await;
    assert!(wrong.contains("nicht in der richtigen Folge"), "{wrong}");
    assert!(wrong.contains("400 &#60;Nikoläuse&#62;"), "what was typed stays: {wrong}");

    let first = [&words[..], &days, &[("version", "0")]].concat();
    assert_eq!(me.sent(needs, &first).await, "/customers/K1#needs");
    let page = me.get("/customers/K1").await;
    assert!(page.body.contains("400 &#60;Nikoläuse&#62;") && !page.body.contains("<Nikoläuse"));
    let text = page.text();
    for part in
        ["25.11.2026 – 06.12.2026", "05.12.2026", "jedes Jahr", "ab 25.11.2026", "staunende Kinder"]
    {
        assert!(text.contains(part), "`{part}` is not in: {text}");
    }
    assert_eq!(problems(&page.body, "de"), Vec::<String>::new());
    // It is an event of theirs once the log has it.
    site.happen(&[]).await;
    let history = me.get("/customers/K1?all=1").await;
    assert!(history.text().contains(&i18n::word(Lang::De, EventKind::NeedStated)));

    // Changed by somebody who saw an older version: told, and nothing written.
    let again = me.refused(needs, &first, StatusCode::CONFLICT).await;
    assert!(again.contains("hat das inzwischen geändert"), "{again}");
    let later = [("from", "2026-11-20"), ("until", "2026-12-24"), ("version", "1")];
    let stays: Vec<_> = words.iter().filter(|(name, _)| *name != "how").copied().collect();
    // Other days are something else that they said: it has to be cited.
    let silent = me.refused(needs, &[&stays[..], &later].concat(), WRONG).await;
    assert!(silent.contains("Bitte wählen Sie ein Ereignis"), "{silent}");
    let old = [&words[..], &later].concat();
    let old: Vec<_> = old
        .into_iter()
        .map(|(name, value)| if name == "said" { (name, "0202-11-20") } else { (name, value) })
        .collect();
    me.refused(needs, &old, WRONG).await;
    me.sent(needs, &[&words[..], &later].concat()).await;
    let text = me.get("/customers/K1").await.text();
    assert!(text.contains("24.12.2026") && text.contains("jetzt, bis"), "{text}");

    let at = |version| [("need", STATED), ("version", version)];
    me.sent(&format!("{needs}/withdraw"), &at("2")).await;
    let text = me.get("/customers/K1").await.text();
    assert!(text.contains("1 Bedarf, der nicht mehr besteht"), "{text}");
    me.sent(&format!("{needs}/undo"), &at("3")).await;
    let text = me.get(needs).await.text();
    assert!(!text.contains("nicht mehr besteht") && text.contains("24.12.2026"), "{text}");
    let kept = site.text_of("select until_day as t from stated_need order by version").await;
    assert_eq!(kept, ["2026-12-06", "2026-12-24", "2026-12-24", "2026-12-24"]);
}
