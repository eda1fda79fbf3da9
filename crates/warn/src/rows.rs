//! The only SQL of this room: targets, forecasts, warnings.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, DbBackend, IntoActiveModel, QueryOrder};
use store::records::{self, target};
use store::{StoreError, Tx, in_chunks};

use crate::WarnError;
use crate::target::Target;
use crate::warning::{CloseReason, Detail, Warning, WarningState};

mod acts;

pub(crate) use acts::{acts, changes_of_acts, insert_act};

/// The table of forecasts.
#[allow(unreachable_pub, reason = "the derive wants and writes public items")]
mod forecast {
    use sea_orm::entity::prelude::*;

    /// One target's forecast.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "forecast")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub target_id: String,
        pub period: String,
        pub state: String,
        pub detail: String,
    }

    /// Nothing is joined.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table of warnings.
#[allow(unreachable_pub, reason = "the derive wants and writes public items")]
mod warning {
    use sea_orm::entity::prelude::*;

    /// One warning.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "warning")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub target_id: String,
        pub state: String,
        pub first_seen: DateTimeUtc,
        pub last_refreshed: DateTimeUtc,
        pub closed_at: Option<DateTimeUtc>,
        pub closed_reason: Option<String>,
        pub probability: f64,
        pub at_risk: String,
        pub knowable_since: Option<String>,
        pub detail: String,
    }

    /// Nothing is joined.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// All targets, by month and part.
pub(crate) async fn targets(connection: &impl ConnectionTrait) -> Result<Vec<Target>, WarnError> {
    let rows = target::Entity::find()
        .order_by_asc(target::Column::Period)
        .order_by_asc(target::Column::ScopeKind)
        .order_by_asc(target::Column::ScopeValue)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(Target::from_row).collect::<Result<_, _>>()?)
}

/// Writes targets; one with a known id is brought up to date.
pub(crate) async fn save_targets(tx: &Tx, targets: Vec<Target>) -> Result<(), WarnError> {
    let rows = targets.into_iter().map(|target| target.into_row().into_active_model());
    Ok(records::upsert::<target::ActiveModel>(tx, rows.collect()).await?)
}

/// Removes a target; gives whether there was one.
pub(crate) async fn delete_target(tx: &Tx, id: &str) -> Result<bool, WarnError> {
    let done = target::Entity::delete_by_id(id).exec(tx).await?;
    Ok(done.rows_affected > 0)
}

/// Waits until nobody else writes forecasts or warnings, and keeps others from it until the
/// transaction ends; who only reads never waits. On SQLite every writing transaction does that.
pub(crate) async fn hold(tx: &Tx) -> Result<(), WarnError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        // A row cannot be locked that another transaction is about to insert.
        tx.execute_unprepared("lock table forecast in share row exclusive mode").await?;
    }
    Ok(())
}

