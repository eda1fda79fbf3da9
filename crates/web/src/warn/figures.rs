//! The figures of one target.

use ::warn::{Forecast, State};
use vocab::Amount;

use super::words;
use crate::page::Page;
use crate::parts::Figure;

/// All figures of a target, in the order they are read.
#[must_use]
pub fn figures(page: &Page, forecast: &Forecast) -> Vec<Figure> {
    let mut all = vec![target(page, forecast), booked(page, forecast)];
    if matches!(forecast.state, State::Open | State::Unknown) {
        all.push(expected(page, forecast));
    }
    all.push(difference(page, forecast));
    if matches!(forecast.state, State::Open | State::Unknown) {
        all.push(probability(page, forecast));
        all.push(at_risk(page, forecast));
    }
    all.push(knowable(page, forecast));
    all
}

/// What should be reached.
#[must_use]
pub fn target(page: &Page, forecast: &Forecast) -> Figure {
    let target = &forecast.target;
    Figure::new(
        page.t("warn-target"),
        page.fmt.money_whole(target.amount),
        page.t("warn-target-means"),
    )
    .note(words::source(page, &target.source))
}

/// What is booked so far.
#[must_use]
pub fn booked(page: &Page, forecast: &Forecast) -> Figure {
    let days = forecast.open_days_elapsed as u64;
    Figure::new(
        page.t("warn-booked"),
        page.fmt.money_whole(forecast.booked),
        page.t("warn-booked-means"),
    )
    .n(days)
    .note(words::elapsed(page, forecast))
}

/// What will be booked in the end.
#[must_use]
pub fn expected(page: &Page, forecast: &Forecast) -> Figure {
    let (label, means) = (page.t("warn-expected-end"), page.t("warn-expected-means"));
    let Some(expected) = forecast.expected else {
        return Figure::unknown(label, words::why_unknown(page, forecast), means);
    };
    let figure =
        Figure::new(label, page.fmt.money_whole(expected), means).n(forecast.past_forecasts as u64);
    let Some(rest) = forecast.rest else {
        return figure;
    };
    let ends = |low: Amount, high: Amount| {
        let (low, high) = (forecast.booked + low, forecast.booked + high);
        (page.fmt.money_whole(low), page.fmt.money_whole(high))
    };
    let (low80, high80) = ends(rest.low80, rest.high80);
    let (low95, high95) = ends(rest.low95, rest.high95);
    figure.note(range_80(page, &low80, &high80)).range(page.t_with(
        "warn-ranges",
        &[
            ("share80", &page.fmt.percent(0.8, 0)),
            ("low80", &low80),
            ("high80", &high80),
            ("share95", &page.fmt.percent(0.95, 0)),
            ("low95", &low95),
            ("high95", &high95),
        ],
    ))
}

/// The range that holds 80 of 100 likely ends.
pub(crate) fn range_80(page: &Page, low: &str, high: &str) -> String {
    let share = page.fmt.percent(0.8, 0);
    page.t3("warn-range-80", "share", share, "low", low, "high", high)
}

/// Expected, or booked in a month that is over, less the target.
#[must_use]
pub fn difference(page: &Page, forecast: &Forecast) -> Figure {
    let (label, means) = (page.t("warn-difference"), page.t("warn-difference-means"));
    let Some(difference) = forecast.difference else {
        return Figure::unknown(label, words::why_unknown(page, forecast), means);
    };
    let share = difference.to_f64() / forecast.target.amount.to_f64();
    let figure = Figure::new(label, page.fmt.money_change(difference), means)
        .tone(if difference.is_negative() { "bad" } else { "good" });
    if share.is_finite() {
        figure.note(page.t1("warn-difference-note", "share", page.fmt.percent_change(share, 1)))
    } else {
        figure
    }
}

fn probability(page: &Page, forecast: &Forecast) -> Figure {
    let (label, means) = (page.t("warn-probability"), page.t("warn-probability-means"));
    if forecast.probability_missed.is_none() {
        return Figure::unknown(label, words::why_unknown(page, forecast), means);
    }
    let likely = words::likely(page, forecast);
    Figure::new(label, likely.percent, means)
        .n(forecast.past_forecasts as u64)
        .note(likely.words)
        .tone(likely.tone)
}

/// The money at risk.
#[must_use]
pub fn at_risk(page: &Page, forecast: &Forecast) -> Figure {
    let (label, means) = (page.t("warn-at-risk"), page.t("warn-at-risk-means"));
    match forecast.at_risk {
        Some(amount) => Figure::new(label, page.fmt.money_whole(amount), means),
        None => Figure::unknown(label, words::why_unknown(page, forecast), means),
    }
}

fn knowable(page: &Page, forecast: &Forecast) -> Figure {
    let (label, means) = (page.t("warn-knowable"), page.t("warn-knowable-means"));
    match (forecast.knowable_since, forecast.days_ahead) {
        (Some(since), Some(ahead)) => Figure::new(label, page.fmt.date_short(since), means)
            .note(page.t1("warn-knowable-note", "days", ahead)),
        _ => {
            let why = match forecast.state {
                State::Unknown => words::why_unknown(page, forecast),
                State::Missed => page.t("warn-knowable-never"),
                State::Met | State::Open => page.t("warn-knowable-no"),
            };
            Figure::new(label, "–", means).note(why)
        }
    }
}
