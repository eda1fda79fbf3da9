//! The pages from outside: who may see what, forms, errors, sessions.

use crate::common::{PASSWORD, Site};
use axum::http::StatusCode;
use sog_web::users;
use vocab::Team;

#[tokio::test]
async fn a_stranger_is_led_to_the_sign_in_and_back() {
    let site = Site::new().await;
    let answer = site.get("/customers?q=a", None).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/signin?next=%2Fcustomers%3Fq%3Da");
    let page = site.get("/signin?next=%2Fcustomers%3Fq%3Da", None).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(r#"name="next" value="/customers?q=a""#), "{}", page.body);
    assert!(page.header("set-cookie").is_empty(), "a look sets no cookie");

    let form =
        [("email", "Marketing@x.example "), ("password", PASSWORD), ("next", "/customers?q=a")];
    let answer = site.post("/signin", &form, None).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/customers?q=a")
    );
    let cookie = answer.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(!cookie.contains("Secure"), "the site is reached by http");
    let page = site.get("/customers", Some(&answer.cookie())).await;
    assert_eq!(page.status, StatusCode::OK);
}

#[tokio::test]
async fn a_failure_says_the_same_for_known_and_unknown_addresses() {
    let site = Site::new().await;
    let wrong = [("email", "marketing@x.example"), ("password", "not the password")];
    let nobody = [("email", "nobody@x.example"), ("password", "not the password")];
    let (wrong, nobody) =
        (site.post("/signin", &wrong, None).await, site.post("/signin", &nobody, None).await);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.status, nobody.status);
    let same = |body: &str| body.replace("marketing@x.example", "").replace("nobody@x.example", "");
    assert_eq!(same(&wrong.body), same(&nobody.body));
    assert!(wrong.header("set-cookie").is_empty());
}