/// Puts fresh forecasts in the place of all others.
pub(crate) async fn replace_forecasts(tx: &Tx, details: &[Detail]) -> Result<(), WarnError> {
    forecast::Entity::delete_many().exec(tx).await?;
    let rows = details
        .iter()
        .map(|detail| {
            let target = &detail.forecast.target;
            Ok(forecast::ActiveModel {
                target_id: Set(target.id.clone()),
                period: Set(target.period.to_string()),
                state: Set(code_of(&detail.forecast.state)),
                detail: Set(json(&format!("forecast `{}`", target.id), detail)?),
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    for chunk in in_chunks(rows, 4) {
        forecast::Entity::insert_many(chunk).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// All forecasts, newest month first. One that cannot be read is left out and reported to the
/// log: the next refresh writes it anew, and until then it must not hide all others.
pub(crate) async fn forecasts(connection: &impl ConnectionTrait) -> Result<Vec<Detail>, WarnError> {
    let rows = forecast::Entity::find()
        .order_by_desc(forecast::Column::Period)
        .order_by_asc(forecast::Column::TargetId)
        .all(connection)
        .await?;
    let read = |row: forecast::Model| parse(&format!("forecast `{}`", row.target_id), &row.detail);
    Ok(readable(rows.into_iter().map(read)))
}

/// The forecast of one target.
pub(crate) async fn forecast(
    connection: &impl ConnectionTrait,
    target_id: &str,
) -> Result<Option<Detail>, WarnError> {
    let row = forecast::Entity::find_by_id(target_id).one(connection).await?;
    Ok(row.map(|row| parse(&format!("forecast `{target_id}`"), &row.detail)).transpose()?)
}

/// Which warnings are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those not closed.
    Open,
    /// The closed ones too.
    All,
}

/// Warnings in no stated order. One that cannot be read is left out and reported to the log.
pub(crate) async fn warnings(
    connection: &impl ConnectionTrait,
    which: Which,
) -> Result<Vec<Warning>, WarnError> {
    let mut query = warning::Entity::find();
    if which == Which::Open {
        query = query.filter(warning::Column::State.ne(WarningState::Closed.code()));
    }
    let rows = query.all(connection).await?;
    Ok(readable(rows.into_iter().map(from_row)))
}

/// One warning.
pub(crate) async fn warning(
    connection: &impl ConnectionTrait,
    id: &str,
) -> Result<Warning, WarnError> {
    let row = warning::Entity::find_by_id(id).one(connection).await?;
    let row = row.ok_or_else(|| WarnError::NoWarning(id.to_owned()))?;
    Ok(from_row(row)?)
}

/// Writes warnings; one with a known id is brought up to date.
pub(crate) async fn save_warnings(tx: &Tx, warnings: &[Warning]) -> Result<(), WarnError> {
    let rows = warnings.iter().map(into_row).collect::<Result<Vec<_>, StoreError>>()?;
    Ok(records::upsert::<warning::ActiveModel>(tx, rows).await?)
}

fn into_row(warning: &Warning) -> Result<warning::ActiveModel, StoreError> {
    let what = format!("warning `{}`", warning.id);
    Ok(warning::ActiveModel {
        id: Set(warning.id.clone()),
        target_id: Set(warning.detail.forecast.target.id.clone()),
        state: Set(warning.state.code().to_owned()),
        first_seen: Set(vocab::time::to_micros(warning.first_seen)),
        last_refreshed: Set(vocab::time::to_micros(warning.last_refreshed)),
        closed_at: Set(warning.closed_at.map(vocab::time::to_micros)),
        closed_reason: Set(warning.closed_reason.map(|reason| reason.code().to_owned())),
        probability: Set(warning.probability),
        at_risk: Set(warning.at_risk.to_string()),
        knowable_since: Set(warning.knowable_since.map(|day| day.to_string())),
        detail: Set(json(&what, &warning.detail)?),
    })
}

fn from_row(row: warning::Model) -> Result<Warning, StoreError> {
    let what = format!("warning `{}`", row.id);
    let corrupt = |why: String| StoreError::corrupt(&what, why);
    let state = WarningState::from_code(&row.state)
        .ok_or_else(|| corrupt(format!("`{}` is no state", row.state)))?;
    let closed_reason = match row.closed_reason {
        None => None,
        Some(code) => Some(
            CloseReason::from_code(&code)
                .ok_or_else(|| corrupt(format!("`{code}` is no reason")))?,
        ),
    };
    let day = |text: String| text.parse().map_err(|error| corrupt(format!("`{text}`: {error}")));
    Ok(Warning {
        state,
        closed_reason,
        first_seen: row.first_seen,
        last_refreshed: row.last_refreshed,
        closed_at: row.closed_at,
        probability: row.probability,
        at_risk: row.at_risk.parse().map_err(|error| corrupt(format!("{error}")))?,
        knowable_since: row.knowable_since.map(day).transpose()?,
        detail: parse(&what, &row.detail)?,
        id: row.id,
    })
}

/// Those that could be read; the others are reported.
fn readable<T>(rows: impl Iterator<Item = Result<T, StoreError>>) -> Vec<T> {
    let report = |error: &StoreError| tracing::error!(%error, "a row is left out");
    rows.filter_map(|row| row.inspect_err(report).ok()).collect()
}

fn json<T: serde::Serialize>(what: &str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::corrupt(what, error))
}

fn parse<T: serde::de::DeserializeOwned>(what: &str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::corrupt(what, error))
}

/// The code a unit variant is serialized as.
fn code_of<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}
