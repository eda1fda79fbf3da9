//! What the published clients send, and what nobody should.

use std::io::Write;

use chrono::{DateTime, TimeDelta, Utc};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use serde_json::{Value, json};
use sog_listen::receive::{
    BadBody, Call, Link, MAX_BODY, Names, Received, Sender, Terms, inflate, receive, write_key,
};
use vocab::{Currency, CustomerId, Event, EventKind};

fn now() -> DateTime<Utc> {
    "2026-03-04T05:06:07.123456Z".parse().unwrap()
}

fn taken_by(sender: Sender, body: &Value, call: Option<Call>) -> Result<Received, BadBody> {
    let names = Names::built_in();
    let terms = Terms { names: &names, sender, books: Some(Currency::EUR) };
    receive(body.to_string().as_bytes(), call, now(), terms)
}

fn batch(messages: Value) -> Received {
    taken_by(Sender::Server, &json!({ "batch": messages }), None).unwrap()
}

fn one(message: Value) -> Received {
    batch(json!([message]))
}

fn track(name: &str, properties: Value) -> Value {
    json!({"type": "track", "messageId": name, "userId": "K1", "event": name, "properties": properties})
}

fn reason(done: &Received) -> &str {
    &done.refused.first().unwrap().reason
}

fn money(events: &[Event]) -> Vec<String> {
    events.iter().map(|event| event.amount.unwrap().to_string()).collect()
}

#[test]
fn the_python_client_is_understood() {
    // As segment-analytics-python 2.4.0 sends it: nulls, `+00:00`, numbers as ids.
    let done = batch(json!([{
        "integrations": {}, "anonymousId": null, "properties": {"plan": "x", "n": 1.5e3},
        "timestamp": "2026-03-04T05:06:00+00:00", "context": {"library": {"name": "analytics-python"}},
        "userId": "019mr8mf4r", "type": "track", "event": "Level Up",
        "messageId": "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
    }, {
        "integrations": {}, "anonymousId": null, "traits": {"email": "a@example.com"},
        "timestamp": "2026-03-04T05:06:00.5+00:00", "context": {}, "userId": 42, "type": "identify",
        "messageId": "6ba7b810-9dad-11d1-80b4-00c04fd430c9"
    }, {
        "integrations": {}, "anonymousId": null, "properties": {"url": "https://x.example/a"},
        "timestamp": "2026-03-04T05:06:01", "context": {}, "userId": "42", "type": "page",
        "category": null, "name": "Docs", "messageId": "6ba7b810-9dad-11d1-80b4-00c04fd430ca"
    }]));
    assert!(done.refused.is_empty(), "{:?}", done.refused);
    let kinds: Vec<_> = done.events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::Other, EventKind::Visit]);
    assert_eq!(done.events[0].item.as_deref(), Some("Level Up"));
    assert_eq!(done.events[1].item.as_deref(), Some("Docs"));
    assert_eq!(done.events[1].reference.as_deref(), Some("https://x.example/a"));
    assert_eq!(done.taken[1].customer.as_str(), "42");
    assert!(done.links.is_empty());
}

#[test]
fn a_visitor_who_says_who_they_are_is_linked_once() {
    let message = |id: &str, user: Value| json!({"type": "track", "event": "x", "messageId": id, "anonymousId": "7f-1", "userId": user});
    let done = batch(json!([
        message("1", json!(null)),
        message("2", json!("K9")),
        message("3", json!("K9"))
    ]));
    let customers: Vec<_> =
        done.events.iter().map(|event| event.customer.as_ref().unwrap().as_str()).collect();
    assert_eq!(customers, ["~7f-1", "K9", "K9"]);
    let link = Link {
        alias: CustomerId::visitor("7f-1").unwrap(),
        customer: CustomerId::known("K9").unwrap(),
    };
    assert_eq!(done.links, [link]);
    let forged = one(json!({"type": "identify", "messageId": "1", "userId": "~7f-1"}));
    assert!(reason(&forged).contains("userId"), "{:?}", forged.refused);
}

