//! What the models say of one customer: whether they come back, what they will need, whether they
//! fell silent.

use ::customers::PictureState;
use ::customers::inferred::{CannotTell, NeedsAhead};
use ::customers::repurchase::Standing;
use ::customers::silent::{self, Silent};
use chrono::NaiveDate;
use stats::lifetimes::CannotFit;
use vocab::{Amount, CustomerId};

use crate::page::Page;
use crate::parts::heat::{Frame, HeatValue};
use crate::parts::{Figure, Heat};

/// Weeks in a cell of the calendar of one customer: single ones tell little of one.
const IN_CELL: usize = 2;
/// Families in it.
const ROWS: usize = 10;
/// What is less probable is not worth a number, and a family that is so is not worth a line.
const LEAST: f64 = 0.01;

/// An estimate as money, to the cent.
pub(crate) fn about(value: f64) -> Amount {
    Amount::nearest(&format!("{value:.2}")).unwrap_or(Amount::ZERO)
}

/// A probability in per cent: nothing is certain.
pub(super) fn likely(page: &Page, probability: f64) -> String {
    page.fmt.percent(probability.min(0.99), 0)
}

/// Why nobody can be told whether they come back.
pub(super) fn cannot_fit(page: &Page, why: &CannotFit) -> String {
    match why {
        CannotFit::TooFew { customers } => page.t1("comeback-too-few", "count", *customers),
        CannotFit::NoRepeats => page.t("comeback-no-repeats"),
        CannotFit::Bad { .. } | CannotFit::NotConverged { .. } => page.t("comeback-not-fitting"),
    }
}

/// Why nothing can be told of needs.
pub(super) fn cannot_tell(page: &Page, why: &CannotTell) -> String {
    match why {
        CannotTell::TooShort | CannotTell::NoHorizonBefore => page.t("needs-too-short"),
        CannotTell::TooFew(count) => page.t1("needs-too-few", "count", *count),
        CannotTell::Learning(_) => page.t("needs-not-learned"),
    }
}

/// Active still, orders to expect, what they are worth; each with its range.
pub(super) fn figures(page: &Page, standing: &Standing, customer: &CustomerId) -> Vec<Figure> {
    let (customers, _) = standing.customers();
    let labels = [
        (page.t("comeback-active"), page.t("comeback-active-means")),
        (page.t("comeback-expected"), page.t("comeback-expected-means")),
        (page.t("comeback-value"), page.t("comeback-value-means")),
    ];
    let Some(person) = standing.person(customer) else {
        let why = match standing.model() {
            Err(why) => cannot_fit(page, &why),
            Ok(_) => page.t("comeback-no-order"),
        };
        let unknown = |(label, means)| Figure::unknown(label, why.clone(), means).n(customers);
        return labels.map(unknown).into();
    };
    let [active, expected, value] = labels;
    let range = |figure: Figure, ends: Option<(String, String)>| match ends {
        Some((low, high)) => figure.range(page.t2("comeback-range", "low", low, "high", high)),
        None => figure.note(page.t("comeback-no-range")),
    };
    let percent = |share: f64| likely(page, share);
    let number = |number: f64| page.fmt.decimal(number, 1);
    let money = |amount: f64| page.fmt.money_whole(about(amount));
    let ends = |low: Option<f64>, high: Option<f64>, words: &dyn Fn(f64) -> String| {
        Some((words(low?), words(high?)))
    };
    let figure = |(label, means): (String, String), value: String| {
        Figure::new(label, value, means).n(customers)
    };
    vec![
        range(
            figure(active, percent(person.p_active)),
            ends(person.p_active_low, person.p_active_high, &percent),
        ),
        range(
            figure(expected, number(person.expected)),
            ends(person.expected_low, person.expected_high, &number),
        ),
        match person.value {
            Some(amount) => range(
                figure(value, money(amount)),
                ends(person.value_low, person.value_high, &money),
            ),
            None => Figure::unknown(value.0, page.t("comeback-no-amounts"), value.1).n(customers),
        },
    ]
}

/// The weeks ahead, family by family: the darker, the more probable; the window framed. `None`
/// where nothing is worth a line.
pub(super) fn heat(page: &Page, needs: &NeedsAhead, customer: &CustomerId) -> Option<Heat> {
    let weeks = needs.weeks();
    let begins: Vec<NaiveDate> = weeks.iter().step_by(IN_CELL).copied().collect();
    let mut rows = Vec::new();
    for need in needs.of_customer(customer).take(ROWS) {
        if need.probability < LEAST {
            continue;
        }
        let cell = |(begins, (weeks, within)): (&NaiveDate, (&[NaiveDate], &[f64]))| {
            let p: f64 = within.iter().sum();
            let framed = weeks.iter().any(|week| need.from <= *week && *week <= need.until);
            HeatValue {
                value: p,
                text: if p >= LEAST { page.fmt.decimal(100.0 * p, 0) } else { String::new() },
                hint: page.t3(
                    "needs-cell-one",
                    "family",
                    need.family,
                    "week",
                    page.fmt.date_short(*begins),
                    "share",
                    page.fmt.percent(p, 0),
                ),
                frame: if framed { Frame::Window } else { Frame::None },
            }
        };
        let parts = weeks.chunks(IN_CELL).zip(need.weeks.chunks(IN_CELL));
        let whole = likely(page, need.probability);
        rows.push((
            format!("{whole} {}", need.family),
            begins.iter().zip(parts).map(cell).collect(),
        ));
    }
    if rows.is_empty() {
        return None;
    }
    let columns = begins.iter().map(|week| page.fmt.day_month(*week)).collect();
    let axis = page.word(vocab::ScopeKind::Family);
    Some(Heat::new(page.t("needs-caption-one"), axis, columns, rows).of_days())
}

/// The silence of a customer, in words.
pub(super) struct SilentWords {
    /// Since when, and how unusual that is.
    pub(super) told: String,
    /// What to ask.
    pub(super) question: String,
}

/// Whether a customer fell silent.
pub(super) fn silence(
    page: &Page,
    standing: &Standing,
    state: &PictureState,
) -> Option<SilentWords> {
    let found = silent::one(state, standing, &standing.rates(), page.now, page.company.zone)?;
    let told = page.t_with(
        "silent-told",
        &[
            ("since", &page.fmt.date(found.silence.since)),
            ("days", &found.silence.days),
            ("rhythm", &found.silence.rhythm_days),
        ],
    );
    Some(SilentWords { told, question: question(page, &found) })
}

/// The question that opens, by what is known of the silence: it names no offer and presumes no
/// reason.
pub(super) fn question(page: &Page, silent: &Silent) -> String {
    if silent.complained {
        return page.t("silent-ask-complaint");
    }
    match &silent.family {
        Some(family) => page.t1("silent-ask-family", "family", family),
        None => page.t("silent-ask"),
    }
}
