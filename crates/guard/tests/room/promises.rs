//! The promises, against cases nobody thought of.

use crate::common::{bare, decided, entry, now};
use proptest::prelude::*;
use sog_guard::{Block, Case, Consent, ConsentStatus, Contact, Inquiry, Need, Promise, Verdict};
use vocab::{Channel, CustomerKind, Instant, Purpose};

const COUNTRIES: &[&str] = &["DE", "AT", "CH", "NL", "BE", "ES", "XX", ""];

/// Few different times, so that ties and entries of the future are frequent.
fn time() -> impl Strategy<Value = Instant> {
    (0..8_i64).prop_map(|step| now() + chrono::TimeDelta::days(step - 6))
}

fn consent() -> impl Strategy<Value = Consent> {
    (
        prop::sample::select(vec![Channel::Email, Channel::Phone, Channel::Sms]),
        prop::sample::select(vec![Purpose::Marketing, Purpose::Marketing, Purpose::Service]),
        prop::sample::select(ConsentStatus::ALL),
        time(),
        prop::sample::select(vec!["web form", "web form", " "]),
        prop::option::weighted(0.8, Just("R-1".to_owned())),
        prop::option::weighted(
            0.8,
            prop::sample::select(vec!["toys".to_owned(), "tools".to_owned()]),
        ),
        prop::bool::weighted(0.8),
    )
        .prop_map(
            |(channel, purpose, status, time, source, sale_ref, family, notice_shown)| Consent {
                channel,
                purpose,
                status,
                time,
                source: source.to_owned(),
                text_version: None,
                sale_ref,
                family,
                notice_shown,
            },
        )
}

prop_compose! {
    fn case()(
        country in prop::sample::select(COUNTRIES),
        kind in prop::sample::select(CustomerKind::ALL),
        impersonal in any::<bool>(),
        has_address in prop::bool::weighted(0.9),
        channel in prop::sample::select(Channel::ALL),
        consents in prop::collection::vec(consent(), 0..6),
        blocked in prop::bool::weighted(0.1),
        touches in prop::collection::vec(time(), 0..4),
        need in prop::option::weighted(0.9, (any::<bool>(), prop::option::of(any::<bool>()))),
        complaint in prop::bool::weighted(0.1),
        held_out in prop::bool::weighted(0.1),
        (overdue, asked) in (prop::bool::weighted(0.1), prop::option::weighted(0.2, time())),
    ) -> Case {
        let bare = bare();
        Case {
            contact: Contact {
                country: country.to_owned(),
                customer_kind: kind,
                impersonal,
                has_address,
                ..bare.contact
            },
            channel,
            consents,
            blocked: blocked.then(|| Block { since: now(), reason: String::new() }),
            touches,
            need: need.map(|(known, in_window)| Need { known, in_window, months: Vec::new() }),
            open_complaints: if complaint { vec!["C-1".to_owned()] } else { Vec::new() },
            held_out,
            promises: overdue
                .then(|| Promise { id: "V-1".to_owned(), due: now().date_naive() - chrono::TimeDelta::days(2) })
                .into_iter()
                .collect(),
            inquiries: asked
                .map(|time| Inquiry { id: "I-1".to_owned(), time })
                .into_iter()
                .collect(),
            ..bare
        }
    }
}

