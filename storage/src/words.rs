//! What co-authors say to what was sent in their name, and what of it they read. Who they are is in `co_authors`; that nobody approves without their yes the
//! database says.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use domain::post::draft::DraftText;
use domain::post::{Authors, Word};
use domain::text::{Body, Summary, Title};
use domain::{AccountId, ContentHash, Language, PostId, RevisionId, Timestamp};

use crate::codes::Coded as _;
use crate::revisions::hash_of;
use crate::schema::{co_author_words as words, reviews, revisions};
use crate::tx::run;
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, StorageError, Tx, documents};

/// Forgets who was asked about some bytes of a post, and what they said: they are sent anew. Nobody reads them before they are asked again: the same
/// bytes may come of another source.
pub async fn forget(tx: &mut Tx, post: PostId, hash: ContentHash) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(
            words::table
                .filter(words::post_id.eq(key(post)))
                .filter(words::content_hash.eq(hash.as_bytes().as_slice()))
        )
    )?;
    Ok(())
}

/// Shows some bytes of a post to co-authors and asks for their word. A no that they said before is none any more.
pub async fn ask(
    tx: &mut Tx,
    (post, hash): (PostId, ContentHash),
    co_authors: &[AccountId],
    at: Timestamp,
) -> Result<(), StorageError> {
    let unsaid = (words::word.eq(None::<i16>), words::said_at.eq(None::<At>));
    for co_author in co_authors {
        run!(
            tx,
            execute,
            diesel::insert_into(words::table)
                .values((
                    words::post_id.eq(key(post)),
                    words::content_hash.eq(hash.as_bytes().as_slice()),
                    words::account_id.eq(key(*co_author)),
                    words::asked_at.eq(At(at)),
                ))
                .on_conflict((words::post_id, words::content_hash, words::account_id))
                .do_update()
                .set(unsaid)
        )?;
    }
    Ok(())
}

/// Stores what a co-author says to bytes about which they were asked.
pub async fn say(
    tx: &mut Tx,
    (post, hash, account): (PostId, ContentHash, AccountId),
    word: Word,
    at: Timestamp,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(words::table.find((key(post), hash.as_bytes().as_slice(), key(account))))
            .set((words::word.eq(word.number()), words::said_at.eq(At(at)),))
    )?;
    Ok(())
}

/// About which bytes of which post a co-author was asked, and what they said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The post.
    pub post: PostId,
    /// The bytes.
    pub content_hash: ContentHash,
    /// Who was asked.
    pub account: AccountId,
    /// What they said, if they did.
    pub word: Option<Word>,
}

type AskedRow = (Key, Vec<u8>, Key, Option<i16>);

/// Everything that was asked about some posts, in no order.
pub async fn asked(tx: &mut Tx, posts: &[PostId]) -> Result<Vec<Asked>, StorageError> {
    let rows: Vec<AskedRow> = run!(
        tx,
        load,
        words::table
            .filter(words::post_id.eq_any(keys(posts)))
            .select((
                words::post_id,
                words::content_hash,
                words::account_id,
                words::word
            ))
    )?;
    let read = rows.into_iter().map(|(post, hash, account, word)| {
        let corrupt = || CorruptRow::new("co_author_words", "word", post.0);
        Ok(Asked {
            post: PostId::from_uuid(post.0),
            content_hash: hash_of(&hash, "co_author_words", post.0)?,
            account: AccountId::from_uuid(account.0),
            word: word
                .map(|word| Word::from_number(word).ok_or_else(corrupt))
                .transpose()?,
        })
    });
    Ok(read.collect::<Result<_, CorruptRow>>()?)
}

/// Whether a co-author was asked about some bytes, and what they said: what nobody asked them about they don't read.
pub async fn word_of(
    tx: &mut Tx,
    (post, hash, account): (PostId, ContentHash, AccountId),
) -> Result<Option<Asked>, StorageError> {
    let asked = asked(tx, &[post]).await?;
    let mut theirs = asked.into_iter().filter(|it| it.account == account);
    Ok(theirs.find(|it| it.content_hash == hash))
}

