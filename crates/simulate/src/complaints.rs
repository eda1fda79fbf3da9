//! Complaints: about one order in a hundred, more of those that come back, and more than
//! three times as many from customers whom we contact too often.
//!
//! A complaint comes days after its order and is settled after a lognormal time with median
//! nine days, after seven weeks at the latest; one in twenty is forgotten and settled only when
//! somebody asks again, one to three months later. None is older than a quarter of a year.

use crate::calendar::Moment;
use crate::company::{About, Company};
use crate::random::{Purpose, Stream};

/// A complaint.
#[derive(Debug, Clone)]
pub(crate) struct Complaint {
    /// The customer, a place among the profiles.
    pub customer: usize,
    /// The order, a place among all orders.
    pub order: usize,
    /// When it arrived.
    pub opened: Moment,
    /// When it was settled; `None` when it is open on the last day.
    pub closed: Option<Moment>,
    /// When we first answered it; told by [`crate::trust`].
    pub first_reply: Option<Moment>,
    /// What it says.
    pub text: String,
}

/// The complaints of one customer.
pub(crate) fn of(company: &Company, customer: usize) -> Vec<Complaint> {
    let profile = &company.profiles[customer];
    let calendar = &company.calendar;
    let mut stream = Stream::new(company.seed, Purpose::Complaints, profile.stream);
    let mut complaints = Vec::new();
    for number in company.books.of[customer].clone() {
        let order = &company.books.orders[number];
        let returned = company.books.lines(order).iter().any(|line| line.back.is_some());
        let likely = 0.009 + if returned { 0.03 } else { 0.0 };
        let likely = if profile.pressed { 3.5 * likely } else { likely };
        let complains = stream.chance(likely);
        if !complains || order.removed || !calendar.written(order.at) {
            continue;
        }
        let opened = order.at.plus_days(1.0 + stream.erlang(2, 9.0));
        let opened = company.working_moment(opened, true, &mut stream);
        // On a later day in any case: one settled before it came would stay open for ever.
        let days = stream.lognormal(9.0, 0.8).clamp(1.0, 49.0);
        let days = if stream.chance(0.05) { stream.between(30.0, 84.0) } else { days };
        let settled = company.working_moment(opened.plus_days(days), true, &mut stream);
        let about_pressure = profile.pressed && stream.chance(0.5);
        if !calendar.written(opened) {
            continue;
        }
        let section = if about_pressure { "complaints_pressure" } else { "complaints" };
        let language = company.languages.of(company.seller_language(customer));
        let line = stream.pick(company.books.lines(order));
        let about = About {
            customer,
            contact: 0,
            family: line.family,
            item: Some(line.item),
            at: opened,
            rival: None,
        };
        let text = company.say(language.lines(section), language, &about, &mut stream);
        let closed = calendar.written(settled).then_some(settled);
        let first_reply = None;
        complaints.push(Complaint { customer, order: number, opened, closed, first_reply, text });
    }
    complaints
}
