//! Charts: one description, three forms.
//!
//! A [`Chart`] becomes a drawing (ECharts, drawn by `static/app.js` from a JSON block), a text
//! table behind it that works without JavaScript, and a name for those who cannot see. All
//! three come from the same values.

use askama::Template;
use serde::Serialize;
use vocab::Amount;

use super::safe::SafeHtml;
use crate::fmt;
use crate::page::Page;

/// Steps of a waterfall below this share of all its changes are drawn as one.
const MINOR: f64 = 0.02;

/// What the values of a chart are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Money in the company's currency.
    Money,
    /// A whole number.
    Count,
    /// A share; 0.125 is shown as 12.5 %.
    Share,
    /// A number with one decimal.
    Number,
}

/// One value: exact for money, so that the table shows cents and not a rounded drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Datum {
    Money(Amount),
    Number(f64),
}

impl Datum {
    /// For drawing only.
    fn drawn(self) -> f64 {
        match self {
            Self::Money(amount) => amount.to_f64(),
            Self::Number(number) => number,
        }
    }
}

/// How a series is drawn; the colour follows from its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Role {
    /// What happened.
    Main,
    /// What it is compared with (last year).
    Compare,
    /// What should be reached; dashed.
    Target,
    /// What will probably happen; dashed in the colour of `Main`.
    Forecast,
    /// One of several equals.
    Part,
}

#[derive(Debug, Clone)]
struct Series {
    name: String,
    role: Role,
    values: Vec<Option<Datum>>,
}

/// A range around a line, such as "80 % of likely outcomes".
#[derive(Debug, Clone)]
pub struct Band {
    /// Its name.
    pub name: String,
    /// Lower and upper end for each category; `None` where there is none.
    pub ends: Vec<Option<(Amount, Amount)>>,
}

/// One step of a waterfall.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// The change, or the total.
    pub amount: Amount,
    /// A total stands on the ground, a change hangs on the one before.
    pub total: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Line,
    Bars,
    Grouped,
    Stacked,
    Waterfall,
}

/// A chart.
#[derive(Debug, Clone)]
pub struct Chart {
    id: String,
    title: String,
    /// One sentence that says what is to be seen.
    summary: String,
    definition: Option<String>,
    kind: Kind,
    unit: Unit,
    /// What the categories are: "month", "family".
    axis: String,
    categories: Vec<String>,
    series: Vec<Series>,
    bands: Vec<Band>,
    marks: Vec<(usize, String)>,
    steps: Vec<Step>,
    /// Bars from left to right, for long names.
    horizontal: bool,
    /// Categories that stand out.
    strong: Vec<usize>,
    /// The table behind the drawing, where the drawn values alone would say too little.
    behind: Option<Table>,
}

/// The table behind a drawing.
#[derive(Debug, Clone, Default)]
struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    /// What the rows add up to.
    foot: Vec<String>,
    /// On a phone each row becomes a card.
    stacks: bool,
}

impl Chart {
    fn new(kind: Kind, id: &str, title: String, unit: Unit) -> Self {
        Self {
            id: id.to_owned(),
            title,
            summary: String::new(),
            definition: None,
            kind,
            unit,
            axis: String::new(),
            categories: Vec::new(),
            series: Vec::new(),
            bands: Vec::new(),
            marks: Vec::new(),
            steps: Vec::new(),
            horizontal: false,
            strong: Vec::new(),
            behind: None,
        }
    }

    /// Lines over time, with bands around them. `id` is unique on the page.
    pub fn line(id: &str, title: impl Into<String>, unit: Unit) -> Self {
        Self::new(Kind::Line, id, title.into(), unit)
    }

    /// One bar for each category.
    pub fn bars(id: &str, title: impl Into<String>, unit: Unit) -> Self {
        Self::new(Kind::Bars, id, title.into(), unit)
    }

    /// Bars side by side.
    pub fn grouped(id: &str, title: impl Into<String>, unit: Unit) -> Self {
        Self::new(Kind::Grouped, id, title.into(), unit)
    }

    /// Bars on top of each other.
    pub fn stacked(id: &str, title: impl Into<String>, unit: Unit) -> Self {
        Self::new(Kind::Stacked, id, title.into(), unit)
    }

