//! The link that a guardian gets by mail: what is asked, about whom, and their answer. What stands behind the `#` of the link reaches no server before the
//! guardian sends it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{HERE, frame};
use crate::client::Changed;
use crate::form::Form;
use crate::frame::Frame;
use crate::operations::{
    AnswerGuardianLink, ReadGuardianLink, answer_guardian_link, read_guardian_link,
};
use crate::page::framed;
use crate::purposes::{Answers, ConsentPurpose, Text};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// What is asked, as a form carries it on.
struct Request {
    code: String,
    real_name: String,
    institution: String,
    purposes: Vec<ConsentPurpose>,
    version: i64,
}

impl Request {
    /// What a form carries.
    fn of(form: &Form) -> Self {
        Self {
            code: form.get("code").to_owned(),
            real_name: form.get("realName").to_owned(),
            institution: form.get("institution").to_owned(),
            purposes: form.all("asks").filter_map(ConsentPurpose::named).collect(),
            version: form.get("version").parse().unwrap_or_default(),
        }
    }
}

/// What a guardian typed. The passphrase is not given back: it would stand in a page.
#[derive(Default)]
struct Typed {
    answers: Answers,
    is_declared: bool,
    login: String,
    pen_name: String,
}

#[derive(Template)]
#[template(path = "family/open.html")]
struct Open {
    f: Frame,
    code: String,
    problem: Option<Problem>,
}

#[derive(Template)]
#[template(path = "family/asked.html")]
struct AskedPage {
    f: Frame,
    request: Request,
    text: Text,
    typed: Typed,
    problem: Option<Problem>,
}

framed!(Open AskedPage);

impl Open {
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }
}

impl AskedPage {
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }
}

/// Asks for the link.
pub(super) async fn ask(visit: &Visit, code: String, problem: Option<Problem>) -> Response {
    let f = frame(visit, key("family-open-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    visit.personal(status, &Open { f, code, problem })
}

/// The code in what was pasted: a code, or the whole link.
fn code_in(pasted: &str) -> String {
    let code = pasted.rsplit('#').next().unwrap_or_default();
    code.trim().to_owned()
}

/// Shows what is asked.
pub(crate) async fn open(sent: Sent) -> Response {
    let code = code_in(sent.form.get("code"));
    read(&sent, code, Typed::default(), None).await
}

/// Reads what is asked anew, and shows it.
async fn read(sent: &Sent, code: String, typed: Typed, problem: Option<Problem>) -> Response {
    let visit = &sent.visit;
    let input = read_guardian_link::ReadGuardianLinkInput {
        code: code.clone(),
        client_mutation_id: None,
    };
    let variables = read_guardian_link::Variables { input };
    let Changed { outcome, .. } = sent.ask::<ReadGuardianLink>(variables).await;
    match outcome.map(|data| data.read_guardian_link) {
        Ok(read_guardian_link::ReadGuardianLinkReadGuardianLink::ConsentRequest(asked)) => {
            let request = Request {
                code,
                real_name: asked.real_name,
                institution: asked.institution.unwrap_or_default(),
                purposes: asked.purposes,
                version: asked.text_version,
            };
            show(visit, request, typed, problem).await
        }
        Ok(_) => ask(visit, code, None).await,
        Err(refusal) => {
            let problem = Problem::of(visit, refusal).at("code");
            ask(visit, code, Some(problem)).await
        }
    }
}

async fn show(visit: &Visit, request: Request, typed: Typed, problem: Option<Problem>) -> Response {
    let text = match Text::of(visit, &typed.answers).await {
        Ok(text) => text.about(&request.purposes),
        Err(broken) => return visit.broken(&broken),
    };
    let f = frame(visit, key("family-asked-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = AskedPage {
        f,
        request,
        text,
        typed,
        problem,
    };
    visit.personal(status, &page)
}

/// Keeps what a guardian decides.
pub(crate) async fn decide(sent: Sent) -> Response {
    let visit = &sent.visit;
    let request = Request::of(&sent.form);
    let typed = Typed {
        answers: Answers::of(&sent.form),
        is_declared: !sent.form.get("declares").is_empty(),
        login: sent.form.get("login").trim().to_owned(),
        pen_name: sent.form.get("penName").trim().to_owned(),
    };
    let mut asked = request.purposes.iter();
    if request.purposes.is_empty() || asked.any(|it| typed.answers.to(*it).is_none()) {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let problem = Problem::said(visit, status, key("purpose-unanswered")).at("give");
        return show(visit, request, typed, Some(problem)).await;
    }
    let has_account = sent.form.get("account") == "known";
    let account = answer_guardian_link::GuardianAccount {
        login: typed.login.clone(),
        pen_name: typed.pen_name.clone(),
        passphrase: sent.form.get("passphrase").to_owned(),
    };
    let input = answer_guardian_link::AnswerGuardianLinkInput {
        code: request.code.clone(),
        text_version: request.version,
        give: typed.answers.given(),
        declares_parental_responsibility: typed.is_declared,
        account: (!has_account).then_some(account),
        client_mutation_id: None,
    };
    let variables = answer_guardian_link::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<AnswerGuardianLink>(variables).await;
    match outcome {
        Ok(_) => go_on(visit, &format!("{HERE}?hecho=guardado"), cookie),
        Err(refusal) => {
            let problem = Problem::of(visit, refusal);
            refused(&sent, request, typed, problem).await
        }
    }
}

/// Shows what was wrong, with everything that was typed.
async fn refused(sent: &Sent, request: Request, typed: Typed, problem: Problem) -> Response {
    let visit = &sent.visit;
    match problem.kind.as_str() {
        // Another text counts now: it is shown, and nothing of it is answered.
        "ConsentTextChangedError" => {
            let typed = Typed {
                answers: Answers::default(),
                ..typed
            };
            read(sent, request.code, typed, Some(problem.at("give"))).await
        }
        "GuardianLinkOverError" => ask(visit, request.code, Some(problem.at("code"))).await,
        "NameTakenError" => show(visit, request, typed, Some(problem.at("penName"))).await,
        _ => show(visit, request, typed, Some(problem)).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_pasted_whole_or_its_code_alone() {
        for pasted in [
            "https://altavoz.example/familia#abc123",
            " abc123\n",
            "#abc123",
            "/ca/familia#abc123 ",
        ] {
            assert_eq!(code_in(pasted), "abc123", "{pasted:?}");
        }
    }
}
