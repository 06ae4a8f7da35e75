//! Somebody's address for mail: giving it, showing that mail reaches them there, and having it forgotten.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::acts::done;
use super::{HERE, frame};
use crate::client::Changed;
use crate::desk::DONE;
use crate::frame::Frame;
use crate::operations::{
    GiveMailAddress, ProveMailAddress, RemoveMailAddress, give_mail_address, prove_mail_address,
    remove_mail_address,
};
use crate::page::framed;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// Where the link in the mail leads.
const PROVING: &str = "/cuenta/correo";

#[derive(Template)]
#[template(path = "account/mail.html")]
struct Mail {
    f: Frame,
    code: String,
    problem: Option<Problem>,
}

framed!(Mail);

/// Asks for the link; what runs beside it takes it out of the address.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, String::new(), None).await
}

async fn page(visit: &Visit, code: String, problem: Option<Problem>) -> Response {
    let mut f = frame(visit, PROVING, key("mail-title")).await;
    f.script = Some(crate::script::entry());
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    visit.personal(status, &Mail { f, code, problem })
}

/// Gives an address; a link goes there.
pub(crate) async fn give(sent: Sent) -> Response {
    let input = give_mail_address::GiveMailAddressInput {
        address: sent.form.get("address").trim().to_owned(),
        client_mutation_id: sent.once("mail"),
    };
    let variables = give_mail_address::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<GiveMailAddress>(variables).await;
    done(&sent, outcome.map(drop), "correo", cookie).await
}

/// Shows that mail reaches them there.
pub(crate) async fn prove(sent: Sent) -> Response {
    let pasted = sent.form.get("code");
    let code = pasted.rsplit('#').next().unwrap_or_default().trim();
    let input = prove_mail_address::ProveMailAddressInput {
        code: code.to_owned(),
        client_mutation_id: None,
    };
    let variables = prove_mail_address::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<ProveMailAddress>(variables).await;
    match outcome {
        Ok(_) => go_on(&sent.visit, &format!("{HERE}?{DONE}=comprobado"), cookie),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            page(&sent.visit, code.to_owned(), Some(problem)).await
        }
    }
}

/// Has the address forgotten.
pub(crate) async fn remove(sent: Sent) -> Response {
    let input = remove_mail_address::RemoveMailAddressInput {
        client_mutation_id: None,
    };
    let variables = remove_mail_address::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<RemoveMailAddress>(variables).await;
    done(&sent, outcome.map(drop), "sin-correo", cookie).await
}
