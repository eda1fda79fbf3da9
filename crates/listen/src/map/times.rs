//! Reading times, and telling date formats apart without guessing.
//!
//! Without a stated format only ISO 8601 is read. Every other cell is looked at once more to
//! tell *which* known format it is in, so that a file that mixes formats can be refused with
//! examples instead of half of it being taken.

use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use vocab::{Instant, Zone};

/// A time as it stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stamp {
    /// Wall-clock time in the zone of the file.
    Local(NaiveDateTime),
    /// With an offset.
    Exact(Instant),
}

impl Stamp {
    /// The year it names.
    pub(crate) fn year(self) -> i32 {
        match self {
            Self::Local(local) => local.year(),
            Self::Exact(instant) => instant.year(),
        }
    }

    /// The text that stands for it in a key: what the clock on the wall showed, in
    /// microseconds. The instant of a local time follows the zone, and who corrects a zone
    /// means the same rows; so it is no part of the name. A time with an offset shows a wall
    /// clock only where a map states whose, and is named by its instant (and a Z) elsewhere.
    pub(crate) fn name(self, zone: Option<Zone>) -> String {
        let local = match (self, zone) {
            (Self::Local(local), _) => local,
            (Self::Exact(instant), Some(zone)) => instant.with_timezone(&zone.0).naive_local(),
            (Self::Exact(instant), None) => return format!("{}Z", instant.timestamp_micros()),
        };
        local.and_utc().timestamp_micros().to_string()
    }

    /// Without what is finer than a microsecond, which no database keeps.
    fn cut(self) -> Self {
        match self {
            Self::Local(local) => {
                let nanos = local.nanosecond();
                Self::Local(local.with_nanosecond(nanos - nanos % 1_000).unwrap_or(local))
            }
            Self::Exact(instant) => Self::Exact(vocab::time::to_micros(instant)),
        }
    }
}

/// Reads ISO 8601: a day, or a day and a time of day, with or without an offset.
pub(crate) fn iso(text: &str) -> Option<Stamp> {
    let bytes = text.as_bytes();
    let day = NaiveDate::from_ymd_opt(
        i32::try_from(digits(bytes.get(..4)?)?).ok()?,
        part(bytes, 4, b'-')?,
        part(bytes, 7, b'-')?,
    )?;
    if bytes.len() == 10 {
        return Some(Stamp::Local(day.into()));
    }
    if !matches!(bytes[10], b'T' | b' ') {
        return None;
    }
    let hour = digits(bytes.get(11..13)?)?;
    let minute = part(bytes, 13, b':')?;
    let mut at = 16;
    let mut second = 0;
    let mut micros = 0;
    if bytes.get(at) == Some(&b':') {
        second = part(bytes, at, b':')?;
        at += 3;
        if bytes.get(at) == Some(&b'.') {
            let fraction = &bytes[at + 1..];
            let count = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if count == 0 || count > 9 {
                return None;
            }
            // Beyond the microsecond nothing is kept.
            let kept = count.min(6);
            micros = digits(&fraction[..kept])? * 10_u32.pow(6 - u32::try_from(kept).ok()?);
            at += 1 + count;
        }
    }
    let local = day.and_time(NaiveTime::from_hms_micro_opt(hour, minute, second, micros)?);
    match bytes.get(at..)? {
        [] => Some(Stamp::Local(local)),
        b"Z" | b"z" => Some(Stamp::Exact(local.and_utc())),
        offset => {
            let west = match offset[0] {
                b'+' => false,
                b'-' => true,
                _ => return None,
            };
            let hours = digits(offset.get(1..3)?)?;
            let minutes = match offset.len() {
                3 => 0,
                5 => digits(&offset[3..5])?,
                6 => part(offset, 3, b':')?,
                _ => return None,
            };
            if minutes > 59 {
                return None;
            }
            let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
            let offset = FixedOffset::east_opt(if west { -seconds } else { seconds })?;
            Some(Stamp::Exact(local.and_local_timezone(offset).single()?.to_utc()))
        }
    }
}

