//! The decision: every step is asked, every finding is kept.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use vocab::{Instant, Lang, Purpose};

use crate::case::Case;
use crate::permission;
use crate::reason::{Group, Reason, RuleId, Verdict};
use crate::rules::RuleSet;

/// One thing the guard found, for or against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// By which rule.
    pub rule: RuleId,
    /// What follows from it alone.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// The record it rests on, exact and in no language (times in UTC).
    pub evidence: Option<String>,
    /// The norm behind the rule, in the country of the case.
    pub source: String,
}

impl Finding {
    /// The reason in words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        self.reason.message(lang)
    }
}

/// What the guard says, and everything it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The outcome: deny when any finding denies, else ask when any asks, else allow.
    pub verdict: Verdict,
    /// All findings, those against the contact first; see [`decide`].
    pub findings: Vec<Finding>,
    /// Id and version of the rule set.
    pub rule_set_version: String,
    /// The moment the decision was made for.
    pub decided_at: Instant,
}

impl Decision {
    /// The first finding against the contact, or the first for it where nothing is against it.
    /// `None` never happens for a decision that [`decide`] made.
    #[must_use]
    pub fn primary(&self) -> Option<&Finding> {
        self.findings.first()
    }

    /// The group the contact falls into. Each decision has exactly one.
    #[must_use]
    pub fn group(&self) -> Group {
        match (self.verdict, self.primary()) {
            (Verdict::Allow, _) => Group::Mailable,
            (_, Some(finding)) => finding.reason.group(),
            (_, None) => Group::NoConsent,
        }
    }

    /// All reasons in words, in the order of the findings.
    #[must_use]
    pub fn messages(&self, lang: Lang) -> Vec<String> {
        self.findings.iter().map(|finding| finding.message(lang)).collect()
    }
}

/// One step of the decision.
type Step = fn(&RuleSet, &Case, &mut Vec<Finding>);

/// The steps, in the order in which their findings count.
const MARKETING: &[Step] = &[
    blocked,
    permission::check,
    address,
    cap,
    copy,
    need,
    complaint,
    promise,
    inquiry,
    claims,
    held_out,
];

/// A service message needs no consent, has no cap and no window; it must carry no advertising.
const SERVICE: &[Step] = &[blocked, service, address, claims_in_service];

/// Decides a case.
///
/// Every step is asked, so the decision lists everything that speaks against a contact. The
/// verdict is deny when any finding denies, else ask when any asks, else allow. The order of
/// the findings is fixed: first those that deny or ask, by step, then those that allow:
///
/// 1. block list (G4)
/// 2. permission: objection (G5), withdrawal (C5), purchase after a refusal (C7), a consent
///    without proof (C1), missing facts of the existing-customer exception (M2), no consent
///    (M1, P2), a consent worn out (C6), no rule for the channel (S2)
/// 3. address (S1)
/// 4. cap (F1), and one copy for each address (F1)
/// 5. window of the need and of the campaign (A12)
/// 6. open complaint, overdue promise, unanswered question (A16)
/// 7. claims (F1; S3 in service messages)
/// 8. held out (D06)
///
/// The first finding gives the [`Group`]. Held out comes last so that those held out could all
/// have been written to. A finding that asks a person keeps its place among those that deny:
/// who is both unclear (C6) and held out belongs to those without consent.
#[must_use]
pub fn decide(rules: &RuleSet, case: &Case) -> Decision {
    let steps = match case.purpose {
        Purpose::Marketing => MARKETING,
        Purpose::Service => SERVICE,
    };
    let mut findings = Vec::new();
    for step in steps {
        step(rules, case, &mut findings);
    }
    findings.sort_by_key(|finding| finding.verdict == Verdict::Allow);
    let any = |verdict| findings.iter().any(|finding| finding.verdict == verdict);
    // A decision without any ground to allow is no permission.
    let verdict = if any(Verdict::Deny) || findings.is_empty() {
        Verdict::Deny
    } else if any(Verdict::AskPerson) {
        Verdict::AskPerson
    } else {
        Verdict::Allow
    };
    Decision { verdict, findings, rule_set_version: rules.version(), decided_at: case.now }
}

fn deny(
    rules: &RuleSet,
    findings: &mut Vec<Finding>,
    rule: RuleId,
    reason: Reason,
    evidence: Option<String>,
) {
    let source = rules.source(rule, None);
    findings.push(Finding { rule, verdict: Verdict::Deny, reason, evidence, source });
}

fn blocked(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    if let Some(block) = &case.blocked {
        let reason = Reason::Blocked { since: case.zone.day(block.since) };
        let evidence = format!("blocked {} {}", exact(block.since), block.reason);
        deny(rules, findings, RuleId::G4, reason, Some(evidence.trim().to_owned()));
    }
}

fn address(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    if !case.contact.has_address {
        deny(rules, findings, RuleId::S1, Reason::NoAddress { channel: case.channel }, None);
    }
}