#[test]
fn only_a_companys_own_program_may_join_two_known_customers() {
    let alias = json!({"batch": [
        {"type": "alias", "messageId": "1", "previousId": "old", "userId": "new"}
    ]});
    let aliases = |sender| -> Vec<String> {
        let done = taken_by(sender, &alias, None).unwrap();
        done.links.iter().map(|link| link.alias.to_string()).collect()
    };
    assert_eq!(aliases(Sender::Browser), ["~old"]);
    assert_eq!(aliases(Sender::Server), ["~old", "old"]);
}

#[test]
fn an_order_becomes_its_lines_and_its_discount_comes_off() {
    let done = one(track(
        "Order Completed",
        json!({
            "order_id": "A-1", "currency": "eur", "total": 99, "discount": 2.50, "products": [
                {"product_id": "p1", "name": "Drill", "category": "Tools", "price": 19.99, "quantity": 3},
                {"sku": "p2", "price": "0.30000000000000004"},
            ]
        }),
    ));
    assert!(done.refused.is_empty(), "{:?}", done.refused);
    assert_eq!(money(&done.events), ["59.97", "0.30", "-2.50"]);
    let kinds: Vec<_> = done.events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::Sale, EventKind::Sale, EventKind::Adjustment]);
    assert!(done.events.iter().all(|event| event.reference.as_deref() == Some("A-1")));
    assert!(done.events.iter().all(|event| event.currency == Some(Currency::EUR)));
    assert_eq!(done.events[0].item.as_deref(), Some("Drill"));
    assert_eq!(done.events[0].family.as_deref(), Some("Tools"));
    assert_eq!(done.events[0].quantity.unwrap().to_string(), "3.00");
    let mut ids: Vec<_> = done.events.iter().map(|event| event.id.0).collect();
    ids.dedup();
    assert_eq!(ids.len(), 3);
}

#[test]
fn lines_without_prices_leave_the_money_to_the_whole() {
    let done = one(track(
        "order_completed",
        json!({
            "orderId": 17, "revenue": "20", "products": [{"name": "a", "price": 3}, {"name": "b"}]
        }),
    ));
    assert_eq!(money(&done.events), ["20.00"]);
    assert_eq!(done.events[0].reference.as_deref(), Some("17"));
    let refund = one(track("Order Refunded", json!({"order_id": "A-1", "total": 30})));
    assert_eq!(money(&refund.events), ["-30.00"]);
    assert_eq!(refund.events[0].kind, EventKind::Return);
    let unknown = one(track("Order Refunded", json!({"order_id": "A-1"})));
    assert!(reason(&unknown).contains("`total`"), "{}", reason(&unknown));
    let foreign = one(track("Order Completed", json!({"total": 30, "currency": "USD"})));
    assert!(reason(&foreign).contains("books are kept in EUR"), "{}", reason(&foreign));
    let below = one(track("Order Completed", json!({"total": -5})));
    assert!(reason(&below).contains("`total`") && reason(&below).contains("below zero"));
    for (name, line) in [
        ("Order Completed", json!({"price": 2, "quantity": -3})),
        ("Order Refunded", json!({"price": -2, "quantity": 1})),
    ] {
        let turned = one(track(name, json!({"order_id": "A-2", "products": [line]})));
        assert!(reason(&turned).contains("below zero"), "{name}: {}", reason(&turned));
    }
    for bad in [json!({"total": true}), json!({"total": "1e30"}), json!({"total": [1]})] {
        assert_eq!(one(track("Order Completed", bad)).refused.len(), 1);
    }
}

