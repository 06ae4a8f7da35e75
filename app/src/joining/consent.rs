//! A guardian decides, with a link that works once: on each purpose that was asked for, and with an account of their own
//! from then on. What is not given is withheld.

use domain::account::Role;
use domain::consent::{Answer, Purpose, TextVersion};
use domain::text::{Login, PenName};
use domain::{AccountId, Avatar, IdentityId, MailId};
use storage::accounts::{self, NewAccount};
use storage::guardian_links::GuardianLink;
use storage::identities::SealedEmail;
use storage::mails::{self, Mail};
use storage::{StorageError, Tx, address_proofs, groups, guardian_links, identities, people};

use super::bounds;
use super::link::{LinkOver, good, institution_of, look};
use crate::consent::{About, Speaker, TEXT, Word, keep, store_words};
use crate::people::new_hash;
use crate::record::Record;
use crate::secrets::{Field, OneTimeCode, Passphrase, WeakPassphrase};
use crate::sessions::{self, SignedIn};
use crate::source::{new_id, random_bytes};
use crate::{Ctx, Failure, Internal, Outcome};

/// What a guardian decides.
pub struct ConsentByLink {
    /// The code in the link.
    pub code: OneTimeCode,
    /// The text that was read.
    pub text: u16,
    /// What is given; everything else that was asked for is withheld.
    pub given: Vec<Purpose>,
    /// Whether they declare that they have parental responsibility (GDPR, article 8(2)).
    pub is_responsible: bool,
    /// The account to make; nothing for whoever is signed in.
    pub account: Option<NewGuardian>,
}

/// The account of a guardian.
pub struct NewGuardian {
    /// The name to sign in with.
    pub login: Login,
    /// The name that others see.
    pub pen_name: PenName,
    /// What to sign in with.
    pub passphrase: Passphrase,
}

/// Why nothing was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentByLinkRefusal {
    /// The link can't be used.
    LinkOver,
    /// It is about another text than the one that counts now.
    OldText {
        /// The text to read.
        current: TextVersion,
    },
    /// Nobody declared to have parental responsibility.
    NotResponsible,
    /// Nobody is signed in, and no account is asked for.
    NoAccount,
    /// Somebody is signed in, and asks for another account.
    SignedIn,
    /// The login or the pen name is taken, or the pen name looks like one that is.
    Taken,
    /// The passphrase is easy to guess.
    Weak(WeakPassphrase),
}

impl From<LinkOver> for ConsentByLinkRefusal {
    fn from(_: LinkOver) -> Self {
        Self::LinkOver
    }
}

/// What was decided is kept.
pub struct ConsentGiven {
    /// The session of a new account.
    pub session: Option<SignedIn>,
}

/// The account that decides.
enum Guardian {
    Known(AccountId),
    New(AccountId, NewGuardian, String),
}

/// Keeps what a guardian decides.
pub async fn consent_by_link(
    ctx: &Ctx,
    input: ConsentByLink,
) -> Outcome<ConsentGiven, ConsentByLinkRefusal> {
    let refused = |why| Err(Failure::Refused(why));
    // Looked at first, so that hashing is not for everybody who guesses.
    let hash = input.code.hash();
    look(ctx, hash).await.map_err(into)?;
    if input.text != TEXT.0 {
        return refused(ConsentByLinkRefusal::OldText { current: TEXT });
    }
    if !input.is_responsible {
        return refused(ConsentByLinkRefusal::NotResponsible);
    }
    let guardian = match (ctx.actor().account(), input.account) {
        (None, None) => return refused(ConsentByLinkRefusal::NoAccount),
        (Some(_), Some(_)) => return refused(ConsentByLinkRefusal::SignedIn),
        (Some(known), None) => Guardian::Known(known),
        (None, Some(new)) => {
            let made = new_hash(ctx, &new.passphrase, &new.login, &new.pen_name).await?;
            match made {
                Err(weak) => return refused(ConsentByLinkRefusal::Weak(weak)),
                Ok(made) => Guardian::New(AccountId::from_uuid(new_id(ctx.now())), new, made),
            }
        }
    };
    let (inner, given) = (ctx.clone(), input.given);
    let kept = ctx
        .app()
        .db()
        .write::<_, Failure<LinkOver>, _>(async move |tx: &mut Tx| {
            answer(tx, &inner, &hash, &guardian, &given).await
        })
        .await;
    match kept {
        Err(Failure::Internal(Internal::Storage(StorageError::Conflict(_)))) => {
            refused(ConsentByLinkRefusal::Taken)
        }
        kept => kept.map_err(into),
    }
}

fn into(failure: Failure<LinkOver>) -> Failure<ConsentByLinkRefusal> {
    match failure {
        Failure::Refused(over) => Failure::Refused(over.into()),
        Failure::Internal(error) => Failure::Internal(error),
    }
}

async fn answer(
    tx: &mut Tx,
    ctx: &Ctx,
    code: &[u8; 32],
    guardian: &Guardian,
    given: &[Purpose],
) -> Result<ConsentGiven, Failure<LinkOver>> {
    let link = good(tx, ctx, code).await?;
    if !guardian_links::lock(tx, link.id).await? {
        return Err(Failure::Refused(LinkOver));
    }
    let (account, session) = match guardian {
        Guardian::Known(account) => {
            keep_one_address(tx, ctx, *account, &link).await?;
            (*account, None)
        }
        Guardian::New(id, new, hash) => {
            create(tx, ctx, *id, new, hash, link.recipient).await?;
            (*id, Some(sessions::open(tx, ctx, *id).await?))
        }
    };
    watch_address(tx, ctx, account).await?;
    accounts::grant(tx, account, Role::Guardian, ctx.now()).await?;
    groups::add_guardian(tx, account, link.ward).await?;
    Record::of("guardian.recorded", link.ward)
        .with("guardian", account)
        .with("guardian-link", link.id)
        .store(tx, ctx)
        .await?;
    say(tx, ctx, &link, account, given).await?;
    guardian_links::use_up(tx, link.id, ctx.now()).await?;
    tell_others(tx, ctx, link.ward, account).await?;
    Ok(ConsentGiven { session })
}

