//! Passkeys (WebAuthn): a device proves that it holds a key, after its owner unlocked it.

use domain::policy::Action;
use domain::text::Label;
use domain::{AccountId, PasskeyId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use storage::ceremonies::CeremonyKind;
use storage::second_factors::{self, Passkey};
use storage::{StorageError, Tx, accounts};
use webauthn_rs::prelude as webauthn;
use webauthn_rs::prelude::{PublicKeyCredential, RegisterPublicKeyCredential};

use super::prove::{forgive, is_still_first, proven, settle};
use super::{FactorRefusal, SetUpFactor, Subject, begin, subject, take};
use crate::record::Record;
use crate::sessions::SignedIn;
use crate::source::new_id;
use crate::{Ctx, Failure, Internal, Outcome};

/// The passkeys that somebody has at most.
const MOST: usize = 10;

/// Begins with a passkey. Gives what a browser makes it from, as JSON (`PublicKeyCredentialCreationOptionsJSON`).
pub async fn start_passkey(ctx: &Ctx) -> Outcome<String, FactorRefusal> {
    let subject = subject(ctx, &Action::SetUpSecondFactor)?;
    let inner = ctx.clone();
    let handle = ctx.app().vault().user_handle(subject.account.as_uuid())?;
    ctx.app()
        .db()
        .write::<_, Failure<FactorRefusal>, _>(async move |tx: &mut Tx| {
            let known = credentials(tx, subject.account).await?;
            if known.len() >= MOST {
                return Err(Failure::Refused(FactorRefusal::Full));
            }
            let known = known.into_iter().map(|(_, key)| key.cred_id().clone());
            let login = accounts::login(tx, subject.account).await?;
            let site = inner.app().site().webauthn();
            let (options, state) = site
                .start_passkey_registration(handle, &login, &login, Some(known.collect()))
                .map_err(unusable)?;
            let state = written(&state)?;
            begin(tx, &inner, subject, CeremonyKind::SetUpPasskey, &state).await?;
            Ok(written(&options.public_key)?)
        })
        .await
}

/// What the browser made (`RegistrationResponseJSON`): from now on the passkey counts.
pub async fn finish_passkey(
    ctx: &Ctx,
    credential: String,
    name: Option<Label>,
) -> Outcome<SetUpFactor, FactorRefusal> {
    let subject = subject(ctx, &Action::SetUpSecondFactor)?;
    let inner = ctx.clone();
    let done = ctx
        .app()
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            second_factors::lock(tx, subject.account).await?;
            let known = second_factors::passkeys(tx, subject.account).await?;
            if known.len() >= MOST || !is_still_first(tx, &inner, subject).await? {
                return Ok(None);
            }
            let kind = CeremonyKind::SetUpPasskey;
            let Some(state) = take(tx, &inner, subject, kind).await? else {
                return Ok(None);
            };
            let state: webauthn::PasskeyRegistration = read(&state)?;
            let Ok(made) = serde_json::from_str::<RegisterPublicKeyCredential>(&credential) else {
                return Ok(None);
            };
            let site = inner.app().site().webauthn();
            let Ok(key) = site.finish_passkey_registration(&made, &state) else {
                return Ok(None);
            };
            keep(tx, &inner, subject, &key, name).await?;
            settle(tx, &inner, subject).await
        })
        .await;
    match done {
        Ok(Some(done)) => Ok(done),
        // A device that says that it has a key of somebody else is not believed.
        Ok(None) | Err(Internal::Storage(StorageError::Conflict(_))) => {
            Err(Failure::Refused(FactorRefusal::Wrong))
        }
        Err(error) => Err(error.into()),
    }
}

async fn keep(
    tx: &mut Tx,
    ctx: &Ctx,
    subject: Subject,
    key: &webauthn::Passkey,
    name: Option<Label>,
) -> Result<(), Internal> {
    let passkey = Passkey {
        id: PasskeyId::from_uuid(new_id(ctx.now())),
        credential: written(key)?,
        name,
        at: ctx.now(),
    };
    second_factors::add_passkey(tx, subject.account, key.cred_id().as_ref(), &passkey).await?;
    Record::of("second-factor.added", subject.account)
        .with("kind", "passkey")
        .with("passkey", passkey.id)
        .store(tx, ctx)
        .await?;
    Ok(())
}

