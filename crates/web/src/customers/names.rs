//! What customers are called.

use std::collections::HashMap;

use ::customers::people::CustomerCard;

/// Names by number.
pub(super) struct Names<'a>(HashMap<&'a str, &'a str>);

impl<'a> Names<'a> {
    pub(super) fn of(cards: &'a [CustomerCard]) -> Self {
        Self(cards.iter().map(|card| (card.id.as_str(), card.name.as_str())).collect())
    }

    /// The name; the number itself where no record gives one.
    pub(super) fn of_id<'b>(&'b self, id: &'b str) -> &'b str {
        self.0.get(id).copied().unwrap_or(id)
    }
}
