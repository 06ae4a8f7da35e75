//! The page on which one adult reads one text: exactly what would be published, what a program found, what is known of who wrote it, and the decision.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::against::Rule;
use super::colleagues::{self, Colleague};
use super::typed::{HOURS, Typed};
use super::{frame, themes, waited};
use crate::client::Broken;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::language::Language;
use crate::operations::Review as Asked;
use crate::operations::review::{
    AgeBand, DecisionKind, DiffKind, FindingField, Lane, ReviewInFull, ReviewInFullAuthors,
    ReviewInFullCommentOn, ReviewInFullConsultations, ReviewInFullRevision, ReviewInFullSecondLook,
    ReviewState, Risk, SecondLookAsker, Theme, Variables,
};
use crate::page::{framed, missing};
use crate::reading::card::Day;
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
    /// Nothing is to be decided any more.
    Closed,
}

/// What a program found.
struct Found {
    name: String,
    /// The text that it is in, as the form names it.
    field: &'static str,
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
    /// As it was written; passages are looked for in it.
    source: String,
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

/// The yes of an adult.
struct Yes {
    /// The day before which it is not to be public.
    day: Option<Day>,
    message: Option<String>,
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
    held: Held,
    text: Option<Text>,
    changes: Vec<Vec<Piece>>,
    added: Vec<String>,
    removed: Vec<String>,
    comment_on: Option<ReviewInFullCommentOn>,
    authors: Vec<ReviewInFullAuthors>,
    group: Option<String>,
    required: i64,
    /// The yes of another adult, if there is one already.
    first: Option<Yes>,
    risks: Vec<&'static str>,
    themes: Vec<&'static str>,
    look: Option<ReviewInFullSecondLook>,
    /// What colleagues were asked about it, and answered.
    questions: Vec<ReviewInFullConsultations>,
    /// Those who can be asked, or take it over; nobody unless it is mine.
    colleagues: Vec<Colleague>,
    /// Whether they could not be read: deciding needs none.
    no_colleagues: bool,
    reasons: Vec<Rule>,
    typed: Typed,
    problem: Option<Problem>,
    /// What was just done, as a key.
    said: Option<&'static str>,
    /// The review of what was sent meanwhile.
    newer: Option<Box<str>>,
}

/// What an adult typed, where the text can't be shown with it any more.
#[derive(Template)]
#[template(path = "console/kept.html")]
struct Kept {
    f: Frame,
    id: String,
    typed: Typed,
    problem: Option<Problem>,
}

framed!(Reading Kept);

impl Reading {
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }

