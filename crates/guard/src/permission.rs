//! Consent, refusal and the exceptions: what the person said, and what follows from it.
//!
//! - A *valid* consent is `given` for this channel and marketing, not later than now, with a
//!   source that proves it (C1), and not followed by a refusal.
//! - A *refusal* is a withdrawal for this channel (C5) or an objection, which counts for every
//!   channel (G5). It counts from the moment it is on record, also where its time lies ahead
//!   (a slip of the zone, "from the first of next month"). It stands until the person gives a
//!   valid consent for this channel, later. Entries about purchases never lift it (C7). At the
//!   same moment the refusal wins.
//! - Facts of the existing-customer exception (M2) must all come from one entry: a notice shown
//!   in one sale says nothing about another.

use chrono::Months;
use vocab::{Channel, CustomerKind, Instant, Purpose};

use crate::case::{Case, Consent, ConsentStatus};
use crate::decide::Finding;
use crate::reason::{CustomerFact, Reason, RuleId, Verdict};
use crate::rules::{Row, RuleSet, WithoutConsent};

/// What the history of consent says about marketing over one channel, at one moment.
#[derive(Debug)]
struct History<'a> {
    /// The consent that stands.
    consent: Option<&'a Consent>,
    /// The last consent that names no source.
    unproven: Option<&'a Consent>,
    /// The objection that stands.
    objection: Option<&'a Consent>,
    /// The withdrawal that stands.
    withdrawal: Option<&'a Consent>,
    /// Purchases recorded for this channel.
    purchases: Vec<&'a Consent>,
}

impl<'a> History<'a> {
    fn of(consents: &'a [Consent], channel: Channel, now: Instant) -> Self {
        let said = |status| consents.iter().filter(move |entry| entry.status == status);
        // Only what permits must have happened; a refusal counts as soon as it is on record.
        let permitted = |status| said(status).filter(move |entry| entry.time <= now);
        let here =
            |entry: &&Consent| entry.channel == channel && entry.purpose == Purpose::Marketing;
        let proven = |entry: &&Consent| !entry.source.trim().is_empty();
        let last =
            |entries: &mut dyn Iterator<Item = &'a Consent>| entries.max_by_key(|entry| entry.time);

        let given = last(&mut permitted(ConsentStatus::Given).filter(here).filter(proven));
        let stands = |refusal: &&Consent| given.is_none_or(|given| given.time <= refusal.time);
        let objection = last(&mut said(ConsentStatus::Objected)).filter(stands);
        let withdrawal = last(&mut said(ConsentStatus::Withdrawn).filter(here)).filter(stands);
        let refused = objection.is_some() || withdrawal.is_some();
        Self {
            consent: given.filter(|_| !refused),
            unproven: last(
                &mut permitted(ConsentStatus::Given).filter(here).filter(|entry| !proven(entry)),
            ),
            objection,
            withdrawal,
            purchases: permitted(ConsentStatus::ExistingCustomer).filter(here).collect(),
        }
    }

    /// The refusal that stands, the objection before the withdrawal.
    fn refusal(&self) -> Option<&'a Consent> {
        self.objection.or(self.withdrawal)
    }
}

/// The refusal that stands against marketing over a channel at a moment, an objection before a
/// withdrawal. What [`decide`](crate::decide()) goes by; for those who write down a refusal.
#[must_use]
pub fn refusal(consents: &[Consent], channel: Channel, now: Instant) -> Option<&Consent> {
    History::of(consents, channel, now).refusal()
}

/// Says whether marketing may reach this person over this channel, and why.
pub(crate) fn check(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    let history = History::of(&case.consents, case.channel, case.now);
    let row = row(rules, case);
    let source = |rule: RuleId| rules.source(rule, row);
    let mut find = |rule: RuleId, verdict: Verdict, reason: Reason, evidence: Option<String>| {
        findings.push(Finding { rule, verdict, reason, evidence, source: source(rule) });
    };
    let day = |time: Instant| case.zone.day(time);

    if let Some(entry) = history.objection {
        let reason = Reason::Objected { date: day(entry.time) };
        find(RuleId::G5, Verdict::Deny, reason, Some(shown(entry)));
    }
    if let Some(entry) = history.withdrawal {
        let reason = Reason::ConsentWithdrawn { channel: case.channel, date: day(entry.time) };
        find(RuleId::C5, Verdict::Deny, reason, Some(shown(entry)));
    }
    if let Some(refusal) = history.refusal() {
        let later = history.purchases.iter().filter(|entry| entry.time > refusal.time);
        if let Some(entry) = later.max_by_key(|entry| entry.time) {
            let (refused, bought) = (day(refusal.time), day(entry.time));
            let reason = Reason::PurchaseAfterRefusal { refused, bought };
            find(RuleId::C7, Verdict::Deny, reason, Some(shown(entry)));
        }
    }

    // The grounds on which it may happen, the firmest first.
    let Some(row) = row else {
        let reason = Reason::ChannelNotCovered { channel: case.channel };
        return find(RuleId::S2, Verdict::AskPerson, reason, None);
    };
    let mut worn = None;
    if let Some(entry) = history.consent {
        match worn_out(row, case, entry) {
            None => {
                let date = day(entry.time);
                let reason = Reason::ConsentGiven { channel: case.channel, date };
                return find(row.consent_rule, Verdict::Allow, reason, Some(shown(entry)));
            }
            Some(reason) => worn = Some((reason, shown(entry))),
        }
    }
    if row.without_consent == WithoutConsent::Allowed && history.refusal().is_none() {
        let reason = Reason::ConsentNotNeeded { channel: case.channel };
        return find(row.consent_rule, Verdict::Allow, reason, None);
    }
    let exception = existing_customer(row, case, &history);
    if let Exception::Holds(entry) = exception {
        let reason = Reason::ExistingCustomer {
            sale: text(entry.sale_ref.as_ref()).to_owned(),
            family: text(entry.family.as_ref()).to_owned(),
        };
        return find(RuleId::M2, Verdict::Allow, reason, Some(shown(entry)));
    }
    let legal_person = case.contact.customer_kind == CustomerKind::Company;
    if row.impersonal && case.contact.impersonal && legal_person && history.refusal().is_none() {
        return find(RuleId::M3, Verdict::Allow, Reason::ImpersonalAddress, None);
    }

    // None holds. Everything that is missing is named.
    if let Some((reason, evidence)) = worn {
        return find(RuleId::C6, Verdict::AskPerson, reason, Some(evidence));
    }
    if let Some(entry) = history.unproven {
        let reason = Reason::ConsentUnproven { channel: case.channel, date: day(entry.time) };
        find(RuleId::C1, Verdict::Deny, reason, Some(shown(entry)));
    }
    if let Exception::Fails(entry, reasons) = exception {
        for reason in reasons {
            find(RuleId::M2, Verdict::Deny, reason, Some(shown(entry)));
        }
    }
    let channel = case.channel;
    match row.without_consent {
        WithoutConsent::Denied => {
            find(row.consent_rule, Verdict::Deny, Reason::NoConsent { channel }, None);
        }
        WithoutConsent::AskPerson => {
            let reason = Reason::ChannelNotCovered { channel };
            find(row.consent_rule, Verdict::AskPerson, reason, None);
        }
        // Only a refusal leads here, and it is named already.
        WithoutConsent::Allowed => {}
    }
}

