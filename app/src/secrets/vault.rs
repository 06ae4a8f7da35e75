//! Encryption of real identities at rest, under keys that are not in the database (GDPR, article 32; SAFETY A26, T30).
//!
//! Each identity has a data key of its own, wrapped by the installation's master key; each field is sealed with it.
//! Both use XChaCha20-Poly1305 with a random nonce before the ciphertext, and authenticate column and row, so that a
//! sealed value can't be moved elsewhere. A new master key wraps data keys anew; fields stay as they are.

mod keys;

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use chrono::NaiveDate;
use domain::{BirthDate, IdentityId};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use storage::identities::WrappedKey;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::Internal;
use crate::secrets::code::{CodeFor, OneTimeCode};
use crate::source::random_bytes;

pub use keys::{MasterKey, VaultKeys, VaultKeysError};

const NONCE: usize = 24;
const KEY: usize = 32;
const DATA_KEYS: &str = "identities.data_key";

/// A sealed column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    /// The real name.
    Name,
    /// The birth date.
    BirthDate,
    /// The address for mail.
    Email,
    /// The secret of the person's authenticator app.
    TotpSecret,
    /// The institution for which the person is guardian.
    Institution,
    /// What a session of the person was asked for.
    Ceremony,
}

impl Field {
    const fn column(self) -> &'static str {
        match self {
            Self::Name => "identities.name",
            Self::BirthDate => "identities.birth_date",
            Self::Email => "identities.email",
            Self::TotpSecret => "identities.totp_secret",
            Self::Institution => "identities.institution",
            Self::Ceremony => "ceremonies.state",
        }
    }
}

/// Wraps and unwraps data keys.
pub(crate) struct Vault(VaultKeys);

/// Seals and opens the fields of one identity.
pub(crate) struct DataKey {
    cipher: XChaCha20Poly1305,
    of: IdentityId,
}

impl Vault {
    pub(crate) const fn new(keys: VaultKeys) -> Self {
        Self(keys)
    }

    /// A new data key, with what is stored of it.
    pub(crate) fn make_key(&self, of: IdentityId) -> Result<(DataKey, WrappedKey), Internal> {
        let secret = Zeroizing::new(random_bytes::<KEY>());
        let wrapped = self.wrap(of, &secret)?;
        Ok((DataKey::new(of, &secret), wrapped))
    }

    /// The data key of an identity.
    pub(crate) fn open_key(
        &self,
        of: IdentityId,
        wrapped: &WrappedKey,
    ) -> Result<DataKey, Internal> {
        let secret = self.unwrap(of, wrapped)?;
        Ok(DataKey::new(of, &secret))
    }

    /// The data key under the newest master key; nothing where it is under that one already.
    pub(crate) fn rewrap(
        &self,
        of: IdentityId,
        wrapped: &WrappedKey,
    ) -> Result<Option<WrappedKey>, Internal> {
        if wrapped.master == self.0.newest().number {
            return Ok(None);
        }
        let secret = self.unwrap(of, wrapped)?;
        self.wrap(of, &secret).map(Some)
    }

    /// A value by which rows with the same address for mail are found and which tells nothing of it without the key.
    pub(crate) fn index_of_email(&self, email: &str) -> Result<[u8; 32], Internal> {
        let mut mac = self.mac()?;
        mac.update(b"identities.email:");
        mac.update(email.to_lowercase().as_bytes());
        Ok(mac.finalize().into_bytes().into())
    }

    /// The code of something that has one. It is made anew whenever it is needed, so that only its hash is stored.
    pub(crate) fn code(&self, of: CodeFor, id: Uuid) -> Result<OneTimeCode, Internal> {
        self.code_of_bytes(of, id.as_bytes())
    }

    /// The same of something whose name nobody can guess.
    pub(crate) fn code_of_bytes(&self, of: CodeFor, name: &[u8]) -> Result<OneTimeCode, Internal> {
        let mut mac = self.mac()?;
        mac.update(of.name().as_bytes());
        mac.update(name);
        Ok(OneTimeCode::of_bytes(&mac.finalize().into_bytes().into()))
    }

