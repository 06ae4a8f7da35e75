//! What authors see of what they sent, and of what adults decided on it.

use app::read::{StoredDecision, Submission as NewestSubmission, SubmissionState as State};
use async_graphql::{Context, Object, Result, SimpleObject};
use domain::text::Title;

use super::enums::{DecisionKind, SubmissionState};
use super::request::{OrMasked as _, Parts as _};
use super::scalars::DateTime;
use super::statement::{SecondLook, Statement};

/// A submission.
pub(crate) struct Submission(NewestSubmission);

impl From<NewestSubmission> for Submission {
    fn from(submission: NewestSubmission) -> Self {
        Self(submission)
    }
}

/// What was submitted for review, and what became of it.
#[Object(serial)]
impl Submission {
    /// Which submission of this post it is, counted from 1.
    async fn number(&self) -> i32 {
        self.0.number
    }

    /// The headline that was submitted; a comment has none.
    async fn title(&self) -> Option<&str> {
        self.0.title.as_ref().map(Title::as_str)
    }

    /// SHA-256 of everything that would be shown, in hexadecimal.
    async fn content_hash(&self) -> String {
        self.0.content_hash.to_string()
    }

    /// When it was submitted.
    async fn submitted_at(&self) -> DateTime {
        DateTime(self.0.submitted_at)
    }

    /// What became of it.
    async fn state(&self) -> SubmissionState {
        self.0.state.into()
    }

    /// What became of it, in a neutral sentence.
    async fn what_happened(&self, ctx: &Context<'_>) -> Result<String> {
        let key = match self.0.state {
            State::Pending => "submission-pending",
            State::Approved => "submission-approved",
            State::ChangesRequested => "submission-changes-requested",
            State::Declined => "submission-declined",
            State::Withdrawn => "submission-withdrawn",
            State::Superseded => "submission-superseded",
            State::TakenDown => "submission-taken-down",
        };
        Ok(ctx.say()?.plain(key))
    }

    /// When it was settled.
    async fn settled_at(&self) -> Option<DateTime> {
        self.0.settled_at.map(DateTime)
    }

    /// How many submissions are read before this one, while it waits; beyond 200 it stays at 200.
    #[graphql(complexity = 5)]
    async fn ahead_in_line(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        if self.0.state != State::Pending {
            return Ok(None);
        }
        app::read::place_in_line(ctx.app()?, self.0.review)
            .await
            .or_masked(ctx)
            .map(Some)
    }

    /// Whether somebody is reading it at this moment.
    #[graphql(complexity = 5)]
    async fn is_being_read(&self, ctx: &Context<'_>) -> Result<bool> {
        if self.0.state != State::Pending {
            return Ok(false);
        }
        app::read::is_being_read(ctx.app()?, self.0.review)
            .await
            .or_masked(ctx)
    }

    /// Who asked for it, and what was decided before, where it is a second look; null where it is not. The words of others are not told.
    async fn second_look(&self, ctx: &Context<'_>) -> Result<Option<SecondLook>> {
        let author = ctx.app()?.actor().account();
        let look = self.0.second_look.as_ref();
        Ok(look.map(|look| SecondLook::to_author(look, author)))
    }

    /// What adults decided and why, once it is settled.
    async fn decisions(&self) -> Vec<Decision> {
        self.0.decisions.iter().map(Decision::from).collect()
    }
}

/// What an adult decided, and why. Never who decided.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Decision {
    /// What was decided.
    kind: DecisionKind,
    /// Why, where it is a refusal.
    statement: Option<Statement>,
    /// Words to the authors with an approval, if there are any.
    message: Option<String>,
    /// Not before when an approval lets it be public.
    publish_at: Option<DateTime>,
    /// When.
    decided_at: DateTime,
}

impl From<&StoredDecision> for Decision {
    fn from(stored: &StoredDecision) -> Self {
        Self {
            kind: stored.kind.into(),
            statement: stored.statement.as_ref().map(Statement::from),
            message: stored
                .message
                .as_ref()
                .map(|message| message.as_str().to_owned()),
            publish_at: stored.publish_at.map(DateTime),
            decided_at: DateTime(stored.at),
        }
    }
}
