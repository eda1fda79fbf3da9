//! The shortfall in parts: the waterfall, the factors, families and regions.

use ::diagnose::Diagnosis;
use ::diagnose::diagnosis::{Comparison, PartKind};
use ::diagnose::segments::{Figures, Segment, SegmentRow};
use ::diagnose::tables::PartRow;
use ::diagnose::verdict::NamedDriver;
use stats::decompose::Factor;
use vocab::Amount;

use super::words;
use crate::page::Page;
use crate::parts::{Chart, Step, Unit};

/// Families or regions shown by name; the rest is one row.
const SHOWN: usize = 12;

/// From the target down to what is expected. The table behind it holds every part to the cent,
/// and their sum, added up here and not copied.
pub(crate) fn parts(page: &Page, diagnosis: &Diagnosis) -> Chart {
    let target = diagnosis.asked.target;
    let total: Amount = diagnosis.parts.iter().map(|part| part.amount).sum();
    let step = |name: String, amount: Amount, total: bool| Step { name, amount, total };
    let mut steps = vec![step(page.t("warn-target"), target, true)];
    // Parts of nothing would only take the room of the others.
    let parts = diagnosis.parts.iter().filter(|part| !part.amount.is_zero());
    steps.extend(parts.map(|part| step(words::part(page, part), -part.amount, false)));
    steps.push(step(page.t("warn-expected-end"), target - total, true));
    let rows = diagnosis.parts.iter();
    let rows = rows.map(|part| vec![words::part(page, part), page.fmt.money(part.amount)]);
    Chart::waterfall("shortfall", page.t("why-waterfall"), steps)
        .summary(page.t2(
            "why-waterfall-summary",
            "target",
            page.fmt.money_whole(target),
            "expected",
            page.fmt.money_whole(target - total),
        ))
        .definition(page.t("why-waterfall-means"))
        .table(
            vec![page.t("why-part"), page.t("why-adds")],
            rows.collect(),
            vec![page.t("why-sum-shortfall"), page.fmt.money(total)],
        )
        // The parts have long names, and there are many of them.
        .horizontal()
}

/// Whether anything was compared at all.
pub(crate) fn compared(diagnosis: &Diagnosis) -> bool {
    diagnosis.parts.iter().all(|part| part.kind != PartKind::Unexplained)
}

/// A group of buyers, factor by factor.
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) rows: Vec<FactorRow>,
    pub(crate) lost: String,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) noise: String,
}

/// One factor.
pub(crate) struct FactorRow {
    pub(crate) name: String,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) lost: String,
}

/// This year's days against last year's: who bought, and what.
pub(crate) struct Compared {
    /// Which days.
    pub(crate) days: String,
    /// What each group lost by each factor.
    pub(crate) chart: Chart,
    pub(crate) groups: Vec<Group>,
    /// Sum of what the groups lost, added up here and not copied.
    pub(crate) sum: String,
    pub(crate) families: Option<Chart>,
    pub(crate) regions: Option<Chart>,
}

/// A comparison as it is shown; `id` is unique on the page.
pub(crate) fn comparison(
    page: &Page,
    of: &Comparison,
    id: &'static str,
    named: &[NamedDriver],
) -> Compared {
    let sum: Amount = of.segments.iter().map(|row| row.lost).sum();
    Compared {
        days: page.t2(
            "why-compared",
            "now",
            words::window(page, of.windows.after),
            "then",
            words::window(page, of.windows.before),
        ),
        chart: drivers(page, of, &format!("{id}-groups"), named),
        groups: of.segments.iter().map(|row| group(page, row)).collect(),
        sum: page.fmt.money(sum),
        families: places(page, &of.families, &format!("{id}-families"), "why-families"),
        regions: places(page, &of.regions, &format!("{id}-regions"), "why-regions"),
    }
}

/// What each group lost by each factor, the largest losses first.
fn drivers(page: &Page, of: &Comparison, id: &str, named: &[NamedDriver]) -> Chart {
    let all = of
        .segments
        .iter()
        .flat_map(|row| row.drivers.iter().map(|driver| (row.segment, driver.factor, driver.lost)));
    let mut all: Vec<(Segment, Factor, Amount)> = all.collect();
    all.sort_by_key(|(_, _, lost)| std::cmp::Reverse(*lost));
    let stands_out = |(segment, factor, _): &(Segment, Factor, Amount)| {
        named.iter().any(|one| (one.segment, one.factor) == (*segment, *factor))
    };
    let strong: Vec<usize> = (0..all.len()).filter(|at| stands_out(&all[*at])).collect();
    let name = |at: usize| {
        let (segment, factor, _) = all[at];
        marked(page, words::driver(page, segment, factor), strong.contains(&at))
    };
    Chart::bars(id, page.t("why-groups"), Unit::Money)
        .summary(page.t1("why-places-summary", "sum", page.fmt.money_whole(of.lost)))
        .definition(page.t("why-groups-means"))
        .categories(page.t("why-factor"), (0..all.len()).map(name).collect::<Vec<_>>())
        .actual(page.t("why-lost"), all.iter().map(|(_, _, lost)| Some(*lost)))
        .strong(strong)
        .horizontal()
}

