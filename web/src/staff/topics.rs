//! The topics of the panel: making one, and giving one another name.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{TOPICS, frame};
use crate::again::again;
use crate::client::{Changed, Refusal};
use crate::desk::DONE;
use crate::entry::sign_in_first;
use crate::frame::{Frame, Who};
use crate::operations::panel_topics::{PanelTopicsTopics as Topic, Variables};
use crate::operations::{
    CreateTopic, PanelTopics as Asked, RenameTopic, create_topic, rename_topic,
};
use crate::page::{framed, missing};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 2] = [
    ("creado", key("topics-done-created")),
    ("cambiado", key("topics-done-renamed")),
];

/// What was typed.
#[derive(Default)]
struct Typed {
    /// The topic whose form it was; nothing for a new one.
    topic: String,
    name: String,
}

#[derive(Template)]
#[template(path = "staff/topics.html")]
struct Topics {
    f: Frame,
    all: Vec<Topic>,
    said: Option<&'static str>,
    problem: Option<Problem>,
    typed: Typed,
}

framed!(Topics);

impl Topics {
    /// What stands in the form of a topic, or of a new one.
    fn name<'a>(&'a self, topic: &str, name: &'a str) -> &'a str {
        if self.typed.topic == topic && self.problem.is_some() {
            &self.typed.name
        } else {
            name
        }
    }

    fn is_wrong(&self, topic: &str) -> bool {
        self.typed.topic == topic && self.problem.is_some()
    }
}

/// Shows them.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None, Typed::default()).await
}

async fn page(visit: &Visit, problem: Option<Problem>, typed: Typed) -> Response {
    let topics = match visit.ask::<Asked>(Variables {}).await {
        Ok(data) => data.topics,
        Err(broken) => return visit.broken(&broken),
    };
    let f = frame(visit, TOPICS, key("topics-title")).await;
    match f.who.as_ref().map(Who::runs) {
        None => return sign_in_first(visit, TOPICS),
        Some(false) => return missing(&visit.site),
        Some(true) => (),
    }
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Topics {
        f,
        all: topics,
        said: visit.said(&SAYINGS),
        problem,
        typed,
    };
    visit.personal(status, &page)
}

/// Makes one.
pub(crate) async fn create(sent: Sent) -> Response {
    let input = create_topic::CreateTopicInput {
        name: sent.form.get("name").trim().to_owned(),
        client_mutation_id: sent.once("create"),
    };
    let variables = create_topic::Variables { input };
    let Changed { outcome, .. } = sent.ask::<CreateTopic>(variables).await;
    back(&sent, outcome.map(drop), "creado").await
}

/// Gives one another name.
pub(crate) async fn rename(sent: Sent) -> Response {
    let input = rename_topic::RenameTopicInput {
        topic: sent.form.get("topic").to_owned(),
        name: sent.form.get("name").trim().to_owned(),
        client_mutation_id: sent.once("rename"),
    };
    let variables = rename_topic::Variables { input };
    let Changed { outcome, .. } = sent.ask::<RenameTopic>(variables).await;
    back(&sent, outcome.map(drop), "cambiado").await
}

async fn back(sent: &Sent, outcome: Result<(), Refusal>, says: &str) -> Response {
    match outcome {
        Ok(()) => go_on(&sent.visit, &format!("{TOPICS}?{DONE}={says}"), None),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            if problem.is_signed_out {
                return again(sent, problem).await;
            }
            let typed = Typed {
                topic: sent.form.get("topic").to_owned(),
                name: sent.form.get("name").trim().to_owned(),
            };
            // The form of a topic that is there has a field of its own.
            let problem = match typed.topic.as_str() {
                "" => problem,
                topic => problem.at(&format!("name-{topic}")),
            };
            page(&sent.visit, Some(problem), typed).await
        }
    }
}
