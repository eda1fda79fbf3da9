//! A diagnosis becomes the first draft of a brief.
//!
//! What the diagnosis knows is filled in; what it does not know stays a gap. Everything is a
//! suggestion that people change, except the reference to the diagnosis itself.

use chrono::NaiveDate;
use diagnose::Diagnosis;
use diagnose::tables::PartRow;
use diagnose::verdict::Status;
use stats::decompose::Factor;
use vocab::{AidaStage, Amount, Barrier, ScopeKind};

use crate::brief::{Brief, Cause, Measure, MeasureKind, Window};
use crate::conditions::Condition;

/// The step of the reader's road on which a barrier stands, and a message can help; `None`
/// where no message helps because something is missing that we do not have (E18).
#[must_use]
pub const fn stage_for(barrier: Barrier) -> Option<AidaStage> {
    match barrier {
        Barrier::BrandUnknown => Some(AidaStage::Attention),
        Barrier::AdvantageUnknown | Barrier::NoNeed => Some(AidaStage::Interest),
        Barrier::TooExpensive | Barrier::CompetitorBetter | Barrier::Trust => {
            Some(AidaStage::Desire)
        }
        Barrier::Timing | Barrier::Risk | Barrier::NoAuthority => Some(AidaStage::Action),
        Barrier::ProductGap => None,
    }
}

/// A brief from a diagnosis. `finding` is what the diagnosis says in the author's language,
/// `today` the day on which the brief is begun.
#[must_use]
pub fn draft(diagnosis: &Diagnosis, finding: &str, today: NaiveDate) -> Brief {
    let barrier = diagnosis.verdict.barrier.map(|named| named.barrier);
    let evidence = match diagnosis.verdict.barrier {
        Some(named) if named.in_focus => diagnosis.focus_barriers.as_ref(),
        _ => None,
    };
    let family = family(diagnosis);
    Brief {
        cause: Cause {
            target: Some(diagnosis.asked.target_id.clone()),
            diagnosis: Some(diagnosis.id.clone()),
            period: Some(diagnosis.asked.period),
            scope: diagnosis.asked.scope.clone(),
            finding: finding.trim().to_owned(),
            known: diagnosis.verdict.status == Status::Explained,
            notes: evidence.unwrap_or(&diagnosis.barriers).labelled,
        },
        barrier,
        stage: barrier.and_then(stage_for),
        audience: audience(diagnosis, family.as_deref()),
        family: family.unwrap_or_default(),
        window: window(diagnosis, today),
        measure: measure(diagnosis),
        ..Brief::default()
    }
}

/// Where the loss is concentrated in families, the first of them; else that of the target; else
/// the one that lost most, where that is much.
fn family(diagnosis: &Diagnosis) -> Option<String> {
    let focus = diagnosis.focus.as_ref().and_then(|focus| focus.families.first());
    let scope = &diagnosis.asked.scope;
    let own = (scope.kind == ScopeKind::Family).then_some(&scope.value);
    let compared = diagnosis.recent.as_ref().or(diagnosis.elapsed.as_ref());
    let dominant = || compared.and_then(|compared| dominant(&compared.families));
    focus.or(own).or_else(dominant).cloned()
}

/// The family that lost most, where that is at least a third of what all families lost that
/// lost anything: a company has a dozen of them.
fn dominant(families: &[PartRow]) -> Option<&String> {
    let lost = |row: &&PartRow| row.lost > Amount::ZERO;
    let all: Amount = families.iter().filter(lost).map(|row| row.lost).sum();
    let most = families.iter().filter(lost).max_by_key(|row| row.lost)?;
    (!most.name.is_empty() && most.lost + most.lost + most.lost >= all).then_some(&most.name)
}

/// Those who usually need the family in that month, in the region where most is missing.
fn audience(diagnosis: &Diagnosis, family: Option<&str>) -> Option<Condition> {
    let scope = &diagnosis.asked.scope;
    let focus = diagnosis.focus.as_ref().and_then(|focus| focus.region.as_ref());
    let region = focus.or((scope.kind == ScopeKind::Region).then_some(&scope.value));
    let need = family.map(|family| Condition::NeedWindow {
        family: family.to_owned(),
        month: diagnosis.asked.period.number(),
    });
    let region = region.map(|region| Condition::Region { any_of: vec![region.clone()] });
    let mut parts: Vec<_> = need.into_iter().chain(region).collect();
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(Condition::All { of: parts }),
    }
}

/// From today to the end of the target's month, while there is any left: what is short is short
/// now, and a day that was over before anybody signed helps nobody.
fn window(diagnosis: &Diagnosis, today: NaiveDate) -> Option<Window> {
    let until = diagnosis.asked.period.last();
    (today <= until).then_some(Window { from: today, until })
}

/// The kind follows the largest driver; the numbers are for people to set, and a gap until
/// they do.
fn measure(diagnosis: &Diagnosis) -> Option<Measure> {
    let kind = match diagnosis.verdict.drivers.first()?.factor {
        Factor::Customers | Factor::OrdersPerCustomer | Factor::Orders => {
            MeasureKind::RepurchaseShare
        }
        Factor::ValuePerOrder | Factor::Returns => MeasureKind::RevenuePerCustomer,
    };
    Some(Measure { kind, baseline: None, smallest_effect: None })
}

#[cfg(test)]
mod tests {
    use diagnose::tables::PartFigures;

    use super::*;

    #[test]
    fn every_barrier_has_its_step_or_none() {
        let helpless: Vec<_> =
            Barrier::ALL.iter().filter(|barrier| stage_for(**barrier).is_none()).collect();
        assert_eq!(helpless, [&Barrier::ProductGap]);
    }

    #[test]
    fn a_family_is_named_where_it_lost_a_third_of_all() {
        let figures = PartFigures { customers: 0, orders: 0, net: Amount::ZERO };
        let families = |lost: &[(&str, i128)]| -> Vec<PartRow> {
            let row = |(name, cents): &(&str, i128)| PartRow {
                name: (*name).to_owned(),
                before: figures,
                after: figures,
                lost: Amount::from_cents(*cents),
                judged: None,
            };
            lost.iter().map(row).collect()
        };
        let named = |lost: &[(&str, i128)]| dominant(&families(lost)).cloned();
        // What others won does not count against it.
        let third =
            [("Toys", -900), ("Candles", 90), ("Trees", 100), ("Lights", 90), ("Gifts", 20)];
        assert_eq!(named(&third).as_deref(), Some("Trees"));
        let spread = [("Trees", 100), ("Lights", 90), ("Candles", 80), ("Gifts", 31)];
        assert_eq!(named(&spread), None);
        assert_eq!(named(&[("", 500), ("Trees", 100)]), None, "sales without a family");
        assert_eq!(named(&[("Trees", -5)]), None);
        assert_eq!(named(&[]), None);
    }
}
