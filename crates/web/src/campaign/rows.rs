//! Conditions as rows of a form, and back.
//!
//! The form knows one level: all of the rows or any of them, each of which may be turned into
//! its opposite. A tree from elsewhere that is deeper is shown as it is and not edited.

use ::campaign::conditions::Condition;
use vocab::{Amount, CustomerKind, Lang, Phase};

use crate::warn::amount;

/// What a row asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Families bought at any time.
    Bought,
    /// Sales regions.
    Region,
    /// Countries.
    Country,
    /// Person or company.
    Kind,
    /// Net revenue of all time.
    NetRevenue,
    /// Number of orders.
    Orders,
    /// Days since the last order.
    LastOrder,
    /// Phase of buying.
    Phase,
    /// Month in which a family is usually bought.
    NeedWindow,
    /// Whether a complaint is open.
    OpenComplaint,
    /// Contact pressure.
    Pressure,
    /// Language of the contact.
    Language,
}

impl Field {
    /// All of them, in the order of the list to choose from.
    pub const ALL: [Self; 12] = [
        Self::Bought,
        Self::Region,
        Self::Country,
        Self::NeedWindow,
        Self::LastOrder,
        Self::Orders,
        Self::NetRevenue,
        Self::Phase,
        Self::Kind,
        Self::Language,
        Self::OpenComplaint,
        Self::Pressure,
    ];

    /// Its name in the form, which is its name in the JSON form of a condition.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bought => "bought",
            Self::Region => "region",
            Self::Country => "country",
            Self::Kind => "kind",
            Self::NetRevenue => "net_revenue",
            Self::Orders => "orders",
            Self::LastOrder => "last_order",
            Self::Phase => "phase",
            Self::NeedWindow => "need_window",
            Self::OpenComplaint => "open_complaint",
            Self::Pressure => "pressure",
            Self::Language => "language",
        }
    }

    fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it asks about.
    pub field: Field,
    /// Whether its opposite is meant.
    pub not: bool,
    /// What was chosen from a list.
    pub picks: Vec<String>,
    /// The lower end of a range, or the month of a need.
    pub low: String,
    /// The upper end of a range.
    pub high: String,
}

