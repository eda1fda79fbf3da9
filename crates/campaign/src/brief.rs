//! The brief: what we tell whom, why, when, over which medium, and how we will know.
//!
//! A brief may be saved half-finished; [`Brief::gaps`] names what is still missing (E20), and
//! nothing can be signed, let alone started, while the list is not empty. A reason is always
//! asked for: either the diagnosis it answers, or an open "we do not know" with the argument
//! why one goes on all the same, which both signers then stand for (E10).

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use vocab::{AidaStage, Amount, Barrier, Channel, Month, Scope};

use crate::conditions::{BadCondition, Condition};

/// The longest title, core or question, in characters. Longer texts belong in the message.
pub const MAX_WORDS: usize = 2_000;

/// What a campaign is to do and why. Empty or absent fields are gaps, not errors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Brief {
    /// A name people recognise.
    pub title: String,
    /// The target that is in danger and what the diagnosis said.
    pub cause: Cause,
    /// The barrier this answers; `None` only where the cause is not known.
    pub barrier: Option<Barrier>,
    /// The step of the reader's road the message is for.
    pub stage: Option<AidaStage>,
    /// The one thing the reader should take away.
    pub message_core: String,
    /// Whom it is for, as conditions.
    #[serde(default, with = "crate::conditions::form::versioned")]
    pub audience: Option<Condition>,
    /// Why these people and not others (C03).
    pub audience_note: String,
    /// The product family it is about; the need window and the existing-customer exception
    /// (rule M2) are judged by it.
    pub family: String,
    /// The days on which messages may go out and over which the result is measured.
    pub window: Option<Window>,
    /// The medium.
    pub channel: Channel,
    /// How we will know whether it worked.
    pub measure: Option<Measure>,
    /// What the reader is asked; the answer comes back to us (C03).
    pub question: String,
    /// Every "only until" and "only while stocks last" the message will carry (F1).
    pub claims: Vec<Claim>,
}

impl Default for Brief {
    fn default() -> Self {
        Self {
            title: String::new(),
            cause: Cause::default(),
            barrier: None,
            stage: None,
            message_core: String::new(),
            audience: None,
            audience_note: String::new(),
            family: String::new(),
            window: None,
            channel: Channel::Email,
            measure: None,
            question: String::new(),
            claims: Vec::new(),
        }
    }
}

/// Why there is a campaign at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cause {
    /// The target that is in danger.
    pub target: Option<String>,
    /// The diagnosis this answers.
    pub diagnosis: Option<String>,
    /// The month that is short.
    pub period: Option<Month>,
    /// The part of the business that is short.
    pub scope: Scope,
    /// What the diagnosis found, in words. Where nothing was found: why we go on all the same.
    pub finding: String,
    /// Whether the diagnosis had enough evidence.
    pub known: bool,
    /// How many sales notes the finding rests on.
    pub notes: u64,
}

impl Default for Cause {
    fn default() -> Self {
        Self {
            target: None,
            diagnosis: None,
            period: None,
            scope: Scope::company(),
            finding: String::new(),
            known: false,
            notes: 0,
        }
    }
}

/// First and last local day, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub until: NaiveDate,
}

impl Window {
    /// Whether the day lies inside.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

/// By what success is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// Share of customers who buy again inside the window.
    RepurchaseShare,
    /// Net revenue per customer inside the window.
    RevenuePerCustomer,
    /// Share of those written to who answer the question.
    Answers,
}

impl MeasureKind {
    /// All of them, in the order a form shows them.
    pub const ALL: [Self; 3] = [Self::RepurchaseShare, Self::RevenuePerCustomer, Self::Answers];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::RepurchaseShare => "repurchase_share",
            Self::RevenuePerCustomer => "revenue_per_customer",
            Self::Answers => "answers",
        }
    }

    /// Whether the figures are shares between 0 and 1 (otherwise they are money).
    #[must_use]
    pub const fn is_share(self) -> bool {
        !matches!(self, Self::RevenuePerCustomer)
    }
}

