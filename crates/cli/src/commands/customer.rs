//! `sog customer`, `sog customers`: pictures on the terminal.

use std::collections::HashMap;
use std::io::{BufWriter, Write};

use chrono::{NaiveDate, TimeDelta};
use customers::picture::FamilyPicture;
use customers::{CustomerCard, Picture, Pictures, people, table};
use vocab::{Instant, Zone};
use web::Page;
use web::customers::one;

use super::told::Told;
use crate::args::{Customer, Customers, Format};
use crate::out::{self, Outcome};
use crate::words::{self, count, fact};
use crate::workspace::{Failure, Workspace};

/// The last moment of a local day, or now.
fn seen_from(day: Option<NaiveDate>, zone: Zone, now: Instant) -> Instant {
    let end = day.and_then(|day| day.succ_opt()).map(|next| zone.start_of(next));
    end.map_or(now, |end| end - TimeDelta::microseconds(1))
}

pub(super) async fn one(workspace: &Workspace, asked: &Customer) -> Outcome {
    let company = store::company(workspace.store.read()).await?;
    let pictures = workspace.pictures().await?;
    let card = people::customer(workspace.store.read(), &asked.id).await?;
    let Some(state) = pictures.get(&asked.id) else {
        let id = &asked.id;
        let now = workspace.log.root(workspace.store.read(), id).await?;
        if now != *id {
            return Err(
                format!("`{id}` is part of customer `{now}` now (`sog customer {now}`)").into()
            );
        }
        return Err(if card != CustomerCard::unrecorded(id.clone()) {
            format!(
                "{} (`{id}`) is on record, and nothing has happened with them yet; new imports \
                 show after `sog refresh`",
                card.name
            )
            .into()
        } else if pictures.is_empty() {
            "there are no pictures yet; import something, then run `sog refresh`".into()
        } else {
            format!(
                "no customer `{id}` among {}; `sog customers` lists them, and new imports show \
                 after `sog refresh`",
                pictures.len()
            )
            .into()
        });
    };
    let at = seen_from(asked.as_of, company.zone, workspace.now());
    let picture = state.view(at, company.zone, &company).with_record(&card);
    let told = Told::of(workspace, &pictures, (state, &card, picture), &company, at).await?;
    if asked.json {
        return out::json(&told);
    }
    let page = words::page(&company, at);
    let picture = &told.picture;
    out::line(&words(&page, picture))?;
    for line in told.words(&page) {
        out::line(&line)?;
    }
    for line in until(&page, &pictures).iter().chain(&may(workspace, &pictures, picture).await?) {
        out::line(line)?;
    }
    Ok(())
}

/// Where the data ends, when that is some days before the moment of the picture.
fn until(page: &Page, pictures: &Pictures) -> Option<String> {
    let until = pictures.data_until(page.now)?;
    let ends = page.now - until > TimeDelta::days(2);
    ends.then(|| format!("The data ends on {}.", page.fmt.day(until)))
}

/// The figures people ask for first.
fn words(page: &Page, picture: &Picture) -> String {
    let fmt = &page.fmt;
    let mut lines = vec![format!(
        "{} ({}), as of {}",
        picture.name,
        picture.customer_id,
        fmt.day_time(page.now)
    )];
    let mut tell = |name: &str, value: String| lines.push(fact(name, &value));
    tell("orders", fmt.count(picture.orders));
    tell("return lines", fmt.count(picture.return_lines));
    tell("net revenue", fmt.money(picture.net_revenue));
    if let (Some(first), Some(last)) = (picture.first_order, picture.last_order) {
        let (first, last) = (fmt.date_short(first.day()), fmt.date_short(last.day()));
        let days = picture.days_since_last_order.unwrap_or(0);
        tell("first and last order", format!("{first} – {last}, {}", page.days_away(-days)));
    }
    if let Some(days) = picture.gaps.median_days {
        let gaps = count(picture.gaps.n, "gap");
        tell("days between orders", format!("{} (middle of {gaps})", fmt.decimal(days, 0)));
    }
    if let Some(phase) = &picture.phase {
        let (event, day) = (page.word(phase.by.kind), fmt.date_short(phase.by.time.day()));
        tell("phase", format!("{} ({event}, {day})", page.word(phase.phase)));
    }
    if let Some(phase) = &picture.opportunity {
        tell("new since", page.word(phase.phase));
    }
    if let Some(pressure) = picture.pressure.value {
        let contacts = count(picture.pressure.n, "contact");
        tell("contact pressure", format!("{} ({contacts} we began)", fmt.decimal(pressure, 1)));
    }
    if picture.complaints.opened > 0 {
        let complaints = &picture.complaints;
        tell("complaints", format!("{}, {} open", complaints.opened, complaints.open));
    }
    for barrier in &picture.barriers.noted {
        let notes = count(u64::from(barrier.notes), "note");
        tell("holds back", format!("{} ({notes})", page.word(barrier.barrier)));
    }
    for family in picture.families.iter().filter(|family| family.is_need).take(5) {
        let orders = count(family.orders, "order");
        let bought = format!("{orders}, {}{}", fmt.money(family.net_revenue), needed(page, family));
        tell(&family.family, bought);
    }
    lines.join("\n")
}

