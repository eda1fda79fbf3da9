//! Forecasting all targets anew, and bringing the warnings up to date.
//!
//! Computing takes about a second, and meanwhile somebody may save a target or make the
//! pictures anew. So it is done before the transaction, from a [`Basis`] that is compared with
//! what holds once the transaction lets nobody else write: what was computed from an older
//! state never takes the place of what was computed from a newer one.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use customers::Pictures;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use store::{Store, settings};
use vocab::{Instant, Month, Scope, Zone};

use crate::WarnError;
use crate::book::Book;
use crate::chart::chart;
use crate::forecast::forecast;
use crate::replay;
use crate::rows::{self, Which};
use crate::target::Target;
use crate::warning::{Detail, WarnSettings, decide};

/// Months ahead of the current one that are forecast.
const MONTHS_AHEAD: i32 = 2;
/// Months back that are kept as record.
const MONTHS_BACK: i32 = 12;

/// What a refresh did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RefreshReport {
    /// The day it looked from; `None` without data.
    pub as_of: Option<NaiveDate>,
    /// Targets looked at.
    pub targets: usize,
    /// New warnings.
    pub opened: usize,
    /// Warnings that stay.
    pub updated: usize,
    /// Warnings closed.
    pub closed: usize,
}

/// What people decide and forecasts are made of.
#[derive(Debug, Clone, PartialEq)]
struct Basis {
    targets: Vec<Target>,
    settings: WarnSettings,
}

impl Basis {
    async fn read(connection: &impl ConnectionTrait) -> Result<Self, WarnError> {
        let settings = settings::get(connection, WarnSettings::KEY).await?.unwrap_or_default();
        Ok(Self { targets: rows::targets(connection).await?, settings })
    }
}

/// What became of an attempt to write down forecasts.
#[derive(Debug)]
enum Written {
    /// They stand.
    Done(RefreshReport),
    /// They were made of what no longer holds, and nothing was written: this does.
    Outrun(Basis),
}

/// From where targets are looked at.
#[derive(Debug, Clone, Copy)]
struct View<'a> {
    pictures: &'a Pictures,
    as_of: Option<NaiveDate>,
    now: Instant,
    zone: Zone,
}

/// Forecasts every target of this month, the two after it and the twelve before it, and brings
/// the warnings up to date, in one transaction. Several at a time, in one process or more, end
/// as if one had followed the other.
///
/// `as_of` is the day to look from; without it, the last day of the data as of `now`, for an
/// export may be old. Sales dated ahead of `now` count for nothing and are noted. Ninety
/// targets over two years of data are about a second of processor time, spent on the calling
/// thread, and once more when a target was changed meanwhile. A target for one of hundreds of
/// parts of a kind costs as much again, for each month: see `agree`.
///
/// # Errors
/// [`WarnError::OlderPictures`] when the pictures were made anew since these were loaded, and
/// when the database fails or holds something that cannot be read. Nothing is changed then.
pub async fn refresh(
    store: &Store,
    pictures: &Pictures,
    as_of: Option<NaiveDate>,
    now: Instant,
    zone: Zone,
) -> Result<RefreshReport, WarnError> {
    let view = View { pictures, as_of, now, zone };
    let mut basis = Basis::read(store.read()).await?;
    loop {
        let details = view.details(&basis);
        match write(store, view, &basis, &details).await? {
            Written::Done(report) => return Ok(report),
            Written::Outrun(newer) => basis = newer,
        }
    }
}

/// Writes forecasts and warnings, if what they were made of still holds.
async fn write(
    store: &Store,
    view: View<'_>,
    basis: &Basis,
    details: &[Detail],
) -> Result<Written, WarnError> {
    let tx = store.begin().await?;
    rows::hold(&tx).await?;
    if customers::pictures::version_within(&tx).await? != view.pictures.version() {
        return Err(WarnError::OlderPictures);
    }
    let holds = Basis::read(&tx).await?;
    if holds != *basis {
        return Ok(Written::Outrun(holds));
    }
    let open = rows::warnings(&tx, Which::Open).await?;
    let changes = decide(open, details, &basis.settings, view.now);
    rows::replace_forecasts(&tx, details).await?;
    rows::save_warnings(&tx, &changes.upsert).await?;
    tx.commit().await?;
    Ok(Written::Done(RefreshReport {
        as_of: details.first().map(|detail| detail.forecast.as_of),
        targets: details.len(),
        opened: changes.opened,
        updated: changes.updated,
        closed: changes.closed,
    }))
}

