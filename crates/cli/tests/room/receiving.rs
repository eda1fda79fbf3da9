//! What other programs send to a running server: the published libraries, a server that is
//! killed, a disk that is full.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::common::receiver::{batch, key, names, post, serve};
use crate::common::small_disk::SmallDisk;
use crate::common::{fails, json, ok, rng, sog};
use rand::Rng;
use testkit::env;
use testkit::http::Client;

/// Events that a library sends.
const EVENTS: usize = 230;
/// Kills of the server.
const KILLS: usize = 100;

#[test]
fn keys_are_made_listed_and_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let secret = key(&data, "browser");
    let listed = ok(sog(&data).args(["keys", "list"]));
    assert!(listed.contains("test ") && !listed.contains(&secret), "{listed}");
    let id = json(sog(&data).args(["keys", "list"]))[0]["id"].as_str().unwrap().to_owned();
    ok(sog(&data).args(["keys", "revoke", &id]));
    assert!(ok(sog(&data).args(["keys", "list"])).contains("(revoked)"));
    assert!(fails(sog(&data).args(["keys", "revoke", &id])).contains("sog keys list"));
    fails(sog(&data).args(["keys", "add", "x", "tablet"]));

    let (server, address) = serve(&data);
    let mut client = Client::connect(address).unwrap();
    let answer = post(&mut client, &batch(&secret, &["x".to_owned()])).unwrap();
    assert_eq!(answer.status, 401, "{}", answer.text());
    let (_, said) = server.kill();
    assert!(!said.contains(&secret), "{said}");
}

/// Stands before a server: refuses the first requests as a server under pressure does, then lets
/// all through.
fn refusing_first(server: SocketAddr) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, seen) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&seen);
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let (client, count) = (client.unwrap(), Arc::clone(&count));
            std::thread::spawn(move || pass(client, server, &count));
        }
    });
    (address, seen)
}

fn pass(mut client: TcpStream, server: SocketAddr, seen: &AtomicUsize) {
    loop {
        let Some(request) = whole_request(&mut client) else { return };
        let answer = match seen.fetch_add(1, Ordering::SeqCst) {
            0 => "HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n",
            1 => "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n",
            _ => "",
        };
        if !answer.is_empty() {
            client.write_all(answer.as_bytes()).unwrap();
            continue;
        }
        let mut behind = TcpStream::connect(server).unwrap();
        behind.write_all(&request).unwrap();
        let answer = whole_request(&mut behind).unwrap();
        // The answer of every third request is lost on the way: the library sends it again.
        if seen.load(Ordering::SeqCst).is_multiple_of(3) {
            return;
        }
        client.write_all(&answer).unwrap();
    }
}

/// A request or an answer with a length.
fn whole_request(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let (mut bytes, mut part) = (Vec::new(), [0; 65_536]);
    loop {
        if let Some(head) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let text = String::from_utf8_lossy(&bytes[..head]).to_lowercase();
            let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
            if bytes.len() >= head + 4 + length {
                return Some(bytes);
            }
        }
        match stream.read(&mut part) {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&part[..read]),
        }
    }
}

/// Sends with a library through a door that refuses and loses, and looks for each event once.
fn library_delivers(who: &str, send: impl Fn(&str, &str, &str) -> Command) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let key = key(&data, "server");
    let (server, address) = serve(&data);
    let (door, seen) = refusing_first(address);
    let output = send(&format!("http://{door}"), &key, who).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{}", server.output());
    assert!(seen.load(Ordering::SeqCst) > 4, "{} requests", seen.load(Ordering::SeqCst));
    server.kill();
    let found = names(&data);
    for number in 0..EVENTS {
        assert_eq!(found.get(&format!("{who}-{number}")), Some(&1), "{who}-{number}");
    }
    assert_eq!(found.get(&format!("{who}-page")), Some(&1));
    assert_eq!(found.len(), EVENTS + 1, "{found:?}");
}

fn client(name: &str) -> std::path::PathBuf {
    let here = std::env::current_dir().unwrap();
    here.join("../testkit/src/clients").join(name)
}

#[test]
fn the_python_library_delivers_everything_once() {
    let Some(python) = env::required(env::PYTHON, "Python with Segment's library") else { return };
    for packing in ["plain", "gzip"] {
        library_delivers(packing, |address, key, who| {
            let mut command = Command::new(&python);
            command.arg(client("send.py")).args([address, key, &EVENTS.to_string(), who, packing]);
            command
        });
    }
}

#[test]
fn the_node_library_delivers_everything_once() {
    let Some(modules) = env::required(env::NODE_MODULES, "Node with Segment's library") else {
        return;
    };
    library_delivers("node", |address, key, who| {
        let mut command = Command::new("node");
        command.env(env::NODE_MODULES, &modules);
        command.arg(client("send.mjs")).args([address, key, &EVENTS.to_string(), who]);
        command
    });
}