/// When a family is needed.
fn needed(page: &Page, family: &FamilyPicture) -> String {
    let month = |number: u32| page.fmt.month_name(number);
    let windows: Vec<String> = family
        .windows
        .iter()
        .map(|window| match (window.from_month, window.until_month) {
            _ if window.is_all_year() => "all year".to_owned(),
            (from, until) if from == until => month(from),
            (from, until) => format!("{} to {}", month(from), month(until)),
        })
        .collect();
    if windows.is_empty() {
        return String::new();
    }
    let now = match (family.in_window, family.next_window) {
        (Some(true), _) => ", that is now".to_owned(),
        (_, Some(next)) => format!(", next from {}", page.fmt.date_short(next)),
        _ => String::new(),
    };
    format!("; needed {}{now}", windows.join(" and "))
}

/// Who may be written to now, as the page of the customer says it.
async fn may(
    workspace: &Workspace,
    pictures: &Pictures,
    picture: &Picture,
) -> Result<Vec<String>, Failure> {
    let store = &workspace.store;
    let contacts = people::contacts_of(store.read(), &picture.customer_id).await?;
    if contacts.is_empty() {
        return Ok(vec!["No contact on record: nobody can be written to.".to_owned()]);
    }
    let now = workspace.now();
    let page = words::page(&store::company(store.read()).await?, now);
    let rules = crate::rules::read(&workspace.folder)?;
    let family = one::family(Some(picture), &one::families(Some(picture)), "");
    let may_write = campaign::actions::may_write;
    let answers = may_write(store, pictures, &rules, &contacts, &family, now).await?;
    let about = if family.is_empty() { String::new() } else { format!(" about {family}") };
    let mut lines = vec![format!(
        "May we write to them{about}? As of {} (why: `sog guard --contact ID`)",
        page.fmt.day_time(now)
    )];
    for (card, channels) in contacts.iter().zip(answers) {
        let said: Vec<String> = channels
            .iter()
            .map(|may| {
                let verdict = page.code("verdict", may.decision.verdict.code());
                let rule = may.decision.primary().map_or("", |finding| finding.rule.code());
                format!("{} {verdict} ({rule})", page.word(may.channel))
            })
            .collect();
        lines.push(format!("  {} ({}): {}", card.name(), card.id, said.join(", ")));
    }
    Ok(lines)
}

/// Recency, frequency and money of so many days.
async fn rfm(workspace: &Workspace, asked: &Customers, days: u16) -> Outcome {
    let company = store::company(workspace.store.read()).await?;
    let at = seen_from(asked.as_of, company.zone, workspace.now());
    // Whole days of the calendar, today and so many before it, as audiences count them.
    let first = company.zone.day(at) - TimeDelta::days(i64::from(days));
    let from = company.zone.start_of(first);
    let rfm = customers::rfm::rfm(&workspace.store, &workspace.folder, from, at).await?;
    let cards = people::customers(workspace.store.read()).await?;
    let names: HashMap<&str, &str> =
        cards.iter().map(|card| (card.id.as_str(), card.name.as_str())).collect();
    let lines = table::rfm_rows(&rfm, |id| names.get(id).copied().unwrap_or(id), at, company.zone);
    if asked.json || asked.format == Format::Json {
        out::json(&lines)?;
    } else {
        let mut out = BufWriter::new(std::io::stdout().lock());
        table::write_rfm_csv(&mut out, &lines)?;
        out.flush()?;
    }
    let (page, ordered) = (words::page(&company, at), count(lines.len() as u64, "customer"));
    let days = count(days, "day");
    out::note(&format!("{ordered} ordered in the {days} to {}", page.fmt.day_time(page.now)));
    Ok(())
}

pub(super) async fn all(workspace: &Workspace, asked: &Customers) -> Outcome {
    if let Some(days) = asked.rfm {
        return rfm(workspace, asked, days).await;
    }
    let company = store::company(workspace.store.read()).await?;
    let pictures = workspace.pictures().await?;
    let cards = people::customers(workspace.store.read()).await?;
    let names: HashMap<&str, &CustomerCard> =
        cards.iter().map(|card| (card.id.as_str(), card)).collect();
    let at = seen_from(asked.as_of, company.zone, workspace.now());
    let rows = pictures.iter().map(|state| {
        let picture = state.view(at, company.zone, &company);
        match names.get(picture.customer_id.as_str()) {
            Some(card) => picture.with_record(card),
            None => picture,
        }
    });
    let mut out = BufWriter::new(std::io::stdout().lock());
    if asked.json || asked.format == Format::Json {
        table::write_json(&mut out, rows)?;
    } else {
        table::write_csv(&mut out, rows)?;
    }
    out.flush()?;
    let silent = cards.iter().filter(|card| pictures.get(&card.id).is_none()).count();
    out::note(&told(&words::page(&company, at), pictures.len() as u64, silent as u64));
    Ok(())
}

/// What the table holds, counted as the pages count: those who are only on record too.
fn told(page: &Page, listed: u64, silent: u64) -> String {
    let all = count(listed + silent, "customer");
    let active = page.t1("today-customers-active", "count", listed);
    let only = if silent == 0 { "" } else { " (only these are listed)" };
    format!("{all}, {active}{only}, as of {}", page.fmt.day_time(page.now))
}
