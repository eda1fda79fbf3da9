//! How often a sign-in may fail before one has to wait.
//!
//! Counted in memory, for each address that is tried and for each network address that tries.
//! The first stops guessing one person's password, the second trying one password on many.
//! A restart forgets; that costs an attacker more than it gives.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;
use vocab::Instant;

/// Failures an address may collect in [`WINDOW`].
const PER_ADDRESS: usize = 8;
/// Failures a network address may collect in [`WINDOW`]; a whole office may share one.
const PER_IP: usize = 40;
/// How long a failure counts.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Entries kept before old ones are swept out.
const SWEEP_AT: usize = 10_000;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Address(String),
    Ip(IpAddr),
}

/// The failures of the last minutes.
#[derive(Debug, Default)]
pub struct Limits(Mutex<HashMap<Key, Vec<Instant>>>);

impl Limits {
    /// Minutes to wait before the next try; `None` when it may be made now.
    #[must_use]
    pub fn wait(&self, email: &str, ip: Option<IpAddr>, now: Instant) -> Option<i64> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of = |key: &Key, most: usize| {
            let fresh: Vec<Instant> =
                counts.get(key)?.iter().copied().filter(|at| now - *at < WINDOW).collect();
            // The try is free again when the oldest of the last `most` failures is forgotten.
            let oldest = *fresh.get(fresh.len().checked_sub(most)?)?;
            Some((oldest + WINDOW - now).num_seconds().div_euclid(60) + 1)
        };
        let address = of(&Key::Address(email.to_owned()), PER_ADDRESS);
        let network = ip.and_then(|ip| of(&Key::Ip(ip), PER_IP));
        address.max(network)
    }

    /// Counts a failure.
    pub fn failed(&self, email: &str, ip: Option<IpAddr>, now: Instant) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > SWEEP_AT {
            counts.retain(|_, times| times.last().is_some_and(|at| now - *at < WINDOW));
        }
        let keys = [Some(Key::Address(email.to_owned())), ip.map(Key::Ip)];
        for key in keys.into_iter().flatten() {
            let times = counts.entry(key).or_default();
            times.retain(|at| now - *at < WINDOW);
            times.push(now);
        }
    }

    /// Forgets the failures of an address after a success. Those of the network address stay:
    /// one own account must not buy free tries on others.
    pub fn succeeded(&self, email: &str) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.remove(&Key::Address(email.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Instant {
        "2026-11-22T10:00:00Z".parse::<Instant>().unwrap() + TimeDelta::minutes(minute)
    }

    #[test]
    fn an_address_waits_after_eight_failures_and_only_it() {
        let limits = Limits::default();
        for minute in 0..8 {
            assert_eq!(limits.wait("a@x", None, at(minute)), None);
            limits.failed("a@x", None, at(minute));
        }
        assert_eq!(limits.wait("a@x", None, at(8)), Some(8));
        assert_eq!(limits.wait("b@x", None, at(8)), None);
        assert_eq!(limits.wait("a@x", None, at(15)), None);
        limits.succeeded("a@x");
        assert_eq!(limits.wait("a@x", None, at(8)), None);
    }

    #[test]
    fn one_network_address_cannot_try_everybody() {
        let limits = Limits::default();
        let ip = Some(IpAddr::from([192, 0, 2, 1]));
        for person in 0..40 {
            let email = format!("{person}@x");
            assert_eq!(limits.wait(&email, ip, at(0)), None);
            limits.failed(&email, ip, at(0));
            limits.succeeded(&email);
        }
        assert!(limits.wait("new@x", ip, at(1)).is_some());
        assert_eq!(limits.wait("new@x", Some(IpAddr::from([192, 0, 2, 2])), at(1)), None);
    }
}
