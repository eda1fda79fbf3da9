//! Campaigns as the store keeps them, read into types.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;
use serde::Serialize;
use vocab::{CampaignId, Instant};

use crate::error::{CampaignError, corrupt};
use crate::notes::Held;
use crate::rows;
use crate::rows::tables;
use crate::signing::{Draft, Fingerprint, Signature};

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
    /// Why it is held, when the program holds it.
    pub note: Option<Held>,
    /// The brief and its words: the newest version, or the launched one.
    pub draft: Draft,
    /// When that version was saved.
    pub saved: Instant,
    /// By whom.
    pub saved_by: String,
    /// The launch; `None` before it.
    pub launch: Option<Launch>,
}

/// One version of a campaign's brief and words, as it was saved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Version {
    /// What it says, and who signed it.
    pub draft: Draft,
    /// When it was saved.
    pub saved: Instant,
    /// By whom.
    pub saved_by: String,
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
    let signatures = rows::signatures(connection, &row.id, Some(brief.version)).await?;
    assemble(row, version(brief, signatures)?)
}

/// Reads all versions of a campaign, newest first.
pub(crate) async fn versions(
    connection: &impl ConnectionTrait,
    id: &str,
) -> Result<Vec<Version>, CampaignError> {
    rows::campaign(connection, id).await?;
    let signatures = rows::signatures(connection, id, None).await?;
    let briefs = rows::briefs(connection, id).await?;
    let under = |number: i64| signatures.iter().filter(move |one| one.version == number);
    let versions = briefs.into_iter().map(|brief| {
        let signatures = under(brief.version).cloned().collect();
        version(brief, signatures)
    });
    versions.collect()
}

/// Reads all campaigns, newest first, in four queries however many there are.
pub(crate) async fn load_all(
    connection: &impl ConnectionTrait,
) -> Result<Vec<Campaign>, CampaignError> {
    let rows = rows::campaigns(connection).await?;
    let mut versions = rows::newest_versions(connection).await?;
    for row in &rows {
        if let Some(launched) = row.launched_version {
            versions.insert(row.id.clone(), launched);
        }
    }
    let mut briefs: BTreeMap<String, _> = BTreeMap::new();
    for brief in rows::briefs_at(connection, &versions).await? {
        briefs.insert(brief.campaign_id.clone(), brief);
    }
    let mut signatures: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for signature in rows::all_signatures(connection).await? {
        if versions.get(&signature.campaign_id) == Some(&signature.version) {
            signatures.entry(signature.campaign_id.clone()).or_default().push(signature);
        }
    }
    rows.into_iter()
        .map(|row| {
            let brief = briefs.remove(&row.id);
            let brief = brief.ok_or_else(|| CampaignError::NoCampaign(row.id.clone()))?;
            let signatures = signatures.remove(&row.id).unwrap_or_default();
            assemble(row, version(brief, signatures)?)
        })
        .collect()
}

fn version(
    brief: tables::brief::Model,
    signatures: Vec<tables::brief_signature::Model>,
) -> Result<Version, CampaignError> {
    let what = format!("version {} of campaign `{}`", brief.version, brief.campaign_id);
    let bad = |why: &dyn std::fmt::Display| corrupt(what.as_str(), why);
    let signatures = signatures
        .into_iter()
        .map(|signature| {
            Ok(Signature {
                team: signature.team.parse().map_err(|why| bad(&why))?,
                person: signature.person,
                at: signature.at,
                content: Fingerprint::stored(signature.content),
            })
        })
        .collect::<Result<Vec<_>, CampaignError>>()?;
    let draft = Draft {
        campaign: CampaignId::new(&brief.campaign_id).map_err(|why| bad(&why))?,
        version: u32::try_from(brief.version).map_err(|why| bad(&why))?,
        brief: serde_json::from_str(&brief.body).map_err(|why| bad(&why))?,
        message: serde_json::from_str(&brief.message).map_err(|why| bad(&why))?,
        signatures,
    };
    Ok(Version { draft, saved: brief.at, saved_by: brief.author })
}

fn assemble(row: tables::campaign::Model, version: Version) -> Result<Campaign, CampaignError> {
    let what = format!("campaign `{}`", row.id);
    let bad = |why: &dyn std::fmt::Display| corrupt(what.as_str(), why);
    let launch = match (row.launched, row.launched_version) {
        (Some(at), Some(launched)) => Some(Launch {
            at,
            by: row.launched_by.unwrap_or_default(),
            version: u32::try_from(launched).map_err(|why| bad(&why))?,
            holdout_share: row.holdout_share.unwrap_or_default(),
        }),
        _ => None,
    };
    let note = row.state_note.as_deref().map(serde_json::from_str);
    Ok(Campaign {
        id: version.draft.campaign.clone(),
        created: row.created,
        created_by: row.created_by,
        stage: Stage::from_code(&row.state).ok_or_else(|| bad(&row.state))?,
        note: note.transpose().map_err(|why| bad(&why))?,
        draft: version.draft,
        saved: version.saved,
        saved_by: version.saved_by,
        launch,
    })
}
