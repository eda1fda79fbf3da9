//! `sog lab pressure`: beyond how many contacts they were answered worse.

use std::collections::HashMap;

use serde::Serialize;
use stats::proportion::Interval;
use stats::threshold::{self, Contact, Level, SURE, Unknown};

use super::{Rows, read};
use crate::args::lab::Pressure;
use crate::out::{self, Outcome};
use crate::progress;

/// Stretches of the curve.
const STRETCHES: usize = 10;
/// Groups that are compared within, at most: more are a number or a name, no group.
const MOST_GROUPS: usize = 200;
/// How sure the interval of a share is.
const SHARE: f64 = 0.95;

#[derive(Serialize)]
struct Document<'a> {
    contacts: usize,
    answered: usize,
    /// The level, or `null`.
    level: Option<Level>,
    /// Why there is none; `null` where there is one.
    not_known: Option<Unknown>,
    curve: Vec<Line>,
    rows: &'a Rows,
}

/// The share answered in a stretch of pressure.
#[derive(Serialize)]
struct Line {
    from: f64,
    until: f64,
    n: u64,
    answered: u64,
    share: Option<Interval>,
}

pub(super) fn run(asked: &Pressure) -> Outcome {
    let (contacts, rows) = contacts(asked)?;
    let bar = progress::spinner("looking for a level");
    let found = threshold::level(&contacts, asked.seed);
    bar.finish_and_clear();
    let curve = threshold::curve(&contacts, STRETCHES).into_iter().map(|stretch| Line {
        from: stretch.from,
        until: stretch.until,
        n: stretch.n,
        answered: stretch.answered,
        share: stretch.interval(SHARE),
    });
    let document = Document {
        contacts: contacts.len(),
        answered: contacts.iter().filter(|contact| contact.answered).count(),
        level: found.ok(),
        not_known: found.err(),
        curve: curve.collect(),
        rows: &rows,
    };
    if asked.json {
        return out::json(&document);
    }
    print(&document, asked.within.is_some())
}

fn contacts(
    asked: &Pressure,
) -> Result<(Vec<Contact>, Rows), Box<dyn std::error::Error + Send + Sync>> {
    let mut columns = vec![asked.contacts.as_str(), asked.answered.as_str()];
    let customer = asked.customer.as_ref().map(|_| columns.len());
    columns.extend(asked.customer.as_deref());
    let group = asked.within.as_ref().map(|_| columns.len());
    columns.extend(asked.within.as_deref());
    let (mut people, mut groups) = (Numbers::default(), Numbers::default());
    let (mut all, mut rows) = (Vec::new(), Rows::default());
    read(&asked.reading, &columns, &mut |cells| {
        rows.read += 1;
        let who = customer.map(|place| cells.cell(place));
        if who.is_some_and(str::is_empty) {
            rows.without_customer += 1;
            return;
        }
        let pressure = match cells.number(0) {
            Ok(pressure) => pressure,
            Err(why) => return rows.reject(cells.line(), columns[0], &why),
        };
        let answer = cells.cell(1);
        if answer.is_empty() {
            return rows.reject(cells.line(), columns[1], "nothing says whether it was answered");
        }
        rows.taken += 1;
        all.push(Contact {
            // Without a name each row is somebody of their own.
            customer: match who {
                Some(who) => people.of(who),
                None => people.next(),
            },
            group: group.map_or(0, |place| groups.of(cells.cell(place))),
            pressure,
            answered: answer == asked.yes,
        });
    })?;
    rows.tell(&asked.reading.file)?;
    if groups.0.len() > MOST_GROUPS {
        let column = asked.within.as_deref().unwrap_or_default();
        return Err(format!(
            "column {column} has {} different values; contacts are compared within at most \
             {MOST_GROUPS} groups",
            groups.0.len()
        )
        .into());
    }
    if !all.iter().any(|contact| contact.answered) {
        out::note(&format!(
            "no cell of column {} is `{}`: say --yes with the word for an answer",
            asked.answered, asked.yes
        ));
    }
    Ok((all, rows))
}

/// Names, numbered.
#[derive(Default)]
struct Numbers(HashMap<String, u32>, u32);

impl Numbers {
    fn next(&mut self) -> u32 {
        self.1 += 1;
        self.1
    }

    fn of(&mut self, name: &str) -> u32 {
        if let Some(number) = self.0.get(name) {
            return *number;
        }
        let number = self.next();
        self.0.insert(name.to_owned(), number);
        number
    }
}

fn print(told: &Document<'_>, within: bool) -> Outcome {
    out::line(&format!("{} contacts, {} of them answered", told.contacts, told.answered))?;
    match (&told.level, told.not_known) {
        (Some(level), _) => {
            out::line(&format!(
                "Answered worse beyond {} ({:.0} of 100 ranges hold it: {} to {}): {}; by chance \
                 alone as clear in {} of 100 cases.",
                level.at,
                100.0 * SURE,
                level.low,
                level.high,
                sides(level, within),
                if level.p < 0.01 {
                    "less than 1".to_owned()
                } else {
                    format!("{:.0}", 100.0 * level.p)
                },
            ))?;
        }
        (None, Some(why)) => out::line(&format!("Not known yet: {}", reason(why)))?,
        (None, None) => {}
    }
    out::line(match within {
        true => "\nAnswered, by pressure (all groups together):",
        false => "\nAnswered, by pressure:",
    })?;
    for line in &told.curve {
        let share = line.share.map_or_else(String::new, |share| {
            format!(
                "{:5.1} %  ({:.1} to {:.1})",
                100.0 * share.estimate,
                100.0 * share.low,
                100.0 * share.high
            )
        });
        out::line(&format!("{:>10.4} to {:>10.4}  {:>9}  {share}", line.from, line.until, line.n))?;
    }
    Ok(())
}

/// How much worse. Within groups only the drop says so: the shares of all groups together may say
/// the opposite.
fn sides(level: &Level, within: bool) -> String {
    if within {
        return format!(
            "within groups {:.1} percentage points fewer of the {} beyond it than of the {} up to it",
            100.0 * level.drop,
            level.n_above,
            level.n_below
        );
    }
    format!(
        "{:.1} % of {} up to it, {:.1} % of {} beyond it",
        100.0 * level.rate_below,
        level.n_below,
        100.0 * level.rate_above,
        level.n_above
    )
}

fn reason(why: Unknown) -> String {
    match why {
        Unknown::TooFew { contacts, customers } => format!(
            "of {contacts} contacts with {customers} customers too few lie on one side of every \
             level ({} contacts with {} customers are needed)",
            threshold::LEAST_CONTACTS,
            threshold::LEAST_CUSTOMERS
        ),
        Unknown::NoDifference { p } => {
            format!("as much would be seen by chance alone in {:.0} of 100 cases", 100.0 * p)
        }
        Unknown::Better { .. } => "contacts under more pressure were answered better".to_owned(),
        Unknown::NoNumber => "some pressures are no numbers".to_owned(),
    }
}
