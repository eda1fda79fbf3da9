//! Conditions on what happened: what the pass over the log says is what one sees who looks at
//! every event of every customer, and what is kept is asked again only where something is new.

use std::collections::{BTreeMap, BTreeSet};

use sog_customers::happened::{Answers, Kept, Question, What};
use vocab::{Channel, Direction, Event, EventId, EventKind};

use crate::common::{Folder, event, events, time};
use crate::promises::HOUR;

const DAY: i64 = 24 * HOUR;

/// A question out of a number: all sorts of them.
fn question(number: u64) -> Question {
    let mut x = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (number >> 7);
    x ^= x >> 29;
    let mut pick = move |from: usize| {
        let value = x % from as u64;
        x = (x / from as u64).wrapping_mul(0xbf58_476d_1ce4_e5b9) ^ (x >> 31);
        usize::try_from(value).unwrap()
    };
    let start = events(0..1)[0].time.timestamp_micros() / DAY * DAY - 100 * DAY;
    let moment = |pick: &mut dyn FnMut(usize) -> usize| start + pick(600) as i64 * DAY;
    let what = |pick: &mut dyn FnMut(usize) -> usize| What {
        kind: match pick(4) {
            0 => EventKind::ALL[pick(EventKind::ALL.len())],
            _ => EventKind::Sale,
        },
        family: ["Garden", "Kitchen", "Nothing"].get(pick(6)).map(|name| (*name).to_owned()),
        item: None,
        channel: (pick(4) == 0).then(|| Channel::ALL[pick(Channel::ALL.len())]),
        direction: (pick(5) == 0).then_some(Direction::Inbound),
    };
    let pick: &mut dyn FnMut(usize) -> usize = &mut pick;
    let (one, two) = (moment(pick), moment(pick));
    let (from, until) = (one.min(two), one.max(two));
    if pick(2) == 0 {
        let at_least = u32::try_from(pick(4)).unwrap();
        let at_most = [u32::MAX, at_least, at_least + 2][pick(3)];
        Question::Count { what: what(pick), from, until, at_least, at_most }
    } else {
        Question::Sequence {
            steps: (0..=pick(3)).map(|_| what(pick)).collect(),
            then_not: (pick(2) == 0).then(|| what(pick)),
            window: (1 + pick(120) as i64) * DAY,
            from,
            until,
            over_by: until - pick(30) as i64 * DAY,
        }
    }
}

/// The plain answer about one customer.
fn holds(question: &Question, history: &[Event]) -> bool {
    let is = |what: &What, event: &Event| {
        event.kind == what.kind
            && what.family.as_ref().is_none_or(|name| event.family.as_ref() == Some(name))
            && what.item.as_ref().is_none_or(|name| event.item.as_ref() == Some(name))
            && what.channel.is_none_or(|channel| event.channel == Some(channel))
            && what.direction.is_none_or(|side| event.direction == Some(side))
    };
    let at = |event: &Event| event.time.timestamp_micros();
    match question {
        Question::Count { what, from, until, at_least, at_most } => {
            let mut orders = BTreeSet::new();
            let counted = history
                .iter()
                .filter(|event| is(what, event) && (*from..*until).contains(&at(event)))
                .filter(|event| {
                    let order = event.reference.as_ref().filter(|_| what.has_lines());
                    order.is_none_or(|order| orders.insert(order))
                })
                .count();
            (*at_least as usize..=*at_most as usize).contains(&counted)
        }
        Question::Sequence { steps, then_not, window, from, until, over_by } => {
            let history: Vec<&Event> = history.iter().filter(|event| at(event) < *until).collect();
            // Every way to make the steps that were tried so far: first, last, events used.
            let mut ways: Vec<(i64, i64, Vec<usize>)> = Vec::new();
            for (step, what) in steps.iter().enumerate() {
                let mut next = Vec::new();
                // Of the lines of an order at an instant the first one counts.
                let repeats = |place: usize| {
                    let line = history[place];
                    let same = |earlier: &&Event| {
                        is(what, earlier)
                            && earlier.time == line.time
                            && earlier.reference == line.reference
                    };
                    what.has_lines()
                        && line.reference.is_some()
                        && history[..place].iter().any(same)
                };
                let steps = history.iter().enumerate();
                let steps = steps.filter(|(place, e)| is(what, e) && !repeats(*place));
                for (place, event) in steps {
                    let time = at(event);
                    if step == 0 {
                        if time >= *from {
                            next.push((time, time, vec![place]));
                        }
                        continue;
                    }
                    for (first, last, used) in &ways {
                        if time >= *last && time - first <= *window && !used.contains(&place) {
                            next.push((*first, time, [used.as_slice(), &[place]].concat()));
                        }
                    }
                }
                ways = next;
            }
            ways.iter().any(|(first, last, _)| match then_not {
                None => true,
                Some(not) => {
                    let end = first + window;
                    let comes = |event: &&&Event| at(event) > *last && at(event) <= end;
                    end <= *over_by && !history.iter().filter(comes).any(|event| is(not, event))
                }
            })
        }
    }
}

