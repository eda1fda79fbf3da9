//! What earns and costs trust: promises, answers to questions and complaints, what customers say
//! when they are asked.
//!
//! Sellers keep most of what they promise ([`KEPT`]); towards customers whom we contact too often
//! they keep less of it ([`KEPT_PRESSED`]), answer complaints later, and are liked less. What was
//! not kept is owned up to within two months. All of it depends on the seed and the customer
//! alone, so that a planted cause changes none of it.

use vocab::{Channel, Direction, EventKind};

use crate::calendar::Moment;
use crate::company::{About, Company, Signal};
use crate::complaints::Complaint;
use crate::families::YEAR;
use crate::random::{Purpose, Stream, place};
use crate::touches::Touch;

/// Share of promises kept, of those not withdrawn.
pub(crate) const KEPT: f64 = 0.86;
/// The same towards customers whom we contact too often.
pub(crate) const KEPT_PRESSED: f64 = 0.68;
/// Share of those asked who answer.
pub(crate) const ANSWERS: f64 = 0.42;
/// Share of questions that somebody answers.
pub(crate) const REPLIES: f64 = 0.9;

/// Promises to a trade customer in a year.
const PROMISES_A_YEAR: f64 = 0.4;
/// Times a customer is asked in a year.
const ASKED_A_YEAR: f64 = 0.2;
/// How often each mark from 1 to 5 is given: for competence, for likeability, and for the latter
/// by customers whom we contact too often.
const COMPETENCE: [f64; 5] = [0.03, 0.07, 0.20, 0.40, 0.30];
const LIKEABILITY: [f64; 5] = [0.03, 0.06, 0.16, 0.40, 0.35];
const LIKEABILITY_PRESSED: [f64; 5] = [0.22, 0.28, 0.28, 0.15, 0.07];

/// How a promise ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Kept,
    Broken,
    Withdrawn,
}

impl Outcome {
    /// As files say it.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A promise of a seller.
#[derive(Debug, Clone)]
pub(crate) struct Promise {
    /// The customer, a place among the profiles.
    pub customer: usize,
    /// The contact, a place among the customer's.
    pub contact: usize,
    /// When.
    pub made: Moment,
    /// The last day, at a time of that day.
    pub due: Moment,
    /// How and when it ended; `None` where it has not by the last day.
    pub settled: Option<(Outcome, Moment)>,
    /// What was promised.
    pub text: String,
}

/// One time a customer was asked.
#[derive(Debug, Clone)]
pub(crate) struct Survey {
    /// The customer, a place among the profiles.
    pub customer: usize,
    /// When we asked.
    pub asked: Moment,
    /// When they answered, with the marks for competence and likeability.
    pub answer: Option<(Moment, [usize; 2])>,
    /// Their words.
    pub text: String,
    /// When somebody asked why.
    pub followed_up: Option<Moment>,
}

/// What belongs to one customer.
#[derive(Debug, Default)]
pub(crate) struct Trust {
    pub promises: Vec<Promise>,
    pub surveys: Vec<Survey>,
    /// Answers to their questions.
    pub replies: Vec<Touch>,
}

/// The promises and surveys of one customer, and the answers to their questions; complaints are
/// told when we first answered them.
pub(crate) fn of(
    company: &Company,
    customer: usize,
    signals: &[Signal],
    complaints: &mut [Complaint],
) -> Trust {
    let profile = &company.profiles[customer];
    let calendar = &company.calendar;
    let from = profile.joined.max(calendar.start as f64);
    let until = profile.leaves.min(calendar.end as f64 + 1.0);
    let stream = Stream::new(company.seed, Purpose::Trust, profile.stream);
    let mut maker = Maker { company, customer, stream, trust: Trust::default() };
    if from < until {
        let years = (until - from) / YEAR;
        if profile.is_trade() {
            for _ in 0..maker.stream.poisson(PROMISES_A_YEAR * years) {
                let day = maker.stream.between(from, until);
                maker.promise(day);
            }
        }
        for _ in 0..maker.stream.poisson(ASKED_A_YEAR * years) {
            let day = maker.stream.between(from, until);
            maker.survey(day);
        }
    }
    for signal in signals.iter().filter(|signal| signal.kind == EventKind::Inquiry) {
        maker.reply(signal);
    }
    for complaint in complaints {
        maker.first_reply(complaint);
    }
    maker.trust
}

struct Maker<'a> {
    company: &'a Company,
    customer: usize,
    stream: Stream,
    trust: Trust,
}

