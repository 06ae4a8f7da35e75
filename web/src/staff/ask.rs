//! Asking for what needs two adults, and opening what was agreed to: it is shown once, and stands in no other page.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::agreements::back;
use super::{AGREEMENTS, frame};
use crate::client::Changed;
use crate::frame::Frame;
use crate::operations::ask_for_role_change::Role;
use crate::operations::ask_to_open_identity::OpeningReason;
use crate::operations::read_identity::{
    ReadIdentityReadIdentity as Identity, ReadIdentityReadIdentityOnIdentityRead as Read,
};
use crate::operations::read_passphrase_code::ReadPassphraseCodeReadPassphraseCode as Coded;
use crate::operations::{
    AskForPassphraseReset, AskForRoleChange, AskForSecondFactorReset, AskToOpenIdentity,
    ReadIdentity, ReadPassphraseCode, ask_for_passphrase_reset, ask_for_role_change,
    ask_for_second_factor_reset, ask_to_open_identity, read_identity, read_passphrase_code,
};
use crate::page::framed;
use crate::reading::card::Day;
use crate::sent::{Sent, go_on};
use crate::words::{Words, key};

/// The name that was typed.
fn name(sent: &Sent) -> String {
    sent.form.get("name").trim().to_owned()
}

/// Asks that somebody is given a role, or that one is taken away.
pub(crate) async fn role(sent: Sent) -> Response {
    let role = match sent.form.get("role") {
        "GUIDE" => Role::GUIDE,
        "MODERATOR" => Role::MODERATOR,
        "SAFEGUARDING_LEAD" => Role::SAFEGUARDING_LEAD,
        "COORDINATOR" => Role::COORDINATOR,
        "ADMINISTRATOR" => Role::ADMINISTRATOR,
        other => Role::Other(other.to_owned()),
    };
    let input = ask_for_role_change::AskForRoleChangeInput {
        login: name(&sent),
        role,
        take: sent.form.get("do") == "take",
        client_mutation_id: sent.once("role"),
    };
    let variables = ask_for_role_change::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AskForRoleChange>(variables).await;
    back(&sent, outcome.map(drop), "pedido", "role").await
}

/// Asks that somebody sets their second step up anew.
pub(crate) async fn factors(sent: Sent) -> Response {
    let input = ask_for_second_factor_reset::AskForSecondFactorResetInput {
        login: name(&sent),
        client_mutation_id: sent.once("factors"),
    };
    let variables = ask_for_second_factor_reset::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AskForSecondFactorReset>(variables).await;
    back(&sent, outcome.map(drop), "pedido", "factors").await
}

/// Asks for a code by which somebody chooses another passphrase.
pub(crate) async fn passphrase(sent: Sent) -> Response {
    let input = ask_for_passphrase_reset::AskForPassphraseResetInput {
        pen_name: name(&sent),
        client_mutation_id: sent.once("passphrase"),
    };
    let variables = ask_for_passphrase_reset::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AskForPassphraseReset>(variables).await;
    back(&sent, outcome.map(drop), "pedido", "passphrase").await
}

/// Asks to read who somebody is.
pub(crate) async fn identity(sent: Sent) -> Response {
    let reason = match sent.form.get("reason") {
        "DANGER" => OpeningReason::DANGER,
        "LEGAL_ORDER" => OpeningReason::LEGAL_ORDER,
        "REACH_GUARDIAN" => OpeningReason::REACH_GUARDIAN,
        "DATA_REQUEST" => OpeningReason::DATA_REQUEST,
        other => OpeningReason::Other(other.to_owned()),
    };
    let input = ask_to_open_identity::AskToOpenIdentityInput {
        pen_name: name(&sent),
        reason,
        client_mutation_id: sent.once("identity"),
    };
    let variables = ask_to_open_identity::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AskToOpenIdentity>(variables).await;
    back(&sent, outcome.map(drop), "pedido", "identity").await
}

#[derive(Template)]
#[template(path = "staff/code.html")]
struct Shown {
    f: Frame,
    code: String,
    until: Day,
}

#[derive(Template)]
#[template(path = "staff/identity.html")]
struct Opened {
    f: Frame,
    people: Vec<Known>,
}

/// What is known of who somebody is.
struct Known {
    /// Whether it is a guardian of the one who was meant.
    is_guardian: bool,
    name: Option<String>,
    born: Option<Day>,
    email: Option<String>,
    country: String,
}

/// The one who was meant, and their guardians.
fn known(words: &Words, read: Read) -> Vec<Known> {
    let person = read.person.map(|it| Known {
        is_guardian: false,
        name: it.real_name,
        born: it.born_on.map(|day| Day::new(words, day)),
        email: it.email,
        country: it.country,
    });
    let guardians = read.guardians.into_iter().map(|it| Known {
        is_guardian: true,
        name: it.real_name,
        born: None,
        email: it.email,
        country: it.country,
    });
    person.into_iter().chain(guardians).collect()
}

framed!(Shown Opened);

/// Shows the code by which somebody chooses another passphrase.
pub(crate) async fn code(sent: Sent) -> Response {
    let input = read_passphrase_code::ReadPassphraseCodeInput {
        act: sent.form.get("act").to_owned(),
        client_mutation_id: None,
    };
    let variables = read_passphrase_code::Variables { input };
    let Changed { outcome, .. } = sent.ask::<ReadPassphraseCode>(variables).await;
    let visit = &sent.visit;
    match outcome.map(|data| data.read_passphrase_code) {
        Ok(Coded::PassphraseCode(given)) => {
            let f = frame(visit, AGREEMENTS, key("act-code-title")).await;
            let page = Shown {
                f,
                code: given.code,
                until: Day::at(&visit.site.words, &given.good_until),
            };
            visit.personal(StatusCode::OK, &page)
        }
        Ok(_) => go_on(visit, AGREEMENTS, None),
        Err(refusal) => back(&sent, Err(refusal), "", "").await,
    }
}

/// Shows who somebody is.
pub(crate) async fn read(sent: Sent) -> Response {
    let input = read_identity::ReadIdentityInput {
        act: sent.form.get("act").to_owned(),
        client_mutation_id: None,
    };
    let variables = read_identity::Variables { input };
    let Changed { outcome, .. } = sent.ask::<ReadIdentity>(variables).await;
    let visit = &sent.visit;
    match outcome.map(|data| data.read_identity) {
        Ok(Identity::IdentityRead(read)) => {
            let f = frame(visit, AGREEMENTS, key("act-identity-title")).await;
            let people = known(&visit.site.words, read);
            let page = Opened { f, people };
            visit.personal(StatusCode::OK, &page)
        }
        Ok(_) => go_on(visit, AGREEMENTS, None),
        Err(refusal) => back(&sent, Err(refusal), "", "").await,
    }
}
