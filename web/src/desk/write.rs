//! What the buttons of the editor do: save, look before sending, take a passage out, send.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::check::{Check, Unchecked, check};
use super::editor::{Id, Meanwhile, SAVED, Said, again};
use super::typed::{Passage, Typed};
use crate::client::{Changed, Refusal, UserError};
use crate::operations::save_draft::{self, SaveDraftSaveDraftOnStaleVersionError as Stale};
use crate::operations::start_draft::{self, StartDraftStartDraft as Started};
use crate::operations::submit_draft::{self, SubmitDraftInput};
use crate::operations::{SaveDraft, StartDraft, SubmitDraft};
use crate::page::missing;
use crate::sent::{Problem, Sent, go_on};
use crate::words::key;

/// What a button does.
enum Act {
    Save,
    /// Saving without being asked: what is still missing is not said.
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
    let stored = match store(sent, id.as_deref(), &typed).await {
        Ok(stored) => stored,
        Err(refusal) => return refused(sent, id.as_deref(), typed, refusal).await,
    };
    typed.version = stored.version;
    match act {
        Act::Save => {
            let to = format!("/mesa/{}?{}={SAVED}", stored.id, super::DONE);
            go_on(&sent.visit, &to, None)
        }
        Act::Keep => look(sent, &stored.id, typed, true, None).await,
        Act::Look | Act::Cut(_) => {
            let status = StatusCode::CONFLICT;
            let moved = has_moved.then(|| Problem::said(&sent.visit, status, key("editor-moved")));
            look(sent, &stored.id, typed, false, moved).await
        }
        Act::Send => send(sent, stored, typed).await,
    }
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
            Started::DraftStarted(started) => Ok(Stored {
                id: started.draft.id,
                version: started.draft.version,
            }),
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
        save_draft::SaveDraftSaveDraft::DraftSaved(saved) => Ok(Stored {
            id: id.to_owned(),
            version: saved.version,
        }),
        _ => Err(Refusal::Broken(crate::client::Broken::Unreadable)),
    }
}

/// Shows the form again, with everything that was typed and why it was not kept.
async fn refused(sent: &Sent, id: Option<&str>, mut typed: Typed, refusal: Refusal) -> Response {
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
    typed.version = stale.current_version;
    let draft = stale.current_draft?;
    Some(Meanwhile {
        title: draft.title.unwrap_or_default(),
        summary: draft.summary.unwrap_or_default(),
        body: draft.body.unwrap_or_default(),
    })
}

/// Shows how it will look, and what might say who somebody is. Whoever still writes is not told what is missing.
async fn look(
    sent: &Sent,
    id: &str,
    mut typed: Typed,
    is_writing: bool,
    problem: Option<Problem>,
) -> Response {
    let mut said = Said {
        is_stored: true,
        problem,
        ..Said::default()
    };
    match check(sent, id).await {
        Ok(found) => {
            typed.checked.clone_from(&found.hash);
            said.check = Some(found);
        }
        Err(Unchecked::Problem(it)) if is_writing && it.kind == "DraftIncompleteError" => {}
        Err(Unchecked::Problem(it)) => said.problem = said.problem.or(Some(it)),
        Err(Unchecked::Broken) => said.is_unchecked = true,
    }
    let status = said.problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    again(&sent.visit, status, Some(id), typed, said).await
}

/// Sends it, unless there is something to look at that was not shown yet.
async fn send(sent: &Sent, stored: Stored, mut typed: Typed) -> Response {
    let found = match check(sent, &stored.id).await {
        Ok(found) => Some(found),
        Err(Unchecked::Broken) => None,
        Err(Unchecked::Problem(problem)) => {
            let status = problem.status;
            let said = Said {
                problem: Some(problem),
                is_stored: true,
                ..Said::default()
            };
            return again(&sent.visit, status, Some(&stored.id), typed, said).await;
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
        return again(&sent.visit, status, Some(&stored.id), typed, said).await;
    }
    let input = SubmitDraftInput {
        draft: stored.id.clone(),
        version: stored.version,
        checked: Some(typed.checked.clone()).filter(|it| !it.is_empty()),
        client_mutation_id: sent.once("send"),
    };
    let Changed { outcome, .. } = sent
        .ask::<SubmitDraft>(submit_draft::Variables { input })
        .await;
    match outcome {
        Ok(_) => go_on(&sent.visit, &format!("/mesa?{}=enviada", super::DONE), None),
        Err(refusal) => refused(sent, Some(&stored.id), typed, refusal).await,
    }
}

/// Whether an author has yet to see what was found.
fn is_to_be_seen(found: &Check, typed: &Typed) -> bool {
    let has_something = !found.findings.is_empty() || !found.lines.is_empty() || found.removed > 0;
    has_something && found.hash != typed.checked
}
