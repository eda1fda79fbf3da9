//! What must hold for every input: used by the fuzz target and, over the kept seeds, by an ordinary
//! test of the room.

use std::sync::LazyLock;

use crate::receive::{Call, MAX_BODY, Names, Sender, Terms, inflate, receive, write_key};
use vocab::Currency;

static NAMES: LazyLock<Names> = LazyLock::new(Names::built_in);

/// The first byte says how the others come in.
pub fn check(input: &[u8]) {
    let Some((how, body)) = input.split_first() else { return };
    let calls = [Call::Identify, Call::Track, Call::Page, Call::Screen, Call::Group, Call::Alias];
    let call = calls.get(usize::from(how & 7)).copied();
    let sender = if how & 8 == 0 { Sender::Browser } else { Sender::Server };
    let books = (how & 16 == 0).then_some(Currency::EUR);
    let unpacked = if how & 32 == 0 { Ok(body.to_vec()) } else { inflate(body) };
    let Ok(body) = unpacked else { return };
    assert!(how & 32 == 0 || body.len() <= MAX_BODY);
    let _ = write_key(&body);
    let now = chrono::DateTime::from_timestamp(1_770_000_000, 123_456_000).expect("a time");
    let terms = Terms { names: &NAMES, sender, books };
    let Ok(first) = receive(&body, call, now, terms) else { return };
    for event in &first.events {
        assert!(event.customer.is_some());
        assert!(event.time <= now + chrono::TimeDelta::minutes(1));
        assert!(event.amount.is_none_or(|amount| amount.fits_event()));
        assert!(event.amount.is_some() == event.kind.is_money());
        assert!(event.text.as_ref().is_none_or(|text| text.len() <= 2_000));
    }
    for link in &first.links {
        assert!(!link.customer.is_visitor());
        assert!(sender == Sender::Server || link.alias.is_visitor());
    }
    // The same bytes are the same events.
    assert_eq!(receive(&body, call, now, terms).ok(), Some(first));
}
