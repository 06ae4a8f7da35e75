//! What a receipt is good for: seeing what became of a comment, and taking it back. A receipt that no comment has is one answer, whatever else is true.

use domain::account::READERS;
use domain::policy::Action;
use domain::{Language, PostId};
use storage::statements::{self, Known, StoredStatement};
use storage::{Tx, posts, readers};

use super::UnknownReceipt;
use crate::posts::take_down;
use crate::read::{DraftView, MOST_STATEMENTS, view_of};
use crate::secrets::OneTimeCode;
use crate::{Ctx, Failure, Internal, Outcome};

/// A reader's comment as its author sees it.
#[derive(Debug, Clone)]
pub struct ReaderComment {
    /// What was sent, what became of it, and what is public of it.
    pub view: DraftView,
    /// What adults said against it, the newest first.
    pub statements: Vec<StoredStatement>,
}

/// What became of the comment whose receipt this is.
pub async fn reader_comment(
    ctx: &Ctx,
    receipt: &OneTimeCode,
) -> Outcome<ReaderComment, UnknownReceipt> {
    let (inner, code) = (ctx.clone(), receipt.hash());
    ctx.app()
        .db()
        .read::<_, Failure<UnknownReceipt>, _>(async move |tx: &mut Tx| {
            let (comment, _) = of_receipt(tx, &inner, &code).await?;
            Ok(view(tx, inner.language(), comment).await?)
        })
        .await
}

/// A reader's comment as its author sees it.
pub(super) async fn view(
    tx: &mut Tx,
    language: Language,
    comment: PostId,
) -> Result<ReaderComment, Internal> {
    let found = view_of(tx, (READERS, language), comment).await?;
    Ok(ReaderComment {
        view: found.ok_or(Internal::Contradiction("a receipt of nothing"))?,
        statements: statements::of_post(tx, comment, Known::All, MOST_STATEMENTS).await?,
    })
}

/// Takes the comment back: what waits is read by nobody, and what is public is not any more. Taking it back again changes nothing.
pub async fn take_back_as_reader(
    ctx: &Ctx,
    receipt: &OneTimeCode,
) -> Outcome<ReaderComment, UnknownReceipt> {
    // Looked at first, so that whoever guesses keeps no writer.
    reader_comment(ctx, receipt).await?;
    // Whoever is signed in leaves no trace of that.
    let (inner, code) = (ctx.app().reader(ctx.language()), receipt.hash());
    ctx.app()
        .db()
        .write::<_, Failure<UnknownReceipt>, _>(async move |tx: &mut Tx| {
            let (comment, _) = of_receipt(tx, &inner, &code).await?;
            posts::lock(tx, comment).await?;
            take_down(tx, &inner, comment).await?;
            Ok(view(tx, inner.language(), comment).await?)
        })
        .await
}

/// The comment whose receipt this is, and the post that it is said to.
pub(super) async fn of_receipt<R: From<UnknownReceipt>>(
    tx: &mut Tx,
    ctx: &Ctx,
    code: &[u8; 32],
) -> Outcome<(PostId, PostId), R> {
    let found = readers::by_code(tx, code).await?;
    if found.is_none() {
        tracing::info!("somebody presented a code that no comment's receipt has");
    }
    found
        .filter(|_| ctx.is_allowed(&Action::UseCommentReceipt))
        .ok_or_else(|| Failure::refused(UnknownReceipt))
}
