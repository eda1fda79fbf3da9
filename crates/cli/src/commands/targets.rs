//! `sog targets`: list targets, or derive them from last year.

use std::collections::BTreeSet;

use vocab::{Amount, Month, Scope};
use warn::target::{Rule, Skipped, Target};
use warn::{By, actions};
use web::Page;

use crate::args::Targets;
use crate::out::{self, Outcome};
use crate::words;
use crate::workspace::Workspace;

pub(super) async fn run(workspace: &Workspace, asked: &Targets) -> Outcome {
    if let Some(percent) = asked.last_year_plus {
        return derive(workspace, percent, asked).await;
    }
    let targets = actions::targets(&workspace.store).await?;
    if asked.json {
        return out::json(&targets);
    }
    let page = words::page(&store::company(workspace.store.read()).await?, workspace.now());
    if targets.is_empty() {
        out::note(
            "No targets yet. Import some (`sog import targets.csv`), or derive them from last \
             year (`sog targets --last-year-plus 5`).",
        );
    }
    for target in &targets {
        let source = web::warn::words::source(&page, &target.source);
        out::line(&format!("{}  {source}", row(&page, target)))?;
    }
    Ok(())
}

fn row(page: &Page, target: &Target) -> String {
    let (scope, amount) = (target.scope.to_string(), page.fmt.money(target.amount));
    format!("{} {scope:30} {amount:>16}", target.period)
}

/// Targets for the month of the last data and the two after it, for the company and every
/// scope that has a target already.
async fn derive(workspace: &Workspace, percent: Amount, asked: &Targets) -> Outcome {
    let pictures = workspace.pictures().await?;
    let company = store::company(workspace.store.read()).await?;
    let until = pictures
        .data_until(workspace.now())
        .ok_or("there are no sales yet; import some, then run `sog refresh`")?;
    let page = words::page(&company, workspace.now());
    let month = Month::of(company.zone.day(until));
    let months: Vec<Month> = (0..3).map(|ahead| month.plus(ahead)).collect();
    let given = actions::targets(&workspace.store).await?;
    let mut scopes: BTreeSet<Scope> = given.into_iter().map(|target| target.scope).collect();
    scopes.insert(Scope::company());
    scopes.extend(asked.scope.iter().cloned());
    let scopes: Vec<Scope> = scopes.into_iter().collect();
    let rule = Rule { plus_percent: percent };
    // Nobody is signed in here; what is kept is which command it was.
    let by = By { person: "sog targets".to_owned(), at: workspace.now() };
    let derived =
        actions::derive(&workspace.store, &pictures, company.zone, rule, &months, &scopes, &by)
            .await?;
    if asked.json {
        return out::json(&derived);
    }
    for target in &derived.written {
        out::line(&row(&page, target))?;
    }
    for (period, scope, why) in &derived.skipped {
        let why = match why {
            Skipped::NoLastYear => "last year's month is not in the data",
            Skipped::NothingLastYear => "nothing was sold in last year's month",
            Skipped::Given => "a target was given already and stays",
        };
        out::line(&format!("{period} {:30} none: {why}", scope.to_string()))?;
    }
    out::line("Next: `sog refresh`, then `sog warnings`.")
}