/// The law in the plainest words there are, written without looking at the guard: a yes counts
/// when it has been said and no refusal on record is as new; a refusal counts, however its
/// time was noted, as long as no such yes is newer.
fn may_mail(case: &Case) -> bool {
    let here =
        |entry: &&Consent| entry.channel == Channel::Email && entry.purpose == Purpose::Marketing;
    let happened = |entry: &&Consent| entry.time <= case.now;
    let yes: Vec<_> = case
        .consents
        .iter()
        .filter(|entry| entry.status == ConsentStatus::Given && entry.source != " ")
        .filter(here)
        .filter(happened)
        .collect();
    let no: Vec<_> = case
        .consents
        .iter()
        .filter(|entry| match entry.status {
            ConsentStatus::Objected => true,
            ConsentStatus::Withdrawn => here(entry),
            _ => false,
        })
        .collect();
    let consent = yes.iter().any(|yes| no.iter().all(|no| no.time < yes.time));
    let refused = no.iter().any(|no| yes.iter().all(|yes| yes.time <= no.time));
    let complete_sale = case.consents.iter().filter(here).filter(happened).any(|entry| {
        entry.status == ConsentStatus::ExistingCustomer
            && entry.sale_ref.is_some()
            && entry.notice_shown
            && entry.family.is_some()
            && entry.family == case.campaign.family
    });
    let contact = &case.contact;
    let belgian_info_address = contact.country == "BE"
        && contact.customer_kind == CustomerKind::Company
        && contact.impersonal;
    consent || (!refused && (complete_sale || belgian_info_address))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    /// No consent, no mail; and no refusal that the law does not ask for.
    #[test]
    fn mail_is_permitted_exactly_where_the_law_permits_it(mut case in case()) {
        case.channel = Channel::Email;
        let decision = decided(&case);
        let denied_by_law = decision.findings.iter().any(|finding| {
            finding.verdict != Verdict::Allow
                && matches!(finding.rule.code(), "M1" | "M2" | "C1" | "C5" | "C6" | "C7" | "G5")
        });
        prop_assert_eq!(!denied_by_law, may_mail(&case), "{:#?}", decision);
        if decision.verdict == Verdict::Allow {
            prop_assert!(may_mail(&case));
        }
    }

    #[test]
    fn an_objection_never_helps(case in case(), time in time()) {
        let before = decided(&case).verdict;
        let mut with = case;
        with.consents.push(Consent { time, ..entry(ConsentStatus::Objected, "2026-01-01T00:00:00Z") });
        let after = decided(&with).verdict;
        prop_assert!(after == before || after != Verdict::Allow);
    }

    /// Whenever it is said to hold from: what is on record counts now.
    #[test]
    fn a_later_date_never_weakens_a_refusal(case in case(), days in 1..400_i64) {
        let before = decided(&case).verdict;
        let mut with = case;
        for entry in &mut with.consents {
            if matches!(entry.status, ConsentStatus::Withdrawn | ConsentStatus::Objected) {
                entry.time += chrono::TimeDelta::days(days);
            }
        }
        let after = decided(&with).verdict;
        prop_assert!(after == before || after != Verdict::Allow);
    }

    /// Who writes a refusal down goes by the same rule as who decides.
    #[test]
    fn a_standing_refusal_is_what_the_decision_names(case in case()) {
        let standing = sog_guard::refusal(&case.consents, case.channel, case.now).is_some();
        let findings = decided(&case).findings;
        let named = findings.iter().any(|finding| matches!(finding.rule.code(), "C5" | "G5"));
        prop_assert_eq!(standing, named);
    }

    /// Nor does a purchase after a refusal.
    #[test]
    fn after_an_objection_only_the_person_helps(case in case(), sales in 0..4_usize) {
        let mut with = case;
        with.consents.retain(|entry| entry.status != ConsentStatus::Given);
        let no = entry(ConsentStatus::Objected, "2026-01-01T00:00:00Z");
        with.consents.push(no);
        let bought = entry(ConsentStatus::ExistingCustomer, "2026-11-01T00:00:00Z");
        with.consents.extend(std::iter::repeat_n(bought, sales));
        prop_assert_eq!(decided(&with).verdict, Verdict::Deny);
    }

    #[test]
    fn one_more_contact_never_helps(case in case(), time in time()) {
        let before = decided(&case).verdict;
        let mut with = case;
        with.touches.push(time);
        let after = decided(&with).verdict;
        prop_assert!(after == before || after == Verdict::Deny);
    }

    /// The order of the history is not what counts.
    #[test]
    fn a_history_can_be_told_in_any_order(case in case(), turn in 0..6_usize) {
        let before = decided(&case);
        let mut turned = case;
        let middle = turn % turned.consents.len().max(1);
        turned.consents.rotate_left(middle);
        let after = decided(&turned);
        prop_assert_eq!((before.verdict, before.group()), (after.verdict, after.group()));
    }

    /// What an unknown country allows, every known one allows.
    #[test]
    fn an_unknown_country_is_never_more_permissive(case in case()) {
        let mut unknown = case.clone();
        unknown.contact.country = "XX".to_owned();
        let unknown = decided(&unknown).verdict;
        for country in COUNTRIES {
            let mut known = case.clone();
            known.contact.country = (*country).to_owned();
            let known = decided(&known).verdict;
            let rank = |verdict| match verdict {
                Verdict::Allow => 2,
                Verdict::AskPerson => 1,
                Verdict::Deny => 0,
            };
            prop_assert!(rank(unknown) <= rank(known), "{country}: {known}, unknown: {unknown}");
        }
    }

    /// The verdict is the sum of the findings, and the group fits it.
    #[test]
    fn the_verdict_follows_from_the_findings(case in case()) {
        let decision = decided(&case);
        let any = |verdict| decision.findings.iter().any(|finding| finding.verdict == verdict);
        let expected = match (any(Verdict::Deny), any(Verdict::AskPerson)) {
            (true, _) => Verdict::Deny,
            (false, true) => Verdict::AskPerson,
            (false, false) => Verdict::Allow,
        };
        prop_assert_eq!(decision.verdict, expected);
        prop_assert!(decision.primary().is_some());
        let mailable = decision.group() == sog_guard::Group::Mailable;
        prop_assert_eq!(mailable, decision.verdict == Verdict::Allow);
        let cleared = sog_guard::clear(&sog_guard::RuleSet::built_in(), &case);
        prop_assert_eq!(cleared.is_ok(), mailable);
    }
}
