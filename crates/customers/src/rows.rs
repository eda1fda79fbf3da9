//! The only SQL of this room: the live picture files, and what is read of people.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, QueryOrder};
use store::Tx;

use crate::CustomersError;

/// The table of live picture files.
#[allow(unreachable_pub, reason = "the derive wants and writes public items")]
pub(crate) mod picture_file {
    use sea_orm::entity::prelude::*;

    /// One bucket's file.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "picture_file")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub bucket: i64,
        pub path: String,
        pub bucket_version: i64,
        pub snapshot: i64,
        pub fold_version: i64,
        pub customers: i64,
        pub bytes: i64,
    }

    /// Nothing is joined.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) use picture_file::Model as PictureFile;

/// The live files, by bucket. One statement, so all of one refresh.
pub(crate) async fn live_files(
    connection: &impl ConnectionTrait,
) -> Result<Vec<PictureFile>, CustomersError> {
    let rows = picture_file::Entity::find().order_by_asc(picture_file::Column::Bucket);
    Ok(rows.all(connection).await?)
}

/// Puts other files in the place of all live ones.
pub(crate) async fn replace_files(tx: &Tx, files: Vec<PictureFile>) -> Result<(), CustomersError> {
    picture_file::Entity::delete_many().exec(tx).await?;
    let rows = files.into_iter().map(|file| picture_file::ActiveModel {
        bucket: Set(file.bucket),
        path: Set(file.path),
        bucket_version: Set(file.bucket_version),
        snapshot: Set(file.snapshot),
        fold_version: Set(file.fold_version),
        customers: Set(file.customers),
        bytes: Set(file.bytes),
    });
    picture_file::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}
