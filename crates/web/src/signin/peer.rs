//! Which network a request comes from, also behind a proxy.
//!
//! Behind a reverse proxy the other side of the connection is the proxy. It notes for whom it
//! asks at the end of `X-Forwarded-For`; anything before that end may be made up by a stranger.
//! So the header counts only from proxies that the operator named, and of it only the last
//! entry that is none of them.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::state::AppState;

/// What counts as one network: an IPv4 address, or the /64 of an IPv6 address, which is the
/// least that one customer of a provider has for himself.
pub(super) fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(ip) => IpAddr::V4(ip),
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from(ip.to_bits() & (u128::MAX << 64))),
    }
}

/// Addresses that begin alike: `10.0.0.0/8`, `127.0.0.1`, `fd00::/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    /// How many bits they share.
    bits: u32,
}

impl Network {
    /// Whether an address is of this network.
    #[must_use]
    pub fn contains(&self, ip: IpAddr) -> bool {
        match (self.address, ip.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(ip)) => {
                let differing = u64::from(own.to_bits() ^ ip.to_bits());
                differing >> (32 - self.bits) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(ip)) => {
                let differing = own.to_bits() ^ ip.to_bits();
                differing.checked_shr(128 - self.bits).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

/// Why a text names no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no address and no network; write it as 127.0.0.1, 10.0.0.0/8 or fd00::/8")]
pub struct NoNetwork(String);

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let no = || NoNetwork(text.to_owned());
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| no())?;
        let all = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(all), |bits| bits.parse().map_err(|_| no()))?;
        if bits > all { Err(no()) } else { Ok(Self { address, bits }) }
    }
}

/// The address that failed tries are counted by; `None` where everybody would share it.
#[must_use]
pub fn client(peer: Option<IpAddr>, forwarded: &[&str], proxies: &[Network]) -> Option<IpAddr> {
    let peer = peer?.to_canonical();
    let trusted = |ip: IpAddr| proxies.iter().any(|proxy| proxy.contains(ip));
    if !trusted(peer) {
        // On the machine itself this is a proxy that nobody told us of, or its owner.
        return Some(peer).filter(|peer| !peer.is_loopback());
    }
    let entries = forwarded.iter().flat_map(|line| line.split(',')).map(str::trim);
    // What cannot be read was not written by a proxy of ours, and all before it neither.
    entries.rev().map_while(entry).find(|ip| !trusted(*ip))
}

/// An entry of the header; some proxies write the port as well.
fn entry(text: &str) -> Option<IpAddr> {
    let ip = text.parse().ok();
    let ip = ip.or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()));
    let ip = ip.or_else(|| text.strip_prefix('[')?.strip_suffix(']')?.parse().ok());
    ip.map(|ip: IpAddr| ip.to_canonical())
}

/// The network address of whoever asks, where it is known.
pub(crate) struct Peer(pub(crate) Option<IpAddr>);

impl FromRequestParts<AppState> for Peer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|ConnectInfo(address)| address.ip());
        Ok(Self(client(peer, &forwarded(&parts.headers), &state.proxies)))
    }
}

fn forwarded(headers: &HeaderMap) -> Vec<&str> {
    // A line that is no text ends what can be read, like an entry that is no address.
    let lines = headers.get_all("x-forwarded-for").iter();
    lines.map(|line| line.to_str().unwrap_or("?")).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn proxies(texts: &[&str]) -> Vec<Network> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn only_named_proxies_are_believed_and_only_their_own_entry() {
        let named = ["10.0.0.0/8", "::1", "fd00::/8"];
        for (peer, lines, expected) in [
            // Nobody in between: what the header says is made up.
            ("192.0.2.7", &["198.51.100.1"][..], Some("192.0.2.7")),
            ("10.1.2.3", &["198.51.100.1"], Some("198.51.100.1")),
            // The client made up the first entry, the proxy wrote the last one.
            ("10.1.2.3", &["203.0.113.9, 198.51.100.1"], Some("198.51.100.1")),
            ("10.1.2.3", &["203.0.113.9", "198.51.100.1"], Some("198.51.100.1")),
            // Two proxies in a row.
            ("::1", &["203.0.113.9, 198.51.100.1, 10.9.9.9"], Some("198.51.100.1")),
            ("::ffff:10.1.2.3", &["[2001:db8::5]:4711"], Some("2001:db8::5")),
            ("fd12::1", &["198.51.100.1:80"], Some("198.51.100.1")),
            // A proxy that does not say for whom: it counts for nobody.
            ("10.1.2.3", &[], None),
            ("10.1.2.3", &["203.0.113.9, unknown"], None),
            ("10.1.2.3", &["10.3.3.3"], None),
            // The machine itself, unless it is named.
            ("127.0.0.1", &["198.51.100.1"], None),
            ("::ffff:127.0.0.1", &[], None),
        ] {
            let found = client(peer.parse().ok(), lines, &proxies(&named));
            assert_eq!(found, expected.map(|ip| ip.parse().unwrap()), "{peer} {lines:?}");
        }
        assert_eq!(client(None, &["198.51.100.1"], &proxies(&named)), None);
    }

    #[test]
    fn what_is_no_network_is_named() {
        for text in ["", "proxy", "10.0.0.0/33", "10.0.0.0/x", "fd00::/129", "10.0.0/8"] {
            let error = text.parse::<Network>().unwrap_err().to_string();
            assert!(error.contains(&format!("`{text}`")), "{error}");
        }
        let all: Network = "::/0".parse().unwrap();
        assert!(all.contains("2001:db8::1".parse().unwrap()));
        assert!(!all.contains("192.0.2.1".parse().unwrap()));
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("255.1.2.3".parse().unwrap()));
    }

    proptest! {
        /// Whatever a stranger writes before it, the entry of the proxy is what counts.
        #[test]
        fn a_stranger_cannot_choose_what_counts(made_up in "[0-9a-z:., \\[\\]]{0,60}") {
            let lines = [made_up.as_str(), "198.51.100.1"];
            let joined = lines.join(",");
            let named = proxies(&["127.0.0.1"]);
            let peer = Some(IpAddr::from([127, 0, 0, 1]));
            let right = Some(IpAddr::from([198, 51, 100, 1]));
            prop_assert_eq!(client(peer, &lines, &named), right);
            prop_assert_eq!(client(peer, &[&joined], &named), right);
        }

        /// One /64 is one network; an IPv4 address is one whichever way it is written.
        #[test]
        fn a_network_is_what_one_stranger_has(high in any::<u64>(), low in any::<(u64, u64)>()) {
            let ip = |low: u64| Ipv6Addr::from((u128::from(high | 1 << 63) << 64) | u128::from(low));
            prop_assert_eq!(network(ip(low.0).into()), network(ip(low.1).into()));
            let [a, b, c, d, ..] = high.to_be_bytes();
            let v4 = std::net::Ipv4Addr::new(a, b, c, d);
            prop_assert_eq!(network(v4.to_ipv6_mapped().into()), IpAddr::V4(v4));
        }
    }
}
