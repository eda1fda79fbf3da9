//! What `sog customer` tells beside the picture: deals and stated needs, trust, and what the models
//! say.

use chrono::NaiveDate;
use customers::inferred::NeedsAhead;
use customers::opportunity::{self, view::OpportunityView};
use customers::repurchase::standing::{AHEAD_DAYS, Standing};
use customers::silent;
use customers::stated::{Recurrence, StatedNeed};
use customers::{CustomerCard, Picture, PictureState, Pictures, Trust};
use events::Columns;
use serde::Serialize;
use store::Company;
use vocab::{CustomerId, Instant};
use web::Page;
use web::trust::look::Look;

use crate::words::{count, fact};
use crate::workspace::{Failure, Workspace};

/// What `--json` prints: the keys of the picture, and these.
#[derive(Serialize)]
pub(super) struct Told {
    #[serde(flatten)]
    pub(super) picture: Picture,
    /// Newest first.
    opportunities: Vec<OpportunityView>,
    stated_needs: Vec<StatedNeed>,
    trust: Trust,
    /// Whether they come back; `null` where no model can be trusted, or nothing was ordered.
    comeback: Option<Comeback>,
    /// What they will probably need, the most probable first; `null` where nothing can be told.
    needs_ahead: Option<Vec<Ahead>>,
    /// `null` while they keep to their rhythm.
    silent: Option<Silence>,
}

/// What the models say; intervals hold in nine of ten cases.
#[derive(Serialize)]
struct Comeback {
    model: &'static str,
    /// The last day that is known, and how far ahead is looked.
    until: NaiveDate,
    horizon_days: i32,
    /// Customers it was learned from.
    n: u64,
    p_active: f64,
    p_active_low: Option<f64>,
    p_active_high: Option<f64>,
    expected_orders: f64,
    expected_orders_low: Option<f64>,
    expected_orders_high: Option<f64>,
    value: Option<f64>,
    value_low: Option<f64>,
    value_high: Option<f64>,
}

/// A need that follows from purchases.
#[derive(Serialize)]
struct Ahead {
    family: String,
    from: NaiveDate,
    peak: NaiveDate,
    until: NaiveDate,
    probability: f64,
}

/// A silence longer than the rhythm explains.
#[derive(Serialize)]
struct Silence {
    since: NaiveDate,
    days: i64,
    rhythm_days: f64,
    probability: f64,
    worth_a_year: Option<f64>,
}

impl Told {
    pub(super) async fn of(
        workspace: &Workspace,
        pictures: &Pictures,
        (state, card, picture): (&PictureState, &CustomerCard, Picture),
        company: &Company,
        at: Instant,
    ) -> Result<Self, Failure> {
        let id = state.customer();
        let until = pictures.data_until(at).map(|until| company.zone.day(until));
        let standing = until.map(|until| Standing::of(pictures, until, company.zone));
        let needs = until.map(|until| NeedsAhead::of(pictures, until, company.zone));
        let ahead =
            |needs: NeedsAhead| needs.of_customer(id).map(|need| Ahead::of(&need)).collect();
        Ok(Self {
            opportunities: opportunities(workspace, id, at).await?,
            stated_needs: customers::stated::stated_at(workspace.store.read(), id, at).await?,
            trust: trust(workspace, card, state, company, at).await?.trust,
            comeback: standing.as_ref().and_then(|standing| Comeback::of(standing, id)),
            needs_ahead: needs.and_then(Result::ok).map(ahead),
            silent: standing
                .as_ref()
                .and_then(|standing| Silence::of(standing, state, company, at)),
            picture,
        })
    }

    /// In a few lines; nothing where nothing is known.
    pub(super) fn words(&self, page: &Page) -> Vec<String> {
        let mut lines = deals(page, &self.opportunities);
        lines.extend(needs(page, &self.stated_needs));
        lines.extend(relied(page, &self.trust));
        lines.extend(self.comeback.as_ref().map(|comeback| comeback.words(page)));
        for need in self.needs_ahead.iter().flatten().take(3) {
            let (from, until) = (page.fmt.date_short(need.from), page.fmt.date_short(need.until));
            let share = page.fmt.percent(need.probability.min(0.99), 0);
            lines.push(fact(
                &format!("{} (ahead)", need.family),
                &format!("{share}, {from} – {until}"),
            ));
        }
        if let Some(silent) = &self.silent {
            let since = page.fmt.date_short(silent.since);
            let rhythm = page.fmt.decimal(silent.rhythm_days, 0);
            let told = format!("since {since}; the middle gap is {rhythm} days");
            lines.push(fact("fell silent", &told));
        }
        lines
    }
}

impl Comeback {
    fn of(standing: &Standing, customer: &CustomerId) -> Option<Self> {
        let person = standing.person(customer)?;
        Some(Self {
            model: standing.model().ok()?,
            until: standing.until(),
            horizon_days: AHEAD_DAYS,
            n: standing.customers().0,
            p_active: person.p_active,
            p_active_low: person.p_active_low,
            p_active_high: person.p_active_high,
            expected_orders: person.expected,
            expected_orders_low: person.expected_low,
            expected_orders_high: person.expected_high,
            value: person.value,
            value_low: person.value_low,
            value_high: person.value_high,
        })
    }

