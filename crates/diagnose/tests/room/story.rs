//! What a diagnosis says about a company whose truth is known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sog_diagnose::diagnosis::PartKind;
use sog_diagnose::segments::Segment;
use sog_diagnose::verdict::{Lack, Question, Status};
use sog_diagnose::{DiagnoseError, Diagnosis, actions};
use vocab::{Amount, Barrier, Event, EventKind, Scope, ScopeKind};

use crate::company::{Company, Fate, ZONE, day, history, now};

/// Everything that must add up in any diagnosis.
fn adds_up(diagnosis: &Diagnosis) {
    let parts: Amount = diagnosis.parts.iter().map(|part| part.amount).sum();
    assert_eq!(parts, diagnosis.shortfall);
    for comparison in diagnosis.elapsed.iter().chain(&diagnosis.recent) {
        let segments: Amount = comparison.segments.iter().map(|row| row.lost).sum();
        let families: Amount = comparison.families.iter().map(|row| row.lost).sum();
        let regions: Amount = comparison.regions.iter().map(|row| row.lost).sum();
        assert_eq!([segments, families, regions], [comparison.lost; 3]);
        assert_eq!(comparison.before - comparison.after, comparison.lost);
    }
    let lost = diagnosis.elapsed.as_ref().map_or(Amount::ZERO, |elapsed| elapsed.lost);
    let drivers = diagnosis.parts.iter().filter(|part| part.kind == PartKind::Driver);
    assert_eq!(drivers.map(|part| part.amount).sum::<Amount>(), lost);
}

#[tokio::test]
async fn the_planted_cause_is_found() {
    let company = Company::with(&history(Fate::Undercut, "2024-06-03")).await;
    let diagnosis = company.diagnose(company.asked(Scope::company(), "115000", "34000")).await;
    adds_up(&diagnosis);
    let focus = diagnosis.focus.as_ref().unwrap();
    assert_eq!(focus.region.as_deref(), Some("North"), "{focus:?}");
    assert_eq!(focus.families, ["Garden"], "{focus:?}");
    let verdict = &diagnosis.verdict;
    assert_eq!(verdict.status, Status::Explained, "{verdict:?}");
    let barrier = verdict.barrier.unwrap();
    assert_eq!(barrier.barrier, Barrier::TooExpensive);
    assert!(barrier.in_focus);
    assert!(verdict.missing.is_empty() && verdict.questions.is_empty());
    // What sales wrote is quoted, from the place in question.
    let evidence = diagnosis.focus_barriers.as_ref().unwrap();
    let quotes = &evidence.rows[0].quotes;
    assert_eq!(evidence.rows[0].barrier, Barrier::TooExpensive);
    assert_eq!(quotes.len(), 3);
    assert!(quotes.iter().all(|quote| quote.text.ends_with("Garden")), "{quotes:?}");
    assert_eq!(quotes[0].owner.as_deref(), Some("anna"));
}

#[tokio::test]
async fn a_target_of_one_part_is_looked_at_in_that_part() {
    let company = Company::with(&history(Fate::Undercut, "2024-06-03")).await;
    for (kind, value) in [(ScopeKind::Family, "Garden"), (ScopeKind::Region, "North")] {
        let asked = company.asked(Scope::of(kind, value), "45000", "8000");
        let diagnosis = company.diagnose(asked).await;
        adds_up(&diagnosis);
        let focus = diagnosis.focus.as_ref().unwrap();
        assert_eq!(focus.region.as_deref(), Some("North"), "{value}");
        assert_eq!(focus.families, ["Garden"], "{value}");
        assert_eq!(diagnosis.verdict.barrier.unwrap().barrier, Barrier::TooExpensive);
        let scope = &diagnosis.barriers;
        assert!(
            scope.notes < scope.labelled_rest.unwrap() * 10,
            "the rest of the company is there"
        );
    }
}

