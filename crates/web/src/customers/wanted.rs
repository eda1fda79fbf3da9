//! What the address of the list asks for: filters, columns, order, page.

use axum::extract::Query;

use super::columns::Column;
use crate::parts::link::with_query;
use crate::parts::table::Sort;

/// The default order: the largest revenue first.
const ORDER: &str = "-revenue";

/// What the address asks for. Everything may be left out.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub(super) q: String,
    pub(super) phase: String,
    pub(super) owner: String,
    pub(super) region: String,
    /// A product family that is needed now.
    pub(super) need: String,
    /// `open`: only with an open complaint.
    pub(super) complaints: String,
    /// Whether they come back: `sure`, `open`, `hardly`, `silent`.
    pub(super) comes: String,
    pub(super) sort: String,
    pub(super) page: String,
    /// The columns chosen; empty for the usual ones.
    pub(super) columns: Vec<Column>,
}

impl Wanted {
    /// Reads the pairs of an address; what is unknown is passed over.
    #[must_use]
    pub fn of(pairs: &[(String, String)]) -> Self {
        let mut wanted = Self::default();
        for (name, value) in pairs {
            let field = match name.as_str() {
                "q" => &mut wanted.q,
                "phase" => &mut wanted.phase,
                "owner" => &mut wanted.owner,
                "region" => &mut wanted.region,
                "need" => &mut wanted.need,
                "complaints" => &mut wanted.complaints,
                "comes" => &mut wanted.comes,
                "sort" => &mut wanted.sort,
                "page" => &mut wanted.page,
                "col" => {
                    wanted.columns.extend(Column::of(value));
                    continue;
                }
                _ => continue,
            };
            field.clone_from(value);
        }
        wanted.columns.sort();
        wanted.columns.dedup();
        if wanted.columns == Column::USUAL {
            wanted.columns.clear();
        }
        wanted
    }

    /// Reads what stands after the question mark of an address.
    #[must_use]
    pub fn of_query(query: &str) -> Self {
        let uri = axum::http::Uri::builder().path_and_query(format!("/customers?{query}")).build();
        let pairs =
            uri.ok().and_then(|uri| Query::<Vec<(String, String)>>::try_from_uri(&uri).ok());
        pairs.map_or_else(Self::default, |Query(pairs)| Self::of(&pairs))
    }

    /// The columns that are shown.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        if self.columns.is_empty() { &Column::USUAL } else { &self.columns }
    }

    pub(super) fn shows(&self, column: &Column) -> bool {
        self.columns().contains(column)
    }

    /// The pairs of the address, without order and page.
    pub(super) fn pairs(&self) -> Vec<(&str, &str)> {
        let mut pairs = self.filters();
        pairs.extend(self.columns.iter().map(|column| ("col", column.code())));
        pairs
    }

    fn filters(&self) -> Vec<(&str, &str)> {
        vec![
            ("q", self.q.as_str()),
            ("phase", self.phase.as_str()),
            ("owner", self.owner.as_str()),
            ("region", self.region.as_str()),
            ("need", self.need.as_str()),
            ("complaints", self.complaints.as_str()),
            ("comes", self.comes.as_str()),
        ]
    }

    pub(super) fn is_filtered(&self) -> bool {
        self.filters().iter().any(|(_, value)| !value.trim().is_empty())
    }

    pub(super) fn order(&self) -> Sort {
        let known: Vec<&str> = std::iter::once("name")
            .chain(Column::ALL.iter().filter(|one| one.sorts()).map(|one| one.code()))
            .collect();
        Sort::parse(&self.sort, &known, ORDER)
    }

    /// The address of this list, without its page; the usual order is left out.
    #[must_use]
    pub fn address(&self) -> String {
        self.address_of("/customers")
    }

    pub(super) fn address_of(&self, path: &str) -> String {
        let code = self.order().code();
        let mut pairs = self.pairs();
        if code != ORDER {
            pairs.push(("sort", &code));
        }
        with_query(path, &pairs)
    }

    /// Whether a column is shown or sorted by.
    pub(super) fn asks(&self, column: Column) -> bool {
        self.shows(&column) || self.order().column == column.code()
    }

    /// Whether figures of the models are shown, filtered or sorted by.
    pub(super) fn asks_models(&self) -> bool {
        let of_models = [Column::Active, Column::Expected, Column::Value];
        !self.comes.is_empty() || of_models.into_iter().any(|one| self.asks(one))
    }

    /// As it is kept: names and values as they are, so that an erasure finds whom they name.
    pub(super) fn kept(&self) -> String {
        let code = self.order().code();
        let mut pairs = self.pairs();
        if code != ORDER {
            pairs.push(("sort", &code));
        }
        pairs.retain(|(_, value)| !value.is_empty());
        serde_json::to_string(&pairs).unwrap_or_default()
    }

    /// Reads what was kept; an older version may have written columns that are gone.
    pub(super) fn of_kept(kept: &str) -> Self {
        Self::of(&serde_json::from_str::<Vec<(String, String)>>(kept).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_back_as_they_were_written() {
        let query = "q=a%26b&comes=silent&col=value&col=phase&col=nonsense&sort=-value&page=3";
        let wanted = Wanted::of_query(query);
        assert_eq!(wanted.columns(), [Column::Phase, Column::Value]);
        let address = "/customers?q=a%26b&comes=silent&col=phase&col=value&sort=-value";
        assert_eq!(wanted.address(), address);
        let again = Wanted::of_query(address.split_once('?').unwrap().1);
        assert_eq!(again.address(), address);
        assert!(wanted.asks_models() && !Wanted::default().asks_models());
        // The usual columns and the usual order leave the address as it is.
        let usual: String =
            Column::USUAL.iter().map(|one| format!("col={}&", one.code())).collect();
        assert_eq!(Wanted::of_query(&format!("{usual}sort=-revenue")).address(), "/customers");
        assert_eq!(Wanted::of_kept(&wanted.kept()).address(), wanted.address());
        assert!(wanted.kept().contains(r#"["q","a&b"]"#), "{}", wanted.kept());
        // Nothing leads elsewhere.
        let address = Wanted::of_query("//evil.example&q=%0d%0aX").address();
        assert_eq!(address, "/customers?q=%0D%0AX");
    }
}
