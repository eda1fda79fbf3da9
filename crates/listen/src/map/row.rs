//! One row as a map sees it: the fields of the format, read, mended and typed.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::str::FromStr;

use chrono::{Datelike, NaiveDateTime, NaiveTime, TimeDelta};
use vocab::{Amount, AmountError, Currency, Instant, Month, Zone};

use super::bind::Bound;
use super::family::Memo;
use super::plan::{Case, FieldPlan, Map, Rule, Test};
use super::times::{DateFormat, Seen, Shape, Stamp, iso};
use crate::reading::Record;

/// The longest text that can name something (a region, an owner, an order), in bytes.
const MAX_LABEL: usize = 200;
/// Trade of other centuries is a typing mistake.
const YEARS: std::ops::Range<i32> = 1900..2200;

/// Why a row is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reject {
    /// The column, as the file names it; empty where the whole row is meant.
    pub(crate) column: String,
    /// What is wrong and what is expected.
    pub(crate) reason: String,
}

/// What holds for all rows of one file.
#[derive(Debug)]
pub(crate) struct World {
    /// Zone of local times.
    pub(crate) zone: Zone,
    /// Currency of rows that name none.
    pub(crate) currency: Option<Currency>,
    /// Currency of the company's books, once it has one.
    pub(crate) books: Option<Currency>,
    /// The stated format of all times.
    pub(crate) date_format: Option<DateFormat>,
    /// When the import is.
    pub(crate) now: Instant,
    /// Formats of dates seen, for each field.
    pub(crate) seen: RefCell<Vec<Seen>>,
    /// The last local time and its instant: lines of one order share them.
    pub(crate) last: Cell<Option<(NaiveDateTime, Instant)>>,
    /// Articles whose family is decided.
    pub(crate) memo: RefCell<Memo>,
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) map: &'a Map,
    pub(crate) bound: &'a Bound,
    pub(crate) record: &'a Record<'a>,
    pub(crate) world: &'a World,
}

impl<'a> Row<'a> {
    /// A rejection because of one field. Where the reason names its text as the map mended it,
    /// the text of the cell stands there: that is what one can look for in the file.
    pub(crate) fn reject(&self, field: usize, reason: impl Into<String>) -> Reject {
        let mut reason = reason.into();
        let (text, cell) = (self.text(field), self.cell(field));
        if !cell.is_empty() && cell != text {
            let only_case = cell.to_lowercase() == text.to_lowercase();
            let read = if only_case { String::new() } else { format!(" (read as `{text}`)") };
            reason = reason.replacen(&format!("`{text}`"), &format!("`{cell}`{read}"), 1);
        }
        Reject { column: self.bound.names[field].clone(), reason }
    }

