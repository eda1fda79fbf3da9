//! What customers told us they need, version by version.

use sea_orm::entity::prelude::*;
use sea_orm::{IntoActiveModel, QueryOrder};
use store::Tx;
use store::records;

use crate::CustomersError;

/// The table of stated needs.
#[allow(unreachable_pub, reason = "the derive wants and writes public items")]
pub(crate) mod stated_need {
    use sea_orm::entity::prelude::*;

    /// One version of one need.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "stated_need")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub need: String,
        pub version: i64,
        pub customer_id: String,
        pub contact_id: Option<String>,
        pub family: String,
        pub from_day: String,
        pub peak_day: Option<String>,
        pub until_day: String,
        pub recurrence: String,
        pub fact: String,
        pub wish: String,
        pub source: String,
        pub event_id: String,
        pub event_kind: String,
        pub event_at: DateTimeUtc,
        pub withdrawn: Option<DateTimeUtc>,
        pub removed: bool,
        pub written: DateTimeUtc,
        pub person: String,
    }

    /// Nothing is joined.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) use stated_need::Model as NeedRow;

/// All versions of all needs, or of those of one customer, by need and version.
pub(crate) async fn needs(
    connection: &impl ConnectionTrait,
    customer: Option<&str>,
) -> Result<Vec<NeedRow>, CustomersError> {
    let mut rows = stated_need::Entity::find();
    if let Some(customer) = customer {
        rows = rows.filter(stated_need::Column::CustomerId.eq(customer));
    }
    by_version(rows, connection).await
}

/// All versions of one need, oldest first.
pub(crate) async fn versions_of(
    connection: &impl ConnectionTrait,
    need: &str,
) -> Result<Vec<NeedRow>, CustomersError> {
    let of = stated_need::Column::Need.eq(need);
    by_version(stated_need::Entity::find().filter(of), connection).await
}

async fn by_version(
    rows: Select<stated_need::Entity>,
    connection: &impl ConnectionTrait,
) -> Result<Vec<NeedRow>, CustomersError> {
    let rows = rows.order_by_asc(stated_need::Column::Need);
    Ok(rows.order_by_asc(stated_need::Column::Version).all(connection).await?)
}

/// Adds a version. Gives whether it was new. Audiences ask for stated needs: those that were
/// counted before are counted anew.
pub(crate) async fn add(tx: &Tx, row: NeedRow) -> Result<bool, CustomersError> {
    records::people_changed(tx).await?;
    Ok(records::insert_new(tx, vec![row.into_active_model()]).await? > 0)
}
