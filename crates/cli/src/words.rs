//! The words of what commands print for people: English, and where a page says the same, its
//! words. Commands that are read by programs (`--json`, csv) do not come here.

use std::fmt::Display;

use store::Company;
use vocab::{Instant, Lang};
use web::Page;

/// What the sentences of the pages are made with.
pub(crate) fn page(company: &Company, now: Instant) -> Page {
    Page::nowhere(company.clone(), Lang::En, now)
}

/// `1 order`, `2 orders`.
pub(crate) fn count(n: impl Copy + Display + PartialEq + From<u8>, one: &str) -> String {
    let s = if n == 1.into() { "" } else { "s" };
    format!("{n} {one}{s}")
}

/// A name and its value, one below the other.
pub(crate) fn fact(name: &str, value: &str) -> String {
    format!("  {name:24} {value}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        let said = [0_u64, 1, 2].map(|n| count(n, "order"));
        assert_eq!(said, ["0 orders", "1 order", "2 orders"]);
    }
}
