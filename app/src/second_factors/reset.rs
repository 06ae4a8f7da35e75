//! Taking every second factor of somebody away who lost them all, so that they set up the first one anew. Who asks for
//! it was checked in person.

use domain::AccountId;
use domain::account::Role;
use domain::policy::Action;
use domain::text::Login;
use storage::second_factors::{self, Factors};
use storage::{Tx, accounts, identities, sessions};

use crate::failure::Barred;
use crate::record::Record;
use crate::{Ctx, Failure, Internal, Outcome};

/// Why nothing was taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResetRefusal {
    /// The actor may not.
    Barred(Barred),
    /// Nobody who works for the panel has this login.
    NoStaff,
}

impl From<Barred> for ResetRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

/// Takes every second factor of an account away and ends its sessions.
pub async fn reset_second_factors(ctx: &Ctx, login: Login) -> Outcome<(), ResetRefusal> {
    ctx.may::<ResetRefusal>(&Action::ResetSecondFactors)?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<ResetRefusal>, _>(async move |tx: &mut Tx| {
            let known = accounts::credentials(tx, &login).await?;
            let Some(account) = known.map(|known| known.account) else {
                return Err(Failure::Refused(ResetRefusal::NoStaff));
            };
            let roles = accounts::roles(tx, account).await?;
            if !roles.iter().copied().any(Role::is_staff) {
                return Err(Failure::Refused(ResetRefusal::NoStaff));
            }
            reset(tx, &inner, account).await?;
            Ok(())
        })
        .await
}

/// Takes them away in a transaction, whoever said so.
pub(crate) async fn reset(tx: &mut Tx, ctx: &Ctx, account: AccountId) -> Result<(), Internal> {
    let factors = second_factors::lock(tx, account).await?;
    // A code that was used stays used.
    let none = Factors {
        totp_step: factors.totp_step,
        ..Factors::default()
    };
    second_factors::store(tx, account, &none).await?;
    second_factors::remove_all(tx, account).await?;
    if let Some(identity) = accounts::identity(tx, account).await? {
        identities::set_totp_secret(tx, identity, None).await?;
    }
    sessions::end_all(tx, account).await?;
    Record::of("second-factor.reset", account)
        .store(tx, ctx)
        .await?;
    Ok(())
}
