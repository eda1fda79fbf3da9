//! `sog targets`: list targets, or derive them from last year.

use std::collections::BTreeSet;

use vocab::{Amount, Month, Scope};
use warn::target::{Rule, Skipped};
use warn::{By, actions};

use crate::args::Targets;
use crate::out::{self, Outcome};
use crate::workspace::{Workspace, now};

pub(super) async fn run(workspace: &Workspace, asked: &Targets) -> Outcome {
    if let Some(percent) = asked.last_year_plus {
        return derive(workspace, percent, asked).await;
    }
    let targets = actions::targets(&workspace.store).await?;
    if asked.json {
        return out::json(&targets);
    }
    for target in &targets {
        out::line(&format!(
            "{} {:28} {:>16}  {}",
            target.period,
            target.scope.to_string(),
            target.amount.to_string(),
            target.source
        ))?;
    }
    Ok(())
}

/// Targets for the month of the last data and the two after it, for the company and every
/// scope that has a target already.
async fn derive(workspace: &Workspace, percent: Amount, asked: &Targets) -> Outcome {
    let pictures = workspace.pictures().await?;
    let zone = store::company(workspace.store.read()).await?.zone;
    let until = pictures
        .data_until(now())
        .ok_or("there are no sales yet; import some, then run `sog refresh`")?;
    let month = Month::of(zone.day(until));
    let months: Vec<Month> = (0..3).map(|ahead| month.plus(ahead)).collect();
    let given = actions::targets(&workspace.store).await?;
    let mut scopes: BTreeSet<Scope> = given.into_iter().map(|target| target.scope).collect();
    scopes.insert(Scope::company());
    scopes.extend(asked.scope.iter().cloned());
    let scopes: Vec<Scope> = scopes.into_iter().collect();
    let rule = Rule { plus_percent: percent };
    // Nobody is signed in here; what is kept is which command it was.
    let by = By { person: "sog targets".to_owned(), at: now() };
    let derived =
        actions::derive(&workspace.store, &pictures, zone, rule, &months, &scopes, &by).await?;
    if asked.json {
        return out::json(&derived);
    }
    for target in &derived.written {
        out::line(&format!(
            "{} {:28} {:>16}",
            target.period,
            target.scope.to_string(),
            target.amount.to_string()
        ))?;
    }
    for (period, scope, why) in &derived.skipped {
        let why = match why {
            Skipped::NoLastYear => "last year's month is not in the data",
            Skipped::NothingLastYear => "nothing was sold in last year's month",
            Skipped::Given => "a target was given already and stays",
        };
        out::line(&format!("{period} {:28} none: {why}", scope.to_string()))?;
    }
    out::line("Next: `sog refresh`, then `sog warnings`.")
}
