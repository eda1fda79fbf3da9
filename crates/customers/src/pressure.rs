//! Contact pressure: how much of what we began still weighs on a customer.
//!
//! Each contact we began counts 1 at its time and half of that one half-life later:
//!
//! ```text
//! pressure(now) = sum over touches with t <= now of 2^(-(now - t) / half-life)
//! ```
//!
//! The half-life is a setting (14 days unless the company says otherwise). Touches dated after
//! `now` have not happened yet and do not count.

/// The pressure at `as_of`, with times in microseconds since 1970 and the half-life in days.
/// `None` where there is no touch on record or the half-life is no positive number.
#[must_use]
pub fn pressure(
    touches: impl Iterator<Item = i64>,
    as_of: i64,
    half_life_days: f64,
) -> Option<f64> {
    if !half_life_days.is_finite() || half_life_days <= 0.0 {
        return None;
    }
    let half_life = half_life_days * 86_400e6;
    let mut sum = None;
    for touch in touches.filter(|touch| *touch <= as_of) {
        // Microseconds of a few centuries are whole numbers below 2^53.
        let age = as_of.saturating_sub(touch) as f64;
        *sum.get_or_insert(0.0) += (-age / half_life).exp2();
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000_000;

    #[test]
    fn halves_every_half_life() {
        let at = |touches: &[i64], now, half| pressure(touches.iter().copied(), now, half);
        assert_eq!(at(&[0], 0, 14.0), Some(1.0));
        assert_eq!(at(&[0], 14 * DAY, 14.0), Some(0.5));
        assert_eq!(at(&[0, 14 * DAY], 28 * DAY, 14.0), Some(0.75));
        assert_eq!(at(&[0, 14 * DAY], 13 * DAY, 13.0), Some(0.5));
        assert_eq!(at(&[], 5, 14.0), None);
        assert_eq!(at(&[9], 5, 14.0), None);
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(at(&[0], 0, bad), None);
        }
    }
}
