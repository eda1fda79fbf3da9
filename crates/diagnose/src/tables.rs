//! Families and regions: what each lost, and which stands out beyond chance.
//!
//! A part stands out when it fell behind: its sales of last year times the change of all others
//! together are what was to be expected, and the *excess* is what is missing to that. (In a
//! company that grows, a part that only stood still is behind.) The excess must be beyond
//! chance (one-sided normal test, adjusted for the number of parts by Bonferroni) and large
//! enough to matter ([`Judge::material`]). Two things are taken for chance:
//!
//! - That buyers come or stay away: the variance of an amount sold is its size times the
//!   clumpiness of the scope's buyers (see [`chance`](crate::chance::clumpiness)), plus
//!   what the change of the others is uncertain by.
//! - That parts move apart every year, with fashion and calendar. Where there are at least
//!   [`MANY`] parts, the standard deviation is widened by how far the middle one of them moved
//!   (median of the absolute z over 0.6745; Rousseeuw and Croux, *Alternatives to the median
//!   absolute deviation*, JASA 88, 1993, section 1). With fewer parts this cannot be known, and
//!   a part may stand out for such a reason; the notes must say the rest.

use std::collections::BTreeMap;

use customers::Totals;
use serde::{Deserialize, Serialize};
use stats::decompose::round_parts;
use stats::{normal, quantile};
use vocab::Amount;

use crate::segments::{cents, six_digits};

/// At this adjusted probability of chance a part stands out. Families and regions are judged
/// side by side, so that together chance names something in 5 % of the cases.
pub const LEVEL: f64 = 0.025;

/// From so many parts on it is known how far parts usually move apart.
pub const MANY: usize = 6;

/// The median of the absolute value of a standard normal variable.
const NORMAL_MEDIAN: f64 = 0.6745;

/// By what parts are judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judge {
    /// How much of its variance an amount sold carries, in cents; see
    /// [`chance`](crate::chance::clumpiness).
    pub clumpiness: f64,
    /// The least excess that matters; `None`: nothing does, for nothing is short.
    pub material: Option<Amount>,
}

/// One part in both windows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartRow {
    /// The family or region; empty for sales that name none.
    pub name: String,
    /// Last year.
    pub before: PartFigures,
    /// This year.
    pub after: PartFigures,
    /// Last year less this year: above zero is lost.
    pub lost: Amount,
    /// How it compares with the others; `None` where there are no others.
    pub judged: Option<Judged>,
}

/// What was sold of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartFigures {
    /// Named customers who ordered something of it.
    pub customers: u64,
    /// Orders with something of it. An order of two families counts in both.
    pub orders: u64,
    /// Net revenue in whole cents.
    pub net: Amount,
}

/// A part against the others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// What it would have sold had it moved like the others.
    pub expected: Amount,
    /// What is missing to that; below zero: it did better.
    pub excess: Amount,
    /// One standard deviation of the excess by chance.
    pub noise: Amount,
    /// Probability of an excess at least this large by chance, adjusted for the number of parts.
    pub p_value: f64,
    /// Whether it may be named.
    pub stands_out: bool,
}

impl PartRow {
    /// Whether it may be named.
    #[must_use]
    pub fn stands_out(&self) -> bool {
        self.judged.is_some_and(|judged| judged.stands_out)
    }

    /// What is missing to the expected; zero where nothing was to be expected.
    #[must_use]
    pub fn excess(&self) -> Amount {
        self.judged.map_or(Amount::ZERO, |judged| judged.excess)
    }
}

/// Makes a table of parts, each against all others of the same table, those that lost most
/// first. `parts` holds last year and this year. `lost` of all rows adds up, to the cent, to
/// the whole of the one window less the whole of the other.
#[must_use]
pub fn table(parts: &BTreeMap<String, [Totals; 2]>, judge: Judge) -> Vec<PartRow> {
    let whole = parts.values().fold(Sold::default(), |sum, part| sum.plus(part));
    rows(parts, &|_, part| Some(whole.less(&Sold::default().plus(part))), judge)
}

/// Makes a table of the cells of one region, family by family, each against the same family
/// everywhere else. `everywhere` holds the families of the whole scope.
#[must_use]
pub fn cells(
    cells: &BTreeMap<String, [Totals; 2]>,
    everywhere: &BTreeMap<String, [Totals; 2]>,
    judge: Judge,
) -> Vec<PartRow> {
    let elsewhere = |name: &str, cell: &[Totals; 2]| {
        let all = Sold::default().plus(everywhere.get(name)?);
        Some(all.less(&Sold::default().plus(cell)))
    };
    rows(cells, &elsewhere, judge)
}

/// Money of one or many parts: last year and this year, in cents.
#[derive(Debug, Clone, Copy, Default)]
struct Sold {
    net: [f64; 2],
    gross: [f64; 2],
}

