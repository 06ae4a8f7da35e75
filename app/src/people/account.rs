//! Creating an account with its roles, birth date and clearance.

use chrono::NaiveDate;
use domain::account::Role;
use domain::age::BirthDateError;
use domain::consent::{Answer, Purpose};
use domain::policy::Action;
use domain::text::{Login, PenName};
use domain::{AccountId, BirthDate, Country, Language};
use storage::identities::{Identity, SealedBirth};
use storage::{StorageError, Tx, accounts, identities, posts};

use super::identity::{self, RealIdentity};
use crate::consent::{About, Speaker, Word, store_words};
use crate::failure::Barred;
use crate::record::Record;
use crate::secrets::Passphrase;
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome};

/// The first and the last day on which a seen certificate is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clearance {
    /// The day it was issued.
    pub issued_on: NaiveDate,
    /// The last day.
    pub expires_on: NaiveDate,
}

/// An account to create.
pub struct NewAccount {
    /// The name to sign in with.
    pub login: Login,
    /// The name that readers see.
    pub pen_name: PenName,
    /// The first passphrase.
    pub passphrase: Passphrase,
    /// The language that the person reads.
    pub language: Language,
    /// What the person is trusted with.
    pub roles: Vec<Role>,
    /// The birth date of a correspondent; adults' are not kept.
    pub born_on: Option<NaiveDate>,
    /// Where the person lives.
    pub country: Country,
    /// What a correspondent consented to, on paper.
    pub consent: Vec<Purpose>,
    /// The clearance of whoever needs one.
    pub clearance: Option<Clearance>,
}

/// Why no account was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountRefusal {
    /// The actor may not.
    Barred(Barred),
    /// The login or the pen name is taken, or the pen name looks like one that is.
    Taken,
    /// A correspondent needs a birth date.
    NoBirthDate,
    /// The birth date is not believed.
    BirthDate(BirthDateError),
}

impl From<Barred> for AccountRefusal {
    fn from(barred: Barred) -> Self {
        Self::Barred(barred)
    }
}

/// Creates an account.
pub async fn create_account(ctx: &Ctx, new: NewAccount) -> Outcome<AccountId, AccountRefusal> {
    ctx.may::<AccountRefusal>(&Action::CreateAccount)?;
    if new.roles.contains(&Role::Correspondent) && new.born_on.is_none() {
        return Err(Failure::Refused(AccountRefusal::NoBirthDate));
    }
    let id = AccountId::from_uuid(new_id(ctx.now()));
    let identity = match new.born_on {
        None => None,
        Some(day) => {
            let birth = BirthDate::new(day, ctx.today())
                .map_err(|error| Failure::Refused(AccountRefusal::BirthDate(error)))?;
            let real = RealIdentity {
                name: None,
                birth: Some(birth),
                email: None,
                country: new.country,
            };
            Some(identity::seal(ctx, &real)?)
        }
    };
    let hash = ctx.app().passphrases().hash(new.passphrase.clone()).await?;
    let inner = ctx.clone();
    let stored = ctx
        .app()
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            store(tx, &inner, id, &new, &hash, identity.as_ref()).await
        })
        .await;
    match stored {
        Ok(()) => Ok(id),
        Err(Internal::Storage(StorageError::Conflict(_))) => {
            Err(Failure::Refused(AccountRefusal::Taken))
        }
        Err(error) => Err(error.into()),
    }
}

/// Stores an account with its roles and clearance, and their records.
pub(super) async fn store(
    tx: &mut Tx,
    ctx: &Ctx,
    id: AccountId,
    new: &NewAccount,
    hash: &str,
    identity: Option<&Identity>,
) -> Result<(), Internal> {
    if let Some(identity) = identity {
        identities::insert(tx, identity, ctx.now()).await?;
    }
    let account = accounts::NewAccount {
        id,
        login: &new.login,
        pen_name: &new.pen_name,
        passphrase: hash,
        language: new.language,
        identity: identity.map(|identity| identity.id),
        at: ctx.now(),
    };
    accounts::insert(tx, &account).await?;
    if let Some(identity) = identity
        && let Some(birth_date) = &identity.birth_date
    {
        let sealed = SealedBirth {
            identity: identity.id,
            key: identity.key.clone(),
            birth_date: birth_date.clone(),
            country: identity.country,
        };
        let given = |purpose: &Purpose| Word {
            about: About::Purpose(*purpose),
            answer: Answer::Given,
        };
        let words: Vec<Word> = new.consent.iter().map(given).collect();
        store_words(tx, ctx, id, &sealed, Speaker::Own, &words).await?;
    }
    for role in &new.roles {
        accounts::grant(tx, id, *role).await?;
        Record::of("role.given", id)
            .with("role", role.name())
            .store(tx, ctx)
            .await?;
    }
    if let Some(Clearance {
        issued_on,
        expires_on,
    }) = new.clearance
    {
        accounts::clear(tx, id, issued_on, expires_on, ctx.actor().account()).await?;
        Record::of("clearance.recorded", id).store(tx, ctx).await?;
    }
    Record::of("account.created", id).store(tx, ctx).await?;
    Ok(())
}

/// Switches a correspondent's own blog page on or off.
pub async fn set_blog_page(ctx: &Ctx, account: AccountId, on: bool) -> Outcome<(), Barred> {
    ctx.may::<Barred>(&Action::CreateAccount)?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<Barred>, _>(async move |tx: &mut Tx| {
            accounts::set_blog_page(tx, account, on).await?;
            posts::move_epoch(tx).await?;
            Record::of("blog-page.switched", account)
                .with("on", on)
                .store(tx, &inner)
                .await?;
            Ok(())
        })
        .await
}
