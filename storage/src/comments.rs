//! What everybody may read under a post. A [`PublicComment`] can only be made here, from a comment that points to an approved revision, under a post and a
//! comment that are public as well. How a comment gets there is as with posts.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::account::READERS;
use domain::post::{ClosingReason, Closings, CommentOn};
use domain::{AccountId, ContentHash, Language, PostId, RevisionId};
use moderation::SafeHtml;

use crate::codes::{Coded, is_approved, is_first_author, revision_state};
use crate::feed::{AuthorRow, GroupRow, PublicAuthor, author_of};
use crate::groups::Group;
use crate::posts::comment_on;
use crate::revisions::hash_of;
use crate::schema::{
    accounts, escalations, groups, post_authors, posts, reviews, revisions, silences,
};
use crate::tx::{optional, run};
use crate::types::{Key, key, keys};
use crate::{CorruptRow, Direction, StorageError, Tx};

/// A comment that is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicComment {
    id: PostId,
    revision: RevisionId,
    on: CommentOn,
    html: SafeHtml,
    language: Language,
    by: Option<(PublicAuthor, Group)>,
    published_on: NaiveDate,
    revised_on: Option<NaiveDate>,
    content_hash: ContentHash,
    place: Vec<u8>,
}

macro_rules! getters {
    ($($(#[$doc:meta])* $name:ident -> $type:ty;)+) => {
        impl PublicComment {
            $($(#[$doc])* pub const fn $name(&self) -> &$type { &self.$name })+
        }
    };
}

getters! {
    /// The comment's id.
    id -> PostId;
    /// The approved revision that is shown.
    revision -> RevisionId;
    /// Where it stands.
    on -> CommentOn;
    /// What readers see.
    html -> SafeHtml;
    /// The language it is written in.
    language -> Language;
    /// The correspondent who wrote it, with the group; nobody where a reader without an account did.
    by -> Option<(PublicAuthor, Group)>;
    /// The day of the first publication.
    published_on -> NaiveDate;
    /// The day of the last change, if it changed.
    revised_on -> Option<NaiveDate>;
    /// The hash of what is shown.
    content_hash -> ContentHash;
    /// Where it stands among the comments of the post: by day and at random inside a day, a reply after the comment that it answers.
    place -> Vec<u8>;
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = posts)]
struct CommentRow {
    id: Key,
    commented_id: Option<Key>,
    reply_to_id: Option<Key>,
    published_on: Option<NaiveDate>,
    revised_on: Option<NaiveDate>,
    place: Option<Vec<u8>>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = revisions)]
struct ShownRow {
    id: Key,
    html: String,
    language: i16,
    content_hash: Vec<u8>,
}

type Row = (CommentRow, ShownRow, GroupRow, AuthorRow);

/// Whether a comment is to be seen by `$asking`: it is public, under what is public itself, and neither its author nor the author of what it answers is
/// one whom they silenced.
macro_rules! is_shown_to {
    ($asking:expr) => {{
        let (commented, answered, answered_by) = diesel::alias!(
            posts as commented,
            posts as answered,
            post_authors as answered_by
        );
        let asking = $asking.map(key);
        let is_silenced = silences::table
            .filter(silences::account_id.nullable().eq(asking))
            .filter(silences::other_id.eq(post_authors::account_id))
            .select(silences::other_id);
        let is_answer_to_silenced = answered_by
            .inner_join(
                silences::table
                    .on(silences::other_id.eq(answered_by.field(post_authors::account_id))),
            )
            .filter(silences::account_id.nullable().eq(asking))
            .filter(
                answered_by
                    .field(post_authors::post_id)
                    .nullable()
                    .eq(posts::reply_to_id),
            )
            .select(answered_by.field(post_authors::post_id).nullable());
        posts::published_revision_id
            .is_not_null()
            .and(
                posts::commented_id.eq_any(
                    commented
                        .filter(
                            commented
                                .field(posts::id)
                                .nullable()
                                .eq(posts::commented_id),
                        )
                        .filter(commented.field(posts::published_revision_id).is_not_null())
                        .select(commented.field(posts::id).nullable()),
                ),
            )
            .and(
                posts::reply_to_id.is_null().or(posts::reply_to_id.eq_any(
                    answered
                        .filter(answered.field(posts::id).nullable().eq(posts::reply_to_id))
                        .filter(answered.field(posts::published_revision_id).is_not_null())
                        .select(answered.field(posts::id).nullable()),
                )),
            )
            .and(post_authors::account_id.ne_all(is_silenced))
            .and(
                posts::reply_to_id
                    .is_null()
                    .or(posts::reply_to_id.ne_all(is_answer_to_silenced)),
            )
    }};
}

/// Comments with the revision they point to, the group and the author.
macro_rules! published {
    ($asking:expr) => {
        posts::table
            .inner_join(revisions::table)
            .inner_join(groups::table)
            .inner_join(
                post_authors::table.on(post_authors::post_id.eq(posts::id).and(is_first_author())),
            )
            .inner_join(accounts::table.on(accounts::id.eq(post_authors::account_id)))
            .filter(is_approved())
            .filter(is_shown_to!($asking))
            .select((
                CommentRow::as_select(),
                ShownRow::as_select(),
                (groups::id, groups::slug, groups::name),
                AuthorRow::as_select(),
            ))
    };
}

/// Up to `limit` comments on a post from a place on, in the direction's order, as `asking` may see them: nobody's if they are silenced, everybody's for
/// who is nobody.
pub async fn page(
    tx: &mut Tx,
    (post, asking): (PostId, Option<AccountId>),
    from: Option<Vec<u8>>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<PublicComment>, StorageError> {
    let rows: Vec<Row> = run!(tx, load, {
        let of_post = published!(asking)
            .filter(posts::commented_id.eq(Some(key(post))))
            .limit(limit)
            .into_boxed();
        let of_post = match direction {
            Direction::Forward => of_post.order(posts::place.asc()),
            Direction::Backward => of_post.order(posts::place.desc()),
        };
        match (direction, from.clone()) {
            (_, None) => of_post,
            (Direction::Forward, Some(place)) => of_post.filter(posts::place.gt(Some(place))),
            (Direction::Backward, Some(place)) => of_post.filter(posts::place.lt(Some(place))),
        }
    })?;
    let made = rows.into_iter().map(comment_of);
    Ok(made.collect::<Result<_, _>>()?)
}

/// The comment with this id, if `asking` may see it.
pub async fn get(
    tx: &mut Tx,
    id: PostId,
    asking: Option<AccountId>,
) -> Result<Option<PublicComment>, StorageError> {
    let row = optional!(tx, Row, published!(asking).filter(posts::id.eq(key(id))))?;
    Ok(row.map(comment_of).transpose()?)
}

/// Those of the comments that `asking` may see, in no particular order.
pub async fn by_ids(
    tx: &mut Tx,
    ids: &[PostId],
    asking: Option<AccountId>,
) -> Result<Vec<PublicComment>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        published!(asking).filter(posts::id.eq_any(keys(ids)))
    )?;
    let made = rows.into_iter().map(comment_of);
    Ok(made.collect::<Result<_, _>>()?)
}

/// How many comments on each of some posts `asking` may see; posts that have none are left out.
pub async fn count_of(
    tx: &mut Tx,
    of: &[PostId],
    asking: Option<AccountId>,
) -> Result<Vec<(PostId, i64)>, StorageError> {
    let rows: Vec<(Option<Key>, i64)> = run!(
        tx,
        load,
        posts::table
            .inner_join(
                post_authors::table.on(post_authors::post_id.eq(posts::id).and(is_first_author())),
            )
            .filter(is_shown_to!(asking))
            .filter(posts::commented_id.eq_any(keys(of).into_iter().map(Some)))
            .group_by(posts::commented_id)
            .select((posts::commented_id, diesel::dsl::count_star()))
    )?;
    let counted = rows.into_iter().filter_map(|(post, count)| {
        let post = PostId::from_uuid(post?.0);
        Some((post, count))
    });
    Ok(counted.collect())
}

/// How many comments that somebody sent wait for adults, beside one.
pub async fn count_waiting(tx: &mut Tx, by: AccountId, but: PostId) -> Result<i64, StorageError> {
    run!(
        tx,
        get_result,
        revisions::table
            .filter(revisions::submitted_by.eq(key(by)))
            .filter(revisions::state.eq(revision_state::PENDING))
            .filter(revisions::depth.gt(0_i16))
            .filter(revisions::post_id.ne(key(but)))
            .count()
    )
}

/// Whether a comment by somebody on a post was handed to the safeguarding leads, and is still with them or has these bytes.
pub async fn was_escalated(
    tx: &mut Tx,
    (by, on): (AccountId, PostId),
    hash: ContentHash,
) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        revisions::table
            .inner_join(reviews::table.on(reviews::revision_id.eq(revisions::id)))
            .inner_join(posts::table.on(posts::id.eq(revisions::post_id)))
            .filter(revisions::submitted_by.eq(key(by)))
            .filter(posts::commented_id.eq(Some(key(on))))
            .filter(reviews::escalated.eq(1_i16))
            .filter(
                revisions::content_hash
                    .eq(hash.as_bytes().as_slice())
                    .or(revisions::post_id.eq_any(
                        escalations::table
                            .filter(escalations::post_id.eq(revisions::post_id))
                            .filter(escalations::closed_at.is_null())
                            .select(escalations::post_id),
                    )),
            )
            .select(reviews::id)
            .limit(1)
    )?;
    Ok(found.is_some())
}

