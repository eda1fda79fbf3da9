//! The way out: one step, no sign-in, effective at once (C5, E2, E3).
//!
//! Looking at the page reads and nothing else, because scanners follow every link in a mail.
//! Only a POST ends the mails; mail programs send one with a single click (RFC 8058), people
//! press the button of the page. Twice is once. After a new consent the old link works again.
//!
//! Whoever reads at the address says stop, not a row of ours: the withdrawal is written down for
//! every contact who has the address the mail went to.

use customers::people::ContactCard;
use customers::permission::Declaration;
use events::EventLog;
use guard::RuleSet;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use store::Store;
use vocab::{CampaignId, Channel, ContactId, CustomerId, Instant, Lang};

use crate::error::{CampaignError, corrupt};
use crate::ledger::to_json;
use crate::question::consent;
use crate::rows::tables::message;
use crate::rows::{hold, look, readers};
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
    /// Who reads, and whose contact they are; `None` where neither is on record any more.
    pub reader: Option<(CustomerId, ContactId)>,
}

/// What is written down as the source of a withdrawal that came through a message. The text is
/// part of the records and never changes; pages say it in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The message.
    pub message: String,
    /// When the word came, where the withdrawal is dated later.
    pub received: Option<Instant>,
}

const THROUGH: &str = "one-click unsubscribe, message ";
const RECEIVED: &str = ", received ";

impl Source {
    /// As it stands in the records.
    #[must_use]
    pub fn text(&self) -> String {
        let received = self.received.map(|at| format!("{RECEIVED}{}", at.to_rfc3339()));
        format!("{THROUGH}{}{}", self.message, received.unwrap_or_default())
    }

