//! The figures of one customer, each with its definition.

use ::customers::Picture;

use crate::page::Page;
use crate::parts::Figure;

/// Gaps from which on a rhythm is more than an accident.
const SURE_GAPS: u64 = 3;

/// The figures in the order of the page. `rows` is where the rows behind them stand.
pub(super) fn figures(page: &Page, picture: &Picture, rows: &str) -> Vec<Figure> {
    let fmt = &page.fmt;
    let lines = picture.order_lines + picture.return_lines + picture.adjustment_lines;
    vec![
        Figure::new(
            page.t("customer-net"),
            fmt.money(picture.net_revenue),
            page.t("customer-net-means"),
        )
        .n(lines)
        .rows(rows)
        .note(page.t1("customer-net-note", "gross", fmt.money(picture.gross_revenue))),
        Figure::new(
            page.t("customer-orders"),
            fmt.count(picture.orders),
            page.t("customer-orders-means"),
        )
        .n(picture.order_lines)
        .rows(rows),
        returned(page, picture).rows(rows),
        last(page, picture).rows(rows),
        rhythm(page, picture).rows(rows),
        pressure(page, picture).rows(rows),
        balance(page, picture).rows(rows),
        Figure::new(
            page.t("customer-complaints"),
            fmt.count(picture.complaints.open),
            page.t("customer-complaints-means"),
        )
        .n(picture.complaints.opened)
        .rows("#complaints")
        .tone(if picture.complaints.open > 0 { "bad" } else { "" }),
    ]
}

fn returned(page: &Page, picture: &Picture) -> Figure {
    let figure = Figure::new(
        page.t("customer-returned"),
        page.fmt.money(picture.returned),
        page.t("customer-returned-means"),
    )
    .n(picture.return_lines);
    let gross = picture.gross_revenue.to_f64();
    if gross > 0.0 {
        let share = page.fmt.percent(-picture.returned.to_f64() / gross, 1);
        figure.note(page.t1("customer-returned-note", "share", share))
    } else {
        figure
    }
}

fn last(page: &Page, picture: &Picture) -> Figure {
    let (label, means) = (page.t("customer-last"), page.t("customer-last-means"));
    match (picture.last_order, picture.days_since_last_order) {
        (Some(last), Some(days)) => Figure::new(label, page.fmt.date_short(last.day()), means)
            .n(picture.orders)
            .note(page.days_away(-days)),
        _ => Figure::unknown(label, page.t("customer-no-order"), means),
    }
}

fn rhythm(page: &Page, picture: &Picture) -> Figure {
    let (label, means) = (page.t("customer-rhythm"), page.t("customer-rhythm-means"));
    let gaps = &picture.gaps;
    let Some(median) = gaps.median_days else {
        return Figure::unknown(label, page.t("customer-rhythm-unknown"), means).n(gaps.n);
    };
    let value = page.t1("customer-rhythm-value", "days", median);
    let figure = Figure::new(label, value, means).n(gaps.n);
    let figure = match (gaps.shortest_days, gaps.longest_days) {
        (Some(low), Some(high)) if low < high => {
            figure.range(page.t2("customer-rhythm-range", "low", low, "high", high))
        }
        _ => figure,
    };
    if gaps.n < SURE_GAPS {
        return figure.note(page.t1("customer-rhythm-few", "count", gaps.n)).tone("faint");
    }
    match (picture.days_since_last_order, gaps.longest_days) {
        (Some(days), Some(longest)) if days > longest => {
            let note = page.t2("customer-rhythm-overdue", "days", days, "longest", longest);
            figure.note(note).tone("warn")
        }
        _ => figure.note(page.t1("customer-rhythm-from", "count", gaps.n)),
    }
}

fn pressure(page: &Page, picture: &Picture) -> Figure {
    let label = page.t("customer-pressure");
    let days = picture.pressure.half_life_days;
    let means = page.t1("customer-pressure-means", "days", days);
    let company = &page.company;
    // The cap counts for each person; the page shows the one who heard from us most.
    let most = picture.people.iter().map(|person| person.outbound_in_cap_days).max().unwrap_or(0);
    let note = page.t3(
        "customer-pressure-note",
        "most",
        most,
        "cap",
        company.cap_touches,
        "days",
        company.cap_days,
    );
    match picture.pressure.value {
        Some(value) => Figure::new(label, page.fmt.decimal(value, 1), means)
            .n(picture.pressure.n)
            .note(note)
            .tone(if most >= u64::from(company.cap_touches) { "warn" } else { "" }),
        None => Figure::new(label, page.fmt.decimal(0.0, 1), means)
            .n(0)
            .note(page.t("customer-pressure-none")),
    }
}

fn balance(page: &Page, picture: &Picture) -> Figure {
    let (label, means) = (page.t("customer-balance"), page.t("customer-balance-means"));
    let balance = &picture.balance;
    match balance.inbound_share {
        Some(share) => {
            Figure::new(label, page.fmt.percent(share, 0), means).n(balance.n).note(page.t2(
                "customer-balance-note",
                "inbound",
                balance.inbound,
                "outbound",
                balance.outbound,
            ))
        }
        None => Figure::unknown(label, page.t("customer-balance-unknown"), means).n(0),
    }
}
