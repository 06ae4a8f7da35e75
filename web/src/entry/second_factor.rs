//! The second step of those who work for the panel: a code of their app, or one that they wrote down.

use askama::Template;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::sign_in::go_on_to;
use super::{SECOND_STEP, authenticator, destination, frame};
use crate::client::Changed;
use crate::frame::Frame;
use crate::operations::{
    ProveTotp, SecondFactors, UseRecoveryCode, prove_totp, second_factors, use_recovery_code,
};
use crate::page::framed;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

#[derive(Template)]
#[template(path = "entry/second_factor.html")]
struct SecondFactor {
    f: Frame,
    to: String,
    has_app: bool,
    has_codes: bool,
    problem: Option<Problem>,
}

framed!(SecondFactor);

/// Shows what is to be proven, or how to set it up; who has nothing to prove goes on at once.
pub(crate) async fn show(visit: Visit) -> Response {
    let to = destination(&visit.query());
    form(&visit, StatusCode::OK, to, None).await
}

/// Proves a code of the app.
pub(crate) async fn prove(sent: Sent) -> Response {
    let input = prove_totp::CodeInput {
        code: code(&sent),
        client_mutation_id: None,
    };
    let Changed { outcome, cookie } = sent.ask::<ProveTotp>(prove_totp::Variables { input }).await;
    let problem = outcome.err().map(|it| Problem::of(&sent.visit, it));
    proven(&sent, problem, cookie).await
}

/// Proves a code that was written down.
pub(crate) async fn recover(sent: Sent) -> Response {
    let input = use_recovery_code::CodeInput {
        code: code(&sent),
        client_mutation_id: None,
    };
    let Changed { outcome, cookie } = sent
        .ask::<UseRecoveryCode>(use_recovery_code::Variables { input })
        .await;
    let problem = outcome.err().map(|it| Problem::of(&sent.visit, it));
    proven(&sent, problem, cookie).await
}

/// What was typed, without the spaces by which people set digits apart.
pub(super) fn code(sent: &Sent) -> String {
    let typed = sent.form.get("code").chars();
    typed.filter(|it| !it.is_whitespace()).collect()
}

async fn proven(sent: &Sent, problem: Option<Problem>, cookie: Option<HeaderValue>) -> Response {
    let to = destination(&sent.form);
    match problem {
        None => go_on_to(&sent.visit, &to, cookie),
        Some(problem) => form(&sent.visit, problem.status, to, Some(problem)).await,
    }
}

async fn form(visit: &Visit, status: StatusCode, to: String, problem: Option<Problem>) -> Response {
    let told = visit
        .ask::<SecondFactors>(second_factors::Variables {})
        .await;
    let data = match told {
        Ok(data) => data,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(asked) = data.second_factor_asked else {
        return if data.viewer.is_some() {
            go_on_to(visit, &to, None)
        } else {
            go_on(visit, &super::with_destination("/entrar", &to), None)
        };
    };
    if asked.must_set_up {
        return authenticator::begin(visit, to, problem).await;
    }
    let has = |method| asked.methods.contains(&method);
    let (has_app, has_codes) = (
        has(second_factors::SecondFactorMethod::TOTP),
        has(second_factors::SecondFactorMethod::RECOVERY_CODE),
    );
    let f = frame(visit, SECOND_STEP, key("factor-title")).await;
    visit.personal(
        status,
        &SecondFactor {
            f,
            to,
            has_app,
            has_codes,
            problem,
        },
    )
}