/// A month ahead has no elapsed days, and what is known of the last weeks is said all the same.
#[tokio::test]
async fn a_month_that_lies_ahead_is_explained_by_the_last_weeks() {
    let company = Company::with(&history(Fate::Undercut, "2024-06-03")).await;
    let mut asked = company.asked(Scope::company(), "110000", "80000");
    asked.period = "2026-07".parse().unwrap();
    asked.booked = Amount::ZERO;
    let diagnosis = company.diagnose(asked).await;
    adds_up(&diagnosis);
    assert!(diagnosis.elapsed.is_none());
    assert_eq!(diagnosis.parts.len(), 2);
    assert_eq!(diagnosis.verdict.status, Status::Explained, "{:?}", diagnosis.verdict);
    assert_eq!(diagnosis.focus.unwrap().families, ["Garden"]);
}

#[tokio::test]
async fn where_nothing_happened_nothing_is_named() {
    let company = Company::with(&history(Fate::Nothing, "2024-06-03")).await;
    let diagnosis = company.diagnose(company.asked(Scope::company(), "250000", "34000")).await;
    adds_up(&diagnosis);
    let verdict = &diagnosis.verdict;
    assert_eq!((verdict.focused, verdict.barrier), (false, None), "{verdict:?}");
    // The target is far above anything the company ever sold, and that is said.
    assert_eq!(verdict.status, Status::AmbitiousTarget, "{verdict:?}");
    let lacks: Vec<Lack> = verdict.missing.iter().map(|missing| missing.what).collect();
    assert_eq!(lacks, [Lack::OutstandingDriver, Lack::OutstandingBarrier]);

    let met = company.diagnose(company.asked(Scope::company(), "1000", "34000")).await;
    assert!(met.shortfall.is_negative());
    assert_eq!(met.verdict.status, Status::Met);
}

#[tokio::test]
async fn without_notes_it_says_that_it_does_not_know() {
    let company = Company::with(&history(Fate::Silence, "2024-06-03")).await;
    let diagnosis = company.diagnose(company.asked(Scope::company(), "115000", "34000")).await;
    adds_up(&diagnosis);
    let verdict = &diagnosis.verdict;
    assert_eq!(verdict.status, Status::NotEnoughEvidence);
    assert!(verdict.focused, "where is known, why is not");
    let missing = verdict.missing[0];
    assert_eq!((missing.what, missing.have, missing.need), (Lack::LabelledNotes, 0, 20));
    assert_eq!(verdict.questions.len(), 5);
    assert_eq!(verdict.questions[0], Question::WhatChangedThere);
    let different: BTreeSet<_> = verdict.questions.iter().collect();
    assert_eq!(different.len(), 5);
}

#[tokio::test]
async fn in_the_first_year_there_is_nothing_to_compare_with() {
    let company = Company::with(&history(Fate::Undercut, "2025-07-01")).await;
    let diagnosis = company.diagnose(company.asked(Scope::company(), "115000", "34000")).await;
    adds_up(&diagnosis);
    assert_eq!(diagnosis.parts.len(), 1);
    assert_eq!(diagnosis.parts[0].kind, PartKind::Unexplained);
    assert!(diagnosis.elapsed.is_none() && diagnosis.last_year.is_none());
    let missing = diagnosis.verdict.missing[0];
    assert_eq!((missing.what, missing.have), (Lack::LastYear, 0));
    assert_eq!(diagnosis.verdict.status, Status::NotEnoughEvidence);
}

#[tokio::test]
async fn an_empty_company_is_no_mistake() {
    let company = Company::with(&[]).await;
    let diagnosis = company.diagnose(company.asked(Scope::company(), "100", "0")).await;
    adds_up(&diagnosis);
    assert_eq!(diagnosis.shortfall, "100".parse().unwrap());
    assert_eq!(diagnosis.verdict.status, Status::NotEnoughEvidence);
}

#[tokio::test]
async fn a_forecast_of_other_data_is_refused() {
    let company = Company::with(&history(Fate::Nothing, "2025-05-01")).await;
    let mut asked = company.asked(Scope::company(), "115000", "34000");
    asked.booked += Amount::from_cents(1);
    let pictures = Arc::clone(&company.pictures);
    let error = actions::diagnose(&company.at.store, &company.log, pictures, asked, now()).await;
    let error = error.unwrap_err();
    assert!(matches!(error, DiagnoseError::Stale { .. }), "{error}");
    assert!(error.to_string().contains("sog refresh"), "{error}");
}

