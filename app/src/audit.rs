//! The audit log: whether it is sound, and what those who run the panel read of it.

mod check;
mod told;

pub(crate) use check::run;
pub use check::{LastCheck, check_due, last_check, note};
pub use storage::audit::Verdict;
use storage::{Tx, audit};
pub use told::{AuditView, AuditedBy, audit_log, audit_record};

use domain::policy::Action;

use crate::failure::Barred;
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
