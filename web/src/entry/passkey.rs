//! Passkeys: a device makes one, or proves that it holds one. The browser's part runs beside the page; a form that comes without the device's answer is told so.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::second_factor::{AGAIN, YES};
use super::sign_in::go_on_to;
use super::{SECOND_STEP, authenticator, destination, frame, with_destination};
use crate::client::Changed;
use crate::frame::Frame;
use crate::operations::ask_for_passkey::{AskForPasskeyAskForPasskey as Asked, AskForPasskeyInput};
use crate::operations::finish_passkey::{
    FinishPasskeyFinishPasskey as Finished, FinishPasskeyInput,
};
use crate::operations::prove_passkey::ProvePasskeyInput;
use crate::operations::start_passkey::{
    StartPasskeyStartPasskey as Started, StartSecondFactorInput,
};
use crate::operations::{
    AskForPasskey, FinishPasskey, ProvePasskey, StartPasskey, ask_for_passkey, finish_passkey,
    prove_passkey, start_passkey,
};
use crate::page::framed;
use crate::sent::{Problem, Sent, go_on};
use crate::words::key;

/// Where a device is asked to make one.
const MAKING: &str = "/entrar/llave";
/// Where what it made goes.
const MADE: &str = "/entrar/llave/hecha";
/// Where a device is asked to prove one.
const PROVING: &str = "/entrar/segundo-paso/llave";
/// Where its answer goes.
const PROVEN: &str = "/entrar/segundo-paso/llave/prueba";

/// What a device is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Does {
    Make,
    Prove,
}

#[derive(Template)]
#[template(path = "entry/passkey.html")]
struct Passkey {
    f: Frame,
    to: String,
    /// Whether a second factor was proven before, and has to be once more.
    is_again: bool,
    does: Does,
    /// What the device is asked for, as JSON; nothing where it has to be asked anew.
    options: Option<String>,
    /// The name that was typed for it.
    name: String,
    problem: Option<Problem>,
}

framed!(Passkey);

impl Passkey {
    /// Where the device's answer goes, or, where it has to be asked anew, the asking.
    const fn action(&self) -> &'static str {
        match (self.does, self.options.is_some()) {
            (Does::Make, true) => MADE,
            (Does::Make, false) => MAKING,
            (Does::Prove, true) => PROVEN,
            (Does::Prove, false) => PROVING,
        }
    }

    /// Where other ways are.
    fn other(&self) -> String {
        let path = with_destination(&self.f.to(SECOND_STEP), &self.to);
        match (self.is_again, path.contains('?')) {
            (false, _) => path,
            (true, false) => format!("{path}?{AGAIN}={YES}"),
            (true, true) => format!("{path}&{AGAIN}={YES}"),
        }
    }

    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }

    const fn makes(&self) -> bool {
        matches!(self.does, Does::Make)
    }
}

/// Asks a device to make one.
pub(crate) async fn start(sent: Sent) -> Response {
    let input = StartSecondFactorInput {
        client_mutation_id: None,
    };
    let variables = start_passkey::Variables { input };
    let Changed { outcome, .. } = sent.ask::<StartPasskey>(variables).await;
    match outcome.map(|data| data.start_passkey) {
        Ok(Started::PasskeyAsked(asked)) => {
            page(&sent, Does::Make, Some(asked.options), None).await
        }
        Ok(_) => go_on(&sent.visit, SECOND_STEP, None),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            page(&sent, Does::Make, None, Some(problem)).await
        }
    }
}

/// Takes what the device made.
pub(crate) async fn finish(sent: Sent) -> Response {
    if let Some(problem) = unanswered(&sent) {
        return page(&sent, Does::Make, None, Some(problem)).await;
    }
    let input = FinishPasskeyInput {
        credential: sent.form.get("credential").to_owned(),
        name: Some(sent.form.get("name").trim().to_owned()).filter(|it| !it.is_empty()),
        client_mutation_id: None,
    };
    let variables = finish_passkey::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<FinishPasskey>(variables).await;
    match outcome.map(|data| data.finish_passkey) {
        Ok(Finished::SecondFactorSetUp(done)) => {
            authenticator::done(&sent, done.recovery_codes, cookie).await
        }
        Ok(_) => go_on(&sent.visit, SECOND_STEP, cookie),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            page(&sent, Does::Make, None, Some(problem)).await
        }
    }
}

/// Asks a device to prove one.
pub(crate) async fn ask(sent: Sent) -> Response {
    let input = AskForPasskeyInput {
        client_mutation_id: None,
    };
    let variables = ask_for_passkey::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AskForPasskey>(variables).await;
    match outcome.map(|data| data.ask_for_passkey) {
        Ok(Asked::PasskeyAsked(asked)) => page(&sent, Does::Prove, Some(asked.options), None).await,
        Ok(_) => go_on(&sent.visit, SECOND_STEP, None),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            page(&sent, Does::Prove, None, Some(problem)).await
        }
    }
}

/// Takes the device's answer.
pub(crate) async fn prove(sent: Sent) -> Response {
    if let Some(problem) = unanswered(&sent) {
        return page(&sent, Does::Prove, None, Some(problem)).await;
    }
    let input = ProvePasskeyInput {
        credential: sent.form.get("credential").to_owned(),
        client_mutation_id: None,
    };
    let variables = prove_passkey::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<ProvePasskey>(variables).await;
    match outcome {
        Ok(_) => go_on_to(&sent.visit, &destination(&sent.form), cookie),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            page(&sent, Does::Prove, None, Some(problem)).await
        }
    }
}

/// What is said where the form came without what the device answers: nothing runs in the browser that could ask it.
fn unanswered(sent: &Sent) -> Option<Problem> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let is_empty = sent.form.get("credential").is_empty();
    is_empty.then(|| Problem::said(&sent.visit, status, key("key-unanswered")))
}

async fn page(
    sent: &Sent,
    does: Does,
    options: Option<String>,
    problem: Option<Problem>,
) -> Response {
    let visit = &sent.visit;
    let title = match does {
        Does::Make => key("key-make-title"),
        Does::Prove => key("key-prove-title"),
    };
    let mut f = frame(visit, SECOND_STEP, title).await;
    if options.is_some() {
        f.script = Some(crate::script::key());
    }
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Passkey {
        f,
        to: destination(&sent.form),
        is_again: sent.form.get(AGAIN) == YES,
        does,
        options,
        name: sent.form.get("name").to_owned(),
        problem,
    };
    visit.personal(status, &page)
}
