//! Contacts whose answers and pressures can be counted by hand.

use super::*;
use crate::testing::blank;

const DAY: i64 = MICROS_A_DAY;

fn fold(events: &[EventRef<'_>]) -> Meetings {
    let mut fold = MeetingsFold::new(Zone::BERLIN, 14.0, 1_000 * DAY);
    events.iter().for_each(|event| fold.update(event));
    fold.put_away();
    let names = fold.names.all().map(str::to_owned).collect();
    Meetings { list: fold.list, names, last: fold.last, data_until: fold.data_until }
}

fn out<'a>(day: i64, contact: &'a str) -> EventRef<'a> {
    EventRef {
        contact,
        direction: Some(Direction::Outbound),
        channel: Some(Channel::Phone),
        ..blank(day * DAY, EventKind::Touch)
    }
}

#[test]
fn pressure_is_the_persons_own_just_before() {
    let sent = EventRef { contact: "K1", ..blank(14 * DAY, EventKind::MessageSent) };
    let found = fold(&[out(0, "K1"), out(7, "K2"), sent, out(28, "K1"), out(2_000, "K1")]);
    let pressures: Vec<f64> =
        found.list.iter().map(|meeting| meeting.begun.unwrap().pressure).collect();
    // K1: nothing; half of 1; half of 1.5. K2: nothing. What is dated later has not happened.
    assert_eq!(pressures, [0.0, 0.0, 0.5, 0.75]);
    assert_eq!(found.last, Some(28 * DAY));
    assert_eq!(found.list.iter().filter(|one| found.is_watched(one)).count(), 3);
}

#[test]
fn answers_come_within_a_fortnight_from_the_same_person() {
    let told = |events: &[EventRef<'_>]| -> Vec<(bool, bool)> {
        let found = fold(events);
        let begun = found.list.iter().filter_map(|meeting| meeting.begun);
        begun.map(|begun| (begun.answered, begun.worse)).collect()
    };
    let sign = |day, contact, kind| EventRef { contact, ..blank(day * DAY, kind) };
    use EventKind::{ComplaintOpened, ComplaintRemoved, Inquiry, Objected, Sale, Visit};
    assert_eq!(told(&[out(0, "K1"), sign(14, "K1", Inquiry)]), [(true, false)]);
    assert_eq!(told(&[out(0, "K1"), sign(15, "K1", Inquiry)]), [(false, false)]);
    assert_eq!(told(&[out(0, "K1"), sign(3, "K2", Inquiry)]), [(false, false)]);
    assert_eq!(told(&[out(0, "K1"), sign(3, "K1", Visit)]), [(false, false)]);
    // An order names nobody: it answers whoever was contacted.
    let both = [out(0, "K1"), out(0, "K2"), sign(5, "", Sale), sign(6, "K2", Objected)];
    assert_eq!(told(&both), [(true, false), (true, true)]);
    assert!(!fold(&both).list[1].begun.unwrap().answered_well());
    // What came at the very time of the contact came with it.
    assert_eq!(told(&[sign(0, "", Sale), out(0, "K1")]), [(false, false)]);
    let complaint = |kind| EventRef { reference: "R1", ..blank(2 * DAY, kind) };
    assert_eq!(told(&[out(0, "K1"), complaint(ComplaintOpened)]), [(false, true)]);
    assert_eq!(
        told(&[out(0, "K1"), complaint(ComplaintOpened), complaint(ComplaintRemoved)]),
        [(false, false)]
    );
    let reply = EventRef { direction: Some(Direction::Inbound), ..out(4, "K1") };
    assert_eq!(told(&[out(0, "K1"), reply]), [(true, false)]);
}

#[test]
fn how_somebody_answered_before_is_what_was_over_then() {
    let ask = |day| EventRef { contact: "K1", ..blank(day * DAY, EventKind::Inquiry) };
    let found =
        fold(&[out(0, "K1"), ask(1), out(10, "K1"), out(20, "K1"), out(40, "K1"), out(60, "K1")]);
    let earlier: Vec<Earlier> =
        found.list.iter().map(|meeting| meeting.begun.unwrap().earlier).collect();
    // On day 20 the first is over; on day 40 three are, one of them answered.
    use Earlier::{None, Often, Seldom};
    assert_eq!(earlier, [None, None, Often, Seldom, Seldom]);
    assert_eq!(found.observations().len(), 4);
    assert!(found.observations().iter().all(|one| one.group / 4 == 2), "over the phone");
}

/// Orders are imported monthly, campaigns later: whoever was written to since the last sale may
/// have ordered, only nobody knows.
#[test]
fn what_came_after_the_last_known_sale_is_not_watched() {
    let sale = |day| blank(day * DAY, EventKind::Sale);
    let watched = |events: &[EventRef<'_>]| -> Vec<bool> {
        let found = fold(events);
        found.list.iter().map(|meeting| found.is_watched(meeting)).collect()
    };
    let contacts = [out(0, "K1"), out(10, "K1"), out(30, "K1"), out(60, "K1")];
    let [first, second, third, fourth] = contacts;
    // Without any sale there is nothing to wait for.
    assert_eq!(watched(&contacts), [true, true, true, false]);
    assert_eq!(watched(&[first, sale(5), second, third, fourth]), [false; 4]);
    assert_eq!(
        watched(&[first, second, sale(24), third, fourth]),
        [true, true, false, false],
        "fourteen days after the second"
    );
    // A sale known before its contacts are is no reason either.
    assert_eq!(watched(&[first, second, third, sale(50)]), [true, true, true]);
    // A mistyped year is not the end of the data.
    assert_eq!(watched(&[first, sale(5), fourth, sale(9_000)]), [false; 2]);
    let few = fold(&[first, sale(5), second, third, fourth]);
    assert!(few.observations().is_empty());
}

/// Contacts of several people of a customer, one after the other, and signs that come unsorted.
#[test]
fn each_person_has_signs_of_their_own() {
    let sign = |day, contact, kind| EventRef { contact, ..blank(day * DAY, kind) };
    use EventKind::{Inquiry, Objected, Sale};
    let found = fold(&[
        out(0, "K1"),
        out(1, "K2"),
        out(2, ""),
        sign(3, "K2", Inquiry),
        out(20, "K2"),
        out(21, "K1"),
        sign(22, "", Sale),
        sign(23, "K1", Objected),
    ]);
    let told: Vec<(bool, bool)> = found
        .list
        .iter()
        .filter_map(|one| one.begun)
        .map(|one| (one.answered, one.worse))
        .collect();
    let (well, nothing) = ((true, false), (false, false));
    assert_eq!(told, [nothing, well, nothing, well, (true, true)]);
}

#[test]
fn owner_and_phase_are_those_of_then_and_the_region_is_the_newest() {
    let named = |owner, region, event: EventRef<'static>| EventRef { owner, region, ..event };
    let found = fold(&[
        named("anna", "", out(0, "K1")),
        EventRef { contact: "K1", ..blank(DAY, EventKind::NeedStated) },
        named("", "North", out(2, "K1")),
        named("bert", "South", out(3, "K1")),
        EventRef { customer: "D", ..out(4, "K1") },
    ]);
    let told: Vec<(&str, &str, Option<Phase>, u32)> = found
        .list
        .iter()
        .map(|one| (found.name(one.owner), found.name(one.region), one.phase, one.customer))
        .collect();
    assert_eq!(
        told,
        [
            ("anna", "South", None, 0),
            ("anna", "South", Some(Phase::Need), 0),
            ("bert", "South", Some(Phase::Need), 0),
            ("", "", None, 1),
        ]
    );
}
