//! What waits for review, the most urgent first, and "give me the next one".

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use url::form_urlencoded;

use super::{QUEUE, frame, themes, waited};
use crate::client::Changed;
use crate::entry::sign_in_first;
use crate::frame::{Frame, Who};
use crate::language::Language;
use crate::operations::claim_next_review::{
    ClaimNextReviewClaimNextReview as Next, ClaimNextReviewInput, Variables as NextVariables,
};
use crate::operations::review_queue::{
    Lane, ReviewQueueViewerReviewQueueNodes as Node, Theme, Variables,
};
use crate::operations::{ClaimNextReview, ReviewQueue as Asked};
use crate::page::{framed, missing};
use crate::reading::list::{OLDER, from};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::{Words, key};

/// How many reviews a page has.
const PAGE: i64 = 30;

/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 9] = [
    ("publicada", key("decided-published")),
    ("primera", key("decided-first")),
    ("programada", key("decided-scheduled")),
    ("cambios", key("decided-changes")),
    ("no-publicada", key("decided-declined")),
    ("devuelta", key("decided-given-back")),
    ("proteccion", key("decided-escalated")),
    ("pasada", key("decided-handed-over")),
    ("retirada", key("decided-taken-down")),
];

/// The lanes as addresses and the schema name them, and as people do.
const LANES: [(&str, &str); 6] = [
    ("P0", key("lane-p0")),
    ("P1", key("lane-p1")),
    ("P2", key("lane-p2")),
    ("P3", key("lane-p3")),
    ("P4", key("lane-p4")),
    ("P5", key("lane-p5")),
];

/// What of the line is to be shown.
struct Chosen {
    lane: String,
    language: String,
    /// Nothing for what one reads, `todo` with what one leaves to others, `juntos` for what co-authors are asked about.
    which: String,
}

impl Chosen {
    fn of(visit: &Visit) -> Self {
        let query = visit.query();
        let named = |name: &str| query.get(name).to_owned();
        Self {
            lane: named("urge"),
            language: named("lengua"),
            which: named("que"),
        }
    }

    fn variables(&self, after: Option<String>) -> Variables {
        let lane = LANES.iter().any(|(code, _)| *code == self.lane);
        let lane = lane.then(|| serde_json::from_value(self.lane.clone().into()).ok());
        Variables {
            first: Some(PAGE),
            after,
            lane: lane.flatten(),
            language: Language::tagged(&self.language),
            everything: Some(self.which == "todo"),
            awaiting_co_authors: Some(self.which == "juntos"),
        }
    }

    /// What the address of its first page carries, or of the one after a cursor.
    fn asked(&self, after: Option<&str>) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [
            ("urge", &self.lane),
            ("lengua", &self.language),
            ("que", &self.which),
        ] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        if let Some(cursor) = after {
            query.append_pair(OLDER, cursor);
        }
        let query = query.finish();
        if query.is_empty() {
            query
        } else {
            format!("?{query}")
        }
    }
}

const fn theme(theme: &Theme) -> Option<&'static str> {
    themes!(theme)
}

/// Something that waits.
struct Waiting {
    id: String,
    title: Option<String>,
    language: Language,
    lane: Lane,
    waited: String,
    is_late: bool,
    is_comment: bool,
    /// What hard things it speaks of, as keys: its headline is covered then.
    themes: Vec<&'static str>,
    /// Whether somebody reads it: I, or another.
    held: Option<bool>,
}

impl Waiting {
    fn new(words: &Words, node: Node) -> Self {
        Self {
            waited: waited(words, node.minutes_waited),
            id: node.id,
            title: node.title,
            language: node.language,
            lane: node.lane,
            is_late: node.is_late,
            is_comment: node.comment_on.is_some(),
            themes: node.themes.iter().filter_map(theme).collect(),
            held: node.claim.map(|claim| claim.is_mine),
        }
    }
}

#[derive(Template)]
#[template(path = "console/queue.html")]
struct Queue {
    f: Frame,
    waiting: Vec<Waiting>,
    said: Option<&'static str>,
    /// What is said where nothing could be taken.
    nothing: Option<String>,
    problem: Option<Problem>,
    older: Option<String>,
    is_older: bool,
    chosen: Chosen,
    /// Whether what is handed on goes to whoever looks at it.
    protects: bool,
}

framed!(Queue);

/// Shows what waits.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None, None).await
}

/// Takes whatever is next.
pub(crate) async fn next(sent: Sent) -> Response {
    let input = ClaimNextReviewInput {
        client_mutation_id: sent.once("next"),
    };
    let Changed { outcome, .. } = sent.ask::<ClaimNextReview>(NextVariables { input }).await;
    let visit = &sent.visit;
    match outcome.map(|data| data.claim_next_review) {
        Ok(Next::NextReviewClaimed(next)) => {
            go_on(visit, &format!("/equipo/lectura/{}", next.review.id), None)
        }
        Ok(Next::QueueEmpty(empty)) => page(visit, Some(empty.message), None).await,
        Ok(_) => go_on(visit, QUEUE, None),
        Err(refusal) => page(visit, None, Some(Problem::of(visit, refusal))).await,
    }
}

async fn page(visit: &Visit, nothing: Option<String>, problem: Option<Problem>) -> Response {
    let chosen = Chosen::of(visit);
    let viewer = match visit.ask::<Asked>(chosen.variables(from(visit))).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, QUEUE);
    };
    let words = &visit.site.words;
    let title = words.plain("queue-title").to_owned();
    let mut f = frame(visit, QUEUE, title).await;
    let Some(found) = viewer.review_queue else {
        // Whoever works for the panel and lacks something is told so; for others there is no such page.
        let lacks = viewer.vetting.is_some_and(|it| !it.lacks.is_empty());
        if !lacks {
            return missing(&visit.site);
        }
        let status = StatusCode::FORBIDDEN;
        let said = || Problem::said(visit, status, key("queue-not-cleared"));
        let page = Queue {
            f,
            waiting: vec![],
            said: None,
            nothing: None,
            problem: Some(problem.unwrap_or_else(said)),
            older: None,
            is_older: false,
            chosen,
            protects: false,
        };
        return visit.personal(status, &page);
    };
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let end = found.page_info.end_cursor;
    f.script = Some(crate::script::console());
    let page = Queue {
        protects: f.who.as_ref().is_some_and(Who::protects),
        f,
        waiting: found
            .nodes
            .into_iter()
            .map(|node| Waiting::new(words, node))
            .collect(),
        said: visit.said(&SAYINGS),
        nothing,
        problem,
        older: end
            .filter(|_| found.page_info.has_next_page)
            .map(|it| chosen.asked(Some(&it))),
        is_older: from(visit).is_some(),
        chosen,
    };
    visit.personal(status, &page)
}
