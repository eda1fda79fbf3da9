//! How much one key may send: so many messages a second, with room for a burst.
//!
//! One sender that runs wild must not take the room of the others; the bound for all together is
//! the room of the [`Intake`](listen::Intake). A bucket that fills evenly and is emptied by what
//! comes in (Turner 1986, the "leaky bucket as a meter").

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Instant as Tick;

use listen::receive::Sender;

/// Messages a second from one key in a page, and from one of the company's own programs.
const BROWSER: f64 = 5_000.0;
const SERVER: f64 = 50_000.0;
/// Seconds of that rate which may come at once.
const BURST: f64 = 2.0;

/// What each key has left.
#[derive(Debug, Default)]
pub(crate) struct Rates(Mutex<HashMap<String, Left>>);

#[derive(Debug, Clone, Copy)]
struct Left {
    messages: f64,
    at: Tick,
}

impl Rates {
    /// Takes so many messages out of what a key has left.
    ///
    /// # Errors
    /// With the seconds to wait when there is not enough.
    pub(crate) fn take(
        &self,
        key: &str,
        sender: Sender,
        messages: usize,
        now: Tick,
    ) -> Result<(), u64> {
        let rate = match sender {
            Sender::Browser => BROWSER,
            Sender::Server => SERVER,
        };
        let full = rate * BURST;
        // A batch is far smaller than a burst.
        let wanted = (messages as f64).min(full);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = all.entry(key.to_owned()).or_insert(Left { messages: full, at: now });
        let waited = now.saturating_duration_since(left.at).as_secs_f64();
        left.messages = (left.messages + waited * rate).min(full);
        left.at = now;
        if left.messages >= wanted {
            left.messages -= wanted;
            return Ok(());
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the seconds of a burst"
        )]
        Err(((wanted - left.messages) / rate).ceil() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_burst_is_let_in_and_then_the_rate() {
        let (rates, start) = (Rates::default(), Tick::now());
        let take = |key, messages, after| {
            let now = start + Duration::from_millis(after);
            rates.take(key, Sender::Browser, messages, now)
        };
        for _ in 0..4 {
            assert_eq!(take("a", 2_500, 0), Ok(()));
        }
        assert_eq!(take("a", 1, 0), Err(1));
        assert_eq!(take("b", 2_500, 0), Ok(()), "another key has its own");
        assert_eq!(take("a", 2_500, 400), Err(1));
        assert_eq!(take("a", 2_500, 500), Ok(()));
        assert_eq!(take("a", 2_500, 500), Err(1));
        // Rest is not saved up beyond a burst.
        for _ in 0..4 {
            assert_eq!(take("a", 2_500, 3_600_000), Ok(()));
        }
        assert_eq!(take("a", 100, 3_600_000), Err(1));
    }
}
