//! The only SQL of this room: campaigns and briefs here, the queue in [`queue`] (changing) and
//! [`look`] (looking).

pub(crate) mod look;
pub(crate) mod queue;
pub(crate) mod tables;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::LockType;
use sea_orm::{ActiveValue::Set, IntoActiveModel, QueryOrder, QuerySelect};
use store::Tx;

use crate::error::CampaignError;
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

/// Writes a version of a brief, in the place of the same version.
pub(crate) async fn save_brief(tx: &Tx, row: brief::Model) -> Result<(), CampaignError> {
    store::records::upsert(tx, vec![row.into_active_model().reset_all()]).await?;
    Ok(())
}

/// The signatures under a version, by time.
pub(crate) async fn signatures(
    connection: &impl ConnectionTrait,
    campaign: &str,
    version: i64,
) -> Result<Vec<brief_signature::Model>, CampaignError> {
    Ok(brief_signature::Entity::find()
        .filter(brief_signature::Column::CampaignId.eq(campaign))
        .filter(brief_signature::Column::Version.eq(version))
        .order_by_asc(brief_signature::Column::At)
        .order_by_asc(brief_signature::Column::Team)
        .all(connection)
        .await?)
}

/// Adds a signature.
pub(crate) async fn add_signature(
    tx: &Tx,
    row: brief_signature::Model,
) -> Result<(), CampaignError> {
    brief_signature::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}
