//! What a reader without an account sees of the own comment, with its receipt.

use app::comments::readers::ReaderComment as Kept;
use app::read::SubmissionState;
use async_graphql::Object;
use domain::text::Body;

use super::comment::Comment;
use super::enums::Language;
use super::post::Post;
use super::statement::Statement;
use super::submission::Submission;

/// A reader's comment.
pub(crate) struct ReaderComment(Kept);

impl From<Kept> for ReaderComment {
    fn from(kept: Kept) -> Self {
        Self(kept)
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

    /// What was sent last, and what became of it.
    async fn submission(&self) -> Option<Submission> {
        let sent = self.0.view.submission.clone();
        sent.map(|sent| Submission::new(sent, true))
    }

    /// Whether an adult asked for a change: with `changeCommentAsReader` it is sent again.
    async fn may_be_changed(&self) -> bool {
        let sent = self.0.view.submission.as_ref();
        sent.is_some_and(|sent| sent.state == SubmissionState::ChangesRequested)
    }

    /// What adults said against it so far, the newest first, 50 at most.
    #[graphql(complexity = "10 + 3 * child_complexity")]
    async fn statements(&self) -> Vec<Statement> {
        self.0.statements.iter().map(Statement::from).collect()
    }

    /// What is public of it, if anything is.
    async fn comment(&self) -> Option<Comment> {
        self.0.view.comment.clone().map(Comment::from)
    }
}
