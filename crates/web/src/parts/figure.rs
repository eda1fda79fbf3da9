//! One number, with its definition, how many it rests on, and its range.
//!
//! Promise 6 of the design: every figure opens its definition, sample size, range and source
//! rows. "We do not know" is a full answer ([`Figure::unknown`]).

use askama::Template;

use super::safe::SafeHtml;
use crate::page::Page;

/// One number on a page.
#[derive(Debug, Clone)]
pub struct Figure {
    label: String,
    value: Option<String>,
    definition: String,
    /// How many observations it rests on.
    n: Option<u64>,
    range: Option<String>,
    note: Option<String>,
    rows: Option<String>,
    tone: &'static str,
}

impl Figure {
    /// A figure: its name, its value as shown, and what exactly it is.
    pub fn new(
        label: impl Into<String>,
        value: impl Into<String>,
        definition: impl Into<String>,
    ) -> Self {
        Self {
            label: label.into(),
            value: Some(value.into()),
            definition: definition.into(),
            n: None,
            range: None,
            note: None,
            rows: None,
            tone: "",
        }
    }

    /// A figure we do not know; `why` is a sentence.
    pub fn unknown(
        label: impl Into<String>,
        why: impl Into<String>,
        definition: impl Into<String>,
    ) -> Self {
        Self { value: None, note: Some(why.into()), ..Self::new(label, "", definition) }
    }

    /// How many observations it rests on.
    #[must_use]
    pub fn n(mut self, n: u64) -> Self {
        self.n = Some(n);
        self
    }

    /// Its range, as shown, such as `80 %: 1.000–1.400 €`.
    #[must_use]
    pub fn range(mut self, range: impl Into<String>) -> Self {
        self.range = Some(range.into());
        self
    }

    /// A few words below the number.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Where the rows it was made from can be seen.
    #[must_use]
    pub fn rows(mut self, href: impl Into<String>) -> Self {
        self.rows = Some(href.into());
        self
    }

    /// `good`, `warn` or `bad`; the words must say so too, colour alone says nothing.
    #[must_use]
    pub fn tone(mut self, tone: &'static str) -> Self {
        self.tone = tone;
        self
    }

    /// The figure as HTML: `{{ figure.html(page) }}`.
    #[must_use]
    pub fn html(&self, page: &Page) -> SafeHtml {
        SafeHtml::of(&FigureHtml { page, figure: self })
    }
}

#[derive(Template)]
#[template(path = "parts/figure.html")]
struct FigureHtml<'a> {
    page: &'a Page,
    figure: &'a Figure,
}

#[derive(Template)]
#[template(path = "parts/info.html")]
struct Info<'a> {
    page: &'a Page,
    text: &'a str,
}

/// An explanation behind a small button.
pub(crate) fn info(page: &Page, text: &str) -> SafeHtml {
    SafeHtml::of(&Info { page, text })
}
