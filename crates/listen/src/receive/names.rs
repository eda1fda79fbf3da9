//! What event names mean: a table that is data.

use std::collections::HashMap;

use serde::Deserialize;
use vocab::EventKind;

/// The table that is built in; a start for a company's own.
pub const BUILT_IN: &str = include_str!("ecommerce.toml");

/// How events of some names become Sog's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    names: Vec<String>,
    /// The kind of event.
    pub kind: EventKind,
    /// Where the money goes.
    #[serde(default)]
    money_goes: Way,
    /// Properties that may list products.
    #[serde(default)]
    pub lines: Vec<String>,
    /// Properties that may say how much money.
    #[serde(default)]
    pub money: Vec<String>,
    /// Properties that may say what comes off the sum of the lines.
    #[serde(default)]
    pub discount: Vec<String>,
    /// Properties that may name the order.
    #[serde(default)]
    pub reference: Vec<String>,
    /// Whether an order of a customer counts once, whoever sends it how often: a shop's page and
    /// its server may both tell of it.
    #[serde(default)]
    pub once: bool,
    /// Properties that may name the product family.
    #[serde(default)]
    pub family: Vec<String>,
    /// Properties that may hold words.
    #[serde(default)]
    pub text: Vec<String>,
}

/// Where money goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Way {
    /// To us.
    #[default]
    ToUs,
    /// Back to the customer.
    Back,
}

impl Meaning {
    /// Whether the money of these events goes back to the customer.
    #[must_use]
    pub fn is_back(&self) -> bool {
        self.money_goes == Way::Back
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    event: Vec<Meaning>,
}

/// The names an installation understands.
#[derive(Debug, Clone)]
pub struct Names {
    meanings: Vec<Meaning>,
    by_name: HashMap<String, usize>,
}

impl Names {
    /// Reads a table.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(toml: &str) -> Result<Self, String> {
        let File { event: meanings } = toml::from_str(toml).map_err(|why| why.to_string())?;
        let mut by_name = HashMap::new();
        for (place, meaning) in meanings.iter().enumerate() {
            if meaning.kind.is_money() && meaning.money.is_empty() && meaning.lines.is_empty() {
                let (names, kind) = (&meaning.names, meaning.kind);
                return Err(format!("{names:?}: the kind `{kind}` needs `lines` or `money`"));
            }
            for name in &meaning.names {
                if by_name.insert(key(name), place).is_some() {
                    return Err(format!("the name {name:?} stands there twice"));
                }
            }
        }
        Ok(Self { meanings, by_name })
    }

    /// The built-in table with a company's own before it: a name in the own one counts as it says.
    ///
    /// # Errors
    /// What is wrong with the own table.
    pub fn with_own(toml: &str) -> Result<Self, String> {
        let (own, mut all) = (Self::parse(toml)?, Self::built_in());
        let offset = all.meanings.len();
        all.meanings.extend(own.meanings);
        all.by_name.extend(own.by_name.into_iter().map(|(name, place)| (name, place + offset)));
        Ok(all)
    }

    /// The names of Segment's e-commerce specification.
    #[must_use]
    #[allow(clippy::expect_used, reason = "a test parses the built-in table")]
    pub fn built_in() -> Self {
        Self::parse(BUILT_IN).expect("the built-in table of names is sound")
    }

    /// What a name means; `None` for one that is not in the table.
    #[must_use]
    pub fn meaning(&self, name: &str) -> Option<&Meaning> {
        self.by_name.get(&key(name)).map(|place| &self.meanings[*place])
    }
}

/// Senders differ in case and in how they join words.
fn key(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || c == '_' || c == '-');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_joined_and_a_companys_own_come_first() {
        let names = Names::built_in();
        for name in ["Order Completed", "order_completed", " ORDER-completed ", "Completed Order"] {
            assert_eq!(names.meaning(name).unwrap().kind, EventKind::Sale, "{name}");
        }
        assert!(names.meaning("Level Up").is_none());
        let own = "[[event]]\nnames = [\"Bestelling geplaatst\", \"Order Completed\"]\n\
                   kind = \"quote_requested\"\n";
        let names = Names::with_own(own).unwrap();
        let kind = |name| names.meaning(name).unwrap().kind;
        assert_eq!(kind("bestelling_geplaatst"), EventKind::QuoteRequested);
        assert_eq!(kind("Order Completed"), EventKind::QuoteRequested);
        assert_eq!(kind("Completed Order"), EventKind::Sale);
        for (bad, said) in [
            ("[[event]]\nnames = [\"a\", \"A\"]\nkind = \"visit\"", "twice"),
            ("[[event]]\nnames = [\"a\"]\nkind = \"sale\"", "needs `lines` or `money`"),
            ("[[event]]\nnames = [\"a\"]\nkind = \"nothing\"", "nothing"),
            ("[[event]]\nnames = [\"a\"]\nkind = \"visit\"\nprice = [\"x\"]", "price"),
        ] {
            let error = Names::with_own(bad).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
