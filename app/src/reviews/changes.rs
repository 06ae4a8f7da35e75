//! What differs between two revisions of a post, for whoever reads the newer one.

use domain::text::Summary;
use domain::{Language, TopicId};
use moderation::diff::{DiffPart, diff};
use moderation::screen::Field;
use storage::revisions::StoredRevision;

use crate::{Ctx, Internal};

/// What differs between an older and a newer revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The headline.
    pub title: Vec<DiffPart>,
    /// The sentences for lists.
    pub summary: Vec<DiffPart>,
    /// The text, as Markdown, so that a changed address of a link shows too.
    pub body: Vec<DiffPart>,
    /// Topics that only the newer one is listed under.
    pub topics_added: Vec<TopicId>,
    /// Topics that only the older one is listed under.
    pub topics_removed: Vec<TopicId>,
    /// The languages of the older and the newer one, where they differ.
    pub language: Option<(Language, Language)>,
}

/// Compares two revisions, on a thread of its own; without an older one everything is new.
pub async fn changes(
    ctx: &Ctx,
    older: Option<StoredRevision>,
    newer: StoredRevision,
) -> Result<Changes, Internal> {
    let turn = ctx.app().threads().turn("comparing").await?;
    turn.run("comparing", move || between(older.as_ref(), &newer))
        .await
}

fn between(older: Option<&StoredRevision>, newer: &StoredRevision) -> Changes {
    let summary = |revision: &StoredRevision| {
        revision
            .summary
            .as_ref()
            .map_or_else(String::new, |summary: &Summary| summary.as_str().to_owned())
    };
    let only_in = |these: &[TopicId], those: &[TopicId]| -> Vec<TopicId> {
        these
            .iter()
            .copied()
            .filter(|topic| !those.contains(topic))
            .collect()
    };
    let old_topics = older.map_or(&[][..], |older| &older.topics);
    Changes {
        title: diff(
            older.map_or("", |older| older.text(Field::Title)),
            newer.text(Field::Title),
        ),
        summary: diff(&older.map_or_else(String::new, summary), &summary(newer)),
        body: diff(
            older.map_or("", |older| older.source.as_str()),
            newer.source.as_str(),
        ),
        topics_added: only_in(&newer.topics, old_topics),
        topics_removed: only_in(old_topics, &newer.topics),
        language: older
            .filter(|older| older.language != newer.language)
            .map(|older| (older.language, newer.language)),
    }
}
