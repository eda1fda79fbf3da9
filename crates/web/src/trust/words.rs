//! The words for the kinds of this step.

use ::customers::trust::{PointKind, Standing, StressorKind};

use crate::page::Page;

/// What strains a relationship.
#[must_use]
pub fn stressor(page: &Page, kind: StressorKind) -> String {
    page.t(match kind {
        StressorKind::OpenComplaint => "trust-stressor-complaint",
        StressorKind::UnansweredComplaint => "trust-stressor-unheard",
        StressorKind::OverduePromise => "trust-stressor-promise",
        StressorKind::UnansweredInquiry => "trust-stressor-inquiry",
        StressorKind::OverCap => "trust-stressor-cap",
        StressorKind::LowSurvey => "trust-stressor-survey",
    })
}

/// What earns or costs trust.
pub(super) fn point(page: &Page, kind: PointKind) -> String {
    page.t(match kind {
        PointKind::PromiseKept => "trust-point-kept",
        PointKind::PromiseBroken => "trust-point-broken",
        PointKind::ComplaintAnsweredSoon => "trust-point-heard",
        PointKind::ComplaintAnsweredLate => "trust-point-unheard",
        PointKind::ComplaintSettled => "trust-point-settled",
        PointKind::ObjectionHonoured => "trust-point-honoured",
        PointKind::ContactAfterObjection => "trust-point-ignored",
        PointKind::InquiryAnsweredSoon => "trust-point-answered",
        PointKind::InquiryAnsweredLate => "trust-point-unanswered",
        PointKind::Referral => "trust-point-referral",
        PointKind::CompetenceGood => "trust-point-able",
        PointKind::CompetenceLow => "trust-point-unable",
        PointKind::LikeabilityGood => "trust-point-liked",
        PointKind::LikeabilityLow => "trust-point-disliked",
    })
}

/// How a promise stands, and the class of its badge.
pub(super) fn standing(page: &Page, standing: Standing) -> (String, &'static str) {
    let (key, tone) = match standing {
        Standing::Open => ("trust-promise-open", ""),
        Standing::Overdue => ("trust-promise-overdue", "bad"),
        Standing::Kept => ("trust-promise-kept", "good"),
        Standing::Broken => ("trust-promise-broken", "bad"),
        Standing::Withdrawn => ("trust-promise-withdrawn", ""),
    };
    (page.t(key), tone)
}

/// A weight with its sign; a minus as it is printed.
pub(super) fn signed(weight: i64) -> String {
    match weight {
        0 => "0".to_owned(),
        below if below < 0 => format!("\u{2212}{}", below.unsigned_abs()),
        above => format!("+{above}"),
    }
}

/// A span of time in hours, or in days from two days on.
pub(super) fn hours(page: &Page, hours: f64) -> String {
    if hours < 48.0 {
        page.t1("trust-hours", "hours", page.fmt.decimal(hours, 1))
    } else {
        page.t1("trust-days", "days", page.fmt.decimal(hours / 24.0, 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_has_its_sign() {
        assert_eq!([signed(3), signed(0), signed(-2)], ["+3", "0", "\u{2212}2"]);
    }
}
