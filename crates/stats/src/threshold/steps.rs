//! Contacts in order, counted: pressures as steps, contacts of a customer together.

use rand::Rng;

use super::{Contact, LEAST_CONTACTS, LEAST_CUSTOMERS};

/// Pressures that may be a level. Where more were met, some are chosen with as many contacts
/// between them as can be: finer than a hundredth of the contacts nothing can be told apart.
const STEPS: usize = 64;

/// Contacts and how many of them were answered.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Count {
    pub(super) n: u64,
    pub(super) answered: u64,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.n += other.n;
        self.answered += other.answered;
    }

    pub(super) fn rate(self) -> f64 {
        if self.n == 0 { 0.0 } else { self.answered as f64 / self.n as f64 }
    }
}

/// What one customer's contacts add to one cell of the table.
#[derive(Debug, Clone, Copy)]
struct Cell {
    group: u32,
    step: u32,
    n: u32,
    answered: u32,
}

/// All contacts, by customer.
#[derive(Debug)]
pub(super) struct Heap {
    /// The highest pressure of each step, ascending.
    values: Vec<f64>,
    groups: usize,
    cells: Vec<Cell>,
    /// Where each customer's cells end.
    ends: Vec<usize>,
}

/// Contacts by group and step.
#[derive(Debug, Clone)]
pub(super) struct Table {
    steps: usize,
    counts: Vec<Count>,
}

/// The steps of one group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group<'a>(&'a [Count]);

impl Group<'_> {
    /// What lies up to a step, and beyond it.
    pub(super) fn sides(self, step: usize) -> [Count; 2] {
        let sum = |counts: &[Count]| {
            counts.iter().fold(Count::default(), |mut sum, count| {
                sum.add(*count);
                sum
            })
        };
        let (below, above) = self.0.split_at((step + 1).min(self.0.len()));
        [sum(below), sum(above)]
    }
}

impl Table {
    fn new(groups: usize, steps: usize) -> Self {
        Self { steps, counts: vec![Count::default(); groups * steps] }
    }

    pub(super) fn groups(&self) -> impl Iterator<Item = Group<'_>> {
        self.counts.chunks(self.steps).map(Group)
    }

    /// What lies up to a step and beyond it, all groups together.
    pub(super) fn sides(&self, step: usize) -> [Count; 2] {
        let mut sides = [Count::default(); 2];
        for group in self.groups() {
            let [below, above] = group.sides(step);
            sides[0].add(below);
            sides[1].add(above);
        }
        sides
    }
}

/// What each customer's contacts say of each allowed step: the sum of answered less expected
/// beyond it, less the share that lies beyond it. Customers one after the other.
#[derive(Debug)]
pub(super) struct Scores {
    /// Sum over customers.
    pub(super) sum: Vec<f64>,
    /// Sum of products over customers, row by row.
    pub(super) products: Vec<f64>,
    /// Variance if contacts of one customer had nothing to do with each other.
    pub(super) plain: Vec<f64>,
}

impl Heap {
    /// `None` where a pressure is no number.
    pub(super) fn of(contacts: &[Contact]) -> Option<Self> {
        if contacts.iter().any(|contact| !contact.pressure.is_finite()) {
            return None;
        }
        let values = values(contacts);
        let mut names: Vec<u32> = contacts.iter().map(|contact| contact.group).collect();
        names.sort_unstable();
        names.dedup();
        // Searches in sorted lists, so that the order of the contacts means nothing.
        let place = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let mut sorted: Vec<(u32, u32, u32, bool)> = contacts
            .iter()
            .map(|contact| {
                let group = names.partition_point(|name| *name < contact.group);
                let step = values.partition_point(|value| *value < contact.pressure);
                (contact.customer, place(group), place(step), contact.answered)
            })
            .collect();
        sorted.sort_unstable();
        let (mut cells, mut ends) = (Vec::new(), Vec::new());
        for customer in sorted.chunk_by(|one, other| one.0 == other.0) {
            for same in customer.chunk_by(|one, other| (one.1, one.2) == (other.1, other.2)) {
                let answered = same.iter().filter(|contact| contact.3).count();
                let (_, group, step, _) = same[0];
                cells.push(Cell { group, step, n: place(same.len()), answered: place(answered) });
            }
            ends.push(cells.len());
        }
        Some(Self { values, groups: names.len(), cells, ends })
    }

