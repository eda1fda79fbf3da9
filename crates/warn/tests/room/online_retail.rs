//! The forecast on real data: a British wholesaler, December 2009 to 9 December 2010.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use customers::{Day, Series};
use sog_warn::replay::{fill_in, probability_on};
use sog_warn::target::{derive, months_from};
use sog_warn::{Book, Forecast, Note, Rule, Skipped, State, Target};
use vocab::{Amount, Instant, Month, Scope, Zone};

const LONDON: Zone = Zone(chrono_tz::Europe::London);

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn days() -> Vec<Day> {
    let file = std::env::current_dir().unwrap().join("tests/data/online-retail-ii-days.csv");
    let mut reader = csv::Reader::from_path(file).unwrap();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        Day {
            day: date(&row[0]),
            orders: row[1].parse().unwrap(),
            gross: amount(&row[2]),
            returned: amount(&row[3]),
        }
    });
    rows.collect()
}

fn series() -> Series {
    days().into_iter().map(|day| (Scope::company(), day)).collect()
}

/// The last line of the file.
fn end() -> Instant {
    LONDON.instant(date("2010-12-09").and_hms_opt(20, 1, 0).unwrap())
}

fn book<'a>(series: &'a Series, as_of: Option<&str>) -> Book<'a> {
    Book::new(series, end(), LONDON, as_of.map(date), [Scope::company()]).unwrap()
}

fn plus_five() -> Rule {
    Rule { plus_percent: amount("5") }
}

/// Last year plus 5 %, for the current month and the two after it, forecast.
fn forecasts(book: &Book<'_>) -> Vec<Forecast> {
    let months = months_from(book.known().as_of, 3);
    let derived = derive(book, plus_five(), &months, &[Scope::company()], &[], false);
    assert_eq!(derived.skipped, []);
    let look = |target: &Target| {
        let mut forecast = sog_warn::forecast::forecast(book, target);
        fill_in(book, &mut forecast, 0.8);
        forecast
    };
    derived.written.iter().map(look).collect()
}

#[test]
fn the_file_ends_on_the_ninth_and_nothing_collapses() {
    let series = series();
    let book = book(&series, None);
    let known = book.known();
    assert_eq!(known.complete_until, date("2010-12-09"), "the last sale was at 20:01");
    assert_eq!(known.unfinished, None);

    let [december, january, february] = forecasts(&book).try_into().unwrap();
    // December 2009 ended on the 23rd, in the shut-down: it is whole.
    assert_eq!(december.target.amount.to_string(), "839839.47");
    assert_eq!(december.booked.to_string(), "377488.45");
    assert_eq!(december.state, State::Open);
    // 1 to 9 December without the Saturday, then 10 to 23 without two.
    assert_eq!((december.open_days_elapsed, december.open_days), (8, 20));
    let p = december.probability_missed.unwrap();
    assert!((0.1..0.8).contains(&p), "{p}");
    // The publisher's second sheet, which is not here, goes on: December 2010 brought
    // 748,957.02 in the end.
    let rest = december.rest.unwrap();
    let (low, high) = (december.booked + rest.low95, december.booked + rest.high95);
    assert!(low < amount("748957.02") && amount("748957.02") < high, "{low} to {high}");

    for forecast in [&january, &february] {
        assert_eq!(forecast.state, State::Open);
        assert!(forecast.probability_missed.unwrap() < 0.8, "{forecast:#?}");
        assert!(forecast.season.unwrap() < 1.0, "January and February are quiet");
    }
    // Closed until 3 January, and on Saturdays.
    assert_eq!(january.open_days, 24);
}

#[test]
fn a_file_that_ends_at_noon_has_an_unfinished_day() {
    let mut all = days();
    let last = all.last_mut().unwrap();
    last.orders = 60;
    last.gross = amount("15000");
    let series: Series = all.into_iter().map(|day| (Scope::company(), day)).collect();
    let noon = LONDON.instant(date("2010-12-09").and_hms_opt(12, 0, 0).unwrap());
    let book = Book::new(&series, noon, LONDON, None, [Scope::company()]).unwrap();
    let december = forecasts(&book).remove(0);
    assert_eq!(december.complete_until, date("2010-12-08"));
    assert!(december.notes.contains(&Note::UnfinishedDay { day: date("2010-12-09") }));
    // The fifteen thousand are booked, and the rest of the day is still expected.
    assert_eq!(
        december.booked,
        book.total(&Scope::company(), date("2010-12-01"), date("2010-12-09"))
    );
    let full = self::book(&series, Some("2010-12-08"));
    let before = forecasts(&full).remove(0);
    let gap = december.expected.unwrap().to_f64() - before.expected.unwrap().to_f64();
    assert!(gap.abs() < 1.0, "a usual half day changes nothing: {gap}");
    assert!(december.probability_missed.unwrap() < 0.8);
}

