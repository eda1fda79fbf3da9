//! Promises, complaints and answers as people keep them on the customer's page, and all of them
//! together.

use crate::common::{Site, start};
use axum::http::StatusCode;
use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use store::records::{complaint, contact, customer, promise, survey};
use vocab::{CustomerId, Event, EventId, EventKind, Team};

/// A customer with a person, and one whose name is markup.
async fn company() -> Site {
    let site = Site::new().await;
    let person = |id: &str, name: &str| customer::ActiveModel {
        id: Set(id.to_owned()),
        name: Set(name.to_owned()),
        kind: Set("company".to_owned()),
        country: Set("DE".to_owned()),
        region: Set(None),
        owner: Set(Some("Sem".to_owned())),
        since: Set(None),
    };
    site.write(vec![person("K1", "Blumen Öztürk"), person("K2", "<b>Licht</b>")]).await;
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
    site.write(vec![complaint::ActiveModel {
        id: Set("B/7".to_owned()),
        customer_id: Set("K1".to_owned()),
        order_ref: Set(None),
        opened: Set(start() - TimeDelta::days(5)),
        closed: Set(None),
        owner: Set(None),
        text: Set("Kam zerbrochen an.".to_owned()),
        first_reply: Set(None),
    }])
    .await;
    site
}

async fn promises(site: &Site) -> Vec<promise::Model> {
    promise::Entity::find().all(site.store.read()).await.unwrap()
}

/// What the log holds of a customer by now.
async fn kinds(site: &Site, customer: &str) -> Vec<EventKind> {
    site.happen(&[]).await;
    let snapshot = site.log.snapshot().await.unwrap();
    let id = CustomerId::new(customer).unwrap();
    let history = snapshot.history(&id, events::Columns::ALL).unwrap();
    let mut kinds: Vec<EventKind> = history.iter().map(|event| event.kind).collect();
    kinds.sort_by_key(|kind| kind.code());
    kinds
}

#[tokio::test]
async fn a_promise_is_added_kept_and_open_again() {
    let site = company().await;
    let cookie = site.sign_in(Team::Marketing).await;
    let form = [
        ("text", "<script>Muster</script> schicken"),
        ("due", "2026-11-25"),
        ("owner", "Mara"),
        ("contact", "P1"),
    ];
    let answer = site.post("/customers/K1/promises", &form, Some(&cookie)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.header("location"), "/customers/K1#promises");
    let made = promises(&site).await.pop().unwrap();
    assert_eq!((made.owner.as_deref(), made.contact_id.as_deref()), (Some("Mara"), Some("P1")));
    let page = site.get("/customers/K1", Some(&cookie)).await;
    assert!(!page.body.contains("<script>Muster"), "hostile text is text");
    assert!(page.body.contains("&#60;script&#62;Muster"), "{}", page.text());
    assert!(page.text().contains("bis 25.11.2026"), "{}", page.text());

    let address = format!("/customers/K1/promises/{}", made.id);
    let act = async |act: &str| site.post(&address, &[("act", act)], Some(&cookie)).await.status;
    assert_eq!(act("kept").await, StatusCode::SEE_OTHER);
    // Somebody else was faster.
    assert_eq!(act("broken").await, StatusCode::CONFLICT);
    assert_eq!(act("remove").await, StatusCode::CONFLICT);
    assert_eq!(act("nonsense").await, StatusCode::BAD_REQUEST);
    assert_eq!(promises(&site).await[0].outcome.as_deref(), Some("kept"));
    let page = site.get("/customers/K1", Some(&cookie)).await.text();
    assert!(page.contains("Summe +1"), "kept +2, a complaint without a reply -1: {page}");
    assert_eq!(act("reopen").await, StatusCode::SEE_OTHER);
    assert!(promises(&site).await[0].settled.is_none());
    assert_eq!(act("remove").await, StatusCode::SEE_OTHER);
    assert!(promises(&site).await.is_empty());
    use EventKind::{PromiseKept, PromiseMade, PromiseRemoved, PromiseReopened};
    assert_eq!(
        kinds(&site, "K1").await,
        [PromiseKept, PromiseMade, PromiseRemoved, PromiseReopened],
        "each that was said is taken back"
    );
    let page = site.get("/customers/K1", Some(&cookie)).await.text();
    assert!(page.contains("Keine Zusage festgehalten."), "{page}");
    assert!(page.contains("Summe \u{2212}1"), "the complaint alone counts: {page}");
    // The address of a form that is loaded again leads to its page.
    for path in [address.as_str(), "/customers/K1/promises", "/customers/K1/answered"] {
        let back = site.get(path, Some(&cookie)).await;
        assert_eq!(
            (back.status, back.header("location")),
            (StatusCode::SEE_OTHER, "/customers/K1")
        );
    }
}

