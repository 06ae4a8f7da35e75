//! The authors' working copy of a post. Nobody else can read it; saving needs the version that was seen.

use super::CommentOn;
use crate::text::Unit;
use crate::text::{Body, Summary, TextError, Title};
use crate::{Language, PostId, Timestamp, TopicId};

/// The most topics a post may be listed under.
pub const TOPICS_MOST: usize = 3;

/// The most characters of a comment.
pub const COMMENT_LONGEST: usize = 2_000;

/// Counts the savings of one draft; the next is one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftVersion(i64);

impl DraftVersion {
    /// The version of a draft that was just started.
    pub const FIRST: Self = Self(1);

    /// Wraps a stored or received number.
    pub const fn new(number: i64) -> Self {
        Self(number)
    }

    /// The number.
    pub const fn number(self) -> i64 {
        self.0
    }

    const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// What a draft says; any part may still be missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftText {
    /// The headline.
    pub title: Option<Title>,
    /// One or two sentences for lists.
    pub summary: Option<Summary>,
    /// The text, as Markdown.
    pub body: Option<Body>,
    /// The language it is written in.
    pub language: Language,
    /// The topics it should be listed under.
    pub topics: Vec<TopicId>,
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The headline.
    Title,
    /// The sentences for lists.
    Summary,
    /// The text itself.
    Body,
    /// The topics.
    Topics,
}

/// A part of a draft that can't be kept as it was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DraftTextError {
    /// A text breaks its type's rules.
    #[error("the {0:?} can't be kept: {1}")]
    Text(Part, #[source] TextError),
    /// More topics than a post may have, or one twice.
    #[error("a post has at most {TOPICS_MOST} topics, each once")]
    Topics,
    /// A comment has a text and nothing else.
    #[error("a comment has no {0:?}")]
    NotInComment(Part),
}

impl DraftText {
    /// Reads the parts as they were typed. Blank parts are parts that are still missing.
    pub fn parse(
        title: &str,
        summary: &str,
        body: &str,
        language: Language,
        topics: Vec<TopicId>,
    ) -> Result<Self, DraftTextError> {
        let repeated = topics
            .iter()
            .enumerate()
            .any(|(i, a)| topics.iter().skip(i + 1).any(|b| a == b));
        if topics.len() > TOPICS_MOST || repeated {
            return Err(DraftTextError::Topics);
        }
        let of = |part| move |error| DraftTextError::Text(part, error);
        Ok(Self {
            title: Title::parse_draft(title).map_err(of(Part::Title))?,
            summary: Summary::parse_draft(summary).map_err(of(Part::Summary))?,
            body: Body::parse_draft(body).map_err(of(Part::Body))?,
            language,
            topics,
        })
    }

    /// The same text as what a comment says: nothing but a body, and not a long one.
    pub fn of_comment(self) -> Result<Self, DraftTextError> {
        let other = [
            (Part::Title, self.title.is_some()),
            (Part::Summary, self.summary.is_some()),
            (Part::Topics, !self.topics.is_empty()),
        ];
        if let Some((part, _)) = other.into_iter().find(|(_, is_there)| *is_there) {
            return Err(DraftTextError::NotInComment(part));
        }
        let actual = self
            .body
            .as_ref()
            .map_or(0, |body| body.as_str().chars().count());
        if actual > COMMENT_LONGEST {
            let too_long = TextError::TooLong {
                most: COMMENT_LONGEST,
                actual,
                unit: Unit::Characters,
            };
            return Err(DraftTextError::Text(Part::Body, too_long));
        }
        Ok(self)
    }

    /// A draft that says nothing yet.
    pub const fn empty(language: Language) -> Self {
        Self {
            title: None,
            summary: None,
            body: None,
            language,
            topics: Vec::new(),
        }
    }
}

/// A draft as it was last saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The post it belongs to.
    pub post: PostId,
    /// Where that stands, if it is a comment.
    pub comment_on: Option<CommentOn>,
    /// What it says.
    pub text: DraftText,
    /// How often it was saved.
    pub version: DraftVersion,
    /// When it was last saved.
    pub saved_at: Timestamp,
}

/// Somebody saved the draft after the version that the caller saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the draft was saved again after version {seen:?}; it is at {current:?}", seen = seen.0, current = current.0)]
pub struct StaleVersion {
    /// The version that the caller saw.
    pub seen: DraftVersion,
    /// The version that is stored.
    pub current: DraftVersion,
}

/// A draft that has all that a submission needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Complete<'a> {
    /// The headline; a comment has none.
    pub title: Option<&'a Title>,
    /// The sentences for lists.
    pub summary: Option<&'a Summary>,
    /// The text.
    pub body: &'a Body,
}

