//! Posts that several write: who is invited and who joined. What they say to what is sent is in `words`; who may is decided in `app`.

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use domain::account::{Role, Standing};
use domain::{AccountId, GroupId, PostId, Timestamp};

use crate::codes::{Coded as _, is_first_author};
use crate::feed::{AuthorRow, PublicAuthor, author_of};
use crate::schema::{
    account_roles, accounts, co_author_invitations as invitations, memberships, post_authors,
    posts, revisions, silences,
};
use crate::tx::{optional, run};
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, StorageError, Tx};

/// Invites somebody. Tells whether they were never invited before: of an invitation nobody is told twice, and a no is kept. The post is locked by the caller.
pub async fn invite(
    tx: &mut Tx,
    (post, account): (PostId, AccountId),
    at: Timestamp,
) -> Result<bool, StorageError> {
    let row = invitations::table.find((key(post), key(account)));
    let again = run!(
        tx,
        execute,
        diesel::update(row).set(invitations::taken_back.eq(0_i16))
    )?;
    if again > 0 {
        return Ok(false);
    }
    run!(
        tx,
        execute,
        diesel::insert_into(invitations::table).values((
            invitations::post_id.eq(key(post)),
            invitations::account_id.eq(key(account)),
            invitations::invited_at.eq(At(at)),
            invitations::declined.eq(0_i16),
            invitations::taken_back.eq(0_i16),
        ))
    )?;
    Ok(true)
}

/// Whether somebody is invited and has not said no. The post is locked by the caller.
pub async fn is_invited(
    tx: &mut Tx,
    post: PostId,
    account: AccountId,
) -> Result<bool, StorageError> {
    let found = optional!(
        tx,
        Key,
        invitations::table
            .find((key(post), key(account)))
            .filter(invitations::declined.eq(0_i16))
            .filter(invitations::taken_back.eq(0_i16))
            .select(invitations::account_id)
    )?;
    Ok(found.is_some())
}

/// Keeps that somebody said no, or left: they are not asked about this post again, and nobody is told.
pub async fn decline(tx: &mut Tx, post: PostId, account: AccountId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(invitations::table.find((key(post), key(account))))
            .set(invitations::declined.eq(1_i16))
    )?;
    Ok(())
}

/// Takes an invitation back, or notes that it is used. Tells whether there was one, whatever was answered to it.
pub async fn uninvite(tx: &mut Tx, post: PostId, account: AccountId) -> Result<bool, StorageError> {
    let gone = run!(
        tx,
        execute,
        diesel::update(
            invitations::table
                .find((key(post), key(account)))
                .filter(invitations::taken_back.eq(0_i16))
        )
        .set(invitations::taken_back.eq(1_i16))
    )?;
    Ok(gone > 0)
}

/// Who is invited to those of some posts of which nothing was sent, those who said no among them: whoever invites does not see that they did.
pub async fn invited_to(
    tx: &mut Tx,
    posts: &[PostId],
) -> Result<Vec<(PostId, PublicAuthor)>, StorageError> {
    let rows: Vec<(Key, AuthorRow)> = run!(
        tx,
        load,
        invitations::table
            .inner_join(accounts::table.on(accounts::id.eq(invitations::account_id)))
            .filter(invitations::post_id.eq_any(keys(posts)))
            .filter(invitations::taken_back.eq(0_i16))
            .filter(not(exists(
                revisions::table.filter(revisions::post_id.eq(invitations::post_id))
            )))
            .order((invitations::post_id, accounts::pen_name, accounts::id))
            .select((invitations::post_id, AuthorRow::as_select()))
    )?;
    with_posts(rows)
}

/// The authors of some posts, in the order in which they are named.
pub async fn authors_of(
    tx: &mut Tx,
    posts: &[PostId],
) -> Result<Vec<(PostId, PublicAuthor)>, StorageError> {
    let rows: Vec<(Key, AuthorRow)> = run!(
        tx,
        load,
        post_authors::table
            .inner_join(accounts::table.on(accounts::id.eq(post_authors::account_id)))
            .filter(post_authors::post_id.eq_any(keys(posts)))
            .order((post_authors::post_id, post_authors::position))
            .select((post_authors::post_id, AuthorRow::as_select()))
    )?;
    with_posts(rows)
}

fn with_posts(rows: Vec<(Key, AuthorRow)>) -> Result<Vec<(PostId, PublicAuthor)>, StorageError> {
    let read = rows
        .into_iter()
        .map(|(post, author)| Ok((PostId::from_uuid(post.0), author_of(author)?)));
    Ok(read.collect::<Result<_, CorruptRow>>()?)
}

