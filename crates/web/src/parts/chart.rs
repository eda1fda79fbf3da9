//! Charts: one description, three forms.
//!
//! A [`Chart`] becomes a drawing (ECharts, drawn by `static/app.js` from a JSON block), a text
//! table behind it that works without JavaScript, and a name for those who cannot see. All
//! three come from the same values.

mod drawing;

use serde::Serialize;
use vocab::Amount;

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
}