    fn words(&self, page: &Page) -> String {
        let active = page.fmt.percent(self.p_active.min(0.99), 0);
        let orders = page.fmt.decimal(self.expected_orders, 1);
        fact("comes back", &format!("still active {active}, {orders} orders expected in a year"))
    }
}

impl Ahead {
    fn of(need: &customers::inferred::Ahead<'_>) -> Self {
        let customers::inferred::Ahead { family, from, peak, until, probability, .. } = need;
        Self {
            family: (*family).to_owned(),
            from: *from,
            peak: *peak,
            until: *until,
            probability: *probability,
        }
    }
}

impl Silence {
    fn of(
        standing: &Standing,
        state: &PictureState,
        company: &Company,
        at: Instant,
    ) -> Option<Self> {
        let found = silent::one(state, standing, &standing.rates(), at, company.zone)?;
        Some(Self {
            since: found.silence.since,
            days: found.silence.days,
            rhythm_days: found.silence.rhythm_days,
            probability: found.silence.probability,
            worth_a_year: found.at_stake.map(|rate| rate.mean),
        })
    }
}

/// The customer's deals, as they were known at a moment and the events up to it show them.
async fn opportunities(
    workspace: &Workspace,
    customer: &CustomerId,
    at: Instant,
) -> Result<Vec<OpportunityView>, Failure> {
    let all = opportunity::opportunities_at(workspace.store.read(), customer, at).await?;
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut events = customers::said::history(&workspace.log, customer).await?;
    events.retain(|event| event.time <= at);
    Ok(all.iter().map(|one| OpportunityView::of(one, &events)).collect())
}

/// A line for each deal.
fn deals(page: &Page, opportunities: &[OpportunityView]) -> Vec<String> {
    let line = |deal: &OpportunityView| {
        let phase = match (deal.phase, &deal.phase_by) {
            (Some(phase), Some(by)) => {
                let (event, day) = (page.word(by.cited.kind()), page.fmt.day(by.cited.time()));
                format!("{} ({event}, {day})", page.word(phase))
            }
            _ => "no evidence of the customer yet".to_owned(),
        };
        let facts = count(deal.assumed.n as u64, "fact");
        let assumed = format!("{} of {facts} assumed", deal.assumed.assumed);
        fact(&deal.title, &format!("{}, {phase}; {assumed}", page.code("outcome", &deal.outcome)))
    };
    opportunities.iter().map(line).collect()
}

/// A line for each need that stands.
fn needs(page: &Page, stated: &[StatedNeed]) -> Vec<String> {
    let standing = stated.iter().filter(|need| need.withdrawn.is_none());
    let line = |need: &StatedNeed| {
        let (from, until) = (need.window.from, need.window.until);
        let often = match need.recurrence {
            Recurrence::Once => "",
            Recurrence::Yearly => ", every year",
        };
        let days = format!("{} – {}", page.fmt.date_short(from), page.fmt.date_short(until));
        fact(&format!("{} (stated)", need.family), &format!("{days}{often}: {}", need.fact))
    };
    standing.map(line).collect()
}

/// What is known of trust, as the page of the customer has it.
async fn trust(
    workspace: &Workspace,
    card: &CustomerCard,
    state: &PictureState,
    company: &Company,
    at: Instant,
) -> Result<Look, Failure> {
    let rules = crate::rules::read(&workspace.folder)?;
    let snapshot = workspace.log.snapshot().await?;
    let id = card.id.clone();
    let history =
        tokio::task::spawn_blocking(move || snapshot.history(&id, Columns::ALL)).await??;
    let limits = web::trust::limits(company, &rules);
    let when = (at, company.zone);
    Ok(Look::at(workspace.store.read(), card, Some(state), &history, &limits, when).await?)
}

/// The trust ledger and what strains, in a few lines; nothing where nothing is known.
fn relied(page: &Page, trust: &Trust) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(sum) = trust.sum {
        let entries = count(trust.points.len() as u64, "point");
        lines.push(fact("trust ledger", &format!("{sum:+} ({entries})")));
    }
    if let Some(share) = trust.kept_share {
        let count = &trust.promises;
        let decided = count.kept + count.broken + count.overdue;
        let share = page.fmt.percent(share, 0);
        lines.push(fact("promises kept", &format!("{share} of {decided}, {} open", count.open)));
    }
    for one in &trust.stressors {
        let (what, day) = (web::trust::stressor(page, one.kind), page.fmt.day(one.since));
        let owner = one.owner.as_deref().unwrap_or("nobody looks after it");
        let stops = if one.stops { ", stops advertising" } else { "" };
        lines.push(fact("strains", &format!("{what} since {day} ({owner}){stops}")));
    }
    lines
}
