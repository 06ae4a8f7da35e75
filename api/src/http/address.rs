//! The address that a request comes from. It counts for limits and for nothing else: it is about a person, so it is
//! never stored, never logged, and does not print.
//!
//! What headers say is believed only as far as proxies of ours wrote it, so that nobody chooses their own address:
//! lists are read from the end, which the nearest proxy wrote, and no further than the first address that is not ours.

#[cfg(test)]
mod tests;

use std::fmt;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::header::FORWARDED;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use ipnet::{IpNet, Ipv4Net};

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
/// The most proxies of ours on the way of a request.
const MOST_HOPS: usize = 20;
/// The most bytes of such a list that are read.
const LONGEST_LIST: usize = 4 * 1024;
/// The bits of an IPv6 address that name a network. A home or a telephone is given all addresses of one.
const NETWORK: u128 = !0 << 64;

/// An address as limits count it: of IPv4 the whole, of IPv6 the /64 network.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddressKey(IpAddr);

impl AddressKey {
    /// The key that an address falls under.
    pub const fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self(IpAddr::V4(address)),
            IpAddr::V6(address) => {
                let network = address.to_bits() & NETWORK;
                Self(IpAddr::V6(Ipv6Addr::from_bits(network)))
            }
        }
    }

    /// The key as bytes, different for different keys.
    pub const fn bytes(self) -> [u8; 16] {
        match self.0 {
            IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
            IpAddr::V6(address) => address.octets(),
        }
    }
}

impl fmt::Debug for AddressKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AddressKey(..)")
    }
}

/// A network in which only proxies of ours are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrustedProxy(IpNet);

impl TrustedProxy {
    /// Reads an address or a network such as `10.0.0.0/8` or `fd00::/8`. Not everybody: with `/0` anybody could choose
    /// their own address.
    pub fn parse(text: &str) -> Option<Self> {
        let alone = || text.parse().ok().map(|address: IpAddr| address.into());
        let network: IpNet = text.parse().ok().or_else(alone)?;
        let network = match network {
            IpNet::V4(_) => network,
            IpNet::V6(six) => match (six.addr().to_ipv4_mapped(), six.prefix_len()) {
                (Some(four), bits @ 96..) => {
                    IpNet::V4(Ipv4Net::new(four, bits.saturating_sub(96)).ok()?)
                }
                (Some(_) | None, _) => network,
            },
        };
        (network.prefix_len() > 0).then(|| Self(network.trunc()))
    }
}

impl fmt::Display for TrustedProxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// The proxies whose word on addresses counts. By default nobody's does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<TrustedProxy>);

impl FromIterator<TrustedProxy> for TrustedProxies {
    fn from_iter<I: IntoIterator<Item = TrustedProxy>>(proxies: I) -> Self {
        Self(proxies.into_iter().collect())
    }
}

impl TrustedProxies {
    /// Whether an address is one of our own proxies'.
    pub fn hold(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|proxy| proxy.0.contains(&address))
    }

    /// Where a request comes from. `peer` is the other end of the connection; that is the answer too wherever headers
    /// can't be believed or can't be read.
    pub fn caller(&self, peer: IpAddr, headers: &HeaderMap) -> AddressKey {
        AddressKey::of(self.client(peer.to_canonical(), headers))
    }

    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        if !self.hold(peer) {
            return peer;
        }
        let usual = self.told(headers, &X_FORWARDED_FOR, node);
        let standard = self.told(headers, &FORWARDED, forwarded_for);
        match (usual, standard) {
            (Ok(Some(client)), Ok(None)) | (Ok(None), Ok(Some(client))) => client,
            // A proxy may write one of the two and pass the other on as the client sent it.
            (Ok(Some(client)), Ok(Some(same))) if client == same => client,
            (Ok(_) | Err(Unreadable), Ok(_) | Err(Unreadable)) => peer,
        }
    }

    /// The first address from the end of a list that is not a proxy of ours, or else the furthest.
    fn told(
        &self,
        headers: &HeaderMap,
        name: &HeaderName,
        read: fn(&str) -> Option<IpAddr>,
    ) -> Result<Option<IpAddr>, Unreadable> {
        let lines = headers.get_all(name);
        let length: usize = lines.iter().map(HeaderValue::len).sum();
        if length > LONGEST_LIST {
            return Err(Unreadable);
        }
        let mut furthest = None;
        let elements = lines
            .iter()
            .rev()
            .flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','))
            .map(<[u8]>::trim_ascii)
            .filter(|element| !element.is_empty());
        for (hop, element) in elements.enumerate() {
            let text = str::from_utf8(element).map_err(|_not_text| Unreadable)?;
            let address = read(text).ok_or(Unreadable)?.to_canonical();
            if !self.hold(address) {
                return Ok(Some(address));
            }
            if hop >= MOST_HOPS {
                return Err(Unreadable);
            }
            furthest = Some(address);
        }
        Ok(furthest)
    }
}

/// A list that no proxy of ours would write.
struct Unreadable;

/// An address, with or without brackets and port.
fn node(text: &str) -> Option<IpAddr> {
    if let Ok(address) = text.parse() {
        return Some(address);
    }
    if let Ok(with_port) = text.parse::<SocketAddr>() {
        return Some(with_port.ip());
    }
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    inside.parse().ok().map(IpAddr::V6)
}

/// The address in an element of `Forwarded` (RFC 7239, section 4). The list was cut at every comma and is cut here at
/// every semicolon, also within quotes: what that breaks has a quote too many, and is not believed.
fn forwarded_for(element: &str) -> Option<IpAddr> {
    let mut found = None;
    let pairs = element.split(';').map(str::trim);
    for pair in pairs.filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=')?;
        let value = match value.strip_prefix('"') {
            Some(quoted) => quoted.strip_suffix('"')?,
            None => value,
        };
        if name.contains(['"', '\\', ' ']) || value.contains(['"', '\\', ' ']) {
            return None;
        }
        let is_for = name.eq_ignore_ascii_case("for");
        if is_for && found.replace(node(value)?).is_some() {
            return None;
        }
    }
    found
}
