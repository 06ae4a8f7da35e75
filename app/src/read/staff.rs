//! The adults who work for the panel, for those who run it; and what one lacks, for oneself.

use chrono::NaiveDate;
use domain::AccountId;
use domain::policy::Action;
use domain::vetting::{Lack, Vetting, year_after};
use storage::staff::{self, StaffMember};
use storage::{Direction, Tx, people};

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
            let found = staff::list(tx, from, direction, limit).await?;
            let view = |member: StaffMember| StaffView {
                vetting: VettingView::on(member.vetting, today),
                member,
            };
            Ok(Some(found.into_iter().map(view).collect()))
        })
        .await
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
