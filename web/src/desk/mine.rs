//! My desk: whose turn it is, what is on its way, and everything else that I wrote.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame;
use super::waiting::Usual;
use crate::avatar::Avatar;
use crate::consent::Membership;
use crate::console::QUEUE;
use crate::entry::HOME;
use crate::entry::sign_in_first;
use crate::family;
use crate::frame::Frame;
use crate::guide;
use crate::language::Language;
use crate::operations::Desk as Asked;
use crate::operations::desk::{
    DeskViewer, DeskViewerDraftsNodes, Role, SubmissionState, Variables,
};
use crate::page::framed;
use crate::reading::card::Day;
use crate::reading::list::{from, older};
use crate::sent::{Problem, go_on};
use crate::site::Visit;
use crate::staff::PEOPLE;
use crate::words::{Words, key};

/// How many drafts a page has.
const PAGE: i64 = 30;

/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 6] = [
    ("dentro", key("done-joined")),
    ("enviada", key("done-sent")),
    ("retirada", key("done-withdrawn")),
    ("quitada", key("done-unpublished")),
    ("dejada", key("done-left")),
    ("juntos", key("done-together")),
];

/// Where something that I wrote stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nobody was sent it.
    Draft,
    /// Those who write it with me are asked.
    Together,
    InLine,
    BeingRead,
    /// It waits for its day.
    Scheduled,
    Changes,
    Public,
    /// It was public, and its authors took it down, or it was taken back before it was read.
    TakenBack,
    Declined,
    TakenDown,
}

impl Standing {
    const fn is_on_its_way(self) -> bool {
        matches!(
            self,
            Self::Together | Self::InLine | Self::BeingRead | Self::Scheduled
        )
    }
}

/// Something that I wrote.
struct Piece {
    id: String,
    title: Option<String>,
    language: Language,
    standing: Standing,
    saved: Day,
    sent: Option<Day>,
    /// Which place in line it has, counted from 1.
    place: Option<i64>,
    /// Whether adults said something to it that I can read.
    has_answer: bool,
    /// Where it is public.
    slug: Option<String>,
    /// Whether I write it; another author reads only.
    is_mine: bool,
    /// Whether it waits for my word.
    asks_me: bool,
}

/// Beyond so many nobody counts who is before one in line.
const COUNTED: i64 = 200;

impl Piece {
    fn new(words: &Words, draft: DeskViewerDraftsNodes) -> Self {
        let day = |moment: &str| Day::at(words, moment);
        let standing = standing(&draft);
        let submission = draft.submission;
        Self {
            standing,
            saved: day(&draft.saved_at),
            sent: submission.as_ref().map(|it| day(&it.submitted_at)),
            place: submission
                .as_ref()
                .and_then(|it| it.ahead_in_line)
                .map(|ahead| ahead.saturating_add(1)),
            has_answer: matches!(
                standing,
                Standing::Changes | Standing::Declined | Standing::TakenDown
            ),
            id: draft.id,
            language: draft.language,
            title: draft.title.filter(|title| !title.is_empty()),
            slug: draft.post.map(|post| post.slug),
            is_mine: draft.you_write,
            asks_me: draft.asks_for_your_word,
        }
    }

    /// Whether more are before it than are counted.
    fn is_far(&self) -> bool {
        self.place.is_some_and(|place| place > COUNTED)
    }

    /// Whether an older version is public while this one is not.
    fn was_public(&self) -> bool {
        self.slug.is_some() && self.standing != Standing::Public
    }

    /// Where its answer is.
    fn answer(&self) -> String {
        format!("/mesa/{}/respuesta", self.id)
    }

    /// Where its title leads: where it is written, or to those who sign it.
    fn leads_to(&self) -> String {
        let page = self.page();
        if self.is_mine {
            page
        } else {
            format!("{page}/juntos")
        }
    }

    /// Where it is written.
    fn page(&self) -> String {
        format!("/mesa/{}", self.id)
    }
}

