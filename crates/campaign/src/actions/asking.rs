//! May we write to somebody? Asked outside of campaigns, with the facts delivery would go by.

use customers::Pictures;
use customers::people::ContactCard;
use guard::{Decision, RuleSet, decide};
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

/// What the guard would say now about a commercial message on a product family, for each
/// contact, channel by channel. Nothing is about a campaign: no window, no hold-out.
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
    let connection = store.read();
    let company = store::company(connection).await?;
    let mut all = Vec::with_capacity(contacts.len());
    for card in contacts {
        let mut answers = Vec::with_capacity(CHANNELS.len());
        for channel in CHANNELS {
            let family = family.trim();
            let company = &company;
            let about =
                About { channel, family, window: None, claims: &[], campaign: None, company };
            let case = ask(connection, &about, card, pictures, now).await?;
            let in_cap = case.touches_in_cap().count() as u64;
            answers.push(May { channel, decision: decide(rules, &case), in_cap });
        }
        all.push(answers);
    }
    Ok(all)
}
