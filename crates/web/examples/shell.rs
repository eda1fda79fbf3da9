//! Serves the pages over an empty data folder, with one made-up person of each team and a
//! page that shows every part. For looking at pages while writing them:
//!
//! `cargo run -p sog-web --example shell -- [FOLDER] [PORT]`

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::get;
use sog_web::caught::Mailbox;
use sog_web::parts::heat::{Frame, HeatValue};
use sog_web::parts::{Band, Chart, Figure, Heat, Step, Unit};
use sog_web::{AppState, Area, DemoInfo, DemoPerson, Error, Member, Page, show, users};
use vocab::{Amount, Lang, Month, Team};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let folder = args.next().map_or_else(|| std::env::temp_dir().join("sog-shell"), PathBuf::from);
    let port = args.next().map_or(Ok(7641), |port| port.parse())?;
    let migrations = [
        store::migrations::migrations(),
        events::migrations(),
        customers::migrations(),
        warn::migrations(),
        diagnose::migrations(),
        campaign::migrations(),
        sog_web::migrations(),
    ];
    let store = store::Store::open_folder(&folder, migrations.concat()).await?;
    let log = events::EventLog::open(&store, &folder).await?;
    fill(&store, &log, &folder).await?;
    let mut people = Vec::new();
    for (name, email, team, language) in [
        ("Mara Lindner", "mara@demo.example", Team::Marketing, Lang::De),
        ("Sem de Vries", "sem@demo.example", Team::Sales, Lang::Nl),
        ("Ana Ortega", "ana@demo.example", Team::Admin, Lang::Es),
        ("Tom Baker", "tom@demo.example", Team::Sales, Lang::En),
    ] {
        let password = "demo-password".to_owned();
        if users::find(&store, email).await?.is_none() {
            let new = users::NewUser {
                email: email.to_owned(),
                name: name.to_owned(),
                team,
                language,
                password: password.clone(),
            };
            users::create(&store, new, chrono::Utc::now()).await?;
        }
        people.push(DemoPerson { name: name.to_owned(), email: email.to_owned(), password, team });
    }
    let tx = store.begin().await?;
    let company = store::Company {
        name: "Hafenlicht GmbH".to_owned(),
        currency: Some(vocab::Currency::EUR),
        public_url: format!("http://127.0.0.1:{port}"),
        ..store::company(&tx).await?
    };
    store::save_company(&tx, &company).await?;
    tx.commit().await?;
    let state = AppState::new(store, log, folder, Arc::new(chrono::Utc::now)).await?;
    let state = state.with_demo(DemoInfo { people }).with_mailbox(Mailbox::default());
    let extra = Router::new().route("/parts", get(parts));
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let router = sog_web::router_with(state, extra);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).await?;
    Ok(())
}

/// Fills an empty folder with a small simulated company.
async fn fill(
    store: &store::Store,
    log: &events::EventLog,
    folder: &std::path::Path,
) -> Result<(), Box<dyn std::error::Error>> {
    if customers::version(store).await?.is_some() {
        return Ok(());
    }
    let now = chrono::Utc::now();
    let plan = simulate::Plan { customers: 3_000, ..simulate::Plan::demo(now.date_naive()) };
    let files = folder.join("simulated");
    simulate::write(&plan, &files, &|_| ())?;
    let mut csv: Vec<PathBuf> = std::fs::read_dir(&files)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
        .collect();
    csv.sort();
    let request = listen::ImportRequest::new(csv, folder.to_owned(), now);
    listen::import(store, log, &request, &listen::Quiet).await?;
    customers::refresh(store, log, folder, &|_| ()).await?;
    Ok(())
}

#[derive(Template)]
#[template(path = "parts/gallery.html")]
struct Gallery {
    page: Page,
    figures: Vec<Figure>,
    charts: Vec<Chart>,
    heat: Heat,
}

