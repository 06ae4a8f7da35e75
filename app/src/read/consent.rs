//! What was said about a correspondent's taking part, for themselves and their guardians: both see the same.

use domain::consent::{Answer, Consents, GuardianSaid, Purpose, Said, TextVersion};
use domain::policy::Action;
use domain::text::PenName;
use domain::{AccountId, Age, AgeBand};
use moderation::review::SECOND_LOOK_LASTS;
use storage::people::{self, AuthorFacts};
use storage::statements::{self, StoredStatement};
use storage::{StorageError, Tx, accounts, consents, groups};
use zeroize::Zeroizing;

use crate::consent::{TEXT, derive, open_birth};
use crate::joining::institution_of;
use crate::{Ctx, Internal};

/// What was said about a correspondent, and what follows from it today.
#[derive(Debug, Clone)]
pub struct ConsentView {
    /// The correspondent.
    pub account: AccountId,
    /// The name that readers see.
    pub pen_name: PenName,
    /// What consent allows today.
    pub consents: Consents,
    /// Whether a guardian has to consent too.
    pub needs_guardian: bool,
    /// The text to consent to now.
    pub text: TextVersion,
    /// What the correspondent gave.
    pub own: Vec<Purpose>,
    /// What each guardian said who said anything.
    pub guardians: Vec<GuardianView>,
}

/// What one guardian said.
#[derive(Debug, Clone)]
pub struct GuardianView {
    /// Whether it is the person who asks.
    pub is_viewer: bool,
    /// What the guardian gave.
    pub given: Vec<Purpose>,
    /// Whether the guardian paused the account.
    pub paused: bool,
    /// The institution for which the guardian acts, if they do.
    pub institution: Option<Zeroizing<String>>,
}

/// The purposes of which the last word is yes.
fn given(said: &[Said]) -> Vec<Purpose> {
    let is_given = |purpose: &Purpose| {
        let last = said.iter().rfind(|said| said.purpose == *purpose);
        last.is_some_and(|said| said.answer == Answer::Given)
    };
    Purpose::ALL.into_iter().filter(is_given).collect()
}

/// What was said about the person who asks; nothing about whoever is no correspondent.
pub async fn own_consent(ctx: &Ctx) -> Result<Option<ConsentView>, Internal> {
    let account = ctx.actor().account();
    match account.filter(|_| ctx.is_allowed(&Action::ConsentForOneself)) {
        None => Ok(None),
        Some(account) => Ok(views(ctx, vec![account]).await?.pop()),
    }
}

/// What was said about each ward of the person who asks.
pub async fn consent_of_wards(ctx: &Ctx) -> Result<Vec<ConsentView>, Internal> {
    let Some(person) = ctx.actor().person() else {
        return Ok(Vec::new());
    };
    let wards = person.wards.iter().copied();
    let wards = wards.filter(|ward| ctx.is_allowed(&Action::ConsentForWard(ward)));
    views(ctx, wards.collect()).await
}

/// What was said about one correspondent, to whoever may know it.
pub async fn consent_of(ctx: &Ctx, ward: AccountId) -> Result<Option<ConsentView>, Internal> {
    if ctx.actor().account() == Some(ward) {
        return own_consent(ctx).await;
    }
    if !ctx.is_allowed(&Action::ConsentForWard(&ward)) {
        return Ok(None);
    }
    Ok(views(ctx, vec![ward]).await?.pop())
}

/// Whether the person leads the group of a correspondent.
async fn is_led(ctx: &Ctx, author: AccountId) -> Result<bool, Internal> {
    let leads_any = ctx.actor().person().is_some_and(|it| !it.guides.is_empty());
    if !leads_any {
        return Ok(false);
    }
    let read = async move |tx: &mut Tx| groups::of_member(tx, author).await;
    let group = ctx.app().db().read::<_, StorageError, _>(read).await?;
    Ok(group.is_some_and(|group| ctx.is_allowed(&Action::LeadGroup(&group))))
}

async fn view(tx: &mut Tx, ctx: &Ctx, it: &GuardianSaid) -> Result<GuardianView, Internal> {
    let institution = match accounts::identity(tx, it.guardian).await? {
        Some(guardian) => institution_of(tx, ctx, guardian).await?,
        None => None,
    };
    Ok(GuardianView {
        is_viewer: ctx.actor().account() == Some(it.guardian),
        given: given(&it.said),
        paused: it.paused,
        institution,
    })
}

async fn views(ctx: &Ctx, accounts: Vec<AccountId>) -> Result<Vec<ConsentView>, Internal> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let mut known = people::authors(tx, &accounts).await?;
            known.sort_unstable_by(|one, other| one.pen_name.as_str().cmp(other.pen_name.as_str()));
            let ids: Vec<_> = known
                .iter()
                .filter_map(|facts| facts.birth.as_ref().map(|sealed| sealed.identity))
                .collect();
            let mut words = consents::of(tx, &ids).await?.into_iter();
            let mut views = Vec::with_capacity(known.len());
            for AuthorFacts {
                account,
                pen_name,
                birth,
            } in known
            {
                let Some(sealed) = birth else { continue };
                let said = words.next().unwrap_or_default();
                let birth = open_birth(inner.app(), &sealed)?;
                let is_own = inner.actor().account() == Some(account);
                // Nobody is guardian of an adult.
                if !is_own && AgeBand::of(Age::on(birth, inner.today())) == AgeBand::Adult {
                    continue;
                }
                let (ages, today) = (inner.app().consent_ages(), inner.today());
                let mut guardians = Vec::with_capacity(said.guardians.len());
                for it in &said.guardians {
                    guardians.push(view(tx, &inner, it).await?);
                }
                views.push(ConsentView {
                    account,
                    pen_name,
                    needs_guardian: ages.needs_guardian(birth, sealed.country, today),
                    text: TEXT,
                    own: given(&said.own),
                    guardians,
                    consents: derive(inner.app(), birth, &sealed, said, today),
                });
            }
            Ok(views)
        })
        .await
}

/// How many statements guardians see of one ward.
const MOST_STATEMENTS: i64 = 20;

/// What guardians, and guides of the group, are told of texts of a correspondent that were declined in the months in which a second look can be asked for; the
/// correspondent sees the same. Nothing to whoever may not know it.
pub async fn statements_to_guardians(
    ctx: &Ctx,
    author: AccountId,
) -> Result<Vec<StoredStatement>, Internal> {
    let is_own =
        ctx.actor().account() == Some(author) && ctx.is_allowed(&Action::ConsentForOneself);
    let is_wards = ctx.is_allowed(&Action::ConsentForWard(&author));
    if !is_own && !is_wards && !is_led(ctx, author).await? {
        return Ok(Vec::new());
    }
    let since = ctx.now().plus(-SECOND_LOOK_LASTS);
    let read =
        async move |tx: &mut Tx| statements::against(tx, author, since, MOST_STATEMENTS).await;
    let found = ctx.app().db().read::<_, StorageError, _>(read).await;
    found.map_err(Internal::from)
}
