//! How often something is named where nothing happened, and how often a planted loss is found.

use std::collections::BTreeMap;

use customers::{NotedBarriers, Slice, Totals};
use sog_diagnose::barriers::{evidence, windows};
use sog_diagnose::chance::clumpiness;
use sog_diagnose::tables::{Judge, PartRow, table};
use vocab::{Amount, Barrier, CustomerId, Zone};

use crate::company::{day, draw};

/// A stream of numbers between 0 and 1.
struct Stream(u64, u64);

impl Stream {
    fn next(&mut self) -> f64 {
        self.1 += 1;
        draw(&[self.0, self.1])
    }

    /// Knuth, *The Art of Computer Programming* 2, 3.4.1: fine for small means.
    fn poisson(&mut self, mean: f64) -> u32 {
        let (least, mut product, mut count) = ((-mean).exp(), self.next(), 0);
        while product > least {
            product *= self.next();
            count += 1;
        }
        count
    }

    /// Sum of twelve uniform numbers less six.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }
}

/// Regions of a company of 1,000 customers over eight weeks of two years. Customers differ in
/// how often they order and in how much; order values are lognormal. In the first region
/// `lost` of the orders stay away in the second year.
fn regions(seed: u64, lost: f64) -> Vec<PartRow> {
    let mut stream = Stream(seed, 0);
    let mut parts: BTreeMap<String, [Totals; 2]> = BTreeMap::new();
    let mut years: [Vec<Slice>; 2] = Default::default();
    for number in 0..1_000 {
        let region = number % 8;
        let (rate, size) = (stream.next() * 3.0, (0.6 * stream.normal()).exp());
        for (year, slices) in years.iter_mut().enumerate() {
            let stays = if year == 1 && region == 0 { 1.0 - lost } else { 1.0 };
            let orders = stream.poisson(rate * stays);
            let cents: f64 =
                (0..orders).map(|_| (5_000.0 * size * (0.8 * stream.normal()).exp()).round()).sum();
            if orders == 0 {
                continue;
            }
            let gross = Amount::from_cents(cents as i128);
            slices.push(Slice {
                customer: CustomerId::new(&format!("C{number}")).ok(),
                first_order: None,
                orders: u64::from(orders),
                gross,
                returned: Amount::ZERO,
                net: gross,
            });
            let totals = &mut parts.entry(format!("region {region}")).or_default()[year];
            totals.customers += 1;
            totals.orders += u64::from(orders);
            totals.gross += gross;
            totals.net += gross;
        }
    }
    let judge =
        Judge { clumpiness: clumpiness(&years[0], &years[1]), material: Some(Amount::ZERO) };
    table(&parts, judge)
}

#[test]
fn regions_are_named_by_chance_as_seldom_as_promised() {
    let named = |lost: f64, name: Option<&str>| {
        let found = |seed: &u64| {
            let rows = regions(*seed, lost);
            rows.iter().any(|row| row.stands_out() && name.is_none_or(|name| row.name == name))
        };
        (0..200).filter(found).count()
    };
    // 2.5 % promised, so 5 of 200; 12 would be three standard deviations more.
    let by_chance = named(0.0, None);
    assert!(by_chance <= 12, "{by_chance} of 200 companies");
    // Some 125 customers with long tails: of three quarters lost, most must be seen.
    let found = named(0.75, Some("region 0"));
    assert!(found >= 150, "{found} of 200 planted losses");
}

/// Notes of one day, each with one barrier; `expensive` is the share that names the price.
fn noted(stream: &mut Stream, date: &str, count: usize, expensive: f64) -> Vec<NotedBarriers> {
    let note = |number: usize| {
        let barrier = if stream.next() < expensive {
            Barrier::TooExpensive
        } else {
            Barrier::ALL[(stream.next() * 10.0) as usize % 10]
        };
        NotedBarriers {
            event_id: format!("{date} {number}"),
            customer: None,
            time: format!("{date}T10:00:00Z").parse().unwrap(),
            owner: None,
            text: String::new(),
            barriers: vec![barrier],
            region: None,
            family: None,
        }
    };
    (0..count).map(note).collect()
}

#[test]
fn barriers_are_named_by_chance_as_seldom_as_promised() {
    let named = |expensive: f64| {
        let found = |seed: &u64| {
            let mut stream = Stream(*seed, 0);
            let mut notes = noted(&mut stream, "2026-02-02", 40, 0.05);
            notes.extend(noted(&mut stream, "2026-06-01", 40, expensive));
            let windows = windows(day("2026-06-20"));
            let evidence = evidence(&notes, Zone::BERLIN, windows, &|_| true, true);
            evidence.rows.iter().any(|row| row.stands_out().is_some())
        };
        (0..1_000).filter(found).count()
    };
    // 5 % two-sided promised at most, half of it for growth: 25 of 1,000; 40 would be three
    // standard deviations more.
    let by_chance = named(0.05);
    assert!(by_chance <= 40, "{by_chance} of 1,000");
    let found = named(0.5);
    assert!(found >= 850, "{found} of 1,000 barriers that grew to half of the notes");
}
