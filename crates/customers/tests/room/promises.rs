//! The promises of the fold, over generated histories: merging, determinism, and that nothing
//! the seller does is evidence.

use chrono::{DateTime, Utc};
use events::EventRef;
use proptest::prelude::*;
use sog_customers::{Fold, PictureState};
use store::Company;
use vocab::{Amount, Channel, Direction, EventKind, Zone};

/// An event that owns its texts.
#[derive(Debug, Clone)]
pub(crate) struct Owned {
    time: i64,
    id: u128,
    kind: EventKind,
    contact: String,
    direction: Option<Direction>,
    reference: String,
    family: String,
    region: String,
    owner: String,
    amount: Option<Amount>,
    barriers: String,
}

impl Owned {
    /// Nothing but a time and a kind.
    pub(crate) fn bare(time: i64, kind: EventKind) -> Self {
        let text = String::new;
        Self {
            time,
            id: 0,
            kind,
            contact: text(),
            direction: None,
            reference: text(),
            family: text(),
            region: text(),
            owner: text(),
            amount: None,
            barriers: text(),
        }
    }

    pub(crate) fn event(&self) -> EventRef<'_> {
        EventRef {
            customer: "C1",
            time: self.time,
            id: self.id,
            kind: self.kind,
            contact: &self.contact,
            channel: Some(Channel::Email),
            direction: self.direction,
            reference: &self.reference,
            item: "",
            family: &self.family,
            region: &self.region,
            owner: &self.owner,
            campaign: "",
            quantity: None,
            amount: self.amount,
            currency: "",
            barriers: &self.barriers,
            text: "",
        }
    }
}

pub(crate) const HOUR: i64 = 3_600_000_000;
/// 2024-01-01.
pub(crate) const START: i64 = 1_704_067_200_000_000;

prop_compose! {
    fn owned()(
        // Few hours, so that events of the same moment and mixed orders are common.
        hour in 0_i64..20_000,
        id in any::<u128>(),
        kind in prop::sample::select(EventKind::ALL),
        sale in any::<bool>(),
        contact in prop::sample::select(vec!["", "K1", "K2", "K3"]),
        direction in prop::option::of(prop::sample::select(vec![Direction::Inbound, Direction::Outbound])),
        reference in prop::sample::select(vec!["", "R1", "R2", "R3", "R4", "R5", "R6"]),
        family in prop::sample::select(vec!["", "Garden", "Kitchen", "Toys", "Services"]),
        region in prop::sample::select(vec!["", "North", "South"]),
        owner in prop::sample::select(vec!["", "anna", "bert"]),
        cents in -5_000_i128..50_000,
        barriers in prop::sample::select(vec!["", "timing", "risk;timing", "trust"]),
    ) -> Owned {
        let kind = if sale { EventKind::Sale } else { kind };
        Owned {
            time: START + (hour / 7) * HOUR,
            id,
            kind,
            contact: contact.to_owned(),
            direction,
            reference: reference.to_owned(),
            family: family.to_owned(),
            region: region.to_owned(),
            owner: owner.to_owned(),
            amount: kind.is_money().then(|| Amount::from_cents(cents)),
            barriers: barriers.to_owned(),
        }
    }
}

pub(crate) fn history(len: usize) -> impl Strategy<Value = Vec<Owned>> {
    prop::collection::vec(owned(), 0..len).prop_map(|mut events| {
        events.sort_by_key(|event| (event.time, event.id));
        events
    })
}

fn fold(events: &[Owned]) -> PictureState {
    let mut state = PictureState::named("C1").unwrap();
    events.iter().for_each(|event| state.update(&event.event()));
    state
}

fn at(micros: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_micros(micros).unwrap()
}

fn json(state: &PictureState, as_of: i64) -> serde_json::Value {
    serde_json::to_value(state.view(at(as_of), Zone::BERLIN, &Company::default())).unwrap()
}

