//! What customers say about us: how able we are, and how glad they are to deal with us.
//!
//! Both or nothing: somebody able whom nobody likes and somebody liked who cannot do it lose the
//! customer in different ways. So the two are shown side by side and never averaged.

use serde::Serialize;
use stats::proportion::Share;
use store::StoreError;
use store::records::survey;
use vocab::{CustomerId, Instant};

use super::records::bad;

/// A mark this low or lower needs somebody to ask why.
pub const LOW: u8 = 2;
/// A mark this high or higher is good.
pub const GOOD: u8 = 4;

/// A mark from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Mark(u8);

impl Mark {
    /// A mark, when the number is one.
    #[must_use]
    pub fn new(number: i32) -> Option<Self> {
        u8::try_from(number).ok().filter(|number| (1..=5).contains(number)).map(Self)
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Whether somebody should ask why.
    #[must_use]
    pub const fn is_low(self) -> bool {
        self.0 <= LOW
    }

    /// Whether it is good.
    #[must_use]
    pub const fn is_good(self) -> bool {
        self.0 >= GOOD
    }
}

/// An answer to both questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// When.
    pub at: Instant,
    /// How able we are.
    pub competence: Mark,
    /// How glad they are to deal with us.
    pub likeability: Mark,
}

impl Answer {
    /// An answer, when both numbers are marks.
    #[must_use]
    pub fn of(at: Instant, competence: i32, likeability: i32) -> Option<Self> {
        Some(Self { at, competence: Mark::new(competence)?, likeability: Mark::new(likeability)? })
    }

    /// Whether one of them is low.
    #[must_use]
    pub const fn is_low(&self) -> bool {
        self.competence.is_low() || self.likeability.is_low()
    }
}

/// One time somebody was asked, or told us unasked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Survey {
    /// Its number.
    pub id: String,
    /// Who.
    pub customer: CustomerId,
    /// Which person there.
    pub contact: Option<String>,
    /// When we asked; `None` where nobody wrote it down.
    pub asked: Option<Instant>,
    /// What they answered.
    pub answer: Option<Answer>,
    /// Their words.
    pub text: String,
    /// When somebody of ours spoke with them about it.
    pub followed_up: Option<Instant>,
}

impl Survey {
    pub(super) fn read(row: survey::Model) -> Result<Self, StoreError> {
        let answer = match (row.answered, row.competence, row.likeability) {
            (None, None, None) => None,
            (Some(at), Some(competence), Some(likeability)) => Some(
                Answer::of(at, competence, likeability)
                    .ok_or_else(|| bad("survey", &row.id, "with a mark that is none"))?,
            ),
            _ => return Err(bad("survey", &row.id, "answered by half")),
        };
        Ok(Self {
            customer: CustomerId::new(&row.customer_id)
                .map_err(|why| bad("survey", &row.id, why))?,
            id: row.id,
            contact: row.contact_id,
            asked: row.asked,
            answer,
            text: row.text,
            followed_up: row.followed_up,
        })
    }

    /// The answer, where one of its marks is low and nobody has spoken with them about it.
    #[must_use]
    pub fn alert(&self) -> Option<Answer> {
        self.answer.filter(|answer| answer.is_low() && self.followed_up.is_none())
    }
}

/// How often each mark was given, 1 to 5.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Marks(pub [u64; 5]);

impl Marks {
    fn add(&mut self, mark: Mark) {
        self.0[usize::from(mark.number() - 1)] += 1;
    }

    /// How many.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.0.iter().sum()
    }
}

/// What was said, by all who were asked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Views {
    /// How able we are.
    pub competence: Marks,
    /// How glad they are to deal with us.
    pub likeability: Marks,
    /// Answers.
    pub answered: u64,
    /// Times we asked and wrote it down.
    pub asked: u64,
    /// Answers among those.
    pub asked_and_answered: u64,
}

impl Views {
    /// Adds up what surveys say.
    pub fn of<'a>(surveys: impl IntoIterator<Item = &'a Survey>) -> Self {
        let mut views = Self::default();
        for survey in surveys {
            if let Some(answer) = survey.answer {
                views.answered += 1;
                views.competence.add(answer.competence);
                views.likeability.add(answer.likeability);
            }
            if survey.asked.is_some() {
                views.asked += 1;
                views.asked_and_answered += u64::from(survey.answer.is_some());
            }
        }
        views
    }

    /// Those who answered among those asked; `None` where nobody wrote down whom we asked.
    #[must_use]
    pub fn answer_rate(&self) -> Option<Share> {
        Share::new(self.asked_and_answered, self.asked)
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{at, survey};
    use super::*;

    #[test]
    fn the_two_answers_stay_apart() {
        let mut asked = survey("3", "2026-11-03T09:00:00Z", 5, 5);
        asked.asked = Some(at("2026-11-01T09:00:00Z"));
        let silent = Survey { answer: None, ..asked.clone() };
        let all = [
            survey("1", "2026-11-01T09:00:00Z", 5, 1),
            survey("2", "2026-11-02T09:00:00Z", 1, 5),
            asked,
            silent,
        ];
        let views = Views::of(&all);
        assert_eq!(views.competence, Marks([1, 0, 0, 0, 2]));
        assert_eq!(views.likeability, Marks([1, 0, 0, 0, 2]));
        assert_eq!((views.answered, views.competence.n()), (3, 3));
        let rate = views.answer_rate().unwrap();
        assert_eq!((rate.hits, rate.of), (1, 2));
        assert!(Views::of(&all[..2]).answer_rate().is_none());
    }

    #[test]
    fn one_low_mark_is_enough_until_somebody_asked_why() {
        assert!(survey("1", "2026-11-01T09:00:00Z", 5, 2).alert().is_some());
        assert!(survey("1", "2026-11-01T09:00:00Z", 1, 4).alert().is_some());
        assert!(survey("1", "2026-11-01T09:00:00Z", 3, 3).alert().is_none());
        let mut spoken = survey("1", "2026-11-01T09:00:00Z", 1, 1);
        spoken.followed_up = Some(at("2026-11-02T09:00:00Z"));
        assert!(spoken.alert().is_none());
        for none in [0, 6, -1] {
            assert!(Mark::new(none).is_none());
        }
    }
}
