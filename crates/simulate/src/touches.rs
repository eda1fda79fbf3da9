//! Contacts in both directions.
//!
//! We begin: visits and calls of the seller, seasonal mailings and letters. Three customers
//! in a hundred are pressed: for weeks, often until the last day, they get more than one
//! contact a week. They answer a quarter as often as others; [`crate::permission`] and
//! [`crate::complaints`] show the rest. (Orders do not suffer yet: the model has no effect of
//! pressure on buying.)
//!
//! Customers begin: answers, and calls and mails around their orders.
//!
//! Mailings go to those who may be written to, and to a few who may not, as happens in
//! companies that keep their lists by hand.

use vocab::{Channel, Direction};

use crate::calendar::{Moment, office_time};
use crate::company::{About, Company};
use crate::families::{FAMILIES, YEAR};
use crate::notes::Writer;
use crate::permission::{Consent, mailable};
use crate::profile::Buys;
use crate::random::{Purpose, Stream, place};

/// A touch.
#[derive(Debug, Clone)]
pub(crate) struct Touch {
    /// The customer, a place among the profiles.
    pub customer: usize,
    /// The contact, a place among the customer's.
    pub contact: usize,
    /// When.
    pub at: Moment,
    /// Over which channel.
    pub channel: Channel,
    /// Who began.
    pub direction: Direction,
    /// The mailing it belongs to, a place in [`mailings`].
    pub mailing: Option<usize>,
    /// What it was about, if noted.
    pub text: String,
}

/// A seasonal mailing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mailing {
    /// Its code, as in `2026-christmas-decoration`.
    pub code: String,
    /// For which family.
    pub family: usize,
    /// The day it goes out.
    day: usize,
}

/// Contacts by the seller in a year of a trade customer.
const SELLER_A_YEAR: f64 = 0.62;

/// One mailing for each peak of each family, some weeks ahead of it.
pub(crate) fn mailings(company: &Company) -> Vec<Mailing> {
    let calendar = &company.calendar;
    let mut mailings = Vec::new();
    for day in calendar.start..=calendar.end {
        let today = calendar.day(day);
        let ordinal = f64::from(chrono::Datelike::ordinal(&today.date));
        for (family, data) in FAMILIES.iter().enumerate() {
            for (number, peak) in data.peaks().enumerate() {
                // Each mailing has its own lead time, so that they do not all go out at once.
                let lead = 20.0 + (family * 3 % 14) as f64;
                let due = (peak - lead).rem_euclid(365.0).floor();
                if (ordinal - 1.0 - due).abs() < 0.5 {
                    let name = data.name.to_lowercase().replace(' ', "-");
                    let year = chrono::Datelike::year(&today.date);
                    let number =
                        if number == 0 { String::new() } else { format!("-{}", number + 1) };
                    let day = calendar.open_day(day, true).min(calendar.end);
                    mailings.push(Mailing { code: format!("{year}-{name}{number}"), family, day });
                }
            }
        }
    }
    mailings
}

/// All touches of one customer; notes that a seller takes afterwards go to `writer`.
pub(crate) fn of(
    company: &Company,
    customer: usize,
    mailings: &[Mailing],
    consents: &[Consent],
    writer: &mut Writer<'_>,
) -> Vec<Touch> {
    let profile = &company.profiles[customer];
    let calendar = &company.calendar;
    let stream = Stream::new(company.seed, Purpose::Touches, profile.stream);
    let from = profile.joined.max(calendar.start as f64);
    let until = profile.leaves.min(calendar.end as f64 + 1.0);
    // Somebody who bought once is still written to for a while.
    let until = if profile.buys == Buys::Once { profile.joined + 200.0 } else { until };
    let until = until.min(calendar.end as f64 + 1.0);
    let mut maker = Maker { company, customer, stream, touches: Vec::new(), from, until };
    if from < until {
        if profile.is_trade() {
            maker.seller(writer);
        }
        maker.mailings(mailings, consents);
        if profile.pressed {
            maker.pressure();
        }
    }
    maker.around_orders();
    maker.touches
}

struct Maker<'a> {
    company: &'a Company,
    customer: usize,
    stream: Stream,
    touches: Vec<Touch>,
    /// From when to when we write to them, in days.
    from: f64,
    until: f64,
}