/// Who closed the comments of a post.
pub async fn closings(tx: &mut Tx, post: PostId) -> Result<Closings, StorageError> {
    let row = optional!(
        tx,
        (i16, Option<i16>),
        posts::table
            .find(key(post))
            .select((posts::closed_by_author, posts::closed_by_adult))
    )?;
    let Some(row) = row else {
        return Ok(Closings::default());
    };
    let corrupt = || CorruptRow::new("posts", "closed_by_adult", post.as_uuid());
    Ok(closings_of(row).ok_or_else(corrupt)?)
}

/// Who closed comments, as a row says it.
pub(crate) fn closings_of((by_author, by_adult): (i16, Option<i16>)) -> Option<Closings> {
    Some(Closings {
        by_author: by_author == 1,
        by_adult: match by_adult {
            None => None,
            Some(code) => Some(ClosingReason::from_number(code)?),
        },
    })
}

/// Whether nobody comments on a post any more.
pub async fn is_closed(tx: &mut Tx, post: PostId) -> Result<bool, StorageError> {
    Ok(closings(tx, post).await?.are_closed())
}

/// Stores who closed the comments of a post. The post is locked by the caller.
pub async fn store_closings(
    tx: &mut Tx,
    post: PostId,
    closings: Closings,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(posts::table.find(key(post))).set((
            posts::closed_by_author.eq(i16::from(closings.by_author)),
            posts::closed_by_adult.eq(closings.by_adult.map(Coded::number)),
        ))
    )?;
    Ok(())
}

fn comment_of((comment, shown, group, author): Row) -> Result<PublicComment, CorruptRow> {
    let in_post = |column| CorruptRow::new("posts", column, comment.id.0);
    let in_revision = |column| CorruptRow::new("revisions", column, shown.id.0);
    let author = author_of(author)?;
    Ok(PublicComment {
        id: PostId::from_uuid(comment.id.0),
        revision: RevisionId::from_uuid(shown.id.0),
        on: comment_on(comment.commented_id, comment.reply_to_id)
            .ok_or_else(|| in_post("commented_id"))?,
        html: SafeHtml::from_stored(shown.html),
        language: Language::from_number(shown.language).ok_or_else(|| in_revision("language"))?,
        by: if author.account == READERS {
            None
        } else {
            Some((author, Group::try_from(group)?))
        },
        published_on: comment
            .published_on
            .ok_or_else(|| in_post("published_on"))?,
        revised_on: comment.revised_on,
        content_hash: hash_of(&shown.content_hash, "revisions", shown.id.0)?,
        place: comment.place.ok_or_else(|| in_post("place"))?,
    })
}
