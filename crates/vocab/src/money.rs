//! Exact amounts. No binary fraction ever touches money.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Decimal places an [`Amount`] keeps.
pub const SCALE: u32 = 6;
const UNIT: i128 = 1_000_000;

/// An exact decimal with six places, used for money and for quantities.
///
/// Held as a whole number of millionths in 128 bits, so that sums over any number of events
/// are exact and do not depend on their order. One *event* holds at most 10^12 units (the
/// column of the event files is a `DECIMAL(18, 6)`); see [`Amount::fits_event`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(i128);

/// Why a number cannot be an [`Amount`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// The text is not a decimal number with a point.
    #[error("`{0}` is not a number (expected digits with a decimal point, such as 1234.50)")]
    NotANumber(String),
    /// More than six decimal places.
    #[error("`{0}` has more than six decimal places")]
    TooPrecise(String),
    /// Outside plus or minus 10^12 units.
    #[error("`{0}` is larger than 1,000,000,000,000")]
    TooLarge(String),
}

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From a whole number of millionths.
    #[must_use]
    pub const fn from_micros(micros: i128) -> Self {
        Self(micros)
    }

    /// The whole number of millionths.
    #[must_use]
    pub const fn micros(self) -> i128 {
        self.0
    }

    /// From cents (hundredths).
    #[must_use]
    pub const fn from_cents(cents: i128) -> Self {
        Self(cents * (UNIT / 100))
    }

    /// Rounded half away from zero to whole cents.
    #[must_use]
    pub const fn to_cents(self) -> i128 {
        let per = UNIT / 100;
        let half = if self.0 < 0 { -per / 2 } else { per / 2 };
        (self.0 + half) / per
    }

    /// Exact conversion of a decimal.
    ///
    /// # Errors
    /// When more than six places would be lost or the value is beyond 10^12.
    pub fn from_decimal(value: Decimal) -> Result<Self, AmountError> {
        let value = value.normalize();
        if value.scale() > SCALE {
            return Err(AmountError::TooPrecise(value.to_string()));
        }
        let micros = value.mantissa() * 10_i128.pow(SCALE - value.scale());
        let amount = Self(micros);
        if amount.fits_event() { Ok(amount) } else { Err(AmountError::TooLarge(value.to_string())) }
    }

    /// Reads a number of somebody who calculates in binary fractions (`0.30000000000000004`):
    /// rounded half away from zero to six places.
    ///
    /// # Errors
    /// When it is no number, or beyond 10^12.
    pub fn nearest(raw: &str) -> Result<Self, AmountError> {
        match raw.parse() {
            Err(AmountError::TooPrecise(_) | AmountError::NotANumber(_)) => {}
            done => return done,
        }
        let text = raw.trim();
        let wrong = || AmountError::NotANumber(raw.to_owned());
        if !text.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte)) {
            return Err(wrong());
        }
        let parsed = if text.contains(['e', 'E']) {
            Decimal::from_scientific(text)
        } else {
            Decimal::from_str(text)
        };
        let away = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
        Self::from_decimal(parsed.map_err(|_| wrong())?.round_dp_with_strategy(SCALE, away))
    }

    /// Whether this fits the `DECIMAL(18, 6)` column of the event files.
    #[must_use]
    pub const fn fits_event(self) -> bool {
        self.0.unsigned_abs() < 1_000_000_000_000_000_000
    }

    /// Exact product, for quantity x price.
    ///
    /// # Errors
    /// When the product needs more than six places or is beyond 10^12.
    pub fn times(self, other: Self) -> Result<Self, AmountError> {
        let show = || format!("{self} x {other}");
        let product = self.0.checked_mul(other.0).ok_or_else(|| AmountError::TooLarge(show()))?;
        if product % UNIT != 0 {
            return Err(AmountError::TooPrecise(show()));
        }
        let amount = Self(product / UNIT);
        if amount.fits_event() { Ok(amount) } else { Err(AmountError::TooLarge(show())) }
    }

    /// Nearest binary number, for statistics and drawings only.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        // Sums beyond 2^53 millionths lose digits here; a chart does not show them.
        self.0.to_f64().unwrap_or(f64::NAN) / 1e6
    }

    /// Below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Exactly zero.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// Plain decimal with a point; at least two places, more only where they are not zero.
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        let whole = magnitude / UNIT.unsigned_abs();
        let fraction = format!("{:06}", magnitude % UNIT.unsigned_abs());
        let kept = fraction.trim_end_matches('0').len().max(2);
        write!(f, "{sign}{whole}.{}", &fraction[..kept])
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    /// Reads `1234.5`, `-3`, `+0.25`, `1.2e-3`. No grouping, no currency sign.
    fn from_str(raw: &str) -> Result<Self, AmountError> {
        let text = raw.trim();
        // The usual case, short and without an exponent, needs no 96-bit arithmetic.
        if let Some(amount) = parse_short(text) {
            return Ok(amount);
        }
        // The parser behind this also passes over underscores.
        if !text.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte)) {
            return Err(AmountError::NotANumber(raw.to_owned()));
        }
        let parsed = if text.contains(['e', 'E']) {
            Decimal::from_scientific(text)
        } else {
            Decimal::from_str_exact(text)
        };
        parsed.map_err(|_| AmountError::NotANumber(raw.to_owned())).and_then(Self::from_decimal)
    }
}

