//! The rule by hand, and its promises over any deal.

use proptest::prelude::*;
use vocab::Direction;

use super::super::fact::Answer;
use super::super::testing::{cited, event, fact};
use super::super::words::Fit;
use super::*;

const DEAL: &str = "D1";

/// A fact that is confirmed by an event of a number and kind.
fn said(id: &str, kind: FactKind, n: u128, by: EventKind) -> Fact {
    Fact { confirmed: Some(cited(n, by)), ..fact(id, kind) }
}

fn dossier(facts: Vec<Fact>) -> Dossier {
    Dossier { facts, ..Dossier::default() }
}

fn naming(n: u128, kind: EventKind) -> Event {
    Event { reference: Some(DEAL.to_owned()), ..event(n, kind) }
}

fn phase(facts: Vec<Fact>, events: &[Event]) -> Option<Phase> {
    dossier(facts).standing(DEAL, events).phase
}

#[test]
fn the_rule_by_hand() {
    use EventKind as K;
    use FactKind as F;
    let need = || said("n", F::Need, 1, K::NeedStated);
    let required = || said("q", F::Requirement, 2, K::RequirementConfirmed);
    let risk = || said("r", F::Risk, 3, K::Touch);
    let none: &[Event] = &[];
    for (facts, events, expected) in [
        (vec![], none, None),
        // Assumed facts are no evidence, however many.
        (vec![fact("n", F::Need), fact("q", F::Requirement), fact("r", F::Risk)], none, None),
        (vec![need()], none, Some(Phase::Need)),
        (vec![said("w", F::Wish, 1, K::Touch)], none, Some(Phase::Need)),
        // What moves them now moves no phase; a consequence alone is no stated need.
        (vec![said("m", F::MovesNow, 1, K::NeedStated)], none, None),
        (vec![said("c", F::Consequence, 1, K::Inquiry)], none, None),
        // A confirmed requirement shows the need too.
        (vec![required()], none, Some(Phase::Solution)),
        (vec![need(), fact("q", F::Requirement)], none, Some(Phase::Need)),
        (vec![need(), required()], none, Some(Phase::Solution)),
        (vec![need(), required(), risk()], none, Some(Phase::Risk)),
        // Who asks for the price first shows an interest.
        (vec![said("p", F::PriceTalk, 1, K::PriceAsked)], none, Some(Phase::Need)),
        (vec![need(), risk()], none, Some(Phase::Need)),
        // Events that name the deal.
        (vec![], &[naming(5, K::Inquiry)][..], Some(Phase::Need)),
        (vec![], &[naming(5, K::PriceAsked)], Some(Phase::Need)),
        (vec![required()], &[naming(5, K::PriceAsked)], Some(Phase::Risk)),
        (vec![required()], &[naming(5, K::ReferenceAsked)], Some(Phase::Risk)),
        (vec![required()], &[naming(5, K::QuoteRequested)], Some(Phase::Solution)),
        // A requirement without words on record is none.
        (vec![need()], &[naming(5, K::RequirementConfirmed)], Some(Phase::Need)),
        // Those that do not name it, or that a purchase is.
        (vec![], &[event(5, K::PriceAsked)], None),
        (vec![], &[naming(5, K::Sale)], None),
    ] {
        let shown = format!("{facts:?} {events:?}");
        assert_eq!(phase(facts, events), expected, "{shown}");
    }
}

#[test]
fn an_answer_to_the_fit_in_detail_is_evidence_of_the_third_phase() {
    let yes = || Some(Answer { fit: Fit::Yes, gap: String::new() });
    let mut required = said("q", FactKind::Requirement, 2, EventKind::RequirementConfirmed);
    (required.outline, required.detail) = (yes(), yes());
    assert_eq!(phase(vec![required.clone()], &[]), Some(Phase::Solution));
    required.accepted = Some(cited(4, EventKind::Touch));
    let standing = dossier(vec![required]).standing(DEAL, &[]);
    assert_eq!(standing.phase, Some(Phase::Risk));
    assert_eq!(standing.by.unwrap().cited.event(), EventId(4));
}

#[test]
fn a_phase_cites_its_newest_evidence() {
    let facts = vec![
        said("a", FactKind::Need, 9, EventKind::Inquiry),
        said("b", FactKind::Need, 4, EventKind::NeedStated),
    ];
    let standing = dossier(facts).standing(DEAL, &[]);
    let by = standing.by.unwrap();
    assert_eq!((by.cited.event(), by.fact.as_deref()), (EventId(9), Some("a")));
    assert_eq!(standing.steps[0].evidence.len(), 2);
}