#[test]
fn shop_events_have_kinds_of_their_own() {
    for (name, kind) in [
        ("Product Viewed", EventKind::ProductViewed),
        ("Product List Viewed", EventKind::ProductViewed),
        ("Product Added", EventKind::ProductAdded),
        ("Product Removed", EventKind::ProductRemoved),
        ("Product Added to Wishlist", EventKind::ProductWished),
        ("Product Reviewed", EventKind::ProductReviewed),
        ("Checkout Started", EventKind::CheckoutStarted),
        ("Products Searched", EventKind::Search),
        ("Promotion Clicked", EventKind::Other),
    ] {
        let done =
            one(track(name, json!({"name": "Drill", "query": "drill", "category": "Tools"})));
        assert_eq!(done.events[0].kind, kind, "{name}");
        assert!(done.events[0].amount.is_none());
    }
}

#[test]
fn the_bad_are_named_and_the_good_are_kept() {
    let done = batch(json!([
        track("fine", json!({})),
        {"type": "track", "messageId": "m1", "userId": "K1"},
        {"type": "dance", "messageId": "m2", "userId": "K1"},
        {"type": "page", "messageId": "m3"},
        7,
        {"type": "alias", "messageId": "m5", "userId": "K1"},
        {"type": "group", "messageId": "m6", "userId": "K1"},
        {"type": "page", "messageId": "m7", "userId": "K1", "timestamp": "yesterday"},
        {"type": "page", "messageId": "m8", "userId": {"id": 1}},
        {"type": "page", "messageId": "m".repeat(101), "userId": "K1"},
        {"type": "page", "messageId": "big", "userId": "K1", "context": "x".repeat(33_000)},
        {"type": "page", "messageId": "old", "userId": "K1", "timestamp": "1890-01-01T00:00:00Z"},
        {"type": "page", "messageId": "m12", "userId": "K1"},
    ]));
    assert_eq!(done.taken.len(), 2);
    let refused: Vec<_> = done.refused.iter().map(|refused| refused.index).collect();
    assert_eq!(refused, (1..12).collect::<Vec<_>>());
    for (refused, said) in done.refused.iter().zip([
        "`event`",
        "\"dance\"",
        "`userId` or `anonymousId`",
        "not a message",
        "`previousId`",
        "`groupId`",
        "ISO 8601",
        "neither a text nor a number",
        "`messageId`",
        "33",
        "before 1970",
    ]) {
        assert!(refused.reason.contains(said), "{said}: {refused:?}");
    }
    assert_eq!(done.refused[0].message_id.as_deref(), Some("m1"));
}

#[test]
fn bodies_have_limits_however_they_are_packed() {
    let names = Names::built_in();
    let terms = Terms { names: &names, sender: Sender::Server, books: None };
    let large = json!({"batch": [{"pad": "x".repeat(MAX_BODY)}]}).to_string();
    let too_large =
        |body: &[u8], call| matches!(receive(body, call, now(), terms), Err(BadBody::TooLarge(_)));
    assert!(too_large(large.as_bytes(), None));
    let single = json!({"pad": "x".repeat(33_000)}).to_string();
    assert!(too_large(single.as_bytes(), Some(Call::Track)));
    let many = json!({"batch": vec![json!({}); 2_501]}).to_string();
    assert!(too_large(many.as_bytes(), None));
    let most = json!({"batch": vec![json!({}); 2_500]}).to_string();
    assert_eq!(receive(most.as_bytes(), None, now(), terms).unwrap().refused.len(), 2_500);

    let pack = |bytes: &[u8]| {
        let mut out = GzEncoder::new(Vec::new(), Compression::best());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    };
    assert_eq!(inflate(&pack(b"{}")).unwrap(), b"{}");
    let bomb = pack(&vec![b' '; 50 << 20]);
    assert!(bomb.len() < 100_000);
    assert!(matches!(inflate(&bomb), Err(BadBody::TooLarge(_))));
    assert!(matches!(inflate(b"no gzip"), Err(BadBody::Malformed(_))));
    assert!(matches!(inflate(&pack(b"{}{}")[..12]), Err(BadBody::Malformed(_))));

    for bad in ["", "{", "[]", "{\"batch\": 1}", "{\"batch\": [1,}", "\u{0}", "null"] {
        let done = receive(bad.as_bytes(), None, now(), terms);
        assert!(matches!(done, Err(BadBody::Malformed(_))), "{bad}");
    }
    assert!(receive(b"{\"batch\": [\xff]}", None, now(), terms).is_err());
    let deep = format!("{{\"batch\": [{}]}}", "[".repeat(100_000));
    assert!(receive(deep.as_bytes(), None, now(), terms).is_err());
}

