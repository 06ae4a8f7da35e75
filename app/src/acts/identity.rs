//! Reading who somebody really is: for who asked, within a day after another adult agreed, and for 15 minutes from the first
//! time. Every time leaves a record in the same transaction, and the person sees it afterwards.

use chrono::NaiveDate;
use domain::act::{Act, GOOD_FOR, OPEN_FOR, OpeningReason};
use domain::policy::Action;
use domain::{ActId, BirthDate, Country, Timestamp};
use storage::acts::{self, StoredAct};
use storage::identities::Identity;
use storage::{Tx, accounts, groups, identities};
use zeroize::Zeroizing;

use super::ask::record;
use crate::failure::Barred;
use crate::secrets::Field;
use crate::{Ctx, Failure, Internal, Outcome};

/// The guardians of one correspondent that are given at most.
const MOST_GUARDIANS: usize = 10;

/// Who somebody really is, or, where a guardian has to be reached, who the guardians are. It does not print.
pub struct OpenIdentity {
    /// The person, unless a guardian has to be reached.
    pub person: Option<RealPerson>,
    /// The guardians, where one has to be reached.
    pub guardians: Vec<RealPerson>,
    /// Until when it stays open.
    pub until: Timestamp,
}

/// Somebody, as far as it is kept. It does not print.
pub struct RealPerson {
    /// The name.
    pub name: Option<Zeroizing<String>>,
    /// The birth date.
    pub born_on: Option<NaiveDate>,
    /// The address for mail.
    pub email: Option<Zeroizing<String>>,
    /// Where the person lives.
    pub country: Country,
}

/// Why an identity was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadIdentityRefusal {
    /// The person may not, or there is no such act.
    Barred(Barred),
    /// Nobody else agreed, or it is over.
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
    let missing = || Failure::<ReadIdentityRefusal>::refused(Barred::NotFound);
    let act = acts::lock(tx, act).await?.ok_or_else(missing)?;
    ctx.may::<ReadIdentityRefusal>(&Action::ReadIdentity(&act.asked))?;
    let Act::OpenIdentity(reason) = act.asked.act else {
        return Err(missing());
    };
    let until = open_until(&act, ctx.now());
    let until = until.ok_or(Failure::Refused(ReadIdentityRefusal::NotOpen))?;
    let nothing = Failure::Refused(ReadIdentityRefusal::NothingKept);
    let Some(identity) = accounts::identity(tx, act.asked.about).await? else {
        return Err(nothing);
    };
    let (person, guardians) = if reason == OpeningReason::ReachGuardian {
        let mut guardians = Vec::new();
        for guardian in groups::guardians_of(tx, identity).await? {
            if let Some(guardian) = identities::get(tx, guardian.identity).await? {
                guardians.push(open(ctx, &guardian)?);
            }
        }
        guardians.truncate(MOST_GUARDIANS);
        (None, guardians)
    } else {
        let identity = identities::get(tx, identity).await?;
        let person = identity.map(|identity| open(ctx, &identity)).transpose()?;
        (person, Vec::new())
    };
    if person.is_none() && guardians.is_empty() {
        return Err(nothing);
    }
    acts::note_opened(tx, act.id, ctx.now()).await?;
    record("identity.read", &act).store(tx, ctx).await?;
    Ok(OpenIdentity {
        person,
        guardians,
        until,
    })
}

/// Until when an identity is open; `None` when it is not.
fn open_until(act: &StoredAct, now: Timestamp) -> Option<Timestamp> {
    let agreed = act.answer.filter(|answer| answer.agreed)?;
    let until = match act.opened {
        Some(opened) => opened.plus(OPEN_FOR),
        None if now < agreed.at.plus(GOOD_FOR) => now.plus(OPEN_FOR),
        None => return None,
    };
    (now < until).then_some(until)
}

fn open(ctx: &Ctx, identity: &Identity) -> Result<RealPerson, Internal> {
    let key = ctx.app().vault().open_key(identity.id, &identity.key)?;
    let text = |field, sealed: Option<&Vec<u8>>| {
        let opened = sealed.map(|sealed| key.open(field, sealed));
        opened.transpose()
    };
    let born_on = identity.birth_date.as_ref();
    let born_on = born_on.map(|sealed| key.open_birth_date(sealed));
    let email = identity.email.as_ref().map(|email| &email.sealed);
    Ok(RealPerson {
        name: text(Field::Name, identity.name.as_ref())?,
        born_on: born_on.transpose()?.map(BirthDate::date),
        email: text(Field::Email, email)?,
        country: identity.country,
    })
}
