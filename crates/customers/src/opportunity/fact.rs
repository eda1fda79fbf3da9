//! One fact about a deal, and how it changes. Nothing here reads a clock or a table.

use serde::Serialize;
use vocab::{Amount, ContactId, CustomerId, EventKind, Instant};

use super::words::{FactKind, Fit};
use crate::said::{By, Cited, Refusal, maybe_words, words};

/// An answer to a requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Whether it is met.
    pub fit: Fit,
    /// What is lacking; empty when nothing is.
    pub gap: String,
}

/// One version of what is known of a deal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Names the fact in all its versions.
    pub id: String,
    /// Counted from 1.
    pub version: i64,
    /// Of which deal.
    #[serde(skip)]
    pub deal: String,
    /// Of which customer.
    #[serde(skip)]
    pub customer: CustomerId,
    /// Who said it, or confirmed it where nobody was named before. An erasure takes all versions of
    /// a fact that names them in any, so that it brings no older words back.
    pub contact: Option<ContactId>,
    /// What kind of fact.
    pub kind: FactKind,
    /// The words, as they were said.
    pub text: String,
    /// When it was said.
    pub said: Instant,
    /// The event in which the customer confirmed it; `None` while it is assumed.
    pub confirmed: Option<Cited>,
    /// Of a requirement: whether it is met in outline.
    pub outline: Option<Answer>,
    /// Of a requirement: whether it is met in detail.
    pub detail: Option<Answer>,
    /// The event with the customer's answer to the fit in detail.
    pub accepted: Option<Cited>,
    /// Of a risk: what we answered; empty while it is open.
    pub answer: String,
    /// Of a price talk: the amount that was named.
    pub amount: Option<Amount>,
    /// Taken out.
    #[serde(skip)]
    pub removed: bool,
    /// When this version was written.
    pub written: Instant,
    /// Who wrote it.
    pub person: String,
}

impl Fact {
    /// Whether the customer has not confirmed it (B17).
    #[must_use]
    pub const fn is_assumed(&self) -> bool {
        self.confirmed.is_none()
    }

    /// Whether it is a risk without an answer (B07).
    #[must_use]
    pub fn is_open_risk(&self) -> bool {
        self.kind == FactKind::Risk && self.answer.is_empty()
    }

    /// The kind of event it becomes when the customer told us. What moves them now becomes none:
    /// it has to move no phase, and every event in which somebody puts a need into words does.
    #[must_use]
    pub const fn event(kind: FactKind) -> Option<EventKind> {
        match kind {
            FactKind::Need
            | FactKind::Wish
            | FactKind::Consequence
            | FactKind::Vision
            | FactKind::OwnReason => Some(EventKind::NeedStated),
            FactKind::MovesNow => None,
            FactKind::Requirement => Some(EventKind::RequirementConfirmed),
            FactKind::Risk => Some(EventKind::ReferenceAsked),
            FactKind::PriceTalk => Some(EventKind::PriceAsked),
        }
    }
}

/// What can be done with a fact that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Other words. What the customer confirmed were the words before: they are assumed again.
    Reword {
        /// The words.
        text: String,
        /// Of a price talk.
        amount: Option<Amount>,
    },
    /// The customer confirmed it.
    Confirm(Cited),
    /// Whether a requirement is met.
    Fit {
        /// In outline, with what is lacking.
        outline: Option<(Fit, String)>,
        /// In detail.
        detail: Option<(Fit, String)>,
    },
    /// The customer answered the fit in detail.
    Accept(Cited),
    /// Our answer to a risk; empty opens it again.
    Answer(String),
    /// Out with it.
    Remove,
}

/// The next version of a fact.
///
/// # Errors
/// When the edit does not suit the kind of fact, or words are missing.
pub fn edited(fact: &Fact, edit: Edit, by: &By) -> Result<Fact, Refusal> {
    let mut next = Fact {
        version: fact.version + 1,
        written: by.at,
        person: by.person.clone(),
        ..fact.clone()
    };
    let only = |kind| if fact.kind == kind { Ok(()) } else { Err(Refusal::WrongKind) };
    match edit {
        Edit::Reword { text, amount } => {
            next.text = words(&text)?;
            if fact.kind == FactKind::PriceTalk {
                next.amount = amount;
            }
            // Another amount is another price.
            if (&next.text, next.amount) != (&fact.text, fact.amount) {
                (next.confirmed, next.accepted) = (None, None);
            }
        }
        Edit::Confirm(cited) => next.confirmed = Some(cited),
        Edit::Fit { outline, detail } => {
            only(FactKind::Requirement)?;
            if detail.is_some() && outline.is_none() {
                return Err(Refusal::DetailFirst);
            }
            next.outline = outline.map(answer).transpose()?;
            next.detail = detail.map(answer).transpose()?;
            // They answered another fit.
            if next.detail != fact.detail {
                next.accepted = None;
            }
        }
        Edit::Accept(cited) => {
            only(FactKind::Requirement)?;
            if fact.detail.is_none() {
                return Err(Refusal::DetailFirst);
            }
            next.accepted = Some(cited);
        }
        Edit::Answer(text) => {
            only(FactKind::Risk)?;
            next.answer = maybe_words(&text)?;
        }
        Edit::Remove => next.removed = true,
    }
    Ok(next)
}

