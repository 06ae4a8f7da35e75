//! Signing out: the session ends at once, everywhere its token is used.

use storage::{Tx, sessions};

use crate::record::Record;
use crate::{Ctx, Internal};

/// Ends the session of this request; without one there is nothing to do.
pub async fn sign_out(ctx: &Ctx) -> Result<(), Internal> {
    let Some(session) = ctx.viewer().map(|viewer| viewer.session) else {
        return Ok(());
    };
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            sessions::delete(tx, session).await?;
            Record::of("session.closed", session)
                .store(tx, &inner)
                .await?;
            Ok(())
        })
        .await
}