    /// What the file says, without blanks at its ends; empty where no column is bound.
    fn cell(&self, field: usize) -> &'a str {
        self.bound.columns[field].map_or("", |column| self.record.cell(column)).trim()
    }

    /// The text of a field: trimmed, mended as the map says; empty where nothing is known.
    pub(crate) fn text(&self, field: usize) -> Cow<'a, str> {
        let plan = &self.map.fields[field];
        for rule in &plan.rules {
            if self.holds(rule) {
                return Cow::Borrowed(&rule.value);
            }
        }
        if let Some(constant) = &plan.constant {
            return Cow::Borrowed(constant);
        }
        let cell = self.bound.columns[field].map_or("", |column| self.record.cell(column));
        mend(plan, cell)
    }

    fn holds(&self, rule: &Rule) -> bool {
        let text = self.text(rule.field);
        match &rule.test {
            Test::StartsWith(beginnings) => {
                beginnings.iter().any(|beginning| text.starts_with(beginning.as_str()))
            }
            Test::Equals(values) => values.iter().any(|value| *text == **value),
            Test::BelowZero(below) => {
                self.number(rule.field, &text).is_ok_and(|amount| amount.is_negative() == *below)
            }
        }
    }

    /// The text of a field that must be filled.
    pub(crate) fn needed(&self, field: usize) -> Result<Cow<'a, str>, Reject> {
        let text = self.text(field);
        if text.is_empty() { Err(self.reject(field, "is empty")) } else { Ok(text) }
    }

    /// A free text, if there is one.
    pub(crate) fn words(&self, field: usize) -> Option<String> {
        let text = self.text(field);
        (!text.is_empty()).then(|| text.into_owned())
    }

    /// A text that names something: short and on one line.
    pub(crate) fn label(&self, field: usize) -> Result<Option<String>, Reject> {
        let text = self.text(field);
        if text.is_empty() {
            return Ok(None);
        }
        if text.len() > MAX_LABEL {
            let reason = format!("is {} bytes long, the limit is {MAX_LABEL}", text.len());
            return Err(self.reject(field, reason));
        }
        if text.chars().any(char::is_control) {
            return Err(self.reject(field, "holds a control character such as a line break"));
        }
        Ok(Some(text.into_owned()))
    }

    /// A text that names something and must be there.
    pub(crate) fn needed_label(&self, field: usize) -> Result<String, Reject> {
        self.label(field)?.ok_or_else(|| self.reject(field, "is empty"))
    }

    /// Anything that knows how to read itself.
    pub(crate) fn parsed<T: FromStr>(&self, field: usize) -> Result<Option<T>, Reject>
    where
        T::Err: std::fmt::Display,
    {
        let text = self.text(field);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|error: T::Err| self.reject(field, error.to_string()))
    }

    /// Anything that knows how to read itself and must be there.
    pub(crate) fn needed_parsed<T: FromStr>(&self, field: usize) -> Result<T, Reject>
    where
        T::Err: std::fmt::Display,
    {
        self.parsed(field)?.ok_or_else(|| self.reject(field, "is empty"))
    }

    /// One of a list of codes.
    pub(crate) fn one_of(
        &self,
        field: usize,
        codes: &[&'static str],
    ) -> Result<&'static str, Reject> {
        let text = self.needed(field)?;
        codes.iter().find(|code| **code == text).copied().ok_or_else(|| {
            let reason = format!("`{text}` is not known (expected one of: {})", codes.join(", "));
            self.reject(field, reason)
        })
    }

    /// `true` or `false`; false where nothing is said.
    pub(crate) fn flag(&self, field: usize) -> Result<bool, Reject> {
        match &*self.text(field) {
            "true" => Ok(true),
            "false" | "" => Ok(false),
            other => Err(self.reject(field, format!("`{other}` is neither true nor false"))),
        }
    }

    /// An amount that must be there.
    pub(crate) fn amount(&self, field: usize) -> Result<Amount, Reject> {
        let text = self.needed(field)?;
        self.number(field, &text)
    }

    fn number(&self, field: usize, text: &str) -> Result<Amount, Reject> {
        let plain = if self.is_typed(field) {
            Cow::Borrowed(text)
        } else {
            plain(&self.map.fields[field], text).map_err(|reason| self.reject(field, reason))?
        };
        plain.parse().map_err(|error| {
            let error = match error {
                // In the words of the file, not in the mended ones.
                AmountError::NotANumber(_) => AmountError::NotANumber(text.to_owned()),
                other => other,
            };
            self.reject(field, error.to_string())
        })
    }

    fn is_typed(&self, field: usize) -> bool {
        self.bound.columns[field].is_some_and(|column| self.record.is_typed(column))
    }

    /// A calendar month. A spreadsheet may have made its first day of it.
    pub(crate) fn month(&self, field: usize) -> Result<Month, Reject> {
        let text = self.needed(field)?;
        if let Some(Stamp::Local(local)) = iso(&text)
            && local.day() == 1
        {
            return Ok(Month::of(local.date()));
        }
        text.parse().map_err(|error: vocab::time::BadTime| self.reject(field, error.to_string()))
    }

    /// A time that must be there.
    pub(crate) fn needed_time(&self, field: usize) -> Result<Instant, Reject> {
        self.time(field)?.ok_or_else(|| self.reject(field, "is empty"))
    }

    /// A time, if there is one.
    pub(crate) fn time(&self, field: usize) -> Result<Option<Instant>, Reject> {
        Ok(self.stamp(field)?.map(|stamp| self.instant(stamp)))
    }

    /// The time of a refusal, which must be there: where only its day is known, the last moment
    /// of that day, or now while the day goes on. So it outlives a consent of the same day,
    /// whichever of the two came later.
    pub(crate) fn needed_refusal(&self, field: usize) -> Result<Instant, Reject> {
        let stamp = self.stamp(field)?.ok_or_else(|| self.reject(field, "is empty"))?;
        Ok(match stamp {
            Stamp::Local(local) if local.time() == NaiveTime::MIN => {
                let next = local.date().succ_opt().unwrap_or(local.date());
                let end = self.world.zone.start_of(next) - TimeDelta::microseconds(1);
                end.min(self.world.now)
            }
            stamp => self.instant(stamp),
        })
    }

    fn instant(&self, stamp: Stamp) -> Instant {
        match stamp {
            Stamp::Exact(instant) => instant,
            Stamp::Local(local) => match self.world.last.get() {
                Some((last, instant)) if last == local => instant,
                _ => {
                    let instant = self.world.zone.instant(local);
                    self.world.last.set(Some((local, instant)));
                    instant
                }
            },
        }
    }

    /// A time as it stands in the file, if there is one.
    fn stamp(&self, field: usize) -> Result<Option<Stamp>, Reject> {
        let text = self.text(field);
        if text.is_empty() {
            return Ok(None);
        }
        let stated = self.map.fields[field].date_format.as_ref();
        // What is a time by its type is written as ISO 8601, whatever the format of texts is.
        let typed = if self.is_typed(field) { iso(&text) } else { None };
        let stamp = match (typed, stated.or(self.world.date_format.as_ref())) {
            (Some(stamp), _) => stamp,
            (None, Some(format)) => format.read(&text).ok_or_else(|| {
                let pattern = format.pattern();
                self.reject(field, format!("`{text}` is not a time of the form `{pattern}`"))
            })?,
            (None, None) => match iso(&text) {
                Some(stamp) => {
                    self.world.seen.borrow_mut()[field].iso(self.record.line, &text);
                    stamp
                }
                None => return Err(self.not_iso(field, &text)),
            },
        };
        if !YEARS.contains(&stamp.year()) {
            let reason = format!("`{text}` is not between {} and {}", YEARS.start, YEARS.end - 1);
            return Err(self.reject(field, reason));
        }
        Ok(Some(stamp))
    }

    fn not_iso(&self, field: usize, text: &str) -> Reject {
        let mut reason = format!(
            "`{text}` is not a time (expected ISO 8601, such as 2026-11-22 or 2026-11-22 10:00:00"
        );
        if let Some(shape) = Shape::of(text) {
            self.world.seen.borrow_mut()[field].other(shape, self.record.line, text);
            if let Some(pattern) = shape.pattern() {
                let clock = match text.matches(':').count() {
                    0 => "",
                    1 => " %H:%M",
                    _ => " %H:%M:%S",
                };
                reason.push_str(&format!(
                    "; for {} say --date-format '{pattern}{clock}'",
                    shape.name()
                ));
            }
        }
        reason.push(')');
        self.reject(field, reason)
    }

    /// The one text that stands for the value of a field in a key: the same value gives the
    /// same text in every kind of file, and in whatever zone the company keeps its calendar.
    pub(crate) fn canonical(&self, field: usize) -> Cow<'a, str> {
        use crate::formats::Kind;
        match self.map.format.fields()[field].kind {
            Kind::Number => match self.amount(field) {
                Ok(amount) => Cow::Owned(amount.micros().to_string()),
                Err(_) => self.text(field),
            },
            Kind::Time => match self.stamp(field) {
                Ok(Some(stamp)) => Cow::Owned(stamp.name(self.map.zone)),
                _ => self.text(field),
            },
            Kind::Text => self.text(field),
        }
    }
}

