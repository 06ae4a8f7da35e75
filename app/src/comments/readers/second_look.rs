//! A second look at what was decided against a reader's comment, for whoever has its receipt.

use domain::account::READERS;
use moderation::review::{NoSecondLook, Speaking};
use storage::Tx;

use super::UnknownReceipt;
use super::receipt::of_receipt;
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
) -> Outcome<(), ReaderSecondLookRefusal> {
    let (inner, code) = (ctx.clone(), receipt.hash());
    let db = ctx.app().db();
    let comment = db
        .read::<_, Failure<ReaderSecondLookRefusal>, _>(async move |tx: &mut Tx| {
            of_receipt(tx, &inner, &code)
                .await
                .map(|(comment, _)| comment)
        })
        .await?;
    let screenings = screen(ctx, &input, move |review| review.post == comment).await?;
    let inner = ctx.clone();
    db.write::<_, Failure<ReaderSecondLookRefusal>, _>(async move |tx: &mut Tx| {
        let refused = decided_on(tx, input.statement).await?;
        let refused = refused.filter(|refused| refused.post.id == comment);
        let refused = refused.ok_or(Failure::Refused(ReaderSecondLookRefusal::NotFound))?;
        let speaker = (READERS, Speaking::Author);
        let said = (input.message, screenings);
        let asked = look_again(tx, &inner, (refused, speaker), said).await?;
        match asked {
            Ok(_) => Ok(()),
            Err(why) => Err(Failure::Refused(ReaderSecondLookRefusal::Impossible(why))),
        }
    })
    .await
}
