//! Static files, built into the binary.
//!
//! A page names a file by [`url`], which carries a piece of its hash; such an address never
//! changes its content and may be kept for a year. Without the right hash the browser has to
//! ask again, and gets "not modified" when its copy is the same. Text is sent packed.

use std::collections::HashMap;
use std::io::Write;
use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::RustEmbed;

use crate::error::Error;
use crate::state::AppState;

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// One file, ready to be sent.
struct Asset {
    mime: &'static str,
    /// Sixteen hex digits of the content's SHA-256.
    hash: String,
    plain: Vec<u8>,
    packed: Option<Vec<u8>>,
}

static ASSETS: LazyLock<HashMap<String, Asset>> = LazyLock::new(|| {
    Files::iter()
        .filter_map(|name| {
            let file = Files::get(&name)?;
            let hash =
                file.metadata.sha256_hash()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
            let mime = mime(&name);
            let plain = file.data.into_owned();
            let packed = (mime != "image/png").then(|| pack(&plain)).flatten();
            Some((name.into_owned(), Asset { mime, hash, plain, packed }))
        })
        .collect()
});

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

fn pack(plain: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().filter(|packed| packed.len() < plain.len())
}

/// The address of a static file. A name that does not exist gives an address that answers
/// "not found"; the test over all templates notices.
#[must_use]
pub fn url(name: &str) -> String {
    match ASSETS.get(name) {
        Some(asset) => format!("/static/{name}?v={}", asset.hash),
        None => format!("/static/{name}"),
    }
}

/// The one address below `/static/`.
pub(crate) fn routes() -> Router<AppState> {
    Router::new().route("/static/{*name}", get(serve))
}

async fn serve(
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let Some(asset) = ASSETS.get(&name) else {
        return Error::NotFound.into_response();
    };
    let etag = format!("\"{}\"", asset.hash);
    let keep = if query.is_some_and(|query| query == format!("v={}", asset.hash)) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let common = [
        (header::CACHE_CONTROL, keep.to_owned()),
        (header::ETAG, etag.clone()),
        (header::VARY, "accept-encoding".to_owned()),
    ];
    let has = |name, what: &str| {
        headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|v| v.contains(what))
    };
    if has(header::IF_NONE_MATCH, &etag) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let kind = [(header::CONTENT_TYPE, asset.mime)];
    match &asset.packed {
        Some(packed) if has(header::ACCEPT_ENCODING, "gzip") => {
            let packing = [(header::CONTENT_ENCODING, "gzip")];
            (common, kind, packing, Body::from(packed.clone())).into_response()
        }
        _ => (common, kind, Body::from(asset.plain.clone())).into_response(),
    }
}
