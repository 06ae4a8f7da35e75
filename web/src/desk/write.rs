//! What the buttons of the editor do: save, look before sending, take a passage out, send.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::check::{Check, Unchecked, check};
use super::editor::{Id, Meanwhile, SAVED, Said, again, answer_to_module};
use super::typed::{Passage, Typed};
use crate::client::{Changed, Refusal, UserError};
use crate::operations::save_draft::{self, SaveDraftSaveDraftOnStaleVersionError as Stale};
use crate::operations::start_draft::{self, StartDraftStartDraft as Started};
use crate::operations::submit_draft::{self, SubmitDraftInput};
use crate::operations::{SaveDraft, StartDraft, SubmitDraft, Viewer, viewer};
use crate::page::missing;
use crate::sent::{Problem, Sent, go_on};
use crate::words::key;

/// What a button does.
enum Act {
    Save,
    /// Saving without being asked.
    Keep,
    Look,
    Send,
    Cut(Passage),
}

impl Act {
    fn of(sent: &Sent) -> Self {
        if let Some(passage) = Passage::of_value(sent.form.get("cut")) {
            return Self::Cut(passage);
        }
        match sent.form.get("do") {
            "send" => Self::Send,
            "look" => Self::Look,
            "auto" => Self::Keep,
            _ => Self::Save,
        }
    }
}

/// What is stored.
struct Stored {
    id: String,
    version: i64,
    title: String,
    summary: String,
    body: String,
    /// How the text would appear.
    html: Option<String>,
}

/// Makes what is stored of what the two operations give.
macro_rules! stored {
    ($draft:expr) => {{
        let draft = $draft;
        Stored {
            id: draft.id,
            version: draft.version,
            title: draft.title.unwrap_or_default(),
            summary: draft.summary.unwrap_or_default(),
            body: draft.body.unwrap_or_default(),
            html: draft.html,
        }
    }};
}

/// Keeps the first words of a new post, and does what the button says.
pub(crate) async fn begin(sent: Sent) -> Response {
    let typed = Typed::of(&sent.form, sent.visit.site.language);
    goes_on(&sent, None, typed).await
}

/// Keeps a draft's words, and does what the button says.
pub(crate) async fn save(id: Id, sent: Sent) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&sent.visit.site);
    };
    let typed = Typed::of(&sent.form, sent.visit.site.language);
    goes_on(&sent, Some(id), typed).await
}

async fn goes_on(sent: &Sent, id: Option<String>, mut typed: Typed) -> Response {
    let act = Act::of(sent);
    let has_moved = match &act {
        Act::Cut(passage) => !typed.cut(passage),
        Act::Save | Act::Keep | Act::Look | Act::Send => false,
    };
    if let Some(problem) = of_another(sent, &typed).await {
        let said = Said {
            problem: Some(problem),
            ..Said::default()
        };
        return again(
            &sent.visit,
            StatusCode::CONFLICT,
            id.as_deref(),
            typed,
            said,
        )
        .await;
    }
    let stored = match store(sent, id.as_deref(), &typed).await {
        Ok(stored) => stored,
        Err(refusal) => return refused(sent, id.as_deref(), typed, refusal, false).await,
    };
    let Stored {
        id, version, html, ..
    } = stored;
    // Findings point into what is stored, which has its spaces in order.
    let typed = Typed {
        version,
        title: stored.title,
        summary: stored.summary,
        body: stored.body,
        ..typed
    };
    let kept = Said {
        is_stored: true,
        preview: html,
        ..Said::default()
    };
    match act {
        Act::Save => {
            let to = format!("/mesa/{id}?{}={SAVED}", super::DONE);
            go_on(&sent.visit, &to, None)
        }
        Act::Keep => answer_to_module(&sent.visit, &id, typed, kept),
        Act::Look | Act::Cut(_) => look(sent, &id, typed, kept, has_moved).await,
        Act::Send => send(sent, id, typed).await,
    }
}

/// Whether somebody else has signed in in this browser since the page was shown: what was typed is not theirs.
async fn of_another(sent: &Sent, typed: &Typed) -> Option<Problem> {
    if typed.owner.is_empty() {
        return None;
    }
    let asked = sent.visit.ask::<Viewer>(viewer::Variables {}).await.ok()?;
    let is_another = asked.viewer?.account.id != typed.owner;
    let status = StatusCode::CONFLICT;
    is_another.then(|| Problem::said(&sent.visit, status, key("form-other-account")))
}