/// Two digits after a separator at `at`.
fn part(bytes: &[u8], at: usize, separator: u8) -> Option<u32> {
    (*bytes.get(at)? == separator).then_some(())?;
    digits(bytes.get(at + 1..at + 3)?)
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0, |value: u32, byte| {
        byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0'))
    })
}

/// A stated date format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateFormat {
    pattern: String,
    zoned: bool,
}

impl DateFormat {
    /// Checks strftime letters; `None` when one of them is unknown or no day is among them.
    pub(crate) fn new(pattern: &str) -> Option<Self> {
        if StrftimeItems::new(pattern).any(|item| matches!(item, Item::Error)) {
            return None;
        }
        let format = Self {
            pattern: pattern.to_owned(),
            zoned: ["%z", "%:z", "%::z", "%#z", "%+"].iter().any(|zone| pattern.contains(zone)),
        };
        // What it writes it must be able to read.
        let sample = NaiveDate::from_ymd_opt(2026, 11, 22)?.and_hms_opt(10, 0, 0)?.and_utc();
        let written = sample.fixed_offset().format(pattern).to_string();
        let read = match format.read(&written)? {
            Stamp::Local(local) => local.date(),
            Stamp::Exact(time) => time.date_naive(),
        };
        (read == sample.date_naive()).then_some(format)
    }

    /// The strftime letters.
    pub(crate) fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Reads a cell in this format.
    pub(crate) fn read(&self, text: &str) -> Option<Stamp> {
        let stamp = if self.zoned {
            DateTime::parse_from_str(text, &self.pattern)
                .ok()
                .map(|time| Stamp::Exact(time.to_utc()))
        } else {
            NaiveDateTime::parse_from_str(text, &self.pattern)
                .ok()
                .or_else(|| NaiveDate::parse_from_str(text, &self.pattern).ok().map(Into::into))
                .map(Stamp::Local)
        };
        stamp.map(Stamp::cut)
    }
}

/// A date format that occurs in the wild.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// 2026-11-22
    Iso,
    /// 22.11.2026
    Dots,
    /// 22/11/2026, the day beyond 12
    SlashesDayFirst,
    /// 11/22/2026, the day beyond 12
    SlashesMonthFirst,
    /// 11/12/2026: either
    Slashes,
    /// 2026/11/22
    SlashesYearFirst,
    /// 22-11-2026
    Dashes,
    /// 20261122
    Compact,
    /// 45982 or 45982.5, the day number of a spreadsheet
    Number,
    /// 22 Nov 2026
    Words,
}

impl Shape {
    /// How people write it down.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Iso => "YYYY-MM-DD",
            Self::Dots => "DD.MM.YYYY",
            Self::SlashesDayFirst => "DD/MM/YYYY",
            Self::SlashesMonthFirst => "MM/DD/YYYY",
            Self::Slashes => "DD/MM/YYYY or MM/DD/YYYY",
            Self::SlashesYearFirst => "YYYY/MM/DD",
            Self::Dashes => "DD-MM-YYYY",
            Self::Compact => "YYYYMMDD",
            Self::Number => "a day number of a spreadsheet",
            Self::Words => "a month in words",
        }
    }

    /// The stated format that would read it, where there is one.
    pub(crate) const fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Dots => Some("%d.%m.%Y"),
            Self::SlashesDayFirst | Self::Slashes => Some("%d/%m/%Y"),
            Self::SlashesMonthFirst => Some("%m/%d/%Y"),
            Self::SlashesYearFirst => Some("%Y/%m/%d"),
            Self::Dashes => Some("%d-%m-%Y"),
            Self::Compact => Some("%Y%m%d"),
            Self::Iso | Self::Number | Self::Words => None,
        }
    }

    /// Which format a cell is in, if it is in a known one.
    pub(crate) fn of(text: &str) -> Option<Self> {
        if iso(text).is_some() {
            return Some(Self::Iso);
        }
        let day = text.split([' ', 'T', ',']).next().unwrap_or_default();
        for (separator, shape) in [('.', Self::Dots), ('/', Self::Slashes), ('-', Self::Dashes)] {
            let parts: Vec<&str> = day.split(separator).collect();
            let [a, b, c] = parts.as_slice() else {
                continue;
            };
            let number = |text: &&str| -> Option<u32> {
                (1..=4).contains(&text.len()).then(|| digits(text.as_bytes())).flatten()
            };
            let (Some(first), Some(second), Some(third)) = (number(a), number(b), number(c)) else {
                continue;
            };
            return match (shape, a.len()) {
                (Self::Slashes, 4) => Some(Self::SlashesYearFirst),
                (_, 4) => None,
                _ if c.len() != 4 && c.len() != 2 => None,
                (Self::Slashes, _) if third == 0 => None,
                (Self::Slashes, _) if first > 12 && first <= 31 => Some(Self::SlashesDayFirst),
                (Self::Slashes, _) if second > 12 && second <= 31 => Some(Self::SlashesMonthFirst),
                _ => (first <= 31 && second <= 12).then_some(shape),
            };
        }
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if plain && text.len() == 8 && !text.contains('.') {
            let fits = NaiveDate::parse_from_str(text, "%Y%m%d")
                .is_ok_and(|day| (1900..2200).contains(&day.year()));
            return fits.then_some(Self::Compact);
        }
        // 10,000 is in 1927 and 99,999 in 2173: every day number of trade has five digits.
        if plain && text.parse::<f64>().is_ok_and(|days| (10_000.0..100_000.0).contains(&days)) {
            return Some(Self::Number);
        }
        let lower = text.to_lowercase();
        let month = lower
            .split(|c: char| !c.is_alphabetic())
            .any(|word| word.len() >= 3 && MONTHS.iter().any(|month| word.starts_with(month)));
        (month && text.bytes().any(|byte| byte.is_ascii_digit())).then_some(Self::Words)
    }
}

