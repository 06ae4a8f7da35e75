//! `changePassphrase`, and what helps somebody who forgot it: `askForPassphraseReset`, `readPassphraseCode` and
//! `resetPassphrase`.

use app::OneTimeCode;
use app::acts::{self, Act, AskedFor, PassphraseCodeRefusal, ResetPassphraseRefusal};
use app::people::{self, ChangePassphraseRefusal};
use app::sessions::AttemptKey;
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject, Union};
use domain::ActId;

use super::act_for_two::{ActPayload, asked};
use super::payload::{Stoppable as _, opened, told, valid};
use super::sign_in::SignedIn;
use crate::schema::errors::{
    ActImpossibleError, ActProblem, InvalidInputError, NotAllowedError, NotFoundError,
    PassphraseCodeOverError, RateLimitedError, SignInRefusedError, Stopped,
};
use crate::schema::input::{self, retry_id};
use crate::schema::request::Parts as _;
use crate::schema::scalars::DateTime;

/// The mutations.
#[derive(Default)]
pub(crate) struct Passphrase;

/// Another passphrase.
#[derive(InputObject)]
struct ChangePassphraseInput {
    /// The passphrase that counts now.
    current: String,
    /// The other one, 10 to 200 characters.
    passphrase: String,
    /// Accepted everywhere; after a retry the other passphrase is the one that counts.
    client_mutation_id: Option<String>,
}

/// Who forgot the passphrase.
#[derive(InputObject)]
struct AskForPassphraseResetInput {
    /// The pen name.
    pen_name: String,
    /// Makes a retry safe: the same id gives the same answer, once.
    client_mutation_id: Option<String>,
}

/// Which code to read.
#[derive(InputObject)]
struct ReadPassphraseCodeInput {
    /// The act that you asked for, and that another adult agreed to.
    act: ID,
    /// Accepted everywhere; the code stays the same.
    client_mutation_id: Option<String>,
}

/// Another passphrase, with a code.
#[derive(InputObject)]
struct ResetPassphraseInput {
    /// The code that your guide gave you.
    code: String,
    /// The passphrase from now on, 10 to 200 characters.
    passphrase: String,
    /// Accepted everywhere; a code works once.
    client_mutation_id: Option<String>,
}

/// The passphrase was changed. You are signed out everywhere else.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct PassphraseChanged {
    /// Since when the passphrase counts.
    changed_at: DateTime,
}

/// The code for somebody who forgot the passphrase. Hand it over in person.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct PassphraseCode {
    /// The code.
    code: String,
    /// Until when it is good.
    good_until: DateTime,
}

/// How `changePassphrase` ended.
#[derive(Union)]
pub(crate) enum ChangePassphrasePayload {
    /// It was changed.
    Changed(PassphraseChanged),
    /// It is not the passphrase that counts now.
    Refused(SignInRefusedError),
    /// Too many tries before.
    TooMany(RateLimitedError),
    /// The other one can't be used.
    InvalidInput(InvalidInputError),
    /// Nobody is signed in.
    NotAllowed(NotAllowedError),
    /// Nothing of this kind.
    NotFound(NotFoundError),
}

/// How `readPassphraseCode` ended.
#[derive(Union)]
pub(crate) enum ReadPassphraseCodePayload {
    /// The code.
    Code(PassphraseCode),
    /// There is no such act of yours.
    NotFound(NotFoundError),
    /// Not with this account, or not in this session.
    NotAllowed(NotAllowedError),
    /// Nobody else agreed, or it is over.
    Impossible(ActImpossibleError),
}

/// How `resetPassphrase` ended.
#[derive(Union)]
pub(crate) enum ResetPassphrasePayload {
    /// The passphrase counts, and you are signed in.
    SignedIn(SignedIn),
    /// The code does not count.
    Over(PassphraseCodeOverError),
    /// The passphrase can't be used, or somebody is signed in.
    InvalidInput(InvalidInputError),
}