    /// Reads what [`Source::text`] wrote. `None` for everybody else's words, also where they
    /// only begin like ours.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(THROUGH)?;
        let (message, received) = match rest.split_once(RECEIVED) {
            None => (rest, None),
            Some((message, at)) => {
                (message, Some(Instant::from(chrono::DateTime::parse_from_rfc3339(at).ok()?)))
            }
        };
        let id = !message.is_empty() && !message.contains(|c: char| c.is_whitespace() || c == ',');
        id.then(|| Self { message: message.to_owned(), received })
    }
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
    let wanted = language.unwrap_or(campaign.draft.message.fallback);
    let words = campaign.draft.message.words.get(&campaign.draft.message.language_for(wanted));
    Ok(Some(Visitor {
        language,
        company: company.name,
        address: shortened(row.address.as_deref().unwrap_or_default()),
        campaign: campaign.id,
        question: words.map(|words| words.question.clone()).unwrap_or_default(),
        ended: not_ended(connection, &row).await?.is_empty(),
        answers: row.answers,
        reader: card.map(|card| (card.customer.id, card.id)),
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
    let Some(row) = readers::by_token_for_change(&tx, token.hash().as_str()).await? else {
        return Ok(None);
    };
    hold::contacts(&tx, &[&row.contact_id], row.address.as_deref()).await?;
    let open = not_ended(&tx, &row).await?;
    if open.is_empty() {
        return Ok(Some(Ended::Before));
    }
    let mut new = false;
    let campaign = CampaignId::new(&row.campaign_id).ok();
    for (contact, given) in &open {
        let at = withdrawn_at(*given, now);
        let source =
            Source { message: row.id.clone(), received: Some(now).filter(|now| *now != at) };
        let mut said = Declaration::new(contact.clone(), Channel::Email, at, &source.text());
        said.campaign.clone_from(&campaign);
        new |= customers::permission::withdraw(&tx, log, &said).await?;
    }
    let company = store::company(&tx).await?;
    // A withdrawal counts under every set of rules; the built-in one names the norm.
    let finding = withdrawn(&RuleSet::built_in(), &company, now);
    let contacts: Vec<ContactId> = open.into_iter().map(|(contact, _)| contact).collect();
    readers::deny_waiting(&tx, &contacts, &to_json(&[finding])?, now).await?;
    readers::note_unsubscribed(&tx, &row.id, now).await?;
    tx.commit().await?;
    Ok(Some(if new { Ended::Now } else { Ended::Before }))
}

/// The contact of a message and whoever has the address it went to, without those whose
/// refusal stands already; with the newest consent of each.
async fn not_ended(
    connection: &impl ConnectionTrait,
    row: &message::Model,
) -> Result<Vec<(ContactId, Option<Instant>)>, CampaignError> {
    let mut contacts =
        vec![ContactId::new(&row.contact_id).map_err(|why| corrupt("a message", why))?];
    if let Some(address) = &row.address {
        let there = customers::people::contacts_at(connection, address).await?;
        contacts.extend(there.into_iter().filter(|contact| contact.as_str() != row.contact_id));
    }
    let mut open = Vec::new();
    for contact in contacts {
        let said: Vec<_> = customers::people::contact(connection, &contact)
            .await?
            .map(|card| card.consents.iter().map(consent).collect())
            .unwrap_or_default();
        if !has_ended(&said) {
            open.push((contact, newest_consent(&said)));
        }
    }
    Ok(open)
}

/// No consent on record may outlive a withdrawal, not even one whose time lies ahead.
fn withdrawn_at(newest_consent: Option<Instant>, now: Instant) -> Instant {
    newest_consent.map_or(now, |given| given.max(now))
}

fn newest_consent(said: &[guard::Consent]) -> Option<Instant> {
    let given = said.iter().filter(|entry| entry.status == guard::ConsentStatus::Given);
    given.map(|entry| entry.time).max()
}

/// Whether a refusal stands, as the guard sees it, and will go on to stand: also at the time of
/// the newest consent on record.
fn has_ended(said: &[guard::Consent]) -> bool {
    let at = newest_consent(said).unwrap_or(Instant::MIN_UTC);
    guard::refusal(said, Channel::Email, at).is_some()
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

fn shortened(address: &str) -> String {
    match (address.chars().next(), address.rsplit_once('@')) {
        (Some(first), Some((_, domain))) => format!("{first}…@{domain}"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use customers::permission::ConsentStatus;
    use proptest::prelude::*;
    use vocab::Purpose;

    use super::*;
    use crate::question::tests::at;

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
        let ended = |entries: &[_]| has_ended(&entries.iter().map(consent).collect::<Vec<_>>());
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

    proptest! {
        /// After a click there is a refusal that stands, now and for ever: whatever was on
        /// record, whenever it is said to have been.
        #[test]
        fn after_a_click_it_has_ended_for_good(
            history in prop::collection::vec((0..3_usize, 1..29_u32), 0..6),
            now in 1..29_u32,
        ) {
            let status = [
                guard::ConsentStatus::Given,
                guard::ConsentStatus::Withdrawn,
                guard::ConsentStatus::Objected,
            ];
            let entry = |status, time| guard::Consent {
                channel: Channel::Email,
                purpose: Purpose::Marketing,
                status,
                time,
                source: "x".into(),
                text_version: None,
                sale_ref: None,
                family: None,
                notice_shown: false,
            };
            let mut said: Vec<_> =
                history.iter().map(|(n, day)| entry(status[*n], at(*day))).collect();
            if !has_ended(&said) {
                let time = withdrawn_at(newest_consent(&said), at(now));
                said.push(entry(guard::ConsentStatus::Withdrawn, time));
            }
            for day in now..30 {
                prop_assert!(guard::refusal(&said, Channel::Email, at(day)).is_some(), "{said:#?}");
            }
        }
    }

    #[test]
    fn a_source_is_read_as_it_was_written() {
        for received in [None, Some(at(5))] {
            let source =
                Source { message: "01920000-0000-7000-8000-000000000001".into(), received };
            assert_eq!(Source::read(&source.text()), Some(source));
        }
        for other in [
            "web form",
            "one-click unsubscribe",
            "one-click unsubscribe, message ",
            "one-click unsubscribe, message 7, she also called",
            "one-click unsubscribe, message 7 and a call",
            "one-click unsubscribe, message 7, received yesterday",
            "told us: one-click unsubscribe, message 7",
        ] {
            assert_eq!(Source::read(other), None, "{other}");
        }
    }

    #[test]
    fn addresses_are_shown_shortened() {
        assert_eq!(shortened("jo.jansen@laden.example"), "j…@laden.example");
        assert_eq!(shortened(""), "");
    }
}
