//! How one knows that the customer said so: the fields of a form that ask for it, and what was
//! answered. Forms about deals and about needs have them.

use ::customers::CustomersError;
use ::customers::people::ContactCard;
use ::customers::said::{By, Cited, How, Refusal};
use askama::Template;
use chrono::Datelike;
use vocab::{Channel, CustomerId, Event, Instant, ScopeKind};

use crate::error::Error;
use crate::page::Page;
use crate::parts::{Errors, SafeHtml};
use crate::state::AppState;
use crate::who::Member;

/// Events of the customer that are offered, newest first.
const OFFERED: usize = 40;
/// Characters of an event's words that are shown in a list.
const EXCERPT: usize = 60;
/// The first year that is taken for the day of a talk.
const EARLIEST: i32 = 1990;
/// The answer of the form that makes an event of what was told.
const TOLD: &str = "told";

/// A code and its words.
pub(super) type Choice = (String, String);

/// What forms about a customer offer.
#[derive(Debug, Clone, Default)]
pub(super) struct Choices {
    /// Events in which the customer said something.
    pub(super) events: Vec<Choice>,
    pub(super) channels: Vec<Choice>,
    /// Contacts of the customer.
    pub(super) people: Vec<Choice>,
    /// Product families of the company.
    pub(super) families: Vec<String>,
}

impl Choices {
    pub(super) async fn of(
        state: &AppState,
        page: &Page,
        events: &[Event],
        contacts: &[ContactCard],
    ) -> Result<Self, Error> {
        let pictures = state.pictures().await?;
        let scopes = pictures.series().scopes();
        let families = scopes.filter(|scope| scope.kind == ScopeKind::Family);
        let spoken = events.iter().rev().filter(|event| Cited::of(event).is_some());
        let people = contacts.iter().map(|card| (card.id.to_string(), card.name()));
        let channels = Channel::ALL.iter();
        Ok(Self {
            events: spoken.take(OFFERED).map(|event| offered(page, event)).collect(),
            channels: channels.map(|one| (one.code().to_owned(), page.word(*one))).collect(),
            people: people.collect(),
            families: families.map(|scope| scope.value.clone()).collect(),
        })
    }
}

fn offered(page: &Page, event: &Event) -> Choice {
    let mut words = format!("{}, {}", page.word(event.kind), page.fmt.day(event.time));
    if let Some(text) = &event.text {
        let excerpt: String = text.chars().take(EXCERPT).collect();
        let more = if excerpt.len() < text.len() { "…" } else { "" };
        words = format!("{words}: {}{more}", excerpt.replace('\n', " "));
    }
    (event.id.to_string(), words)
}

/// What was typed into these fields.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    /// Empty, `told`, or an event.
    pub(super) how: String,
    /// A day.
    pub(super) said: String,
    pub(super) channel: String,
}

impl Typed {
    /// As the fields are offered: told today.
    pub(super) fn offered(page: &Page) -> Self {
        let today = page.company.zone.day(page.now).to_string();
        Self { how: TOLD.to_owned(), said: today, channel: String::new() }
    }
}

/// Which answers the fields allow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    /// That it is only assumed.
    pub(super) assumed: bool,
    /// That they told us.
    pub(super) told: bool,
    /// That everything stays as it was.
    pub(super) stays: bool,
}

#[derive(Template)]
#[template(path = "customers/how.html")]
struct HowHtml<'a> {
    page: &'a Page,
    choices: &'a Choices,
    typed: &'a Typed,
    errors: &'a Errors,
    ask: Ask,
}

/// The fields.
pub(super) fn fields(
    page: &Page,
    choices: &Choices,
    typed: &Typed,
    errors: &Errors,
    ask: Ask,
) -> SafeHtml {
    SafeHtml::of(&HowHtml { page, choices, typed, errors, ask })
}

