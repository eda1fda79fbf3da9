//! Words as numbers.

use std::collections::HashMap;

use super::NONE;

/// Words that come again and again; [`NONE`] stands for no word.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    words: Vec<Box<str>>,
    numbers: HashMap<Box<str>, u32>,
}

impl Words {
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if word.is_empty() {
            return NONE;
        }
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(NONE);
        self.words.push(word.into());
        self.numbers.insert(word.into(), number);
        number
    }

    pub(super) fn find(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    pub(super) fn word(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", AsRef::as_ref)
    }

    pub(super) fn sorted(&self) -> Vec<String> {
        let mut words: Vec<String> = self.words.iter().map(|word| word.to_string()).collect();
        words.sort_unstable();
        words
    }
}
