//! From records and pictures to the guard's question.
//!
//! One function makes the [`Case`] for the live count, for the launch, for the page of a
//! customer and for the moment of sending, so that they can only differ by the facts, never by
//! how they are put. Facts about permission come from the database each time; only what changes
//! slowly (needs, older touches) comes from the pictures.

use std::collections::{BTreeSet, HashMap};

use customers::people::{ConsentEntry, ContactCard};
use customers::permission::ConsentStatus;
use customers::stated::windows;
use customers::{PictureState, Pictures, need_windows};
use guard::Case;
use sea_orm::ConnectionTrait;
use store::Company;
use vocab::{CampaignId, Channel, CustomerId, CustomerKind, Instant, Purpose};

use crate::brief::{Brief, Claim, ClaimKind, Window};
use crate::error::CampaignError;
use crate::facts::Facts;
use crate::holdout::{MAX_SHARE, is_held_out};

/// Days ahead in which what a customer said of a need counts: every yearly one comes once.
const YEAR: u64 = 365;

/// What holds for every contact of a campaign.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The campaign.
    pub campaign: CampaignId,
    /// What it is about.
    pub brief: Brief,
    /// The share that is held out.
    pub holdout_share: f64,
    /// The company's settings: cap, zone.
    pub company: Company,
}

/// The share a company holds out, within its bounds.
pub(crate) fn share(company: &Company) -> f64 {
    if company.holdout_share.is_finite() {
        company.holdout_share.clamp(0.0, MAX_SHARE)
    } else {
        0.0
    }
}

impl Terms {
    /// The terms of a campaign that was not launched yet.
    #[must_use]
    pub fn of(campaign: &CampaignId, brief: &Brief, company: &Company) -> Self {
        Self {
            campaign: campaign.clone(),
            brief: brief.clone(),
            holdout_share: share(company),
            company: company.clone(),
        }
    }

    /// The part of them the guard is asked about.
    #[must_use]
    pub fn about(&self) -> About<'_> {
        About {
            channel: self.brief.channel,
            family: self.brief.family.trim(),
            window: self.brief.window,
            claims: &self.brief.claims,
            campaign: Some((&self.campaign, self.holdout_share)),
            company: &self.company,
        }
    }
}

/// What a message would be about: the same for everybody who could get it.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The way it would go.
    pub channel: Channel,
    /// The product family; empty where it is about none.
    pub family: &'a str,
    /// The days on which it may go.
    pub window: Option<Window>,
    /// What it claims about time or stock.
    pub claims: &'a [Claim],
    /// The campaign it belongs to, with the share held out; `None` for a question outside of
    /// campaigns.
    pub campaign: Option<(&'a CampaignId, f64)>,
    /// The company's settings.
    pub company: &'a Company,
}

/// The question to the guard about one contact at one moment.
#[must_use]
pub fn case(
    about: &About<'_>,
    card: &ContactCard,
    pictures: &Pictures,
    facts: &Facts,
    now: Instant,
) -> Case {
    Asker::new(about, pictures, facts, now).case(card)
}

/// The same question with the facts as the connection (or the transaction) sees them now.
pub(crate) async fn ask(
    connection: &impl ConnectionTrait,
    about: &About<'_>,
    card: &ContactCard,
    pictures: &Pictures,
    now: Instant,
) -> Result<Case, CampaignError> {
    let facts = Facts::load_one(connection, card).await?;
    Ok(case(about, card, pictures, &facts, now))
}

/// Asks about many contacts, and works out once what several of them share.
#[derive(Debug)]
pub(crate) struct Asker<'a> {
    about: &'a About<'a>,
    pictures: &'a Pictures,
    facts: &'a Facts,
    now: Instant,
    /// The months of a customer's need.
    months: HashMap<CustomerId, Vec<u32>>,
    /// The touches of an address that several contacts have.
    touches: HashMap<String, Vec<Instant>>,
}

impl<'a> Asker<'a> {
    pub(crate) fn new(
        about: &'a About<'a>,
        pictures: &'a Pictures,
        facts: &'a Facts,
        now: Instant,
    ) -> Self {
        let (months, touches) = (HashMap::new(), HashMap::new());
        Self { about, pictures, facts, now, months, touches }
    }

