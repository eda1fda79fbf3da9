//! The forms of this step, as they were sent, and what is wrong with them.

use chrono::NaiveDate;
use serde::Deserialize;
use vocab::Channel;

use crate::page::Page;
use crate::parts::Errors;

/// A promise, a seller's word, an answer: nobody writes more than this by hand.
const LONGEST: usize = 2_000;

/// A new promise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct PromiseForm {
    pub(crate) text: String,
    pub(crate) due: String,
    pub(crate) owner: String,
    pub(crate) contact: String,
}

impl PromiseForm {
    /// The words, the day and who of us keeps it (`None` where nobody was named), or what is
    /// wrong with them.
    pub(crate) fn check(&self, page: &Page) -> Result<(String, NaiveDate, Option<String>), Errors> {
        let mut errors = Errors::default();
        let text = cleaned(&self.text);
        if text.is_empty() {
            errors.add("promise-text", page.t("trust-need-text"));
        } else if text.chars().count() > LONGEST {
            errors.add("promise-text", page.t1("trust-need-shorter", "most", LONGEST));
        }
        let today = page.company.zone.day(page.now);
        let due = self.due.trim().parse::<NaiveDate>().ok().filter(|due| *due >= today);
        if due.is_none() {
            errors.add("promise-due", page.t("trust-need-due"));
        }
        let owner = cleaned(&self.owner).replace('\n', " ");
        if owner.chars().count() > 200 {
            errors.add("promise-owner", page.t1("trust-need-shorter", "most", 200));
        }
        match due {
            Some(due) if errors.is_empty() => {
                Ok((text, due, Some(owner).filter(|owner| !owner.is_empty())))
            }
            _ => Err(errors),
        }
    }
}

/// What somebody answered when we asked about ourselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct SurveyForm {
    pub(crate) competence: String,
    pub(crate) likeability: String,
    pub(crate) words: String,
    pub(crate) contact: String,
}

impl SurveyForm {
    /// Both marks and the words, or what is wrong with them.
    pub(crate) fn check(&self, page: &Page) -> Result<(i32, i32, String), Errors> {
        let mut errors = Errors::default();
        let mark = |text: &str| text.trim().parse().ok().filter(|mark| (1..=5).contains(mark));
        let both = (mark(&self.competence), mark(&self.likeability));
        if both.0.is_none() || both.1.is_none() {
            errors.add("survey-marks", page.t("trust-need-marks"));
        }
        let words = cleaned(&self.words);
        if words.chars().count() > LONGEST {
            errors.add("survey-words", page.t1("trust-need-shorter", "most", LONGEST));
        }
        match both {
            (Some(competence), Some(likeability)) if errors.is_empty() => {
                Ok((competence, likeability, words))
            }
            _ => Err(errors),
        }
    }
}

/// Words without control characters, with line ends of one kind. How long they may be is said with
/// each field.
fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    text.trim().to_owned()
}

/// What was typed and could not be taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    pub(crate) promise: PromiseForm,
    pub(crate) survey: SurveyForm,
    pub(crate) errors: Errors,
}

impl Typed {
    /// A promise that could not be taken.
    pub(crate) fn promise(promise: PromiseForm, errors: Errors) -> Self {
        Self { promise, errors, ..Self::default() }
    }

    /// An answer that could not be taken.
    pub(crate) fn survey(survey: SurveyForm, errors: Errors) -> Self {
        Self { survey, errors, ..Self::default() }
    }
}

/// What is done with a record.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Act {
    pub(crate) act: String,
}

/// That a question was answered, and how.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AnsweredForm {
    /// Which question.
    pub(crate) event: String,
    pub(crate) channel: String,
    pub(crate) contact: String,
}

/// The ways in which people answer by themselves.
pub(crate) const WAYS: [Channel; 4] =
    [Channel::Phone, Channel::Email, Channel::Visit, Channel::Chat];
