//! Whose comments a correspondent does not want to see. Whoever is kept away is not told.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{DONE, frame};
use crate::again::again;
use crate::client::Changed;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::operations::silenced::{
    Silence, SilencedNodeOn as On, SilencedViewerSilenced as Given, Variables,
};
use crate::operations::{SetSilence, Silenced as Asked, set_silence};
use crate::page::framed;
use crate::reading::card::Day;
use crate::reading::list::question;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::{Words, key};

/// Where it is.
const HERE: &str = "/mesa/silencios";
/// The name under which an address has the comment whose author is meant.
const COMMENT: &str = "c";
/// How somebody is kept away, as forms carry it.
const MUTED: &str = "MUTED";
const BLOCKED: &str = "BLOCKED";
/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 2] = [
    ("guardado", key("silence-done")),
    ("otra-vez", key("silence-done-heard")),
];

/// Somebody who is kept away.
struct Silenced {
    id: String,
    pen_name: String,
    /// How, as a key.
    how: &'static str,
    since: Day,
}

impl Silenced {
    fn new(words: &Words, given: Given) -> Self {
        Self {
            how: match given.silence {
                Silence::BLOCKED => key("silence-is-blocked"),
                Silence::MUTED | Silence::Other(_) => key("silence-is-muted"),
            },
            since: Day::at(words, &given.since),
            id: given.correspondent.id,
            pen_name: given.correspondent.pen_name,
        }
    }
}

/// Whom somebody may want to keep away.
struct Meant {
    id: String,
    pen_name: String,
}

#[derive(Template)]
#[template(path = "desk/silences.html")]
struct Silences {
    f: Frame,
    /// The comment whose author is meant.
    comment: String,
    meant: Option<Meant>,
    /// How they are to be kept away: as it was chosen, or as they are by now.
    chosen: String,
    all: Vec<Silenced>,
    said: Option<&'static str>,
    problem: Option<Problem>,
}

framed!(Silences);

impl Silences {
    fn is_chosen(&self, silence: &str) -> bool {
        self.chosen == silence
    }
}

/// Shows them, and whom the address means.
pub(crate) async fn show(visit: Visit) -> Response {
    let comment = visit.query().get(COMMENT).to_owned();
    page(&visit, comment, String::new(), None).await
}

async fn page(
    visit: &Visit,
    comment: String,
    chosen: String,
    problem: Option<Problem>,
) -> Response {
    let variables = Variables {
        is_named: !comment.is_empty(),
        comment: comment.clone(),
    };
    let data = match visit.ask::<Asked>(variables).await {
        Ok(data) => data,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = data.viewer else {
        let here = format!("{HERE}{}", question(COMMENT, &comment));
        return sign_in_first(visit, if comment.is_empty() { HERE } else { &here });
    };
    let author = match data.node.map(|node| node.on) {
        Some(On::Comment(comment)) => comment.author,
        _ => None,
    };
    let words = &visit.site.words;
    let is_kept = |it: &&Given| {
        author
            .as_ref()
            .is_some_and(|one| one.id == it.correspondent.id)
    };
    let kept = viewer.silenced.iter().find(is_kept);
    let kept = kept.map_or("", |it| match it.silence {
        Silence::BLOCKED => BLOCKED,
        Silence::MUTED | Silence::Other(_) => MUTED,
    });
    let chosen = if chosen.is_empty() {
        kept.to_owned()
    } else {
        chosen
    };
    let all = viewer.silenced.into_iter();
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Silences {
        f: frame(visit, HERE, key("silence-title")).await,
        meant: author.map(|it| Meant {
            id: it.id,
            pen_name: it.pen_name,
        }),
        comment,
        chosen,
        all: all.map(|it| Silenced::new(words, it)).collect(),
        said: visit.said(&SAYINGS),
        problem,
    };
    visit.personal(status, &page)
}

/// Keeps somebody away, or hears them again.
pub(crate) async fn set(sent: Sent) -> Response {
    let silence = match sent.form.get("silence") {
        MUTED => Some(set_silence::Silence::MUTED),
        BLOCKED => Some(set_silence::Silence::BLOCKED),
        _ => None,
    };
    let says = if silence.is_some() {
        "guardado"
    } else {
        "otra-vez"
    };
    let input = set_silence::SetSilenceInput {
        correspondent: sent.form.get("correspondent").to_owned(),
        silence,
        client_mutation_id: sent.once("silence"),
    };
    let variables = set_silence::Variables { input };
    let Changed { outcome, .. } = sent.ask::<SetSilence>(variables).await;
    match outcome {
        Ok(_) => go_on(&sent.visit, &format!("{HERE}?{DONE}={says}"), None),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            if problem.is_signed_out {
                return again(&sent, problem).await;
            }
            let comment = sent.form.get(COMMENT).to_owned();
            let chosen = sent.form.get("silence").to_owned();
            page(&sent.visit, comment, chosen, Some(problem.at(""))).await
        }
    }
}
