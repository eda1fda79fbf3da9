//! Campaigns as the store keeps them, read into types.

use sea_orm::ConnectionTrait;
use serde::Serialize;
use vocab::{CampaignId, Instant};

use crate::error::{CampaignError, corrupt};
use crate::message::Message;
use crate::rows;
use crate::rows::tables;
use crate::signing::{Draft, Signature};

/// Where a campaign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Being written and signed.
    Draft,
    /// Launched; messages go out.
    Running,
    /// Launched and held.
    Paused,
}

impl Stage {
    /// The stable code, as stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Running => "running",
            Self::Paused => "paused",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Draft, Self::Running, Self::Paused].into_iter().find(|stage| stage.code() == code)
    }
}

/// The launch of a campaign.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Launch {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: String,
    /// Which version of the brief.
    pub version: u32,
    /// The share held out.
    pub holdout_share: f64,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Campaign {
    /// Its id.
    pub id: CampaignId,
    /// When it was begun.
    pub created: Instant,
    /// By whom.
    pub created_by: String,
    /// Where it stands.
    pub stage: Stage,
    /// Why it is paused, when the program paused it.
    pub note: Option<String>,
    /// The brief: the newest version, or the launched one.
    pub draft: Draft,
    /// The words.
    pub message: Message,
    /// The launch; `None` before it.
    pub launch: Option<Launch>,
}

/// Reads one campaign.
pub(crate) async fn load(
    connection: &impl ConnectionTrait,
    id: &str,
) -> Result<Campaign, CampaignError> {
    let row = rows::campaign(connection, id).await?;
    load_row(connection, row).await
}

/// Reads the rest of a campaign whose row is at hand.
pub(crate) async fn load_row(
    connection: &impl ConnectionTrait,
    row: tables::campaign::Model,
) -> Result<Campaign, CampaignError> {
    let brief = rows::brief(connection, &row.id, row.launched_version).await?;
    let signatures = rows::signatures(connection, &row.id, brief.version).await?;
    assemble(row, brief, signatures)
}

fn assemble(
    row: tables::campaign::Model,
    brief: tables::brief::Model,
    signatures: Vec<tables::brief_signature::Model>,
) -> Result<Campaign, CampaignError> {
    let what = format!("campaign `{}`", row.id);
    let bad = |why: &dyn std::fmt::Display| corrupt(what.as_str(), why);
    let id = CampaignId::new(&row.id).map_err(|why| bad(&why))?;
    let version = |version: i64| u32::try_from(version).map_err(|why| bad(&why));
    let signatures = signatures
        .into_iter()
        .map(|signature| {
            Ok(Signature {
                team: signature.team.parse().map_err(|why| bad(&why))?,
                person: signature.person,
                at: signature.at,
            })
        })
        .collect::<Result<Vec<_>, CampaignError>>()?;
    let launch = match (row.launched, row.launched_version) {
        (Some(at), Some(launched)) => Some(Launch {
            at,
            by: row.launched_by.unwrap_or_default(),
            version: version(launched)?,
            holdout_share: row.holdout_share.unwrap_or_default(),
        }),
        _ => None,
    };
    Ok(Campaign {
        draft: Draft {
            campaign: id.clone(),
            version: version(brief.version)?,
            brief: serde_json::from_str(&brief.body).map_err(|why| bad(&why))?,
            signatures,
        },
        id,
        created: row.created,
        created_by: row.created_by,
        stage: Stage::from_code(&row.state).ok_or_else(|| bad(&row.state))?,
        note: row.state_note,
        message: serde_json::from_str(&row.message).map_err(|why| bad(&why))?,
        launch,
    })
}
