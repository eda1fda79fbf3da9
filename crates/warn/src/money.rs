//! Between exact amounts and the binary numbers of statistics.

use vocab::Amount;

/// A forecast amount, rounded to cents. What is no number is nothing.
#[must_use]
pub(crate) fn rounded(value: f64) -> Amount {
    // Amounts of business lie far inside the range of i128, and `as` saturates.
    #[allow(clippy::cast_possible_truncation)]
    let cents = (value * 100.0).round() as i128;
    Amount::from_cents(cents)
}

/// A probability with four digits, so that stored and printed figures are stable.
#[must_use]
pub(crate) fn probability(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}
