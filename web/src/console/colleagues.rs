//! Asking a colleague about what one reads, handing it to them, and answering what colleagues ask. Nobody says why they don't read something.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::against::unfit;
use super::decide::leaves;
use super::frame;
use super::reading::{page as reading, said};
use super::typed::Typed;
use crate::again::again;
use crate::client::{Broken, Changed};
use crate::desk::DONE;
use crate::entry::sign_in_first;
use crate::frame::{Frame, Who};
use crate::operations::{
    AnswerColleague, AskColleague, Colleagues, HandOverClaim, Questions, answer_colleague,
    ask_colleague, colleagues, hand_over_claim, questions,
};
use crate::page::{framed, missing};
use crate::reading::card::Day;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// Where what colleagues ask is.
const QUESTIONS: &str = "/equipo/preguntas";
/// What an address says once a question is answered.
const ANSWERED: &str = "contestada";
/// How many colleagues are read at once.
const MOST: i64 = 50;
/// How often more of them are.
const MOST_PAGES: usize = 4;

/// Somebody who reads what one reads.
pub(super) struct Colleague {
    pub(super) id: String,
    pub(super) pen_name: String,
}

/// Those who may be asked today; an error where the API does not tell.
pub(super) async fn of(visit: &Visit) -> Result<Vec<Colleague>, Broken> {
    let (mut all, mut after) = (vec![], None);
    for _ in 0..MOST_PAGES {
        let variables = colleagues::Variables {
            first: Some(MOST),
            after,
        };
        let data = visit.ask::<Colleagues>(variables).await?;
        let Some(found) = data.viewer.and_then(|viewer| viewer.colleagues) else {
            break;
        };
        let active = found.nodes.into_iter().filter(|it| it.is_active);
        all.extend(active.map(|it| Colleague {
            id: it.id,
            pen_name: it.pen_name,
        }));
        after = found.page_info.end_cursor;
        if !found.page_info.has_next_page {
            break;
        }
    }
    Ok(all)
}

/// Asks a colleague about what is read; it stays with whoever asks.
pub(super) async fn ask(sent: &Sent, id: String) -> Response {
    let mut typed = Typed::of(&sent.form);
    if let Some(problem) = nobody(sent, &typed) {
        return reading(&sent.visit, id, typed, Some(problem)).await;
    }
    let input = ask_colleague::AskColleagueInput {
        review: id.clone(),
        colleague: typed.colleague.clone(),
        question: typed.question.clone(),
        client_mutation_id: sent.once("ask"),
    };
    let Changed { outcome, .. } = sent
        .ask::<AskColleague>(ask_colleague::Variables { input })
        .await;
    match outcome {
        Ok(_) => {
            // What was asked is on the page now.
            typed.question.clear();
            said(&sent.visit, id, typed, key("colleague-asked")).await
        }
        Err(refusal) => leaves(sent, id, Err(refusal)).await,
    }
}

/// Hands what is read to a colleague.
pub(super) async fn hand_over(sent: &Sent, id: String) -> Response {
    let typed = Typed::of(&sent.form);
    if let Some(problem) = nobody(sent, &typed) {
        return reading(&sent.visit, id, typed, Some(problem)).await;
    }
    if !typed.question.trim().is_empty() {
        let problem = unfit(&sent.visit, key("colleague-hand-alone")).at("question");
        return reading(&sent.visit, id, typed, Some(problem)).await;
    }
    let input = hand_over_claim::HandOverClaimInput {
        review: id.clone(),
        to: typed.colleague,
        client_mutation_id: sent.once("hand"),
    };
    let variables = hand_over_claim::Variables { input };
    let Changed { outcome, .. } = sent.ask::<HandOverClaim>(variables).await;
    leaves(sent, id, outcome.map(|_| "pasada")).await
}

/// What is wrong where nobody was chosen.
fn nobody(sent: &Sent, typed: &Typed) -> Option<Problem> {
    let is_nobody = typed.colleague.is_empty();
    is_nobody.then(|| unfit(&sent.visit, key("colleague-choose")).at("colleague"))
}

/// Something that a colleague asked.
struct Question {
    id: String,
    asked_by: String,
    asks: String,
    day: Day,
    /// The review that it is about.
    review: Option<String>,
}

#[derive(Template)]
#[template(path = "console/questions.html")]
struct Asked {
    f: Frame,
    all: Vec<Question>,
    is_answered: bool,
    problem: Option<Problem>,
    /// What was typed, and to which question.
    typed: (String, String),
}

framed!(Asked);

impl Asked {
    /// Whether what was typed to a question can't be sent.
    fn is_wrong(&self, question: &str) -> bool {
        let field = self.problem.as_ref().map(|it| it.field.as_str());
        field.and_then(|it| it.strip_prefix("answer-")) == Some(question)
    }

    /// What was typed to a question.
    fn typed_to(&self, question: &str) -> &str {
        let (to, answer) = &self.typed;
        if to == question { answer } else { "" }
    }
}

/// Shows what colleagues ask.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None, (String::new(), String::new())).await
}

/// Keeps an answer.
pub(crate) async fn answer(sent: Sent) -> Response {
    let typed = |name: &str| sent.form.get(name).replace("\r\n", "\n");
    let (question, answer) = (typed("question"), typed("answer"));
    let input = answer_colleague::AnswerColleagueInput {
        consultation: question.clone(),
        answer: answer.clone(),
        client_mutation_id: sent.once("answer"),
    };
    let variables = answer_colleague::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AnswerColleague>(variables).await;
    let visit = &sent.visit;
    let Err(refusal) = outcome else {
        return go_on(visit, &format!("{QUESTIONS}?{DONE}={ANSWERED}"), None);
    };
    let problem = Problem::of(visit, refusal);
    let asked = visit.ask::<Questions>(questions::Variables {}).await;
    let mut open = asked
        .ok()
        .and_then(|data| data.viewer)
        .into_iter()
        .flat_map(|it| it.questions);
    // Without the question around it, what was typed is shown all the same.
    if !open.any(|it| it.id == question) {
        return again(&sent, problem).await;
    }
    let field = match problem.field.as_str() {
        "answer" => format!("answer-{question}"),
        _ => String::new(),
    };
    page(visit, Some(problem.at(&field)), (question, answer)).await
}

async fn page(visit: &Visit, problem: Option<Problem>, typed: (String, String)) -> Response {
    let viewer = match visit.ask::<Questions>(questions::Variables {}).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, QUESTIONS);
    };
    let words = &visit.site.words;
    let f = frame(visit, QUESTIONS, words.plain("questions-title").to_owned()).await;
    if !f.who.as_ref().is_some_and(Who::reads) {
        return missing(&visit.site);
    }
    let all = viewer.questions.into_iter().map(|it| Question {
        id: it.id,
        asked_by: it.asked_by,
        asks: it.question,
        day: Day::at(words, &it.asked_at),
        review: it.review.map(|review| review.id),
    });
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Asked {
        f,
        all: all.collect(),
        is_answered: visit.query().get(DONE) == ANSWERED,
        problem,
        typed,
    };
    visit.personal(status, &page)
}
