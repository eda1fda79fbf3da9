//! What is known of deals, version by version, and the deals themselves.

use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder};
use store::Tx;
use store::records::{self, deal};

use crate::CustomersError;

/// The table of facts.
#[allow(unreachable_pub, reason = "the derive wants and writes public items")]
pub(crate) mod opportunity_fact {
    use sea_orm::entity::prelude::*;

    /// One version of one fact.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "opportunity_fact")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub fact: String,
        pub version: i64,
        pub deal_id: String,
        pub customer_id: String,
        pub contact_id: Option<String>,
        pub kind: String,
        pub text: String,
        pub said: DateTimeUtc,
        pub event_id: Option<String>,
        pub event_kind: Option<String>,
        pub event_at: Option<DateTimeUtc>,
        pub outline: Option<String>,
        pub outline_gap: String,
        pub detail: Option<String>,
        pub detail_gap: String,
        pub accepted_id: Option<String>,
        pub accepted_kind: Option<String>,
        pub accepted_at: Option<DateTimeUtc>,
        pub answer: String,
        pub amount: Option<String>,
        pub removed: bool,
        pub written: DateTimeUtc,
        pub person: String,
    }

    /// Nothing is joined.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) use opportunity_fact::Model as FactRow;

/// All versions of all facts about the deals of a customer, by fact and version.
pub(crate) async fn facts_of(
    connection: &impl ConnectionTrait,
    customer: &str,
) -> Result<Vec<FactRow>, CustomersError> {
    let of = opportunity_fact::Column::CustomerId.eq(customer);
    by_version(opportunity_fact::Entity::find().filter(of), connection).await
}

/// All versions of one fact, oldest first.
pub(crate) async fn versions_of(
    connection: &impl ConnectionTrait,
    fact: &str,
) -> Result<Vec<FactRow>, CustomersError> {
    let of = opportunity_fact::Column::Fact.eq(fact);
    by_version(opportunity_fact::Entity::find().filter(of), connection).await
}

async fn by_version(
    rows: Select<opportunity_fact::Entity>,
    connection: &impl ConnectionTrait,
) -> Result<Vec<FactRow>, CustomersError> {
    let rows = rows.order_by_asc(opportunity_fact::Column::Fact);
    Ok(rows.order_by_asc(opportunity_fact::Column::Version).all(connection).await?)
}

/// Adds a version. Gives whether it was new: of two writers of one version, one is.
pub(crate) async fn add_fact(tx: &Tx, row: FactRow) -> Result<bool, CustomersError> {
    Ok(records::insert_new(tx, vec![row.into_active_model()]).await? > 0)
}

/// The deals of a customer, newest first.
pub(crate) async fn deals_of(
    connection: &impl ConnectionTrait,
    customer: &str,
) -> Result<Vec<deal::Model>, CustomersError> {
    let of = deal::Entity::find().filter(deal::Column::CustomerId.eq(customer));
    let newest = of.order_by_desc(deal::Column::Opened).order_by_asc(deal::Column::Id);
    Ok(newest.all(connection).await?)
}

/// One deal of a customer.
pub(crate) async fn deal_of(
    connection: &impl ConnectionTrait,
    customer: &str,
    id: &str,
) -> Result<Option<deal::Model>, CustomersError> {
    let of = deal::Entity::find_by_id(id).filter(deal::Column::CustomerId.eq(customer));
    Ok(of.one(connection).await?)
}