/// What an unfinished day has brought counts, and is compared with nothing.
#[tokio::test]
async fn an_unfinished_day_is_not_compared() {
    let company = Company::with(&history(Fate::Nothing, "2024-06-03")).await;
    let mut asked = company.asked(Scope::company(), "130000", "34000");
    asked.complete_until = day("2026-06-18");
    let diagnosis = company.diagnose(asked).await;
    adds_up(&diagnosis);
    let windows = diagnosis.windows;
    assert_eq!(windows.open_days, 14);
    assert_eq!(windows.elapsed.unwrap().until, day("2026-06-18"));
    // 2 to 19 June 2025, Monday to Thursday: 14 open days.
    assert_eq!(windows.last_year.unwrap().elapsed.unwrap().until, day("2025-06-19"));
}

/// The figures, counted once more by hand from the list of events: plain sums over plain days.
#[tokio::test]
async fn segments_and_tables_equal_a_count_by_hand() {
    let events = history(Fate::Undercut, "2024-06-03");
    let company = Company::with(&events).await;
    let diagnosis = company.diagnose(company.asked(Scope::company(), "115000", "34000")).await;
    // 15 open days on both sides: Monday 1 to Friday 19 June 2026, Monday 2 to Friday 20 June 2025.
    let windows = [(day("2025-06-01"), day("2025-06-20")), (day("2026-06-01"), day("2026-06-19"))];
    assert_eq!(diagnosis.windows.open_days, 15);

    // The data begins on the 3rd of June 2024, 363 days before the first window. Customers who
    // ordered in the 363 days before a window are not new in it.
    assert_eq!(diagnosis.windows.last_year.unwrap().lookback, Some(363));
    let earlier = windows.map(|(from, _)| {
        let ordered = events.iter().filter(|event| {
            let days = (from - ZONE.day(event.time)).num_days();
            event.kind == EventKind::Sale && (1..=363).contains(&days)
        });
        ordered.filter_map(|event| event.customer.as_ref()).collect::<BTreeSet<_>>()
    });
    let mut segments: BTreeMap<Segment, [Amount; 2]> = BTreeMap::new();
    let mut buyers: BTreeMap<Segment, [BTreeSet<&str>; 2]> = BTreeMap::new();
    let mut families: BTreeMap<&str, [Amount; 2]> = BTreeMap::new();
    let mut regions: BTreeMap<&str, [Amount; 2]> = BTreeMap::new();
    let money = |event: &&Event| event.kind.is_money();
    for event in events.iter().filter(money) {
        for (year, (from, until)) in windows.iter().enumerate() {
            let day = ZONE.day(event.time);
            if day < *from || day > *until {
                continue;
            }
            let amount = event.amount.unwrap();
            let segment = match &event.customer {
                None => Segment::Anonymous,
                Some(customer) if !earlier[year].contains(customer) => Segment::New,
                Some(_) => Segment::Returning,
            };
            if let (Some(customer), EventKind::Sale) = (&event.customer, event.kind) {
                buyers.entry(segment).or_default()[year].insert(customer.as_str());
            }
            segments.entry(segment).or_default()[year] += amount;
            families.entry(event.family.as_deref().unwrap()).or_default()[year] += amount;
            regions.entry(event.region.as_deref().unwrap()).or_default()[year] += amount;
        }
    }
    let elapsed = diagnosis.elapsed.unwrap();
    assert_eq!(elapsed.segments.len(), segments.len());
    for row in &elapsed.segments {
        assert_eq!([row.before.net, row.after.net], segments[&row.segment]);
        let expected = buyers
            .get(&row.segment)
            .map_or([0; 2], |years| [years[0].len() as u64, years[1].len() as u64]);
        assert_eq!([row.before.customers, row.after.customers], expected, "{:?}", row.segment);
    }
    for (rows, by_hand) in [(&elapsed.families, families), (&elapsed.regions, regions)] {
        assert_eq!(rows.len(), by_hand.len());
        for row in rows {
            assert_eq!([row.before.net, row.after.net], by_hand[row.name.as_str()], "{}", row.name);
        }
    }
    let booked: Amount = elapsed.segments.iter().map(|row| row.after.net).sum();
    assert_eq!(booked, diagnosis.asked.booked);
}
