//! The door for other programs, by HTTP: who is let in, what is said about what cannot be used,
//! and the page that shows it.

use std::io::Write;
use std::sync::Arc;

use crate::common::{Answer, Site};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use listen::receive::{Names, Sender};
use serde_json::{Value, json};
use sog_web::keys;
use tower::ServiceExt;
use vocab::Team;

async fn key(site: &Site, sender: Sender) -> String {
    keys::make(&site.store, "shop", sender, crate::common::start()).await.unwrap().1
}

async fn ask(
    site: &Site,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<Vec<u8>>,
) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::from(body.into())).unwrap();
    let response = site.router.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, 4_000_000).await.unwrap();
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

fn basic(key: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{key}:")))
}

async fn send(site: &Site, key: &str, path: &str, body: &Value) -> Answer {
    let authorization = basic(key);
    let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
    ask(site, "POST", path, &headers, body.to_string()).await
}

fn of(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap()
}

fn track(name: &str, id: &str) -> Value {
    json!({"type": "track", "event": name, "userId": "K1", "messageId": id})
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_takes_what_its_name_says() {
    let site = Site::new().await;
    let key = key(&site, Sender::Server).await;
    let message = |id: usize| {
        json!({
            "messageId": format!("m{id}"), "userId": "K1", "anonymousId": format!("a{id}"),
            "event": "Product Viewed", "groupId": "g", "previousId": "p", "name": "n",
        })
    };
    let mut sent = 0;
    for before in ["/v1", ""] {
        for path in
            ["identify", "i", "track", "t", "page", "p", "screen", "s", "group", "g", "alias", "a"]
        {
            let answer = send(&site, &key, &format!("{before}/{path}"), &message(sent)).await;
            assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
            assert_eq!(of(&answer), json!({"success": true}));
            assert_eq!(answer.header("set-cookie"), "");
            assert_eq!(answer.header("access-control-allow-origin"), "*");
            sent += 1;
        }
        for path in ["batch", "b"] {
            let body = json!({"batch": [track("Order Completed", "o"), track("x", "y")]});
            let bad = send(&site, &key, &format!("{before}/{path}"), &body).await;
            assert_eq!(bad.status, StatusCode::BAD_REQUEST);
        }
        assert_eq!(
            send(&site, &key, &format!("{before}/m"), &json!({})).await.status,
            StatusCode::OK
        );
    }
    let unknown = send(&site, &key, "/v1/purchase", &message(0)).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    assert_eq!(of(&unknown)["code"], "not_found");
    // track, page and screen leave an event each; "x" counts once, the order has no money.
    assert_eq!(site.log.hand_over(&|_| ()).await.unwrap().moved, 2 * 2 * 3 + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_money_decides_the_currency_at_once() {
    let site = Site::new().await;
    site.run("delete from setting where key = 'company'").await;
    let key = key(&site, Sender::Server).await;
    let order = |id: &str, currency: &str| {
        json!({"type": "track", "event": "Order Completed", "userId": "K1", "messageId": id,
               "properties": {"order_id": id, "total": 10, "currency": currency}})
    };
    let first = send(&site, &key, "/v1/track", &order("o1", "USD")).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    let second = send(&site, &key, "/v1/track", &order("o2", "EUR")).await;
    assert_eq!(second.status, StatusCode::BAD_REQUEST, "{}", second.body);
    assert!(second.body.contains("books are kept in USD"), "{}", second.body);

    site.run("delete from setting where key = 'company'").await;
    let both = json!({"batch": [order("o3", "USD"), order("o4", "EUR")]});
    let both = send(&site, &key, "/v1/batch", &both).await;
    assert_eq!(of(&both)["accepted"], 1, "{}", both.body);
    assert!(both.body.contains("books are kept in USD"), "{}", both.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_what_was_not_taken_and_nobody_who_was_erased() {
    let site = Site::new().await;
    let admin = site.sign_in(Team::Admin).await;
    let key = key(&site, Sender::Server).await;
    let named = |event: &str, customer: &str| json!({"type": "track", "event": event, "userId": customer, "messageId": event});
    for _ in 0..3 {
        let wrong = send(&site, "nobody's key", "/v1/track", &named("a", "K1")).await;
        assert_eq!(wrong.status, StatusCode::UNAUTHORIZED);
    }
    send(&site, &key, "/v1/purchase", &named("a", "K1")).await;
    let authorization = basic(&key);
    let broken = [("authorization", authorization.as_str())];
    let broken = ask(&site, "POST", "/v1/batch", &broken, "{\"batch\": [").await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    send(&site, &key, "/v1/track", &named("somebody new", "K77")).await;

    let tx = site.store.begin().await.unwrap();
    let blocks = store::blocks::BlockKey::ensure(&tx, [7; 32]).await.unwrap();
    let because =
        store::blocks::Because { at: crate::common::start(), reason: "erased", erasure: None };
    let who = [(store::blocks::What::Customer, "K99")];
    store::blocks::add(&tx, &blocks, &who, because).await.unwrap();
    tx.commit().await.unwrap();
    let erased = send(&site, &key, "/v1/track", &named("their secret", "K99")).await;
    assert_eq!(of(&erased), json!({"success": true}));

    let shown = site.get("/settings/incoming", Some(&admin)).await.text();
    for text in [
        "No write key, or none that lets in.",
        "3 times",
        "The body cannot be read.",
        "K77 not known so far",
        "About somebody who was erased.",
        "There is no such call.",
    ] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    assert!(!shown.contains("K99") && !shown.contains("their secret"), "{shown}");
    assert_eq!(site.log.waiting().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bad_are_named_and_the_good_are_kept() {
    let site = Site::new().await;
    let key = key(&site, Sender::Server).await;
    let body = json!({"batch": [track("fine", "m1"), {"type": "track", "messageId": "m2", "userId": "K"}]});
    let answer = send(&site, &key, "/v1/batch", &body).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let said = of(&answer);
    assert_eq!(said["success"], json!(false));
    assert_eq!(said["code"], json!("invalid_events"));
    assert_eq!(said["accepted"], json!(1));
    assert_eq!(said["errors"][0]["index"], json!(1));
    assert_eq!(said["errors"][0]["messageId"], json!("m2"));
    assert!(said["errors"][0]["reason"].as_str().unwrap().contains("`event`"));
    assert_eq!(site.log.waiting().await.unwrap(), 1);

    for (path, body, status, code) in [
        ("/v1/batch", "{".to_owned(), 400, "invalid_request"),
        ("/v1/track", "7".to_owned(), 400, "invalid_events"),
        ("/v1/batch", json!({"batch": "x".repeat(600_000)}).to_string(), 413, "too_large"),
        ("/v1/track", json!({"event": "x".repeat(40_000)}).to_string(), 413, "too_large"),
    ] {
        let authorization = basic(&key);
        let answer = ask(&site, "POST", path, &[("authorization", &authorization)], body).await;
        assert_eq!(answer.status.as_u16(), status, "{path} {}", answer.body);
        assert_eq!(of(&answer)["code"], json!(code));
    }
    assert_eq!(site.log.waiting().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_key_of_this_installation_lets_in() {
    let site = Site::new().await;
    let secret = key(&site, Sender::Browser).await;
    let body = json!({"batch": [track("x", "m1")]});
    for wrong in ["", "no", &secret[1..], &format!("{secret}0")] {
        let answer = send(&site, wrong, "/v1/batch", &body).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong}");
        assert_eq!(of(&answer)["code"], json!("invalid_write_key"));
        assert!(!answer.body.contains(&secret));
    }
    // In the body, as text, from a page of any site, as browsers send it.
    let with_key = json!({"batch": [track("x", "m1")], "writeKey": secret}).to_string();
    let page = [
        ("content-type", "text/plain;charset=UTF-8"),
        ("origin", "https://shop.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let answer = ask(&site, "POST", "/v1/b", &page, with_key.clone()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let ahead = ask(&site, "OPTIONS", "/v1/t", &page, "").await;
    assert_eq!(ahead.status, StatusCode::NO_CONTENT);
    assert!(ahead.header("access-control-allow-headers").contains("authorization"));
    // Packed.
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(with_key.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let answer = ask(&site, "POST", "/v1/b", &[("content-encoding", "gzip")], packed).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let answer = ask(&site, "POST", "/v1/b", &[("content-encoding", "br")], with_key).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    // The key itself is nowhere in the database.
    let hashes = site.text_of("select hash || hint || name as t from write_key").await;
    assert!(hashes.iter().all(|row| !row.contains(&secret)), "{hashes:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_when_too_much_waits_is_told_to_come_again() {
    let site = Site::new().await;
    let key = key(&site, Sender::Browser).await;
    let messages: Vec<Value> = (0..2_500).map(|n| track("x", &format!("m{n}"))).collect();
    let body = json!({ "batch": messages });
    let mut answers = Vec::new();
    for _ in 0..12 {
        answers.push(send(&site, &key, "/v1/batch", &body).await);
        if answers.last().unwrap().status != StatusCode::OK {
            break;
        }
    }
    let last = answers.last().unwrap();
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS, "{} were let in", answers.len());
    assert_eq!(of(last)["code"], json!("rate_limited"));
    assert!(last.header("retry-after").parse::<u64>().unwrap() >= 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_gone_is_said_and_nothing_is_taken() {
    let site = Site::new().await;
    let key = key(&site, Sender::Server).await;
    let body = json!({"batch": [track("x", "m1")]});
    assert_eq!(send(&site, &key, "/v1/batch", &body).await.status, StatusCode::OK);
    site.store.clone().close().await.unwrap();
    let answer = send(&site, &key, "/v1/batch", &body).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{}", answer.body);
    assert_eq!(of(&answer)["code"], json!("unavailable"));
}

#[tokio::test(flavor = "multi_thread")]
async fn own_names_count_before_the_built_in_ones() {
    let mut site = Site::new().await;
    let own = "[[event]]\nnames = [\"Besteld\"]\nkind = \"sale\"\nmoney = [\"totaal\"]\n";
    let state = site.state.clone().with_names(Names::with_own(own).unwrap());
    site.router = sog_web::router(state);
    let key = key(&site, Sender::Server).await;
    let order = json!({"type": "track", "event": "besteld", "userId": "K7", "messageId": "1",
                       "properties": {"totaal": 12.5}});
    assert_eq!(
        send(&site, &key, "/v1/batch", &json!({"batch": [order]})).await.status,
        StatusCode::OK
    );
    customers::refresh(&site.store, &site.log, site.folder(), &|_| ()).await.unwrap();
    let cookie = site.sign_in(Team::Sales).await;
    let page = site.get("/customers/K7", Some(&cookie)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("12,50"), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_is_in_no_list_until_somebody_knows_who_it_is() {
    let site = Site::new().await;
    let key = key(&site, Sender::Browser).await;
    let visit = |id: &str, user: Value| {
        json!({"type": "track", "event": "Products Searched", "properties": {"query": "drill"},
               "messageId": id, "anonymousId": "7f", "userId": user})
    };
    let first = json!({"batch": [visit("1", json!(null))]});
    assert_eq!(send(&site, &key, "/v1/batch", &first).await.status, StatusCode::OK);
    let refresh = || customers::refresh(&site.store, &site.log, site.folder(), &|_| ());
    assert_eq!(refresh().await.unwrap().customers, 0);
    let second = json!({"batch": [visit("2", json!("K8"))]});
    assert_eq!(send(&site, &key, "/v1/batch", &second).await.status, StatusCode::OK);
    let third = json!({"batch": [visit("3", json!(null))]});
    assert_eq!(send(&site, &key, "/v1/batch", &third).await.status, StatusCode::OK);
    assert_eq!(refresh().await.unwrap().customers, 1);
    let customer = vocab::CustomerId::known("K8").unwrap();
    let snapshot = site.log.snapshot().await.unwrap();
    let history = snapshot.history(&customer, events::Columns::ALL).unwrap();
    assert_eq!(history.len(), 3, "what came before and after it was known is joined");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_what_comes_in_and_makes_keys() {
    let site = Site::new().await;
    let (admin, sales) = (site.sign_in(Team::Admin).await, site.sign_in(Team::Sales).await);
    let here = "/settings/incoming";
    let empty = site.get(here, Some(&admin)).await;
    assert!(empty.text().contains("Nothing has come in yet"), "{}", empty.text());
    assert!(empty.text().contains("http://sog.example/sog.js"), "how to connect a page");

    let form = [("name", "The shop"), ("sender", "browser")];
    assert_eq!(site.post(here, &form, Some(&sales)).await.status, StatusCode::FORBIDDEN);
    let made = site.post(here, &form, Some(&admin)).await;
    assert_eq!(made.status, StatusCode::OK);
    let secret =
        made.body.split("id=\"secret\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert_eq!(secret.len(), 32);
    let nameless = site.post(here, &[("name", " "), ("sender", "server")], Some(&admin)).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = site.post(here, &[("name", "the SHOP"), ("sender", "server")], Some(&admin)).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text().contains("is called so already"), "{}", again.text());

    let body = json!({"batch": [track("Product Viewed", "m1"), track("", "m2")]});
    send(&site, &secret, "/v1/batch", &body).await;
    let shown = site.get(here, Some(&admin)).await;
    for text in [
        "Product Viewed",
        "K1",
        "Article viewed",
        "The shop",
        "m2: `event` is missing",
        "1 acknowledged, 1 refused",
    ] {
        assert!(shown.text().contains(text), "{text}: {}", shown.text());
    }
    assert!(!shown.body.contains(&secret), "shown once");
    assert!(shown.text().contains(&format!("{}…", &secret[..6])));

    let id = site.text_of("select id as t from write_key").await.remove(0);
    let revoke = format!("{here}/{id}/revoke");
    assert_eq!(site.post(&revoke, &[], Some(&sales)).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.post(&revoke, &[], Some(&admin)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(send(&site, &secret, "/v1/batch", &body).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.post(&revoke, &[], Some(&admin)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_script_may_be_loaded_by_any_site_and_kept() {
    let site = Site::new().await;
    let script = ask(&site, "GET", "/sog.js", &[], "").await;
    assert_eq!(script.status, StatusCode::OK);
    assert!(script.header("content-type").starts_with("text/javascript"));
    assert_eq!(script.header("cross-origin-resource-policy"), "cross-origin");
    assert!(script.header("cache-control").contains("max-age=3600"));
    let tag = script.header("etag").to_owned();
    let again = ask(&site, "GET", "/sog.js", &[("if-none-match", &tag)], "").await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

/// What many requests bring at the same moment is on disk when they are answered.
#[tokio::test(flavor = "multi_thread")]
async fn requests_at_the_same_moment_are_each_answered() {
    let site = Arc::new(Site::new().await);
    let key = key(&site, Sender::Server).await;
    let tasks: Vec<_> = (0..40)
        .map(|request| {
            let (site, key) = (Arc::clone(&site), key.clone());
            tokio::spawn(async move {
                let messages: Vec<Value> =
                    (0..25).map(|n| track("x", &format!("m{request}-{n}"))).collect();
                send(&site, &key, "/v1/batch", &json!({ "batch": messages })).await.status
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), StatusCode::OK);
    }
    assert_eq!(site.log.waiting().await.unwrap(), 1_000);
    assert_eq!(site.log.hand_over(&|_| ()).await.unwrap().moved, 1_000);
}