impl Sold {
    fn plus(mut self, part: &[Totals; 2]) -> Self {
        for (year, totals) in part.iter().enumerate() {
            self.net[year] += totals.net.to_f64() * 100.0;
            self.gross[year] += totals.gross.to_f64().max(0.0) * 100.0;
        }
        self
    }

    fn less(mut self, other: &Self) -> Self {
        for year in 0..2 {
            self.net[year] -= other.net[year];
            self.gross[year] -= other.gross[year];
        }
        self
    }
}

/// What a part is compared with.
type Others<'a> = &'a dyn Fn(&str, &[Totals; 2]) -> Option<Sold>;

fn rows(parts: &BTreeMap<String, [Totals; 2]>, others: Others<'_>, judge: Judge) -> Vec<PartRow> {
    let column = |year: usize| -> Vec<Amount> {
        let exact: Vec<i128> = parts.values().map(|part| part[year].net.micros()).collect();
        round_parts(&exact, 10_000).into_iter().map(Amount::from_cents).collect()
    };
    let nets = column(0).into_iter().zip(column(1));
    let judged = judged(parts, others, judge);
    let mut rows: Vec<PartRow> = parts
        .iter()
        .zip(nets)
        .zip(judged)
        .map(|(((name, part), (before, after)), judged)| {
            let figures = |year: usize, net| PartFigures {
                customers: part[year].customers,
                orders: part[year].orders,
                net,
            };
            PartRow {
                name: name.clone(),
                before: figures(0, before),
                after: figures(1, after),
                lost: before - after,
                judged,
            }
        })
        .collect();
    rows.sort_by(|a, b| b.lost.cmp(&a.lost).then_with(|| a.name.cmp(&b.name)));
    rows
}

fn judged(
    parts: &BTreeMap<String, [Totals; 2]>,
    others: Others<'_>,
    judge: Judge,
) -> Vec<Option<Judged>> {
    let moves: Vec<Option<Move>> = parts
        .iter()
        .map(|(name, part)| {
            let sold = Sold::default().plus(part);
            Move::of(&sold, &others(name, part)?, judge.clumpiness)
        })
        .collect();
    let apart: Vec<f64> = moves.iter().flatten().map(|it| it.z().abs()).collect();
    let usual = quantile::median(&apart).filter(|_| apart.len() >= MANY);
    let widened = usual.map_or(1.0, |median| (median / NORMAL_MEDIAN).max(1.0));
    let judge_one = |it: Move| {
        let it = Move { noise: it.noise * widened, ..it };
        let p_value = (normal::cdf(-it.z()) * apart.len() as f64).min(1.0);
        let material = judge.material.is_some_and(|least| cents(it.excess) >= least);
        Judged {
            expected: cents(it.expected),
            excess: cents(it.excess),
            noise: cents(it.noise),
            p_value: six_digits(p_value),
            stands_out: p_value < LEVEL && material,
        }
    };
    moves.into_iter().map(|it| it.map(judge_one)).collect()
}

/// How a part moved against the others, in cents.
#[derive(Debug, Clone, Copy)]
struct Move {
    expected: f64,
    excess: f64,
    /// Standard deviation of the excess.
    noise: f64,
}

impl Move {
    /// `None` where there are no others.
    fn of(part: &Sold, others: &Sold, clumpiness: f64) -> Option<Self> {
        if others.net[0] <= 0.0 {
            return None;
        }
        let ratio = (others.net[1] / others.net[0]).max(0.0);
        let expected = part.net[0] * ratio;
        // The variance of a ratio of two independent sums, by the delta method.
        let of_ratio = clumpiness * (others.gross[1] + ratio * ratio * others.gross[0])
            / (others.net[0] * others.net[0]);
        let own = clumpiness * (part.gross[1] + ratio * ratio * part.gross[0]);
        let variance = own + part.net[0] * part.net[0] * of_ratio;
        Some(Self { expected, excess: expected - part.net[1], noise: variance.sqrt() })
    }

