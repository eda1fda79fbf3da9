//! What records that are brought up to date leave in a customer's history, and how a correction
//! of a record gets there.
//!
//! The log only grows, so what a record said and does not say any more is taken back by an
//! event of its own ([`EventKind::taken_back_by`]). Who, when and how much make up what an
//! event says. The rest of a record (its owner, its words) stays in the history as it was first
//! heard; the record itself has it as it is now.

use vocab::{Amount, CustomerId, Event, EventId, EventKind, Instant};

/// A record that leaves events.
pub(crate) trait History {
    /// The events a history holds when it agrees with this record.
    fn says(&self) -> Vec<Event>;
}

/// The id of what a record says: the same record gives the same ids.
pub(super) fn named(
    table: &str,
    record: &str,
    kind: EventKind,
    customer: &CustomerId,
    time: Instant,
    amount: Option<Amount>,
) -> EventId {
    let micros = time.timestamp_micros().to_string();
    let amount = amount.map_or(String::new(), |amount| amount.to_string());
    EventId::from_key(&[table, record, kind.code(), customer.as_str(), &micros, &amount])
}

/// The events by which a history that agreed with `was` agrees with `is`: what does not hold
/// any more is taken back, what was not said yet is said. `import` names the import; what is
/// taken back may be said again by a later one, and then counts again.
pub(crate) fn correction<R: History>(was: &R, is: &R, import: &str) -> Vec<Event> {
    between(&was.says(), &is.says(), import)
}

/// The same for what records say: nothing, where there was or will be no record.
pub(crate) fn between(was: &[Event], is: &[Event], import: &str) -> Vec<Event> {
    let missing = |events: &[Event], event: &Event| events.iter().all(|known| known.id != event.id);
    let taken_back = was.iter().filter(|event| missing(is, event)).filter_map(|event| {
        let kind = event.kind.taken_back_by()?;
        let id = EventId::from_key(&["taken back", &event.id.to_string(), import]);
        let mut back = Event::new(id, event.customer.clone(), event.time, kind);
        back.reference.clone_from(&event.reference);
        back.amount = event.amount;
        back.text = Some(event.kind.code().to_owned());
        Some(back)
    });
    let said = is.iter().filter(|event| missing(was, event)).map(|event| {
        let mut said = event.clone();
        said.id = EventId::from_key(&["corrected", &event.id.to_string(), import]);
        said
    });
    taken_back.chain(said).collect()
}

#[cfg(test)]
mod tests {
    use store::records::{complaint, deal};

    use super::*;

    fn complaint(customer: &str, closed: Option<&str>) -> complaint::Model {
        complaint::Model {
            id: "B1".into(),
            customer_id: customer.into(),
            order_ref: None,
            opened: "2026-01-05T10:00:00Z".parse().unwrap(),
            closed: closed.map(|time| time.parse().unwrap()),
            owner: None,
            text: "Broken".into(),
            first_reply: None,
        }
    }

    fn deal(outcome: &str, amount: &str) -> deal::Model {
        let time = "2026-01-05T10:00:00Z".parse().unwrap();
        deal::Model {
            id: "D1".into(),
            customer_id: "K1".into(),
            title: "Big".into(),
            opened: time,
            closed: (outcome != "open").then_some(time),
            outcome: outcome.into(),
            phase: "need".into(),
            amount: amount.into(),
            family: None,
            region: None,
            owner: None,
        }
    }

    fn shown(events: &[Event]) -> Vec<String> {
        events
            .iter()
            .map(|event| {
                let customer = event.customer.as_ref().unwrap();
                let amount = event.amount.map_or(String::new(), |amount| format!(" {amount}"));
                format!("{customer} {}{amount}", event.kind)
            })
            .collect()
    }

    #[test]
    fn a_correction_takes_back_what_does_not_hold_and_says_what_does() {
        let settled = Some("2026-02-05T10:00:00Z");
        let mut owned = complaint("K1", None);
        owned.owner = Some("jo".into());
        for (was, is, expected) in [
            (complaint("K1", None), complaint("K1", None), &[][..]),
            (complaint("K1", None), owned, &[]),
            (complaint("K1", None), complaint("K1", settled), &["K1 complaint_closed"]),
            (complaint("K1", settled), complaint("K1", None), &["K1 complaint_reopened"]),
            (
                complaint("K1", settled),
                complaint("K2", settled),
                &[
                    "K1 complaint_removed",
                    "K1 complaint_reopened",
                    "K2 complaint_opened",
                    "K2 complaint_closed",
                ],
            ),
        ] {
            assert_eq!(shown(&correction(&was, &is, "1")), expected);
        }
        for (was, is, expected) in [
            (deal("open", "5"), deal("won", "5"), &["K1 deal_won 5.00"][..]),
            (deal("won", "5"), deal("lost", "5"), &["K1 deal_reopened 5.00", "K1 deal_lost 5.00"]),
            (deal("won", "5"), deal("open", "5"), &["K1 deal_reopened 5.00"]),
            (
                deal("open", "5"),
                deal("open", "7"),
                &["K1 deal_removed 5.00", "K1 deal_opened 7.00"],
            ),
        ] {
            assert_eq!(shown(&correction(&was, &is, "1")), expected);
        }
    }

    #[test]
    fn what_was_taken_back_can_be_said_again() {
        let (open, settled) =
            (complaint("K1", None), complaint("K1", Some("2026-02-05T10:00:00Z")));
        let first = settled.says();
        let again = correction(&open, &settled, "3");
        assert!(first.iter().all(|event| event.id != again[0].id));
        // The same correction by the same import is the same event.
        assert_eq!(again, correction(&open, &settled, "3"));
    }
}
