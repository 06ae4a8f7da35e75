//! What people are told of, what of it they have seen, and how often they want to be mailed.

use diesel::prelude::*;
use domain::notification::{Digest, NotificationKind};
use domain::{AccountId, NotificationId, PostId, ReviewId, Timestamp};
use uuid::Uuid;

use crate::codes::Coded as _;
use crate::schema::{notification_settings, notifications, post_authors, posts};
use crate::tx::{free_rows, locked, optional, run};
use crate::types::{At, Key, key};
use crate::{CorruptRow, Direction, StorageError, Tx};

/// What a notification is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A post or a comment of whoever is told, and what was said to it, if that is it.
    Text {
        /// Theirs.
        post: PostId,
        /// What was said to it.
        comment: Option<PostId>,
    },
    /// A review.
    Review(ReviewId),
}

/// Something of which somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Notification {
    /// The id; later ones are greater.
    pub id: NotificationId,
    /// Who is told.
    pub account: AccountId,
    /// What happened.
    pub kind: NotificationKind,
    /// To what.
    pub about: About,
    /// When.
    pub at: Timestamp,
}

/// Stores a notification.
pub async fn insert(tx: &mut Tx, new: &Notification) -> Result<(), StorageError> {
    let (post, comment, review) = match new.about {
        About::Text { post, comment } => (Some(post), comment, None),
        About::Review(review) => (None, None, Some(review)),
    };
    run!(
        tx,
        execute,
        diesel::insert_into(notifications::table).values((
            notifications::id.eq(key(new.id)),
            notifications::account_id.eq(key(new.account)),
            notifications::kind.eq(new.kind.number()),
            notifications::post_id.eq(post.map(key)),
            notifications::comment_id.eq(comment.map(key)),
            notifications::review_id.eq(review.map(key)),
            notifications::at.eq(At(new.at)),
        ))
    )?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = notifications)]
struct Row {
    id: Key,
    account_id: Key,
    kind: i16,
    post_id: Option<Key>,
    comment_id: Option<Key>,
    review_id: Option<Key>,
    at: At,
}

fn notification_of(row: &Row) -> Result<Notification, CorruptRow> {
    let corrupt = |column| CorruptRow::new("notifications", column, row.id.0);
    let about = match (row.post_id, row.review_id) {
        (Some(post), None) => About::Text {
            post: PostId::from_uuid(post.0),
            comment: row.comment_id.map(|comment| PostId::from_uuid(comment.0)),
        },
        (None, Some(review)) => About::Review(ReviewId::from_uuid(review.0)),
        (_, _) => return Err(corrupt("post_id")),
    };
    Ok(Notification {
        id: NotificationId::from_uuid(row.id.0),
        account: AccountId::from_uuid(row.account_id.0),
        kind: NotificationKind::from_number(row.kind).ok_or_else(|| corrupt("kind"))?,
        about,
        at: row.at.0,
    })
}

/// What `account` was told, the newest first: at most `limit`, from one on.
pub async fn of(
    tx: &mut Tx,
    account: AccountId,
    from: Option<NotificationId>,
    direction: Direction,
    limit: i64,
) -> Result<Vec<Notification>, StorageError> {
    let rows: Vec<Row> = run!(tx, load, {
        let theirs = notifications::table
            .filter(notifications::account_id.eq(key(account)))
            .limit(limit)
            .select(Row::as_select())
            .into_boxed();
        let theirs = match direction {
            Direction::Forward => theirs.order(notifications::id.desc()),
            Direction::Backward => theirs.order(notifications::id.asc()),
        };
        match (direction, from) {
            (_, None) => theirs,
            (Direction::Forward, Some(id)) => theirs.filter(notifications::id.lt(key(id))),
            (Direction::Backward, Some(id)) => theirs.filter(notifications::id.gt(key(id))),
        }
    })?;
    let read: Result<_, CorruptRow> = rows.iter().map(notification_of).collect();
    Ok(read?)
}

/// One notification.
pub async fn get(tx: &mut Tx, id: NotificationId) -> Result<Option<Notification>, StorageError> {
    let row = optional!(
        tx,
        Row,
        notifications::table.find(key(id)).select(Row::as_select())
    )?;
    Ok(row.as_ref().map(notification_of).transpose()?)
}

/// How many `account` was told after one of them, or at all; counted up to `most`.
pub async fn count_after(
    tx: &mut Tx,
    account: AccountId,
    after: Option<NotificationId>,
    most: i64,
) -> Result<usize, StorageError> {
    let after = key(after.map_or(Uuid::nil(), NotificationId::as_uuid));
    let newer: Vec<Key> = run!(
        tx,
        load,
        notifications::table
            .filter(notifications::account_id.eq(key(account)))
            .filter(notifications::id.gt(after))
            .order(notifications::id.desc())
            .limit(most)
            .select(notifications::id)
    )?;
    Ok(newer.len())
}

