//! The page behind the link that a server prints when it starts on an empty panel: it makes the first administrator.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::client::Changed;
use crate::frame::{Frame, Section};
use crate::operations::SetUpAdministrator;
use crate::operations::set_up_administrator::{SetUpAdministratorInput, Variables};
use crate::page::framed;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// What was typed. The passphrase is not given back: it would stand in a page.
#[derive(Default)]
struct Typed {
    code: String,
    login: String,
    pen_name: String,
}

/// The form.
#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUp {
    f: Frame,
    typed: Typed,
    problem: Option<Problem>,
}

impl SetUp {
    /// Whether a field is to be mended.
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }
}

/// It is done.
#[derive(Template)]
#[template(path = "set_up_done.html")]
struct Done {
    f: Frame,
}

framed!(SetUp Done);

/// Shows the form.
pub(crate) async fn show(visit: Visit) -> Response {
    let typed = Typed {
        code: visit.query().get("code").to_owned(),
        ..Typed::default()
    };
    form(&visit, StatusCode::OK, typed, None).await
}

/// Shows that it is done.
pub(crate) async fn done(visit: Visit) -> Response {
    let f = frame(&visit, "/setup/done", key("set-up-done-title")).await;
    visit.personal(StatusCode::OK, &Done { f })
}

/// Makes the account of what was typed.
pub(crate) async fn send(sent: Sent) -> Response {
    let typed = Typed {
        code: sent.form.get("code").to_owned(),
        login: sent.form.get("login").to_owned(),
        pen_name: sent.form.get("penName").to_owned(),
    };
    let variables = Variables {
        input: SetUpAdministratorInput {
            code: typed.code.clone(),
            login: typed.login.clone(),
            pen_name: typed.pen_name.clone(),
            passphrase: sent.form.get("passphrase").to_owned(),
            client_mutation_id: None,
        },
    };
    let Changed { outcome, cookie } = sent.ask::<SetUpAdministrator>(variables).await;
    let visit = &sent.visit;
    match outcome {
        Ok(_) => go_on(visit, "/setup/done", cookie),
        Err(refusal) => {
            let mut problem = Problem::of(visit, refusal);
            if problem.kind == "SetupLinkOverError" {
                "code".clone_into(&mut problem.field);
            }
            form(visit, problem.status, typed, Some(problem)).await
        }
    }
}

async fn frame(visit: &Visit, path: &'static str, title: &str) -> Frame {
    visit.own_frame(Section::None, path, title).await
}

async fn form(
    visit: &Visit,
    status: StatusCode,
    typed: Typed,
    problem: Option<Problem>,
) -> Response {
    let f = frame(visit, "/setup", key("set-up-title")).await;
    visit.personal(status, &SetUp { f, typed, problem })
}