/// An invitation, as whoever is invited sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// To which post.
    pub post: PostId,
    /// Who writes it.
    pub by: PublicAuthor,
    /// Since when.
    pub at: Timestamp,
}

/// The open invitations of somebody in their group, the newest first: not to what was sent already, and none of those whom they keep away.
pub async fn invitations_of(
    tx: &mut Tx,
    account: AccountId,
    most: i64,
) -> Result<Vec<Invitation>, StorageError> {
    let rows: Vec<(Key, At, AuthorRow)> = run!(
        tx,
        load,
        invitations::table
            .inner_join(
                post_authors::table.on(post_authors::post_id
                    .eq(invitations::post_id)
                    .and(is_first_author()))
            )
            .inner_join(accounts::table.on(accounts::id.eq(post_authors::account_id)))
            .inner_join(posts::table.on(posts::id.eq(invitations::post_id)))
            .inner_join(
                memberships::table.on(memberships::account_id
                    .eq(invitations::account_id)
                    .and(memberships::group_id.eq(posts::group_id)))
            )
            .filter(invitations::account_id.eq(key(account)))
            .filter(invitations::declined.eq(0_i16))
            .filter(invitations::taken_back.eq(0_i16))
            .filter(not(exists(
                revisions::table.filter(revisions::post_id.eq(invitations::post_id))
            )))
            .filter(not(exists(
                silences::table
                    .filter(silences::account_id.eq(key(account)))
                    .filter(silences::other_id.eq(post_authors::account_id))
            )))
            .order((invitations::invited_at.desc(), invitations::post_id))
            .limit(most)
            .select((
                invitations::post_id,
                invitations::invited_at,
                AuthorRow::as_select()
            ))
    )?;
    let read = rows.into_iter().map(|(post, at, by)| {
        Ok(Invitation {
            post: PostId::from_uuid(post.0),
            by: author_of(by)?,
            at: at.0,
        })
    });
    Ok(read.collect::<Result<_, CorruptRow>>()?)
}

/// The correspondents of a group whose account is active, by pen name: so many at most.
pub async fn correspondents_of(
    tx: &mut Tx,
    group: GroupId,
    most: i64,
) -> Result<Vec<PublicAuthor>, StorageError> {
    let rows: Vec<AuthorRow> = run!(
        tx,
        load,
        memberships::table
            .inner_join(accounts::table)
            .inner_join(
                account_roles::table.on(account_roles::account_id
                    .eq(memberships::account_id)
                    .and(account_roles::role.eq(Role::Correspondent.number())))
            )
            .filter(memberships::group_id.eq(key(group)))
            .filter(accounts::standing.eq(Standing::Active.number()))
            .order((accounts::pen_name, accounts::id))
            .limit(most)
            .select(AuthorRow::as_select())
    )?;
    let read: Result<_, CorruptRow> = rows.into_iter().map(author_of).collect();
    Ok(read?)
}

/// Makes somebody an author, named after all others. The post is locked by the caller; the database refuses it once anything was sent.
pub async fn join(tx: &mut Tx, post: PostId, account: AccountId) -> Result<(), StorageError> {
    let taken: Option<i16> = run!(
        tx,
        get_result,
        post_authors::table
            .filter(post_authors::post_id.eq(key(post)))
            .select(diesel::dsl::max(post_authors::position))
    )?;
    run!(
        tx,
        execute,
        diesel::insert_into(post_authors::table).values((
            post_authors::post_id.eq(key(post)),
            post_authors::account_id.eq(key(account)),
            post_authors::position.eq(taken.map_or(0, |last| last.saturating_add(1))),
        ))
    )?;
    uninvite(tx, post, account).await?;
    Ok(())
}

/// Makes somebody no author any more. The post is locked by the caller; the database refuses it once anything was sent.
pub async fn leave(tx: &mut Tx, post: PostId, account: AccountId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(post_authors::table.find((key(post), key(account))))
    )?;
    Ok(())
}

/// Whether one of some co-authors keeps somebody away.
pub async fn keep_away(
    tx: &mut Tx,
    co_authors: &[AccountId],
    writer: AccountId,
) -> Result<bool, StorageError> {
    let rows: Vec<Key> = run!(
        tx,
        load,
        silences::table
            .filter(silences::account_id.eq_any(keys(co_authors)))
            .filter(silences::other_id.eq(key(writer)))
            .select(silences::account_id)
            .limit(1)
    )?;
    Ok(!rows.is_empty())
}
