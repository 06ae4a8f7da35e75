//! `joinPanel`: somebody who was invited comes in.

use app::OneTimeCode;
use app::joining::{self, Join, JoinRefusal};
use async_graphql::{Context, InputObject, Object, Result, Union};
use domain::Avatar;

use super::payload::{told, valid};
use super::sign_in::SignedIn;
use crate::schema::enums::{ConsentPurpose, Language};
use crate::schema::errors::{
    AwaitingGuardianError, AwaitingVouchError, ConsentTextChangedError, GroupFullError,
    InvalidInputError, InvitationOverError, NameTakenError, OtherAgeError, OtherBirthDateError,
};
use crate::schema::input::{self, retry_id, text_version, unusable};
use crate::schema::request::Parts as _;
use crate::schema::scalars::Date;
use crate::words::Say;

/// The mutation.
#[derive(Default)]
pub(crate) struct JoinPanel;

/// What you choose.
#[derive(InputObject)]
struct JoinPanelInput {
    /// The code that your guide gave you.
    code: String,
    /// When you were born, as your guide wrote it.
    born_on: Date,
    /// The name to sign in with: 3 to 40 letters, digits, `.`, `_` and `-`.
    login: String,
    /// The name under which you write, 3 to 24 characters. Not your real one.
    pen_name: String,
    /// Your drawn picture: six digits, for tint 0 to 7, colour 0 to 7, head 0 to 4, eyes 0 to 4, mouth 0 to 3 and top 0 to
    /// 5.
    avatar: String,
    /// What to sign in with, 10 to 200 characters.
    passphrase: String,
    /// The language that you read.
    language: Language,
    /// The version of the text that you read.
    text_version: i32,
    /// What you agree to: `ACCOUNT` at least.
    #[graphql(default)]
    give: Vec<ConsentPurpose>,
    /// Accepted everywhere; an invitation works once, so a retry changes nothing. Sign in instead.
    client_mutation_id: Option<String>,
}

/// How `joinPanel` ended.
#[derive(Union)]
pub(crate) enum JoinPanelPayload {
    /// You have an account, and are signed in.
    SignedIn(SignedIn),
    /// A part can't be used.
    InvalidInput(InvalidInputError),
    /// The invitation can't be used.
    InvitationOver(InvitationOverError),
    /// Your guide wrote another birth date.
    OtherBirthDate(OtherBirthDateError),
    /// Not 12 to 17.
    OtherAge(OtherAgeError),
    /// A guardian first.
    AwaitingGuardian(AwaitingGuardianError),
    /// Another adult first.
    AwaitingVouch(AwaitingVouchError),
    /// Another text counts now.
    TextChanged(ConsentTextChangedError),
    /// No room.
    GroupFull(GroupFullError),
    /// Somebody has the name.
    NameTaken(NameTakenError),
}

#[Object(serial)]
impl JoinPanel {
    /// Makes an account for somebody who was invited, and signs them in. The invitation works once.
    #[graphql(complexity = "100 + child_complexity")]
    async fn join_panel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you choose.")] input: JoinPanelInput,
    ) -> Result<JoinPanelPayload> {
        let say = ctx.say()?;
        valid!(retry_id(say, input.client_mutation_id));
        let chosen = Join {
            code: OneTimeCode::presented(&input.code),
            born_on: input.born_on.0,
            login: valid!(input::login(say, &input.login)),
            pen_name: valid!(input::pen_name(say, &input.pen_name)),
            avatar: valid!(Avatar::parse(&input.avatar).map_err(|_error| unusable(
                say,
                "avatar",
                "avatar-invalid"
            ))),
            passphrase: valid!(input::passphrase(say, &input.passphrase)),
            language: input.language.into(),
            text: text_version(input.text_version),
            given: input.give.into_iter().map(Into::into).collect(),
        };
        let outcome = joining::join(ctx.app()?, chosen).await;
        Ok(match told(ctx, outcome)? {
            Ok(opened) => SignedIn::tell(ctx, &opened)?.into(),
            Err(why) => refused(say, why),
        })
    }
}

fn refused(say: Say<'_>, why: JoinRefusal) -> JoinPanelPayload {
    match why {
        JoinRefusal::InvitationOver => InvitationOverError::new(say).into(),
        JoinRefusal::OtherBirthDate => OtherBirthDateError::new(say).into(),
        JoinRefusal::OtherAge(age) => OtherAgeError::new(say, age).into(),
        JoinRefusal::AwaitingGuardian => AwaitingGuardianError::new(say).into(),
        JoinRefusal::AwaitingVouch => AwaitingVouchError::new(say).into(),
        JoinRefusal::NotAgreed => unusable(say, "give", "join-not-agreed").into(),
        JoinRefusal::OldText { current } => ConsentTextChangedError::new(say, current).into(),
        JoinRefusal::GroupFull => GroupFullError::new(say).into(),
        JoinRefusal::Taken => NameTakenError::new(say).into(),
        JoinRefusal::Weak(weak) => input::weak_passphrase(say, weak).into(),
        JoinRefusal::SignedIn => unusable(say, "code", "join-signed-in").into(),
    }
}
