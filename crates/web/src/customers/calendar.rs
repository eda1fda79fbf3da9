//! In which months a customer bought what: families x months, with the need windows framed.

use ::customers::picture::FamilyPicture;

use crate::page::Page;
use crate::parts::Heat;
use crate::parts::heat::HeatValue;

/// Rows of the calendar; the families are sorted by revenue.
const ROWS: usize = 12;

/// The calendar; `None` when nothing was bought that one can need.
pub(super) fn calendar(page: &Page, families: &[FamilyPicture]) -> Option<Heat> {
    let rows: Vec<(String, Vec<HeatValue>)> = families
        .iter()
        .filter(|family| family.is_need && family.orders > 0)
        .take(ROWS)
        .map(|family| (family.family.clone(), row(page, family)))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let months = (1..=12).map(|number| page.fmt.month_name(number)).collect();
    Some(Heat::new(
        page.t("customer-calendar-caption"),
        page.word(vocab::ScopeKind::Family),
        months,
        rows,
    ))
}

fn row(page: &Page, family: &FamilyPicture) -> Vec<HeatValue> {
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
        framed: family
            .windows
            .iter()
            .any(|window| !window.is_all_year() && window.months().any(|open| open == month)),
    };
    (1..).zip(&family.months).map(cell).collect()
}