#[tokio::test]
async fn a_form_that_cannot_be_taken_comes_back_with_what_was_typed() {
    let site = company().await;
    let cookie = site.sign_in(Team::Admin).await;
    let form = [("text", "Call"), ("due", "2026-11-25")];
    let refused = site.post("/customers/K1/promises", &form, Some(&cookie)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "an administrator is of no team");
    assert!(!site.get("/customers/K1", Some(&cookie)).await.body.contains("/promises\""));

    let cookie = site.sign_in(Team::Marketing).await;
    for (text, due, said) in [
        ("", "2026-11-25", "was zugesagt wurde"),
        ("Anrufen <b>", "2026-11-21", "ab heute"),
        ("Anrufen <b>", "bald", "ab heute"),
    ] {
        let form = [("text", text), ("due", due)];
        let again = site.post("/customers/K1/promises", &form, Some(&cookie)).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{text} {due}");
        assert!(again.text().contains(said), "{said}: {}", again.text());
        assert!(text.is_empty() || again.body.contains("Anrufen &#60;b&#62;</textarea>"));
    }
    let form = [("competence", "5"), ("likeability", ""), ("words", "Nett")];
    let again = site.post("/customers/K1/surveys", &form, Some(&cookie)).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("beide oder keine") && again.body.contains("Nett</textarea>"));
    assert!(promises(&site).await.is_empty());
    let form = [("text", "x"), ("due", "2026-11-25"), ("contact", "P99")];
    let foreign = site.post("/customers/K1/promises", &form, Some(&cookie)).await;
    assert_eq!(foreign.status, StatusCode::BAD_REQUEST, "no person of this customer");
    let lost = site.post("/customers/K9/promises", &form, Some(&cookie)).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_complaint_hears_from_us_is_settled_and_open_again() {
    let site = company().await;
    let cookie = site.sign_in(Team::Sales).await;
    let read = async || {
        complaint::Entity::find_by_id("B/7").one(site.store.read()).await.unwrap().unwrap()
    };
    let act = async |act: &str| {
        site.post("/customers/K1/complaints/B%2F7", &[("act", act)], Some(&cookie)).await.status
    };
    let page = site.get("/customers/K1", Some(&cookie)).await;
    assert!(page.body.contains("/customers/K1/complaints/B%2F7"), "{}", page.body);
    assert!(page.text().contains("al meer dan 2 dagen zonder antwoord"), "{}", page.text());
    assert_eq!(act("mine").await, StatusCode::SEE_OTHER);
    assert!(read().await.owner.is_some());
    assert_eq!(act("reply").await, StatusCode::SEE_OTHER);
    assert_eq!(read().await.first_reply, Some(start()));
    assert_eq!(act("reply").await, StatusCode::CONFLICT);
    assert_eq!(act("unreply").await, StatusCode::SEE_OTHER);
    assert_eq!(act("close").await, StatusCode::SEE_OTHER);
    assert_eq!(read().await.closed, Some(start()));
    assert_eq!(act("reopen").await, StatusCode::SEE_OTHER);
    assert!(read().await.closed.is_none());
    use EventKind::{ComplaintClosed, ComplaintReopened};
    assert_eq!(kinds(&site, "K1").await, [ComplaintClosed, ComplaintReopened]);
    // Of another customer.
    let other = site.post("/customers/K2/complaints/B%2F7", &[("act", "close")], Some(&cookie));
    assert_eq!(other.await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_low_mark_is_an_alert_until_somebody_asked_why() {
    let site = company().await;
    let cookie = site.sign_in(Team::Marketing).await;
    let form = [("competence", "5"), ("likeability", "1"), ("words", "Nie <i>wieder</i>")];
    let answer = site.post("/customers/K2/surveys", &form, Some(&cookie)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = site.get("/trust", Some(&cookie)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("fähig: 5 von 5") && page.text().contains("angenehm: 1 von 5"));
    assert!(!page.body.contains("<b>Licht") && !page.body.contains("<i>wieder"));
    let survey = survey::Entity::find().one(site.store.read()).await.unwrap().unwrap();
    let address = format!("/customers/K2/surveys/{}", survey.id);
    let done = site.post(&address, &[("act", "followed")], Some(&cookie)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = site.get("/trust", Some(&cookie)).await.text();
    assert!(!page.contains("angenehm: 1 von 5"), "{page}");
    assert_eq!(kinds(&site, "K2").await, [EventKind::SurveyAnswered]);
}

#[tokio::test]
async fn a_question_waits_until_somebody_answered() {
    let site = company().await;
    let cookie = site.sign_in(Team::Marketing).await;
    let time = start() - TimeDelta::days(4);
    let customer = Some(CustomerId::new("K1").unwrap());
    let mut asked = Event::new(EventId(77), customer, time, EventKind::Inquiry);
    asked.text = Some("Was kostet das?".to_owned());
    site.happen(&[asked]).await;
    let page = site.get("/customers/K1", Some(&cookie)).await;
    assert!(page.text().contains("Unbeantwortete Frage"), "{}", page.text());
    let anchor = EventId(77).to_string();
    assert!(page.body.contains(&format!("href=\"#e-{anchor}\"")), "{}", page.body);
    assert!(page.body.contains(&format!("id=\"e-{anchor}\"")), "{}", page.body);
    assert!(page.body.contains(&format!("name=\"event\" value=\"{anchor}\"")), "{}", page.body);
    let form = [("channel", "phone"), ("contact", "P1"), ("event", anchor.as_str())];
    let answer = site.post("/customers/K1/answered", &form, Some(&cookie)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    for odd in [&[("channel", "fax"), form[2]][..], &form[..2]] {
        let odd = site.post("/customers/K1/answered", odd, Some(&cookie)).await;
        assert!(odd.status.is_client_error(), "{}", odd.status);
    }
    // Said twice, before or after the picture knows, it is one answer.
    site.post("/customers/K1/answered", &form, Some(&cookie)).await;
    assert_eq!(kinds(&site, "K1").await, [EventKind::Inquiry, EventKind::Touch]);
    let late = site.post("/customers/K1/answered", &form, Some(&cookie)).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let page = site.get("/customers/K1", Some(&cookie)).await.text();
    assert!(!page.contains("Unbeantwortete Frage"), "{page}");
    assert!(page.contains("Frage spät oder nicht beantwortet"), "{page}");
}

#[tokio::test]
async fn all_customers_together_say_what_is_not_known() {
    let site = Site::new().await;
    let cookie = site.sign_in(Team::Admin).await;
    let page = site.get("/trust", Some(&cookie)).await;
    assert_eq!(page.status, StatusCode::OK);
    for said in
        ["No promise decided yet.", "No first reply on record yet.", "Nobody has answered yet."]
    {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    let site = company().await;
    let cookie = site.sign_in(Team::Admin).await;
    site.write(vec![promise::ActiveModel {
        id: Set("V1".to_owned()),
        customer_id: Set("K2".to_owned()),
        contact_id: Set(None),
        made: Set(start() - TimeDelta::days(9)),
        owner: Set(None),
        text: Set("Call back".to_owned()),
        due: Set(start() - TimeDelta::days(2)),
        settled: Set(None),
        outcome: Set(None),
    }])
    .await;
    let page = site.get("/trust", Some(&cookie)).await.text();
    for said in ["Overdue promise", "Open complaint", "Complaint without a first reply", "overdue"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let page = site.get("/customers/K2", Some(&cookie)).await.text();
    assert!(page.contains("Sum \u{2212}3"), "{page}");
    assert!(site.get("/customers", Some(&cookie)).await.body.contains("href=\"/trust\""));
}