/// The measure of success, fixed before the start so that nobody chooses it afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// What is measured.
    pub kind: MeasureKind,
    /// What it is without the campaign, as far as we know: a share from 0 to 1, or money.
    #[serde(default)]
    pub baseline: Option<Amount>,
    /// The smallest difference worth the effort, in the same unit.
    #[serde(default)]
    pub smallest_effect: Option<Amount>,
}

/// What makes a claim urgent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// "Only until Friday."
    Deadline,
    /// "Only 40 left."
    Stock,
}

/// An urgent claim of the message and the dated fact behind it (F1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Deadline or stock.
    pub kind: ClaimKind,
    /// The words as the reader sees them.
    pub words: String,
    /// Where the fact can be looked up, such as a price decision or a stock list.
    #[serde(default)]
    pub fact: String,
    /// The last day on which it is true. The guard stops the message after that day.
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

impl Claim {
    /// Whether a dated fact stands behind it.
    #[must_use]
    pub fn is_backed(&self) -> bool {
        !self.fact.trim().is_empty() && self.until.is_some()
    }
}

/// One thing a brief still lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// No title.
    Title,
    /// No word on why: neither a finding nor an argument for going on without one.
    Cause,
    /// The cause is said to be known but no barrier is named.
    Barrier,
    /// No AIDA stage.
    Stage,
    /// No core of the message.
    MessageCore,
    /// No conditions that say whom it is for.
    Audience,
    /// The conditions cannot be used.
    AudienceInvalid(BadCondition),
    /// No reason for this audience.
    AudienceNote,
    /// No product family.
    Family,
    /// No window.
    Window,
    /// The window ends before it begins.
    WindowBackwards,
    /// A channel that cannot be used yet.
    Channel(Channel),
    /// No measure of success, or a value of it is missing.
    Measure,
    /// The smallest worthwhile effect is zero or less, or a share lies outside 0 to 1.
    MeasureRange,
    /// No question to the reader.
    Question,
    /// The claim with this number (from 1) has no dated fact.
    ClaimUnbacked(usize),
    /// The claim with this number (from 1) is no longer true when the window opens.
    ClaimOver(usize),
    /// A text is longer than [`MAX_WORDS`] characters.
    TooLong(&'static str),
}

impl Gap {
    /// A stable code, for translations and for machines.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Cause => "cause",
            Self::Barrier => "barrier",
            Self::Stage => "stage",
            Self::MessageCore => "message_core",
            Self::Audience => "audience",
            Self::AudienceInvalid(_) => "audience_invalid",
            Self::AudienceNote => "audience_note",
            Self::Family => "family",
            Self::Window => "window",
            Self::WindowBackwards => "window_backwards",
            Self::Channel(_) => "channel",
            Self::Measure => "measure",
            Self::MeasureRange => "measure_range",
            Self::Question => "question",
            Self::ClaimUnbacked(_) => "claim_unbacked",
            Self::ClaimOver(_) => "claim_over",
            Self::TooLong(_) => "too_long",
        }
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => f.write_str("the brief has no title"),
            Self::Cause => f.write_str(
                "no cause: name the finding of the diagnosis, or say why to go on without one",
            ),
            Self::Barrier => f.write_str("the cause is known, but no barrier is named"),
            Self::Stage => f.write_str("no AIDA stage is chosen"),
            Self::MessageCore => f.write_str("the core of the message is missing"),
            Self::Audience => f.write_str("no conditions say whom it is for"),
            Self::AudienceInvalid(why) => write!(f, "the audience cannot be used: {why}"),
            Self::AudienceNote => f.write_str("no reason is given for this audience"),
            Self::Family => f.write_str("no product family is named"),
            Self::Window => f.write_str("no window is set"),
            Self::WindowBackwards => f.write_str("the window ends before it begins"),
            Self::Channel(channel) => write!(f, "campaigns over `{channel}` are not possible yet"),
            Self::Measure => f.write_str("the measure of success is not set or lacks a value"),
            Self::MeasureRange => f.write_str(
                "the measure is out of range: shares lie between 0 and 1, the smallest effect is \
                 above 0",
            ),
            Self::Question => f.write_str("the reader is not asked anything"),
            Self::ClaimUnbacked(number) => write!(f, "claim {number} has no dated fact behind it"),
            Self::ClaimOver(number) => {
                write!(f, "claim {number} is no longer true when the window opens")
            }
            Self::TooLong(field) => {
                write!(f, "the field {field} is longer than {MAX_WORDS} characters")
            }
        }
    }
}

