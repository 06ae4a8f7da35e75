//! Setting up a second factor: a secret for an app, shown once, its first code, and codes to write down.

use askama::Template;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use qrcodegen::{QrCode, QrCodeEcc};

use super::second_factor::code;
use super::sign_in::go_on_to;
use super::{SECOND_STEP, destination, frame};
use crate::client::Changed;
use crate::frame::Frame;
use crate::operations::finish_totp::{FinishTotpFinishTotp as Finished, FinishTotpInput};
use crate::operations::start_totp::{StartSecondFactorInput, StartTotpStartTotp as Started};
use crate::operations::{FinishTotp, StartTotp, finish_totp, start_totp};
use crate::page::framed;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// What is going to happen.
#[derive(Template)]
#[template(path = "entry/authenticator_begin.html")]
struct Begin {
    f: Frame,
    to: String,
    problem: Option<Problem>,
}

/// The secret.
#[derive(Template)]
#[template(path = "entry/authenticator.html")]
struct Authenticator {
    f: Frame,
    to: String,
    secret: Secret,
    problem: Option<Problem>,
}

/// The codes to write down.
#[derive(Template)]
#[template(path = "entry/recovery_codes.html")]
struct RecoveryCodes {
    f: Frame,
    to: String,
    codes: Vec<String>,
}

framed!(Begin Authenticator RecoveryCodes);

/// A secret, as a program gave it. The form gives it back, so that a wrong code does not need another secret.
struct Secret {
    text: String,
    uri: String,
}

impl Secret {
    /// The squares of the drawing that a telephone reads, as a path; its side. Nothing where it is too long.
    fn drawing(&self) -> Option<(i32, String)> {
        let code = QrCode::encode_text(&self.uri, QrCodeEcc::Medium).ok()?;
        let side = code.size();
        let squares = (0..side).flat_map(|y| (0..side).map(move |x| (x, y)));
        let path: Vec<String> = squares
            .filter(|(x, y)| code.get_module(*x, *y))
            .map(|(x, y)| format!("M{x} {y}h1v1h-1z"))
            .collect();
        Some((side, path.concat()))
    }
}

/// Says what is going to happen.
pub(super) async fn begin(visit: &Visit, to: String, problem: Option<Problem>) -> Response {
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let f = frame(visit, SECOND_STEP, key("app-title")).await;
    visit.personal(status, &Begin { f, to, problem })
}

/// Shows a secret.
pub(crate) async fn start(sent: Sent) -> Response {
    let to = destination(&sent.form);
    let input = StartSecondFactorInput {
        client_mutation_id: None,
    };
    let Changed { outcome, .. } = sent.ask::<StartTotp>(start_totp::Variables { input }).await;
    match outcome.map(|data| data.start_totp) {
        Ok(Started::TotpStarted(started)) => {
            let secret = Secret {
                text: started.secret,
                uri: started.uri,
            };
            show(&sent.visit, StatusCode::OK, to, secret, None).await
        }
        // Nothing is to be set up any more.
        Ok(_) => go_on(&sent.visit, SECOND_STEP, None),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            begin(&sent.visit, to, Some(problem)).await
        }
    }
}

/// Takes the first code of the app.
pub(crate) async fn finish(sent: Sent) -> Response {
    let to = destination(&sent.form);
    let input = FinishTotpInput {
        code: code(&sent),
        client_mutation_id: None,
    };
    let Changed { outcome, cookie } = sent
        .ask::<FinishTotp>(finish_totp::Variables { input })
        .await;
    let visit = &sent.visit;
    match outcome.map(|data| data.finish_totp) {
        Ok(Finished::SecondFactorSetUp(given)) => done(&sent, given.recovery_codes, cookie).await,
        Ok(_) => go_on(visit, SECOND_STEP, cookie),
        Err(refusal) => {
            let problem = Problem::of(visit, refusal);
            let secret = Secret {
                text: sent.form.get("secret").to_owned(),
                uri: sent.form.get("uri").to_owned(),
            };
            show(visit, problem.status, to, secret, Some(problem)).await
        }
    }
}

/// Shows the codes to write down, which come with the first second factor; who has another one goes on.
pub(super) async fn done(sent: &Sent, codes: Vec<String>, cookie: Option<HeaderValue>) -> Response {
    let (visit, to) = (&sent.visit, destination(&sent.form));
    if codes.is_empty() {
        return go_on_to(visit, &to, cookie);
    }
    let mut f = frame(visit, SECOND_STEP, key("codes-title")).await;
    f.who = None;
    let mut response = visit.personal(StatusCode::OK, &RecoveryCodes { f, to, codes });
    crate::sent::give(&mut response, cookie);
    response
}

async fn show(
    visit: &Visit,
    status: StatusCode,
    to: String,
    secret: Secret,
    problem: Option<Problem>,
) -> Response {
    let f = frame(visit, SECOND_STEP, key("app-title")).await;
    visit.personal(
        status,
        &Authenticator {
            f,
            to,
            secret,
            problem,
        },
    )
}
