//! A running server that takes events, and what is in its log afterwards.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sog_cli::workspace::Workspace;
use testkit::http::{Answer, Client};
use testkit::process::Process;

use super::{json, sog};

const LONG: Duration = Duration::from_secs(120);

/// Makes a write key.
pub(crate) fn key(data: &Path, sender: &str) -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let name = format!("test {}", MADE.fetch_add(1, Ordering::Relaxed));
    let made = json(sog(data).args(["keys", "add", &name, sender]));
    made["key"].as_str().unwrap().to_owned()
}

/// Starts a server; gives it and its address.
pub(crate) fn serve(data: &Path) -> (Process, SocketAddr) {
    let mut server = Process::start(sog(data).args(["serve", "--listen", "127.0.0.1:0"])).unwrap();
    let line = server.wait_for_line("Sog is at", LONG).unwrap();
    let address = line.rsplit("http://").next().unwrap().trim().parse().unwrap();
    (server, address)
}

/// Lets somebody of a team in; gives the cookie.
pub(crate) fn sign_in(data: &Path, client: &mut Client, role: &str) -> String {
    let mut add = sog(data);
    add.args(["user", "add", &format!("{role}@example.org"), "--name", "Ann", "--role", role]);
    add.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = add.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"correct horse battery\n").unwrap();
    assert!(child.wait().unwrap().success());
    let body = format!("email={role}%40example.org&password=correct+horse+battery");
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let answer = client.send("POST", "/signin", &form, body.as_bytes()).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// Opens a page as somebody who is signed in.
pub(crate) fn read(client: &mut Client, cookie: &str, path: &str) -> Answer {
    client.send("GET", path, &[("cookie", cookie)], b"").unwrap()
}

/// A batch of events of these names.
pub(crate) fn batch(key: &str, names: &[String]) -> String {
    let messages: Vec<_> = names
        .iter()
        .map(|name| {
            serde_json::json!({
                "type": "track", "messageId": name, "userId": "K1", "event": name,
                "timestamp": "2026-03-04T05:06:07Z",
            })
        })
        .collect();
    serde_json::json!({"writeKey": key, "batch": messages}).to_string()
}

/// Sends a body as a page would.
pub(crate) fn post(client: &mut Client, body: &str) -> std::io::Result<Answer> {
    client.send("POST", "/v1/batch", &[("content-type", "text/plain")], body.as_bytes())
}

/// How often each name of an event, or page, is in the log of a data folder.
pub(crate) fn names(data: &Path) -> BTreeMap<String, u32> {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let workspace = Workspace::open(data, None).await.unwrap();
        workspace.log.hand_over(&|_| ()).await.unwrap();
        let snapshot = workspace.log.snapshot().await.unwrap();
        let mut found = BTreeMap::new();
        for bucket in 0..snapshot.buckets() {
            let mut count = |event: &events::EventRef<'_>| {
                *found.entry(event.item.to_owned()).or_insert(0) += 1;
            };
            snapshot.scan(bucket, events::Columns::ALL, &mut count).unwrap();
        }
        workspace.close().await.unwrap();
        found
    })
}
