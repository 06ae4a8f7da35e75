//! Signing in with the passphrase, and signing out.

use askama::Template;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::{HOME, SECOND_STEP, destination, frame, with_destination};
use crate::client::Changed;
use crate::frame::Frame;
use crate::operations::sign_in::{SignInInput, SignInSignIn as Outcome, Variables};
use crate::operations::sign_out::{self, SignOutInput};
use crate::operations::{SecondFactors, SignIn as Asked, SignOut, second_factors};
use crate::page::{framed, sorry};
use crate::sent::{Problem, Sent, go_on, go_to};
use crate::site::Visit;
use crate::words::key;

#[derive(Template)]
#[template(path = "entry/sign_in.html")]
struct SignIn {
    f: Frame,
    login: String,
    to: String,
    problem: Option<Problem>,
}

framed!(SignIn);

/// Shows the form; whoever is signed in goes on at once.
pub(crate) async fn show(visit: Visit) -> Response {
    let to = destination(&visit.query());
    if visit.may_be_somebodys() {
        let asked = visit
            .ask::<SecondFactors>(second_factors::Variables {})
            .await;
        if let Ok(data) = asked {
            if data.second_factor_asked.is_some() {
                return go_on(&visit, &with_destination(SECOND_STEP, &to), None);
            }
            if data.viewer.is_some() {
                return go_on_to(&visit, &to, None);
            }
        }
    }
    form(&visit, StatusCode::OK, String::new(), to, None).await
}

/// Signs in.
pub(crate) async fn send(sent: Sent) -> Response {
    let login = sent.form.get("login").to_owned();
    let to = destination(&sent.form);
    let variables = Variables {
        input: SignInInput {
            login: login.clone(),
            passphrase: sent.form.get("passphrase").to_owned(),
            client_mutation_id: None,
        },
    };
    let Changed { outcome, cookie } = sent.ask::<Asked>(variables).await;
    let visit = &sent.visit;
    match outcome.map(|data| data.sign_in) {
        Ok(Outcome::SignedIn(signed)) if signed.second_factor.is_some() => {
            go_on(visit, &with_destination(SECOND_STEP, &to), cookie)
        }
        Ok(_) => go_on_to(visit, &to, cookie),
        Err(refusal) => {
            let problem = Problem::of(visit, refusal);
            form(visit, problem.status, login, to, Some(problem)).await
        }
    }
}

/// Ends the session. Who has none is where they wanted to be.
pub(crate) async fn leave(sent: Sent) -> Response {
    let variables = sign_out::Variables {
        input: SignOutInput {
            client_mutation_id: None,
        },
    };
    let Changed { outcome, cookie } = sent.ask::<SignOut>(variables).await;
    match outcome {
        Ok(_) => {
            let mut response = go_on(&sent.visit, "/", cookie);
            // What a tab remembers of a draft is nobody else's on a shared device.
            let all = HeaderValue::from_static("\"cache\", \"storage\"");
            response.headers_mut().insert("clear-site-data", all);
            response
        }
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            let message = sent.visit.site.words.plain("act-failed");
            sorry(&sent.visit.site, problem.status, Some(message))
        }
    }
}

/// Sends a browser where its person wanted to go: that address has its language already, unless it is their own page.
pub(super) fn go_on_to(visit: &Visit, to: &str, cookie: Option<HeaderValue>) -> Response {
    if to == HOME {
        return go_on(visit, HOME, cookie);
    }
    go_to(to, cookie)
}

async fn form(
    visit: &Visit,
    status: StatusCode,
    login: String,
    to: String,
    problem: Option<Problem>,
) -> Response {
    let f = frame(visit, "/entrar", key("sign-in-title")).await;
    visit.personal(
        status,
        &SignIn {
            f,
            login,
            to,
            problem,
        },
    )
}
