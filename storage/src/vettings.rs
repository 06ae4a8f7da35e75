//! What is known of adults who meet children. What counts today is asked in `domain::vetting`.

use chrono::NaiveDate;
use diesel::prelude::*;
use domain::vetting::{Certificate, CertificateKind, CodeVersion, SignedCode, Vetting};
use domain::{AccountId, Country};

use crate::codes::Coded as _;
use crate::schema::vettings;
use crate::tx::run;
use crate::types::{Key, key};
use crate::{CorruptRow, StorageError, Tx};

/// Makes sure that there is a row for an account.
async fn ensure(tx: &mut Tx, account: AccountId) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(vettings::table)
            .values(vettings::account_id.eq(key(account)))
            .on_conflict_do_nothing()
    )?;
    Ok(())
}

/// Records that a certificate was seen, in place of the one before, and by whom (`None`: by the operator).
pub async fn record_certificate(
    tx: &mut Tx,
    account: AccountId,
    certificate: &Certificate,
    by: Option<AccountId>,
) -> Result<(), StorageError> {
    ensure(tx, account).await?;
    run!(
        tx,
        execute,
        diesel::update(vettings::table.find(key(account))).set((
            vettings::country.eq(certificate.country.code()),
            vettings::kind.eq(certificate.kind.number()),
            vettings::issued_on.eq(certificate.issued_on),
            vettings::expires_on.eq(certificate.expires_on),
            vettings::verified_by.eq(by.map(key)),
        ))
    )?;
    Ok(())
}

/// Records that an adult was trained, and who says so (`None`: the operator).
pub async fn record_training(
    tx: &mut Tx,
    account: AccountId,
    on: NaiveDate,
    by: Option<AccountId>,
) -> Result<(), StorageError> {
    ensure(tx, account).await?;
    run!(
        tx,
        execute,
        diesel::update(vettings::table.find(key(account))).set((
            vettings::trained_on.eq(on),
            vettings::trained_by.eq(by.map(key)),
        ))
    )?;
    Ok(())
}

/// Records that an adult signed the code of conduct.
pub async fn sign_code(
    tx: &mut Tx,
    account: AccountId,
    signed: SignedCode,
) -> Result<(), StorageError> {
    ensure(tx, account).await?;
    run!(
        tx,
        execute,
        diesel::update(vettings::table.find(key(account))).set((
            vettings::code_version.eq(signed.version.0),
            vettings::code_signed_on.eq(signed.on),
        ))
    )?;
    Ok(())
}

/// The columns that [`vetting`] reads, of a table that is joined from the left.
pub(crate) type VettingColumns = (
    Option<String>,
    Option<i16>,
    Option<NaiveDate>,
    Option<NaiveDate>,
    Option<NaiveDate>,
    Option<i16>,
    Option<NaiveDate>,
);

/// Selects [`VettingColumns`].
macro_rules! vetting_columns {
    () => {
        (
            $crate::schema::vettings::country.nullable(),
            $crate::schema::vettings::kind.nullable(),
            $crate::schema::vettings::issued_on.nullable(),
            $crate::schema::vettings::expires_on.nullable(),
            $crate::schema::vettings::trained_on.nullable(),
            $crate::schema::vettings::code_version.nullable(),
            $crate::schema::vettings::code_signed_on.nullable(),
        )
    };
}
pub(crate) use vetting_columns;

/// What is known of an account.
pub(crate) fn vetting(account: Key, columns: VettingColumns) -> Result<Vetting, CorruptRow> {
    let corrupt = |column| CorruptRow::new("vettings", column, account.0);
    let (country, kind, issued_on, expires_on, trained_on, code_version, code_signed_on) = columns;
    let certificate = match (country, kind, issued_on, expires_on) {
        (Some(country), Some(kind), Some(issued_on), Some(expires_on)) => Some(Certificate {
            country: Country::parse(&country).map_err(|_code| corrupt("country"))?,
            kind: CertificateKind::from_number(kind).ok_or_else(|| corrupt("kind"))?,
            issued_on,
            expires_on,
        }),
        _ => None,
    };
    let signed = code_version
        .zip(code_signed_on)
        .map(|(version, on)| SignedCode {
            version: CodeVersion(version),
            on,
        });
    Ok(Vetting {
        certificate,
        trained_on,
        signed,
    })
}