/// The moment that is meant by a day: now when it is today, else its noon. A day to come, or none,
/// is complained about.
pub(super) fn moment(page: &Page, day: &str, errors: &mut Errors) -> Option<Instant> {
    let zone = page.company.zone;
    let day: Option<chrono::NaiveDate> = day.trim().parse().ok();
    let today = zone.day(page.now);
    let key = match day {
        None => "told-need-day",
        Some(day) if day > today => "told-future",
        // A slip of the pen: nobody notes what was said so long ago.
        Some(day) if day.year() < EARLIEST => "told-need-day",
        Some(day) if day == today => return Some(page.now),
        Some(day) => {
            return day.and_hms_opt(12, 0, 0).map(|noon| zone.instant(noon).min(page.now));
        }
    };
    errors.add("said", page.t(key));
    None
}

/// What the fields say; `None` when nothing does, or with a complaint at the field.
pub(super) fn how(page: &Page, typed: &Typed, errors: &mut Errors) -> Option<How> {
    match typed.how.trim() {
        "" => None,
        TOLD => {
            let channel = typed.channel.parse().ok();
            if channel.is_none() {
                errors.add("channel", page.t("told-need-channel"));
            }
            let at = moment(page, &typed.said, errors)?;
            Some(How::Told { at, channel: channel? })
        }
        event => {
            let event = event.parse().ok().map(How::Cites);
            if event.is_none() {
                errors.add("how", page.t("told-no-event"));
            }
            event
        }
    }
}

/// Who writes, and when.
pub(super) fn by(member: &Member) -> By {
    By { person: member.user.name.clone(), at: member.page.now }
}

/// What became of a change that was not made.
pub(crate) enum Undone {
    /// A field cannot be taken.
    Wrong(Errors),
    /// Somebody else was faster.
    Conflict(String),
}

/// Why a change was not made, for the page to say.
pub(crate) fn undone(page: &Page, error: CustomersError) -> Result<Undone, Error> {
    let wrong = |field: &str, key: &str| {
        let mut errors = Errors::default();
        errors.add(field, page.t(key));
        Ok(Undone::Wrong(errors))
    };
    match error {
        CustomersError::Refused(refusal) => {
            let (field, key) = refused(refusal);
            wrong(field, key)
        }
        CustomersError::NoContact(_) => wrong("contact", "told-no-contact"),
        CustomersError::Changed { person, at } => {
            let at = page.fmt.day_time(at);
            Ok(Undone::Conflict(page.t2("told-conflict", "person", person, "time", at)))
        }
        CustomersError::NoDeal { .. }
        | CustomersError::NothingNoted(_)
        | CustomersError::Erased(_) => Err(Error::NotFound),
        other => Err(Error::internal(other)),
    }
}

/// The field a refusal belongs to, and the message that says it.
fn refused(refusal: Refusal) -> (&'static str, &'static str) {
    match refusal {
        Refusal::NoWords => ("text", "told-need-words"),
        Refusal::TooLong => ("text", "told-too-long"),
        Refusal::NotSaid => ("how", "told-no-event"),
        Refusal::SomebodyElse => ("how", "told-somebody-else"),
        Refusal::MustCite => ("how", "told-must-cite"),
        Refusal::Future => ("said", "told-future"),
        Refusal::DetailFirst => ("detail", "deal-detail-first"),
        Refusal::NoGap => ("outline", "deal-need-gap"),
        Refusal::WrongKind => ("kind", "deal-wrong-kind"),
        Refusal::NoFamily => ("family", "stated-need-family"),
        Refusal::LongFamily => ("family", "told-too-long"),
        Refusal::DaysOutOfOrder => ("until", "stated-days"),
        Refusal::LongerThanAYear => ("until", "stated-too-long"),
        Refusal::LongerThanTwoYears => ("until", "stated-two-years"),
        Refusal::Withdrawn => ("text", "stated-is-withdrawn"),
    }
}

/// Where an event stands in the history of a customer.
pub(super) fn event_href(customer: &CustomerId, cited: &Cited) -> String {
    format!("{}?all=1#e-{}", super::href(customer.as_str()), cited.event())
}

/// The event that is cited, in words.
pub(super) fn cited_words(page: &Page, cited: &Cited) -> String {
    format!("{}, {}", page.word(cited.kind()), page.fmt.day(cited.time()))
}