/// Takes off blanks and what the map says, and replaces what it replaces.
fn mend<'a>(plan: &'a FieldPlan, cell: &'a str) -> Cow<'a, str> {
    let mut text = cell.trim();
    if let Some(prefix) = &plan.strip_prefix {
        text = text.strip_prefix(prefix.as_str()).unwrap_or(text).trim_start();
    }
    if let Some(suffix) = &plan.strip_suffix {
        text = text.strip_suffix(suffix.as_str()).unwrap_or(text).trim_end();
    }
    let text = match plan.case {
        None => Cow::Borrowed(text),
        Some(Case::Upper) => Cow::Owned(text.to_uppercase()),
        Some(Case::Lower) => Cow::Owned(text.to_lowercase()),
    };
    let text = match plan.values.get(&*text) {
        Some(value) => Cow::Borrowed(value.as_str()),
        None => text,
    };
    match &plan.default {
        Some(default) if text.is_empty() => Cow::Borrowed(default),
        _ => text,
    }
}

/// A number as a plain decimal: without the signs between its thousands, with a point. Or why
/// it is not one the map describes.
fn plain<'a>(plan: &FieldPlan, text: &'a str) -> Result<Cow<'a, str>, String> {
    let decimal = plan.decimal.unwrap_or('.');
    let mut plain = Cow::Borrowed(text);
    if let Some(grouping) = plan.grouping {
        // Exports that group with blanks use the no-break ones too.
        let is_grouping =
            |c: char| c == grouping || (grouping == ' ' && matches!(c, '\u{a0}' | '\u{202f}'));
        if text.contains(is_grouping) {
            if !is_grouped(text, decimal, is_grouping) {
                let shown =
                    if grouping == ' ' { "blank".to_owned() } else { format!("`{grouping}`") };
                return Err(format!(
                    "`{text}` is not a number whose thousands are set apart by a {shown} \
                     (expected groups of three digits, such as 1{grouping}234{decimal}50)"
                ));
            }
            plain = Cow::Owned(text.chars().filter(|c| !is_grouping(*c)).collect());
        }
    }
    if decimal == ',' {
        if plain.contains('.') {
            return Err(format!(
                "`{text}` holds a point, but the map says that the decimal sign is a comma"
            ));
        }
        plain = Cow::Owned(plain.replace(',', "."));
    }
    Ok(plain)
}

