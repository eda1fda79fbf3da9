//! What a sender is told, as Segment's interface says it: a status, and
//! `{"success":…,"code":…,"message":…}`.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use listen::IntakeError;
use listen::receive::{BadBody, Refused};
use serde_json::json;

/// Refused messages that are named one by one.
const NAMED: usize = 100;
/// Seconds after which a sender should come again when much is waiting.
const BUSY: u64 = 2;

/// The answer to one body.
#[derive(Debug)]
pub(crate) enum Answer {
    /// Everything is on disk.
    Taken,
    /// A look ahead of a browser.
    Options,
    /// These messages cannot be used; so many others are on disk.
    Some { taken: usize, refused: Vec<Refused> },
    /// There is no such call.
    Unknown,
    /// No key, or one that does not let in.
    NoKey,
    /// The body cannot be used.
    Bad(BadBody),
    /// Longer than any body may be.
    TooLong,
    /// It did not arrive in time.
    TooSlow,
    /// The key sends more than it may; seconds to wait.
    TooFast(u64),
    /// Not written.
    Not(IntakeError),
}

impl Answer {
    /// The status, the code and the words, where nothing of the body was taken.
    fn refusal(&self) -> Option<(StatusCode, &'static str, String)> {
        Some(match self {
            Self::Taken | Self::Options | Self::Some { .. } => return None,
            Self::Unknown => {
                let message = "there is no such call; there are identify, track, page, screen, \
                               group, alias and batch";
                (StatusCode::NOT_FOUND, "not_found", message.to_owned())
            }
            Self::NoKey => {
                let message = "no write key of this installation came with the request: as the \
                               name of basic authentication, or as `writeKey` in the body";
                (StatusCode::UNAUTHORIZED, "invalid_write_key", message.to_owned())
            }
            Self::Bad(bad @ BadBody::TooLarge(_)) => {
                (StatusCode::PAYLOAD_TOO_LARGE, "too_large", bad.to_string())
            }
            Self::Bad(bad @ BadBody::Malformed(_)) => {
                (StatusCode::BAD_REQUEST, "invalid_request", bad.to_string())
            }
            Self::TooLong => {
                let limit = listen::receive::MAX_BODY;
                let message = format!("the body is longer than {limit} bytes");
                (StatusCode::PAYLOAD_TOO_LARGE, "too_large", message)
            }
            Self::TooSlow => {
                let message = "the body did not arrive in time; send it again";
                (StatusCode::REQUEST_TIMEOUT, "too_slow", message.to_owned())
            }
            Self::TooFast(_) => {
                let message = "this write key sends more than it may; wait as Retry-After says";
                (StatusCode::TOO_MANY_REQUESTS, "rate_limited", message.to_owned())
            }
            Self::Not(error @ (IntakeError::Busy | IntakeError::Unsettled)) => {
                (StatusCode::TOO_MANY_REQUESTS, "busy", error.to_string())
            }
            Self::Not(error @ IntakeError::DiskFull) => {
                (StatusCode::INSUFFICIENT_STORAGE, "disk_full", error.to_string())
            }
            // What the database said is for the log.
            Self::Not(IntakeError::Unavailable(_)) => {
                let message = "the events could not be written; send them again";
                (StatusCode::SERVICE_UNAVAILABLE, "unavailable", message.to_owned())
            }
        })
    }

    /// The code and the words, where nothing of the body was taken.
    pub(super) fn not_taken(&self) -> Option<(&'static str, String)> {
        self.refusal().map(|(_, code, why)| (code, why))
    }

    /// Seconds after which the sender should come again.
    fn wait(&self) -> Option<u64> {
        match self {
            Self::TooFast(seconds) => Some((*seconds).max(1)),
            Self::Not(IntakeError::Busy | IntakeError::Unsettled) => Some(BUSY),
            _ => None,
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let failed = |code: &str, message: String| json!({"success": false, "code": code, "message": message});
        let (status, body) = match (self.refusal(), &self) {
            (Some((status, code, message)), _) => (status, failed(code, message)),
            (None, Self::Options) => {
                return with_headers(StatusCode::NO_CONTENT.into_response(), None);
            }
            (None, Self::Some { taken, refused }) => {
                let many = refused.len();
                let first = refused.first().map(|refused| refused.reason.clone());
                let message = format!(
                    "{many} of {} messages cannot be used and were left out; the others are kept. \
                     The first: {}",
                    many + taken,
                    first.unwrap_or_default()
                );
                let mut body = failed("invalid_events", message);
                body["accepted"] = (*taken).into();
                body["errors"] = json!(refused.get(..NAMED).unwrap_or(refused));
                (StatusCode::BAD_REQUEST, body)
            }
            (None, _) => (StatusCode::OK, json!({"success": true})),
        };
        let kind = [(header::CONTENT_TYPE, "application/json")];
        with_headers((status, kind, body.to_string()).into_response(), self.wait())
    }
}

/// Pages of any site may send, without cookies; so nothing here may depend on one.
fn with_headers(mut response: Response, wait: Option<u64>) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("access-control-allow-methods", "POST, OPTIONS"),
        (
            "access-control-allow-headers",
            "authorization, content-type, content-encoding, x-retry-count",
        ),
        ("access-control-expose-headers", "retry-after"),
        ("access-control-max-age", "86400"),
        ("cross-origin-resource-policy", "cross-origin"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Some(seconds) = wait {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    response
}
