//! The audit log: whether it is sound, and what those who run the panel read of it.

mod told;

pub use storage::audit::{Checked, Verdict};
use storage::{Tx, audit};
pub use told::{AuditView, AuditedBy, audit_log, audit_record};

use domain::policy::Action;

use crate::failure::Barred;
use crate::mail::Call;
use crate::{App, Ctx, Internal, Outcome};

/// Reads the whole log and names the first record that does not fit.
pub async fn verify_audit(ctx: &Ctx) -> Outcome<Verdict, Barred> {
    ctx.may::<Barred>(&Action::VerifyAudit)?;
    Ok(verify(ctx.app()).await?)
}

async fn verify(app: &App) -> Result<Verdict, Internal> {
    app.db()
        .read::<_, Internal, _>(async |tx: &mut Tx| Ok(audit::verify(tx).await?))
        .await
}

/// What the last look at the whole log found; `None` for whoever may not know, and where nobody looked yet.
pub async fn last_check(ctx: &Ctx) -> Result<Option<Checked>, Internal> {
    if !ctx.is_allowed(&Action::ReadAudit) {
        return Ok(None);
    }
    ctx.app()
        .db()
        .read::<_, Internal, _>(async |tx: &mut Tx| Ok(audit::checked(tx).await?))
        .await
}

/// Looks at the whole log.
pub(crate) async fn check(app: &App) -> Result<(), Internal> {
    let verdict = verify(app).await?;
    note(app, verdict).await
}

/// Notes what a look found, for those who run the panel, and calls for people where the log is broken.
pub async fn note(app: &App, verdict: Verdict) -> Result<(), Internal> {
    let (found, at) = (verdict.clone(), app.clock().now());
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            Ok(audit::note_check(tx, &found, at).await?)
        })
        .await?;
    if let Verdict::Broken { sequence, .. } = verdict {
        tracing::error!(audit.sequence = sequence, "the audit log is broken");
        app.mailer().call(Call::LogBroken).await?;
    }
    Ok(())
}
