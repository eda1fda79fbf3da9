//! Of whom something is true because of what happened: how often in a time, in which order, or
//! never.
//!
//! The log is asked in one ordered pass for as many questions at once as are new. An answer is a
//! bit a customer, in the order in which the customers of a bucket lie in the log. It is kept
//! for as long as the bucket holds the same events, so that whoever changes one condition of
//! many waits for that one only, and new events cost only the buckets they fell into.
//!
//! Reading order: [`Question`] here, [`sequence`] for steps in an order, [`pass`] and [`kept`].

pub mod bits;
pub mod kept;
mod pass;
mod sequence;

use events::Columns;
use vocab::{Channel, Direction, Event, EventKind};

pub use bits::Bits;
pub use kept::{Answers, Kept};

/// Steps a sequence may have.
pub const MOST_STEPS: usize = 5;

/// A kind of thing that happens, as narrowly as wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct What {
    /// What kind.
    pub kind: EventKind,
    /// About this product family only.
    pub family: Option<String>,
    /// About this article only.
    pub item: Option<String>,
    /// Over this channel only.
    pub channel: Option<Channel>,
    /// Begun by this side only.
    pub direction: Option<Direction>,
}

impl What {
    /// Whatever is of a kind.
    #[must_use]
    pub const fn of(kind: EventKind) -> Self {
        Self { kind, family: None, item: None, channel: None, direction: None }
    }

    /// Whether the log holds several events of one such thing: an order has a line for each
    /// article. It counts once, by its number.
    #[must_use]
    pub const fn has_lines(&self) -> bool {
        matches!(self.kind, EventKind::Sale | EventKind::Return)
    }

    /// Whether an event is one of these.
    #[must_use]
    pub fn is(&self, event: &Event) -> bool {
        let same =
            |wanted: &Option<String>, word: &Option<String>| wanted.is_none() || wanted == word;
        event.kind == self.kind
            && same(&self.family, &event.family)
            && same(&self.item, &event.item)
            && (self.channel.is_none() || event.channel == self.channel)
            && (self.direction.is_none() || event.direction == self.direction)
    }

    fn columns(&self) -> Columns {
        let wants = [
            (self.family.is_some(), Columns::FAMILY),
            (self.has_lines(), Columns::REFERENCE),
            (self.item.is_some(), Columns::ITEM),
            (self.channel.is_some(), Columns::CHANNEL),
            (self.direction.is_some(), Columns::DIRECTION),
        ];
        let wanted = wants.into_iter().filter(|(wanted, _)| *wanted);
        wanted.fold(Columns::KEY, |columns, (_, column)| columns.with(column))
    }
}

/// Something that is true of a customer or not, because of what happened. Times are
/// microseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Question {
    /// It happened so often. An order counts once, however many of its lines are looked for.
    Count {
        /// What.
        what: What,
        /// Not before.
        from: i64,
        /// Before.
        until: i64,
        /// At least so often.
        at_least: u32,
        /// At most so often; [`u32::MAX`] for any number.
        at_most: u32,
    },
    /// One thing happened after the other, in a time, and perhaps something did not.
    ///
    /// There are different events that make the steps in the order of time, the first between
    /// `from` and `until`, the last at most `window` after it and before `until`. Events of the
    /// same instant stand in whatever order goes furthest: imports often know the day only; lines
    /// of one order at one instant that are of one sort are one event. With
    /// `then_not` nothing of that sort comes after the last step until `window` after the first
    /// (as far as `until`), and that time was over at `over_by`.
    Sequence {
        /// The steps, 1 to [`MOST_STEPS`].
        steps: Vec<What>,
        /// What did not happen afterwards.
        then_not: Option<What>,
        /// How long it may take.
        window: i64,
        /// The first step is not before.
        from: i64,
        /// Nothing counts from then on.
        until: i64,
        /// When the wait for what did not happen must have been over.
        over_by: i64,
    },
}

impl Question {
    /// Whether it is true of somebody of whom nothing is in the log.
    #[must_use]
    pub const fn holds_of_nothing(&self) -> bool {
        matches!(self, Self::Count { at_least: 0, .. })
    }

    /// Everything it looks for.
    pub fn whats(&self) -> impl Iterator<Item = &What> {
        let (steps, last) = match self {
            Self::Count { what, .. } => (std::slice::from_ref(what), None),
            Self::Sequence { steps, then_not, .. } => (steps.as_slice(), then_not.as_ref()),
        };
        steps.iter().chain(last)
    }

    fn columns(&self) -> Columns {
        self.whats().fold(Columns::KEY, |columns, what| columns.with(what.columns()))
    }
}
