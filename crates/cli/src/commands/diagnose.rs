//! `sog diagnose`: why a target is missed.

use customers::Pictures;
use diagnose::{Asked, Diagnosis, actions};
use vocab::{Month, Scope, ScopeKind};
use warn::target::Target;
use web::Page;
use web::why::{verdict, words as why};

use crate::args::Diagnose;
use crate::out::{self, Outcome};
use crate::words::{self, fact};
use crate::workspace::Workspace;

pub(super) async fn run(workspace: &Workspace, asked: Diagnose) -> Outcome {
    let (pictures, now) = (workspace.pictures().await?, workspace.now());
    let company = store::company(workspace.store.read()).await?;
    let until = pictures
        .data_until(now)
        .ok_or("there are no sales yet; import some, then run `sog refresh`")?;
    let last = Month::of(company.zone.day(until));
    let period = asked.period.unwrap_or(last);
    let details =
        warn::actions::look(&workspace.store, &pictures, asked.as_of, now, company.zone).await?;
    let page = words::page(&company, now);
    let found = details
        .iter()
        .map(|detail| &detail.forecast)
        .find(|forecast| forecast.target.period == period && forecast.target.scope == asked.scope);
    let Some(forecast) = found else {
        let targets = warn::actions::targets(&workspace.store).await?;
        return Err(no_target(period, &asked.scope, last, &targets, &pictures).into());
    };
    let question = Asked::of(forecast).ok_or_else(|| {
        let why = web::warn::words::why_unknown(&page, forecast);
        format!("what {period} will bring cannot be said yet: {why}")
    })?;
    let diagnosis =
        actions::diagnose(&workspace.store, &workspace.log, pictures, question, now).await?;
    if asked.json { out::json(&diagnosis) } else { tell(&page, &diagnosis) }
}

/// Why nothing can be asked of a month and a part, and what helps.
fn no_target(
    period: Month,
    scope: &Scope,
    last: Month,
    targets: &[Target],
    pictures: &Pictures,
) -> String {
    if targets.iter().any(|target| target.period == period && target.scope == *scope) {
        return format!(
            "the target for {scope} in {period} is too far from {last}, where the data ends; \
             say from which day to look with `--as-of DATE`"
        );
    }
    let known = || pictures.series().scopes();
    if scope.kind != ScopeKind::Company && !known().any(|known| known == scope) {
        let names: Vec<String> = known()
            .filter(|known| known.kind == scope.kind && !known.value.is_empty())
            .map(ToString::to_string)
            .collect();
        return format!("nothing was sold in {scope}; there are: {}", names.join(", "));
    }
    let mut said = format!("there is no target for {scope} in {period}; `sog targets` lists them");
    if (0..3).any(|ahead| last.plus(ahead) == period) {
        said.push_str(", and `sog targets --last-year-plus 5");
        if scope.kind != ScopeKind::Company {
            said.push_str(&format!(" --scope '{scope}'"));
        }
        said.push_str("` derives one where last year has that month");
    } else {
        said.push_str(", and `sog import targets.csv` brings one for any month");
    }
    said
}

fn tell(page: &Page, diagnosis: &Diagnosis) -> Outcome {
    let (asked, fmt) = (&diagnosis.asked, &page.fmt);
    let name = web::warn::words::name(page, &asked.scope);
    let (month, as_of) = (fmt.month(asked.period), fmt.date(asked.as_of));
    out::line(&format!("{name}, {month}, as of {as_of}"))?;
    for (name, amount) in [
        ("target", asked.target),
        ("booked", asked.booked),
        ("expected at the end", asked.booked + asked.rest),
    ] {
        out::line(&fact(name, &format!("{:>16}", fmt.money(amount))))?;
    }
    let said = verdict::said(page, diagnosis);
    out::line(&said.headline)?;
    for fact in said.barrier.iter().chain(&said.stands_out) {
        out::line(&format!("  {fact}"))?;
    }
    out::line("What adds to the shortfall, and what (below zero) takes from it:")?;
    for part in &diagnosis.parts {
        out::line(&format!("  {:>16}  {}", fmt.money(part.amount), why::part(page, part)))?;
    }
    for missing in &said.missing {
        out::line(missing)?;
    }
    if !said.questions.is_empty() {
        out::line("Questions to ask sales:")?;
        for question in &said.questions {
            out::line(&format!("  {question}"))?;
        }
    }
    Ok(())
}
