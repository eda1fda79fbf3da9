//! `sog balance`: who began contacts, how much pressure lies on people, what came after sales.

use std::collections::BTreeMap;
use std::sync::Arc;

use customers::balance::{self, Answers, Asked, Sides, View};
use customers::contact_answers::meetings;
use customers::horizons::{After, Horizon, horizons, orders_of_complaints};
use web::Page;
use web::balance::words as balance_words;

use crate::args::Balance;
use crate::out::{self, Outcome};
use crate::progress;
use crate::words::{self, fact};
use crate::workspace::Workspace;

pub(super) async fn run(workspace: &Workspace, asked: Balance) -> Outcome {
    let (pictures, now) = (workspace.pictures().await?, workspace.now());
    let company = store::company(workspace.store.read()).await?;
    let snapshot = Arc::new(workspace.log.snapshot().await?);
    let orders_of = orders_of_complaints(&workspace.store).await?;
    let window = balance::sales_window(&pictures, &company, now);
    let (zone, half_life) = (company.zone, company.pressure_half_life_days);
    let bar = progress::spinner("reading contacts and sales");
    let work = tokio::task::spawn_blocking(move || {
        let found = meetings(&snapshot, zone, half_life, now)?;
        let answers = Answers::of(&found);
        let sales = match window {
            Some(window) => {
                horizons(&snapshot, zone, window, window.until, &orders_of, &|_| Some(0), true)?
            }
            None => BTreeMap::new(),
        };
        Ok::<_, customers::CustomersError>((found, answers, sales))
    });
    let done = work.await;
    bar.finish_and_clear();
    let (found, answers, sales) = done??;
    let question = Asked { days: asked.days, owner: asked.owner, region: asked.region };
    let view = balance::view(&found, &answers, &pictures, &sales, &question, &company, now);
    if asked.json { out::json(&view) } else { tell(&words::page(&company, now), &view) }
}

/// Lines of a list that are shown.
const SHOWN: usize = 10;

fn tell(page: &Page, view: &View) -> Outcome {
    let fmt = &page.fmt;
    let (from, until) = (fmt.date(view.window.from), fmt.date(view.window.until));
    out::line(&format!("Contacts from {from} to {until}"))?;
    out::line(&fact("all", &sides(page, &view.balance.all)))?;
    for part in &view.balance.channels {
        let name = part.part.map_or("no channel", |channel| channel.code());
        out::line(&fact(name, &sides(page, &part.sides)))?;
    }
    for part in view.balance.owners.iter().take(SHOWN) {
        let name = if part.part.is_empty() { "nobody named" } else { &part.part };
        out::line(&fact(name, &sides(page, &part.sides)))?;
    }
    out::line("\nThe pressure beyond which contacts were answered worse")?;
    out::line(&format!("  {}", balance_words::level(page, &view.answers)))?;
    if !view.load.most.is_empty() {
        out::line("\nUnder most pressure now")?;
    }
    for one in &view.load.most {
        let contact = one.contact_id.as_deref().unwrap_or("nobody named");
        let (pressure, n) = (balance_words::pressure(page, one.pressure), one.contacts);
        let said = format!("{contact}: {pressure}, after {}", words::count(n, "contact"));
        out::line(&fact(one.customer_id.as_str(), &said))?;
    }
    let Some(sales) = view.sales.filter(|_| !view.sellers.is_empty()) else {
        return Ok(());
    };
    let (from, until) = (fmt.date(sales.from), fmt.date(sales.until));
    out::line(&format!("\nSales from {from} to {until}, and what came of them"))?;
    if view.asked.region.is_some() {
        out::line(&format!("  {}", page.t("balance-sales-all")))?;
    }
    for seller in view.sellers.iter().take(SHOWN) {
        let name = if seller.owner.is_empty() { "nobody named" } else { &seller.owner };
        let After { so_far, horizons } = &seller.after;
        out::line(&fact(name, &after(page, so_far, "so far")))?;
        for horizon in horizons {
            let watched = format!("after {} days", horizon.days);
            out::line(&fact("", &after(page, horizon, &watched)))?;
        }
    }
    Ok(())
}

fn sides(page: &Page, sides: &Sides) -> String {
    let share = |share: Option<f64>| {
        share.map_or("not known".to_owned(), |share| page.fmt.percent(share, 1))
    };
    format!(
        "we began {}, customers {} ({}); of {} of ours that were watched long enough {} answered well",
        page.fmt.count(sides.ours),
        page.fmt.count(sides.theirs),
        share(sides.theirs_share()),
        page.fmt.count(sides.watched),
        share(sides.answered_share()),
    )
}

fn after(page: &Page, horizon: &Horizon, watched: &str) -> String {
    if horizon.orders == 0 {
        return format!("{watched}: not known yet");
    }
    let share = |share: Option<f64>| {
        share.map_or("not known".to_owned(), |share| page.fmt.percent(share, 1))
    };
    format!(
        "{watched}, {}: {}, {} came back, {} complaints per 100, {} ordered again",
        words::count(horizon.orders, "order"),
        page.fmt.money(horizon.gross),
        share(horizon.returned_share()),
        page.fmt.decimal(horizon.complaints_per_100().unwrap_or_default(), 1),
        share(horizon.repurchase().map(|share| share.value())),
    )
}
