//! What is known of pairs at the end of a day, as numbers a regression can weigh.

use super::bought::{Bought, Pair, between};
use super::season::YEAR;

/// How many numbers.
pub(super) const CLUES: usize = 19;
/// Days that count as recent.
const RECENT: i32 = 56;
/// Days to each side of a week a year ago that count as the same time of the year.
const NEAR: i32 = 14;
/// Years that are looked back for the same weeks.
const YEARS: i32 = 3;

/// What is known of a pair on a day, beside the day itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// Place among the pairs.
    pub(super) pair: usize,
    /// Days of purchase, the first and the last of them.
    count: f64,
    first: i32,
    last: i32,
    /// The customer's days of purchase, the first and the last of them, and how many are recent.
    customer_count: f64,
    customer_first: i32,
    customer_last: i32,
    customer_recent: f64,
    /// Families the customer bought a day of purchase.
    breadth: f64,
    /// Customers of the family, how many of them bought it recently, and the share that bought it
    /// again ever.
    family_customers: f64,
    family_recent: f64,
    family_again: f64,
}

/// Looks at all pairs that were bought by the end of a day.
pub(super) fn known(bought: &Bought, day: i32) -> Vec<Known> {
    let mut customers = vec![(0.0, 0, 0, 0.0, 0.0); bought.customer_days().len()];
    for (one, days) in customers.iter_mut().zip(bought.customer_days()) {
        let seen = days.partition_point(|one| *one <= day);
        if let (Some(first), Some(last)) = (days.first(), days[..seen].last()) {
            let recent = between(days, day - RECENT, day) as f64;
            *one = (seen as f64, *first, *last, recent, 0.0);
        }
    }
    let mut families = vec![(0.0, 0.0, 0.0); bought.families()];
    let mut seen: Vec<(usize, usize)> = Vec::new();
    for (place, pair) in bought.pairs().iter().enumerate() {
        let count = pair.days.partition_point(|one| *one <= day);
        if count == 0 {
            continue;
        }
        seen.push((place, count));
        customers[pair.customer as usize].4 += count as f64;
        let family = &mut families[pair.family as usize];
        family.0 += 1.0;
        family.1 += f64::from(u8::from(pair.days[count - 1] > day - RECENT));
        family.2 += f64::from(u8::from(count > 1));
    }
    let of = |(place, count): (usize, usize)| {
        let pair: &Pair = &bought.pairs()[place];
        let (customer_count, customer_first, customer_last, customer_recent, lines) =
            customers[pair.customer as usize];
        let (family_customers, family_recent, family_again) = families[pair.family as usize];
        Known {
            pair: place,
            count: count as f64,
            first: pair.days[0],
            last: pair.days[count - 1],
            customer_count,
            customer_first,
            customer_last,
            customer_recent,
            breadth: lines / customer_count,
            family_customers,
            family_recent,
            family_again: family_again / family_customers,
        }
    };
    seen.into_iter().map(of).collect()
}

impl Known {
    /// The clues at the end of `day` for the week after it, as if the pair had not been bought since
    /// `now`, the day it was looked at. The customer may have bought other things since: their
    /// silence is the one to expect at their recent rate.
    pub(super) fn clues(&self, pair: &Pair, day: i32, now: i32) -> [f64; CLUES] {
        let since = |from: i32, to: i32| f64::from(to - from);
        let elapsed = since(self.last, day);
        let age = since(self.first, day);
        // The mean gap is only there from the second purchase on.
        let gap = (self.count > 1.0).then(|| since(self.first, self.last) / (self.count - 1.0));
        let late = gap.map_or(0.0, |gap| ((elapsed + 7.0) / (gap + 7.0)).ln());
        // Bought often enough for a rhythm: how near its beat is.
        let beat = gap.filter(|_| self.count > 2.0).map_or(0.0, |_| (-(late * late) / 0.18).exp());
        let customer_age = since(self.customer_first, now);
        let one = self.count < 1.5;
        let (years, same_weeks) = self.same_weeks(&pair.days, day, now);
        [
            // The pair: its rate as far as it is known, its silence, its age.
            ((self.count - 0.7) / (age + 60.0)).ln(),
            self.count.ln(),
            f64::from(u8::from(one)),
            (elapsed + 7.0).ln(),
            (age + 7.0).ln(),
            late,
            beat,
            if one { (elapsed + 7.0).ln() } else { 0.0 },
            // The customer: rate, silence, what they did of late, how broadly they buy, and which
            // share of their purchases this family is in.
            (self.customer_count / (customer_age + 30.0)).ln(),
            (since(self.customer_last, now) + 7.0).ln(),
            (self.customer_recent + 0.5).ln(),
            self.breadth.ln(),
            (self.count / (self.customer_count + 2.0)).ln(),
            // The family: how common, how much in demand of late, how often bought again.
            self.family_customers.ln(),
            ((self.family_recent + 1.0) / (self.family_customers + 10.0)).ln(),
            (self.family_again + 0.02).ln(),
            // The year: whether the pair was bought in these weeks before, and whether it can
            // have been.
            same_weeks,
            years,
            // How far ahead of what is known.
            (since(now, day) / 7.0 + 1.0).ln(),
        ]
    }

    /// Whether the pair was there in this week of earlier years, and the share of them in which it
    /// was bought then.
    fn same_weeks(&self, days: &[i32], day: i32, now: i32) -> (f64, f64) {
        let (mut there, mut bought) = (0.0, 0.0);
        for year in 1..=YEARS {
            let (after, until) = (day - YEAR * year - NEAR, day - YEAR * year + 7 + NEAR);
            if self.first <= until && until <= now {
                there += 1.0;
                bought += f64::from(u8::from(between(days, after, until) > 0));
            }
        }
        if there > 0.0 { (1.0, bought / there) } else { (0.0, 0.0) }
    }

    /// The mean gap between purchases, where there are several; and the last purchase.
    pub(super) fn rhythm(&self) -> (Option<f64>, i32) {
        let gap =
            (self.count > 1.0).then(|| f64::from(self.last - self.first) / (self.count - 1.0));
        (gap, self.last)
    }

    /// The share of the family's customers who bought it of late.
    pub(super) fn popularity(&self) -> f64 {
        self.family_recent / self.family_customers
    }
}
