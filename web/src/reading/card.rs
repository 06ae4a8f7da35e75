//! A post in a list.

use crate::avatar::Avatar;
use crate::date;
use crate::language::Language;
use crate::operations;
use crate::wave::{Shape, Wave};
use crate::words::Words;

use super::tone;

/// Something that a page leads to.
pub(crate) struct Place {
    /// The last part of its address.
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) tone: &'static str,
}

impl Place {
    pub(crate) fn new(slug: String, name: String) -> Self {
        Self {
            tone: tone(&slug),
            slug,
            name,
        }
    }
}

/// Who wrote something.
pub(crate) struct Author {
    pub(crate) pen_name: String,
    pub(crate) avatar: Avatar,
    /// Where their page is, if they have one.
    pub(crate) page: Option<String>,
}

impl Author {
    pub(crate) fn new(pen_name: String, avatar: &str, has_page: bool) -> Self {
        Self {
            avatar: Avatar::of(avatar),
            page: has_page.then(|| super::blog::address(&pen_name)),
            pen_name,
        }
    }
}

/// A day, for people and for machines.
pub(crate) struct Day {
    pub(crate) iso: String,
    pub(crate) words: String,
}

impl Day {
    pub(crate) fn new(words: &Words, iso: String) -> Self {
        Self {
            words: date::in_words(words, &iso),
            iso,
        }
    }

    /// The day that it was at the centre at a moment.
    pub(crate) fn at(words: &Words, moment: &str) -> Self {
        Self::new(words, date::day_at(words.zone, moment))
    }
}

/// A post in a list.
pub(crate) struct Card {
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) language: Language,
    pub(crate) topic: Option<Place>,
    pub(crate) group: Place,
    pub(crate) authors: Vec<Author>,
    pub(crate) day: Day,
    revised_on: Option<String>,
    hash: String,
}

impl Card {
    /// The colour of its cover: its first topic's, or its group's.
    pub(crate) fn tone(&self) -> &'static str {
        self.topic.as_ref().unwrap_or(&self.group).tone
    }

    /// The day of its last change.
    pub(crate) fn changed(&self) -> &str {
        self.revised_on.as_deref().unwrap_or(&self.day.iso)
    }

    /// The wave of its text.
    pub(crate) fn wave(&self, is_lead: bool) -> Wave {
        let shape = if is_lead { Shape::Tall } else { Shape::Card };
        Wave::of(&self.hash, shape)
    }

    /// Who wrote it, as one line.
    pub(crate) fn byline(&self, and: &str) -> String {
        let names: Vec<&str> = self.authors.iter().map(|it| it.pen_name.as_str()).collect();
        joined(&names, and)
    }
}

/// Names as they are said: with `and` before the last.
pub(crate) fn joined(names: &[&str], and: &str) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).to_owned(),
        [others @ .., last] => format!("{} {and} {last}", others.join(", ")),
    }
}

/// Makes cards of what operations give: each has a fragment of its own with the same fields, for names of fragments are unique.
macro_rules! cards {
    ($($operation:ident: $card:ident),+) => {
        $(impl Card {
            pub(crate) fn $operation(words: &Words, post: operations::$operation::$card) -> Self {
                Self {
                    hash: post.content_hash,
                    revised_on: post.revised_on,
                    slug: post.slug,
                    title: post.title,
                    summary: post.summary,
                    language: post.language,
                    topic: post.topics.into_iter().next().map(|it| Place::new(it.slug, it.name)),
                    group: Place::new(post.group.slug, post.group.name),
                    authors: post
                        .authors
                        .into_iter()
                        .map(|it| Author::new(it.pen_name, &it.avatar, it.has_blog_page))
                        .collect(),
                    day: Day::new(words, post.published_on),
                }
            }
        })+
    };
}

cards!(feed: FeedCard, topic: TopicCard, group: GroupCard, correspondent: CorrespondentCard);
