//! How many events a server takes, and how long a sender waits.
//!
//! ```sh
//! cargo run --release -p sog --example load -- ADDRESS KEY \
//!     [--rate EVENTS_A_SECOND] [--seconds N] [--senders N] [--batch N]
//! ```
//!
//! Without a rate each sender sends its next batch when the last was answered.

#![allow(clippy::print_stdout, reason = "a program for the terminal")]
#![allow(clippy::unwrap_used, reason = "a measurement that fails ends")]

use std::time::{Duration, Instant};

use testkit::http::Client;

struct Plan {
    address: std::net::SocketAddr,
    key: String,
    rate: Option<f64>,
    seconds: f64,
    senders: usize,
    batch: usize,
}

fn plan() -> Plan {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let of = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1)?.parse::<f64>().ok()
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small numbers")]
    let count = |name: &str, otherwise: usize| of(name).map_or(otherwise, |n| n as usize);
    Plan {
        address: arguments[0].parse().unwrap(),
        key: arguments[1].clone(),
        rate: of("--rate"),
        seconds: of("--seconds").unwrap_or(10.0),
        senders: count("--senders", 8),
        batch: count("--batch", 100),
    }
}

/// A batch as the Node library writes one.
fn body(plan: &Plan, sender: usize, number: usize) -> String {
    let run = std::process::id();
    let events: Vec<String> = (0..plan.batch)
        .map(|event| {
            let customer = (number * plan.batch + event * 7919 + sender * 31) % 50_000;
            format!(
                r#"{{"event":"Product Viewed","properties":{{"product_id":"p-{event}","name":"Drill {event}","category":"Tools","price":19.99,"url":"https://shop.example/drill/{event}"}},"userId":"C-{customer}","type":"track","timestamp":"2026-11-22T09:00:00.000Z","context":{{"library":{{"name":"@segment/analytics-node","version":"3.1.0"}}}},"integrations":{{}},"messageId":"load-{run}-{sender}-{number}-{event}","_metadata":{{"nodeVersion":"20.20.2","jsRuntime":"node"}}}}"#
            )
        })
        .collect();
    format!(r#"{{"batch":[{}],"sentAt":"2026-11-22T09:00:01.000Z"}}"#, events.join(","))
}

fn send(plan: &Plan, sender: usize, start: Instant) -> (Vec<Duration>, usize) {
    let mut client = Client::connect(plan.address).unwrap();
    let (mut waits, mut refused) = (Vec::new(), 0);
    let pause =
        plan.rate.map(|rate| Duration::from_secs_f64((plan.batch * plan.senders) as f64 / rate));
    let authorization = format!("Basic {}", base64(&format!("{}:", plan.key)));
    let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
    for number in 0.. {
        // By the plan, not by the last answer: a slow answer must not hide how long others wait.
        let due = pause.map(|pause| {
            start + pause.mul_f64(number as f64 + sender as f64 / plan.senders as f64)
        });
        let body = body(plan, sender, number);
        if let Some(due) = due {
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
        }
        if start.elapsed().as_secs_f64() > plan.seconds {
            break;
        }
        let began = due.unwrap_or_else(Instant::now);
        let answer = client.send("POST", "/v1/batch", &headers, body.as_bytes()).unwrap();
        waits.push(began.elapsed());
        if answer.status != 200 {
            refused += 1;
        }
    }
    (waits, refused)
}

fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for part in text.as_bytes().chunks(3) {
        let word = part.iter().fold(0_u32, |word, byte| word << 8 | u32::from(*byte));
        let word = word << (8 * (3 - part.len()));
        for place in 0..4 {
            let six = (word >> (18 - 6 * place)) & 63;
            out.push(if place <= part.len() { LETTERS[six as usize] as char } else { '=' });
        }
    }
    out
}

fn main() {
    let plan = plan();
    let start = Instant::now();
    let results: Vec<(Vec<Duration>, usize)> = std::thread::scope(|scope| {
        let senders: Vec<_> = (0..plan.senders)
            .map(|sender| {
                scope.spawn({
                    let plan = &plan;
                    move || send(plan, sender, start)
                })
            })
            .collect();
        senders.into_iter().map(|sender| sender.join().unwrap()).collect()
    });
    let took = start.elapsed().as_secs_f64();
    let refused: usize = results.iter().map(|(_, refused)| refused).sum();
    let mut waits: Vec<Duration> = results.into_iter().flat_map(|(waits, _)| waits).collect();
    waits.sort_unstable();
    let at = |share: f64| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an index")]
        let place = ((waits.len() - 1) as f64 * share) as usize;
        waits[place].as_secs_f64() * 1e3
    };
    let events = (waits.len() - refused) * plan.batch;
    println!(
        "{:.0} events/s ({events} in {took:.1} s, {refused} batches refused); batches wait ms: p50 {:.1}, p90 {:.1}, p99 {:.1}, most {:.1}",
        events as f64 / took,
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
}
