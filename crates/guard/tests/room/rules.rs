//! Each rule by itself, with its edges.

use crate::common::{allowed, at, bare, decided, entry, now, rules};
use sog_guard::{
    Block, Campaign, Cap, Case, Claim, ClaimKind, ConsentStatus, CustomerFact, Fact, Group,
    Inquiry, Need, Promise, Reason, RuleSet, Verdict, Window, clear,
};
use vocab::{Lang, Purpose};

const GIVEN: ConsentStatus = ConsentStatus::Given;
const BOUGHT: ConsentStatus = ConsentStatus::ExistingCustomer;

#[test]
fn m2_names_the_fact_that_is_missing() {
    let whole = entry(BOUGHT, "2026-03-01T12:00:00Z");
    let case = |entry| Case { consents: vec![entry], ..bare() };
    assert_eq!(decided(&case(whole.clone())).verdict, Verdict::Allow);

    let fact = |fact| Reason::FactMissing { fact };
    let mut dropped = vec![
        (sog_guard::Consent { sale_ref: None, ..whole.clone() }, fact(CustomerFact::SaleReference)),
        (
            sog_guard::Consent { sale_ref: Some(" ".to_owned()), ..whole.clone() },
            fact(CustomerFact::SaleReference),
        ),
        (sog_guard::Consent { family: None, ..whole.clone() }, fact(CustomerFact::Family)),
        (
            sog_guard::Consent { notice_shown: false, ..whole.clone() },
            fact(CustomerFact::NoticeShown),
        ),
        (
            sog_guard::Consent { family: Some("tools".to_owned()), ..whole.clone() },
            Reason::OtherFamily { sold: "tools".to_owned(), campaign: "toys".to_owned() },
        ),
    ];
    for (entry, reason) in dropped.drain(..) {
        let decision = decided(&case(entry));
        assert_eq!(decision.verdict, Verdict::Deny);
        assert_eq!(rules(&decision), "M2+M1");
        assert_eq!(decision.primary().unwrap().reason, reason);
    }
    let mut refused = case(whole);
    refused.consents.push(entry(ConsentStatus::Withdrawn, "2026-04-01T12:00:00Z"));
    let decision = decided(&refused);
    let reasons: Vec<_> = decision.findings.iter().map(|finding| &finding.reason).collect();
    assert!(reasons.contains(&&fact(CustomerFact::NoRefusal)), "{reasons:?}");
    assert!(decision.messages(Lang::En).iter().any(|text| text.contains("not refused")));
}

#[test]
fn c5_a_withdrawal_between_queueing_and_sending_counts() {
    let mut case = allowed();
    assert!(clear(&RuleSet::built_in(), &case).is_ok(), "before the withdrawal");
    case.consents.push(entry(ConsentStatus::Withdrawn, "2026-11-22T09:00:00Z"));
    let refused = clear(&RuleSet::built_in(), &case).unwrap_err();
    assert_eq!(rules(&refused), "C5+M1", "from its very moment on");
    assert_eq!(refused.group(), Group::NoConsent);
}

#[test]
fn a_refusal_on_record_counts_before_its_own_time() {
    // Local time written as UTC, or "from the first of next month".
    for (status, rule) in [(ConsentStatus::Withdrawn, "C5"), (ConsentStatus::Objected, "G5")] {
        for time in ["2026-11-22T10:00:00Z", "2027-01-01T00:00:00Z"] {
            let mut case = allowed();
            case.consents.push(entry(status, time));
            assert_eq!(rules(&decided(&case)), format!("{rule}+M1"), "{time}");
        }
    }
    // A permission has to have happened.
    let ahead = Case { consents: vec![entry(GIVEN, "2026-11-22T10:00:00Z")], ..bare() };
    assert_eq!(decided(&ahead).verdict, Verdict::Deny);
}

#[test]
fn f1_one_address_gets_one_copy() {
    let case = Case { covered_by: Some(bare().contact.id), held_out: true, ..allowed() };
    let decision = decided(&case);
    assert_eq!(rules(&decision), "F1+D06+M1");
    // Not among those held out: nobody compares with a copy.
    assert_eq!(decision.group(), Group::OverCap);
}

