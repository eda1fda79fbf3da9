//! What customers do without a deal: look around before an order, recommend us, ask for the
//! first time.
//!
//! Everybody in the files who has not bought yet has at least been heard of: an inquiry or a
//! visit before the last day.

use vocab::{Channel, EventKind};

use crate::calendar::{Moment, household_time};
use crate::company::{About, Company, Signal};
use crate::random::{Purpose, Stream};

/// The signals of one customer that belong to no deal.
pub(crate) fn of(company: &Company, customer: usize) -> Vec<Signal> {
    let profile = &company.profiles[customer];
    let calendar = &company.calendar;
    let mut stream = Stream::new(company.seed, Purpose::Signals, profile.stream);
    let mut signals = Vec::new();
    let orders = &company.books.orders[company.books.of[customer].clone()];
    let bought = orders.iter().any(|order| !order.removed && order.at.day() <= calendar.end);
    let mut push = |kind, at: Moment, channel, family, stream: &mut Stream| {
        let language = company.languages.of(profile.language);
        let section = match kind {
            EventKind::Search => "search",
            EventKind::Inquiry => "inquiry",
            EventKind::Referral => "referral",
            _ => "",
        };
        let about = About { customer, contact: 0, family, at, item: None, rival: None };
        let text = company.say(language.lines(section), language, &about, stream);
        if calendar.written(at) {
            signals.push(Signal { customer, at, kind, channel, family, text });
        }
    };
    for order in orders {
        let (visits, searches) = (stream.chance(0.006), stream.chance(0.004));
        let refers = stream.chance(0.003);
        let before = order.at.plus_days(-stream.between(1.0, 12.0));
        let at = Moment::at(before.day(), household_time(&mut stream));
        if visits {
            push(EventKind::Visit, at, Channel::Web, order.family, &mut stream);
        }
        if searches {
            push(EventKind::Search, at.plus_days(0.002), Channel::Web, order.family, &mut stream);
        }
        if refers && !order.removed {
            let later = order.at.plus_days(stream.between(5.0, 40.0));
            push(EventKind::Referral, later, Channel::Phone, order.family, &mut stream);
        }
    }
    let family = profile.draw_family(&|_| 1.0, &mut stream);
    let lead = stream.between(3.0, 40.0);
    let recently = calendar.end as f64 - stream.between(0.0, 20.0);
    let asks = stream.chance(0.6);
    if !bought {
        let day = (profile.joined - lead).min(recently).max(calendar.start as f64);
        let at = Moment::at(crate::random::place(day), household_time(&mut stream));
        if asks {
            push(EventKind::Inquiry, at, Channel::Email, family, &mut stream);
        } else {
            push(EventKind::Visit, at, Channel::Web, family, &mut stream);
        }
    }
    signals
}
