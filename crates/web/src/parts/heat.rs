//! A calendar of months and rows whose cells are the darker the more there is.
//!
//! It is a table to begin with, so it needs no drawing and no second form: the number stands
//! in each cell.

use askama::Template;

use super::safe::SafeHtml;
use crate::page::Page;

/// Shades beside the empty one.
const LEVELS: f64 = 5.0;

/// What a frame around a cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// No frame.
    None,
    /// The window of a need.
    Window,
    /// A window that rests on too little to be sure.
    Guess,
}

impl Frame {
    /// The class of the style sheet.
    const fn class(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Window => " framed",
            Self::Guess => " framed guess",
        }
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
struct Cell {
    text: String,
    /// 0 (nothing) to 5 (the most in the table).
    level: u8,
    /// Said when the cell is pointed at.
    hint: String,
    frame: Frame,
}

/// One value of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct HeatValue {
    /// How much; decides the shade.
    pub value: f64,
    /// As shown; empty shows nothing.
    pub text: String,
    /// Said when the cell is pointed at.
    pub hint: String,
    /// The frame around it.
    pub frame: Frame,
}

/// A table of shades.
#[derive(Debug, Clone)]
pub struct Heat {
    caption: String,
    /// What the rows are.
    axis: String,
    columns: Vec<String>,
    rows: Vec<(String, Vec<Cell>)>,
    /// Whether the columns are days: their first letters would say nothing on a small screen.
    days: bool,
}

impl Heat {
    /// A table; shades are shared by all rows. Rows may have fewer values than columns.
    pub fn new(
        caption: impl Into<String>,
        axis: impl Into<String>,
        columns: Vec<String>,
        rows: Vec<(String, Vec<HeatValue>)>,
    ) -> Self {
        let most = rows
            .iter()
            .flat_map(|(_, values)| values.iter().map(|value| value.value))
            .fold(0.0, f64::max);
        let rows = rows
            .into_iter()
            .map(|(name, values)| {
                let cells = values
                    .into_iter()
                    .map(|value| Cell {
                        level: level(value.value, most),
                        text: value.text,
                        hint: value.hint,
                        frame: value.frame,
                    })
                    .collect();
                (name, cells)
            })
            .collect();
        Self { caption: caption.into(), axis: axis.into(), columns, rows, days: false }
    }

    /// The same, with days as the heads of its columns.
    #[must_use]
    pub fn of_days(mut self) -> Self {
        self.days = true;
        self
    }

    /// The table as HTML: `{{ heat.html() }}`.
    #[must_use]
    pub fn html(&self, page: &Page) -> SafeHtml {
        SafeHtml::of(&HeatHtml { page, heat: self })
    }
}

/// The shade of a value: 0 for none, else the fifth of the most it lies in.
fn level(value: f64, most: f64) -> u8 {
    if value <= 0.0 || most <= 0.0 {
        return 0;
    }
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "1 to 5, so nothing is cut off"
    )]
    let level = (value / most * LEVELS).ceil().clamp(1.0, LEVELS) as u8;
    level
}

#[derive(Template)]
#[template(path = "parts/heat.html")]
struct HeatHtml<'a> {
    page: &'a Page,
    heat: &'a Heat,
}

#[cfg(test)]
mod tests {
    use super::level;

    #[test]
    fn shades_are_fifths_of_the_most() {
        for (value, expected) in [(0.0, 0), (-3.0, 0), (0.1, 1), (20.0, 1), (20.1, 2), (100.0, 5)] {
            assert_eq!(level(value, 100.0), expected, "{value}");
        }
        assert_eq!(level(0.0, 0.0), 0);
    }
}
