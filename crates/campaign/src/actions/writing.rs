//! Writing and signing a brief and its words.

use serde::Serialize;
use store::Store;
use vocab::{CampaignId, Instant, Lang, Team};

use crate::brief::Brief;
use crate::error::{CampaignError, corrupt};
use crate::message::Message;
use crate::records::{self, Campaign, Stage, Version};
use crate::rows;
use crate::rows::tables;
use crate::signing::Draft;

/// Begins a campaign with a brief, complete or not.
///
/// # Errors
/// When the database fails.
pub async fn create(
    store: &Store,
    brief: &Brief,
    language: Lang,
    author: &str,
    now: Instant,
) -> Result<CampaignId, CampaignError> {
    let now = vocab::time::to_micros(now);
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let time = uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos());
    let id = uuid::Uuid::new_v7(time).to_string();
    let id = CampaignId::new(&id).map_err(|why| corrupt("a new id", why))?;
    let tx = store.begin().await?;
    let row = tables::campaign::Model {
        id: id.to_string(),
        created: now,
        created_by: author.to_owned(),
        state: Stage::Draft.code().to_owned(),
        state_note: None,
        launched: None,
        launched_by: None,
        launched_version: None,
        holdout_share: None,
    };
    rows::add_campaign(&tx, row).await?;
    let draft = Draft::new(id.clone(), brief.clone(), Message::new(language));
    save_version(&tx, &draft, author, now).await?;
    tx.commit().await?;
    Ok(id)
}

/// Begins a campaign from a saved diagnosis. `finding` is what the diagnosis says, in words.
///
/// # Errors
/// When there is no such diagnosis, or the database fails.
pub async fn create_from_diagnosis(
    store: &Store,
    diagnosis: &str,
    finding: &str,
    language: Lang,
    author: &str,
    now: Instant,
) -> Result<CampaignId, CampaignError> {
    let found = diagnose::actions::load(store, diagnosis).await?;
    let found = found.ok_or_else(|| CampaignError::NoDiagnosis(diagnosis.to_owned()))?;
    let today = store::company(store.read()).await?.zone.day(now);
    let brief = crate::from_diagnosis::draft(&found, finding, today);
    create(store, &brief, language, author, now).await
}

/// One campaign.
///
/// # Errors
/// When there is none, or the database fails.
pub async fn campaign(store: &Store, id: &CampaignId) -> Result<Campaign, CampaignError> {
    records::load(store.read(), id.as_str()).await
}

/// All versions of a campaign's brief and words, newest first: what each said, who saved it
/// and who signed it.
///
/// # Errors
/// When there is no such campaign, or the database fails.
pub async fn versions(store: &Store, id: &CampaignId) -> Result<Vec<Version>, CampaignError> {
    records::versions(store.read(), id.as_str()).await
}

/// All campaigns, newest first.
///
/// # Errors
/// When the database fails.
pub async fn campaigns(store: &Store) -> Result<Vec<Campaign>, CampaignError> {
    records::load_all(store.read()).await
}

/// Saves the brief. `seen` is the version the author had before them: somebody else's words
/// are not overwritten unseen.
///
/// # Errors
/// When the campaign was launched, the brief has changed meanwhile, or the database fails.
pub async fn save_brief(
    store: &Store,
    id: &CampaignId,
    seen: u32,
    brief: &Brief,
    author: &str,
    now: Instant,
) -> Result<Draft, CampaignError> {
    let tx = store.begin().await?;
    let campaign = open_for_change(&tx, id, Some(seen)).await?;
    let message = campaign.draft.message.clone();
    let draft = campaign.draft.edit(brief.clone(), message);
    save_edit(tx, draft, seen, author, now).await
}

/// Saves the words. `seen` is the version the author had before them; other words make a new
/// version and void the signatures, as a change of the brief does.
///
/// # Errors
/// When the campaign was launched, brief or words have changed meanwhile, or the database
/// fails.
pub async fn save_message(
    store: &Store,
    id: &CampaignId,
    seen: u32,
    message: &Message,
    author: &str,
    now: Instant,
) -> Result<Draft, CampaignError> {
    let tx = store.begin().await?;
    let campaign = open_for_change(&tx, id, Some(seen)).await?;
    let brief = campaign.draft.brief.clone();
    let draft = campaign.draft.edit(brief, message.clone());
    save_edit(tx, draft, seen, author, now).await
}

async fn save_edit(
    tx: store::Tx,
    draft: Draft,
    seen: u32,
    author: &str,
    now: Instant,
) -> Result<Draft, CampaignError> {
    if draft.version != seen {
        save_version(&tx, &draft, author, now).await?;
        tx.commit().await?;
    }
    Ok(draft)
}

/// Signs the version of brief and words that the person has read.
///
/// # Errors
/// When either has changed since, the brief has gaps or the words have faults, or this team or
/// person has signed; when the campaign was launched; or when the database fails.
pub async fn sign(
    store: &Store,
    id: &CampaignId,
    seen: u32,
    team: Team,
    person: &str,
    now: Instant,
) -> Result<Draft, CampaignError> {
    let now = vocab::time::to_micros(now);
    let tx = store.begin().await?;
    let campaign = open_for_change(&tx, id, Some(seen)).await?;
    let draft = campaign.draft.sign(team, person, now).map_err(CampaignError::CannotSign)?;
    let mine = draft.signatures.iter().find(|signature| signature.team == team);
    let mine = mine.ok_or_else(|| corrupt("a new signature", "it is not there"))?;
    let row = tables::brief_signature::Model {
        campaign_id: id.to_string(),
        version: i64::from(draft.version),
        team: team.code().to_owned(),
        person: mine.person.clone(),
        at: now,
        content: mine.content.as_str().to_owned(),
    };
    rows::add_signature(&tx, row).await?;
    tx.commit().await?;
    Ok(draft)
}

pub(crate) async fn open_for_change(
    tx: &store::Tx,
    id: &CampaignId,
    seen: Option<u32>,
) -> Result<Campaign, CampaignError> {
    let row = rows::campaign_for_change(tx, id.as_str()).await?;
    let campaign = records::load_row(tx, row).await?;
    if campaign.launch.is_some() {
        return Err(CampaignError::Launched(id.clone()));
    }
    let found = campaign.draft.version;
    match seen {
        Some(expected) if expected != found => Err(CampaignError::Changed { expected, found }),
        _ => Ok(campaign),
    }
}

async fn save_version(
    tx: &store::Tx,
    draft: &Draft,
    author: &str,
    now: Instant,
) -> Result<(), CampaignError> {
    let row = tables::brief::Model {
        campaign_id: draft.campaign.to_string(),
        version: i64::from(draft.version),
        at: vocab::time::to_micros(now),
        author: author.to_owned(),
        body: to_json("brief", &draft.brief)?,
        message: to_json("message", &draft.message)?,
    };
    rows::add_brief(tx, row).await
}

fn to_json(what: &str, value: &impl Serialize) -> Result<String, CampaignError> {
    serde_json::to_string(value).map_err(|why| corrupt(what, why))
}
