//! What we promised, and how each promise stands.

use chrono::NaiveDate;
use serde::Serialize;
use store::StoreError;
use store::records::promise;
use vocab::{CustomerId, Instant, Zone};

use super::records::bad;

/// How a promise ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Kept.
    Kept,
    /// Not kept, and said so.
    Broken,
    /// Neither: both sides agreed, or the matter is gone.
    Withdrawn,
}

impl Outcome {
    /// As files and tables say it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The outcome of a code.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        [Self::Kept, Self::Broken, Self::Withdrawn].into_iter().find(|one| one.code() == code)
    }
}

/// One promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// Its number.
    pub id: String,
    /// To whom.
    pub customer: CustomerId,
    /// To which person there.
    pub contact: Option<String>,
    /// When.
    pub made: Instant,
    /// Who of us.
    pub owner: Option<String>,
    /// What.
    pub text: String,
    /// A moment of the last day on which it can be kept.
    pub due: Instant,
    /// How and when it ended.
    pub settled: Option<(Outcome, Instant)>,
}

/// How a promise stands at a moment. Exactly one holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Not settled, and there is time.
    Open,
    /// Not settled, and its day is over: counts as broken.
    Overdue,
    /// Kept.
    Kept,
    /// Not kept.
    Broken,
    /// Withdrawn.
    Withdrawn,
}

impl Standing {
    /// Whether we did not do what we said.
    #[must_use]
    pub const fn counts_as_broken(self) -> bool {
        matches!(self, Self::Overdue | Self::Broken)
    }

    /// Whether nobody has settled it.
    #[must_use]
    pub const fn is_unsettled(self) -> bool {
        matches!(self, Self::Open | Self::Overdue)
    }
}

impl Promise {
    pub(super) fn read(row: promise::Model) -> Result<Self, StoreError> {
        let settled = match (row.outcome.as_deref(), row.settled) {
            (Some(code), Some(at)) => Some((
                Outcome::of(code).ok_or_else(|| bad("promise", &row.id, "of unknown outcome"))?,
                at,
            )),
            (None, None) => None,
            _ => return Err(bad("promise", &row.id, "settled by half")),
        };
        Ok(Self {
            customer: CustomerId::new(&row.customer_id)
                .map_err(|why| bad("promise", &row.id, why))?,
            id: row.id,
            contact: row.contact_id,
            made: row.made,
            owner: row.owner,
            text: row.text,
            due: row.due,
            settled,
        })
    }

    /// The last day on which it can be kept.
    #[must_use]
    pub fn due_day(&self, zone: Zone) -> NaiveDate {
        zone.day(self.due)
    }

    /// The moment from which it is overdue: its due day is over.
    #[must_use]
    pub fn overdue_from(&self, zone: Zone) -> Instant {
        let day = self.due_day(zone);
        zone.start_of(day.succ_opt().unwrap_or(day))
    }

    /// How it stands. An end that lies after `now` has not come yet.
    #[must_use]
    pub fn standing(&self, now: Instant, zone: Zone) -> Standing {
        match self.settled.filter(|(_, at)| *at <= now) {
            Some((Outcome::Kept, _)) => Standing::Kept,
            Some((Outcome::Broken, _)) => Standing::Broken,
            Some((Outcome::Withdrawn, _)) => Standing::Withdrawn,
            None if now >= self.overdue_from(zone) => Standing::Overdue,
            None => Standing::Open,
        }
    }
}

/// How many promises stand in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Not settled, and there is time.
    pub open: u64,
    /// Not settled, and their day is over.
    pub overdue: u64,
    /// Kept.
    pub kept: u64,
    /// Not kept, and said so.
    pub broken: u64,
    /// Withdrawn.
    pub withdrawn: u64,
}

impl Count {
    /// Counts promises as they stand.
    pub fn of<'a>(
        promises: impl IntoIterator<Item = &'a Promise>,
        now: Instant,
        zone: Zone,
    ) -> Self {
        let mut count = Self::default();
        for promise in promises {
            *match promise.standing(now, zone) {
                Standing::Open => &mut count.open,
                Standing::Overdue => &mut count.overdue,
                Standing::Kept => &mut count.kept,
                Standing::Broken => &mut count.broken,
                Standing::Withdrawn => &mut count.withdrawn,
            } += 1;
        }
        count
    }

    /// Those kept among those whose fate is known: kept, broken, or overdue.
    #[must_use]
    pub fn kept_share(&self) -> Option<stats::proportion::Share> {
        stats::proportion::Share::new(self.kept, self.kept + self.broken + self.overdue)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{at, promise};
    use super::*;

    const ZONE: Zone = Zone::BERLIN;

    #[test]
    fn a_promise_is_overdue_when_its_day_is_over_here() {
        // The 20th ends at 23:00 UTC in Berlin.
        let open = promise("V1", "2026-11-20T08:00:00Z", None);
        assert_eq!(open.standing(at("2026-11-20T22:59:59Z"), ZONE), Standing::Open);
        assert_eq!(open.standing(at("2026-11-20T23:00:00Z"), ZONE), Standing::Overdue);
        let late = Some((Outcome::Kept, "2026-11-25T09:00:00Z"));
        let kept = promise("V1", "2026-11-20T08:00:00Z", late);
        assert_eq!(kept.standing(at("2026-11-24T09:00:00Z"), ZONE), Standing::Overdue);
        assert_eq!(kept.standing(at("2026-11-25T09:00:00Z"), ZONE), Standing::Kept);
    }

    #[test]
    fn what_is_not_decided_is_in_no_share() {
        let now = at("2026-11-22T09:00:00Z");
        let end = |outcome| Some((outcome, "2026-11-10T09:00:00Z"));
        let all = [
            promise("1", "2026-11-12T00:00:00Z", end(Outcome::Kept)),
            promise("2", "2026-11-12T00:00:00Z", end(Outcome::Kept)),
            promise("3", "2026-11-12T00:00:00Z", end(Outcome::Broken)),
            promise("4", "2026-11-12T00:00:00Z", end(Outcome::Withdrawn)),
            promise("5", "2026-11-12T00:00:00Z", None),
            promise("6", "2026-12-12T00:00:00Z", None),
        ];
        let count = Count::of(&all, now, ZONE);
        assert_eq!(count, Count { open: 1, overdue: 1, kept: 2, broken: 1, withdrawn: 1 });
        let share = count.kept_share().unwrap();
        assert_eq!((share.hits, share.of), (2, 4));
        assert!(Count::default().kept_share().is_none());
    }

    proptest! {
        #[test]
        fn every_promise_stands_in_one_way(
            due in 0_i64..60, end in prop::option::of((0_u8..3, 0_i64..60)), now in 0_i64..60,
        ) {
            let time = |day: i64| at("2026-11-01T09:00:00Z") + chrono::TimeDelta::days(day);
            let mut one = promise("V", "2026-11-01T09:00:00Z", None);
            one.due = time(due);
            one.settled = end.map(|(outcome, day)| {
                let outcome = [Outcome::Kept, Outcome::Broken, Outcome::Withdrawn][outcome as usize];
                (outcome, time(day))
            });
            let count = Count::of([&one], time(now), ZONE);
            let ways =
                [count.open, count.overdue, count.kept, count.broken, count.withdrawn];
            prop_assert_eq!(ways.iter().sum::<u64>(), 1);
            prop_assert!(count.kept == 0 || count.broken + count.overdue == 0);
        }
    }
}
