//! What recipients open: looking changes nothing, one POST ends the mails, in their language.

use crate::common::{Site, start};
use axum::http::StatusCode;
use campaign::brief::Brief;
use campaign::token::Token;
use rand::SeedableRng;
use rand::rngs::StdRng;
use sea_orm::ActiveValue::Set;
use store::records::{consent, contact, customer};
use vocab::{Lang, Team};

/// A site that has sent one mail to a Spanish reader; gives the token of its links.
async fn sent() -> (Site, String) {
    let site = Site::new().await;
    site.write(vec![customer::ActiveModel {
        id: Set("K1".to_owned()),
        name: Set("Luz SL".to_owned()),
        kind: Set("company".to_owned()),
        country: Set("ES".to_owned()),
        region: Set(None),
        owner: Set(None),
        since: Set(None),
    }])
    .await;
    site.write(vec![contact::ActiveModel {
        id: Set("P1".to_owned()),
        customer_id: Set("K1".to_owned()),
        first_name: Set("Eva".to_owned()),
        last_name: Set("Ruiz".to_owned()),
        email: Set(Some("eva@luz.example".to_owned())),
        phone: Set(None),
        language: Set("es".to_owned()),
        role: Set("buyer".to_owned()),
        impersonal: Set(false),
    }])
    .await;
    site.write(vec![consent::ActiveModel {
        id: Set("c1".to_owned()),
        contact_id: Set("P1".to_owned()),
        channel: Set("email".to_owned()),
        purpose: Set("marketing".to_owned()),
        status: Set("given".to_owned()),
        at: Set(start() - chrono::TimeDelta::days(90)),
        source: Set("web form".to_owned()),
        text_version: Set(None),
        sale_ref: Set(None),
        family: Set(None),
        notice_shown: Set(false),
    }])
    .await;
    let id = campaign::actions::create(&site.store, &Brief::default(), Lang::Es, "Mara", start())
        .await
        .unwrap();
    let token = Token::random(&mut StdRng::seed_from_u64(7));
    let (hash, at) = (token.hash().as_str().to_owned(), start().to_rfc3339());
    site.run(&format!(
        "insert into message (id, campaign_id, contact_id, customer_id, state, launch_group, address, \
         reasons, attempts, not_before, token_hash, queued, done, answers) values \
         ('m1', '{id}', 'P1', 'K1', 'sent', 'mailable', 'eva@luz.example', '[]', 1, '{at}', \
         '{hash}', '{at}', '{at}', 0)"
    ))
    .await;
    let text = token.text();
    (site, text)
}

async fn ends(site: &Site) -> usize {
    site.text_of("select status as t from consent where status = 'withdrawn'").await.len()
}

#[tokio::test]
async fn looking_never_ends_the_mails() {
    let (site, token) = sent().await;
    for _ in 0..100 {
        let page = site.get(&format!("/u/{token}"), None).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.header("set-cookie").is_empty());
    }
    let page = site.get_with(&format!("/u/{token}"), None, &[("accept-language", "de")]).await;
    assert!(page.body.contains("¿No quiere más correos?"), "the contact's language: {}", page.body);
    assert!(page.body.contains("e…@luz.example") && !page.body.contains("eva@luz.example"));
    assert_eq!(ends(&site).await, 0);
}

#[tokio::test]
async fn one_click_from_anywhere_ends_them_once() {
    let (site, token) = sent().await;
    let address = format!("/u/{token}");
    let form = [("List-Unsubscribe", "One-Click")];
    // As a mail program does it: no cookie, another site, no redirect.
    let foreign = [("origin", "https://mail.example"), ("sec-fetch-site", "cross-site")];
    let answer = site.post_with(&address, &form, None, &foreign).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("set-cookie").is_empty() && answer.header("location").is_empty());
    assert!(answer.body.contains("Ya no recibirá más correos"));
    assert_eq!(site.post(&address, &form, None).await.status, StatusCode::OK);
    assert_eq!(ends(&site).await, 1);
    // The page of the link says so now, and has no button.
    let page = site.get(&address, None).await;
    assert!(page.body.contains("ya no escribe a") && !page.body.contains("<button"));
}

#[tokio::test]
async fn the_button_sends_nothing_and_works() {
    let (site, token) = sent().await;
    let answer = site.post(&format!("/u/{token}"), &[], None).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(ends(&site).await, 1);
}

