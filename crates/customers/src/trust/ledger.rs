//! The trust ledger: what we did that earns trust, and what costs it, point by point.
//!
//! A weight is a convention and no measurement: `docs/trust.md` says each, and why. What the sum
//! says is how the points compare with each other and with an earlier day, for one customer. It
//! is no probability and is never used to decide who may be reached.

use std::collections::BTreeMap;

use serde::Serialize;
use vocab::{ContactId, Direction, Event, EventId, EventKind, Instant, Zone};

use super::{Limits, Outcome, Records, Standing, days};
use crate::inquiries::{Inquiries, Inquiry};
use crate::local::instant;

/// An objection counts as honoured after so many days in which nothing commercial went out.
pub const HONOURED_DAYS: u32 = 30;

/// What earns or costs trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PointKind {
    /// We kept a promise.
    PromiseKept,
    /// We broke one, or its day is over.
    PromiseBroken,
    /// A complaint heard from us soon.
    ComplaintAnsweredSoon,
    /// A complaint heard from us late, or not yet.
    ComplaintAnsweredLate,
    /// A complaint was settled.
    ComplaintSettled,
    /// After an objection nothing commercial went out.
    ObjectionHonoured,
    /// After an objection something commercial went out.
    ContactAfterObjection,
    /// A question was answered soon.
    InquiryAnsweredSoon,
    /// A question was answered late, or not yet.
    InquiryAnsweredLate,
    /// They recommended us.
    Referral,
    /// They think we are able.
    CompetenceGood,
    /// They think we are not.
    CompetenceLow,
    /// They are glad to deal with us.
    LikeabilityGood,
    /// They are not.
    LikeabilityLow,
}

impl PointKind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::PromiseKept,
        Self::PromiseBroken,
        Self::ComplaintAnsweredSoon,
        Self::ComplaintAnsweredLate,
        Self::ComplaintSettled,
        Self::ObjectionHonoured,
        Self::ContactAfterObjection,
        Self::InquiryAnsweredSoon,
        Self::InquiryAnsweredLate,
        Self::Referral,
        Self::CompetenceGood,
        Self::CompetenceLow,
        Self::LikeabilityGood,
        Self::LikeabilityLow,
    ];

    /// The weight, with its sign. The table in `docs/trust.md` gives the reasons.
    #[must_use]
    pub const fn weight(self) -> i64 {
        match self {
            Self::Referral => 3,
            Self::PromiseKept => 2,
            Self::ComplaintAnsweredSoon
            | Self::ComplaintSettled
            | Self::ObjectionHonoured
            | Self::InquiryAnsweredSoon
            | Self::CompetenceGood
            | Self::LikeabilityGood => 1,
            Self::ComplaintAnsweredLate | Self::InquiryAnsweredLate => -1,
            Self::CompetenceLow | Self::LikeabilityLow => -2,
            Self::PromiseBroken | Self::ContactAfterObjection => -3,
        }
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Point {
    /// From when on it counts.
    pub at: Instant,
    /// What it is.
    pub kind: PointKind,
    /// How much it counts.
    pub weight: i64,
    /// The promise, complaint or survey; empty where an event is all there is.
    pub record: String,
    /// The event in the history it rests on; `None` as long as the log has not taken it in.
    pub event: Option<EventId>,
}

/// The entries, the oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ledger {
    /// The entries.
    pub points: Vec<Point>,
}

impl Ledger {
    /// What the entries come to; `None` where there are none: then nothing is known yet.
    #[must_use]
    pub fn sum(&self) -> Option<i64> {
        (!self.points.is_empty()).then(|| self.points.iter().map(|point| point.weight).sum())
    }

    /// What they came to at a moment, that moment included.
    #[must_use]
    pub fn sum_at(&self, at: Instant) -> i64 {
        self.points.iter().take_while(|point| point.at <= at).map(|point| point.weight).sum()
    }

    /// What the records, the events and the questions of one customer come to at `now`.
    ///
    /// `history` is everything the log holds of the customer, in its order.
    #[must_use]
    pub fn of(
        records: &Records,
        history: &[Event],
        inquiries: &Inquiries,
        limits: &Limits,
        now: Instant,
        zone: Zone,
    ) -> Self {
        let mut book = Book { links: Links::of(history), now, points: Vec::new() };
        book.promises(records, zone);
        book.complaints(records, limits);
        book.surveys(records);
        for inquiry in inquiries.all() {
            book.inquiry(inquiry, limits);
        }
        for event in history {
            match event.kind {
                EventKind::Referral => {
                    book.add(PointKind::Referral, event.time, "", Some(event.id));
                }
                EventKind::Objected => book.objection(event, history),
                _ => {}
            }
        }
        book.points.sort();
        Self { points: book.points }
    }
}