/// Where the targets stand seen from a day, without changing anything: for questions such as
/// "what could we have known in May?". What is dated ahead of `now` counts for nothing.
///
/// # Errors
/// When the database fails.
pub async fn look(
    store: &Store,
    pictures: &Pictures,
    as_of: Option<NaiveDate>,
    now: Instant,
    zone: Zone,
) -> Result<Vec<Detail>, WarnError> {
    let basis = Basis::read(store.read()).await?;
    Ok(View { pictures, as_of, now, zone }.details(&basis))
}

/// Whether the kept forecasts are of the targets there are now. They are not when targets were
/// imported, entered or removed, until the next refresh.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn is_current(
    store: &Store,
    pictures: &Pictures,
    now: Instant,
    zone: Zone,
) -> Result<bool, WarnError> {
    let basis = Basis::read(store.read()).await?;
    let kept = rows::forecasts(store.read()).await?;
    let view = View { pictures, as_of: None, now, zone };
    let wanted = view.wanted(&basis);
    let is_kept = |target: &Target| kept.iter().any(|one| one.forecast.target == *target);
    Ok(wanted.len() == kept.len() && wanted.into_iter().all(is_kept))
}

impl View<'_> {
    /// The targets whose months are looked at.
    fn wanted<'b>(&self, basis: &'b Basis) -> Vec<&'b Target> {
        let Some(until) = self.pictures.data_until(self.now) else {
            return Vec::new();
        };
        let today = Month::of(self.as_of.unwrap_or_else(|| self.zone.day(until)));
        let wanted = today.plus(-MONTHS_BACK)..=today.plus(MONTHS_AHEAD);
        basis.targets.iter().filter(|target| wanted.contains(&target.period)).collect()
    }

    fn details(&self, basis: &Basis) -> Vec<Detail> {
        let Some(until) = self.pictures.data_until(self.now) else {
            return Vec::new();
        };
        let targets = self.wanted(basis);
        let scopes: BTreeSet<Scope> = targets.iter().map(|target| target.scope.clone()).collect();
        let book = Book::new(self.pictures.series(), until, self.zone, self.as_of, scopes);
        let Some(book) = book else {
            return Vec::new();
        };
        targets.iter().map(|target| detail(&book, target, &basis.settings)).collect()
    }
}

/// Forecast, replay and chart of one target.
#[must_use]
pub fn detail(book: &Book<'_>, target: &Target, settings: &WarnSettings) -> Detail {
    let mut forecast = forecast(book, target);
    replay::fill_in(book, &mut forecast, settings.probability);
    Detail { chart: chart(book, target), forecast }
}

#[cfg(test)]
mod tests {
    use vocab::Amount;

    use super::*;
    use crate::{By, actions};

    #[tokio::test]
    async fn what_was_computed_before_a_change_is_not_written_after_it() {
        let migrations =
            [store::migrations::migrations(), customers::migrations(), crate::migrations()];
        for at in testkit::stores(migrations.concat()).await {
            let store = &at.store;
            let now = Instant::UNIX_EPOCH;
            let pictures = Pictures::default();
            let view = View { pictures: &pictures, as_of: None, now, zone: Zone::BERLIN };
            let before = Basis::read(store.read()).await.unwrap();
            let by = By { person: "Mara".to_owned(), at: now };
            let month = "2025-04".parse().unwrap();
            let amount = Amount::from_cents(100);
            let target = actions::save_target(store, month, Scope::company(), amount, &by).await;
            let target = target.unwrap();
            let Written::Outrun(basis) = write(store, view, &before, &[]).await.unwrap() else {
                panic!("{}: made without the target, and written", at.name);
            };
            assert_eq!(basis.targets, std::slice::from_ref(&target));
            let settings = WarnSettings { probability: 0.9, ..basis.settings };
            actions::save_settings(store, &settings).await.unwrap();
            let Written::Outrun(basis) = write(store, view, &basis, &[]).await.unwrap() else {
                panic!("{}: made for other settings, and written", at.name);
            };
            actions::delete_target(store, &target.id, &by).await.unwrap();
            let Written::Outrun(basis) = write(store, view, &basis, &[]).await.unwrap() else {
                panic!("{}: made with a target that is gone, and written", at.name);
            };
            assert!(matches!(write(store, view, &basis, &[]).await, Ok(Written::Done(_))));
        }
    }
}
