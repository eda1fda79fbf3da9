//! A campaign that is on its way, made by the forms that people use.

use axum::http::StatusCode;
use campaign::actions;
use campaign::queue::State;
use campaign::smtp::Server;
use diagnose::Asked;
use sog_web::caught::{Caught, Mailbox};
use vocab::{CampaignId, Team};

use super::{Site, start};

/// What mails need: a sender, a postal address, a mail server. The caught mails can be looked at.
async fn settle(site: &mut Site) {
    let tx = site.store.begin().await.unwrap();
    let company = store::Company {
        postal_address: "Kai 1\n20457 Hamburg".to_owned(),
        sender_email: "post@hafenlicht.example".to_owned(),
        public_url: "https://sog.example".to_owned(),
        ..store::company(&tx).await.unwrap()
    };
    store::save_company(&tx, &company).await.unwrap();
    tx.commit().await.unwrap();
    let server = Server::local("127.0.0.1:9".parse().unwrap());
    actions::save_server(&site.store, &server).await.unwrap();
    let mailbox = Mailbox::default();
    mailbox.put(Caught {
        at: start(),
        recipients: vec!["ida@laden.example".to_owned()],
        raw: b"From: post@hafenlicht.example\r\nTo: ida@laden.example\r\nSubject: Hallo\r\n\r\nGuten Tag\r\n".to_vec(),
    });
    site.state = site.state.clone().with_mailbox(mailbox);
    site.router = sog_web::router(site.state.clone());
}

/// Keeps a diagnosis of the first target that is in danger; gives its id.
async fn diagnosed(site: &Site) -> String {
    let details = warn::actions::forecasts(&site.store).await.unwrap();
    let asked = details.iter().find_map(|detail| Asked::of(&detail.forecast)).unwrap();
    let pictures = site.state.pictures().await.unwrap();
    let found = diagnose::actions::diagnose(&site.store, &site.log, pictures, asked, start())
        .await
        .unwrap();
    let tx = site.store.begin().await.unwrap();
    diagnose::actions::save(&tx, &found).await.unwrap();
    tx.commit().await.unwrap();
    found.id
}

/// Takes a step with its form; the version is the one the page of the step shows.
async fn step(site: &Site, base: &str, step: &str, form: &[(&str, &str)], cookie: &str) {
    let address = format!("{base}/{step}");
    let page = site.get(&address, Some(cookie)).await;
    let mark = "name=\"version\" value=\"";
    let version = page.body.split(mark).nth(1).and_then(|rest| rest.split('"').next());
    let mut form = form.to_vec();
    form.extend(version.map(|version| ("version", version)));
    let answer = site.post(&address, &form, Some(cookie)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}: {}", answer.text());
}

/// Launches a campaign over the simulated company whose mails go out from a day on, with a mail
/// that nobody knows the fate of; gives its address.
pub async fn launch(site: &mut Site, from: &str) -> String {
    settle(site).await;
    let marketing = site.sign_in(Team::Marketing).await;
    let sales = site.sign_in(Team::Sales).await;
    let form = [("diagnosis", diagnosed(site).await)];
    let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
    let answer = site.post("/campaigns/from-diagnosis", &form, Some(&marketing)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let base = answer.header("location").strip_suffix("/brief").unwrap().to_owned();
    let pictures = site.state.pictures().await.unwrap();
    // Bought at this time of the year, so that there is a need to meet.
    let family = pictures.families().into_iter().find(|name| name.starts_with("Christmas"));
    let brief = [
        ("title", "Rechtzeitig im Regal"),
        ("finding", "Kunden bestellen zu spät"),
        ("barrier", "timing"),
        ("stage", "action"),
        ("core", "Jetzt bestellen, rechtzeitig im Regal"),
        ("question", "Wann brauchen Sie die Ware?"),
        ("family", family.unwrap()),
        ("from", from),
        ("until", "2026-12-20"),
        ("measure", "repurchase_share"),
        ("baseline", "8,5"),
        ("smallest", "2"),
        ("claim-kind-0", "deadline"),
        ("go", "next"),
    ];
    step(site, &base, "brief", &brief, &marketing).await;
    let audience = [
        ("match", "all"),
        ("kind-0", "orders"),
        ("low-0", "1"),
        ("note", "Alle, die schon gekauft haben"),
        ("go", "next"),
    ];
    step(site, &base, "audience", &audience, &marketing).await;
    let message = [
        ("fallback", "de"),
        ("subject-de", "Guten Tag {{ first_name }}"),
        ("body-de", "Hallo {{ first_name }},\n\n**jetzt** bestellen."),
        ("question-de", "Wann brauchen Sie die Ware?"),
        ("go", "next"),
    ];
    step(site, &base, "message", &message, &marketing).await;
    step(site, &base, "sign", &[], &marketing).await;
    step(site, &base, "sign", &[], &sales).await;
    step(site, &base, "launch", &[], &sales).await;
    let id = CampaignId::new(base.rsplit('/').next().unwrap()).unwrap();
    let queued = actions::messages(&site.store, &id, Some(State::Queued), 0, 1).await.unwrap();
    let at = start().to_rfc3339();
    site.run(&format!(
        "update message set state = 'uncertain', sending = '{at}', address = 'x@y.example' \
         where id = '{}'",
        queued[0].id
    ))
    .await;
    base
}
