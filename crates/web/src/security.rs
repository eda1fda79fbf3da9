//! What every answer says to the browser about safety, and who may send forms.

use axum::Router;
use axum::http::{HeaderName, HeaderValue};
use axum::response::IntoResponse;
use tower_http::csrf::{CsrfLayer, ProtectionError};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::error::Error;
use crate::state::AppState;

/// Nothing is loaded from elsewhere, nothing runs or is styled inline.
const CONTENT: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; \
    manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Adds the headers of every answer. A handler that needs another rule for its answer (the
/// preview of a message, which has styles of its own) sets the header itself.
pub(crate) fn headers(router: Router<AppState>, https: bool) -> Router<AppState> {
    let set = |router: Router<AppState>, name: &'static str, value: &'static str| {
        router.layer(SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        ))
    };
    let router = set(router, "content-security-policy", CONTENT);
    let router = set(router, "x-content-type-options", "nosniff");
    let router = set(router, "referrer-policy", "same-origin");
    let router = set(router, "cross-origin-opener-policy", "same-origin");
    let router = set(router, "cross-origin-resource-policy", "same-origin");
    let router = set(router, "permissions-policy", "camera=(), geolocation=(), microphone=()");
    // Pages hold personal data: no copy in shared or disk caches.
    let router = set(router, "cache-control", "no-store");
    if https { set(router, "strict-transport-security", "max-age=31536000") } else { router }
}

/// Refuses forms that another site sends (by `Sec-Fetch-Site`, else `Origin`).
///
/// The site of `public_url` is trusted as well: behind a proxy the host we see may be another
/// one.
pub(crate) fn same_site(router: Router<AppState>, public_url: &str) -> Router<AppState> {
    let layer = CsrfLayer::new();
    let layer = layer.clone().add_trusted_origin(origin(public_url)).unwrap_or_else(|error| {
        tracing::warn!(%error, public_url, "the public address is not the address of a site");
        layer
    });
    let refuse = |_: ProtectionError| Error::ForeignForm.into_response();
    router.layer(layer.with_rejection_response(refuse))
}

/// The scheme and host of an address.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url[host..].find('/').map_or(url.len(), |at| host + at);
    &url[..end]
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn a_path_is_no_part_of_the_site() {
        assert_eq!(origin("https://sog.example/base/"), "https://sog.example");
        assert_eq!(origin("http://127.0.0.1:7640"), "http://127.0.0.1:7640");
    }
}