#[test]
fn what_was_noted_by_mistake_does_not_count_by_naming_the_deal() {
    let event = naming(5, EventKind::NeedStated);
    let mut taken_back = Dossier::default();
    assert_eq!(taken_back.standing(DEAL, std::slice::from_ref(&event)).phase, Some(Phase::Need));
    taken_back.spoken_for.insert(event.id);
    assert_eq!(taken_back.standing(DEAL, &[event]).phase, None);
}

#[test]
fn a_quote_before_the_first_word_of_the_customer_is_told() {
    let need = |n| dossier(vec![said("n", FactKind::Need, n, EventKind::NeedStated)]);
    let quoted = |day| naming(day, EventKind::QuoteSent);
    let early = |known: &Dossier, events: &[Event]| known.quoted_early(DEAL, events);
    let day = |n| Some(super::super::testing::at(n));
    assert_eq!(early(&dossier(vec![]), &[]), None);
    assert_eq!(early(&dossier(vec![]), &[quoted(5), quoted(3)]), day(3));
    assert_eq!(early(&need(2), &[quoted(3)]), None);
    assert_eq!(early(&need(4), &[quoted(3)]), day(3));
    // A quote of another deal is none of this one.
    assert_eq!(early(&need(4), &[event(3, EventKind::QuoteSent)]), None);
    // A need that is only assumed is none.
    assert_eq!(early(&dossier(vec![fact("n", FactKind::Need)]), &[quoted(3)]), day(3));
}

fn gaps(facts: Vec<Fact>) -> Vec<Vec<(&'static str, usize)>> {
    let steps = dossier(facts).standing(DEAL, &[]).steps;
    let of = |step: &Step| step.gaps.iter().map(|gap| (gap.code.code(), gap.count)).collect();
    steps.iter().map(of).collect()
}

#[test]
fn what_is_missing_is_said_step_by_step() {
    let nothing = gaps(vec![]);
    let all = ["need", "wish", "consequence", "vision", "own_reason", "moves_now"];
    assert_eq!(nothing[0], all.map(|code| (code, 1)));
    assert_eq!(nothing[1], [("requirement", 1), ("requirement_confirmed", 1)]);
    assert_eq!(nothing[2], [("risk", 1), ("price_talk", 1)]);

    let mut full: Vec<Fact> = FactKind::ALL
        .iter()
        .zip(1..)
        .map(|(kind, n)| said(kind.code(), *kind, n, EventKind::Touch))
        .collect();
    let answer = || Some(Answer { fit: Fit::No, gap: "none".to_owned() });
    for known in &mut full {
        match known.kind {
            FactKind::Requirement => (known.outline, known.detail) = (answer(), answer()),
            FactKind::Risk => known.answer = "Insured".to_owned(),
            _ => {}
        }
    }
    assert_eq!(gaps(full.clone()), vec![vec![]; 3]);
    // One more requirement without answers, two open risks, one of them assumed.
    full.push(fact("q2", FactKind::Requirement));
    full.push(fact("r2", FactKind::Risk));
    full.push(said("r3", FactKind::Risk, 30, EventKind::Touch));
    let some = gaps(full);
    assert_eq!(some[1], [("outline", 1), ("detail", 1), ("assumed", 1)]);
    assert_eq!(some[2], [("risk_open", 2), ("assumed", 1)]);
}

#[test]
fn the_share_of_assumed_facts_leaves_price_talks_out() {
    let none = dossier(vec![fact("p", FactKind::PriceTalk)]).standing(DEAL, &[]).assumed;
    assert_eq!((none.n, none.share()), (0, None));
    let some = vec![
        fact("n", FactKind::Need),
        said("q", FactKind::Requirement, 2, EventKind::Touch),
        fact("r", FactKind::Risk),
        fact("p", FactKind::PriceTalk),
        fact("v", FactKind::Vision),
    ];
    let assumed = dossier(some).standing(DEAL, &[]).assumed;
    assert_eq!((assumed.assumed, assumed.n, assumed.share()), (3, 4, Some(0.75)));
}

