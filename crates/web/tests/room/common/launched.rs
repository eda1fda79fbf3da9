//! A campaign that is on its way, made by the forms that people use.

use axum::http::StatusCode;
use campaign::actions;
use campaign::queue::State;
use campaign::smtp::Server;
use diagnose::Asked;
use sog_web::caught::{Caught, Mailbox};
use vocab::{CampaignId, Team};

use super::{Site, start};

/// What mails need: a sender, a postal address, a mail server.
pub(crate) async fn settle(site: &Site) {
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
}

/// A caught mail that can be looked at.
fn catch(site: &mut Site) {
    let mailbox = Mailbox::default();
    mailbox.put(Caught {
        at: start(),
        recipients: vec!["ida@laden.example".to_owned()],
        raw: b"From: post@hafenlicht.example\r\nTo: ida@laden.example\r\nSubject: Hallo\r\n\r\nGuten Tag\r\n".to_vec(),
    });
    site.state = site.state.clone().with_mailbox(mailbox);
    site.router = sog_web::router(site.state.clone());
}

/// Keeps a diagnosis of a target whose month is not over; gives its id.
pub(crate) async fn diagnosed(site: &Site) -> String {
    let pictures = site.state.pictures().await.unwrap();
    let zone = vocab::Zone::BERLIN;
    let looked = warn::actions::look(&site.store, &pictures, None, start(), zone).await.unwrap();
    let today = start().date_naive();
    let mut asked = looked.iter().filter_map(|detail| Asked::of(&detail.forecast));
    let asked = asked.find(|asked| asked.period.last() >= today).unwrap();
    let found = diagnose::actions::diagnose(&site.store, &site.log, pictures, asked, start())
        .await
        .unwrap();
    let tx = site.store.begin().await.unwrap();
    diagnose::actions::save(&tx, &found).await.unwrap();
    tx.commit().await.unwrap();
    found.id
}

/// A family that is bought at this time of the year, so that there is a need to meet.
pub(crate) async fn family(site: &Site) -> String {
    let pictures = site.state.pictures().await.unwrap();
    let family = pictures.families().into_iter().find(|name| *name == "Weihnachtsdeko");
    family.unwrap().to_owned()
}

/// A brief that lacks nothing, for mails from a day on.
pub(crate) fn brief<'a>(
    title: &'a str,
    family: &'a str,
    from: &'a str,
) -> [(&'static str, &'a str); 14] {
    [
        ("title", title),
        ("finding", "Kunden bestellen zu spät"),
        ("barrier", "timing"),
        ("stage", "action"),
        ("core", "Jetzt bestellen, rechtzeitig im Regal"),
        ("question", "Wann brauchen Sie die Ware?"),
        ("family", family),
        ("from", from),
        ("until", "2026-12-20"),
        ("measure", "repurchase_share"),
        ("baseline", "8,5"),
        ("smallest", "2"),
        ("claim-kind-0", "deadline"),
        ("go", "next"),
    ]
}

/// Everybody who ordered at least once.
pub(crate) const AUDIENCE: [(&str, &str); 6] = [
    ("node-0", "all"),
    ("node-1", "orders"),
    ("in-1", "0"),
    ("low-1", "1"),
    ("note", "Alle, die schon gekauft haben"),
    ("go", "next"),
];

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
pub(crate) async fn launch(site: &mut Site, from: &str) -> String {
    settle(site).await;
    catch(site);
    let marketing = site.sign_in(Team::Marketing).await;
    let sales = site.sign_in(Team::Sales).await;
    let form = [("diagnosis", diagnosed(site).await)];
    let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
    let answer = site.post("/campaigns/from-diagnosis", &form, Some(&marketing)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let base = answer.header("location").strip_suffix("/brief").unwrap().to_owned();
    let family = family(site).await;
    let form = brief("Rechtzeitig im Regal", &family, from);
    step(site, &base, "brief", &form, &marketing).await;
    step(site, &base, "audience", &AUDIENCE, &marketing).await;
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
