//! The queries of the settings pages.

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, QuerySelect};
use store::StoreError;
use store::records::import;

/// The newest imports.
pub(super) async fn imports(
    connection: &impl ConnectionTrait,
    most: u64,
) -> Result<Vec<import::Model>, StoreError> {
    let newest = import::Entity::find().order_by_desc(import::Column::At);
    Ok(newest.limit(most).all(connection).await?)
}

/// One import.
pub(super) async fn import(
    connection: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<import::Model>, StoreError> {
    Ok(import::Entity::find_by_id(id).one(connection).await?)
}