/// One to three digits, then groups of three, and nothing grouped behind the decimal sign:
/// anything else is another kind of number, and taking the signs out would change its value. No
/// thousands begin with a zero: `0.125` is an eighth.
fn is_grouped(text: &str, decimal: char, is_grouping: impl Fn(char) -> bool) -> bool {
    let number = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = number.split_once(decimal).unwrap_or((number, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = whole.split(is_grouping);
    let first = groups.next().unwrap_or_default();
    let mut groups = groups.peekable();
    let is_thousands = groups.peek().is_none() || !first.starts_with('0');
    is_thousands
        && digits(fraction)
        && (1..=3).contains(&first.len())
        && digits(first)
        && groups.all(|group| group.len() == 3 && digits(group))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_groups_of_three() {
        let plan = |decimal, grouping| FieldPlan {
            decimal: Some(decimal),
            grouping: Some(grouping),
            ..FieldPlan::default()
        };
        for (decimal, grouping, text, number) in [
            (',', '.', "1.234,50", Some("1234.50")),
            (',', '.', "-12.345.678", Some("-12345678")),
            (',', '.', "+1.234", Some("+1234")),
            (',', '.', "6,95", Some("6.95")),
            (',', '.', "1234,5", Some("1234.5")),
            (',', '.', "6.95", None),
            (',', '.', "0.125", None),
            (',', '.', "-012.345", None),
            (',', '.', "0,125", Some("0.125")),
            ('.', ',', "0,125", None),
            (',', '.', "1234.5", None),
            (',', '.', "1234.567", None),
            (',', '.', "1.23", None),
            (',', '.', "1..234", None),
            (',', '.', ".123", None),
            (',', '.', "1,234.567", None),
            (',', '.', "1.234,567.8", None),
            (',', '.', "1.234e5", None),
            ('.', ',', "1,234.5", Some("1234.5")),
            ('.', ',', "6,95", None),
            ('.', ',', "1,2345", None),
            ('.', '\'', "1'234.50", Some("1234.50")),
            ('.', '\'', "12'34", None),
            (',', ' ', "1 234\u{a0}567,5", Some("1234567.5")),
            (',', ' ', "1\u{202f}234", Some("1234")),
            (',', ' ', "1 23", None),
        ] {
            let found = plain(&plan(decimal, grouping), text);
            assert_eq!(found.as_deref().ok(), number, "{decimal}{grouping} {text}");
        }
    }
}
