//! Arguments of `sog lab`: models on a plain file, without a data folder.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args as Arguments, Subcommand, ValueEnum};
use customers::repurchase::{Span, Unit};

#[derive(Debug, Subcommand)]
pub(crate) enum Lab {
    /// Who comes back, how often and for how much: BG/NBD, Pareto/NBD, MBG/NBD, Gamma-Gamma.
    Repurchase(Repurchase),
    /// Who will need which product family, in which weeks; and how good that would have been.
    Needs(Needs),
    /// Beyond how many contacts they were answered worse, if that can be told.
    Pressure(Pressure),
}

/// How a file is written.
#[derive(Debug, Arguments)]
pub(crate) struct Reading {
    /// The file: csv, csv.gz, xlsx or Parquet, with a header.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// What separates the cells: one character, or `tab`; found by itself unless told.
    #[arg(long, value_parser = listen::delimiter)]
    pub(crate) delimiter: Option<u8>,
    /// utf-8, windows-1252 or utf-16.
    #[arg(long)]
    pub(crate) encoding: Option<listen::Encoding>,
    /// Which sheet of a workbook.
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    /// How dates are written, such as %d.%m.%Y; found by itself where it is clear.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) date_format: Option<String>,
}

impl Reading {
    /// The file as the reader wants it.
    pub(crate) fn plain(&self) -> listen::plain::PlainFile {
        listen::plain::PlainFile {
            path: self.file.clone(),
            delimiter: self.delimiter,
            encoding: self.encoding,
            sheet: self.sheet.clone(),
        }
    }
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum AskedUnit {
    /// Days.
    Day,
    /// Weeks.
    #[default]
    Week,
}

impl From<AskedUnit> for Unit {
    fn from(unit: AskedUnit) -> Self {
        match unit {
            AskedUnit::Day => Self::Day,
            AskedUnit::Week => Self::Week,
        }
    }
}

#[derive(Debug, Arguments)]
pub(crate) struct Repurchase {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The column that says who bought.
    #[arg(long, value_name = "COL", required_unless_present = "frequency")]
    pub(crate) customer: Option<String>,
    /// The column with the day of a purchase; several lines of a day are one purchase.
    #[arg(long, value_name = "COL", required_unless_present = "frequency")]
    pub(crate) date: Option<String>,
    /// The column with the amount, or two to multiply: `Quantity*Price`.
    #[arg(long, value_name = "COL", conflicts_with = "frequency")]
    pub(crate) amount: Option<String>,
    /// A ready summary instead of purchases: the column with the number of repeat purchases.
    #[arg(long, value_name = "COL", requires_all = ["recency", "age"], conflicts_with = "date")]
    pub(crate) frequency: Option<String>,
    /// Of a summary: time from the first purchase to the last.
    #[arg(long, value_name = "COL", requires = "frequency")]
    pub(crate) recency: Option<String>,
    /// Of a summary: time from the first purchase to the end.
    #[arg(long, value_name = "COL", requires = "frequency")]
    pub(crate) age: Option<String>,
    /// Of a summary: mean amount of the repeat purchases.
    #[arg(long, value_name = "COL", requires = "frequency")]
    pub(crate) monetary: Option<String>,
    /// The unit of times.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) unit: AskedUnit,
    /// The last day the models may know; what comes after is the holdout.
    #[arg(long, value_name = "DATE", value_parser = super::day, conflicts_with = "frequency")]
    pub(crate) calibration_end: Option<NaiveDate>,
    /// How long the holdout is, such as 39w; alone, the end of the data.
    #[arg(long, value_name = "PERIOD", conflicts_with = "frequency")]
    pub(crate) holdout: Option<Span>,
    /// How far ahead to look [default: the holdout, or a year].
    #[arg(long, value_name = "PERIOD")]
    pub(crate) horizon: Option<Span>,
    /// Interest a year, in percent: a purchase in a year is worth 1/(1 + this) of one now.
    #[arg(long, value_name = "PERCENT", default_value_t = 10.0, value_parser = percent)]
    pub(crate) discount: f64,
    /// Where the random numbers of the intervals start.
    #[arg(long, default_value_t = 2026)]
    pub(crate) seed: u64,
    /// One line a customer, as csv.
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) out: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Needs {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The column that says who bought.
    #[arg(long, value_name = "COL")]
    pub(crate) customer: String,
    /// The column with the day of a purchase.
    #[arg(long, value_name = "COL")]
    pub(crate) date: String,
    /// The column with the product family.
    #[arg(long, value_name = "COL")]
    pub(crate) family: String,
    /// The column with the quantity or the amount, or two to multiply: lines that are not above
    /// zero are no purchases.
    #[arg(long, value_name = "COL")]
    pub(crate) amount: Option<String>,
    /// The last day that may be known [default: the last one of the file].
    #[arg(long, value_name = "DATE", value_parser = super::day)]
    pub(crate) cutoff: Option<NaiveDate>,
    /// How far ahead to look.
    #[arg(long, value_name = "PERIOD", default_value = "12w")]
    pub(crate) horizon: Span,
    /// Also say what would have been said at so many earlier cut-offs, four weeks apart, and hold it
    /// against what came and against naive rules.
    #[arg(long, value_name = "CUTOFFS", num_args = 0..=1, default_missing_value = "4",
          value_parser = clap::value_parser!(u8).range(1..=50))]
    pub(crate) backtest: Option<u8>,
    /// One line a customer and family, as csv.
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) out: Option<PathBuf>,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Pressure {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The column with the contacts so far, or another number for the pressure.
    #[arg(long, value_name = "COL")]
    pub(crate) contacts: String,
    /// The column that says whether the contact was answered.
    #[arg(long, value_name = "COL")]
    pub(crate) answered: String,
    /// What stands there when it was.
    #[arg(long, value_name = "VALUE", default_value = "yes")]
    pub(crate) yes: String,
    /// The column that says whom; without it every row is somebody else.
    #[arg(long, value_name = "COL")]
    pub(crate) customer: Option<String>,
    /// Compare contacts only with others that have the same in this column, such as the channel.
    #[arg(long, value_name = "COL")]
    pub(crate) within: Option<String>,
    /// Where the random numbers start.
    #[arg(long, default_value_t = 2026)]
    pub(crate) seed: u64,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

fn percent(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| format!("`{text}` is not a number"))?;
    if (0.0..=1_000.0).contains(&number) {
        Ok(number)
    } else {
        Err("expected 0 to 1000".to_owned())
    }
}
