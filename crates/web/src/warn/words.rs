//! The sentences of targets and warnings.

use ::warn::warning::WarningState;
use ::warn::{CloseReason, Forecast, Note, State};
use vocab::{Scope, ScopeKind};

use crate::page::Page;

/// How likely a target is missed: in words, in per cent, and the colour of the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// In words: "will very likely be missed".
    pub words: String,
    /// `83 %`; empty where it is not known or over.
    pub percent: String,
    /// `good`, `warn`, `bad` or nothing.
    pub tone: &'static str,
}

/// How likely a target is missed.
#[must_use]
pub fn likely(page: &Page, forecast: &Forecast) -> Likely {
    let plain = |key: &str, tone| Likely { words: page.t(key), percent: String::new(), tone };
    match (forecast.state, forecast.probability_missed) {
        (State::Met, _) => plain("warn-met", "good"),
        (State::Missed, _) => plain("warn-missed", "bad"),
        (State::Open, Some(p)) => {
            let (key, tone) = grade(p);
            Likely { words: page.t(key), percent: percent(page, p), tone }
        }
        _ => plain("warn-unknown", ""),
    }
}

fn grade(p: f64) -> (&'static str, &'static str) {
    match p {
        p if p >= 0.95 => ("warn-likely-almost-sure", "bad"),
        p if p >= 0.8 => ("warn-likely-very", "bad"),
        p if is_probable(p) => ("warn-likely-probably", "warn"),
        p if p > 0.4 => ("warn-likely-open", ""),
        p if p > 0.2 => ("warn-likely-reached", "good"),
        _ => ("warn-likely-surely-reached", "good"),
    }
}

/// Whether a miss is called probable.
#[must_use]
pub fn is_probable(p: f64) -> bool {
    p >= 0.6
}

/// A forecast never says 0 or 100 %.
fn percent(page: &Page, p: f64) -> String {
    if p > 0.99 {
        format!("> {}", page.fmt.percent(0.99, 0))
    } else if p < 0.01 {
        format!("< {}", page.fmt.percent(0.01, 0))
    } else {
        page.fmt.percent(p, 0)
    }
}

/// The name of a part of the business: `Garden`, `Whole company`.
#[must_use]
pub fn name(page: &Page, scope: &Scope) -> String {
    match scope.kind {
        ScopeKind::Company => page.word(scope.kind),
        ScopeKind::Channel => page.code("channel", &scope.value),
        _ => scope.value.clone(),
    }
}

/// What kind of part it is; nothing for the whole company, whose name says it.
#[must_use]
pub fn kind(page: &Page, scope: &Scope) -> String {
    match scope.kind {
        ScopeKind::Company => String::new(),
        kind => page.word(kind),
    }
}

/// A target in one line: `Garden (product family), November 2026`.
#[must_use]
pub fn title(page: &Page, forecast: &Forecast) -> String {
    let target = &forecast.target;
    format!("{}, {}", name(page, &target.scope), page.fmt.month(target.period))
}

/// Where a target comes from.
#[must_use]
pub fn source(page: &Page, source: &str) -> String {
    match source {
        "file" => page.t("warn-source-file"),
        "entered" => page.t("warn-source-entered"),
        rule => match rule.strip_prefix("last_year") {
            Some(change) => page.t1("warn-source-rule", "change", per_cent(page, change)),
            None => rule.to_owned(),
        },
    }
}

/// `+2.5%` as the reader's language writes it; as it stands where it is no number.
fn per_cent(page: &Page, change: &str) -> String {
    let number = change.trim_end_matches('%');
    let places = number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let share = number.parse::<f64>().map(|percent| percent / 100.0);
    share.map_or_else(|_| change.to_owned(), |share| page.fmt.percent_change(share, places))
}

/// How much of the month has passed: "18 of 21 open days elapsed".
#[must_use]
pub fn elapsed(page: &Page, forecast: &Forecast) -> String {
    match forecast.state {
        State::Met | State::Missed => page.t("warn-over"),
        _ if forecast.open_days_elapsed == 0 => {
            page.t1("warn-not-begun", "days", forecast.open_days)
        }
        _ => page.t2(
            "warn-elapsed",
            "elapsed",
            forecast.open_days_elapsed,
            "days",
            forecast.open_days,
        ),
    }
}

/// Since when a miss could be known, and how long before the end of the month that is.
#[must_use]
pub fn knowable(page: &Page, forecast: &Forecast) -> Option<String> {
    let (since, ahead) = (forecast.knowable_since?, forecast.days_ahead?);
    Some(page.t2("warn-knowable-since", "date", page.fmt.date_short(since), "days", ahead))
}

/// What a reader of the forecast should know, one sentence each.
#[must_use]
pub fn notes(page: &Page, forecast: &Forecast) -> Vec<String> {
    forecast.notes.iter().map(|note| self::note(page, note)).collect()
}

/// Why a target cannot be judged.
#[must_use]
pub fn why_unknown(page: &Page, forecast: &Forecast) -> String {
    let notes = notes(page, forecast);
    if notes.is_empty() { page.t("warn-unknown-why") } else { notes.join(" ") }
}

fn note(page: &Page, note: &Note) -> String {
    match note {
        Note::FirstYear => page.t("warn-note-first-year"),
        Note::FewPastMonths { independent } => {
            page.t1("warn-note-few-months", "months", *independent)
        }
        Note::UnfinishedDay { day } => {
            page.t1("warn-note-unfinished-day", "date", page.fmt.date_short(*day))
        }
        Note::DataEnds { day } => page.t1("warn-note-data-ends", "date", page.fmt.date_short(*day)),
        Note::SalesAhead { day } => {
            page.t1("warn-note-sales-ahead", "date", page.fmt.date_short(*day))
        }
        Note::DataBegins { day } => {
            page.t1("warn-note-data-begins", "date", page.fmt.date_short(*day))
        }
        Note::NoOpenDaysLeft => page.t("warn-note-no-days-left"),
        Note::NotEnoughHistory { days, needed } => {
            page.t2("warn-note-short-history", "days", *days, "needed", *needed)
        }
        Note::NothingSold => page.t("warn-note-nothing-sold"),
        Note::TooIrregular => page.t("warn-note-irregular"),
    }
}

/// What became of a warning, and the colour of the word.
#[must_use]
pub fn state(page: &Page, state: WarningState) -> (String, &'static str) {
    match state {
        WarningState::New => (page.t("warn-state-new"), "accent"),
        WarningState::Seen => (page.t("warn-state-seen"), ""),
        WarningState::Closed => (page.t("warn-state-closed"), ""),
    }
}

/// Why a warning was closed.
#[must_use]
pub fn closed(page: &Page, reason: CloseReason) -> String {
    page.t(match reason {
        CloseReason::Recovered => "warn-closed-recovered",
        CloseReason::PeriodOverMissed => "warn-closed-missed",
        CloseReason::PeriodOverMet => "warn-closed-met",
        CloseReason::TargetGone => "warn-closed-gone",
        CloseReason::Unknown => "warn-closed-unknown",
    })
}
