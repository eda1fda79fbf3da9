//! The planted cause: what it is, where it works, which orders it takes away.
//!
//! A cause is a *thinning* of the orders that would have been placed without it. Each order
//! drew a number between 0 and 1 (its fate) before any cause was known; an order inside the
//! scope is taken away when the share that the cause takes on that day exceeds its fate. What
//! remains is exactly what the same company would have sold, less those orders, so the loss
//! is known to the cent.
//!
//! What is lost shows elsewhere as it would in life: deals behind such orders are lost, some
//! customers tell the seller why, and new customers who went elsewhere never come.
//!
//! A new scenario is a new line in [`rule`]: which barrier customers name, how new and known
//! customers differ, how much of the company's revenue it costs.

use vocab::Barrier;

use crate::calendar::Calendar;
use crate::families::COUNT;
use crate::places;
use crate::plan::{Plan, Scenario};
use crate::random::{Purpose, Stream};
use crate::trade::{Books, Order};

/// What a scenario does.
pub(crate) struct Rule {
    /// What customers say.
    pub barrier: Barrier,
    /// Share of the company's revenue that falls away once the cause works in full.
    cost: f64,
    /// How much more likely a new customer is lost than an order of a known one.
    new: f64,
    /// Share of the notes in the scope that name the barrier.
    pub named: f64,
}

/// The rule of a scenario; `None` when nothing is planted.
pub(crate) fn rule(scenario: Scenario) -> Option<Rule> {
    match scenario {
        Scenario::Nothing => None,
        Scenario::TooExpensive => {
            Some(Rule { barrier: Barrier::TooExpensive, cost: 0.08, new: 1.25, named: 0.65 })
        }
    }
}

/// The largest share of orders a cause takes: some customers stay whatever happens.
const MOST: f64 = 0.85;

/// Days from the first lost order to the full effect.
pub(crate) const RAMP: usize = 21;

/// The last days on which the cause works in full; its cost is measured on them.
const MEASURED: usize = 35;

/// A planted cause at work.
pub(crate) struct Cause {
    /// What it does.
    pub rule: Rule,
    /// Where: a sales region.
    pub region: usize,
    /// In which families.
    pub families: [usize; 2],
    /// The first day on which it takes orders away.
    pub since: usize,
    /// Share of known customers' orders it takes in full effect.
    pub known: f64,
    /// Share of new customers it takes in full effect.
    pub new: f64,
    end: usize,
}

impl Cause {
    /// Chooses scope and strength. The scope is a region and the two families that sell most
    /// there in the last weeks, such that taking 45 to 75 % of their orders costs what the
    /// rule says; where no region is large enough, the largest. The strength is solved for.
    pub(crate) fn plant(plan: &Plan, calendar: &Calendar, books: &Books) -> Option<Self> {
        let rule = rule(plan.scenario)?;
        let mut stream = Stream::new(plan.seed, Purpose::Cause, 0);
        let weeks = stream.whole(9 * 7, 10 * 7);
        let since = calendar.end.saturating_sub(usize::try_from(weeks).unwrap_or(66));
        let measured = (calendar.end + 1).saturating_sub(MEASURED)..=calendar.end;

        let mut sold = [[0.0; COUNT]; places::COUNT];
        for order in books.orders.iter().filter(|order| measured.contains(&order.at.day())) {
            sold[order.region][order.family] += books.value(order) as f64;
        }
        let all: f64 = sold.iter().flatten().sum();
        let scopes: Vec<(usize, [usize; 2], f64)> = sold
            .iter()
            .enumerate()
            .map(|(region, families)| {
                let best = two_best(families);
                (region, best, (families[best[0]] + families[best[1]]) / all.max(1.0))
            })
            .collect();
        let fits = |share: f64| (0.45..=0.75).contains(&(rule.cost / share.max(1e-9)));
        let fitting: Vec<usize> =
            (0..scopes.len()).filter(|region| fits(scopes[*region].2)).collect();
        let largest = (0..scopes.len()).max_by(|a, b| scopes[*a].2.total_cmp(&scopes[*b].2))?;
        let chosen = if fitting.is_empty() { largest } else { *stream.pick(&fitting) };
        let (region, families, _) = scopes[chosen];

        let mut cause =
            Self { rule, region, families, since, known: 0.0, new: 0.0, end: calendar.end };
        cause.solve(books, &measured, all);
        Some(cause)
    }

    /// Finds the share of orders whose loss costs what the rule says, by halving.
    fn solve(&mut self, books: &Books, measured: &std::ops::RangeInclusive<usize>, all: f64) {
        let orders: Vec<(f64, bool)> = books
            .orders
            .iter()
            .filter(|order| measured.contains(&order.at.day()) && self.touches(order))
            .map(|order| (books.value(order) as f64, order.first))
            .collect();
        let (mut low, mut high) = (0.0, MOST);
        for _ in 0..40 {
            self.set((low + high) / 2.0);
            let lost: f64 = orders.iter().map(|(value, first)| value * self.share(*first)).sum();
            if lost < self.rule.cost * all { low = self.known } else { high = self.known }
        }
    }

    fn set(&mut self, known: f64) {
        self.known = known;
        self.new = (known * self.rule.new).min(0.95);
    }

    fn share(&self, first: bool) -> f64 {
        if first { self.new } else { self.known }
    }

    /// Whether the cause works in this region and family.
    pub(crate) fn covers(&self, region: usize, family: usize) -> bool {
        self.region == region && self.families.contains(&family)
    }

    /// How far the cause works on a day, from 0 to 1.
    pub(crate) fn strength(&self, day: usize) -> f64 {
        if day < self.since { 0.0 } else { ((day - self.since + 1) as f64 / RAMP as f64).min(1.0) }
    }

    fn touches(&self, order: &Order) -> bool {
        self.covers(order.region, order.family)
    }

    /// Takes the orders away. A customer whose first order is lost places none at all.
    pub(crate) fn apply(&self, books: &mut Books) {
        let mut lost_customer = None;
        for order in &mut books.orders {
            let taken = self.touches(order)
                && order.fate < self.share(order.first) * self.strength(order.at.day());
            if taken && order.first {
                lost_customer = order.customer;
            }
            let never_came = order.customer.is_some() && lost_customer == order.customer;
            order.removed = taken || never_came;
        }
    }

    /// Whether a note of this day, region and family belongs to what the cause touches.
    pub(crate) fn in_scope(&self, day: usize, region: usize, family: usize) -> bool {
        day >= self.since && day <= self.end && self.covers(region, family)
    }
}

/// The places of the two largest values, the larger one first.
fn two_best(values: &[f64; COUNT]) -> [usize; 2] {
    let mut places: [usize; COUNT] = std::array::from_fn(|place| place);
    places.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
    [places[0], places[1]]
}
