//! The JSON form of a tree: a version and the tree. A fault is told with its place.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use super::check::{BadCondition, Wrong};
use super::{Condition, MAX_DEPTH, MAX_SIZE, VERSION};

/// The words that a condition may begin with (`"if"`), in the order of the documentation.
pub const WORDS: [&str; 28] = [
    "all",
    "any",
    "not",
    "bought",
    "families",
    "region",
    "country",
    "owner",
    "kind",
    "net_revenue",
    "returned_share",
    "orders",
    "first_order",
    "last_order",
    "own_signal",
    "phase",
    "need_window",
    "need",
    "open_complaint",
    "barrier",
    "pressure",
    "messages",
    "language",
    "role",
    "may_be_reached",
    "did",
    "never",
    "sequence",
];

impl Condition {
    /// Reads and checks the JSON form: a document with its version, or a tree alone, which is
    /// taken for one of the newest version.
    ///
    /// # Errors
    /// When it is no condition, or one that breaks the limits: what is wrong, and where. Depth
    /// is bounded while reading, too (`serde_json` stops at 128 levels).
    pub fn from_json(json: &str) -> Result<Self, BadCondition> {
        let value: Value = serde_json::from_str(json)
            .map_err(|error| bad("", Wrong::Syntax(error.to_string())))?;
        Self::from_value(value, true)
    }

    /// The JSON form, with its version.
    #[must_use]
    pub fn to_json(&self) -> String {
        let document = Document { version: VERSION, tree: self };
        // A tree has only plain values in it.
        serde_json::to_string_pretty(&document).unwrap_or_default()
    }

    fn from_value(value: Value, checked: bool) -> Result<Self, BadCondition> {
        let mut reader = Reader { count: 0, checked };
        let Value::Object(mut document) = value else {
            return Err(bad("", Wrong::Json("it is no object".to_owned())));
        };
        if document.contains_key("if") {
            return reader.read(Value::Object(document), "where", 1);
        }
        let version = document.remove("version").unwrap_or(Value::Null);
        if version != VERSION {
            return Err(bad("version", Wrong::Version(version.to_string())));
        }
        let Some(tree) = document.remove("where") else {
            return Err(bad("where", Wrong::Empty("where")));
        };
        if let Some(more) = document.keys().next() {
            let why = format!("a document has `version` and `where`, not `{more}`");
            return Err(bad(more, Wrong::Json(why)));
        }
        reader.read(tree, "where", 1)
    }
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    #[serde(rename = "where")]
    tree: &'a Condition,
}

fn bad(at: &str, why: Wrong) -> BadCondition {
    BadCondition { at: at.to_owned(), why }
}

/// Reads one condition after the other, so that a fault has a place.
struct Reader {
    count: usize,
    /// Whether each must be usable, too. What a brief holds may lack something: that is a gap of
    /// the brief.
    checked: bool,
}

impl Reader {
    fn read(&mut self, value: Value, at: &str, depth: usize) -> Result<Condition, BadCondition> {
        self.count += 1;
        // What was kept was taken once: one program more, and it must not be lost for that.
        if self.checked && self.count > MAX_SIZE {
            return Err(bad(at, Wrong::TooMany));
        }
        if self.checked && depth > MAX_DEPTH {
            return Err(bad(at, Wrong::TooDeep));
        }
        let Value::Object(mut fields) = value else {
            return Err(bad(at, Wrong::Json("it is no object".to_owned())));
        };
        let word = match fields.get("if") {
            Some(Value::String(word)) => word.clone(),
            _ => return Err(bad(at, Wrong::Json("it lacks `if`".to_owned()))),
        };
        let condition = match word.as_str() {
            "all" | "any" => {
                let of = match take_of(&mut fields, at)? {
                    Value::Array(of) => of,
                    _ => {
                        return Err(bad(
                            &format!("{at}.of"),
                            Wrong::Json("it is no list".to_owned()),
                        ));
                    }
                };
                let parts = of.into_iter().enumerate();
                let of = parts
                    .map(|(n, part)| self.read(part, &format!("{at}.of[{n}]"), depth + 1))
                    .collect::<Result<Vec<_>, _>>()?;
                if word == "all" { Condition::All { of } } else { Condition::Any { of } }
            }
            "not" => {
                let of = take_of(&mut fields, at)?;
                Condition::Not { of: Box::new(self.read(of, &format!("{at}.of"), depth + 1)?) }
            }
            word if WORDS.contains(&word) => serde_json::from_value(Value::Object(fields))
                .map_err(|error| bad(at, Wrong::Json(error.to_string())))?,
            word => return Err(bad(at, Wrong::Unknown(word.to_owned()))),
        };
        if self.checked {
            condition.check_alone().map_err(|why| bad(at, why))?;
        }
        Ok(condition)
    }
}

/// The parts of a group, which has nothing else.
fn take_of(fields: &mut Map<String, Value>, at: &str) -> Result<Value, BadCondition> {
    let of = fields.remove("of");
    if let Some(more) = fields.keys().find(|key| *key != "if") {
        return Err(bad(at, Wrong::Json(format!("unknown field `{more}`"))));
    }
    of.ok_or_else(|| bad(at, Wrong::Json("it lacks `of`".to_owned())))
}

/// How a tree stands inside another document: with its version. For `#[serde(with)]`.
pub(crate) mod versioned {
    use super::{
        Condition, Deserialize, Deserializer, Document, Serialize, Serializer, VERSION, Value,
    };

    pub(crate) fn serialize<S: Serializer>(
        tree: &Option<Condition>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        tree.as_ref().map(|tree| Document { version: VERSION, tree }).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Condition>, D::Error> {
        let value = Option::<Value>::deserialize(deserializer)?;
        value
            .map(|value| Condition::from_value(value, false))
            .transpose()
            .map_err(serde::de::Error::custom)
    }
}
