//! What strains a relationship now, who of us looks after it, and since when.
//!
//! A stressor comes from a record or an event and goes away when that is put right; nothing else
//! makes or removes one. Those that [`stop`](Stressor::stops) deny commercial contact: the guard
//! is asked with the same facts and says so by itself (rules A16 and F1).

use serde::Serialize;
use vocab::{EventId, Instant, Zone};

use super::{Limits, Records, Standing, days};
use crate::local::instant;
use crate::state::PictureState;

/// What kind of strain it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StressorKind {
    /// A complaint is not settled.
    OpenComplaint,
    /// A complaint has waited too long for our first word.
    UnansweredComplaint,
    /// A promise is past its day and not settled.
    OverduePromise,
    /// A question has waited too long.
    UnansweredInquiry,
    /// A person had more contacts of ours than they accept.
    OverCap,
    /// A low mark, and nobody has asked why.
    LowSurvey,
}

impl StressorKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::OpenComplaint,
        Self::UnansweredComplaint,
        Self::OverduePromise,
        Self::UnansweredInquiry,
        Self::OverCap,
        Self::LowSurvey,
    ];
}

/// What a stressor comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "from", content = "id")]
pub enum Source {
    /// A complaint, by its number.
    Complaint(String),
    /// A promise, by its number.
    Promise(String),
    /// An event in the history.
    Event(EventId),
    /// A survey, by its number.
    Survey(String),
    /// The contacts we began with a person; empty for those that name nobody.
    Contact(String),
}

/// One strain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stressor {
    /// What it is.
    pub kind: StressorKind,
    /// Since when.
    pub since: Instant,
    /// Who of us looks after it; `None` where no record says so.
    pub owner: Option<String>,
    /// Whether commercial contact stops meanwhile.
    pub stops: bool,
    /// What it comes from.
    pub source: Source,
    /// The words of the record; empty where there are none.
    pub text: String,
}

/// Everything that strains the relationship with one customer, the oldest first. `owner` looks
/// after what has no owner of its own.
#[must_use]
pub fn stressors(
    records: &Records,
    picture: Option<&PictureState>,
    owner: Option<&str>,
    limits: &Limits,
    now: Instant,
    zone: Zone,
) -> Vec<Stressor> {
    let mut all = Vec::new();
    let owned = |own: &Option<String>| own.clone().or_else(|| owner.map(str::to_owned));
    for one in records.complaints.iter().filter(|one| one.opened <= now) {
        if one.closed.is_some_and(|closed| closed <= now) {
            continue;
        }
        let stressor = |kind, since, stops| Stressor {
            kind,
            since,
            owner: owned(&one.owner),
            stops,
            source: Source::Complaint(one.id.clone()),
            text: one.text.clone(),
        };
        all.push(stressor(StressorKind::OpenComplaint, one.opened, true));
        let late = one.opened + days(limits.reply_days);
        if one.first_reply.is_none_or(|reply| reply > now) && late < now {
            all.push(stressor(StressorKind::UnansweredComplaint, late, false));
        }
    }
    for one in &records.promises {
        if one.standing(now, zone) == Standing::Overdue {
            let since = one.overdue_from(zone);
            let last = one.due_day(zone) + days(limits.promise_days);
            all.push(Stressor {
                kind: StressorKind::OverduePromise,
                since,
                owner: owned(&one.owner),
                stops: zone.day(now) > last,
                source: Source::Promise(one.id.clone()),
                text: one.text.clone(),
            });
        }
    }
    for one in &records.surveys {
        let Some(answer) = one.alert().filter(|answer| answer.at <= now) else {
            continue;
        };
        all.push(Stressor {
            kind: StressorKind::LowSurvey,
            since: answer.at,
            owner: owned(&None),
            stops: false,
            source: Source::Survey(one.id.clone()),
            text: one.text.clone(),
        });
    }
    if let Some(picture) = picture {
        let owner = owned(&None);
        all.extend(questions(picture, owner.as_ref(), limits, now));
        all.extend(pressed(picture, owner.as_ref(), limits, now));
    }
    all.sort_by(|a, b| (a.since, a.kind, &a.source).cmp(&(b.since, b.kind, &b.source)));
    all
}

/// Questions nobody of us has answered, and somebody may still wait for.
fn questions(
    picture: &PictureState,
    owner: Option<&String>,
    limits: &Limits,
    now: Instant,
) -> Vec<Stressor> {
    // Beyond the calendar no moment comes.
    let late = |asked: &Instant| {
        asked.checked_add_signed(days(limits.inquiry_days)).is_some_and(|at| at < now)
            && asked
                .checked_add_signed(days(limits.inquiry_lapses_days))
                .is_none_or(|end| now <= end)
    };
    let waiting = picture.inquiries.waiting().iter();
    waiting
        .map(|one| (one, instant(one.asked)))
        .filter(|(_, asked)| late(asked))
        .map(|(one, asked)| Stressor {
            kind: StressorKind::UnansweredInquiry,
            since: asked,
            owner: owner.cloned(),
            stops: true,
            source: Source::Event(EventId(one.event)),
            text: String::new(),
        })
        .collect()
}