/// The contact in question would be one more than those that count.
fn cap(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    let days = case.cap.days.max(1);
    let counted: Vec<_> = case.touches_in_cap().collect();
    let touches = u32::try_from(counted.len()).unwrap_or(u32::MAX);
    if touches >= case.cap.max {
        let reason = Reason::OverCap { touches, max: case.cap.max, days };
        let evidence = counted.iter().map(|touch| exact(*touch)).collect::<Vec<_>>().join(", ");
        deny(rules, findings, RuleId::F1, reason, Some(evidence).filter(|text| !text.is_empty()));
    }
}

/// The same message twice in one inbox is a copy too many, whatever the cap allows.
fn copy(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    if let Some(contact) = &case.covered_by {
        let reason = Reason::SameAddress { contact: contact.to_string() };
        deny(rules, findings, RuleId::F1, reason, None);
    }
}

fn need(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    let today = case.today();
    let mut outside = |reason| deny(rules, findings, RuleId::A12, reason, None);
    match &case.need {
        Some(need) if !need.known => outside(unknown(case)),
        None if case.campaign.family.is_some() => outside(unknown(case)),
        Some(need) if !need.holds_on(today) => outside(if need.months.is_empty() {
            Reason::OutsideNeedWindow
        } else {
            Reason::OutsideNeedMonths { months: need.months.clone() }
        }),
        _ => {}
    }
    if let Some(window) = case.campaign.window
        && !(window.from..=window.until).contains(&today)
    {
        outside(Reason::OutsideCampaign { from: window.from, until: window.until });
    }
}

fn unknown(case: &Case) -> Reason {
    Reason::NeedUnknown { family: case.campaign.family.clone().unwrap_or_default() }
}

fn complaint(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    if !case.open_complaints.is_empty() {
        let count = u32::try_from(case.open_complaints.len()).unwrap_or(u32::MAX);
        let evidence = case.open_complaints.join(", ");
        deny(rules, findings, RuleId::A16, Reason::OpenComplaint { count }, Some(evidence));
    }
}

/// A promise whose day is over, and that nobody has settled.
fn promise(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    let grace = TimeDelta::days(i64::from(rules.stops().promise_overdue_days));
    let over =
        |due: NaiveDate| due.checked_add_signed(grace).is_some_and(|last| last < case.today());
    let overdue: Vec<_> = case.promises.iter().filter(|promise| over(promise.due)).collect();
    if !overdue.is_empty() {
        let count = u32::try_from(overdue.len()).unwrap_or(u32::MAX);
        let said = overdue.iter().map(|promise| format!("{} due {}", promise.id, promise.due));
        let evidence = said.collect::<Vec<_>>().join(", ");
        deny(rules, findings, RuleId::A16, Reason::PromiseOverdue { count }, Some(evidence));
    }
}

/// A question that has waited too long, and that somebody still waits for.
fn inquiry(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    let stops = rules.stops();
    let days = |count: u32| TimeDelta::days(i64::from(count));
    let (late, lapses) = (days(stops.inquiry_unanswered_days), days(stops.inquiry_lapses_days));
    // Beyond the calendar no moment comes.
    let waits = |asked: Instant| {
        asked.checked_add_signed(late).is_some_and(|at| at < case.now)
            && asked.checked_add_signed(lapses).is_none_or(|end| case.now <= end)
    };
    let waiting: Vec<_> = case.inquiries.iter().filter(|one| waits(one.time)).collect();
    if !waiting.is_empty() {
        let count = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
        let said = waiting.iter().map(|one| format!("{} {}", one.id, exact(one.time)));
        let evidence = said.collect::<Vec<_>>().join(", ");
        let days = stops.inquiry_unanswered_days;
        let reason = Reason::InquiryUnanswered { count, days };
        deny(rules, findings, RuleId::A16, reason, Some(evidence));
    }
}

/// A claim about time or stock needs a fact with a date that has not passed. On its last day a
/// deadline is still true.
fn claims(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    for claim in &case.claims {
        let wording = claim.wording.clone();
        let fact = claim.fact.as_ref().filter(|fact| !fact.text.trim().is_empty());
        let (reason, evidence) = match fact {
            None => (Reason::ClaimWithoutFact { claim: claim.kind, wording }, None),
            Some(fact) if fact.date < case.today() => {
                let reason = Reason::ClaimOutdated { claim: claim.kind, wording, date: fact.date };
                (reason, Some(format!("{}: {}", fact.date, fact.text)))
            }
            Some(_) => continue,
        };
        deny(rules, findings, RuleId::F1, reason, evidence);
    }
}

fn held_out(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    if case.held_out {
        deny(rules, findings, RuleId::D06, Reason::HeldOut, None);
    }
}

fn service(rules: &RuleSet, _case: &Case, findings: &mut Vec<Finding>) {
    findings.push(Finding {
        rule: RuleId::S3,
        verdict: Verdict::Allow,
        reason: Reason::ServiceMessage,
        evidence: None,
        source: rules.source(RuleId::S3, None),
    });
}

fn claims_in_service(rules: &RuleSet, case: &Case, findings: &mut Vec<Finding>) {
    for claim in &case.claims {
        let reason = Reason::ClaimInService { wording: claim.wording.clone() };
        deny(rules, findings, RuleId::S3, reason, None);
    }
}

fn exact(time: Instant) -> String {
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