fn standing(draft: &DeskViewerDraftsNodes) -> Standing {
    let Some(submission) = &draft.submission else {
        return Standing::Draft;
    };
    match submission.state {
        SubmissionState::PENDING if submission.is_being_read => Standing::BeingRead,
        SubmissionState::PENDING => Standing::InLine,
        SubmissionState::AWAITS_CO_AUTHORS => Standing::Together,
        SubmissionState::CHANGES_REQUESTED => Standing::Changes,
        SubmissionState::DECLINED => Standing::Declined,
        SubmissionState::TAKEN_DOWN => Standing::TakenDown,
        SubmissionState::APPROVED if draft.publish_at.is_some() => Standing::Scheduled,
        SubmissionState::APPROVED
        | SubmissionState::WITHDRAWN
        | SubmissionState::SUPERSEDED
        | SubmissionState::Other(_) => {
            if draft.post.is_some() {
                Standing::Public
            } else {
                Standing::TakenBack
            }
        }
    }
}

#[derive(Template)]
#[template(path = "desk/mine.html")]
struct Mine {
    f: Frame,
    pen_name: String,
    avatar: Avatar,
    group: Option<String>,
    writes: bool,
    /// Whether they take part, where somebody is a correspondent.
    membership: Option<Membership>,
    /// What was just done, as a key.
    said: Option<&'static str>,
    /// Who invites me to write together: the draft, and the pen name.
    invitations: Vec<(String, String)>,
    problem: Option<Problem>,
    usual: Option<String>,
    turn: Vec<Piece>,
    on_its_way: Vec<Piece>,
    others: Vec<Piece>,
    older: Option<String>,
    is_older: bool,
}

framed!(Mine);

/// Shows the desk.
pub(crate) async fn show(visit: Visit) -> Response {
    desk(&visit, None).await
}

/// Shows the desk with what was wrong.
pub(super) async fn with_problem(visit: &Visit, problem: Problem) -> Response {
    desk(visit, Some(problem)).await
}

async fn desk(visit: &Visit, problem: Option<Problem>) -> Response {
    let variables = Variables {
        first: Some(PAGE),
        after: from(visit),
    };
    let viewer = match visit.ask::<Asked>(variables).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, HOME);
    };
    if let Some(elsewhere) = elsewhere(&viewer.account.roles) {
        return go_on(visit, elsewhere, None);
    }
    let f = frame(visit, "/mesa", key("desk-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = mine(visit, f, viewer);
    visit.personal(status, &Mine { problem, ..page })
}

/// Where somebody begins who does not write.
fn elsewhere(roles: &[Role]) -> Option<&'static str> {
    if roles.contains(&Role::CORRESPONDENT) {
        None
    } else if roles.contains(&Role::MODERATOR) || roles.contains(&Role::SAFEGUARDING_LEAD) {
        Some(QUEUE)
    } else if roles.contains(&Role::ADMINISTRATOR) || roles.contains(&Role::COORDINATOR) {
        Some(PEOPLE)
    } else if roles.contains(&Role::GUIDE) {
        Some(guide::HERE)
    } else if roles.contains(&Role::GUARDIAN) {
        Some(family::HERE)
    } else {
        None
    }
}

fn mine(visit: &Visit, f: Frame, viewer: DeskViewer) -> Mine {
    let words = &visit.site.words;
    let DeskViewer {
        account,
        co_author_invitations,
        consent,
        waiting_times,
        drafts,
    } = viewer;
    let page = drafts.page_info;
    let pieces = drafts.nodes.into_iter().map(|it| Piece::new(words, it));
    let (turn, rest): (Vec<Piece>, Vec<Piece>) =
        pieces.partition(|it| it.standing == Standing::Changes && it.is_mine);
    let (on_its_way, others) = rest
        .into_iter()
        .partition(|it: &Piece| it.standing.is_on_its_way());
    let usual = waiting_times.and_then(|it| Usual::new(it.half_within, it.most_within));
    Mine {
        f,
        avatar: Avatar::of(&account.avatar),
        writes: account.roles.contains(&Role::CORRESPONDENT),
        pen_name: account.pen_name,
        group: account.group.map(|group| group.name),
        membership: consent.map(|it| it.membership),
        said: visit.said(&SAYINGS),
        invitations: co_author_invitations
            .into_iter()
            .map(|it| (it.draft, it.pen_name))
            .collect(),
        problem: None,
        usual: usual.map(|it| it.in_words(words)),
        turn,
        on_its_way,
        others,
        older: page
            .end_cursor
            .filter(|_| page.has_next_page)
            .map(|it| older(&it)),
        is_older: from(visit).is_some(),
    }
}
