//! From the description of a chart to its three forms: the JSON it is drawn from, the table
//! behind it, and the HTML that holds both.

use askama::Template;
use serde::Serialize;

use super::{Chart, Datum, Kind, Role, Step, Table, Unit};
use crate::fmt;
use crate::page::Page;
use crate::parts::SafeHtml;

/// Steps of a waterfall below this share of all its changes are drawn as one.
const MINOR: f64 = 0.02;

impl Chart {
    /// The chart as HTML: `{{ chart.html(page) }}`.
    #[must_use]
    pub fn html(&self, page: &Page) -> SafeHtml {
        let table = self.behind.clone().unwrap_or_else(|| self.values(page));
        let label = format!("{}. {}", self.title, self.summary);
        SafeHtml::of(&ChartHtml { page, chart: self, label, json: self.json(page), table })
    }

    fn text(&self, page: &Page, value: Option<Datum>) -> String {
        match value {
            None => "–".to_owned(),
            Some(Datum::Money(amount)) => page.fmt.money(amount),
            Some(Datum::Number(number)) => match self.unit {
                Unit::Share => page.fmt.percent(number, 1),
                Unit::Count => page.fmt.decimal(number, 0),
                Unit::Number | Unit::Money => page.fmt.decimal(number, 1),
            },
        }
    }

    /// The drawn values as a table.
    fn values(&self, page: &Page) -> Table {
        let mut head = vec![self.axis.clone()];
        if self.kind == Kind::Waterfall {
            head.push(page.t("chart-amount"));
            let rows =
                self.steps.iter().map(|step| vec![step.name.clone(), page.fmt.money(step.amount)]);
            return Table { head, rows: rows.collect(), ..Table::default() };
        }
        head.extend(self.series.iter().map(|series| series.name.clone()));
        head.extend(self.bands.iter().map(|band| band.name.clone()));
        let rows = self.categories.iter().enumerate().map(|(at, name)| {
            let mut row = vec![name.clone()];
            if let Some((_, mark)) = self.marks.iter().find(|(place, _)| *place == at) {
                row[0] = format!("{name} ({mark})");
            }
            for series in &self.series {
                row.push(self.text(page, series.values.get(at).copied().flatten()));
            }
            for band in &self.bands {
                row.push(match band.ends.get(at).copied().flatten() {
                    Some((low, high)) => page.t2(
                        "chart-range",
                        "low",
                        page.fmt.money(low),
                        "high",
                        page.fmt.money(high),
                    ),
                    None => "–".to_owned(),
                });
            }
            row
        });
        Table { head, rows: rows.collect(), ..Table::default() }
    }

    /// The steps as they are drawn: many small ones, which could hardly be seen, as one.
    fn drawn(&self, page: &Page) -> Vec<Step> {
        let changes = || self.steps.iter().filter(|step| !step.total);
        let all: f64 = changes().map(|step| step.amount.to_f64().abs()).sum();
        let small = |step: &&Step| !step.total && step.amount.to_f64().abs() < MINOR * all;
        let count = self.steps.iter().filter(small).count();
        if count < 3 {
            return self.steps.clone();
        }
        let mut steps: Vec<Step> = self.steps.iter().filter(|step| !small(step)).cloned().collect();
        let together = Step {
            name: page.t1("chart-small-parts", "count", count),
            amount: self.steps.iter().filter(small).map(|step| step.amount).sum(),
            total: false,
        };
        // Before the total at the end.
        let end = steps.len() - usize::from(steps.last().is_some_and(|step| step.total));
        steps.insert(end, together);
        steps
    }