/// Asks for one of the account's passkeys. Gives what a browser asks for it with, as JSON
/// (`PublicKeyCredentialRequestOptionsJSON`).
pub async fn ask_for_passkey(ctx: &Ctx) -> Outcome<String, FactorRefusal> {
    let subject = subject(ctx, &Action::ProveSecondFactor)?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<FactorRefusal>, _>(async move |tx: &mut Tx| {
            let known = credentials(tx, subject.account).await?;
            if known.is_empty() {
                return Err(Failure::Refused(FactorRefusal::Wrong));
            }
            let known: Vec<webauthn::Passkey> = known.into_iter().map(|(_, key)| key).collect();
            let site = inner.app().site().webauthn();
            let (options, state) = site
                .start_passkey_authentication(&known)
                .map_err(unusable)?;
            let state = written(&state)?;
            begin(tx, &inner, subject, CeremonyKind::ProvePasskey, &state).await?;
            Ok(written(&options.public_key)?)
        })
        .await
}

/// What the browser answered (`AuthenticationResponseJSON`): the passkey is proven.
pub async fn prove_passkey(ctx: &Ctx, credential: String) -> Outcome<SignedIn, FactorRefusal> {
    let subject = subject(ctx, &Action::ProveSecondFactor)?;
    let inner = ctx.clone();
    let opened = ctx
        .app()
        .db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            second_factors::lock(tx, subject.account).await?;
            let kind = CeremonyKind::ProvePasskey;
            let Some(state) = take(tx, &inner, subject, kind).await? else {
                return Ok(None);
            };
            let state: webauthn::PasskeyAuthentication = read(&state)?;
            let record = match answers(tx, &inner, subject.account, &state, &credential).await? {
                Answered::Right => None,
                Answered::Wrong => Some("second-factor.refused"),
                Answered::Copied => Some("second-factor.copied"),
            };
            if let Some(record) = record {
                tracing::info!(account.id = %subject.account, record, "a passkey was refused");
                Record::of(record, subject.account)
                    .store(tx, &inner)
                    .await?;
                return Ok(None);
            }
            forgive(tx, &inner, subject.account).await?;
            proven(tx, &inner, subject, "passkey").await
        })
        .await?;
    opened.ok_or(Failure::Refused(FactorRefusal::Wrong))
}

/// What a device answered.
enum Answered {
    /// What was asked for.
    Right,
    /// Something else.
    Wrong,
    /// Its counter stands still or goes back: somebody copied the key.
    Copied,
}

/// Whether one of the account's passkeys answered what was asked, with a counter beyond the one that is stored.
async fn answers(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    state: &webauthn::PasskeyAuthentication,
    answer: &str,
) -> Result<Answered, Internal> {
    let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else {
        return Ok(Answered::Wrong);
    };
    let site = ctx.app().site().webauthn();
    let result = match site.finish_passkey_authentication(&answer, state) {
        Ok(result) => result,
        Err(webauthn::WebauthnError::CredentialPossibleCompromise) => return Ok(Answered::Copied),
        Err(_) => return Ok(Answered::Wrong),
    };
    for (id, mut key) in credentials(tx, account).await? {
        match key.update_credential(&result) {
            None => {}
            Some(false) if result.counter() > 0 => return Ok(Answered::Copied),
            Some(false) => return Ok(Answered::Right),
            Some(true) => {
                second_factors::keep_credential(tx, id, &written(&key)?).await?;
                return Ok(Answered::Right);
            }
        }
    }
    // It was taken away meanwhile.
    Ok(Answered::Wrong)
}

async fn credentials(
    tx: &mut Tx,
    account: AccountId,
) -> Result<Vec<(PasskeyId, webauthn::Passkey)>, Internal> {
    let stored = second_factors::passkeys(tx, account).await?;
    let read = |passkey: Passkey| Ok((passkey.id, read(&passkey.credential)?));
    stored.into_iter().map(read).collect()
}

fn written(value: &impl Serialize) -> Result<String, Internal> {
    serde_json::to_string(value).map_err(|_unwritable| Internal::Contradiction("a passkey"))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Internal> {
    serde_json::from_str(text).map_err(|_unreadable| Internal::Contradiction("a stored passkey"))
}

fn unusable(_: webauthn::WebauthnError) -> Internal {
    Internal::Contradiction("passkeys can't be asked for")
}
