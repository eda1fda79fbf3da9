//! What sellers write down after a contact, and which barriers they tick.
//!
//! A note has up to three parts: how the contact came about, what the customer said, what
//! comes next. The middle names a barrier (now and then two), or none: an order, a greeting,
//! nobody there, a doubt that is settled. Every seller leaves some of the notes without a
//! label; two of them leave nearly half.
//!
//! Inside the scope of a planted cause its barrier is named far more often.

use vocab::Barrier;

use crate::calendar::Moment;
use crate::company::{About, Company};
use crate::deals::{Deal, Outcome};
use crate::random::{Purpose, Stream};

/// A note.
#[derive(Debug, Clone)]
pub(crate) struct Note {
    /// The customer, a place among the profiles.
    pub customer: usize,
    /// The contact, a place among the customer's.
    pub contact: usize,
    /// When.
    pub at: Moment,
    /// About which family.
    pub family: usize,
    /// The words.
    pub text: String,
    /// What the seller ticked.
    pub barriers: Vec<Barrier>,
}

/// What a note reports.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Report {
    /// No barrier.
    Nothing,
    /// An order, or a doubt that is gone.
    Success,
    /// A barrier with this probability.
    Perhaps(f64),
    /// An order that the planted cause took away.
    Taken,
}

/// How often each barrier is named, in the order of [`Barrier::ALL`], by a customer who
/// knows us.
const COMMON: [f64; 10] = [1.0, 8.0, 14.0, 12.0, 19.0, 6.0, 14.0, 10.0, 6.0, 11.0];

/// The same for somebody new: they know us less and have no bad experience with us.
const COMMON_NEW: [f64; 10] = [18.0, 13.0, 14.0, 11.0, 15.0, 6.0, 12.0, 11.0, 3.0, 9.0];

/// Writes the notes of one customer.
pub(crate) struct Writer<'a> {
    company: &'a Company,
    customer: usize,
    stream: Stream,
    notes: Vec<Note>,
}

impl<'a> Writer<'a> {
    /// A writer for one customer.
    pub(crate) fn new(company: &'a Company, customer: usize) -> Self {
        let number = company.profiles[customer].stream;
        let stream = Stream::new(company.seed, Purpose::Notes, number);
        Self { company, customer, stream, notes: Vec::new() }
    }

    /// The notes, in no order.
    pub(crate) fn finish(self) -> Vec<Note> {
        self.notes
    }

    /// Notes on the way and at the end of a deal.
    pub(crate) fn about_deal(&mut self, deal: &Deal) {
        let (on_the_way, at_the_end) = (self.stream.chance(0.30), self.stream.chance(0.75));
        let whole = deal.decided.days() - deal.opened.days();
        let when = deal.opened.plus_days(whole * self.stream.between(0.3, 0.85));
        if on_the_way || deal.outcome == Outcome::Open && at_the_end {
            self.write(when, deal.family, deal.newcomer, Report::Perhaps(0.55));
        }
        if at_the_end {
            let report = match deal.outcome {
                Outcome::Open => return,
                Outcome::Won => Report::Success,
                Outcome::Lost if deal.caused => Report::Taken,
                Outcome::Lost => Report::Perhaps(0.88),
            };
            let when = deal.decided.plus_days(self.stream.between(0.0, 2.0));
            self.write(when, deal.family, deal.newcomer, report);
        }
    }

    /// The seller asks after some of the orders that the cause took away.
    pub(crate) fn about_lost_orders(&mut self) {
        let books = &self.company.books;
        for order in &books.orders[books.of[self.customer].clone()] {
            if order.removed && self.stream.chance(0.22) {
                let when = order.at.plus_days(self.stream.between(1.0, 6.0));
                self.write(when, order.family, order.first, Report::Taken);
            }
        }
    }

    /// A note after a visit or call that was about no deal.
    pub(crate) fn about_contact(&mut self, at: Moment, family: usize) {
        if self.stream.chance(0.22) {
            let report =
                if self.stream.chance(0.45) { Report::Nothing } else { Report::Perhaps(0.8) };
            self.write(at, family, false, report);
        }
    }

    fn write(&mut self, when: Moment, family: usize, newcomer: bool, report: Report) {
        let company = self.company;
        let profile = &company.profiles[self.customer];
        let at = company.working_moment(when, true, &mut self.stream);
        if !company.calendar.written(at) {
            return;
        }
        let barriers = self.barriers(at, family, newcomer, report);
        let language = company.languages.of(company.seller_language(self.customer));
        let contact = company.partner(self.customer, &mut self.stream);
        let planted = company.cause.as_ref().map(|cause| cause.rule.barrier);
        // Where the cause works it is one competitor whom everybody names.
        let in_scope = self.in_scope(at, family) && barriers.first().copied() == planted;
        let about = About {
            customer: self.customer,
            contact,
            family,
            at,
            item: None,
            rival: in_scope.then_some(0),
        };
        let stream = &mut self.stream;
        let mut parts = Vec::with_capacity(4);
        if stream.chance(0.55) {
            parts.push(company.say(language.lines("openers"), language, &about, stream));
        }
        if barriers.is_empty() {
            let settled = stream.chance(0.35);
            let section = match report {
                Report::Success if settled => "settled",
                Report::Success => "orders",
                _ => "none",
            };
            parts.push(company.say(language.lines(section), language, &about, stream));
        }
        for barrier in &barriers {
            parts.push(company.say(language.barrier(*barrier), language, &about, stream));
        }
        if stream.chance(0.35) && report != Report::Success {
            parts.push(company.say(language.lines("closers"), language, &about, stream));
        }
        let lazy = profile.owner.map_or(0.0, |owner| profile.region().owners[owner].lazy);
        let labelled = !stream.chance(lazy);
        self.notes.push(Note {
            customer: self.customer,
            contact,
            at,
            family,
            text: parts.join(" "),
            barriers: if labelled { barriers } else { Vec::new() },
        });
    }

    fn in_scope(&self, at: Moment, family: usize) -> bool {
        let region = self.company.profiles[self.customer].region;
        let cause = self.company.cause.as_ref();
        cause.is_some_and(|cause| cause.in_scope(at.day(), region, family))
    }

    /// Which barriers the customer names: none, one, or two different ones.
    fn barriers(
        &mut self,
        at: Moment,
        family: usize,
        newcomer: bool,
        report: Report,
    ) -> Vec<Barrier> {
        let in_scope = self.in_scope(at, family);
        let stream = &mut self.stream;
        let named = match report {
            Report::Nothing | Report::Success => return Vec::new(),
            Report::Perhaps(likely) => {
                if !stream.chance(likely) {
                    return Vec::new();
                }
                if in_scope {
                    self.company.cause.as_ref().map_or(0.0, |cause| cause.rule.named)
                } else {
                    0.0
                }
            }
            Report::Taken => 0.88,
        };
        let mut weights = if newcomer { COMMON_NEW } else { COMMON };
        let planted = stream.chance(named);
        let common = stream.weighted(&weights);
        let cause = self.company.cause.as_ref().map(|cause| cause.rule.barrier);
        let first = cause.filter(|_| planted).unwrap_or(Barrier::ALL[common]);
        let mut barriers = vec![first];
        if stream.chance(0.13) {
            for (weight, barrier) in weights.iter_mut().zip(Barrier::ALL) {
                // "No need" next to another reason would contradict it.
                if *barrier == first || *barrier == Barrier::NoNeed {
                    *weight = 0.0;
                }
            }
            let second = Barrier::ALL[stream.weighted(&weights)];
            if first != Barrier::NoNeed {
                barriers.push(second);
            }
        }
        barriers
    }
}
