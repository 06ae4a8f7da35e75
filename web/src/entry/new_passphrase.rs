//! Choosing another passphrase with a code that somebody was given in person.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::sign_in::go_on_to;
use super::{HOME, SECOND_STEP, frame};
use crate::client::Changed;
use crate::frame::Frame;
use crate::operations::ResetPassphrase;
use crate::operations::reset_passphrase::{
    ResetPassphraseInput, ResetPassphraseResetPassphrase as Outcome, Variables,
};
use crate::page::framed;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

#[derive(Template)]
#[template(path = "entry/new_passphrase.html")]
struct NewPassphrase {
    f: Frame,
    code: String,
    problem: Option<Problem>,
}

framed!(NewPassphrase);

impl NewPassphrase {
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }
}

/// Shows the form.
pub(crate) async fn show(visit: Visit) -> Response {
    form(&visit, StatusCode::OK, String::new(), None).await
}

/// Takes the code and the new passphrase.
pub(crate) async fn send(sent: Sent) -> Response {
    let code = sent.form.get("code").trim().to_owned();
    let variables = Variables {
        input: ResetPassphraseInput {
            code: code.clone(),
            passphrase: sent.form.get("passphrase").to_owned(),
            client_mutation_id: None,
        },
    };
    let Changed { outcome, cookie } = sent.ask::<ResetPassphrase>(variables).await;
    let visit = &sent.visit;
    match outcome.map(|data| data.reset_passphrase) {
        Ok(Outcome::SignedIn(signed)) if signed.second_factor.is_some() => {
            go_on(visit, SECOND_STEP, cookie)
        }
        Ok(_) => go_on_to(visit, HOME, cookie),
        Err(refusal) => {
            let problem = Problem::of(visit, refusal);
            form(visit, problem.status, code, Some(problem)).await
        }
    }
}

async fn form(
    visit: &Visit,
    status: StatusCode,
    code: String,
    problem: Option<Problem>,
) -> Response {
    let f = frame(visit, "/entrar/frase-nueva", key("new-passphrase-title")).await;
    visit.personal(status, &NewPassphrase { f, code, problem })
}
