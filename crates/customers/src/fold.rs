//! What a picture is: something that takes in one event after the other, and of which two can
//! be put together.

use events::{EventRef, Stretch};

/// A fold with a merge.
///
/// Events come in (time, id) order. Where `a` and `b` are two stretches of that order and `a`
/// comes first,
///
/// ```text
/// fold(a ++ b) == fold(a).merge(fold(b))
/// ```
///
/// to the bit. This is what makes the nightly rebuild, the single new event and a cluster that
/// folds stretches apart give the same picture. Everything a state holds is therefore a count,
/// an exact amount, a time or an id: no rounded sum, and nothing that depends on today.
pub trait Fold: Sized {
    /// Takes in the next event. Its (time, id) is not before the one taken in last.
    fn update(&mut self, event: &EventRef<'_>);

    /// Takes in the next events of one customer. What can be told from the columns of a stretch
    /// alone is told quicker so; the result is the same.
    fn take(&mut self, stretch: &Stretch<'_>) {
        stretch.events().for_each(|event| self.update(&event));
    }

    /// This stretch followed by `later`.
    #[must_use]
    fn merge(self, later: Self) -> Self;
}

/// The position a list's next entry gets. No customer has four thousand million of anything.
pub(crate) fn number(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// Puts the newer of two times.
pub(crate) fn newest(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    one.max(other)
}