    pub(crate) fn case(&mut self, card: &ContactCard) -> Case {
        let About { channel, company, .. } = *self.about;
        let family = Some(self.about.family.to_owned()).filter(|family| !family.is_empty());
        let need = self.need(&card.customer.id);
        Case {
            now: self.now,
            zone: company.zone,
            purpose: Purpose::Marketing,
            channel,
            contact: guard::Contact {
                id: card.id.clone(),
                country: card.customer.country.clone(),
                // Not known: the more protected of the two.
                customer_kind: card.customer.kind.unwrap_or(CustomerKind::Person),
                impersonal: card.impersonal,
                // A letter goes to the customer; records hold no postal address of a contact.
                has_address: channel == Channel::Post || card.address(channel).is_some(),
            },
            consents: consents(card, channel),
            consent_last_used: self.last_used(card),
            blocked: self.blocked(card),
            campaign: guard::Campaign {
                family: family.clone(),
                window: self.about.window.map(|w| guard::Window { from: w.from, until: w.until }),
            },
            need: family.map(|_| need),
            touches: self.touches(card),
            covered_by: self
                .about
                .campaign
                .and_then(|(campaign, _)| self.facts.covered_by(campaign, card))
                .cloned(),
            cap: guard::Cap { max: company.cap_touches, days: company.cap_days.max(1) },
            open_complaints: self.facts.complaints(&card.customer).to_vec(),
            promises: self.promises(card),
            inquiries: self.inquiries(card),
            claims: self.about.claims.iter().map(claim).collect(),
            held_out: self
                .about
                .campaign
                .is_some_and(|(campaign, share)| is_held_out(campaign, &card.customer.id, share)),
        }
    }

    /// When a customer needs the family. What they said of the year ahead counts for more than what
    /// follows from their orders.
    fn need(&mut self, customer: &CustomerId) -> guard::Need {
        let today = self.about.company.zone.day(self.now);
        let ahead = today.checked_add_days(chrono::Days::new(YEAR)).unwrap_or(today);
        let stated = self.facts.stated(customer, self.about.family);
        let mut stated = stated.flat_map(|need| windows(need, today, ahead)).peekable();
        if stated.peek().is_some() {
            let is_now = stated.any(|window| window.from <= today && today <= window.until);
            return guard::Need { known: true, in_window: Some(is_now), months: Vec::new() };
        }
        let months = self.months(customer);
        guard::Need { known: !months.is_empty(), in_window: None, months }
    }

    /// The months in which a customer usually buys the family; empty where nothing is known.
    fn months(&mut self, customer: &CustomerId) -> Vec<u32> {
        if let Some(months) = self.months.get(customer) {
            return months.clone();
        }
        let windows = self
            .pictures
            .get(customer)
            .map(|picture| need_windows(picture, self.about.family, self.about.company.zone));
        let months: BTreeSet<u32> =
            windows.iter().flatten().flat_map(customers::NeedWindow::months).collect();
        let months: Vec<u32> = months.into_iter().collect();
        self.months.insert(customer.clone(), months.clone());
        months
    }

    /// What we promised the customer and have not settled.
    fn promises(&self, card: &ContactCard) -> Vec<guard::Promise> {
        let zone = self.about.company.zone;
        let open = self.facts.promises(&card.customer).iter();
        open.map(|one| guard::Promise { id: one.id.clone(), due: zone.day(one.due) }).collect()
    }

    /// What the customer asked and nobody has answered, as of the last refresh.
    fn inquiries(&self, card: &ContactCard) -> Vec<guard::Inquiry> {
        let waiting = self.pictures.get(&card.customer.id);
        let waiting = waiting.map_or(&[][..], |picture| picture.inquiries.waiting()).iter();
        waiting
            .map(|one| guard::Inquiry {
                id: vocab::EventId(one.event).to_string(),
                time: customers::local::instant(one.asked),
            })
            .collect()
    }

