//! The acts that two adults do: for those who ask and answer, and, where somebody's identity was read, for that person.

use chrono::{NaiveDate, TimeDelta};
use domain::ActId;
use domain::act::{Act, OPEN_FOR, OpeningReason};
use domain::policy::{self, Access, Action, Denial};
use domain::text::PenName;
use storage::acts::{self, StoredAct};
use storage::{Tx, people};

use crate::{Ctx, Internal};

/// For how long acts stay in the list.
const LISTED_FOR: TimeDelta = TimeDelta::days(30);
/// The acts of each kind, own ones and others', that are listed at most.
const MOST: i64 = 50;
/// The acts that are looked through for those that somebody may answer.
const MOST_OPEN: i64 = 1_000;

/// An act, as whoever asks or answers sees it.
#[derive(Debug, Clone)]
pub struct ActView {
    /// The act.
    pub act: StoredAct,
    /// Whom it is about.
    pub about: PenName,
    /// Who asked.
    pub asked_by: PenName,
    /// Whether whoever looks may answer it now, having proven a second factor lately.
    pub can_answer: bool,
}

/// What whoever asks asked for in the last 30 days, the newest first, and then what others asked for and they may answer.
pub async fn acts(ctx: &Ctx) -> Result<Vec<ActView>, Internal> {
    let account = ctx.actor().account();
    let Some(account) = account.filter(|_| ctx.is_allowed(&Action::ReadOwnStaffRecord)) else {
        return Ok(Vec::new());
    };
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let since = inner.now().plus(-LISTED_FOR);
            let mut found = acts::asked_by(tx, account, since, MOST).await?;
            let open = acts::open(tx, inner.now(), MOST_OPEN).await?;
            let others = open
                .into_iter()
                .filter(|act| act.asked.asked_by != account && is_known(&inner, act));
            found.extend(others.take(usize::try_from(MOST).unwrap_or(0)));
            named(tx, &inner, found).await
        })
        .await
}

async fn named(tx: &mut Tx, ctx: &Ctx, found: Vec<StoredAct>) -> Result<Vec<ActView>, Internal> {
    let people = found
        .iter()
        .flat_map(|act| [act.asked.about, act.asked.asked_by]);
    let names = people::pen_names(tx, &people.collect::<Vec<_>>()).await?;
    let views = found.into_iter().filter_map(|act| {
        let of = |account| names.iter().find(|(id, _)| *id == account);
        let (_, about) = of(act.asked.about)?;
        let (_, asked_by) = of(act.asked.asked_by)?;
        Some(ActView {
            about: about.clone(),
            asked_by: asked_by.clone(),
            can_answer: can_answer(ctx, &act),
            act,
        })
    });
    Ok(views.collect())
}

/// One act that whoever asks may know of.
pub async fn act(ctx: &Ctx, id: ActId) -> Result<Option<ActView>, Internal> {
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let account = inner.actor().account();
            let found = acts::get(tx, id).await?;
            let found =
                found.filter(|act| account == Some(act.asked.asked_by) || is_known(&inner, act));
            Ok(named(tx, &inner, found.into_iter().collect()).await?.pop())
        })
        .await
}

/// Whether whoever asks may know of an act.
fn is_known(ctx: &Ctx, act: &StoredAct) -> bool {
    policy::access(ctx.actor(), &Action::AnswerAct(&act.asked)) != Access::Hidden
}

fn can_answer(ctx: &Ctx, act: &StoredAct) -> bool {
    let access = policy::access(ctx.actor(), &Action::AnswerAct(&act.asked));
    let may = matches!(access, Access::Allowed | Access::Denied(Denial::ProveAgain));
    may && act.answer.is_none() && ctx.now() < act.until
}

/// That somebody's identity was read, as they see it themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningView {
    /// On which day.
    pub on: NaiveDate,
    /// Why.
    pub reason: OpeningReason,
}

/// When the identity of whoever asks was read, once it is over; the newest first.
pub async fn own_openings(ctx: &Ctx) -> Result<Vec<OpeningView>, Internal> {
    let account = ctx.actor().account();
    let Some(account) = account.filter(|_| ctx.is_allowed(&Action::KeepOwnAccount)) else {
        return Ok(Vec::new());
    };
    let inner = ctx.clone();
    ctx.app()
        .db()
        .read::<_, Internal, _>(async move |tx: &mut Tx| {
            let found = acts::openings_of(tx, account, MOST).await?;
            let over = found.into_iter().filter_map(|act| {
                let Act::OpenIdentity(reason) = act.asked.act else {
                    return None;
                };
                let opened = act.opened?;
                let is_over = opened.plus(OPEN_FOR) <= inner.now();
                is_over.then(|| OpeningView {
                    on: inner.app().centre().day(opened),
                    reason,
                })
            });
            Ok(over.collect())
        })
        .await
}