/// Any deal: facts of any kind, confirmed or not, and events of the customer that name it.
fn any_dossier() -> impl Strategy<Value = (Dossier, Vec<Event>)> {
    let speaks = || proptest::sample::select(crate::said::SPEAKS.to_vec());
    let kinds = proptest::sample::select(FactKind::ALL.to_vec());
    let facts = proptest::collection::vec((kinds, proptest::option::of(speaks())), 0..12);
    let events = proptest::collection::vec(speaks(), 0..6);
    (facts, events).prop_map(|(facts, events)| {
        let facts = facts.into_iter().zip(1..).map(|((kind, by), n)| match by {
            Some(by) => said(&n.to_string(), kind, n, by),
            None => fact(&n.to_string(), kind),
        });
        let events = events.into_iter().zip(100..).map(|(kind, n)| naming(n, kind));
        (dossier(facts.collect()), events.collect())
    })
}

/// What sellers do: everything that no customer does, and touches we began.
fn seller() -> impl Strategy<Value = Event> {
    let kinds: Vec<EventKind> =
        EventKind::ALL.iter().copied().filter(|kind| !kind.is_by_customer()).collect();
    (proptest::sample::select(kinds), 1000_u128..9000, any::<bool>()).prop_map(
        |(kind, n, names)| {
            let mut event = if names { naming(n, kind) } else { event(n, kind) };
            event.direction = Some(Direction::Outbound);
            event.text = Some("they need it and want it".to_owned());
            event
        },
    )
}

proptest! {
    /// Citing what the customer did anyway never lowers a phase, and taking the fact out again
    /// leaves the deal where it was.
    #[test]
    fn citing_what_names_the_deal_lowers_nothing(
        (mut dossier, events) in any_dossier(),
        kinds in proptest::collection::vec(proptest::sample::select(FactKind::ALL.to_vec()), 1..6),
    ) {
        let before = dossier.standing(DEAL, &events);
        let citing: Vec<Fact> = kinds
            .into_iter()
            .zip(&events)
            .zip(500..)
            .map(|((kind, event), n)| Fact {
                confirmed: Cited::of(event),
                ..fact(&n.to_string(), kind)
            })
            .collect();
        let more = citing.len();
        dossier.facts.extend(citing);
        let cited = dossier.standing(DEAL, &events);
        prop_assert!(cited.phase >= before.phase);
        for step in &cited.steps {
            let events = step.evidence.iter().filter(|one| one.fact.is_none());
            let alone = events.map(|one| one.cited.event()).collect::<BTreeSet<_>>();
            let facts = step.evidence.iter().filter(|one| one.fact.is_some());
            prop_assert!(facts.into_iter().all(|one| !alone.contains(&one.cited.event())));
        }
        let taken_out = dossier.facts.split_off(dossier.facts.len() - more);
        dossier.removed.extend(taken_out);
        prop_assert_eq!(dossier.standing(DEAL, &events), before);
    }

    /// Nothing a seller does moves a deal: neither the phase, nor its evidence, nor a gap.
    #[test]
    fn what_the_seller_did_changes_nothing(
        (dossier, events) in any_dossier(),
        done in proptest::collection::vec(seller(), 0..20),
    ) {
        let before = dossier.standing(DEAL, &events);
        let mut all = events;
        all.extend(done);
        all.sort_by_key(|event| (event.time, event.id));
        prop_assert_eq!(dossier.standing(DEAL, &all), before);
    }

    /// Assuming more reaches no further phase.
    #[test]
    fn assumptions_reach_no_phase(
        (mut dossier, events) in any_dossier(),
        kinds in proptest::collection::vec(proptest::sample::select(FactKind::ALL.to_vec()), 1..9),
    ) {
        let before = dossier.standing(DEAL, &events).phase;
        dossier.facts.extend(kinds.into_iter().map(|kind| fact("assumed", kind)));
        prop_assert_eq!(dossier.standing(DEAL, &events).phase, before);
    }

    /// Every phase that is reached cites an event in which the customer spoke, and so does every
    /// one before it.
    #[test]
    fn every_phase_cites_the_customer((dossier, events) in any_dossier()) {
        let standing = dossier.standing(DEAL, &events);
        prop_assert_eq!(standing.phase.is_some(), standing.by.is_some());
        for step in &standing.steps {
            let reached = standing.phase.is_some_and(|phase| step.phase <= phase);
            prop_assert_eq!(step.reached, reached);
            prop_assert!(!reached || !step.evidence.is_empty());
            for one in &step.evidence {
                let kind = one.cited.kind();
                prop_assert!(kind.is_by_customer() || kind == EventKind::Touch);
            }
        }
        // Without a confirmed requirement there is no second phase (B04).
        let confirmed = dossier.of(FactKind::Requirement).any(|fact| !fact.is_assumed());
        prop_assert!(confirmed || standing.phase <= Some(Phase::Need));
    }
}
