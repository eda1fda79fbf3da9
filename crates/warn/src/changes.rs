//! Who changed targets, what they were before, and the way back.
//!
//! Somebody enters, derives, removes or takes back: each is one [`Act`], which may change many
//! targets. Targets from a file are not kept here; the import says what it took.

use serde::Serialize;
use vocab::Instant;

use crate::target::Target;

/// Who changes targets, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// The person's name.
    pub person: String,
    /// When.
    pub at: Instant,
}

/// What happened to one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The target before; `None` when there was none.
    pub before: Option<Target>,
    /// The target after; `None` when it was removed.
    pub after: Option<Target>,
}

impl Change {
    /// The change from one to the other; `None` where nothing changes.
    #[must_use]
    pub fn between(before: Option<Target>, after: Option<Target>) -> Option<Self> {
        (before != after).then_some(Self { before, after })
    }

    /// The target: as it became, else as it was.
    #[must_use]
    pub fn target(&self) -> Option<&Target> {
        self.after.as_ref().or(self.before.as_ref())
    }

    /// Whether the target is still as this change left it.
    #[must_use]
    pub fn stands(&self, now: &[Target]) -> bool {
        let id = self.target().map(|target| &target.id);
        now.iter().find(|target| Some(&target.id) == id) == self.after.as_ref()
    }

    /// The way back.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { before: self.after, after: self.before }
    }
}

/// What somebody did at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Act {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Instant,
    /// The person's name.
    pub person: String,
    /// What it did, by target.
    pub changes: Vec<Change>,
    /// How many of the changes still stand, and so can be taken back.
    pub standing: usize,
}

#[cfg(test)]
mod tests {
    use vocab::{Amount, Scope};

    use super::*;

    fn target(cents: i128) -> Target {
        let period = "2026-11".parse().unwrap();
        Target::new(period, Scope::company(), Amount::from_cents(cents), "entered")
    }

    #[test]
    fn a_change_stands_until_the_target_is_another() {
        let changed = Change::between(Some(target(1)), Some(target(2))).unwrap();
        assert!(changed.stands(&[target(2)]));
        assert!(!changed.stands(&[target(3)]) && !changed.stands(&[]));
        let removed = Change::between(Some(target(1)), None).unwrap();
        assert!(removed.stands(&[]) && !removed.stands(&[target(1)]));
        assert_eq!(removed.clone().reversed().after, removed.before);
        assert_eq!(Change::between(Some(target(1)), Some(target(1))), None);
    }
}
