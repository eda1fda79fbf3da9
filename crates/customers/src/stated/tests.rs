//! The days of needs, by hand and over any calendar.

use proptest::prelude::*;
use vocab::{Event, EventId, EventKind};

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn need(from: &str, peak: Option<&str>, until: &str, recurrence: Recurrence) -> StatedNeed {
    let customer = CustomerId::new("C1").unwrap();
    let at = "2026-01-01T10:00:00Z".parse().unwrap();
    let event = Event::new(EventId(1), Some(customer.clone()), at, EventKind::NeedStated);
    StatedNeed {
        id: "n".to_owned(),
        version: 1,
        customer,
        contact: None,
        family: "Lamps".to_owned(),
        window: Window { from: day(from), peak: peak.map(day), until: day(until) },
        recurrence,
        fact: "forty lamps".to_owned(),
        wish: "a warm shop".to_owned(),
        source: Source::Talk,
        said: Cited::of(&event).unwrap(),
        withdrawn: None,
        removed: false,
        written: at,
        person: "Sem".to_owned(),
    }
}

/// The windows of a need between two days, as text.
fn shown(need: &StatedNeed, from: &str, until: &str) -> Vec<String> {
    let text = |window: &Window| {
        let peak = window.peak.map_or(String::new(), |peak| format!(" ({peak})"));
        format!("{} – {}{peak}", window.from, window.until)
    };
    windows(need, day(from), day(until)).iter().map(text).collect()
}

#[test]
fn a_need_of_once_is_there_once() {
    let once = need("2026-10-01", Some("2026-11-15"), "2026-12-06", Recurrence::Once);
    let whole = ["2026-10-01 – 2026-12-06 (2026-11-15)"];
    assert_eq!(shown(&once, "2026-01-01", "2030-01-01"), whole);
    // Whole windows, also where one day of them lies between.
    assert_eq!(shown(&once, "2026-12-06", "2026-12-31"), whole);
    assert_eq!(shown(&once, "2026-09-01", "2026-10-01"), whole);
    assert!(shown(&once, "2026-12-07", "2026-12-31").is_empty());
    assert!(shown(&once, "2027-10-01", "2027-12-31").is_empty());
    // A span that ends before it begins holds nothing.
    assert!(shown(&once, "2026-12-01", "2026-11-01").is_empty());
}

#[test]
fn a_need_of_every_year_comes_again_and_not_before_its_first_year() {
    let yearly = need("2026-03-01", None, "2026-04-15", Recurrence::Yearly);
    let expected = ["2026-03-01 – 2026-04-15", "2027-03-01 – 2027-04-15"];
    assert_eq!(shown(&yearly, "2024-01-01", "2027-12-31"), expected);
}

#[test]
fn windows_go_over_the_turn_of_the_year() {
    let winter = need("2026-11-20", Some("2026-12-24"), "2027-01-10", Recurrence::Yearly);
    let first = "2026-11-20 – 2027-01-10 (2026-12-24)";
    let second = "2027-11-20 – 2028-01-10 (2027-12-24)";
    assert_eq!(shown(&winter, "2027-01-05", "2027-01-06"), [first]);
    assert_eq!(shown(&winter, "2027-01-10", "2027-11-20"), [first, second]);
    assert!(shown(&winter, "2027-01-11", "2027-11-19").is_empty());
    assert!(shown(&winter, "2026-01-01", "2026-01-10").is_empty());
}

#[test]
fn the_29th_of_february_is_the_28th_where_there_is_none() {
    let leap = need("2028-02-29", Some("2028-02-29"), "2028-03-10", Recurrence::Yearly);
    let expected = [
        "2028-02-29 – 2028-03-10 (2028-02-29)",
        "2029-02-28 – 2029-03-10 (2029-02-28)",
        "2030-02-28 – 2030-03-10 (2030-02-28)",
        "2031-02-28 – 2031-03-10 (2031-02-28)",
        "2032-02-29 – 2032-03-10 (2032-02-29)",
    ];
    assert_eq!(shown(&leap, "2028-01-01", "2032-12-31"), expected);
    // The last day of a winter that ends on it.
    let ends = need("2027-12-15", None, "2028-02-29", Recurrence::Yearly);
    assert_eq!(shown(&ends, "2029-01-01", "2029-02-28"), ["2028-12-15 – 2029-02-28"]);
}

