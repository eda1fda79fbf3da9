//! From a message to events of the log.

use vocab::{Amount, Channel, Currency, CustomerId, Direction, Event, EventId, EventKind};

use super::message::{Call, Facts, Message};
use super::names::{Meaning, Names};

/// The most products one order may list.
const MAX_LINES: usize = 500;
/// Bytes of words an event keeps.
const MAX_TEXT: usize = 2_000;

/// Who shows a write key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// A page in somebody's browser, where everybody can read the key.
    Browser,
    /// A program of the company's own. It may say that two known customers are one.
    Server,
}

/// By what messages are read.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// What event names mean.
    pub names: &'a Names,
    /// Whose write key it is.
    pub sender: Sender,
    /// The currency of the books, once there is one.
    pub books: Option<Currency>,
}

/// Two ids are the same person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    /// The id that is left.
    pub alias: CustomerId,
    /// The one that stays.
    pub customer: CustomerId,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq)]
pub struct Converted {
    /// Whose it is.
    pub customer: CustomerId,
    /// What happened.
    pub events: Vec<Event>,
    /// Who turned out to be whom.
    pub links: Vec<Link>,
}

/// Turns a message into events.
///
/// # Errors
/// Why it cannot be used, in words for the person who wrote the sender.
pub fn convert(message: &Message<'_>, terms: Terms<'_>) -> Result<Converted, String> {
    let user = message.user.as_deref().map(known).transpose()?;
    let visitor = message.anonymous.as_deref().map(visitor).transpose()?;
    let mut links = Vec::new();
    let mut same = |alias: CustomerId, customer: &CustomerId| {
        links.push(Link { alias, customer: customer.clone() });
    };
    if let (Some(user), Some(visitor)) = (&user, &visitor) {
        same(visitor.clone(), user);
    }
    if let (Call::Alias, Some(previous), Some(user)) = (message.call, &message.previous, &user) {
        // Clients send the id of the browser as `previousId`, or a number the customer had.
        same(self::visitor(previous)?, user);
        let known = CustomerId::known(previous).ok();
        if let Some(known) = known.filter(|id| terms.sender == Sender::Server && id != user) {
            same(known, user);
        }
    }
    let customer = user.or(visitor).ok_or("`userId` or `anonymousId` is missing")?;
    let events = match message.call {
        Call::Alias | Call::Identify | Call::Group => Vec::new(),
        Call::Page | Call::Screen => {
            let mut event = act(message, &customer, EventKind::Visit, 0);
            event.reference = first(&message.properties, &["url", "path"]);
            let name = message.name.as_deref().map(cut);
            event.item = name.or_else(|| first(&message.properties, &["title"]));
            vec![event]
        }
        Call::Track => {
            let name = message.name.as_deref().unwrap_or_default();
            match terms.names.meaning(name) {
                Some(meaning) => meant(message, &customer, meaning, terms)?,
                None => {
                    let mut event = act(message, &customer, EventKind::Other, 0);
                    event.item = Some(cut(name));
                    vec![event]
                }
            }
        }
    };
    Ok(Converted { customer, events, links })
}

fn known(id: &str) -> Result<CustomerId, String> {
    CustomerId::known(id).map_err(|why| format!("`userId`: {why}"))
}

fn visitor(id: &str) -> Result<CustomerId, String> {
    CustomerId::visitor(id).map_err(|why| format!("`anonymousId`: {why}"))
}

/// An event of a message. Its id comes from the message's, so that a repeat is the same event.
fn act(message: &Message<'_>, customer: &CustomerId, kind: EventKind, line: usize) -> Event {
    let id = EventId::from_key(&["segment", &message.id, &line.to_string()]);
    let mut event = Event::new(id, Some(customer.clone()), message.time, kind);
    let is_web = message.anonymous.is_some() || matches!(message.call, Call::Page | Call::Screen);
    event.channel = is_web.then_some(Channel::Web);
    event.direction = Some(Direction::Inbound);
    event
}

