//! The browser helper, against a real Chromium and pages of a few lines.

#![allow(clippy::unwrap_used, reason = "the helpers of a test may panic as the test does")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};

use sog_testkit::browser::{self, Viewport};

/// Serves two pages: a form, and what was sent with it, for as long as the test runs.
fn serve() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 8192];
            let read = stream.read(&mut request).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..read]).into_owned();
            let body = answer(&request);
            // The browser may have hung up, as it does when a page is left.
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nSet-Cookie: seen=1\r\n\
                 Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    address
}

fn answer(request: &str) -> String {
    let line = request.lines().next().unwrap_or_default();
    let header = |name: &str| {
        request.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("none").trim().to_owned()
    };
    if line.contains("/sent?") {
        return format!("<title>Sent</title><h1 id=got>{line}</h1>");
    }
    format!(
        "<title>Form</title><meta name=viewport content='width=device-width'>
        <style>@media (prefers-color-scheme: dark) {{ body {{ background: rgb(1, 2, 3) }} }}</style>
        <p id=language>{}</p><p id=cookie>{}</p><p id=width></p>
        <script>document.getElementById('width').textContent = innerWidth</script>
        <form action=/sent>
          <div style='height: 3000px'>far down</div>
          <input name=who value=old><input name=day type=date><input name=yes type=checkbox>
          <select name=kind><option value=a>A<option value=b>B</select>
          <button id=send>Send</button>
        </form>",
        header("Accept-Language:"),
        header("Cookie:")
    )
}

#[tokio::test]
async fn a_page_is_read_and_clicked() {
    let Some(browser) = browser::launch().await else {
        return;
    };
    let page = browser.page().await.unwrap();
    page.goto(
        "data:text/html,<h1>Hello</h1><button onclick=\"setTimeout(() => \
         this.outerHTML = '<p id=done>clicked</p>', 200)\">Go</button>",
    )
    .await
    .unwrap();
    assert_eq!(page.text("h1").await.unwrap(), "Hello");
    page.click("button").await.unwrap();
    page.wait_for_text("clicked").await.unwrap();
    page.wait_for("#done").await.unwrap();
    page.wait_until_gone("button").await.unwrap();
    assert_eq!(page.texts("p").await.unwrap(), ["clicked"]);
    assert_eq!(page.attribute("p", "id").await.unwrap().as_deref(), Some("done"));
    assert!(page.complaints().is_empty(), "{:?}", page.complaints());
    browser.close().await.unwrap();
}

#[tokio::test]
async fn a_form_is_filled_and_sent() {
    let Some(browser) = browser::launch().await else {
        return;
    };
    let address = serve();
    let page = browser.page().await.unwrap();
    for scripts in [true, false] {
        page.scripts(scripts).await.unwrap();
        page.goto(&format!("http://{address}/")).await.unwrap();
        page.fill("[name=who]", "Jörg Öz").await.unwrap();
        page.fill("[name=day]", "2026-11-22").await.unwrap();
        page.tick("[name=yes]", true).await.unwrap();
        page.select("[name=kind]", "b").await.unwrap();
        page.click_and_load("#send").await.unwrap();
        let got = page.text("#got").await.unwrap();
        assert!(
            got.contains("who=J%C3%B6rg+%C3%96z&day=2026-11-22&yes=on&kind=b"),
            "scripts {scripts}: {got}"
        );
        assert!(page.url().await.contains("/sent?"), "{}", page.url().await);
    }
    browser.close().await.unwrap();
}

#[tokio::test]
async fn two_pages_are_two_people() {
    let Some(browser) = browser::launch().await else {
        return;
    };
    let url = format!("http://{}/", serve());
    let (one, two) = (browser.page().await.unwrap(), browser.page().await.unwrap());
    one.goto(&url).await.unwrap();
    one.goto(&url).await.unwrap();
    assert_eq!(one.text("#cookie").await.unwrap(), "seen=1");
    two.language("nl").await.unwrap();
    two.goto(&url).await.unwrap();
    assert_eq!(two.text("#cookie").await.unwrap(), "none");
    assert!(two.text("#language").await.unwrap().starts_with("nl"));
    browser.close().await.unwrap();
}

#[tokio::test]
async fn screens_and_colours_change() {
    let Some(browser) = browser::launch().await else {
        return;
    };
    let url = format!("http://{}/", serve());
    let page = browser.page().await.unwrap();
    let colour = "getComputedStyle(document.body).backgroundColor";
    page.goto(&url).await.unwrap();
    assert_eq!(page.text("#width").await.unwrap(), "1280");
    assert_ne!(page.evaluate(colour).await.unwrap(), "rgb(1, 2, 3)");

    page.viewport(Viewport::Phone).await.unwrap();
    page.dark(true).await.unwrap();
    page.goto(&url).await.unwrap();
    assert_eq!(page.text("#width").await.unwrap(), "390");
    assert_eq!(page.evaluate(colour).await.unwrap(), "rgb(1, 2, 3)");

    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("page.png");
    page.screenshot(&picture).await.unwrap();
    let bytes = std::fs::read(&picture).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"));
    // Width and height stand at bytes 16 to 23: the whole page, at two pixels each way.
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    assert_eq!(number(16), 780);
    assert!(number(20) > 6_000, "{}", number(20));
    assert_eq!(page.evaluate("innerWidth").await.unwrap(), 390, "the screen stays a phone");
    browser.close().await.unwrap();
}

#[tokio::test]
async fn failures_show_the_page_and_complaints_are_kept() {
    let Some(browser) = browser::launch().await else {
        return;
    };
    let page = browser.page().await.unwrap();
    page.goto(
        "data:text/html,<p>All is well</p><input name=a maxlength=2><script>noSuchThing()</script>",
    )
    .await
    .unwrap();
    let error = page.fill("[name=a]", "long").await.unwrap_err().to_string();
    assert!(error.contains("holds “lo” instead of “long”"), "{error}");
    assert!(error.contains("All is well"), "{error}");
    let complaints = page.complaints();
    assert!(complaints.iter().any(|text| text.contains("noSuchThing")), "{complaints:?}");
    assert!(page.goto("http://127.0.0.1:1/").await.is_err());
    browser.close().await.unwrap();
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_dropped_browser_ends() {
    let Some(browser) = browser::launch().await else {
        return;
    };
    let page = browser.page().await.unwrap();
    page.goto("data:text/html,<p>Hello</p>").await.unwrap();
    let mine = || {
        let children = std::fs::read_dir("/proc").unwrap().flatten().filter(|entry| {
            let status = std::fs::read_to_string(entry.path().join("status")).unwrap_or_default();
            let parent = format!("PPid:\t{}\n", std::process::id());
            status.contains(&parent) && status.contains("chrom") && !status.contains("Z (zombie)")
        });
        children.count()
    };
    assert!(mine() > 0);
    drop((page, browser));
    let start = std::time::Instant::now();
    while mine() > 0 {
        // The other tests of this file have browsers, too; all of them end.
        assert!(start.elapsed().as_secs() < 60, "a browser stays");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
