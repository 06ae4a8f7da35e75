//! Saying something to a post without an account, where the centre lets readers do so. Two adults read it first; a receipt, shown once, is all that leads back
//! to it.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::receipt;
use crate::again::again;
use crate::client::Changed;
use crate::form::Form;
use crate::frame::{Frame, Section};
use crate::language::Language;
use crate::operations::comment_as_reader::{
    CommentAsReaderCommentAsReader as Outcome, CommentAsReaderInput, Variables,
};
use crate::operations::{CommentAsReader, Commenting, commenting};
use crate::page::{framed, missing};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// What somebody typed.
pub(super) struct Typed {
    pub(super) text: String,
    pub(super) language: Language,
}

impl Typed {
    pub(super) fn of(form: &Form, usual: Language) -> Self {
        Self {
            text: form.get("text").replace("\r\n", "\n"),
            language: Language::tagged(form.get("language")).unwrap_or(usual),
        }
    }
}

#[derive(Template)]
#[template(path = "reading/opinion.html")]
struct Page {
    f: Frame,
    slug: String,
    title: String,
    language: Language,
    /// The post, as forms carry it.
    on: String,
    typed: Typed,
    problem: Option<Problem>,
}

framed!(Page);

impl Page {
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }
}

/// The last part of a post's address.
type Slug = Result<Path<String>, PathRejection>;

/// Shows the form.
pub(crate) async fn show(slug: Slug, visit: Visit) -> Response {
    let Ok(Path(slug)) = slug else {
        return missing(&visit.site);
    };
    let typed = Typed {
        text: String::new(),
        language: visit.site.language,
    };
    match page(&visit, &slug, typed, None).await {
        Ok(response) | Err(response) => response,
    }
}

/// The page; an answer of another kind where it can't be shown.
async fn page(
    visit: &Visit,
    slug: &str,
    typed: Typed,
    problem: Option<Problem>,
) -> Result<Response, Response> {
    let variables = commenting::Variables {
        slug: slug.to_owned(),
        answers: vec![],
    };
    let data = visit.ask::<Commenting>(variables).await;
    let data = data.map_err(|broken| visit.broken(&broken))?;
    let gone = || missing(&visit.site);
    let post = data
        .post
        .filter(|_| data.readers_may_comment)
        .ok_or_else(gone)?;
    let has_account = data.viewer.is_some();
    if problem.is_none() && (has_account || post.comments_closed.is_some()) {
        return Err(go_on(visit, &format!("/p/{slug}#comentarios"), None));
    }
    let path = format!("/p/{slug}/opinar");
    let page = Page {
        f: visit
            .own_frame(Section::None, path, key("opinion-title"))
            .await,
        slug: post.slug,
        title: post.title,
        language: post.language,
        on: post.id,
        typed,
        problem,
    };
    let status = page.problem.as_ref();
    let status = status.map_or(StatusCode::OK, |it| it.status);
    Ok(visit.personal(status, &page))
}

/// Sends it to be read.
pub(crate) async fn send(slug: Slug, sent: Sent) -> Response {
    let Ok(Path(slug)) = slug else {
        return missing(&sent.visit.site);
    };
    let visit = &sent.visit;
    let typed = Typed::of(&sent.form, visit.site.language);
    let input = CommentAsReaderInput {
        on: sent.form.get("on").to_owned(),
        text: typed.text.clone(),
        language: typed.language,
        client_mutation_id: sent.once("reader"),
    };
    let Changed { outcome, .. } = sent.ask::<CommentAsReader>(Variables { input }).await;
    let problem = match outcome.map(|data| data.comment_as_reader) {
        Ok(Outcome::ReaderCommentSent(done)) => {
            let sounds_like_danger = !done.helplines.is_empty();
            return receipt::given(visit, slug, done.receipt, sounds_like_danger).await;
        }
        Ok(_) => return go_on(visit, &format!("/p/{slug}#comentarios"), None),
        Err(refusal) => Problem::of(visit, refusal),
    };
    let field = match problem.field.as_str() {
        "text" | "language" => problem.field.clone(),
        _ => String::new(),
    };
    let problem = problem.at(&field);
    match page(visit, &slug, typed, Some(problem.clone())).await {
        Ok(response) => response,
        // What was typed is kept where there is nothing around it any more.
        Err(_) => again(&sent, problem).await,
    }
}
