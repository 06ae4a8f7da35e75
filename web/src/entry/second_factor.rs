//! The second step of those who work for the panel: a passkey, a code of their app, or one that they wrote down.

use askama::Template;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use super::sign_in::go_on_to;
use super::{SECOND_STEP, authenticator, destination, frame};
use crate::client::Changed;
use crate::frame::Frame;
use crate::operations::second_factors::SecondFactorMethod;
use crate::operations::{
    ProveTotp, SecondFactors, UseRecoveryCode, prove_totp, second_factors, use_recovery_code,
};
use crate::page::framed;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// The name under which an address and a form say that it was proven before.
pub(super) const AGAIN: &str = "otra";
/// What they say then.
pub(super) const YES: &str = "1";

/// What somebody can prove.
#[derive(Debug, Clone, Copy)]
struct Ways {
    app: bool,
    key: bool,
    codes: bool,
}

#[derive(Template)]
#[template(path = "entry/second_factor.html")]
struct SecondFactor {
    f: Frame,
    to: String,
    ways: Ways,
    /// Whether it was proven before, and has to be once more.
    is_again: bool,
    problem: Option<Problem>,
}

framed!(SecondFactor);

/// Shows what is to be proven, or how to set it up; who has nothing to prove goes on at once.
pub(crate) async fn show(visit: Visit) -> Response {
    let query = visit.query();
    let is_again = query.get(AGAIN) == YES;
    form(&visit, is_again, destination(&query), None).await
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
        Some(problem) => {
            let is_again = sent.form.get(AGAIN) == YES;
            form(&sent.visit, is_again, to, Some(problem)).await
        }
    }
}

async fn form(visit: &Visit, is_again: bool, to: String, problem: Option<Problem>) -> Response {
    let told = visit
        .ask::<SecondFactors>(second_factors::Variables {})
        .await;
    let data = match told {
        Ok(data) => data,
        Err(broken) => return visit.broken(&broken),
    };
    let own = data
        .viewer
        .as_ref()
        .and_then(|it| it.second_factors.as_ref());
    let ways = match (data.second_factor_asked, own) {
        (Some(asked), _) if asked.must_set_up => {
            return authenticator::begin(visit, to, problem).await;
        }
        (Some(asked), _) => Ways {
            app: asked.methods.contains(&SecondFactorMethod::TOTP),
            key: asked.methods.contains(&SecondFactorMethod::PASSKEY),
            codes: asked.methods.contains(&SecondFactorMethod::RECOVERY_CODE),
        },
        (None, Some(own)) if is_again => Ways {
            app: own.totp_since.is_some(),
            key: !own.passkeys.is_empty(),
            codes: own.recovery_codes_left > 0,
        },
        (None, _) if data.viewer.is_some() => return go_on_to(visit, &to, None),
        (None, _) => return go_on(visit, &super::with_destination("/entrar", &to), None),
    };
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let f = frame(visit, SECOND_STEP, key("factor-title")).await;
    visit.personal(
        status,
        &SecondFactor {
            f,
            to,
            ways,
            is_again,
            problem,
        },
    )
}
