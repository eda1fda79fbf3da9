//! How long people wait for us: with a complaint, with a question.

use serde::Serialize;
use stats::quantile::{median, quantile};
use vocab::Instant;

use super::Complaint;
use crate::inquiries::Inquiry;
use crate::local::instant;

/// How long people waited, in hours; those who still wait are counted and not guessed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Wait {
    /// The middle of those that ended; `None` where none did.
    pub median_hours: Option<f64>,
    /// The middle half of them: from a quarter to three quarters.
    pub low_hours: Option<f64>,
    /// Its upper end.
    pub high_hours: Option<f64>,
    /// How many ended.
    pub n: u64,
    /// How many still wait.
    pub waiting: u64,
}

impl Wait {
    fn of(spans: impl Iterator<Item = (Instant, Option<Instant>)>) -> Self {
        let (mut hours, mut waiting) = (Vec::new(), 0);
        for (from, until) in spans {
            match until {
                // Seconds of a few centuries are whole numbers below 2^53.
                Some(until) => hours.push((until - from).num_seconds().max(0) as f64 / 3_600.0),
                None => waiting += 1,
            }
        }
        hours.sort_by(f64::total_cmp);
        Self {
            median_hours: median(&hours),
            low_hours: quantile(&hours, 0.25),
            high_hours: quantile(&hours, 0.75),
            n: hours.len() as u64,
            waiting,
        }
    }

    /// From a complaint to the first word of ours. A complaint that was settled without a reply
    /// on record ends the wait for nobody knows when, and is left out.
    pub fn for_reply<'a>(complaints: impl IntoIterator<Item = &'a Complaint>) -> Self {
        let known = |one: &&Complaint| one.first_reply.is_some() || one.closed.is_none();
        let spans = complaints.into_iter().filter(known).map(|one| (one.opened, one.first_reply));
        Self::of(spans)
    }

    /// From a question to the next word of ours.
    pub fn for_answer<'a>(inquiries: impl IntoIterator<Item = &'a Inquiry>) -> Self {
        Self::of(inquiries.into_iter().map(|one| (instant(one.asked), one.answered.map(instant))))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::complaint;
    use super::*;

    #[test]
    fn who_still_waits_is_counted_and_not_guessed() {
        let opened = "2026-11-01T09:00:00Z";
        let settled = Some("2026-11-09T09:00:00Z");
        let wait = Wait::for_reply(&[
            complaint("1", opened, Some("2026-11-01T10:00:00Z"), None),
            complaint("2", opened, Some("2026-11-01T12:00:00Z"), settled),
            complaint("3", opened, Some("2026-11-02T09:00:00Z"), None),
            complaint("4", opened, None, None),
            // Settled, and nobody wrote down when we first answered.
            complaint("5", opened, None, settled),
        ]);
        assert_eq!((wait.median_hours, wait.n, wait.waiting), (Some(3.0), 3, 1));
        let none = Wait::for_reply(&[]);
        assert_eq!((none.median_hours, none.n, none.waiting), (None, 0, 0));
    }
}
