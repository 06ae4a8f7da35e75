//! Checking the audit log, for the operator.

use domain::policy::Action;
pub use storage::audit::Verdict;
use storage::{Tx, audit};

use crate::failure::Barred;
use crate::{Ctx, Failure, Outcome};

/// Reads the whole log and names the first record that does not fit.
pub async fn verify_audit(ctx: &Ctx) -> Outcome<Verdict, Barred> {
    ctx.may::<Barred>(&Action::VerifyAudit)?;
    ctx.app()
        .db()
        .read::<_, Failure<Barred>, _>(async |tx: &mut Tx| Ok(audit::verify(tx).await?))
        .await
}
