//! HTML that was made by a template and is not escaped again.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;

/// Finished HTML. Only templates make it, so that every value in it was escaped once.
#[derive(Debug, Clone, Default)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// Renders a template.
    #[must_use]
    pub fn of(template: &impl Template) -> Self {
        // Writing to a string cannot fail; a template that does so itself shows nothing.
        Self(template.render().unwrap_or_default())
    }
}

impl fmt::Display for SafeHtml {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for SafeHtml {}
