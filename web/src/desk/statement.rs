//! What adults said against a text, as whoever wrote it reads it: why, in which words, what they suggest, and what can be done.

use crate::operations::{answer, read_comment_receipt as receipt};
use crate::reading::card::Day;
use crate::words::Words;

/// What an author said to a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    Nothing,
    /// Nothing, and it doesn't fit any more.
    Past,
    Yes,
    No,
}

/// What an adult would put in place of something.
pub(crate) struct Suggestion {
    pub(crate) id: String,
    pub(crate) excerpt: String,
    pub(crate) replacement: String,
    pub(crate) why: String,
    pub(crate) note: Option<String>,
    pub(crate) said: Said,
}

impl From<answer::AnswerViewerDraftStatementsSuggestions> for Suggestion {
    fn from(given: answer::AnswerViewerDraftStatementsSuggestions) -> Self {
        Self {
            said: match given.state {
                answer::SuggestionState::ACCEPTED => Said::Yes,
                answer::SuggestionState::DECLINED => Said::No,
                _ if given.in_draft.is_none() => Said::Past,
                _ => Said::Nothing,
            },
            id: given.id,
            excerpt: given.excerpt,
            replacement: given.replacement,
            why: given.rule,
            note: given.note,
        }
    }
}

impl From<receipt::ReaderCommentInFullStatementsSuggestions> for Suggestion {
    fn from(given: receipt::ReaderCommentInFullStatementsSuggestions) -> Self {
        Self {
            // Readers put other words into their text themselves.
            said: Said::Nothing,
            id: given.id,
            excerpt: given.excerpt,
            replacement: given.replacement,
            why: given.rule,
            note: given.note,
        }
    }
}

/// Why.
pub(crate) struct Ground {
    pub(crate) rule: String,
    pub(crate) change: String,
    pub(crate) quotes: Vec<String>,
}

/// What adults said at one time.
pub(crate) struct Statement {
    pub(crate) id: String,
    pub(crate) asks_for_changes: bool,
    pub(crate) what_happened: String,
    pub(crate) scope: String,
    pub(crate) grounds: Vec<Ground>,
    pub(crate) message: Option<String>,
    pub(crate) suggestions: Vec<Suggestion>,
    pub(crate) how_noticed: String,
    pub(crate) how_decided: String,
    pub(crate) next_step: String,
    pub(crate) redress: String,
    pub(crate) until: Option<Day>,
    pub(crate) day: Day,
}

/// Makes statements of what operations give.
macro_rules! statements {
    ($($module:ident: $given:ident)+) => {
        $(impl From<(&Words, $module::$given)> for Statement {
            fn from((words, given): (&Words, $module::$given)) -> Self {
                let day = |moment: &str| Day::at(words, moment);
                let grounds = given.grounds.into_iter().map(|ground| Ground {
                    rule: ground.rule,
                    change: ground.change,
                    quotes: ground.quotes.into_iter().map(|it| it.excerpt).collect(),
                });
                Self {
                    asks_for_changes: given.restriction == $module::Restriction::CHANGES_REQUESTED,
                    what_happened: given.what_happened,
                    scope: given.scope,
                    grounds: grounds.collect(),
                    message: given.message,
                    suggestions: given.suggestions.into_iter().map(Into::into).collect(),
                    how_noticed: given.how_noticed,
                    how_decided: given.how_decided,
                    next_step: given.next_step,
                    redress: given.redress,
                    until: given.second_look_until.as_deref().map(day),
                    day: day(&given.issued_at),
                    id: given.id,
                }
            }
        })+
    };
}

statements! {
    answer: AnswerViewerDraftStatements
    receipt: ReaderCommentInFullStatements
}
