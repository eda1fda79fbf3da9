//! `sog customer`, `sog customers`: pictures on the terminal.

use std::collections::HashMap;
use std::io::{BufWriter, Write};

use chrono::NaiveDate;
use customers::{CustomerCard, Picture, people, table};
use vocab::{Instant, Zone};

use crate::args::{Customer, Customers, Format};
use crate::out::{self, Outcome};
use crate::workspace::{Workspace, now};

/// The end of a local day, or now.
fn seen_from(day: Option<NaiveDate>, zone: Zone) -> Instant {
    day.and_then(|day| day.succ_opt()).map_or_else(now, |next| zone.start_of(next))
}

pub(super) async fn one(workspace: &Workspace, asked: &Customer) -> Outcome {
    let company = store::company(workspace.store.read()).await?;
    let pictures = workspace.pictures().await?;
    let Some(state) = pictures.get(&asked.id) else {
        return Err(if pictures.is_empty() {
            "there are no pictures yet; import something, then run `sog refresh`".into()
        } else {
            format!(
                "no customer `{}` among {}; `sog customers` lists them, and new imports show \
                 after `sog refresh`",
                asked.id,
                pictures.len()
            )
            .into()
        });
    };
    let mut picture = state.view(seen_from(asked.as_of, company.zone), company.zone, &company);
    picture.name = people::customer(workspace.store.read(), &asked.id).await?.name;
    if asked.json { out::json(&picture) } else { out::line(&words(&picture)) }
}

/// The figures people ask for first.
fn words(picture: &Picture) -> String {
    let currency = picture.currency.map_or_else(String::new, |currency| format!(" {currency}"));
    let mut lines = vec![format!("{} ({})", picture.name, picture.customer_id)];
    let mut fact = |name: &str, value: String| lines.push(format!("  {name:22} {value}"));
    fact("orders", picture.orders.to_string());
    fact("return lines", picture.return_lines.to_string());
    fact("net revenue", format!("{}{currency}", picture.net_revenue));
    if let (Some(first), Some(last)) = (picture.first_order, picture.last_order) {
        fact("first and last order", format!("{} – {}", first.day(), last.day()));
    }
    if let Some(days) = picture.gaps.median_days {
        fact("days between orders", format!("{days:.0} (middle of {})", picture.gaps.n));
    }
    if let Some(phase) = &picture.phase {
        let evidence = format!("{} ({} on {})", phase.phase, phase.by.kind, phase.by.time.day());
        fact("phase", evidence);
    }
    if let Some(pressure) = picture.pressure.value {
        fact("pressure", format!("{pressure:.2}"));
    }
    if picture.complaints.opened > 0 {
        let complaints = &picture.complaints;
        fact("complaints", format!("{}, open {}", complaints.opened, complaints.open));
    }
    for family in picture.families.iter().filter(|family| family.is_need).take(5) {
        fact(&family.family, format!("{} orders, {}{currency}", family.orders, family.net_revenue));
    }
    lines.join("\n")
}

pub(super) async fn all(workspace: &Workspace, asked: &Customers) -> Outcome {
    let company = store::company(workspace.store.read()).await?;
    let pictures = workspace.pictures().await?;
    let cards = people::customers(workspace.store.read()).await?;
    let names: HashMap<&str, &CustomerCard> =
        cards.iter().map(|card| (card.id.as_str(), card)).collect();
    let at = seen_from(asked.as_of, company.zone);
    let rows = pictures.iter().map(|state| {
        let mut picture = state.view(at, company.zone, &company);
        if let Some(card) = names.get(picture.customer_id.as_str()) {
            picture.name.clone_from(&card.name);
        }
        picture
    });
    let mut out = BufWriter::new(std::io::stdout().lock());
    if asked.json || asked.format == Format::Json {
        table::write_json(&mut out, rows)?;
    } else {
        table::write_csv(&mut out, rows)?;
    }
    out.flush()?;
    Ok(())
}