    /// Each customer's cells.
    fn each(&self) -> impl Iterator<Item = &[Cell]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(move |(begin, end)| &self.cells[begin..*end])
    }

    pub(super) fn contacts(&self) -> u64 {
        self.cells.iter().map(|cell| u64::from(cell.n)).sum()
    }

    pub(super) fn customers(&self) -> u64 {
        self.ends.len() as u64
    }

    /// The highest pressure of a step.
    pub(super) fn value(&self, step: usize) -> f64 {
        self.values.get(step).or(self.values.last()).copied().unwrap_or_default()
    }

    fn add(&self, cells: &[Cell], times: u64, table: &mut Table) {
        for cell in cells {
            let count = &mut table.counts[cell.group as usize * table.steps + cell.step as usize];
            count.n += times * u64::from(cell.n);
            count.answered += times * u64::from(cell.answered);
        }
    }

    /// All contacts.
    pub(super) fn table(&self) -> Table {
        let mut table = Table::new(self.groups, self.values.len());
        self.each().for_each(|cells| self.add(cells, 1, &mut table));
        table
    }

    /// The contacts of customers drawn anew: each counts as often as chance has it, once on
    /// average (numbers of Poisson's distribution, which is what drawing one after the other comes
    /// to where there are many).
    pub(super) fn drawn(&self, rng: &mut impl Rng) -> Table {
        let mut table = Table::new(self.groups, self.values.len());
        for cells in self.each() {
            let times = poisson_of_one(rng.random());
            if times > 0 {
                self.add(cells, times, &mut table);
            }
        }
        table
    }

    /// Steps with enough contacts and customers on both sides, ascending. The last step has
    /// nothing beyond it.
    pub(super) fn allowed(&self) -> Vec<usize> {
        let steps = self.values.len();
        // Customers whose lowest and whose highest step is this one.
        let (mut lowest, mut highest) = (vec![0_u64; steps], vec![0_u64; steps]);
        let mut contacts = vec![0_u64; steps];
        for cells in self.each() {
            let step = |cell: &Cell| cell.step as usize;
            if let (Some(low), Some(high)) =
                (cells.iter().map(step).min(), cells.iter().map(step).max())
            {
                lowest[low] += 1;
                highest[high] += 1;
            }
            cells.iter().for_each(|cell| contacts[step(cell)] += u64::from(cell.n));
        }
        let all = self.contacts();
        let (mut n, mut below, mut done) = (0, 0, 0);
        let mut allowed = Vec::new();
        let counted = contacts.iter().zip(&lowest).zip(&highest).enumerate();
        for (step, ((contacts, lowest), highest)) in counted {
            n += contacts;
            below += lowest;
            done += highest;
            let above = self.customers() - done;
            if n.min(all - n) >= LEAST_CONTACTS && below.min(above) >= LEAST_CUSTOMERS {
                allowed.push(step);
            }
        }
        allowed
    }

    /// What customers say of each allowed step, if the odds of an answer were the same on both
    /// sides of it. Above zero: more were answered beyond it than up to it.
    pub(super) fn scores(&self, table: &Table, allowed: &[usize]) -> Scores {
        let mut rates = Vec::new();
        let mut beyond = Vec::new();
        let mut plain = vec![0.0; allowed.len()];
        for group in table.groups() {
            let mut all = Count::default();
            group.0.iter().for_each(|count| all.add(*count));
            let rate = all.rate();
            rates.push(rate);
            for (place, step) in allowed.iter().enumerate() {
                let [_, above] = group.sides(*step);
                let share = if all.n == 0 { 0.0 } else { above.n as f64 / all.n as f64 };
                beyond.push(share);
                plain[place] += all.n as f64 * share * (1.0 - share) * rate * (1.0 - rate);
            }
        }
        let width = allowed.len();
        let (mut sum, mut products) = (vec![0.0; width], vec![0.0; width * width]);
        let mut score = vec![0.0; width];
        for cells in self.each() {
            score.fill(0.0);
            for cell in cells {
                let group = cell.group as usize;
                let off = f64::from(cell.answered) - f64::from(cell.n) * rates[group];
                let beyond = &beyond[group * width..(group + 1) * width];
                for ((score, step), share) in score.iter_mut().zip(allowed).zip(beyond) {
                    let lies = f64::from(u8::from(cell.step as usize > *step));
                    *score += off * (lies - share);
                }
            }
            for (row, one) in score.iter().enumerate() {
                sum[row] += one;
                let products = &mut products[row * width..=row * width + row];
                for (product, other) in products.iter_mut().zip(&score) {
                    *product += one * other;
                }
            }
        }
        Scores { sum, products, plain }
    }
}

