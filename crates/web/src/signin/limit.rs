//! How often a sign-in may fail before one has to wait, and how many are worked on at once.
//!
//! Tries are counted in memory, for each address that is tried and for each network that tries.
//! The first stops guessing one person's password, the second trying one password on many. A
//! try counts as failed from its beginning and is taken back when it succeeds: otherwise all
//! tries that arrive together would be let through before the first of them has failed. A
//! restart forgets; that costs an attacker more than it gives.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::TimeDelta;
use tokio::sync::Semaphore;
use vocab::Instant;

use super::peer::network;

/// Failures an address may collect in [`WINDOW`].
const PER_ADDRESS: usize = 8;
/// Failures a network may collect in [`WINDOW`]; a whole office may share one.
const PER_NETWORK: usize = 40;
/// How long a failure counts.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Entries kept before old ones are swept out.
const SWEEP_AT: usize = 10_000;
/// The most characters of an address that tell it from another.
const MOST: usize = 200;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Address(String),
    Network(IpAddr),
}

/// The failures of the last minutes.
#[derive(Debug, Default)]
pub struct Limits(Mutex<HashMap<Key, Vec<Instant>>>);

/// A try that has begun. It has failed unless somebody says otherwise.
#[derive(Debug)]
#[must_use = "a try that succeeds has to be taken back"]
pub struct Try {
    address: Key,
    network: Option<Key>,
    at: Instant,
}

impl Limits {
    /// Begins a try, which counts as failed from now on.
    ///
    /// # Errors
    /// With the minutes to wait when no try may be made now.
    pub fn begin(&self, email: &str, ip: Option<IpAddr>, now: Instant) -> Result<Try, i64> {
        let address = Key::Address(email.chars().take(MOST).collect());
        let network = ip.map(|ip| Key::Network(network(ip)));
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = |key: &Key, most: usize| {
            let fresh: Vec<Instant> =
                counts.get(key)?.iter().copied().filter(|at| now - *at < WINDOW).collect();
            // The try is free again when the oldest of the last `most` failures is forgotten.
            let oldest = *fresh.get(fresh.len().checked_sub(most)?)?;
            Some((oldest + WINDOW - now).num_seconds().div_euclid(60) + 1)
        };
        let by_network = network.as_ref().and_then(|network| wait(network, PER_NETWORK));
        if let Some(minutes) = wait(&address, PER_ADDRESS).max(by_network) {
            return Err(minutes);
        }
        if counts.len() > SWEEP_AT {
            counts.retain(|_, times| times.last().is_some_and(|at| now - *at < WINDOW));
        }
        for key in [Some(&address), network.as_ref()].into_iter().flatten() {
            let times = counts.entry(key.clone()).or_default();
            times.retain(|at| now - *at < WINDOW);
            times.push(now);
        }
        Ok(Try { address, network, at: now })
    }

    /// The try succeeded: the failures of its address are forgotten. Of those of its network
    /// only this one is: one own account must not buy free tries on others.
    pub fn succeeded(&self, tried: Try) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counts.remove(&tried.address);
        drop(counts);
        self.take_back(tried);
    }

    /// The try was not made after all.
    pub fn take_back(&self, tried: Try) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for key in [Some(tried.address), tried.network].into_iter().flatten() {
            let Some(times) = counts.get_mut(&key) else { continue };
            if let Some(place) = times.iter().rposition(|at| *at == tried.at) {
                times.remove(place);
            }
            if times.is_empty() {
                counts.remove(&key);
            }
        }
    }
}

/// Passwords that are compared at the same time: each takes a processor and 19 MB.
const AT_ONCE: usize = 4;
/// Passwords that may wait for their turn, some 20 ms each.
const WAITING: usize = 60;

