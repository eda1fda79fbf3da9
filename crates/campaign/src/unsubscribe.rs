//! The way out: one step, no sign-in, effective at once (C5, E2, E3).
//!
//! Looking at the page reads and nothing else, because scanners follow every link in a mail.
//! Only a POST ends the mails; mail programs send one with a single click (RFC 8058), people
//! press the button of the page. Twice is once. After a new consent the old link works again.

use customers::people::ContactCard;
use customers::permission::{ConsentStatus, Declaration};
use events::EventLog;
use guard::RuleSet;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use store::Store;
use vocab::{CampaignId, Channel, ContactId, Instant, Lang, Purpose};

use crate::error::{CampaignError, corrupt};
use crate::ledger::to_json;
use crate::rows::tables::message;
use crate::rows::{look, queue};
use crate::token::Token;

/// What the pages behind a link show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visitor {
    /// The language of the contact, where it is known.
    pub language: Option<Lang>,
    /// The company that wrote.
    pub company: String,
    /// The address, shortened so that a stranger with the link learns little: `j…@laden.example`.
    pub address: String,
    /// The campaign.
    pub campaign: CampaignId,
    /// The question of the mail in the language it was written in.
    pub question: String,
    /// Whether the mails have been ended already.
    pub ended: bool,
    /// How often this mail was answered.
    pub answers: i64,
}

/// How an unsubscription ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ended {
    /// The mails end now.
    Now,
    /// They had been ended before.
    Before,
}

/// Who stands behind a token; `None` for a token nobody has. Reads only.
///
/// # Errors
/// When the database fails.
pub async fn look(store: &Store, token: &Token) -> Result<Option<Visitor>, CampaignError> {
    let connection = store.read();
    let Some(row) = look::by_token(connection, token.hash().as_str()).await? else {
        return Ok(None);
    };
    let company = store::company(connection).await?;
    let campaign = crate::records::load(connection, &row.campaign_id).await?;
    let card = card(connection, &row).await?;
    let language = card.as_ref().and_then(|card| card.language);
    let wanted = language.unwrap_or(campaign.message.fallback);
    let words = campaign.message.words.get(&campaign.message.language_for(wanted));
    Ok(Some(Visitor {
        language,
        company: company.name,
        address: shortened(row.address.as_deref().unwrap_or_default()),
        campaign: campaign.id,
        question: words.map(|words| words.question.clone()).unwrap_or_default(),
        ended: card.as_ref().is_some_and(has_ended),
        answers: row.answers,
    }))
}

/// Ends the mails to the contact behind a token; `None` for a token nobody has.
///
/// # Errors
/// When the database fails; then nothing is changed.
pub async fn unsubscribe(
    store: &Store,
    log: &EventLog,
    token: &Token,
    now: Instant,
) -> Result<Option<Ended>, CampaignError> {
    let now = vocab::time::to_micros(now);
    let tx = store.begin().await?;
    let Some(row) = queue::by_token_for_change(&tx, token.hash().as_str()).await? else {
        return Ok(None);
    };
    queue::hold_contact(&tx, &row.contact_id).await?;
    let card = card(&tx, &row).await?;
    if card.as_ref().is_some_and(has_ended) {
        return Ok(Some(Ended::Before));
    }
    let contact = ContactId::new(&row.contact_id).map_err(|why| corrupt("a message", why))?;
    let source = format!("one-click unsubscribe, message {}", row.id);
    let mut said = Declaration::new(contact, Channel::Email, now, &source);
    said.campaign = CampaignId::new(&row.campaign_id).ok();
    let new = customers::permission::withdraw(&tx, log, &said).await?;
    let company = store::company(&tx).await?;
    let finding = withdrawn(&RuleSet::built_in(), &company, now);
    queue::deny_waiting(&tx, &row.contact_id, &to_json(&[finding])?, now).await?;
    queue::note_unsubscribed(&tx, &row.id, now).await?;
    tx.commit().await?;
    Ok(Some(if new { Ended::Now } else { Ended::Before }))
}

pub(crate) async fn card(
    connection: &impl ConnectionTrait,
    row: &message::Model,
) -> Result<Option<ContactCard>, CampaignError> {
    let contact = ContactId::new(&row.contact_id).map_err(|why| corrupt("a message", why))?;
    Ok(customers::people::contact(connection, &contact).await?)
}

/// The finding that stops what waits for somebody who just withdrew.
fn withdrawn(rules: &RuleSet, company: &store::Company, now: Instant) -> guard::Finding {
    guard::Finding {
        rule: guard::RuleId::C5,
        verdict: guard::Verdict::Deny,
        reason: guard::Reason::ConsentWithdrawn {
            channel: Channel::Email,
            date: company.zone.day(now),
        },
        evidence: None,
        source: rules.source(guard::RuleId::C5, None),
    }
}

/// Whether the last word on marketing mail is a refusal. (At the same moment it is.)
fn has_ended(card: &ContactCard) -> bool {
    let newest = |wanted: &dyn Fn(&customers::people::ConsentEntry) -> bool| {
        card.consents.iter().filter(|entry| wanted(entry)).map(|entry| entry.at).max()
    };
    let here = |entry: &customers::people::ConsentEntry| {
        entry.channel == Channel::Email && entry.purpose == Purpose::Marketing
    };
    let refused = newest(&|entry| {
        entry.status == ConsentStatus::Objected
            || entry.status == ConsentStatus::Withdrawn && here(entry)
    });
    let given = newest(&|entry| entry.status == ConsentStatus::Given && here(entry));
    refused.is_some() && refused >= given
}

fn shortened(address: &str) -> String {
    match (address.chars().next(), address.rsplit_once('@')) {
        (Some(first), Some((_, domain))) => format!("{first}…@{domain}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::tests::{at, card};

    #[test]
    fn the_newest_word_counts() {
        let entry = |status, day, channel| customers::people::ConsentEntry {
            id: String::new(),
            channel,
            purpose: Purpose::Marketing,
            status,
            at: at(day),
            source: "x".into(),
            text_version: None,
            sale_ref: None,
            family: None,
            notice_shown: false,
        };
        let ended = |entries: &[_]| {
            let mut card = card("k", "c");
            card.consents = entries.to_vec();
            has_ended(&card)
        };
        use ConsentStatus::{Given, Objected, Withdrawn};
        let mail = |status, day| entry(status, day, Channel::Email);
        assert!(!ended(&[]));
        assert!(!ended(&[mail(Given, 1)]));
        assert!(ended(&[mail(Given, 1), mail(Withdrawn, 2)]));
        assert!(!ended(&[mail(Withdrawn, 1), mail(Given, 2)]));
        assert!(ended(&[mail(Given, 2), mail(Withdrawn, 2)]));
        assert!(ended(&[mail(Given, 1), entry(Objected, 2, Channel::Phone)]));
        assert!(!ended(&[mail(Given, 1), entry(Withdrawn, 2, Channel::Phone)]));
    }

    #[test]
    fn addresses_are_shown_shortened() {
        assert_eq!(shortened("jo.jansen@laden.example"), "j…@laden.example");
        assert_eq!(shortened(""), "");
    }
}