#[test]
fn c7_an_order_after_an_objection_clears_nothing() {
    let mut case = bare();
    case.consents = vec![
        entry(ConsentStatus::Objected, "2026-02-01T12:00:00Z"),
        entry(BOUGHT, "2026-03-01T12:00:00Z"),
        entry(BOUGHT, "2026-05-01T12:00:00Z"),
    ];
    let decision = decided(&case);
    assert_eq!(rules(&decision), "G5+C7+M2+M1");
    let text = decision.findings[1].message(Lang::En);
    assert!(text.contains("1 May 2026") && text.contains("1 February 2026"), "{text}");
    // Only the person takes it back.
    case.consents.push(entry(GIVEN, "2026-06-01T12:00:00Z"));
    assert_eq!(decided(&case).verdict, Verdict::Allow);
}

#[test]
fn g5_an_objection_counts_on_every_channel_and_for_marketing_only() {
    for channel in vocab::Channel::ALL {
        let given =
            sog_guard::Consent { channel: *channel, ..entry(GIVEN, "2026-03-01T12:00:00Z") };
        let mut case = Case { channel: *channel, consents: vec![given], ..bare() };
        assert_eq!(decided(&case).verdict, Verdict::Allow, "{channel}");
        case.consents.push(entry(ConsentStatus::Objected, "2026-04-01T12:00:00Z"));
        let decision = decided(&case);
        assert_eq!(decision.verdict, Verdict::Deny, "{channel}");
        assert_eq!(decision.primary().unwrap().rule.code(), "G5", "{channel}");
        case.purpose = Purpose::Service;
        assert_eq!(decided(&case).verdict, Verdict::Allow, "{channel}");
    }
}

#[test]
fn f1_the_contact_over_the_cap_is_denied() {
    for max in 0..5_u32 {
        for made in 0..7_usize {
            let touches =
                (0..made).map(|i| now() - chrono::TimeDelta::hours(i as i64 + 1)).collect();
            let case = Case { touches, cap: Cap { max, days: 7 }, ..allowed() };
            let decision = decided(&case);
            assert_eq!(decision.verdict == Verdict::Allow, made < max as usize, "{made} of {max}");
            if decision.verdict == Verdict::Deny {
                assert_eq!(decision.group(), Group::OverCap);
                assert!(decision.messages(Lang::En)[0].contains("in 7 days"));
            }
        }
    }
}

#[test]
fn f1_counts_the_days_to_the_microsecond_and_what_is_already_reserved() {
    let with =
        |touch| Case { touches: vec![at(touch)], cap: Cap { max: 1, days: 30 }, ..allowed() };
    assert_eq!(decided(&with("2026-10-23T09:00:00Z")).verdict, Verdict::Allow);
    assert_eq!(decided(&with("2026-10-23T09:00:00.000001Z")).verdict, Verdict::Deny);
    assert_eq!(decided(&with("2026-11-22T09:00:01Z")).verdict, Verdict::Deny);
}

#[test]
fn f1_a_claim_needs_a_fact_that_is_still_true() {
    let claim = |kind, fact: Option<(&str, &str)>| Claim {
        kind,
        wording: "Only until Friday".to_owned(),
        fact: fact.map(|(text, date)| Fact { text: text.to_owned(), date: date.parse().unwrap() }),
    };
    for kind in ClaimKind::ALL {
        for (fact, verdict) in [
            (None, Verdict::Deny),
            (Some((" ", "2026-12-01")), Verdict::Deny),
            (Some(("offer 12", "2026-11-21")), Verdict::Deny),
            (Some(("offer 12", "2026-11-22")), Verdict::Allow),
            (Some(("offer 12", "2026-12-01")), Verdict::Allow),
        ] {
            let case = Case { claims: vec![claim(*kind, fact)], ..allowed() };
            let decision = decided(&case);
            assert_eq!(decision.verdict, verdict, "{kind} {fact:?}");
            if verdict == Verdict::Deny {
                assert_eq!(decision.primary().unwrap().rule.code(), "F1");
                assert_eq!(decision.group(), Group::UnprovenClaim);
            }
        }
    }
    // The day ends in the company's zone: 23:30 UTC on the 22nd is the 23rd in Berlin.
    let case = Case {
        now: at("2026-11-22T23:30:00Z"),
        claims: vec![claim(ClaimKind::Deadline, Some(("offer 12", "2026-11-22")))],
        ..allowed()
    };
    assert_eq!(decided(&case).verdict, Verdict::Deny);
}

