//! What the relationship with a customer rests on, and what strains it.
//!
//! Everything here is pure: records and a picture in, with the clock; lists with reasons out. No
//! part of it is an opinion of a model: each point and each stressor names the event or the
//! record it comes from.
//!
//! What always holds:
//! - the sum of the ledger is the sum of its entries;
//! - a promise stands in exactly one way ([`Standing`]); one that is past its due day and not
//!   settled counts as broken, and is shown as overdue, without an event;
//! - competence and likeability are never averaged;
//! - the order in which records come makes no difference.
//!
//! Reading order: [`records`], [`promises`], [`surveys`], [`replies`], [`stressors`], [`ledger`],
//! [`told`] (what `sog customer --json` says).

pub mod ledger;
pub mod origins;
pub mod promises;
pub mod records;
pub mod replies;
mod rows;
pub mod stressors;
pub mod surveys;
pub mod told;

pub use ledger::{Ledger, Point, PointKind};
pub use promises::{Outcome, Promise, Standing};
pub use records::{Complaint, Records, all, of};
pub use stressors::{Stressor, StressorKind};
pub use surveys::{Mark, Survey, Views};
pub use told::Trust;

/// What counts as late or too much. The company sets them, and the guard's rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Days after which a complaint should have had its first reply.
    pub reply_days: u32,
    /// Days after which a question should have been answered.
    pub inquiry_days: u32,
    /// Days after which nobody waits for an answer any more.
    pub inquiry_lapses_days: u32,
    /// Days after its due day from which an overdue promise stops commercial contact.
    pub promise_days: u32,
    /// How many contacts of ours one person accepts.
    pub cap_touches: u32,
    /// In how many days.
    pub cap_days: u32,
}

impl Limits {
    /// The company's limits, with those the guard's rules name.
    #[must_use]
    pub fn new(
        company: &store::Company,
        inquiry_days: u32,
        inquiry_lapses_days: u32,
        promise_days: u32,
    ) -> Self {
        Self {
            reply_days: company.complaint_reply_days,
            inquiry_days,
            inquiry_lapses_days,
            promise_days,
            cap_touches: company.cap_touches,
            cap_days: company.cap_days,
        }
    }
}

/// Microseconds of so many days of 24 hours.
pub(crate) fn days(count: u32) -> chrono::TimeDelta {
    chrono::TimeDelta::days(i64::from(count))
}

#[cfg(test)]
pub(crate) mod testing {
    use vocab::{CustomerId, Instant};

    use super::{Complaint, Limits, Outcome, Promise, Survey};

    pub(crate) const LIMITS: Limits = Limits {
        reply_days: 2,
        inquiry_days: 3,
        inquiry_lapses_days: 90,
        promise_days: 0,
        cap_touches: 2,
        cap_days: 30,
    };

    pub(crate) fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    pub(crate) fn customer() -> CustomerId {
        CustomerId::new("K1").unwrap()
    }

    pub(crate) fn promise(id: &str, due: &str, end: Option<(Outcome, &str)>) -> Promise {
        Promise {
            id: id.to_owned(),
            customer: customer(),
            contact: None,
            made: at("2026-11-01T09:00:00Z"),
            owner: Some("mara".to_owned()),
            text: "Send the samples".to_owned(),
            due: at(due),
            settled: end.map(|(outcome, time)| (outcome, at(time))),
        }
    }

    pub(crate) fn complaint(
        id: &str,
        opened: &str,
        reply: Option<&str>,
        closed: Option<&str>,
    ) -> Complaint {
        Complaint {
            id: id.to_owned(),
            customer: customer(),
            order: None,
            opened: at(opened),
            first_reply: reply.map(at),
            closed: closed.map(at),
            owner: None,
            text: "Broken".to_owned(),
        }
    }

    pub(crate) fn survey(id: &str, answered: &str, competence: u8, likeability: u8) -> Survey {
        Survey {
            id: id.to_owned(),
            customer: customer(),
            contact: None,
            asked: None,
            answer: super::surveys::Answer::of(
                at(answered),
                i32::from(competence),
                i32::from(likeability),
            ),
            text: String::new(),
            followed_up: None,
        }
    }
}
