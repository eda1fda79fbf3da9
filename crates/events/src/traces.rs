//! The traces of a person in what is about others: events that name them as the contact, and texts
//! that hold an address of theirs.

use std::collections::BTreeSet;

use crate::{Columns, EventsError, Snapshot};
use vocab::CustomerId;

/// What stands where words were blotted out.
pub const BLOT: &str = "[…]";

/// By what a person is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Traces {
    contacts: BTreeSet<String>,
    words: Vec<String>,
}

impl Traces {
    /// The numbers a person has as a contact, and addresses as they may stand in texts. Letters of
    /// the latter may be large or small.
    pub fn new(
        contacts: impl IntoIterator<Item = String>,
        words: impl IntoIterator<Item = String>,
    ) -> Self {
        let words: BTreeSet<String> = words
            .into_iter()
            .map(|word| word.trim().to_ascii_lowercase())
            .filter(|word| !BLOT.contains(word.as_str()))
            .collect();
        // The longest first: one may be part of another.
        let mut words: Vec<String> = words.into_iter().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Self { contacts: contacts.into_iter().collect(), words }
    }

    /// Whether a contact is the person.
    #[must_use]
    pub fn is_about(&self, contact: &str) -> bool {
        !contact.is_empty() && self.contacts.contains(contact)
    }

    /// The text without the words, if it holds one.
    #[must_use]
    pub fn blotted(&self, text: &str) -> Option<String> {
        if text.is_empty() || self.words.is_empty() {
            return None;
        }
        // Letters beyond ASCII keep their length, so places are the same in both.
        let mut small = text.to_ascii_lowercase();
        let mut found: Option<String> = None;
        for word in &self.words {
            while let Some(at) = small.find(word.as_str()) {
                let text = found.get_or_insert_with(|| text.to_owned());
                text.replace_range(at..at + word.len(), BLOT);
                small.replace_range(at..at + word.len(), BLOT);
            }
        }
        found
    }

    /// The customers, beyond those given, with events in which the person has left a trace.
    ///
    /// # Errors
    /// When a file is damaged.
    pub fn seek(
        &self,
        snapshot: &Snapshot,
        beyond: &BTreeSet<CustomerId>,
    ) -> Result<BTreeSet<CustomerId>, EventsError> {
        let mut found = BTreeSet::new();
        let columns = Columns::TOUCH.with(Columns::TEXT);
        for bucket in 0..snapshot.buckets() {
            let mut names: BTreeSet<String> = BTreeSet::new();
            snapshot.scan(bucket, columns, &mut |event| {
                let here = self.is_about(event.contact) || self.blotted(event.text).is_some();
                if here && !names.contains(event.customer) {
                    names.insert(event.customer.to_owned());
                }
            })?;
            let ids = names.iter().filter_map(|name| CustomerId::new(name).ok());
            found.extend(ids.filter(|id| !beyond.contains(id)));
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_blotted_however_they_are_written() {
        let traces = Traces::new(
            ["K1".to_owned()],
            ["Ann@x.example".to_owned(), "Jo.Ann@x.example".to_owned()],
        );
        for (text, blotted) in [
            ("", None),
            ("nothing here", None),
            ("ÄÖ write to ANN@X.example, please", Some("ÄÖ write to […], please")),
            ("ann@x.example and jo.ann@x.example ß", Some("[…] and […] ß")),
        ] {
            assert_eq!(traces.blotted(text).as_deref(), blotted, "{text}");
        }
        assert!(traces.is_about("K1") && !traces.is_about("") && !traces.is_about("k1"));
        // What is blotted is not found again.
        assert_eq!(traces.blotted("[…]"), None);
    }
}
