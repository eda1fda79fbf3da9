//! Silent loss: customers who stopped as their own rhythm judges it, and whether anybody asked why.
//!
//! Somebody has fallen silent when
//! - they ordered on at least [`LEAST_DAYS`] days,
//! - an active customer of their rhythm would be silent for so long in one case of twenty at most
//!   ([`stats::lifetimes::silence`]; the rhythm leans on that of all customers where one's own
//!   history is short), and
//! - the silence is longer than any before: who buys for a season only is not lost between two.
//!
//! *Asked* is who gave a reason since: a barrier that sales noted after the last order. *Contacted*
//! is whom we came to after the silence had become unusual, whether or not anybody asked. *Complained*
//! is who had a complaint after the last order, or within one usual gap before it.
//!
//! Requirement D14.

use chrono::{Datelike, Days, NaiveDate};
use stats::lifetimes::silence::{Rate, Rates};
use stats::lifetimes::steadiness::history;
use vocab::{Barrier, CustomerId, Instant, Zone};

use crate::local::instant;
use crate::needs::is_need;
use crate::pictures::Pictures;
use crate::repurchase::Standing;
use crate::state::PictureState;

/// Days with an order from which on somebody has a rhythm.
pub const LEAST_DAYS: usize = 3;
/// The share of active customers who would be silent for so long.
pub const UNUSUAL: f64 = 0.05;

/// A silence that is longer than a rhythm explains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Silence {
    /// The day of the last order.
    pub last: NaiveDate,
    /// The first day on which the silence was unusual.
    pub since: NaiveDate,
    /// Days from the last order to the end of what is known.
    pub days: i64,
    /// The middle of the days between orders.
    pub rhythm_days: f64,
    /// The probability of such a silence while the customer is active.
    pub probability: f64,
}

/// Judges the silence after days of orders, ascending; `None` where it is not unusual, or where
/// they are too few. `rates` are in weeks.
#[must_use]
pub fn silence(days: &[NaiveDate], until: NaiveDate, rates: &Rates) -> Option<Silence> {
    const WEEK: f64 = 7.0;
    let mut days: Vec<NaiveDate> = days.iter().copied().filter(|day| *day <= until).collect();
    days.dedup();
    let gaps = crate::gaps::gaps(&days);
    let (last, longest) = (*days.last()?, gaps.longest_days?);
    if days.len() < LEAST_DAYS {
        return None;
    }
    let numbers: Vec<i32> = days.iter().map(Datelike::num_days_from_ce).collect();
    let own = history(&numbers, until.num_days_from_ce(), WEEK)?;
    let silent = (until - last).num_days();
    let usual = (rates.silence_of(&own, UNUSUAL) * WEEK).ceil().max(longest as f64);
    // A silence of some years at most; beyond that nothing is unusual yet.
    #[allow(clippy::cast_possible_truncation, reason = "held to the days there are")]
    let usual = usual.min(silent as f64) as i64;
    if silent <= usual || rates.silent_for(&own, silent as f64 / WEEK) > UNUSUAL {
        return None;
    }
    Some(Silence {
        last,
        since: last + Days::new(usual.unsigned_abs() + 1),
        days: silent,
        rhythm_days: gaps.median_days?,
        probability: rates.silent_for(&own, silent as f64 / WEEK),
    })
}

/// A customer who fell silent.
#[derive(Debug, Clone, PartialEq)]
pub struct Silent {
    /// Who.
    pub customer: CustomerId,
    /// The sales region, empty where unknown.
    pub region: String,
    /// Who of us is responsible, empty where unknown.
    pub owner: String,
    /// Days with an order.
    pub order_days: u64,
    /// The silence.
    pub silence: Silence,
    /// The probability of being active all the same, as the models of everybody say; `None` where
    /// there is no model.
    pub p_active: Option<f64>,
    /// What they would order in a year at their own rhythm, in the company's currency; with the
    /// ends between which it lies in nine of ten cases (as far as the rhythm is concerned).
    pub at_stake: Option<Rate>,
    /// The family they bought most, of those one can need.
    pub family: Option<String>,
    /// The last time we began a contact after the silence had become unusual.
    pub contacted: Option<Instant>,
    /// The barrier that was noted last since the last order, and when: somebody asked.
    pub reason: Option<(Barrier, Instant)>,
    /// Whether a complaint arrived after the last order, or within one usual gap before it.
    pub complained: bool,
}

/// Everybody who fell silent, those with the most at stake first; those of whom that is not known
/// last.
#[must_use]
pub fn silent(pictures: &Pictures, standing: &Standing, now: Instant, zone: Zone) -> Vec<Silent> {
    let rates = standing.rates();
    let mut found: Vec<Silent> =
        pictures.iter().filter_map(|state| one(state, standing, &rates, now, zone)).collect();
    let worth = |one: &Silent| one.at_stake.map_or(-1.0, |rate| rate.mean);
    found.sort_by(|one, other| {
        worth(other).total_cmp(&worth(one)).then_with(|| one.customer.cmp(&other.customer))
    });
    found
}