impl Maker<'_> {
    fn pressed(&self) -> bool {
        self.company.profiles[self.customer].pressed
    }

    /// A working moment some days after another, and never before it.
    fn later(&mut self, from: Moment, days: f64) -> Moment {
        let at = self.company.working_moment(from.plus_days(days), true, &mut self.stream);
        at.max(from.plus_days(0.02))
    }

    fn promise(&mut self, day: f64) {
        let company = self.company;
        let wish = Moment::at(place(day), 0);
        let made = company.working_moment(wish, true, &mut self.stream);
        let span = self.stream.between(2.0, 21.0);
        let due = self.later(made, span);
        let contact = company.partner(self.customer, &mut self.stream);
        let kept = if self.pressed() { KEPT_PRESSED } else { KEPT };
        let (withdrawn, kept) = (self.stream.chance(0.04), self.stream.chance(kept));
        let part = self.stream.between(0.2, 1.0);
        let silence = self.stream.between(1.0, 60.0);
        let (outcome, at) = if withdrawn {
            (Outcome::Withdrawn, self.later(made, span * part * 0.9))
        } else if kept {
            // Before its day or on it.
            (Outcome::Kept, self.later(made, span * part * 0.9).min(due))
        } else {
            (Outcome::Broken, self.later(due, silence))
        };
        let profile = &company.profiles[self.customer];
        let family = profile.draw_family(&|_| 1.0, &mut self.stream);
        let language = company.languages.of(company.seller_language(self.customer));
        let about =
            About { customer: self.customer, contact, family, at: made, item: None, rival: None };
        let text = company.say(language.lines("promises"), language, &about, &mut self.stream);
        if company.calendar.written(made) {
            let settled = company.calendar.written(at).then_some((outcome, at));
            let customer = self.customer;
            self.trust.promises.push(Promise { customer, contact, made, due, settled, text });
        }
    }

    fn survey(&mut self, day: f64) {
        let company = self.company;
        let wish = Moment::at(place(day), 0);
        let asked = company.working_moment(wish, true, &mut self.stream);
        let (answers, wait) = (self.stream.chance(ANSWERS), self.stream.between(0.1, 9.0));
        let answered = self.later(asked, wait);
        let likes = if self.pressed() { LIKEABILITY_PRESSED } else { LIKEABILITY };
        let marks = [self.stream.weighted(&COMPETENCE) + 1, self.stream.weighted(&likes) + 1];
        let (asks, after) = (self.stream.chance(0.75), self.stream.between(1.0, 20.0));
        let followed = self.later(answered, after);
        let says = self.stream.chance(0.5);
        let low = marks.iter().any(|mark| *mark <= 2);
        let section = if low { "survey_low" } else { "survey_good" };
        let language = company.languages.of(company.profiles[self.customer].language);
        let about = About {
            customer: self.customer,
            contact: 0,
            family: company.profiles[self.customer].draw_family(&|_| 1.0, &mut self.stream),
            at: answered,
            item: None,
            rival: None,
        };
        let text = company.say(language.lines(section), language, &about, &mut self.stream);
        let calendar = &company.calendar;
        if !calendar.written(asked) {
            return;
        }
        let answer = (answers && calendar.written(answered)).then_some((answered, marks));
        let follows = answer.is_some() && low && asks && calendar.written(followed);
        self.trust.surveys.push(Survey {
            customer: self.customer,
            asked,
            answer,
            text: if answer.is_some() && says { text } else { String::new() },
            followed_up: follows.then_some(followed),
        });
    }

    fn reply(&mut self, question: &Signal) {
        let (answers, days) = (self.stream.chance(REPLIES), self.stream.lognormal(0.7, 0.8));
        let at = self.later(question.at, days.min(14.0));
        let channel = [Channel::Phone, Channel::Email][self.stream.weighted(&[0.4, 0.6])];
        if answers && self.company.calendar.written(at) {
            self.trust.replies.push(Touch {
                customer: self.customer,
                contact: 0,
                at,
                channel,
                direction: Direction::Outbound,
                mailing: None,
                text: String::new(),
            });
        }
    }

    fn first_reply(&mut self, complaint: &mut Complaint) {
        let median = if self.pressed() { 2.2 } else { 0.8 };
        let days = self.stream.lognormal(median, 0.9).min(20.0);
        let at = self.later(complaint.opened, days);
        let at = complaint.closed.map_or(at, |closed| at.min(closed));
        complaint.first_reply = self.company.calendar.written(at).then_some(at);
    }
}
