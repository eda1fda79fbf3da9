//! Sales whose returns, complaints and next orders can be counted by hand, and any others.

use proptest::prelude::*;

use super::*;
use crate::testing::blank;

const DAY: i64 = 86_400_000_000;

/// Folds events of days counted from 2026-01-01, known until `until`.
fn fold(events: &[EventRef<'_>], until: i64, orders_of: &[(&str, &str)]) -> After {
    let start: NaiveDate = "2026-01-01".parse().unwrap();
    let orders_of = orders_of.iter().map(|(one, other)| ((*one).into(), (*other).into())).collect();
    let day = |days| start + chrono::TimeDelta::days(days);
    let window = Window { from: start, until: day(1_000) };
    let part = |_: &str| Some(0);
    let mut fold = HorizonsFold::new(Zone::BERLIN, window, day(until), &orders_of, &part, true);
    events.iter().for_each(|event| fold.update(event));
    fold.put_away();
    let mut all = After::default();
    fold.found.values().for_each(|after| all.add(after));
    all
}

/// Noon of a day, so that no clock change moves it to another.
fn at<'a>(day: i64, kind: EventKind, reference: &'a str, cents: i128) -> EventRef<'a> {
    let start: vocab::Instant = "2026-01-01T12:00:00Z".parse().unwrap();
    EventRef {
        reference,
        amount: (cents != 0).then(|| Amount::from_cents(cents)),
        ..blank(start.timestamp_micros() + day * DAY, kind)
    }
}

#[test]
fn counted_by_hand() {
    use EventKind::{ComplaintOpened, Return, Sale};
    let events = [
        at(0, Sale, "A", 10_000),
        at(0, Sale, "A", 5_000),
        at(0, Sale, "B", 1_000),
        at(10, Return, "A", -3_000),
        at(80, ComplaintOpened, "R1", 0),
        at(90, Sale, "C", 2_000),
        at(95, Return, "C9", -2_000),
        at(200, ComplaintOpened, "R2", 0),
        at(300, Sale, "D", 4_000),
    ];
    let found = fold(&events, 400, &[("R1", "A"), ("R2", "gone")]);
    // Four orders; the return without an order of its own is that of C, which is cancelled.
    let so_far = Horizon {
        days: 0,
        orders: 4,
        gross: Amount::from_cents(22_000),
        returned: Amount::from_cents(-5_000),
        cancelled: 1,
        complaints: 2,
        repurchased: 3,
        customers: found.so_far.customers,
    };
    assert_eq!(found.so_far, so_far);
    // All are one customer's, who says as much of ordering again as one order would.
    assert_eq!((so_far.customers.clusters(), so_far.customers.share()), (1, so_far.repurchase()));
    let range = so_far.repurchase_range(0.95).unwrap();
    assert!(range.low < 0.2 && range.high > 0.9, "{range:?}");
    // All four are 90 days old. A and B were followed by C on day 90, C by D after 210 days.
    let [short, middle, long] = found.horizons;
    assert_eq!((short.days, short.orders, short.repurchased), (90, 4, 2));
    assert_eq!((short.returned, short.complaints), (Amount::from_cents(-5_000), 1));
    // D is only 100 days old.
    assert_eq!((middle.orders, middle.repurchased, middle.cancelled), (3, 2, 1));
    assert_eq!((middle.gross, middle.complaints), (Amount::from_cents(18_000), 2));
    // A and B only.
    assert_eq!((long.orders, long.repurchased, long.complaints), (2, 2, 1));
    assert_eq!(long.repurchase().unwrap().value(), 1.0);
    assert_eq!(long.complaints_per_100(), Some(50.0));
    assert!((long.returned_share().unwrap() - 3_000.0 / 16_000.0).abs() < 1e-12);
    assert_eq!(long.cancelled_share(), Some(0.0));
    // The record names the order, or else it is the last one before.
    let named = fold(&events, 400, &[("R2", "A")]);
    assert_eq!(named.horizons[0].complaints, 1);
    assert_eq!(named.horizons[1].complaints, 1);
}

#[test]
fn what_was_not_watched_is_not_known() {
    let found = fold(&[at(0, EventKind::Sale, "A", 100)], 89, &[]);
    assert_eq!((found.so_far.orders, found.horizons[0].orders), (1, 0));
    let none = found.horizons[0];
    assert_eq!((none.repurchase(), none.returned_share()), (None, None));
    assert_eq!((none.complaints_per_100(), none.cancelled_share()), (None, None));
    assert_eq!(fold(&[at(0, EventKind::Sale, "A", 100)], 90, &[]).horizons[0].orders, 1);
}