/// The newest that `account` was told.
pub async fn newest(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Option<NotificationId>, StorageError> {
    let newest = optional!(
        tx,
        Key,
        notifications::table
            .filter(notifications::account_id.eq(key(account)))
            .order(notifications::id.desc())
            .limit(1)
            .select(notifications::id)
    )?;
    Ok(newest.map(|id| NotificationId::from_uuid(id.0)))
}

/// Takes back that anybody was told of a comment, which is not public any more; gives who was.
pub async fn take_back_of(tx: &mut Tx, comment: PostId) -> Result<Vec<AccountId>, StorageError> {
    let told: Vec<Key> = run!(
        tx,
        load,
        notifications::table
            .filter(notifications::comment_id.eq(key(comment)))
            .select(notifications::account_id)
    )?;
    run!(
        tx,
        execute,
        diesel::delete(notifications::table.filter(notifications::comment_id.eq(key(comment))))
    )?;
    Ok(told
        .into_iter()
        .map(|account| AccountId::from_uuid(account.0))
        .collect())
}

/// Takes back what `account` was told of what `author` said, and of answers to that.
pub async fn take_back_from(
    tx: &mut Tx,
    account: AccountId,
    author: AccountId,
) -> Result<(), StorageError> {
    let theirs = || {
        post_authors::table
            .filter(post_authors::account_id.eq(key(author)))
            .select(post_authors::post_id.nullable())
    };
    let mine = notifications::account_id.eq(key(account));
    let mut told: Vec<Key> = run!(
        tx,
        load,
        notifications::table
            .filter(mine)
            .filter(notifications::comment_id.eq_any(theirs()))
            .select(notifications::id)
    )?;
    let answers: Vec<Key> = run!(
        tx,
        load,
        notifications::table
            .inner_join(posts::table.on(posts::id.nullable().eq(notifications::comment_id)))
            .filter(mine)
            .filter(posts::reply_to_id.eq_any(theirs()))
            .select(notifications::id)
    )?;
    told.extend(answers);
    if told.is_empty() {
        return Ok(());
    }
    let told = notifications::table
        .filter(notifications::id.eq_any(told))
        .select(notifications::id);
    let told: Vec<Key> = free_rows!(tx, Key, told)?;
    forget(tx, told).await
}

/// Forgets what was told until `until`: at most `limit`.
pub async fn purge(tx: &mut Tx, until: Timestamp, limit: i64) -> Result<(), StorageError> {
    let old = notifications::table
        .filter(notifications::at.le(At(until)))
        .order(notifications::at)
        .limit(limit)
        .select(notifications::id);
    let old: Vec<Key> = free_rows!(tx, Key, old)?;
    forget(tx, old).await
}

/// Forgets some. What another transaction has locked it takes away itself: nobody waits for anybody.
async fn forget(tx: &mut Tx, ids: Vec<Key>) -> Result<(), StorageError> {
    if ids.is_empty() {
        return Ok(());
    }
    run!(
        tx,
        execute,
        diesel::delete(notifications::table.filter(notifications::id.eq_any(ids)))
    )?;
    Ok(())
}

/// What somebody has seen, and how often they want to be mailed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    /// The newest notification that they have seen.
    pub seen: Option<NotificationId>,
    /// The newest one of which they were mailed.
    pub mailed: Option<NotificationId>,
    /// How often they want to be mailed, and when next.
    pub digest: Option<(Digest, Timestamp)>,
}

type SettingsRow = (Option<Key>, Option<Key>, Option<i16>, Option<At>);

const SETTINGS: (
    notification_settings::seen_id,
    notification_settings::mailed_id,
    notification_settings::digest,
    notification_settings::digest_due_at,
) = (
    notification_settings::seen_id,
    notification_settings::mailed_id,
    notification_settings::digest,
    notification_settings::digest_due_at,
);

/// Whoever never said anything has seen nothing and wants nothing.
fn settings_of(account: AccountId, row: Option<SettingsRow>) -> Result<Settings, CorruptRow> {
    let (seen, mailed, digest, due) = row.unwrap_or_default();
    let corrupt = || CorruptRow::new("notification_settings", "digest", account.as_uuid());
    let read = |digest| Digest::from_number(digest).ok_or_else(corrupt);
    Ok(Settings {
        seen: seen.map(|id| NotificationId::from_uuid(id.0)),
        mailed: mailed.map(|id| NotificationId::from_uuid(id.0)),
        digest: digest.map(read).transpose()?.zip(due.map(|due| due.0)),
    })
}

/// What somebody has seen and wants.
pub async fn settings(tx: &mut Tx, account: AccountId) -> Result<Settings, StorageError> {
    let row = optional!(
        tx,
        SettingsRow,
        notification_settings::table
            .find(key(account))
            .select(SETTINGS)
    )?;
    Ok(settings_of(account, row)?)
}

/// The same, locked from here on where it is stored.
pub async fn lock_settings(tx: &mut Tx, account: AccountId) -> Result<Settings, StorageError> {
    let row = locked!(
        tx,
        SettingsRow,
        notification_settings::table
            .find(key(account))
            .select(SETTINGS)
    )?;
    Ok(settings_of(account, row)?)
}

/// Stores what somebody has seen and wants.
pub async fn store_settings(
    tx: &mut Tx,
    account: AccountId,
    settings: &Settings,
) -> Result<(), StorageError> {
    let (digest, due) = settings.digest.unzip();
    let values = (
        notification_settings::seen_id.eq(settings.seen.map(key)),
        notification_settings::mailed_id.eq(settings.mailed.map(key)),
        notification_settings::digest.eq(digest.map(Digest::number)),
        notification_settings::digest_due_at.eq(due.map(At)),
    );
    run!(
        tx,
        execute,
        diesel::insert_into(notification_settings::table)
            .values((notification_settings::account_id.eq(key(account)), values))
            .on_conflict(notification_settings::account_id)
            .do_update()
            .set(values)
    )?;
    Ok(())
}

/// Whose digest is due at `now`, the longest due first.
pub async fn due(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<AccountId>, StorageError> {
    let due: Vec<Key> = run!(
        tx,
        load,
        notification_settings::table
            .filter(notification_settings::digest_due_at.le(At(now)))
            .order((
                notification_settings::digest_due_at,
                notification_settings::account_id
            ))
            .limit(most)
            .select(notification_settings::account_id)
    )?;
    Ok(due
        .into_iter()
        .map(|account| AccountId::from_uuid(account.0))
        .collect())
}
