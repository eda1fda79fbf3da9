//! Who changed which target, and what it was before.

use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, QueryTrait};
use store::{StoreError, Tx, in_chunks};

use super::{json, parse};
use crate::WarnError;
use crate::changes::{Act, By, Change};
use crate::target::Target;

/// The table of acts on targets.
#[allow(unreachable_pub, reason = "the derive wants and writes public items")]
mod target_act {
    use sea_orm::entity::prelude::*;

    /// Somebody did something.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "target_act")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub at: DateTimeUtc,
        pub person: String,
    }

    /// Nothing is joined.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The table of what acts changed.
#[allow(unreachable_pub, reason = "the derive wants and writes public items")]
mod target_change {
    use sea_orm::entity::prelude::*;

    /// One target before and after.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "target_change")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub act: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub target_id: String,
        pub before_change: Option<String>,
        pub after_change: Option<String>,
    }

    /// Nothing is joined.
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Keeps what somebody did.
pub(crate) async fn insert_act(
    tx: &Tx,
    id: String,
    by: &By,
    changes: &[Change],
) -> Result<(), WarnError> {
    let rows = changes
        .iter()
        .filter_map(|change| Some((change.target()?, change)))
        .map(|(target, change)| {
            let text = |one: &Option<Target>| {
                one.as_ref().map(|one| json(&format!("target `{}`", one.id), one)).transpose()
            };
            Ok(target_change::ActiveModel {
                act: Set(id.clone()),
                target_id: Set(target.id.clone()),
                before_change: Set(text(&change.before)?),
                after_change: Set(text(&change.after)?),
            })
        })
        .collect::<Result<Vec<_>, StoreError>>()?;
    let at = vocab::time::to_micros(by.at);
    let act = target_act::ActiveModel { id: Set(id), at: Set(at), person: Set(by.person.clone()) };
    target_act::Entity::insert(act).exec_without_returning(tx).await?;
    for chunk in in_chunks(rows, 4) {
        target_change::Entity::insert_many(chunk).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The newest acts, without their changes; those on one target where one is named.
pub(crate) async fn acts(
    connection: &impl ConnectionTrait,
    target_id: Option<&str>,
    most: u64,
) -> Result<Vec<Act>, WarnError> {
    let mut query = target_act::Entity::find();
    if let Some(target_id) = target_id {
        let of_target = target_change::Entity::find()
            .select_only()
            .column(target_change::Column::Act)
            .filter(target_change::Column::TargetId.eq(target_id))
            .into_query();
        query = query.filter(target_act::Column::Id.in_subquery(of_target));
    }
    let newest = query
        .order_by_desc(target_act::Column::At)
        .order_by_desc(target_act::Column::Id)
        .limit(most);
    let act = |row: target_act::Model| Act {
        id: row.id,
        at: row.at,
        person: row.person,
        changes: Vec::new(),
        standing: 0,
    };
    Ok(newest.all(connection).await?.into_iter().map(act).collect())
}

/// What some acts changed, with the act, by target.
pub(crate) async fn changes_of_acts(
    connection: &impl ConnectionTrait,
    acts: Vec<String>,
) -> Result<Vec<(String, Change)>, WarnError> {
    let rows = target_change::Entity::find()
        .filter(target_change::Column::Act.is_in(acts))
        .order_by_asc(target_change::Column::TargetId)
        .all(connection)
        .await?;
    let read = |row: target_change::Model| {
        let what = format!("change of target `{}`", row.target_id);
        let one = |text: Option<String>| text.map(|text| parse(&what, &text)).transpose();
        let change = Change { before: one(row.before_change)?, after: one(row.after_change)? };
        Ok((row.act, change))
    };
    Ok(rows.into_iter().map(read).collect::<Result<_, StoreError>>()?)
}