    /// What `app.js` draws from. `<` is written as an escape, so that nothing in a name can
    /// end the block it stands in.
    fn json(&self, page: &Page) -> String {
        let steps = self.drawn(page);
        let names: Vec<String> = steps.iter().map(|step| step.name.clone()).collect();
        let drawing = Drawing {
            kind: self.kind,
            locale: fmt::locale(page.lang),
            unit: match self.unit {
                Unit::Money => "money",
                Unit::Count => "count",
                Unit::Share => "share",
                Unit::Number => "number",
            },
            currency: page.fmt.currency.map(|currency| currency.code().to_owned()),
            cut: page.t("chart-cut"),
            horizontal: self.horizontal,
            categories: if steps.is_empty() { &self.categories } else { &names },
            strong: &self.strong,
            series: self
                .series
                .iter()
                .map(|series| DrawnSeries {
                    name: &series.name,
                    role: series.role,
                    values: series.values.iter().map(|v| v.map(Datum::drawn)).collect(),
                })
                .collect(),
            bands: self
                .bands
                .iter()
                .map(|band| DrawnBand {
                    name: &band.name,
                    low: band.ends.iter().map(|e| e.map(|(low, _)| low.to_f64())).collect(),
                    high: band.ends.iter().map(|e| e.map(|(_, high)| high.to_f64())).collect(),
                })
                .collect(),
            marks: &self.marks,
            steps: steps.iter().map(|s| (s.amount.to_f64(), s.total)).collect(),
        };
        serde_json::to_string(&drawing).unwrap_or_default().replace('<', "\\u003c")
    }
}

#[derive(Serialize)]
struct Drawing<'a> {
    kind: Kind,
    locale: &'static str,
    unit: &'static str,
    currency: Option<String>,
    /// Said where the axis does not start at nothing.
    cut: String,
    horizontal: bool,
    categories: &'a [String],
    strong: &'a [usize],
    series: Vec<DrawnSeries<'a>>,
    bands: Vec<DrawnBand<'a>>,
    marks: &'a [(usize, String)],
    steps: Vec<(f64, bool)>,
}

#[derive(Serialize)]
struct DrawnSeries<'a> {
    name: &'a str,
    role: Role,
    values: Vec<Option<f64>>,
}

#[derive(Serialize)]
struct DrawnBand<'a> {
    name: &'a str,
    low: Vec<Option<f64>>,
    high: Vec<Option<f64>>,
}

#[derive(Template)]
#[template(path = "parts/chart.html")]
struct ChartHtml<'a> {
    page: &'a Page,
    chart: &'a Chart,
    label: String,
    json: String,
    table: Table,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use vocab::Amount;

    use super::*;

    fn page() -> Page {
        let now = vocab::Instant::default();
        Page::nowhere(store::Company::default(), vocab::Lang::En, now)
    }

    fn waterfall(changes: &[i64]) -> Chart {
        let step = |name: String, cents: i64, total| Step {
            name,
            amount: Amount::from_cents(i128::from(cents)),
            total,
        };
        let mut steps = vec![step("target".to_owned(), 1_000_000, true)];
        let named = changes.iter().enumerate();
        steps.extend(named.map(|(at, cents)| step(format!("part {at}"), *cents, false)));
        steps.push(step("expected".to_owned(), 1_000_000 + changes.iter().sum::<i64>(), true));
        Chart::waterfall("w", "W", steps)
    }

    #[test]
    fn small_parts_are_drawn_as_one_and_stand_in_the_table_one_by_one() {
        let chart = waterfall(&[-400_000, 10, -20, 300_000, 30]);
        let names: Vec<String> = chart.drawn(&page()).into_iter().map(|step| step.name).collect();
        assert_eq!(names, ["target", "part 0", "part 3", "3 small parts", "expected"]);
        assert_eq!(chart.values(&page()).rows.len(), 7);
    }

    proptest! {
        /// Drawing parts together never changes where the waterfall ends.
        #[test]
        fn what_is_drawn_ends_where_the_parts_end(
            changes in prop::collection::vec(-500_000..500_000_i64, 0..15),
        ) {
            let steps = waterfall(&changes).drawn(&page());
            let drawn: Amount =
                steps.iter().filter(|step| !step.total).map(|step| step.amount).sum();
            prop_assert_eq!(drawn, Amount::from_cents(i128::from(changes.iter().sum::<i64>())));
            prop_assert!(steps[0].total && steps[steps.len() - 1].total);
        }
    }
}
