//! The adults who work for the panel, and by which rules texts are screened, for those who run it; those who read submissions, for each other; and what one lacks, for oneself.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::account::{Role, Standing};
use domain::policy::Action;
use domain::text::PenName;
use domain::vetting::{Lack, Vetting, year_after};
use domain::{AccountId, Language};
use moderation::screen::Rules;
use storage::staff::{self, StaffMember};
use storage::{Direction, StorageError, Tx, people, preferences};

use crate::people::lacks;
use crate::{Ctx, Internal};

/// What is known of an adult, and what it comes to today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VettingView {
    /// The facts.
    pub vetting: Vetting,
    /// What is lacking.
    pub lacks: Vec<Lack>,
}

impl VettingView {
    fn on(vetting: Vetting, today: NaiveDate) -> Self {
        Self {
            lacks: lacks(&vetting, today),
            vetting,
        }
    }

    /// The last day on which the training counts.
    pub fn training_until(&self) -> Option<NaiveDate> {
        self.vetting.trained_on.map(year_after)
    }

    /// The last day on which the signed code of conduct counts.
    pub fn code_until(&self) -> Option<NaiveDate> {
        self.vetting.signed.map(|signed| year_after(signed.on))
    }
}

/// An adult who works for the panel.
#[derive(Debug, Clone)]
pub struct StaffView {
    /// The adult.
    pub member: StaffMember,
    /// What they lack.
    pub vetting: VettingView,
}

/// Up to `limit` adults who work for the panel; `None` for whoever does not run it.
pub async fn staff(
    ctx: &Ctx,
    from: Option<AccountId>,
    direction: Direction,
    limit: i64,
) -> Result<Option<Vec<StaffView>>, Internal> {
    if !ctx.is_allowed(&Action::ReadStaff) {
        return Ok(None);
    }
    let today = ctx.today();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = staff::list(tx, working(), None, from, direction, limit).await?;
            let view = |member: StaffMember| StaffView {
                vetting: VettingView::on(member.vetting, today),
                member,
            };
            Ok(Some(found.into_iter().map(view).collect()))
        })
        .await
}

/// The rules by which texts are screened; `None` for whoever does not run the panel.
pub fn screening_rules(ctx: &Ctx) -> Option<Arc<Rules>> {
    let may = ctx.is_allowed(&Action::ReadScreeningRules);
    may.then(|| Arc::clone(ctx.app().rules()))
}

/// The roles of adults who work for the panel.
fn working() -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().filter(|role| role.is_staff())
}

/// In which of the roles that read submissions whoever asks acts today: moderators see moderators, and leads see leads.
fn lines(ctx: &Ctx) -> Vec<Role> {
    let acts = |role: &Role| ctx.actor().person().is_some_and(|me| me.acts_as(*role));
    let all = [Role::Moderator, Role::SafeguardingLead];
    all.into_iter().filter(acts).collect()
}

/// An adult who reads submissions, as the others who do see them.
#[derive(Debug, Clone)]
pub struct ColleagueView {
    /// The account.
    pub account: AccountId,
    /// The name.
    pub pen_name: PenName,
    /// Whether the adult acts as a safeguarding lead, or only as a moderator.
    pub is_lead: bool,
    /// Whether they may read anything at all today.
    pub is_active: bool,
    /// The languages that they say they read.
    pub languages: Vec<Language>,
}

/// Up to `limit` adults who read what whoever asks reads, without them; `None` for who reads nothing.
pub async fn colleagues(
    ctx: &Ctx,
    from: Option<AccountId>,
    direction: Direction,
    limit: i64,
) -> Result<Option<Vec<ColleagueView>>, Internal> {
    let me = ctx.actor().account();
    if me.is_none() || !ctx.is_allowed(&Action::ReadQueue) {
        return Ok(None);
    }
    let (today, lines) = (ctx.today(), lines(ctx));
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = staff::list(tx, lines.into_iter(), me, from, direction, limit).await?;
            Ok(Some(as_colleagues(tx, found, today).await?))
        })
        .await
}

/// One adult who reads submissions, for others who do.
pub async fn colleague(ctx: &Ctx, account: AccountId) -> Result<Option<ColleagueView>, Internal> {
    if ctx.actor().account().is_none() || !ctx.is_allowed(&Action::ReadQueue) {
        return Ok(None);
    }
    let (today, lines) = (ctx.today(), lines(ctx));
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = staff::get(tx, account).await?;
            let reads = |member: &StaffMember| lines.iter().any(|it| member.roles.contains(it));
            let found = found.filter(reads).into_iter().collect();
            Ok(as_colleagues(tx, found, today).await?.pop())
        })
        .await
}

async fn as_colleagues(
    tx: &mut Tx,
    found: Vec<StaffMember>,
    today: NaiveDate,
) -> Result<Vec<ColleagueView>, StorageError> {
    let ids: Vec<AccountId> = found.iter().map(|member| member.account).collect();
    let mut said = preferences::languages_of(tx, &ids).await?;
    let view = |member: StaffMember| ColleagueView {
        is_lead: member.roles.contains(&Role::SafeguardingLead),
        is_active: member.standing == Standing::Active && lacks(&member.vetting, today).is_empty(),
        languages: said.remove(&member.account).unwrap_or_default(),
        account: member.account,
        pen_name: member.pen_name,
    };
    Ok(found.into_iter().map(view).collect())
}

/// One adult who works for the panel, for those who run it.
pub async fn staff_member(ctx: &Ctx, account: AccountId) -> Result<Option<StaffView>, Internal> {
    if !ctx.is_allowed(&Action::ReadStaff) {
        return Ok(None);
    }
    let today = ctx.today();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = staff::get(tx, account).await?;
            Ok(found.map(|member| StaffView {
                vetting: VettingView::on(member.vetting, today),
                member,
            }))
        })
        .await
}

/// What is known of whoever asks; `None` for whoever does not work for the panel.
pub async fn own_vetting(ctx: &Ctx) -> Result<Option<VettingView>, Internal> {
    let account = ctx.actor().account();
    let Some(account) = account.filter(|_| ctx.is_allowed(&Action::ReadOwnStaffRecord)) else {
        return Ok(None);
    };
    let today = ctx.today();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = people::by_account(tx, account).await?;
            Ok(found.map(|found| VettingView::on(found.vetting, today)))
        })
        .await
}
