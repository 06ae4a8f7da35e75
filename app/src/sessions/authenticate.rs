//! Makes the request's [`Ctx`]: who a token belongs to, with everything that the rules derive from stored facts.

use chrono::NaiveDate;
use domain::account::{Person, Role, STEP_UP_LASTS, Standing, Unproven};
use domain::{AccountId, Actor, Age, AgeBand, Language, SessionId, Timestamp};
use storage::identities::SealedBirth;
use storage::people::{self, StoredPerson};
use storage::{Tx, second_factors, sessions};

use super::{IDLE, NOTED_EVERY, STAFF_IDLE};
use crate::consent;
use crate::ctx::Viewer;
use crate::secrets::token_hash;
use crate::{App, Ctx, Internal};

/// In which language whoever asks wants to be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedLanguage {
    /// They did not say, or in none that there is.
    None,
    /// Their program prefers it: it decides for readers, whose own language nobody knows.
    Preferred(Language),
    /// They chose it: it decides for everybody.
    Chosen(Language),
}

impl AskedLanguage {
    fn of_reader(self) -> Language {
        match self {
            Self::None => Language::FALLBACK,
            Self::Preferred(language) | Self::Chosen(language) => language,
        }
    }

    const fn chosen(self) -> Option<Language> {
        match self {
            Self::Chosen(language) => Some(language),
            Self::None | Self::Preferred(_) => None,
        }
    }
}

/// The request of whoever presents `token`. An unknown, expired or closed session is a reader's request; so is none
/// at all. A person is answered in their own language unless they chose another one, a reader in the one that was asked for.
pub async fn authenticate(
    app: &App,
    token: Option<&str>,
    asked: AskedLanguage,
) -> Result<Ctx, Internal> {
    let reader = || app.reader(asked.of_reader());
    let Some(hash) = token.and_then(token_hash) else {
        return Ok(reader());
    };
    let now = app.clock().now();
    let found = app
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            Ok(people::by_session(tx, &hash, now).await?)
        })
        .await?;
    let Some((session, stored)) = found else {
        return Ok(reader());
    };
    if stored.standing == Standing::Closed || is_idle(session.seen, &stored.roles, now) {
        return Ok(reader());
    }
    if session.seen.plus(NOTED_EVERY) <= now {
        note(app, session.id, now).await?;
    }
    let viewer = Viewer {
        session: session.id,
        pen_name: stored.pen_name.clone(),
        avatar: stored.avatar,
    };
    let language = asked.chosen().unwrap_or(stored.language);
    let proven = session.proven;
    if proven.is_none() && stored.roles.iter().copied().any(Role::is_staff) {
        let unproven = unproven(app, stored.account).await?;
        return Ok(Ctx::unproven(app.clone(), unproven, viewer, language));
    }
    let mut person = derive(app, &stored, app.centre().day(now))?;
    person.proven_lately = proven.is_some_and(|at| now < at.plus(STEP_UP_LASTS));
    Ok(Ctx::signed_in(app.clone(), person, viewer, language))
}

/// Somebody whose session has yet to prove a second factor.
async fn unproven(app: &App, account: AccountId) -> Result<Unproven, Internal> {
    app.db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let owned = second_factors::of(tx, account).await?;
            Ok(Unproven {
                account,
                has_factor: owned.any(),
            })
        })
        .await
}

/// Whether a session was left alone for too long. Who can do more to others has less time.
fn is_idle(seen: Timestamp, roles: &[Role], now: Timestamp) -> bool {
    let idle = if roles.iter().copied().any(Role::is_staff) {
        STAFF_IDLE
    } else {
        IDLE
    };
    seen.plus(idle) <= now
}

/// Notes that a session is used.
async fn note(app: &App, session: SessionId, now: Timestamp) -> Result<(), Internal> {
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            Ok(sessions::touch(tx, session, now).await?)
        })
        .await
}

/// A request in a person's name without a session: for the demo and for tests, which live other people's lives
/// through the real use cases. `None` when there is no such account. Nothing that comes over the network gets here.
pub async fn acting_as(app: &App, account: AccountId) -> Result<Option<Ctx>, Internal> {
    let now = app.clock().now();
    let found = app
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| Ok(people::by_account(tx, account).await?))
        .await?;
    let Some(stored) = found else {
        return Ok(None);
    };
    let person = derive(app, &stored, app.centre().day(now))?;
    Ok(Some(Ctx::new(
        app.clone(),
        Actor::Person(person),
        stored.language,
    )))
}

/// What the rules see of somebody today, as if they had proven everything: for facts that have to hold of people who don't
/// ask.
pub(crate) async fn person(
    tx: &mut Tx,
    app: &App,
    account: AccountId,
) -> Result<Option<Person>, Internal> {
    let Some(stored) = people::by_account(tx, account).await? else {
        return Ok(None);
    };
    derive(app, &stored, app.centre().day(app.clock().now())).map(Some)
}

/// What the rules see of a person on `today`: age band and clearance are derived here, on every request.
fn derive(app: &App, stored: &StoredPerson, today: NaiveDate) -> Result<Person, Internal> {
    let birth = match &stored.birth {
        Some(sealed) => Some((consent::open_birth(app, sealed)?, sealed)),
        None => None,
    };
    Ok(Person {
        account: stored.account,
        standing: stored.standing,
        roles: stored.roles.clone(),
        band: birth
            .as_ref()
            .map(|(birth, _)| AgeBand::of(Age::on(*birth, today))),
        membership: birth
            .filter(|_| stored.roles.contains(&Role::Correspondent))
            .map(|(birth, sealed)| {
                let words = stored.consent.clone();
                consent::derive(app, birth, sealed, words, today).membership
            }),
        group: stored.group,
        guides: stored.guides.clone(),
        wards: stored.wards.clone(),
        cleared: crate::people::lacks(&stored.vetting, today).is_empty(),
        proven_lately: true,
    })
}

/// The band of the age on `today` of somebody whose birth date is sealed.
pub(crate) fn band(app: &App, sealed: &SealedBirth, today: NaiveDate) -> Result<AgeBand, Internal> {
    let birth = consent::open_birth(app, sealed)?;
    Ok(AgeBand::of(Age::on(birth, today)))
}
