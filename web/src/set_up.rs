//! The page behind the link that a server prints when it starts on an empty panel: it makes the first administrator.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::client::Broken;
use crate::form::Form;
use crate::frame::{Frame, Section};
use crate::operations::SetUpAdministrator;
use crate::operations::set_up_administrator::{
    SetUpAdministratorInput, SetUpAdministratorSetUpAdministrator as Outcome, Variables,
};
use crate::page::personal;
use crate::site::{Site, Visit};
use crate::words::key;

/// What was typed. The passphrase is not given back: it would stand in a page.
#[derive(Default)]
struct Typed {
    code: String,
    login: String,
    pen_name: String,
}

/// What is to be mended.
struct Problem {
    message: String,
    /// The field that can't be used; none for what concerns all.
    field: String,
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
    personal(StatusCode::OK, visit.site.language, &Done { f })
}

/// Makes the account of what was typed.
pub(crate) async fn send(State(site): State<Site>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Some(form) = Form::read(&head, body).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    answer(&Visit::new(site, head), &form).await
}

async fn answer(visit: &Visit, sent: &Form) -> Response {
    let typed = Typed {
        code: sent.get("code").to_owned(),
        login: sent.get("login").to_owned(),
        pen_name: sent.get("pen-name").to_owned(),
    };
    let variables = Variables {
        input: SetUpAdministratorInput {
            code: typed.code.clone(),
            login: typed.login.clone(),
            pen_name: typed.pen_name.clone(),
            passphrase: sent.get("passphrase").to_owned(),
            client_mutation_id: None,
        },
    };
    let told = visit.ask::<SetUpAdministrator>(variables).await;
    let (status, message, field) = match told.outcome.map(|data| data.set_up_administrator) {
        Ok(Outcome::SignedIn(_)) => return see_done(visit, told.cookie),
        Ok(Outcome::InvalidInputError(error)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, error.message, error.field)
        }
        Ok(Outcome::SetupLinkOverError(error)) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            (status, error.message, "code".to_owned())
        }
        Err(Broken::Refused { message, status }) => (status, message, String::new()),
        Err(Broken::Unreadable | Broken::Unknown) => {
            let message = visit.site.words.plain("set-up-broken").to_owned();
            (StatusCode::SERVICE_UNAVAILABLE, message, String::new())
        }
    };
    form(visit, status, typed, Some(Problem { message, field })).await
}

/// Sends the browser on, so that loading the page again sends nothing again.
fn see_done(visit: &Visit, cookie: Option<HeaderValue>) -> Response {
    let to = format!("{}/setup/done", visit.site.language.prefix());
    let Ok(to) = HeaderValue::try_from(to) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

async fn frame(visit: &Visit, path: &'static str, title: &str) -> Frame {
    let title = visit.site.words.plain(title).to_owned();
    let mut f = visit.frame(Section::None, path.to_owned(), title).await;
    f.is_indexed = false;
    f
}

async fn form(
    visit: &Visit,
    status: StatusCode,
    typed: Typed,
    problem: Option<Problem>,
) -> Response {
    let f = frame(visit, "/setup", key("set-up-title")).await;
    personal(status, visit.site.language, &SetUp { f, typed, problem })
}