#[test]
fn another_order_of_the_same_day_is_no_repurchase() {
    let sale = |day, reference| at(day, EventKind::Sale, reference, 100);
    let found = fold(&[sale(0, "A"), sale(0, "B"), sale(0, "")], 100, &[]);
    assert_eq!((found.so_far.orders, found.so_far.repurchased), (3, 0));
    let visitor = EventRef { customer: "", ..sale(0, "A") };
    assert_eq!(fold(&[visitor], 100, &[]).so_far.orders, 0);
}

proptest! {
    /// Of one order nothing that came is taken back by looking longer.
    #[test]
    fn of_one_order_nothing_is_taken_back(
        returned in prop::collection::vec((0_i32..600, -500_i128..=0), 0..6),
        complaints in prop::collection::vec(0_i32..600, 0..6),
        next in prop::option::of(1_i32..600),
        until in 0_i32..600,
    ) {
        let returned =
            returned.into_iter().map(|(day, cents)| (day, Amount::from_cents(cents))).collect();
        let gross = Amount::from_cents(1_000);
        let order = Sold { owner: String::new(), day: 0, gross, returned, complaints };
        let found = after(&order, next, until);
        let watched = found.horizons.iter().filter(|horizon| horizon.orders == 1);
        let looks: Vec<&Horizon> = watched.chain([&found.so_far]).collect();
        prop_assert_eq!(looks.len(), 1 + HORIZONS.iter().filter(|days| **days <= until).count());
        for pair in looks.windows(2) {
            prop_assert_eq!(pair[0].gross, pair[1].gross);
            prop_assert!(pair[0].returned >= pair[1].returned);
            prop_assert!(pair[0].cancelled <= pair[1].cancelled);
            prop_assert!(pair[0].complaints <= pair[1].complaints);
            prop_assert!(pair[0].repurchased <= pair[1].repurchased);
        }
    }

    /// The next order is the first on a later day, and a complaint belongs to the last order up to
    /// its day, whatever stands between.
    #[test]
    fn the_next_order_is_the_first_on_a_later_day(
        days in prop::collection::vec(0_i64..200, 1..30),
        complaint in 0_i64..200,
    ) {
        let mut days = days;
        days.sort_unstable();
        let mut events: Vec<EventRef<'_>> =
            days.iter().map(|day| at(*day, EventKind::Sale, "", 700)).collect();
        let place = days.partition_point(|day| *day <= complaint);
        events.insert(place, at(complaint, EventKind::ComplaintOpened, "R1", 0));
        let found = fold(&events, 300, &[]);
        let again = |day: &i64| days.iter().any(|other| other > day && *other <= day + 90);
        let short = days.iter().filter(|day| again(day)).count() as u64;
        prop_assert_eq!(found.horizons[0].repurchased, short);
        let later = |day: &i64| days.iter().any(|other| other > day);
        prop_assert_eq!(found.so_far.repurchased, days.iter().filter(|day| later(day)).count() as u64);
        prop_assert_eq!(found.so_far.complaints, u64::from(place > 0));
    }

    /// The longer one looks, the fewer orders were watched so long.
    #[test]
    fn longer_looks_at_fewer(
        events in prop::collection::vec((0_i64..500, 0_u8..3, 0_u8..9), 0..40),
        until in 0_i64..600,
    ) {
        use EventKind::{ComplaintOpened, Return, Sale};
        let names: Vec<String> = (0..9).map(|name| name.to_string()).collect();
        let mut events = events;
        events.sort_unstable();
        let of = |(day, kind, name): &(i64, u8, u8)| {
            let kind = [Sale, Return, ComplaintOpened][usize::from(*kind)];
            let cents = match kind { Sale => 700, Return => -300, _ => 0 };
            (*day, kind, usize::from(*name), cents)
        };
        let events: Vec<EventRef<'_>> = events
            .iter()
            .map(of)
            .map(|(day, kind, name, cents)| at(day, kind, &names[name], cents))
            .collect();
        let found = fold(&events, until, &[]);
        let [short, middle, long] = found.horizons;
        prop_assert!(found.so_far.orders >= short.orders);
        prop_assert!(short.orders >= middle.orders && middle.orders >= long.orders);
        for horizon in found.horizons {
            prop_assert!(horizon.repurchased <= horizon.orders);
            prop_assert!(horizon.cancelled <= horizon.orders);
            prop_assert!(horizon.complaints <= found.so_far.complaints);
            prop_assert!(horizon.gross <= found.so_far.gross);
            prop_assert!(horizon.returned >= found.so_far.returned);
        }
    }
}