#[test]
fn what_was_withdrawn_is_not_needed() {
    let mut gone = need("2026-03-01", None, "2026-04-15", Recurrence::Yearly);
    gone.withdrawn = Some(gone.written);
    assert!(shown(&gone, "2024-01-01", "2027-12-31").is_empty());
}

#[test]
fn days_and_words_are_checked() {
    let of = |from, peak, until, often| need(from, peak, until, often).checked();
    let once = Recurrence::Once;
    assert!(of("2026-03-01", Some("2026-03-01"), "2026-03-01", once).is_ok());
    let out_of_order = Err(Refusal::DaysOutOfOrder);
    assert_eq!(of("2026-03-02", None, "2026-03-01", once), out_of_order);
    assert_eq!(of("2026-03-02", Some("2026-03-01"), "2026-03-05", once), out_of_order);
    assert_eq!(of("2026-03-02", Some("2026-03-06"), "2026-03-05", once), out_of_order);
    // A whole year is fine, the same day again is not.
    assert!(of("2026-03-02", None, "2027-03-01", Recurrence::Yearly).is_ok());
    let long = Err(Refusal::LongerThanAYear);
    assert_eq!(of("2026-03-02", None, "2027-03-02", Recurrence::Yearly), long);
    assert!(of("2026-03-02", None, "2028-03-02", once).is_ok());
    let two_years = Err(Refusal::LongerThanTwoYears);
    assert_eq!(of("2026-03-02", None, "2028-03-03", once), two_years);
    let bare = StatedNeed { fact: " ".to_owned(), ..need("2026-03-01", None, "2026-03-02", once) };
    assert_eq!(bare.checked(), Err(Refusal::NoWords));
    let bare =
        StatedNeed { family: " ".to_owned(), ..need("2026-03-01", None, "2026-03-02", once) };
    assert_eq!(bare.checked(), Err(Refusal::NoFamily));
}

proptest! {
    /// Windows lie in order, do not overlap, meet the span, and keep from, peak and until in
    /// order; a day is in a window of a span exactly when it is in one of that day alone.
    #[test]
    fn windows_are_in_order_and_agree_with_each_day(
        start in 0_i64..2000,
        length in 0_i64..360,
        peak in 0_i64..360,
        yearly in any::<bool>(),
        from in 0_i64..4000,
        span in 0_i64..1500,
    ) {
        let origin = day("2024-01-01");
        let on = |days: i64| origin + chrono::TimeDelta::days(days);
        let often = if yearly { Recurrence::Yearly } else { Recurrence::Once };
        let mut stated = need("2024-01-01", None, "2024-01-01", often);
        let peak = Some(on(start + peak.min(length)));
        stated.window = Window { from: on(start), peak, until: on(start + length) };
        prop_assert!(stated.clone().checked().is_ok());
        let (from, until) = (on(from), on(from + span));
        let found = windows(&stated, from, until);
        for pair in found.windows(2) {
            prop_assert!(pair[0].until < pair[1].from);
        }
        for window in &found {
            prop_assert!(window.from <= until && window.until >= from);
            let peak = window.peak.unwrap();
            prop_assert!(window.from <= peak && peak <= window.until);
        }
        for ahead in (0..=span).step_by(17) {
            let one = on((from - origin).num_days() + ahead);
            let alone = windows(&stated, one, one);
            let within = found.iter().any(|window| window.contains(one));
            prop_assert_eq!(!alone.is_empty(), within);
        }
    }
}
