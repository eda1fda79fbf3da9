//! Numbers, money, dates and months as people in the four languages write them.
//!
//! The patterns are those of the Unicode Common Locale Data Repository for `de-DE`, `nl-NL`,
//! `es-ES` and `en-GB`, the same a browser's `Intl` uses, so that a chart and the table
//! behind it show the same text. `tests` hold values taken from there.
//!
//! Reading order: [`Fmt`] for pages, the free functions for everything else.

use chrono::{Datelike, NaiveDate, Timelike};
use vocab::{Amount, Currency, Instant, Lang, Month, Zone};

/// A space that does not break a line, between a number and its unit.
const NBSP: char = '\u{a0}';

/// A value given directly or by reference; templates always hand over references.
pub trait Val<T> {
    /// The value.
    fn val(&self) -> T;
}
impl<T: Copy> Val<T> for T {
    fn val(&self) -> T {
        *self
    }
}
impl<T: Copy> Val<T> for &T {
    fn val(&self) -> T {
        **self
    }
}
impl<T: Copy> Val<T> for &&T {
    fn val(&self) -> T {
        ***self
    }
}

/// A whole number of any width, given directly or by reference.
pub trait Whole {
    /// The number.
    fn whole(&self) -> i128;
}
impl<T: Whole + ?Sized> Whole for &T {
    fn whole(&self) -> i128 {
        (**self).whole()
    }
}
macro_rules! whole {
    ($($type:ty),+) => { $(impl Whole for $type {
        fn whole(&self) -> i128 {
            i128::try_from(*self).unwrap_or(i128::MAX)
        }
    })+ };
}
whole!(i32, i64, i128, u16, u32, u64, usize);

/// How one reader wants to see numbers and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fmt {
    /// The reader's language.
    pub lang: Lang,
    /// The zone of the company's calendar.
    pub zone: Zone,
    /// The currency of the company's books; `None` until the first import said so.
    pub currency: Option<Currency>,
}

impl Fmt {
    /// A count: `12.345`.
    #[must_use]
    pub fn count(&self, n: impl Whole) -> String {
        whole(self.lang, n.whole())
    }

    /// A plain number with `places` decimals.
    #[must_use]
    pub fn decimal(&self, value: impl Val<f64>, places: impl Val<usize>) -> String {
        decimal(self.lang, value.val(), places.val())
    }

    /// An exact amount without a currency, two places.
    #[must_use]
    pub fn amount(&self, amount: impl Val<Amount>) -> String {
        cents(self.lang, amount.val().to_cents())
    }

    /// A quantity: as many places as it has, at most six.
    #[must_use]
    pub fn quantity(&self, amount: impl Val<Amount>) -> String {
        let micros = amount.val().micros();
        let (units, mut rest) =
            (micros.unsigned_abs() / 1_000_000, micros.unsigned_abs() % 1_000_000);
        let mut places = 6;
        while places > 0 && rest % 10 == 0 {
            rest /= 10;
            places -= 1;
        }
        join(self.lang, micros < 0, units, &digits(rest, places))
    }

    /// Money to the cent: `1.234,50 €`.
    #[must_use]
    pub fn money(&self, amount: impl Val<Amount>) -> String {
        let cents = amount.val().to_cents();
        let number = cents_unsigned(self.lang, cents.unsigned_abs());
        with_currency(self.lang, self.currency, cents < 0, &number)
    }

    /// Money in whole units: `1.235 €`.
    #[must_use]
    pub fn money_whole(&self, amount: impl Val<Amount>) -> String {
        let micros = amount.val().micros();
        let units = (micros.unsigned_abs() + 500_000) / 1_000_000;
        let number = group(self.lang, units);
        with_currency(self.lang, self.currency, micros < 0 && units > 0, &number)
    }

    /// Money that shows whether it is more or less: `+1.235 €`.
    #[must_use]
    pub fn money_change(&self, amount: impl Val<Amount>) -> String {
        let amount = amount.val();
        let text = self.money_whole(amount);
        if amount.micros() >= 500_000 { format!("+{text}") } else { text }
    }

    /// A share (0.125) as per cent: `12,5 %`.
    #[must_use]
    pub fn percent(&self, share: impl Val<f64>, places: impl Val<usize>) -> String {
        let number = decimal(self.lang, share.val() * 100.0, places.val());
        match self.lang {
            Lang::De | Lang::Es => format!("{number}{NBSP}%"),
            Lang::Nl | Lang::En => format!("{number}%"),
        }
    }