/// Stores what was typed.
async fn store(sent: &Sent, id: Option<&str>, typed: &Typed) -> Result<Stored, Refusal> {
    let Some(id) = id else {
        let input = start_draft::StartDraftInput {
            text: start_draft::DraftText {
                title: typed.title.clone(),
                summary: typed.summary.clone(),
                body: typed.body.clone(),
                language: typed.language,
                topics: typed.topics.clone(),
            },
            client_mutation_id: sent.once("start"),
        };
        let Changed { outcome, .. } = sent
            .ask::<StartDraft>(start_draft::Variables { input })
            .await;
        return match outcome?.start_draft {
            Started::DraftStarted(started) => Ok(stored!(started.draft)),
            _ => Err(Refusal::Broken(crate::client::Broken::Unreadable)),
        };
    };
    let input = save_draft::SaveDraftInput {
        draft: id.to_owned(),
        version: typed.version,
        text: save_draft::DraftText {
            title: typed.title.clone(),
            summary: typed.summary.clone(),
            body: typed.body.clone(),
            language: typed.language,
            topics: typed.topics.clone(),
        },
        client_mutation_id: sent.once("save"),
    };
    let Changed { outcome, .. } = sent.ask::<SaveDraft>(save_draft::Variables { input }).await;
    match outcome?.save_draft {
        save_draft::SaveDraftSaveDraft::DraftSaved(saved) => Ok(stored!(saved.draft)),
        _ => Err(Refusal::Broken(crate::client::Broken::Unreadable)),
    }
}

/// Shows the form again, with everything that was typed and why it was not kept, or not sent.
async fn refused(
    sent: &Sent,
    id: Option<&str>,
    mut typed: Typed,
    refusal: Refusal,
    is_stored: bool,
) -> Response {
    let visit = &sent.visit;
    let meanwhile = match &refusal {
        Refusal::User(error) => meanwhile(error, &mut typed),
        Refusal::Broken(_) => None,
    };
    let problem = Problem::of(visit, refusal);
    if problem.status == StatusCode::NOT_FOUND {
        return missing(&visit.site);
    }
    let status = problem.status;
    let said = Said {
        problem: Some(problem),
        is_stored,
        meanwhile,
        ..Said::default()
    };
    again(visit, status, id, typed, said).await
}

/// What was saved meanwhile; whoever sees it and saves again knows what they replace.
fn meanwhile(error: &UserError, typed: &mut Typed) -> Option<Meanwhile> {
    if error.kind != "StaleVersionError" {
        return None;
    }
    let stale: Stale = serde_json::from_value(error.whole.clone()).ok()?;
    let draft = stale.current_draft?;
    typed.version = stale.current_version;
    Some(Meanwhile {
        title: draft.title.unwrap_or_default(),
        summary: draft.summary.unwrap_or_default(),
        body: draft.body.unwrap_or_default(),
    })
}

/// Shows how it will look, and what might say who somebody is.
async fn look(
    sent: &Sent,
    id: &str,
    mut typed: Typed,
    mut said: Said,
    has_moved: bool,
) -> Response {
    let visit = &sent.visit;
    if has_moved {
        let status = StatusCode::CONFLICT;
        said.problem = Some(Problem::said(visit, status, key("editor-moved")));
    }
    match check(sent, id).await {
        Ok(found) => {
            typed.checked.clone_from(&found.hash);
            said.check = Some(found);
        }
        Err(Unchecked::Problem(it)) => said.problem = said.problem.or(Some(it)),
        Err(Unchecked::Broken) => said.is_unchecked = true,
    }
    let status = said.problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    again(visit, status, Some(id), typed, said).await
}

/// Sends it, unless there is something to look at that was not shown yet.
async fn send(sent: &Sent, id: String, mut typed: Typed) -> Response {
    let visit = &sent.visit;
    let found = match check(sent, &id).await {
        Ok(found) => Some(found),
        Err(Unchecked::Broken) => None,
        Err(Unchecked::Problem(problem)) => {
            let status = problem.status;
            let said = Said {
                problem: Some(problem),
                is_stored: true,
                ..Said::default()
            };
            return again(visit, status, Some(&id), typed, said).await;
        }
    };
    if let Some(found) = found.filter(|it| is_to_be_seen(it, &typed)) {
        typed.checked.clone_from(&found.hash);
        let said = Said {
            check: Some(found),
            is_stored: true,
            is_held: true,
            ..Said::default()
        };
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return again(visit, status, Some(&id), typed, said).await;
    }
    let input = SubmitDraftInput {
        draft: id.clone(),
        version: typed.version,
        checked: Some(typed.checked.clone()).filter(|it| !it.is_empty()),
        client_mutation_id: sent.once("send"),
    };
    let Changed { outcome, .. } = sent
        .ask::<SubmitDraft>(submit_draft::Variables { input })
        .await;
    match outcome {
        Ok(_) => go_on(visit, &format!("/mesa?{}=enviada", super::DONE), None),
        Err(refusal) => refused(sent, Some(&id), typed, refusal, true).await,
    }
}

/// Whether an author has yet to see what was found.
fn is_to_be_seen(found: &Check, typed: &Typed) -> bool {
    let has_something = !found.findings.is_empty() || !found.lines.is_empty() || found.removed > 0;
    has_something && found.hash != typed.checked
}
