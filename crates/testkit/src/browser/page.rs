//! What a person does on a page.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chromiumoxide::Element;
use chromiumoxide::cdp::browser_protocol::input::InsertTextParams;
use chromiumoxide::cdp::browser_protocol::log::{EventEntryAdded, LogEntryLevel};
use chromiumoxide::cdp::js_protocol::runtime::EventExceptionThrown;
use chromiumoxide::error::CdpError;
use futures::StreamExt;

use super::screen::Viewport;
use super::{BrowserError, PATIENCE};

/// How often a waiting action looks.
const LOOK: Duration = Duration::from_millis(30);

/// One page of one person.
#[derive(Debug, Clone)]
pub struct Page {
    pub(super) page: chromiumoxide::Page,
    complaints: Arc<Mutex<Vec<String>>>,
}

impl Page {
    pub(super) async fn new(page: chromiumoxide::Page) -> Result<Self, BrowserError> {
        let refused = |error: CdpError| {
            BrowserError::without_page(format!("the page cannot be listened to: {error}"))
        };
        let complaints = Arc::new(Mutex::new(Vec::new()));
        let add = |complaints: &Arc<Mutex<Vec<String>>>, text: String| {
            complaints.lock().unwrap_or_else(PoisonError::into_inner).push(text);
        };
        let mut entries = page.event_listener::<EventEntryAdded>().await.map_err(refused)?;
        let mut thrown = page.event_listener::<EventExceptionThrown>().await.map_err(refused)?;
        page.enable_log().await.map_err(refused)?;
        let (one, two) = (Arc::clone(&complaints), Arc::clone(&complaints));
        tokio::spawn(async move {
            while let Some(event) = entries.next().await {
                if event.entry.level == LogEntryLevel::Error {
                    let url = event.entry.url.clone().unwrap_or_default();
                    add(&one, format!("{} {url}", event.entry.text));
                }
            }
        });
        tokio::spawn(async move {
            while let Some(event) = thrown.next().await {
                let details = &event.exception_details;
                let what = details
                    .exception
                    .as_ref()
                    .and_then(|exception| exception.description.clone())
                    .unwrap_or_else(|| details.text.clone());
                add(&two, what);
            }
        });
        let page = Self { page, complaints };
        page.viewport(Viewport::Desktop).await?;
        page.dark(false).await?;
        Ok(page)
    }

    /// Opens an address and waits until it is loaded.
    ///
    /// # Errors
    /// When it cannot be loaded.
    pub async fn goto(&self, url: &str) -> Result<(), BrowserError> {
        match self.page.goto(url).await {
            Ok(_) => Ok(()),
            Err(error) => Err(self.error(format!("cannot open {url}: {error}")).await),
        }
    }

    /// Where the page is.
    pub async fn url(&self) -> String {
        self.page.url().await.ok().flatten().unwrap_or_default()
    }

