//! Forecasts of the parts that agree with the company's.
//!
//! Every part is forecast from its own past; [`stats::reconcile`] then divides what is expected
//! of the company among its families, and among its regions, owners and channels, each giving
//! way as far as it is unsure. The company keeps its own forecast, so what is expected of a part
//! depends on the data alone, not on which targets there are.
//!
//! Only what is still to come is changed, to the cent: what is booked adds up by itself.
//! Nothing is expected to fall below zero that was not before. Each range moves with its mean
//! and keeps its width, but for what zero holds up.
//!
//! **What it costs and brings** stands with `examples/agree.rs`, which measures it. One asked
//! for means all of its kind, on every day looked from; so a kind of more than [`MOST`] parts
//! is left as it is: its parts are forecast alone and need not add up.
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

/// The most parts of one kind that are made to agree. One month, looked at on each of its days
/// and from a hundred earlier ones, costs about a second then.
pub(crate) const MOST: usize = 300;
/// The kinds of parts that add up to the company.
const KINDS: [ScopeKind; 4] =
    [ScopeKind::Family, ScopeKind::Region, ScopeKind::Owner, ScopeKind::Channel];
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

/// The kinds, among those of `asked`, whose parts are made to agree.
///
/// By the parts there are in the end, also where one looks from an earlier day: what was
/// knowable when is said by one method, not by two.
pub(crate) fn kinds<'a>(asked: &[Scope], there: impl Iterator<Item = &'a Scope>) -> Vec<ScopeKind> {
    let mut parts: BTreeMap<ScopeKind, usize> = BTreeMap::new();
    there.for_each(|scope| *parts.entry(scope.kind).or_default() += 1);
    let few = |kind: &ScopeKind| parts.get(kind).is_some_and(|count| *count <= MOST);
    KINDS.into_iter().filter(few).filter(|kind| asked.iter().any(|one| one.kind == *kind)).collect()
}

/// The parts a forecast of `asked` needs, of those there are.
pub(crate) fn needed<'a>(
    asked: &[Scope],
    kinds: &[ScopeKind],
    there: impl Iterator<Item = &'a Scope>,
) -> Vec<Scope> {
    if asked.is_empty() {
        return Vec::new();
    }
    let mut needed: Vec<Scope> = there
        .filter(|scope| scope.kind == ScopeKind::Company || kinds.contains(&scope.kind))
        .cloned()
        .collect();
    needed.extend(asked.iter().cloned());
    needed
}

/// Makes the forecasts of a window agree, of the company and its parts of these kinds.
pub(crate) fn means(book: &Book<'_>, kinds: &[ScopeKind], window: Window) -> Means {
    let known: BTreeMap<&Scope, Estimate> = book
        .parts()
        .filter(|scope| scope.kind == ScopeKind::Company || kinds.contains(&scope.kind))
        .filter_map(|scope| Some((scope, estimate(book, scope, window)?)))
        .collect();
    let alone = || known.iter().map(|(scope, one)| ((*scope).clone(), one.mean)).collect();
    let company = Scope::company();
    let Some(total) = known.get(&company) else {
        return alone();
    };
    let whole = cents(total.mean);
    let mut means = Means::from([(company, whole)]);
    for kind in kinds.iter().copied() {
        let (parts, estimates): (Vec<&Scope>, Vec<Estimate>) = book
            .parts()
            .filter(|scope| scope.kind == kind)
            .filter_map(|scope| {
                let estimate = known.get(scope).copied();
                Some((scope, estimate.or_else(|| stand_in(book, scope, window))?))
            })
            .unzip();
        let shares = shares(whole, &estimates);
        for (scope, share) in parts.into_iter().zip(shares) {
            if known.contains_key(scope) {
                means.insert(scope.clone(), share);
            }
        }
    }
    means
}

/// What a part's own past says of a window.
pub(crate) fn estimate(book: &Book<'_>, scope: &Scope, window: Window) -> Option<Estimate> {
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
    // What never brought less than nothing cannot bear a loss of the company.
    let firm = own.predictive.floor().is_some();
    Some(Estimate { mean, variance: own.predictive.variance(), least, firm })
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
        firm: true,
    })
}

fn cents(value: f64) -> f64 {
    rounded(value).to_f64()
}

/// Divides a whole amount of cents into parts of whole cents that add up to it: the sums so far
/// are rounded. Where the parts have more to keep than there is, they add up to that.
fn shares(whole: f64, estimates: &[Estimate]) -> Vec<f64> {
    let parts = divide(whole, estimates);
    let mut sum = 0.0;
    let mut before = rounded(0.0);
    parts
        .iter()
        .map(|part| {
            sum += part;
            let now = rounded(sum);
            let part = now - before;
            before = now;
            part.to_f64()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn estimates() -> impl Strategy<Value = Vec<Estimate>> {
        let part = (0.0..1e5_f64, 1.0..1e8_f64, any::<bool>());
        let part =
            part.prop_map(|(mean, variance, firm)| Estimate { mean, variance, least: 0.0, firm });
        prop::collection::vec(part, 1..9)
    }

    proptest! {
        /// Also where the company is expected to bring next to nothing, or to lose.
        #[test]
        fn shares_add_up_and_who_never_loses_does_not(
            whole in prop_oneof![-500..500_i32, -10_000_000..10_000_000_i32],
            estimates in estimates(),
        ) {
            let whole = f64::from(whole) / 100.0;
            let shares = shares(whole, &estimates);
            for (share, estimate) in shares.iter().zip(&estimates) {
                prop_assert!(*share >= 0.0 || !estimate.firm, "{shares:?}");
                prop_assert_eq!(cents(*share), *share);
            }
            if whole >= 0.0 || estimates.iter().any(|one| !one.firm) {
                let sum: vocab::Amount = shares.iter().map(|share| rounded(*share)).sum();
                prop_assert_eq!(sum, rounded(whole));
            }
        }
    }
}
