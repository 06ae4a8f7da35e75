//! An adult who was invited comes in. The account has no role before two administrators give it one.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame;
use crate::client::{Broken, Changed, Refusal};
use crate::frame::Frame;
use crate::operations::JoinAsAdult;
use crate::operations::join_as_adult::{JoinAsAdultInput, Variables};
use crate::page::framed;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// Where it is.
const HERE: &str = "/invitacion/equipo";

/// What was typed. The passphrase is not given back: it would stand in a page.
#[derive(Default)]
struct Typed {
    code: String,
    login: String,
    pen_name: String,
    real_name: String,
    email: String,
    country: String,
}

#[derive(Template)]
#[template(path = "staff/adult.html")]
struct Adult {
    f: Frame,
    typed: Typed,
    problem: Option<Problem>,
}

framed!(Adult);

impl Adult {
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }
}

/// Shows the form.
pub(crate) async fn show(visit: Visit) -> Response {
    let typed = Typed {
        country: "ES".to_owned(),
        ..Typed::default()
    };
    form(&visit, typed, None).await
}

async fn form(visit: &Visit, typed: Typed, problem: Option<Problem>) -> Response {
    let mut f = frame(visit, HERE, key("adult-title")).await;
    f.script = Some(crate::script::entry());
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    visit.personal(status, &Adult { f, typed, problem })
}

/// Makes the account.
pub(crate) async fn send(sent: Sent) -> Response {
    let value = |name: &str| sent.form.get(name).trim().to_owned();
    let typed = Typed {
        code: value("code"),
        login: value("login"),
        pen_name: value("penName"),
        real_name: value("realName"),
        email: value("email"),
        country: value("country").to_uppercase(),
    };
    let visit = &sent.visit;
    let input = JoinAsAdultInput {
        code: typed.code.clone(),
        login: typed.login.clone(),
        pen_name: typed.pen_name.clone(),
        passphrase: sent.form.get("passphrase").to_owned(),
        real_name: typed.real_name.clone(),
        email: typed.email.clone(),
        country: typed.country.clone(),
        language: visit.site.language,
        client_mutation_id: None,
    };
    let Changed { outcome, cookie } = sent.ask::<JoinAsAdult>(Variables { input }).await;
    let Err(refusal) = outcome else {
        return go_on(visit, "/mesa", cookie);
    };
    let problem = match refusal {
        Refusal::Broken(Broken::Unknown) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            Problem::said(visit, status, key("invite-no-country")).at("country")
        }
        refusal => Problem::of(visit, refusal),
    };
    let problem = match problem.kind.as_str() {
        "AdultInvitationOverError" => problem.at("code"),
        "NameTakenError" => problem.at("login"),
        _ => problem,
    };
    form(visit, typed, Some(problem)).await
}
