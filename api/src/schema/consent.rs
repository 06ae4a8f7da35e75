//! What a correspondent and their guardians see of consent. Both see the same.

use app::read::{ConsentView, GuardianView};
use async_graphql::{Context, ID, Object, Result};

use super::enums::{ConsentPurpose, Membership};
use super::guardian_statement::GuardianStatement;
use super::request::{OrMasked as _, Parts as _};
use crate::seal::NodeKind;

/// What was said about a correspondent's taking part, and what follows from it today.
pub(crate) struct Consent(ConsentView);

impl From<ConsentView> for Consent {
    fn from(view: ConsentView) -> Self {
        Self(view)
    }
}

fn purposes(given: &[domain::consent::Purpose]) -> Vec<ConsentPurpose> {
    given.iter().copied().map(ConsentPurpose::from).collect()
}

/// What was said about a correspondent's taking part, and what follows from it today. The correspondent sees what
/// guardians see.
#[Object(serial)]
impl Consent {
    /// The correspondent's account, for `changeConsent`.
    async fn correspondent(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Account, self.0.account)
    }

    /// The correspondent's pen name.
    async fn pen_name(&self) -> &str {
        self.0.pen_name.as_str()
    }

    /// Whether the correspondent takes part today.
    async fn membership(&self) -> Membership {
        self.0.consents.membership.into()
    }

    /// What consent covers today.
    async fn covers(&self) -> Vec<ConsentPurpose> {
        let covered: Vec<_> = self.0.consents.purposes.iter().copied().collect();
        purposes(&covered)
    }

    /// Whether a guardian has to consent too, at this age and in this country.
    async fn needs_guardian(&self) -> bool {
        self.0.needs_guardian
    }

    /// The version of the text to consent to now; `changeConsent` names it.
    async fn text_version(&self) -> i32 {
        self.0.text.0.into()
    }

    /// What the correspondent gave.
    async fn own(&self) -> Vec<ConsentPurpose> {
        purposes(&self.0.own)
    }

    /// What each guardian said who said anything.
    async fn guardians(&self) -> Vec<GuardianConsent> {
        self.0
            .guardians
            .iter()
            .cloned()
            .map(GuardianConsent)
            .collect()
    }

    /// What guardians are told of texts that were declined in the last six months, the newest first; 20 at most. Never what a text says.
    #[graphql(complexity = "10 + 5 * child_complexity")]
    async fn statements(&self, ctx: &Context<'_>) -> Result<Vec<GuardianStatement>> {
        let found = app::read::statements_to_guardians(ctx.app()?, self.0.account).await;
        let found = found.or_masked(ctx)?;
        Ok(found.into_iter().map(GuardianStatement::from).collect())
    }
}

/// What one guardian said.
pub(crate) struct GuardianConsent(GuardianView);

/// What one guardian said about a correspondent.
#[Object(serial)]
impl GuardianConsent {
    /// Whether it is you.
    async fn is_you(&self) -> bool {
        self.0.is_viewer
    }

    /// What the guardian gave.
    async fn given(&self) -> Vec<ConsentPurpose> {
        purposes(&self.0.given)
    }

    /// Whether the guardian paused the account.
    async fn paused(&self) -> bool {
        self.0.paused
    }

    /// The institution for which the guardian acts, where the correspondent has one in place of a family.
    async fn institution(&self) -> Option<&str> {
        self.0.institution.as_ref().map(|name| name.as_str())
    }
}