    /// What passkeys call an account: the same each time, and telling nothing of it.
    pub(crate) fn user_handle(&self, account: Uuid) -> Result<Uuid, Internal> {
        let mut mac = self.mac()?;
        mac.update(b"passkeys.user:");
        mac.update(account.as_bytes());
        let bytes: [u8; 32] = mac.finalize().into_bytes().into();
        let half = bytes.first_chunk().copied().unwrap_or_default();
        Ok(Uuid::from_bytes(half))
    }

    /// Begins a value that nobody computes without the key.
    pub(crate) fn mac(&self) -> Result<Hmac<Sha256>, Internal> {
        Hmac::<Sha256>::new_from_slice(self.0.index()).map_err(|_length| Internal::Sealed)
    }

    fn wrap(&self, of: IdentityId, secret: &[u8; KEY]) -> Result<WrappedKey, Internal> {
        let master = self.0.newest();
        let cipher = XChaCha20Poly1305::new((&*master.secret).into());
        Ok(WrappedKey {
            master: master.number,
            bytes: seal(&cipher, &place_of_key(of, master.number), secret)?,
        })
    }

    fn unwrap(
        &self,
        of: IdentityId,
        wrapped: &WrappedKey,
    ) -> Result<Zeroizing<[u8; KEY]>, Internal> {
        let master = self.0.numbered(wrapped.master).ok_or(Internal::Sealed)?;
        let cipher = XChaCha20Poly1305::new((&*master.secret).into());
        let place = place_of_key(of, wrapped.master);
        let secret = open(&cipher, &place, &wrapped.bytes)?;
        let secret: [u8; KEY] = secret
            .as_slice()
            .try_into()
            .map_err(|_length| Internal::Sealed)?;
        Ok(Zeroizing::new(secret))
    }
}

impl DataKey {
    fn new(of: IdentityId, secret: &[u8; KEY]) -> Self {
        Self {
            cipher: XChaCha20Poly1305::new(secret.into()),
            of,
        }
    }

    /// Seals a text.
    pub(crate) fn seal(&self, field: Field, text: &str) -> Result<Vec<u8>, Internal> {
        seal(
            &self.cipher,
            &place(field.column(), self.of),
            text.as_bytes(),
        )
    }

    /// Opens a text.
    pub(crate) fn open(&self, field: Field, sealed: &[u8]) -> Result<Zeroizing<String>, Internal> {
        let bytes = open(&self.cipher, &place(field.column(), self.of), sealed)?;
        let text = std::str::from_utf8(&bytes).map_err(|_bytes| Internal::Sealed)?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    /// Seals a birth date.
    pub(crate) fn seal_birth_date(&self, birth: BirthDate) -> Result<Vec<u8>, Internal> {
        let text = Zeroizing::new(birth.date().to_string());
        self.seal(Field::BirthDate, &text)
    }

    /// Opens a birth date.
    pub(crate) fn open_birth_date(&self, sealed: &[u8]) -> Result<BirthDate, Internal> {
        let text = self.open(Field::BirthDate, sealed)?;
        let date: NaiveDate = text.parse().map_err(|_no_date| Internal::Sealed)?;
        Ok(BirthDate::from_stored(date))
    }
}

fn seal(cipher: &XChaCha20Poly1305, place: &[u8], bytes: &[u8]) -> Result<Vec<u8>, Internal> {
    let nonce = random_bytes::<NONCE>();
    let payload = Payload {
        msg: bytes,
        aad: place,
    };
    let sealed = cipher
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_opaque| Internal::Sealed)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn open(
    cipher: &XChaCha20Poly1305,
    place: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, Internal> {
    let (nonce, sealed) = sealed
        .split_first_chunk::<NONCE>()
        .ok_or(Internal::Sealed)?;
    let payload = Payload {
        msg: sealed,
        aad: place,
    };
    let bytes = cipher
        .decrypt(&XNonce::from(*nonce), payload)
        .map_err(|_opaque| Internal::Sealed)?;
    Ok(Zeroizing::new(bytes))
}

fn place(column: &str, of: IdentityId) -> Vec<u8> {
    [column.as_bytes(), of.as_uuid().as_bytes()].concat()
}

fn place_of_key(of: IdentityId, master: i32) -> Vec<u8> {
    [place(DATA_KEYS, of).as_slice(), &master.to_be_bytes()].concat()
}

#[cfg(test)]
mod tests;