#[test]
fn a12_outside_the_need_there_is_no_contact() {
    let family = || Some("toys".to_owned());
    let months =
        |months: &[u32]| Some(Need { known: true, in_window: None, months: months.to_vec() });
    let day = |text: &str| text.parse().unwrap();
    let window = |from, until| Some(Window { from: day(from), until: day(until) });
    for (need, family, window, verdict) in [
        (months(&[10, 11]), family(), None, Verdict::Allow),
        (months(&[]), family(), None, Verdict::Allow),
        (months(&[12, 1]), family(), None, Verdict::Deny),
        (
            Some(Need { known: true, in_window: Some(false), months: vec![11] }),
            family(),
            None,
            Verdict::Deny,
        ),
        (
            Some(Need { known: false, in_window: Some(true), months: vec![11] }),
            family(),
            None,
            Verdict::Deny,
        ),
        (None, family(), None, Verdict::Deny),
        (None, None, None, Verdict::Allow),
        (None, None, window("2026-11-22", "2026-11-22"), Verdict::Allow),
        (None, None, window("2026-11-23", "2026-12-01"), Verdict::Deny),
        (None, None, window("2026-11-01", "2026-11-21"), Verdict::Deny),
    ] {
        let case = Case { need, campaign: Campaign { family, window }, ..allowed() };
        let decision = decided(&case);
        assert_eq!(decision.verdict, verdict, "{case:?}");
        if verdict == Verdict::Deny {
            assert_eq!(rules(&decision), "A12+M1");
            assert_eq!(decision.group(), Group::OutsideWindow);
        }
    }
}

#[test]
fn c6_use_keeps_a_consent_alive() {
    let mut case = Case { consents: vec![entry(GIVEN, "2024-01-01T12:00:00Z")], ..bare() };
    let decision = decided(&case);
    assert_eq!((decision.verdict, decision.group()), (Verdict::AskPerson, Group::NoConsent));
    case.consent_last_used = Some(at("2026-05-01T12:00:00Z"));
    assert_eq!(decided(&case).verdict, Verdict::Allow);
    case.consent_last_used = Some(at("2027-05-01T12:00:00Z"));
    assert_eq!(decided(&case).verdict, Verdict::AskPerson, "a use that has not happened");
}

#[test]
fn a16_a_promise_stops_when_its_day_is_over_and_a_question_while_somebody_waits() {
    let promise = |due: &str| Case {
        promises: vec![Promise { id: "V-1".to_owned(), due: due.parse().unwrap() }],
        ..allowed()
    };
    // The cases are decided on the 22nd at 10:00 in Berlin.
    assert_eq!(decided(&promise("2026-11-22")).verdict, Verdict::Allow);
    let overdue = decided(&promise("2026-11-21"));
    assert_eq!((overdue.verdict, overdue.group()), (Verdict::Deny, Group::OwedSomething));
    assert_eq!(overdue.primary().unwrap().evidence.as_deref(), Some("V-1 due 2026-11-21"));

    let asked = |time: &str| Case {
        inquiries: vec![Inquiry { id: "I-1".to_owned(), time: at(time) }],
        ..allowed()
    };
    for (time, verdict) in [
        ("2026-11-22T10:00:00Z", Verdict::Allow),
        ("2026-11-19T09:00:00Z", Verdict::Allow),
        ("2026-11-19T08:59:59Z", Verdict::Deny),
        ("2026-08-24T09:00:00Z", Verdict::Deny),
        ("2026-08-24T08:59:59Z", Verdict::Allow),
    ] {
        assert_eq!(decided(&asked(time)).verdict, verdict, "{time}");
    }
    // What is about an order may be said meanwhile.
    let service = Case { purpose: Purpose::Service, ..asked("2026-11-10T09:00:00Z") };
    assert_eq!(rules(&decided(&service)), "S3");
}