fn told(answers: &Answers, question: &Question) -> BTreeMap<String, bool> {
    let differs = answers.differs(question).unwrap();
    let of =
        |bucket: usize, place: usize| question.holds_of_nothing() != differs[bucket].has(place);
    answers
        .rosters()
        .enumerate()
        .flat_map(|(bucket, roster)| {
            roster.iter().enumerate().map(move |(place, name)| (name.to_owned(), of(bucket, place)))
        })
        .collect()
}

fn check(answers: &Answers, questions: &[Question], all: &[Event]) -> usize {
    let mut histories: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for event in all.iter().filter(|event| seen.insert(event.id)) {
        if let Some(customer) = &event.customer {
            histories.entry(customer.to_string()).or_default().push(event.clone());
        }
    }
    histories.values_mut().for_each(|events| events.sort_by_key(|event| (event.time, event.id)));
    let mut found = 0;
    for question in questions {
        let expected: BTreeMap<String, bool> = histories
            .iter()
            .map(|(name, events)| (name.clone(), holds(question, events)))
            .collect();
        assert_eq!(told(answers, question), expected, "{question:?}");
        found += expected.values().filter(|holds| **holds).count();
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pass_says_what_every_event_says() {
    let folder = Folder::new().await;
    let questions: Vec<Question> = (0..300).map(question).collect();
    let kept = Kept::default();
    // Runs that lie over each other, and one event twice.
    for part in [0..900, 600..1_500, 1_400..1_900] {
        folder.import(&events(part.clone())).await;
        let snapshot = folder.log.snapshot().await.unwrap();
        for some in questions.chunks(75) {
            let answers = kept.ask(&snapshot, some).unwrap();
            let found = check(&answers, some, &events(0..part.end));
            assert!(found > 100, "{found} is too little to tell");
        }
        // What is kept has a bound.
        assert!(kept.len() <= 275);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_buckets_with_something_new_are_read_again() {
    let folder = Folder::new().await;
    folder.import(&events(0..800)).await;
    let questions: Vec<Question> = (0..20).map(question).collect();
    let kept = Kept::default();
    let one = kept.ask(&folder.log.snapshot().await.unwrap(), &questions).unwrap();
    let event = (800..).map(event).find(|event| event.customer.is_some()).unwrap();
    folder.import(std::slice::from_ref(&event)).await;
    let two = kept.ask(&folder.log.snapshot().await.unwrap(), &questions).unwrap();
    let changed = one.versions().iter().zip(two.versions()).filter(|(a, b)| **a != *b).count();
    assert_eq!(changed, 1);
    let all: Vec<Event> = events(0..800).into_iter().chain([event]).collect();
    check(&two, &questions, &all);
    for question in &questions {
        let (one, two) = (one.differs(question).unwrap(), two.differs(question).unwrap());
        let same = one.iter().zip(two).filter(|(a, b)| std::sync::Arc::ptr_eq(a, b)).count();
        assert_eq!(same, one.len() - 1);
    }
}

#[test]
fn a_sort_of_event_is_as_narrow_as_wanted() {
    let mut viewed =
        Event::new(EventId(1), None, time("2026-11-01T00:00:00Z"), EventKind::ProductViewed);
    (viewed.item, viewed.family) = (Some("4711".to_owned()), Some("Garden".to_owned()));
    viewed.channel = Some(Channel::Web);
    let what = |family: &str, item: &str| What {
        family: (!family.is_empty()).then(|| family.to_owned()),
        item: (!item.is_empty()).then(|| item.to_owned()),
        ..What::of(EventKind::ProductViewed)
    };
    assert!(what("", "").is(&viewed) && what("Garden", "4711").is(&viewed));
    assert!(!what("Kitchen", "").is(&viewed) && !what("", "4712").is(&viewed));
    assert!(!What::of(EventKind::Visit).is(&viewed));
    let over = |channel| What { channel: Some(channel), ..what("", "") };
    assert!(over(Channel::Web).is(&viewed) && !over(Channel::Email).is(&viewed));
    let inbound = What { direction: Some(Direction::Inbound), ..what("", "") };
    assert!(!inbound.is(&viewed));
}
