//! The whole loop in a real browser against the demo company: marketing in German, sales in
//! Dutch, from sign-in to somebody leaving the list.

use std::process::Command;
use std::time::Duration;

use testkit::browser::{self, Browser, Page};
use testkit::process::Process;

const PASSWORD: &str = "demo-password";

/// A demo company that ends on a fixed day, so that the walk is the same every time.
fn demo() -> (Process, String) {
    let mut demo = Process::start(Command::new(env!("CARGO_BIN_EXE_sog")).args([
        "demo",
        "--listen",
        "127.0.0.1:0",
        "--end",
        "2026-11-20",
    ]))
    .unwrap();
    let line = demo.wait_for_line("http://", Duration::from_secs(120)).unwrap();
    let address = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
    let address = address.to_owned();
    (demo, address)
}

async fn sign_in(browser: &Browser, address: &str, email: &str) -> Page {
    let page = browser.page().await.unwrap();
    page.goto(&format!("{address}/signin")).await.unwrap();
    page.fill("form.form input[name=email]", email).await.unwrap();
    page.fill("form.form input[name=password]", PASSWORD).await.unwrap();
    page.click_and_load("form.form button.primary").await.unwrap();
    page
}

async fn number(page: &Page, selector: &str, attribute: &str) -> u64 {
    page.attribute(selector, attribute).await.unwrap().unwrap().parse().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn from_sign_in_to_unsubscribe() {
    let Some(browser) = browser::launch().await else { return };
    let (_demo, address) = demo();

    // Marketing, in German: warned, and told why.
    let mara = sign_in(&browser, &address, "mara@demo.example").await;
    mara.wait_for_text("Guten Tag, Mara").await.unwrap();
    mara.goto(&format!("{address}/warnings")).await.unwrap();
    mara.wait_for_text("Süd").await.unwrap();
    mara.goto(&format!("{address}/why?target=2026-11%20company")).await.unwrap();
    mara.wait_for_text("Zu teuer").await.unwrap();

    // A brief out of the diagnosis.
    mara.click_and_load("form[method=post] button.primary").await.unwrap();
    mara.wait_for("#brief-form").await.unwrap();
    let brief = mara.url().await;
    let base = brief.trim_end_matches("/brief").to_owned();
    assert!(base.contains("/campaigns/"), "{brief}");
    assert_eq!(mara.value("#f-barrier").await.unwrap(), "too_expensive");
    mara.fill("#f-core", "Die neue Winterware ist da, zum Anfassen bei Ihnen im Laden.")
        .await
        .unwrap();
    mara.fill("#f-question", "Was fehlt Ihnen in diesem Winter noch?").await.unwrap();
    mara.fill("#f-from", "2026-11-20").await.unwrap();
    mara.fill("#f-smallest", "5").await.unwrap();
    mara.click_and_load("#brief-form button[value=next]").await.unwrap();

    // Whom: the groups add up, some may be written to and some may not.
    mara.wait_for("#audience-form").await.unwrap();
    mara.wait_for("[data-group=mailable]").await.unwrap();
    let mailable = number(&mara, "[data-group=mailable]", "data-count").await;
    let refused = number(&mara, "[data-group=no_consent]", "data-count").await;
    assert!(mailable > 0 && refused > 0, "{mailable} mailable, {refused} without consent");
    mara.fill("#f-note", "Sie haben diese Ware schon gekauft.").await.unwrap();
    mara.click_and_load("#audience-form button[value=next]").await.unwrap();

    // What: words, and how one reader will see them.
    mara.wait_for("#f-subject-de").await.unwrap();
    mara.fill("#f-subject-de", "Ihr Winterregal").await.unwrap();
    mara.fill("#f-body-de", "Guten Tag {{ first_name }},\n\nwir haben nachgefüllt.").await.unwrap();
    mara.click_and_load("#words button[value=next]").await.unwrap();

    // Both teams sign; one alone is not enough.
    mara.wait_for("#signatures").await.unwrap();
    mara.click_and_load("#sign").await.unwrap();
    mara.goto(&format!("{base}/launch")).await.unwrap();
    assert!(mara.attribute("#launch", "disabled").await.unwrap().is_some());

    let sem = sign_in(&browser, &address, "sem@demo.example").await;
    sem.wait_for_text("Sem").await.unwrap();
    sem.goto(&format!("{base}/sign")).await.unwrap();
    sem.wait_for_text("Handtekeningen").await.unwrap();
    sem.click_and_load("#sign").await.unwrap();

    // Launch, and wait until every mail is out.
    mara.goto(&format!("{base}/launch")).await.unwrap();
    assert_eq!(mara.attribute("#launch", "disabled").await.unwrap(), None);
    mara.evaluate("window.confirm = () => true").await.unwrap();
    mara.click_and_load("#launch").await.unwrap();
    mara.wait_until_gone("#pause").await.unwrap();
    mara.goto(&format!("{base}/result")).await.unwrap();
    mara.wait_for("#sum").await.unwrap();
    let audience = number(&mara, "#sum [data-sum]", "data-sum").await;
    let lines = mara
        .evaluate("[...document.querySelectorAll('#sum [data-count]')].map(c => +c.dataset.count)")
        .await
        .unwrap();
    let lines: Vec<u64> = serde_json::from_value(lines).unwrap();
    assert_eq!(lines.iter().sum::<u64>(), audience, "{lines:?}");

    // The mail as its reader has it: signed, with a way out that a look does not take.
    mara.goto(&format!("{address}/caught")).await.unwrap();
    mara.click_and_load("table a").await.unwrap();
    mara.wait_for_text("DKIM-Signature").await.unwrap();
    let mail = mara.text("main").await.unwrap();
    let start = mail.find(&format!("{address}/u/")).unwrap();
    let way_out: String =
        mail[start..].chars().take_while(|c| !c.is_whitespace() && *c != '>').collect();

    let reader = browser.page().await.unwrap();
    reader.goto(&way_out).await.unwrap();
    reader.wait_for("main form button.primary").await.unwrap();
    mara.goto(&format!("{base}/result")).await.unwrap();
    let left = "document.querySelector('main').innerText.match(/Abgemeldet[^0-9]*([0-9]+)/)?.[1] ?? 'none'";
    assert_eq!(mara.evaluate(left).await.unwrap(), "0", "a look must not unsubscribe");
    reader.click_and_load("main form button.primary").await.unwrap();
    reader.wait_for("[role=status]").await.unwrap();
    mara.goto(&format!("{base}/result")).await.unwrap();
    assert_eq!(mara.evaluate(left).await.unwrap(), "1");
    browser.close().await.unwrap();
}
