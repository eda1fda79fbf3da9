//! The queries of promises, complaints and surveys.

use sea_orm::prelude::*;
use sea_orm::{QueryOrder, Select};
use store::StoreError;
use store::records::{complaint, promise, survey};

fn about<E: EntityTrait>(column: E::Column, customer: Option<&str>) -> Select<E> {
    match customer {
        Some(customer) => E::find().filter(column.eq(customer)),
        None => E::find(),
    }
}

pub(super) async fn promises(
    connection: &impl ConnectionTrait,
    customer: Option<&str>,
) -> Result<Vec<promise::Model>, StoreError> {
    let rows = about::<promise::Entity>(promise::Column::CustomerId, customer)
        .order_by_desc(promise::Column::Made)
        .order_by_asc(promise::Column::Id);
    Ok(rows.all(connection).await?)
}

pub(super) async fn complaints(
    connection: &impl ConnectionTrait,
    customer: Option<&str>,
) -> Result<Vec<complaint::Model>, StoreError> {
    let rows = about::<complaint::Entity>(complaint::Column::CustomerId, customer)
        .order_by_desc(complaint::Column::Opened)
        .order_by_asc(complaint::Column::Id);
    Ok(rows.all(connection).await?)
}

pub(super) async fn surveys(
    connection: &impl ConnectionTrait,
    customer: Option<&str>,
) -> Result<Vec<survey::Model>, StoreError> {
    let rows = about::<survey::Entity>(survey::Column::CustomerId, customer)
        .order_by_desc(survey::Column::Answered)
        .order_by_asc(survey::Column::Id);
    Ok(rows.all(connection).await?)
}
