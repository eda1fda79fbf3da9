//! The tables of users and sessions, and every query on them.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, QueryOrder};
use store::StoreError;
use vocab::Instant;

/// The table `user`.
#[allow(missing_docs, unreachable_pub, reason = "the derive wants public items")]
pub(super) mod user {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "user")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub email: String,
        pub name: String,
        pub team: String,
        pub language: String,
        pub theme: String,
        pub password_hash: String,
        pub stamp: String,
        pub active: bool,
        pub created: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table `session`.
#[allow(missing_docs, unreachable_pub, reason = "the derive wants public items")]
pub(super) mod session {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub hash: String,
        pub data: String,
        pub expires: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The user with an address (trimmed, lower case).
pub(super) async fn user_by_email(
    connection: &impl ConnectionTrait,
    email: &str,
) -> Result<Option<user::Model>, StoreError> {
    Ok(user::Entity::find().filter(user::Column::Email.eq(email)).one(connection).await?)
}

/// The user with an id.
pub(super) async fn user_by_id(
    connection: &impl ConnectionTrait,
    id: &str,
) -> Result<Option<user::Model>, StoreError> {
    Ok(user::Entity::find_by_id(id).one(connection).await?)
}

/// Every user, by name.
pub(super) async fn users(
    connection: &impl ConnectionTrait,
) -> Result<Vec<user::Model>, StoreError> {
    Ok(user::Entity::find().order_by_asc(user::Column::Name).all(connection).await?)
}

/// Whether there is any user at all.
pub(super) async fn any_user(connection: &impl ConnectionTrait) -> Result<bool, StoreError> {
    Ok(user::Entity::find().one(connection).await?.is_some())
}

/// A new user.
pub(super) async fn insert_user(
    connection: &impl ConnectionTrait,
    row: user::ActiveModel,
) -> Result<(), StoreError> {
    user::Entity::insert(row).exec_without_returning(connection).await?;
    Ok(())
}

/// Changes the columns that are set in `row`.
pub(super) async fn update_user(
    connection: &impl ConnectionTrait,
    row: user::ActiveModel,
) -> Result<(), StoreError> {
    row.update(connection).await?;
    Ok(())
}

/// The session with a hash, unless it has expired.
pub(super) async fn session_by_hash(
    connection: &impl ConnectionTrait,
    hash: &str,
    now: Instant,
) -> Result<Option<session::Model>, StoreError> {
    let row = session::Entity::find_by_id(hash).one(connection).await?;
    Ok(row.filter(|row| row.expires > now))
}

/// Writes a session, new or known.
pub(super) async fn put_session(
    connection: &impl ConnectionTrait,
    row: session::ActiveModel,
) -> Result<(), StoreError> {
    session::Entity::insert(row)
        .on_conflict(
            OnConflict::column(session::Column::Hash)
                .update_columns([session::Column::Data, session::Column::Expires])
                .to_owned(),
        )
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Forgets a session.
pub(super) async fn delete_session(
    connection: &impl ConnectionTrait,
    hash: &str,
) -> Result<(), StoreError> {
    session::Entity::delete_by_id(hash).exec(connection).await?;
    Ok(())
}

/// Forgets the sessions that have expired.
pub(super) async fn delete_expired(
    connection: &impl ConnectionTrait,
    now: Instant,
) -> Result<(), StoreError> {
    session::Entity::delete_many()
        .filter(session::Column::Expires.lte(now))
        .exec(connection)
        .await?;
    Ok(())
}
