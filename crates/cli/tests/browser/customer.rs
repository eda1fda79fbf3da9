//! Customers in a real browser: the calendar of needs, a view that is kept, a promise kept and taken
//! back, and a deal that moves by the customer's words.

use std::process::Command;
use std::time::Duration;

use testkit::browser::{self, Page, Viewport};
use testkit::process::Process;

/// A small demo company that ends on a fixed day, so that the walk is the same every time.
fn demo() -> (Process, String) {
    let arguments =
        ["demo", "--listen", "127.0.0.1:0", "--end", "2026-11-20", "--customers", "1000"];
    let mut demo = Process::start(Command::new(env!("CARGO_BIN_EXE_sog")).args(arguments)).unwrap();
    let line = demo.wait_for_line("http://", Duration::from_secs(120)).unwrap();
    let address = line.split_whitespace().find(|word| word.starts_with("http://")).unwrap();
    let address = address.to_owned();
    (demo, address)
}

/// On a phone nothing may stick out at the side.
async fn fits(page: &Page) {
    let wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
    assert_eq!(page.evaluate(wide).await.unwrap(), 0, "{}", page.url().await);
}

/// What the customer said, with the day and the way they told us.
async fn say(page: &Page, kind: &str, words: &str) {
    page.select("#say select[name=kind]", kind).await.unwrap();
    page.fill("#say textarea[name=text]", words).await.unwrap();
    page.select("#say select[name=how]", "told").await.unwrap();
    page.fill("#say input[name=said]", "2026-11-20").await.unwrap();
    page.select("#say select[name=channel]", "phone").await.unwrap();
    page.click_and_load("#say button.primary").await.unwrap();
}

async fn reached(page: &Page) -> usize {
    page.texts("#phase .steps li.done").await.unwrap().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_customers_need_say_and_are_promised() {
    let Some(browser) = browser::launch().await else { return };
    let (_demo, address) = demo();
    let page = browser.page().await.unwrap();
    page.goto(&format!("{address}/signin")).await.unwrap();
    page.fill("form.form input[name=email]", "ana@demo.example").await.unwrap();
    page.fill("form.form input[name=password]", "demo-password").await.unwrap();
    page.click_and_load("form.form button.primary").await.unwrap();

    // Needs: one family only, without loading the page again.
    page.goto(&format!("{address}/needs")).await.unwrap();
    page.wait_for("table.heat td.h5").await.unwrap();
    let family = page.text("#found tbody td").await.unwrap();
    page.select("select[name=family]", &family).await.unwrap();
    for _ in 0..100 {
        let shown = page.texts("#found tbody td:nth-child(2)").await.unwrap();
        if !shown.is_empty() && shown.iter().all(|one| *one == family) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let shown = page.texts("#found tbody td:nth-child(2)").await.unwrap();
    assert!(!shown.is_empty() && shown.iter().all(|one| *one == family), "{shown:?}");
    assert!(page.url().await.contains("family="));

    // A list of one's own is kept under a name.
    let list = "/customers?col=active&col=value&sort=-value";
    page.goto(&format!("{address}{list}")).await.unwrap();
    page.click("details:has(form[action='/views']) summary").await.unwrap();
    page.fill("form[action='/views'] input[name=name]", "Los de más valor").await.unwrap();
    page.click_and_load("form[action='/views'] button").await.unwrap();
    page.wait_for_text("Los de más valor").await.unwrap();
    page.goto(&format!("{address}/customers")).await.unwrap();
    page.click_and_load("nav.views a").await.unwrap();
    assert!(page.url().await.ends_with(list), "{}", page.url().await);

    // The customer with the most at stake: a promise is kept, and taken back.
    page.click_and_load("#found tbody th a").await.unwrap();
    let customer = page.url().await;
    page.click("details:has(form[action$='/promises']) summary").await.unwrap();
    page.fill("form[action$='/promises'] textarea[name=text]", "Muestras <b>").await.unwrap();
    page.fill("form[action$='/promises'] input[name=due]", "2026-12-01").await.unwrap();
    page.click_and_load("form[action$='/promises'] button").await.unwrap();
    page.wait_for_text("Muestras <b>").await.unwrap();
    page.click_and_load("#promises button[value=kept]").await.unwrap();
    page.wait_for("#promises button[value=reopen]").await.unwrap();
    page.click_and_load("#promises button[value=reopen]").await.unwrap();
    page.wait_for("#promises button[value=kept]").await.unwrap();

    // A deal moves by what the customer says, and by nothing else.
    page.goto(&format!("{customer}/opportunities")).await.unwrap();
    page.fill("#open input[name=title]", "Terraza 2027").await.unwrap();
    page.click_and_load("#open button.primary").await.unwrap();
    assert_eq!(reached(&page).await, 0);
    say(&page, "need", "Necesitamos mesas para el verano.").await;
    assert_eq!(reached(&page).await, 1, "{}", page.text("#phase").await.unwrap());
    say(&page, "requirement", "Apilables.").await;
    assert_eq!(reached(&page).await, 2, "{}", page.text("#phase").await.unwrap());
    // The evidence stands in the customer's history.
    page.click_and_load("#phase p a").await.unwrap();
    let anchor = page.url().await;
    let id = anchor.split_once('#').unwrap().1.to_owned();
    let there = format!("document.getElementById('{id}')?.closest('li')?.innerText ?? ''");
    let entry = page.evaluate(&there).await.unwrap();
    assert!(entry.as_str().unwrap_or_default().contains("Apilables."), "{entry}");

    page.viewport(Viewport::Phone).await.unwrap();
    for path in ["/needs", "/silent", "/trust", "/balance", "/customers"] {
        page.goto(&format!("{address}{path}")).await.unwrap();
        fits(&page).await;
    }
    page.goto(&customer).await.unwrap();
    fits(&page).await;
}
