//! Second factors, as their owner sees them. Secrets are in the mutations that give them, once.

use app::second_factors::{self, Asked};
use async_graphql::{Context, ID, Object, Result, SimpleObject};
use domain::text::Label;

use super::request::Parts as _;
use super::scalars::DateTime;
use crate::seal::NodeKind;

/// What whoever works for the panel proves after the passphrase. Until then the session is good for nothing else.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct SecondFactorAsked {
    /// Whether there is no second factor yet: set one up with `startTotp` or `startPasskey`.
    must_set_up: bool,
    /// With what it can be proven; empty while there is nothing to prove.
    methods: Vec<SecondFactorMethod>,
}

/// With what a second factor is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub(crate) enum SecondFactorMethod {
    /// `proveTotp`, with a code of an authenticator app.
    Totp,
    /// `askForPasskey` and `provePasskey`, with a key that a device holds.
    Passkey,
    /// `useRecoveryCode`, with a code that was written down.
    RecoveryCode,
}

impl From<Asked> for SecondFactorAsked {
    fn from(asked: Asked) -> Self {
        let all = [
            (asked.totp, SecondFactorMethod::Totp),
            (asked.passkey, SecondFactorMethod::Passkey),
            (asked.recovery_code, SecondFactorMethod::RecoveryCode),
        ];
        let there = all.into_iter().filter(|(is_there, _)| *is_there);
        Self {
            must_set_up: asked.must_set_up(),
            methods: there.map(|(_, method)| method).collect(),
        }
    }
}

/// The second factors of the viewer.
pub(crate) struct SecondFactors(second_factors::SecondFactors);

impl From<second_factors::SecondFactors> for SecondFactors {
    fn from(owned: second_factors::SecondFactors) -> Self {
        Self(owned)
    }
}

/// What you prove after your passphrase.
#[Object(serial)]
impl SecondFactors {
    /// Since when you have an authenticator app; null if you have none.
    async fn totp_since(&self) -> Option<DateTime> {
        self.0.totp_since.map(DateTime)
    }

    /// Your passkeys, the oldest first: ten at most.
    #[graphql(complexity = "10 * child_complexity")]
    async fn passkeys(&self) -> Vec<Passkey> {
        self.0.passkeys.iter().cloned().map(Passkey).collect()
    }

    /// How many recovery codes you have not used.
    async fn recovery_codes_left(&self) -> i64 {
        self.0.recovery_codes
    }
}

/// A passkey of the viewer.
pub(crate) struct Passkey(second_factors::OwnPasskey);

/// A key that one of your devices holds.
#[Object(serial)]
impl Passkey {
    /// The opaque, stable id.
    async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Passkey, self.0.id)
    }

    /// What you call it.
    async fn name(&self) -> Option<&str> {
        self.0.name.as_ref().map(Label::as_str)
    }

    /// Since when you have it.
    async fn since(&self) -> DateTime {
        DateTime(self.0.at)
    }
}
