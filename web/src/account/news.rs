//! What happened for whoever is signed in, where it leads, and how often they are mailed about it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame;
use crate::again::again;
use crate::client::{Changed, Refusal};
use crate::entry::sign_in_first;
use crate::family;
use crate::frame::Frame;
use crate::guide::pieces;
use crate::operations::news::{
    Digest, NewsViewerNotificationsNodes as Given, NewsViewerNotificationsNodesDraft as Draft,
    NotificationKind, Role, Variables,
};
use crate::operations::{
    MarkNotificationsSeen, News as Asked, SetDigest, mark_notifications_seen, set_digest,
};
use crate::page::framed;
use crate::reading::card::Day;
use crate::reading::list::{from, older};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::{Words, key};

/// Where it is.
const HERE: &str = "/novedades";

/// Something that happened.
struct Happened {
    id: String,
    message: String,
    day: Day,
    is_new: bool,
    /// What it is about, as its author calls it, with its language's tag.
    title: Option<(String, &'static str)>,
    /// Where it leads.
    to: Option<String>,
}

impl Happened {
    fn new(words: &Words, is_guardian: bool, given: Given) -> Self {
        let to = leads_to(&given, is_guardian);
        let title = given.draft.and_then(|draft| {
            let title = draft.title.filter(|title| !title.is_empty())?;
            Some((title, draft.language.tag()))
        });
        Self {
            day: Day::at(words, &given.at),
            id: given.id,
            message: given.message,
            is_new: given.is_new,
            title,
            to,
        }
    }
}

/// Where something leads that happened; nothing where there is nothing to see any more.
fn leads_to(given: &Given, is_guardian: bool) -> Option<String> {
    if let Some(comment) = &given.comment {
        return Some(format!("/p/{}#comentarios", comment.post.slug));
    }
    if let Some(review) = &given.review {
        return Some(format!("/equipo/lectura/{}", review.id));
    }
    match given.kind {
        NotificationKind::CO_AUTHOR_INVITED => Some("/mesa".to_owned()),
        NotificationKind::LOOKED_AGAIN if is_guardian => Some(family::HERE.to_owned()),
        NotificationKind::LOOKED_AGAIN => Some(pieces::HERE.to_owned()),
        _ => given.draft.as_ref().map(|it| of_draft(&given.kind, it)),
    }
}

/// Where something leads that happened to what somebody wrote.
fn of_draft(kind: &NotificationKind, draft: &Draft) -> String {
    let has_answer = matches!(
        kind,
        NotificationKind::CHANGES_REQUESTED
            | NotificationKind::DECLINED
            | NotificationKind::TAKEN_DOWN
    );
    match (&draft.comment_on, &draft.post) {
        (Some(_), _) if has_answer => format!("/mesa/{}/respuesta", draft.id),
        (Some(_), _) => "/mesa/comentarios".to_owned(),
        (None, Some(post)) if *kind == NotificationKind::PUBLISHED => format!("/p/{}", post.slug),
        // Whoever signs it and doesn't write it reads it where they give their word.
        (None, _) if !draft.you_write || *kind == NotificationKind::WORD_ASKED => {
            format!("/mesa/{}/juntos", draft.id)
        }
        (None, _) if has_answer => format!("/mesa/{}/respuesta", draft.id),
        (None, Some(post)) => format!("/p/{}", post.slug),
        (None, None) => format!("/mesa/{}", draft.id),
    }
}

#[derive(Template)]
#[template(path = "account/news.html")]
struct News {
    f: Frame,
    all: Vec<Happened>,
    /// How many are new.
    count: i64,
    /// The newest, where something is new.
    newest: Option<String>,
    /// How often they are mailed, where they can be.
    digest: Option<Digest>,
    has_mail: bool,
    older: Option<String>,
    is_older: bool,
    problem: Option<Problem>,
}

framed!(News);

/// Shows what happened.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None).await
}

async fn page(visit: &Visit, problem: Option<Problem>) -> Response {
    let variables = Variables { after: from(visit) };
    let viewer = match visit.ask::<Asked>(variables).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, HERE);
    };
    let words = &visit.site.words;
    let is_guardian = viewer.account.roles.contains(&Role::GUARDIAN);
    let list = viewer.notifications;
    let all: Vec<_> = list
        .nodes
        .into_iter()
        .map(|it| Happened::new(words, is_guardian, it))
        .collect();
    let newest = all.first().filter(|it| it.is_new).map(|it| it.id.clone());
    let end = list
        .page_info
        .end_cursor
        .filter(|_| list.page_info.has_next_page);
    let f = frame(visit, HERE, key("news-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = News {
        f,
        all,
        count: viewer.new_notifications,
        newest,
        digest: viewer.digest,
        has_mail: viewer.account.mail_address.is_some(),
        older: end.map(|it| older(&it)),
        is_older: from(visit).is_some(),
        problem,
    };
    visit.personal(status, &page)
}

/// Says up to where they have seen what happened.
pub(crate) async fn seen(sent: Sent) -> Response {
    let input = mark_notifications_seen::MarkNotificationsSeenInput {
        up_to: sent.form.get("upTo").to_owned(),
        client_mutation_id: sent.once("seen"),
    };
    let variables = mark_notifications_seen::Variables { input };
    let Changed { outcome, .. } = sent.ask::<MarkNotificationsSeen>(variables).await;
    back(&sent, outcome.map(drop)).await
}

/// Chooses how often they are mailed.
pub(crate) async fn often(sent: Sent) -> Response {
    let digest = match sent.form.get("digest") {
        "DAILY" => set_digest::Digest::DAILY,
        "WEEKLY" => set_digest::Digest::WEEKLY,
        _ => set_digest::Digest::NEVER,
    };
    let input = set_digest::SetDigestInput {
        digest,
        client_mutation_id: sent.once("digest"),
    };
    let variables = set_digest::Variables { input };
    let Changed { outcome, .. } = sent.ask::<SetDigest>(variables).await;
    back(&sent, outcome.map(drop)).await
}

async fn back(sent: &Sent, outcome: Result<(), Refusal>) -> Response {
    match outcome {
        Ok(()) => go_on(&sent.visit, HERE, None),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            if problem.is_signed_out {
                return again(sent, problem).await;
            }
            page(&sent.visit, Some(problem)).await
        }
    }
}
