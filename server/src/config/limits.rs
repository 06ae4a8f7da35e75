//! The sections on how much anybody may ask for: rates, documents, sockets. The reasons for the numbers are in
//! `docs/configuration.md` too, in one table with all the others.

use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;

use api::http::RatesConfig;
use api::limits::Limits;
use app::buckets::Budget;
use serde::Deserialize;

use super::count;
use super::value::Seconds;

/// What accounts and addresses may use, in units of cost. A feed of twenty posts costs about four hundred.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Rates {
    /// Whether requests are limited by cost. Off only where nobody else can reach us, for measuring.
    pub(crate) on: bool,
    /// What one account may use at once. 30,000: 70 feeds, more than anybody scrolls through.
    pub(crate) account_burst: NonZeroU32,
    /// What comes back to an account each second. 1,000: two feeds.
    pub(crate) account_per_second: NonZeroU32,
    /// What all requests from one address may use at once. 60,000: a school is behind one address.
    pub(crate) address_burst: NonZeroU32,
    /// What comes back to an address each second. 2,000: five feeds.
    pub(crate) address_per_second: NonZeroU32,
    /// Accounts, and addresses, that are remembered while they owe something. 100,000: a few megabytes.
    pub(crate) keys: NonZeroUsize,
}

/// What a GraphQL document may be.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct GraphQl {
    /// Whether only trusted documents are executed. Off: the API is for the public; on, in an emergency.
    pub(crate) trusted_only: bool,
    /// A folder with more trusted documents than those that are built in. None: nobody else's client is trusted.
    pub(crate) documents: Option<PathBuf>,
    /// Length of a document in bytes. 32 KiB: the introspection query of the usual tools has two.
    pub(crate) bytes: NonZeroUsize,
    /// Tokens. 4,000: what fits into the bytes when it is written as people write.
    pub(crate) tokens: NonZeroUsize,
    /// Brackets that may be open at once. 64: four for each level of fields.
    pub(crate) nesting: NonZeroUsize,
    /// Operations and fragments. 50: a large page of a client with a fragment for each component.
    pub(crate) definitions: NonZeroUsize,
    /// Variables. 100: nobody needs a tenth.
    pub(crate) variables: NonZeroUsize,
    /// Fields, counting what fragments bring in. 600: introspection selects about 220.
    pub(crate) fields: NonZeroUsize,
    /// Fields, inline fragments and spreads. 1,200: one spread for each field.
    pub(crate) selections: NonZeroUsize,
    /// Fields within fields. 15: introspection is that deep.
    pub(crate) depth: NonZeroUsize,
    /// Directives. 50: one for each fragment.
    pub(crate) directives: NonZeroUsize,
    /// Selections of one field in one set. 20: nobody asks the same thing oftener under other names.
    pub(crate) same_field: NonZeroUsize,
    /// The most that one operation may cost. 5,000: a dozen feeds.
    pub(crate) complexity: NonZeroUsize,
}

/// Connections that stay open (`WebSocket`).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Sockets {
    /// Sockets that may be open. 5,000: one for everybody who writes and reviews.
    pub(crate) most: NonZeroUsize,
    /// How many of them from one address. 2,500: half of all, so that nobody takes them all, and a school fits in.
    pub(crate) most_per_address: NonZeroUsize,
    /// Subscriptions on one socket. 20: a page has a handful.
    pub(crate) per_socket_subscriptions: NonZeroUsize,
    /// Subscriptions of one account on all its connections. 1,000: each event is looked at for each of them.
    pub(crate) per_account_subscriptions: NonZeroUsize,
    /// Seconds until a new socket has to say who it is. 3: it is the first thing that clients do.
    pub(crate) init_seconds: Seconds,
    /// Seconds without a word after which a ping is sent; without an answer in as many more it is closed. 20: shorter
    /// than the patience of proxies and mobile networks.
    pub(crate) ping_seconds: Seconds,
    /// Bytes of one message. 65,536: a document of the greatest length with as much of variables.
    pub(crate) message_bytes: NonZeroUsize,
    /// Seconds after which the session of an open socket is looked up again. 10: who is suspended sees nothing more
    /// after that.
    pub(crate) check_seconds: Seconds,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            on: true,
            account_burst: units(30_000),
            account_per_second: units(1_000),
            address_burst: units(60_000),
            address_per_second: units(2_000),
            keys: count(100_000),
        }
    }
}

impl Default for GraphQl {
    fn default() -> Self {
        let limits = Limits::PUBLIC;
        Self {
            trusted_only: false,
            documents: None,
            bytes: count(limits.bytes),
            tokens: count(limits.tokens),
            nesting: count(limits.nesting),
            definitions: count(limits.definitions),
            variables: count(limits.variables),
            fields: count(limits.fields),
            selections: count(limits.selections),
            depth: count(limits.depth),
            directives: count(limits.directives),
            same_field: count(limits.same_field),
            complexity: count(5_000),
        }
    }
}

impl Default for Sockets {
    fn default() -> Self {
        Self {
            most: count(5_000),
            most_per_address: count(2_500),
            per_socket_subscriptions: count(20),
            per_account_subscriptions: count(1_000),
            init_seconds: Seconds::new(3),
            ping_seconds: Seconds::new(20),
            message_bytes: count(65_536),
            check_seconds: Seconds::new(10),
        }
    }
}

const fn units(number: u32) -> NonZeroU32 {
    match NonZeroU32::new(number) {
        Some(units) => units,
        None => NonZeroU32::MIN,
    }
}

impl Rates {
    /// The budgets, unless they are off.
    pub(crate) fn budgets(&self) -> Option<RatesConfig> {
        let budget =
            |burst: NonZeroU32, units: NonZeroU32| Budget::per_second(burst.get(), units.get());
        self.on.then(|| RatesConfig {
            account: budget(self.account_burst, self.account_per_second),
            address: budget(self.address_burst, self.address_per_second),
            keys: self.keys.get(),
        })
    }
}

impl GraphQl {
    /// The bounds of one document.
    pub(crate) const fn limits(&self) -> Limits {
        Limits {
            bytes: self.bytes.get(),
            tokens: self.tokens.get(),
            nesting: self.nesting.get(),
            definitions: self.definitions.get(),
            variables: self.variables.get(),
            fields: self.fields.get(),
            selections: self.selections.get(),
            depth: self.depth.get(),
            directives: self.directives.get(),
            same_field: self.same_field.get(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_in_here_is_what_the_api_has_built_in() {
        assert_eq!(Rates::default().budgets(), Some(RatesConfig::default()));
        assert_eq!(GraphQl::default().limits(), Limits::PUBLIC);
    }
}
