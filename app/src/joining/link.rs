//! What a guardian reads who opens a link, and whether a link is still good. Used, too old, made for another text, opened
//! by a correspondent, or never made: one answer (SAFETY A5, A6, T23).

use domain::IdentityId;
use domain::consent::{Purpose, TextVersion};
use domain::invitation::AskedGuardian;
use domain::policy::Action;
use storage::guardian_links::{self, GuardianLink};
use storage::{Tx, accounts, groups, identities, invitations};
use zeroize::Zeroizing;

use crate::consent::TEXT;
use crate::record::Record;
use crate::secrets::{Field, OneTimeCode};
use crate::{Ctx, Failure, Internal, Outcome};

/// The link can't be used; why is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkOver;

/// What a guardian is asked.
pub struct ConsentRequest {
    /// The real name of whom it is about, as the guide wrote it.
    pub name: Zeroizing<String>,
    /// The institution for which the guardian acts, if they do.
    pub institution: Option<Zeroizing<String>>,
    /// What is asked for.
    pub purposes: Vec<Purpose>,
    /// The text to read.
    pub text: TextVersion,
}

/// What a link asks. That the name was opened leaves a record.
pub async fn read_link(ctx: &Ctx, code: &OneTimeCode) -> Outcome<ConsentRequest, LinkOver> {
    let hash = code.hash();
    // Looked at first, so that whoever guesses keeps no writer.
    look(ctx, hash).await?;
    let inner = ctx.clone();
    ctx.app()
        .db()
        .write::<_, Failure<LinkOver>, _>(async move |tx: &mut Tx| {
            let link = good(tx, &inner, &hash).await?;
            let name = open_name(tx, &inner, link.ward).await?;
            Record::of("identity.name-opened", link.ward)
                .with("guardian-link", link.id)
                .store(tx, &inner)
                .await?;
            Ok(ConsentRequest {
                name,
                institution: institution_of(tx, &inner, link.recipient).await?,
                purposes: link.purposes,
                text: link.text,
            })
        })
        .await
}

/// Goes on only if whoever asks may use the link with this code now.
pub(super) async fn look(ctx: &Ctx, code: [u8; 32]) -> Result<(), Failure<LinkOver>> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Failure<LinkOver>, _>(async move |tx: &mut Tx| {
            good(tx, &inner, &code).await.map(drop)
        })
        .await
}

/// The link with this code, if whoever asks may use it now. Nothing is locked.
pub(super) async fn good(
    tx: &mut Tx,
    ctx: &Ctx,
    code: &[u8; 32],
) -> Result<GuardianLink, Failure<LinkOver>> {
    let Some(link) = guardian_links::by_code(tx, code).await? else {
        tracing::info!("somebody presented a code that no guardian's link has");
        return Err(Failure::Refused(LinkOver));
    };
    let why = if link.is_used {
        "used before"
    } else if link.until <= ctx.now() {
        "too old"
    } else if link.is_held() {
        "waits for another adult"
    } else if link.text != TEXT {
        "about an older text"
    } else if let Some(why) = wrong_guardian(tx, ctx, &link).await? {
        why
    } else if !needs_guardian(tx, ctx, link.ward).await? {
        "not needed any more"
    } else {
        return Ok(link);
    };
    tracing::info!(guardian_link.id = %link.id, why, "a guardian's link was refused");
    Err(Failure::Refused(LinkOver))
}

/// Why whoever opens it can't be this guardian: one person is not two guardians either.
async fn wrong_guardian(
    tx: &mut Tx,
    ctx: &Ctx,
    link: &GuardianLink,
) -> Result<Option<&'static str>, Internal> {
    let vouching = invitations::vouching_of(tx, link.ward).await?;
    let joined = match accounts::of_identity(tx, link.ward).await? {
        Some(account) => groups::of_member(tx, account).await?,
        None => None,
    };
    let invited = vouching.map(|it| it.group);
    let by = vouching.map(|it| it.by);
    let too = vouching.and_then(|it| it.seconded_by);
    let vouched = [Some(link.asked_by), link.seconded_by, by, too];
    let asked = AskedGuardian {
        groups: [joined, invited].into_iter().flatten().collect(),
        vouched: vouched.into_iter().flatten().collect(),
    };
    if !ctx.is_allowed(&Action::UseGuardianLink(&asked)) {
        return Ok(Some("opened by whoever may not answer it"));
    }
    let Some(person) = ctx.actor().person() else {
        return Ok(None);
    };
    let is_guardian = groups::is_guardian(tx, person.account, link.ward).await?;
    Ok(is_guardian.then_some("opened by who is guardian already"))
}

/// Whether a guardian still decides with the one whom a link is about.
async fn needs_guardian(tx: &mut Tx, ctx: &Ctx, ward: IdentityId) -> Result<bool, Internal> {
    let known = identities::get(tx, ward).await?;
    let known = known.ok_or(Internal::Contradiction("a link about nobody"))?;
    let sealed = known
        .birth_date
        .ok_or(Internal::Contradiction("a link about an adult"))?;
    let key = ctx.app().vault().open_key(known.id, &known.key)?;
    let birth = key.open_birth_date(&sealed)?;
    let ages = ctx.app().consent_ages();
    Ok(ages.needs_guardian(birth, known.country, ctx.today()))
}

pub(super) async fn open_name(
    tx: &mut Tx,
    ctx: &Ctx,
    ward: IdentityId,
) -> Result<Zeroizing<String>, Internal> {
    let known = identities::get(tx, ward).await?;
    let known = known.ok_or(Internal::Contradiction("a link about nobody"))?;
    let sealed = known
        .name
        .ok_or(Internal::Contradiction("a link about nobody's name"))?;
    let key = ctx.app().vault().open_key(known.id, &known.key)?;
    key.open(Field::Name, &sealed)
}

/// The institution for which a guardian acts, if they do.
pub(crate) async fn institution_of(
    tx: &mut Tx,
    ctx: &Ctx,
    guardian: IdentityId,
) -> Result<Option<Zeroizing<String>>, Internal> {
    let known = identities::get(tx, guardian).await?;
    let Some((known, sealed)) = known.and_then(|known| {
        let sealed = known.institution.clone()?;
        Some((known, sealed))
    }) else {
        return Ok(None);
    };
    let key = ctx.app().vault().open_key(known.id, &known.key)?;
    Ok(Some(key.open(Field::Institution, &sealed)?))
}