/// All rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// All of them must hold, not just any.
    pub all: bool,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Row {
    /// A row without values.
    #[must_use]
    pub const fn new(field: Field) -> Self {
        Self { field, not: false, picks: Vec::new(), low: String::new(), high: String::new() }
    }

    /// The condition; `None` where a value is missing or cannot be read.
    fn condition(&self, lang: Lang) -> Option<Condition> {
        let texts = || (!self.picks.is_empty()).then(|| self.picks.clone());
        let one = || self.picks.first().cloned().filter(|pick| !pick.trim().is_empty());
        // An empty end is no end; an end that cannot be read is a mistake.
        let end = |text: &str| -> Option<Option<Amount>> {
            if text.trim().is_empty() { Some(None) } else { amount::parse(lang, text).map(Some) }
        };
        let whole = |text: &str| -> Option<Option<u32>> {
            if text.trim().is_empty() { Some(None) } else { text.trim().parse().ok().map(Some) }
        };
        let condition = match self.field {
            Field::Bought => {
                let mut of: Vec<_> = self
                    .picks
                    .iter()
                    .map(|family| Condition::Bought { family: family.clone() })
                    .collect();
                match of.len() {
                    0 => return None,
                    1 => of.remove(0),
                    _ => Condition::Any { of },
                }
            }
            Field::Region => Condition::Region { any_of: texts()? },
            Field::Country => Condition::Country { any_of: texts()? },
            Field::Kind => Condition::Kind { is: one()?.parse().ok()? },
            Field::NetRevenue => {
                Condition::NetRevenue { at_least: end(&self.low)?, at_most: end(&self.high)? }
            }
            Field::Orders => Condition::Orders {
                at_least: whole(&self.low)?.map(u64::from),
                at_most: whole(&self.high)?.map(u64::from),
            },
            Field::LastOrder => Condition::LastOrder {
                older_than_days: whole(&self.low)?,
                newer_than_days: whole(&self.high)?,
            },
            Field::Phase => Condition::Phase { any_of: parsed::<Phase>(&texts()?)? },
            Field::NeedWindow => {
                Condition::NeedWindow { family: one()?, month: self.low.trim().parse().ok()? }
            }
            Field::OpenComplaint => Condition::OpenComplaint,
            Field::Pressure => Condition::Pressure { at_most: end(&self.high)?? },
            Field::Language => Condition::Language { any_of: parsed::<Lang>(&texts()?)? },
        };
        condition.check().ok()?;
        Some(if self.not { Condition::Not { of: Box::new(condition) } } else { condition })
    }

    fn of(condition: &Condition, lang: Lang) -> Option<Self> {
        let text = |value: &Option<u64>| value.map(|value| value.to_string()).unwrap_or_default();
        let money = |value: &Option<Amount>| {
            value.map(|value| amount::plain(lang, value)).unwrap_or_default()
        };
        let codes = |codes: Vec<&str>| codes.into_iter().map(str::to_owned).collect();
        Some(match condition {
            Condition::Not { of } => {
                let row = Self::of(of, lang).filter(|row| !row.not)?;
                Self { not: true, ..row }
            }
            Condition::Bought { family } => {
                Self { picks: vec![family.clone()], ..Self::new(Field::Bought) }
            }
            Condition::Any { of } => {
                let families: Option<Vec<String>> = of
                    .iter()
                    .map(|part| match part {
                        Condition::Bought { family } => Some(family.clone()),
                        _ => None,
                    })
                    .collect();
                Self { picks: families?, ..Self::new(Field::Bought) }
            }
            Condition::All { .. } => return None,
            Condition::Region { any_of } => {
                Self { picks: any_of.clone(), ..Self::new(Field::Region) }
            }
            Condition::Country { any_of } => {
                Self { picks: any_of.clone(), ..Self::new(Field::Country) }
            }
            Condition::Kind { is } => {
                Self { picks: codes(vec![is.code()]), ..Self::new(Field::Kind) }
            }
            Condition::NetRevenue { at_least, at_most } => {
                Self { low: money(at_least), high: money(at_most), ..Self::new(Field::NetRevenue) }
            }
            Condition::Orders { at_least, at_most } => {
                Self { low: text(at_least), high: text(at_most), ..Self::new(Field::Orders) }
            }
            Condition::LastOrder { older_than_days, newer_than_days } => Self {
                low: text(&older_than_days.map(u64::from)),
                high: text(&newer_than_days.map(u64::from)),
                ..Self::new(Field::LastOrder)
            },
            Condition::Phase { any_of } => Self {
                picks: codes(any_of.iter().map(|phase| phase.code()).collect()),
                ..Self::new(Field::Phase)
            },
            Condition::NeedWindow { family, month } => Self {
                picks: vec![family.clone()],
                low: month.to_string(),
                ..Self::new(Field::NeedWindow)
            },
            Condition::OpenComplaint => Self::new(Field::OpenComplaint),
            Condition::Pressure { at_most } => {
                Self { high: amount::plain(lang, *at_most), ..Self::new(Field::Pressure) }
            }
            Condition::Language { any_of } => Self {
                picks: codes(any_of.iter().map(|lang| lang.code()).collect()),
                ..Self::new(Field::Language)
            },
        })
    }
}

fn parsed<T: std::str::FromStr>(codes: &[String]) -> Option<Vec<T>> {
    codes.iter().map(|code| code.parse().ok()).collect()
}

impl Rows {
    /// No rows yet.
    #[must_use]
    pub const fn empty() -> Self {
        Self { all: true, rows: Vec::new() }
    }

    /// The rows of a condition; `None` where one level is not enough for it.
    #[must_use]
    pub fn of(condition: &Condition, lang: Lang) -> Option<Self> {
        let (all, parts) = match condition {
            Condition::All { of } => (true, of.as_slice()),
            Condition::Any { of } => (false, of.as_slice()),
            one => (true, std::slice::from_ref(one)),
        };
        let rows = parts.iter().map(|part| Row::of(part, lang)).collect::<Option<Vec<_>>>()?;
        Some(Self { all, rows })
    }

    /// Whether a query or a form holds rows at all.
    #[must_use]
    pub fn sent(pairs: &[(String, String)]) -> bool {
        pairs.iter().any(|(name, _)| name == "match")
    }

    /// Reads the rows of a form: `match`, then `kind-N`, `not-N`, `pick-N`, `low-N`, `high-N`.
    #[must_use]
    pub fn read(pairs: &[(String, String)]) -> Self {
        let value =
            |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, v)| v.as_str());
        let mut rows = Vec::new();
        for n in 0..::campaign::conditions::MAX_SIZE {
            let Some(field) = value(&format!("kind-{n}")).and_then(Field::of) else {
                break;
            };
            if value("remove") == Some(n.to_string().as_str()) {
                rows.push(None);
                continue;
            }
            let pick = format!("pick-{n}");
            let picks =
                pairs.iter().filter(|(name, value)| *name == pick && !value.trim().is_empty());
            let text =
                |name: &str| value(&format!("{name}-{n}")).unwrap_or_default().trim().to_owned();
            rows.push(Some(Row {
                field,
                not: text("not") == "not",
                picks: picks.map(|(_, value)| value.trim().to_owned()).collect(),
                low: text("low"),
                high: text("high"),
            }));
        }
        let mut rows: Vec<Row> = rows.into_iter().flatten().collect();
        if value("add").is_some() {
            rows.extend(value("new").and_then(Field::of).map(Row::new));
        }
        Self { all: value("match") != Some("any"), rows }
    }

    /// The condition; `Ok(None)` without rows.
    ///
    /// # Errors
    /// The numbers of the rows (from 0) that lack a value.
    pub fn condition(&self, lang: Lang) -> Result<Option<Condition>, Vec<usize>> {
        let made: Vec<_> = self.rows.iter().map(|row| row.condition(lang)).collect();
        let bad: Vec<usize> = (0..made.len()).filter(|at| made[*at].is_none()).collect();
        if !bad.is_empty() {
            return Err(bad);
        }
        let of: Vec<Condition> = made.into_iter().flatten().collect();
        Ok(match (of.is_empty(), self.all) {
            (true, _) => None,
            (false, true) => Some(Condition::All { of }),
            (false, false) => Some(Condition::Any { of }),
        })
    }
}

