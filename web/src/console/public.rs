//! What those who read can do about what is public already: take a post or a comment down, with the reasons that its author reads, and close the comments of a
//! post. What was public stays as it was for everybody who has to look at it again.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::against::{Rule, explained, from_code, grounds, unfit};
use super::decide::some;
use super::typed::{Texts, Typed};
use super::{QUEUE, frame};
use crate::again::again;
use crate::client::{Broken, Changed, Refusal};
use crate::desk::DONE;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::language::Language;
use crate::operations::commenting::{self, CommentingPost, CommentsClosed};
use crate::operations::published_revision::{
    PublishedRevisionViewerPublishedRevision as Revision, Variables,
};
use crate::operations::{
    CloseComments, Commenting, OpenComments, PublishedRevision, TakeDownPost, close_comments,
    open_comments, take_down_post,
};
use crate::page::{framed, missing};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// The name under which an address and a form carry the comment that is meant; nothing for the post.
const COMMENT: &str = "c";
/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 3] = [
    ("cerrados", key("public-closed")),
    ("abiertos", key("public-opened")),
    ("retirado", key("public-comment-gone")),
];

/// Why comments are closed, as forms carry it.
const REASONS: [&str; 3] = ["UNKIND", "PROTECTING", "OFF_TOPIC"];

from_code!(take_down_post);

#[derive(Template)]
#[template(path = "console/public.html")]
struct Public {
    f: Frame,
    slug: String,
    post: CommentingPost,
    comment: String,
    text: Revision,
    language: Language,
    reasons: Vec<Rule>,
    typed: Typed,
    said: Option<&'static str>,
    problem: Option<Problem>,
}

framed!(Public);

impl Public {
    /// Whether no adult closed the comments: an author may have.
    fn can_close(&self) -> bool {
        matches!(
            self.post.comments_closed,
            None | Some(CommentsClosed::BY_AUTHOR)
        )
    }
}

/// The last part of a post's address.
type Slug = Result<Path<String>, PathRejection>;

/// What a page is about.
struct Found {
    post: CommentingPost,
    reasons: Vec<Rule>,
    text: Revision,
}

/// Why there is nothing to be taken down.
enum Lost {
    Gone,
    SignedOut,
    Broken(Broken),
}

impl Lost {
    /// What is said to whoever typed something.
    fn problem(self, visit: &Visit) -> Problem {
        match self {
            Self::Gone => unfit(visit, key("public-gone")),
            Self::SignedOut => Problem::signed_out(visit),
            Self::Broken(broken) => Problem::of(visit, Refusal::Broken(broken)),
        }
    }
}

/// Shows what is public, and what can be done about it.
pub(crate) async fn show(slug: Slug, visit: Visit) -> Response {
    let Ok(Path(slug)) = slug else {
        return missing(&visit.site);
    };
    let comment = visit.query().get(COMMENT).to_owned();
    page(&visit, slug, comment, Typed::default(), None).await
}

/// Takes it down.
pub(crate) async fn send(slug: Slug, sent: Sent) -> Response {
    match slug {
        Ok(Path(slug)) => take_down(&sent, slug).await,
        Err(_) => missing(&sent.visit.site),
    }
}

/// Closes the comments of a post, or opens them again.
pub(crate) async fn comments(slug: Slug, sent: Sent) -> Response {
    let Ok(Path(slug)) = slug else {
        return missing(&sent.visit.site);
    };
    match sent.form.get("do") {
        "open" => open(&sent, slug).await,
        _ => close(&sent, slug).await,
    }
}

/// What a page is about.
async fn found(visit: &Visit, slug: &str, comment: &str) -> Result<Found, Lost> {
    let variables = commenting::Variables {
        slug: slug.to_owned(),
        answers: vec![],
    };
    let data = visit.ask::<Commenting>(variables).await;
    let post = data.map_err(Lost::Broken)?.post.ok_or(Lost::Gone)?;
    let meant = if comment.is_empty() {
        &post.id
    } else {
        comment
    };
    let variables = Variables {
        post: meant.to_owned(),
    };
    let data = visit.ask::<PublishedRevision>(variables).await;
    let data = data.map_err(Lost::Broken)?;
    let viewer = data.viewer.ok_or(Lost::SignedOut)?;
    let text = viewer.published_revision.ok_or(Lost::Gone)?;
    // Whoever was led here is not to take down something else than the page says.
    if !comment.is_empty() && text.title.is_some() {
        return Err(Lost::Gone);
    }
    Ok(Found {
        post,
        reasons: data.reasons.into_iter().map(Rule::from).collect(),
        text,
    })
}

fn here(slug: &str, comment: &str) -> String {
    if comment.is_empty() {
        return format!("/p/{slug}/equipo");
    }
    format!("/p/{slug}/equipo?{COMMENT}={comment}")
}

