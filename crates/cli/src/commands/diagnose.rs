//! `sog diagnose`: why a target is missed.

use diagnose::{Asked, Diagnosis, actions};
use vocab::Month;

use crate::args::Diagnose;
use crate::out::{self, Outcome};
use crate::workspace::{Workspace, now};

pub(super) async fn run(workspace: &Workspace, asked: Diagnose) -> Outcome {
    let pictures = workspace.pictures().await?;
    let zone = store::company(workspace.store.read()).await?.zone;
    let until = pictures
        .data_until(now())
        .ok_or("there are no sales yet; import some, then run `sog refresh`")?;
    let period = asked.period.unwrap_or_else(|| Month::of(zone.day(until)));
    let details =
        warn::actions::look(&workspace.store, &pictures, asked.as_of, now(), zone).await?;
    let forecast = details
        .iter()
        .map(|detail| &detail.forecast)
        .find(|forecast| forecast.target.period == period && forecast.target.scope == asked.scope)
        .ok_or_else(|| {
            format!(
                "there is no target for {} in {period}; `sog targets` lists them, \
                 `sog targets --last-year-plus 5 --scope {0}` derives one",
                asked.scope
            )
        })?;
    let question = Asked::of(forecast).ok_or_else(|| {
        format!("what {period} will bring cannot be said yet: {:?}", forecast.notes)
    })?;
    let diagnosis =
        actions::diagnose(&workspace.store, &workspace.log, pictures, question, now()).await?;
    if asked.json { out::json(&diagnosis) } else { tell(&diagnosis) }
}

fn tell(diagnosis: &Diagnosis) -> Outcome {
    let asked = &diagnosis.asked;
    out::line(&format!(
        "{} {}: target {}, booked {} until {}, expected rest {}; short by {}",
        asked.period,
        asked.scope,
        asked.target,
        asked.booked,
        asked.as_of,
        asked.rest,
        diagnosis.shortfall
    ))?;
    for part in &diagnosis.parts {
        let name = serde_json::to_value(part)?;
        let word = |key: &str| name[key].as_str().unwrap_or_default().to_owned();
        out::line(&format!(
            "  {:>16}  {} {} {}",
            part.amount.to_string(),
            word("kind"),
            word("segment"),
            word("factor")
        ))?;
    }
    let verdict = &diagnosis.verdict;
    out::line(&format!("verdict: {}", serde_json::to_string(&verdict.status)?.replace('"', "")))?;
    if let Some(barrier) = &verdict.barrier {
        out::line(&format!("  barrier noted by sales: {}", barrier.barrier))?;
    }
    if let Some(focus) = diagnosis.focus.as_ref().filter(|_| verdict.focused) {
        let region = focus.region.as_deref().unwrap_or("everywhere");
        out::line(&format!("  where: {region}, {}: {}", focus.families.join(", "), focus.lost))?;
    }
    for missing in &verdict.missing {
        out::line(&format!("  missing: {:?}, {} of {}", missing.what, missing.have, missing.need))?;
    }
    Ok(())
}
