//! Finding the few events of certain kinds among many.

use vocab::EventKind;

const _: () = assert!(EventKind::ALL.len() <= u64::BITS as usize, "a kind has no bit");

/// Some kinds of events, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u64);

/// Those that book money ([`EventKind::is_money`]).
pub(super) const MONEY: Kinds =
    Kinds::of(&[EventKind::Sale, EventKind::Return, EventKind::Adjustment]);

impl Kinds {
    /// These kinds.
    pub(super) const fn of(kinds: &[EventKind]) -> Self {
        let (mut bits, mut place) = (0, 0);
        while place < kinds.len() {
            bits |= 1 << kinds[place] as u32;
            place += 1;
        }
        Self(bits)
    }

    /// Calls `found` with the place of each event of these kinds, ascending.
    ///
    /// Kinds follow each other at random, and a processor that has to guess at each of them loses
    /// more time than all else takes: the places are found without a branch, 64 at a time.
    #[inline]
    pub(super) fn each(self, among: &[EventKind], mut found: impl FnMut(usize)) {
        for (number, part) in among.chunks(64).enumerate() {
            let mut places = 0_u64;
            for (place, kind) in part.iter().enumerate() {
                places |= (self.0 >> *kind as u32 & 1) << place;
            }
            while places != 0 {
                found(number * 64 + places.trailing_zeros() as usize);
                places &= places - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn money_is_what_the_vocabulary_says() {
        let all = EventKind::ALL;
        let mut found = Vec::new();
        MONEY.each(all, |place| found.push(all[place]));
        let plain: Vec<EventKind> = all.iter().copied().filter(|kind| kind.is_money()).collect();
        assert_eq!(found, plain);
    }

    proptest! {
        /// The places found are those a plain search finds.
        #[test]
        fn all_and_only_these_are_found(
            among in prop::collection::vec(prop::sample::select(EventKind::ALL), 0..300),
            wanted in prop::sample::subsequence(EventKind::ALL.to_vec(), 0..=EventKind::ALL.len()),
        ) {
            let mut found = Vec::new();
            Kinds::of(&wanted).each(&among, |place| found.push(place));
            let plain = among.iter().enumerate().filter(|(_, kind)| wanted.contains(kind));
            let plain: Vec<usize> = plain.map(|(place, _)| place).collect();
            prop_assert_eq!(found, plain);
        }
    }
}
