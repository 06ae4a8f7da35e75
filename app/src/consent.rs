//! Consent: what it allows today, giving and withdrawing it, and taking down what it no longer covers. The rules are in
//! `domain::consent`.

mod say;

use chrono::NaiveDate;
use domain::consent::{ConsentFacts, ConsentRules, Consents, Membership, TextVersion};
use domain::{AccountId, BirthDate, Timestamp};
use storage::consents::{self, Words};
use storage::identities::SealedBirth;
use storage::people::{self, AuthorFacts};
use storage::{Tx, identities};

use crate::{App, Ctx, Internal};

pub use say::{ConsentRefusal, ConsentSaid, SayConsent, say_consent};
pub(crate) use say::{Speaker, keep, store_words};
pub use storage::consents::{About, Word};

/// The text that people consent to now.
pub const TEXT: TextVersion = TextVersion(1);

/// The day from which that text counts.
const TEXT_SINCE: NaiveDate = match NaiveDate::from_ymd_opt(2026, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The rules of today.
fn rules(app: &App) -> ConsentRules<'_> {
    ConsentRules {
        ages: app.consent_ages(),
        text: TEXT,
        text_since: TEXT_SINCE,
    }
}

/// What consent allows on `today` somebody who was born then.
pub(crate) fn derive(
    app: &App,
    birth: BirthDate,
    sealed: &SealedBirth,
    words: Words,
    today: NaiveDate,
) -> Consents {
    Consents::on(&facts(birth, sealed, words), &rules(app), today)
}

/// Everything that was said about somebody who was born then.
fn facts(birth: BirthDate, sealed: &SealedBirth, words: Words) -> ConsentFacts {
    ConsentFacts {
        birth,
        country: sealed.country,
        own: words.own,
        guardians: words.guardians,
    }
}

/// Opens a birth date.
pub(crate) fn open_birth(app: &App, sealed: &SealedBirth) -> Result<BirthDate, Internal> {
    let key = app.vault().open_key(sealed.identity, &sealed.key)?;
    key.open_birth_date(&sealed.birth_date)
}

/// What keeps somebody's words from being published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unpublishable {
    /// Consent does not cover it.
    NoConsent,
    /// A guardian agreed to publication only lately (SAFETY T24).
    Until(Timestamp),
}

/// What keeps these authors' words from being published, if anything does. Until the transaction ends nobody withdraws
/// consent. Who is no correspondent, such as the archive of an older site, needs none.
pub(crate) async fn keeps_from_publishing(
    tx: &mut Tx,
    ctx: &Ctx,
    authors: &[AccountId],
) -> Result<Option<Unpublishable>, Internal> {
    let consents = locked(tx, ctx, authors).await?;
    if !consents.iter().all(Consents::allow_publishing) {
        return Ok(Some(Unpublishable::NoConsent));
    }
    let since = consents.iter().filter_map(|it| it.guarded_since);
    let until = since.map(|since| since.plus(ctx.app().cool_off())).max();
    Ok(until
        .filter(|until| ctx.now() < *until)
        .map(Unpublishable::Until))
}

/// What keeps somebody from taking part by now, if anything does. Until the transaction ends it stays so: what the
/// request began with may have been withdrawn since.
pub(crate) async fn keeps_out(
    tx: &mut Tx,
    ctx: &Ctx,
    account: AccountId,
) -> Result<Option<Membership>, Internal> {
    let consents = locked(tx, ctx, &[account]).await?;
    let mut memberships = consents.iter().map(|consents| consents.membership);
    Ok(memberships.find(|membership| *membership != Membership::Active))
}

/// What consent allows each of these people who has a birth date, locked until the transaction ends.
async fn locked(tx: &mut Tx, ctx: &Ctx, people: &[AccountId]) -> Result<Vec<Consents>, Internal> {
    let mut known: Vec<SealedBirth> = people::authors(tx, people)
        .await?
        .into_iter()
        .filter_map(|AuthorFacts { birth, .. }| birth)
        .collect();
    // In one order, so that two who need several don't wait for each other.
    known.sort_unstable_by_key(|sealed| sealed.identity);
    for sealed in &known {
        identities::lock(tx, sealed.identity).await?;
    }
    let ids: Vec<_> = known.iter().map(|sealed| sealed.identity).collect();
    let words = consents::of(tx, &ids).await?;
    let derived = known.iter().zip(words).map(|(sealed, words)| {
        let birth = open_birth(ctx.app(), sealed)?;
        Ok(derive(ctx.app(), birth, sealed, words, ctx.today()))
    });
    derived.collect()
}