impl Brief {
    /// Everything that is still missing, in the order of the form. Empty means complete.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let mut need = |missing: bool, gap: Gap| {
            if missing {
                gaps.push(gap);
            }
        };
        let empty = |text: &str| text.trim().is_empty();

        need(empty(&self.title), Gap::Title);
        need(empty(&self.cause.finding), Gap::Cause);
        need(self.cause.known && self.barrier.is_none(), Gap::Barrier);
        need(self.stage.is_none(), Gap::Stage);
        need(empty(&self.message_core), Gap::MessageCore);
        match &self.audience {
            None => need(true, Gap::Audience),
            Some(condition) => {
                if let Err(why) = condition.check() {
                    need(true, Gap::AudienceInvalid(why));
                }
            }
        }
        need(empty(&self.audience_note), Gap::AudienceNote);
        need(empty(&self.family), Gap::Family);
        match self.window {
            None => need(true, Gap::Window),
            Some(window) => need(window.until < window.from, Gap::WindowBackwards),
        }
        need(self.channel != Channel::Email, Gap::Channel(self.channel));
        match &self.measure {
            None => need(true, Gap::Measure),
            Some(measure) => match measure.smallest_effect.zip(measure.baseline_or_none_needed()) {
                None => need(true, Gap::Measure),
                Some((smallest, baseline)) => {
                    need(!in_range(measure.kind, baseline, smallest), Gap::MeasureRange);
                }
            },
        }
        need(empty(&self.question), Gap::Question);
        for (index, claim) in self.claims.iter().enumerate() {
            need(!claim.is_backed(), Gap::ClaimUnbacked(index + 1));
            let over = matches!((claim.until, self.window), (Some(end), Some(w)) if end < w.from);
            need(over, Gap::ClaimOver(index + 1));
        }
        for (field, text) in [
            ("title", &self.title),
            ("finding", &self.cause.finding),
            ("message_core", &self.message_core),
            ("audience_note", &self.audience_note),
            ("family", &self.family),
            ("question", &self.question),
        ] {
            need(text.chars().count() > MAX_WORDS, Gap::TooLong(field));
        }
        gaps
    }
}

impl Measure {
    /// The baseline; zero where none is needed, because without a campaign nobody is asked.
    fn baseline_or_none_needed(&self) -> Option<Amount> {
        let none = (self.kind == MeasureKind::Answers).then_some(Amount::ZERO);
        self.baseline.or(none)
    }
}

