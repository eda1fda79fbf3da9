//! `sog warnings`: targets that will probably be missed, and where all targets stand.

use chrono::NaiveDate;
use serde::Serialize;
use warn::actions::{self, Which};
use warn::warning::{Detail, Warning};

use crate::args::Warnings;
use crate::out::{self, Outcome};
use crate::workspace::{Workspace, now};

/// What `--json` prints.
#[derive(Serialize)]
struct Document {
    /// The day the forecasts look from.
    as_of: Option<NaiveDate>,
    /// Open warnings, most money at risk first. Empty with `--as-of`, which only looks.
    warnings: Vec<Warning>,
    /// Every target looked at.
    forecasts: Vec<Detail>,
}

pub(super) async fn run(workspace: &Workspace, asked: &Warnings) -> Outcome {
    let document = match asked.as_of {
        Some(day) => {
            let pictures = workspace.pictures().await?;
            let zone = store::company(workspace.store.read()).await?.zone;
            let forecasts =
                actions::look(&workspace.store, &pictures, Some(day), now(), zone).await?;
            Document { as_of: Some(day), warnings: Vec::new(), forecasts }
        }
        None => {
            let forecasts = actions::forecasts(&workspace.store).await?;
            Document {
                as_of: forecasts.first().map(|detail| detail.forecast.as_of),
                warnings: actions::list(&workspace.store, Which::Open).await?,
                forecasts,
            }
        }
    };
    if asked.json { out::json(&document) } else { tell(&document) }
}

fn tell(document: &Document) -> Outcome {
    if document.forecasts.is_empty() {
        return out::line(
            "No targets to look at. Import some (`sog import targets.csv`) or derive them \
             (`sog targets --last-year-plus 5`), then run `sog refresh`.",
        );
    }
    if document.warnings.is_empty() && document.as_of.is_some() {
        out::line("No warnings.")?;
    }
    for warning in &document.warnings {
        let forecast = &warning.detail.forecast;
        let since = warning
            .knowable_since
            .map_or_else(String::new, |day| format!(", knowable since {day}"));
        out::line(&format!(
            "{} {}: {:.0} % likely to miss {}; {} at risk{since}",
            forecast.target.period,
            forecast.target.scope,
            warning.probability * 100.0,
            forecast.target.amount,
            warning.at_risk,
        ))?;
    }
    out::line("")?;
    for detail in &document.forecasts {
        let forecast = &detail.forecast;
        let expected = forecast
            .expected
            .map_or_else(|| "not known".to_owned(), |expected| expected.to_string());
        let missed = forecast
            .probability_missed
            .map_or_else(String::new, |p| format!(", misses with {:.0} %", p * 100.0));
        out::line(&format!(
            "{} {:28} target {:>14}  booked {:>14}  expected {expected:>14}{missed}",
            forecast.target.period,
            forecast.target.scope.to_string(),
            forecast.target.amount.to_string(),
            forecast.booked.to_string(),
        ))?;
    }
    Ok(())
}
