//! From records and pictures to the guard's question.
//!
//! One function makes the [`Case`] for the live count, for the launch and for the moment of
//! sending, so that the three can only differ by the facts, never by how they are put. Facts
//! about permission come from the database each time; only what changes slowly (needs, older
//! touches) comes from the pictures.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use customers::people::{ContactCard, CustomerCard};
use customers::permission::ConsentStatus;
use customers::{PictureState, need_windows};
use guard::Case;
use sea_orm::ConnectionTrait;
use store::Company;
use vocab::{Channel, ContactId, CustomerKind, Instant, Purpose};

use crate::bounce::Blame;
use crate::brief::{Brief, ClaimKind};
use crate::error::CampaignError;
use crate::holdout::is_held_out;
use crate::queue::State;
use crate::rows::look::{self, Sending};

/// What holds for every contact of a campaign.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The campaign.
    pub campaign: vocab::CampaignId,
    /// What it is about.
    pub brief: Brief,
    /// The share that is held out.
    pub holdout_share: f64,
    /// The company's settings: cap, zone.
    pub company: Company,
}

/// What our own sending says about a contact, beside the pictures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Own {
    /// When we sent, or may have sent, something.
    pub touches: Vec<Instant>,
    /// When we last wrote to them for sure.
    pub last_sent: Option<Instant>,
    /// Refusals because of the recipient, by address in lower case: when, and whether the
    /// server said that the address does not exist.
    pub refusals: BTreeMap<String, Vec<(Instant, bool)>>,
}

/// After so many refusals without a known reason an address counts as dead (E8).
const UNKNOWN_REFUSALS: usize = 3;

impl Own {
    fn take(&mut self, row: &Sending) {
        let state = State::from_code(&row.state);
        let at = row.done.or(row.sending);
        if state.is_some_and(State::may_have_arrived) {
            self.touches.extend(at);
        }
        if state == Some(State::Sent) {
            self.last_sent = self.last_sent.max(at);
        }
        let blame = row.blame.as_deref().and_then(Blame::from_code);
        let about_them = blame.filter(|blame| blame.is_about_recipient());
        if let (Some(State::Bounced), Some(blame), Some(address), Some(at)) =
            (state, about_them, &row.address, at)
        {
            let refusals = self.refusals.entry(address.to_lowercase()).or_default();
            refusals.push((at, blame == Blame::AddressDead));
            refusals.sort_unstable();
        }
    }

    /// Since when an address is known to be dead: the server said so, or refused it for good
    /// three times. A new address is a new start.
    #[must_use]
    pub fn dead_since(&self, address: &str) -> Option<Instant> {
        let refusals = self.refusals.get(&address.to_lowercase())?;
        let said = refusals.iter().find(|(_, dead)| *dead);
        said.or_else(|| refusals.get(UNKNOWN_REFUSALS - 1)).map(|(at, _)| *at)
    }
}

/// What changes from contact to contact and is not in their card or picture.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// Our own sending, by contact.
    own: HashMap<String, Own>,
    /// Ids of open complaints, by customer.
    complaints: HashMap<String, Vec<String>>,
}

impl Facts {
    /// The facts about everybody.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self, CampaignError> {
        let sendings = look::sendings(connection, None).await?;
        let complaints = look::open_complaints(connection, None).await?;
        Ok(Self::of(&sendings, complaints))
    }

    /// The facts about one contact, as the transaction sees them.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn load_one(
        connection: &impl ConnectionTrait,
        card: &ContactCard,
    ) -> Result<Self, CampaignError> {
        let sendings = look::sendings(connection, Some(card.id.as_str())).await?;
        let customer = card.customer.id.as_str();
        let complaints = look::open_complaints(connection, Some(customer)).await?;
        Ok(Self::of(&sendings, complaints))
    }

    fn of(sendings: &[Sending], complaints: Vec<(String, String)>) -> Self {
        let mut facts = Self::default();
        for row in sendings {
            facts.own.entry(row.contact_id.clone()).or_default().take(row);
        }
        for (customer, complaint) in complaints {
            facts.complaints.entry(customer).or_default().push(complaint);
        }
        facts
    }

    /// Our own sending to a contact.
    #[must_use]
    pub fn own(&self, contact: &ContactId) -> Option<&Own> {
        self.own.get(contact.as_str())
    }

    /// Ids of a customer's open complaints.
    #[must_use]
    pub fn complaints(&self, customer: &CustomerCard) -> &[String] {
        self.complaints.get(customer.id.as_str()).map_or(&[], Vec::as_slice)
    }
}

/// The months in which a customer needs the campaign's family; empty where nothing is known.
#[must_use]
pub fn need_months(terms: &Terms, picture: Option<&PictureState>) -> Vec<u32> {
    let Some(picture) = picture else {
        return Vec::new();
    };
    let windows = need_windows(picture, terms.brief.family.trim(), terms.company.zone);
    let months: BTreeSet<u32> = windows.iter().flat_map(|window| window.months()).collect();
    months.into_iter().collect()
}

