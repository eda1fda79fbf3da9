//! One request of a sender, from its bytes to its answer.

use std::time::{Duration, Instant as Tick};

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use listen::IntakeError;
use listen::receive::{self, Call, MAX_BODY, Terms, inflate, write_key};
use store::StoreError;
use vocab::Currency;

use super::answer::Answer;
use super::keys::WriteKey;
use crate::state::AppState;

/// How long the currency of the books may be another one than is remembered here.
const BOOKS_KNOWN: Duration = Duration::from_secs(5);

/// How long a body may take to arrive.
const READ_WITHIN: Duration = Duration::from_secs(30);

/// Steps: room, size, packing, key, messages, rate, disk. The first that fails gives the answer.
pub(super) async fn enter(
    state: AppState,
    call: Option<Call>,
    headers: HeaderMap,
    body: Body,
) -> Answer {
    let mut key = None;
    let (Ok(answer) | Err(answer)) = try_enter(&state, call, &headers, body, &mut key).await;
    told(&state, key.as_ref(), answer)
}

/// Leaves in `known` which key it was, as soon as that is clear.
async fn try_enter(
    state: &AppState,
    call: Option<Call>,
    headers: &HeaderMap,
    body: Body,
    known: &mut Option<WriteKey>,
) -> Result<Answer, Answer> {
    if let Some(secret) = basic(headers) {
        *known = state.receiver.keys.find(&state.store, &secret).await.map_err(failed)?;
    }
    let length = headers.get(header::CONTENT_LENGTH).and_then(|text| text.to_str().ok());
    let length = length.and_then(|text| text.parse().ok());
    let is_packed = headers.contains_key(header::CONTENT_ENCODING);
    let room = state.receiver.gate.enter(known.is_some(), length, is_packed);
    let _room = room.ok_or(Answer::Not(IntakeError::Busy))?;
    let read = tokio::time::timeout(READ_WITHIN, to_bytes(body, MAX_BODY)).await;
    let packed = read.map_err(|_| Answer::TooSlow)?.map_err(|_| Answer::TooLong)?;
    let now = state.now();
    let body = match headers.get(header::CONTENT_ENCODING).map(|value| value.as_bytes()) {
        None | Some(b"" | b"identity") => packed,
        Some(b"gzip" | b"x-gzip") => inflate(&packed).map_err(Answer::Bad)?.into(),
        Some(_) => {
            let why = "Content-Encoding must be gzip or absent".to_owned();
            return Err(Answer::Bad(receive::BadBody::Malformed(why)));
        }
    };
    if known.is_none() && basic(headers).is_none() {
        let secret = write_key(&body).ok_or(Answer::NoKey)?;
        *known = state.receiver.keys.find(&state.store, &secret).await.map_err(failed)?;
    }
    let key = known.as_ref().ok_or(Answer::NoKey)?;

    let books = books(state).await?;
    let terms = Terms { names: &state.receiver.names, sender: key.sender, books };
    let mut done = receive::receive(&body, call, now, terms).map_err(Answer::Bad)?;
    let messages = done.taken.len() + done.refused.len();
    let rates = &state.receiver.rates;
    rates.take(&key.id, key.sender, messages.max(1), Tick::now()).map_err(Answer::TooFast)?;

    let (events, links) = (std::mem::take(&mut done.events), std::mem::take(&mut done.links));
    if !events.is_empty() || !links.is_empty() {
        state.receiver.intake.take(events, links, now).await.map_err(Answer::Not)?;
    }
    let answer = if done.refused.is_empty() {
        Answer::Taken
    } else {
        Answer::Some { taken: done.taken.len(), refused: done.refused.clone() }
    };
    state.receiver.recent.note(key, done, now);
    Ok(answer)
}

fn failed(error: StoreError) -> Answer {
    Answer::Not(error.into())
}

/// The name of basic authentication; the password is empty.
fn basic(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, packed) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let plain = String::from_utf8(STANDARD.decode(packed.trim()).ok()?).ok()?;
    let name = plain.split_once(':').map_or(plain.as_str(), |(name, _)| name);
    (!name.is_empty()).then(|| name.to_owned())
}

/// The currency of the books, looked up now and then: it is settled once and stays. As long as it
/// is not, every message asks: the first money may have settled it.
async fn books(state: &AppState) -> Result<Option<Currency>, Answer> {
    let mut books = state.receiver.books.lock().await;
    match *books {
        Some((Some(currency), read)) if read.elapsed() < BOOKS_KNOWN => return Ok(Some(currency)),
        _ => {}
    }
    let company = store::company(state.store.read()).await;
    let currency = company.map_err(|error| Answer::Not(error.into()))?.currency;
    *books = Some((currency, Tick::now()));
    Ok(currency)
}

/// A batch.
pub(super) async fn batch(State(state): State<AppState>, headers: HeaderMap, body: Body) -> Answer {
    enter(state, None, headers, body).await
}

/// A look ahead: what a browser asks before it sends with headers of its own.
pub(super) async fn look_ahead() -> Answer {
    Answer::Options
}

/// A call that nobody knows.
pub(super) async fn unknown(State(state): State<AppState>, headers: HeaderMap) -> Answer {
    let key = match basic(&headers) {
        Some(secret) => state.receiver.keys.find(&state.store, &secret).await.ok().flatten(),
        None => None,
    };
    told(&state, key.as_ref(), Answer::Unknown)
}

/// Notes for the page what was not taken.
fn told(state: &AppState, key: Option<&WriteKey>, answer: Answer) -> Answer {
    if let Some((code, why)) = answer.not_taken() {
        let key = key.map(|key| key.name.as_str());
        state.receiver.recent.note_not_taken(key, code, why, state.now());
    }
    answer
}

/// What clients measure about themselves; nobody here reads it.
pub(super) async fn measures() -> Answer {
    Answer::Taken
}
