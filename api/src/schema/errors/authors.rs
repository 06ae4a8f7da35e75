//! The errors of what adults decided and suggest, as authors meet them, of comments, and of posts that several write.

use app::comments::Unsayable;
use async_graphql::SimpleObject;
use moderation::review::NoSecondLook;

use crate::schema::enums::SecondLookProblem;
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

/// There is no second look at this. Nothing was changed.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct SecondLookImpossibleError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// Why, for programs.
    pub(crate) problem: SecondLookProblem,
}

impl SecondLookImpossibleError {
    /// The error in the person's language.
    pub(crate) fn new(say: Say<'_>, why: NoSecondLook) -> Self {
        let key = match why {
            NoSecondLook::TooLate => "second-look-too-late",
            NoSecondLook::LookedAgain => "second-look-looked-again",
            NoSecondLook::AskedBefore => "second-look-asked-before",
            NoSecondLook::ReadAnyway => "second-look-read-anyway",
            NoSecondLook::Newer => "second-look-newer",
            NoSecondLook::TakenDown => "second-look-taken-down",
            NoSecondLook::NoConsent => "consent-needed",
        };
        Self {
            message: say.plain(key),
            problem: why.into(),
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
    /// Readers without an account don't comment here.
    NotForReaders,
    /// Without an account one speaks to the post, and not to a comment.
    OnPostsOnly,
    /// So many comments of readers wait already, or were sent within a day.
    TooManyOfReaders,
    /// It waits, is public, or was taken back: there is nothing to change.
    NothingToChange,
}

impl CommentImpossibleError {
    /// The error in the person's language.
    pub(crate) fn new(say: Say<'_>, why: Unsayable) -> Self {
        let (problem, key) = match why {
            Unsayable::NotThere => (CommentProblem::NotThere, "comment-not-there"),
            Unsayable::Closed => (CommentProblem::Closed, "comment-closed"),
            Unsayable::AnswersAnswer => (CommentProblem::AnswersAnswer, "comment-answers-answer"),
            Unsayable::TooManyWaiting => {
                (CommentProblem::TooManyWaiting, "comment-too-many-waiting")
            }
            Unsayable::TooMany => (CommentProblem::TooMany, "comment-too-many"),
            Unsayable::SentBefore => (CommentProblem::SentBefore, "comment-sent-before"),
            Unsayable::NotForReaders => (CommentProblem::NotForReaders, "comment-not-for-readers"),
            Unsayable::OnPostsOnly => (CommentProblem::OnPostsOnly, "comment-on-posts-only"),
            Unsayable::TooManyOfReaders => (
                CommentProblem::TooManyOfReaders,
                "comment-too-many-of-readers",
            ),
            Unsayable::NothingToChange => {
                (CommentProblem::NothingToChange, "comment-nothing-to-change")
            }
        };
        Self {
            message: say.plain(key),
            problem,
        }
    }
}

plain_errors! {
    /// No comment has that receipt; whether one ever had is not told.
    ReceiptUnknownError = "receipt-unknown";
    /// So many comments of readers wait already. Nothing was changed.
    ReadersWaitError = "comment-too-many-of-readers";
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
