//! Safe retries: a write that carries a `clientMutationId` is done once, and its answer is given again.

use std::hash::{Hash, Hasher};
use std::pin::Pin;

use hmac::{Hmac, Mac as _};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use storage::Tx;
use storage::answered::{self, Before, Named};

use crate::failure::Reused;
use crate::secrets::Vault;
use crate::{Ctx, Failure, Internal, Outcome};

/// The longest id that is kept, in characters.
const LONGEST: usize = 100;

/// The shortest id that is unlikely, in characters.
const UNLIKELY: usize = 20;

/// A name that a client gives to one write, so that a retry is recognised. 1 to 100 characters, none of them a control
/// character.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientMutationId(String);

impl ClientMutationId {
    /// Takes what the client gave; `None` when it can't be one.
    pub fn parse(given: &str) -> Option<Self> {
        let length = given.chars().take(LONGEST.saturating_add(1)).count();
        let fits = (1..=LONGEST).contains(&length) && !given.chars().any(char::is_control);
        fits.then(|| Self(given.to_owned()))
    }

    /// Whether it is long enough that nobody else comes to it by chance, as a random UUID is. It is asked where nobody is signed in whose ids they are.
    pub fn is_unlikely(&self) -> bool {
        self.0.chars().count() >= UNLIKELY
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The future of one write.
pub(crate) type Write<'t, T, R> = Pin<Box<dyn Future<Output = Outcome<T, R>> + Send + 't>>;

/// Runs `work` in one transaction. With a retry id of a signed-in person, it is done at most once: the answer is
/// kept in the same transaction and given again to the same input; refusals are not kept. The same id with another
/// input is refused.
pub(crate) async fn once<I, T, R, W>(
    ctx: &Ctx,
    operation: &'static str,
    input: I,
    retry: Option<ClientMutationId>,
    work: W,
) -> Outcome<T, R>
where
    I: Hash + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    R: From<Reused> + Send + 'static,
    W: for<'t> FnOnce(&'t mut Tx, &'t Ctx, I) -> Write<'t, T, R> + Send + 'static,
{
    let ctx = ctx.clone();
    let named = retry.zip(ctx.actor().account());
    let hash = fingerprint(ctx.app().vault(), &input)?;
    let db = ctx.app().db().clone();
    db.write(async move |tx: &mut Tx| {
        let Some((retry, account)) = named else {
            return work(tx, &ctx, input).await;
        };
        let named = Named {
            account,
            client_mutation_id: &retry.0,
            operation,
            input_hash: &hash,
        };
        match answered::reserve(tx, named, ctx.now()).await? {
            Before::Answered(answer) => {
                return serde_json::from_str(&answer)
                    .map_err(|error| Internal::Answer(error).into());
            }
            Before::OtherInput => return Err(Failure::refused(Reused)),
            Before::New => {}
        }
        let answer = work(tx, &ctx, input).await?;
        let kept = serde_json::to_string(&answer).map_err(Internal::Answer)?;
        answered::keep(tx, named, &kept).await?;
        Ok(answer)
    })
    .await
}

/// HMAC-SHA-256 of an input: names and birth dates are few enough to try them all against a hash without a key. Compared
/// only with inputs that the same program hashed within the last days.
fn fingerprint(vault: &Vault, input: &impl Hash) -> Result<[u8; 32], Internal> {
    let mut hasher = Fingerprint(vault.mac()?);
    hasher.write(b"answered.input_hash:");
    input.hash(&mut hasher);
    Ok(hasher.0.finalize().into_bytes().into())
}

struct Fingerprint(Hmac<Sha256>);

impl Hasher for Fingerprint {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}
