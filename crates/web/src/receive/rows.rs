//! The table of write keys, and every query on it.

use sea_orm::entity::prelude::*;
use sea_orm::{ConnectionTrait, QueryOrder};
use store::StoreError;

/// The table `write_key`.
#[allow(missing_docs, unreachable_pub, reason = "the derive wants public items")]
pub(super) mod write_key {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "write_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub name: String,
        pub sender: String,
        pub hash: String,
        pub hint: String,
        pub created: DateTimeUtc,
        pub revoked: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// All keys, the newest first.
pub(super) async fn keys(
    connection: &impl ConnectionTrait,
) -> Result<Vec<write_key::Model>, StoreError> {
    let newest = write_key::Entity::find().order_by_desc(write_key::Column::Created);
    Ok(newest.order_by_desc(write_key::Column::Id).all(connection).await?)
}

/// A new key.
pub(super) async fn insert(
    connection: &impl ConnectionTrait,
    row: write_key::ActiveModel,
) -> Result<(), StoreError> {
    write_key::Entity::insert(row).exec_without_returning(connection).await?;
    Ok(())
}

/// Changes the columns that are set in `row`.
pub(super) async fn update(
    connection: &impl ConnectionTrait,
    row: write_key::ActiveModel,
) -> Result<(), StoreError> {
    row.update(connection).await?;
    Ok(())
}
