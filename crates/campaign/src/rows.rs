//! The only SQL of this room: campaigns and briefs here; of their messages [`queue`] the way of
//! each, [`recovery`] those of workers that are gone, [`readers`] what readers do, [`marks`] the
//! count, [`hold`] what keeps writers apart, [`look`] what only looks.

pub(crate) mod hold;
pub(crate) mod look;
pub(crate) mod marks;
pub(crate) mod queue;
pub(crate) mod readers;
pub(crate) mod recovery;
pub(crate) mod tables;

use std::collections::BTreeMap;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ActiveValue::Set, Condition, IntoActiveModel, QueryOrder, QuerySelect};
use store::Tx;

use crate::error::{CampaignError, corrupt};
use crate::notes::Held;
use tables::{brief, brief_signature, campaign};

/// Adds a campaign.
pub(crate) async fn add_campaign(tx: &Tx, row: campaign::Model) -> Result<(), CampaignError> {
    campaign::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// One campaign.
pub(crate) async fn campaign(
    connection: &impl ConnectionTrait,
    id: &str,
) -> Result<campaign::Model, CampaignError> {
    let row = campaign::Entity::find_by_id(id).one(connection).await?;
    row.ok_or_else(|| CampaignError::NoCampaign(id.to_owned()))
}

/// One campaign, held against other writers until the transaction ends (on SQLite there is
/// only one writer anyway).
pub(crate) async fn campaign_for_change(
    tx: &Tx,
    id: &str,
) -> Result<campaign::Model, CampaignError> {
    let row = campaign::Entity::find_by_id(id).lock(LockType::Update).one(tx).await?;
    row.ok_or_else(|| CampaignError::NoCampaign(id.to_owned()))
}

/// All campaigns, newest first.
pub(crate) async fn campaigns(
    connection: &impl ConnectionTrait,
) -> Result<Vec<campaign::Model>, CampaignError> {
    Ok(campaign::Entity::find()
        .order_by_desc(campaign::Column::Created)
        .order_by_asc(campaign::Column::Id)
        .all(connection)
        .await?)
}

/// The ids of the campaigns that are running.
pub(crate) async fn running(
    connection: &impl ConnectionTrait,
) -> Result<Vec<String>, CampaignError> {
    Ok(campaign::Entity::find()
        .select_only()
        .column(campaign::Column::Id)
        .filter(campaign::Column::State.eq("running"))
        .into_tuple()
        .all(connection)
        .await?)
}

/// Writes all of a campaign's row.
pub(crate) async fn save_campaign(tx: &Tx, row: campaign::Model) -> Result<(), CampaignError> {
    let mut row = row.into_active_model();
    let id = row.id.take().unwrap_or_default();
    let row = campaign::ActiveModel { id: Set(id), ..row.reset_all() };
    campaign::Entity::update(row).exec(tx).await?;
    Ok(())
}

/// Holds the campaigns of a list that were not launched yet, and says why.
pub(crate) async fn hold_drafts(
    tx: &Tx,
    campaigns: Vec<String>,
    held: &Held,
) -> Result<(), CampaignError> {
    for ids in campaigns.chunks(hold::IDS) {
        campaign::Entity::update_many()
            .col_expr(campaign::Column::StateNote, Expr::value(to_json(held)?))
            .filter(campaign::Column::Id.is_in(ids.to_vec()))
            .filter(campaign::Column::Launched.is_null())
            .exec(tx)
            .await?;
    }
    Ok(())
}

/// Pauses a running campaign and says why.
pub(crate) async fn pause(tx: &Tx, id: &str, held: &Held) -> Result<(), CampaignError> {
    campaign::Entity::update_many()
        .col_expr(campaign::Column::State, Expr::value("paused"))
        .col_expr(campaign::Column::StateNote, Expr::value(to_json(held)?))
        .filter(campaign::Column::Id.eq(id))
        .filter(campaign::Column::State.eq("running"))
        .exec(tx)
        .await?;
    Ok(())
}

fn to_json(held: &Held) -> Result<String, CampaignError> {
    serde_json::to_string(held).map_err(|why| corrupt("why a campaign is held", why))
}

/// The newest version of a brief, or the one asked for.
pub(crate) async fn brief(
    connection: &impl ConnectionTrait,
    campaign: &str,
    version: Option<i64>,
) -> Result<brief::Model, CampaignError> {
    let mut rows = brief::Entity::find()
        .filter(brief::Column::CampaignId.eq(campaign))
        .order_by_desc(brief::Column::Version);
    if let Some(version) = version {
        rows = rows.filter(brief::Column::Version.eq(version));
    }
    let row = rows.one(connection).await?;
    row.ok_or_else(|| CampaignError::NoCampaign(campaign.to_owned()))
}

/// All versions of a brief, newest first.
pub(crate) async fn briefs(
    connection: &impl ConnectionTrait,
    campaign: &str,
) -> Result<Vec<brief::Model>, CampaignError> {
    Ok(brief::Entity::find()
        .filter(brief::Column::CampaignId.eq(campaign))
        .order_by_desc(brief::Column::Version)
        .all(connection)
        .await?)
}

/// The newest version of every campaign's brief.
pub(crate) async fn newest_versions(
    connection: &impl ConnectionTrait,
) -> Result<BTreeMap<String, i64>, CampaignError> {
    let rows: Vec<(String, i64)> = brief::Entity::find()
        .select_only()
        .column(brief::Column::CampaignId)
        .column_as(brief::Column::Version.max(), "version")
        .group_by(brief::Column::CampaignId)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(rows.into_iter().collect())
}

/// One version of the brief of each campaign.
pub(crate) async fn briefs_at(
    connection: &impl ConnectionTrait,
    versions: &BTreeMap<String, i64>,
) -> Result<Vec<brief::Model>, CampaignError> {
    let pairs: Vec<_> = versions.iter().collect();
    let mut all = Vec::with_capacity(pairs.len());
    // Some hundred pairs go into one statement.
    for pairs in pairs.chunks(500) {
        let wanted = pairs.iter().fold(Condition::any(), |any, (campaign, version)| {
            any.add(
                Condition::all()
                    .add(brief::Column::CampaignId.eq(campaign.as_str()))
                    .add(brief::Column::Version.eq(**version)),
            )
        });
        all.extend(brief::Entity::find().filter(wanted).all(connection).await?);
    }
    Ok(all)
}

/// All signatures, by time.
pub(crate) async fn all_signatures(
    connection: &impl ConnectionTrait,
) -> Result<Vec<brief_signature::Model>, CampaignError> {
    Ok(brief_signature::Entity::find()
        .order_by_asc(brief_signature::Column::At)
        .order_by_asc(brief_signature::Column::Team)
        .all(connection)
        .await?)
}

/// Adds a version of a brief. One that is there already is an error, never overwritten.
pub(crate) async fn add_brief(tx: &Tx, row: brief::Model) -> Result<(), CampaignError> {
    brief::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// The signatures under one version or all, by time.
pub(crate) async fn signatures(
    connection: &impl ConnectionTrait,
    campaign: &str,
    version: Option<i64>,
) -> Result<Vec<brief_signature::Model>, CampaignError> {
    let mut rows = brief_signature::Entity::find()
        .filter(brief_signature::Column::CampaignId.eq(campaign))
        .order_by_asc(brief_signature::Column::At)
        .order_by_asc(brief_signature::Column::Team);
    if let Some(version) = version {
        rows = rows.filter(brief_signature::Column::Version.eq(version));
    }
    Ok(rows.all(connection).await?)
}

/// Adds a signature.
pub(crate) async fn add_signature(
    tx: &Tx,
    row: brief_signature::Model,
) -> Result<(), CampaignError> {
    brief_signature::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}
