//! Sorting and paging of long tables, by links that work without JavaScript.

use super::link::with_query;

/// Which column a table is sorted by, and which way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The column's code.
    pub column: String,
    /// From large to small, from late to early.
    pub down: bool,
}

impl Sort {
    /// Reads `revenue` or `-revenue`; anything not among `known` becomes `default`.
    #[must_use]
    pub fn parse(raw: &str, known: &[&str], default: &str) -> Self {
        let read = |raw: &str| {
            let (column, down) = raw.strip_prefix('-').map_or((raw, false), |rest| (rest, true));
            Self { column: column.to_owned(), down }
        };
        let sort = read(raw);
        if known.contains(&sort.column.as_str()) { sort } else { read(default) }
    }

    /// As it stands in an address.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{}{}", if self.down { "-" } else { "" }, self.column)
    }
}

/// The head of a column that can be sorted by.
#[derive(Debug, Clone)]
pub struct SortLink {
    /// The words of the head.
    pub label: String,
    /// Where a click leads.
    pub href: String,
    /// The value of `aria-sort`: `none`, `ascending`, `descending`.
    pub aria: &'static str,
    /// Whether the column holds numbers (they stand to the right).
    pub number: bool,
}

impl SortLink {
    /// A head for `column`; `query` is the rest of the address.
    #[must_use]
    pub fn new(
        label: String,
        column: &str,
        number: bool,
        sort: &Sort,
        path: &str,
        query: &[(&str, &str)],
    ) -> Self {
        let here = sort.column == column;
        // A second click turns round; numbers begin with the largest.
        let down = if here { !sort.down } else { number };
        let code = Sort { column: column.to_owned(), down }.code();
        let mut pairs = query.to_vec();
        pairs.push(("sort", &code));
        let aria = match (here, sort.down) {
            (false, _) => "none",
            (true, true) => "descending",
            (true, false) => "ascending",
        };
        Self { label, href: with_query(path, &pairs), aria, number }
    }
}

/// One page of a long list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    /// Number of this page, from 1.
    pub page: usize,
    /// How many pages there are, at least 1.
    pub pages: usize,
    /// How many rows there are in all.
    pub total: usize,
    /// Number of the first row shown, from 1; 0 when there is none.
    pub first: usize,
    /// Number of the last row shown.
    pub last: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

impl Pager {
    /// The page `wanted` of `total` rows, `size` a page; held to the pages there are.
    #[must_use]
    pub fn new(
        total: usize,
        size: usize,
        wanted: usize,
        path: &str,
        query: &[(&str, &str)],
    ) -> Self {
        let size = size.max(1);
        let pages = total.div_ceil(size).max(1);
        let page = wanted.clamp(1, pages);
        let address = |number: usize| {
            let number = number.to_string();
            let mut pairs = query.to_vec();
            pairs.push(("page", &number));
            with_query(path, &pairs)
        };
        let first = if total == 0 { 0 } else { (page - 1) * size + 1 };
        Self {
            page,
            pages,
            total,
            first,
            last: (page * size).min(total),
            previous: (page > 1).then(|| address(page - 1)),
            next: (page < pages).then(|| address(page + 1)),
        }
    }

    /// Rows to leave out before this page.
    #[must_use]
    pub fn skip(&self) -> usize {
        self.first.saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_click_turns_the_order_round() {
        let sort = Sort::parse("-revenue", &["revenue", "name"], "name");
        assert!(sort.down);
        let query = [("q", "a b")];
        let head = SortLink::new("Revenue".into(), "revenue", true, &sort, "/x", &query);
        assert_eq!((head.href.as_str(), head.aria), ("/x?q=a%20b&sort=revenue", "descending"));
        let head = SortLink::new("Name".into(), "name", false, &sort, "/x", &query);
        assert_eq!((head.href.as_str(), head.aria), ("/x?q=a%20b&sort=name", "none"));
        assert_eq!(Sort::parse("drop table", &["name"], "-name").code(), "-name");
    }

    proptest! {
        /// Walking from page to page shows every row once.
        #[test]
        fn pages_cover_all_rows(total in 0_usize..500, size in 1_usize..60) {
            let pages = Pager::new(total, size, 1, "/x", &[]).pages;
            let mut seen = 0;
            for number in 1..=pages {
                let pager = Pager::new(total, size, number, "/x", &[]);
                prop_assert_eq!(pager.skip(), seen);
                prop_assert_eq!(pager.next.is_none(), number == pages);
                seen = pager.last;
            }
            prop_assert_eq!(seen, total);
        }
    }
}
