//! The month day by day: booked, expected with its bands, the target, last year.

use ::warn::warning::Detail;
use ::warn::{ChartDay, State};
use chrono::Datelike;
use vocab::Amount;

use super::words;
use crate::page::Page;
use crate::parts::{Band, Chart, Unit};

/// The chart of one target; `id` is unique on the page.
#[must_use]
pub fn fan(page: &Page, detail: &Detail, id: &str) -> Chart {
    let (forecast, days) = (&detail.forecast, &detail.chart.days);
    let month = page.fmt.month(forecast.target.period);
    let title = page.t2(
        "warn-chart",
        "name",
        words::name(page, &forecast.target.scope),
        "month",
        month.as_str(),
    );
    let mut chart = Chart::line(id, title, Unit::Money)
        .summary(summary(page, detail))
        .definition(page.t("warn-chart-means"))
        .categories(
            page.t1("warn-chart-day", "month", month),
            days.iter().map(|day| day.day.day().to_string()),
        );
    let band = |key: &str, ends: fn(&::warn::Band) -> (Amount, Amount)| Band {
        name: page.t(key),
        ends: days.iter().map(|day| day.expected.as_ref().map(ends)).collect(),
    };
    let ahead = days.iter().any(|day| day.expected.is_some());
    if ahead {
        chart = chart
            .band(band("warn-band-95", |band| (band.low95, band.high95)))
            .band(band("warn-band-80", |band| (band.low80, band.high80)));
    }
    chart = chart.actual(page.t("warn-booked"), days.iter().map(|day| day.booked));
    if ahead {
        let mean = |day: &ChartDay| day.expected.map(|band| band.mean);
        chart = chart.forecast(page.t("warn-expected"), days.iter().map(mean));
    }
    if days.iter().any(|day| day.last_year.is_some()) {
        chart = chart.compare(page.t("warn-last-year"), days.iter().map(|day| day.last_year));
    }
    chart = chart.target(page.t("warn-target"), days.iter().map(|_| Some(detail.chart.target)));
    let place = |day| days.iter().position(|one| one.day == day);
    match forecast.knowable_since.and_then(place) {
        Some(at) => chart.mark(at, page.t("warn-mark-knowable")),
        None => chart,
    }
}

/// The chart in one sentence.
#[must_use]
pub fn summary(page: &Page, detail: &Detail) -> String {
    let forecast = &detail.forecast;
    let target = page.fmt.money_whole(forecast.target.amount);
    let likely = words::likely(page, forecast);
    match (forecast.state, forecast.expected) {
        (State::Open, Some(expected)) => page.t_with(
            "warn-chart-summary",
            &[
                ("expected", &page.fmt.money_whole(expected)),
                ("target", &target),
                ("words", &likely.words),
                ("percent", &likely.percent),
            ],
        ),
        (State::Met | State::Missed, Some(booked)) => page.t3(
            "warn-chart-summary-over",
            "booked",
            page.fmt.money_whole(booked),
            "target",
            target,
            "words",
            likely.words,
        ),
        _ => words::why_unknown(page, forecast),
    }
}
