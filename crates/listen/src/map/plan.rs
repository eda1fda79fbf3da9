//! A map that was checked: every name in it is known, every value is understood.

use std::collections::BTreeMap;

use vocab::{Currency, Zone};

use super::family::Families;
use super::language::{self, Key as KeyText, MapFile};
use super::times::DateFormat;
use crate::error::{ImportError, MapError};
use crate::formats::{Field, Format, Kind, Need};
use crate::request::{self, Encoding};

/// A checked map.
#[derive(Debug)]
pub(crate) struct Map {
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) format: Format,
    pub(crate) currency: Option<Currency>,
    pub(crate) zone: Option<Zone>,
    pub(crate) delimiter: Option<u8>,
    pub(crate) encoding: Option<Encoding>,
    pub(crate) key: Key,
    pub(crate) returns_of_any_sign: bool,
    /// One for each field of the format, in its order.
    pub(crate) fields: Vec<FieldPlan>,
    pub(crate) families: Option<Families>,
}

/// What names a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Key {
    /// These fields, by position.
    Fields(Vec<usize>),
    /// Everything read from the file, and the ordinal of the repeat.
    Content,
}

/// Where one field comes from.
#[derive(Debug, Default)]
pub(crate) struct FieldPlan {
    /// Columns, of which the first one in the header counts.
    pub(crate) columns: Vec<String>,
    /// One of the columns must be in the header.
    pub(crate) column_needed: bool,
    pub(crate) constant: Option<String>,
    pub(crate) default: Option<String>,
    pub(crate) strip_prefix: Option<String>,
    pub(crate) strip_suffix: Option<String>,
    pub(crate) case: Option<Case>,
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) decimal: Option<char>,
    pub(crate) grouping: Option<char>,
    pub(crate) date_format: Option<DateFormat>,
    pub(crate) rules: Vec<Rule>,
}

impl FieldPlan {
    /// Whether the file itself says it (a constant or a rule does not).
    pub(crate) fn is_read(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Whether anything says it.
    fn has_source(&self) -> bool {
        self.is_read()
            || self.constant.is_some()
            || self.default.is_some()
            || !self.rules.is_empty()
    }
}

/// Capital or small letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Upper,
    Lower,
}

/// `value` where another field is so.
#[derive(Debug)]
pub(crate) struct Rule {
    pub(crate) value: String,
    pub(crate) field: usize,
    pub(crate) test: Test,
}

/// What a rule looks for.
#[derive(Debug)]
pub(crate) enum Test {
    StartsWith(Vec<String>),
    Equals(Vec<String>),
    BelowZero(bool),
}

impl Map {
    /// Reads and checks a map. `file` is only for messages.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, ImportError> {
        let shape: MapFile = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1);
            let place = line.map_or(String::new(), |line| format!("line {line}: "));
            ImportError::Map(Box::new(MapError {
                file: file.to_owned(),
                place,
                // Of several lines the first names the fault, the rest shows the place again.
                why: error.message().trim().to_owned(),
            }))
        })?;
        Check { file }.map(shape)
    }
}

/// Checks one map file.
struct Check<'a> {
    file: &'a str,
}

