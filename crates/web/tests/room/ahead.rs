//! Needs, silent loss, and the list with its columns, saved views and file.

use axum::http::StatusCode;
use sea_orm::ActiveValue::Set;
use sog_web::parts::link::encode;
use store::records::customer;
use vocab::{Amount, Barrier, CustomerId, Event, EventId, EventKind, Team};

use crate::common::{Site, start};

fn event(n: u128, customer: &str, days_ago: i64, kind: EventKind) -> Event {
    let time = start() - chrono::TimeDelta::days(days_ago);
    Event::new(EventId(n), Some(CustomerId::new(customer).unwrap()), time, kind)
}

/// A customer who ordered for 50.00 on these days.
fn orders(first: u128, customer: &str, days_ago: &[i64]) -> Vec<Event> {
    let of = |(n, days_ago): (u128, &i64)| {
        let mut sale = event(first + n, customer, *days_ago, EventKind::Sale);
        sale.reference = Some(format!("{customer}-{n}"));
        sale.family = Some("Lamps".to_owned());
        sale.amount = Some(Amount::from_cents(5_000));
        sale.owner = Some("Sem".to_owned());
        sale
    };
    (0..).zip(days_ago).map(of).collect()
}

/// Two customers: one orders every thirty days until now, the other did until 300 days ago.
async fn company() -> Site {
    let site = Site::new().await;
    let person = |id: &str, name: &str| customer::ActiveModel {
        id: Set(id.to_owned()),
        name: Set(name.to_owned()),
        kind: Set("company".to_owned()),
        country: Set("DE".to_owned()),
        region: Set(None),
        owner: Set(None),
        since: Set(None),
    };
    site.write(vec![person("K1", "Blumen Öz"), person("K2", "=<b>Licht</b> & Söhne")]).await;
    let mut events = orders(100, "K1", &[151, 121, 91, 61, 31, 1]);
    events.extend(orders(200, "K2", &[450, 420, 390, 360, 330, 300]));
    site.happen(&events).await;
    site
}

#[tokio::test]
async fn who_fell_silent_is_told_with_a_question() {
    let site = company().await;
    let cookie = site.sign_in(Team::Sales).await;
    let page = site.get("/silent", Some(&cookie)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("href=\"/customers/K2\""), "{}", page.text());
    assert!(!page.body.contains("href=\"/customers/K1\""), "still within the rhythm");
    assert!(page.body.contains("&#60;b&#62;Licht") && !page.body.contains("<b>Licht"));
    // Too few customers for a model: their own rhythm judges, and the page says so.
    assert!(page.text().contains("U haalde Lamps vroeger bij ons."), "{}", page.text());
    assert!(page.text().contains("Nog maar 2 klanten"), "{}", page.text());
    // 5 orders in 150 days at 50.00: 365 / 30 x 50 = 608.33.
    assert!(page.text().contains("€ 608") || page.text().contains("€\u{a0}608"), "{}", page.text());
    let one = site.get("/customers/K2", Some(&cookie)).await;
    assert!(one.text().contains("Stil geworden."), "{}", one.text());

    let file = site.get("/silent.csv", Some(&cookie)).await;
    assert!(file.header("content-type").starts_with("text/csv"));
    let lines: Vec<&str> = file.body.lines().collect();
    assert_eq!(lines.len(), 2, "{}", file.body);
    assert!(lines[1].starts_with("\"K2\",\"'=<b>Licht"), "no formula: {}", lines[1]);

    // Somebody asked: the customer is in the whole list only.
    let mut note = event(900, "K2", 2, EventKind::Note);
    note.barriers = vec![Barrier::CompetitorBetter];
    site.happen(&[note]).await;
    let page = site.get("/silent", Some(&cookie)).await;
    assert!(!page.body.contains("href=\"/customers/K2\""), "{}", page.text());
    let page = site.get("/silent?show=all", Some(&cookie)).await;
    assert!(page.body.contains("href=\"/customers/K2\""), "{}", page.text());
    let other = site.get("/silent?show=all&owner=Nobody", Some(&cookie)).await;
    assert!(!other.body.contains("href=\"/customers/K2\""));
    let listed = site.get("/customers?comes=silent", Some(&cookie)).await;
    assert!(listed.body.contains("href=\"/customers/K2\""));
    assert!(!listed.body.contains("href=\"/customers/K1\""));
}

