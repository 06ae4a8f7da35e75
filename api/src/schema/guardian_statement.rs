//! Statements of reasons as guardians and guides read them: without the passages, and without the words to the child.

use app::read::StoredStatement;
use async_graphql::{Context, ID, Object, Result};
use moderation::review::{Look, Reason as Why, Restriction as Restricted};

use super::request::Parts as _;
use super::scalars::DateTime;
use crate::seal::NodeKind;

/// The same for guardians: without the passages and the words to the child.
pub(crate) struct GuardianStatement(StoredStatement);

impl From<StoredStatement> for GuardianStatement {
    fn from(stored: StoredStatement) -> Self {
        Self(stored)
    }
}

/// What guardians, and guides, are told of a text that was declined or taken down, in their language. What it says stays between its authors and those who review it.
#[Object(serial)]
impl GuardianStatement {
    /// The opaque, stable id: that of the statement to the authors.
    async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Statement, self.0.id)
    }

    /// What happened, in words.
    async fn what_happened(&self, ctx: &Context<'_>) -> Result<String> {
        let key = match self.0.statement.restriction {
            Restricted::TakenDown if self.0.statement.look != Look::First => "guardian-stays-down",
            Restricted::TakenDown => "guardian-taken-down",
            Restricted::Declined | Restricted::ChangesRequested => "guardian-declined",
        };
        self.text(ctx, key)
    }

    /// What it is about, in words.
    async fn scope(&self, ctx: &Context<'_>) -> Result<String> {
        self.text(ctx, "guardian-scope")
    }

    /// Why, in general words; at least one.
    async fn reasons(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        let grounds = self.0.statement.explanation.grounds().iter();
        let mut keys: Vec<_> = grounds
            .map(|ground| key_for_guardians(ground.reason))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter().map(|key| self.text(ctx, key)).collect()
    }

    /// What somebody can do who doesn't agree, in words.
    async fn redress(&self, ctx: &Context<'_>) -> Result<String> {
        let told = &self.0.statement;
        let key = match (told.restriction, told.look) {
            (_, Look::Second) => "guardian-redress-after",
            (Restricted::TakenDown, Look::First) => "guardian-redress-taken-down",
            (_, Look::First | Look::AfterTakedown) => "guardian-redress",
        };
        self.text(ctx, key)
    }

    /// Until when a second look can be asked for; null where this came of one.
    async fn second_look_until(&self) -> Option<DateTime> {
        self.0.statement.second_look_until().map(DateTime)
    }

    /// When it was decided.
    async fn issued_at(&self) -> DateTime {
        DateTime(self.0.statement.issued_at)
    }
}

impl GuardianStatement {
    fn text(&self, ctx: &Context<'_>, key: &str) -> Result<String> {
        Ok(ctx.say()?.of_statements(self.0.statement.texts, key))
    }
}

/// The key of what guardians are told of a reason: not more than they need.
pub(super) const fn key_for_guardians(reason: Why) -> &'static str {
    match reason {
        Why::PersonalDataSelf | Why::PersonalDataOther => "guardian-personal-data",
        Why::InsultBullying | Why::Hate | Why::ViolenceThreat => "guardian-others",
        Why::SexualContent
        | Why::ContactSeeking
        | Why::SelfHarmPromotion
        | Why::EatingDisorderPromotion
        | Why::DangerousChallenge => "guardian-safety",
        Why::CopiedTextOrImage | Why::Misinformation | Why::Advertising | Why::OffTopicOrForm => {
            "guardian-form"
        }
    }
}
