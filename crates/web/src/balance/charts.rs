//! The drawings and key figures of the balance.

use customers::balance::{Answers, Balance, EDGES, Load};

use super::words;
use crate::page::Page;
use crate::parts::{Chart, Figure, Unit};

/// The key figures.
#[must_use]
pub fn figures(page: &Page, balance: &Balance, answers: &Answers, load: &Load) -> Vec<Figure> {
    let all = &balance.all;
    let percent = |share: f64| page.fmt.percent(share, 1);
    let (ours, theirs) = (page.t("balance-ours"), page.t("balance-theirs"));
    let of_all = |label, count: u64, definition: &str| {
        Figure::new(label, page.fmt.count(count), page.t(definition)).n(all.n())
    };
    let mut figures = vec![
        of_all(ours, all.ours, "balance-ours-is"),
        of_all(theirs, all.theirs, "balance-theirs-is"),
    ];
    let (label, definition) = (page.t("balance-share"), page.t("balance-share-is"));
    figures.push(match all.theirs_share() {
        Some(share) => Figure::new(label, percent(share), definition).n(all.n()),
        None => Figure::unknown(label, page.t("balance-no-contacts"), definition),
    });
    let (label, definition) = (page.t("balance-answered"), page.t("balance-answered-is"));
    figures.push(match stats::proportion::Share::new(all.answered_well, all.watched) {
        Some(share) => {
            let figure = Figure::new(label, percent(share.value()), definition).n(all.watched);
            balance.answered.interval(0.95).map_or(figure.clone(), |range| {
                let (low, high) = (percent(range.low), percent(range.high));
                figure.range(page.t2("chart-range", "low", low, "high", high))
            })
        }
        None => Figure::unknown(label, page.t("balance-none-watched"), definition),
    });
    figures.push(level(page, answers));
    let (label, definition) = (page.t("balance-beyond"), page.t("balance-beyond-is"));
    figures.push(match load.beyond_level {
        Some(beyond) => Figure::new(label, page.fmt.count(beyond), definition).n(load.people),
        None => Figure::unknown(label, page.t("balance-beyond-unknown"), definition),
    });
    figures
}

fn level(page: &Page, answers: &Answers) -> Figure {
    let (label, definition) = (page.t("balance-level"), page.t("balance-level-is"));
    let Some(level) = &answers.level else {
        return Figure::unknown(label, words::level(page, answers), definition);
    };
    let (low, high) = (words::pressure(page, level.low), words::pressure(page, level.high));
    Figure::new(label, words::pressure(page, level.at), definition)
        .n(answers.contacts)
        .range(page.t2("chart-range", "low", low, "high", high))
        .note(words::level(page, answers))
}

/// Who began contacts, week by week.
#[must_use]
pub fn weeks(page: &Page, balance: &Balance) -> Chart {
    let weeks = &balance.weeks;
    Chart::stacked("balance-weeks", page.t("balance-weeks"), Unit::Count)
        .definition(page.t("balance-weeks-is"))
        .summary(page.t2(
            "balance-weeks-says",
            "ours",
            page.fmt.count(balance.all.ours),
            "theirs",
            page.fmt.count(balance.all.theirs),
        ))
        .categories(page.t("balance-week"), weeks.iter().map(|week| page.fmt.date(week.part)))
        .numbers(page.t("balance-ours"), weeks.iter().map(|week| Some(week.sides.ours as f64)))
        .numbers(page.t("balance-theirs"), weeks.iter().map(|week| Some(week.sides.theirs as f64)))
}

/// How much pressure lies on people now.
#[must_use]
pub fn load(page: &Page, load: &Load, answers: &Answers) -> Option<Chart> {
    if load.people == 0 {
        return None;
    }
    let edge = |at: usize| EDGES.get(at).map(|edge| words::pressure(page, *edge));
    let name = |at: usize| match (at.checked_sub(1).and_then(edge), edge(at)) {
        (Some(from), Some(until)) => page.t2("balance-load-between", "from", from, "until", until),
        (None, Some(until)) => page.t1("balance-load-below", "until", until),
        (from, None) => page.t1("balance-load-from", "from", from.unwrap_or_default()),
    };
    let bars = load.bars.iter().map(|people| Some(*people as f64));
    let chart = Chart::bars("balance-load", page.t("balance-load"), Unit::Count)
        .definition(page.t("balance-load-is"))
        .summary(words::level(page, answers))
        .categories(page.t("balance-pressure"), (0..load.bars.len()).map(name))
        .numbers(page.t("balance-people"), bars);
    Some(match &answers.level {
        // The bar in which the level lies.
        Some(level) => {
            chart.mark(EDGES.partition_point(|edge| *edge <= level.at), page.t("balance-level"))
        }
        None => chart,
    })
}

/// How contacts were answered, by the pressure just before.
#[must_use]
pub fn curve(page: &Page, answers: &Answers) -> Option<Chart> {
    if answers.curve.is_empty() {
        return None;
    }
    let name = |from: f64, until: f64| {
        let (from, until) = (words::pressure(page, from), words::pressure(page, until));
        if from == until { from } else { page.t2("chart-range", "low", from, "high", until) }
    };
    let rows = answers.curve.iter().map(|stretch| {
        let percent = |share: f64| page.fmt.percent(share, 1);
        let share = stretch.share();
        let range = stretch.interval(0.95).map_or(String::new(), |range| {
            let (low, high) = (percent(range.low), percent(range.high));
            page.t2("chart-range", "low", low, "high", high)
        });
        vec![
            name(stretch.from, stretch.until),
            share.map_or(String::new(), |share| percent(share.value())),
            range,
            page.fmt.count(stretch.n),
        ]
    });
    let head = ["balance-pressure", "balance-answered", "balance-range", "balance-n"];
    let chart = Chart::bars("balance-curve", page.t("balance-curve"), Unit::Share)
        .definition(page.t("balance-curve-is"))
        .summary(words::level(page, answers))
        .categories(
            page.t("balance-pressure"),
            answers.curve.iter().map(|stretch| name(stretch.from, stretch.until)),
        )
        .numbers(
            page.t("balance-answered"),
            answers.curve.iter().map(|stretch| stretch.share().map(|share| share.value())),
        )
        .table(head.map(|key| page.t(key)).into(), rows.collect(), Vec::new());
    Some(chart)
}
