//! The errors that authors cause with what adults suggest.

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
