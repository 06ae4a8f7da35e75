//! Changing a reader's comment after an adult decided against it.

use domain::Language;
use domain::account::READERS;
use domain::policy::Action;
use domain::post::draft::{Draft, DraftVersion};
use storage::{Tx, accounts, drafts, posts, readers, revisions};

use super::ReaderChangeRefusal;
use super::bounds::may_wait;
use super::receipt::of_receipt;
use super::say::earlier;
use crate::comments::Unsayable;
use crate::comments::comment::{read, rendered};
use crate::comments::place::is_there;
use crate::drafts::rendering::Prepared;
use crate::drafts::{Submitting, risks, store_submission};
use crate::failure::Barred;
use crate::helplines::{Line, for_findings};
use crate::record::Record;
use crate::secrets::OneTimeCode;
use crate::{Ctx, Failure, Internal, Outcome};

/// What a comment is to say in place of what it said.
pub struct ChangeAsReader {
    /// Its receipt.
    pub receipt: OneTimeCode,
    /// The text as it was typed.
    pub text: String,
    /// The language it is written in.
    pub language: Language,
}

/// Sends a comment again, in other words, after an adult asked for a change, declined it or took it down. Gives whom to turn to, if something in the text sounds like danger.
pub async fn change_as_reader(
    ctx: &Ctx,
    input: ChangeAsReader,
) -> Outcome<Vec<Line>, ReaderChangeRefusal> {
    ctx.may::<ReaderChangeRefusal>(&Action::CommentAsReader)?;
    let text = read(&input.text, input.language).map_err(Failure::refused)?;
    let (inner, code) = (ctx.clone(), input.receipt.hash());
    let (before, earlier) = ctx
        .app()
        .db()
        .read::<_, Failure<ReaderChangeRefusal>, _>(async move |tx: &mut Tx| {
            let (comment, on) = of_receipt(tx, &inner, &code).await?;
            if !revisions::was_decided_against(tx, comment).await? {
                return Err(Unsayable::NothingToChange.into());
            }
            let draft = drafts::get(tx, comment).await?;
            let draft = draft.ok_or(Internal::Contradiction("a post without a draft"))?;
            Ok((draft, earlier(tx, (on, comment)).await?))
        })
        .await?;
    let seen = before.version;
    let draft = before
        .save(seen, text, ctx.now())
        .map_err(|_stale| Internal::Contradiction("a draft that is older than itself"))?;
    let prepared = rendered(ctx, &draft, earlier).await?;
    let helplines = for_findings(ctx, &prepared.screening.findings);
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<ReaderChangeRefusal>, _>(async move |tx: &mut Tx| {
            send_again(tx, &inner, (&draft, seen), &prepared).await
        })
        .await?;
    Ok(helplines)
}

async fn send_again(
    tx: &mut Tx,
    ctx: &Ctx,
    (draft, seen): (&Draft, DraftVersion),
    prepared: &Prepared,
) -> Outcome<(), ReaderChangeRefusal> {
    let on = draft
        .comment_on
        .ok_or(Internal::Contradiction("a comment on nothing"))?;
    // As when it was sent first: the post above, the comment, and then who counts what waits.
    posts::lock(tx, on.post).await?;
    let post = posts::lock(tx, draft.post).await?;
    let post = post.ok_or_else(|| Failure::refused(Barred::NotFound))?;
    accounts::lock(tx, READERS).await?;
    if !revisions::was_decided_against(tx, post.id).await? {
        return Err(Unsayable::NothingToChange.into());
    }
    let stored = drafts::get(tx, post.id).await?;
    if stored.map(|stored| stored.version) != Some(seen) {
        return Err(Internal::Busy("commenting").into());
    }
    if !is_there(tx, on, None).await? {
        return Err(Unsayable::NotThere.into());
    }
    let place = (on.post, post.id);
    may_wait(tx, place).await??;
    let hash = prepared.content_hash(&post.authors);
    if revisions::standing_by_hash(tx, post.id, hash)
        .await?
        .is_some()
    {
        return Err(Unsayable::SentBefore.into());
    }
    drafts::update(tx, draft).await?;
    Record::of("draft.saved", post.id)
        .with("version", draft.version.number())
        .store(tx, ctx)
        .await?;
    let submitting = Submitting {
        by: READERS,
        findings_shown: false,
        risks: risks::of_authors(tx, ctx, &post).await?,
        decided_before: readers::decided_against(tx, place, hash).await?,
    };
    store_submission(tx, ctx, &post, prepared, submitting).await?;
    Ok(())
}
