//! What may be said, in one clear sentence first.

use ::diagnose::Diagnosis;
use ::diagnose::diagnosis::PartKind;
use ::diagnose::verdict::Status;
use vocab::Amount;

use super::words;
use crate::page::Page;
use crate::parts::Figure;
use crate::warn::figures::range_80;

/// The verdict as it is shown.
pub struct Said {
    /// The outcome in a word.
    pub badge: String,
    /// The colour of the word.
    pub tone: &'static str,
    /// One clear sentence.
    pub headline: String,
    /// What the barrier that is named rests on.
    pub barrier: Option<String>,
    /// What stands out in the last eight weeks.
    pub stands_out: Vec<String>,
    /// What is missing to say more.
    pub missing: Vec<String>,
    /// What to ask sales.
    pub questions: Vec<String>,
}

/// The verdict in words.
#[must_use]
pub fn said(page: &Page, diagnosis: &Diagnosis) -> Said {
    let verdict = &diagnosis.verdict;
    let (badge, tone) = match verdict.status {
        Status::Met => ("why-status-met", "good"),
        Status::Explained => ("why-status-explained", "accent"),
        Status::AmbitiousTarget => ("why-status-ambitious", "warn"),
        Status::NotEnoughEvidence => ("why-status-unknown", "warn"),
    };
    Said {
        badge: page.t(badge),
        tone,
        headline: headline(page, diagnosis),
        barrier: barrier(page, diagnosis),
        stands_out: stands_out(page, diagnosis),
        missing: verdict.missing.iter().map(|lack| words::missing(page, lack)).collect(),
        questions: verdict.questions.iter().map(|one| words::question(page, *one)).collect(),
    }
}

fn headline(page: &Page, diagnosis: &Diagnosis) -> String {
    let verdict = &diagnosis.verdict;
    let money = |amount: Amount| page.fmt.money_whole(amount);
    match verdict.status {
        Status::Met => page.t1("why-met", "surplus", money(-diagnosis.shortfall)),
        Status::Explained => explained(page, diagnosis),
        Status::AmbitiousTarget => {
            let parts = diagnosis.parts.iter();
            let ambition = parts.filter(|part| part.kind == PartKind::Ambition);
            let ambition: Amount = ambition.map(|part| part.amount).sum();
            page.t2(
                "why-ambitious",
                "missing",
                money(diagnosis.shortfall),
                "ambition",
                money(ambition),
            )
        }
        Status::NotEnoughEvidence => {
            page.t1("why-not-enough", "missing", money(diagnosis.shortfall))
        }
    }
}

/// Where it is missing, and what sales note. An amount beside the shortfall is always one of
/// its parts as the chart shows them; what was lost in the last eight weeks stands with them.
fn explained(page: &Page, diagnosis: &Diagnosis) -> String {
    let verdict = &diagnosis.verdict;
    let missing = page.fmt.money_whole(diagnosis.shortfall);
    let barrier = verdict.barrier.as_ref();
    let barrier = barrier.map_or_else(String::new, |named| page.word(named.barrier));
    let behind = |key: &str, place: String| {
        page.t3(key, "missing", missing.as_str(), "place", place, "barrier", barrier.as_str())
    };
    if let Some(focus) = diagnosis.focus.as_ref().filter(|_| verdict.focused) {
        return behind("why-explained", words::place(focus));
    }
    let largest = diagnosis.parts.iter().max_by_key(|part| part.amount);
    if let Some(part) = largest.filter(|part| part.kind == PartKind::Driver) {
        // Other parts may have helped: then the largest is no part of what is missing.
        let more = part.amount > diagnosis.shortfall;
        return page.t_with(
            if more { "why-explained-part-more" } else { "why-explained-part" },
            &[
                ("missing", &missing),
                ("part", &words::part(page, part)),
                ("amount", &page.fmt.money_whole(part.amount)),
                ("barrier", &barrier),
            ],
        );
    }
    let driver = verdict.drivers.first();
    let driver = driver.map(|one| words::driver(page, one.segment, one.factor));
    behind("why-explained-weeks", driver.unwrap_or_default())
}

/// What stands out in the last eight weeks.
fn stands_out(page: &Page, diagnosis: &Diagnosis) -> Vec<String> {
    let verdict = &diagnosis.verdict;
    let mut facts = Vec::new();
    for driver in &verdict.drivers {
        facts.push(page.t2(
            "why-fact-driver",
            "driver",
            words::driver(page, driver.segment, driver.factor),
            "lost",
            page.fmt.money_whole(driver.lost),
        ));
    }
    if let Some(focus) = diagnosis.focus.as_ref().filter(|_| verdict.focused) {
        facts.push(page.t3(
            "why-fact-focus",
            "place",
            words::place(focus),
            "lost",
            page.fmt.money_whole(focus.lost),
            "excess",
            page.fmt.money_whole(focus.excess),
        ));
    }
    facts
}

/// What the barrier that is named rests on.
fn barrier(page: &Page, diagnosis: &Diagnosis) -> Option<String> {
    let named = diagnosis.verdict.barrier.as_ref()?;
    let focused = diagnosis.focus_barriers.as_ref().filter(|_| named.in_focus);
    let evidence = focused.unwrap_or(&diagnosis.barriers);
    let now = evidence.rows.iter().find(|row| row.barrier == named.barrier)?.now?;
    Some(page.t_with(
        "why-fact-barrier",
        &[
            ("barrier", &page.word(named.barrier)),
            ("share", &page.fmt.percent(now.share, 0)),
            ("notes", &now.notes),
            ("of", &now.of),
            ("against", &words::against(page, named.against)),
        ],
    ))
}

/// The figures above the diagnosis.
pub(crate) fn figures(page: &Page, diagnosis: &Diagnosis) -> Vec<Figure> {
    let asked = &diagnosis.asked;
    let money = |amount: Amount| page.fmt.money_whole(amount);
    let shortfall = diagnosis.shortfall;
    let mut missing =
        Figure::new(page.t("why-shortfall"), money(shortfall), page.t("why-shortfall-means"))
            .tone(if shortfall > Amount::ZERO { "bad" } else { "good" });
    // What a month that is over was short of is no forecast.
    if diagnosis.shortfall_low < diagnosis.shortfall_high {
        let (low, high) = (money(diagnosis.shortfall_low), money(diagnosis.shortfall_high));
        let note = range_80(page, &low, &high);
        missing = missing.range(page.t2("chart-range", "low", low, "high", high)).note(note);
    }
    let booked_until = asked.as_of.min(asked.period.last());
    let target =
        Figure::new(page.t("warn-target"), money(asked.target), page.t("warn-target-means"));
    let booked =
        Figure::new(page.t("warn-booked"), money(asked.booked), page.t("warn-booked-means"))
            .n(u64::from(diagnosis.windows.open_days))
            .note(page.t1("why-booked-until", "date", page.fmt.date_short(booked_until)));
    let (label, means) = (page.t("why-last-year"), page.t("why-last-year-means"));
    let last_year = match diagnosis.last_year {
        Some(amount) => Figure::new(label, money(amount), means),
        None => Figure::unknown(label, page.t("why-lack-last-year"), means),
    };
    vec![missing, target, booked, last_year]
}
