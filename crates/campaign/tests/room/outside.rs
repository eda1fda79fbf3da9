//! Programs that are not ours: a mail server process and a verifier of signatures.

use std::time::Duration;

use campaign::dkim::Signer;
use campaign::queue::State;
use campaign::smtp::{Connection, Security, Server};
use testkit::smtp;

use crate::world::World;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_server_takes_mails_that_verify() {
    let Some(server) = smtp::server() else { return };
    let world = World::sqlite(20).await;
    let id = world.launched().await;
    let address = ([127, 0, 0, 1], server.port()).into();
    let tally = world.worker("w", address).drain().await.unwrap();
    assert_eq!(tally.sent, 20);
    let mails = server.wait_for(20, Duration::from_secs(10)).await;
    assert_eq!(mails.len(), 20);

    let signer = Signer::open(world.test.folder(), "sog1", "nordlicht.example").unwrap();
    let (name, record) = (signer.dns_name(), signer.dns_record());
    for mail in mails.iter().take(3) {
        let signatures = smtp::dkim_verify(&mail.raw, &[(name.as_str(), record.as_str())]).unwrap();
        assert_eq!(signatures.len(), 1);
        let signature = &signatures[0];
        assert!(signature.valid, "{}\n{}", signature.error, mail.text());
        assert_eq!((&*signature.domain, &*signature.selector), ("nordlicht.example", "sog1"));
        assert_eq!(signature.algorithm, "rsa-sha256");
        let covered: Vec<String> =
            campaign::dkim::COVERED.iter().map(|header| header.to_lowercase()).collect();
        assert_eq!(signature.headers, covered);
        assert_eq!(mail.from, "post@nordlicht.example");
    }
    // The verifier is not satisfied by anything.
    let broken = String::from_utf8(mails[0].raw.clone()).unwrap().replace("One-Click", "Two-Click");
    let signatures = smtp::dkim_verify(broken.as_bytes(), &[(&name, &record)]).unwrap();
    assert!(!signatures[0].valid, "a changed unsubscribe header must break the signature");
    assert_eq!(world.count(&id, State::Sent).await, 20);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_real_server_refuses_and_vanishes() {
    let Some(server) = smtp::server() else { return };
    let world = World::sqlite(5).await;
    for (n, start) in ["refuse", "later", "spam", "vanish", "slow"].iter().enumerate() {
        let tx = world.store().begin().await.unwrap();
        let row = store::records::contact::ActiveModel {
            id: sea_orm::ActiveValue::Set(format!("k{n}")),
            email: sea_orm::ActiveValue::Set(Some(format!("{start}.jo@laden.example"))),
            ..Default::default()
        };
        sea_orm::ActiveModelTrait::update(row, &tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    let id = world.launched().await;
    let worker = world.worker("w", ([127, 0, 0, 1], server.port()).into());
    let tally = worker.drain().await.unwrap();
    assert_eq!(
        (tally.sent, tally.bounced, tally.put_back, tally.failed, tally.uncertain),
        (1, 1, 1, 1, 1),
        "{:?}",
        world.messages(&id).await
    );
    assert_eq!(world.messages(&id).await["k3"].state, State::Uncertain.code());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_without_tls_gets_no_password() {
    let sink = crate::sink::Sink::reliable().await;
    let server = Server {
        security: Security::Starttls,
        user: "sog".into(),
        password: campaign::smtp::Secret::new("rosebud"),
        timeout_seconds: 2,
        ..Server::local(sink.address)
    };
    let error = Connection::open(&server).await.unwrap_err().to_string();
    assert!(error.contains("does not let us in") && error.contains("STARTTLS"), "{error}");
    let server = Server { security: Security::Tls, ..server };
    let error = Connection::open(&server).await.unwrap_err().to_string();
    assert!(!error.contains("rosebud"), "{error}");
}
