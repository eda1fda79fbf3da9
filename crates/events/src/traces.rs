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

/// What an event says instead; `None` where it stays as it is.
#[derive(Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) text: Option<String>,
    pub(crate) item: Option<String>,
    pub(crate) reference: Option<String>,
}

impl Traces {
    /// The numbers a person has as a contact, and addresses as they may stand in texts: whole, with
    /// large or small letters, and not as a part of a longer address or number.
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
            let mut from = 0;
            while let Some(at) = small[from..].find(word.as_str()).map(|at| from + at) {
                let end = at + word.len();
                if is_part(&small[..at], &small[end..]) {
                    from = at + small[at..].chars().next().map_or(1, char::len_utf8);
                    continue;
                }
                let text = found.get_or_insert_with(|| text.to_owned());
                text.replace_range(at..end, BLOT);
                small.replace_range(at..end, BLOT);
                from = at + BLOT.len();
            }
        }
        found
    }

    /// What an event says without the words, if it holds one: in its text, its article or its
    /// number (what somebody searched for, an address in that of a page).
    pub(crate) fn out_of(&self, text: &str, item: &str, reference: &str) -> Option<Said> {
        let [text, item, reference] = [text, item, reference].map(|field| self.blotted(field));
        let any = text.is_some() || item.is_some() || reference.is_some();
        any.then_some(Said { text, item, reference })
    }

    /// Whether nobody is recognised by them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.contacts.is_empty() && self.words.is_empty()
    }

    /// The customers, beyond those given, with events in which the person has left a trace. Events
    /// of nobody in particular are not looked at here: whoever rewrites looks at all of them.
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
        let columns = columns.with(Columns::ITEM).with(Columns::REFERENCE);
        // The last bucket is nobody's.
        for bucket in 0..snapshot.buckets().saturating_sub(1) {
            let mut names: BTreeSet<String> = BTreeSet::new();
            snapshot.scan(bucket, columns, &mut |event| {
                let here = self.is_about(event.contact)
                    || self.out_of(event.text, event.item, event.reference).is_some();
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

/// Whether what stands between these two texts is a part of a longer address or number: `ann@x`
/// of `jo.ann@x`, of `ann@x.example`, or `123` of `12345`.
fn is_part(before: &str, after: &str) -> bool {
    let joins = |sign: Option<char>, next: Option<char>| match sign {
        Some(sign) if sign.is_alphanumeric() => true,
        Some('.' | '-' | '_' | '+' | '%') => next.is_some_and(char::is_alphanumeric),
        _ => false,
    };
    let (mut left, mut right) = (before.chars().rev(), after.chars());
    joins(left.next(), left.next()) || joins(right.next(), right.next())
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
            ("mailto:ann@x.example.", Some("mailto:[…].")),
            ("_ann@x.example_ -ann@x.example-", Some("_[…]_ -[…]-")),
            // Somebody else's.
            ("joann@x.example, to.ann@x.example, ann@x.example.org, äann@x.example", None),
            ("joann@x.example ann@x.example", Some("joann@x.example […]")),
        ] {
            assert_eq!(traces.blotted(text).as_deref(), blotted, "{text}");
        }
        assert!(traces.is_about("K1") && !traces.is_about("") && !traces.is_about("k1"));
        // What is blotted is not found again.
        assert_eq!(traces.blotted("[…]"), None);
    }
}