#[test]
fn the_key_may_be_in_the_body() {
    assert_eq!(write_key(b"{\"batch\": [], \"writeKey\": \"k\"}").as_deref(), Some("k"));
    assert_eq!(write_key(b"{\"writeKey\": null}"), None);
    assert_eq!(write_key(b"k"), None);
}

#[test]
fn a_message_without_an_id_is_known_again_where_it_says_its_time() {
    let dated = json!({"type": "page", "userId": "K1", "timestamp": "2026-03-04T05:00:00Z"});
    let id = |message: &Value, later: i64| {
        let names = Names::built_in();
        let terms = Terms { names: &names, sender: Sender::Server, books: None };
        let body = json!({"batch": [message]}).to_string();
        let when = now() + TimeDelta::seconds(later);
        receive(body.as_bytes(), None, when, terms).unwrap().events[0].id
    };
    assert_eq!(id(&dated, 0), id(&dated, 5));
    let undated = json!({"type": "page", "userId": "K1"});
    assert_ne!(id(&undated, 0), id(&undated, 5));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// A clock that is wrong by any amount, equally when it happened and when it was sent, does
    /// not matter; and what was sent again is the same events at nearly the same time.
    #[test]
    fn a_wrong_clock_does_not_matter(
        wrong in -2_000_000_000_i64..2_000_000_000, age in 0_i64..1_000_000, later in 0_i64..1_000_000,
    ) {
        let read = |sent_after: i64| {
            let names = Names::built_in();
            let terms = Terms { names: &names, sender: Sender::Browser, books: None };
            let clock = |at: DateTime<Utc>| (at + TimeDelta::milliseconds(wrong)).to_rfc3339();
            let happened = now() - TimeDelta::milliseconds(age);
            let arrived = now() + TimeDelta::milliseconds(sent_after);
            let body = json!({"sentAt": clock(arrived), "batch": [{
                "type": "page", "messageId": "m", "anonymousId": "a", "timestamp": clock(happened)
            }]});
            receive(body.to_string().as_bytes(), None, arrived, terms).unwrap().events
        };
        let (first, again) = (read(0), read(later));
        let happened = now() - TimeDelta::milliseconds(age);
        prop_assert!((first[0].time - happened).abs() <= TimeDelta::milliseconds(1));
        prop_assert_eq!(first, again);
    }

    /// Whatever comes in, nothing panics, and of a batch that can be read each message is taken
    /// or refused.
    #[test]
    fn nothing_panics(body in proptest::collection::vec(any::<u8>(), 0..400), ids in any::<[Option<String>; 4]>()) {
        let names = Names::built_in();
        let terms = Terms { names: &names, sender: Sender::Server, books: None };
        let _ = receive(&body, None, now(), terms);
        let _ = receive(&body, Some(Call::Alias), now(), terms);
        let _ = inflate(&body);
        let [user, anonymous, previous, name] = ids;
        let messages: Vec<Value> = ["track", "page", "alias", "identify", "group"].iter().map(|call| json!({
            "type": call, "userId": user, "anonymousId": anonymous, "previousId": previous,
            "event": name, "timestamp": name, "groupId": user, "properties": {"url": name},
        })).collect();
        let count = messages.len();
        let done = taken_by(Sender::Server, &json!({"batch": messages}), None).unwrap();
        prop_assert_eq!(done.taken.len() + done.refused.len(), count);
    }
}