#[tokio::test]
async fn guessing_is_stopped_for_one_address_and_goes_on_later() {
    let site = Site::new().await;
    let wrong = [("email", "sales@x.example"), ("password", "not the password")];
    let right = [("email", "sales@x.example"), ("password", PASSWORD)];
    for _ in 0..8 {
        assert_eq!(
            site.post("/signin", &wrong, None).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    }
    assert_eq!(site.post("/signin", &right, None).await.status, StatusCode::TOO_MANY_REQUESTS);
    let other = [("email", "admin@x.example"), ("password", PASSWORD)];
    assert_eq!(site.post("/signin", &other, None).await.status, StatusCode::SEE_OTHER);
    site.wait_minutes(16);
    assert_eq!(site.post("/signin", &right, None).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn signing_in_changes_the_id_and_signing_out_ends_it() {
    let site = Site::new().await;
    let first = site.sign_in(Team::Sales).await;
    // Whoever planted this cookie must not be signed in as the next person.
    let form = [("email", "marketing@x.example"), ("password", PASSWORD)];
    let second = site.post("/signin", &form, Some(&first)).await.cookie();
    assert_ne!(first, second);
    assert_eq!(site.get("/settings", Some(&first)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get("/settings", Some(&second)).await.status, StatusCode::OK);
    let answer = site.post("/signout", &[], Some(&second)).await;
    assert_eq!(answer.header("location"), "/signin");
    assert_eq!(site.get("/settings", Some(&second)).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_database_holds_no_session_id() {
    let site = Site::new().await;
    let cookie = site.sign_in(Team::Sales).await;
    let id = cookie.split_once('=').unwrap().1.to_owned();
    let rows = site.text_of("select hash || data as t from session").await;
    assert_eq!(rows.len(), 1);
    assert!(!rows[0].contains(&id) && rows[0].len() > 64, "{rows:?}");
}

#[tokio::test]
async fn a_locked_person_is_out_at_once() {
    let site = Site::new().await;
    let sales = site.sign_in(Team::Sales).await;
    let admin = site.sign_in(Team::Admin).await;
    let person = users::find(&site.store, "sales@x.example").await.unwrap().unwrap();
    let address = format!("/settings/people/{}", person.id);
    // Only an administrator may.
    assert_eq!(
        site.post(&address, &[("active", "false")], Some(&sales)).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(site.get("/settings", Some(&sales)).await.status, StatusCode::OK);
    assert_eq!(
        site.post(&address, &[("active", "false")], Some(&admin)).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(site.get("/settings", Some(&sales)).await.status, StatusCode::SEE_OTHER);
    let form = [("email", "sales@x.example"), ("password", PASSWORD)];
    assert_eq!(site.post("/signin", &form, None).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Nobody locks themself out.
    let me = users::find(&site.store, "admin@x.example").await.unwrap().unwrap();
    let address = format!("/settings/people/{}", me.id);
    assert_eq!(
        site.post(&address, &[("active", "false")], Some(&admin)).await.status,
        StatusCode::CONFLICT
    );
}

#[tokio::test]
async fn a_new_password_ends_other_sessions_and_keeps_this_one() {
    let site = Site::new().await;
    let (here, there) = (site.sign_in(Team::Sales).await, site.sign_in(Team::Sales).await);
    let wrong = [("old", "not the password"), ("new", "a long new password")];
    assert_eq!(
        site.post("/settings/me/password", &wrong, Some(&here)).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let short = [("old", PASSWORD), ("new", "short")];
    assert_eq!(
        site.post("/settings/me/password", &short, Some(&here)).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let good = [("old", PASSWORD), ("new", "a long new password")];
    let answer = site.post("/settings/me/password", &good, Some(&here)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get("/settings", Some(&there)).await.status, StatusCode::SEE_OTHER);
    assert_eq!(site.get("/settings", Some(&answer.cookie())).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let site = Site::new().await;
    let cookie = site.sign_in(Team::Sales).await;
    let form = [("language", "es"), ("theme", "dark")];
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let answer = site.post_with("/settings/me", &form, Some(&cookie), &[(name, value)]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
        assert!(answer.body.contains("andere"), "said in the reader's language: {}", answer.body);
    }
    let user = users::find(&site.store, "sales@x.example").await.unwrap().unwrap();
    assert_eq!(user.language.code(), "nl");
    let own = [("sec-fetch-site", "same-origin"), ("origin", "http://sog.example")];
    let answer = site.post_with("/settings/me", &form, Some(&cookie), &own).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn language_and_theme_are_remembered() {
    let site = Site::new().await;
    let cookie = site.sign_in(Team::Sales).await;
    let page = site.get("/settings/me", Some(&cookie)).await;
    assert!(page.body.contains(r#"<html lang="nl" data-theme="auto">"#));
    let form = [("language", "es"), ("theme", "dark")];
    site.post("/settings/me", &form, Some(&cookie)).await;
    let page = site.get("/settings/me", Some(&cookie)).await;
    assert!(page.body.contains(r#"<html lang="es" data-theme="dark">"#));
    assert!(page.body.contains("Guardado."), "said once");
    assert!(!site.get("/settings/me", Some(&cookie)).await.body.contains("Guardado."));
    // Another session of the same person starts with the same wishes.
    let other = site.sign_in(Team::Sales).await;
    assert!(site.get("/customers", Some(&other)).await.body.contains("Clientes"));
}

#[tokio::test]
async fn every_answer_carries_the_safety_headers() {
    let site = Site::new().await;
    let cookie = site.sign_in(Team::Admin).await;
    for address in ["/settings", "/signin", "/nowhere", "/static/app.css"] {
        let answer = site.get(address, Some(&cookie)).await;
        let rules = answer.header("content-security-policy");
        assert!(rules.contains("default-src 'none'") && !rules.contains("unsafe"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
        for forbidden in [" style=", " onclick=", "<script>", "javascript:"] {
            assert!(!answer.body.contains(forbidden), "{address} holds {forbidden}");
        }
    }
}

#[tokio::test]
async fn static_files_are_packed_and_kept() {
    let site = Site::new().await;
    let page = site.get("/signin", None).await;
    let start = page.body.find("/static/app.css?v=").unwrap();
    let address = page.body[start..].split('"').next().unwrap().to_owned();
    let answer = site.get(&address, None).await;
    assert!(answer.header("cache-control").contains("immutable"));
    assert!(answer.header("content-type").starts_with("text/css"));
    let plain = site.get("/static/app.css", None).await;
    assert_eq!(plain.header("cache-control"), "no-cache");
    let etag = plain.header("etag").to_owned();
    let again = site.get_with("/static/app.css", None, &[("if-none-match", &etag)]).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let packed = site
        .get_with("/static/vendor/echarts.common.min.js", None, &[("accept-encoding", "gzip")])
        .await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert_eq!(site.get("/static/../Cargo.toml", None).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn problems_become_pages_in_the_readers_language() {
    let site = Site::new().await;
    let lost = site.get_with("/nowhere", None, &[("accept-language", "de-DE,de;q=0.9")]).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    assert!(lost.body.contains("Diese Seite gibt es nicht"), "{}", lost.body);
    let cookie = site.sign_in(Team::Sales).await;
    let lost = site.get("/customers/nobody-at-all", Some(&cookie)).await;
    assert_eq!(lost.status, StatusCode::NOT_FOUND);
    assert!(lost.body.contains("Deze pagina bestaat niet"));
    // A part of a page gets a message for the place the layout keeps.
    let part = site.get_with("/nowhere", Some(&cookie), &[("hx-request", "true")]).await;
    assert_eq!(part.header("hx-retarget"), "#problems");
    assert!(!part.body.contains("<html"));
    // A form with fields missing is no reason to speak of structs.
    let bad = site.post("/settings/me", &[("language", "es")], Some(&cookie)).await;
    assert!(bad.status.is_client_error());
    assert!(bad.body.contains("De gegevens waren niet leesbaar"), "{}", bad.body);
    assert!(!bad.body.contains("missing field"));
}

#[tokio::test]
async fn only_an_administrator_changes_the_company() {
    let site = Site::new().await;
    let (sales, admin) = (site.sign_in(Team::Sales).await, site.sign_in(Team::Admin).await);
    let mut form = vec![
        ("name", "Hafenlicht"),
        ("zone", "Europe/Madrid"),
        ("postal_address", "Kai 1\r\n20457 Hamburg"),
        ("sender_email", "post@hafenlicht.example"),
        ("public_url", "https://sog.hafenlicht.example/"),
        ("cap_touches", "3"),
        ("cap_days", "28"),
        ("half_life", "10,5"),
        ("holdout", "12.5"),
    ];
    assert_eq!(site.post("/settings", &form, Some(&sales)).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.post("/settings", &form, Some(&admin)).await.status, StatusCode::SEE_OTHER);
    let company = store::company(site.store.read()).await.unwrap();
    assert_eq!(
        (company.name.as_str(), company.cap_touches, company.cap_days),
        ("Hafenlicht", 3, 28)
    );
    assert_eq!(company.zone.to_string(), "Europe/Madrid");
    assert_eq!(company.public_url, "https://sog.hafenlicht.example");
    assert_eq!(company.postal_address, "Kai 1\n20457 Hamburg");
    assert!((company.holdout_share - 0.125).abs() < 1e-12);
    assert!((company.pressure_half_life_days - 10.5).abs() < 1e-12);
    // What the page shows is what was entered, as the reader's language writes it.
    let odd = store::Company { holdout_share: 0.07, ..company.clone() };
    let save = async |company: &store::Company| {
        let tx = site.store.begin().await.unwrap();
        store::save_company(&tx, company).await.unwrap();
        tx.commit().await.unwrap();
    };
    save(&odd).await;
    let shown = site.get("/settings", Some(&admin)).await.body;
    assert!(shown.contains(r#"name="holdout" type="text" value="7""#), "{shown}");
    assert!(shown.contains(r#"name="half_life" type="text" value="10.5""#), "{shown}");
    let shown = site.get("/settings", Some(&sales)).await.body;
    assert!(shown.contains(r#"name="half_life" type="text" value="10,5""#), "{shown}");
    save(&company).await;
    // What cannot be taken is said at its field, and nothing is saved.
    for (field, value) in
        [("zone", "Mars/Base"), ("cap_days", "0"), ("holdout", "80"), ("public_url", "sog")]
    {
        let place = form.iter().position(|(name, _)| *name == field).unwrap();
        let before = std::mem::replace(&mut form[place], (field, value));
        let answer = site.post("/settings", &form, Some(&admin)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(answer.body.matches(r#"aria-invalid="true""#).count(), 1, "{field}");
        form[place] = before;
    }
    assert_eq!(store::company(site.store.read()).await.unwrap(), company);
}

#[tokio::test]
async fn people_are_added_and_told_what_is_wrong() {
    let site = Site::new().await;
    let admin = site.sign_in(Team::Admin).await;
    let person = |email: &'static str, password: &'static str| {
        vec![
            ("name", "Ida"),
            ("email", email),
            ("team", "sales"),
            ("language", "de"),
            ("password", password),
        ]
    };
    for (email, password) in [
        ("no address", "long enough password"),
        ("ida@x.example", "zu-kurz"),
        ("SALES@x.example", "long enough password"),
    ] {
        let answer = site.post("/settings/people", &person(email, password), Some(&admin)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert!(!answer.body.contains(password), "a password is never sent back");
    }
    let answer = site
        .post("/settings/people", &person("ida@x.example", "long enough password"), Some(&admin))
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let form = [("email", "ida@x.example"), ("password", "long enough password")];
    assert_eq!(site.post("/signin", &form, None).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_mail_server_is_set_without_ever_showing_its_password() {
    let site = Site::new().await;
    let (sales, admin) = (site.sign_in(Team::Sales).await, site.sign_in(Team::Admin).await);
    let form = |host: &'static str, password: &'static str| {
        vec![
            ("host", host),
            ("port", "465"),
            ("security", "tls"),
            ("user", "sog"),
            ("password", password),
            ("connections", "2"),
            ("selector", "sog1"),
        ]
    };
    let secret = "a-secret-of-the-server";
    let first = form("smtp.example.com", secret);
    site.run("update setting set value = replace(value, '\"sender_email\":\"\"', '\"sender_email\":\"post@laden.example\"')").await;
    let page = site.get("/settings/mail", Some(&admin)).await;
    assert!(
        !page.body.contains("_domainkey") && !site.folder().join("dkim").exists(),
        "a look makes no key"
    );
    assert_eq!(
        site.post("/settings/mail", &first, Some(&sales)).await.status,
        StatusCode::FORBIDDEN
    );
    assert!(campaign::actions::server(&site.store).await.unwrap().is_none());
    let answer = site.post("/settings/mail", &first, Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    for cookie in [&sales, &admin] {
        let page = site.get("/settings/mail", Some(cookie)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("smtp.example.com") && !page.body.contains(secret));
    }
    let page = site.get("/settings/mail", Some(&admin)).await;
    assert!(page.body.contains("sog1._domainkey.laden.example"), "what to publish");
    // Left empty, the password stays; a wrong field changes nothing and sends nothing back.
    let kept = form("smtp2.example.com", "");
    assert_eq!(
        site.post("/settings/mail", &kept, Some(&admin)).await.status,
        StatusCode::SEE_OTHER
    );
    let server = campaign::actions::server(&site.store).await.unwrap().unwrap();
    assert_eq!(
        (server.host.as_str(), server.password),
        ("smtp2.example.com", campaign::smtp::Secret::new(secret))
    );
    let wrong = form("https://smtp/", "another-secret-word");
    let answer = site.post("/settings/mail", &wrong, Some(&admin)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.body.contains("another-secret-word"));
    let server = campaign::actions::server(&site.store).await.unwrap().unwrap();
    assert_eq!(server.host, "smtp2.example.com");
}
