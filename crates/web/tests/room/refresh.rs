//! Sales that came in after the last refresh: who asks why is told, and can refresh.

use crate::common::{Site, start};
use axum::http::StatusCode;
use chrono::TimeDelta;
use sog_web::parts::link::encode;
use sog_web::refresh::Behind;
use vocab::{Amount, CustomerId, Event, EventId, EventKind, Scope, Team};

/// A sale in the last days of the data.
fn sale(number: u32) -> Event {
    let id = EventId::from_key(&["late", &number.to_string()]);
    let customer = Some(CustomerId::new("C1").unwrap());
    let mut sale = Event::new(id, customer, start() - TimeDelta::days(3), EventKind::Sale);
    sale.amount = Some(Amount::from_cents(100_000));
    sale
}

/// As a campaign or an answer brings it: into the inbox, and nothing more.
async fn append(site: &Site, number: u32) {
    let tx = site.store.begin().await.unwrap();
    site.log.append(&tx, &[sale(number)]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn why_says_what_to_do_when_new_sales_came_in() {
    let site = Site::simulated().await;
    let cookie = site.sign_in(Team::Sales).await;
    let details = warn::actions::forecasts(&site.store).await.unwrap();
    let company = details.iter().find(|detail| {
        let forecast = &detail.forecast;
        forecast.target.scope == Scope::company()
            && forecast.target.period == vocab::Month::of(forecast.as_of)
    });
    let target = company.unwrap().forecast.target.id.clone();
    let address = format!("/why?target={}", encode(&target));
    assert_eq!(site.get(&address, Some(&cookie)).await.status, StatusCode::OK);

    site.happen(&[sale(1)]).await;
    let stale = site.get(&address, Some(&cookie)).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("action=\"/refresh\""), "{}", stale.body);
    assert!(!stale.text().contains("sog refresh"), "no shell command for a salesperson");

    let form = [("target", target.as_str())];
    assert_ne!(site.post("/refresh", &form, None).await.header("location"), address);
    let done = site.post("/refresh", &form, Some(&cookie)).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, &*address));
    assert_eq!(site.get(&address, Some(&cookie)).await.status, StatusCode::OK);
    let today = site.post("/refresh", &[("target", "")], Some(&cookie)).await;
    assert_eq!(today.header("location"), "/");
    assert!(site.get("/", Some(&cookie)).await.body.contains("action=\"/refresh\""));
}

#[tokio::test]
async fn what_a_refresh_made_is_not_behind() {
    let site = Site::new().await;
    let behind = async || {
        let marks = site.state.marks().await.unwrap();
        marks.behind(site.state.refreshed().await.as_ref(), Some(&marks))
    };
    assert_eq!(behind().await, Behind::Everything, "at the start");
    site.state.refresh().await.unwrap();
    assert_eq!(behind().await, Behind::Nothing);
    append(&site, 1).await;
    assert_eq!(behind().await, Behind::Events);
    site.state.refresh().await.unwrap();
    assert_eq!(behind().await, Behind::Nothing, "the hand-over is no news");
    append(&site, 2).await;
    site.log.hand_over(&|_| ()).await.unwrap();
    assert_eq!(behind().await, Behind::Everything, "another process changed the log");
    // Two who ask at once: one after the other, and both are served.
    let (one, two) = tokio::join!(site.state.refresh(), site.state.refresh());
    assert_eq!(one.unwrap().snapshot, two.unwrap().snapshot);
    assert_eq!(behind().await, Behind::Nothing);
}

#[tokio::test]
async fn a_refresh_nobody_waits_for_goes_on_to_its_end() {
    let site = Site::new().await;
    append(&site, 1).await;
    let mut asked = Box::pin(site.state.refresh());
    std::future::poll_fn(|context| {
        assert!(asked.as_mut().poll(context).is_pending());
        std::task::Poll::Ready(())
    })
    .await;
    drop(asked);
    // The work gets a turn, and with it the lock that the next line waits for.
    tokio::task::yield_now().await;
    let done = site.state.refreshed().await;
    assert!(done.is_some());
    let marks = site.state.marks().await.unwrap();
    assert_eq!(marks.behind(done.as_ref(), Some(&marks)), Behind::Nothing);
}
