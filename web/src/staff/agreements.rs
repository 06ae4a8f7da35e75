//! What needs two adults: one asks, another one answers, and what was agreed to is done at once, or opened for a while to who asked.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{AGREEMENTS, act_sentence, frame};
use crate::again::again;
use crate::client::{Changed, Refusal};
use crate::desk::DONE;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::operations::agreements::{
    ActKind, AgreementsViewerActsForTwo as Given, OpeningReason, Role, Variables,
};
use crate::operations::{Agreements as Asked, AnswerAct, answer_act};
use crate::page::{framed, missing};
use crate::reading::card::Day;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::{Words, key};

/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 3] = [
    ("pedido", key("act-done-asked")),
    ("acordado", key("act-done-agreed")),
    ("negado", key("act-done-refused")),
];

/// What is opened by an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opens {
    Nothing,
    Code,
    Identity,
}

/// Something that needs two adults.
struct Act {
    id: String,
    /// What it is, in words.
    says: String,
    asked_by: String,
    asked: Day,
    until: Day,
    can_answer: bool,
    agreed: Option<bool>,
    /// What who asked may open now.
    opens: Opens,
}

impl Act {
    fn new(words: &Words, given: Given) -> Self {
        let day = |moment: &str| Day::at(words, moment);
        let is_open = given.agreed == Some(true) && given.open_until.is_some();
        Self {
            says: act_sentence!(
                words,
                given.kind,
                given.about.as_str(),
                given.role,
                given.opening_reason
            ),
            opens: match given.kind {
                ActKind::OPEN_IDENTITY if is_open => Opens::Identity,
                ActKind::RESET_PASSPHRASE if is_open => Opens::Code,
                _ => Opens::Nothing,
            },
            asked: day(&given.asked_at),
            until: day(&given.answer_until),
            id: given.id,
            asked_by: given.asked_by,
            can_answer: given.can_answer,
            agreed: given.agreed,
        }
    }
}

/// What was typed for asking.
#[derive(Default)]
struct Typed {
    /// In which form.
    form: String,
    name: String,
    /// The role, or the reason.
    choice: String,
}

#[derive(Template)]
#[template(path = "staff/agreements.html")]
struct Agreements {
    f: Frame,
    /// What waits for an answer.
    waiting: Vec<Act>,
    /// What was answered.
    answered: Vec<Act>,
    roles: Vec<Role>,
    said: Option<&'static str>,
    problem: Option<Problem>,
    typed: Typed,
}

framed!(Agreements);

impl Agreements {
    fn is_administrator(&self) -> bool {
        self.roles.contains(&Role::ADMINISTRATOR)
    }

    /// The name that was typed in a form.
    fn typed_in(&self, form: &str) -> &str {
        let is_it = self.typed.form == form;
        if is_it { &self.typed.name } else { "" }
    }

    /// Whether a role or a reason was chosen.
    fn is_chosen(&self, choice: &str) -> bool {
        self.typed.choice == choice
    }
}

/// Shows them.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None, Typed::default()).await
}

/// Agrees, or does not.
pub(crate) async fn answer(sent: Sent) -> Response {
    let agrees = sent.form.get("do") == "agree";
    let input = answer_act::AnswerActInput {
        act: sent.form.get("act").to_owned(),
        agree: agrees,
        client_mutation_id: sent.once("answer"),
    };
    let variables = answer_act::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AnswerAct>(variables).await;
    let says = if agrees { "acordado" } else { "negado" };
    back(&sent, outcome.map(drop), says, "").await
}

/// Goes back to the page: with what was done, or with what was wrong and the name that was typed in a form.
pub(super) async fn back(
    sent: &Sent,
    outcome: Result<(), Refusal>,
    says: &str,
    form: &str,
) -> Response {
    match outcome {
        Ok(()) => go_on(&sent.visit, &format!("{AGREEMENTS}?{DONE}={says}"), None),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            if problem.is_signed_out {
                return again(sent, problem).await;
            }
            let mut choices = ["role", "reason"].map(|it| sent.form.get(it)).into_iter();
            let choice = choices.find(|it| !it.is_empty()).unwrap_or_default();
            let typed = Typed {
                form: form.to_owned(),
                name: sent.form.get("name").to_owned(),
                choice: choice.to_owned(),
            };
            // Each form has an id of its own for the name.
            let at = match (problem.field.as_str(), form) {
                ("", _) | (_, "") => String::new(),
                _ => format!("{form}-name"),
            };
            page(&sent.visit, Some(problem.at(&at)), typed).await
        }
    }
}

async fn page(visit: &Visit, problem: Option<Problem>, typed: Typed) -> Response {
    let viewer = match visit.ask::<Asked>(Variables {}).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, AGREEMENTS);
    };
    let roles = viewer.account.roles;
    let works_here = roles
        .iter()
        .any(|it| !matches!(it, Role::CORRESPONDENT | Role::GUARDIAN | Role::Other(_)));
    if !works_here {
        return missing(&visit.site);
    }
    let words = &visit.site.words;
    let acts = viewer.acts_for_two.into_iter();
    let (waiting, answered) = acts
        .map(|it| Act::new(words, it))
        .partition(|it: &Act| it.agreed.is_none());
    let f = frame(visit, AGREEMENTS, key("acts-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Agreements {
        f,
        waiting,
        answered,
        roles,
        said: visit.said(&SAYINGS),
        problem,
        typed,
    };
    visit.personal(status, &page)
}
