//! What a reader without an account sees of the own comment, with its receipt.

use app::comments::readers::ReaderComment as Kept;
use app::read::{Submission, SubmissionState as State};
use async_graphql::{Context, Object, Result};
use domain::account::READERS;
use domain::text::{Body, Message};

use super::comment::Comment;
use super::enums::{Language, SubmissionState};
use super::post::Post;
use super::request::Parts as _;
use super::scalars::DateTime;
use super::statement::{SecondLook, Statement};
use super::submission::happened;

/// A reader's comment.
pub(crate) struct ReaderComment(Kept);

impl From<Kept> for ReaderComment {
    fn from(kept: Kept) -> Self {
        Self(kept)
    }
}

impl ReaderComment {
    /// What was sent last.
    fn sent(&self) -> Option<&Submission> {
        self.0.view.submission.as_ref()
    }
}

/// A comment of a reader without an account, as whoever has its receipt sees it. Everybody else sees it once adults approved it.
#[Object(serial)]
impl ReaderComment {
    /// The text as Markdown, as it was sent last.
    async fn text(&self) -> &str {
        let text = &self.0.view.draft.text;
        text.body.as_ref().map_or("", Body::as_str)
    }

    /// The language it is written in.
    async fn language(&self) -> Language {
        self.0.view.draft.text.language.into()
    }

    /// The post that it is said to, if that is still public.
    async fn post(&self) -> Option<Post> {
        self.0.view.commented.clone().map(Post::from)
    }

    /// When it was sent last.
    async fn sent_at(&self) -> Option<DateTime> {
        self.sent().map(|sent| DateTime(sent.submitted_at))
    }

    /// What became of it. Where it stands in line is not told: that would tell anybody what is read first.
    async fn state(&self) -> Option<SubmissionState> {
        self.sent().map(|sent| sent.state.into())
    }

    /// What became of it, in a neutral sentence.
    async fn what_happened(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let say = ctx.say()?;
        let happened = self.sent().map(|sent| happened(sent.state, true));
        Ok(happened.map(|key| say.plain(key)))
    }

    /// When it was settled.
    async fn settled_at(&self) -> Option<DateTime> {
        self.sent()?.settled_at.map(DateTime)
    }

    /// When what was approved is to be public, if it waits for its time.
    async fn publish_at(&self) -> Option<DateTime> {
        self.0.view.publish_at.map(DateTime)
    }

    /// The words of the adult who approved it, if there are any.
    async fn approval_message(&self) -> Option<&str> {
        let decisions = &self.sent()?.decisions;
        let said = decisions.iter().find_map(|it| it.message.as_ref());
        said.map(Message::as_str)
    }

    /// The second look that it waits for, or that was had, with what you said.
    async fn second_look(&self) -> Option<SecondLook> {
        let look = self.sent()?.second_look.as_ref()?;
        Some(SecondLook::to_author(look, Some(READERS)))
    }

    /// Whether it can be sent again in other words, with `changeCommentAsReader`: an adult asked for a change, declined it or took it down, and nothing waits.
    async fn may_be_changed(&self) -> bool {
        self.sent().is_some_and(|sent| match sent.state {
            State::ChangesRequested | State::Declined | State::TakenDown => true,
            State::Pending
            | State::AwaitsCoAuthors
            | State::Approved
            | State::Withdrawn
            | State::Superseded => false,
        })
    }

    /// What adults said against it so far, the newest first, 50 at most.
    #[graphql(complexity = "10 + 3 * child_complexity")]
    async fn statements(&self) -> Vec<Statement> {
        self.0.statements.iter().map(Statement::to_reader).collect()
    }

    /// What is public of it, if anything is.
    async fn comment(&self) -> Option<Comment> {
        self.0.view.comment.clone().map(Comment::from)
    }
}