/// What a sender knows: what it has to send, and what was taken.
#[derive(Default)]
struct Sent {
    next: usize,
    taken: BTreeSet<String>,
}

/// Sends batches until told to stop or the server is gone. What was not answered is sent again
/// the next time, under the same ids.
fn send_until_gone(address: SocketAddr, key: &str, sent: &Mutex<Sent>, stop: &AtomicBool) {
    let Ok(mut client) = Client::connect(address) else { return };
    while !stop.load(Ordering::SeqCst) {
        let next = sent.lock().unwrap().next;
        let names: Vec<String> = (next..next + 20).map(|number| format!("e{number}")).collect();
        match post(&mut client, &batch(key, &names)) {
            Ok(answer) if answer.status == 200 => {
                let mut sent = sent.lock().unwrap();
                sent.taken.extend(names);
                sent.next += 20;
            }
            Ok(answer) => panic!("{} {}", answer.status, answer.text()),
            Err(_) => return,
        }
    }
}

#[test]
fn a_server_killed_anywhere_loses_nothing_it_took() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let key = key(&data, "server");
    let sent = Mutex::new(Sent::default());
    let (mut rng, mut taking) = (rng(3), 0);
    for _ in 0..KILLS {
        let (server, address) = serve(&data);
        let (before, stop) = (sent.lock().unwrap().next, AtomicBool::new(false));
        std::thread::scope(|scope| {
            scope.spawn(|| send_until_gone(address, &key, &sent, &stop));
            std::thread::sleep(Duration::from_micros(rng.random_range(0..150_000)));
            let (running, output) = server.kill();
            assert!(running, "{output}");
            stop.store(true, Ordering::SeqCst);
        });
        taking += usize::from(sent.lock().unwrap().next > before);
    }
    assert!(taking > KILLS / 4, "only {taking} servers took anything before they were killed");
    let (found, sent) = (names(&data), sent.into_inner().unwrap());
    for name in &sent.taken {
        assert_eq!(found.get(name), Some(&1), "{name} of {}", sent.taken.len());
    }
    assert!(found.values().all(|count| *count == 1));
    assert!(found.len() <= sent.taken.len() + 20, "only the last batch may be there unanswered");
}

#[test]
fn a_full_disk_is_said_and_loses_nothing_taken() {
    let Some(small) = SmallDisk::new("24m") else { return };
    let data = small.path().join("data");
    let key = key(&data, "server");
    let ballast = small.path().join("ballast");
    std::fs::write(&ballast, vec![1; 8 << 20]).unwrap();
    let (server, address) = serve(&data);
    let mut client = Client::connect(address).unwrap();
    let (mut taken, mut full, mut number) = (BTreeSet::new(), 0, 0_u64);
    let mut rng = rng(4);
    let mut send = |client: &mut Client, number: u64| {
        // Names that cannot be packed small.
        let mut long = |_| (0..400).map(|_| rng.random_range('a'..='z')).collect::<String>();
        let names: Vec<String> = (0..50).map(|n| format!("{number}-{n}-{}", long(n))).collect();
        let ids: Vec<_> = (0..50).map(|n| format!("{number}-{n}")).collect();
        let mut body: serde_json::Value = serde_json::from_str(&batch(&key, &names)).unwrap();
        for (message, id) in body["batch"].as_array_mut().unwrap().iter_mut().zip(&ids) {
            message["messageId"] = id.as_str().into();
        }
        (post(client, &body.to_string()).unwrap(), names)
    };
    while full < 5 {
        let (answer, names) = send(&mut client, number);
        match answer.status {
            200 => taken.extend(names),
            503 | 507 => {
                assert!(answer.text().contains("\"success\":false"), "{}", answer.text());
                full += 1;
            }
            status => panic!("{status} {}", answer.text()),
        }
        number += 1;
        assert!(number < 20_000, "the disk never filled");
    }
    assert!(!taken.is_empty());
    // Room again: it goes on by itself.
    std::fs::remove_file(&ballast).unwrap();
    let (answer, names_after) = send(&mut client, number);
    assert_eq!(answer.status, 200, "{}\n{}", answer.text(), server.output());
    taken.extend(names_after);
    let (_, server_said) = server.kill();
    // Looked at elsewhere, where there is room for the files of the log.
    let elsewhere = tempfile::tempdir().unwrap();
    let copied = Command::new("cp").arg("-a").arg(&data).arg(elsewhere.path()).status().unwrap();
    assert!(copied.success());
    let found = names(&elsewhere.path().join("data"));
    let lost: BTreeSet<&str> = taken
        .iter()
        .filter(|name| found.get(*name) != Some(&1))
        .map(|name| name.split('-').next().unwrap_or_default())
        .collect();
    assert!(lost.is_empty(), "batches of {number} lost or doubled: {lost:?}\n{}", server_said);
}
