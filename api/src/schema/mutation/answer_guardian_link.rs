//! `answerGuardianLink`: a guardian decides on each purpose, and has an account from then on.

use app::OneTimeCode;
use app::joining::{self, ConsentByLink, ConsentByLinkRefusal, NewGuardian};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject, Union};

use super::payload::{told, valid};
use super::sign_in::SignedIn;
use crate::schema::enums::ConsentPurpose;
use crate::schema::errors::{
    ConsentTextChangedError, GuardianLinkOverError, InvalidInputError, NameTakenError,
};
use crate::schema::input::{self, retry_id, text_version, unusable};
use crate::schema::request::Parts as _;
use crate::words::Say;

/// The mutation.
#[derive(Default)]
pub(crate) struct AnswerGuardianLink;

/// What you decide as a guardian.
#[derive(InputObject)]
struct AnswerGuardianLinkInput {
    /// The code in the link, behind the `#`.
    code: String,
    /// The `textVersion` that you read.
    text_version: i32,
    /// What you give. Everything else that was asked for is withheld.
    #[graphql(default)]
    give: Vec<ConsentPurpose>,
    /// True: you declare that you have parental responsibility for the person whose name you read.
    declares_parental_responsibility: bool,
    /// The account to make for you, with which you see and change what you gave. Leave it out when you are signed in.
    account: Option<GuardianAccount>,
    /// Accepted everywhere; a link works once, so a retry changes nothing. Sign in instead.
    client_mutation_id: Option<String>,
}

/// A new account of a guardian.
#[derive(InputObject)]
struct GuardianAccount {
    /// The name to sign in with: 3 to 40 letters, digits, `.`, `_` and `-`.
    login: String,
    /// A name that is not your real one, 3 to 24 characters.
    pen_name: String,
    /// What to sign in with, 10 to 200 characters.
    passphrase: String,
}

/// Your answer is kept, and counts from now on.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct GuardianLinkAnswered {
    /// The session of your new account; null when you were signed in before.
    session: Option<SignedIn>,
}

/// How `answerGuardianLink` ended.
#[derive(Union)]
pub(crate) enum AnswerGuardianLinkPayload {
    /// It was kept.
    Answered(GuardianLinkAnswered),
    /// A part can't be used.
    InvalidInput(InvalidInputError),
    /// The link can't be used.
    LinkOver(GuardianLinkOverError),
    /// Another text counts now.
    TextChanged(ConsentTextChangedError),
    /// Somebody has the name.
    NameTaken(NameTakenError),
}

#[Object(serial)]
impl AnswerGuardianLink {
    /// Gives or withholds each purpose that a guardian was asked for. The link works once; afterwards `changeConsent`
    /// does the same, whenever you like.
    #[graphql(complexity = "100 + child_complexity")]
    async fn answer_guardian_link(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What you decide.")] input: AnswerGuardianLinkInput,
    ) -> Result<AnswerGuardianLinkPayload> {
        let say = ctx.say()?;
        valid!(retry_id(say, input.client_mutation_id));
        let account = match input.account {
            None => None,
            Some(account) => Some(valid!(read(say, &account))),
        };
        let decided = ConsentByLink {
            code: OneTimeCode::presented(&input.code),
            text: text_version(input.text_version),
            given: input.give.into_iter().map(Into::into).collect(),
            is_responsible: input.declares_parental_responsibility,
            account,
        };
        let outcome = joining::consent_by_link(ctx.app()?, decided).await;
        Ok(match told(ctx, outcome)? {
            Ok(kept) => {
                let session = kept.session.map(|opened| SignedIn::tell(ctx, &opened));
                let session = session.transpose()?;
                GuardianLinkAnswered { session }.into()
            }
            Err(why) => refused(say, why),
        })
    }
}

fn read(say: Say<'_>, account: &GuardianAccount) -> Result<NewGuardian, InvalidInputError> {
    Ok(NewGuardian {
        login: input::login(say, &account.login)?,
        pen_name: input::pen_name(say, &account.pen_name)?,
        passphrase: input::passphrase(say, &account.passphrase)?,
    })
}

fn refused(say: Say<'_>, why: ConsentByLinkRefusal) -> AnswerGuardianLinkPayload {
    match why {
        ConsentByLinkRefusal::LinkOver => GuardianLinkOverError::new(say).into(),
        ConsentByLinkRefusal::OldText { current } => {
            ConsentTextChangedError::new(say, current).into()
        }
        ConsentByLinkRefusal::NotResponsible => unusable(
            say,
            "declaresParentalResponsibility",
            "parental-responsibility-needed",
        )
        .into(),
        ConsentByLinkRefusal::NoAccount => unusable(say, "account", "account-needed").into(),
        ConsentByLinkRefusal::SignedIn => unusable(say, "account", "account-not-needed").into(),
        ConsentByLinkRefusal::Taken => NameTakenError::new(say).into(),
        ConsentByLinkRefusal::Weak(weak) => input::weak_passphrase(say, weak).into(),
    }
}
