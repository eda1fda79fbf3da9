//! What names a person within something that stays: texts in which people write freely, and
//! documents that cite events.

use std::collections::BTreeSet;

use events::Traces;
use serde_json::Value;
use store::Tx;

use crate::places::{Holds, PLACES};
use crate::subject::Subject;
use crate::{PrivacyError, rows};

/// Under these keys a document says whom, or which event, a part is about.
const KEYS: [&str; 7] =
    ["customer", "customer_id", "contact", "contact_id", "note", "event", "event_id"];

/// Takes a person out of all texts and documents of the database; `events` are the ids of their
/// events. Gives how many rows changed.
pub(crate) async fn scrub(
    tx: &Tx,
    subject: &Subject,
    events: &BTreeSet<String>,
) -> Result<u64, PrivacyError> {
    let traces = subject.traces();
    let words = subject.words();
    let ids: BTreeSet<&str> = subject
        .customers
        .iter()
        .chain(&subject.contacts)
        .chain(events)
        .map(String::as_str)
        .collect();
    // As JSON writes them.
    let quoted: Vec<String> = ids.iter().map(|id| Value::from(*id).to_string()).collect();
    let mut changed = 0;
    for place in PLACES {
        match place.holds {
            Holds::Document(column) => {
                let needles: Vec<String> = quoted.iter().chain(&words).cloned().collect();
                for (key, text) in rows::holding(tx, place, column, &needles).await? {
                    let Ok(mut document) = serde_json::from_str::<Value>(&text) else { continue };
                    if prune(&mut document, &ids) | blot(&mut document, &traces) {
                        rows::rewrite(tx, place, column, &key, document.to_string()).await?;
                        changed += 1;
                    }
                }
            }
            Holds::Naming(column) => {
                let needles: Vec<String> =
                    words.iter().chain(&subject.names).chain(&quoted).cloned().collect();
                for (key, _) in rows::holding(tx, place, column, &needles).await? {
                    rows::remove_row(tx, place, &key).await?;
                    changed += 1;
                }
            }
            _ => {}
        }
        for column in place.words {
            for (key, text) in rows::holding(tx, place, column, &words).await? {
                if let Some(text) = traces.blotted(&text) {
                    rows::rewrite(tx, place, column, &key, text).await?;
                    changed += 1;
                }
            }
        }
    }
    Ok(changed)
}

/// Takes the parts out of a document that are about one of these ids: members of lists, and of
/// what is no list the value.
fn prune(document: &mut Value, ids: &BTreeSet<&str>) -> bool {
    let is_about = |value: &Value| {
        let Value::Object(fields) = value else { return false };
        KEYS.iter()
            .any(|key| fields.get(*key).and_then(Value::as_str).is_some_and(|id| ids.contains(id)))
    };
    match document {
        Value::Array(list) => {
            let before = list.len();
            list.retain(|value| !is_about(value));
            let mut changed = list.len() < before;
            for value in list {
                changed |= prune(value, ids);
            }
            changed
        }
        Value::Object(fields) => {
            let mut changed = false;
            for (key, value) in fields {
                if KEYS.contains(&key.as_str()) && value.as_str().is_some_and(|id| ids.contains(id))
                {
                    *value = Value::Null;
                    changed = true;
                } else {
                    changed |= prune(value, ids);
                }
            }
            changed
        }
        _ => false,
    }
}

/// Blots addresses out of all texts of a document.
fn blot(document: &mut Value, traces: &Traces) -> bool {
    match document {
        Value::String(text) => match traces.blotted(text) {
            Some(blotted) => {
                *text = blotted;
                true
            }
            None => false,
        },
        Value::Array(list) => list.iter_mut().fold(false, |all, one| all | blot(one, traces)),
        Value::Object(fields) => {
            fields.iter_mut().fold(false, |all, (_, one)| all | blot(one, traces))
        }
        _ => false,
    }
}

/// Where a person is named in words to many, which are signed as they are: told, not changed.
pub(crate) async fn mentions(tx: &Tx, subject: &Subject) -> Result<BTreeSet<String>, PrivacyError> {
    let mut needles = subject.words();
    needles.extend(subject.names.iter().cloned());
    let mut found = BTreeSet::new();
    for place in PLACES.iter().filter(|place| place.table == "brief") {
        for column in ["body", "message"] {
            let rows = rows::holding(tx, place, column, &needles).await?;
            found.extend(rows.into_iter().map(|(campaign, _)| format!("campaign {campaign}")));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parts_about_a_person_go_and_counts_stay() {
        let mut document = json!({
            "notes": 7,
            "quotes": [
                {"note": "e1", "customer": "C1", "text": "mine"},
                {"note": "e2", "customer": "C2", "text": "theirs", "of": {"event": "e1"}},
                {"note": "e3", "customer": null, "text": "nobody's"},
            ],
            "customer": "C1",
        });
        let ids = ["C1", "e1"].into();
        assert!(prune(&mut document, &ids));
        assert_eq!(
            document,
            json!({
                "notes": 7,
                "quotes": [
                    {"note": "e2", "customer": "C2", "text": "theirs", "of": {"event": null}},
                    {"note": "e3", "customer": null, "text": "nobody's"},
                ],
                "customer": null,
            })
        );
        assert!(!prune(&mut document, &ids));
    }

    #[test]
    fn a_document_stays_one() {
        let traces = Traces::new([], ["ann@x.example".to_owned(), "123456".to_owned()]);
        let mut document = json!({"sum": 123456, "said": ["mail \"Ann@x.example\"", "123456789"]});
        assert!(blot(&mut document, &traces));
        assert_eq!(document, json!({"sum": 123456, "said": ["mail \"[…]\"", "123456789"]}));
        assert!(!blot(&mut document, &traces));
    }
}
