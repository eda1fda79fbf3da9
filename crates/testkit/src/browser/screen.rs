//! What a page is shown on and to whom: screen, colours, language; and pictures of it.

use std::path::Path;

use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetDeviceMetricsOverrideParams, SetScriptExecutionDisabledParams,
    SetUserAgentOverrideParams,
};
use chromiumoxide::cdp::browser_protocol::page::{CaptureScreenshotFormat, Viewport as Clip};
use chromiumoxide::error::CdpError;
use chromiumoxide::page::ScreenshotParams;

use super::{BrowserError, Page};

/// The kind of screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewport {
    /// 1280 x 900, a mouse.
    Desktop,
    /// 390 x 844, two device pixels each way, touch.
    Phone,
}

impl Page {
    /// Changes the kind of screen.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn viewport(&self, viewport: Viewport) -> Result<(), BrowserError> {
        let (width, height, scale, mobile) = match viewport {
            Viewport::Desktop => (1280, 900, 1.0, false),
            Viewport::Phone => (390, 844, 2.0, true),
        };
        let metrics = SetDeviceMetricsOverrideParams::new(width, height, scale, mobile);
        self.told("the screen", self.page.execute(metrics).await.map(|_| ())).await
    }

    /// Asks for dark colours, or for light ones.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn dark(&self, dark: bool) -> Result<(), BrowserError> {
        let scheme = if dark { "dark" } else { "light" };
        let feature = MediaFeature::new("prefers-color-scheme", scheme);
        let told = self.page.emulate_media_features(vec![feature]).await;
        self.told("the colours", told.map(|_| ())).await
    }

    /// Switches the scripts of pages off or on; holds from the next page on.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn scripts(&self, on: bool) -> Result<(), BrowserError> {
        let told = self.page.execute(SetScriptExecutionDisabledParams::new(!on)).await;
        self.told("the scripts", told.map(|_| ())).await
    }

    /// The languages the person prefers (`de`, or `nl,en;q=0.5`), for the next page.
    ///
    /// # Errors
    /// When the browser refuses.
    pub async fn language(&self, languages: &str) -> Result<(), BrowserError> {
        let told = async {
            let mut agent = SetUserAgentOverrideParams::new(self.page.user_agent().await?);
            agent.accept_language = Some(languages.to_owned());
            self.page.execute(agent).await.map(|_| ())
        };
        self.told("the language", told.await).await
    }

    /// Saves a picture (PNG) of the whole page, not only of what the screen shows.
    ///
    /// # Errors
    /// When the picture cannot be made or written.
    pub async fn screenshot(&self, path: &Path) -> Result<(), BrowserError> {
        self.picture(path, f64::INFINITY).await
    }

    /// Saves a picture (PNG) of the upper part of the page, at most `height` pixels.
    ///
    /// # Errors
    /// When the picture cannot be made or written.
    pub async fn screenshot_top(&self, path: &Path, height: u32) -> Result<(), BrowserError> {
        self.picture(path, f64::from(height)).await
    }

    async fn picture(&self, path: &Path, most: f64) -> Result<(), BrowserError> {
        let taken = async {
            // Not chromiumoxide's own full page, which resets the screen afterwards.
            let page = self.page.layout_metrics().await?.css_content_size;
            let params = ScreenshotParams::builder()
                .format(CaptureScreenshotFormat::Png)
                .clip(Clip {
                    x: 0.0,
                    y: 0.0,
                    width: page.width,
                    height: page.height.min(most),
                    scale: 1.0,
                })
                .capture_beyond_viewport(true)
                .build();
            self.page.save_screenshot(params, path).await
        };
        match taken.await {
            Ok(_) => Ok(()),
            Err(error) => {
                Err(self.error(format!("no picture in {}: {error}", path.display())).await)
            }
        }
    }

    async fn told(&self, what: &str, told: Result<(), CdpError>) -> Result<(), BrowserError> {
        match told {
            Ok(()) => Ok(()),
            Err(error) => Err(self.error(format!("cannot set {what}: {error}")).await),
        }
    }
}
