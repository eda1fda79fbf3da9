//! Where a customer stands in their own buying, by what *they* did.
//!
//! The rule, as data, is [`EVIDENCE`]. From it:
//!
//! - The **phase** is the furthest one for which evidence is in force.
//! - Evidence of need, solution or risk is in force for [`EXPIRES_AFTER_DAYS`] and until the
//!   next purchase, which answers it. What came before a purchase is settled by it.
//! - A purchase is in force for good: who has bought is a customer. A recommendation is in force
//!   for [`EXPIRES_AFTER_DAYS`], and for good where there is a purchase.
//! - A new need after a purchase does not make the customer less of a customer. It is shown
//!   beside the phase as the **opportunity**: the furthest of need, solution and risk for which
//!   there is evidence in force after the last purchase.
//! - What we did (touches, messages, quotes, notes, deals) is never evidence.
//!
//! Requirements B01 (phase by evidence from the customer) and B16 (no automatic stage move).

use events::EventRef;
use serde::{Deserialize, Serialize};
use vocab::{EventKind, Phase};

use crate::fold::Fold;

/// What counts as evidence of which phase. Only kinds that the customer does
/// ([`EventKind::is_by_customer`]) may stand here.
pub const EVIDENCE: &[(EventKind, Phase)] = &[
    (EventKind::Search, Phase::Need),
    (EventKind::Inquiry, Phase::Need),
    (EventKind::NeedStated, Phase::Need),
    (EventKind::RequirementConfirmed, Phase::Solution),
    (EventKind::QuoteRequested, Phase::Solution),
    (EventKind::PriceAsked, Phase::Risk),
    (EventKind::ReferenceAsked, Phase::Risk),
    (EventKind::Sale, Phase::Customer),
    (EventKind::Referral, Phase::Advocate),
];

/// Days of 24 hours after which evidence of an interest no longer counts.
pub const EXPIRES_AFTER_DAYS: i64 = 365;

const MICROS_A_DAY: i64 = 86_400_000_000;

/// The phase a kind of event is evidence of.
#[must_use]
pub fn phase_of(kind: EventKind) -> Option<Phase> {
    EVIDENCE.iter().find(|(evidence, _)| *evidence == kind).map(|(_, phase)| *phase)
}

/// An event that is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// What happened.
    pub kind: EventKind,
    /// When, microseconds since 1970.
    pub time: i64,
    /// Which event.
    pub id: u128,
}

impl Seen {
    /// The event, to be cited.
    #[must_use]
    pub fn of(event: &EventRef<'_>) -> Self {
        Self { kind: event.kind, time: event.time, id: event.id }
    }

    /// Later by (time, id).
    #[must_use]
    pub fn later(self, other: Self) -> Self {
        if (other.time, other.id) > (self.time, self.id) { other } else { self }
    }
}

/// The newest event of each kind that is evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Sorted by kind.
    newest: Vec<Seen>,
}

impl Evidence {
    fn see(&mut self, seen: Seen) {
        match self.newest.binary_search_by_key(&seen.kind, |known| known.kind) {
            Ok(at) => self.newest[at] = self.newest[at].later(seen),
            Err(at) => self.newest.insert(at, seen),
        }
    }
}

impl Fold for Evidence {
    fn update(&mut self, event: &EventRef<'_>) {
        if event.kind.is_by_customer() && phase_of(event.kind).is_some() {
            self.see(Seen::of(event));
        }
    }

    fn merge(mut self, later: Self) -> Self {
        for seen in later.newest {
            self.see(seen);
        }
        self
    }
}

/// A phase and the event that proves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// The phase.
    pub phase: Phase,
    /// The newest evidence of it.
    pub by: Seen,
    /// Whether it still counts at the time asked for.
    pub in_force: bool,
}

/// Where a customer stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// The phase; `None` when there is no evidence in force.
    pub phase: Option<Proof>,
    /// What began anew after the last purchase.
    pub opportunity: Option<Proof>,
    /// The newest evidence of every phase that ever had some, in the order of the phases.
    pub all: Vec<Proof>,
}

