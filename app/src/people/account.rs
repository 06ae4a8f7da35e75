//! Creating an account with its roles, birth date and certificate.

use chrono::NaiveDate;
use domain::account::Role;
use domain::age::BirthDateError;
use domain::consent::{Answer, Membership, Purpose};
use domain::policy::{Action, Denial};
use domain::text::{Login, PenName};
use domain::vetting::{Certificate, CertificateError};
use domain::{AccountId, Age, AgeBand, Avatar, BirthDate, Country, Language};
use storage::identities::Identity;
use storage::{StorageError, Tx, accounts, identities};

use super::{identity, vetting};
use crate::consent::{About, Speaker, Word, keeps_from_publishing, store_words};
use crate::failure::Barred;
use crate::record::Record;
use crate::secrets::{Passphrase, WeakPassphrase};
use crate::source::{new_id, random_bytes};
use crate::{Ctx, Failure, Internal, Outcome};

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
    /// A certificate that was seen, of whoever needs one.
    pub certificate: Option<Certificate>,
    /// The day of the last training.
    pub trained_on: Option<NaiveDate>,
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
    /// Somebody under 18 gets no role of adults.
    Minor,
    /// The certificate is not taken.
    Certificate(CertificateError),
    /// The passphrase is easy to guess.
    Weak(WeakPassphrase),
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
    if let Some(certificate) = new.certificate {
        let seen = certificate.seen(ctx.today());
        seen.map_err(|why| Failure::Refused(AccountRefusal::Certificate(why)))?;
    }
    let birth = new
        .born_on
        .map(|day| BirthDate::new(day, ctx.today()))
        .transpose()
        .map_err(|error| Failure::Refused(AccountRefusal::BirthDate(error)))?;
    let is_minor =
        birth.is_some_and(|birth| AgeBand::of(Age::on(birth, ctx.today())) != AgeBand::Adult);
    if is_minor && new.roles.iter().any(|role| *role != Role::Correspondent) {
        return Err(Failure::Refused(AccountRefusal::Minor));
    }
    let identity = identity::nameless(ctx, birth, new.country)?;
    let hash = new_hash(ctx, &new.passphrase, &new.login, &new.pen_name).await?;
    let hash = hash.map_err(|weak| Failure::Refused(AccountRefusal::Weak(weak)))?;
    let inner = ctx.clone();
    let stored = ctx
        .app()
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            store(tx, &inner, id, &new, &hash, &identity).await
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

/// The hash of a new passphrase, if it withstands guessing by somebody who knows whose it is.
pub(crate) async fn new_hash(
    ctx: &Ctx,
    passphrase: &Passphrase,
    login: &Login,
    pen_name: &PenName,
) -> Result<Result<String, WeakPassphrase>, Internal> {
    let passphrases = ctx.app().passphrases();
    let about = vec![login.as_str().to_owned(), pen_name.as_str().to_owned()];
    match passphrases.judge(passphrase.clone(), about).await? {
        Ok(()) => Ok(Ok(passphrases.hash(passphrase.clone()).await?)),
        Err(weak) => Ok(Err(weak)),
    }
}

/// Stores an account with its roles and clearance, and their records.
pub(super) async fn store(
    tx: &mut Tx,
    ctx: &Ctx,
    id: AccountId,
    new: &NewAccount,
    hash: &str,
    identity: &Identity,
) -> Result<(), Internal> {
    identities::insert(tx, identity, ctx.now()).await?;
    let account = accounts::NewAccount {
        id,
        login: &new.login,
        pen_name: &new.pen_name,
        passphrase: hash,
        language: new.language,
        avatar: Avatar::chosen_by(random_bytes()),
        identity: Some(identity.id),
        at: ctx.now(),
    };
    accounts::insert(tx, &account).await?;
    let given = |purpose: &Purpose| Word {
        about: About::Purpose(*purpose),
        answer: Answer::Given,
    };
    let words: Vec<Word> = new.consent.iter().map(given).collect();
    store_words(tx, ctx, id, identity.id, Speaker::Own, &words).await?;
    for role in &new.roles {
        accounts::grant(tx, id, *role, ctx.now()).await?;
        Record::of("role.given", id)
            .with("role", role.name())
            .store(tx, ctx)
            .await?;
    }
    if let Some(certificate) = &new.certificate {
        vetting::certify(tx, ctx, id, certificate).await?;
    }
    if let Some(on) = new.trained_on {
        vetting::train(tx, ctx, id, on).await?;
    }
    Record::of("account.created", id).store(tx, ctx).await?;
    Ok(())
}

/// Switches a correspondent's own blog page on or off. It is published, so consent has to cover that.
pub async fn set_blog_page(ctx: &Ctx, account: AccountId, on: bool) -> Outcome<(), Barred> {
    ctx.may::<Barred>(&Action::CreateAccount)?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<Barred>, _>(async move |tx: &mut Tx| {
            let authors = [account];
            if on && keeps_from_publishing(tx, &inner, &authors).await?.is_some() {
                let lacking = Denial::NoConsent(Membership::NotAgreed);
                return Err(Failure::Refused(Barred::Denied(lacking)));
            }
            accounts::set_blog_page(tx, account, on).await?;
            tx.move_epoch();
            Record::of("blog-page.switched", account)
                .with("on", on)
                .store(tx, &inner)
                .await?;
            Ok(())
        })
        .await
}
