//! Writing with somebody: who does, inviting, and the word of those in whose name something was sent too.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;

use super::editor::Id;
use super::{DONE, frame};
use crate::again::again;
use crate::client::{Changed, Refusal};
use crate::entry::HOME;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::language::Language;
use crate::operations::co_authors::{
    CoAuthorPart, CoAuthorsViewerDraft, CoAuthorsViewerDraftCoAuthors as Given, Variables,
    Word as Said,
};
use crate::operations::give_word::Word;
use crate::operations::{
    AnswerCoAuthorInvitation, CoAuthors as Asked, EndCoAuthorship, GiveWord, InviteCoAuthor,
    answer_co_author_invitation, end_co_authorship, give_word, invite_co_author,
};
use crate::page::{framed, missing};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 3] = [
    ("invitada", key("together-done-invited")),
    ("separada", key("together-done-parted")),
    ("palabra", key("together-done-word")),
];

/// Somebody who signs it.
struct Author {
    correspondent: String,
    pen_name: String,
    /// What they do, and what they said, as keys.
    part: &'static str,
    word: Option<&'static str>,
    is_you: bool,
    /// Whether whoever writes may part from them.
    may_part: bool,
}

impl Author {
    fn new(may_part: bool, given: Given) -> Self {
        Self {
            part: match given.part {
                CoAuthorPart::WRITES => key("together-writes"),
                CoAuthorPart::INVITED => key("together-invited"),
                CoAuthorPart::AGREES | CoAuthorPart::Other(_) => key("together-agrees"),
            },
            word: given.word.map(|word| match word {
                Said::AGREES => key("together-word-yes"),
                Said::OBJECTS | Said::Other(_) => key("together-word-no"),
            }),
            may_part: may_part && !given.is_you,
            correspondent: given.correspondent,
            pen_name: given.pen_name,
            is_you: given.is_you,
        }
    }
}

/// What was sent in somebody's name too.
struct SentText {
    title: String,
    summary: String,
    topics: Vec<String>,
    /// As HTML that the API made.
    html: String,
    hash: String,
}

#[derive(Template)]
#[template(path = "desk/together.html")]
struct Together {
    f: Frame,
    id: String,
    title: Option<String>,
    language: Language,
    /// Whether whoever looks writes it.
    you_write: bool,
    /// Whether something was sent: then those who sign it stay the same.
    is_fixed: bool,
    authors: Vec<Author>,
    /// Whom one could ask: id and pen name.
    possible: Vec<(String, String)>,
    /// What waits for your word.
    asked: Option<SentText>,
    said: Option<&'static str>,
    problem: Option<Problem>,
}

framed!(Together);

/// Shows it.
pub(crate) async fn show(id: Id, visit: Visit) -> Response {
    match id {
        Ok(Path(id)) => page(&visit, id, None).await,
        Err(_) => missing(&visit.site),
    }
}

