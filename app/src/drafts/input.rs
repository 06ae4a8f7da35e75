//! The parts of a draft as they were typed, and reading them.

use domain::post::Post;
use domain::post::draft::{DraftText, DraftTextError};
use domain::{Language, TopicId};
use storage::{StorageError, Tx, topics};

/// The parts of a draft as they were typed. Blank parts are parts that are still missing.
#[derive(Clone, Hash)]
pub struct DraftInput {
    /// The headline.
    pub title: String,
    /// One or two sentences for lists.
    pub summary: String,
    /// The text, as Markdown.
    pub body: String,
    /// The language it is written in.
    pub language: Language,
    /// The topics it should be listed under.
    pub topics: Vec<TopicId>,
}

/// A part that can't be kept as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputError {
    /// A text or the list of topics breaks a rule.
    Text(DraftTextError),
    /// A topic that does not exist.
    UnknownTopic,
}

impl DraftInput {
    /// Reads the parts by the rules of their types.
    pub(crate) fn parse(self) -> Result<DraftText, InputError> {
        DraftText::parse(
            &self.title,
            &self.summary,
            &self.body,
            self.language,
            self.topics,
        )
        .map_err(InputError::Text)
    }
}

/// The text as what a post or a comment may say.
pub(crate) fn as_written(post: &Post, text: DraftText) -> Result<DraftText, InputError> {
    match post.comment_on {
        None => Ok(text),
        Some(_) => text.of_comment().map_err(InputError::Text),
    }
}

/// Whether every topic of the text exists.
pub(crate) async fn topics_exist(tx: &mut Tx, text: &DraftText) -> Result<bool, StorageError> {
    Ok(topics::get(tx, &text.topics).await?.len() == text.topics.len())
}