#[tokio::test]
async fn without_sales_nothing_is_told() {
    let site = Site::new().await;
    let cookie = site.sign_in(Team::Admin).await;
    for path in ["/needs", "/silent"] {
        let page = site.get(path, Some(&cookie)).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text().contains("sog import"), "{path}: {}", page.text());
    }
    for path in ["/needs.csv", "/silent.csv"] {
        assert_eq!(site.get(path, Some(&cookie)).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Two customers are too few to learn needs from.
    let site = company().await;
    let cookie = site.sign_in(Team::Admin).await;
    let page = site.get("/needs", Some(&cookie)).await;
    assert!(page.text().contains("at least 40 are needed"), "{}", page.text());
}

#[tokio::test]
async fn needs_are_told_for_everybody_and_for_each() {
    let site = Site::simulated().await;
    let cookie = site.sign_in(Team::Admin).await;
    let page = site.get("/needs", Some(&cookie)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("class=\"heat days\""), "{}", page.text());
    let file = site.get("/needs.csv", Some(&cookie)).await;
    let lines: Vec<&str> = file.body.lines().collect();
    assert_eq!(
        lines[0].replace(['"', '\u{feff}'], ""),
        "customer_id,name,family,from,peak,until,probability"
    );
    let rows: Vec<Vec<String>> = lines[1..]
        .iter()
        .map(|line| line.trim_matches('"').split("\",\"").map(str::to_owned).collect())
        .collect();
    assert!(rows.len() > 100);
    let probability = |row: &Vec<String>| row[6].parse::<f64>().unwrap();
    assert!(rows.is_sorted_by(|one, other| probability(one) >= probability(other)));
    assert!(rows.iter().all(|row| row[3] <= row[4] && row[4] <= row[5]));
    // The most probable need stands on its customer's page.
    let one = site.get(&format!("/customers/{}", rows[0][0]), Some(&cookie)).await;
    assert!(one.body.contains("id=\"ahead\"") && one.body.contains(&rows[0][2]));
    let only = site.get(&format!("/needs.csv?family={}", encode(&rows[0][2])), Some(&cookie)).await;
    let kept = rows.iter().filter(|row| row[2] == rows[0][2]).count();
    assert_eq!(only.body.lines().count() - 1, kept);
}

#[tokio::test]
async fn columns_are_chosen_kept_and_taken_home() {
    let site = company().await;
    let (sales, marketing) = (site.sign_in(Team::Sales).await, site.sign_in(Team::Marketing).await);
    let query = "q=licht&col=orders&col=owner&sort=name";
    let page = site.get(&format!("/customers?{query}"), Some(&sales)).await;
    assert!(page.body.contains("href=\"/customers/K2\""), "{}", page.text());
    assert!(
        page.body.contains("data-label=\"Bestellingen\"")
            && !page.body.contains("data-label=\"Fase\"")
    );
    let file = site.get(&format!("/customers.csv?{query}"), Some(&sales)).await;
    let expected = "\u{feff}\"customer_id\",\"name\",\"orders\",\"owner\"\r\n\
                    \"K2\",\"'=<b>Licht</b> & Söhne\",\"6\",\"Sem\"\r\n";
    assert_eq!(file.body, expected);

    // Kept for oneself, then for everybody.
    let keep = |name: &'static str, shared: &'static str| {
        let form = [("name", name), ("query", query), ("shared", shared)];
        let site = &site;
        let sales = &sales;
        async move { site.post("/views", &form, Some(sales)).await }
    };
    let answer = keep("Mine <i>", "").await;
    assert_eq!(answer.header("location"), format!("/customers?{query}"));
    keep("Ours", "1").await;
    keep("  ", "1").await;
    keep("Ours", "1").await;
    let seen = |body: &str| (body.contains("Mine &#60;i&#62;</a>"), body.contains(">Ours</a>"));
    let page = site.get("/customers", Some(&sales)).await;
    assert_eq!(seen(&page.body), (true, true), "{}", page.body);
    assert_eq!(page.body.matches(">Ours</a>").count(), 1, "one of a name");
    let page = site.get(&format!("/customers?{query}"), Some(&marketing)).await;
    assert_eq!(seen(&page.body), (false, true));
    // Only whose it is may give it up.
    assert!(!page.body.contains("/remove\""));
    let page = site.get(&format!("/customers?{query}"), Some(&sales)).await;
    let place = page.body.find("action=\"/views/").unwrap() + "action=\"".len();
    let address = page.body[place..].split('"').next().unwrap().to_owned();
    let refused = site.post(&address, &[], Some(&marketing)).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let removed = site.post(&address, &[], Some(&sales)).await;
    assert_eq!(removed.header("location"), format!("/customers?{query}"));
    let again = site.post(&address, &[], Some(&sales)).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}