    /// From one total to another, step by step.
    pub fn waterfall(id: &str, title: impl Into<String>, steps: Vec<Step>) -> Self {
        let mut chart = Self::new(Kind::Waterfall, id, title.into(), Unit::Money);
        chart.categories = steps.iter().map(|step| step.name.clone()).collect();
        chart.steps = steps;
        chart
    }

    /// One sentence that says what is to be seen; read out in place of the drawing.
    #[must_use]
    pub fn summary(mut self, summary: impl Into<String>) -> Self {
        self.summary = summary.into();
        self
    }

    /// What exactly is shown, behind the small button.
    #[must_use]
    pub fn definition(mut self, definition: impl Into<String>) -> Self {
        self.definition = Some(definition.into());
        self
    }

    /// What the categories are (the head of the table's first column), and their names.
    #[must_use]
    pub fn categories(
        mut self,
        axis: impl Into<String>,
        names: impl IntoIterator<Item = String>,
    ) -> Self {
        self.axis = axis.into();
        self.categories = names.into_iter().collect();
        self
    }

    /// The head of the table's first column, where the categories are known (waterfall).
    #[must_use]
    pub fn axis(mut self, axis: impl Into<String>) -> Self {
        self.axis = axis.into();
        self
    }

    fn add(mut self, name: String, role: Role, values: Vec<Option<Datum>>) -> Self {
        self.series.push(Series { name, role, values });
        self
    }

    /// What happened, in money.
    #[must_use]
    pub fn actual(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<Amount>>,
    ) -> Self {
        let values = values.into_iter().map(|value| value.map(Datum::Money)).collect();
        self.add(name.into(), Role::Main, values)
    }

    /// What it is compared with, in money.
    #[must_use]
    pub fn compare(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<Amount>>,
    ) -> Self {
        let values = values.into_iter().map(|value| value.map(Datum::Money)).collect();
        self.add(name.into(), Role::Compare, values)
    }

    /// What should be reached, in money.
    #[must_use]
    pub fn target(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<Amount>>,
    ) -> Self {
        let values = values.into_iter().map(|value| value.map(Datum::Money)).collect();
        self.add(name.into(), Role::Target, values)
    }

    /// What will probably happen, in money.
    #[must_use]
    pub fn forecast(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<Amount>>,
    ) -> Self {
        let values = values.into_iter().map(|value| value.map(Datum::Money)).collect();
        self.add(name.into(), Role::Forecast, values)
    }

    /// One of several equals, in money.
    #[must_use]
    pub fn part(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<Amount>>,
    ) -> Self {
        let values = values.into_iter().map(|value| value.map(Datum::Money)).collect();
        self.add(name.into(), Role::Part, values)
    }

    /// Plain numbers: counts, shares.
    #[must_use]
    pub fn numbers(
        self,
        name: impl Into<String>,
        values: impl IntoIterator<Item = Option<f64>>,
    ) -> Self {
        let role = if self.series.is_empty() { Role::Main } else { Role::Part };
        let values = values.into_iter().map(|value| value.map(Datum::Number)).collect();
        self.add(name.into(), role, values)
    }

    /// A range around the lines.
    #[must_use]
    pub fn band(mut self, band: Band) -> Self {
        self.bands.push(band);
        self
    }

    /// A line across at a category, with a name ("first knowable").
    #[must_use]
    pub fn mark(mut self, category: usize, name: impl Into<String>) -> Self {
        self.marks.push((category, name.into()));
        self
    }

    /// Bars from left to right, for long names.
    #[must_use]
    pub fn horizontal(mut self) -> Self {
        self.horizontal = true;
        self
    }

    /// Categories that stand out: drawn in another colour. The words must say so too.
    #[must_use]
    pub fn strong(mut self, categories: impl IntoIterator<Item = usize>) -> Self {
        self.strong = categories.into_iter().collect();
        self
    }

    /// The table behind the drawing, where more is known than what is drawn: its heads, its
    /// rows, and what they add up to.
    #[must_use]
    pub fn table(mut self, head: Vec<String>, rows: Vec<Vec<String>>, foot: Vec<String>) -> Self {
        let stacks = head.len() > 3;
        self.behind = Some(Table { head, rows, foot, stacks });
        self
    }

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
