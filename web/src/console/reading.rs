//! The page on which one adult reads one text: exactly what would be published, what a program found, what is known of who wrote it, and the decision.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::typed::Typed;
use super::{frame, sign_in_first, waited};
use crate::client::Broken;
use crate::frame::Frame;
use crate::language::Language;
use crate::operations::Review as Asked;
use crate::operations::review::{
    AgeBand, DiffKind, Lane, ReviewInFull, ReviewInFullAuthors, ReviewInFullSecondLook,
    ReviewReasons, Risk, SecondLookAsker, Theme, Variables,
};
use crate::page::{framed, missing};
use crate::sent::Problem;
use crate::site::Visit;
use crate::wave::{Shape, Wave};
use crate::words::key;

/// The id of a review in an address.
pub(crate) type Id = Result<Path<String>, PathRejection>;

/// How many characters of a hash people compare.
const VERSION: usize = 8;

/// Who reads it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// I, for so many more seconds.
    Mine(i64),
    Another,
    Nobody,
}

/// What a program found.
struct Found {
    name: String,
    words: String,
    rule: String,
}

/// A piece of a text that changed.
struct Piece {
    kind: DiffKind,
    text: String,
}

/// Exactly what would be published.
struct Text {
    title: Option<String>,
    summary: Option<String>,
    html: String,
    hash: String,
    topics: Vec<String>,
    findings: Vec<Found>,
    /// Whether who wrote it saw what was found, and sent it as it is.
    was_shown: bool,
    wave: Wave,
}

impl Text {
    /// The beginning of its hash, in pairs.
    fn version(&self) -> String {
        let digits: Vec<char> = self.hash.chars().take(VERSION).collect();
        let pairs: Vec<String> = digits.chunks(2).map(|it| it.iter().collect()).collect();
        pairs.join(" ")
    }
}

#[derive(Template)]
#[template(path = "console/reading.html")]
struct Reading {
    f: Frame,
    id: String,
    title: Option<String>,
    language: Language,
    lane: Lane,
    waited: String,
    is_late: bool,
    is_comment: bool,
    held: Held,
    text: Option<Text>,
    changes: Vec<Piece>,
    authors: Vec<ReviewInFullAuthors>,
    group: Option<String>,
    required: i64,
    risks: Vec<&'static str>,
    themes: Vec<&'static str>,
    look: Option<ReviewInFullSecondLook>,
    reasons: Vec<ReviewReasons>,
    typed: Typed,
    problem: Option<Problem>,
}

framed!(Reading);

impl Reading {
    /// The code of a reason, as forms carry it.
    fn code(reason: &ReviewReasons) -> String {
        serde_json::to_value(&reason.reason)
            .ok()
            .and_then(|it| it.as_str().map(str::to_owned))
            .unwrap_or_default()
    }
}

/// Shows the page.
pub(crate) async fn show(id: Id, visit: Visit) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&visit.site);
    };
    page(&visit, id, Typed::default(), None).await
}

/// What is known of a review, and the reasons to choose from; nothing of whoever may not read it.
pub(super) async fn found(
    visit: &Visit,
    id: &str,
) -> Result<Option<(Option<ReviewInFull>, Vec<ReviewReasons>)>, Broken> {
    let variables = Variables { id: id.to_owned() };
    let data = visit.ask::<Asked>(variables).await?;
    Ok(data.viewer.map(|viewer| (viewer.review, data.reasons)))
}

/// Shows the page, with what was typed and why nothing was decided.
pub(super) async fn page(
    visit: &Visit,
    id: String,
    typed: Typed,
    problem: Option<Problem>,
) -> Response {
    let found = match found(visit, &id).await {
        Ok(found) => found,
        Err(broken) => return visit.broken(&broken),
    };
    let Some((review, reasons)) = found else {
        return sign_in_first(visit, &format!("/equipo/lectura/{id}"));
    };
    let Some(review) = review else {
        return missing(&visit.site);
    };
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let title = visit.site.words.plain("read-title").to_owned();
    let mut f = frame(visit, format!("/equipo/lectura/{id}"), title).await;
    f.script = Some(crate::script::console());
    let page = reading(visit, f, review, reasons, typed, problem);
    visit.personal(status, &page)
}

fn reading(
    visit: &Visit,
    f: Frame,
    review: ReviewInFull,
    reasons: Vec<ReviewReasons>,
    typed: Typed,
    problem: Option<Problem>,
) -> Reading {
    let held = match review.claim {
        Some(claim) if claim.is_mine => Held::Mine(claim.seconds_left),
        Some(_) => Held::Another,
        None => Held::Nobody,
    };
    let text = review.revision.map(|revision| Text {
        wave: Wave::of(&revision.content_hash, Shape::Band),
        title: revision.title,
        summary: revision.summary,
        html: revision.html,
        hash: revision.content_hash,
        topics: revision.topics.into_iter().map(|it| it.name).collect(),
        findings: revision
            .findings
            .into_iter()
            .map(|it| Found {
                name: it.name,
                words: it.excerpt,
                rule: it.rule,
            })
            .collect(),
        was_shown: revision.findings_shown,
    });
    let changes = review.changes_since_published.into_iter();
    let changes = changes.flat_map(|it| it.body).map(|it| Piece {
        kind: it.kind,
        text: it.text,
    });
    Reading {
        waited: waited(&visit.site.words, review.minutes_waited),
        f,
        id: review.id,
        title: review.title,
        language: review.language,
        lane: review.lane,
        is_late: review.is_late,
        is_comment: review.comment_on.is_some(),
        held,
        text,
        changes: changes.collect(),
        authors: review.authors.unwrap_or_default(),
        group: review.group.map(|group| group.name),
        required: review.required_approvals,
        risks: review.risks.iter().filter_map(risk).collect(),
        themes: review.themes.iter().filter_map(theme).collect(),
        look: review.second_look,
        reasons,
        typed,
        problem,
    }
}

const fn risk(risk: &Risk) -> Option<&'static str> {
    Some(match risk {
        Risk::DANGER => key("risk-danger"),
        Risk::CONTACT => key("risk-contact"),
        Risk::NOT_SCREENED => key("risk-not-screened"),
        Risk::FIRST_POST => key("risk-first"),
        Risk::UNDER_FOURTEEN => key("risk-under-14"),
        Risk::REVERSAL => key("risk-reversal"),
        Risk::TAKEDOWN => key("risk-takedown"),
        Risk::Other(_) => return None,
    })
}

const fn theme(theme: &Theme) -> Option<&'static str> {
    Some(match theme {
        Theme::SELF_HARM => key("theme-self-harm"),
        Theme::EATING => key("theme-eating"),
        Theme::ABUSE => key("theme-abuse"),
        Theme::SEXUAL => key("theme-sexual"),
        Theme::BULLYING => key("theme-bullying"),
        Theme::VIOLENCE => key("theme-violence"),
        Theme::HATE => key("theme-hate"),
        Theme::DRUGS => key("theme-drugs"),
        Theme::Other(_) => return None,
    })
}
