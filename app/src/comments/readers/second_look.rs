//! A second look at what was decided against a reader's comment, for whoever has its receipt.

use domain::account::READERS;
use moderation::review::{NoSecondLook, Speaking};
use storage::{Tx, accounts};

use super::UnknownReceipt;
use super::bounds::may_wait;
use super::receipt::{ReaderComment, of_receipt, view};
use crate::reviews::AskForSecondLook;
use crate::reviews::second_look::{decided_on, look_again, screen};
use crate::secrets::OneTimeCode;
use crate::{Ctx, Failure, Outcome};

/// Why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReaderSecondLookRefusal {
    /// No comment has that receipt.
    UnknownReceipt,
    /// The statement is not about that comment.
    NotFound,
    /// It can't be had.
    Impossible(NoSecondLook),
    /// So many comments of readers wait already.
    TooManyWait,
}

impl From<UnknownReceipt> for ReaderSecondLookRefusal {
    fn from(_: UnknownReceipt) -> Self {
        Self::UnknownReceipt
    }
}

/// Has another adult look at what was decided against the comment whose receipt this is.
pub async fn ask_for_second_look_as_reader(
    ctx: &Ctx,
    receipt: &OneTimeCode,
    input: AskForSecondLook,
) -> Outcome<ReaderComment, ReaderSecondLookRefusal> {
    let (inner, code) = (ctx.clone(), receipt.hash());
    let db = ctx.app().db();
    let (comment, on) = db
        .read::<_, Failure<ReaderSecondLookRefusal>, _>(async move |tx: &mut Tx| {
            of_receipt(tx, &inner, &code).await
        })
        .await?;
    let screenings = screen(ctx, &input, move |review| review.post == comment).await?;
    // Whoever is signed in leaves no trace of that.
    let inner = ctx.app().reader(ctx.language());
    db.write::<_, Failure<ReaderSecondLookRefusal>, _>(async move |tx: &mut Tx| {
        let refused = decided_on(tx, input.statement).await?;
        let refused = refused.filter(|refused| refused.post.id == comment);
        let refused = refused.ok_or(Failure::Refused(ReaderSecondLookRefusal::NotFound))?;
        accounts::lock(tx, READERS).await?;
        if may_wait(tx, (on, comment)).await?.is_err() {
            return Err(Failure::Refused(ReaderSecondLookRefusal::TooManyWait));
        }
        let speaker = (READERS, Speaking::Author);
        let said = (input.message, screenings);
        match look_again(tx, &inner, (refused, speaker), said).await? {
            Ok(_) => Ok(view(tx, inner.language(), comment).await?),
            Err(why) => Err(Failure::Refused(ReaderSecondLookRefusal::Impossible(why))),
        }
    })
    .await
}
