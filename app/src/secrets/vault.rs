//! Encryption at rest, under a key that is not in the database: XChaCha20-Poly1305 with a random nonce before the
//! ciphertext. The column and the row are authenticated too, so that a sealed value can't be moved elsewhere.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use chrono::NaiveDate;
use domain::{AccountId, BirthDate};

use crate::Internal;
use crate::source::random_bytes;

const NONCE: usize = 24;
const BIRTH_DATES: &[u8] = b"accounts.birth_date_sealed";

/// Seals and opens.
pub(crate) struct Vault(XChaCha20Poly1305);

impl Vault {
    pub(crate) fn new(key: &[u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(key.into()))
    }

    /// Seals a birth date for the row of `account`.
    pub(crate) fn seal_birth_date(
        &self,
        account: AccountId,
        birth: BirthDate,
    ) -> Result<Vec<u8>, Internal> {
        let nonce = random_bytes::<NONCE>();
        let text = birth.date().to_string();
        let place = place(BIRTH_DATES, account);
        let payload = Payload {
            msg: text.as_bytes(),
            aad: &place,
        };
        let sealed = self
            .0
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_opaque| Internal::Sealed)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens the birth date in the row of `account`.
    pub(crate) fn open_birth_date(
        &self,
        account: AccountId,
        sealed: &[u8],
    ) -> Result<BirthDate, Internal> {
        let (nonce, sealed) = sealed
            .split_first_chunk::<NONCE>()
            .ok_or(Internal::Sealed)?;
        let place = place(BIRTH_DATES, account);
        let payload = Payload {
            msg: sealed,
            aad: &place,
        };
        let text = self
            .0
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_opaque| Internal::Sealed)?;
        let date: Option<NaiveDate> = std::str::from_utf8(&text)
            .ok()
            .and_then(|text| text.parse().ok());
        date.map(BirthDate::from_stored).ok_or(Internal::Sealed)
    }
}

fn place(column: &[u8], account: AccountId) -> Vec<u8> {
    [column, account.as_uuid().as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn birth() -> BirthDate {
        BirthDate::from_stored("2012-02-29".parse().unwrap())
    }

    fn account(n: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(n))
    }

    #[test]
    fn a_sealed_birth_date_opens_in_its_own_row_only() {
        let vault = Vault::new(&[7; 32]);
        let sealed = vault.seal_birth_date(account(1), birth()).unwrap();
        assert_eq!(
            vault.open_birth_date(account(1), &sealed).unwrap().date(),
            birth().date()
        );
        assert!(vault.open_birth_date(account(2), &sealed).is_err());
        assert!(
            Vault::new(&[8; 32])
                .open_birth_date(account(1), &sealed)
                .is_err()
        );
    }

    #[test]
    fn an_altered_or_short_value_does_not_open() {
        let vault = Vault::new(&[7; 32]);
        let sealed = vault.seal_birth_date(account(1), birth()).unwrap();
        for place in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[place] ^= 1;
            assert!(vault.open_birth_date(account(1), &altered).is_err());
        }
        assert!(vault.open_birth_date(account(1), &sealed[..10]).is_err());
    }

    #[test]
    fn the_same_date_is_never_sealed_to_the_same_bytes() {
        let vault = Vault::new(&[7; 32]);
        let seal = || vault.seal_birth_date(account(1), birth()).unwrap();
        assert_ne!(seal(), seal());
    }
}
