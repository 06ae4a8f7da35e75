//! How much of the server one account, and one address, may use: the cost of their requests against budgets that come
//! back by themselves, in this process. What a request costs is computed elsewhere.

#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use app::buckets::{Allowed, Buckets, Budget, Exceeded};
use uuid::Uuid;

use super::address::AddressKey;

/// The budgets, in units of cost. A feed of twenty posts costs about four hundred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatesConfig {
    /// What one account may use.
    pub account: Budget,
    /// What all requests from one address may use.
    pub address: Budget,
    /// The accounts, and the addresses, that are remembered while they owe something. A few megabytes for 100,000.
    pub keys: usize,
}

impl Default for RatesConfig {
    /// An account: 70 feeds at once, more than anybody scrolls through, and then two a second.
    /// An address: twice that, because a school is behind one, and its pupils read more than they write.
    fn default() -> Self {
        Self {
            account: Budget::per_second(30_000, 1_000),
            address: Budget::per_second(60_000, 2_000),
            keys: 100_000,
        }
    }
}

/// What accounts and addresses have used.
#[derive(Debug)]
pub struct Rates {
    config: RatesConfig,
    accounts: Buckets<Uuid>,
    /// Those whose address is not known share one.
    addresses: Buckets<Option<AddressKey>>,
    began: Instant,
}

impl Rates {
    /// Budgets that nobody has used yet. No moment before `now` is told apart from it.
    pub fn new(config: RatesConfig, now: Instant) -> Self {
        Self {
            accounts: Buckets::new(config.keys),
            addresses: Buckets::new(config.keys),
            config,
            began: now,
        }
    }

    /// Takes what a request costs before it is known who asks.
    pub fn charge(
        &self,
        address: Option<AddressKey>,
        cost: u32,
        now: Instant,
    ) -> Result<(), Exceeded> {
        let now = now.saturating_duration_since(self.began);
        let taken = self.take_from_address(address, cost, now);
        taken.map(|_allowed| ())
    }

    /// Takes the cost of one request from everybody who pays for it, or from nobody. The account is asked first: who
    /// uses up their own budget takes nothing from others behind the same address. What costs more than a whole burst
    /// is always refused.
    pub fn take(
        &self,
        account: Option<Uuid>,
        address: Option<AddressKey>,
        cost: u32,
        now: Instant,
    ) -> Result<Allowed, Exceeded> {
        let now = now.saturating_duration_since(self.began);
        let Some(account) = account else {
            return self.take_from_address(address, cost, now);
        };
        let own = self
            .accounts
            .take(account, self.config.account, cost, now)?;
        match self.take_from_address(address, cost, now) {
            Ok(shared) => Ok(Allowed {
                remaining: own.remaining.min(shared.remaining),
            }),
            Err(exceeded) => {
                self.accounts.give_back(&account, self.config.account, cost);
                Err(exceeded)
            }
        }
    }

    fn take_from_address(
        &self,
        address: Option<AddressKey>,
        cost: u32,
        now: Duration,
    ) -> Result<Allowed, Exceeded> {
        self.addresses.take(address, self.config.address, cost, now)
    }
}