/// Kinds of customers, to choose from.
pub(super) const KINDS: &[CustomerKind] = CustomerKind::ALL;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row() -> impl Strategy<Value = Row> {
        let bases = vec![
            Row { picks: vec!["Lamps".into(), "Gifts; large".into()], ..Row::new(Field::Bought) },
            Row { picks: vec!["North, far".into()], ..Row::new(Field::Region) },
            Row { picks: vec!["DE".into(), "AT".into()], ..Row::new(Field::Country) },
            Row { picks: vec!["company".into()], ..Row::new(Field::Kind) },
            Row { low: "100,00".into(), high: "2500,50".into(), ..Row::new(Field::NetRevenue) },
            Row { low: "1".into(), ..Row::new(Field::Orders) },
            Row { high: "90".into(), ..Row::new(Field::LastOrder) },
            Row { picks: vec!["customer".into()], ..Row::new(Field::Phase) },
            Row { picks: vec!["Lamps".into()], low: "11".into(), ..Row::new(Field::NeedWindow) },
            Row::new(Field::OpenComplaint),
            Row { high: "1,50".into(), ..Row::new(Field::Pressure) },
            Row { picks: vec!["de".into(), "es".into()], ..Row::new(Field::Language) },
        ];
        (prop::sample::select(bases), any::<bool>()).prop_map(|(row, not)| Row { not, ..row })
    }

    /// What a browser sends for rows.
    fn sent(rows: &Rows) -> Vec<(String, String)> {
        let mut pairs = vec![("match".to_owned(), if rows.all { "all" } else { "any" }.to_owned())];
        for (n, row) in rows.rows.iter().enumerate() {
            pairs.push((format!("kind-{n}"), row.field.code().to_owned()));
            pairs.push((format!("not-{n}"), if row.not { "not" } else { "" }.to_owned()));
            pairs.extend(row.picks.iter().map(|pick| (format!("pick-{n}"), pick.clone())));
            pairs.push((format!("low-{n}"), row.low.clone()));
            pairs.push((format!("high-{n}"), row.high.clone()));
        }
        pairs
    }

    proptest! {
        /// What is saved is what is shown again.
        #[test]
        fn rows_survive_the_way_there_and_back(all in any::<bool>(), rows in prop::collection::vec(row(), 1..6)) {
            let rows = Rows { all, rows };
            prop_assert_eq!(&Rows::read(&sent(&rows)), &rows);
            let condition = rows.condition(Lang::De).unwrap().unwrap();
            prop_assert_eq!(Rows::of(&condition, Lang::De), Some(rows));
        }
    }

    #[test]
    fn rows_are_added_and_taken_away() {
        let rows = Rows {
            all: true,
            rows: vec![
                Row::new(Field::OpenComplaint),
                Row { low: "3".into(), ..Row::new(Field::Orders) },
            ],
        };
        let with = |name: &str, value: &str| {
            let mut pairs = sent(&rows);
            pairs.push((name.to_owned(), value.to_owned()));
            pairs.push(("new".to_owned(), "region".to_owned()));
            Rows::read(&pairs)
        };
        assert_eq!(with("remove", "0").rows, rows.rows[1..]);
        let more = with("add", "1");
        assert_eq!(more.rows[2], Row::new(Field::Region));
        assert_eq!(more.condition(Lang::De), Err(vec![2]), "a region is missing");
        assert_eq!(Rows::empty().condition(Lang::De), Ok(None));
    }

    #[test]
    fn a_deeper_tree_is_not_squeezed_into_rows() {
        let json = r#"{"if":"all","of":[{"if":"all","of":[{"if":"open_complaint"}]}]}"#;
        assert_eq!(Rows::of(&Condition::from_json(json).unwrap(), Lang::De), None);
    }
}