/// Where events of records stand: by kind, record and time.
struct Links<'a>(BTreeMap<(&'static str, &'a str, Instant), EventId>);

impl<'a> Links<'a> {
    fn of(history: &'a [Event]) -> Self {
        let of_record = history.iter().filter(|event| event.kind.taken_back_by().is_some());
        // Of several with the same record and time the last stands: those before were taken back.
        let links = of_record.filter_map(|event| {
            Some(((event.kind.code(), event.reference.as_deref()?, event.time), event.id))
        });
        Self(links.collect())
    }

    fn find(&self, kind: EventKind, record: &'a str, at: Instant) -> Option<EventId> {
        self.0.get(&(kind.code(), record, at)).copied()
    }
}

struct Book<'a> {
    links: Links<'a>,
    now: Instant,
    points: Vec<Point>,
}

impl<'a> Book<'a> {
    /// What has not come yet does not count.
    fn add(&mut self, kind: PointKind, at: Instant, record: &str, event: Option<EventId>) {
        if at <= self.now {
            let (weight, record) = (kind.weight(), record.to_owned());
            self.points.push(Point { at, kind, weight, record, event });
        }
    }

    fn promises(&mut self, records: &'a Records, zone: Zone) {
        for one in &records.promises {
            let (kind, at) = match (one.standing(self.now, zone), one.settled) {
                (Standing::Kept, Some((_, at))) => (PointKind::PromiseKept, at),
                (Standing::Broken, Some((_, at))) => (PointKind::PromiseBroken, at),
                (Standing::Overdue, _) => (PointKind::PromiseBroken, one.overdue_from(zone)),
                _ => continue,
            };
            let ended = one.settled.filter(|(_, end)| *end == at).and_then(|(outcome, end)| {
                let kind = match outcome {
                    Outcome::Kept => EventKind::PromiseKept,
                    Outcome::Broken => EventKind::PromiseBroken,
                    Outcome::Withdrawn => return None,
                };
                self.links.find(kind, &one.id, end)
            });
            let event =
                ended.or_else(|| self.links.find(EventKind::PromiseMade, &one.id, one.made));
            self.add(kind, at, &one.id, event);
        }
    }

    fn complaints(&mut self, records: &'a Records, limits: &Limits) {
        let now = self.now;
        for one in records.complaints.iter().filter(|one| one.opened <= now) {
            let opened = self.links.find(EventKind::ComplaintOpened, &one.id, one.opened);
            let late = one.opened + days(limits.reply_days);
            let heard = one.heard().filter(|at| *at <= now);
            match heard {
                Some(at) if at <= late => {
                    self.add(PointKind::ComplaintAnsweredSoon, at, &one.id, opened);
                }
                // Settled later without a reply on record: nobody knows when we first answered.
                Some(_) if one.first_reply.is_none() => {}
                // Whether we answered late or not yet: it was late from the same moment on.
                _ => self.add(PointKind::ComplaintAnsweredLate, late, &one.id, opened),
            }
            if let Some(closed) = one.closed {
                let event = self.links.find(EventKind::ComplaintClosed, &one.id, closed);
                self.add(PointKind::ComplaintSettled, closed, &one.id, event);
            }
        }
    }

    fn surveys(&mut self, records: &'a Records) {
        for one in &records.surveys {
            let Some(answer) = one.answer else { continue };
            let event = self.links.find(EventKind::SurveyAnswered, &one.id, answer.at);
            let two = [
                (answer.competence, PointKind::CompetenceGood, PointKind::CompetenceLow),
                (answer.likeability, PointKind::LikeabilityGood, PointKind::LikeabilityLow),
            ];
            for (mark, good, low) in two {
                if mark.is_good() {
                    self.add(good, answer.at, &one.id, event);
                } else if mark.is_low() {
                    self.add(low, answer.at, &one.id, event);
                }
            }
        }
    }

    fn inquiry(&mut self, inquiry: &Inquiry, limits: &Limits) {
        let asked = instant(inquiry.asked);
        let late = asked + days(limits.inquiry_days);
        let answered = inquiry.answered.map(instant).filter(|at| *at <= late);
        let event = Some(EventId(inquiry.event));
        match answered {
            Some(at) => self.add(PointKind::InquiryAnsweredSoon, at, "", event),
            None => self.add(PointKind::InquiryAnsweredLate, late, "", event),
        }
    }

