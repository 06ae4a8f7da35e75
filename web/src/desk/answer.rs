//! What adults said to something, for who wrote it: why, what they suggest, and what can be done. Only a tap of the author changes a word.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::editor::Id;
use super::frame;
use super::statement::{Said, Statement};
use crate::client::{Broken, Changed, Refusal};
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::language::Language;
use crate::operations::answer::{AnswerViewer, AnswerViewerDraft, SubmissionState, Variables};
use crate::operations::{
    AcceptSuggestion, Answer as Asked, AskForSecondLook, DeclineSuggestion, accept_suggestion,
    ask_for_second_look, decline_suggestion,
};
use crate::page::{framed, missing};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

#[derive(Template)]
#[template(path = "desk/answer.html")]
struct Answer {
    f: Frame,
    id: String,
    title: Option<String>,
    is_comment: bool,
    language: Language,
    version: i64,
    /// What became of what was sent last.
    now: Option<String>,
    newest: Statement,
    before: Vec<Statement>,
    /// Whether another adult is to look at it.
    is_asked: bool,
    problem: Option<Problem>,
    /// What was typed beside asking for a second look.
    typed: String,
}

framed!(Answer);

/// Shows what adults said.
pub(crate) async fn show(id: Id, visit: Visit) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&visit.site);
    };
    page(&visit, id, None, String::new()).await
}

/// Puts what an adult suggests in place of a passage.
pub(crate) async fn accept(id: Id, sent: Sent) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&sent.visit.site);
    };
    let input = accept_suggestion::AcceptSuggestionInput {
        suggestion: sent.form.get("suggestion").to_owned(),
        version: sent.form.get("version").parse().unwrap_or_default(),
        client_mutation_id: sent.once("accept"),
    };
    let variables = accept_suggestion::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AcceptSuggestion>(variables).await;
    back(&sent, id, outcome.map(|_| ()), "#sugerencias").await
}

/// Keeps what was written.
pub(crate) async fn decline(id: Id, sent: Sent) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&sent.visit.site);
    };
    let input = decline_suggestion::DeclineSuggestionInput {
        suggestion: sent.form.get("suggestion").to_owned(),
        client_mutation_id: sent.once("decline"),
    };
    let variables = decline_suggestion::Variables { input };
    let Changed { outcome, .. } = sent.ask::<DeclineSuggestion>(variables).await;
    back(&sent, id, outcome.map(|_| ()), "#sugerencias").await
}

/// Has another adult look at it.
pub(crate) async fn look_again(id: Id, sent: Sent) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&sent.visit.site);
    };
    let message = sent.form.get("message").replace("\r\n", "\n");
    let input = ask_for_second_look::AskForSecondLookInput {
        statement: sent.form.get("statement").to_owned(),
        message: Some(message).filter(|it| !it.trim().is_empty()),
        client_mutation_id: sent.once("look"),
    };
    let variables = ask_for_second_look::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AskForSecondLook>(variables).await;
    back(&sent, id, outcome.map(|_| ()), "#otra").await
}

/// Shows the page again: anew where something was done, with what was typed where not.
async fn back(sent: &Sent, id: String, outcome: Result<(), Refusal>, end: &str) -> Response {
    let visit = &sent.visit;
    let Err(refusal) = outcome else {
        return go_on(visit, &format!("/mesa/{id}/respuesta{end}"), None);
    };
    let problem = Problem::of(visit, refusal);
    let typed = sent.form.get("message").to_owned();
    let is_known = matches!(asked(visit, &id).await, Ok(Some(_)));
    if typed.is_empty() || is_known {
        return page(visit, id, Some(problem), typed).await;
    }
    // Without the page around it, what was typed is shown all the same.
    let path = format!("/mesa/{id}/respuesta");
    let f = frame(visit, path, key("answer-title")).await;
    let status = problem.status;
    let page = Kept {
        f,
        id,
        statement: sent.form.get("statement").to_owned(),
        typed,
        problem: Some(problem),
    };
    visit.personal(status, &page)
}

/// What was typed beside asking for a second look, where nothing else can be shown.
#[derive(Template)]
#[template(path = "desk/kept.html")]
struct Kept {
    f: Frame,
    id: String,
    statement: String,
    typed: String,
    problem: Option<Problem>,
}

framed!(Kept);

/// What the viewer sees of a draft of theirs; nothing where nobody is signed in.
async fn asked(visit: &Visit, id: &str) -> Result<Option<AnswerViewer>, Broken> {
    let variables = Variables { id: id.to_owned() };
    Ok(visit.ask::<Asked>(variables).await?.viewer)
}

async fn page(visit: &Visit, id: String, problem: Option<Problem>, typed: String) -> Response {
    let viewer = match asked(visit, &id).await {
        Ok(viewer) => viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, &format!("/mesa/{id}/respuesta"));
    };
    let Some(draft) = viewer.draft.filter(|draft| draft.you_write) else {
        return missing(&visit.site);
    };
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let AnswerViewerDraft {
        version,
        title,
        language,
        submission,
        statements,
        comment_on,
        ..
    } = draft;
    let words = &visit.site.words;
    let mut statements = statements
        .into_iter()
        .map(|it| Statement::from((&**words, it)));
    let Some(newest) = statements.next() else {
        return missing(&visit.site);
    };
    let before = statements.collect();
    let is_asked = submission
        .as_ref()
        .is_some_and(|it| it.second_look.is_some() && it.state == SubmissionState::PENDING);
    let path = format!("/mesa/{id}/respuesta");
    let f = frame(visit, path, key("answer-title")).await;
    let page = Answer {
        f,
        id,
        title: title.filter(|title| !title.is_empty()),
        is_comment: comment_on.is_some(),
        language,
        version,
        now: submission.map(|it| it.what_happened),
        newest,
        before,
        is_asked,
        problem,
        typed,
    };
    visit.personal(status, &page)
}
