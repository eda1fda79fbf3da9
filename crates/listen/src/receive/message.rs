//! One message of the tracking interface: read, checked, with its time set right.
//!
//! Source: Segment's "HTTP Tracking API" and "Spec: Common Fields". What the published clients
//! send beyond it (nulls for absent fields, `_metadata`, `integrations`) is accepted.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;
use vocab::Instant;

/// Bytes of a message id.
const MAX_MESSAGE_ID: usize = 100;
/// A clock that runs further ahead than this, after correction, is not believed.
const AHEAD: TimeDelta = TimeDelta::minutes(1);

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Call {
    /// Who somebody is.
    Identify,
    /// What somebody did.
    Track,
    /// Looked at a page.
    Page,
    /// Looked at a screen of an app.
    Screen,
    /// Belongs to a company.
    Group,
    /// Is the same person as another id.
    Alias,
}

impl Call {
    /// As senders write it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Identify => "identify",
            Self::Track => "track",
            Self::Page => "page",
            Self::Screen => "screen",
            Self::Group => "group",
            Self::Alias => "alias",
        }
    }
}

/// A message that can be read.
#[derive(Debug)]
pub struct Message<'a> {
    /// What it is.
    pub call: Call,
    /// Names the message for good.
    pub id: String,
    /// When it happened, by our clock.
    pub time: Instant,
    /// The known id.
    pub user: Option<String>,
    /// The id of a browser or device.
    pub anonymous: Option<String>,
    /// The id that `alias` joins to `user`.
    pub previous: Option<String>,
    /// The name of `track`, `page` or `screen`.
    pub name: Option<String>,
    /// Facts about what was done.
    pub properties: Facts<'a>,
}

/// The id of a message that cannot be used, if it has one, and why.
pub type Unusable = (Option<String>, String);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawMessage<'a> {
    #[serde(rename = "type", default, borrow)]
    call: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    message_id: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    user_id: Option<&'a RawValue>,
    #[serde(default, borrow)]
    anonymous_id: Option<&'a RawValue>,
    #[serde(default, borrow)]
    previous_id: Option<&'a RawValue>,
    #[serde(default, borrow)]
    group_id: Option<&'a RawValue>,
    #[serde(default, borrow)]
    event: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    name: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    timestamp: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    original_timestamp: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    sent_at: Option<Cow<'a, str>>,
    #[serde(default, borrow)]
    properties: Option<&'a RawValue>,
}

/// Reads one message. `call` is what the address says it is, `sent` when its batch was sent.
pub(super) fn read(
    text: &str,
    call: Option<Call>,
    sent: Option<Instant>,
    received: Instant,
) -> Result<Message<'_>, Unusable> {
    let raw: RawMessage<'_> =
        serde_json::from_str(text).map_err(|why| (None, format!("not a message: {why}")))?;
    let named = raw.message_id.as_deref().map(str::trim).filter(|id| !id.is_empty());
    let named = named.map(str::to_owned);
    let fail = |why: &str| (named.clone(), why.to_owned());
    if named.as_ref().is_some_and(|id| id.len() > MAX_MESSAGE_ID) {
        return Err((None, format!("`messageId` is longer than {MAX_MESSAGE_ID} bytes")));
    }
    let call = match (call, raw.call.as_deref()) {
        (Some(call), _) => call,
        (None, None) => return Err(fail("`type` is missing")),
        (None, Some(word)) => known_call(word).ok_or_else(|| {
            let kinds = "identify, track, page, screen, group, alias";
            fail(&format!("`type` is {word:?}; expected one of: {kinds}"))
        })?,
    };
    let stamp = raw.original_timestamp.as_deref().or(raw.timestamp.as_deref());
    let sent = sent.or_else(|| raw.sent_at.as_deref().and_then(instant));
    let time = happened(stamp, sent, received).map_err(|why| fail(&why))?;
    let id = |value, what| id(value, what).map_err(|why| fail(&why));
    let (user, anonymous) = (id(raw.user_id, "userId")?, id(raw.anonymous_id, "anonymousId")?);
    let (previous, group) = (id(raw.previous_id, "previousId")?, id(raw.group_id, "groupId")?);
    let name = raw.event.as_deref().or(raw.name.as_deref()).map(str::trim);
    let name = name.filter(|name| !name.is_empty()).map(str::to_owned);
    match call {
        Call::Alias if previous.is_none() || user.is_none() => {
            return Err(fail("`alias` needs `previousId` and `userId`"));
        }
        _ if user.is_none() && anonymous.is_none() => {
            return Err(fail("`userId` or `anonymousId` is missing"));
        }
        Call::Track if name.is_none() => return Err(fail("`event` is missing")),
        Call::Group if group.is_none() => return Err(fail("`groupId` is missing")),
        _ => {}
    }
    let properties = match raw.properties {
        None => Facts::default(),
        Some(raw) => Facts::read(raw).map_err(|why| fail(&format!("`properties`: {why}")))?,
    };
    let id = named.clone().unwrap_or_else(|| unnamed(text, stamp.is_some(), received));
    Ok(Message { call, id, time, user, anonymous, previous, name, properties })
}

