//! Order statistics.

/// The `p`-quantile of some numbers by linear interpolation between the two nearest ones
/// (definition 7 of Hyndman & Fan, *Sample quantiles in statistical packages*, The American
/// Statistician 50, 1996; what R and spreadsheets give). `None` without numbers, with a number
/// that is none (NaN), or with `p` outside 0 to 1.
#[must_use]
pub fn quantile(values: &[f64], p: f64) -> Option<f64> {
    if values.is_empty() || !(0.0..=1.0).contains(&p) || values.iter().any(|value| value.is_nan()) {
        return None;
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let place = p * (sorted.len() - 1) as f64;
    let below = place.floor();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "`place` lies between 0 and the last index"
    )]
    let index = below as usize;
    let next = sorted.get(index + 1).copied().unwrap_or(sorted[index]);
    Some(sorted[index] + (place - below) * (next - sorted[index]))
}

/// The middle value; between the two middle ones for an even count.
#[must_use]
pub fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn as_in_r() {
        // R 4.3: quantile(1:10, c(0, .25, .5, .9, 1)).
        let numbers: Vec<f64> = (1..=10).rev().map(f64::from).collect();
        for (p, expected) in [(0.0, 1.0), (0.25, 3.25), (0.5, 5.5), (0.9, 9.1), (1.0, 10.0)] {
            assert!((quantile(&numbers, p).unwrap() - expected).abs() < 1e-12, "{p}");
        }
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[1.0, f64::NAN]), None);
        assert_eq!(quantile(&[1.0], 1.5), None);
    }

    proptest! {
        #[test]
        fn it_grows_with_p_and_stays_inside(
            values in prop::collection::vec(-1e9..1e9_f64, 1..50),
            p in 0.0..=1.0_f64,
            q in 0.0..=1.0_f64,
        ) {
            let (low, high) = (p.min(q), p.max(q));
            let (a, b) = (quantile(&values, low).unwrap(), quantile(&values, high).unwrap());
            prop_assert!(a <= b);
            prop_assert!(a >= values.iter().copied().fold(f64::INFINITY, f64::min));
            prop_assert!(b <= values.iter().copied().fold(f64::NEG_INFINITY, f64::max));
        }
    }
}
