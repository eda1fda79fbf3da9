//! The company's daily figures, ready to be forecast: one calendar, one series a part.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Days, NaiveDate, NaiveTime};
use customers::{Day, Series};
use stats::calendar::TradingDays;
use stats::daily::{Daily, NoForecast, Outlook};
use vocab::{Amount, Instant, Month, Scope, ScopeKind, Zone};

use crate::agree::{self, Means, Window};
use crate::known::{Known, known};
use crate::money::is_sayable;

/// The most windows whose forecasts are kept: those of one month (its days, and eight weeks and
/// a month looked from) and some, for targets are looked at month by month.
const WINDOWS: usize = 256;

/// Daily figures and what is known of them.
#[derive(Debug)]
pub struct Book<'a> {
    series: &'a Series,
    days: TradingDays,
    parts: BTreeMap<Scope, Daily>,
    known: Known,
    /// First day with trade after the end of the data.
    ahead: Option<NaiveDate>,
    /// The kinds whose parts are made to agree with the company.
    kinds: Vec<ScopeKind>,
    /// What is expected of the parts, by window, as far as it was asked lately.
    means: Mutex<BTreeMap<Window, Arc<Means>>>,
}

impl<'a> Book<'a> {
    /// Prepares the parts named in `scopes`, and what they have to agree with. `None` without
    /// any sale. `data_until` is the end of the data as of now; sales after it are left out.
    ///
    /// The calendar is the whole company's: a day is a trading day when anybody ordered
    /// anything.
    #[must_use]
    pub fn new(
        series: &'a Series,
        data_until: Instant,
        zone: Zone,
        as_of: Option<NaiveDate>,
        scopes: impl IntoIterator<Item = Scope>,
    ) -> Option<Self> {
        let (first, _) = series.span()?;
        let local = data_until.with_timezone(&zone.0).naive_local();
        Some(Self::prepare(series, first, local.date(), local.time(), as_of, scopes))
    }

    fn prepare(
        series: &'a Series,
        first: NaiveDate,
        last: NaiveDate,
        last_time: NaiveTime,
        as_of: Option<NaiveDate>,
        scopes: impl IntoIterator<Item = Scope>,
    ) -> Self {
        let company = Scope::company();
        let known = known(series.days(&company), last, last_time, as_of);
        let traded = series.between(&company, first, last).into_iter().map(|day| day.orders > 0);
        let days = TradingDays::new(first, traded.collect());
        let net = |day: &Day| day.net().to_f64();
        let asked: Vec<Scope> = scopes.into_iter().collect();
        let kinds = agree::kinds(&asked, series.scopes());
        let parts = agree::needed(&asked, &kinds, series.scopes())
            .into_iter()
            .map(|scope| {
                let amounts: Vec<f64> =
                    series.between(&scope, first, last).iter().map(net).collect();
                let daily = Daily::new(&days, &amounts);
                (scope, daily)
            })
            .collect();
        let company = series.days(&company);
        let ahead = company.get(company.partition_point(|day| day.day <= last));
        let means = Mutex::default();
        Self { series, days, parts, known, ahead: ahead.map(|day| day.day), kinds, means }
    }

