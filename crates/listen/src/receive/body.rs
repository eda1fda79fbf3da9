//! A body: how large it may be, what it is packed in, which messages it holds.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use serde_json::value::RawValue;
use vocab::Instant;

use super::message::{self, Call, Message, Unusable};

/// The largest single message, in bytes.
pub const MAX_MESSAGE: usize = 32 * 1024;
/// The largest body, in bytes, after unpacking.
pub const MAX_BODY: usize = 500 * 1024;
/// The most messages one body may hold.
pub const MAX_BATCH: usize = 2_500;

/// Why a whole body cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadBody {
    /// Too long, or too many messages.
    #[error("{0}")]
    TooLarge(String),
    /// Not what the interface asks for.
    #[error("{0}")]
    Malformed(String),
}

impl BadBody {
    fn too_long(bytes: impl std::fmt::Display, limit: usize) -> Self {
        Self::TooLarge(format!("the body has {bytes} bytes; the limit is {limit}"))
    }

    fn malformed(why: impl std::fmt::Display) -> Self {
        Self::Malformed(format!("the body is not what this address takes: {why}"))
    }
}

/// Unpacks a gzip body, and stops where it is longer than any body may be.
///
/// # Errors
/// When it is too long or no gzip.
pub fn inflate(packed: &[u8]) -> Result<Vec<u8>, BadBody> {
    let most = MAX_BODY as u64 + 1;
    let mut body = Vec::new();
    let read = MultiGzDecoder::new(packed).take(most).read_to_end(&mut body);
    read.map_err(|why| BadBody::Malformed(format!("the body cannot be unpacked: {why}")))?;
    if body.len() > MAX_BODY {
        return Err(BadBody::too_long(format!("more than {MAX_BODY}"), MAX_BODY));
    }
    Ok(body)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawBatch<'a> {
    #[serde(borrow)]
    batch: Vec<&'a RawValue>,
    #[serde(default, borrow)]
    sent_at: Option<Cow<'a, str>>,
}

/// The write key that a body holds, for senders that can set no header.
#[must_use]
pub fn write_key(body: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Key {
        write_key: Option<String>,
    }
    serde_json::from_slice::<Key>(body).ok()?.write_key
}

/// Goes through the messages of a body: of a batch, or the one of a known `call`.
///
/// # Errors
/// When the body as a whole cannot be used.
pub fn each(
    body: &[u8],
    call: Option<Call>,
    received: Instant,
    take: &mut dyn FnMut(usize, Result<Message<'_>, Unusable>),
) -> Result<(), BadBody> {
    let limit = if call.is_some() { MAX_MESSAGE } else { MAX_BODY };
    if body.len() > limit {
        return Err(BadBody::too_long(body.len(), limit));
    }
    let text = std::str::from_utf8(body).map_err(BadBody::malformed)?;
    if call.is_some() {
        let whole: &RawValue = serde_json::from_str(text).map_err(BadBody::malformed)?;
        take(0, message::read(whole.get(), call, None, received));
        return Ok(());
    }
    let raw: RawBatch<'_> = serde_json::from_str(text).map_err(BadBody::malformed)?;
    if raw.batch.len() > MAX_BATCH {
        let many = raw.batch.len();
        let why = format!("{many} messages in one batch; the limit is {MAX_BATCH}");
        return Err(BadBody::TooLarge(why));
    }
    let sent = raw.sent_at.as_deref().and_then(message::instant);
    for (index, one) in raw.batch.into_iter().enumerate() {
        let one = one.get();
        let read = if one.len() > MAX_MESSAGE {
            let bytes = one.len();
            Err((None, format!("the message has {bytes} bytes; the limit is {MAX_MESSAGE}")))
        } else {
            message::read(one, None, sent, received)
        };
        take(index, read);
    }
    Ok(())
}
