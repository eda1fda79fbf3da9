//! When a forecast becomes a warning, and when a warning ends.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use vocab::{Amount, EventId, Instant};

use crate::chart::Chart;
use crate::forecast::{Forecast, State};

/// What is warned of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WarnSettings {
    /// From this probability of missing a target on there is a warning.
    pub probability: f64,
    /// A warning stays until the probability falls below this, so that it does not come and go
    /// from day to day.
    pub keep_until: f64,
}

impl WarnSettings {
    /// The key of the settings table.
    pub const KEY: &str = "warn";
}

impl Default for WarnSettings {
    fn default() -> Self {
        Self { probability: 0.8, keep_until: 0.6 }
    }
}

/// What became of a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningState {
    /// Nobody has looked at it yet.
    New,
    /// Somebody has.
    Seen,
    /// Its cause is gone.
    Closed,
}

impl WarningState {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Seen => "seen",
            Self::Closed => "closed",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::New, Self::Seen, Self::Closed].into_iter().find(|state| state.code() == code)
    }
}

/// Why a warning was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseReason {
    /// The target is no longer likely to be missed.
    Recovered,
    /// The month ended and the target was missed.
    PeriodOverMissed,
    /// The month ended and the target was met after all.
    PeriodOverMet,
    /// The target was removed, or its month is no longer looked at.
    TargetGone,
    /// It can no longer be said.
    Unknown,
}

impl CloseReason {
    const ALL: [Self; 5] = [
        Self::Recovered,
        Self::PeriodOverMissed,
        Self::PeriodOverMet,
        Self::TargetGone,
        Self::Unknown,
    ];

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Recovered => "recovered",
            Self::PeriodOverMissed => "period_over_missed",
            Self::PeriodOverMet => "period_over_met",
            Self::TargetGone => "target_gone",
            Self::Unknown => "unknown",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// A forecast with its picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// The forecast.
    pub forecast: Forecast,
    /// The month day by day.
    pub chart: Chart,
}

/// A target that will probably be missed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Warning {
    /// Its id.
    pub id: String,
    /// What became of it.
    pub state: WarningState,
    /// When Sog first said so.
    pub first_seen: Instant,
    /// When it was last looked at by a refresh.
    pub last_refreshed: Instant,
    /// When it was closed.
    pub closed_at: Option<Instant>,
    /// Why.
    pub closed_reason: Option<CloseReason>,
    /// Probability that the target is missed.
    pub probability: f64,
    /// The money at risk.
    pub at_risk: Amount,
    /// First day on which it could be known.
    pub knowable_since: Option<NaiveDate>,
    /// The forecast and its chart, as of when the warning was last true.
    #[serde(flatten)]
    pub detail: Detail,
}

/// What a refresh does to the warnings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// New and changed warnings.
    pub upsert: Vec<Warning>,
    /// How many are new.
    pub opened: usize,
    /// How many stay, with fresh figures.
    pub updated: usize,
    /// How many were closed.
    pub closed: usize,
}

/// Compares fresh forecasts with the warnings that are open.
#[must_use]
pub fn decide(
    open: Vec<Warning>,
    fresh: &[Detail],
    settings: &WarnSettings,
    now: Instant,
) -> Changes {
    let mut changes = Changes::default();
    for mut warning in open {
        let target = &warning.detail.forecast.target.id;
        let detail = fresh.iter().find(|detail| detail.forecast.target.id == *target);
        warning.last_refreshed = now;
        match reason_to_close(detail, settings) {
            None => {
                changes.updated += 1;
                if let Some(detail) = detail {
                    warning.take(detail.clone());
                }
            }
            Some(reason) => {
                changes.closed += 1;
                warning.state = WarningState::Closed;
                warning.closed_at = Some(now);
                warning.closed_reason = Some(reason);
            }
        }
        changes.upsert.push(warning);
    }
    for detail in fresh {
        let forecast = &detail.forecast;
        let probable = forecast.state == State::Open
            && forecast.probability_missed.is_some_and(|p| p >= settings.probability);
        let target = &forecast.target.id;
        let there = changes.upsert.iter().any(|warning| {
            warning.state != WarningState::Closed && warning.detail.forecast.target.id == *target
        });
        if probable && !there {
            changes.opened += 1;
            changes.upsert.push(Warning::new(detail.clone(), now));
        }
    }
    changes
}

fn reason_to_close(detail: Option<&Detail>, settings: &WarnSettings) -> Option<CloseReason> {
    let Some(forecast) = detail.map(|detail| &detail.forecast) else {
        return Some(CloseReason::TargetGone);
    };
    match forecast.state {
        State::Missed => Some(CloseReason::PeriodOverMissed),
        State::Met => Some(CloseReason::PeriodOverMet),
        State::Unknown => Some(CloseReason::Unknown),
        State::Open => {
            let keep = settings.keep_until.min(settings.probability);
            let recovered = forecast.probability_missed.is_none_or(|p| p < keep);
            recovered.then_some(CloseReason::Recovered)
        }
    }
}

impl Warning {
    fn new(detail: Detail, now: Instant) -> Self {
        let now = vocab::time::to_micros(now);
        let target = &detail.forecast.target.id;
        let id = EventId::from_key(&["warning", target, &now.to_rfc3339()]).to_string();
        let mut warning = Self {
            id,
            state: WarningState::New,
            first_seen: now,
            last_refreshed: now,
            closed_at: None,
            closed_reason: None,
            probability: 0.0,
            at_risk: Amount::ZERO,
            knowable_since: None,
            detail: detail.clone(),
        };
        warning.take(detail);
        warning
    }

    /// Somebody has looked at it.
    pub(crate) fn see(&mut self) {
        if self.state == WarningState::New {
            self.state = WarningState::Seen;
        }
    }

