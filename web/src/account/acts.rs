//! What somebody does about their own account, each with one form.

use askama::Template;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::own::page;
use super::{HERE, frame};
use crate::again::again;
use crate::client::{Changed, Refusal};
use crate::desk::DONE;
use crate::frame::Frame;
use crate::operations::renew_recovery_codes::RenewRecoveryCodesRenewRecoveryCodes as Renewed;
use crate::operations::{
    ChangePassphrase, EndSession, NameSession, RemovePasskey, RemoveTotp, RenewRecoveryCodes,
    change_passphrase, end_session, name_session, remove_passkey, remove_totp,
    renew_recovery_codes,
};
use crate::page::framed;
use crate::sent::{Problem, Sent, give, go_on};
use crate::words::key;

/// Ends a session, wherever it is used.
pub(crate) async fn end(sent: Sent) -> Response {
    let input = end_session::EndSessionInput {
        session: sent.form.get("session").to_owned(),
        client_mutation_id: sent.once("end"),
    };
    let variables = end_session::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<EndSession>(variables).await;
    done(&sent, outcome.map(drop), "sesion", cookie).await
}

/// Calls a session something.
pub(crate) async fn name(sent: Sent) -> Response {
    let name = sent.form.get("name").trim();
    let input = name_session::NameSessionInput {
        session: sent.form.get("session").to_owned(),
        name: Some(name.to_owned()).filter(|it| !it.is_empty()),
        client_mutation_id: sent.once("name"),
    };
    let variables = name_session::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<NameSession>(variables).await;
    done(&sent, outcome.map(drop), "nombre", cookie).await
}

/// Chooses another passphrase, with the one that counts.
pub(crate) async fn passphrase(sent: Sent) -> Response {
    let input = change_passphrase::ChangePassphraseInput {
        current: sent.form.get("current").to_owned(),
        passphrase: sent.form.get("passphrase").to_owned(),
        client_mutation_id: None,
    };
    let variables = change_passphrase::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<ChangePassphrase>(variables).await;
    match outcome {
        Ok(_) => done(&sent, Ok(()), "frase", cookie).await,
        Err(refusal) => {
            let mut problem = Problem::of(&sent.visit, refusal);
            if problem.is_signed_out {
                return again(&sent, problem).await;
            }
            if problem.kind == "SignInRefusedError" {
                problem = problem.at("current");
            }
            page(&sent.visit, Some(problem), String::new()).await
        }
    }
}

/// Takes the app away.
pub(crate) async fn remove_app(sent: Sent) -> Response {
    let input = remove_totp::RemoveTotpInput {
        client_mutation_id: None,
    };
    let variables = remove_totp::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<RemoveTotp>(variables).await;
    done(&sent, outcome.map(drop), "llave", cookie).await
}

/// Takes a passkey away.
pub(crate) async fn remove_key(sent: Sent) -> Response {
    let input = remove_passkey::RemovePasskeyInput {
        passkey: sent.form.get("passkey").to_owned(),
        client_mutation_id: None,
    };
    let variables = remove_passkey::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<RemovePasskey>(variables).await;
    done(&sent, outcome.map(drop), "llave", cookie).await
}

/// The codes to write down.
#[derive(Template)]
#[template(path = "account/codes.html")]
struct Codes {
    f: Frame,
    codes: Vec<String>,
}

framed!(Codes);

/// Gives other codes to write down, and shows them this once.
pub(crate) async fn renew_codes(sent: Sent) -> Response {
    let input = renew_recovery_codes::RenewRecoveryCodesInput {
        client_mutation_id: None,
    };
    let variables = renew_recovery_codes::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<RenewRecoveryCodes>(variables).await;
    let visit = &sent.visit;
    match outcome.map(|data| data.renew_recovery_codes) {
        Ok(Renewed::RecoveryCodesRenewed(given)) => {
            let f = frame(visit, HERE, key("codes-title")).await;
            let codes = given.recovery_codes;
            let mut response = visit.personal(StatusCode::OK, &Codes { f, codes });
            give(&mut response, cookie);
            response
        }
        Ok(_) => go_on(visit, HERE, cookie),
        Err(refusal) => done(&sent, Err(refusal), "", cookie).await,
    }
}

/// Goes back to the page: with what was done, or with what was wrong.
pub(super) async fn done(
    sent: &Sent,
    outcome: Result<(), Refusal>,
    says: &str,
    cookie: Option<HeaderValue>,
) -> Response {
    match outcome {
        Ok(()) => go_on(&sent.visit, &format!("{HERE}?{DONE}={says}"), cookie),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            if problem.is_signed_out {
                return again(sent, problem).await;
            }
            let typed = sent.form.get("address").to_owned();
            // A session's name has no id of its own to lead to.
            let problem = match problem.field.as_str() {
                "name" | "session" | "clientMutationId" => problem.at(""),
                _ => problem,
            };
            page(&sent.visit, Some(problem), typed).await
        }
    }
}