/// The question to the guard about one contact at one moment.
#[must_use]
pub fn case(
    terms: &Terms,
    card: &ContactCard,
    picture: Option<&PictureState>,
    facts: &Facts,
    now: Instant,
) -> Case {
    case_with_need(terms, card, picture, facts, now, need_months(terms, picture))
}

/// As [`case`], for a caller who worked the months out once for all contacts of a customer.
pub(crate) fn case_with_need(
    terms: &Terms,
    card: &ContactCard,
    picture: Option<&PictureState>,
    facts: &Facts,
    now: Instant,
    months: Vec<u32>,
) -> Case {
    let Terms { brief, company, .. } = terms;
    let own = facts.own(&card.id);
    let address = card.address(Channel::Email);
    let family = Some(brief.family.trim().to_owned()).filter(|family| !family.is_empty());
    Case {
        now,
        zone: company.zone,
        purpose: Purpose::Marketing,
        channel: brief.channel,
        contact: guard::Contact {
            id: card.id.clone(),
            country: card.customer.country.clone(),
            // Not known: the more protected of the two.
            customer_kind: card.customer.kind.unwrap_or(CustomerKind::Person),
            impersonal: card.impersonal,
            has_address: address.is_some(),
        },
        consents: card.consents.iter().map(consent).collect(),
        consent_last_used: own.and_then(|own| own.last_sent),
        blocked: blocked(card, own, address),
        campaign: guard::Campaign {
            family: family.clone(),
            window: brief.window.map(|w| guard::Window { from: w.from, until: w.until }),
        },
        need: family.map(|_| guard::Need { known: !months.is_empty(), in_window: None, months }),
        touches: touches(card, picture, own),
        covered_by: None,
        cap: guard::Cap { max: company.cap_touches, days: company.cap_days.max(1) },
        open_complaints: facts.complaints(&card.customer).to_vec(),
        claims: brief.claims.iter().map(claim).collect(),
        held_out: is_held_out(&terms.campaign, &card.customer.id, terms.holdout_share),
    }
}

fn consent(entry: &customers::people::ConsentEntry) -> guard::Consent {
    guard::Consent {
        channel: entry.channel,
        purpose: entry.purpose,
        status: match entry.status {
            ConsentStatus::Given => guard::ConsentStatus::Given,
            ConsentStatus::Withdrawn => guard::ConsentStatus::Withdrawn,
            ConsentStatus::Objected => guard::ConsentStatus::Objected,
            ConsentStatus::ExistingCustomer => guard::ConsentStatus::ExistingCustomer,
        },
        time: entry.at,
        source: entry.source.clone(),
        text_version: entry.text_version.clone(),
        sale_ref: entry.sale_ref.clone(),
        family: entry.family.clone(),
        notice_shown: entry.notice_shown,
    }
}

/// The block list, or a dead address (E8).
fn blocked(card: &ContactCard, own: Option<&Own>, address: Option<&str>) -> Option<guard::Block> {
    let listed = card.blocks.iter().find(|block| block.channel == Channel::Email);
    if let Some(block) = listed {
        return Some(guard::Block { since: block.at, reason: block.reason.clone() });
    }
    let since = own?.dead_since(address?)?;
    Some(guard::Block { since, reason: "mail servers refuse the address".to_owned() })
}

/// Every contact we began. A message of ours that is in the picture too has the same time to
/// the microsecond there and counts once; a contact that names no person counts for each
/// person at the customer.
fn touches(card: &ContactCard, picture: Option<&PictureState>, own: Option<&Own>) -> Vec<Instant> {
    let seen = picture.map(|picture| &picture.contacts);
    let named = seen.map_or(&[][..], |seen| seen.outbound_to(card.id.as_str()));
    let unnamed = seen.map_or(&[][..], |seen| seen.outbound_to(""));
    let mut all: Vec<Instant> = own.map(|own| own.touches.clone()).unwrap_or_default();
    // Two of ours at the same moment are two: each takes out one of the picture at most.
    let mut ours = all.clone();
    for micros in named.iter().chain(unnamed) {
        let time = customers::local::instant(*micros);
        match ours.iter().position(|own| *own == time) {
            Some(at) => drop(ours.swap_remove(at)),
            None => all.push(time),
        }
    }
    all.sort_unstable();
    all
}