    fn take(&mut self, detail: Detail) {
        let forecast = &detail.forecast;
        self.probability = forecast.probability_missed.unwrap_or_default();
        self.at_risk = forecast.at_risk.unwrap_or_default();
        // While a warning is kept between the two limits, the day stays the one it was.
        self.knowable_since = forecast.knowable_since.or(self.knowable_since);
        self.detail = detail;
    }
}

/// Most money at risk first; open ones before closed ones.
pub fn rank(warnings: &mut [Warning]) {
    warnings.sort_by(|one, other| {
        let closed = |warning: &Warning| warning.state == WarningState::Closed;
        closed(one)
            .cmp(&closed(other))
            .then(other.at_risk.cmp(&one.at_risk))
            .then(other.probability.total_cmp(&one.probability))
            .then_with(|| {
                let key = |warning: &Warning| {
                    let target = &warning.detail.forecast.target;
                    (target.period, target.scope.clone(), warning.first_seen)
                };
                key(one).cmp(&key(other))
            })
    });
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use vocab::Scope;

    use super::*;
    use crate::target::Target;

    fn at(minutes: i64) -> Instant {
        Instant::default() + TimeDelta::minutes(minutes)
    }

    fn detail(id: &str, state: State, probability: f64, at_risk: i128) -> Detail {
        let period = "2026-11".parse().unwrap();
        let target = Target::new(period, Scope::company(), Amount::from_cents(100), "file");
        let target = Target { id: id.to_owned(), ..target };
        let day = period.first();
        let forecast = Forecast {
            as_of: day,
            complete_until: day,
            state,
            booked: Amount::ZERO,
            rest: None,
            expected: None,
            probability_missed: (state == State::Open).then_some(probability),
            at_risk: Some(Amount::from_cents(at_risk)),
            difference: None,
            knowable_since: (probability >= 0.8).then_some(day),
            days_ahead: None,
            open_days: 0,
            open_days_elapsed: 0,
            history_days: 0,
            season: None,
            past_forecasts: 0,
            notes: Vec::new(),
            target,
        };
        let chart = Chart { target: forecast.target.amount, days: Vec::new() };
        Detail { forecast, chart }
    }

    fn step(open: Vec<Warning>, fresh: &[Detail], minute: i64) -> Changes {
        let open = open.into_iter().filter(|one| one.state != WarningState::Closed).collect();
        decide(open, fresh, &WarnSettings::default(), at(minute))
    }

    #[test]
    fn it_opens_stays_closes_and_opens_anew() {
        let probable = detail("a", State::Open, 0.85, 5);
        let between = detail("a", State::Open, 0.7, 4);
        let safe = detail("a", State::Open, 0.5, 3);

        let opened = step(Vec::new(), std::slice::from_ref(&between), 0);
        assert_eq!(opened.upsert, [], "0.7 does not open a warning");
        let opened = step(Vec::new(), std::slice::from_ref(&probable), 1);
        assert_eq!((opened.opened, opened.upsert.len()), (1, 1));
        let first = opened.upsert[0].id.clone();

        let kept = step(opened.upsert, std::slice::from_ref(&between), 2);
        assert_eq!((kept.opened, kept.updated, kept.closed), (0, 1, 0), "but keeps one");
        let warning = &kept.upsert[0];
        assert_eq!((warning.probability, warning.first_seen), (0.7, at(1)));
        assert!(warning.knowable_since.is_some(), "it still stands");

        let closed = step(kept.upsert, &[safe], 3);
        assert_eq!(closed.upsert[0].closed_reason, Some(CloseReason::Recovered));
        assert_eq!(closed.upsert[0].probability, 0.7, "figures of when it was last true");

        let anew = step(closed.upsert, &[probable], 4);
        assert_eq!(anew.opened, 1);
        assert_ne!(anew.upsert[0].id, first);
    }

    #[test]
    fn every_end_has_its_reason() {
        for (fresh, reason) in [
            (vec![detail("a", State::Missed, 0.0, 0)], CloseReason::PeriodOverMissed),
            (vec![detail("a", State::Met, 0.0, 0)], CloseReason::PeriodOverMet),
            (vec![detail("a", State::Unknown, 0.0, 0)], CloseReason::Unknown),
            (vec![detail("b", State::Open, 0.1, 0)], CloseReason::TargetGone),
        ] {
            let open = step(Vec::new(), &[detail("a", State::Open, 0.9, 1)], 0).upsert;
            let ended = step(open, &fresh, 1);
            assert_eq!(ended.upsert[0].closed_reason, Some(reason));
            assert_eq!(CloseReason::from_code(reason.code()), Some(reason));
            assert_eq!((ended.closed, ended.opened), (1, 0));
        }
    }

    #[test]
    fn unfinished_or_unknown_is_never_a_warning() {
        for state in [State::Met, State::Missed, State::Unknown] {
            let fresh = [Detail {
                forecast: Forecast { state, ..detail("a", State::Open, 1.0, 9).forecast },
                ..detail("a", state, 1.0, 9)
            }];
            assert_eq!(step(Vec::new(), &fresh, 0).opened, 0, "{state:?}");
        }
    }

    #[test]
    fn most_money_first_and_the_closed_last() {
        let fresh = [
            detail("a", State::Open, 0.9, 5),
            detail("b", State::Open, 0.8, 7),
            detail("c", State::Open, 0.95, 5),
        ];
        let mut warnings = step(Vec::new(), &fresh, 0).upsert;
        warnings[1].state = WarningState::Closed;
        rank(&mut warnings);
        let order: Vec<_> =
            warnings.iter().map(|one| one.detail.forecast.target.id.as_str()).collect();
        assert_eq!(order, ["c", "a", "b"]);
    }
}
