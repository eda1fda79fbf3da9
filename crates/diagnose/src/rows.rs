//! The only SQL of this room: diagnoses as they were made.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, QueryOrder};
use store::{StoreError, Tx};

use crate::diagnosis::Diagnosis;
use crate::error::DiagnoseError;

/// The table of diagnoses.
#[allow(unreachable_pub, reason = "the derive wants and writes public items")]
mod row {
    use sea_orm::entity::prelude::*;

    /// One diagnosis.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "diagnosis")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub target_id: String,
        pub made_at: DateTimeUtc,
        pub as_of: String,
        pub json: String,
    }

    /// Nothing is joined.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Adds a diagnosis; one that is there already stays as it is.
pub(crate) async fn add(tx: &Tx, diagnosis: &Diagnosis) -> Result<(), DiagnoseError> {
    let json = serde_json::to_string(diagnosis)
        .map_err(|error| StoreError::corrupt("diagnosis", error))?;
    let row = row::ActiveModel {
        id: Set(diagnosis.id.clone()),
        target_id: Set(diagnosis.asked.target_id.clone()),
        made_at: Set(diagnosis.made_at),
        as_of: Set(diagnosis.asked.as_of.to_string()),
        json: Set(json),
    };
    store::records::insert_new(tx, vec![row]).await?;
    Ok(())
}

/// One diagnosis by id.
pub(crate) async fn one(
    connection: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<Diagnosis>, DiagnoseError> {
    let row = row::Entity::find_by_id(id).one(connection).await?;
    row.map(read).transpose()
}

/// The diagnoses of a target, the newest first.
pub(crate) async fn of_target(
    connection: &impl ConnectionTrait,
    target_id: &str,
) -> Result<Vec<Diagnosis>, DiagnoseError> {
    let rows = row::Entity::find()
        .filter(row::Column::TargetId.eq(target_id))
        .order_by_desc(row::Column::MadeAt)
        .order_by_asc(row::Column::Id)
        .all(connection)
        .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: row::Model) -> Result<Diagnosis, DiagnoseError> {
    serde_json::from_str(&row.json)
        .map_err(|error| StoreError::corrupt(format!("diagnosis `{}`", row.id), error).into())
}
