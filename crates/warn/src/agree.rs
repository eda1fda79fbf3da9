//! Forecasts of the parts that agree with the company's.
//!
//! Every part is forecast from its own past; [`stats::reconcile`] then divides what is expected
//! of the company among its families, and among its regions, owners and channels, each giving
//! way as far as it is unsure. The company keeps its own forecast, so what is expected of a part
//! depends on the data alone, not on which targets there are.
//!
//! Only what is still to come is changed, to the cent: what is booked adds up by itself.
//! Nothing is expected to fall below zero that was not before. Each range moves with its mean
//! and keeps its width.
//!
//! **What it costs and brings** stands with `examples/agree.rs`, which measures it.
//!
//! **A part that cannot be forecast** stays unknown. Its place in the sum is held by what it
//! brought lately and in the same days of last year, half each, as unsure as the larger of the
//! two is large: so a resting Christmas family neither pushes the others up nor vanishes. The
//! known parts then add up to the company less that place. Where the company itself cannot be
//! forecast, there is nothing to agree with, and the parts stay as they are.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use stats::reconcile::{Estimate, divide};
use vocab::{Scope, ScopeKind};

use crate::book::Book;
use crate::money::rounded;

/// Days back to the same weekday of last year.
const YEAR: u64 = 364;
/// Days that say what a part brought lately.
const LATELY: u64 = 56;

/// Days ahead, and the evening they are seen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Window {
    pub(crate) seen_from: NaiveDate,
    pub(crate) from: NaiveDate,
    pub(crate) until: NaiveDate,
    /// The unfinished day among them, whose first sales are known.
    pub(crate) begun: Option<NaiveDate>,
}

/// What is expected of each part that can be forecast.
pub(crate) type Means = BTreeMap<Scope, f64>;

/// The parts a forecast of `asked` needs, of those there are.
pub(crate) fn needed<'a>(asked: &[Scope], there: impl Iterator<Item = &'a Scope>) -> Vec<Scope> {
    if asked.is_empty() {
        return Vec::new();
    }
    let asked_for = |kind: ScopeKind| asked.iter().any(|scope| scope.kind == kind);
    let mut needed: Vec<Scope> = there
        .filter(|scope| scope.kind == ScopeKind::Company || asked_for(scope.kind))
        .cloned()
        .collect();
    needed.extend(asked.iter().cloned());
    needed
}

/// Makes the forecasts of a window agree.
pub(crate) fn means(book: &Book<'_>, window: Window) -> Means {
    let known: BTreeMap<&Scope, Estimate> =
        book.parts().filter_map(|scope| Some((scope, estimate(book, scope, window)?))).collect();
    let alone = || known.iter().map(|(scope, one)| ((*scope).clone(), one.mean)).collect();
    let company = Scope::company();
    let Some(total) = known.get(&company) else {
        return alone();
    };
    let whole = cents(total.mean);
    let mut means = Means::from([(company, whole)]);
    for kind in [ScopeKind::Family, ScopeKind::Region, ScopeKind::Owner, ScopeKind::Channel] {
        let (parts, estimates): (Vec<&Scope>, Vec<Estimate>) = book
            .parts()
            .filter(|scope| scope.kind == kind)
            .filter_map(|scope| {
                let estimate = known.get(scope).copied();
                Some((scope, estimate.or_else(|| stand_in(book, scope, window))?))
            })
            .unzip();
        let shares = to_the_cent(whole, &divide(whole, &estimates));
        for (scope, share) in parts.into_iter().zip(shares) {
            if known.contains_key(scope) {
                means.insert(scope.clone(), share);
            }
        }
    }
    means
}

/// What a part's own past says of a window.
fn estimate(book: &Book<'_>, scope: &Scope, window: Window) -> Option<Estimate> {
    let Window { seen_from, from, until, begun } = window;
    let own = book.own(scope, seen_from, from, until).ok().filter(|own| own.open_days > 0)?;
    let mut mean = own.predictive.mean();
    let mut least = 0.0;
    if let Some(day) = begun {
        // What an unfinished day has brought already is part of what that day will bring; only
        // what it brought beyond the expected is added.
        let so_far = book.total(scope, day, day).to_f64();
        let usual =
            book.own(scope, seen_from, day, day).map_or(0.0, |usual| usual.predictive.mean());
        mean += (so_far - usual).max(0.0);
        least = so_far.max(0.0);
    }
    Some(Estimate { mean, variance: own.predictive.variance(), least })
}

/// What holds the place of a part that cannot be forecast; `None` where nothing has been sold.
fn stand_in(book: &Book<'_>, scope: &Scope, window: Window) -> Option<Estimate> {
    let Window { seen_from, from, until, .. } = window;
    let back = |day: NaiveDate| day - Days::new(YEAR);
    let last_year = book.whole(scope, back(from), back(until).min(seen_from));
    let since = seen_from - Days::new(LATELY - 1);
    let open = |from, until| book.open_days(seen_from, from, until) as f64;
    let lately =
        book.whole(scope, since, seen_from) / open(since, seen_from).max(1.0) * open(from, until);
    let (lately, last_year) = (lately.max(0.0), last_year.max(0.0));
    let spread = lately.max(last_year);
    (spread > 0.0).then(|| Estimate {
        mean: f64::midpoint(lately, last_year),
        variance: spread * spread,
        least: 0.0,
    })
}

fn cents(value: f64) -> f64 {
    rounded(value).to_f64()
}

/// Rounds parts so that they add up to the rounded whole: the sums so far are rounded.
fn to_the_cent(whole: f64, parts: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let mut before = rounded(0.0);
    parts
        .iter()
        .enumerate()
        .map(|(number, part)| {
            sum += part;
            let now = rounded(if number + 1 == parts.len() { whole } else { sum });
            let part = now - before;
            before = now;
            part.to_f64()
        })
        .collect()
}
