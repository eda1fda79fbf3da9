//! How far the change of a sum may lie from what its buyers do on the whole, by chance alone.
//!
//! Buyers decide independently of each other, so the variance of the change of a sum is the sum
//! of what each buyer's own change varies by, and the square of that change estimates it (the
//! cluster-robust variance with buyers as clusters; Liang and Zeger, *Longitudinal data analysis
//! using generalized linear models*, Biometrika 73, 1986, 13-22, with the change itself as the
//! residual). Who is there in one year only counts with all they brought. The estimate holds
//! whatever buyers spend and however often, and errs upwards where all of them moved together.
//! It does not know weather, fashion or the economy, which move many buyers at once.
//!
//! Behind anonymous sales each order is taken as a buyer of its own, with values that spread
//! like an exponential (mean square = twice the squared mean), which makes a compound Poisson
//! sum (Mikosch, *Non-Life Insurance Mathematics*, 2nd ed. 2009, proposition 3.1.2).

use std::collections::HashMap;

use customers::Slice;
use vocab::CustomerId;

/// Variance of the change of a sum, in cents squared, from what each buyer brought in one
/// window and in the other.
#[must_use]
pub fn variance<'a>(
    before: impl IntoIterator<Item = &'a Slice>,
    after: impl IntoIterator<Item = &'a Slice>,
) -> f64 {
    let mut changes: HashMap<&CustomerId, f64> = HashMap::new();
    let mut anonymous = 0.0;
    let signed = before.into_iter().map(|slice| (slice, -1.0));
    for (slice, sign) in signed.chain(after.into_iter().map(|slice| (slice, 1.0))) {
        match &slice.customer {
            Some(customer) => {
                *changes.entry(customer).or_default() += sign * slice.net.to_f64() * 100.0;
            }
            None => {
                let gross = slice.gross.to_f64() * 100.0;
                anonymous += 2.0 * gross * gross / (slice.orders.max(1) as f64);
            }
        }
    }
    let mut squares: Vec<f64> = changes.into_values().map(|change| change * change).collect();
    // The order of a hash map differs from run to run, and so would the last digit of a sum.
    squares.sort_unstable_by(f64::total_cmp);
    squares.iter().sum::<f64>() + anonymous
}

/// How much variance an amount sold carries, in cents: the variance of a change is about this
/// times what was sold in both windows together. Taken over all buyers, for parts (families,
/// regions) whose buyers are not listed.
#[must_use]
pub fn clumpiness(before: &[Slice], after: &[Slice]) -> f64 {
    let both = before.iter().chain(after);
    let gross: f64 = both.map(|slice| slice.gross.to_f64().max(0.0) * 100.0).sum();
    if gross > 0.0 { variance(before, after) / gross } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segments::tests::slice;

    fn buyers(count: u32, gross: &str) -> Vec<Slice> {
        let name = |number| format!("C{number}");
        (0..count).map(|number| slice(Some(&name(number)), "2024-01-01", 1, gross, "0")).collect()
    }

    #[test]
    fn who_comes_or_stays_away_counts_with_all_they_brought() {
        // 100 buyers of 10.00 each, none this year: standard deviation 10 x 10.00.
        let before = buyers(100, "10.00");
        assert!((variance(&before, &[]).sqrt() - 10_000.0).abs() < 1e-6);
        assert!((clumpiness(&before, &[]) - 1_000.0).abs() < 1e-9);
        assert_eq!(clumpiness(&[], &[]), 0.0);
    }

    #[test]
    fn who_buys_the_same_again_makes_no_noise() {
        let (before, after) = (buyers(100, "500.00"), buyers(100, "503.00"));
        assert!((variance(&before, &after).sqrt() - 3_000.0).abs() < 1e-6);
    }

    /// Orders of an unknown crowd, as many as a Poisson variable would bring: variance of the
    /// count is the count, and each order has twice the squared mean as mean square.
    #[test]
    fn anonymous_orders_are_a_compound_poisson_sum() {
        let before = [slice(None, "", 400, "4000.00", "0")];
        assert!((variance(&before, &[]).sqrt() - (2.0 * 400.0_f64).sqrt() * 1_000.0).abs() < 1e-6);
    }
}
