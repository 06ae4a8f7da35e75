//! `askForRoleChange`, `askForSecondFactorReset`, `askToOpenIdentity`, `answerAct` and `readIdentity`: what needs two adults.

use app::Outcome;
use app::acts::{self, Act, ActAnswered, AnswerRefusal, AskRefusal, AskedFor, ReadIdentityRefusal};
use app::people::RoleRefusal;
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::ActId;

use super::payload::{Stoppable as _, found, opened, told, valid};
use crate::schema::act::{self, ActForTwo, OpeningReason};
use crate::schema::enums::Role;
use crate::schema::errors::{
    ActImpossibleError, ActProblem, ClientMutationIdReusedError, InvalidInputError,
    NotAllowedError, NotFoundError, Stopped,
};
use crate::schema::input::{login, pen_name, retry_id};
use crate::schema::request::Parts as _;
use crate::schema::scalars::{CountryCode, Date, DateTime};

/// The mutations.
#[derive(Default)]
pub(crate) struct ActsForTwo;

/// Which role to give or to take.
#[derive(InputObject)]
struct AskForRoleChangeInput {
    /// The login of the adult: not your own.
    login: String,
    /// The role. Nobody becomes correspondent or guardian like this.
    role: Role,
    /// Takes it away.
    #[graphql(default = false)]
    take: bool,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Who lost all second factors.
#[derive(InputObject)]
struct AskForSecondFactorResetInput {
    /// The login of the adult: not your own.
    login: String,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Whose identity has to be opened.
#[derive(InputObject)]
struct AskToOpenIdentityInput {
    /// The pen name.
    pen_name: String,
    /// Why. The person sees it afterwards.
    reason: OpeningReason,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// An answer.
#[derive(InputObject)]
struct AnswerActInput {
    /// The act that somebody else asked for.
    act: ID,
    /// Whether you agree. What was agreed to is done at once.
    agree: bool,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Which identity to read.
#[derive(InputObject)]
struct ReadIdentityInput {
    /// The act that you asked for, and that another adult agreed to.
    act: ID,
    /// Accepted everywhere; each time that it is read is recorded.
    client_mutation_id: Option<String>,
}

/// An act that was asked for or answered.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct ActKept {
    /// The act as it is now.
    act: ActForTwo,
}

/// Who somebody really is. Nothing of it is kept in clients or logs.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct IdentityRead {
    /// The person; null where a guardian has to be reached.
    person: Option<RealPerson>,
    /// The guardians, where one has to be reached.
    guardians: Vec<RealPerson>,
    /// Until when it stays open: 15 minutes from the first time.
    open_until: DateTime,
}

/// Somebody, as far as it is kept.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct RealPerson {
    /// The name.
    real_name: Option<String>,
    /// The birth date.
    born_on: Option<Date>,
    /// The address for mail.
    email: Option<String>,
    /// Where the person lives.
    country: CountryCode,
}

impl From<acts::RealPerson> for RealPerson {
    fn from(open: acts::RealPerson) -> Self {
        Self {
            real_name: open.name.map(|name| name.to_string()),
            born_on: open.born_on.map(Date),
            email: open.email.map(|email| email.to_string()),
            country: CountryCode(open.country),
        }
    }
}

/// How asking for an act, or answering one, ended.
#[derive(Union)]
pub(crate) enum ActPayload {
    /// It was kept.
    Kept(ActKept),
    /// A part can't be used.
    InvalidInput(InvalidInputError),
    /// There is no such person or act.
    NotFound(NotFoundError),
    /// Not with this account, or not in this session.
    NotAllowed(NotAllowedError),
    /// The retry id was used for something else.
    Reused(ClientMutationIdReusedError),
    /// It is over, or can't be done.
    Impossible(ActImpossibleError),
}

/// How `readIdentity` ended.
#[derive(Union)]
pub(crate) enum ReadIdentityPayload {
    /// Who the person is.
    Read(IdentityRead),
    /// There is no such act of yours.
    NotFound(NotFoundError),
    /// Not with this account, or not in this session.
    NotAllowed(NotAllowedError),
    /// It is not open, or nothing is kept.
    Impossible(ActImpossibleError),
}

#[Object(serial)]
impl ActsForTwo {
    /// Asks for a role that an adult gets or loses. It happens when another administrator agrees within 72 hours. For
    /// administrators, with a second factor that was proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn ask_for_role_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose role, and which.")] input: AskForRoleChangeInput,
    ) -> Result<ActPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let about = AskedFor::Login(valid!(login(say, &input.login)));
        let act = if input.take {
            Act::TakeRole(input.role.into())
        } else {
            Act::GiveRole(input.role.into())
        };
        asked(ctx, acts::ask_for_act(ctx.app()?, act, about, retry).await).await
    }

    /// Asks that an adult who lost all second factors may set up the first one anew. It happens when another administrator agrees
    /// within 72 hours; the adult is signed out everywhere. Check in person who asks for it. For administrators, with a second factor
    /// that was proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn ask_for_second_factor_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who lost them.")] input: AskForSecondFactorResetInput,
    ) -> Result<ActPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let about = AskedFor::Login(valid!(login(say, &input.login)));
        let act = Act::ResetSecondFactors;
        asked(ctx, acts::ask_for_act(ctx.app()?, act, about, retry).await).await
    }

    /// Asks to read who somebody really is, or who a correspondent's guardians are. When another safeguarding lead or an administrator
    /// agrees within 72 hours, `readIdentity` gives it to you, within a day and for 15 minutes from the first time. The person sees afterwards that it was read, and why. For safeguarding leads, with a second
    /// factor that was proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn ask_to_open_identity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose identity, and why.")] input: AskToOpenIdentityInput,
    ) -> Result<ActPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let about = AskedFor::PenName(valid!(pen_name(say, &input.pen_name)));
        let act = Act::OpenIdentity(input.reason.into());
        asked(ctx, acts::ask_for_act(ctx.app()?, act, about, retry).await).await
    }

    /// Agrees to what another adult asked for, which is then done, or refuses it. Nobody answers what they asked for themselves, or
    /// what is about them. Needs a second factor that was proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn answer_act(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The act, and the answer.")] input: AnswerActInput,
    ) -> Result<ActPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let id: ActId = opened!(ctx, ActForTwo, &input.act);
        let answered = ActAnswered {
            act: id,
            agrees: input.agree,
        };
        let done = acts::answer_act(ctx.app()?, answered, retry).await;
        let problem = match told(ctx, done)? {
            Ok(()) => return kept(ctx, id).await,
            Err(AnswerRefusal::Barred(barred)) => {
                return Ok(ActPayload::stopped(Stopped::new(say, barred)));
            }
            Err(AnswerRefusal::Reused) => return Ok(ClientMutationIdReusedError::new(say).into()),
            Err(AnswerRefusal::Over) => ActProblem::Over,
            Err(AnswerRefusal::Role(why)) => problem(why),
        };
        Ok(ActImpossibleError::new(say, problem).into())
    }

    /// Reads who somebody really is, while it is open for you. Every time is recorded.
    #[graphql(complexity = "20 + child_complexity")]
    async fn read_identity(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which identity.")] input: ReadIdentityInput,
    ) -> Result<ReadIdentityPayload> {
        drop(input.client_mutation_id);
        let say = ctx.say()?;
        let id: ActId = opened!(ctx, ActForTwo, &input.act);
        let problem = match told(ctx, acts::read_identity(ctx.app()?, id).await)? {
            Ok(open) => {
                return Ok(IdentityRead {
                    person: open.person.map(RealPerson::from),
                    guardians: open.guardians.into_iter().map(RealPerson::from).collect(),
                    open_until: DateTime(open.until),
                }
                .into());
            }
            Err(ReadIdentityRefusal::Barred(barred)) => {
                return Ok(ReadIdentityPayload::stopped(Stopped::new(say, barred)));
            }
            Err(ReadIdentityRefusal::NotOpen) => ActProblem::NotOpen,
            Err(ReadIdentityRefusal::NothingKept) => ActProblem::NothingKept,
        };
        Ok(ActImpossibleError::new(say, problem).into())
    }
}