    /// What went out to whoever objected, until they allowed it again. A consent is one for its own
    /// channel.
    fn objection(&mut self, objected: &Event, history: &[Event]) {
        let same = |event: &&Event| concerns(event.contact.as_ref(), objected.contact.as_ref());
        let after = || history.iter().filter(|event| event.time > objected.time).filter(same);
        let given = || after().filter(|event| event.kind == EventKind::ConsentGiven);
        let until = given().find(|given| ends(given, objected));
        let until = until.map_or(self.now, |event| event.time.min(self.now));
        let freed = |touch: &Event| {
            given().any(|given| {
                let way = given.channel.is_none() || touch.channel.is_none();
                given.time <= touch.time && (way || given.channel == touch.channel)
            })
        };
        let against: Vec<&Event> = after()
            .filter(|event| event.time < until && is_commercial(event) && !freed(event))
            .collect();
        let honoured = objected.time + days(HONOURED_DAYS);
        // Who says the same again, or of several channels, is honoured once.
        let before = history.iter().take_while(|event| event.id != objected.id);
        let stands = before
            .filter(|event| event.kind == EventKind::Objected && event.contact == objected.contact)
            .any(|earlier| {
                let between = |event: &&Event| {
                    event.time > earlier.time && event.time <= objected.time && same(event)
                };
                !history.iter().filter(between).any(|event| ends(event, earlier))
            });
        if !stands && against.iter().all(|event| event.time > honoured) && honoured <= until {
            self.add(PointKind::ObjectionHonoured, honoured, "", Some(objected.id));
        }
        for event in against {
            // One contact after two objections is one breach.
            let known = self.points.iter().any(|point| {
                point.kind == PointKind::ContactAfterObjection && point.event == Some(event.id)
            });
            if !known {
                self.add(PointKind::ContactAfterObjection, event.time, "", Some(event.id));
            }
        }
    }
}

/// Whether somebody allowed again what they objected to: a consent for one channel leaves an
/// objection to all of them standing.
fn ends(given: &Event, objected: &Event) -> bool {
    given.kind == EventKind::ConsentGiven
        && (given.channel.is_none() || given.channel == objected.channel)
}

/// Whether what was done to one concerns the other; what names nobody concerns everybody.
fn concerns(one: Option<&ContactId>, other: Option<&ContactId>) -> bool {
    one.is_none() || other.is_none() || one == other
}