/// Where the customer stands at `as_of` (microseconds since 1970). Evidence dated later than
/// that counts as fresh.
#[must_use]
pub fn standing(evidence: &Evidence, as_of: i64) -> Standing {
    let bought =
        evidence.newest.iter().find(|seen| phase_of(seen.kind) == Some(Phase::Customer)).copied();
    let fresh = |seen: &Seen| as_of.saturating_sub(seen.time) <= EXPIRES_AFTER_DAYS * MICROS_A_DAY;
    let mut all = Vec::new();
    for phase in Phase::ALL.iter().copied() {
        let of_phase = evidence.newest.iter().filter(|seen| phase_of(seen.kind) == Some(phase));
        let Some(by) = of_phase.copied().reduce(Seen::later) else {
            continue;
        };
        let in_force = match phase {
            Phase::Customer => true,
            Phase::Advocate => bought.is_some() || fresh(&by),
            Phase::Need | Phase::Solution | Phase::Risk => {
                fresh(&by) && bought.is_none_or(|sale| by.time > sale.time)
            }
        };
        all.push(Proof { phase, by, in_force });
    }
    let furthest =
        |below: Phase| all.iter().rfind(|proof| proof.in_force && proof.phase < below).copied();
    let advocate = all.iter().find(|proof| proof.in_force && proof.phase == Phase::Advocate);
    let phase = advocate.copied().or_else(|| furthest(Phase::Advocate));
    // Before the first purchase the phase itself says it.
    let opportunity = phase
        .filter(|proof| proof.phase >= Phase::Customer)
        .and_then(|_| furthest(Phase::Customer));
    Standing { phase, opportunity, all }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::blank;

    fn stand(events: &[(i64, EventKind)], as_of_day: i64) -> (Option<Phase>, Option<Phase>) {
        let mut evidence = Evidence::default();
        for (day, kind) in events {
            evidence.update(&blank(day * MICROS_A_DAY, *kind));
        }
        let standing = standing(&evidence, as_of_day * MICROS_A_DAY);
        (standing.phase.map(|proof| proof.phase), standing.opportunity.map(|proof| proof.phase))
    }

    #[test]
    fn only_customers_give_evidence() {
        assert!(EVIDENCE.iter().all(|(kind, _)| kind.is_by_customer()));
    }

    /// Events (day, kind), day of asking, phase, opportunity.
    type Story = (&'static [(i64, EventKind)], i64, Option<Phase>, Option<Phase>);

    #[test]
    fn the_table_of_cases() {
        use EventKind::{
            Inquiry, NeedStated, PriceAsked, QuoteRequested, QuoteSent, Referral, Sale, Touch,
        };
        use Phase::{Advocate, Customer, Need, Risk, Solution};
        let cases: &[Story] = &[
            (&[], 0, None, None),
            (&[(1, Touch), (2, QuoteSent)], 3, None, None),
            (&[(1, Inquiry)], 3, Some(Need), None),
            // Furthest, not newest.
            (&[(1, PriceAsked), (2, NeedStated)], 3, Some(Risk), None),
            // 365 days to the microsecond still count, one day more does not.
            (&[(1, QuoteRequested)], 366, Some(Solution), None),
            (&[(1, QuoteRequested)], 367, None, None),
            (&[(1, PriceAsked), (300, NeedStated)], 400, Some(Need), None),
            // A purchase answers what came before, and never expires.
            (&[(1, PriceAsked), (2, Sale)], 3, Some(Customer), None),
            (&[(1, PriceAsked), (2, Sale)], 4000, Some(Customer), None),
            (&[(2, Sale), (2, NeedStated)], 3, Some(Customer), None),
            // A new need is an opportunity beside it, for a year.
            (&[(2, Sale), (9, NeedStated)], 10, Some(Customer), Some(Need)),
            (&[(2, Sale), (9, NeedStated)], 375, Some(Customer), None),
            (
                &[(2, Sale), (9, NeedStated), (10, QuoteRequested)],
                11,
                Some(Customer),
                Some(Solution),
            ),
            (&[(2, Sale), (9, NeedStated), (10, Sale)], 11, Some(Customer), None),
            // Who recommends us is an advocate; without a purchase for a year.
            (&[(1, Referral)], 20, Some(Advocate), None),
            (&[(1, Referral)], 400, None, None),
            (&[(1, Sale), (2, Referral), (5, Inquiry)], 20, Some(Advocate), Some(Need)),
            (&[(1, Sale), (2, Referral)], 4000, Some(Advocate), None),
        ];
        for (events, as_of, phase, opportunity) in cases {
            assert_eq!(stand(events, *as_of), (*phase, *opportunity), "{events:?} at {as_of}");
        }
    }

    #[test]
    fn a_phase_cites_its_newest_evidence() {
        let mut evidence = Evidence::default();
        evidence.update(&EventRef { id: 7, ..blank(1, EventKind::Inquiry) });
        evidence.update(&EventRef { id: 8, ..blank(2, EventKind::Search) });
        let proof = standing(&evidence, 3).phase.unwrap();
        assert_eq!(proof.by, Seen { kind: EventKind::Search, time: 2, id: 8 });
    }
}