impl Check<'_> {
    fn fail(&self, key: &str, why: impl Into<String>) -> ImportError {
        ImportError::map(self.file, key, why)
    }

    fn map(&self, shape: MapFile) -> Result<Map, ImportError> {
        let name = shape.name.trim().to_owned();
        if name.is_empty() {
            return Err(self.fail("name", "is empty; give the map a name"));
        }
        let format = Format::from_code(&shape.format).ok_or_else(|| {
            let why = format!("`{}` is no format; formats are: {}", shape.format, Format::codes());
            self.fail("format", why)
        })?;
        let known = format.fields();
        let mut fields = Vec::with_capacity(known.len());
        for field in known {
            let plan = match shape.fields.get(field.name) {
                Some(text) => self.field(format, field, text)?,
                None if shape.identity => FieldPlan {
                    columns: vec![field.name.to_owned()],
                    column_needed: field.need == Need::Always,
                    ..FieldPlan::default()
                },
                None => FieldPlan::default(),
            };
            fields.push(plan);
        }
        for name in shape.fields.keys() {
            position(format, name).map_err(|why| self.fail(&format!("fields.{name}"), why))?;
        }
        self.no_chains(format, &fields)?;
        let key = self.key(format, shape.key.as_ref(), &mut fields)?;
        self.all_there(format, &fields, &key)?;
        let families = shape.family.as_ref().map(|family| self.families(format, family));
        Ok(Map {
            name,
            title: shape.title.trim().to_owned(),
            format,
            currency: self.parsed("currency", shape.currency.as_deref())?,
            zone: self.parsed("zone", shape.zone.as_deref())?,
            delimiter: match shape.delimiter.as_deref() {
                None => None,
                Some(raw) => Some(
                    request::delimiter(raw).map_err(|e| self.fail("delimiter", e.to_string()))?,
                ),
            },
            encoding: self.parsed("encoding", shape.encoding.as_deref())?,
            key,
            returns_of_any_sign: shape.returns_of_any_sign,
            fields,
            families: families.transpose()?,
        })
    }

    fn parsed<T>(&self, key: &str, raw: Option<&str>) -> Result<Option<T>, ImportError>
    where
        T: std::str::FromStr,
        T::Err: std::fmt::Display,
    {
        raw.map(|raw| raw.parse().map_err(|error: T::Err| self.fail(key, error.to_string())))
            .transpose()
    }

    fn families(&self, format: Format, family: &language::Family) -> Result<Families, ImportError> {
        if format != Format::Orders {
            return Err(self.fail("family", "only maps to `orders` can find families by rules"));
        }
        Families::new(family).map_err(|(key, why)| self.fail(&key, why))
    }

    fn field(
        &self,
        format: Format,
        field: &Field,
        text: &language::Field,
    ) -> Result<FieldPlan, ImportError> {
        let fail =
            |key: &str, why: String| Err(self.fail(&format!("fields.{}.{key}", field.name), why));
        let columns = text.column.as_ref().map(language::Texts::list).unwrap_or_default();
        if columns.iter().any(|column| column.trim().is_empty()) {
            return fail("column", "is empty; name a column of the header".into());
        }
        if text.constant.is_some() && text.column.is_some() {
            return fail("constant", "stands beside `column`; say one or the other".into());
        }
        if columns.is_empty()
            && text.constant.is_none()
            && text.default.is_none()
            && text.rules.is_empty()
        {
            return fail("column", "is missing; say `column`, `constant` or `rules`".into());
        }
        if field.kind != Kind::Number && (text.decimal.is_some() || text.grouping.is_some()) {
            return fail("decimal", "only fields that hold numbers have a decimal sign".into());
        }
        if field.kind != Kind::Time && text.date_format.is_some() {
            return fail("date_format", "only fields that hold times have a date format".into());
        }
        let decimal = match text.decimal.as_deref() {
            None => None,
            Some(",") => Some(','),
            Some(".") => Some('.'),
            Some(other) => {
                return fail("decimal", format!("`{other}` is not allowed; allowed are , and ."));
            }
        };
        let grouping = match text.grouping.as_deref() {
            None => None,
            Some(sign) => match [",", ".", " ", "'"].iter().position(|known| *known == sign) {
                Some(index) if Some(sign) != text.decimal.as_deref().or(Some(".")) => {
                    Some([',', '.', ' ', '\''][index])
                }
                _ => {
                    let why = format!(
                        "`{sign}` is not allowed; allowed are , . ' and a blank, and not the \
                         decimal sign"
                    );
                    return fail("grouping", why);
                }
            },
        };
        let case = match text.case.as_deref() {
            None => None,
            Some("upper") => Some(Case::Upper),
            Some("lower") => Some(Case::Lower),
            Some(other) => {
                let why = format!("`{other}` is not allowed; allowed are upper and lower");
                return fail("case", why);
            }
        };
        let date_format = match text.date_format.as_deref() {
            None => None,
            Some(raw) => match DateFormat::new(raw) {
                Some(format) => Some(format),
                None => {
                    return fail("date_format", ImportError::DateFormat(raw.into()).to_string());
                }
            },
        };
        let mut rules = Vec::new();
        for (index, rule) in text.rules.iter().enumerate() {
            let key = format!("fields.{}.rules[{}]", field.name, index + 1);
            rules.push(self.rule(format, &key, rule)?);
        }
        Ok(FieldPlan {
            columns,
            column_needed: !text.optional,
            constant: text.constant.clone(),
            default: text.default.clone(),
            strip_prefix: text.strip_prefix.clone(),
            strip_suffix: text.strip_suffix.clone(),
            case,
            values: text.values.clone(),
            decimal,
            grouping,
            date_format,
            rules,
        })
    }

    fn rule(&self, format: Format, key: &str, rule: &language::Rule) -> Result<Rule, ImportError> {
        let field = position(format, &rule.field).map_err(|why| self.fail(key, why))?;
        let test = match (&rule.starts_with, &rule.equals, rule.below_zero) {
            (Some(texts), None, None) => Test::StartsWith(texts.list()),
            (None, Some(texts), None) => Test::Equals(texts.list()),
            (None, None, Some(below)) => {
                if format.fields()[field].kind != Kind::Number {
                    let why = format!("`{}` is no number, so it is never below zero", rule.field);
                    return Err(self.fail(key, why));
                }
                Test::BelowZero(below)
            }
            _ => {
                let why = "say exactly one of `starts_with`, `equals` and `below_zero`";
                return Err(self.fail(key, why));
            }
        };
        Ok(Rule { value: rule.value.clone(), field, test })
    }

    /// A rule may not look at a field that has rules itself: then order would matter.
    fn no_chains(&self, format: Format, fields: &[FieldPlan]) -> Result<(), ImportError> {
        for (field, plan) in format.fields().iter().zip(fields) {
            for rule in &plan.rules {
                let looked_at = format.fields()[rule.field].name;
                if !fields[rule.field].rules.is_empty() {
                    let why = format!("looks at `{looked_at}`, which has rules itself");
                    return Err(self.fail(&format!("fields.{}.rules", field.name), why));
                }
                if !fields[rule.field].has_source() {
                    let why = format!("looks at `{looked_at}`, which has no column");
                    return Err(self.fail(&format!("fields.{}.rules", field.name), why));
                }
            }
        }
        Ok(())
    }

    /// The key, and the fields of it made needed.
    fn key(
        &self,
        format: Format,
        key: Option<&KeyText>,
        fields: &mut [FieldPlan],
    ) -> Result<Key, ImportError> {
        let names: Vec<String> = match key {
            None => format.key().iter().map(|name| (*name).to_owned()).collect(),
            Some(_) if !format.key_is_free() => {
                let why = format!("rows of `{}` always have the key: {}", format.code(), {
                    format.key().join(", ")
                });
                return Err(self.fail("key", why));
            }
            Some(KeyText::Word(word)) if word == "content" => return Ok(Key::Content),
            Some(KeyText::Word(word)) => {
                let why = format!(
                    "`{word}` is not allowed; allowed are \"content\" and a list of fields"
                );
                return Err(self.fail("key", why));
            }
            Some(KeyText::Fields(names)) if names.is_empty() => {
                return Err(self.fail("key", "is an empty list; name the fields of the key"));
            }
            Some(KeyText::Fields(names)) => names.clone(),
        };
        let mut positions = Vec::with_capacity(names.len());
        for name in &names {
            let at = position(format, name).map_err(|why| self.fail("key", why))?;
            // What the format itself needs is checked, all of it at once, in `all_there`.
            if key.is_some() && !fields[at].has_source() {
                let why = format!("`{name}` is part of the key, so it needs a `column`");
                return Err(self.fail(&format!("fields.{name}"), why));
            }
            fields[at].column_needed = true;
            positions.push(at);
        }
        Ok(Key::Fields(positions))
    }

    /// Every field the format needs has a source.
    fn all_there(
        &self,
        format: Format,
        fields: &[FieldPlan],
        key: &Key,
    ) -> Result<(), ImportError> {
        let missing: Vec<&str> = format
            .fields()
            .iter()
            .enumerate()
            .filter(|(at, field)| {
                let needed = match field.need {
                    Need::Always => true,
                    Need::ForKey => matches!(key, Key::Fields(key) if key.contains(at)),
                    Need::Never => false,
                };
                needed && !fields[*at].has_source()
            })
            .map(|(_, field)| field.name)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let why = format!(
            "`{}` needs {}; say where each comes from ([fields.NAME] with `column`, `constant` or \
             `rules`)",
            format.code(),
            missing.join(", ")
        );
        Err(self.fail("fields", why))
    }
}

fn position(format: Format, name: &str) -> Result<usize, String> {
    let fields = format.fields();
    fields.iter().position(|field| field.name == name).ok_or_else(|| {
        let names: Vec<&str> = fields.iter().map(|field| field.name).collect();
        format!("`{name}` is no field of `{}`; fields are: {}", format.code(), names.join(", "))
    })
}