fn in_range(kind: MeasureKind, baseline: Amount, smallest: Amount) -> bool {
    let one = Amount::from_micros(1_000_000);
    let share = |value: Amount| !value.is_negative() && value <= one;
    smallest > Amount::ZERO && (!kind.is_share() || share(baseline) && share(smallest))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn complete() -> Brief {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        Brief {
            title: "Christmas for last year's buyers".into(),
            cause: Cause {
                target: Some("t1".into()),
                diagnosis: Some("d1".into()),
                period: Some("2026-11".parse().unwrap()),
                scope: "family:Christmas".parse().unwrap(),
                finding: "Returning customers order too late".into(),
                known: true,
                notes: 31,
            },
            barrier: Some(Barrier::Timing),
            stage: Some(AidaStage::Desire),
            message_core: "Ordering in November keeps the shelf full in December".into(),
            audience: Some(Condition::Bought { family: "Christmas".into() }),
            audience_note: "They bought it last year and not yet this year".into(),
            family: "Christmas".into(),
            window: Some(Window { from: day(10), until: day(30) }),
            channel: Channel::Email,
            measure: Some(Measure {
                kind: MeasureKind::RepurchaseShare,
                baseline: "0.2".parse().ok(),
                smallest_effect: "0.03".parse().ok(),
            }),
            question: "When do you need the goods on your shelf?".into(),
            claims: Vec::new(),
        }
    }

    #[test]
    fn a_new_brief_lists_everything_and_a_complete_one_nothing() {
        let codes: Vec<_> = Brief::default().gaps().iter().map(Gap::code).collect();
        assert_eq!(
            codes,
            [
                "title",
                "cause",
                "stage",
                "message_core",
                "audience",
                "audience_note",
                "family",
                "window",
                "measure",
                "question"
            ]
        );
        assert_eq!(complete().gaps(), []);
    }

    #[test]
    fn each_missing_part_is_named() {
        type Break = fn(&mut Brief);
        let table: [(Break, &str); 14] = [
            (|b| b.title = "  ".into(), "title"),
            (|b| b.cause.finding.clear(), "cause"),
            (|b| b.barrier = None, "barrier"),
            (|b| b.stage = None, "stage"),
            (|b| b.audience = Some(Condition::All { of: vec![] }), "audience_invalid"),
            (|b| b.channel = Channel::Phone, "channel"),
            (|b| b.window.as_mut().unwrap().until = NaiveDate::MIN, "window_backwards"),
            (
                |b| b.measure.as_mut().unwrap().baseline = Some(Amount::from_cents(150)),
                "measure_range",
            ),
            (|b| b.measure.as_mut().unwrap().smallest_effect = Some(Amount::ZERO), "measure_range"),
            (|b| b.measure.as_mut().unwrap().baseline = None, "measure"),
            (|b| b.measure.as_mut().unwrap().smallest_effect = None, "measure"),
            (|b| b.question = "\n".into(), "question"),
            (|b| b.claims.push(claim(ClaimKind::Stock, "", None)), "claim_unbacked"),
            (|b| b.title = "x".repeat(MAX_WORDS + 1), "too_long"),
        ];
        for (spoil, code) in table {
            let mut brief = complete();
            spoil(&mut brief);
            let codes: Vec<_> = brief.gaps().iter().map(Gap::code).collect();
            assert_eq!(codes, [code]);
        }
    }

    fn claim(kind: ClaimKind, fact: &str, day: Option<u32>) -> Claim {
        let until = day.map(|d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap());
        Claim { kind, words: "only until Friday".into(), fact: fact.into(), until }
    }

    #[test]
    fn a_claim_must_still_be_true() {
        let mut brief = complete();
        brief.claims = vec![claim(ClaimKind::Deadline, "price decision 14", Some(9))];
        assert_eq!(brief.gaps(), [Gap::ClaimOver(1)]);
        brief.claims = vec![claim(ClaimKind::Deadline, "price decision 14", Some(20))];
        assert_eq!(brief.gaps(), []);
        brief.claims = vec![claim(ClaimKind::Stock, "stock list", None)];
        assert_eq!(brief.gaps(), [Gap::ClaimUnbacked(1)]);
    }

    #[test]
    fn not_knowing_is_allowed_when_it_is_said() {
        let mut brief = complete();
        brief.cause.known = false;
        brief.barrier = None;
        brief.cause.finding = "11 notes are too few; the season does not wait".into();
        assert_eq!(brief.gaps(), []);
    }

    #[test]
    fn a_brief_survives_its_json_form() {
        let brief = complete();
        let json = serde_json::to_string(&brief).unwrap();
        assert_eq!(serde_json::from_str::<Brief>(&json).unwrap(), brief);
        // Older and hand-written forms may lack fields.
        assert_eq!(serde_json::from_str::<Brief>("{}").unwrap(), Brief::default());
    }
}
