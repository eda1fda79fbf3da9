//! A customer's history as people read it: lines of one order become one entry, the newest
//! comes first.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use vocab::{Amount, Barrier, CampaignId, Channel, Direction, Event, EventKind, Instant};

/// Who an entry came from; decides how it is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The customer did it.
    Customer,
    /// We did it.
    Us,
    /// A complaint, a refusal.
    Bad,
    /// Neither.
    Neutral,
}

impl Side {
    /// The class of the style sheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Customer => "in",
            Self::Us => "out",
            Self::Bad => "bad",
            Self::Neutral => "",
        }
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When it happened; for an order, its earliest line.
    pub time: Instant,
    /// What happened.
    pub kind: EventKind,
    /// How it is marked.
    pub side: Side,
    /// The order, deal or complaint; empty where there is none.
    pub reference: String,
    /// The campaign it belongs to.
    pub campaign: Option<CampaignId>,
    /// Lines of an order or return; 1 for everything else.
    pub lines: usize,
    /// Money, where there is some.
    pub amount: Option<Amount>,
    /// The article or page, or what a sender calls the event; empty for orders, which have many.
    pub item: String,
    /// Product families, sorted.
    pub families: BTreeSet<String>,
    /// The channel.
    pub channel: Option<Channel>,
    /// Who of us.
    pub owner: String,
    /// The words.
    pub text: String,
    /// Barriers noted.
    pub barriers: Vec<Barrier>,
    /// Ids of the events in it that something refers to.
    pub anchors: Vec<String>,
}

fn side(event: &Event) -> Side {
    use EventKind as K;
    match event.kind {
        K::ComplaintOpened
        | K::PromiseBroken
        | K::ConsentWithdrawn
        | K::Objected
        | K::MessageBounced => Side::Bad,
        K::Touch => match event.direction {
            Some(Direction::Inbound) => Side::Customer,
            Some(Direction::Outbound) => Side::Us,
            None => Side::Neutral,
        },
        K::MessageSent | K::QuoteSent | K::PromiseMade | K::PromiseKept => Side::Us,
        kind if kind.is_by_customer() => Side::Customer,
        _ => Side::Neutral,
    }
}

/// The events that were not taken back, in their order. What takes back goes with what it
/// takes back.
fn standing(events: &[Event]) -> impl Iterator<Item = &Event> {
    fn key<'a>(event: &'a Event, kind: &'a str) -> (&'a str, Option<&'a str>, Instant) {
        (kind, event.reference.as_deref(), event.time)
    }
    let takes_back: HashSet<EventKind> =
        EventKind::ALL.iter().filter_map(|kind| kind.taken_back_by()).collect();
    let mut taken_back: HashMap<_, usize> = HashMap::new();
    for event in events.iter().filter(|event| takes_back.contains(&event.kind)) {
        let kind = event.text.as_deref().unwrap_or_default();
        *taken_back.entry(key(event, kind)).or_default() += 1;
    }
    events.iter().filter(move |event| {
        let open = taken_back.get_mut(&key(event, event.kind.code())).filter(|open| **open > 0);
        match open {
            Some(open) => {
                *open -= 1;
                false
            }
            None => !takes_back.contains(&event.kind),
        }
    })
}

/// Entries from a customer's events, newest first. `cited` are the ids of events something
/// refers to.
#[must_use]
pub fn entries(events: &[Event], cited: &HashSet<String>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: HashMap<(EventKind, &str), usize> = HashMap::new();
    for event in standing(events) {
        let groups = event.kind.is_money() && event.reference.is_some();
        let reference = event.reference.as_deref().unwrap_or_default();
        let place = groups.then(|| places.get(&(event.kind, reference)).copied()).flatten();
        let place = place.unwrap_or_else(|| {
            entries.push(Entry {
                time: event.time,
                kind: event.kind,
                side: side(event),
                // A message has no number that says anything; its campaign has a name.
                reference: if event.campaign.is_some() && !groups {
                    String::new()
                } else {
                    reference.to_owned()
                },
                campaign: event.campaign.clone(),
                lines: 0,
                amount: None,
                item: if groups { String::new() } else { event.item.clone().unwrap_or_default() },
                families: BTreeSet::new(),
                channel: event.channel,
                owner: event.owner.clone().unwrap_or_default(),
                // The words of a line of an order name an article, and there are many.
                text: if groups { String::new() } else { event.text.clone().unwrap_or_default() },
                barriers: event.barriers.clone(),
                anchors: Vec::new(),
            });
            entries.len() - 1
        });
        if groups {
            places.insert((event.kind, reference), place);
        }
        let entry = &mut entries[place];
        entry.lines += 1;
        entry.time = entry.time.min(event.time);
        if let Some(amount) = event.amount {
            entry.amount = Some(entry.amount.unwrap_or(Amount::ZERO) + amount);
        }
        entry.families.extend(event.family.clone());
        let id = event.id.to_string();
        if cited.contains(&id) {
            entry.anchors.push(id);
        }
    }
    entries.sort_by_key(|entry| Reverse(entry.time));
    entries
}

