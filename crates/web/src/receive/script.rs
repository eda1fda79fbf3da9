//! The script for a company's own pages, under an address that stays.

use std::sync::LazyLock;

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// As it is written, with comments.
const WRITTEN: &str = include_str!("../../browser/sog.js");

/// As it is served: without comments and indentation.
static SERVED: LazyLock<(String, String)> = LazyLock::new(|| {
    let lines = WRITTEN.lines().map(str::trim);
    let lines: Vec<&str> =
        lines.filter(|line| !line.is_empty() && !line.starts_with("//")).collect();
    let script = lines.join("\n");
    let hash = Sha256::digest(script.as_bytes());
    let tag: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    (script, format!("\"{tag}\""))
});

/// Any site may load it; browsers ask again after an hour.
pub(super) async fn serve(headers: HeaderMap) -> Response {
    let (script, tag) = &*SERVED;
    let common = [
        (header::CACHE_CONTROL, "public, max-age=3600".to_owned()),
        (header::ETAG, tag.clone()),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin".to_owned(),
        ),
    ];
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.contains(tag.as_str())) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let kind = [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")];
    (common, kind, script.as_str()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_is_small() {
        assert!(SERVED.0.len() < 3_000, "{} bytes", SERVED.0.len());
        assert!(SERVED.0.len() > 500);
    }
}
