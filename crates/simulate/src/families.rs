//! The product families and their seasons.
//!
//! A season is a curve over the year: bells around the days on which trade customers order,
//! on top of a floor. The windows differ strongly, so that "when does this customer need it"
//! has an answer that differs from family to family.

use chrono::Datelike;

use crate::calendar::Calendar;

/// A product family.
#[derive(Debug)]
pub(crate) struct Family {
    /// Prefix of its article codes and its section of the catalogue.
    pub code: &'static str,
    /// Its name in every file, in the company's language.
    pub name: &'static str,
    /// Bells: day of the year of the peak, standard deviation in days, height.
    bells: &'static [(f64, f64, f64)],
    /// What is ordered all year round, on the scale of the heights.
    floor: f64,
    /// Median value of an order line of a trade customer of middle size, in euros.
    pub trade_line: f64,
    /// The same for a household.
    pub household_line: f64,
    /// Share of lines that come back.
    pub returns: f64,
}

const fn family(
    code: &'static str,
    name: &'static str,
    bells: &'static [(f64, f64, f64)],
    floor: f64,
    trade_line: f64,
    household_line: f64,
    returns: f64,
) -> Family {
    Family { code, name, bells, floor, trade_line, household_line, returns }
}

/// How many families there are.
pub(crate) const COUNT: usize = 12;

/// All families. The order is that of the catalogue and of the words files.
pub(crate) const FAMILIES: [Family; COUNT] = [
    family("CD", "Weihnachtsdeko", &[(308.0, 24.0, 1.0)], 0.01, 165.0, 26.0, 0.035),
    family("GF", "Gartenmöbel", &[(115.0, 28.0, 1.0)], 0.02, 340.0, 95.0, 0.030),
    family(
        "PS",
        "Pflanzen und Saatgut",
        &[(95.0, 28.0, 1.0), (272.0, 18.0, 0.35)],
        0.03,
        150.0,
        24.0,
        0.020,
    ),
    family("BQ", "Grillen", &[(140.0, 28.0, 1.0)], 0.02, 250.0, 75.0, 0.030),
    family("WC", "Winterkleidung", &[(306.0, 30.0, 1.0)], 0.02, 235.0, 55.0, 0.055),
    family("WS", "Winterdienst", &[(338.0, 26.0, 1.0)], 0.01, 190.0, 30.0, 0.015),
    family("HT", "Handwerkzeuge", &[(120.0, 40.0, 0.25)], 1.00, 175.0, 38.0, 0.030),
    family("BC", "Farben und Lacke", &[(150.0, 60.0, 1.0)], 0.45, 180.0, 34.0, 0.020),
    family(
        "GS",
        "Geschenkartikel",
        &[(328.0, 24.0, 0.9), (122.0, 20.0, 0.5)],
        0.50,
        130.0,
        22.0,
        0.030,
    ),
    family("ED", "Osterdeko", &[(66.0, 20.0, 1.0)], 0.00, 120.0, 18.0, 0.030),
    family("SF", "Öfen und Brennstoffe", &[(280.0, 34.0, 1.0)], 0.08, 240.0, 60.0, 0.020),
    family("HP", "Haushalt und Verpackung", &[], 1.00, 95.0, 18.0, 0.020),
];

/// Days of a year, on average.
pub(crate) const YEAR: f64 = 365.25;

/// The seasons laid over the simulated days: how much of a family's yearly need has fallen
/// due until each day. One day of an all-year family is 1, a year of any family about 365.
pub(crate) struct Seasons {
    due: Vec<Vec<f64>>,
}

impl Seasons {
    /// The seasons of all families on the days of a calendar.
    pub(crate) fn new(calendar: &Calendar) -> Self {
        let due = FAMILIES
            .iter()
            .map(|family| {
                let mean = (1..=365).map(|day| family.height(f64::from(day))).sum::<f64>() / 365.0;
                let mut sum = 0.0;
                let mut due = Vec::with_capacity(calendar.len() + 1);
                due.push(0.0);
                for day in 0..calendar.len() {
                    sum += family.height(f64::from(calendar.day(day).date.ordinal())) / mean;
                    due.push(sum);
                }
                due
            })
            .collect();
        Self { due }
    }

    /// How strong the family's season is on a day; 1 is its yearly mean.
    pub(crate) fn strength(&self, family: usize, day: usize) -> f64 {
        let due = &self.due[family];
        let day = day.min(due.len() - 2);
        due[day + 1] - due[day]
    }

    /// The need fallen due until a time (in days since the first), between 0 and all of it.
    pub(crate) fn due(&self, family: usize, time: f64) -> f64 {
        let due = &self.due[family];
        let time = time.clamp(0.0, (due.len() - 1) as f64);
        let day = crate::random::place(time).min(due.len() - 2);
        due[day] + (due[day + 1] - due[day]) * (time - day as f64)
    }

    /// The time at which a given need has fallen due; `None` after the last day.
    pub(crate) fn when(&self, family: usize, need: f64) -> Option<f64> {
        let due = &self.due[family];
        let after = due.partition_point(|so_far| *so_far <= need);
        if after >= due.len() {
            return None;
        }
        let before = after.saturating_sub(1);
        let step = due[after] - due[before];
        let part = if step > 0.0 { (need - due[before]) / step } else { 0.0 };
        Some(before as f64 + part.clamp(0.0, 1.0))
    }
}

impl Family {
    /// The season's curve on a day of the year (1 to 366).
    fn height(&self, day: f64) -> f64 {
        let bell = |(peak, deviation, height): &(f64, f64, f64)| {
            let apart = (day - peak).abs();
            let apart = apart.min(YEAR - apart);
            height * (-0.5 * (apart / deviation).powi(2)).exp()
        };
        self.floor + self.bells.iter().map(bell).sum::<f64>()
    }

    /// The day of the year of each peak, for planning campaigns.
    pub(crate) fn peaks(&self) -> impl Iterator<Item = f64> {
        self.bells.iter().map(|(peak, ..)| *peak)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use chrono::NaiveDate;

    fn calendar() -> Calendar {
        Calendar::new(&Plan::demo(NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()))
    }

    #[test]
    fn every_family_needs_about_a_year_a_year() {
        let seasons = Seasons::new(&calendar());
        for (family, data) in FAMILIES.iter().enumerate() {
            // From March 2025 to March 2026; a leap day would shift the curve by a day.
            let year = seasons.due(family, 485.0) - seasons.due(family, 120.0);
            assert!((year - 365.0).abs() < 0.1, "{} {year}", data.name);
        }
    }

    #[test]
    fn when_is_the_inverse_of_due() {
        let seasons = Seasons::new(&calendar());
        for family in 0..COUNT {
            for time in [40.0, 133.3, 250.5, 380.25, 700.9] {
                let back = seasons.when(family, seasons.due(family, time)).unwrap();
                let need = seasons.due(family, back);
                assert!((need - seasons.due(family, time)).abs() < 1e-6);
            }
            assert_eq!(seasons.when(family, 1e9), None);
        }
    }

    #[test]
    fn windows_differ() {
        let calendar = calendar();
        let seasons = Seasons::new(&calendar);
        // Day 0 is 1 November 2024; 180 days later is the end of April.
        assert!(seasons.strength(0, 5) > 3.0 && seasons.strength(0, 180) < 0.1);
        assert!(seasons.strength(1, 5) < 0.2 && seasons.strength(1, 180) > 3.0);
        assert!((seasons.strength(11, 5) - 1.0).abs() < 0.01);
    }
}