/// Judges one customer.
#[must_use]
pub fn one(
    state: &PictureState,
    standing: &Standing,
    rates: &Rates,
    now: Instant,
    zone: Zone,
) -> Option<Silent> {
    let orders = state.purchases.orders();
    let days: Vec<NaiveDate> = orders.iter().map(|order| zone.day(instant(order.time))).collect();
    let silence = silence(&days, standing.until(), rates)?;
    let mut distinct = days;
    distinct.dedup();
    let customer = state.customer();
    // What is dated later than what is known has not happened yet.
    let end = zone.start_of(standing.until().succ_opt()?).timestamp_micros();
    let last = orders.iter().map(|order| order.time).filter(|time| *time < end).max()?;
    let unusual = zone.start_of(silence.since).timestamp_micros();
    let now = now.timestamp_micros();
    let touches = state.contacts.people().iter().flat_map(|person| person.outbound.iter().copied());
    let contacted = touches.filter(|time| (unusual..=now).contains(time)).max();
    let noted = state.barriers.counts().iter().filter(|count| count.last > last);
    #[allow(clippy::cast_possible_truncation, reason = "days between orders")]
    let shortly = last - (silence.rhythm_days * 86_400e6) as i64;
    let families = state.purchases.families().iter().filter(|family| is_need(&family.name));
    let at_stake = standing.at_own_rhythm(customer).map(|(rate, amount)| Rate {
        mean: rate.mean * amount,
        low: rate.low * amount,
        high: rate.high * amount,
    });
    Some(Silent {
        customer: customer.clone(),
        region: state.region.to_string(),
        owner: state.owner.to_string(),
        order_days: distinct.len() as u64,
        silence,
        p_active: standing.brief(customer).map(|brief| brief.p_active),
        at_stake,
        family: families.max_by_key(|family| family.net).map(|family| family.name.to_string()),
        contacted: contacted.map(instant),
        reason: noted
            .max_by_key(|count| count.last)
            .map(|count| (count.barrier, instant(count.last))),
        complained: state
            .complaints
            .all()
            .filter_map(|complaint| complaint.opened())
            .any(|time| (shortly..=now).contains(&time)),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(number)
    }

    fn judged(days: &[u64], until: u64) -> Option<Silence> {
        let days: Vec<NaiveDate> = days.iter().map(|number| day(*number)).collect();
        silence(&days, day(until), &Rates::UNKNOWN)
    }

    /// Six orders, thirty days apart: shape 5, 150 days. One in twenty is silent for
    /// 150 x (20^(1/5) - 1) = 123.1 days.
    #[test]
    fn silence_by_hand() {
        let regular = [0, 30, 60, 90, 120, 150];
        assert_eq!(judged(&regular, 150 + 124), None);
        let found = judged(&regular, 150 + 125).unwrap();
        assert_eq!((found.last, found.since), (day(150), day(150 + 125)));
        assert_eq!((found.days, found.rhythm_days), (125, 30.0));
        assert!((found.probability - (150.0_f64 / 275.0).powi(5)).abs() < 1e-12);
        // The same day twice is one day; later orders are not known yet.
        assert_eq!(judged(&[0, 0, 30, 60, 90, 120, 150, 400], 275), Some(found));
        // Two orders are no rhythm.
        assert_eq!(judged(&[0, 30], 2_000), None);
    }

    /// Who buys every December was silent for eleven months before.
    #[test]
    fn between_two_seasons_nobody_is_lost() {
        let mut days = Vec::new();
        for year in 0..2 {
            days.extend((0..10).map(|number| year * 365 + 330 + number * 3));
        }
        let last = 365 + 330 + 27;
        assert_eq!(judged(&days, last + 330), None);
        assert!(judged(&days, last + 345).is_some());
    }

    proptest! {
        #[test]
        fn who_is_silent_stays_so_and_begins_once(
            mut days in prop::collection::vec(0_u64..700, 1..25),
            until in 700_u64..2_000,
            later in 1_u64..500,
        ) {
            days.sort_unstable();
            let now = judged(&days, until);
            if let Some(now) = now {
                prop_assert!(now.since > now.last && now.since <= day(until));
                prop_assert!(now.probability <= UNUSUAL);
                let then = judged(&days, until + later).unwrap();
                prop_assert_eq!((then.since, then.last), (now.since, now.last));
                prop_assert!(then.probability < now.probability);
                // The day before it began it had not.
                let before = u64::try_from((now.since - day(0)).num_days()).unwrap() - 1;
                prop_assert_eq!(judged(&days, before), None);
                prop_assert!(judged(&days, before + 1).is_some());
            }
        }
    }
}
