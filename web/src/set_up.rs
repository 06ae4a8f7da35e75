//! The page behind the link that a server prints when it starts on an empty panel: it makes the first administrator.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};

use crate::client::{self, Broken, Execute};
use crate::form::Form;
use crate::language::Language;
use crate::operations::SetUpAdministrator;
use crate::operations::set_up_administrator::{
    SetUpAdministratorInput, SetUpAdministratorSetUpAdministrator as Outcome, Variables,
};
use crate::page::{Page, page};

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
    language: &'static str,
    words: &'static Words,
    title: &'static str,
    typed: Typed,
    /// The field that can't be used; none for what concerns all.
    field: String,
    problem: String,
}

/// It is done.
#[derive(Template)]
#[template(path = "set_up_done.html")]
struct Done {
    language: &'static str,
    words: &'static Words,
    title: &'static str,
}

struct Words {
    title: &'static str,
    lead: &'static str,
    code: &'static str,
    login: &'static str,
    login_hint: &'static str,
    pen_name: &'static str,
    pen_name_hint: &'static str,
    passphrase: &'static str,
    passphrase_hint: &'static str,
    send: &'static str,
    broken: &'static str,
    done_title: &'static str,
    done: &'static str,
    next: &'static str,
    home: &'static str,
}

const SPANISH: Words = Words {
    title: "Poner en marcha el panel",
    lead: "Todavía no hay nadie aquí. Esta cuenta será la primera y llevará la administración: da de alta a las \
           personas y sus funciones, y no decide sobre lo que escriben.",
    code: "Código del enlace",
    login: "Nombre de acceso",
    login_hint: "De 3 a 40 letras, cifras, puntos o guiones. Solo lo ves tú.",
    pen_name: "Nombre que verán las demás personas",
    pen_name_hint: "De 3 a 24 letras o cifras. No hace falta que sea el tuyo.",
    passphrase: "Frase de contraseña",
    passphrase_hint: "Diez caracteres o más. Varias palabras que solo tú juntarías se recuerdan bien.",
    send: "Crear la cuenta",
    broken: "Ahora mismo no podemos crear la cuenta. Lo que has escrito sigue aquí, menos la frase de contraseña: \
             prueba otra vez dentro de un momento.",
    done_title: "El panel está en marcha",
    done: "Tu cuenta está creada y el enlace ya no sirve a nadie más. Antes de hacer nada con ella demuestra que eres tú con un segundo factor, una aplicación de códigos o una llave de acceso; todavía se hace por la API.",
    next: "Guarda bien tu nombre de acceso y tu frase de contraseña: nadie puede decírtelos.",
    home: "Ir al inicio",
};

const ENGLISH: Words = Words {
    title: "Set up the panel",
    lead: "Nobody is here yet. This account will be the first one and the administrator's: it adds people and what \
           they are trusted with, and decides nothing about what they write.",
    code: "Code from the link",
    login: "Login",
    login_hint: "3 to 40 letters, digits, dots or hyphens. Only you see it.",
    pen_name: "Name that others see",
    pen_name_hint: "3 to 24 letters or digits. It need not be your own.",
    passphrase: "Passphrase",
    passphrase_hint: "Ten characters or more. Several words that only you put together are easy to remember.",
    send: "Create the account",
    broken: "We can't create the account right now. What you typed is still here, except the passphrase: try again \
             in a moment.",
    done_title: "The panel is set up",
    done: "Your account was created, and the link works for nobody any more. Before you can do anything with it, show that it is you with a second factor, an app with codes or a passkey; for now that is done through the API.",
    next: "Keep your login and your passphrase safe: nobody can tell you what they are.",
    home: "Go to the start",
};

const fn words(language: Language) -> &'static Words {
    match language {
        Language::Spanish => &SPANISH,
        Language::English => &ENGLISH,
    }
}

/// Shows the form.
pub(crate) async fn show(link: Uri, headers: HeaderMap) -> Response {
    let typed = Typed {
        code: Form::in_address(&link).get("code").to_owned(),
        ..Typed::default()
    };
    let language = Language::preferred(&headers);
    form(StatusCode::OK, language, typed, String::new(), "")
}

/// Shows that it is done.
pub(crate) async fn done(headers: HeaderMap) -> Response {
    let language = Language::preferred(&headers);
    let words = words(language);
    let html = Done {
        language: language.tag(),
        title: words.done_title,
        words,
    }
    .render();
    page(Page::personal(StatusCode::OK, language), html)
}

/// Makes the account of what was typed.
pub(crate) async fn send(State(execute): State<Execute>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let language = Language::preferred(&head.headers);
    let Some(form) = Form::read(&head, body).await else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    answer(&execute, head, language, &form).await
}

async fn answer(execute: &Execute, head: Parts, language: Language, sent: &Form) -> Response {
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
    let told = client::ask::<SetUpAdministrator>(execute, Arc::new(head), variables).await;
    let again =
        |status, problem: String, field: &str| form(status, language, typed, problem, field);
    match told.outcome.map(|data| data.set_up_administrator) {
        Ok(Outcome::SignedIn(_)) => see_done(told.cookie),
        Ok(Outcome::InvalidInputError(error)) => again(
            StatusCode::UNPROCESSABLE_ENTITY,
            error.message,
            &error.field,
        ),
        Ok(Outcome::SetupLinkOverError(error)) => {
            again(StatusCode::UNPROCESSABLE_ENTITY, error.message, "code")
        }
        Err(Broken::Refused { message, status }) => again(status, message, ""),
        Err(Broken::Unreadable) => {
            let problem = words(language).broken.to_owned();
            again(StatusCode::SERVICE_UNAVAILABLE, problem, "")
        }
    }
}

/// Sends the browser on, so that loading the page again sends nothing again.
fn see_done(cookie: Option<HeaderValue>) -> Response {
    let to = [(LOCATION, HeaderValue::from_static("/setup/done"))];
    let mut response = (StatusCode::SEE_OTHER, to).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

fn form(
    status: StatusCode,
    language: Language,
    typed: Typed,
    problem: String,
    field: &str,
) -> Response {
    let words = words(language);
    let html = SetUp {
        language: language.tag(),
        title: words.title,
        words,
        typed,
        field: field.to_owned(),
        problem,
    }
    .render();
    page(Page::personal(status, language), html)
}
