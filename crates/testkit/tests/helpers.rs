//! The helpers themselves, against real programs.

#![allow(clippy::unwrap_used, reason = "the helpers of a test may panic as the test does")]

use std::net::SocketAddr;
use std::process::Command;
use std::time::{Duration, Instant};

use lettre::message::dkim::{
    DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm,
    DkimSigningKey, dkim_sign,
};
use lettre::message::header::HeaderName;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use sea_orm::ConnectionTrait;
use sog_testkit::process::Process;
use sog_testkit::{env, pg, smtp};

const SOON: Duration = Duration::from_secs(20);

fn shell(script: &str) -> Process {
    Process::start(Command::new("sh").args(["-c", script])).unwrap()
}

#[tokio::test]
async fn a_database_is_made_and_dropped() {
    let Some(server) = env::required(env::POSTGRES, "PostgreSQL") else {
        return;
    };
    let connect = async |url: String| sea_orm::Database::connect(url).await;
    let fresh = pg::Fresh::on(&server).await.unwrap();
    let url = fresh.url();
    let open = connect(url.clone()).await.unwrap();
    open.execute_unprepared("create table t (k text)").await.unwrap();

    // It goes although somebody is connected.
    drop(fresh);
    let mut options = sea_orm::ConnectOptions::new(url);
    options.connect_timeout(Duration::from_secs(2));
    let error = sea_orm::Database::connect(options).await.unwrap_err();
    assert!(error.to_string().contains("does not exist"), "{error}");
}

#[tokio::test]
async fn each_test_has_a_database_of_its_own() {
    let (Some(one), Some(two)) = (pg::fresh().await, pg::fresh().await) else {
        return;
    };
    assert_ne!(one.name(), two.name());
}

#[test]
fn a_line_is_waited_for() {
    let mut process = shell("sleep 0.2; echo ready at 7; exec sleep 60");
    assert_eq!(process.wait_for_line("ready", SOON).unwrap(), "ready at 7");
    let (running, output) = process.kill();
    assert!(running);
    assert_eq!(output, "ready at 7\n");
}

#[test]
fn a_line_that_never_comes_says_what_came_instead() {
    let mut process = shell("echo something else >&2; exit 3");
    let error = process.wait_for_line("ready", SOON).unwrap_err().to_string();
    assert!(error.contains("ended before it printed `ready`"), "{error}");
    assert!(error.contains("something else"), "{error}");

    let mut process = shell("exec sleep 60");
    let error = process.wait_for_line("ready", Duration::from_millis(50));
    assert!(error.unwrap_err().to_string().contains("within 50ms"));
}

#[test]
fn a_process_is_killed_at_a_given_moment() {
    let start = Instant::now();
    let (running, output) =
        shell("echo begun; exec sleep 60").kill_after(Duration::from_millis(300));
    assert!(running && output == "begun\n", "{output}");
    assert!(start.elapsed() < Duration::from_secs(30));

    let (running, output) = shell("echo done").kill_after(Duration::from_secs(1));
    assert!(!running && output == "done\n", "{output}");
}

#[test]
fn the_end_is_waited_for() {
    let (status, output) = shell("echo out; echo err >&2; exit 7").wait(SOON).unwrap();
    assert_eq!(status.code(), Some(7));
    assert!(output.contains("out\n") && output.contains("err\n"), "{output}");
    assert!(shell("exec sleep 60").wait(Duration::from_millis(50)).is_err());
}

#[cfg(target_os = "linux")]
#[test]
fn a_dropped_process_is_gone() {
    let process = shell("exec sleep 60");
    let id = process.id();
    assert!(std::path::Path::new(&format!("/proc/{id}")).exists());
    drop(process);
    assert!(!std::path::Path::new(&format!("/proc/{id}")).exists());
}

#[test]
fn a_port_is_waited_for() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let mut process = shell("exec sleep 60");
    process.wait_for_port(listener.local_addr().unwrap(), SOON).unwrap();

    // Nobody listens at port 1, and this process ends.
    let nowhere = SocketAddr::from(([127, 0, 0, 1], 1));
    let error = shell("exit 0").wait_for_port(nowhere, SOON).unwrap_err();
    assert!(error.to_string().contains("ended before it listened"), "{error}");
}

