//! Who is left alone on purpose, so that we can see what a campaign really changed.
//!
//! A customer is held out or not by a hash of the campaign and the customer: the same answer
//! today and tomorrow, on every machine, before and after a restart, and independent between
//! campaigns. Whole customers are held out, never one of two colleagues: they talk.

use vocab::{CampaignId, CustomerId, EventId};

/// The largest share that may be held out.
pub const MAX_SHARE: f64 = 0.5;

/// Whether the customer is left alone by the campaign. `share` is cut to 0 to [`MAX_SHARE`].
#[must_use]
pub fn is_held_out(campaign: &CampaignId, customer: &CustomerId, share: f64) -> bool {
    let share = if share.is_finite() { share.clamp(0.0, MAX_SHARE) } else { 0.0 };
    position(campaign, customer) < share
}

/// A point between 0 (included) and 1 (excluded) that belongs to this pair for good. A larger
/// share holds out the same customers and some more.
fn position(campaign: &CampaignId, customer: &CustomerId) -> f64 {
    let id = EventId::from_key(&["holdout", campaign.as_str(), customer.as_str()]);
    // The first 48 bits of the hash; the version and variant marks of a UUID come later.
    let bits = u64::try_from(id.0 >> 80).unwrap_or_default();
    // 48 bits are exact in a binary fraction.
    bits as f64 / (1_u64 << 48) as f64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn campaign(id: &str) -> CampaignId {
        CampaignId::new(id).unwrap()
    }

    fn customer(id: impl std::fmt::Display) -> CustomerId {
        CustomerId::new(&id.to_string()).unwrap()
    }

    #[test]
    fn the_share_is_what_was_asked_for() {
        for share in [0.05, 0.1, 0.25, 0.5] {
            let out = (0..20_000)
                .filter(|n| is_held_out(&campaign("spring"), &customer(n), share))
                .count() as f64;
            // Four standard errors of a binomial share.
            let error = 4.0 * (share * (1.0 - share) / 20_000.0_f64).sqrt();
            assert!((out / 20_000.0 - share).abs() < error, "{share}: {out}");
        }
    }

    #[test]
    fn two_campaigns_hold_out_different_people() {
        let both = (0..20_000)
            .filter(|n| {
                let customer = customer(n);
                is_held_out(&campaign("a"), &customer, 0.1)
                    && is_held_out(&campaign("b"), &customer, 0.1)
            })
            .count();
        // 1 % expected.
        assert!((150..250).contains(&both), "{both}");
    }

    #[test]
    fn the_answer_never_changes() {
        // Fixed by the format: changing it would contact customers who were held out.
        let out: Vec<_> =
            (0..60).filter(|n| is_held_out(&campaign("spring"), &customer(n), 0.1)).collect();
        assert_eq!(out, [1, 10, 11, 13, 20, 45, 48]);
    }

    proptest! {
        #[test]
        fn larger_shares_keep_the_smaller_ones(n in any::<u32>(), a in 0.0..0.5_f64, b in 0.0..0.5_f64) {
            let (low, high) = if a < b { (a, b) } else { (b, a) };
            if is_held_out(&campaign("x"), &customer(n), low) {
                prop_assert!(is_held_out(&campaign("x"), &customer(n), high));
            }
        }

        #[test]
        fn odd_shares_are_cut(n in any::<u32>()) {
            prop_assert!(!is_held_out(&campaign("x"), &customer(n), 0.0));
            prop_assert!(!is_held_out(&campaign("x"), &customer(n), f64::NAN));
            prop_assert!(!is_held_out(&campaign("x"), &customer(n), -1.0));
        }
    }
}
