//! What a customer asked us, and when we answered.
//!
//! A question is an [`Inquiry`](EventKind::Inquiry). An answer is the next thing a person of ours
//! did towards the customer: a [`Touch`](EventKind::Touch) that goes out and belongs to no
//! campaign, or a quote. A mailing answers nobody's question. One answer answers all that was
//! asked before it, whoever at the customer asked.

use events::EventRef;
use serde::{Deserialize, Serialize};
use vocab::{Direction, EventKind};

use crate::fold::Fold;

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiry {
    /// The event.
    pub event: u128,
    /// When it was asked, microseconds since 1970.
    pub asked: i64,
    /// When we answered.
    pub answered: Option<i64>,
}

/// All questions of one customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inquiries {
    /// In the order in which they were asked; those that wait are the last.
    all: Vec<Inquiry>,
    /// When we first did what would have answered a question asked before.
    first_answer: Option<i64>,
}

/// Whether a person of ours turned to the customer.
fn answers(event: &EventRef<'_>) -> bool {
    match event.kind {
        EventKind::Touch => {
            event.direction == Some(Direction::Outbound) && event.campaign.is_empty()
        }
        EventKind::QuoteSent => true,
        _ => false,
    }
}

impl Inquiries {
    /// All of them, the oldest first.
    #[must_use]
    pub fn all(&self) -> &[Inquiry] {
        &self.all
    }

    /// Those without an answer, the oldest first.
    #[must_use]
    pub fn waiting(&self) -> &[Inquiry] {
        let answered = self.all.partition_point(|inquiry| inquiry.answered.is_some());
        &self.all[answered..]
    }

    fn answer(&mut self, time: i64) {
        let answered = self.all.partition_point(|inquiry| inquiry.answered.is_some());
        for inquiry in &mut self.all[answered..] {
            inquiry.answered = Some(time);
        }
        self.first_answer = self.first_answer.or(Some(time));
    }
}

impl Fold for Inquiries {
    fn update(&mut self, event: &EventRef<'_>) {
        if event.kind == EventKind::Inquiry {
            self.all.push(Inquiry { event: event.id, asked: event.time, answered: None });
        } else if answers(event) {
            self.answer(event.time);
        }
    }

    fn merge(mut self, later: Self) -> Self {
        if let Some(time) = later.first_answer {
            self.answer(time);
        }
        self.all.extend(later.all);
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::blank;

    fn folded(events: &[EventRef<'_>]) -> Inquiries {
        let mut inquiries = Inquiries::default();
        events.iter().for_each(|event| inquiries.update(event));
        inquiries
    }

    fn touch<'a>(time: i64, direction: Direction, campaign: &'a str) -> EventRef<'a> {
        EventRef { direction: Some(direction), campaign, ..blank(time, EventKind::Touch) }
    }

    #[test]
    fn the_next_word_of_ours_answers_all_that_was_asked_before() {
        let inquiries = folded(&[
            touch(1, Direction::Outbound, ""),
            blank(2, EventKind::Inquiry),
            blank(3, EventKind::Inquiry),
            touch(4, Direction::Inbound, ""),
            touch(5, Direction::Outbound, "advent"),
            blank(6, EventKind::MessageSent),
            touch(7, Direction::Outbound, ""),
            touch(8, Direction::Outbound, ""),
            blank(9, EventKind::Inquiry),
            blank(10, EventKind::QuoteSent),
            blank(11, EventKind::Inquiry),
        ]);
        let times: Vec<_> = inquiries.all().iter().map(|one| (one.asked, one.answered)).collect();
        assert_eq!(times, [(2, Some(7)), (3, Some(7)), (9, Some(10)), (11, None)]);
        let waiting: Vec<_> = inquiries.waiting().iter().map(|one| one.asked).collect();
        assert_eq!(waiting, [11]);
    }

    proptest! {
        #[test]
        fn stretches_fold_apart(
            steps in prop::collection::vec(0_u8..5, 0..16),
            cut in any::<prop::sample::Index>(),
        ) {
            let events: Vec<_> = steps
                .iter()
                .zip(0_i64..)
                .map(|(step, time)| match step {
                    0 | 1 => blank(time, EventKind::Inquiry),
                    2 => touch(time, Direction::Outbound, ""),
                    3 => touch(time, Direction::Outbound, "c"),
                    _ => blank(time, EventKind::QuoteSent),
                })
                .collect();
            let (one, other) = events.split_at(cut.index(events.len() + 1));
            prop_assert_eq!(folded(&events), folded(one).merge(folded(other)));
        }
    }
}