fn group(page: &Page, row: &SegmentRow) -> Group {
    let rows = row.drivers.iter().map(|driver| FactorRow {
        name: words::factor(page, driver.factor),
        before: value(page, driver.factor, &row.before),
        after: value(page, driver.factor, &row.after),
        lost: page.fmt.money(driver.lost),
    });
    Group {
        name: words::segment(page, row.segment),
        rows: rows.collect(),
        lost: page.fmt.money(row.lost),
        before: page.fmt.money(row.before.net),
        after: page.fmt.money(row.after.net),
        noise: page.t2(
            if row.segment == Segment::Anonymous { "why-noise-anonymous" } else { "why-noise" },
            "noise",
            page.fmt.money_whole(row.noise),
            "n",
            if row.segment == Segment::Anonymous { row.after.orders } else { row.after.customers },
        ),
    }
}

/// A factor as a number; a dash where it does not exist.
fn value(page: &Page, factor: Factor, figures: &Figures) -> String {
    let none = || "–".to_owned();
    match factor {
        Factor::Customers => page.fmt.count(figures.customers),
        Factor::Orders => page.fmt.count(figures.orders),
        Factor::OrdersPerCustomer if figures.customers == 0 => none(),
        Factor::OrdersPerCustomer => {
            page.fmt.decimal(figures.orders as f64 / figures.customers as f64, 2)
        }
        Factor::ValuePerOrder if figures.orders == 0 => none(),
        Factor::ValuePerOrder => {
            let orders = i128::from(figures.orders);
            let cents = (2 * figures.gross.to_cents() + orders).div_euclid(2 * orders);
            page.fmt.money(Amount::from_cents(cents))
        }
        Factor::Returns => page.fmt.money(figures.returned),
    }
}

/// What each family or region lost; nothing where there is only one.
fn places(page: &Page, rows: &[PartRow], id: &str, title: &str) -> Option<Chart> {
    if rows.len() < 2 {
        return None;
    }
    let named = if rows.len() > SHOWN { SHOWN - 1 } else { rows.len() };
    let (shown, others) = rows.split_at(named);
    let sum: Amount = rows.iter().map(|row| row.lost).sum();
    let mut bars: Vec<(String, Amount)> =
        shown.iter().map(|row| (name(page, row), row.lost)).collect();
    let mut cells: Vec<Vec<String>> = shown.iter().map(|row| place(page, row)).collect();
    if !others.is_empty() {
        let total = |of: fn(&PartRow) -> Amount| others.iter().map(of).sum::<Amount>();
        let lost = total(|row| row.lost);
        let label = page.t1("why-others", "count", others.len());
        bars.push((label.clone(), lost));
        cells.push(vec![
            label,
            page.fmt.money(total(|row| row.before.net)),
            page.fmt.money(total(|row| row.after.net)),
            page.fmt.money(lost),
            "–".to_owned(),
            "–".to_owned(),
        ]);
    }
    let strong: Vec<usize> = (0..shown.len()).filter(|at| shown[*at].stands_out()).collect();
    let head = ["why-place", "why-before", "why-after", "why-lost", "why-excess"];
    let head = head.into_iter().chain(["why-factor-customers"]);
    let none = String::new;
    Some(
        Chart::bars(id, page.t(title), Unit::Money)
            .summary(page.t1("why-places-summary", "sum", page.fmt.money_whole(sum)))
            .definition(page.t("why-places-means"))
            .categories(page.t("why-place"), bars.iter().map(|(name, _)| name.clone()))
            .actual(page.t("why-lost"), bars.iter().map(|(_, lost)| Some(*lost)))
            .strong(strong)
            .table(
                head.map(|key| page.t(key)).collect(),
                cells,
                vec![page.t("why-sum"), none(), none(), page.fmt.money(sum), none(), none()],
            )
            .horizontal(),
    )
}

/// A name, and that it stands out where it does: the colour of a bar alone says nothing.
fn marked(page: &Page, name: String, stands_out: bool) -> String {
    if stands_out { format!("{name} ({})", page.t("why-stands-out")) } else { name }
}

/// The name of a family or region, and that it stands out where it does.
fn name(page: &Page, row: &PartRow) -> String {
    let name = if row.name.is_empty() { page.t("why-nameless") } else { row.name.clone() };
    marked(page, name, row.stands_out())
}

/// The cells of a family or region.
fn place(page: &Page, row: &PartRow) -> Vec<String> {
    let customers =
        page.t2("why-from-to", "before", row.before.customers, "after", row.after.customers);
    vec![
        name(page, row),
        page.fmt.money(row.before.net),
        page.fmt.money(row.after.net),
        page.fmt.money(row.lost),
        row.judged.map_or_else(|| "–".to_owned(), |judged| page.fmt.money_whole(judged.excess)),
        customers,
    ]
}