/// Made-up values, only to look at.
async fn parts(member: Member) -> Result<Response, Error> {
    let page = member.page.at(Area::Why);
    let money = |units: i64| Amount::from_cents(i128::from(units) * 100 + 37);
    let figures = vec![
        Figure::new("Net revenue", page.fmt.money(money(48_210)), "Sum of all lines.")
            .n(312)
            .rows("/customers"),
        Figure::new("Will be missed", page.fmt.percent(0.83, 0), "Share of futures below target.")
            .range("70–91 %")
            .n(2000)
            .tone("bad")
            .note("Target 60,000"),
        Figure::unknown("Repurchase", "Fewer than 3 orders", "Days until the next order."),
        Figure::new("Complaints", "0", "Open complaints.").tone("good"),
    ];
    let first = Month::new(2026, 1).unwrap_or_else(|| unreachable!());
    let months: Vec<Month> = (0..12).map(|n| first.plus(n)).collect();
    let wave = |n: i64| 40_000 + 9_000 * ((n * 7) % 5) - 1_500 * n;
    let names = || months.iter().map(|month| page.fmt.month_short(month));
    let line = Chart::line("c1", "Revenue and forecast", Unit::Money)
        .summary("Revenue fell since June and will probably miss the target.")
        .definition("Net revenue by month; the band holds 80 % of the likely futures.")
        .categories("Month", names())
        .band(Band {
            name: "80 %".to_owned(),
            ends: (0..12)
                .map(|n| {
                    (n >= 8).then(|| {
                        (money(wave(n) - 4_000 * (n - 7)), money(wave(n) + 4_000 * (n - 7)))
                    })
                })
                .collect(),
        })
        .actual("Revenue", (0..12).map(|n| (n < 9).then(|| money(wave(n)))))
        .forecast("Forecast", (0..12).map(|n| (n >= 8).then(|| money(wave(n)))))
        .compare("Last year", (0..12).map(|n| Some(money(wave(n + 3)))))
        .target("Target", (0..12).map(|_| Some(money(52_000))))
        .mark(5, "First knowable");
    let bars = Chart::bars("c2", "Barriers in notes", Unit::Count)
        .categories("Barrier", ["Too expensive", "Wrong moment", "Competitor"].map(str::to_owned))
        .numbers("Notes", [Some(41.0), Some(23.0), Some(12.0)])
        .horizontal();
    let steps = [
        ("Last year", 410_000, true),
        ("Customers", -52_000, false),
        ("Orders per customer", 11_000, false),
        ("Value per order", -18_500, false),
        ("Returns", -4_200, false),
        ("This year", 346_300, true),
    ];
    let fall = Chart::waterfall(
        "c3",
        "From last year to this year",
        steps
            .into_iter()
            .map(|(name, units, total)| Step {
                name: name.to_owned(),
                amount: Amount::from_cents(units * 100),
                total,
            })
            .collect(),
    )
    .axis("Part");
    let stacked = Chart::stacked("c4", "By family", Unit::Money)
        .categories("Month", names())
        .part("Lamps", (0..12).map(|n| Some(money(wave(n)))))
        .part("Candles", (0..12).map(|n| Some(money(wave(n + 2) / 2))))
        .part("Gifts", (0..12).map(|n| Some(money(wave(n + 4) / 3))));
    let grouped = Chart::grouped("c5", "New and returning", Unit::Money)
        .categories("Month", names())
        .part("New", (0..12).map(|n| Some(money(wave(n) / 4))))
        .part("Returning", (0..12).map(|n| Some(money(wave(n)))));
    let row = |name: &str, shift: i64| {
        let values = (0..12).map(|n| {
            let value = ((n + shift) * 5) % 7;
            HeatValue {
                value: value as f64,
                text: if value == 0 { String::new() } else { value.to_string() },
                hint: format!("{name}: {value}"),
                frame: if value == 6 { Frame::Window } else { Frame::None },
            }
        });
        (name.to_owned(), values.collect())
    };
    let heat = Heat::new(
        "Orders by month",
        "Family",
        (1..=12).map(|n| page.fmt.month_name(n)).collect(),
        vec![row("Lamps", 0), row("Candles", 2), row("Gifts", 5)],
    );
    show(&Gallery { page, figures, charts: vec![line, fall, bars, stacked, grouped], heat })
}