    /// A share as per cent that shows whether it is more or less: `+12,5 %`.
    #[must_use]
    pub fn percent_change(&self, share: impl Val<f64>, places: impl Val<usize>) -> String {
        let share = share.val();
        let text = self.percent(share, places);
        let seen = text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
        if share > 0.0 && seen { format!("+{text}") } else { text }
    }

    /// A day in words: `22. November 2026`.
    #[must_use]
    pub fn date(&self, day: impl Val<NaiveDate>) -> String {
        date(self.lang, day.val())
    }

    /// A day, short: `22.11.2026`.
    #[must_use]
    pub fn date_short(&self, day: impl Val<NaiveDate>) -> String {
        date_short(self.lang, day.val())
    }

    /// A day without its year, for heads of columns: `22.11.`.
    #[must_use]
    pub fn day_month(&self, day: impl Val<NaiveDate>) -> String {
        day_month(self.lang, day.val())
    }

    /// The local day of an instant, short.
    #[must_use]
    pub fn day(&self, at: impl Val<Instant>) -> String {
        date_short(self.lang, self.zone.day(at.val()))
    }

    /// The local day of an instant, in words.
    #[must_use]
    pub fn day_long(&self, at: impl Val<Instant>) -> String {
        date(self.lang, self.zone.day(at.val()))
    }

    /// The local time of an instant: `14:05`.
    #[must_use]
    pub fn time(&self, at: impl Val<Instant>) -> String {
        let local = at.val().with_timezone(&self.zone.0);
        format!("{:02}:{:02}", local.hour(), local.minute())
    }

    /// The local day and time of an instant: `22.11.2026, 14:05`.
    #[must_use]
    pub fn day_time(&self, at: impl Val<Instant>) -> String {
        let at = at.val();
        format!("{}, {}", self.day(at), self.time(at))
    }

    /// The local time of an instant to the second, where things are watched as they happen:
    /// `14:05:09`.
    #[must_use]
    pub fn clock(&self, at: impl Val<Instant>) -> String {
        let local = at.val().with_timezone(&self.zone.0);
        format!("{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second())
    }

    /// An instant for machines, for the attribute `datetime`.
    #[must_use]
    pub fn iso(&self, at: impl Val<Instant>) -> String {
        at.val().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }

    /// A month: `November 2026`.
    #[must_use]
    pub fn month(&self, month: impl Val<Month>) -> String {
        let month = month.val();
        let name = MONTHS[index(self.lang)][month_index(month.number())];
        match self.lang {
            Lang::Es => format!("{name} de {}", month.year()),
            _ => format!("{name} {}", month.year()),
        }
    }

    /// A month, short: `Nov. 2026`.
    #[must_use]
    pub fn month_short(&self, month: impl Val<Month>) -> String {
        let month = month.val();
        format!("{} {}", month_abbr(self.lang, month.number()), month.year())
    }

    /// The short name of a month without a year: `Nov.`.
    #[must_use]
    pub fn month_name(&self, number: impl Val<u32>) -> String {
        month_abbr(self.lang, number.val()).to_owned()
    }

    /// The weekday of a day: `Sonntag`.
    #[must_use]
    pub fn weekday(&self, day: impl Val<NaiveDate>) -> String {
        let number = day.val().weekday().num_days_from_monday() as usize;
        WEEKDAYS[index(self.lang)][number].to_owned()
    }
}

/// The name `Intl` knows a language's conventions by.
#[must_use]
pub const fn locale(lang: Lang) -> &'static str {
    match lang {
        Lang::De => "de-DE",
        Lang::Nl => "nl-NL",
        Lang::Es => "es-ES",
        Lang::En => "en-GB",
    }
}

/// A plain number with `places` decimals; a dash when it is not a number.
#[must_use]
pub fn decimal(lang: Lang, value: f64, places: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{value:.places$}");
    let (negative, text) =
        text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
    let (units, fraction) = text.split_once('.').unwrap_or((text, ""));
    // No minus before a number that was rounded to nothing.
    let negative = negative && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    join(lang, negative, units.parse().unwrap_or(u128::MAX), fraction)
}

/// A number as it stands in a field: no groups, no zeros at its end, at most `places` decimals.
#[must_use]
pub fn plain(lang: Lang, value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        text.as_str()
    };
    if lang == Lang::En { text.to_owned() } else { text.replace('.', ",") }
}

fn whole(lang: Lang, n: i128) -> String {
    join(lang, n < 0, n.unsigned_abs(), "")
}

fn cents(lang: Lang, cents: i128) -> String {
    let number = cents_unsigned(lang, cents.unsigned_abs());
    if cents < 0 { format!("-{number}") } else { number }
}