/// People who had more contacts of ours than they accept, since the one that was too much.
fn pressed(
    picture: &PictureState,
    owner: Option<&String>,
    limits: &Limits,
    now: Instant,
) -> Vec<Stressor> {
    let from = (now - days(limits.cap_days.max(1))).timestamp_micros();
    let until = now.timestamp_micros();
    let over = |times: &[i64]| {
        let first = times.partition_point(|time| *time <= from);
        let end = times.partition_point(|time| *time <= until);
        let too_many = first + limits.cap_touches as usize;
        (too_many < end).then(|| instant(times[too_many]))
    };
    let people = picture.contacts.people().iter();
    people
        .filter_map(|person| Some((person, over(&person.outbound)?)))
        .map(|(person, since)| Stressor {
            kind: StressorKind::OverCap,
            since,
            owner: owner.cloned(),
            stops: true,
            source: Source::Contact(person.id.to_string()),
            text: String::new(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use events::EventRef;
    use proptest::prelude::*;
    use vocab::{Direction, EventKind};

    use super::super::testing::{LIMITS, at, complaint, customer, promise, survey};
    use super::super::{Outcome, Records};
    use super::*;
    use crate::fold::Fold;
    use crate::testing::blank;

    const ZONE: Zone = Zone::BERLIN;

    fn now() -> Instant {
        at("2026-11-22T09:00:00Z")
    }

    fn found(records: &Records, picture: Option<&PictureState>) -> Vec<Stressor> {
        stressors(records, picture, Some("sem"), &LIMITS, now(), ZONE)
    }

    fn kinds(all: &[Stressor]) -> Vec<StressorKind> {
        all.iter().map(|one| one.kind).collect()
    }

    #[test]
    fn each_comes_from_a_record_and_goes_with_it() {
        let mut records = Records {
            promises: vec![
                promise("V1", "2026-11-20T00:00:00Z", None),
                promise("V2", "2026-11-22T00:00:00Z", None),
                promise(
                    "V3",
                    "2026-11-10T00:00:00Z",
                    Some((Outcome::Broken, "2026-11-12T09:00:00Z")),
                ),
            ],
            complaints: vec![
                complaint("B1", "2026-11-21T09:00:00Z", None, None),
                complaint("B2", "2026-11-15T09:00:00Z", None, None),
                complaint("B3", "2026-11-10T09:00:00Z", None, Some("2026-11-11T09:00:00Z")),
            ],
            surveys: vec![survey("S1", "2026-11-05T09:00:00Z", 5, 2)],
        };
        let all = found(&records, None);
        use StressorKind::{LowSurvey, OpenComplaint, OverduePromise, UnansweredComplaint};
        assert_eq!(
            kinds(&all),
            [LowSurvey, OpenComplaint, UnansweredComplaint, OverduePromise, OpenComplaint]
        );
        // The owner of the record, else who looks after the customer.
        assert_eq!(all[3].owner.as_deref(), Some("mara"));
        assert_eq!(all[0].owner.as_deref(), Some("sem"));
        assert_eq!(all[2].since, at("2026-11-17T09:00:00Z"));
        assert_eq!(all[3].source, Source::Promise("V1".to_owned()));
        let stops: Vec<bool> = all.iter().map(|one| one.stops).collect();
        assert_eq!(stops, [false, true, false, true, true]);

        records.complaints[1].first_reply = Some(at("2026-11-16T09:00:00Z"));
        records.surveys[0].followed_up = Some(at("2026-11-06T09:00:00Z"));
        records.promises[0].settled = Some((Outcome::Kept, at("2026-11-21T09:00:00Z")));
        assert_eq!(kinds(&found(&records, None)), [OpenComplaint, OpenComplaint]);
    }

    #[test]
    fn questions_and_contacts_come_from_the_picture() {
        let micros = |text: &str| at(text).timestamp_micros();
        let mut picture = PictureState::new(customer());
        let touch = |time: &str| EventRef {
            contact: "P1",
            direction: Some(Direction::Outbound),
            ..blank(micros(time), EventKind::Touch)
        };
        let ask = |time: &str| EventRef { id: 7, ..blank(micros(time), EventKind::Inquiry) };
        for event in [
            touch("2026-10-20T09:00:00Z"),
            touch("2026-11-01T09:00:00Z"),
            touch("2026-11-02T09:00:00Z"),
            touch("2026-11-03T09:00:00Z"),
            // Answered by nobody for four days; then one of today.
            ask("2026-11-18T09:00:00Z"),
            ask("2026-11-22T08:00:00Z"),
        ] {
            picture.update(&event);
        }
        let all = found(&Records::default(), Some(&picture));
        assert_eq!(kinds(&all), [StressorKind::OverCap, StressorKind::UnansweredInquiry]);
        assert_eq!(all[0].since, at("2026-11-03T09:00:00Z"), "two in thirty days are accepted");
        assert_eq!(all[1].source, Source::Event(EventId(7)));
        // In three months nobody waits any more.
        let later = now() + chrono::TimeDelta::days(100);
        let none = stressors(&Records::default(), Some(&picture), None, &LIMITS, later, ZONE);
        assert!(none.is_empty(), "{none:?}");
    }

    proptest! {
        #[test]
        fn the_order_of_records_makes_no_difference(
            days in prop::collection::vec((1_u32..30, any::<bool>()), 0..8),
            turn in 0_usize..8,
        ) {
            let mut records = Records::default();
            for (number, (day, open)) in days.iter().enumerate() {
                let time = format!("2026-11-{day:02}T09:00:00Z");
                let id = number.to_string();
                if *open {
                    records.complaints.push(complaint(&id, &time, None, None));
                } else {
                    records.promises.push(promise(&id, &time, None));
                }
            }
            let mut turned = records.clone();
            let (promises, complaints) = (turned.promises.len(), turned.complaints.len());
            turned.promises.rotate_left(turn.min(promises));
            turned.complaints.rotate_left(turn.min(complaints));
            prop_assert_eq!(found(&records, None), found(&turned, None));
        }
    }
}
