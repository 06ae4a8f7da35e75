//! Mail to send: to whom and about what. What it says is made in `app` when it is sent.

use diesel::prelude::*;
use domain::{GuardianLinkId, IdentityId, Language, MailId, Timestamp};

use crate::codes::{Coded as _, MailState};
use crate::schema::mails;
use crate::tx::run;
use crate::types::{At, Key, key, keys};
use crate::{CorruptRow, StorageError, Tx};

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// A guardian is asked for consent, by a link.
    GuardianAsked(GuardianLinkId),
    /// A guardian is told that another one decided.
    AnotherGuardian,
    /// There is something new for somebody.
    News,
    /// Somebody shows that an address is theirs, by the code in it.
    AddressProof,
}

impl About {
    /// The link in it.
    pub const fn link(self) -> Option<GuardianLinkId> {
        match self {
            Self::GuardianAsked(link) => Some(link),
            Self::AnotherGuardian | Self::News | Self::AddressProof => None,
        }
    }

    const fn number(self) -> i16 {
        match self {
            Self::GuardianAsked(_) => 1,
            Self::AnotherGuardian => 2,
            Self::News => 3,
            Self::AddressProof => 4,
        }
    }

    fn of(number: i16, link: Option<Key>) -> Option<Self> {
        match (number, link) {
            (1, Some(link)) => Some(Self::GuardianAsked(GuardianLinkId::from_uuid(link.0))),
            (2, None) => Some(Self::AnotherGuardian),
            (3, None) => Some(Self::News),
            (4, None) => Some(Self::AddressProof),
            (_, _) => None,
        }
    }
}

/// A mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The id.
    pub id: MailId,
    /// Whom it goes to.
    pub recipient: IdentityId,
    /// What it is about.
    pub about: About,
    /// The language.
    pub language: Language,
    /// How often it was tried.
    pub attempts: i16,
}

/// Stores a mail that is made at `at` and due at once.
pub async fn insert(tx: &mut Tx, mail: &Mail, at: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::insert_into(mails::table).values((
            mails::id.eq(key(mail.id)),
            mails::recipient_id.eq(key(mail.recipient)),
            mails::about.eq(mail.about.number()),
            mails::guardian_link_id.eq(mail.about.link().map(key)),
            mails::language.eq(mail.language.number()),
            mails::state.eq(MailState::Waiting.number()),
            mails::attempts.eq(mail.attempts),
            mails::due_at.eq(At(at)),
            mails::created_at.eq(At(at)),
        ))
    )?;
    Ok(())
}

type Row = (Key, Key, i16, Option<Key>, i16, i16);

/// Up to `most` mails that are due at `now`.
pub async fn due(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<Mail>, StorageError> {
    let rows: Vec<Row> = run!(
        tx,
        load,
        mails::table
            .filter(mails::state.eq(MailState::Waiting.number()))
            .filter(mails::due_at.le(At(now)))
            .order((mails::due_at, mails::id))
            .limit(most)
            .select((
                mails::id,
                mails::recipient_id,
                mails::about,
                mails::guardian_link_id,
                mails::language,
                mails::attempts,
            ))
    )?;
    let read = |(id, recipient, about, link, language, attempts): Row| {
        let corrupt = |column| CorruptRow::new("mails", column, id.0);
        Ok(Mail {
            id: MailId::from_uuid(id.0),
            recipient: IdentityId::from_uuid(recipient.0),
            about: About::of(about, link).ok_or_else(|| corrupt("about"))?,
            language: Language::from_number(language).ok_or_else(|| corrupt("language"))?,
            attempts,
        })
    };
    let read: Result<_, CorruptRow> = rows.into_iter().map(read).collect();
    Ok(read?)
}

/// Counts an attempt that begins, and puts off the next one. Tells whether it is ours: not if somebody else began
/// one meanwhile.
pub async fn attempt(tx: &mut Tx, mail: &Mail, next: Timestamp) -> Result<bool, StorageError> {
    let changed = run!(
        tx,
        execute,
        diesel::update(
            mails::table
                .find(key(mail.id))
                .filter(mails::state.eq(MailState::Waiting.number()))
                .filter(mails::attempts.eq(mail.attempts))
        )
        .set((
            mails::attempts.eq(mail.attempts.saturating_add(1)),
            mails::due_at.eq(At(next)),
        ))
    )?;
    Ok(changed == 1)
}

/// Puts off a mail that was not tried.
pub async fn put_off(tx: &mut Tx, id: MailId, until: Timestamp) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(mails::table.find(key(id))).set(mails::due_at.eq(At(until)))
    )?;
    Ok(())
}

/// Settles a mail.
pub async fn settle(tx: &mut Tx, id: MailId, state: MailState) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::update(mails::table.find(key(id))).set(mails::state.eq(state.number()))
    )?;
    Ok(())
}

/// Forgets what waits for somebody of one kind that has no link: there is something newer of it.
pub async fn delete_older(
    tx: &mut Tx,
    recipient: IdentityId,
    about: About,
) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(
            mails::table
                .filter(mails::recipient_id.eq(key(recipient)))
                .filter(mails::guardian_link_id.is_null())
                .filter(mails::about.eq(about.number()))
        )
    )?;
    Ok(())
}

/// Forgets a mail that nobody asks about any more.
pub async fn delete(tx: &mut Tx, id: MailId) -> Result<(), StorageError> {
    run!(tx, execute, diesel::delete(mails::table.find(key(id))))?;
    Ok(())
}

/// What became of the mails with some links.
pub async fn states(
    tx: &mut Tx,
    links: &[GuardianLinkId],
) -> Result<Vec<(GuardianLinkId, MailState)>, StorageError> {
    let rows: Vec<(Key, i16)> = run!(
        tx,
        load,
        mails::table
            .filter(mails::guardian_link_id.eq_any(keys(links)))
            .select((mails::guardian_link_id.assume_not_null(), mails::state))
    )?;
    let read = |(link, state): (Key, i16)| {
        let corrupt = || CorruptRow::new("mails", "state", link.0);
        let state = MailState::from_number(state).ok_or_else(corrupt)?;
        Ok((GuardianLinkId::from_uuid(link.0), state))
    };
    let read: Result<_, CorruptRow> = rows.into_iter().map(read).collect();
    Ok(read?)
}

/// Removes the mails with some links.
pub async fn delete_with(tx: &mut Tx, links: &[GuardianLinkId]) -> Result<(), StorageError> {
    run!(
        tx,
        execute,
        diesel::delete(mails::table.filter(mails::guardian_link_id.eq_any(keys(links))))
    )?;
    Ok(())
}
