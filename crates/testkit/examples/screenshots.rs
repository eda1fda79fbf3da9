//! Takes pictures of pages of a running demo, signed in as one of its people.
//!
//! `screenshots ADDRESS FOLDER EMAIL [light|dark] [phone] [top] PATH=NAME…` writes `FOLDER/NAME.png`.
//! `cargo xtask screenshots` calls it for the pictures of the README.

use std::path::Path;

use sog_testkit::browser::{self, Viewport};

/// Height of a picture of the upper part of a page, in pixels.
const TOP: u32 = 1150;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let usage = "usage: screenshots ADDRESS FOLDER EMAIL [light|dark] [phone] [top] PATH=NAME…";
    let [Some(address), Some(folder), Some(email)] = std::array::from_fn(|_| arguments.next())
    else {
        return Err(usage.into());
    };
    let Some(browser) = browser::launch().await else {
        return Err("there is no Chromium here".into());
    };
    let page = browser.page().await?;
    page.viewport(Viewport::Desktop).await?;
    page.goto(&format!("{address}/signin")).await?;
    page.fill("input[name=email]", &email).await?;
    page.fill("input[name=password]", "demo-password").await?;
    page.click_and_load("form.form button.primary").await?;
    std::fs::create_dir_all(&folder)?;
    let mut top = false;
    for argument in arguments {
        match argument.as_str() {
            "light" => page.dark(false).await?,
            "dark" => page.dark(true).await?,
            // Only what a reader sees before scrolling far.
            "top" => top = true,
            "phone" => page.viewport(Viewport::Phone).await?,
            shot => {
                let (path, name) = shot.rsplit_once('=').ok_or(usage)?;
                page.goto(&format!("{address}{path}")).await?;
                // Charts draw themselves after the page has come; give them their half second.
                tokio::time::sleep(std::time::Duration::from_millis(900)).await;
                let picture = Path::new(&folder).join(format!("{name}.png"));
                if top {
                    page.screenshot_top(&picture, TOP).await?;
                } else {
                    page.screenshot(&picture).await?;
                }
                for complaint in page.complaints() {
                    eprintln!("{path}: the browser complains: {complaint}");
                }
            }
        }
    }
    browser.close().await?;
    Ok(())
}