fn cents_unsigned(lang: Lang, cents: u128) -> String {
    join(lang, false, cents / 100, &digits(cents % 100, 2))
}

/// `rest` with leading zeros, `places` long; nothing when `places` is 0.
fn digits(rest: u128, places: usize) -> String {
    if places == 0 { String::new() } else { format!("{rest:0places$}") }
}

fn join(lang: Lang, negative: bool, units: u128, fraction: &str) -> String {
    let sign = if negative { "-" } else { "" };
    let units = group(lang, units);
    if fraction.is_empty() {
        return format!("{sign}{units}");
    }
    let point = if lang == Lang::En { '.' } else { ',' };
    format!("{sign}{units}{point}{fraction}")
}

/// Groups of three. Spanish leaves four digits ungrouped.
fn group(lang: Lang, units: u128) -> String {
    let plain = units.to_string();
    let least = if lang == Lang::Es { 5 } else { 4 };
    if plain.len() < least {
        return plain;
    }
    let mark = if lang == Lang::En { ',' } else { '.' };
    let mut grouped = String::with_capacity(plain.len() + plain.len() / 3);
    for (position, digit) in plain.chars().enumerate() {
        if position > 0 && (plain.len() - position).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

fn with_currency(lang: Lang, currency: Option<Currency>, negative: bool, number: &str) -> String {
    let sign = if negative { "-" } else { "" };
    let Some(currency) = currency else {
        return format!("{sign}{number}");
    };
    let symbol = symbol(lang, currency.code());
    match lang {
        Lang::De | Lang::Es => format!("{sign}{number}{NBSP}{symbol}"),
        Lang::Nl => format!("{symbol}{NBSP}{sign}{number}"),
        // A code, unlike a sign, keeps a distance from the number.
        Lang::En if symbol.chars().all(char::is_alphabetic) => {
            format!("{sign}{symbol}{NBSP}{number}")
        }
        Lang::En => format!("{sign}{symbol}{number}"),
    }
}

/// The sign of a currency where the language has one, otherwise its code.
pub(crate) fn symbol(lang: Lang, code: &str) -> &str {
    match (code, lang) {
        ("EUR", _) => "€",
        ("GBP", Lang::De | Lang::Nl | Lang::En) => "£",
        ("USD", Lang::De) => "$",
        ("USD", _) => "US$",
        _ => code,
    }
}

/// A day in words.
#[must_use]
pub fn date(lang: Lang, day: NaiveDate) -> String {
    let name = MONTHS[index(lang)][month_index(day.month())];
    let (number, year) = (day.day(), day.year());
    match lang {
        Lang::De => format!("{number}. {name} {year}"),
        Lang::Nl | Lang::En => format!("{number} {name} {year}"),
        Lang::Es => format!("{number} de {name} de {year}"),
    }
}

/// A day, short. English spells the month, because 03/04 is read both ways.
#[must_use]
pub fn date_short(lang: Lang, day: NaiveDate) -> String {
    let (number, month, year) = (day.day(), day.month(), day.year());
    match lang {
        Lang::De => format!("{number:02}.{month:02}.{year}"),
        Lang::Nl => format!("{number:02}-{month:02}-{year}"),
        Lang::Es => format!("{number:02}/{month:02}/{year}"),
        Lang::En => format!("{number} {} {year}", month_abbr(lang, month)),
    }
}

fn day_month(lang: Lang, day: NaiveDate) -> String {
    let (number, month) = (day.day(), day.month());
    match lang {
        Lang::De => format!("{number}.{month}."),
        // A hyphen at which no line breaks.
        Lang::Nl => format!("{number}\u{2011}{month}"),
        Lang::Es => format!("{number}/{month}"),
        Lang::En => format!("{number} {}", month_abbr(lang, month)),
    }
}

fn month_abbr(lang: Lang, number: u32) -> &'static str {
    MONTHS_SHORT[index(lang)][month_index(number)]
}

const fn index(lang: Lang) -> usize {
    match lang {
        Lang::De => 0,
        Lang::Nl => 1,
        Lang::Es => 2,
        Lang::En => 3,
    }
}

/// 1 to 12 as a place in a table; anything else is held to its ends.
fn month_index(number: u32) -> usize {
    number.clamp(1, 12) as usize - 1
}

const MONTHS: [[&str; 12]; 4] = [
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

const MONTHS_SHORT: [[&str; 12]; 4] = [
    [
        "Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.",
        "Dez.",
    ],
    ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic"],
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"],
];

const WEEKDAYS: [[&str; 7]; 4] = [
    ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
    ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

#[cfg(test)]
mod tests;