#[tokio::test]
async fn an_unknown_link_is_a_page_and_changes_nothing() {
    let (site, _) = sent().await;
    let stranger = Token::random(&mut StdRng::seed_from_u64(8)).text();
    for token in [stranger.as_str(), "preview", "x"] {
        for path in [format!("/u/{token}"), format!("/a/{token}")] {
            let german = [("accept-language", "de")];
            let page = site.get_with(&path, None, &german).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert!(
                page.body.contains("Dieser Link gilt nicht") && page.body.contains("Hafenlicht")
            );
            let form = [("text", "hola")];
            assert_eq!(site.post(&path, &form, None).await.status, StatusCode::NOT_FOUND);
        }
    }
    assert_eq!(ends(&site).await, 0);
}

#[tokio::test]
async fn an_answer_reaches_the_customers_page() {
    let (site, token) = sent().await;
    let address = format!("/a/{token}");
    let page = site.get(&address, None).await;
    assert!(page.body.contains("Su respuesta"));
    let empty = site.post(&address, &[("text", "  ")], None).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Escriba algo en el campo."));
    let long = "ñ".repeat(4_001);
    let long = site.post(&address, &[("text", &long)], None).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.body.contains("4000 caracteres"), "{}", long.body);
    let said = [("text", "En abril, <b>gracias</b>.")];
    let thanks = site.post(&address, &said, None).await;
    assert_eq!(thanks.status, StatusCode::OK);
    assert!(thanks.body.contains("¡Gracias!") && thanks.header("set-cookie").is_empty());

    customers::refresh(&site.store, &site.log, site.folder(), &|_| ()).await.unwrap();
    let cookie = site.sign_in(Team::Admin).await;
    let page = site.get("/customers/K1", Some(&cookie)).await;
    assert!(page.body.contains("En abril, &#60;b&#62;gracias"), "{}", page.text());
}

/// The reader says what they need and when, sees it, and takes it back. What cannot be is complained
/// about and noted nowhere.
#[tokio::test]
async fn readers_say_what_they_need_and_take_it_back() {
    let (site, token) = sent().await;
    let mut sale = vocab::Event::new(
        vocab::EventId(1),
        Some(vocab::CustomerId::new("K1").unwrap()),
        start() - chrono::TimeDelta::days(40),
        vocab::EventKind::Sale,
    );
    sale.family = Some("Lamps".to_owned());
    site.happen(&[sale]).await;
    let here = format!("/n/{token}");
    let page = site.get(&here, None).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Qué necesita y cuándo") && page.header("set-cookie").is_empty());

    let form = [
        ("family", "Lamps"),
        ("from", "2027-03-01"),
        ("until", "2027-03-31"),
        ("yearly", "1"),
        ("text", "Lámparas <b>para</b> la terraza"),
        ("wish", ""),
    ];
    let with = |field: &'static str, value: &'static str| {
        let mut form = form.to_vec();
        form.iter_mut().filter(|(name, _)| *name == field).for_each(|pair| pair.1 = value);
        form
    };
    let long = "x".repeat(60_000);
    let mut too_long = form.to_vec();
    too_long[4].1 = &long;
    let wrong = [
        with("family", "Weapons"),
        with("from", "soon"),
        with("until", "2027-02-01"),
        with("until", "2029-02-01"),
        with("text", "  "),
        too_long,
    ];
    for form in wrong {
        let page = site.post(&here, &form, None).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
    }
    assert!(site.text_of("select id as t from stated_need").await.is_empty());

    // Sent twice it is one need.
    for _ in 0..2 {
        let page = site.post(&here, &form, None).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("&#60;b&#62;para") && !page.body.contains("<b>para"));
    }
    let needs = || site.text_of("select source as t from stated_need");
    assert_eq!(needs().await, ["preference"]);
    let inbox = site.text_of("select cast(sum(events) as text) as t from event_inbox").await;
    assert_eq!(inbox, ["1"], "the customer's word is an event of theirs");

    // The team sees it.
    let cookie = site.sign_in(Team::Sales).await;
    let page = site.get("/needs", Some(&cookie)).await;
    assert!(page.body.contains("&#60;b&#62;para"), "{}", page.text());

    let page = site.get(&here, None).await;
    let place = page.body.find("name=\"need\" value=\"").unwrap() + "name=\"need\" value=\"".len();
    let need = page.body[place..].split('"').next().unwrap().to_owned();
    let strange = [("need", "0190"), ("version", "1")];
    assert_eq!(site.post(&here, &strange, None).await.status, StatusCode::NOT_FOUND);
    let back = [("need", need.as_str()), ("version", "1")];
    let page = site.post(&here, &back, None).await;
    assert!(page.text().contains("Queda retirado.") && !page.body.contains("para la terraza"));
    assert_eq!(needs().await.len(), 2, "a version that withdraws it");

    // What somebody else of the same customer said is not the reader's business.
    site.run("update stated_need set contact_id = 'P2', withdrawn = null").await;
    let page = site.get(&here, None).await;
    assert!(!page.body.contains("la terraza"), "{}", page.text());
}
