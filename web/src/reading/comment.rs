//! Saying something to a post, or answering somebody. It is looked through once before it is sent, and an adult reads it before anybody else does.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::StatusCode;
use axum::response::Response;

use crate::client::{Broken, Changed, Refusal};
use crate::desk::DONE;
use crate::entry::with_destination;
use crate::form::Form;
use crate::frame::{Frame, Section};
use crate::language::Language;
use crate::operations::check_comment::{
    CheckCommentCheckComment as Checked, CheckCommentCheckCommentOnCommentChecked as Looked,
};
use crate::operations::commenting::{
    CommentingNodes as Node, CommentingPost, CommentingViewer, Role, Variables,
};
use crate::operations::{CheckComment, Comment, Commenting, check_comment, comment};
use crate::page::{framed, missing};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// The name under which an address and a form carry what is answered.
const ANSWERS: &str = "a";

/// What somebody typed.
struct Typed {
    text: String,
    language: Language,
    /// The comment that is answered; nothing for the post.
    answers: String,
    /// The post.
    on: String,
    /// The hash of what was looked at last, if its findings were shown.
    checked: String,
}

impl Typed {
    /// Nothing typed yet: what somebody else put into an address is not theirs.
    fn answering(comment: &str, language: Language) -> Self {
        Self {
            text: String::new(),
            language,
            answers: comment.to_owned(),
            on: String::new(),
            checked: String::new(),
        }
    }

    fn of(form: &Form, usual: Language) -> Self {
        Self {
            text: form.get("text").replace("\r\n", "\n"),
            language: Language::tagged(form.get("language")).unwrap_or(usual),
            answers: form.get(ANSWERS).to_owned(),
            on: form.get("on").to_owned(),
            checked: form.get("checked").to_owned(),
        }
    }
}

/// Something that was found in what was typed.
struct Finding {
    name: String,
    why: String,
    instead: String,
    excerpt: String,
}

/// What is answered.
struct Answered {
    html: String,
    language: Language,
    pen_name: Option<String>,
}

#[derive(Template)]
#[template(path = "reading/comment.html")]
struct Page {
    f: Frame,
    slug: String,
    /// The title and the language of the post, where it can be read.
    post: Option<(String, Language)>,
    answered: Option<Answered>,
    typed: Typed,
    findings: Vec<Finding>,
    /// Whether something sounds like danger: there is somebody to talk to.
    sounds_like_danger: bool,
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
    let typed = Typed::answering(visit.query().get(ANSWERS), visit.site.language);
    page(&visit, slug, typed, Found::default(), None).await
}

/// What was found in what was typed.
#[derive(Default)]
struct Found {
    findings: Vec<Finding>,
    sounds_like_danger: bool,
}

/// What a page is about: the post, who writes, and what is answered.
async fn around(
    visit: &Visit,
    slug: &str,
    answers: &str,
) -> Result<(CommentingPost, Option<CommentingViewer>, Option<Node>), Response> {
    let answers = Some(answers.to_owned()).filter(|it| !it.is_empty());
    let variables = Variables {
        slug: slug.to_owned(),
        answers: answers.into_iter().collect(),
    };
    let data = visit.ask::<Commenting>(variables).await;
    let data = data.map_err(|broken| visit.broken(&broken))?;
    let answered = data.nodes.into_iter().next().flatten();
    match data.post {
        Some(post) => Ok((post, data.viewer, answered)),
        None => Err(missing(&visit.site)),
    }
}

async fn page(
    visit: &Visit,
    slug: String,
    typed: Typed,
    found: Found,
    problem: Option<Problem>,
) -> Response {
    let (post, viewer, answered) = match around(visit, &slug, &typed.answers).await {
        Ok(around) => around,
        // What was typed is shown without what is around it.
        Err(response) => match problem {
            Some(problem) => return bare(visit, slug, typed, found, problem).await,
            None => return response,
        },
    };
    let here = format!("/p/{slug}/comentar");
    // Whoever had typed something keeps it in the form, signed out or not.
    if viewer.is_none() && problem.is_none() {
        let mut then = visit.site.address(&here);
        if !typed.answers.is_empty() {
            then.push_str("?a=");
            then.extend(url::form_urlencoded::byte_serialize(
                typed.answers.as_bytes(),
            ));
        }
        return go_on(visit, &with_destination("/entrar", &then), None);
    }
    let writes = viewer.is_some_and(|it| it.account.roles.contains(&Role::CORRESPONDENT));
    if problem.is_none() && (!writes || post.comments_closed.is_some()) {
        return go_on(visit, &format!("/p/{slug}#comentarios"), None);
    }
    let typed = Typed {
        on: post.id,
        ..typed
    };
    let page = Page {
        f: frame(visit, here).await,
        slug: post.slug,
        post: Some((post.title, post.language)),
        answered: answered.and_then(answers),
        typed,
        findings: found.findings,
        sounds_like_danger: found.sounds_like_danger,
        problem,
    };
    let status = page.problem.as_ref();
    let status = status.map_or(StatusCode::OK, |it| it.status);
    visit.personal(status, &page)
}