pub(super) async fn asked(
    ctx: &Context<'_>,
    done: Outcome<ActId, AskRefusal>,
) -> Result<ActPayload> {
    let say = ctx.say()?;
    let problem = match told(ctx, done)? {
        Ok(id) => return kept(ctx, id).await,
        Err(AskRefusal::Barred(barred)) => {
            return Ok(ActPayload::stopped(Stopped::new(say, barred)));
        }
        Err(AskRefusal::Reused) => return Ok(ClientMutationIdReusedError::new(say).into()),
        Err(AskRefusal::NoStaff) => ActProblem::NoStaff,
        Err(AskRefusal::Nobody) => ActProblem::Nobody,
        Err(AskRefusal::TooMany) => ActProblem::TooMany,
        Err(AskRefusal::Role(why)) => problem(why),
    };
    Ok(ActImpossibleError::new(say, problem).into())
}

async fn kept(ctx: &Context<'_>, id: ActId) -> Result<ActPayload> {
    let act = found!(ctx, act::act(ctx, id).await?);
    Ok(ActKept { act }.into())
}

const fn problem(why: RoleRefusal) -> ActProblem {
    match why {
        RoleRefusal::ByJoining => ActProblem::ByJoining,
        RoleRefusal::LeadsGroup => ActProblem::LeadsGroup,
        // Who asks and who agrees are both administrators, so that there is never none.
        RoleRefusal::Barred(_)
        | RoleRefusal::Unfit
        | RoleRefusal::Own
        | RoleRefusal::LastAdministrator => ActProblem::Unfit,
    }
}