/// The pressures that may be a level, and the highest there is.
fn values(contacts: &[Contact]) -> Vec<f64> {
    let mut sorted: Vec<f64> = contacts.iter().map(|contact| contact.pressure).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let runs = || sorted.chunk_by(|one, other| one == other);
    if runs().count() <= STEPS {
        return runs().map(|run| run[0]).collect();
    }
    let (mut values, mut seen) = (Vec::with_capacity(STEPS + 1), 0);
    for run in runs() {
        let before = seen * STEPS / sorted.len();
        seen += run.len();
        // The last value has all contacts up to it, so it is always among them.
        if seen * STEPS / sorted.len() > before {
            values.push(run[0]);
        }
    }
    values
}

/// How often something happens that happens once on average, from a number between 0 and 1.
fn poisson_of_one(mut left: f64) -> u64 {
    let (mut times, mut probability) = (0_u64, (-1.0_f64).exp());
    while left > probability && times < 20 {
        left -= probability;
        times += 1;
        probability /= times as f64;
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(customer: u32, pressure: f64, answered: bool) -> Contact {
        Contact { customer, group: 0, pressure, answered }
    }

    #[test]
    fn contacts_are_counted_once() {
        let contacts: Vec<Contact> =
            (0..1_000_u32).map(|at| contact(at % 90, f64::from(at % 7), at % 3 == 0)).collect();
        let heap = Heap::of(&contacts).unwrap();
        assert_eq!((heap.contacts(), heap.customers()), (1_000, 90));
        assert_eq!(heap.values, [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let [below, above] = heap.table().sides(2);
        let count = |wanted: fn(u32) -> bool| {
            let n = (0..1_000_u32).filter(|at| wanted(at % 7));
            let answered = n.clone().filter(|at| at % 3 == 0).count() as u64;
            Count { n: n.count() as u64, answered }
        };
        assert_eq!(below, count(|pressure| pressure <= 2));
        assert_eq!(above, count(|pressure| pressure > 2));
        assert_eq!(heap.allowed(), [0, 1, 2, 3, 4, 5]);
        assert!(Heap::of(&[contact(1, f64::NAN, true)]).is_none());
        assert!(Heap::of(&[]).unwrap().allowed().is_empty());
    }

    #[test]
    fn a_side_needs_contacts_and_customers() {
        // A hundred contacts beyond, all of 29 customers.
        let few = |above: u32| -> Vec<Contact> {
            let below = (0..400).map(|at| contact(at, 1.0, at % 2 == 0));
            below.chain((0..200).map(|at| contact(at % above, 2.0, true))).collect()
        };
        assert!(Heap::of(&few(29)).unwrap().allowed().is_empty());
        assert_eq!(Heap::of(&few(30)).unwrap().allowed(), [0]);
        let mut contacts = few(60);
        contacts.truncate(499);
        assert!(Heap::of(&contacts).unwrap().allowed().is_empty());
    }

    #[test]
    fn many_pressures_become_steps_of_like_size() {
        let contacts: Vec<Contact> =
            (0..10_000_u32).map(|at| contact(at, f64::from(at * 7919 % 10_000), false)).collect();
        let heap = Heap::of(&contacts).unwrap();
        assert_eq!(heap.values.len(), STEPS);
        assert_eq!(heap.values.last(), Some(&9_999.0));
        let mut before = 0;
        for step in 0..STEPS {
            let [below, _] = heap.table().sides(step);
            assert!((156..=157).contains(&(below.n - before)), "{step}");
            before = below.n;
        }
    }

    #[test]
    fn drawn_numbers_follow_poisson() {
        // Shares of 0, 1, 2, 3: 1/e, 1/e, 1/2e, 1/6e.
        let mut seen = [0_u32; 4];
        for at in 0..100_000 {
            let times = poisson_of_one((f64::from(at) + 0.5) / 100_000.0);
            if let Some(seen) = seen.get_mut(usize::try_from(times).unwrap()) {
                *seen += 1;
            }
        }
        assert_eq!(seen, [36_788, 36_788, 18_394, 6_131]);
        assert!(poisson_of_one(1.0) <= 20);
    }
}
