//! Between exact amounts and the binary numbers of statistics.

use vocab::Amount;

/// Less than the largest amount that can be read back from its text, in cents.
const MOST_CENTS: f64 = 9e13;

/// Whether an amount can be written down and read back. A forecast that cannot says nothing.
#[must_use]
pub(crate) fn is_sayable(value: f64) -> bool {
    (value * 100.0).abs() < MOST_CENTS
}

/// A forecast amount, rounded to cents. What is no number is nothing.
#[must_use]
pub(crate) fn rounded(value: f64) -> Amount {
    // A thin series can spread without bounds; an amount still has to fit its type.
    #[allow(clippy::cast_possible_truncation, reason = "held to a range that fits")]
    let cents = (value * 100.0).round().clamp(-MOST_CENTS, MOST_CENTS) as i128;
    Amount::from_cents(cents)
}

/// A probability with four digits, so that stored and printed figures are stable.
#[must_use]
pub(crate) fn probability(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
