//! What every template needs: the reader's language, theme, name, and how to write numbers.
//!
//! A page's template starts with `{% extends "layout.html" %}` and its struct has a field
//! `page: Page`. Texts come by [`Page::t`], numbers and dates by `page.fmt`.

use askama::Template;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use store::Company;
use vocab::{Instant, Lang, Team};

use crate::error::Error;
use crate::fmt::{Fmt, Val};
use crate::i18n::{self, Arg, Word};
use crate::signin::users::User;
use crate::{assets, parts::safe::SafeHtml};

/// The places of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// What needs whom.
    Today,
    /// The list of customers, and one customer.
    Customers,
    /// Targets and warnings.
    Warnings,
    /// Why a target is missed.
    Why,
    /// Briefs and campaigns.
    Campaigns,
    /// Company, people, imports, one's own wishes.
    Settings,
    /// Outside of the navigation.
    None,
}

/// One entry of the navigation.
#[derive(Debug, Clone, Copy)]
pub struct NavItem {
    /// Which place.
    pub area: Area,
    /// Its address.
    pub href: &'static str,
    /// The message with its name.
    pub key: &'static str,
    /// The name of its icon in `static/icons.svg`.
    pub icon: &'static str,
}

const NAV: [NavItem; 6] = [
    NavItem { area: Area::Today, href: "/", key: "nav-today", icon: "today" },
    NavItem { area: Area::Customers, href: "/customers", key: "nav-customers", icon: "customers" },
    NavItem { area: Area::Warnings, href: "/warnings", key: "nav-warnings", icon: "warnings" },
    NavItem { area: Area::Why, href: "/why", key: "nav-why", icon: "why" },
    NavItem { area: Area::Campaigns, href: "/campaigns", key: "nav-campaigns", icon: "campaigns" },
    NavItem { area: Area::Settings, href: "/settings", key: "nav-settings", icon: "settings" },
];

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system says.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a code; `Auto` for anything unknown.
    #[must_use]
    pub fn of(code: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.code() == code).unwrap_or_default()
    }
}

/// A message shown once, after something was done.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Notice {
    /// `good`, `warn` or `bad`.
    pub tone: String,
    /// The words, already in the reader's language.
    pub text: String,
}

/// The part of a page that is the same everywhere.
#[derive(Debug, Clone)]
pub struct Page {
    /// The reader's language.
    pub lang: Lang,
    /// Light, dark or as the system says.
    pub theme: Theme,
    /// Who is signed in.
    pub user: Option<User>,
    /// Which place of the navigation this is.
    pub area: Area,
    /// Address of this page, with its query.
    pub path: String,
    /// How to write numbers and times.
    pub fmt: Fmt,
    /// The company's settings.
    pub company: Company,
    /// The time of the request.
    pub now: Instant,
    /// Whether this is a demo.
    pub demo: bool,
    /// Whether mails are caught, and can be looked at.
    pub mailbox: bool,
    /// Shown once above the content.
    pub notice: Option<Notice>,
}

impl Page {
    /// What sentences and numbers of the pages need where there is no page: for commands.
    #[must_use]
    pub fn nowhere(company: Company, lang: Lang, now: Instant) -> Self {
        let fmt = Fmt { lang, zone: company.zone, currency: company.currency };
        Self {
            lang,
            theme: Theme::Auto,
            user: None,
            area: Area::None,
            path: String::new(),
            fmt,
            company,
            now,
            demo: false,
            mailbox: false,
            notice: None,
        }
    }

    /// The same page at another place of the navigation.
    #[must_use]
    pub fn at(mut self, area: Area) -> Self {
        self.area = area;
        self
    }