async fn page(
    visit: &Visit,
    slug: String,
    comment: String,
    typed: Typed,
    problem: Option<Problem>,
) -> Response {
    let found = match found(visit, &slug, &comment).await {
        Ok(found) => found,
        Err(lost) => return without(visit, &slug, &comment, lost),
    };
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let title = visit.site.words.plain("public-title").to_owned();
    let page = Public {
        f: frame(visit, here(&slug, &comment), title).await,
        slug,
        post: found.post,
        comment,
        language: found.text.language,
        text: found.text,
        reasons: found.reasons,
        typed,
        said: visit.said(&SAYINGS),
        problem,
    };
    visit.personal(status, &page)
}

/// The answer where there is no such page.
fn without(visit: &Visit, slug: &str, comment: &str, lost: Lost) -> Response {
    match lost {
        Lost::Gone => missing(&visit.site),
        Lost::SignedOut => sign_in_first(visit, &here(slug, comment)),
        Lost::Broken(broken) => visit.broken(&broken),
    }
}

/// The page with what was typed and why nothing was done; where what is meant can't be shown any more, a form that has it.
async fn refused(sent: &Sent, slug: String, problem: Problem) -> Response {
    let comment = sent.form.get(COMMENT).to_owned();
    let is_there = found(&sent.visit, &slug, &comment).await.is_ok();
    if problem.is_signed_out || !is_there {
        return again(sent, problem).await;
    }
    page(
        &sent.visit,
        slug,
        comment,
        Typed::of(&sent.form),
        Some(problem),
    )
    .await
}

async fn take_down(sent: &Sent, slug: String) -> Response {
    let (visit, typed) = (&sent.visit, Typed::of(&sent.form));
    let comment = sent.form.get(COMMENT).to_owned();
    let found = match found(visit, &slug, &comment).await {
        Ok(found) => found,
        Err(lost) => return again(sent, lost.problem(visit)).await,
    };
    let texts = Texts {
        title: found.text.title.as_deref().unwrap_or_default(),
        summary: found.text.summary.as_deref().unwrap_or_default(),
        body: &found.text.body,
    };
    let against = match explained(visit, &typed, &found.reasons, Some(texts)) {
        Ok(against) => against,
        Err(problem) => return refused(sent, slug, problem).await,
    };
    let is_comment = !comment.is_empty();
    let input = take_down_post::TakeDownPostInput {
        post: if is_comment { comment } else { found.post.id },
        content_hash: typed.hash,
        grounds: grounds!(take_down_post, against.reasons),
        message: some(&typed.message),
        client_mutation_id: sent.once("down"),
    };
    let variables = take_down_post::Variables { input };
    let Changed { outcome, .. } = sent.ask::<TakeDownPost>(variables).await;
    match outcome {
        Ok(_) if is_comment => go_on(visit, &format!("{}?{DONE}=retirado", here(&slug, "")), None),
        Ok(_) => go_on(visit, &format!("{QUEUE}?{DONE}=retirada"), None),
        Err(refusal) => refused(sent, slug, said_of(sent, refusal)).await,
    }
}

async fn close(sent: &Sent, slug: String) -> Response {
    let reason = sent.form.get("why");
    if !REASONS.contains(&reason) {
        let problem = unfit(&sent.visit, key("public-choose")).at("why");
        return refused(sent, slug, problem).await;
    }
    let input = close_comments::CloseCommentsInput {
        post: sent.form.get("post").to_owned(),
        reason: serde_json::from_value(reason.into()).ok(),
        client_mutation_id: sent.once("close"),
    };
    let variables = close_comments::Variables { input };
    let Changed { outcome, .. } = sent.ask::<CloseComments>(variables).await;
    match outcome {
        Ok(_) => go_on(
            &sent.visit,
            &format!("{}?{DONE}=cerrados", here(&slug, "")),
            None,
        ),
        Err(refusal) => refused(sent, slug, said_of(sent, refusal)).await,
    }
}

async fn open(sent: &Sent, slug: String) -> Response {
    let input = open_comments::OpenCommentsInput {
        post: sent.form.get("post").to_owned(),
        client_mutation_id: sent.once("open"),
    };
    let variables = open_comments::Variables { input };
    let Changed { outcome, .. } = sent.ask::<OpenComments>(variables).await;
    match outcome {
        Ok(_) => go_on(
            &sent.visit,
            &format!("{}?{DONE}=abiertos", here(&slug, "")),
            None,
        ),
        Err(refusal) => refused(sent, slug, said_of(sent, refusal)).await,
    }
}

/// What the API says, at the fields of the page.
fn said_of(sent: &Sent, refusal: Refusal) -> Problem {
    let problem = Problem::of(&sent.visit, refusal);
    let field = match problem.field.as_str() {
        it if it.starts_with("grounds") => "reasons",
        "message" => "message",
        "reason" => "why",
        _ => "",
    };
    problem.at(field)
}