    /// Whether it is whoever looks at the page that a question waits for.
    fn is_mine(&self, question: &ReviewInFullConsultations) -> bool {
        let who = self.f.who.as_ref();
        question.answer.is_none() && who.is_some_and(|who| who.pen_name == question.colleague)
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
) -> Result<Option<(Option<ReviewInFull>, Vec<Rule>)>, Broken> {
    let variables = Variables { id: id.to_owned() };
    let data = visit.ask::<Asked>(variables).await?;
    let reasons = data.reasons.into_iter().map(Rule::from).collect();
    Ok(data.viewer.map(|viewer| (viewer.review, reasons)))
}

/// Shows the page after something was done that leaves it where it is, with what was typed.
pub(super) async fn said(visit: &Visit, id: String, typed: Typed, says: &'static str) -> Response {
    whole_page(visit, id, typed, None, Some(says)).await
}

/// Shows the page, with what was typed and why nothing was decided.
pub(super) async fn page(
    visit: &Visit,
    id: String,
    typed: Typed,
    problem: Option<Problem>,
) -> Response {
    whole_page(visit, id, typed, problem, None).await
}

async fn whole_page(
    visit: &Visit,
    id: String,
    typed: Typed,
    problem: Option<Problem>,
    said: Option<&'static str>,
) -> Response {
    let found = found(visit, &id).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let title = visit.site.words.plain("read-title").to_owned();
    let path = format!("/equipo/lectura/{id}");
    if typed.has_words() && !matches!(found, Ok(Some((Some(_), _)))) {
        let f = frame(visit, path, title).await;
        let page = Kept {
            f,
            id,
            typed,
            problem,
        };
        return visit.personal(status, &page);
    }
    let (review, reasons) = match found {
        Ok(Some((Some(review), reasons))) => (review, reasons),
        Ok(Some((None, _))) => return missing(&visit.site),
        Ok(None) => return sign_in_first(visit, &path),
        Err(broken) => return visit.broken(&broken),
    };
    let mut f = frame(visit, path, title).await;
    f.script = Some(crate::script::console());
    let mut page = reading(visit, f, review, reasons, typed, problem);
    page.said = said;
    if matches!(page.held, Held::Mine(_)) {
        match colleagues::of(visit).await {
            Ok(colleagues) => page.colleagues = colleagues,
            Err(_) => page.no_colleagues = true,
        }
    }
    visit.personal(status, &page)
}

/// Pieces of a text that changed; nothing where nothing did.
macro_rules! pieces {
    ($given:expr) => {{
        let given = $given;
        let is_same = given.iter().all(|it| it.kind == DiffKind::SAME);
        let all = given.into_iter().filter(|_| !is_same);
        all.map(|it| Piece {
            kind: it.kind,
            text: it.text,
        })
        .collect::<Vec<_>>()
    }};
}

fn reading(
    visit: &Visit,
    f: Frame,
    review: ReviewInFull,
    reasons: Vec<Rule>,
    typed: Typed,
    problem: Option<Problem>,
) -> Reading {
    let held = match review.claim {
        _ if !matches!(review.state, ReviewState::WAITING | ReviewState::CLAIMED) => Held::Closed,
        Some(claim) if claim.is_mine => Held::Mine(claim.seconds_left),
        Some(_) => Held::Another,
        None => Held::Nobody,
    };
    let text = review.revision.map(text);
    let (mut changes, mut added, mut removed) = (vec![], vec![], vec![]);
    if let Some(diff) = review.changes_since_published {
        changes = vec![
            pieces!(diff.title),
            pieces!(diff.summary),
            pieces!(diff.body),
        ];
        added = diff.topics_added.into_iter().map(|it| it.name).collect();
        removed = diff.topics_removed.into_iter().map(|it| it.name).collect();
    }
    let mut decisions = review.decisions.unwrap_or_default().into_iter();
    let first = decisions.find(|it| it.kind == DecisionKind::APPROVE);
    let words = &visit.site.words;
    let newer = problem.as_ref().and_then(|it| it.open_review.clone());
    Reading {
        waited: waited(words, review.minutes_waited),
        f,
        id: review.id,
        title: review.title,
        language: review.language,
        lane: review.lane,
        is_late: review.is_late,
        comment_on: review.comment_on,
        first: first.map(|it| Yes {
            day: it.publish_at.as_deref().map(|at| Day::at(words, at)),
            message: it.message,
        }),
        newer,
        held,
        text,
        changes,
        added,
        removed,
        authors: review.authors.unwrap_or_default(),
        group: review.group.map(|group| group.name),
        required: review.required_approvals,
        risks: review.risks.iter().filter_map(risk).collect(),
        themes: review.themes.iter().filter_map(theme).collect(),
        look: review.second_look,
        questions: review.consultations.unwrap_or_default(),
        colleagues: vec![],
        no_colleagues: false,
        said: None,
        reasons,
        typed,
        problem,
    }
}

/// Exactly what would be published, of what the API gives.
fn text(revision: ReviewInFullRevision) -> Text {
    Text {
        wave: Wave::of(&revision.content_hash, Shape::Band),
        title: revision.title,
        summary: revision.summary,
        html: revision.html,
        source: revision.body,
        hash: revision.content_hash,
        topics: revision.topics.into_iter().map(|it| it.name).collect(),
        findings: revision
            .findings
            .into_iter()
            .map(|it| Found {
                name: it.name,
                field: match it.field {
                    FindingField::TITLE => "title",
                    FindingField::SUMMARY => "summary",
                    FindingField::BODY | FindingField::Other(_) => "body",
                },
                words: it.excerpt,
                rule: it.rule,
            })
            .collect(),
        was_shown: revision.findings_shown,
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
    themes!(theme)
}
