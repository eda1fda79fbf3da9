//! The script for a company's own pages, in a real browser on a page of another site: what it
//! sends, what it stores and when, and that it is silent where that was asked for.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::{Duration, Instant};

use crate::common::receiver::{key, names, serve};
use testkit::browser::{self, Page};

/// A site whose every page is this one.
fn site(html: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for client in listener.incoming() {
            let mut client = client.unwrap();
            let mut request = [0; 4_096];
            let _ = client.read(&mut request);
            let length = html.len();
            let _ = client.write_all(
                format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: {length}\r\n\
                     connection: close\r\n\r\n{html}"
                )
                .as_bytes(),
            );
        }
    });
    address
}

/// Counts what the page asks a server for and what is answered; the browser does not list it.
const WATCH: &str = "(() => {
    const real = window.fetch, beacon = navigator.sendBeacon.bind(navigator);
    window.asked = window.answered = 0;
    window.fetch = async (...all) => {
        asked += 1;
        const answer = await real(...all);
        answered += 1;
        return answer;
    };
    navigator.sendBeacon = (...all) => { asked += 1; return beacon(...all); };
})()";

fn page_of(server: &str, key: &str, before: &str) -> String {
    format!(
        "<!doctype html><title>A shop</title><script>{WATCH};{before}</script>\
         <script src=\"{server}/sog.js\" data-key=\"{key}\"></script><p>Drills"
    )
}

/// What the page stored: entries, cookies.
async fn stored(page: &Page) -> (i64, String) {
    let entries = page.evaluate("localStorage.length + sessionStorage.length").await.unwrap();
    let cookies = page.evaluate("document.cookie").await.unwrap();
    (entries.as_i64().unwrap(), cookies.as_str().unwrap().to_owned())
}

/// Waits until the page's events were answered.
async fn sent(page: &Page, requests: usize) {
    let start = Instant::now();
    while page.evaluate("answered").await.unwrap().as_u64().unwrap() < requests as u64 {
        assert!(start.elapsed() < Duration::from_secs(30), "nothing was sent");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_stored_before_consent_and_nothing_sent_against_a_wish() {
    let Some(browser) = browser::launch().await else { return };
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let key = key(&data, "browser");
    let (server, address) = serve(&data);
    let server_url = format!("http://{address}");

    let early = "window.sog = [['track', 'Early', {n: 1}]]";
    let shop = site(page_of(&server_url, &key, early));
    let page = browser.page().await.unwrap();
    page.goto(&shop).await.unwrap();
    sent(&page, 1).await;
    page.evaluate("sog.track('Product Viewed', {name: 'Drill'}), sog.identify('K5'), 1")
        .await
        .unwrap();
    sent(&page, 2).await;
    assert_eq!(stored(&page).await, (0, String::new()), "nothing before consent");

    page.evaluate("sog.consent(true), 1").await.unwrap();
    assert_eq!(stored(&page).await, (1, String::new()));
    let kept = "JSON.parse(localStorage.sog).id";
    let id = page.evaluate(kept).await.unwrap();
    page.goto(&shop).await.unwrap();
    assert_eq!(page.evaluate(kept).await.unwrap(), id, "the same visitor on the next page");
    page.evaluate("sog.track('Agreed', {}), 1").await.unwrap();
    sent(&page, 1).await;
    page.evaluate("sog.consent(false), 1").await.unwrap();
    assert_eq!(stored(&page).await, (0, String::new()), "taken back");

    for wish in ["globalPrivacyControl', {value: true}", "doNotTrack', {value: '1'}"] {
        let before = format!("Object.defineProperty(navigator, '{wish})");
        let silent = browser.page().await.unwrap();
        silent.goto(&site(page_of(&server_url, &key, &before))).await.unwrap();
        silent.evaluate("sog.track('Against a wish', {}), sog.consent(true), 1").await.unwrap();
        // A page that may send does so meanwhile, and would be the later of the two.
        page.evaluate("sog.track('Meanwhile', {}), 1").await.unwrap();
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert_eq!(silent.evaluate("asked").await.unwrap(), 0, "{wish}");
        assert_eq!(stored(&silent).await, (0, String::new()), "{wish}");
    }
    // What is still waiting goes when the page is left.
    page.evaluate("sog.track('Last words', {}), 1").await.unwrap();
    page.goto("about:blank").await.unwrap();
    tokio::time::sleep(Duration::from_secs(1)).await;
    server.kill();
    let found = tokio::task::spawn_blocking(move || names(&data)).await.unwrap();
    // The shop was opened twice.
    for (name, count) in [
        ("Early", 2),
        ("Drill", 1),
        ("Agreed", 1),
        ("Meanwhile", 2),
        ("Last words", 1),
        ("A shop", 2),
    ] {
        assert_eq!(found.get(name), Some(&count), "{name}: {found:?}");
    }
    assert!(!found.contains_key("Against a wish"), "{found:?}");
}
