//! Finding an entry of a growing list by its name while events are folded.
//!
//! A customer mostly has a handful of orders and people, and those are simply looked through.
//! A marketplace has hundreds of thousands: then a hash table is kept beside the list. It is
//! part of the work, not of the picture: it is never written down or compared, it is let go
//! when the customer has passed by, and it is made anew when it is missed.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::fold::number;

/// Up to so many entries are looked through one by one.
const FEW: usize = 16;

/// Where the entries of one list stand.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Index {
    #[serde(skip)]
    places: HashMap<Box<str>, u32>,
    /// How many entries of the list are in `places`, from its front.
    #[serde(skip)]
    covered: usize,
}

/// What finds is not what is found: two lists with the same entries are the same.
impl PartialEq for Index {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Index {}

impl Index {
    /// The place of the first entry called `name`. The list only ever grows at its end.
    pub(crate) fn find<T>(
        &mut self,
        list: &[T],
        name: &str,
        name_of: impl Fn(&T) -> &str,
    ) -> Option<usize> {
        if list.len() <= FEW {
            return list.iter().position(|entry| name_of(entry) == name);
        }
        for (place, entry) in list.iter().enumerate().skip(self.covered) {
            self.places.entry(name_of(entry).into()).or_insert_with(|| number(place));
        }
        self.covered = list.len();
        self.places.get(name).map(|place| *place as usize)
    }

    /// Lets the hash table go.
    pub(crate) fn rest(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_of_a_name_in_short_and_long_lists() {
        let mut index = Index::default();
        let mut list: Vec<String> = Vec::new();
        for place in 0..200 {
            // Every name twice, the second time later.
            list.push(format!("N{}", place % 100));
            for (name, first) in [("N0", Some(0)), ("N57", (place >= 57).then_some(57))] {
                assert_eq!(index.find(&list, name, String::as_str), first, "{place}");
            }
            assert_eq!(index.find(&list, "nobody", String::as_str), None);
            if place == 120 {
                index.rest();
            }
        }
    }
}