/// What the customer said in their own words, newest first.
#[must_use]
pub fn own_words(entries: &[Entry]) -> Vec<&Entry> {
    use EventKind as K;
    let speaks = |kind| {
        matches!(
            kind,
            K::NeedStated
                | K::Inquiry
                | K::MessageAnswered
                | K::Search
                | K::ComplaintOpened
                | K::SurveyAnswered
        )
    };
    entries.iter().filter(|entry| speaks(entry.kind) && !entry.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use vocab::EventId;

    use super::*;

    fn event(n: u128, kind: EventKind, hour: u32, reference: Option<&str>) -> Event {
        let time = format!("2026-11-22T{hour:02}:00:00Z").parse().unwrap();
        let mut event = Event::new(EventId(n), None, time, kind);
        event.reference = reference.map(str::to_owned);
        event
    }

    #[test]
    fn the_lines_of_an_order_are_one_entry() {
        let mut first = event(1, EventKind::Sale, 9, Some("A1"));
        first.amount = Some(Amount::from_cents(1050));
        first.family = Some("Lamps".to_owned());
        let mut second = event(2, EventKind::Sale, 10, Some("A1"));
        second.amount = Some(Amount::from_cents(50));
        second.family = Some("Candles".to_owned());
        let back = event(3, EventKind::Return, 11, Some("A1"));
        let mut said = event(4, EventKind::NeedStated, 8, None);
        said.text = Some("Wir brauchen Licht.".to_owned());
        said.item = Some("Lamp 7".to_owned());
        let loose = event(5, EventKind::Sale, 12, None);
        let cited = HashSet::from([EventId(2).to_string()]);
        let found = entries(&[said, first, second, back, loose], &cited);
        let kinds: Vec<EventKind> = found.iter().map(|entry| entry.kind).collect();
        use EventKind::{NeedStated, Return, Sale};
        assert_eq!(kinds, [Sale, Return, Sale, NeedStated]);
        let order = &found[2];
        assert_eq!((order.lines, order.amount), (2, Some(Amount::from_cents(1100))));
        assert_eq!(order.families.len(), 2);
        assert_eq!(order.anchors, [EventId(2).to_string()]);
        assert_eq!(own_words(&found)[0].text, "Wir brauchen Licht.");
        assert_eq!((&*order.item, &*found[3].item), ("", "Lamp 7"));
    }

    #[test]
    fn what_was_taken_back_is_not_shown() {
        use EventKind::{DealLost, DealOpened, DealReopened, DealWon};
        let opened = event(1, DealOpened, 8, Some("D1"));
        let won = event(2, DealWon, 9, Some("D1"));
        let mut back = event(3, DealReopened, 9, Some("D1"));
        back.text = Some(DealWon.code().to_owned());
        let lost = event(4, DealLost, 9, Some("D1"));
        let other = event(5, DealWon, 9, Some("D2"));
        for events in [
            [&opened, &won, &back, &lost, &other].map(Clone::clone),
            [&opened, &other, &lost, &back, &won].map(Clone::clone),
        ] {
            let found = entries(&events, &HashSet::new());
            let mut shown: Vec<(&str, EventKind)> =
                found.iter().map(|entry| (&*entry.reference, entry.kind)).collect();
            shown.sort_unstable();
            assert_eq!(shown, [("D1", DealOpened), ("D1", DealLost), ("D2", DealWon)]);
        }
    }

    #[test]
    fn who_began_decides_the_mark() {
        let mut call = event(1, EventKind::Touch, 9, None);
        call.direction = Some(Direction::Outbound);
        assert_eq!(side(&call), Side::Us);
        call.direction = Some(Direction::Inbound);
        assert_eq!(side(&call), Side::Customer);
        assert_eq!(side(&event(2, EventKind::Objected, 9, None)), Side::Bad);
        assert_eq!(side(&event(3, EventKind::Note, 9, None)), Side::Neutral);
    }
}
