//! An audience built in a real browser: events in a time, a sequence, a group that is turned
//! into its opposite; the count follows, and what is saved is what comes back.

use std::process::Command;
use std::time::Duration;

use testkit::browser::{self, Page};
use testkit::process::Process;

/// A demo company that ends on a fixed day, so that the walk is the same every time.
fn demo() -> (Process, String) {
    let arguments = ["demo", "--listen", "127.0.0.1:0", "--end", "2026-11-20"];
    let mut demo = Process::start(Command::new(env!("CARGO_BIN_EXE_sog")).args(arguments)).unwrap();
    let line = demo.wait_for_line("http://", Duration::from_secs(120)).unwrap();
    let address = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
    let address = address.to_owned();
    (demo, address)
}

/// Waits until the count says something else than before; gives how many people are meant.
async fn counted(page: &Page, before: &str) -> String {
    for _ in 0..200 {
        let shown = "document.querySelector('#count .figure-value')?.innerText ?? ''";
        let shown = page.evaluate(shown).await.unwrap().as_str().unwrap_or_default().to_owned();
        if !shown.is_empty() && shown != before {
            return shown;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the count stays at `{before}`: {}", page.text("#count").await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_audience_is_built_tried_saved_and_comes_back() {
    let Some(browser) = browser::launch().await else { return };
    let (_demo, address) = demo();
    let page = browser.page().await.unwrap();
    page.goto(&format!("{address}/signin")).await.unwrap();
    page.fill("form.form input[name=email]", "mara@demo.example").await.unwrap();
    page.fill("form.form input[name=password]", "demo-password").await.unwrap();
    page.click_and_load("form.form button.primary").await.unwrap();
    page.goto(&format!("{address}/campaigns")).await.unwrap();
    page.click_and_load("#new-campaign button").await.unwrap();
    page.wait_for("#brief-form").await.unwrap();
    let base = page.url().await.trim_end_matches("/brief").to_owned();
    page.goto(&format!("{base}/audience")).await.unwrap();
    page.wait_for("#audience-form").await.unwrap();

    // How often in a time.
    page.select("select[name=new-0]", "did").await.unwrap();
    page.click("button[value='add:0']").await.unwrap();
    page.wait_for("select[name=event-0-1]").await.unwrap();
    page.select("select[name=event-0-1]", "visit").await.unwrap();
    page.fill("input[name=low-1]", "1").await.unwrap();
    page.fill("input[name=days-1]", "365").await.unwrap();
    let visited = counted(&page, "").await;
    page.wait_for("#count .sample li a").await.unwrap();
    let people = page.texts("#count .sample > li > a").await.unwrap();

    // A group that is turned into its opposite: an order within half a year.
    page.click("button[value='group:0']").await.unwrap();
    page.wait_for("#part-2").await.unwrap();
    page.select("select[name=not-2]", "not").await.unwrap();
    page.select("select[name=new-2]", "last_order").await.unwrap();
    page.click("button[value='add:2']").await.unwrap();
    page.wait_for("input[name=high-3]").await.unwrap();
    page.fill("input[name=high-3]", "60").await.unwrap();
    let without = counted(&page, &visited).await;
    assert_ne!(without, visited);
    assert_ne!(page.texts("#count .sample > li > a").await.unwrap(), people);

    // One thing after the other.
    page.select("select[name=new-0]", "sequence").await.unwrap();
    page.click("button[value='add:0']").await.unwrap();
    page.wait_for("select[name=event-1-4]").await.unwrap();
    page.select("select[name=event-0-4]", "sale").await.unwrap();
    page.select("select[name=event-1-4]", "visit").await.unwrap();
    page.fill("input[name=within-4]", "300").await.unwrap();
    let with = counted(&page, &without).await;
    let said = page.text("#count .said").await.unwrap();
    for part in
        ["in den letzten 365 Tagen mindestens einmal eine Seite besucht", "zuerst eine Bestellung"]
    {
        assert!(said.contains(part), "{said}");
    }
    // Taken away, and taken back.
    page.click("button[value='remove:4']").await.unwrap();
    page.wait_until_gone("#part-4").await.unwrap();
    assert_eq!(counted(&page, &with).await, without);
    page.click("button[value='undo']").await.unwrap();
    page.wait_for("#part-4").await.unwrap();
    assert_eq!(counted(&page, &without).await, with);

    // Saved; the same tree comes back, and on the small screen nothing sticks out.
    let json = page.value("#f-json").await.unwrap();
    assert!(json.contains("\"sequence\"") && json.contains("\"version\": 1"), "{json}");
    page.click_and_load("#audience-form button[value=stay]").await.unwrap();
    page.goto(&format!("{base}/audience")).await.unwrap();
    page.wait_for("#part-4").await.unwrap();
    assert_eq!(page.value("#f-json").await.unwrap(), json);
    assert_eq!(counted(&page, "").await, with);
    assert_eq!(page.text("#count .said").await.unwrap(), said);
    page.viewport(browser::Viewport::Phone).await.unwrap();
    let wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(page.evaluate(wide).await.unwrap(), 0);

    // Without scripts the buttons do the same.
    page.scripts(false).await.unwrap();
    page.goto(&format!("{base}/audience")).await.unwrap();
    page.click_and_load("button[value='remove:1']").await.unwrap();
    page.wait_until_gone("#part-4").await.unwrap();
    page.click_and_load("#audience-form button[value=stay]").await.unwrap();
    page.scripts(true).await.unwrap();
    page.goto(&format!("{base}/audience")).await.unwrap();
    assert!(!page.value("#f-json").await.unwrap().contains("\"did\""));
    browser.close().await.unwrap();
}
