//! What a guide does for a group, each with one form: vouching, taking an invitation back, asking a guardian, and who helps to lead.

use axum::response::Response;

use super::HERE;
use super::groups::{Typed, page};
use crate::again::again;
use crate::client::{Changed, Refusal};
use crate::desk::DONE;
use crate::operations::ask_guardian::AskGuardianAskGuardian as Asked;
use crate::operations::{
    AskGuardian, SetFacilitator, TakeBackInvitation, VouchForGuardian, VouchForInvitation,
    ask_guardian, set_facilitator, take_back_invitation, vouch_for_guardian, vouch_for_invitation,
};
use crate::sent::{Problem, Sent, go_on};

/// Vouches for somebody whom a colleague invited.
pub(crate) async fn vouch(sent: Sent) -> Response {
    let done = vouches(&sent).await;
    back(&sent, done, "avalada").await
}

/// The same, for whichever page a form is of.
pub(crate) async fn vouches(sent: &Sent) -> Result<(), Refusal> {
    let input = vouch_for_invitation::VouchForInvitationInput {
        invitation: sent.form.get("invitation").to_owned(),
        client_mutation_id: sent.once("vouch"),
    };
    let variables = vouch_for_invitation::Variables { input };
    let Changed { outcome, .. } = sent.ask::<VouchForInvitation>(variables).await;
    outcome.map(drop)
}

/// Vouches for a guardian whom a colleague wants to ask.
pub(crate) async fn vouch_for(sent: Sent) -> Response {
    let done = vouches_for(&sent).await;
    back(&sent, done, "avalada").await
}

/// The same, for whichever page a form is of.
pub(crate) async fn vouches_for(sent: &Sent) -> Result<(), Refusal> {
    let input = vouch_for_guardian::VouchForGuardianInput {
        guardian: sent.form.get("guardian").to_owned(),
        client_mutation_id: sent.once("vouch-guardian"),
    };
    let variables = vouch_for_guardian::Variables { input };
    let Changed { outcome, .. } = sent.ask::<VouchForGuardian>(variables).await;
    outcome.map(drop)
}

/// Takes an invitation back.
pub(crate) async fn take_back(sent: Sent) -> Response {
    let input = take_back_invitation::TakeBackInvitationInput {
        invitation: sent.form.get("invitation").to_owned(),
        client_mutation_id: sent.once("take-back"),
    };
    let variables = take_back_invitation::Variables { input };
    let Changed { outcome, .. } = sent.ask::<TakeBackInvitation>(variables).await;
    back(&sent, outcome.map(drop), "retirada").await
}

/// Asks a guardian, of somebody who was invited or is a member.
pub(crate) async fn ask(sent: Sent) -> Response {
    let typed =
        |name: &str| Some(sent.form.get(name).trim().to_owned()).filter(|it| !it.is_empty());
    let input = ask_guardian::AskGuardianInput {
        invitation: typed("invitation"),
        member: typed("member"),
        email: typed("email").unwrap_or_default(),
        institution: typed("institution"),
        language: None,
        client_mutation_id: sent.once("ask"),
    };
    let variables = ask_guardian::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AskGuardian>(variables).await;
    let waits = matches!(&outcome, Ok(data) if is_held(&data.ask_guardian));
    let says = if waits { "espera" } else { "preguntado" };
    back(&sent, outcome.map(drop), says).await
}

/// Whether another adult has to vouch before anything is sent.
const fn is_held(asked: &Asked) -> bool {
    matches!(asked, Asked::GuardianAsked(asked) if asked.needs_second_vouch)
}

/// Says who helps to lead.
pub(crate) async fn facilitate(sent: Sent) -> Response {
    let input = set_facilitator::SetFacilitatorInput {
        member: sent.form.get("member").to_owned(),
        facilitates: sent.form.get("do") == "yes",
        client_mutation_id: sent.once("facilitate"),
    };
    let variables = set_facilitator::Variables { input };
    let Changed { outcome, .. } = sent.ask::<SetFacilitator>(variables).await;
    back(&sent, outcome.map(drop), "cambiado").await
}

/// Goes back to the page: with what was done, or with what was wrong.
async fn back(sent: &Sent, outcome: Result<(), Refusal>, says: &str) -> Response {
    match outcome {
        Ok(()) => go_on(&sent.visit, &format!("{HERE}?{DONE}={says}"), None),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            if problem.is_signed_out {
                return again(sent, problem).await;
            }
            let mut children = ["invitation", "member"]
                .map(|it| sent.form.get(it))
                .into_iter();
            let child = children.find(|it| !it.is_empty()).unwrap_or_default();
            let typed = |name: &str| sent.form.get(name).to_owned();
            let typed = Typed {
                child: child.to_owned(),
                email: typed("email"),
                institution: typed("institution"),
            };
            // Each form has ids of its own.
            let at = match problem.field.as_str() {
                "" => String::new(),
                field => format!("{field}-{child}"),
            };
            page(&sent.visit, Some(problem.at(&at)), typed).await
        }
    }
}
