//! What authors see of what they sent, and of what adults decided on it.

use app::read::{StoredDecision, Submission as NewestSubmission, SubmissionState as State};
use async_graphql::{Context, Object, Result, SimpleObject};
use domain::text::Title;

use super::enums::{DecisionKind, SubmissionState};
use super::request::{OrMasked as _, Parts as _};
use super::scalars::DateTime;
use super::statement::{SecondLook, Statement};

/// A submission.
pub(crate) struct Submission {
    sent: NewestSubmission,
    /// Whether whoever looks wrote it, and is no co-author.
    own: bool,
}

impl Submission {
    /// As one of its authors sees it.
    pub(super) const fn new(sent: NewestSubmission, own: bool) -> Self {
        Self { sent, own }
    }
}

/// What was submitted for review, and what became of it.
#[Object(serial)]
impl Submission {
    /// Which submission of this post it is, counted from 1.
    async fn number(&self) -> i32 {
        self.sent.number
    }

    /// The headline that was submitted; a comment has none.
    async fn title(&self) -> Option<&str> {
        self.sent.title.as_ref().map(Title::as_str)
    }

    /// Exactly what would be shown, as HTML.
    #[graphql(complexity = 10)]
    async fn html(&self, ctx: &Context<'_>) -> Result<String> {
        app::read::submitted_html(ctx.app()?, self.sent.revision)
            .await
            .or_masked(ctx)
    }

    /// SHA-256 of everything that would be shown, in hexadecimal.
    async fn content_hash(&self) -> String {
        self.sent.content_hash.to_string()
    }

    /// When it was submitted.
    async fn submitted_at(&self) -> DateTime {
        DateTime(self.sent.submitted_at)
    }

    /// What became of it.
    async fn state(&self) -> SubmissionState {
        self.sent.state.into()
    }

    /// What became of it, in a neutral sentence.
    async fn what_happened(&self, ctx: &Context<'_>) -> Result<String> {
        let key = happened(self.sent.state, self.own);
        Ok(ctx.say()?.plain(key))
    }

    /// When it was settled.
    async fn settled_at(&self) -> Option<DateTime> {
        self.sent.settled_at.map(DateTime)
    }

    /// How many submissions are read before this one, while it waits; beyond 200 it stays at 200.
    #[graphql(complexity = 5)]
    async fn ahead_in_line(&self, ctx: &Context<'_>) -> Result<Option<i64>> {
        if self.sent.state != State::Pending {
            return Ok(None);
        }
        app::read::place_in_line(ctx.app()?, self.sent.review)
            .await
            .or_masked(ctx)
            .map(Some)
    }

    /// Whether somebody is reading it at this moment.
    #[graphql(complexity = 5)]
    async fn is_being_read(&self, ctx: &Context<'_>) -> Result<bool> {
        if self.sent.state != State::Pending {
            return Ok(false);
        }
        app::read::is_being_read(ctx.app()?, self.sent.review)
            .await
            .or_masked(ctx)
    }

    /// Who asked for it, and what was decided before, where it is a second look; null where it is not. The words of others are not told.
    async fn second_look(&self, ctx: &Context<'_>) -> Result<Option<SecondLook>> {
        let author = ctx.app()?.actor().account();
        let look = self.sent.second_look.as_ref();
        Ok(look.map(|look| SecondLook::to_author(look, author)))
    }

    /// What adults decided and why, once it is settled.
    async fn decisions(&self) -> Vec<Decision> {
        self.sent.decisions.iter().map(Decision::from).collect()
    }
}

/// The key of what became of a submission, for whoever wrote it or for a co-author.
pub(super) const fn happened(state: State, own: bool) -> &'static str {
    match state {
        State::Pending => "submission-pending",
        State::AwaitsCoAuthors if own => "submission-awaits-co-authors",
        State::AwaitsCoAuthors => "submission-awaits-your-word",
        State::Approved => "submission-approved",
        State::ChangesRequested => "submission-changes-requested",
        State::Declined => "submission-declined",
        State::Withdrawn => "submission-withdrawn",
        State::Superseded => "submission-superseded",
        State::TakenDown => "submission-taken-down",
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
