//! Acts that need two adults, as those see them who ask and answer; and the reading of an identity, as its owner sees it.

use app::acts::{Act, ActView, OpeningView};
use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use domain::act as facts;

use super::enums::Role;
use super::request::{OrMasked as _, Parts as _};
use super::scalars::{Date, DateTime};
use crate::seal::NodeKind;

/// An act that needs two adults.
pub(crate) struct ActForTwo(ActView);

impl From<ActView> for ActForTwo {
    fn from(view: ActView) -> Self {
        Self(view)
    }
}

/// Something that needs two adults: one asked for it, another answers within 72 hours.
#[Object(serial)]
impl ActForTwo {
    /// The opaque, stable id.
    async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::ActForTwo, self.0.act.id)
    }

    /// What it is.
    async fn kind(&self) -> ActKind {
        kind(self.0.act.asked.act)
    }

    /// The pen name of whom it is about.
    async fn about(&self) -> &str {
        self.0.about.as_str()
    }

    /// Which role is given or taken.
    async fn role(&self) -> Option<Role> {
        match self.0.act.asked.act {
            Act::GiveRole(role) | Act::TakeRole(role) => Some(role.into()),
            Act::ResetSecondFactors | Act::OpenIdentity(_) | Act::ResetPassphrase => None,
        }
    }

    /// Why an identity has to be opened.
    async fn opening_reason(&self) -> Option<OpeningReason> {
        reason(self.0.act.asked.act)
    }

    /// The pen name of who asked.
    async fn asked_by(&self) -> &str {
        self.0.asked_by.as_str()
    }

    /// When it was asked for.
    async fn asked_at(&self) -> DateTime {
        DateTime(self.0.act.at)
    }

    /// Until when it can be answered.
    async fn answer_until(&self) -> DateTime {
        DateTime(self.0.act.until)
    }

    /// Whether another adult agreed; null while nobody answered.
    async fn agreed(&self) -> Option<bool> {
        self.0.act.answer.map(|answer| answer.agreed)
    }

    /// Until when `readIdentity` gives an identity, or `readPassphraseCode` a code; null where nothing is to be read, nobody
    /// agreed, or it is over. An identity that was read once stays open for 15 minutes.
    async fn open_until(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        let Some(answer) = self.0.act.answer.filter(|answer| answer.agreed) else {
            return Ok(None);
        };
        let until = match (self.0.act.asked.act, self.0.act.opened) {
            (Act::OpenIdentity(_), Some(opened)) => Some(opened.plus(facts::OPEN_FOR)),
            (Act::OpenIdentity(_), None) | (Act::ResetPassphrase, _) => {
                Some(answer.at.plus(facts::GOOD_FOR))
            }
            (Act::GiveRole(_) | Act::TakeRole(_) | Act::ResetSecondFactors, _) => None,
        };
        let now = ctx.app()?.now();
        Ok(until.filter(|until| *until > now).map(DateTime))
    }

    /// Whether you may answer it, after proving a second factor if that was long ago.
    async fn can_answer(&self) -> bool {
        self.0.can_answer
    }
}

/// What an act is.
pub(super) const fn kind(act: Act) -> ActKind {
    match act {
        Act::GiveRole(_) => ActKind::GiveRole,
        Act::TakeRole(_) => ActKind::TakeRole,
        Act::ResetSecondFactors => ActKind::ResetSecondFactors,
        Act::OpenIdentity(_) => ActKind::OpenIdentity,
        Act::ResetPassphrase => ActKind::ResetPassphrase,
    }
}

/// Why an identity has to be opened, where that is the act.
pub(super) fn reason(act: Act) -> Option<OpeningReason> {
    match act {
        Act::OpenIdentity(reason) => Some(reason.into()),
        Act::GiveRole(_) | Act::TakeRole(_) | Act::ResetSecondFactors | Act::ResetPassphrase => {
            None
        }
    }
}

/// What two adults do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub(crate) enum ActKind {
    /// An adult gets a role.
    GiveRole,
    /// An adult loses a role.
    TakeRole,
    /// An adult who lost all second factors sets up the first one anew.
    ResetSecondFactors,
    /// Who asked learns who somebody really is.
    OpenIdentity,
    /// Who asked gets a code for somebody who forgot the passphrase.
    ResetPassphrase,
}

/// Why somebody has to learn who a person really is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
#[graphql(remote = "facts::OpeningReason")]
pub(crate) enum OpeningReason {
    /// The person or somebody else may be in danger.
    Danger,
    /// A court, the prosecutor or the police ordered it.
    LegalOrder,
    /// A guardian has to be reached.
    ReachGuardian,
    /// The person asked for their data, or to have them corrected or erased.
    DataRequest,
}

/// That two adults read who you really are.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct IdentityOpening {
    /// On which day.
    read_on: Date,
    /// Why.
    reason: OpeningReason,
}

impl From<OpeningView> for IdentityOpening {
    fn from(view: OpeningView) -> Self {
        Self {
            read_on: Date(view.on),
            reason: view.reason.into(),
        }
    }
}

/// One act, if the viewer may know of it.
pub(crate) async fn act(ctx: &Context<'_>, id: domain::ActId) -> Result<Option<ActForTwo>> {
    let found = app::acts::act(ctx.app()?, id).await.or_masked(ctx)?;
    Ok(found.map(ActForTwo::from))
}