/// The form with what was typed, and nothing around it: the post is gone, or we can't read it now.
async fn bare(
    visit: &Visit,
    slug: String,
    typed: Typed,
    found: Found,
    problem: Problem,
) -> Response {
    let status = problem.status;
    let page = Page {
        f: frame(visit, format!("/p/{slug}/comentar")).await,
        slug,
        post: None,
        answered: None,
        typed,
        findings: found.findings,
        sounds_like_danger: found.sounds_like_danger,
        problem: Some(problem),
    };
    visit.personal(status, &page)
}

async fn frame(visit: &Visit, here: String) -> Frame {
    visit
        .own_frame(Section::None, here, key("comment-title"))
        .await
}

fn answers(node: Node) -> Option<Answered> {
    match node {
        Node::Comment(comment) => Some(Answered {
            html: comment.html,
            language: comment.language,
            pen_name: comment.author.map(|it| it.pen_name),
        }),
        _ => None,
    }
}

/// Looks through what was typed, and sends it once what was found was seen.
pub(crate) async fn send(slug: Slug, sent: Sent) -> Response {
    let Ok(Path(slug)) = slug else {
        return missing(&sent.visit.site);
    };
    let visit = &sent.visit;
    let mut typed = Typed::of(&sent.form, visit.site.language);
    let on = if typed.answers.is_empty() {
        typed.on.clone()
    } else {
        typed.answers.clone()
    };
    let (hash, found) = match look(&sent, &on, &typed).await {
        Ok(looked) => looked,
        // Where we can't look, it can be sent all the same.
        Err(Refusal::Broken(Broken::Unreadable)) => (String::new(), Found::default()),
        Err(refusal) => {
            let problem = Problem::of(visit, refusal);
            return page(visit, slug, typed, Found::default(), Some(problem)).await;
        }
    };
    let is_something = !found.findings.is_empty() || found.sounds_like_danger;
    if is_something && typed.checked != hash {
        typed.checked = hash;
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let problem = Problem::said(visit, status, key("comment-held"));
        return page(visit, slug, typed, found, Some(problem)).await;
    }
    let input = comment::CommentInput {
        on,
        text: typed.text.clone(),
        language: typed.language,
        checked: is_something.then_some(hash),
        client_mutation_id: sent.once("comment"),
    };
    let variables = comment::Variables { input };
    let Changed { outcome, .. } = sent.ask::<Comment>(variables).await;
    match outcome {
        Ok(_) => go_on(visit, &format!("/mesa/comentarios?{DONE}=enviado"), None),
        Err(refusal) => {
            let problem = Problem::of(visit, refusal);
            page(visit, slug, typed, found, Some(problem)).await
        }
    }
}

/// What a look at the text finds, and its hash.
async fn look(sent: &Sent, on: &str, typed: &Typed) -> Result<(String, Found), Refusal> {
    let input = check_comment::CheckCommentInput {
        on: on.to_owned(),
        text: typed.text.clone(),
        language: typed.language,
        client_mutation_id: None,
    };
    let variables = check_comment::Variables { input };
    let Changed { outcome, .. } = sent.ask::<CheckComment>(variables).await;
    Ok(match outcome?.check_comment {
        Checked::CommentChecked(looked) => (looked.content_hash.clone(), found(looked)),
        _ => (String::new(), Found::default()),
    })
}

fn found(looked: Looked) -> Found {
    let findings = looked.findings.into_iter().map(|it| Finding {
        name: it.name,
        why: it.why,
        instead: it.instead,
        excerpt: it.excerpt,
    });
    Found {
        findings: findings.collect(),
        sounds_like_danger: !looked.helplines.is_empty(),
    }
}