async fn page(visit: &Visit, id: String, problem: Option<Problem>) -> Response {
    let variables = Variables { id: id.clone() };
    let viewer = match visit.ask::<Asked>(variables).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let here = format!("/mesa/{id}/juntos");
    let Some(viewer) = viewer else {
        return sign_in_first(visit, &here);
    };
    let Some(draft) = viewer.draft else {
        return missing(&visit.site);
    };
    let f = frame(visit, here, key("together-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    visit.personal(status, &together(visit, f, draft, problem))
}

fn together(
    visit: &Visit,
    f: Frame,
    draft: CoAuthorsViewerDraft,
    problem: Option<Problem>,
) -> Together {
    let is_fixed = draft.submission.is_some();
    let asked = draft.submission.filter(|_| draft.asks_for_your_word);
    let authors = draft.co_authors.into_iter();
    let possible = draft.possible_co_authors.into_iter();
    Together {
        f,
        authors: authors
            .map(|it| Author::new(draft.you_write && !is_fixed, it))
            .collect(),
        is_fixed,
        possible: possible.map(|it| (it.correspondent, it.pen_name)).collect(),
        asked: asked.map(|it| SentText {
            title: it.title.unwrap_or_default(),
            summary: draft.summary.clone().unwrap_or_default(),
            topics: draft.topics.iter().map(|it| it.name.clone()).collect(),
            html: it.html,
            hash: it.content_hash,
        }),
        id: draft.id,
        title: draft.title.filter(|title| !title.is_empty()),
        language: draft.language,
        you_write: draft.you_write,
        said: visit.said(&SAYINGS),
        problem,
    }
}

/// Says yes or no to what was sent in one's name too.
pub(crate) async fn word(id: Id, sent: Sent) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&sent.visit.site);
    };
    let agrees = sent.form.get("do") == "yes";
    let input = give_word::GiveWordInput {
        draft: id.clone(),
        content_hash: sent.form.get("contentHash").to_owned(),
        word: if agrees { Word::AGREES } else { Word::OBJECTS },
        client_mutation_id: sent.once("word"),
    };
    let variables = give_word::Variables { input };
    let Changed { outcome, .. } = sent.ask::<GiveWord>(variables).await;
    back(&sent, id, outcome.map(drop), "palabra").await
}

/// Invites somebody to write together.
pub(crate) async fn invite(id: Id, sent: Sent) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&sent.visit.site);
    };
    let input = invite_co_author::InviteCoAuthorInput {
        draft: id.clone(),
        correspondent: sent.form.get("correspondent").to_owned(),
        client_mutation_id: sent.once("invite"),
    };
    let variables = invite_co_author::Variables { input };
    let Changed { outcome, .. } = sent.ask::<InviteCoAuthor>(variables).await;
    back(&sent, id, outcome.map(drop), "invitada").await
}

/// Parts from somebody, or leaves.
pub(crate) async fn part(id: Id, sent: Sent) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&sent.visit.site);
    };
    let correspondent = Some(sent.form.get("correspondent").to_owned());
    let correspondent = correspondent.filter(|it| !it.is_empty());
    let leaves = correspondent.is_none();
    let input = end_co_authorship::EndCoAuthorshipInput {
        draft: id.clone(),
        correspondent,
        client_mutation_id: sent.once("part"),
    };
    let variables = end_co_authorship::Variables { input };
    let Changed { outcome, .. } = sent.ask::<EndCoAuthorship>(variables).await;
    if leaves && outcome.is_ok() {
        return go_on(&sent.visit, &format!("{HOME}?{DONE}=dejada"), None);
    }
    back(&sent, id, outcome.map(drop), "separada").await
}

async fn back(sent: &Sent, id: String, outcome: Result<(), Refusal>, says: &str) -> Response {
    match outcome {
        Ok(()) => go_on(
            &sent.visit,
            &format!("/mesa/{id}/juntos?{DONE}={says}"),
            None,
        ),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            if problem.is_signed_out {
                return again(sent, problem).await;
            }
            page(&sent.visit, id, Some(problem)).await
        }
    }
}

/// Answers an invitation to write together.
pub(crate) async fn answer(sent: Sent) -> Response {
    let joins = sent.form.get("do") == "yes";
    let input = answer_co_author_invitation::AnswerCoAuthorInvitationInput {
        draft: sent.form.get("draft").to_owned(),
        joins,
        client_mutation_id: sent.once("answer"),
    };
    let variables = answer_co_author_invitation::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AnswerCoAuthorInvitation>(variables).await;
    let visit = &sent.visit;
    match outcome {
        Ok(_) if joins => go_on(visit, &format!("{HOME}?{DONE}=juntos"), None),
        Ok(_) => go_on(visit, HOME, None),
        Err(refusal) => {
            let problem = Problem::of(visit, refusal);
            super::mine::with_problem(visit, problem).await
        }
    }
}