/// A target 15 % under what the month before brought, watched from every day of every month: a
/// month that is not over must not look like one that brought too little.
#[test]
fn no_month_is_called_a_collapse_because_it_is_not_over() {
    let series = series();
    let book = book(&series, None);
    let company = Scope::company();
    let (mut asked, mut missed) = (0, Vec::new());
    for period in (3..=11).map(|number| Month::new(2010, number).unwrap()) {
        let before = period.plus(-1);
        let goal = part(book.total(&company, before.first(), before.last()), 0.85);
        let target = Target::new(period, company.clone(), goal, "file");
        if book.total(&company, period.first(), period.last()) < goal {
            // Truly missed: each after a month that was the best so far.
            missed.push(period.to_string());
            continue;
        }
        for day in before.last().iter_days().take_while(|day| *day < period.last()) {
            let p = probability_on(&book, &target, day).unwrap();
            assert!(p < 0.8, "{period} seen from {day}: {p}");
            asked += 1;
        }
    }
    assert_eq!(missed, ["2010-04", "2010-07"]);
    assert_eq!(asked, 214);
}

/// Part of an amount, in cents.
fn part(amount: Amount, share: f64) -> Amount {
    #[allow(clippy::cast_possible_truncation, reason = "far inside the range")]
    Amount::from_cents((amount.to_f64() * share * 100.0) as i128)
}

/// Closed from 24 December to 3 January. Two made-up years of the real days: the second
/// December is watched from every day.
#[test]
fn the_christmas_shut_down_is_no_collapse() {
    let year = chrono::Days::new(364);
    let mut all = days();
    // 2 to 9 December 2010 are kept; the days of a year ago are laid after them.
    let again: Vec<Day> = all
        .iter()
        .map(|day| Day { day: day.day + year, ..*day })
        .filter(|day| day.day > date("2010-12-09"))
        .collect();
    all.extend(again);
    let series: Series = all.into_iter().map(|day| (Scope::company(), day)).collect();
    let last = series.span().unwrap().1;
    let until = LONDON.instant(last.and_hms_opt(20, 30, 0).unwrap());
    let mut alarms = BTreeSet::new();
    for day in date("2010-12-05").iter_days().take_while(|day| *day <= date("2011-01-14")) {
        let book = Book::new(&series, until, LONDON, Some(day), [Scope::company()]).unwrap();
        for (period, share) in [("2010-12", 0.9), ("2011-01", 0.85)] {
            let period = month(period);
            let brought = series.total(&Scope::company(), period.first(), period.last());
            let goal = part(brought.net(), share);
            let target = Target::new(period, Scope::company(), goal, "file");
            let forecast = sog_warn::forecast::forecast(&book, &target);
            if forecast.probability_missed.unwrap() >= 0.8 {
                alarms.insert((period, day));
            }
        }
    }
    assert_eq!(alarms, BTreeSet::new());
}

#[test]
fn the_rule_keeps_what_people_said_and_says_what_it_cannot() {
    let series = series();
    let book = book(&series, None);
    let company = Scope::company();
    let months = [month("2010-11"), month("2010-12"), month("2011-01")];
    let given = [
        Target::new(month("2010-12"), company.clone(), amount("900000"), "file"),
        Target {
            id: "old".to_owned(),
            ..Target::new(month("2011-01"), company.clone(), amount("1"), "last_year+9%")
        },
    ];
    let scopes = [company.clone(), "family:Unheard".parse().unwrap()];
    let derived = derive(&book, plus_five(), &months, &scopes, &given, false);
    let skipped: Vec<_> = derived
        .skipped
        .iter()
        .map(|(month, scope, why)| (month.to_string(), scope.to_string(), *why))
        .collect();
    assert_eq!(
        skipped,
        [
            ("2010-11".to_owned(), "company".to_owned(), Skipped::NoLastYear),
            ("2010-11".to_owned(), "family:Unheard".to_owned(), Skipped::NoLastYear),
            ("2010-12".to_owned(), "company".to_owned(), Skipped::Given),
            ("2010-12".to_owned(), "family:Unheard".to_owned(), Skipped::NothingLastYear),
            ("2011-01".to_owned(), "family:Unheard".to_owned(), Skipped::NothingLastYear),
        ]
    );
    let [january] = derived.written.try_into().unwrap();
    assert_eq!((january.id.as_str(), january.source.as_str()), ("old", "last_year+5%"));
    assert_eq!(january.amount.to_string(), "655234.54");
    let derived = derive(&book, plus_five(), &months, &scopes, &given, true);
    assert!(derived.written.iter().any(|target| target.amount.to_string() == "839839.47"));
}

#[test]
fn the_summed_up_days_are_those_of_the_published_file() {
    let file = std::env::current_dir()
        .unwrap()
        .join("../../../shared/data/online-retail-ii/online_retail_II_year_2009-2010.csv.gz");
    let Ok(file) = std::fs::File::open(&file) else {
        println!("skipped: {} is not here", file.display());
        return;
    };
    let mut reader = csv::Reader::from_reader(flate2::read::GzDecoder::new(file));
    let mut found: BTreeMap<NaiveDate, (BTreeSet<String>, Amount, Amount)> = BTreeMap::new();
    for row in reader.records() {
        let row = row.unwrap();
        let (invoice, quantity, price) = (&row[0], amount(&row[3]), amount(&row[5]));
        let day = found.entry(date(&row[4][..10])).or_default();
        let line = quantity.times(price).unwrap();
        if invoice.starts_with(['C', 'A']) || quantity.is_negative() {
            day.2 += line;
        } else {
            day.0.insert(invoice.to_owned());
            day.1 += line;
        }
    }
    let found: Vec<Day> = found
        .into_iter()
        .map(|(day, (orders, gross, returned))| Day {
            day,
            orders: orders.len() as u64,
            gross,
            returned,
        })
        .collect();
    assert_eq!(found, days());
}