    /// The message `key`.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        i18n::t(self.lang, key)
    }

    /// The message `key` with one value.
    #[must_use]
    pub fn t1(&self, key: &str, name: &'static str, value: impl Arg) -> String {
        i18n::t_with(self.lang, key, &[(name, &value)])
    }

    /// The message `key` with two values.
    #[must_use]
    pub fn t2(
        &self,
        key: &str,
        name: &'static str,
        value: impl Arg,
        name2: &'static str,
        value2: impl Arg,
    ) -> String {
        i18n::t_with(self.lang, key, &[(name, &value), (name2, &value2)])
    }

    /// The message `key` with three values.
    #[must_use]
    #[allow(clippy::too_many_arguments, reason = "three pairs, so that templates can call it")]
    pub fn t3(
        &self,
        key: &str,
        name: &'static str,
        value: impl Arg,
        name2: &'static str,
        value2: impl Arg,
        name3: &'static str,
        value3: impl Arg,
    ) -> String {
        i18n::t_with(self.lang, key, &[(name, &value), (name2, &value2), (name3, &value3)])
    }

    /// The message `key` with any number of values, for use in code.
    #[must_use]
    pub fn t_with(&self, key: &str, args: &[(&'static str, &dyn Arg)]) -> String {
        i18n::t_with(self.lang, key, args)
    }

    /// The word for a value of a closed list: `page.word(phase)`.
    #[must_use]
    pub fn word(&self, value: impl Word) -> String {
        i18n::word(self.lang, value)
    }

    /// The word for a code as a table holds it: `page.code("consent", row.status)`.
    #[must_use]
    pub fn code(&self, list: &str, code: impl AsRef<str>) -> String {
        i18n::code(self.lang, list, code.as_ref())
    }

    /// How far a day is away in words: `heute`, `vor 3 Tagen`, `in 12 Tagen`.
    #[must_use]
    pub fn days_away(&self, days: impl Val<i64>) -> String {
        match days.val() {
            0 => self.t("day-today"),
            1 => self.t("day-tomorrow"),
            -1 => self.t("day-yesterday"),
            days if days > 0 => self.t1("days-ahead", "days", days),
            days => self.t1("days-ago", "days", -days),
        }
    }

    /// How long ago an instant is in local days, in words.
    #[must_use]
    pub fn ago(&self, at: impl Val<Instant>) -> String {
        let zone = self.company.zone;
        self.days_away((zone.day(at.val()) - zone.day(self.now)).num_days())
    }

    /// Why the guard found what it found, in the reader's language.
    #[must_use]
    pub fn reason(&self, finding: &guard::Finding) -> String {
        finding.message(self.lang)
    }

    /// The places of the navigation that this reader may see.
    pub fn nav(&self) -> impl Iterator<Item = NavItem> {
        NAV.into_iter()
    }

    /// Whether the reader works on this side of the house.
    #[must_use]
    pub fn is(&self, team: &str) -> bool {
        self.user.as_ref().is_some_and(|user| user.team.code() == team)
    }

    /// Whether the reader is of marketing or sales, and so may do what [`TradeOnly`] opens.
    ///
    /// [`TradeOnly`]: crate::who::TradeOnly
    #[must_use]
    pub fn trades(&self) -> bool {
        self.is("marketing") || self.is("sales")
    }

    /// The address of a static file.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        assets::url(name)
    }

    /// A button that opens an explanation; works without JavaScript.
    #[must_use]
    pub fn info(&self, text: impl AsRef<str>) -> SafeHtml {
        crate::parts::figure::info(self, text.as_ref())
    }
}

/// What a page can be made of without anybody signed in.
pub(crate) fn stranger(company: Company, headers: &HeaderMap, path: String, now: Instant) -> Page {
    let accept = headers.get("accept-language").and_then(|value| value.to_str().ok());
    let lang = i18n::negotiate(accept);
    Page { path, ..Page::nowhere(company, lang, now) }
}

/// A template as an answer.
///
/// # Errors
/// When a value in the template cannot be written.
pub fn show(template: &impl Template) -> Result<Response, Error> {
    Ok(Html(template.render().map_err(Error::internal)?).into_response())
}

/// Teams in the order people expect them.
pub const TEAMS: [Team; 3] = [Team::Marketing, Team::Sales, Team::Admin];
