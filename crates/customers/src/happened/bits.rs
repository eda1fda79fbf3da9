//! A set of places in a list, a bit a place.

/// Which places of a list belong to a set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits {
    len: usize,
    words: Vec<u64>,
}

const WORD: usize = u64::BITS as usize;

impl Bits {
    /// No place of so many.
    #[must_use]
    pub fn none(len: usize) -> Self {
        Self { len, words: vec![0; len.div_ceil(WORD)] }
    }

    /// Every place of so many.
    #[must_use]
    pub fn all(len: usize) -> Self {
        let mut bits = Self { len, words: vec![u64::MAX; len.div_ceil(WORD)] };
        bits.trim();
        bits
    }

    /// The places for which something holds.
    #[must_use]
    pub fn of(len: usize, mut holds: impl FnMut(usize) -> bool) -> Self {
        let word = |start: usize| {
            let places = start..len.min(start + WORD);
            places.fold(0, |word, place| word | u64::from(holds(place)) << (place - start))
        };
        let words = (0..len).step_by(WORD).map(word).collect();
        Self { len, words }
    }

    /// How many places there are, inside the set or not.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no place at all.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many places belong to the set.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether a place belongs to the set; those beyond the list do not.
    #[must_use]
    pub fn has(&self, place: usize) -> bool {
        self.words.get(place / WORD).is_some_and(|word| word >> (place % WORD) & 1 == 1)
    }

    /// Takes a place in; the list grows to hold it.
    pub fn put(&mut self, place: usize) {
        if place >= self.len {
            self.len = place + 1;
            self.words.resize(self.len.div_ceil(WORD), 0);
        }
        self.words[place / WORD] |= 1 << (place % WORD);
    }

    /// The same set of a longer list.
    #[must_use]
    pub fn grown(mut self, len: usize) -> Self {
        if len > self.len {
            self.len = len;
            self.words.resize(len.div_ceil(WORD), 0);
        }
        self
    }

    /// What is in both. The lists are equally long.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(one, two)| *one &= two);
        self
    }

    /// What is in one of them at least. The lists are equally long.
    #[must_use]
    pub fn or(mut self, other: &Self) -> Self {
        self.words.iter_mut().zip(&other.words).for_each(|(one, two)| *one |= two);
        self
    }

    /// What is not in it.
    #[must_use]
    pub fn inverted(mut self) -> Self {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.trim();
        self
    }

    /// The places of the set, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(at * WORD + bit)
            })
        })
    }

    fn trim(&mut self) {
        if let Some(last) = self.words.last_mut().filter(|_| !self.len.is_multiple_of(WORD)) {
            *last &= (1 << (self.len % WORD)) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Bits behave like sets of numbers.
        #[test]
        fn sets_are_sets(
            len in 1_usize..200,
            one in prop::collection::btree_set(0_usize..200, 0..60),
            two in prop::collection::btree_set(0_usize..200, 0..60),
        ) {
            let cut = |set: BTreeSet<usize>| -> BTreeSet<usize> {
                set.into_iter().filter(|place| *place < len).collect()
            };
            let (one, two) = (cut(one), cut(two));
            let bits = |set: &BTreeSet<usize>| Bits::of(len, |place| set.contains(&place));
            let places = |bits: &Bits| bits.iter().collect::<BTreeSet<_>>();
            let (a, b) = (bits(&one), bits(&two));
            prop_assert_eq!(places(&a), one.clone());
            prop_assert_eq!(a.count(), one.len());
            prop_assert_eq!(places(&a.clone().and(&b)), &one & &two);
            prop_assert_eq!(places(&a.clone().or(&b)), &one | &two);
            let everything: BTreeSet<usize> = (0..len).collect();
            prop_assert_eq!(places(&a.clone().inverted()), &everything - &one);
            prop_assert_eq!(places(&Bits::all(len)), everything);
            let mut put = Bits::none(0);
            one.iter().for_each(|place| put.put(*place));
            prop_assert_eq!(put.grown(len), a.clone());
            prop_assert!((0..len + 70).all(|place| a.has(place) == one.contains(&place)));
        }
    }
}
