//! The table of what came after sales: one line for each horizon, so that revenue never stands
//! without its later half.

use campaign::brief::Window as Days;
use customers::Window;
use customers::balance::sales_window;
use customers::horizons::{After, Horizon};
use vocab::{CampaignId, Scope, ScopeKind};

use super::read::Whose;
use crate::error::Error;
use crate::page::Page;
use crate::state::AppState;

/// How sure the interval of a share is.
const LEVEL: f64 = 0.95;

/// One line of the table.
#[derive(Debug, Clone)]
pub struct AfterRow {
    /// Whose sales.
    pub name: String,
    /// How long they were watched.
    pub watched: String,
    /// Orders that were: the sample size of the line.
    pub orders: u64,
    /// Their money; `None` where there are none.
    pub revenue: Option<String>,
    /// The share of it that came back.
    pub returned: Option<String>,
    /// The share of orders that were cancelled.
    pub cancelled: Option<String>,
    /// Complaints per 100 orders.
    pub complaints: Option<String>,
    /// The share of orders after which the customer ordered again, and its range.
    pub again: Option<(String, String)>,
}

/// One line of the table of sellers: revenue with all its later halves beside it.
#[derive(Debug, Clone)]
pub struct SellerRow {
    /// Who.
    pub name: String,
    /// Orders so far.
    pub orders: u64,
    /// Their money.
    pub revenue: String,
    /// The share of it that came back after each horizon, one after the other.
    pub returned: String,
    /// Complaints per 100 orders, the same way.
    pub complaints: String,
    /// The share of orders after which the customer ordered again, the same way.
    pub again: String,
}

/// The line of one seller.
#[must_use]
pub fn seller(page: &Page, name: &str, after: &After) -> SellerRow {
    let each = |of: &dyn Fn(&Horizon) -> Option<String>| {
        let cells =
            after.horizons.iter().map(|horizon| of(horizon).unwrap_or_else(|| "–".to_owned()));
        cells.collect::<Vec<_>>().join(" · ")
    };
    let percent = |share: f64| page.fmt.percent(share, 0);
    SellerRow {
        name: name.to_owned(),
        orders: after.so_far.orders,
        revenue: page.fmt.money_whole(after.so_far.gross),
        returned: each(&|one| one.returned_share().map(|share| page.fmt.percent(share, 1))),
        complaints: each(&|one| one.complaints_per_100().map(|number| page.fmt.decimal(number, 1))),
        again: each(&|one| one.repurchase().map(|share| percent(share.value()))),
    }
}

/// The lines of one set of sales: so far, then after each horizon.
#[must_use]
pub fn rows(page: &Page, name: &str, after: &After) -> Vec<AfterRow> {
    let so_far = row(page, name, page.t("after-so-far"), &after.so_far);
    let horizons = after
        .horizons
        .iter()
        .map(|horizon| row(page, name, page.t1("after-days", "days", horizon.days), horizon));
    std::iter::once(so_far).chain(horizons).collect()
}

/// The lines of both sides of a campaign, over the orders of the days its result looks at. Empty
/// before there is any sale.
///
/// # Errors
/// When the log or the database cannot be read.
pub(crate) async fn of_campaign(
    state: &AppState,
    page: &Page,
    id: &CampaignId,
    days: Days,
) -> Result<Vec<AfterRow>, Error> {
    let (zone, pictures) = (page.company.zone, state.pictures().await?);
    let Some(until) = pictures.data_until(page.now) else { return Ok(Vec::new()) };
    let window = Window { from: days.from, until: days.until };
    let whose = Whose::Campaign(id.clone());
    let sales = state.after_sales(zone, window, zone.day(until), whose).await?;
    let mut sides = [After::default(); 2];
    for ((side, _), after) in sales.iter() {
        if let Some(sum) = sides.get_mut(usize::from(*side)) {
            sum.add(after);
        }
    }
    let names = ["campaign-effect-treated", "campaign-effect-held-out"].map(|key| page.t(key));
    Ok(names.iter().zip(&sides).flat_map(|(name, after)| rows(page, name, after)).collect())
}

/// The lines of one person of ours, over the sales the balance looks at. Empty for a part of the
/// business that is no person, and where nobody sold anything.
///
/// # Errors
/// When the log or the database cannot be read.
pub(crate) async fn of_owner(
    state: &AppState,
    page: &Page,
    scope: &Scope,
) -> Result<Vec<AfterRow>, Error> {
    if scope.kind != ScopeKind::Owner {
        return Ok(Vec::new());
    }
    let (company, pictures) = (&page.company, state.pictures().await?);
    let Some(window) = sales_window(&pictures, company, page.now) else { return Ok(Vec::new()) };
    let sales = state.after_sales(company.zone, window, window.until, Whose::Company).await?;
    let after = sales.get(&(0, scope.value.clone()));
    Ok(after.map_or_else(Vec::new, |after| rows(page, &scope.value, after)))
}

fn row(page: &Page, name: &str, watched: String, horizon: &Horizon) -> AfterRow {
    let percent = |share: f64| page.fmt.percent(share, 1);
    let any = horizon.orders > 0;
    AfterRow {
        name: name.to_owned(),
        watched,
        orders: horizon.orders,
        revenue: any.then(|| page.fmt.money(horizon.gross)),
        returned: horizon.returned_share().map(percent),
        cancelled: horizon.cancelled_share().map(percent),
        complaints: horizon.complaints_per_100().map(|each| page.fmt.decimal(each, 1)),
        again: horizon.repurchase().and_then(|share| {
            let range = horizon.repurchase_range(LEVEL)?;
            let (low, high) = (percent(range.low), percent(range.high));
            Some((percent(share.value()), page.t2("chart-range", "low", low, "high", high)))
        }),
    }
}
