//! The words for what is known of a deal.

use ::customers::opportunity::{FactKind, Fit, Gap, Lack};
use vocab::Phase;

use crate::page::Page;

/// A kind of fact.
pub(super) fn kind(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Need => "deal-kind-need",
        FactKind::Wish => "deal-kind-wish",
        FactKind::Consequence => "deal-kind-consequence",
        FactKind::Vision => "deal-kind-vision",
        FactKind::OwnReason => "deal-kind-own-reason",
        FactKind::MovesNow => "deal-kind-moves-now",
        FactKind::Requirement => "deal-kind-requirement",
        FactKind::Risk => "deal-kind-risk",
        FactKind::PriceTalk => "deal-kind-price-talk",
    }
}

/// A fit, and the tone of its badge.
pub(super) fn fit(fit: Fit) -> (&'static str, &'static str) {
    match fit {
        Fit::Yes => ("deal-fit-yes", "good"),
        Fit::Partly => ("deal-fit-partly", "warn"),
        Fit::No => ("deal-fit-no", "bad"),
    }
}

/// What a phase asks for.
pub(super) fn asks(phase: Phase) -> &'static str {
    match phase {
        Phase::Solution => "deal-asks-solution",
        Phase::Risk => "deal-asks-risk",
        _ => "deal-asks-need",
    }
}

/// What is missing, as a sentence.
pub(super) fn gap(page: &Page, gap: Gap) -> String {
    let counted = |key: &str| page.t1(key, "count", gap.count);
    match gap.code {
        Lack::Need => page.t("deal-gap-need"),
        Lack::Wish => page.t("deal-gap-wish"),
        Lack::Consequence => page.t("deal-gap-consequence"),
        Lack::Vision => page.t("deal-gap-vision"),
        Lack::OwnReason => page.t("deal-gap-own-reason"),
        Lack::MovesNow => page.t("deal-gap-moves-now"),
        Lack::Requirement => page.t("deal-gap-requirement"),
        Lack::RequirementConfirmed => page.t("deal-gap-requirement-confirmed"),
        Lack::Outline => counted("deal-gap-outline"),
        Lack::Detail => counted("deal-gap-detail"),
        Lack::Risk => page.t("deal-gap-risk"),
        Lack::RiskOpen => counted("deal-gap-risk-open"),
        Lack::PriceTalk => page.t("deal-gap-price-talk"),
        Lack::Assumed => counted("deal-gap-assumed"),
    }
}

/// The kind of fact that fills a gap, for the link to the form.
pub(super) fn fills(code: Lack) -> Option<FactKind> {
    match code {
        Lack::Need => Some(FactKind::Need),
        Lack::Wish => Some(FactKind::Wish),
        Lack::Consequence => Some(FactKind::Consequence),
        Lack::Vision => Some(FactKind::Vision),
        Lack::OwnReason => Some(FactKind::OwnReason),
        Lack::MovesNow => Some(FactKind::MovesNow),
        Lack::Requirement => Some(FactKind::Requirement),
        Lack::Risk => Some(FactKind::Risk),
        Lack::PriceTalk => Some(FactKind::PriceTalk),
        _ => None,
    }
}
