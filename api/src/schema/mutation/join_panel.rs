//! `readInvitation` and `joinPanel`: somebody who was invited looks at the invitation, and comes in.

use app::OneTimeCode;
use app::joining::{self, InvitationRefusal, Join, JoinRefusal, ReadInvitation};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject, Union};
use domain::Avatar;

use super::payload::{told, valid};
use super::sign_in::SignedIn;
use crate::schema::enums::{ConsentPurpose, Language};
use crate::schema::errors::{
    AwaitingGuardianError, AwaitingVouchError, ConsentTextChangedError, GroupFullError,
    InvalidInputError, InvitationOverError, NameTakenError, OtherAgeError, OtherBirthDateError,
};
use crate::schema::input::{self, retry_id, text_version, unusable};
use crate::schema::person::Group;
use crate::schema::request::Parts as _;
use crate::schema::scalars::Date;

/// The mutation.
#[derive(Default)]
pub(crate) struct JoinPanel;

/// What you have, and what you would like to be called.
#[derive(InputObject)]
struct ReadInvitationInput {
    /// The code that your guide gave you.
    code: String,
    /// When you were born, as your guide wrote it.
    born_on: Date,
    /// The name to sign in with, to learn whether you can have it.
    login: Option<String>,
    /// The name under which you would write, to learn whether you can have it.
    pen_name: Option<String>,
    /// Accepted everywhere; reading twice changes nothing.
    client_mutation_id: Option<String>,
}

/// You can come in, and be called so.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct InvitationRead {
    /// The group that you come into.
    group: Group,
}

/// How `readInvitation` ended: as `joinPanel` would.
#[derive(Union)]
pub(crate) enum ReadInvitationPayload {
    /// You can come in.
    Read(InvitationRead),
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
    /// Somebody has the name.
    NameTaken(NameTakenError),
}

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

/// What is said of an invitation that can't be used so, in whichever payload is asked for.
macro_rules! refused {
    ($say:expr, $why:expr) => {
        match $why {
            InvitationRefusal::Over => InvitationOverError::new($say).into(),
            InvitationRefusal::OtherBirthDate => OtherBirthDateError::new($say).into(),
            InvitationRefusal::OtherAge(age) => OtherAgeError::new($say, age).into(),
            InvitationRefusal::AwaitingGuardian => AwaitingGuardianError::new($say).into(),
            InvitationRefusal::AwaitingVouch => AwaitingVouchError::new($say).into(),
            InvitationRefusal::NotAgreed => unusable($say, "give", "join-not-agreed").into(),
            InvitationRefusal::Taken => NameTakenError::new($say).into(),
            InvitationRefusal::TellsName => unusable($say, "penName", "pen-name-tells-name").into(),
            InvitationRefusal::SignedIn => unusable($say, "code", "join-signed-in").into(),
        }
    };
}

#[Object(serial)]
impl JoinPanel {
    /// Looks at an invitation before choosing anything: whether you can come in now, into which group, and whether you can have a name. Keeps nothing, but
    /// counts a birth date that is another one.
    #[graphql(complexity = "30 + child_complexity")]
    async fn read_invitation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you have.")] input: ReadInvitationInput,
    ) -> Result<ReadInvitationPayload> {
        let say = ctx.say()?;
        valid!(retry_id(say, input.client_mutation_id));
        let login = input.login.as_deref().map(|it| input::login(say, it));
        let pen_name = input.pen_name.as_deref().map(|it| input::pen_name(say, it));
        let asked = ReadInvitation {
            code: OneTimeCode::presented(&input.code),
            born_on: input.born_on.0,
            login: valid!(login.transpose()),
            pen_name: valid!(pen_name.transpose()),
        };
        let outcome = joining::read_invitation(ctx.app()?, asked).await;
        Ok(match told(ctx, outcome)? {
            Ok(group) => InvitationRead {
                group: group.into(),
            }
            .into(),
            Err(why) => refused!(say, why),
        })
    }

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
            Err(JoinRefusal::Invitation(why)) => refused!(say, why),
            Err(JoinRefusal::OldText { current }) => {
                ConsentTextChangedError::new(say, current).into()
            }
            Err(JoinRefusal::GroupFull) => GroupFullError::new(say).into(),
            Err(JoinRefusal::Weak(weak)) => input::weak_passphrase(say, weak).into(),
        })
    }
}
