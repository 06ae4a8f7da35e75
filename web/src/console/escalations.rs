//! What was handed to the safeguarding leads, for them: what was read, why, and what became of it. What it speaks of is covered until somebody opens it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::decide::some;
use super::frame;
use crate::again::again;
use crate::client::Changed;
use crate::desk::DONE;
use crate::entry::sign_in_first;
use crate::frame::{Frame, Who};
use crate::operations::escalations::{
    EscalationOutcome, EscalationReason, EscalationsViewerEscalations as Given,
    EscalationsViewerEscalationsRevision as Text, Variables,
};
use crate::operations::{CloseEscalation, Escalations as Asked, close_escalation};
use crate::page::{framed, missing};
use crate::reading::card::Day;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::{Words, key};

/// Where it is.
const HERE: &str = "/equipo/proteccion";
/// The name under which an address asks for those that are closed.
const CLOSED: &str = "cerrados";
/// What an address says once one is closed.
const DONE_SO: &str = "cerrado";

/// What can have become of one, as forms carry it.
const OUTCOMES: [&str; 4] = ["NO_CONCERN", "SUPPORTED", "REFERRED", "REPORTED_TO_POLICE"];

/// Something that was handed on.
struct Escalation {
    id: String,
    reason: &'static str,
    note: Option<String>,
    by: String,
    day: Day,
    text: Option<Text>,
    /// The review of what the post says now, where one may be read.
    review: Option<String>,
    /// What became of it, and when.
    closed: Option<(&'static str, Day)>,
    closing_note: Option<String>,
}

impl Escalation {
    fn new(words: &Words, given: Given) -> Self {
        let closed_at = given.closed_at.as_deref().map(|at| Day::at(words, at));
        Self {
            id: given.id,
            reason: reason(&given.reason),
            note: given.note,
            by: given.escalated_by,
            day: Day::at(words, &given.escalated_at),
            text: given.revision,
            review: given.review.map(|it| it.id),
            closed: given.outcome.as_ref().map(outcome).zip(closed_at),
            closing_note: given.closing_note,
        }
    }
}

const fn reason(reason: &EscalationReason) -> &'static str {
    match reason {
        EscalationReason::SELF_HARM => key("theme-self-harm"),
        EscalationReason::ABUSE => key("theme-abuse"),
        EscalationReason::GROOMING => key("escalate-grooming"),
        EscalationReason::VIOLENCE => key("theme-violence"),
        EscalationReason::SEXUAL_MATERIAL => key("escalate-material"),
        EscalationReason::OTHER | EscalationReason::Other(_) => key("escalate-other"),
    }
}

const fn outcome(outcome: &EscalationOutcome) -> &'static str {
    match outcome {
        EscalationOutcome::NO_CONCERN => key("outcome-no-concern"),
        EscalationOutcome::SUPPORTED => key("outcome-supported"),
        EscalationOutcome::REFERRED => key("outcome-referred"),
        EscalationOutcome::REPORTED_TO_POLICE | EscalationOutcome::Other(_) => {
            key("outcome-police")
        }
    }
}

/// What somebody typed at one of them.
#[derive(Default)]
struct Typed {
    escalation: String,
    outcome: String,
    note: String,
}

#[derive(Template)]
#[template(path = "console/escalations.html")]
struct Escalations {
    f: Frame,
    all: Vec<Escalation>,
    are_closed: bool,
    is_done: bool,
    problem: Option<Problem>,
    typed: Typed,
}

framed!(Escalations);

impl Escalations {
    /// Whether an outcome was chosen at one of them.
    fn is_chosen(&self, escalation: &str, outcome: &str) -> bool {
        self.typed.escalation == escalation && self.typed.outcome == outcome
    }

    /// What was typed at one of them.
    fn typed_at(&self, escalation: &str) -> &str {
        let is_meant = self.typed.escalation == escalation;
        if is_meant { &self.typed.note } else { "" }
    }
}

/// Shows them.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, Typed::default(), None).await
}

/// Closes one.
pub(crate) async fn close(sent: Sent) -> Response {
    let typed = Typed {
        escalation: sent.form.get("escalation").to_owned(),
        outcome: sent.form.get("outcome").to_owned(),
        note: sent.form.get("note").replace("\r\n", "\n"),
    };
    let field = format!("outcome-{}", typed.escalation);
    if !OUTCOMES.contains(&typed.outcome.as_str()) {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let problem = Problem::said(&sent.visit, status, key("escalation-choose")).at(&field);
        return page(&sent.visit, typed, Some(problem)).await;
    }
    let chosen = serde_json::Value::String(typed.outcome.clone());
    let other = || close_escalation::EscalationOutcome::Other(typed.outcome.clone());
    let input = close_escalation::CloseEscalationInput {
        escalation: typed.escalation.clone(),
        outcome: serde_json::from_value(chosen).unwrap_or_else(|_unknown| other()),
        note: some(&typed.note),
        client_mutation_id: sent.once("close"),
    };
    let variables = close_escalation::Variables { input };
    let Changed { outcome, .. } = sent.ask::<CloseEscalation>(variables).await;
    let Err(refusal) = outcome else {
        return go_on(&sent.visit, &format!("{HERE}?{DONE}={DONE_SO}"), None);
    };
    let problem = Problem::of(&sent.visit, refusal);
    let asked = sent.visit.ask::<Asked>(Variables { closed: false }).await;
    let mut open = asked
        .ok()
        .and_then(|data| data.viewer)
        .into_iter()
        .flat_map(|it| it.escalations);
    // Without the case around it, what was typed is shown all the same.
    if !open.any(|it| it.id == typed.escalation) {
        return again(&sent, problem).await;
    }
    let field = match problem.field.as_str() {
        "note" => format!("note-{}", typed.escalation),
        _ => String::new(),
    };
    page(&sent.visit, typed, Some(problem.at(&field))).await
}

async fn page(visit: &Visit, typed: Typed, problem: Option<Problem>) -> Response {
    let closed = visit.query().get(CLOSED) == "1";
    let viewer = match visit.ask::<Asked>(Variables { closed }).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, HERE);
    };
    let words = &visit.site.words;
    let f = frame(visit, HERE, words.plain("escalations-title").to_owned()).await;
    if !f.who.as_ref().is_some_and(Who::protects) {
        return missing(&visit.site);
    }
    let all = viewer.escalations.into_iter();
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Escalations {
        f,
        all: all.map(|it| Escalation::new(words, it)).collect(),
        are_closed: closed,
        is_done: visit.query().get(DONE) == DONE_SO,
        problem,
        typed,
    };
    visit.personal(status, &page)
}
