//! Answering an act that another adult asked for, and doing it if the answer is yes.

use domain::act::Act;
use domain::policy::{self, Access, Action};
use domain::{ActId, Actor};
use storage::Tx;
use storage::acts::{self, ActAnswer, StoredAct};

use super::ask::record;
use super::passphrase::passphrase_code_of;
use crate::failure::{Barred, refusal};
use crate::once::{ClientMutationId, once};
use crate::people::{self, RoleRefusal};
use crate::{Ctx, Failure, Outcome, second_factors, sessions};

/// An answer to an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ActAnswered {
    /// The act.
    pub act: ActId,
    /// Whether the adult agrees.
    pub agrees: bool,
}

/// Why an act was not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerRefusal {
    /// The person may not, or there is no such act.
    Barred(Barred),
    /// It was answered or is too old, or who asked may not ask any more.
    Over,
    /// It can't be done any more.
    Role(RoleRefusal),
    /// The retry id was used for something else.
    Reused,
}

refusal!(AnswerRefusal);

/// Agrees to an act, which is then done, or refuses it.
pub async fn answer_act(
    ctx: &Ctx,
    answered: ActAnswered,
    retry: Option<ClientMutationId>,
) -> Outcome<(), AnswerRefusal> {
    once(ctx, "answerAct", answered, retry, |tx, ctx, answered| {
        Box::pin(write(tx, ctx, answered))
    })
    .await
}

async fn write(tx: &mut Tx, ctx: &Ctx, answered: ActAnswered) -> Outcome<(), AnswerRefusal> {
    let by = ctx.person::<AnswerRefusal>()?.account;
    let act = acts::lock(tx, answered.act).await?;
    let act = act.ok_or_else(|| Failure::<AnswerRefusal>::refused(Barred::NotFound))?;
    ctx.may::<AnswerRefusal>(&Action::AnswerAct(&act.asked))?;
    if act.answer.is_some() || act.until <= ctx.now() {
        return Err(Failure::Refused(AnswerRefusal::Over));
    }
    let answer = ActAnswer {
        by,
        at: ctx.now(),
        agreed: answered.agrees,
    };
    if answered.agrees {
        still_asks(tx, ctx, &act).await?;
        acts::answer(tx, act.id, &answer).await?;
        record("act.agreed-to", &act).store(tx, ctx).await?;
        carry_out(tx, ctx, &act).await
    } else {
        acts::answer(tx, act.id, &answer).await?;
        record("act.refused", &act).store(tx, ctx).await?;
        Ok(())
    }
}

/// Who asked has to be somebody who may ask today, too.
async fn still_asks(tx: &mut Tx, ctx: &Ctx, act: &StoredAct) -> Outcome<(), AnswerRefusal> {
    let asking = sessions::person(tx, ctx.app(), act.asked.asked_by).await?;
    let asks = asking.map(Actor::Person);
    let may = asks.is_some_and(|actor| {
        policy::access(&actor, &Action::AskForAct(&act.asked)) == Access::Allowed
    });
    if may {
        Ok(())
    } else {
        Err(Failure::Refused(AnswerRefusal::Over))
    }
}

async fn carry_out(tx: &mut Tx, ctx: &Ctx, act: &StoredAct) -> Outcome<(), AnswerRefusal> {
    let about = act.asked.about;
    let done = match act.asked.act {
        Act::GiveRole(role) => people::give(tx, ctx, about, role).await,
        Act::TakeRole(role) => people::take(tx, ctx, about, role).await,
        Act::ResetSecondFactors => {
            second_factors::reset(tx, ctx, about).await?;
            Ok(())
        }
        // Open from now on, for who asked.
        Act::OpenIdentity(_) => Ok(()),
        Act::ResetPassphrase => {
            let code = passphrase_code_of(ctx, act.id)?;
            acts::set_code(tx, act.id, &code.hash()).await?;
            Ok(())
        }
    };
    done.map_err(|failure| match failure {
        Failure::Internal(error) => error.into(),
        Failure::Refused(why) => Failure::Refused(AnswerRefusal::Role(why)),
    })
}
