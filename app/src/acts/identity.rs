//! Reading who somebody really is: for who asked, in the 15 minutes after another adult agreed. Every time leaves a record in
//! the same transaction, and the person sees it afterwards.

use chrono::NaiveDate;
use domain::act::{Act, OPEN_FOR};
use domain::policy::Action;
use domain::{ActId, Country, Timestamp};
use storage::acts;
use storage::{Tx, accounts, identities};
use zeroize::Zeroizing;

use super::ask::record;
use crate::failure::Barred;
use crate::secrets::Field;
use crate::{Ctx, Failure, Internal, Outcome};

/// Who somebody really is. It does not print.
pub struct OpenIdentity {
    /// The name, where it is kept.
    pub name: Option<Zeroizing<String>>,
    /// The birth date, where it is kept.
    pub born_on: Option<NaiveDate>,
    /// The address for mail, where it is kept.
    pub email: Option<Zeroizing<String>>,
    /// Where the person lives.
    pub country: Country,
    /// Until when it stays open.
    pub until: Timestamp,
}

/// Why an identity was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadIdentityRefusal {
    /// The person may not, or there is no such act.
    Barred(Barred),
    /// Nobody else agreed, or it was more than 15 minutes ago.
    NotOpen,
    /// Nothing is kept of who the person is.
    NothingKept,
}

impl From<Barred> for ReadIdentityRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

/// Reads who somebody really is.
pub async fn read_identity(ctx: &Ctx, act: ActId) -> Outcome<OpenIdentity, ReadIdentityRefusal> {
    ctx.person::<ReadIdentityRefusal>()?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<ReadIdentityRefusal>, _>(async move |tx: &mut Tx| {
            read(tx, &inner, act).await
        })
        .await
}

async fn read(tx: &mut Tx, ctx: &Ctx, act: ActId) -> Outcome<OpenIdentity, ReadIdentityRefusal> {
    let act = acts::lock(tx, act).await?;
    let act = act.ok_or_else(|| Failure::<ReadIdentityRefusal>::refused(Barred::NotFound))?;
    ctx.may::<ReadIdentityRefusal>(&Action::ReadIdentity(&act.asked))?;
    if !matches!(act.asked.act, Act::OpenIdentity(_)) {
        return Err(Failure::refused(Barred::NotFound));
    }
    let agreed = act.answer.filter(|answer| answer.agreed);
    let until = agreed.map(|answer| answer.at.plus(OPEN_FOR));
    let until = until
        .filter(|until| ctx.now() < *until)
        .ok_or(Failure::Refused(ReadIdentityRefusal::NotOpen))?;
    let identity = match accounts::identity(tx, act.asked.about).await? {
        Some(id) => identities::get(tx, id).await?,
        None => None,
    };
    let identity = identity.ok_or(Failure::Refused(ReadIdentityRefusal::NothingKept))?;
    acts::note_opened(tx, act.id, ctx.now()).await?;
    record("identity.read", &act).store(tx, ctx).await?;
    let key = ctx.app().vault().open_key(identity.id, &identity.key)?;
    let open = |field, sealed: Option<&Vec<u8>>| {
        sealed
            .map(|sealed| key.open(field, sealed))
            .transpose()
            .map_err(Failure::<ReadIdentityRefusal>::from)
    };
    let born_on = identity.birth_date.as_ref();
    let born_on = born_on.map(|sealed| key.open_birth_date(sealed));
    let born_on = born_on.transpose().map_err(Internal::from)?;
    Ok(OpenIdentity {
        name: open(Field::Name, identity.name.as_ref())?,
        born_on: born_on.map(|birth| birth.date()),
        email: open(
            Field::Email,
            identity.email.as_ref().map(|email| &email.sealed),
        )?,
        country: identity.country,
        until,
    })
}