/// Whether we wrote or called to sell: a message of a campaign, or a touch of a mailing.
fn is_commercial(event: &Event) -> bool {
    match event.kind {
        EventKind::MessageSent => true,
        EventKind::Touch => {
            event.direction == Some(Direction::Outbound) && event.campaign.is_some()
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use vocab::{CampaignId, Channel};

    use super::super::testing::{LIMITS, at, complaint, customer, promise, survey};
    use super::*;
    use crate::fold::Fold;

    const ZONE: Zone = Zone::BERLIN;

    fn now() -> Instant {
        at("2026-11-22T09:00:00Z")
    }

    fn event(id: u128, kind: EventKind, time: &str) -> Event {
        Event::new(EventId(id), Some(customer()), at(time), kind)
    }

    fn book(records: &Records, history: &[Event]) -> Ledger {
        Ledger::of(records, history, &Inquiries::default(), &LIMITS, now(), ZONE)
    }

    fn short(ledger: &Ledger) -> Vec<(PointKind, i64)> {
        ledger.points.iter().map(|point| (point.kind, point.weight)).collect()
    }

    #[test]
    fn nothing_on_record_is_not_known_and_no_zero() {
        assert_eq!(book(&Records::default(), &[]).sum(), None);
    }

    #[test]
    fn promises_count_from_the_day_they_are_decided() {
        let kept = Some((Outcome::Kept, "2026-11-05T09:00:00Z"));
        let records = Records {
            promises: vec![
                promise("V1", "2026-11-06T00:00:00Z", kept),
                promise("V2", "2026-11-10T09:00:00Z", None),
                promise("V3", "2026-12-10T00:00:00Z", None),
            ],
            ..Records::default()
        };
        let mut made = event(1, EventKind::PromiseMade, "2026-11-01T09:00:00Z");
        made.reference = Some("V2".to_owned());
        let mut ended = event(2, EventKind::PromiseKept, "2026-11-05T09:00:00Z");
        ended.reference = Some("V1".to_owned());
        let ledger = book(&records, &[made, ended]);
        assert_eq!(short(&ledger), [(PointKind::PromiseKept, 2), (PointKind::PromiseBroken, -3)]);
        assert_eq!(ledger.points[0].event, Some(EventId(2)));
        // The day after the tenth begins at 23:00 UTC; there is no event of it, so the promise.
        assert_eq!(ledger.points[1].at, at("2026-11-10T23:00:00Z"));
        assert_eq!(ledger.points[1].event, Some(EventId(1)));
        assert_eq!((ledger.sum(), ledger.sum_at(at("2026-11-06T00:00:00Z"))), (Some(-1), 2));
    }

    #[test]
    fn complaints_are_heard_soon_or_late() {
        let records = Records {
            complaints: vec![
                // Answered in time and settled: two points.
                complaint(
                    "B1",
                    "2026-11-01T09:00:00Z",
                    Some("2026-11-02T09:00:00Z"),
                    Some("2026-11-05T09:00:00Z"),
                ),
                // Settled within two days: heard in time too.
                complaint("B2", "2026-11-06T09:00:00Z", None, Some("2026-11-07T09:00:00Z")),
                // Not heard yet.
                complaint("B3", "2026-11-10T09:00:00Z", None, None),
                // Settled late, and nobody wrote down when we first answered.
                complaint("B4", "2026-11-11T09:00:00Z", None, Some("2026-11-19T09:00:00Z")),
                // Of yesterday: nothing to say yet.
                complaint("B5", "2026-11-21T09:00:00Z", None, None),
            ],
            ..Records::default()
        };
        let ledger = book(&records, &[]);
        use PointKind::{ComplaintAnsweredLate, ComplaintAnsweredSoon, ComplaintSettled};
        assert_eq!(
            short(&ledger),
            [
                (ComplaintAnsweredSoon, 1),
                (ComplaintSettled, 1),
                (ComplaintAnsweredSoon, 1),
                (ComplaintSettled, 1),
                (ComplaintAnsweredLate, -1),
                (ComplaintSettled, 1),
            ]
        );
        assert_eq!(ledger.sum(), Some(4));
    }

    #[test]
    fn an_objection_is_honoured_or_not() {
        let objected = event(1, EventKind::Objected, "2026-10-01T09:00:00Z");
        let quiet = book(&Records::default(), std::slice::from_ref(&objected));
        assert_eq!(short(&quiet), [(PointKind::ObjectionHonoured, 1)]);
        assert_eq!(quiet.points[0].at, at("2026-10-31T09:00:00Z"));

        let mut mailed = event(2, EventKind::Touch, "2026-10-05T09:00:00Z");
        mailed.direction = Some(Direction::Outbound);
        let call = mailed.clone();
        mailed.campaign = Some(CampaignId::new("advent").unwrap());
        // A call about an order is not commercial, a mailing is.
        assert_eq!(short(&book(&Records::default(), &[objected.clone(), call])).len(), 1);
        let broken = book(&Records::default(), &[objected.clone(), mailed.clone()]);
        assert_eq!(short(&broken), [(PointKind::ContactAfterObjection, -3)]);

        // Allowed again before it went out.
        let given = event(3, EventKind::ConsentGiven, "2026-10-04T09:00:00Z");
        let allowed = book(&Records::default(), &[objected.clone(), given, mailed.clone()]);
        assert!(allowed.points.is_empty(), "{allowed:?}");

        // Allowed by telephone: what went out by mail was not.
        let mut by_phone = event(4, EventKind::ConsentGiven, "2026-10-04T09:00:00Z");
        by_phone.channel = Some(Channel::Phone);
        let by_mail = Event { channel: Some(Channel::Email), ..mailed.clone() };
        let wrong = book(&Records::default(), &[objected.clone(), by_phone, by_mail]);
        assert_eq!(short(&wrong), [(PointKind::ContactAfterObjection, -3)]);

        // Said again it is one objection, until it was allowed in between.
        let again = event(5, EventKind::Objected, "2026-10-10T09:00:00Z");
        let given = event(6, EventKind::ConsentGiven, "2026-11-01T09:00:00Z");
        let last = event(7, EventKind::Objected, "2026-11-02T09:00:00Z");
        let twice = [objected.clone(), again.clone()];
        assert_eq!(short(&book(&Records::default(), &twice)), [(PointKind::ObjectionHonoured, 1)]);
        let later = at("2026-12-20T09:00:00Z");
        let thrice = [objected.clone(), again, given, last];
        let none = Inquiries::default();
        let anew = Ledger::of(&Records::default(), &thrice, &none, &LIMITS, later, ZONE);
        assert_eq!(short(&anew), [(PointKind::ObjectionHonoured, 1); 2]);

        // Somebody else there objected.
        let mut other = objected;
        other.contact = Some(ContactId::new("P1").unwrap());
        mailed.contact = Some(ContactId::new("P2").unwrap());
        let both = book(&Records::default(), &[other, mailed]);
        assert_eq!(short(&both), [(PointKind::ObjectionHonoured, 1)]);
    }

    #[test]
    fn the_two_answers_count_each_for_itself() {
        let records = Records {
            surveys: vec![
                survey("S1", "2026-11-05T09:00:00Z", 5, 1),
                survey("S2", "2026-11-06T09:00:00Z", 3, 3),
            ],
            ..Records::default()
        };
        let referral = event(4, EventKind::Referral, "2026-11-07T09:00:00Z");
        let ledger = book(&records, &[referral]);
        assert_eq!(
            short(&ledger),
            [
                (PointKind::CompetenceGood, 1),
                (PointKind::LikeabilityLow, -2),
                (PointKind::Referral, 3)
            ]
        );
    }

    #[test]
    fn questions_are_answered_soon_or_late() {
        let mut inquiries = Inquiries::default();
        let micros = |text: &str| at(text).timestamp_micros();
        let ask = |id, time: &str| events::EventRef {
            id,
            ..crate::testing::blank(micros(time), EventKind::Inquiry)
        };
        inquiries.update(&ask(1, "2026-11-01T09:00:00Z"));
        inquiries
            .update(&crate::testing::blank(micros("2026-11-02T09:00:00Z"), EventKind::QuoteSent));
        inquiries.update(&ask(2, "2026-11-10T09:00:00Z"));
        inquiries.update(&ask(3, "2026-11-21T09:00:00Z"));
        let ledger = Ledger::of(&Records::default(), &[], &inquiries, &LIMITS, now(), ZONE);
        assert_eq!(
            short(&ledger),
            [(PointKind::InquiryAnsweredSoon, 1), (PointKind::InquiryAnsweredLate, -1)]
        );
        assert_eq!(ledger.points[1].event, Some(EventId(2)));
    }

    proptest! {
        /// The sum is that of the entries, at the end and at every moment; records in another
        /// order give the same book.
        #[test]
        fn the_sum_is_that_of_the_entries(
            rows in prop::collection::vec((0_u8..3, 1_u32..28, prop::option::of(0_u32..28), 1_u8..6), 0..10),
            turn in 0_usize..10,
            day in 1_u32..30,
        ) {
            let mut records = Records::default();
            for (number, (which, day, end, mark)) in rows.iter().enumerate() {
                let time = format!("2026-11-{day:02}T09:00:00Z");
                let end = end.map(|more| at(&time) + chrono::TimeDelta::days(i64::from(more)));
                let id = number.to_string();
                match which {
                    0 => {
                        let mut one = promise(&id, &time, None);
                        one.settled = end.map(|end| (Outcome::Kept, end));
                        records.promises.push(one);
                    }
                    1 => {
                        let mut one = complaint(&id, &time, None, None);
                        one.closed = end;
                        records.complaints.push(one);
                    }
                    _ => records.surveys.push(survey(&id, &time, *mark, 6 - mark)),
                }
            }
            let ledger = book(&records, &[]);
            let sum: i64 = ledger.points.iter().map(|point| point.kind.weight()).sum();
            prop_assert_eq!(ledger.sum().unwrap_or(0), sum);
            prop_assert_eq!(ledger.sum_at(now()), sum);
            let moment = at(&format!("2026-11-{day:02}T12:00:00Z"));
            let until: i64 = ledger
                .points
                .iter()
                .filter(|point| point.at <= moment)
                .map(|point| point.weight)
                .sum();
            prop_assert_eq!(ledger.sum_at(moment), until);
            prop_assert!(ledger.points.iter().all(|point| point.at <= now()));
            let mut turned = records.clone();
            let (promises, complaints, surveys) =
                (turned.promises.len(), turned.complaints.len(), turned.surveys.len());
            turned.promises.rotate_left(turn.min(promises));
            turned.complaints.rotate_left(turn.min(complaints));
            turned.surveys.rotate_left(turn.min(surveys));
            prop_assert_eq!(book(&turned, &[]), ledger);
        }
    }
}
