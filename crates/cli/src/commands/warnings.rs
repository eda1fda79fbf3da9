//! `sog warnings`: targets that will probably be missed, and where all targets stand.

use chrono::NaiveDate;
use serde::Serialize;
use warn::actions::{self, Which};
use warn::warning::{Detail, Warning};
use web::Page;
use web::warn::words as warn_words;

use crate::args::Warnings;
use crate::out::{self, Outcome};
use crate::words;
use crate::workspace::Workspace;

/// What `--json` prints.
#[derive(Serialize)]
struct Document {
    /// The day the forecasts look from.
    as_of: Option<NaiveDate>,
    /// Whether the forecasts are of the targets there are now; not so after targets changed,
    /// until the next refresh.
    current: bool,
    /// Open warnings, most money at risk first. Empty with `--as-of`, which only looks.
    warnings: Vec<Warning>,
    /// Every target looked at.
    forecasts: Vec<Detail>,
}

pub(super) async fn run(workspace: &Workspace, asked: &Warnings) -> Outcome {
    let (store, now) = (&workspace.store, workspace.now());
    let company = store::company(store.read()).await?;
    let pictures = workspace.pictures().await?;
    let document = match asked.as_of {
        Some(day) => Document {
            as_of: Some(day),
            current: true,
            warnings: Vec::new(),
            forecasts: actions::look(store, &pictures, Some(day), now, company.zone).await?,
        },
        None => {
            let forecasts = actions::forecasts(store).await?;
            Document {
                as_of: forecasts.first().map(|detail| detail.forecast.as_of),
                current: actions::is_current(store, &pictures, now, company.zone).await?,
                warnings: actions::list(store, Which::Open).await?,
                forecasts,
            }
        }
    };
    if !document.current {
        out::note(STALE);
    }
    if asked.json {
        return out::json(&document);
    }
    let any_target = !actions::targets(store).await?.is_empty();
    tell(&words::page(&company, now), &document, any_target)
}

const STALE: &str = "The targets have changed since they were last looked at: run `sog refresh`, \
                     then ask again.";

fn tell(page: &Page, document: &Document, any_target: bool) -> Outcome {
    let Some(as_of) = document.as_of.filter(|_| !document.forecasts.is_empty()) else {
        return match (any_target, document.current) {
            (false, _) => out::line(
                "No targets to look at. Import some (`sog import targets.csv`) or derive them \
                 (`sog targets --last-year-plus 5`), then run `sog refresh`.",
            ),
            // The note has said what to do.
            (true, false) => Ok(()),
            (true, true) => out::line(
                "No target of the months that are looked at: from twelve months before the last \
                 one with sales to two after it. `sog targets` lists all of them.",
            ),
        };
    };
    let fmt = &page.fmt;
    out::line(&format!("As of {}, the last day looked at.", fmt.date(as_of)))?;
    if document.warnings.is_empty() {
        out::line("No warnings.")?;
    }
    for warning in &document.warnings {
        let forecast = &warning.detail.forecast;
        let likely = warn_words::likely(page, forecast);
        let since = warning
            .knowable_since
            .map_or_else(String::new, |day| format!(", knowable since {}", fmt.date_short(day)));
        out::line(&format!(
            "{} {}: {} ({}); {} at risk{since}",
            forecast.target.period,
            forecast.target.scope,
            likely.words,
            likely.percent,
            fmt.money(warning.at_risk),
        ))?;
    }
    out::line("")?;
    out::line(&row("month and part", ["target", "booked", "expected"].map(str::to_owned), ""))?;
    for detail in &document.forecasts {
        let forecast = &detail.forecast;
        let likely = warn_words::likely(page, forecast);
        let missed = match likely.percent.as_str() {
            "" => likely.words,
            percent => format!("{} ({percent} of a miss)", likely.words),
        };
        out::line(&row(
            &format!("{} {}", forecast.target.period, forecast.target.scope),
            [Some(forecast.target.amount), Some(forecast.booked), forecast.expected].map(
                |amount| amount.map_or_else(|| "not known".to_owned(), |amount| fmt.money(amount)),
            ),
            &missed,
        ))?;
    }
    Ok(())
}

fn row(name: &str, [target, booked, expected]: [String; 3], said: &str) -> String {
    format!("{name:38} {target:>16} {booked:>16} {expected:>16}  {said}").trim_end().to_owned()
}