fn parse_short(text: &str) -> Option<Amount> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        all => (false, all),
    };
    if digits.is_empty() || digits.len() > 16 {
        return None;
    }
    let mut value: i128 = 0;
    let mut places: Option<u32> = None;
    let mut seen = false;
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                value = value * 10 + i128::from(byte - b'0');
                if let Some(count) = places.as_mut() {
                    *count += 1;
                }
            }
            b'.' if places.is_none() => places = Some(0),
            _ => return None,
        }
    }
    let places = places.unwrap_or(0);
    if !seen || places > SCALE {
        return None;
    }
    let micros = value * 10_i128.pow(SCALE - places);
    let amount = Amount(if negative { -micros } else { micros });
    amount.fits_event().then_some(amount)
}

impl Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}
impl Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}
impl Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}
impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}
impl SubAssign for Amount {
    fn sub_assign(&mut self, other: Self) {
        self.0 -= other.0;
    }
}
impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

/// As text, so that no reader turns it into a binary fraction.
impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}
impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            /// As people write it: a whole number, or a decimal as a text. A binary fraction is
            /// not what was written.
            #[derive(Deserialize)]
            #[serde(
                untagged,
                expecting = "an amount is a text such as \"1234.50\", or a whole number"
            )]
            enum Written {
                Text(String),
                Whole(i64),
            }
            let text = match Written::deserialize(deserializer)? {
                Written::Text(text) => text,
                Written::Whole(whole) => whole.to_string(),
            };
            text.parse().map_err(serde::de::Error::custom)
        } else {
            i128::deserialize(deserializer).map(Self)
        }
    }
}

/// A three-letter currency code of ISO 4217.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The code as text.
    #[must_use]
    pub fn code(&self) -> &str {
        // Only ASCII letters get in, see `from_str`.
        std::str::from_utf8(&self.0).unwrap_or("???")
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = AmountError;
    fn from_str(raw: &str) -> Result<Self, AmountError> {
        match raw.trim().as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_alphabetic) => {
                Ok(Self([a, b, c].map(|x| x.to_ascii_uppercase())))
            }
            _ => Err(AmountError::NotANumber(format!(
                "{raw} (a currency is three letters, such as EUR)"
            ))),
        }
    }
}
impl TryFrom<String> for Currency {
    type Error = AmountError;
    fn try_from(raw: String) -> Result<Self, AmountError> {
        raw.parse()
    }
}
impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().to_owned()
    }
}

/// An amount in a stated currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    /// How much.
    pub amount: Amount,
    /// Of what.
    pub currency: Currency,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_fractions_come_close() {
        for (raw, shown) in [
            ("0.30000000000000004", "0.30"),
            ("19.990000000000002", "19.99"),
            ("-2.0000005", "-2.000001"),
            ("1e-9", "0.00"),
            ("0.1234567890123456789012345678901234567890", "0.123457"),
            ("12", "12.00"),
        ] {
            assert_eq!(Amount::nearest(raw).unwrap().to_string(), shown, "{raw}");
        }
        for raw in ["", "a", "1_000.5", "1e40", "99999999999999999999999999999999999", "--1"] {
            assert!(Amount::nearest(raw).is_err(), "{raw}");
        }
    }

    #[test]
    fn reads_and_shows_exactly() {
        for (raw, shown) in [
            ("6.95", "6.95"),
            ("-53594.36", "-53594.36"),
            ("0.001", "0.001"),
            ("12", "12.00"),
            (" +.5 ", "0.50"),
            ("1.2e-3", "0.0012"),
            ("999999999999.999999", "999999999999.999999"),
        ] {
            let amount: Amount = raw.parse().unwrap();
            assert_eq!(amount.to_string(), shown);
            assert_eq!(shown.parse::<Amount>().unwrap(), amount);
        }
        for bad in [
            "",
            "-",
            ".",
            "1,5",
            "1.2345678",
            "12345678901234567",
            "abc",
            "1..2",
            "1_000",
            "1_5",
            "1_0.5",
            "1_0e2",
            "1 000",
            "\u{661}",
        ] {
            assert!(bad.parse::<Amount>().is_err(), "{bad}");
        }
    }

    #[test]
    fn products_are_exact_or_refused() {
        let price: Amount = "6.95".parse().unwrap();
        let quantity: Amount = "12".parse().unwrap();
        assert_eq!(quantity.times(price).unwrap().to_string(), "83.40");
        let fine: Amount = "0.0001".parse().unwrap();
        assert!(fine.times(fine).is_err());
    }

    #[test]
    fn cents_round_half_away_from_zero() {
        assert_eq!("0.005".parse::<Amount>().unwrap().to_cents(), 1);
        assert_eq!("-0.005".parse::<Amount>().unwrap().to_cents(), -1);
        assert_eq!("2.344".parse::<Amount>().unwrap().to_cents(), 234);
    }
}
