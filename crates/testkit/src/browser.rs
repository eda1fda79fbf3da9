//! A real browser, driven like a person would.
//!
//! Every action waits for what it needs, up to [`PATIENCE`], and a failure shows where the page
//! was and what it said. Each [`Page`] has cookies of its own: two pages are two people.

use std::path::Path;
use std::time::{Duration, Instant};

use chromiumoxide::cdp::browser_protocol::browser::BrowserContextId;
use chromiumoxide::cdp::browser_protocol::target::{
    CreateBrowserContextParams, CreateTargetParams,
};
use chromiumoxide::{Browser as Chromium, BrowserConfig};
use futures::StreamExt;
use tempfile::TempDir;
use tokio::task::JoinHandle;

use crate::env;

mod page;
mod screen;

pub use page::Page;
pub use screen::Viewport;

/// How long an action waits for what it needs.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// What keeps the browser from speaking to anybody but us, and from asking questions.
const SWITCHES: &[&str] = &[
    "disable-background-networking",
    "disable-component-update",
    "disable-gpu",
    "disable-quic",
    "disable-sync",
    "no-default-browser-check",
    "no-first-run",
];

/// Something a person could not do or see. Shows the page as it was.
#[derive(Debug, thiserror::Error)]
#[error("{what}\nat {url}\nthe page says:\n{text}")]
pub struct BrowserError {
    /// What was tried, and why it did not work.
    pub what: String,
    /// Where the page was.
    pub url: String,
    /// The beginning of its text.
    pub text: String,
}

impl BrowserError {
    fn without_page(what: impl Into<String>) -> Self {
        Self { what: what.into(), url: "no page".to_owned(), text: String::new() }
    }
}

/// A running browser with an empty profile. It ends with this value; [`close`](Self::close)
/// ends it in good order.
#[derive(Debug)]
pub struct Browser {
    chromium: Chromium,
    events: JoinHandle<()>,
    profile: Option<TempDir>,
}

/// Starts a browser without a window. `None` (after saying so) when there is none.
///
/// # Panics
/// When it does not start, or is not there although it must be.
pub async fn launch() -> Option<Browser> {
    let found = env::value(env::CHROMIUM).map(Into::into).or_else(|| {
        env::on_path(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
    });
    let Some(executable) = found else {
        env::skip("Chromium");
        return None;
    };
    Some(Browser::start(&executable).await.expect("Chromium starts without a window"))
}

impl Browser {
    async fn start(executable: &Path) -> Result<Self, BrowserError> {
        let profile = tempfile::tempdir()
            .map_err(|error| BrowserError::without_page(format!("no profile: {error}")))?;
        let config = BrowserConfig::builder()
            .chrome_executable(executable)
            .user_data_dir(profile.path())
            .env("TMPDIR", profile.path().display().to_string())
            // Its sandbox needs rights that containers and root do not give; it only ever sees
            // pages of ours.
            .no_sandbox()
            .new_headless_mode()
            .launch_timeout(Duration::from_mins(1))
            .request_timeout(PATIENCE)
            .viewport(None)
            .args(SWITCHES.iter().copied())
            .build()
            .map_err(BrowserError::without_page)?;
        let (chromium, mut handler) = Chromium::launch(config)
            .await
            .map_err(|error| BrowserError::without_page(error.to_string()))?;
        let events = tokio::spawn(async move { while handler.next().await.is_some() {} });
        Ok(Self { chromium, events, profile: Some(profile) })
    }

    /// An empty page of a new person: no cookies, a desktop window, light colours.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn page(&self) -> Result<Page, BrowserError> {
        let refused = |error: chromiumoxide::error::CdpError| {
            BrowserError::without_page(format!("no new page: {error}"))
        };
        let person: BrowserContextId = self
            .chromium
            .create_browser_context(CreateBrowserContextParams::default())
            .await
            .map_err(refused)?;
        let mut target = CreateTargetParams::new("about:blank");
        target.browser_context_id = Some(person);
        let page = self.chromium.new_page(target).await.map_err(refused)?;
        Page::new(page).await
    }

    /// Closes the browser and waits until it is gone.
    ///
    /// # Errors
    /// When it does not go.
    pub async fn close(mut self) -> Result<(), BrowserError> {
        let failed = |error: &dyn std::fmt::Display| {
            BrowserError::without_page(format!("the browser does not close: {error}"))
        };
        self.chromium.close().await.map_err(|error| failed(&error))?;
        tokio::time::timeout(PATIENCE, self.chromium.wait())
            .await
            .map_err(|error| failed(&error))?
            .map_err(|error| failed(&error))?;
        Ok(())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.events.abort();
        // Unless it was closed, the process is killed when `chromium` is dropped, which is
        // after this; it may still write into its profile for a moment.
        if let Some(profile) = self.profile.take() {
            std::thread::spawn(move || {
                let start = Instant::now();
                let path = profile.keep();
                while std::fs::remove_dir_all(&path).is_err()
                    && path.exists()
                    && start.elapsed() < Duration::from_secs(5)
                {
                    std::thread::sleep(Duration::from_millis(50));
                }
            });
        }
    }
}