    /// Waits until an element is there and can be seen.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn wait_for(&self, selector: &str) -> Result<(), BrowserError> {
        self.until(&format!("`{selector}` is not to be seen"), async || {
            let element = self.page.find_element(selector).await?;
            element.clickable_point().await.map(|_| ())
        })
        .await
    }

    /// Waits until no element fits.
    ///
    /// # Errors
    /// When one stays.
    pub async fn wait_until_gone(&self, selector: &str) -> Result<(), BrowserError> {
        self.until(&format!("`{selector}` does not go away"), async || {
            if self.page.find_elements(selector).await?.is_empty() {
                Ok(())
            } else {
                Err(CdpError::msg("it is still there"))
            }
        })
        .await
    }

    /// Waits until the page shows a text.
    ///
    /// # Errors
    /// When it does not in time.
    pub async fn wait_for_text(&self, text: &str) -> Result<(), BrowserError> {
        self.until(&format!("the page does not say “{text}”"), async || {
            if self.visible_text().await?.contains(text) {
                Ok(())
            } else {
                Err(CdpError::msg("another text is there"))
            }
        })
        .await
    }

    /// Clicks an element, scrolling to it first.
    ///
    /// # Errors
    /// When it does not appear in time or cannot be clicked.
    pub async fn click(&self, selector: &str) -> Result<(), BrowserError> {
        self.until(&format!("cannot click `{selector}`"), async || {
            let element = self.page.find_element(selector).await?;
            self.page.click(reach(&element).await?).await.map(|_| ())
        })
        .await
    }

    /// Clicks what leads to another page (a link, a form's button) and waits until that page
    /// is loaded.
    ///
    /// # Errors
    /// When it cannot be clicked, or no page is loaded.
    pub async fn click_and_load(&self, selector: &str) -> Result<(), BrowserError> {
        self.mark().await?;
        self.click(selector).await?;
        self.until(&format!("no page was loaded after a click on `{selector}`"), async || {
            let loaded: bool = self
                .page
                .evaluate_expression("!window.sogTestSeen && document.readyState === 'complete'")
                .await?
                .into_value()?;
            if loaded { Ok(()) } else { Err(CdpError::msg("the page is still the same")) }
        })
        .await
    }

    /// Types a text into a field, in place of what is there. Fields that a browser fills with
    /// a tool of its own (dates, numbers, colours) get their value set, in the form HTML
    /// prescribes.
    ///
    /// # Errors
    /// When the field does not appear in time or cannot be filled.
    pub async fn fill(&self, selector: &str, text: &str) -> Result<(), BrowserError> {
        let value = serde_json::Value::from(text);
        self.until(&format!("cannot fill `{selector}`"), async || {
            let element = self.page.find_element(selector).await?;
            reach(&element).await?;
            let typed = element
                .call_js_fn(
                    "function() {
                        const typed = this.tagName === 'TEXTAREA' || this.isContentEditable
                            || ['text', 'email', 'password', 'search', 'tel', 'url'].includes(this.type);
                        this.focus();
                        if (typed && this.select) this.select();
                        return typed;
                    }",
                    false,
                )
                .await?;
            let typed = typed.result.value == Some(serde_json::Value::Bool(true));
            if typed && !text.is_empty() {
                self.page.execute(InsertTextParams::new(text)).await?;
            } else {
                set_value(&element, &value).await?;
            }
            Ok(())
        })
        .await?;
        let found = self.value(selector).await?;
        if found == text {
            return Ok(());
        }
        Err(self.error(format!("`{selector}` holds “{found}” instead of “{text}”")).await)
    }

    /// Chooses an option of a list by its value.
    ///
    /// # Errors
    /// When the list does not appear in time or has no such option.
    pub async fn select(&self, selector: &str, value: &str) -> Result<(), BrowserError> {
        let wanted = serde_json::Value::from(value);
        self.until(&format!("cannot choose “{value}” in `{selector}`"), async || {
            let element = self.page.find_element(selector).await?;
            set_value(&element, &wanted).await?;
            let now = element.string_property("value").await?;
            if now.as_deref() == Some(value) {
                Ok(())
            } else {
                Err(CdpError::msg("there is no such option"))
            }
        })
        .await
    }

    /// Ticks a box, or takes the tick away.
    ///
    /// # Errors
    /// When it does not appear in time or cannot be clicked.
    pub async fn tick(&self, selector: &str, ticked: bool) -> Result<(), BrowserError> {
        let wanted = serde_json::Value::Bool(ticked);
        self.until(&format!("cannot tick `{selector}`"), async || {
            let element = self.page.find_element(selector).await?;
            if element.property("checked").await? != Some(wanted.clone()) {
                self.page.click(reach(&element).await?).await?;
            }
            if element.property("checked").await? == Some(wanted.clone()) {
                Ok(())
            } else {
                Err(CdpError::msg("it does not change"))
            }
        })
        .await
    }

    /// Presses a key where the focus is (`Tab`, `Enter`, `Escape`, `a`).
    ///
    /// # Errors
    /// When the key has no such name.
    pub async fn press(&self, key: &str) -> Result<(), BrowserError> {
        let pressed = async {
            let element = self.page.find_element("html").await?;
            element.press_key(key).await.map(|_| ())
        };
        match pressed.await {
            Ok(()) => Ok(()),
            Err(error) => Err(self.error(format!("cannot press {key}: {error}")).await),
        }
    }

    /// The visible text of the first element that fits.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn text(&self, selector: &str) -> Result<String, BrowserError> {
        self.until(&format!("`{selector}` is not there"), async || {
            let element = self.page.find_element(selector).await?;
            Ok(element.inner_text().await?.unwrap_or_default())
        })
        .await
    }

    /// The visible texts of all elements that fit now; none is an answer, too.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn texts(&self, selector: &str) -> Result<Vec<String>, BrowserError> {
        self.until(&format!("cannot read `{selector}`"), async || {
            let mut texts = Vec::new();
            for element in self.page.find_elements(selector).await? {
                texts.push(element.inner_text().await?.unwrap_or_default());
            }
            Ok(texts)
        })
        .await
    }

    /// What a field holds.
    ///
    /// # Errors
    /// When it does not appear in time.
    pub async fn value(&self, selector: &str) -> Result<String, BrowserError> {
        self.until(&format!("`{selector}` is not there"), async || {
            let element = self.page.find_element(selector).await?;
            Ok(element.string_property("value").await?.unwrap_or_default())
        })
        .await
    }

    /// An attribute of the first element that fits.
    ///
    /// # Errors
    /// When the element does not appear in time.
    pub async fn attribute(
        &self,
        selector: &str,
        name: &str,
    ) -> Result<Option<String>, BrowserError> {
        self.until(&format!("`{selector}` is not there"), async || {
            let element = self.page.find_element(selector).await?;
            element.attribute(name).await
        })
        .await
    }

    /// The page as HTML, as it stands now.
    ///
    /// # Errors
    /// When the page cannot be asked.
    pub async fn html(&self) -> Result<String, BrowserError> {
        self.until("cannot read the page", async || self.page.content().await).await
    }

    /// The value of a JavaScript expression, for what a person cannot ask.
    ///
    /// # Errors
    /// When it throws.
    pub async fn evaluate(&self, expression: &str) -> Result<serde_json::Value, BrowserError> {
        match self.page.evaluate_expression(expression).await {
            Ok(result) => Ok(result.value().cloned().unwrap_or_default()),
            Err(error) => Err(self.error(format!("`{expression}`: {error}")).await),
        }
    }

    /// What the browser complained about so far: scripts that failed, files that were missing,
    /// content it had to block.
    #[must_use]
    pub fn complaints(&self) -> Vec<String> {
        self.complaints.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Leaves a mark that the next page does not have.
    async fn mark(&self) -> Result<(), BrowserError> {
        self.evaluate("window.sogTestSeen = true").await.map(|_| ())
    }

    /// Repeats an attempt until it succeeds or patience ends.
    async fn until<T>(
        &self,
        what: &str,
        attempt: impl AsyncFn() -> Result<T, CdpError>,
    ) -> Result<T, BrowserError> {
        let start = Instant::now();
        loop {
            match attempt().await {
                Ok(value) => return Ok(value),
                Err(error) if start.elapsed() > PATIENCE => {
                    return Err(self.error(format!("{what}: {error}")).await);
                }
                Err(_) => tokio::time::sleep(LOOK).await,
            }
        }
    }

    async fn visible_text(&self) -> Result<String, CdpError> {
        self.page
            .evaluate_expression("document.body ? document.body.innerText : ''")
            .await?
            .into_value()
            .map_err(CdpError::from)
    }

    pub(super) async fn error(&self, what: String) -> BrowserError {
        let text = self.visible_text().await.unwrap_or_default();
        BrowserError { what, url: self.url().await, text: text.chars().take(2_000).collect() }
    }
}

/// Scrolls to an element and gives the point at which to click it. Not chromiumoxide's own
/// way, which waits for a script of the page and so for ever where scripts are off.
async fn reach(element: &Element) -> Result<chromiumoxide::layout::Point, CdpError> {
    element
        .call_js_fn(
            "function() {
                this.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
            }",
            false,
        )
        .await?;
    element.clickable_point().await
}

/// Sets a field's value and tells the page, as a browser's own tools do.
async fn set_value(element: &Element, value: &serde_json::Value) -> Result<(), CdpError> {
    element
        .call_js_fn(
            format!(
                "function() {{
                    this.value = {value};
                    this.dispatchEvent(new Event('input', {{ bubbles: true }}));
                    this.dispatchEvent(new Event('change', {{ bubbles: true }}));
                }}"
            ),
            false,
        )
        .await
        .map(|_| ())
}