/// Tells the other guardians of somebody that this one decided, so that nobody passes for a guardian unseen (SAFETY T24).
async fn tell_others(
    tx: &mut Tx,
    ctx: &Ctx,
    ward: IdentityId,
    guardian: AccountId,
) -> Result<(), Internal> {
    let known = groups::guardians_of(tx, ward).await?;
    let others = known.iter().filter(|other| other.account != guardian);
    let mut told: Vec<_> = others
        .map(|other| (other.identity, other.language))
        .collect();
    // Who was asked and has not answered yet hears of it too: whoever came first may have pretended to be them.
    for link in guardian_links::about(tx, &[ward]).await? {
        let is_open = !link.is_used && !link.is_held() && link.until > ctx.now();
        let is_known = known.iter().any(|it| it.identity == link.recipient);
        if is_open && !is_known && told.iter().all(|(it, _)| *it != link.recipient) {
            told.push((link.recipient, ctx.language()));
        }
    }
    for (recipient, language) in told {
        let identity = identities::get(tx, recipient).await?;
        if identity.is_none_or(|identity| identity.email.is_none()) {
            continue;
        }
        let mail = Mail {
            id: MailId::from_uuid(new_id(ctx.now())),
            recipient,
            about: mails::About::AnotherGuardian,
            language,
            attempts: 0,
        };
        mails::insert(tx, &mail, ctx.now()).await?;
    }
    Ok(())
}

/// Somebody who answers links to different addresses is one guardian.
async fn watch_address(tx: &mut Tx, ctx: &Ctx, account: AccountId) -> Result<(), Internal> {
    match bounds::address_of(tx, account).await? {
        Some(index) => bounds::watch(tx, ctx, &index).await,
        None => Ok(()),
    }
}

/// Whoever has an address here already needs no second one; who has none gets this one.
async fn keep_one_address(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    link: &GuardianLink,
) -> Result<(), Internal> {
    let Some(known) = accounts::identity(tx, account).await? else {
        return Ok(accounts::set_identity(tx, account, link.recipient).await?);
    };
    // Whoever proves an address of their own meanwhile comes before this or after it.
    identities::lock(tx, known).await?;
    let vault = ctx.app().vault();
    let own = identities::get(tx, known).await?;
    let asked = identities::get(tx, link.recipient).await?;
    if let (Some(own), Some(asked)) = (own, asked) {
        let key = vault.open_key(own.id, &own.key)?;
        if let Some(institution) = institution_of(tx, ctx, link.recipient).await? {
            let sealed = key.seal(Field::Institution, &institution)?;
            identities::set_institution(tx, own.id, &sealed).await?;
        }
        if let (None, Some(email)) = (&own.email, &asked.email) {
            let address = vault.open_key(asked.id, &asked.key)?;
            let address = address.open(Field::Email, &email.sealed)?;
            let email = SealedEmail {
                sealed: key.seal(Field::Email, &address)?,
                index: email.index,
            };
            identities::set_email(tx, own.id, Some(&email)).await?;
        }
    }
    // An address of their own that waits to be proven would take its place.
    if address_proofs::delete(tx, account).await? {
        Record::of("mail-address.removed", account)
            .store(tx, ctx)
            .await?;
    }
    guardian_links::send_to(tx, link.id, known).await?;
    mails::delete_with(tx, &[link.id]).await?;
    identities::delete_spare(tx, link.recipient).await?;
    Ok(())
}

async fn create(
    tx: &mut Tx,
    ctx: &Ctx,
    id: AccountId,
    new: &NewGuardian,
    hash: &str,
    identity: IdentityId,
) -> Result<(), Internal> {
    let account = NewAccount {
        id,
        login: &new.login,
        pen_name: &new.pen_name,
        passphrase: hash,
        language: ctx.language(),
        avatar: Avatar::chosen_by(random_bytes()),
        identity: Some(identity),
        at: ctx.now(),
    };
    accounts::insert(tx, &account).await?;
    Record::of("account.created", id).store(tx, ctx).await?;
    Ok(())
}

/// Gives or withholds each purpose that was asked for. Of a ward who has joined meanwhile, what is no longer covered is
/// taken down.
async fn say(
    tx: &mut Tx,
    ctx: &Ctx,
    link: &GuardianLink,
    guardian: AccountId,
    given: &[Purpose],
) -> Result<(), Internal> {
    let word = |purpose: &Purpose| Word {
        about: About::Purpose(*purpose),
        answer: if given.contains(purpose) {
            Answer::Given
        } else {
            Answer::Withheld
        },
    };
    let words: Vec<Word> = link.purposes.iter().map(word).collect();
    let speaker = Speaker::Guardian(guardian);
    let joined = match accounts::of_identity(tx, link.ward).await? {
        None => None,
        Some(account) => people::authors(tx, &[account]).await?.pop(),
    };
    let birth = joined.and_then(|joined| Some((joined.account, joined.birth?)));
    if let Some((account, sealed)) = birth {
        return keep(tx, ctx, account, &sealed, speaker, &words).await;
    }
    identities::lock(tx, link.ward).await?;
    store_words(tx, ctx, link.ward, link.ward, speaker, &words).await
}