    /// The parts that are prepared.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Scope> {
        self.parts.keys()
    }

    /// First day of the data.
    #[must_use]
    pub fn first(&self) -> NaiveDate {
        self.days.first()
    }

    /// How far the data goes.
    #[must_use]
    pub fn known(&self) -> Known {
        self.known
    }

    /// The first day with sales that lies after the end of the data: those sales are dated in
    /// the future, and nothing here looks at them.
    #[must_use]
    pub fn ahead(&self) -> Option<NaiveDate> {
        self.ahead
    }

    /// Exact net revenue of a part from one day to another, both included, as far as it may be
    /// known on the day one looks from (an unfinished day included).
    #[must_use]
    pub fn total(&self, scope: &Scope, from: NaiveDate, until: NaiveDate) -> Amount {
        let end = self.known.unfinished.unwrap_or(self.known.complete_until);
        self.series.total(scope, from, until.min(end)).net()
    }

    /// Whether a month is over and its figures are all there: the day one looks from is not
    /// before its end, and no day that is missing is expected to be open.
    #[must_use]
    pub fn is_over(&self, month: Month) -> bool {
        self.known.as_of >= month.last()
            && self.open_days(
                self.known.complete_until,
                self.known.complete_until + Days::new(1),
                month.last(),
            ) == 0
    }

    /// Open days from one day to another, both included: as they were up to `seen_from`, as
    /// expected then after it.
    #[must_use]
    pub fn open_days(&self, seen_from: NaiveDate, from: NaiveDate, until: NaiveDate) -> usize {
        self.days.rules(seen_from).open_days(from, until).count()
    }

    /// Whether a day is (or is expected to be) open, seen from the last complete day.
    #[must_use]
    pub fn is_open(&self, day: NaiveDate) -> bool {
        self.days.rules(self.known.complete_until).is_open(day)
    }

    /// What the days `from..=until` of a part will bring, seen from the evening of `seen_from`:
    /// forecasts of the parts agree with the company's, see `agree`.
    ///
    /// # Errors
    /// When the history is too short or too thin for a forecast.
    pub fn outlook(
        &self,
        scope: &Scope,
        seen_from: NaiveDate,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Outlook, NoForecast> {
        self.agreed(scope, Window { seen_from, from, until, begun: None })
    }

    /// The same seen from the last whole day, knowing the first sales of the unfinished one.
    pub(crate) fn outlook_now(
        &self,
        scope: &Scope,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Outlook, NoForecast> {
        let begun = self.known.unfinished.filter(|day| (from..=until).contains(day));
        self.agreed(scope, Window { seen_from: self.known.complete_until, from, until, begun })
    }

    fn agreed(&self, scope: &Scope, window: Window) -> Result<Outlook, NoForecast> {
        let own = self.own(scope, window.seen_from, window.from, window.until)?;
        if own.open_days == 0 {
            return Ok(own);
        }
        let mean = if scope.kind == ScopeKind::Company || self.kinds.contains(&scope.kind) {
            self.means(window).get(scope).copied()
        } else {
            agree::estimate(self, scope, window).map(|alone| alone.mean)
        };
        let mean = mean.unwrap_or(own.predictive.mean());
        let brought = window.begun.map_or(0.0, |day| self.total(scope, day, day).to_f64());
        Ok(Outlook { predictive: own.predictive.moved_to(mean, brought), ..own })
    }

    fn means(&self, window: Window) -> Arc<Means> {
        let kept = || self.means.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(means) = kept().get(&window) {
            return Arc::clone(means);
        }
        let means = Arc::new(agree::means(self, &self.kinds, window));
        let mut kept = kept();
        if kept.len() >= WINDOWS {
            kept.clear();
        }
        kept.insert(window, Arc::clone(&means));
        means
    }

    /// What a part's own past says alone, whatever the others.
    ///
    /// # Errors
    /// As [`Self::outlook`].
    pub fn own(
        &self,
        scope: &Scope,
        seen_from: NaiveDate,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<Outlook, NoForecast> {
        let Some(daily) = self.parts.get(scope) else {
            return Err(NoForecast::NotEnoughHistory { days: 0 });
        };
        let found = daily.outlook(&self.days.rules(seen_from), seen_from, from, until)?;
        let widest = found.predictive.mean().abs() + 4.0 * found.predictive.variance().sqrt();
        if is_sayable(widest) { Ok(found) } else { Err(NoForecast::TooIrregular) }
    }

    /// What the days of a part brought, as a plain number; both included.
    pub(crate) fn whole(&self, scope: &Scope, from: NaiveDate, until: NaiveDate) -> f64 {
        self.parts.get(scope).map_or(0.0, |daily| daily.sum(from, until))
    }

    /// Days of history a part has on the last complete day.
    #[must_use]
    pub fn history_days(&self, scope: &Scope) -> i64 {
        let first = self.series.days(scope).first().map(|day| day.day);
        first.map_or(0, |first| ((self.known.complete_until - first).num_days() + 1).max(0))
    }
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;

    use super::*;

    /// The figures of `owners` people over `days` days.
    fn series(owners: usize, days: usize) -> Series {
        let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let all = first.iter_days().take(days).flat_map(|day| {
            let gross = Amount::from_cents(1000 + i128::from(day.ordinal() % 7));
            let one = move |scope| (scope, Day { gross, orders: 1, ..Day::empty(day) });
            (0..owners).flat_map(move |owner| {
                let owner = Scope::of(ScopeKind::Owner, &format!("Owner {owner}"));
                [one(Scope::company()), one(owner)]
            })
        });
        all.collect()
    }

    /// A book asked for the first of them.
    fn book(series: &Series) -> Book<'_> {
        let evening = series.span().unwrap().1.and_hms_opt(22, 0, 0).unwrap();
        let asked = [Scope::of(ScopeKind::Owner, "Owner 0")];
        Book::new(series, Zone::BERLIN.instant(evening), Zone::BERLIN, None, asked).unwrap()
    }

    #[test]
    fn one_of_very_many_is_forecast_alone() {
        let few = series(agree::MOST, 2);
        assert_eq!(book(&few).parts().count(), agree::MOST + 1);
        let many = series(agree::MOST + 1, 70);
        let book = book(&many);
        assert_eq!(book.parts().count(), 2, "the company and the one asked for");
        let owner = Scope::of(ScopeKind::Owner, "Owner 0");
        let last = many.span().unwrap().1;
        let (from, until) = (last + Days::new(1), last + Days::new(30));
        let alone = book.own(&owner, last, from, until).unwrap().predictive.mean();
        let mean = book.outlook(&owner, last, from, until).unwrap().predictive.mean();
        assert!(alone > 0.0 && (mean - alone).abs() < 1e-9, "{mean} {alone}");
    }

    #[test]
    fn what_is_kept_of_past_windows_is_bounded() {
        let series = series(2, 120);
        let book = book(&series);
        let owner = Scope::of(ScopeKind::Owner, "Owner 0");
        let last = series.span().unwrap().1;
        let first = book.outlook(&owner, last, last + Days::new(1), last + Days::new(1)).unwrap();
        for length in 1..600 {
            let until = last + Days::new(length);
            book.outlook(&owner, last, last + Days::new(1), until).unwrap();
            let kept = book.means.lock().unwrap().len();
            assert!((1..=WINDOWS).contains(&kept), "{kept}");
        }
        let again = book.outlook(&owner, last, last + Days::new(1), last + Days::new(1)).unwrap();
        assert_eq!(again.predictive.mean(), first.predictive.mean());
    }
}