/// How many submissions of a post, since a moment, co-authors were shown as soon as they were sent, and were taken back or replaced, and are not what one of them
/// said no to.
pub async fn taken_back(tx: &mut Tx, post: PostId, since: Timestamp) -> Result<i64, StorageError> {
    let refused = words::table
        .filter(words::post_id.eq(reviews::post_id))
        .filter(words::content_hash.eq(reviews::content_hash))
        .filter(words::word.eq(Word::Objects.number()));
    run!(
        tx,
        get_result,
        reviews::table
            .inner_join(revisions::table)
            .filter(reviews::post_id.eq(key(post)))
            .filter(reviews::shown_at.eq(revisions::submitted_at.nullable()))
            .filter(reviews::closed_by.is_null())
            .filter(reviews::closed_at.ge(At(since)))
            .filter(not(exists(refused)))
            .count()
    )
}

/// Which co-authors did not say yes to some bytes of a post. Of a post by one there are none, and nothing is asked.
pub async fn unsigned(
    tx: &mut Tx,
    (post, hash): (PostId, ContentHash),
    authors: &Authors,
) -> Result<Vec<AccountId>, StorageError> {
    if authors.co_authors().is_empty() {
        return Ok(Vec::new());
    }
    let signed: Vec<Key> = run!(
        tx,
        load,
        words::table
            .filter(words::post_id.eq(key(post)))
            .filter(words::content_hash.eq(hash.as_bytes().as_slice()))
            .filter(words::word.eq(Word::Agrees.number()))
            .select(words::account_id)
    )?;
    let missing = authors.co_authors().iter().copied();
    Ok(missing.filter(|it| !signed.contains(&key(*it))).collect())
}

/// What a co-author was asked about last of a post, as it was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The post.
    pub post: PostId,
    /// The revision.
    pub revision: RevisionId,
    /// What it says.
    pub text: DraftText,
    /// When it was sent.
    pub at: Timestamp,
}

/// What a co-author was asked about last of each of some posts; of a post of which they were asked nothing there is nothing.
pub async fn shown(
    tx: &mut Tx,
    posts: &[PostId],
    account: AccountId,
) -> Result<Vec<Shown>, StorageError> {
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    let newest = newest_shown(tx, posts, account).await?;
    let rows: Vec<ShownRow> = run!(
        tx,
        load,
        revisions::table
            .filter(revisions::id.eq_any(newest))
            .select(ShownRow::as_select())
    )?;
    let read: Result<_, CorruptRow> = rows.into_iter().map(Shown::try_from).collect();
    Ok(read?)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = revisions)]
struct ShownRow {
    id: Key,
    post_id: Key,
    title: Option<String>,
    summary: Option<String>,
    source: String,
    language: i16,
    topics: String,
    submitted_at: At,
}

impl TryFrom<ShownRow> for Shown {
    type Error = CorruptRow;

    fn try_from(row: ShownRow) -> Result<Self, CorruptRow> {
        let corrupt = |column| CorruptRow::new("revisions", column, row.id.0);
        let title = row.title.map(Title::from_stored).transpose();
        let summary = row.summary.map(Summary::from_stored).transpose();
        Ok(Self {
            post: PostId::from_uuid(row.post_id.0),
            revision: RevisionId::from_uuid(row.id.0),
            text: DraftText {
                title: title.map_err(|_unreadable| corrupt("title"))?,
                summary: summary.map_err(|_unreadable| corrupt("summary"))?,
                body: Some(Body::from_stored(row.source).map_err(|_unreadable| corrupt("source"))?),
                language: Language::from_number(row.language).ok_or_else(|| corrupt("language"))?,
                topics: documents::topics(&row.topics).ok_or_else(|| corrupt("topics"))?,
            },
            at: row.submitted_at.0,
        })
    }
}

/// The newest revision of each of some posts about which a co-author was asked.
async fn newest_shown(
    tx: &mut Tx,
    posts: &[PostId],
    account: AccountId,
) -> Result<Vec<Key>, StorageError> {
    let mut newest: Vec<(Key, Key)> = run!(
        tx,
        load,
        words::table
            .inner_join(
                revisions::table.on(revisions::post_id
                    .eq(words::post_id)
                    .and(revisions::content_hash.eq(words::content_hash)))
            )
            .filter(words::post_id.eq_any(keys(posts)))
            .filter(words::account_id.eq(key(account)))
            .order((words::post_id, revisions::number.desc()))
            .select((words::post_id, revisions::id))
    )?;
    newest.dedup_by_key(|(post, _)| *post);
    Ok(newest.into_iter().map(|(_, revision)| revision).collect())
}