/// The events of a name that the table knows.
fn meant(
    message: &Message<'_>,
    customer: &CustomerId,
    meaning: &Meaning,
    terms: Terms<'_>,
) -> Result<Vec<Event>, String> {
    let facts = &message.properties;
    let reference = first(facts, &meaning.reference);
    let base = |line| {
        let mut event = act(message, customer, meaning.kind, line);
        event.reference.clone_from(&reference);
        if let Some(order) = reference.as_deref().filter(|_| meaning.once) {
            let (kind, line) = (meaning.kind.code(), line.to_string());
            event.id = EventId::from_key(&["once", kind, customer.as_str(), order, &line]);
        }
        event.text = first(facts, &meaning.text);
        event.family = first(facts, &meaning.family);
        event
    };
    let lines = facts.list(&meaning.lines)?;
    if lines.len() > MAX_LINES {
        return Err(format!("{} products in one order; the limit is {MAX_LINES}", lines.len()));
    }
    if !meaning.kind.is_money() {
        let mut events = Vec::with_capacity(lines.len().max(1));
        for (place, line) in lines.iter().enumerate() {
            let mut event = base(place);
            product(&mut event, line);
            events.push(event);
        }
        if events.is_empty() {
            let mut event = base(0);
            product(&mut event, facts);
            events.push(event);
        }
        return Ok(events);
    }
    if terms.books.is_none() && terms.sender == Sender::Browser {
        // Everybody can read the key of a page, and what the books are kept in stays.
        return Err(
            "the books have no currency yet, and a page cannot give them one: set it under \
                    Settings, import orders, or send one from a program of your own"
                .to_owned(),
        );
    }
    let currency = currency(facts, terms.books)?;
    let mut events = Vec::with_capacity(lines.len() + 1);
    for (place, line) in lines.iter().enumerate() {
        let Some(price) = amount(line, &["price"])? else {
            // Without each price the lines say nothing of the money; the whole may.
            events.clear();
            break;
        };
        let quantity = amount(line, &["quantity"])?.unwrap_or(Amount::from_micros(1_000_000));
        let money = price.times(quantity).map_err(|why| why.to_string())?;
        let mut event = base(place);
        product(&mut event, line);
        event.quantity = Some(signed(meaning, quantity));
        event.amount = Some(signed(meaning, money));
        event.currency = currency;
        events.push(event);
    }
    if events.is_empty() {
        let money = amount(facts, &meaning.money)?.ok_or_else(|| {
            let name = message.name.as_deref().unwrap_or_default();
            let money = meaning.money.join("`, `");
            format!("{name:?} needs `products` with a `price` each, or one of `{money}`")
        })?;
        let mut event = base(0);
        if lines.is_empty() {
            product(&mut event, facts);
        }
        event.amount = Some(signed(meaning, money));
        event.currency = currency;
        return Ok(vec![event]);
    }
    if let Some(off) = number(facts, &meaning.discount)?.filter(|off| !off.is_zero()) {
        // Prices of lines are before a discount on the whole order.
        let mut event = base(events.len());
        event.kind = EventKind::Adjustment;
        event.amount = Some(signed(meaning, if off.is_negative() { off } else { -off }));
        event.currency = currency;
        event.text = Some("discount".to_owned());
        events.push(event);
    }
    Ok(events)
}

fn product(event: &mut Event, facts: &Facts<'_>) {
    event.item = first(facts, &["name", "product_id", "id", "sku"]);
    if event.family.is_none() {
        event.family = first(facts, &["category"]);
    }
}

fn signed(meaning: &Meaning, amount: Amount) -> Amount {
    if meaning.is_back() { -amount } else { amount }
}

/// The currency of money; that of the books, where there are any.
fn currency(facts: &Facts<'_>, books: Option<Currency>) -> Result<Option<Currency>, String> {
    let Some(code) = facts.first(&["currency"]) else { return Ok(books) };
    let code: Currency = code.to_uppercase().parse().map_err(|why| format!("`currency`: {why}"))?;
    match books {
        Some(books) if books != code => {
            Err(format!("`currency` is {code}; the books are kept in {books}"))
        }
        _ => Ok(Some(code)),
    }
}

/// The first of these properties that is a number, as the decimal it is written as. What comes
/// back has an event of its own; a sign would turn it round once more.
fn amount(facts: &Facts<'_>, keys: &[impl AsRef<str>]) -> Result<Option<Amount>, String> {
    match number(facts, keys)? {
        Some(amount) if amount.is_negative() => {
            let names: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
            Err(format!("`{}` is below zero", names.join("` or `")))
        }
        amount => Ok(amount),
    }
}

/// The same, also below zero.
fn number(facts: &Facts<'_>, keys: &[impl AsRef<str>]) -> Result<Option<Amount>, String> {
    match facts.number(keys) {
        Ok(None) => Ok(None),
        Ok(Some((key, text))) => {
            Amount::nearest(&text).map(Some).map_err(|why| format!("`{key}`: {why}"))
        }
        Err(key) => Err(format!("`{key}` is no number")),
    }
}

fn first(facts: &Facts<'_>, keys: &[impl AsRef<str>]) -> Option<String> {
    facts.first(keys).map(|text| cut(&text))
}

/// No longer than an event keeps, cut between two letters.
pub(super) fn cut(text: &str) -> String {
    text[..text.floor_char_boundary(MAX_TEXT)].to_owned()
}
