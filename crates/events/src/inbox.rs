//! How events lie in a row of the inbox: one JSON object a line, compressed.
//!
//! Many events a row, because what a row costs (an index entry, a page of the log ahead, a
//! deletion later) is more than what an event costs.

use vocab::Event;

use crate::EventsError;

/// Events in a row at most.
pub(crate) const ROW: usize = 1_000;
/// Quick, and nearly as small as slower levels for lines that are so alike.
const LEVEL: i32 = 1;

/// Packs events for a row.
pub(crate) fn pack(events: &[Event]) -> Result<Vec<u8>, EventsError> {
    let mut lines = Vec::with_capacity(events.len() * 320);
    for event in events {
        let wrong = |why: String| EventsError::Corrupt { id: event.id.to_string(), why };
        serde_json::to_writer(&mut lines, event).map_err(|why| wrong(why.to_string()))?;
        lines.push(b'\n');
    }
    zstd::bulk::compress(&lines, LEVEL)
        .map_err(|why| EventsError::Corrupt { id: "to be packed".to_owned(), why: why.to_string() })
}

/// Unpacks a row.
pub(crate) fn unpack(seq: i64, body: &[u8]) -> Result<Vec<Event>, EventsError> {
    let corrupt = |why: String| EventsError::Corrupt { id: format!("inbox {seq}"), why };
    let lines = zstd::stream::decode_all(body).map_err(|why| corrupt(why.to_string()))?;
    let lines = lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    lines.map(|line| serde_json::from_slice(line).map_err(|why| corrupt(why.to_string()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::{CustomerId, EventId, EventKind};

    #[test]
    fn what_is_packed_comes_out_and_what_is_damaged_is_refused() {
        let events: Vec<Event> = (0..250)
            .map(|number: u32| {
                let customer = CustomerId::new(&format!("C{}", number % 7)).ok();
                let id = EventId::from_key(&[&number.to_string()]);
                let time = chrono::DateTime::from_timestamp(i64::from(number), 0).unwrap();
                let mut event = Event::new(id, customer, time, EventKind::Search);
                event.text = Some(format!("a line\nbreak and \u{2028} {number}"));
                event
            })
            .collect();
        let packed = pack(&events).unwrap();
        assert_eq!(unpack(1, &packed).unwrap(), events);
        assert!(packed.len() < 100 * events.len(), "{} bytes", packed.len());
        let error = unpack(7, &packed[..packed.len() / 2]).unwrap_err().to_string();
        assert!(error.contains("inbox 7"), "{error}");
    }
}
