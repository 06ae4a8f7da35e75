//! Who writes a post together, whom else they could ask, and to what somebody is invited.

use domain::policy::Action;
use domain::post::{Authors, Word};
use domain::{ContentHash, GroupId, PostId};
use storage::co_authors::{self, Invitation};
use storage::feed::PublicAuthor;
use storage::{StorageError, Tx, posts, revisions, words};

use crate::{Ctx, Internal};

/// The most members of a group who are looked through, which are all.
const MOST_MEMBERS: i64 = 200;

/// The most invitations that are listed.
const MOST_INVITATIONS: i64 = 50;

/// What somebody is to a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// They write it.
    Writes,
    /// They give their word on what is sent.
    Agrees,
    /// They were asked to.
    Invited,
}

/// Somebody who writes a post with others, or is to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoAuthor {
    /// Of which post.
    pub post: PostId,
    /// Who.
    pub who: PublicAuthor,
    /// What they do.
    pub part: Part,
    /// What they said to which bytes.
    pub words: Vec<(ContentHash, Word)>,
}

/// Who writes some posts, and of those that the person writes also who is invited. Only for posts that the caller got from `drafts` or `draft`.
pub async fn co_authors(ctx: &Ctx, ids: Vec<PostId>) -> Result<Vec<CoAuthor>, Internal> {
    let Some(account) = ctx.actor().account() else {
        return Ok(Vec::new());
    };
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let authors = co_authors::authors_of(tx, &ids).await?;
        let is_shared = |id: &PostId| authors.iter().filter(|(post, _)| post == id).count() > 1;
        let shared: Vec<PostId> = ids.iter().copied().filter(is_shared).collect();
        let said = if shared.is_empty() {
            Vec::new()
        } else {
            words::asked(tx, &shared).await?
        };
        let first = |id: &PostId| authors.iter().find(|(post, _)| post == id);
        let writes = |id: &PostId| first(id).is_some_and(|(_, who)| who.account == account);
        let own: Vec<PostId> = ids.iter().copied().filter(writes).collect();
        let invited = co_authors::invited_to(tx, &own).await?;
        let written = authors.iter().map(|(post, who)| {
            let leads = first(post).is_some_and(|(_, it)| it.account == who.account);
            let words = said.iter().filter_map(|it| {
                let is_theirs = it.post == *post && it.account == who.account;
                it.word
                    .filter(|_| is_theirs)
                    .map(|word| (it.content_hash, word))
            });
            CoAuthor {
                post: *post,
                who: who.clone(),
                part: if leads { Part::Writes } else { Part::Agrees },
                words: words.collect(),
            }
        });
        let asked = invited.into_iter().map(|(post, who)| CoAuthor {
            post,
            who,
            part: Part::Invited,
            words: Vec::new(),
        });
        Ok(written.chain(asked).collect())
    })
    .await
}

/// The others of a group who could write a post with its authors.
pub(crate) async fn candidates(
    tx: &mut Tx,
    authors: &Authors,
    group: GroupId,
) -> Result<Vec<PublicAuthor>, StorageError> {
    let mut found = co_authors::correspondents_of(tx, group, MOST_MEMBERS).await?;
    found.retain(|it| !authors.include(it.account));
    Ok(found)
}

/// Whom the person could still invite to write a post with them, by pen name: nobody once something of it was sent.
pub async fn possible_co_authors(ctx: &Ctx, post: PostId) -> Result<Vec<PublicAuthor>, Internal> {
    let inner = ctx.clone();
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        let Some((authors, group)) = posts::written_by(tx, post).await? else {
            return Ok(Vec::new());
        };
        let may = inner.is_allowed(&Action::InviteCoAuthors(&authors));
        if !may
            || posts::comment_on_of(tx, post).await?.is_some()
            || revisions::newest(tx, post).await?.is_some()
        {
            return Ok(Vec::new());
        }
        let invited = co_authors::invited_to(tx, &[post]).await?;
        let mut found = candidates(tx, &authors, group).await?;
        found.retain(|it| !invited.iter().any(|(_, who)| who.account == it.account));
        Ok(found)
    })
    .await
}

/// To which posts the person is invited, the newest invitation first.
pub async fn co_author_invitations(ctx: &Ctx) -> Result<Vec<Invitation>, Internal> {
    let account = ctx.actor().account();
    let Some(account) = account.filter(|_| ctx.is_allowed(&Action::AnswerCoAuthors)) else {
        return Ok(Vec::new());
    };
    let db = ctx.app().db();
    db.read::<_, Internal, _>(async move |tx: &mut Tx| {
        Ok(co_authors::invitations_of(tx, account, MOST_INVITATIONS).await?)
    })
    .await
}