#[test]
fn a16_stops_sooner_when_the_rules_say_so() {
    let text = sog_guard::rules::BUILT_IN
        .replace("inquiry_unanswered_days = 3", "inquiry_unanswered_days = 1");
    let strict = RuleSet::built_in().tightened(&text).unwrap();
    let inquiries = vec![Inquiry { id: "I-1".to_owned(), time: at("2026-11-20T09:00:00Z") }];
    let case = Case { inquiries, ..allowed() };
    assert_eq!(decided(&case).verdict, Verdict::Allow);
    assert_eq!(sog_guard::decide(&strict, &case).verdict, Verdict::Deny);
}

#[test]
fn a_service_message_is_free_of_rules_for_marketing_and_of_advertising() {
    let quiet = Case {
        purpose: Purpose::Service,
        touches: vec![now(); 9],
        open_complaints: vec!["C-1".to_owned()],
        held_out: true,
        need: None,
        ..bare()
    };
    assert_eq!(rules(&decided(&quiet)), "S3");
    let claims =
        vec![Claim { kind: ClaimKind::Stock, wording: "Only 3 left".to_owned(), fact: None }];
    assert_eq!(decided(&Case { claims, ..quiet.clone() }).verdict, Verdict::Deny);
    let blocked = Some(Block { since: now(), reason: "erased".to_owned() });
    assert_eq!(decided(&Case { blocked, ..quiet }).group(), Group::NoConsent);
}

#[test]
fn all_findings_are_listed_and_the_first_gives_the_group() {
    // Everything against it at once; then one thing after the other is put right.
    let mut case = bare();
    case.blocked = Some(Block { since: now(), reason: String::new() });
    case.contact.has_address = false;
    case.touches = vec![now(); 2];
    case.need = None;
    case.open_complaints = vec!["C-1".to_owned()];
    case.claims =
        vec![Claim { kind: ClaimKind::Stock, wording: "Last ones".to_owned(), fact: None }];
    case.held_out = true;
    assert_eq!(rules(&decided(&case)), "G4+M1+S1+F1+A12+A16+F1+D06");

    let mut groups = vec![decided(&case).group()];
    let steps: [fn(&mut Case); 8] = [
        |case| case.blocked = None,
        |case| case.consents = allowed().consents,
        |case| case.contact.has_address = true,
        |case| case.touches.clear(),
        |case| case.need = bare().need,
        |case| case.open_complaints.clear(),
        |case| case.claims.clear(),
        |case| case.held_out = false,
    ];
    for step in steps {
        step(&mut case);
        groups.push(decided(&case).group());
    }
    assert_eq!(
        groups,
        [
            Group::NoConsent,
            Group::NoConsent,
            Group::NoAddress,
            Group::OverCap,
            Group::OutsideWindow,
            Group::OpenComplaint,
            Group::UnprovenClaim,
            Group::HeldOut,
            Group::Mailable,
        ]
    );
}

#[test]
fn a_worn_out_consent_is_not_counted_among_those_held_out() {
    let mut case = Case { consents: vec![entry(GIVEN, "2024-01-01T12:00:00Z")], ..bare() };
    case.held_out = true;
    let decision = decided(&case);
    assert_eq!((decision.verdict, decision.group()), (Verdict::Deny, Group::NoConsent));
}

#[test]
fn what_is_cleared_says_whom_and_why() {
    let cleared = clear(&RuleSet::built_in(), &allowed()).unwrap();
    assert_eq!(cleared.contact().as_str(), "K1");
    assert_eq!(cleared.decided_at(), now());
    let first = cleared.decision().primary().unwrap().clone();
    assert_eq!(first.source, "UWG § 7(2) no. 2");
    assert_eq!(
        first.evidence.unwrap(),
        "given email 2026-03-01T12:00:00Z, source: web form, text: 3, sale: R-1, family: toys, notice shown"
    );
    assert_eq!(cleared.decision().rule_set_version, "contact 2026.2");
}

#[test]
fn a_decision_can_be_recorded_and_read_again() {
    let decision = decided(&bare());
    let text = serde_json::to_string(&decision).unwrap();
    assert_eq!(serde_json::from_str::<sog_guard::Decision>(&text).unwrap(), decision);
}
