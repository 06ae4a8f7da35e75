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

use super::prove::{proven, settle};
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
            settle(tx, &inner, subject).await.map(Some)
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
            if !answers(tx, &inner, subject.account, &state, &credential).await? {
                tracing::info!(account.id = %subject.account, "a passkey was refused");
                Record::of("second-factor.refused", subject.account)
                    .store(tx, &inner)
                    .await?;
                return Ok(None);
            }
            proven(tx, &inner, subject, "passkey").await.map(Some)
        })
        .await?;
    opened.ok_or(Failure::Refused(FactorRefusal::Wrong))
}

/// Whether one of the account's passkeys answered what was asked. A counter that stands still tells of a copied key.
async fn answers(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
    state: &webauthn::PasskeyAuthentication,
    answer: &str,
) -> Result<bool, Internal> {
    let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else {
        return Ok(false);
    };
    let site = ctx.app().site().webauthn();
    let Ok(result) = site.finish_passkey_authentication(&answer, state) else {
        return Ok(false);
    };
    for (id, mut key) in credentials(tx, account).await? {
        match key.update_credential(&result) {
            None => {}
            Some(changed) => {
                if changed {
                    second_factors::keep_credential(tx, id, &written(&key)?).await?;
                }
                return Ok(true);
            }
        }
    }
    // It was taken away meanwhile.
    Ok(false)
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
