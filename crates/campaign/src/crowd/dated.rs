//! What depends on the moment one looks from: phase, pressure, needs. Worked out for everybody
//! when it is first asked for, and kept.

use std::sync::{Arc, PoisonError};

use chrono::Datelike;
use customers::phase::standing;
use customers::{PictureState, need_windows};
use vocab::{Instant, Phase};

use super::{Crowd, NONE};
use crate::split::in_parallel;

/// Moments of which columns are kept.
const MOMENTS: usize = 4;
/// Families of which months are kept.
const FAMILIES: usize = 32;

/// Columns, each with what it was worked out for.
type Shelf<K, V> = Vec<(K, Arc<[V]>)>;

#[derive(Debug, Default)]
pub(super) struct Dated {
    phases: Shelf<i64, u8>,
    pressures: Shelf<(i64, u64), f64>,
    months: Shelf<Option<String>, u16>,
}

fn kept<K: PartialEq, V: ?Sized>(shelf: &[(K, Arc<V>)], key: &K) -> Option<Arc<V>> {
    shelf.iter().find(|(known, _)| known == key).map(|(_, value)| Arc::clone(value))
}

fn keep<K: PartialEq, V: ?Sized>(shelf: &mut Vec<(K, Arc<V>)>, most: usize, key: K, value: Arc<V>) {
    if shelf.len() >= most {
        shelf.remove(0);
    }
    shelf.push((key, value));
}

/// The phase as a number; 0 for none.
pub(super) fn phase_code(phase: Option<Phase>) -> u8 {
    phase.map_or(0, |phase| phase as u8 + 1)
}

impl Crowd {
    /// The picture of the customer at a place.
    pub(super) fn picture(&self, customer: usize) -> Option<&PictureState> {
        let at = self.customers.picture[customer];
        if at == NONE { None } else { self.pictures.iter().as_slice().get(at as usize) }
    }

    fn column<T: Send + Sync>(&self, of: impl Fn(Option<&PictureState>) -> T + Sync) -> Arc<[T]> {
        let all: Vec<u32> = (0..u32::try_from(self.customers()).unwrap_or(NONE)).collect();
        let work = |part: &[u32]| {
            part.iter().map(|customer| of(self.picture(*customer as usize))).collect()
        };
        in_parallel(&all, work).into()
    }

    fn dated<T>(&self, look: impl FnOnce(&mut Dated) -> T) -> T {
        look(&mut self.dated.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The phase of each customer.
    pub(super) fn phases(&self, now: Instant) -> Arc<[u8]> {
        let at = now.timestamp_micros();
        if let Some(phases) = self.dated(|dated| kept(&dated.phases, &at)) {
            return phases;
        }
        let phases = self.column(|picture| {
            let phase = picture.and_then(|picture| standing(&picture.evidence, at).phase);
            phase_code(phase.map(|proof| proof.phase))
        });
        self.dated(|dated| keep(&mut dated.phases, MOMENTS, at, Arc::clone(&phases)));
        phases
    }

    /// The contact pressure of each customer.
    pub(super) fn pressures(&self, now: Instant, half_life_days: f64) -> Arc<[f64]> {
        let key = (now.timestamp_micros(), half_life_days.to_bits());
        if let Some(pressures) = self.dated(|dated| kept(&dated.pressures, &key)) {
            return pressures;
        }
        let pressures = self.column(|picture| {
            let pressure = picture.and_then(|picture| picture.pressure(now, half_life_days));
            pressure.unwrap_or_default()
        });
        self.dated(|dated| keep(&mut dated.pressures, MOMENTS, key, Arc::clone(&pressures)));
        pressures
    }

    /// The months (a bit each) in which each customer usually buys a family, or any.
    pub(super) fn months(&self, family: Option<&str>) -> Arc<[u16]> {
        let key = family.map(str::to_owned);
        if let Some(months) = self.dated(|dated| kept(&dated.months, &key)) {
            return months;
        }
        let of = |picture: &PictureState, family: &str| {
            let windows = need_windows(picture, family, self.zone);
            windows.iter().flat_map(customers::NeedWindow::months).fold(0, |bits, m| bits | 1 << m)
        };
        let months = self.column(|picture| match (picture, family) {
            (None, _) => 0,
            (Some(picture), Some(family)) => of(picture, family),
            (Some(picture), None) => {
                let families = picture.purchases.families().iter();
                families.fold(0, |bits, family| bits | of(picture, &family.name))
            }
        });
        self.dated(|dated| keep(&mut dated.months, FAMILIES, key, Arc::clone(&months)));
        months
    }

    /// The bit of the month in which an instant lies.
    pub(super) fn month_of(&self, now: Instant) -> u16 {
        1 << self.zone.day(now).month()
    }
}
