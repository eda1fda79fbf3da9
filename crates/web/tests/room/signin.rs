//! Signing in from outside: what strangers may try, and what ends sessions.

use std::sync::Arc;

use crate::common::{Answer, PASSWORD, Site};
use axum::http::StatusCode;
use sog_web::signin::limit::Bench;
use sog_web::users;
use vocab::Team;

async fn try_as(site: &Site, email: &str, password: &str, forwarded: &str) -> Answer {
    let form = [("email", email), ("password", password)];
    let headers = [("x-forwarded-for", forwarded)];
    let headers = if forwarded.is_empty() { &headers[..0] } else { &headers[..] };
    site.post_with("/signin", &form, None, headers).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tries_that_arrive_together_are_counted_like_any_other() {
    let site = Arc::new(Site::new().await);
    let tries: Vec<_> = (0..30)
        .map(|_| {
            let site = site.clone();
            tokio::spawn(async move {
                try_as(&site, "sales@x.example", "not the password", "").await.status
            })
        })
        .collect();
    let mut made = 0;
    for tried in tries {
        match tried.await.unwrap() {
            StatusCode::UNPROCESSABLE_ENTITY => made += 1,
            other => assert_eq!(other, StatusCode::TOO_MANY_REQUESTS),
        }
    }
    assert_eq!(made, 8, "as many passwords were compared as one after the other would be");
}

#[tokio::test]
async fn a_full_bench_turns_away_and_counts_nothing() {
    let mut site = Site::new().await;
    let idle = site.router.clone();
    site.router = sog_web::router(site.state.clone().with_bench(Bench::new(0, 0)));
    for _ in 0..20 {
        let answer = try_as(&site, "admin@x.example", PASSWORD, "").await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.text().contains("in a few seconds"), "{}", answer.text());
    }
    site.router = idle;
    let answer = try_as(&site, "admin@x.example", PASSWORD, "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

/// Forty strangers fail; then somebody signs in. Both from the given networks.
async fn after_forty(site: &Site, stranger: &str, colleague: &str) -> StatusCode {
    for number in 0..40 {
        let answer = try_as(site, &format!("{number}@x.example"), "x", stranger).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
    }
    try_as(site, "sales@x.example", PASSWORD, colleague).await.status
}

#[tokio::test]
async fn behind_a_named_proxy_a_stranger_locks_out_only_the_own_network() {
    let mut site = Site::new().await;
    let proxies = ["127.0.0.1".parse().unwrap()];
    site.peer = Some("127.0.0.1:40000".parse().unwrap());
    site.router = sog_web::router(site.state.clone().behind(&proxies));
    let free = after_forty(&site, "198.51.100.1", "203.0.113.5").await;
    assert_eq!(free, StatusCode::SEE_OTHER);
    let own = try_as(&site, "sales@x.example", PASSWORD, "198.51.100.1").await;
    assert_eq!(own.status, StatusCode::TOO_MANY_REQUESTS);
    // Whatever is made up before the entry of the proxy changes nothing.
    let lie = try_as(&site, "sales@x.example", PASSWORD, "203.0.113.5, 198.51.100.1").await;
    assert_eq!(lie.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn behind_a_proxy_nobody_named_nobody_is_locked_out() {
    let mut site = Site::new().await;
    site.peer = Some("127.0.0.1:40000".parse().unwrap());
    assert_eq!(after_forty(&site, "198.51.100.1", "203.0.113.5").await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn without_a_proxy_the_header_is_not_believed() {
    let mut site = Site::new().await;
    site.peer = Some("198.51.100.1:40000".parse().unwrap());
    let locked = after_forty(&site, "203.0.113.9", "203.0.113.5").await;
    assert_eq!(locked, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn without_any_account_the_page_says_how_to_make_one() {
    let site = Site::new().await;
    assert!(!site.get("/signin", None).await.body.contains("sog user add"));
    site.run("delete from \"user\"").await;
    let page = site.get_with("/signin", None, &[("accept-language", "de")]).await;
    assert!(page.text().contains("Noch kann sich niemand anmelden"), "{}", page.text());
    assert!(page.body.contains("sog user add") && page.body.contains("--role admin"));
}

#[tokio::test]
async fn whoever_is_let_in_again_has_to_sign_in_again() {
    let site = Site::new().await;
    let (stolen, admin) = (site.sign_in(Team::Sales).await, site.sign_in(Team::Admin).await);
    let person = users::find(&site.store, "sales@x.example").await.unwrap().unwrap();
    let address = format!("/settings/people/{}", person.id);
    for active in ["false", "true"] {
        let answer = site.post(&address, &[("active", active)], Some(&admin)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let page = site.get("/settings", Some(&stolen)).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "active: {active}");
    }
    let fresh = site.sign_in(Team::Sales).await;
    assert_eq!(site.get("/settings", Some(&fresh)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_administrator_mends_accounts() {
    let site = Site::new().await;
    let (sales, admin) = (site.sign_in(Team::Sales).await, site.sign_in(Team::Admin).await);
    let person = users::find(&site.store, "sales@x.example").await.unwrap().unwrap();
    let at = |what: &str| format!("/settings/people/{}{what}", person.id);
    let page = site.get("/settings/people", Some(&admin)).await;
    assert!(page.body.contains(&format!("href=\"{}\"", at(""))), "{}", page.body);
    let page = site.get(&at(""), Some(&admin)).await;
    assert!(
        page.body.contains("name=\"name\" type=\"text\" value=\"sales person\""),
        "{}",
        page.body
    );

    // Nobody else may.
    let edited = [("name", "Ida Fischer"), ("team", "marketing")];
    let password = [("password", "a new first password")];
    assert_eq!(site.get(&at(""), Some(&sales)).await.status, StatusCode::FORBIDDEN);
    for (what, form) in [("/edit", &edited[..]), ("/password", &password[..])] {
        let answer = site.post(&at(what), form, Some(&sales)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
    }

    let answer = site.post(&at("/edit"), &edited, Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let now = users::find(&site.store, "sales@x.example").await.unwrap().unwrap();
    assert_eq!((now.name.as_str(), now.team), ("Ida Fischer", Team::Marketing));
    let empty = [("name", " "), ("team", "sales")];
    let answer = site.post(&at("/edit"), &empty, Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"sales\" selected"), "what was chosen is kept");

    let answer = site.post(&at("/password"), &[("password", "zu-kurz")], Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.body.contains("zu-kurz"), "a password is never sent back");
    let answer = site.post(&at("/password"), &password, Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get("/settings", Some(&sales)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        try_as(&site, "sales@x.example", PASSWORD, "").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        try_as(&site, "sales@x.example", "a new first password", "").await.status,
        StatusCode::SEE_OTHER
    );

    // Of themselves administrators change the name only.
    let me = users::find(&site.store, "admin@x.example").await.unwrap().unwrap();
    let own = |what: &str| format!("/settings/people/{}{what}", me.id);
    let answer = site.post(&own("/password"), &password, Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let demoted = [("name", "Tom"), ("team", "sales")];
    let answer = site.post(&own("/edit"), &demoted, Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let renamed = [("name", "Tom"), ("team", "admin")];
    let answer = site.post(&own("/edit"), &renamed, Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(!site.get(&own(""), Some(&admin)).await.body.contains("type=\"password\""));
}

/// A browser gives a cookie to every port of a host.
#[tokio::test]
async fn two_installations_on_one_host_do_not_end_each_others_sessions() {
    let (demo, own) = (Site::new().await, Site::new().await);
    let both = format!("{}; {}", demo.sign_in(Team::Sales).await, own.sign_in(Team::Sales).await);
    let names: Vec<&str> = both.split("; ").filter_map(|one| one.split('=').next()).collect();
    assert_ne!(names[0], names[1]);
    for site in [&demo, &own, &demo] {
        assert_eq!(site.get("/", Some(&both)).await.status, StatusCode::OK);
    }
}
