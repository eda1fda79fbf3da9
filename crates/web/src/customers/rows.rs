//! The queries of the customers' pages, and the table of saved views.

use sea_orm::prelude::*;
use sea_orm::{Condition, IntoActiveModel, QueryOrder};
use store::StoreError;

/// The table `saved_view`.
#[allow(missing_docs, unreachable_pub, reason = "the derive wants public items")]
pub(super) mod saved_view {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "saved_view")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub user_id: String,
        pub name: String,
        pub query: String,
        pub shared: bool,
        pub created: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The views a user sees: their own, and those shared with everybody; by name.
pub(super) async fn views(
    connection: &impl ConnectionTrait,
    user: &str,
) -> Result<Vec<saved_view::Model>, StoreError> {
    let seen = Condition::any()
        .add(saved_view::Column::UserId.eq(user))
        .add(saved_view::Column::Shared.eq(true));
    let of = saved_view::Entity::find().filter(seen).order_by_asc(saved_view::Column::Name);
    Ok(of.order_by_asc(saved_view::Column::Id).all(connection).await?)
}

/// Keeps a view.
pub(super) async fn add_view(
    connection: &impl ConnectionTrait,
    view: saved_view::Model,
) -> Result<(), StoreError> {
    let row = saved_view::Entity::insert(view.into_active_model());
    row.exec_without_returning(connection).await?;
    Ok(())
}

/// One view.
pub(super) async fn view(
    connection: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<saved_view::Model>, StoreError> {
    Ok(saved_view::Entity::find_by_id(id).one(connection).await?)
}

/// Gives up a view.
pub(super) async fn drop_view(
    connection: &impl ConnectionTrait,
    id: &str,
) -> Result<(), StoreError> {
    saved_view::Entity::delete_by_id(id).exec(connection).await?;
    Ok(())
}