    /// When the contact was last written to over the channel, by us or, as imported touches
    /// tell, by whatever was used before: both keep a consent alive (C6).
    fn last_used(&self, card: &ContactCard) -> Option<Instant> {
        let About { channel, .. } = *self.about;
        let ours = self.facts.last_sent(&card.id).filter(|_| channel == Channel::Email);
        let picture = self.pictures.get(&card.customer.id);
        let told =
            picture.and_then(|picture| picture.contacts.last_over(card.id.as_str(), channel));
        ours.max(told.map(customers::local::instant))
    }

    /// The block list, or a dead address (E8).
    fn blocked(&self, card: &ContactCard) -> Option<guard::Block> {
        let About { channel, .. } = *self.about;
        let listed = card.blocks.iter().find(|block| block.channel == channel);
        if let Some(block) = listed {
            return Some(guard::Block { since: block.at, reason: block.reason.clone() });
        }
        let address = card.address(channel).filter(|_| channel == Channel::Email)?;
        let since = self.facts.dead_since(address)?;
        Some(guard::Block { since, reason: "mail servers refuse the address".to_owned() })
    }

    /// Every contact we began with the reader of the address.
    fn touches(&mut self, card: &ContactCard) -> Vec<Instant> {
        let key = card.inbox.as_ref().and(card.email.as_deref());
        let Some(key) = key.map(customers::people::address_key) else {
            return touches(card, self.pictures, self.facts);
        };
        if let Some(touches) = self.touches.get(&key) {
            return touches.clone();
        }
        let touches = touches(card, self.pictures, self.facts);
        self.touches.insert(key, touches.clone());
        touches
    }
}

/// What the contact said, and for mail also what others with the same address refused.
fn consents(card: &ContactCard, channel: Channel) -> Vec<guard::Consent> {
    let others = card.refused_by_others().filter(|_| channel == Channel::Email);
    card.consents.iter().chain(others).map(consent).collect()
}