proptest! {
    /// Wherever a history is cut, and into however many pieces, the merge is the fold.
    #[test]
    fn merging_is_folding_on(events in history(80), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4)) {
        let mut cuts: Vec<usize> =
            cuts.iter().map(|cut| cut.index(events.len() + 1)).collect();
        cuts.sort_unstable();
        let whole = fold(&events);
        let mut pieces = Vec::new();
        let mut from = 0;
        for cut in cuts.into_iter().chain([events.len()]) {
            pieces.push(fold(&events[from..cut]));
            from = cut;
        }
        // From the left, and from the right.
        let left = pieces.iter().cloned().reduce(Fold::merge).unwrap();
        let right = pieces.into_iter().rev().reduce(|later, earlier| earlier.merge(later)).unwrap();
        prop_assert_eq!(&left, &whole);
        prop_assert_eq!(&right, &whole);
    }

    /// A merged state goes on as if nothing had happened.
    #[test]
    fn a_merged_state_goes_on(a in history(30), b in history(30), c in history(30)) {
        let mut all = [a, b, c].concat();
        all.sort_by_key(|event| (event.time, event.id));
        let third = all.len() / 3;
        let mut state = fold(&all[..third]).merge(fold(&all[third..2 * third]));
        all[2 * third..].iter().for_each(|event| state.update(&event.event()));
        prop_assert_eq!(state, fold(&all));
    }

    /// Counts and money as counted by hand, without the cleverness of the fold.
    #[test]
    fn figures_are_those_of_a_plain_count(events in history(80)) {
        let state = fold(&events);
        let picture = state.view(at(START), Zone::BERLIN, &Company::default());
        let of = |kind| events.iter().filter(move |event| event.kind == kind);
        let sum = |kind| of(kind).filter_map(|event| event.amount).sum::<Amount>();
        let named: std::collections::BTreeSet<_> =
            of(EventKind::Sale).filter(|e| !e.reference.is_empty()).map(|e| &e.reference).collect();
        let unnamed = of(EventKind::Sale).filter(|event| event.reference.is_empty()).count();
        prop_assert_eq!(picture.orders, (named.len() + unnamed) as u64);
        prop_assert_eq!(picture.return_lines, of(EventKind::Return).count() as u64);
        prop_assert_eq!(picture.gross_revenue, sum(EventKind::Sale));
        let all = events.iter().filter_map(|event| event.amount).sum::<Amount>();
        prop_assert_eq!(picture.net_revenue, all);
        let first = of(EventKind::Sale).map(|event| event.time).min();
        prop_assert_eq!(picture.first_order.map(|t| t.instant().timestamp_micros()), first);
        for family in &picture.families {
            let lines = || events.iter().filter(|e| e.family == family.family && e.kind.is_money());
            let net = lines().filter_map(|event| event.amount).sum::<Amount>();
            prop_assert_eq!(family.net_revenue, net);
            let sales = lines().filter(|event| event.kind == EventKind::Sale).count();
            prop_assert_eq!(family.lines as usize, sales);
            prop_assert_eq!(u64::from(family.months.iter().sum::<u32>()), family.orders);
        }
    }

    /// The pressure is the sum of the definition, to 1e-12, also through a merge.
    #[test]
    fn pressure_is_the_sum_of_its_definition(
        events in history(60), days in 0_i64..200, half_life in 0.5_f64..90.0
    ) {
        let as_of = START + 20_000 * HOUR / 7 + days * 24 * HOUR;
        let cut = events.len() / 2;
        let merged = fold(&events[..cut]).merge(fold(&events[cut..]));
        let outbound = events.iter().filter(|event| {
            event.kind == EventKind::MessageSent
                || (event.kind == EventKind::Touch && event.direction == Some(Direction::Outbound))
        });
        let terms: Vec<f64> = outbound
            .map(|event| 2_f64.powf(-((as_of - event.time) as f64 / (24 * HOUR) as f64) / half_life))
            .collect();
        match merged.pressure(at(as_of), half_life) {
            None => prop_assert!(terms.is_empty()),
            Some(value) => {
                let sum: f64 = terms.iter().sum();
                prop_assert!((value - sum).abs() <= 1e-12 * sum, "{} {}", value, sum);
            }
        }
    }

    /// Whatever the seller does, the phase, its evidence and the opportunity stay the same.
    #[test]
    fn what_the_seller_did_changes_no_phase(
        events in history(40), ours in history(40), as_of in 0_i64..9000
    ) {
        let as_of = START + as_of * HOUR;
        let keep = |event: &Owned| !event.kind.is_by_customer();
        let mut both = events.clone();
        both.extend(ours.into_iter().filter(keep));
        both.sort_by_key(|event| (event.time, event.id));
        let (alone, with) = (json(&fold(&events), as_of), json(&fold(&both), as_of));
        for key in ["phase", "opportunity", "phase_evidence"] {
            prop_assert_eq!(&alone[key], &with[key]);
        }
    }

    /// The same events and the same moment give the same bytes.
    #[test]
    fn the_same_in_gives_the_same_out(events in history(40)) {
        let as_of = START + 4000 * HOUR;
        prop_assert_eq!(
            json(&fold(&events), as_of).to_string(),
            json(&fold(&events), as_of).to_string()
        );
        let bytes = postcard::to_stdvec(&fold(&events)).unwrap();
        let back: PictureState = postcard::from_bytes(&bytes).unwrap();
        prop_assert_eq!(back, fold(&events));
    }
}
