//! A few events held in memory, in the order in which they were put in.

use crate::row::{EventRef, Packed, Texts};

/// Events in memory. Texts that come again and again are kept once.
#[derive(Debug, Default)]
pub struct Held {
    texts: Texts,
    rows: Vec<Packed>,
}

impl Held {
    /// Puts an event at the end.
    pub fn push(&mut self, event: &EventRef<'_>) {
        self.rows.push(Packed::of(event, &mut self.texts));
    }

    /// The event at a position.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<EventRef<'_>> {
        self.rows.get(position).map(|row| row.borrow(&self.texts))
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = EventRef<'_>> {
        self.rows.iter().map(|row| row.borrow(&self.texts))
    }

    /// Lets all of them go.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.texts = Texts::default();
    }
}