fn message(to: &str) -> Message {
    Message::builder()
        .from("Sog <news@shop.example>".parse().unwrap())
        .to(to.parse().unwrap())
        .subject("Grüße")
        .body("Erste Zeile\r\n.\r\nLetzte Zeile – Ende\r\n".to_owned())
        .unwrap()
}

fn transport(server: &smtp::Server) -> AsyncSmtpTransport<Tokio1Executor> {
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
        .port(server.port())
        .timeout(Some(SOON))
        .build()
}

#[tokio::test]
async fn a_mail_arrives_to_the_byte() {
    let Some(server) = smtp::server() else { return };
    let sent = message("berg@customer.example");
    transport(&server).send(sent.clone()).await.unwrap();
    let mails = server.wait_for(1, SOON).await;
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].from, "news@shop.example");
    assert_eq!(mails[0].to, ["berg@customer.example"]);
    // lettre's own transport ends every message with one more line end.
    assert_eq!(mails[0].raw, [sent.formatted().as_slice(), b"\r\n"].concat());
    assert!(mails[0].text().contains("Subject:"));
}

#[tokio::test]
async fn some_addresses_ask_for_trouble() {
    let Some(server) = smtp::server() else { return };
    let send = async |to: &str| transport(&server).send(message(to)).await;
    for (address, code) in [
        ("refuse.a@customer.example", "550"),
        ("later.a@customer.example", "451"),
        ("spam.a@customer.example", "554"),
    ] {
        let error = send(address).await.unwrap_err();
        assert_eq!(error.status().unwrap().to_string(), code, "{address}");
    }
    assert!(server.mails().is_empty());

    // The mail is there, but the sender never learns it.
    let error = send("vanish.a@customer.example").await.unwrap_err();
    assert_eq!(error.status(), None, "{error}");
    assert_eq!(server.mails().len(), 1);
}

/// Key pair of RFC 8032, section 7.1, test 1.
const SECRET: &str = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";
const RECORD: (&str, &str) = (
    "s1._domainkey.shop.example",
    "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
);

#[test]
fn signatures_are_checked_by_somebody_else() {
    let key = DkimSigningKey::new(SECRET, DkimSigningAlgorithm::Ed25519).unwrap();
    let headers = ["From", "To", "Subject"].map(HeaderName::new_from_ascii_str);
    let config = DkimConfig::new(
        "s1".to_owned(),
        "shop.example".to_owned(),
        key,
        headers.to_vec(),
        DkimCanonicalization {
            header: DkimCanonicalizationType::Relaxed,
            body: DkimCanonicalizationType::Relaxed,
        },
    );
    let mut signed = message("berg@customer.example");
    dkim_sign(&mut signed, &config);
    let raw = signed.formatted();

    let Some(found) = smtp::dkim_verify(&raw, &[RECORD]) else {
        return;
    };
    let [signature] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert!(signature.valid, "{signature:?}");
    assert_eq!(signature.error, "");
    assert_eq!(signature.algorithm, "ed25519-sha256");
    assert_eq!((signature.domain.as_str(), signature.selector.as_str()), ("shop.example", "s1"));
    assert_eq!(signature.headers, ["from", "to", "subject"]);

    let changed = String::from_utf8(raw.clone()).unwrap().replace("berg@", "burg@");
    let found = smtp::dkim_verify(changed.as_bytes(), &[RECORD]).unwrap();
    assert!(!found[0].valid && !found[0].error.is_empty(), "{found:?}");

    // Without the key nothing is proved.
    assert!(!smtp::dkim_verify(&raw, &[]).unwrap()[0].valid);
    // Without a signature there is nothing to prove.
    let unsigned = message("berg@customer.example").formatted();
    assert!(smtp::dkim_verify(&unsigned, &[RECORD]).unwrap().is_empty());
}