    /// The excess in standard deviations.
    fn z(&self) -> f64 {
        self.excess / self.noise.max(f64::MIN_POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn totals(orders: u64, gross: &str, returned: &str) -> Totals {
        let (gross, returned): (Amount, Amount) =
            (gross.parse().unwrap(), returned.parse().unwrap());
        Totals { customers: orders, orders, gross, returned, net: gross + returned }
    }

    fn parts(rows: &[(&str, &str, &str)]) -> BTreeMap<String, [Totals; 2]> {
        let both = |before: &str, after: &str| [totals(9, before, "0"), totals(9, after, "0")];
        rows.iter().map(|(name, was, is)| ((*name).to_owned(), both(was, is))).collect()
    }

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    fn judge(clumpiness: f64, material: &str) -> Judge {
        Judge { clumpiness, material: Some(amount(material)) }
    }

    #[test]
    fn a_part_is_measured_by_the_others() {
        // All others fell by a tenth; toys fell by half.
        let parts =
            parts(&[("toys", "1000", "500"), ("tools", "2000", "1800"), ("", "1000", "900")]);
        // Buyers of 10.00 each: variance 1,000 times the amount in cents.
        let rows = table(&parts, judge(1_000.0, "80"));
        assert_eq!(
            rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(),
            ["toys", "tools", ""]
        );
        let toys = rows[0].judged.unwrap();
        assert_eq!((toys.expected, toys.excess), (amount("900"), amount("400")));
        // 1000 x (50000 + 0.81 x 100000) + 100000^2 x 1000 x (270000 + 0.81 x 300000) / 300000^2.
        assert_eq!(toys.noise, amount("137.11"));
        assert!(toys.stands_out && toys.p_value < 0.01, "{toys:?}");
        assert!(!rows[1].stands_out() && !rows[2].stands_out());
        // What is too small beside the shortfall is not named.
        assert!(!table(&parts, judge(1_000.0, "500"))[0].stands_out());
        // What a few large buyers explain is chance.
        assert!(!table(&parts, judge(100_000.0, "80"))[0].stands_out());
    }

    #[test]
    fn where_all_others_grew_standing_still_is_falling_behind() {
        let parts = parts(&[("toys", "1000", "1010"), ("tools", "2000", "4000")]);
        let rows = table(&parts, judge(10.0, "80"));
        assert_eq!(rows.iter().map(PartRow::stands_out).collect::<Vec<_>>(), [true, false]);
        assert_eq!(rows[0].excess(), amount("990"));
        // Where nothing is short there is nothing to explain.
        let nothing = Judge { clumpiness: 10.0, material: None };
        assert!(table(&parts, nothing).iter().all(|row| !row.stands_out()));
    }

    #[test]
    fn where_everything_moves_more_is_taken_for_chance() {
        // Seven families that move by about `usual` every year, and one that fell by `fell`.
        let named = |usual: i64, fell: i64| -> Vec<String> {
            let year = |net: i64| totals(9, &net.to_string(), "0");
            let shares = [100, -95, 80, -110, 90, -105, 60].map(|share| share * usual / 100);
            let changes = shares.into_iter().chain([-fell]).enumerate();
            let parts = changes
                .map(|(place, change)| {
                    (format!("family {place}"), [year(1_000), year(1_000 + change)])
                })
                .collect();
            let rows = table(&parts, judge(20.0, "80"));
            let named = rows.into_iter().filter(PartRow::stands_out);
            named.map(|row| row.name).collect()
        };
        assert_eq!(named(10, 160), ["family 7"]);
        assert!(named(150, 160).is_empty());
        assert_eq!(named(150, 900), ["family 7"]);
    }

    #[test]
    fn a_part_alone_cannot_stand_out() {
        let rows = table(&parts(&[("toys", "1000", "10")]), judge(10.0, "80"));
        assert_eq!(rows[0].judged, None);
        assert_eq!(rows[0].lost, amount("990"));
    }

    #[test]
    fn a_cell_is_measured_by_its_family_elsewhere() {
        // Toys fell everywhere, tools only here.
        let everywhere = parts(&[("toys", "4000", "2000"), ("tools", "4000", "3500")]);
        let here = parts(&[("toys", "1000", "500"), ("tools", "1000", "500"), ("new", "0", "50")]);
        let rows = cells(&here, &everywhere, judge(500.0, "100"));
        let named: Vec<_> =
            rows.iter().filter(|row| row.stands_out()).map(|row| &row.name).collect();
        assert_eq!(named, ["tools"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn tables_add_up_to_the_cent(
            raw in prop::collection::vec(
                (-2_000_000..90_000_000_i128, -90_000_000..10_i128, any::<[u8; 2]>()), 0..9,
            ),
        ) {
            let parts: BTreeMap<String, [Totals; 2]> = raw
                .iter()
                .enumerate()
                .map(|(place, (gross, returned, keep))| {
                    let year = |keep: u8| {
                        let of = |part: i128| Amount::from_micros(part * i128::from(keep) / 255);
                        let (gross, returned) = (of(*gross), of(*returned));
                        Totals { customers: 1, orders: 1, gross, returned, net: gross + returned }
                    };
                    (format!("part {place}"), keep.map(year))
                })
                .collect();
            let rows = table(&parts, judge(1_000.0, "10"));
            let whole = |year: usize| {
                let sum: Amount = parts.values().map(|part| part[year].net).sum();
                Amount::from_cents(sum.to_cents())
            };
            let lost: Amount = rows.iter().map(|row| row.lost).sum();
            prop_assert_eq!(lost, whole(0) - whole(1));
            for row in &rows {
                prop_assert_eq!(row.before.net - row.after.net, row.lost);
                if let Some(judged) = row.judged {
                    prop_assert!((0.0..=1.0).contains(&judged.p_value), "{judged:?}");
                }
            }
        }
    }
}
