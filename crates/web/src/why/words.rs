//! The words of a diagnosis.

use ::customers::Window;
use ::diagnose::barriers::Against;
use ::diagnose::diagnosis::{Focus, Part, PartKind};
use ::diagnose::segments::Segment;
use ::diagnose::verdict::{Lack, Missing, Question};
use stats::decompose::Factor;

use crate::page::Page;

/// A group of buyers.
#[must_use]
pub fn segment(page: &Page, segment: Segment) -> String {
    page.t(match segment {
        Segment::New => "why-segment-new",
        Segment::Returning => "why-segment-returning",
        Segment::Named => "why-segment-named",
        Segment::Anonymous => "why-segment-anonymous",
    })
}

/// A factor of what a group buys.
#[must_use]
pub fn factor(page: &Page, factor: Factor) -> String {
    page.t(match factor {
        Factor::Customers => "why-factor-customers",
        Factor::OrdersPerCustomer => "why-factor-orders-per-customer",
        Factor::Orders => "why-factor-orders",
        Factor::ValuePerOrder => "why-factor-value-per-order",
        Factor::Returns => "why-factor-returns",
    })
}

/// A group and a factor: `Returning customers: value per order`.
#[must_use]
pub fn driver(page: &Page, group: Segment, by: Factor) -> String {
    format!("{}: {}", segment(page, group), factor(page, by))
}

/// A part of the shortfall.
#[must_use]
pub fn part(page: &Page, part: &Part) -> String {
    match (part.kind, part.segment, part.factor) {
        (PartKind::Driver, Some(group), Some(by)) => driver(page, group, by),
        (PartKind::Ambition, ..) => page.t("why-part-ambition"),
        (PartKind::Rest, ..) => page.t("why-part-rest"),
        (PartKind::Driver | PartKind::Unexplained, ..) => page.t("why-part-unexplained"),
    }
}

/// Where the loss is concentrated: `North, Garden`.
#[must_use]
pub fn place(focus: &Focus) -> String {
    let region = focus.region.iter().cloned();
    region.chain(focus.families.iter().cloned()).collect::<Vec<_>>().join(", ")
}

/// What a barrier stands out against.
#[must_use]
pub fn against(page: &Page, against: Against) -> String {
    page.t(match against {
        Against::Before => "why-against-before",
        Against::Rest => "why-against-rest",
    })
}

/// Two days.
#[must_use]
pub fn window(page: &Page, window: Window) -> String {
    let (from, until) = (page.fmt.date_short(window.from), page.fmt.date_short(window.until));
    page.t2("why-window", "from", from, "until", until)
}

/// What is missing to say more.
#[must_use]
pub fn missing(page: &Page, missing: &Missing) -> String {
    let counted = |key: &str| page.t2(key, "have", missing.have, "need", missing.need);
    match missing.what {
        Lack::LastYear => page.t("why-lack-last-year"),
        Lack::LabelledNotes => counted("why-lack-notes"),
        Lack::NotesToCompare => counted("why-lack-compare"),
        Lack::OutstandingBarrier => page.t("why-lack-barrier"),
        Lack::OutstandingDriver => page.t("why-lack-driver"),
    }
}

/// A question to ask sales.
#[must_use]
pub fn question(page: &Page, question: Question) -> String {
    page.t(match question {
        Question::WhatChangedThere => "why-ask-what-changed",
        Question::WhyDoCustomersLeave => "why-ask-leave",
        Question::WhyDoNewOnesNotBegin => "why-ask-not-begin",
        Question::WhyLessOften => "why-ask-less-often",
        Question::WhySmallerOrders => "why-ask-smaller",
        Question::WhyMoreReturns => "why-ask-returns",
        Question::WhoStaysAway => "why-ask-who-stays-away",
        Question::WhatKeepsThem => "why-ask-what-keeps",
        Question::WhatInstead => "why-ask-instead",
        Question::WhatWouldHelp => "why-ask-help",
        Question::WhenAgain => "why-ask-when",
        Question::WhoDecides => "why-ask-who-decides",
    })
}
