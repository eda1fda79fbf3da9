//! Consent and its opposite (rules M1, M2, C5, C7 and G5 of the contact rules).
//!
//! About 45 % of all contacts gave consent to mail, 10 % fall under the
//! existing-customer rule with the facts of a real sale (one in twelve of these lacks a
//! fact), the rest said nothing. Some withdraw, some object; those whom we contact too often
//! do both far more often. Objections stay when the person buys again.

use vocab::Channel;

use crate::calendar::{Calendar, Moment};
use crate::people::Household;
use crate::profile::Profile;
use crate::random::{Purpose, Stream, place};
use crate::trade::{Books, Order};

/// What was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    /// Yes.
    Given,
    /// No longer.
    Withdrawn,
    /// Never again.
    Objected,
    /// Nothing, but bought and was told.
    ExistingCustomer,
}

impl Said {
    /// The code of the import format.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Withdrawn => "withdrawn",
            Self::Objected => "objected",
            Self::ExistingCustomer => "existing_customer",
        }
    }
}

/// One row of the consents.
#[derive(Debug, Clone)]
pub(crate) struct Consent {
    /// The customer, a place among the profiles.
    pub customer: usize,
    /// The contact, a place among the customer's.
    pub contact: usize,
    /// For which channel.
    pub channel: Channel,
    /// What was said.
    pub said: Said,
    /// When.
    pub at: Moment,
    /// How we know.
    pub source: &'static str,
    /// The text that was agreed to.
    pub text: &'static str,
    /// The sale, a place among all orders.
    pub sale: Option<usize>,
    /// The family sold.
    pub family: Option<usize>,
    /// Whether the notice about objecting was shown.
    pub notice: Option<bool>,
}

/// The consents of one customer, in order of time.
pub(crate) fn of(
    customer: usize,
    profile: &Profile,
    household: &Household,
    books: &Books,
    calendar: &Calendar,
    seed: u64,
) -> Vec<Consent> {
    let mut stream = Stream::new(seed, Purpose::Permission, profile.stream);
    let mut rows = Vec::new();
    let earliest = profile.joined.max(calendar.start as f64);
    let latest = calendar.end as f64;
    if earliest + 3.0 > latest {
        return rows;
    }
    let range = books.of.get(customer).cloned().unwrap_or_default();
    let sales: Vec<usize> = range
        .filter(|order| !books.orders[*order].removed && calendar.written(books.orders[*order].at))
        .collect();
    for (contact, person) in household.contacts.iter().enumerate() {
        let say = |channel, said, at, source| Consent {
            customer,
            contact,
            channel,
            said,
            at,
            source,
            text: if said == Said::Given { text_version(at, calendar) } else { "" },
            sale: None,
            family: None,
            notice: None,
        };
        // More of the consents are old than new: the square of a uniform number.
        let age = stream.unit().powi(2);
        let day = place(earliest + age * (latest - 1.0 - earliest));
        let at = Moment::at(day, stream.whole(9 * 3_600, 20 * 3_600));
        let later = Moment::at(
            place(stream.between(day as f64 + 1.0, latest)),
            stream.whole(9 * 3_600, 20 * 3_600),
        );
        let kind = stream.weighted(&[0.52, 0.125, 0.355]);
        let source = *stream.pick(&[
            "Webformular",
            "Bestellformular",
            "Karte auf der Messe",
            "Anruf, per E-Mail bestätigt",
        ]);
        let (withdraws, objects) = if profile.pressed { (0.30, 0.10) } else { (0.07, 0.015) };
        let (withdraws, objects) = (stream.chance(withdraws), stream.chance(objects));
        let sale = *stream.pick(if sales.is_empty() { &[usize::MAX] } else { &sales });
        let missing = stream.weighted(&[11.0, 0.4, 0.4, 0.2]);
        let by_phone = stream.chance(0.08);
        if by_phone && person.phone.is_some() {
            rows.push(say(Channel::Phone, Said::Given, at, "unterschriebener Besuchsbericht"));
        }
        if person.email.is_none() {
            continue;
        }
        if kind == 0 {
            rows.push(say(Channel::Email, Said::Given, at, source));
            if withdraws {
                rows.push(say(Channel::Email, Said::Withdrawn, later, "Link in einer E-Mail"));
            }
        } else if kind == 1
            && let Some(order) = books.orders.get(sale)
        {
            let taken = say(Channel::Email, Said::ExistingCustomer, order.at, "Bestellformular");
            rows.push(with_facts(taken, sale, order, missing));
        }
        if objects {
            let later = later.max(rows.last().map_or(later, |row| row.at.plus_days(1.0)));
            rows.push(say(Channel::Email, Said::Objected, later, "Antwort auf eine E-Mail"));
        }
    }
    rows.retain(|row| calendar.written(row.at));
    rows
}

/// The facts of rule M2, one of them missing where `missing` is not 0.
fn with_facts(mut row: Consent, sale: usize, order: &Order, missing: usize) -> Consent {
    row.sale = (missing != 1).then_some(sale);
    row.notice = Some(missing != 2);
    row.family = (missing != 3).then_some(order.family);
    row
}

/// The wording of the form changed once.
fn text_version(at: Moment, calendar: &Calendar) -> &'static str {
    if at.day() < (calendar.start + calendar.end) / 2 { "newsletter-1" } else { "newsletter-2" }
}

/// Whether a mail to the contact was allowed at that time (consent or existing customer, no
/// later withdrawal or objection).
pub(crate) fn mailable(rows: &[Consent], contact: usize, at: Moment) -> bool {
    rows.iter()
        .filter(|row| row.contact == contact && row.channel == Channel::Email && row.at <= at)
        .max_by_key(|row| row.at)
        .is_some_and(|row| matches!(row.said, Said::Given | Said::ExistingCustomer))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(said: Said, day: usize) -> Consent {
        Consent {
            customer: 0,
            contact: 0,
            channel: Channel::Email,
            said,
            at: Moment::at(day, 0),
            source: "",
            text: "",
            sale: None,
            family: None,
            notice: None,
        }
    }

    #[test]
    fn the_last_word_counts() {
        let rows = [row(Said::Given, 10), row(Said::Withdrawn, 20)];
        assert!(!mailable(&rows, 0, Moment::at(5, 0)));
        assert!(mailable(&rows, 0, Moment::at(15, 0)));
        assert!(!mailable(&rows, 0, Moment::at(25, 0)));
        assert!(!mailable(&rows, 1, Moment::at(15, 0)));
    }
}
