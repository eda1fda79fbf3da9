//! May we write to somebody? Asked outside of campaigns, with the facts delivery would go by.

use customers::Pictures;
use customers::people::ContactCard;
use guard::{Case, Decision, RuleSet, decide};
use store::Store;
use vocab::{Channel, Instant};

use crate::error::CampaignError;
use crate::question::{About, ask};

/// Channels worth asking about: those a campaign or a seller writes, calls or posts on.
const CHANNELS: [Channel; 3] = [Channel::Email, Channel::Phone, Channel::Post];

/// What the guard says about one channel.
#[derive(Debug, Clone)]
pub struct May {
    /// The channel.
    pub channel: Channel,
    /// What the guard says, with all findings.
    pub decision: Decision,
    /// Contacts that count against the cap.
    pub in_cap: u64,
}

/// The question about one contact, one channel and a product family (empty: about none), with
/// the facts of now. Nothing is about a campaign: no window, no hold-out.
///
/// # Errors
/// When the database fails.
pub async fn question(
    store: &Store,
    pictures: &Pictures,
    contact: &ContactCard,
    channel: Channel,
    family: &str,
    now: Instant,
) -> Result<Case, CampaignError> {
    let company = store::company(store.read()).await?;
    let family = family.trim();
    let about =
        About { channel, family, window: None, claims: &[], campaign: None, company: &company };
    ask(store.read(), &about, contact, pictures, now).await
}

/// What the guard would say now about a commercial message on a product family, for each
/// contact, channel by channel: the answers to [`question`].
///
/// # Errors
/// When the database fails.
pub async fn may_write(
    store: &Store,
    pictures: &Pictures,
    rules: &RuleSet,
    contacts: &[ContactCard],
    family: &str,
    now: Instant,
) -> Result<Vec<Vec<May>>, CampaignError> {
    let mut all = Vec::with_capacity(contacts.len());
    for card in contacts {
        let mut answers = Vec::with_capacity(CHANNELS.len());
        for channel in CHANNELS {
            let case = question(store, pictures, card, channel, family, now).await?;
            let in_cap = case.touches_in_cap().count() as u64;
            answers.push(May { channel, decision: decide(rules, &case), in_cap });
        }
        all.push(answers);
    }
    Ok(all)
}