impl Draft {
    /// Replaces what the draft says, if nobody did since `seen`.
    pub fn save(
        self,
        seen: DraftVersion,
        text: DraftText,
        at: Timestamp,
    ) -> Result<Self, StaleVersion> {
        self.seen(seen)?;
        Ok(Self {
            text,
            version: self.version.next(),
            saved_at: at,
            ..self
        })
    }

    /// Refuses a caller who saw another version.
    pub fn seen(&self, seen: DraftVersion) -> Result<(), StaleVersion> {
        if seen == self.version {
            Ok(())
        } else {
            Err(StaleVersion {
                seen,
                current: self.version,
            })
        }
    }

    /// What a submission takes, or the parts that are still missing.
    pub fn complete(&self) -> Result<Complete<'_>, Vec<Part>> {
        let is_comment = self.comment_on.is_some();
        match (&self.text.title, &self.text.body) {
            (title, Some(body)) if is_comment || title.is_some() => Ok(Complete {
                title: title.as_ref(),
                summary: self.text.summary.as_ref(),
                body,
            }),
            (title, body) => {
                let missing = [
                    (Part::Title, !is_comment && title.is_none()),
                    (Part::Body, body.is_none()),
                ];
                Err(missing
                    .into_iter()
                    .filter_map(|(part, gone)| gone.then_some(part))
                    .collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn draft(title: &str, body: &str) -> Draft {
        Draft {
            post: PostId::from_uuid(Uuid::from_u128(1)),
            comment_on: None,
            text: DraftText::parse(title, "", body, Language::Spanish, vec![]).unwrap(),
            version: DraftVersion::FIRST,
            saved_at: Timestamp::from_micros(0).unwrap(),
        }
    }

    #[test]
    fn saving_over_a_version_that_was_not_seen_is_refused() {
        let later = Timestamp::from_micros(1).unwrap();
        let saved = draft("Uno", "").save(
            DraftVersion::FIRST,
            DraftText::empty(Language::Spanish),
            later,
        );
        let saved = saved.unwrap();
        assert_eq!(saved.version.number(), 2);
        let stale = saved.save(
            DraftVersion::FIRST,
            DraftText::empty(Language::Spanish),
            later,
        );
        assert_eq!(stale.unwrap_err().current.number(), 2);
    }

    #[test]
    fn a_draft_without_title_or_text_says_what_is_missing() {
        assert_eq!(
            draft("", " \n ").complete(),
            Err(vec![Part::Title, Part::Body])
        );
        assert_eq!(draft("Hola", "").complete(), Err(vec![Part::Body]));
        assert!(draft("Hola", "Texto").complete().is_ok());
    }

    #[test]
    fn a_comment_is_a_text_and_nothing_else() {
        let parse = |title, summary, body: &str, topics| {
            DraftText::parse(title, summary, body, Language::Spanish, topics)
                .unwrap()
                .of_comment()
        };
        let topic = TopicId::from_uuid(Uuid::from_u128(1));
        let other = |part| Err(DraftTextError::NotInComment(part));
        assert_eq!(parse("Hola", "", "Sí", vec![]), other(Part::Title));
        assert_eq!(parse("", "Hola", "Sí", vec![]), other(Part::Summary));
        assert_eq!(parse("", "", "Sí", vec![topic]), other(Part::Topics));
        assert!(parse("", "", &"ñ".repeat(2_000), vec![]).is_ok());
        let too_long = TextError::TooLong {
            most: 2_000,
            actual: 2_001,
            unit: Unit::Characters,
        };
        let refused = Err(DraftTextError::Text(Part::Body, too_long));
        assert_eq!(parse("", "", &"ñ".repeat(2_001), vec![]), refused);
        let comment_on = CommentOn {
            post: PostId::from_uuid(Uuid::from_u128(2)),
            reply_to: None,
        };
        let comment = |body| Draft {
            comment_on: Some(comment_on),
            ..draft("", body)
        };
        assert_eq!(comment("").complete(), Err(vec![Part::Body]));
        assert!(comment("Sí").complete().is_ok());
    }

    #[test]
    fn topics_are_few_and_each_once() {
        let topic = |n| TopicId::from_uuid(Uuid::from_u128(n));
        let parse = |topics| DraftText::parse("", "", "", Language::Spanish, topics);
        assert!(parse((0..3).map(topic).collect()).is_ok());
        assert_eq!(
            parse((0..4).map(topic).collect()),
            Err(DraftTextError::Topics)
        );
        assert_eq!(parse(vec![topic(1), topic(1)]), Err(DraftTextError::Topics));
    }
}
