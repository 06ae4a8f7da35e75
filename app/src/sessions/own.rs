//! One's own sessions: seeing them, naming them, and ending what one does not know. Also for who is suspended.

use domain::policy::Action;
use domain::text::Label;
use domain::{AccountId, SessionId};
use storage::Tx;
use storage::sessions::{self, Session};

use super::MOST_SESSIONS;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome};

/// A session of whoever asks.
#[derive(Debug, Clone)]
pub struct SessionView {
    /// The session.
    pub session: Session,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// Why nothing was done to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionRefusal {
    /// Nobody is signed in, or has no such session.
    Barred(Barred),
    /// The retry id was used for something else.
    Reused,
}

refusal!(SessionRefusal);

/// The sessions of whoever asks, the newest first.
pub async fn own_sessions(ctx: &Ctx) -> Result<Vec<SessionView>, Internal> {
    let found = ctx.actor().account().zip(ctx.viewer());
    let Some((account, viewer)) = found.filter(|_| ctx.is_allowed(&Action::KeepOwnAccount)) else {
        return Ok(Vec::new());
    };
    let (now, current) = (ctx.now(), viewer.session);
    let view = move |session: Session| SessionView {
        is_current: session.id == current,
        session,
    };
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = sessions::of_account(tx, account, now, MOST_SESSIONS).await?;
            Ok(found.into_iter().map(view).collect())
        })
        .await
}

/// Names a session, or takes its name away.
pub async fn name_session(
    ctx: &Ctx,
    session: SessionId,
    name: Option<Label>,
    retry: Option<ClientMutationId>,
) -> Outcome<(), SessionRefusal> {
    once(
        ctx,
        "nameSession",
        (session, name),
        retry,
        |tx, ctx, (id, name)| {
            Box::pin(async move {
                let account = own(ctx)?;
                if sessions::rename(tx, account, id, name.as_ref()).await? {
                    return Ok(());
                }
                Err(Failure::refused(Barred::NotFound))
            })
        },
    )
    .await
}

/// Ends a session at once, everywhere its token is used.
pub async fn end_session(
    ctx: &Ctx,
    session: SessionId,
    retry: Option<ClientMutationId>,
) -> Outcome<(), SessionRefusal> {
    once(ctx, "endSession", session, retry, |tx, ctx, id| {
        Box::pin(async move {
            if !sessions::end(tx, own(ctx)?, id).await? {
                return Err(Failure::refused(Barred::NotFound));
            }
            Record::of("session.closed", id).store(tx, ctx).await?;
            Ok(())
        })
    })
    .await
}

fn own(ctx: &Ctx) -> Result<AccountId, Failure<SessionRefusal>> {
    ctx.may::<SessionRefusal>(&Action::KeepOwnAccount)?;
    Ok(ctx.person::<SessionRefusal>()?.account)
}
