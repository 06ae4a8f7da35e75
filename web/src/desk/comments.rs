//! What a correspondent said to posts, and what became of each.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::language::Language;
use crate::operations::Comments as Asked;
use crate::operations::comments::{
    CommentsViewerCommentsNodes as Given, SubmissionState, Variables,
};
use crate::page::framed;
use crate::reading::card::Day;
use crate::reading::list::{from, older};
use crate::site::Visit;
use crate::words::{Words, key};

/// Where it is.
const HERE: &str = "/mesa/comentarios";
/// How many a page has.
const PAGE: i64 = 20;
/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 3] = [
    ("enviado", key("comment-sent")),
    ("retirada", key("own-comments-withdrawn")),
    ("quitada", key("own-comments-unpublished")),
];

/// Something that I said.
struct Said {
    id: String,
    text: String,
    language: Language,
    /// The title, the address and the language of the post.
    post: Option<(String, String, Language)>,
    sent: Option<Day>,
    /// What became of it, as a key, and its colour.
    state: (&'static str, &'static str),
    /// Whether adults said something to it that I can read.
    has_answer: bool,
    /// Whether it waits, and can be taken back.
    waits: bool,
    /// Whether it is public, and can be taken down.
    is_public: bool,
}

impl Said {
    fn new(words: &Words, given: Given) -> Self {
        let state = given.submission.as_ref().map(|it| &it.state);
        let is_public = given.comment.is_some();
        let shown = match state {
            Some(SubmissionState::PENDING) => (key("state-in-line"), "tone-info"),
            Some(SubmissionState::CHANGES_REQUESTED) => (key("state-changes"), "tone-warn"),
            Some(SubmissionState::DECLINED) => (key("state-declined"), "tone-plain"),
            Some(SubmissionState::TAKEN_DOWN) => (key("state-taken-down"), "tone-plain"),
            _ if is_public => (key("state-public"), "tone-ok"),
            Some(SubmissionState::APPROVED) => (key("state-scheduled"), "tone-info"),
            _ => (key("state-taken-back"), "tone-plain"),
        };
        Self {
            has_answer: matches!(
                state,
                Some(
                    SubmissionState::CHANGES_REQUESTED
                        | SubmissionState::DECLINED
                        | SubmissionState::TAKEN_DOWN
                )
            ),
            waits: matches!(state, Some(SubmissionState::PENDING)),
            state: shown,
            sent: given.submission.map(|it| Day::at(words, &it.submitted_at)),
            post: given
                .comment_on
                .and_then(|it| it.post)
                .map(|post| (post.title, post.slug, post.language)),
            id: given.id,
            text: given.body.unwrap_or_default(),
            language: given.language,
            is_public,
        }
    }
}

#[derive(Template)]
#[template(path = "desk/comments.html")]
struct Comments {
    f: Frame,
    all: Vec<Said>,
    said: Option<&'static str>,
    older: Option<String>,
    is_older: bool,
}

framed!(Comments);

/// Shows them.
pub(crate) async fn show(visit: Visit) -> Response {
    let variables = Variables {
        first: Some(PAGE),
        after: from(&visit),
    };
    let viewer = match visit.ask::<Asked>(variables).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(&visit, HERE);
    };
    let words = &visit.site.words;
    let list = viewer.comments;
    let end = list
        .page_info
        .end_cursor
        .filter(|_| list.page_info.has_next_page);
    let all = list.nodes.into_iter();
    let f = frame(&visit, HERE, key("own-comments-title")).await;
    let page = Comments {
        f,
        all: all.map(|it| Said::new(words, it)).collect(),
        said: visit.said(&SAYINGS),
        older: end.map(|it| older(&it)),
        is_older: from(&visit).is_some(),
    };
    visit.personal(StatusCode::OK, &page)
}
