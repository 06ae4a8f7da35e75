//! Sealing who somebody really is. Opening it is for `sessions::authenticate`, which needs the age and nothing else.

use domain::{BirthDate, Country, IdentityId};
use storage::identities::{Identity, SealedEmail};

use crate::secrets::Field;
use crate::source::new_id;
use crate::{Ctx, Internal};

/// Who somebody really is, in the clear. It has no `Debug`.
pub(crate) struct RealIdentity<'a> {
    /// The real name.
    pub(crate) name: Option<&'a str>,
    /// The birth date; adults' are not kept.
    pub(crate) birth: Option<BirthDate>,
    /// The address for mail.
    pub(crate) email: Option<&'a str>,
    /// The institution for which a guardian acts.
    pub(crate) institution: Option<&'a str>,
    /// Where the person lives.
    pub(crate) country: Country,
}

/// Seals an identity under a data key of its own.
pub(crate) fn seal(ctx: &Ctx, real: &RealIdentity<'_>) -> Result<Identity, Internal> {
    let id = IdentityId::from_uuid(new_id(ctx.now()));
    let vault = ctx.app().vault();
    let (key, wrapped) = vault.make_key(id)?;
    let text = |field, text: Option<&str>| text.map(|text| key.seal(field, text)).transpose();
    let birth = real.birth.map(|birth| key.seal_birth_date(birth));
    let email = real.email.map(|email| {
        Ok::<_, Internal>(SealedEmail {
            sealed: key.seal(Field::Email, email)?,
            index: vault.index_of_email(email)?,
        })
    });
    Ok(Identity {
        id,
        name: text(Field::Name, real.name)?,
        birth_date: birth.transpose()?,
        email: email.transpose()?,
        totp_secret: None,
        institution: text(Field::Institution, real.institution)?,
        key: wrapped,
        country: real.country,
    })
}

/// The identity of somebody of whom no name and no contact is kept.
pub(crate) fn nameless(
    ctx: &Ctx,
    birth: Option<BirthDate>,
    country: Country,
) -> Result<Identity, Internal> {
    let real = RealIdentity {
        name: None,
        birth,
        email: None,
        institution: None,
        country,
    };
    seal(ctx, &real)
}
