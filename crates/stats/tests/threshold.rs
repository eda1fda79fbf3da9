//! The level of pressure on answers that were drawn with a known one, and with none.
#![allow(clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

use proptest::prelude::*;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Exp1, StandardNormal};
use sog_stats::threshold::{Contact, Unknown, curve, level};

/// How customers were contacted and how they answered.
struct World {
    customers: u32,
    contacts: u32,
    /// Beyond this pressure they answer as `after` says.
    level: f64,
    before: f64,
    after: f64,
    /// How far customers differ: standard deviation of the logarithm of their odds.
    differ: f64,
}

impl World {
    /// Contacts with pressures that differ from customer to customer too, rarely very high.
    fn contacts(&self, seed: u64) -> Vec<Contact> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut all = Vec::new();
        for customer in 0..self.customers {
            let own: f64 = rng.sample(StandardNormal);
            let usual: f64 = 0.1 + 1.2 * rng.sample::<f64, _>(Exp1);
            for _ in 0..self.contacts {
                let pressure = usual * rng.sample::<f64, _>(Exp1);
                let share = if pressure <= self.level { self.before } else { self.after };
                let odds = share / (1.0 - share) * (self.differ * own).exp();
                let answered = rng.random::<f64>() < odds / (1.0 + odds);
                all.push(Contact { customer, group: 0, pressure, answered });
            }
        }
        all
    }
}

const STEP: World =
    World { customers: 300, contacts: 8, level: 1.0, before: 0.30, after: 0.15, differ: 0.5 };
const NONE: World =
    World { customers: 60, contacts: 8, level: 0.0, before: 0.25, after: 0.25, differ: 0.5 };

#[test]
fn a_known_level_is_found_and_lies_in_its_range() {
    let seeds = 40;
    let (mut found, mut held, mut off) = (0, 0, 0.0);
    for seed in 0..seeds {
        let Ok(level) = level(&STEP.contacts(seed), seed) else { continue };
        assert!(level.low <= level.at && level.at < level.high, "{level:?}");
        assert!(level.rate_above < level.rate_below && level.drop > 0.0, "{level:?}");
        assert_eq!((level.n_below + level.n_above, level.customers), (2_400, 300));
        found += 1;
        held += u64::from(level.low <= STEP.level && STEP.level <= level.high);
        off += (level.at - STEP.level).abs();
    }
    println!("{found} of {seeds} found, {held} in their range, off by {}", off / found as f64);
    assert!(found >= 36, "found {found} of {seeds}");
    // Nine of ten are promised; 31 of 40 or fewer would be chance in one of a hundred cases.
    assert!(held * 10 >= found * 8, "{held} of {found} ranges hold the level");
    assert!(off / (found as f64) < 0.4, "off by {} on average", off / found as f64);
}

#[test]
fn where_there_is_no_level_none_is_told() {
    let seeds = 200;
    let told = (0..seeds).filter(|seed| level(&NONE.contacts(*seed), *seed).is_ok()).count();
    println!("{told} of {seeds} told where there is none");
    // One in twenty is the share stated: 10 expected, more than 20 in one of a thousand cases.
    assert!(told <= 20, "{told} of {seeds}");
}

#[test]
fn better_answers_under_pressure_are_no_level() {
    let world = World { before: 0.15, after: 0.35, ..STEP };
    let found = level(&world.contacts(1), 1).unwrap_err();
    assert!(matches!(found, Unknown::Better { p } if p < 0.01), "{found:?}");
}

#[test]
fn too_few_are_too_few() {
    let world = World { customers: 25, ..STEP };
    assert_eq!(level(&world.contacts(1), 1), Err(Unknown::TooFew { contacts: 200, customers: 25 }));
    assert_eq!(level(&[], 1), Err(Unknown::TooFew { contacts: 0, customers: 0 }));
    let mut broken = world.contacts(1);
    broken[7].pressure = f64::NAN;
    assert_eq!(level(&broken, 1), Err(Unknown::NoNumber));
    assert!(curve(&broken, 5).is_empty());
}

#[test]
fn nobody_answers_or_everybody_does() {
    for answered in [false, true] {
        let all = STEP.contacts(1).into_iter().map(|contact| Contact { answered, ..contact });
        let all: Vec<Contact> = all.collect();
        assert_eq!(level(&all, 1), Err(Unknown::NoDifference { p: 1.0 }));
    }
}

/// Who hardly ever answers is contacted more often: taken together, pressure seems to do it.
/// Within groups of those who answer alike nothing is left.
#[test]
fn groups_take_out_whom_we_contact_more_often() {
    let mut told = [0, 0];
    for seed in 0..20 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut all = Vec::new();
        for customer in 0..400_u32 {
            let group = customer % 2;
            let (share, usual) = if group == 0 { (0.5, 0.5) } else { (0.1, 2.0) };
            for _ in 0..6 {
                let pressure = usual * rng.sample::<f64, _>(Exp1);
                let answered = rng.random::<f64>() < share;
                all.push(Contact { customer, group, pressure, answered });
            }
        }
        told[0] += u32::from(level(&all, seed).is_ok());
        all.iter_mut().for_each(|contact| contact.group = 0);
        told[1] += u32::from(level(&all, seed).is_ok());
    }
    assert_eq!(told[1], 20, "without groups it looks like a level");
    assert!(told[0] <= 4, "{} of 20 within groups", told[0]);
}