/// Keeps strangers from filling memory and processors with passwords to compare.
#[derive(Debug, Clone)]
pub struct Bench {
    /// Places of those compared and those waiting.
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Default for Bench {
    fn default() -> Self {
        Self::new(AT_ONCE, WAITING)
    }
}

impl Bench {
    /// A bench for `at_once` works at the same time and `waiting` more.
    #[must_use]
    pub fn new(at_once: usize, waiting: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(at_once + waiting)),
            turns: Arc::new(Semaphore::new(at_once)),
        }
    }

    /// Does work away from the async threads, when it is its turn; `None` when too much is
    /// waiting already.
    ///
    /// # Errors
    /// When the work panics.
    pub async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<Option<T>, tokio::task::JoinError> {
        let Ok(place) = self.places.clone().try_acquire_owned() else {
            return Ok(None);
        };
        // Nobody closes the semaphore.
        let Ok(turn) = self.turns.clone().acquire_owned().await else {
            return Ok(None);
        };
        // Both go with the work: it runs on when whoever asked has hung up.
        let work = move || {
            let done = work();
            drop((turn, place));
            done
        };
        tokio::task::spawn_blocking(work).await.map(Some)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use proptest::prelude::*;

    use super::*;

    fn at(minute: i64) -> Instant {
        "2026-11-22T10:00:00Z".parse::<Instant>().unwrap() + TimeDelta::minutes(minute)
    }

    #[test]
    fn an_address_waits_after_eight_failures_and_only_it() {
        let limits = Limits::default();
        for minute in 0..8 {
            let _ = limits.begin("a@x", None, at(minute)).unwrap();
        }
        assert_eq!(limits.begin("a@x", None, at(8)).unwrap_err(), 8);
        let _ = limits.begin("b@x", None, at(8)).unwrap();
        let after = limits.begin("a@x", None, at(15)).unwrap();
        limits.succeeded(after);
        let _ = limits.begin("a@x", None, at(8)).unwrap();
    }

    #[test]
    fn one_network_cannot_try_everybody() {
        let limits = Limits::default();
        let ip = |host: u16| Some(format!("2001:db8::1:{host:x}").parse().unwrap());
        for person in 0..40 {
            // Another host of the same network each time.
            let _ = limits.begin(&format!("{person}@x"), ip(person), at(0)).unwrap();
        }
        assert!(limits.begin("new@x", ip(99), at(1)).is_err());
        let elsewhere = "2001:db8:0:1::1".parse().ok();
        let _ = limits.begin("new@x", elsewhere, at(1)).unwrap();
    }

    #[test]
    fn who_knows_the_password_is_never_counted() {
        let limits = Limits::default();
        let ip = Some(IpAddr::from([192, 0, 2, 1]));
        for _ in 0..100 {
            let tried = limits.begin("a@x", ip, at(0)).unwrap();
            limits.succeeded(tried);
        }
        // An own account buys no free tries on others.
        for person in 0..40 {
            let _ = limits.begin(&format!("{person}@y"), ip, at(0)).unwrap();
        }
        assert!(limits.begin("a@x", ip, at(1)).is_err());
    }

    proptest! {
        /// However tries begin, end and are taken back: of those open or failed in the window
        /// an address never has more than its eight.
        #[test]
        fn no_order_of_tries_gets_past_the_limit(steps in prop::collection::vec(0_u8..4, 1..80)) {
            let limits = Limits::default();
            let mut open = Vec::new();
            let mut failed = 0;
            for step in steps {
                match (step, open.pop()) {
                    (0 | 1, last) => {
                        open.extend(last);
                        let begun = limits.begin("a@x", None, at(0));
                        prop_assert_eq!(begun.is_ok(), open.len() + failed < PER_ADDRESS);
                        open.extend(begun.ok());
                    }
                    (2, Some(last)) => limits.take_back(last),
                    (_, Some(_)) => failed += 1,
                    (_, None) => {}
                }
            }
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn a_few_work_a_few_wait_and_the_rest_is_turned_away() {
        let bench = Bench::new(2, 3);
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (go, gate) = std::sync::mpsc::channel::<()>();
        let gate = Arc::new(Mutex::new(gate));
        let tasks: Vec<_> = (0..20)
            .map(|_| {
                let (bench, now, most, gate) =
                    (bench.clone(), now.clone(), most.clone(), gate.clone());
                tokio::spawn(async move {
                    let work = move || {
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        // Waits until everybody has asked.
                        let waited = gate.lock().unwrap().recv();
                        now.fetch_sub(1, Ordering::SeqCst);
                        waited.is_ok()
                    };
                    bench.work(work).await.unwrap()
                })
            })
            .collect();
        // Those at work and those waiting stay until they are let go.
        while tasks.iter().filter(|task| task.is_finished()).count() < 15 {
            tokio::task::yield_now().await;
        }
        for _ in 0..5 {
            go.send(()).unwrap();
        }
        let mut done = 0;
        for task in tasks {
            done += usize::from(task.await.unwrap() == Some(true));
        }
        assert_eq!(done, 5, "two at work and three waiting");
        assert!(most.load(Ordering::SeqCst) <= 2);
        assert_eq!(bench.work(|| 7).await.unwrap(), Some(7), "and there is room again");
    }
}
