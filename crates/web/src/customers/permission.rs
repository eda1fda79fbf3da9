//! What may be sent to whom, and why not: the guard asked for each contact and channel, as if
//! a message about a family were to go out now.
//!
//! This only shows. Delivery asks the guard itself, at the moment of sending.

use std::collections::HashMap;

use ::customers::people::{ContactCard, CustomerCard};
use ::customers::{PictureState, need_windows};
use guard::{Case, Decision, RuleSet, Verdict, decide};
use store::Company;
use vocab::{Channel, ContactId, CustomerKind, Event, EventKind, Instant, Purpose};

/// Channels worth asking about: those a campaign or a seller writes, calls or posts on.
const CHANNELS: [Channel; 3] = [Channel::Email, Channel::Phone, Channel::Post];

/// What the guard says about one channel.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The channel.
    pub channel: Channel,
    /// What the guard says, with all findings.
    pub decision: Decision,
}

impl Answer {
    /// The class of a badge for the verdict.
    #[must_use]
    pub fn tone(&self) -> &'static str {
        match self.decision.verdict {
            Verdict::Allow => "good",
            Verdict::Deny => "bad",
            Verdict::AskPerson => "warn",
        }
    }
}

/// When we last wrote to a contact over a channel.
pub(super) type LastUse = HashMap<(String, Channel), Instant>;

/// Reads [`LastUse`] off a customer's events.
pub(super) fn last_use(events: &[Event]) -> LastUse {
    let mut last = LastUse::new();
    for event in events.iter().filter(|event| event.kind == EventKind::MessageSent) {
        if let (Some(contact), Some(channel)) = (&event.contact, event.channel) {
            let at = last.entry((contact.to_string(), channel)).or_insert(event.time);
            *at = (*at).max(event.time);
        }
    }
    last
}

/// The facts about a customer that every question shares.
pub(super) struct Facts<'a> {
    pub(super) company: &'a Company,
    pub(super) state: Option<&'a PictureState>,
    pub(super) open_complaints: Vec<String>,
    pub(super) last_use: LastUse,
    /// The family the message would be about.
    pub(super) family: Option<&'a str>,
    pub(super) now: Instant,
}

impl Facts<'_> {
    /// Asks about a contact, channel by channel.
    pub(super) fn ask(&self, rules: &RuleSet, contact: &ContactCard) -> Vec<Answer> {
        CHANNELS
            .into_iter()
            .map(|channel| Answer {
                channel,
                decision: decide(rules, &self.case(contact, channel)),
            })
            .collect()
    }

    fn case(&self, contact: &ContactCard, channel: Channel) -> Case {
        let id: &ContactId = &contact.id;
        let customer: &CustomerCard = &contact.customer;
        Case {
            now: self.now,
            zone: self.company.zone,
            purpose: Purpose::Marketing,
            channel,
            contact: guard::Contact {
                id: id.clone(),
                country: customer.country.clone(),
                // Unknown: a person, whom the rules protect more.
                customer_kind: customer.kind.unwrap_or(CustomerKind::Person),
                impersonal: contact.impersonal,
                // A letter goes to the customer; records hold no postal address of a contact.
                has_address: channel == Channel::Post || contact.address(channel).is_some(),
            },
            consents: contact.consents.iter().map(consent).collect(),
            consent_last_used: self.last_use.get(&(id.to_string(), channel)).copied(),
            blocked: contact
                .blocks
                .iter()
                .find(|block| block.channel == channel)
                .map(|block| guard::Block { since: block.at, reason: block.reason.clone() }),
            campaign: guard::Campaign { family: self.family.map(str::to_owned), window: None },
            need: self.need(),
            touches: self
                .state
                .map(|state| state.outbound_to(id.as_str()).collect())
                .unwrap_or_default(),
            covered_by: None,
            cap: guard::Cap { max: self.company.cap_touches, days: self.company.cap_days.max(1) },
            open_complaints: self.open_complaints.clone(),
            claims: Vec::new(),
            held_out: false,
        }
    }

    fn need(&self) -> Option<guard::Need> {
        let windows = need_windows(self.state?, self.family?, self.company.zone);
        if windows.is_empty() {
            return None;
        }
        let mut months: Vec<u32> = windows.iter().flat_map(|window| window.months()).collect();
        months.sort_unstable();
        months.dedup();
        Some(guard::Need { known: true, in_window: None, months })
    }
}

fn consent(entry: &::customers::ConsentEntry) -> guard::Consent {
    use ::customers::ConsentStatus as From;
    use guard::ConsentStatus as To;
    guard::Consent {
        channel: entry.channel,
        purpose: entry.purpose,
        status: match entry.status {
            From::Given => To::Given,
            From::Withdrawn => To::Withdrawn,
            From::Objected => To::Objected,
            From::ExistingCustomer => To::ExistingCustomer,
        },
        time: entry.at,
        source: entry.source.clone(),
        text_version: entry.text_version.clone(),
        sale_ref: entry.sale_ref.clone(),
        family: entry.family.clone(),
        notice_shown: entry.notice_shown,
    }
}