fn answer((fit, gap): (Fit, String)) -> Result<Answer, Refusal> {
    let gap = maybe_words(&gap)?;
    match fit {
        Fit::Yes => Ok(Answer { fit, gap: String::new() }),
        Fit::Partly | Fit::No if gap.is_empty() => Err(Refusal::NoGap),
        Fit::Partly | Fit::No => Ok(Answer { fit, gap }),
    }
}

/// The version that takes the newest one back: as it was before, or gone where there was nothing
/// before. Taking back can itself be taken back.
#[must_use]
pub fn undone(newest: &Fact, before: Option<&Fact>, by: &By) -> Fact {
    let was = before.cloned().unwrap_or_else(|| Fact { removed: true, ..newest.clone() });
    Fact { version: newest.version + 1, written: by.at, person: by.person.clone(), ..was }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{by, cited, fact};
    use super::*;

    #[test]
    fn other_words_are_assumed_again() {
        let mut known = fact("f", FactKind::Requirement);
        known.confirmed = Some(cited(7, EventKind::RequirementConfirmed));
        let same = Edit::Reword { text: " f ".to_owned(), amount: None };
        assert!(!edited(&known, same, &by()).unwrap().is_assumed());
        let other = Edit::Reword { text: "wider".to_owned(), amount: None };
        let next = edited(&known, other, &by()).unwrap();
        assert!(next.is_assumed() && next.version == 2 && next.text == "wider");
        let mut price = fact("p", FactKind::PriceTalk);
        (price.amount, price.confirmed) =
            ("10.00".parse().ok(), Some(cited(8, EventKind::PriceAsked)));
        let reword = |amount: &str| {
            let edit = Edit::Reword { text: "p".to_owned(), amount: amount.parse().ok() };
            edited(&price, edit, &by()).unwrap()
        };
        assert!(!reword("10.00").is_assumed());
        assert!(reword("12.00").is_assumed());
        let none = Edit::Reword { text: " ".to_owned(), amount: None };
        assert_eq!(edited(&known, none, &by()), Err(Refusal::NoWords));
    }

    #[test]
    fn detail_comes_after_outline_and_gaps_have_words() {
        let known = fact("f", FactKind::Requirement);
        let fit = |outline: Option<(Fit, &str)>, detail: Option<(Fit, &str)>| {
            let own = |one: Option<(Fit, &str)>| one.map(|(fit, gap)| (fit, gap.to_owned()));
            edited(&known, Edit::Fit { outline: own(outline), detail: own(detail) }, &by())
        };
        assert_eq!(fit(None, Some((Fit::Yes, ""))), Err(Refusal::DetailFirst));
        assert_eq!(fit(Some((Fit::Partly, " ")), None), Err(Refusal::NoGap));
        let both = fit(Some((Fit::Partly, "too small")), Some((Fit::Yes, "ignored"))).unwrap();
        let outline = Answer { fit: Fit::Partly, gap: "too small".to_owned() };
        assert_eq!(both.outline, Some(outline));
        // What is met lacks nothing.
        assert_eq!(both.detail, Some(Answer { fit: Fit::Yes, gap: String::new() }));
        let risk = fact("r", FactKind::Risk);
        let edit = Edit::Fit { outline: None, detail: None };
        assert_eq!(edited(&risk, edit, &by()), Err(Refusal::WrongKind));
    }

    #[test]
    fn an_answer_of_the_customer_holds_for_the_fit_they_saw() {
        let asked = cited(9, EventKind::Inquiry);
        let known = fact("f", FactKind::Requirement);
        let early = edited(&known, Edit::Accept(asked), &by());
        assert_eq!(early, Err(Refusal::DetailFirst));
        let yes = || Some((Fit::Yes, String::new()));
        let fits = edited(&known, Edit::Fit { outline: yes(), detail: yes() }, &by()).unwrap();
        let accepted = edited(&fits, Edit::Accept(asked), &by()).unwrap();
        assert_eq!(accepted.accepted, Some(asked));
        let no = Some((Fit::No, "no".to_owned()));
        let other = Edit::Fit { outline: yes(), detail: no };
        assert_eq!(edited(&accepted, other, &by()).unwrap().accepted, None);
        let same = Edit::Fit { outline: yes(), detail: yes() };
        assert_eq!(edited(&accepted, same, &by()).unwrap().accepted, Some(asked));
    }

    #[test]
    fn taking_back_brings_back_what_was() {
        let first = fact("f", FactKind::Risk);
        let answered = edited(&first, Edit::Answer("Tested".to_owned()), &by()).unwrap();
        assert!(first.is_open_risk() && !answered.is_open_risk());
        let back = undone(&answered, Some(&first), &by());
        assert!(back.is_open_risk() && back.version == 3);
        // Taken back once more it is answered again.
        assert!(!undone(&back, Some(&answered), &by()).is_open_risk());
        let gone = undone(&first, None, &by());
        assert!(gone.removed && gone.version == 2);
        assert!(!undone(&gone, Some(&first), &by()).removed);
    }
}
