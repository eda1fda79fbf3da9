//! A case that is allowed, to change from; and a short way to write histories.

use sog_guard::{
    Campaign, Cap, Case, Consent, ConsentStatus, Contact, Decision, Need, RuleSet, decide,
};
use vocab::{Channel, ContactId, CustomerKind, Instant, Purpose, Zone};

/// The moment of all cases.
pub(crate) fn now() -> Instant {
    at("2026-11-22T09:00:00Z")
}

pub(crate) fn at(text: &str) -> Instant {
    text.parse().expect("a time in a test")
}

/// Marketing by e-mail about toys, a need that is known and current, nothing against it, and
/// no consent.
pub(crate) fn bare() -> Case {
    Case {
        now: now(),
        zone: Zone::BERLIN,
        purpose: Purpose::Marketing,
        channel: Channel::Email,
        contact: Contact {
            id: ContactId::new("K1").expect("an id"),
            country: "DE".to_owned(),
            customer_kind: CustomerKind::Person,
            impersonal: false,
            has_address: true,
        },
        consents: Vec::new(),
        consent_last_used: None,
        blocked: None,
        campaign: Campaign { family: Some("toys".to_owned()), window: None },
        need: Some(Need { known: true, in_window: Some(true), months: Vec::new() }),
        touches: Vec::new(),
        covered_by: None,
        cap: Cap::default(),
        open_complaints: Vec::new(),
        promises: Vec::new(),
        inquiries: Vec::new(),
        claims: Vec::new(),
        held_out: false,
    }
}

/// The same with a consent.
pub(crate) fn allowed() -> Case {
    Case { consents: vec![entry(ConsentStatus::Given, "2026-03-01T12:00:00Z")], ..bare() }
}

/// An entry for e-mail with every fact of M2.
pub(crate) fn entry(status: ConsentStatus, time: &str) -> Consent {
    Consent {
        channel: Channel::Email,
        purpose: Purpose::Marketing,
        status,
        time: at(time),
        source: "web form".to_owned(),
        text_version: Some("3".to_owned()),
        sale_ref: Some("R-1".to_owned()),
        family: Some("toys".to_owned()),
        notice_shown: true,
    }
}

pub(crate) fn decided(case: &Case) -> Decision {
    decide(&RuleSet::built_in(), case)
}

/// The rule ids of all findings, in order, joined with `+`.
pub(crate) fn rules(decision: &Decision) -> String {
    decision.findings.iter().map(|finding| finding.rule.code()).collect::<Vec<_>>().join("+")
}
