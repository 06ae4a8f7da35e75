//! Changing a comment of one's own, such as when adults ask for it, and sending it again.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::check::{Check, Unchecked, check};
use super::editor::Id;
use super::{DONE, frame};
use crate::again::again;
use crate::client::{Changed, Refusal};
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::language::Language;
use crate::operations::save_draft::{DraftText, SaveDraftInput, SaveDraftSaveDraft as Saved};
use crate::operations::submit_draft::SubmitDraftInput;
use crate::operations::{Editor, SaveDraft, SubmitDraft, editor, save_draft, submit_draft};
use crate::page::{framed, missing};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// What somebody typed.
struct Typed {
    text: String,
    language: Language,
    version: i64,
    /// The hash of what was looked at last, if its findings were shown.
    checked: String,
}

#[derive(Template)]
#[template(path = "desk/comment.html")]
struct Page {
    f: Frame,
    id: String,
    typed: Typed,
    found: Option<Check>,
    problem: Option<Problem>,
}

framed!(Page);

impl Page {
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }
}

/// Shows it.
pub(crate) async fn show(id: Id, visit: Visit) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&visit.site);
    };
    let variables = editor::Variables { id: id.clone() };
    let viewer = match visit.ask::<Editor>(variables).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(&visit, &format!("/mesa/comentarios/{id}"));
    };
    let own = viewer.draft.filter(|it| it.comment_on.is_some());
    let Some(own) = own else {
        return missing(&visit.site);
    };
    let typed = Typed {
        text: own.body.unwrap_or_default(),
        language: own.language,
        version: own.version,
        checked: String::new(),
    };
    page(&visit, id, typed, None, None).await
}

async fn page(
    visit: &Visit,
    id: String,
    typed: Typed,
    found: Option<Check>,
    problem: Option<Problem>,
) -> Response {
    let here = format!("/mesa/comentarios/{id}");
    let f = frame(visit, here, key("own-comment-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Page {
        f,
        id,
        typed,
        found,
        problem,
    };
    visit.personal(status, &page)
}

/// Keeps it, and sends it once what was found was seen.
pub(crate) async fn send(id: Id, sent: Sent) -> Response {
    let visit = &sent.visit;
    let Ok(Path(id)) = id else {
        return missing(&visit.site);
    };
    let mut typed = Typed {
        text: sent.form.get("text").replace("\r\n", "\n"),
        language: Language::tagged(sent.form.get("language")).unwrap_or(visit.site.language),
        version: sent.form.get("version").parse().unwrap_or_default(),
        checked: sent.form.get("checked").to_owned(),
    };
    match keep(&sent, &id, &typed).await {
        Ok(version) => typed.version = version,
        Err(refusal) => return refused(&sent, id, typed, None, refusal).await,
    }
    let found = match check(&sent, &id).await {
        Ok(found) => Some(found),
        Err(Unchecked::Broken) => None,
        Err(Unchecked::Problem(problem)) => {
            return page(visit, id, typed, None, Some(problem)).await;
        }
    };
    let to_see = found
        .as_ref()
        .filter(|it| (!it.findings.is_empty() || !it.lines.is_empty()) && it.hash != typed.checked);
    if let Some(seen) = to_see {
        typed.checked.clone_from(&seen.hash);
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let problem = Problem::said(visit, status, key("comment-held"));
        return page(visit, id, typed, found, Some(problem)).await;
    }
    let input = SubmitDraftInput {
        draft: id.clone(),
        version: typed.version,
        checked: Some(typed.checked.clone()).filter(|it| !it.is_empty()),
        client_mutation_id: sent.once("send"),
    };
    let variables = submit_draft::Variables { input };
    let Changed { outcome, .. } = sent.ask::<SubmitDraft>(variables).await;
    match outcome {
        Ok(_) => go_on(visit, &format!("/mesa/comentarios?{DONE}=enviado"), None),
        Err(refusal) => refused(&sent, id, typed, found, refusal).await,
    }
}

/// Keeps what was typed; gives its version.
async fn keep(sent: &Sent, id: &str, typed: &Typed) -> Result<i64, Refusal> {
    let input = SaveDraftInput {
        draft: id.to_owned(),
        version: typed.version,
        text: DraftText {
            title: String::new(),
            summary: String::new(),
            body: typed.text.clone(),
            language: typed.language,
            topics: vec![],
        },
        client_mutation_id: sent.once("save"),
    };
    let variables = save_draft::Variables { input };
    let Changed { outcome, .. } = sent.ask::<SaveDraft>(variables).await;
    Ok(match outcome?.save_draft {
        Saved::DraftSaved(saved) => saved.draft.version,
        _ => typed.version,
    })
}

async fn refused(
    sent: &Sent,
    id: String,
    typed: Typed,
    found: Option<Check>,
    refusal: Refusal,
) -> Response {
    let mut problem = Problem::of(&sent.visit, refusal);
    if problem.is_signed_out {
        return again(sent, problem).await;
    }
    // The schema calls it the body of a draft.
    if problem.field == "body" {
        problem = problem.at("text");
    }
    page(&sent.visit, id, typed, found, Some(problem)).await
}
