//! The errors of what adults suggest to authors, of comments, and of posts that several write.

use app::comments::Unsayable;
use async_graphql::SimpleObject;

use crate::words::Say;

/// A suggestion can't be answered so. Nothing was changed.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct SuggestionImpossibleError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// Why, for programs.
    pub(crate) problem: SuggestionProblem,
}

/// Why a suggestion can't be answered so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub(crate) enum SuggestionProblem {
    /// An author answered it before.
    Answered,
    /// The passage is not in the draft any more, or it is not sure which one it is.
    DoesNotFit,
}

impl SuggestionImpossibleError {
    /// The error in the person's language.
    pub(crate) fn new(say: Say<'_>, problem: SuggestionProblem) -> Self {
        let key = match problem {
            SuggestionProblem::Answered => "suggestion-answered",
            SuggestionProblem::DoesNotFit => "suggestion-does-not-fit",
        };
        Self {
            message: say.plain(key),
            problem,
        }
    }
}

/// There can be no such comment now. Nothing was sent; keep what was typed.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct CommentImpossibleError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// Why, for programs.
    pub(crate) problem: CommentProblem,
}

/// Why there can be no such comment now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub(crate) enum CommentProblem {
    /// The post is not public now, or what it answers is not, or you keep away who wrote that.
    NotThere,
    /// The comments of the post are closed.
    Closed,
    /// An answer can't be answered.
    AnswersAnswer,
    /// So many of your comments wait for adults already.
    TooManyWaiting,
    /// You have as many comments as one person can have.
    TooMany,
    /// You said just that there: it waits, is public, or was refused.
    SentBefore,
}

impl From<Unsayable> for CommentProblem {
    fn from(why: Unsayable) -> Self {
        match why {
            Unsayable::NotThere => Self::NotThere,
            Unsayable::Closed => Self::Closed,
            Unsayable::AnswersAnswer => Self::AnswersAnswer,
            Unsayable::TooManyWaiting => Self::TooManyWaiting,
            Unsayable::TooMany => Self::TooMany,
            Unsayable::SentBefore => Self::SentBefore,
        }
    }
}

impl CommentImpossibleError {
    /// The error in the person's language.
    pub(crate) fn new(say: Say<'_>, problem: CommentProblem) -> Self {
        let key = match problem {
            CommentProblem::NotThere => "comment-not-there",
            CommentProblem::Closed => "comment-closed",
            CommentProblem::AnswersAnswer => "comment-answers-answer",
            CommentProblem::TooManyWaiting => "comment-too-many-waiting",
            CommentProblem::TooMany => "comment-too-many",
            CommentProblem::SentBefore => "comment-sent-before",
        };
        Self {
            message: say.plain(key),
            problem,
        }
    }
}

/// A co-author has not said yes to what you read, so nobody can approve it yet. Nothing was recorded.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct AwaitsCoAuthorsError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// Whether those whose word is missing are asked. If they are not, `askCoAuthors` has them read it.
    pub(crate) asked: bool,
}

impl AwaitsCoAuthorsError {
    /// The error in the person's language.
    pub(crate) fn new(say: Say<'_>, asked: bool) -> Self {
        let key = if asked {
            "awaits-co-authors"
        } else {
            "awaits-co-authors-not-asked"
        };
        Self {
            message: say.plain(key),
            asked,
        }
    }
}

plain_errors! {
    /// Something of this post was sent: who writes it together is settled since.
    AuthorsSettledError = "authors-settled";
    /// Five write it together or are invited, the writer among them: as many as can.
    CoAuthorsFullError = "co-authors-full";
    /// You are asked for no word on this post now.
    WordNotAskedError = "word-not-asked";
    /// It was sent anew since you read it; your word is asked on that.
    SubmissionChangedError = "submission-changed";
    /// Nobody's word is missing on what you read.
    NobodyToAskError = "nobody-to-ask";
}