/// Who often answers is contacted under pressure, and who never did is not: all together more is
/// answered beyond the level, within each group less. What was found is what is told.
#[test]
fn what_is_told_is_what_was_found_within_groups() {
    let mut all = Vec::new();
    for (group, pressure, answered, of) in
        [(0, 1.0, 120, 200), (0, 2.0, 900, 1_800), (1, 1.0, 180, 1_800), (1, 2.0, 10, 200)]
    {
        for contact in 0..of {
            // Each of somebody of their own.
            let customer = u32::try_from(all.len()).unwrap();
            all.push(Contact { customer, group, pressure, answered: contact < answered });
        }
    }
    let found = level(&all, 1).unwrap();
    assert_eq!(found.at, 1.0);
    assert!((found.drop - 0.075).abs() < 1e-12, "ten points and five, as many of each: {found:?}");
    assert!((found.rate_below - 0.150).abs() < 1e-12, "{found:?}");
    assert!((found.rate_above - 0.455).abs() < 1e-12, "{found:?}");
}

#[test]
fn a_curve_counts_every_contact_once() {
    let contacts = STEP.contacts(3);
    let stretches = curve(&contacts, 10);
    assert!(stretches.len() <= 10 && stretches.len() >= 9);
    assert_eq!(stretches.iter().map(|stretch| stretch.n).sum::<u64>(), 2_400);
    assert!(stretches.windows(2).all(|pair| pair[0].until < pair[1].from));
    for stretch in stretches {
        let inside =
            || contacts.iter().filter(|one| (stretch.from..=stretch.until).contains(&one.pressure));
        assert_eq!(stretch.n, inside().count() as u64);
        assert_eq!(stretch.answered, inside().filter(|one| one.answered).count() as u64);
        assert_eq!(stretch.customers.share(), stretch.share());
        let mut customers: Vec<u32> = inside().map(|one| one.customer).collect();
        customers.sort_unstable();
        customers.dedup();
        assert_eq!(stretch.customers.clusters(), customers.len() as u64);
    }
    // Equal pressures stay together, however many there are.
    let equal = contacts.iter().map(|contact| Contact { pressure: 1.0, ..*contact });
    assert_eq!(curve(&equal.collect::<Vec<_>>(), 10).len(), 1);
    assert!(curve(&[], 10).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// The order of the rows and the unit of the pressure mean nothing.
    #[test]
    fn order_and_unit_mean_nothing(seed in 0_u64..1_000, factor in 0.001..1_000.0_f64) {
        let contacts = STEP.contacts(seed);
        let found = level(&contacts, 5);
        let mut turned = contacts.clone();
        turned.reverse();
        let middle = turned.len() / 3;
        turned.rotate_left(middle);
        prop_assert_eq!(level(&turned, 5), found);

        for contact in &mut turned {
            contact.pressure *= factor;
        }
        match (level(&turned, 5), found) {
            (Ok(scaled), Ok(found)) => {
                prop_assert_eq!(scaled.at, found.at * factor);
                prop_assert_eq!((scaled.low, scaled.high), (found.low * factor, found.high * factor));
                prop_assert_eq!((scaled.n_below, scaled.p), (found.n_below, found.p));
                prop_assert_eq!((scaled.drop, scaled.rate_above), (found.drop, found.rate_above));
            }
            (scaled, found) => prop_assert_eq!(scaled.err(), found.err()),
        }
    }

    /// Whatever the contacts are, shares are shares, ends are in order, and contacts add up.
    #[test]
    fn what_is_told_makes_sense(
        contacts in prop::collection::vec((0_u32..80, 0_u32..3, 0_u8..6, any::<bool>()), 0..900),
    ) {
        let contacts: Vec<Contact> = contacts
            .into_iter()
            .map(|(customer, group, pressure, answered)| Contact {
                customer,
                group,
                pressure: f64::from(pressure),
                // Planted, so that levels are told now and then.
                answered: answered && pressure < 4,
            })
            .collect();
        if let Ok(level) = level(&contacts, 1) {
            prop_assert!(level.low <= level.at && level.at < level.high);
            prop_assert!((0.0..=1.0).contains(&level.rate_below));
            prop_assert!((0.0..=1.0).contains(&level.rate_above));
            prop_assert!(level.p > 0.0 && level.p <= 0.05);
            prop_assert_eq!(level.n_below + level.n_above, contacts.len() as u64);
            prop_assert!(level.n_below >= 100 && level.n_above >= 100);
        }
    }
}