fn claim(claim: &crate::brief::Claim) -> guard::Claim {
    guard::Claim {
        kind: match claim.kind {
            ClaimKind::Deadline => guard::ClaimKind::Deadline,
            ClaimKind::Stock => guard::ClaimKind::Stock,
        },
        wording: claim.words.clone(),
        fact: claim
            .until
            .filter(|_| claim.is_backed())
            .map(|date| guard::Fact { text: claim.fact.clone(), date }),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use vocab::{CampaignId, CustomerId, Lang};

    use super::*;

    pub(crate) fn at(day: u32) -> Instant {
        use chrono::TimeZone;
        chrono::Utc.with_ymd_and_hms(2026, 11, day, 9, 0, 0).unwrap()
    }

    pub(crate) fn terms() -> Terms {
        Terms {
            campaign: CampaignId::new("advent").unwrap(),
            brief: crate::brief::tests::complete(),
            holdout_share: 0.0,
            company: crate::message::tests::company(),
        }
    }

    pub(crate) fn card(contact: &str, customer: &str) -> ContactCard {
        ContactCard {
            id: ContactId::new(contact).unwrap(),
            customer: CustomerCard {
                kind: Some(CustomerKind::Company),
                country: "DE".into(),
                ..CustomerCard::unrecorded(CustomerId::new(customer).unwrap())
            },
            first_name: "Jo".into(),
            last_name: "Jansen".into(),
            email: Some("Jo@laden.example".into()),
            phone: None,
            language: Some(Lang::De),
            role: vocab::ContactRole::Buyer,
            impersonal: false,
            consents: Vec::new(),
            blocks: Vec::new(),
        }
    }

    fn sending(state: State, day: u32, blame: Option<Blame>) -> Sending {
        Sending {
            contact_id: "k1".into(),
            state: state.code().into(),
            address: Some("jo@laden.example".into()),
            blame: blame.map(|blame| blame.code().into()),
            sending: Some(at(day)),
            done: None,
        }
    }

    #[test]
    fn what_may_have_arrived_counts_as_a_touch() {
        let rows = [
            sending(State::Sent, 1, None),
            sending(State::Uncertain, 2, None),
            sending(State::Sending, 3, None),
            sending(State::Bounced, 4, Some(Blame::Unknown)),
        ];
        let facts = Facts::of(&rows, vec![("c1".into(), "R1".into())]);
        let case = case(&terms(), &card("k1", "c1"), None, &facts, at(12));
        assert_eq!(case.touches, [at(1), at(2), at(3)]);
        assert_eq!(case.consent_last_used, Some(at(1)));
        assert_eq!(case.open_complaints, ["R1"]);
        assert!(case.blocked.is_none(), "an unknown refusal condemns nobody");
        assert!(case.check().is_ok());
    }

    #[test]
    fn a_message_in_the_picture_too_counts_once() {
        use customers::Fold;
        let mut picture = PictureState::named("c1").unwrap();
        for (n, (day, contact)) in [(1, "k1"), (2, ""), (3, "k2")].into_iter().enumerate() {
            picture.update(&events::EventRef {
                contact,
                ..crate::audience::tests::event(n as u128, at(day), vocab::EventKind::MessageSent)
            });
        }
        let rows = [1, 1, 5].map(|day| sending(State::Sent, day, None));
        let facts = Facts::of(&rows, Vec::new());
        let case = case(&terms(), &card("k1", "c1"), Some(&picture), &facts, at(12));
        // Two of ours on the first, one of them in the picture; one to nobody by name.
        assert_eq!(case.touches, [at(1), at(1), at(2), at(5)]);
    }

    #[test]
    fn a_dead_address_is_blocked_and_a_new_one_is_not() {
        let facts = Facts::of(&[sending(State::Bounced, 4, Some(Blame::AddressDead))], Vec::new());
        let mut card = card("k1", "c1");
        let blocked = |card: &ContactCard| case(&terms(), card, None, &facts, at(12)).blocked;
        assert_eq!(blocked(&card).unwrap().since, at(4));
        card.email = Some("new@laden.example".into());
        assert_eq!(blocked(&card), None);
    }

    #[test]
    fn three_refusals_without_a_reason_are_enough() {
        let rows = [4, 6, 5].map(|day| sending(State::Bounced, day, Some(Blame::Unknown)));
        let blocked = |rows: &[Sending]| {
            let facts = Facts::of(rows, Vec::new());
            case(&terms(), &card("k1", "c1"), None, &facts, at(12)).blocked
        };
        assert_eq!(blocked(&rows[..2]), None);
        assert_eq!(blocked(&rows).unwrap().since, at(6));
        let full = [4, 5, 6].map(|day| sending(State::Bounced, day, Some(Blame::Temporary)));
        assert_eq!(blocked(&full), None, "a full mailbox is no dead address");
    }

    #[test]
    fn nothing_known_counts_against_sending() {
        let mut card = card("k1", "c1");
        card.customer = CustomerCard::unrecorded(card.customer.id);
        card.email = Some("  ".into());
        let case = case(&terms(), &card, None, &Facts::default(), at(12));
        assert_eq!(case.contact.customer_kind, CustomerKind::Person);
        assert_eq!(case.contact.country, "");
        assert!(!case.contact.has_address);
        assert_eq!(case.need, Some(guard::Need { known: false, in_window: None, months: vec![] }));
    }
}