/// How months begin in the four languages of the product.
const MONTHS: &[&str] = &[
    "jan", "feb", "mar", "mär", "maa", "mrt", "apr", "abr", "may", "mai", "mei", "jun", "jul",
    "aug", "ago", "sep", "oct", "okt", "nov", "dec", "dez", "dic", "ene",
];

/// The formats seen in one time column of one file, each with its first cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    iso: Option<(u64, String)>,
    other: Vec<(Shape, u64, String)>,
}

impl Seen {
    /// A cell that could be read.
    pub(crate) fn iso(&mut self, line: u64, cell: &str) {
        if self.iso.is_none() {
            self.iso = Some((line, cell.to_owned()));
        }
    }

    /// A cell in another format.
    pub(crate) fn other(&mut self, shape: Shape, line: u64, cell: &str) {
        if !self.other.iter().any(|(known, ..)| *known == shape) {
            self.other.push((shape, line, cell.to_owned()));
        }
    }

    /// One example of each format, when there are several that cannot be one and the same.
    pub(crate) fn mixed(&self) -> Option<Vec<(String, u64, String)>> {
        let mut shapes: Vec<(Shape, u64, &str)> =
            self.other.iter().map(|(shape, line, cell)| (*shape, *line, cell.as_str())).collect();
        let one_way = |shape| matches!(shape, Shape::SlashesDayFirst | Shape::SlashesMonthFirst);
        if shapes.iter().any(|(shape, ..)| one_way(*shape)) {
            // 11/12/2026 is then in that format too.
            shapes.retain(|(shape, ..)| *shape != Shape::Slashes);
        }
        if let Some((line, cell)) = &self.iso {
            shapes.push((Shape::Iso, *line, cell));
        }
        shapes.sort_by_key(|(_, line, _)| *line);
        (shapes.len() > 1).then(|| {
            shapes
                .into_iter()
                .map(|(shape, line, cell)| (shape.name().to_owned(), line, cell.to_owned()))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Option<String> {
        Some(match iso(text)? {
            Stamp::Local(local) => local.to_string(),
            Stamp::Exact(time) => time.to_rfc3339(),
        })
    }

    #[test]
    fn reads_iso_and_nothing_else() {
        for (text, time) in [
            ("2026-11-22", "2026-11-22 00:00:00"),
            ("2026-11-22 10:00", "2026-11-22 10:00:00"),
            ("2026-11-22 10:00:05", "2026-11-22 10:00:05"),
            ("2026-11-22T10:00:05.25", "2026-11-22 10:00:05.250"),
            ("2026-11-22T10:00:05.123456789", "2026-11-22 10:00:05.123456"),
            ("2026-11-22T10:00:00Z", "2026-11-22T10:00:00+00:00"),
            ("2026-11-22T10:00:00+01:00", "2026-11-22T09:00:00+00:00"),
            ("2026-11-22T10:00-0230", "2026-11-22T12:30:00+00:00"),
            ("2026-11-22T10:00:00+01", "2026-11-22T09:00:00+00:00"),
        ] {
            assert_eq!(utc(text).as_deref(), Some(time), "{text}");
        }
        for bad in [
            "",
            "2026",
            "2026-11",
            "2026-13-01",
            "2026-02-30",
            "2026-11-22 ",
            "2026-11-22 1:00",
            "2026-11-22T24:00",
            "2026-11-22T10:00:00+1",
            "2026-11-22T10:00:00 +01:00",
            "2026-11-22T10:00:00.",
            "22.11.2026",
            "２026-11-22",
            "2026-11-22T10:00:00+99:99",
        ] {
            assert_eq!(utc(bad), None, "{bad}");
        }
    }

    #[test]
    fn tells_formats_apart() {
        for (text, shape) in [
            ("2024-01-31", Some(Shape::Iso)),
            ("31.01.2024", Some(Shape::Dots)),
            ("1.2.24 10:00", Some(Shape::Dots)),
            ("01/31/2024", Some(Shape::SlashesMonthFirst)),
            ("31/01/2024 07:45", Some(Shape::SlashesDayFirst)),
            ("01/02/2024", Some(Shape::Slashes)),
            ("2024/01/31", Some(Shape::SlashesYearFirst)),
            ("31-01-2024", Some(Shape::Dashes)),
            ("20240131", Some(Shape::Compact)),
            ("45322", Some(Shape::Number)),
            ("45322.5", Some(Shape::Number)),
            ("31 Jan 2024", Some(Shape::Words)),
            ("5. März 2024", Some(Shape::Words)),
            ("yesterday", None),
            ("99.99.9999", None),
            ("1.5", None),
            ("", None),
        ] {
            assert_eq!(Shape::of(text), shape, "{text}");
        }
    }

    #[test]
    fn mixed_formats_are_noticed_and_possible_ones_are_not() {
        let seen = |cells: &[&str]| {
            let mut seen = Seen::default();
            for (line, cell) in (2..).zip(cells) {
                match Shape::of(cell).unwrap() {
                    Shape::Iso => seen.iso(line, cell),
                    shape => seen.other(shape, line, cell),
                }
            }
            seen.mixed().map(|all| all.into_iter().map(|(_, line, _)| line).collect::<Vec<_>>())
        };
        assert_eq!(seen(&["2024-01-31", "31.01.2024", "01/31/2024"]), Some(vec![2, 3, 4]));
        assert_eq!(seen(&["01/02/2024", "31/01/2024"]), None);
        assert_eq!(seen(&["01/31/2024", "31/01/2024"]), Some(vec![2, 3]));
        assert_eq!(seen(&["31.01.2024", "01.02.2024"]), None);
    }

    #[test]
    fn stated_formats_must_name_a_day() {
        for good in ["%d.%m.%Y", "%m/%d/%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"] {
            assert!(DateFormat::new(good).is_some(), "{good}");
        }
        for bad in ["", "%H:%M", "DD.MM.YYYY", "%Q", "%d.%m"] {
            assert!(DateFormat::new(bad).is_none(), "{bad}");
        }
        let format = DateFormat::new("%d.%m.%Y").unwrap();
        assert_eq!(format.read("31.01.2024"), iso("2024-01-31"));
        assert_eq!(format.read("2024-01-31"), None);
        let fine = DateFormat::new("%Y-%m-%d %H:%M:%S%.f").unwrap();
        assert_eq!(fine.read("2024-01-31 10:00:00.123456789"), iso("2024-01-31T10:00:00.123456"));
        let zoned = DateFormat::new("%Y-%m-%dT%H:%M:%S%.f%z").unwrap();
        let read = zoned.read("2024-01-31T10:00:00.123456789+0000");
        assert_eq!(read, iso("2024-01-31T10:00:00.123456Z"));
    }
}
