//! Load, decide, save: what pages, commands and the worker call.

use customers::Pictures;
use store::{Store, Tx, settings};
use vocab::{Amount, Month, Scope, Zone};

use crate::WarnError;
use crate::book::Book;
use crate::changes::{Act, By, Change};
pub use crate::refresh::{RefreshReport, detail, is_current, look, refresh};
use crate::rows;
pub use crate::rows::Which;
use crate::target::{self, Derived, Rule, Target};
use crate::warning::{Detail, WarnSettings, Warning, rank};

/// Makes targets by a rule, such as last year plus 5 %, for some months and parts. Targets
/// from a file or a person stay.
///
/// # Errors
/// When there is no data, or the database fails.
pub async fn derive(
    store: &Store,
    pictures: &Pictures,
    zone: Zone,
    rule: Rule,
    months: &[Month],
    scopes: &[Scope],
    by: &By,
) -> Result<Derived, WarnError> {
    let until = pictures.data_until(by.at).ok_or(WarnError::NoData)?;
    let book = Book::new(pictures.series(), until, zone, None, []).ok_or(WarnError::NoData)?;
    let tx = store.begin().await?;
    let given = rows::targets(&tx).await?;
    let derived = target::derive(&book, rule, months, scopes, &given, false);
    let before = |id: &str| given.iter().find(|one| one.id == id).cloned();
    let changes = derived
        .written
        .iter()
        .filter_map(|target| Change::between(before(&target.id), Some(target.clone())));
    make(&tx, changes.collect(), by).await?;
    tx.commit().await?;
    Ok(derived)
}

/// All targets, by month and part.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn targets(store: &Store) -> Result<Vec<Target>, WarnError> {
    rows::targets(store.read()).await
}

/// Writes one target as entered by a person; a target for the same month and part is replaced.
///
/// # Errors
/// When the database fails.
pub async fn save_target(
    store: &Store,
    period: Month,
    scope: Scope,
    amount: Amount,
    by: &By,
) -> Result<Target, WarnError> {
    let tx = store.begin().await?;
    let given = rows::targets(&tx).await?;
    let mut target = Target::new(period, scope, amount, "entered");
    let there =
        given.into_iter().find(|one| one.period == target.period && one.scope == target.scope);
    if let Some(there) = &there {
        target.id.clone_from(&there.id);
    }
    make(&tx, Change::between(there, Some(target.clone())).into_iter().collect(), by).await?;
    tx.commit().await?;
    Ok(target)
}

/// Removes one target. Its warning is closed by the next refresh.
///
/// # Errors
/// When there is no such target, or the database fails.
pub async fn delete_target(store: &Store, id: &str, by: &By) -> Result<(), WarnError> {
    let tx = store.begin().await?;
    let there = rows::targets(&tx).await?.into_iter().find(|one| one.id == id);
    let Some(change) = Change::between(there, None) else {
        return Err(WarnError::NoTarget(id.to_owned()));
    };
    make(&tx, vec![change], by).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes back what an act changed, as far as it still stands; gives how many targets that are.
/// Taking back is an act itself, and can be taken back.
///
/// # Errors
/// When nothing of it stands any more, or the database fails.
pub async fn undo(store: &Store, act: &str, by: &By) -> Result<usize, WarnError> {
    let tx = store.begin().await?;
    let now = rows::targets(&tx).await?;
    let back: Vec<Change> = rows::changes_of_acts(&tx, vec![act.to_owned()])
        .await?
        .into_iter()
        .filter(|(_, change)| change.stands(&now))
        .map(|(_, change)| change.reversed())
        .collect();
    if back.is_empty() {
        return Err(WarnError::NothingToUndo);
    }
    let count = back.len();
    make(&tx, back, by).await?;
    tx.commit().await?;
    Ok(count)
}

/// The newest acts on targets, or on one target; newest first.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn acts(
    store: &Store,
    target_id: Option<&str>,
    most: u64,
) -> Result<Vec<Act>, WarnError> {
    let now = rows::targets(store.read()).await?;
    let mut acts = rows::acts(store.read(), target_id, most).await?;
    let ids = acts.iter().map(|act| act.id.clone()).collect();
    for (id, change) in rows::changes_of_acts(store.read(), ids).await? {
        if let Some(act) = acts.iter_mut().find(|act| act.id == id) {
            act.standing += usize::from(change.stands(&now));
            act.changes.push(change);
        }
    }
    Ok(acts)
}

/// Changes targets, and keeps who did it and what they were before.
async fn make(tx: &Tx, changes: Vec<Change>, by: &By) -> Result<(), WarnError> {
    if changes.is_empty() {
        return Ok(());
    }
    let written = changes.iter().filter_map(|change| change.after.clone()).collect();
    rows::save_targets(tx, written).await?;
    for change in changes.iter().filter(|change| change.after.is_none()) {
        if let Some(target) = &change.before {
            rows::delete_target(tx, &target.id).await?;
        }
    }
    rows::insert_act(tx, uuid::Uuid::now_v7().to_string(), by, &changes).await
}

/// The forecasts of the last refresh, newest month first.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn forecasts(store: &Store) -> Result<Vec<Detail>, WarnError> {
    rows::forecasts(store.read()).await
}

/// The forecast of one target; `None` when the last refresh did not look at it.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn forecast_of(store: &Store, target_id: &str) -> Result<Option<Detail>, WarnError> {
    rows::forecast(store.read(), target_id).await
}

/// Warnings, most money at risk first.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn list(store: &Store, which: Which) -> Result<Vec<Warning>, WarnError> {
    let mut warnings = rows::warnings(store.read(), which).await?;
    rank(&mut warnings);
    Ok(warnings)
}

/// One warning.
///
/// # Errors
/// When there is no such warning, or the database fails.
pub async fn get(store: &Store, id: &str) -> Result<Warning, WarnError> {
    rows::warning(store.read(), id).await
}

/// Notes that somebody has looked at a warning. A closed one stays closed.
///
/// # Errors
/// When there is no such warning, or the database fails.
pub async fn mark_seen(store: &Store, id: &str) -> Result<Warning, WarnError> {
    let tx = store.begin().await?;
    // A refresh at the same time would write back what it read: not seen.
    rows::hold(&tx).await?;
    let mut warning = rows::warning(&tx, id).await?;
    warning.see();
    rows::save_warnings(&tx, std::slice::from_ref(&warning)).await?;
    tx.commit().await?;
    Ok(warning)
}

/// What is warned of.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn settings(store: &Store) -> Result<WarnSettings, WarnError> {
    Ok(settings::get(store.read(), WarnSettings::KEY).await?.unwrap_or_default())
}

/// Changes what is warned of.
///
/// # Errors
/// When the database fails.
pub async fn save_settings(store: &Store, settings: &WarnSettings) -> Result<(), WarnError> {
    let tx = store.begin().await?;
    settings::set(&tx, WarnSettings::KEY, settings).await?;
    tx.commit().await?;
    Ok(())
}