impl Maker<'_> {
    fn seller(&mut self, writer: &mut Writer<'_>) {
        let years = (self.until - self.from) / YEAR;
        let count = self.stream.poisson(SELLER_A_YEAR * years);
        for _ in 0..count {
            let wish = Moment::at(place(self.stream.between(self.from, self.until)), 0);
            let at = self.company.working_moment(wish, true, &mut self.stream);
            let channel = [Channel::Phone, Channel::Visit, Channel::Email, Channel::Fair]
                [self.stream.weighted(&[0.48, 0.30, 0.17, 0.05])];
            let family = self.family(at);
            self.ours(at, channel, None, family, 0.45);
            if channel != Channel::Email {
                writer.about_contact(at.plus_days(0.02), family);
            }
        }
    }

    fn mailings(&mut self, mailings: &[Mailing], consents: &[Consent]) {
        let profile = &self.company.profiles[self.customer];
        for (number, mailing) in mailings.iter().enumerate() {
            let day = mailing.day as f64;
            if !(self.from..self.until).contains(&day)
                || !profile.families.iter().any(|(family, _)| *family == mailing.family)
            {
                continue;
            }
            let second = office_time(&mut self.stream);
            let at = Moment::at(mailing.day, second);
            let letter = self.stream.chance(0.012);
            let (allowed, careless) = (self.stream.chance(0.32), self.stream.chance(0.02));
            let has_mail = self.company.households[self.customer].contacts[0].email.is_some();
            if has_mail && (allowed && mailable(consents, 0, at) || careless) {
                self.outbound(at, Channel::Email, 0, Some(number), String::new());
                self.answer(at, mailing.family, 0.06);
            } else if letter {
                self.outbound(at, Channel::Post, 0, Some(number), String::new());
            }
        }
    }

    /// A stretch of time in which the customer hears from us more than once a week.
    fn pressure(&mut self) {
        let weeks = self.stream.between(8.0, 40.0);
        let to_the_end = self.stream.chance(0.6);
        let pace = self.stream.between(1.0, 1.8);
        let until =
            if to_the_end { self.until } else { self.stream.between(self.from, self.until) };
        let from = (until - 7.0 * weeks).max(self.from);
        let count = self.stream.poisson(pace * (until - from).max(0.0) / 7.0);
        for _ in 0..count {
            let wish = Moment::at(place(self.stream.between(from, until)), 0);
            let at = self.company.working_moment(wish, true, &mut self.stream);
            let channel = [Channel::Email, Channel::Phone, Channel::Sms]
                [self.stream.weighted(&[0.60, 0.34, 0.06])];
            let family = self.family(at);
            self.ours(at, channel, None, family, 0.25);
        }
    }

    /// A touch we begin, perhaps with a word about it, and perhaps an answer.
    fn ours(
        &mut self,
        at: Moment,
        channel: Channel,
        mailing: Option<usize>,
        family: usize,
        told: f64,
    ) {
        let company = self.company;
        let contact = company.partner(self.customer, &mut self.stream);
        let language = company.languages.of(company.seller_language(self.customer));
        let about = About { customer: self.customer, contact, family, at, item: None, rival: None };
        let text = if self.stream.chance(told) {
            company.say(language.lines("touch_out"), language, &about, &mut self.stream)
        } else {
            String::new()
        };
        self.outbound(at, channel, contact, mailing, text);
        let answers = if company.profiles[self.customer].pressed { 0.07 } else { 0.28 };
        self.answer(at, family, answers);
    }

    fn outbound(
        &mut self,
        at: Moment,
        channel: Channel,
        contact: usize,
        mailing: Option<usize>,
        text: String,
    ) {
        self.push(at, channel, Direction::Outbound, contact, mailing, text);
    }

    /// The customer comes back on a touch of ours within days.
    fn answer(&mut self, at: Moment, family: usize, likely: f64) {
        let (answers, wait) = (self.stream.chance(likely), self.stream.between(0.1, 5.0));
        if answers {
            self.theirs(at.plus_days(wait), family);
        }
    }

    /// Calls and mails that customers begin around their orders.
    fn around_orders(&mut self) {
        let company = self.company;
        let likely = if company.profiles[self.customer].pressed { 0.03 } else { 0.06 };
        for order in &company.books.orders[company.books.of[self.customer].clone()] {
            let (calls, shift) = (self.stream.chance(likely), self.stream.between(-4.0, 6.0));
            if calls && !order.removed {
                self.theirs(order.at.plus_days(shift), order.family);
            }
        }
    }

    fn theirs(&mut self, when: Moment, family: usize) {
        let company = self.company;
        let at = company.working_moment(when, true, &mut self.stream);
        let channel = [Channel::Phone, Channel::Email, Channel::Chat, Channel::Visit]
            [self.stream.weighted(&[0.45, 0.40, 0.08, 0.07])];
        let contact = company.partner(self.customer, &mut self.stream);
        let language = company.languages.of(company.profiles[self.customer].language);
        let about = About { customer: self.customer, contact, family, at, item: None, rival: None };
        let text = if self.stream.chance(0.5) {
            company.say(language.lines("touch_in"), language, &about, &mut self.stream)
        } else {
            String::new()
        };
        self.push(at, channel, Direction::Inbound, contact, None, text);
    }

    fn push(
        &mut self,
        at: Moment,
        channel: Channel,
        direction: Direction,
        contact: usize,
        mailing: Option<usize>,
        text: String,
    ) {
        if self.company.calendar.written(at) {
            let customer = self.customer;
            self.touches.push(Touch { customer, contact, at, channel, direction, mailing, text });
        }
    }

    /// What we talk about: one of the customer's families, rather one in season.
    fn family(&mut self, at: Moment) -> usize {
        let company = self.company;
        let strength = |family| 0.1 + company.seasons.strength(family, at.day() + 14);
        company.profiles[self.customer].draw_family(&strength, &mut self.stream)
    }
}
