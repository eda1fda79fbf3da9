//! Help for ordered passes over the event log: buckets in parallel, names kept once. Nothing
//! here allocates for an event that repeats what the one before it said.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::CustomersError;

/// Does `work` for every bucket, on as many threads as the machine has cores (bucket 0, which
/// holds the anonymous sales, first). Results come in the order of `buckets`.
pub(crate) fn in_parallel<T: Send>(
    buckets: &[u16],
    work: impl Fn(u16) -> Result<T, CustomersError> + Sync,
) -> Result<Vec<T>, CustomersError> {
    side_by_side(buckets, work)
}

/// The same for parts of any work.
pub(crate) fn side_by_side<T: Send, E: Send>(
    buckets: &[u16],
    work: impl Fn(u16) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(buckets.len()));
    std::thread::scope(|scope| {
        for _ in 0..cores.min(buckets.len()) {
            scope.spawn(|| {
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(bucket) = buckets.get(place) else {
                        break;
                    };
                    let result = work(*bucket);
                    if result.is_err() {
                        // The others need not begin what nobody will read.
                        next.store(buckets.len(), Ordering::Relaxed);
                    }
                    done.lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner)
                        .push((place, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Texts that come again and again, each with a number.
#[derive(Debug, Default)]
pub(crate) struct Names {
    numbers: HashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
    last: Option<u32>,
}

impl Names {
    pub(crate) fn number(&mut self, name: &str) -> u32 {
        if let Some(last) = self.last
            && *self.names[last as usize] == *name
        {
            return last;
        }
        let number = match self.numbers.get(name) {
            Some(number) => *number,
            None => {
                let number = crate::fold::number(self.names.len());
                self.names.push(name.into());
                self.numbers.insert(name.into(), number);
                number
            }
        };
        self.last = Some(number);
        number
    }

    /// All of them, by number.
    pub(crate) fn all(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(AsRef::as_ref)
    }

    pub(crate) fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", AsRef::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_and_errors_come_out() {
        let buckets: Vec<u16> = (0..16).collect();
        let doubled = in_parallel(&buckets, |bucket| Ok(bucket * 2)).unwrap();
        assert_eq!(doubled, (0..16).map(|bucket| bucket * 2).collect::<Vec<_>>());
        let failed = in_parallel(&buckets, |bucket| match bucket {
            7 => Err(CustomersError::NoContact("seven".to_owned())),
            _ => Ok(()),
        });
        assert!(failed.is_err());
        assert!(in_parallel(&[], |_| Ok(())).unwrap().is_empty());
    }

    #[test]
    fn names_keep_their_numbers() {
        let mut names = Names::default();
        let numbers: Vec<u32> = ["a", "a", "b", "a", "", "b"].map(|name| names.number(name)).into();
        assert_eq!(numbers, [0, 0, 1, 0, 2, 1]);
        assert_eq!(names.name(1), "b");
    }
}