#[Object(serial)]
impl Passphrase {
    /// Changes your passphrase. You are signed out everywhere else.
    #[graphql(complexity = "100 + child_complexity")]
    async fn change_passphrase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The passphrase that counts, and the other one.")]
        input: ChangePassphraseInput,
    ) -> Result<ChangePassphrasePayload> {
        drop(input.client_mutation_id);
        let say = ctx.say()?;
        let caller = ctx.request()?.caller();
        let change = people::ChangePassphrase {
            current: input.current.into(),
            new: valid!(input::passphrase(say, &input.passphrase)),
            from: caller.map(|address| AttemptKey::of(&address.bytes())),
        };
        let app = ctx.app()?;
        Ok(
            match told(ctx, people::change_passphrase(app, change).await)? {
                Ok(()) => PassphraseChanged {
                    changed_at: DateTime(app.now()),
                }
                .into(),
                Err(ChangePassphraseRefusal::Wrong) => SignInRefusedError::new(say).into(),
                Err(ChangePassphraseRefusal::TooMany { retry_at }) => {
                    RateLimitedError::new(say, app.now(), retry_at).into()
                }
                Err(ChangePassphraseRefusal::Weak(weak)) => {
                    input::weak_passphrase(say, weak).into()
                }
                Err(ChangePassphraseRefusal::Barred(barred)) => {
                    ChangePassphrasePayload::stopped(Stopped::new(say, barred))
                }
            },
        )
    }

    /// Asks that somebody who forgot the passphrase may choose another. When another adult agrees within 72 hours (a guide of the same group,
    /// a coordinator or an administrator), `readPassphraseCode` gives you a code to hand over in person. For the guides of a correspondent and
    /// for coordinators; for adults' accounts, for administrators. With a second factor that was proven within ten minutes.
    #[graphql(complexity = "20 + child_complexity")]
    async fn ask_for_passphrase_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who forgot it.")] input: AskForPassphraseResetInput,
    ) -> Result<ActPayload> {
        let say = ctx.say()?;
        let retry = valid!(retry_id(say, input.client_mutation_id));
        let about = AskedFor::PenName(valid!(input::pen_name(say, &input.pen_name)));
        let act = Act::ResetPassphrase;
        asked(ctx, acts::ask_for_act(ctx.app()?, act, about, retry).await).await
    }

    /// Gives you the code for somebody who forgot the passphrase, for a day after another adult agreed, until it is used.
    #[graphql(complexity = "20 + child_complexity")]
    async fn read_passphrase_code(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which code.")] input: ReadPassphraseCodeInput,
    ) -> Result<ReadPassphraseCodePayload> {
        drop(input.client_mutation_id);
        let say = ctx.say()?;
        let id: ActId = opened!(ctx, ActForTwo, &input.act);
        Ok(
            match told(ctx, acts::passphrase_code(ctx.app()?, id).await)? {
                Ok(given) => PassphraseCode {
                    code: given.code.reveal().to_owned(),
                    good_until: DateTime(given.until),
                }
                .into(),
                Err(PassphraseCodeRefusal::NotOpen) => {
                    ActImpossibleError::new(say, ActProblem::NotOpen).into()
                }
                Err(PassphraseCodeRefusal::Barred(barred)) => {
                    ReadPassphraseCodePayload::stopped(Stopped::new(say, barred))
                }
            },
        )
    }

    /// Chooses another passphrase with the code that your guide gave you, and signs you in. Whoever was signed in with your account is
    /// signed out.
    #[graphql(complexity = "100 + child_complexity")]
    async fn reset_passphrase(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code and the other passphrase.")] input: ResetPassphraseInput,
    ) -> Result<ResetPassphrasePayload> {
        drop(input.client_mutation_id);
        let say = ctx.say()?;
        let code = OneTimeCode::presented(&input.code);
        let passphrase = valid!(input::passphrase(say, &input.passphrase));
        let done = acts::reset_passphrase(ctx.app()?, code, passphrase).await;
        Ok(match told(ctx, done)? {
            Ok(opened) => SignedIn::tell(ctx, &opened)?.into(),
            Err(ResetPassphraseRefusal::Over) => PassphraseCodeOverError::new(say).into(),
            Err(ResetPassphraseRefusal::Weak(weak)) => input::weak_passphrase(say, weak).into(),
            Err(ResetPassphraseRefusal::SignedIn) => {
                input::unusable(say, "code", "reset-signed-in").into()
            }
        })
    }
}
