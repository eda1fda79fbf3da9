//! Events for the tests of this room.

use events::EventRef;
use vocab::EventKind;

/// An event with nothing but a time and a kind.
pub(crate) fn blank<'a>(time: i64, kind: EventKind) -> EventRef<'a> {
    EventRef {
        customer: "C",
        time,
        id: 0,
        kind,
        contact: "",
        channel: None,
        direction: None,
        reference: "",
        item: "",
        family: "",
        region: "",
        owner: "",
        campaign: "",
        quantity: None,
        amount: None,
        currency: "",
        barriers: "",
        text: "",
    }
}