/// The row that decides this case.
pub(crate) fn row<'a>(rules: &'a RuleSet, case: &Case) -> Option<&'a Row> {
    let contact = &case.contact;
    rules.row(&contact.country, case.channel, contact.customer_kind, case.today())
}

/// Whether a consent that stands has not been used for too long.
fn worn_out(row: &Row, case: &Case, entry: &Consent) -> Option<Reason> {
    let months = row.consent_unused_months?;
    let used = case.consent_last_used.filter(|used| *used <= case.now);
    let since = case.zone.day(used.map_or(entry.time, |used| used.max(entry.time)));
    let until = since.checked_add_months(Months::new(months))?;
    (until < case.today()).then_some(Reason::ConsentUnused { channel: case.channel, since, months })
}

enum Exception<'a> {
    /// There is nothing to say about it.
    Absent,
    /// Every fact is there.
    Holds(&'a Consent),
    /// The best entry, and what it lacks.
    Fails(&'a Consent, Vec<Reason>),
}

/// Tries the existing-customer exception on every purchase; of those that fail, the one that
/// lacks least speaks (the latest of equals).
fn existing_customer<'a>(row: &Row, case: &Case, history: &History<'a>) -> Exception<'a> {
    if !row.existing_customer {
        return Exception::Absent;
    }
    let tried = history.purchases.iter().map(|entry| (*entry, lacks(row, case, history, entry)));
    let best = tried.min_by_key(|(entry, lacks)| (lacks.len(), std::cmp::Reverse(entry.time)));
    match best {
        None => Exception::Absent,
        Some((entry, lacks)) if lacks.is_empty() => Exception::Holds(entry),
        Some((entry, lacks)) => Exception::Fails(entry, lacks),
    }
}

fn lacks(row: &Row, case: &Case, history: &History<'_>, entry: &Consent) -> Vec<Reason> {
    let missing = |fact: CustomerFact| Some(Reason::FactMissing { fact });
    let lack = |fact: &CustomerFact| match fact {
        CustomerFact::SaleReference if text(entry.sale_ref.as_ref()).is_empty() => missing(*fact),
        CustomerFact::NoticeShown if !entry.notice_shown => missing(*fact),
        CustomerFact::NoRefusal if history.refusal().is_some() => missing(*fact),
        CustomerFact::Family => {
            let sold = text(entry.family.as_ref());
            let campaign = text(case.campaign.family.as_ref());
            if sold.is_empty() {
                missing(*fact)
            } else if campaign.is_empty() {
                Some(Reason::CampaignWithoutFamily)
            } else if sold == campaign {
                None
            } else {
                let (sold, campaign) = (sold.to_owned(), campaign.to_owned());
                Some(Reason::OtherFamily { sold, campaign })
            }
        }
        _ => None,
    };
    let mut lacks: Vec<_> = row.existing_customer_needs.iter().filter_map(lack).collect();
    // A refusal is final whatever a row asks for.
    let refusal = Reason::FactMissing { fact: CustomerFact::NoRefusal };
    if history.refusal().is_some() && !lacks.contains(&refusal) {
        lacks.push(refusal);
    }
    lacks
}

fn text(value: Option<&String>) -> &str {
    value.map_or("", |text| text.trim())
}

/// An entry as evidence: exact, the same in every language.
fn shown(entry: &Consent) -> String {
    let channel: Channel = entry.channel;
    let mut shown = format!(
        "{} {channel} {}, source: {}",
        entry.status,
        entry.time.format("%Y-%m-%dT%H:%M:%SZ"),
        entry.source.trim()
    );
    let more =
        [("text", &entry.text_version), ("sale", &entry.sale_ref), ("family", &entry.family)];
    for (name, value) in more {
        if let Some(value) = value {
            shown.push_str(&format!(", {name}: {value}"));
        }
    }
    if entry.notice_shown {
        shown.push_str(", notice shown");
    }
    shown
}