/// An entry of consent as the guard takes it.
pub(crate) fn consent(entry: &ConsentEntry) -> guard::Consent {
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

/// A message of ours that is in a picture too has the same time to the microsecond there and
/// counts once; a contact that names no person counts for each person at the customer.
fn touches(card: &ContactCard, pictures: &Pictures, facts: &Facts) -> Vec<Instant> {
    let mut all = facts.touches(card);
    // Two of ours at the same moment are two: each takes out one of the pictures at most.
    let mut ours = all.clone();
    let mut people = vec![(&card.id, &card.customer.id)];
    people.extend(card.sharers().map(|(contact, customer)| (contact, customer)));
    let mut seen_at = BTreeSet::new();
    for (contact, customer) in people {
        let mut seen = |picture: &PictureState| {
            let named = picture.contacts.outbound_to(contact.as_str()).iter();
            let first = seen_at.insert(customer.as_str());
            let unnamed = if first { picture.contacts.outbound_to("") } else { &[] };
            named.chain(unnamed).copied().collect::<Vec<i64>>()
        };
        for micros in pictures.get(customer).map(&mut seen).unwrap_or_default() {
            let time = customers::local::instant(micros);
            match ours.iter().position(|own| *own == time) {
                Some(at) => drop(ours.swap_remove(at)),
                None => all.push(time),
            }
        }
    }
    all.sort_unstable();
    all
}

fn claim(claim: &Claim) -> guard::Claim {
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
    use customers::people::{CustomerCard, Inbox};
    use vocab::{ContactId, CustomerId, Lang};

    use super::*;
    use crate::bounce::Blame;
    use crate::queue::State;
    use crate::rows::look::Sending;

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
            inbox: None,
            blocks: Vec::new(),
        }
    }

    fn asked(card: &ContactCard, facts: &Facts) -> Case {
        case(&terms().about(), card, &Pictures::default(), facts, at(12))
    }

    fn sending(state: State, day: u32, blame: Option<Blame>) -> Sending {
        Sending {
            campaign_id: "advent".into(),
            contact_id: "k1".into(),
            state: state.code().into(),
            address: Some("jo@laden.example".into()),
            blame: blame.map(|blame| blame.code().into()),
            sending: Some(at(day)),
            done: None,
        }
    }

    #[test]
    fn what_we_owe_the_customer_is_part_of_the_question() {
        let due = at(20);
        let facts = Facts::of(&[], Vec::new())
            .promising(vec![("c1".into(), "V1".into(), due), ("c2".into(), "V2".into(), due)]);
        let case = asked(&card("k1", "c1"), &facts);
        assert_eq!(case.promises, [guard::Promise { id: "V1".into(), due: due.date_naive() }]);
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
        let case = asked(&card("k1", "c1"), &facts);
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
        let pictures = Pictures::from_iter([picture]);
        let case = case(&terms().about(), &card("k1", "c1"), &pictures, &facts, at(12));
        // Two of ours on the first, one of them in the picture; one to nobody by name.
        assert_eq!(case.touches, [at(1), at(1), at(2), at(5)]);
    }

    #[test]
    fn mails_of_an_earlier_tool_keep_a_consent_alive() {
        use customers::Fold;
        let mut picture = PictureState::named("c1").unwrap();
        for (n, (day, channel)) in
            [(1, Channel::Email), (2, Channel::Phone)].into_iter().enumerate()
        {
            picture.update(&events::EventRef {
                contact: "k1",
                channel: Some(channel),
                direction: Some(vocab::Direction::Outbound),
                ..crate::audience::tests::event(n as u128, at(day), vocab::EventKind::Touch)
            });
        }
        let pictures = Pictures::from_iter([picture]);
        let used = |card: &ContactCard, channel, rows: &[Sending]| {
            let (terms, facts) = (terms(), Facts::of(rows, Vec::new()));
            let about = About { channel, ..terms.about() };
            case(&about, card, &pictures, &facts, at(12)).consent_last_used
        };
        let sent = [sending(State::Sent, 5, None), sending(State::Uncertain, 6, None)];
        let me = card("k1", "c1");
        assert_eq!(used(&me, Channel::Email, &[]), Some(at(1)));
        assert_eq!(used(&me, Channel::Email, &sent), Some(at(5)));
        assert_eq!(used(&me, Channel::Phone, &sent), Some(at(2)));
        assert_eq!(used(&card("k2", "c1"), Channel::Email, &sent), None);
    }

    /// Another contact, of another customer, with the same address.
    fn twins() -> (ContactCard, ContactCard) {
        let (mut one, mut other) = (card("k1", "c1"), card("k9", "c9"));
        other.email = Some(" JO@laden.example".into());
        let no = ConsentEntry {
            id: "1".into(),
            channel: Channel::Email,
            purpose: Purpose::Marketing,
            status: ConsentStatus::Withdrawn,
            at: at(2),
            source: "letter".into(),
            text_version: None,
            sale_ref: None,
            family: None,
            notice_shown: false,
        };
        other.consents.push(no.clone());
        let people = [&one, &other].map(|card| (card.id.clone(), card.customer.id.clone()));
        let refusals = vec![(other.id.clone(), no)];
        let inbox = std::sync::Arc::new(Inbox { people: people.to_vec(), refusals });
        (one.inbox, other.inbox) = (Some(std::sync::Arc::clone(&inbox)), Some(inbox));
        (one, other)
    }

    #[test]
    fn what_reached_an_address_counts_for_whoever_has_it() {
        use customers::Fold;
        let (one, other) = twins();
        let touched = |customer: &'static str, contact: &'static str, day| {
            let mut picture = PictureState::named(customer).unwrap();
            picture.update(&events::EventRef {
                customer,
                contact,
                direction: Some(vocab::Direction::Outbound),
                ..crate::audience::tests::event(7, at(day), vocab::EventKind::Touch)
            });
            picture
        };
        let pictures = Pictures::from_iter([touched("c9", "k9", 3), touched("c1", "", 4)]);
        let rows =
            [sending(State::Sent, 5, None), sending(State::Bounced, 6, Some(Blame::AddressDead))];
        let facts = Facts::of(&rows, Vec::new());
        let terms = terms();
        for card in [&one, &other] {
            let case = case(&terms.about(), card, &pictures, &facts, at(12));
            assert_eq!(case.touches, [at(3), at(4), at(5)], "{}", card.id);
            assert_eq!(case.blocked.unwrap().since, at(6), "{}", card.id);
            assert_eq!(case.consents.len(), 1, "the refusal, once: {}", card.id);
        }
        // What was said about mail is about the mail address alone.
        let about = About { channel: Channel::Phone, ..terms.about() };
        assert!(case(&about, &one, &pictures, &facts, at(12)).consents.is_empty());
    }

    #[test]
    fn a_dead_address_is_blocked_and_a_new_one_is_not() {
        let facts = Facts::of(&[sending(State::Bounced, 4, Some(Blame::AddressDead))], Vec::new());
        let mut card = card("k1", "c1");
        let blocked = |card: &ContactCard| asked(card, &facts).blocked;
        assert_eq!(blocked(&card).unwrap().since, at(4));
        card.email = Some("new@laden.example".into());
        assert_eq!(blocked(&card), None);
    }

    #[test]
    fn three_refusals_without_a_reason_are_enough() {
        let rows = [4, 6, 5].map(|day| sending(State::Bounced, day, Some(Blame::Unknown)));
        let blocked = |rows: &[Sending]| {
            let facts = Facts::of(rows, Vec::new());
            asked(&card("k1", "c1"), &facts).blocked
        };
        assert_eq!(blocked(&rows[..2]), None);
        assert_eq!(blocked(&rows).unwrap().since, at(6));
        let full = [4, 5, 6].map(|day| sending(State::Bounced, day, Some(Blame::Temporary)));
        assert_eq!(blocked(&full), None, "a full mailbox is no dead address");
    }

    /// What the customer said of their need counts for more than what follows from orders; one that
    /// is over, or of another family, or withdrawn, says nothing.
    #[test]
    fn the_customers_word_says_when_they_need_it() {
        use customers::said::Cited;
        use customers::stated::{Recurrence, Source, StatedNeed, Window};
        let family = terms().brief.family;
        let stated = |customer: &str, family: &str, from: &str, until: &str| StatedNeed {
            id: format!("{customer} {family} {from}"),
            version: 1,
            customer: CustomerId::new(customer).unwrap(),
            contact: None,
            family: family.to_owned(),
            window: Window {
                from: from.parse().unwrap(),
                peak: None,
                until: until.parse().unwrap(),
            },
            recurrence: Recurrence::Once,
            fact: "two crates".into(),
            wish: String::new(),
            source: Source::Talk,
            said: Cited::of(&vocab::Event::new(
                vocab::EventId(1),
                None,
                at(1),
                vocab::EventKind::NeedStated,
            ))
            .unwrap(),
            withdrawn: None,
            removed: false,
            written: at(1),
            person: "mara".into(),
        };
        let need = |needs: Vec<StatedNeed>| {
            asked(&card("k1", "c1"), &Facts::default().stating(needs)).need.unwrap()
        };
        let is_now = |known, in_window| guard::Need { known, in_window, months: Vec::new() };
        // It is the 12th of November.
        let now = stated("c1", &family, "2026-11-12", "2026-12-01");
        let later = stated("c1", &family, "2026-11-13", "2026-12-01");
        let over = stated("c1", &family, "2026-10-01", "2026-11-11");
        assert_eq!(need(vec![now.clone()]), is_now(true, Some(true)));
        assert_eq!(need(vec![later.clone()]), is_now(true, Some(false)));
        assert_eq!(need(vec![later, now.clone()]), is_now(true, Some(true)));
        assert_eq!(need(vec![over.clone()]), is_now(false, None));
        let yearly = StatedNeed { recurrence: Recurrence::Yearly, ..over };
        assert_eq!(need(vec![yearly]), is_now(true, Some(false)));
        let other = stated("c1", "Other things", "2026-11-12", "2026-12-01");
        let another = stated("c2", &family, "2026-11-12", "2026-12-01");
        let withdrawn = StatedNeed { withdrawn: Some(at(11)), ..now };
        assert_eq!(need(vec![other, another, withdrawn]), is_now(false, None));
    }

    #[test]
    fn nothing_known_counts_against_sending() {
        let mut card = card("k1", "c1");
        card.customer = CustomerCard::unrecorded(card.customer.id);
        card.email = Some("  ".into());
        let case = asked(&card, &Facts::default());
        assert_eq!(case.contact.customer_kind, CustomerKind::Person);
        assert_eq!(case.contact.country, "");
        assert!(!case.contact.has_address);
        assert_eq!(case.need, Some(guard::Need { known: false, in_window: None, months: vec![] }));
    }
}
