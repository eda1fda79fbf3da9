//! In which months a customer bought what: families x months, with the need windows framed.

use ::customers::picture::FamilyPicture;

use crate::page::Page;
use crate::parts::Heat;
use crate::parts::heat::{Frame, HeatValue};

/// Rows of the calendar; the families are sorted by revenue.
const ROWS: usize = 12;

/// Days between the first and the last order from which on a family was bought in two seasons.
const TWO_SEASONS: i64 = 270;

/// Whether a family was bought in one season only: its windows are a guess.
fn is_guess(family: &FamilyPicture) -> bool {
    let (Some(first), Some(last)) = (&family.first_order, &family.last_order) else {
        return true;
    };
    (last.day() - first.day()).num_days() < TWO_SEASONS
}

/// The calendar, and whether a window in it is a guess; `None` when nothing was bought that one can need.
pub(super) fn calendar(page: &Page, families: &[FamilyPicture]) -> Option<(Heat, bool)> {
    let shown = families.iter().filter(|family| family.is_need && family.orders > 0).take(ROWS);
    let rows: Vec<(String, Vec<HeatValue>)> =
        shown.clone().map(|family| (family.family.clone(), row(page, family))).collect();
    if rows.is_empty() {
        return None;
    }
    let months = (1..=12).map(|number| page.fmt.month_name(number)).collect();
    let heat = Heat::new(
        page.t("customer-calendar-caption"),
        page.word(vocab::ScopeKind::Family),
        months,
        rows,
    );
    let mut windows = shown.filter(|family| !family.windows.is_empty());
    Some((heat, windows.any(is_guess)))
}

fn row(page: &Page, family: &FamilyPicture) -> Vec<HeatValue> {
    let window = if is_guess(family) { Frame::Guess } else { Frame::Window };
    let open = |month: u32| {
        let mut windows = family.windows.iter().filter(|window| !window.is_all_year());
        windows.any(|window| window.months().any(|open| open == month))
    };
    let cell = |(month, orders): (u32, &u32)| HeatValue {
        value: f64::from(*orders),
        text: if *orders == 0 { String::new() } else { page.fmt.count(*orders) },
        hint: page.t3(
            "customer-calendar-cell",
            "family",
            &family.family,
            "month",
            page.fmt.month_name(month),
            "orders",
            *orders,
        ),
        frame: if open(month) { window } else { Frame::None },
    };
    (1..).zip(&family.months).map(cell).collect()
}
