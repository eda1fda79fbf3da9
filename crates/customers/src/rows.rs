//! The only SQL of this room: the live picture files, and what is read of people.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, IntoActiveModel, QueryOrder, QuerySelect};
use store::Tx;
use store::records::{self, block, complaint, consent, contact, customer};

use crate::CustomersError;

pub(crate) mod opportunity;
pub(crate) mod stated;

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
        pub checksum: i64,
        pub changes: String,
        pub changes_checksum: i64,
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
        checksum: Set(file.checksum),
        changes: Set(file.changes),
        changes_checksum: Set(file.changes_checksum),
        bucket_version: Set(file.bucket_version),
        snapshot: Set(file.snapshot),
        fold_version: Set(file.fold_version),
        customers: Set(file.customers),
        bytes: Set(file.bytes),
    });
    picture_file::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Which contacts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Which<'a> {
    All,
    /// Those of a customer.
    Of(&'a str),
    One(&'a str),
}

/// Customers by id, or the one asked for.
pub(crate) async fn customers(
    connection: &impl ConnectionTrait,
    id: Option<&str>,
) -> Result<Vec<customer::Model>, CustomersError> {
    let mut rows = customer::Entity::find().order_by_asc(customer::Column::Id);
    if let Some(id) = id {
        rows = rows.filter(customer::Column::Id.eq(id));
    }
    Ok(rows.all(connection).await?)
}

/// Contacts by id.
pub(crate) async fn contacts(
    connection: &impl ConnectionTrait,
    which: Which<'_>,
) -> Result<Vec<contact::Model>, CustomersError> {
    let rows = contact::Entity::find().order_by_asc(contact::Column::Id);
    let rows = match which {
        Which::All => rows,
        Which::Of(customer) => rows.filter(contact::Column::CustomerId.eq(customer)),
        Which::One(id) => rows.filter(contact::Column::Id.eq(id)),
    };
    Ok(rows.all(connection).await?)
}

/// Which of these ids customers on record have, in no stated order.
pub(crate) async fn customers_named(
    connection: &impl ConnectionTrait,
    ids: &[String],
) -> Result<Vec<String>, CustomersError> {
    let mut found = Vec::new();
    for part in ids.chunks(IDS) {
        let rows = customer::Entity::find().select_only().column(customer::Column::Id);
        let rows = rows.filter(customer::Column::Id.is_in(part));
        found.extend(rows.into_tuple::<String>().all(connection).await?);
    }
    Ok(found)
}

/// Ids and names of customers on record with one of these ids, in no stated order.
pub(crate) async fn names_of_customers(
    connection: &impl ConnectionTrait,
    ids: &[String],
) -> Result<Vec<(String, String)>, CustomersError> {
    let mut found = Vec::new();
    for part in ids.chunks(IDS) {
        let rows = customer::Entity::find().select_only();
        let rows = rows.columns([customer::Column::Id, customer::Column::Name]);
        let rows = rows.filter(customer::Column::Id.is_in(part));
        found.extend(rows.into_tuple::<(String, String)>().all(connection).await?);
    }
    Ok(found)
}

/// Contacts with one of these ids, in no stated order.
pub(crate) async fn contacts_named(
    connection: &impl ConnectionTrait,
    ids: &[String],
) -> Result<Vec<contact::Model>, CustomersError> {
    let mut found = Vec::new();
    for part in ids.chunks(IDS) {
        let rows = contact::Entity::find().filter(contact::Column::Id.is_in(part));
        found.extend(rows.all(connection).await?);
    }
    Ok(found)
}

/// Contacts by id whose e-mail address, as the database trims it and writes it small, is one
/// of these.
pub(crate) async fn contacts_at(
    connection: &impl ConnectionTrait,
    addresses: &[String],
) -> Result<Vec<contact::Model>, CustomersError> {
    let mut found = Vec::new();
    for part in addresses.chunks(IDS) {
        // As in the index.
        let address = Expr::cust("lower(trim(email))");
        let here = sea_orm::ExprTrait::is_in(address, part.to_vec());
        let rows = contact::Entity::find().filter(here);
        found.extend(rows.order_by_asc(contact::Column::Id).all(connection).await?);
    }
    Ok(found)
}

/// How many ids go into one statement.
const IDS: usize = 500;

/// All entries of consent, oldest first.
pub(crate) async fn consents(
    connection: &impl ConnectionTrait,
) -> Result<Vec<consent::Model>, CustomersError> {
    Ok(consents_by_time().all(connection).await?)
}

/// The entries of some contacts, oldest first for each of them.
pub(crate) async fn consents_of(
    connection: &impl ConnectionTrait,
    contacts: &[&str],
) -> Result<Vec<consent::Model>, CustomersError> {
    let mut found = Vec::new();
    for part in contacts.chunks(IDS) {
        let of = consent::Column::ContactId.is_in(part.iter().copied());
        found.extend(consents_by_time().filter(of).all(connection).await?);
    }
    Ok(found)
}

fn consents_by_time() -> Select<consent::Entity> {
    consent::Entity::find().order_by_asc(consent::Column::At).order_by_asc(consent::Column::Id)
}

/// The block list: the entries with one of `hashes` (a few), or all.
pub(crate) async fn blocks(
    connection: &impl ConnectionTrait,
    hashes: Option<Vec<String>>,
) -> Result<Vec<block::Model>, CustomersError> {
    let mut rows = block::Entity::find();
    if let Some(hashes) = hashes {
        rows = rows.filter(block::Column::Hash.is_in(hashes));
    }
    Ok(rows.all(connection).await?)
}

/// Adds an entry of consent; a known id stays as it is. Gives whether it was new.
pub(crate) async fn add_consent(tx: &Tx, row: consent::Model) -> Result<bool, CustomersError> {
    Ok(records::insert_new(tx, vec![row.into_active_model()]).await? > 0)
}

/// The order that each complaint's record names.
pub(crate) async fn orders_of_complaints(
    connection: &impl ConnectionTrait,
) -> Result<Vec<(String, String)>, CustomersError> {
    use complaint::{Column, Entity};
    let named = Entity::find().filter(Column::OrderRef.is_not_null());
    let columns = named.select_only().columns([Column::Id, Column::OrderRef]);
    Ok(columns.into_tuple().all(connection).await?)
}