fn known_call(word: &str) -> Option<Call> {
    use Call::{Alias, Group, Identify, Page, Screen, Track};
    [Identify, Track, Page, Screen, Group, Alias].into_iter().find(|call| call.code() == word)
}

/// The name of a message that brought none: what it says, and where it says no time, when it
/// came. A repeat of one with a time is known again.
fn unnamed(text: &str, is_dated: bool, received: Instant) -> String {
    let arrived = if is_dated { String::new() } else { received.timestamp_micros().to_string() };
    format!("unnamed {}", vocab::EventId::from_key(&[text, &arrived]))
}

/// An id; senders write numbers as well as texts, and nulls where they have none.
fn id(value: Option<&RawValue>, what: &str) -> Result<Option<String>, String> {
    let Some(value) = value else { return Ok(None) };
    words(value).map_err(|()| format!("`{what}` is neither a text nor a number"))
}

/// When it happened, by our clock: the sender's clock may be wrong, but it was equally wrong
/// when the message was sent. `received - (sent - timestamp)`, as Segment computes it.
fn happened(
    stamp: Option<&str>,
    sent: Option<Instant>,
    received: Instant,
) -> Result<Instant, String> {
    let Some(text) = stamp else { return Ok(vocab::time::to_micros(received)) };
    let stamp =
        instant(text).ok_or_else(|| format!("`timestamp` is no ISO 8601 time: {text:?}"))?;
    let time = match sent {
        None => Some(stamp),
        Some(sent) => received.checked_sub_signed(sent - stamp),
    };
    match time {
        Some(time) if time < DateTime::UNIX_EPOCH => {
            Err(format!("`timestamp` is before 1970: {text:?}"))
        }
        Some(time) if time - received <= AHEAD => Ok(vocab::time::to_micros(time)),
        _ => Ok(vocab::time::to_micros(received)),
    }
}

/// A time; one that names no zone is taken as UTC.
pub(super) fn instant(text: &str) -> Option<Instant> {
    let text = text.trim();
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time.with_timezone(&Utc));
    }
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok().map(|time| time.and_utc())
}

/// Facts about what was done, each as it was written.
#[derive(Debug, Default)]
pub struct Facts<'a>(HashMap<Cow<'a, str>, &'a RawValue>);

impl<'a> Facts<'a> {
    /// Reads an object.
    fn read(raw: &'a RawValue) -> Result<Self, serde_json::Error> {
        serde_json::from_str(raw.get()).map(Self)
    }

    /// The words of the first of these properties that has any.
    #[must_use]
    pub fn first(&self, keys: &[impl AsRef<str>]) -> Option<String> {
        keys.iter().find_map(|key| words(self.0.get(key.as_ref())?).ok().flatten())
    }

    /// The number of the first of these properties that is there and not null, as it was written.
    ///
    /// # Errors
    /// With its name, when it is no number.
    pub fn number<'k>(
        &self,
        keys: &'k [impl AsRef<str>],
    ) -> Result<Option<(&'k str, String)>, &'k str> {
        for key in keys.iter().map(AsRef::as_ref) {
            match self.0.get(key).map(|raw| words(raw)) {
                None | Some(Ok(None)) => {}
                Some(Ok(Some(text))) => return Ok(Some((key, text))),
                Some(Err(())) => return Err(key),
            }
        }
        Ok(None)
    }

    /// The entries of the first of these properties that is a list.
    ///
    /// # Errors
    /// When an entry is no object.
    pub fn list(&self, keys: &[impl AsRef<str>]) -> Result<Vec<Facts<'a>>, String> {
        let found = keys.iter().find_map(|key| {
            let raw = self.0.get(key.as_ref())?;
            let entries: Vec<&'a RawValue> = serde_json::from_str(raw.get()).ok()?;
            Some((key.as_ref(), entries))
        });
        let Some((key, entries)) = found else { return Ok(Vec::new()) };
        let read = |entry: &'a RawValue| {
            Facts::read(entry).map_err(|_| format!("an entry of `{key}` is no object"))
        };
        entries.into_iter().map(read).collect()
    }
}

/// A text or number as words, none for null and blanks; an error for anything else.
fn words(raw: &RawValue) -> Result<Option<String>, ()> {
    let text = match raw.get().as_bytes().first() {
        Some(b'"') => serde_json::from_str::<String>(raw.get()).map_err(|_| ())?,
        Some(b'-' | b'0'..=b'9') => raw.get().to_owned(),
        Some(b'n') => return Ok(None),
        _ => return Err(()),
    };
    let text = text.trim();
    Ok((!text.is_empty()).then(|| text.to_owned()))
}
