//! A balance that can be counted by hand.

use super::*;
use crate::contact_answers::{Begun, Earlier};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn meeting(on: &str, begun: Option<bool>) -> Meeting {
    let day = day(on).to_epoch_days();
    Meeting {
        customer: 0,
        time: i64::from(day) * 86_400_000_000,
        day,
        channel: Some(Channel::Phone),
        campaign: false,
        owner: 0,
        region: 0,
        phase: None,
        begun: begun.map(|answered| Begun {
            pressure: 0.0,
            answered,
            worse: !answered,
            earlier: Earlier::None,
        }),
    }
}

#[test]
fn contacts_are_counted_by_hand() {
    let meetings = Meetings {
        list: vec![
            meeting("2026-11-01", Some(true)),
            meeting("2026-11-02", Some(true)),
            meeting("2026-11-08", None),
            Meeting { channel: None, ..meeting("2026-11-10", Some(false)) },
            Meeting { phase: Some(Phase::Risk), ..meeting("2026-11-20", Some(true)) },
        ],
        last: Some(i64::from(day("2026-11-25").to_epoch_days()) * 86_400_000_000),
        ..Meetings::default()
    };
    let window = Window { from: day("2026-11-02"), until: day("2026-11-22") };
    let found = balance(&meetings, window, &Asked::default());
    // The first lies before the window, the last is not watched to its end.
    let all = Sides { ours: 3, theirs: 1, watched: 2, answered_well: 1, worse: 1 };
    assert_eq!(found.all, all);
    assert_eq!((all.theirs_share(), all.answered_share()), (Some(0.25), Some(0.5)));
    assert_eq!((found.answered.clusters(), found.answered.share().unwrap().value()), (1, 0.5));
    let mut apart = meetings.clone();
    apart.list.iter_mut().zip(0..).for_each(|(meeting, customer)| meeting.customer = customer);
    // Of four customers in the window two have a contact of ours that was watched.
    let apart = balance(&apart, window, &Asked::default());
    assert_eq!((apart.all, apart.answered.clusters()), (all, 2));
    assert_eq!(apart.answered.share(), found.answered.share());
    let weeks: Vec<(NaiveDate, u64, u64)> =
        found.weeks.iter().map(|week| (week.part, week.sides.ours, week.sides.theirs)).collect();
    assert_eq!(
        weeks,
        [(day("2026-11-02"), 1, 1), (day("2026-11-09"), 1, 0), (day("2026-11-16"), 1, 0)]
    );
    assert_eq!(found.channels[0].part, Some(Channel::Phone));
    assert_eq!((found.channels.len(), found.channels[0].sides.n()), (2, 3));
    for sum in [
        found.channels.iter().map(|part| part.sides.n()).sum::<u64>(),
        found.campaigns.iter().map(|part| part.sides.n()).sum(),
        found.owners.iter().map(|part| part.sides.n()).sum(),
        found.phases.iter().map(|part| part.sides.n()).sum(),
        found.weeks.iter().map(|part| part.sides.n()).sum(),
    ] {
        assert_eq!(sum, 4);
    }
    let elsewhere = Asked { region: Some("North".to_owned()), ..Asked::default() };
    assert_eq!(balance(&meetings, window, &elsewhere).all, Sides::default());
    assert_eq!(Sides::default().theirs_share(), None);
}

#[test]
fn a_window_is_whole_weeks() {
    // 2026-11-22 is a Sunday; 90 days back is Tuesday, 2026-08-25.
    let asked = Asked { days: 90, ..Asked::default() };
    let window = asked.window(day("2026-11-22"));
    assert_eq!((window.from, window.until), (day("2026-08-24"), day("2026-11-22")));
}

#[test]
fn too_few_contacts_give_no_level() {
    let answers = Answers::of(&Meetings::default());
    assert_eq!(answers.not_known, Some(Unknown::TooFew { contacts: 0, customers: 0 }));
    assert!(answers.level.is_none() && answers.curve.is_empty());
}
