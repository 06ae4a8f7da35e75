//! My desk: whose turn it is, what is on its way, and everything else that I wrote.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::waiting::Usual;
use super::{DONE, frame, sign_in_first};
use crate::avatar::Avatar;
use crate::entry::HOME;
use crate::frame::Frame;
use crate::language::Language;
use crate::operations::Desk as Asked;
use crate::operations::desk::{
    DeskViewer, DeskViewerDraftsNodes, Role, SubmissionState, Variables,
};
use crate::page::framed;
use crate::reading::card::Day;
use crate::reading::list::{from, older};
use crate::site::Visit;
use crate::words::{Words, key};

/// How many drafts a page has.
const PAGE: i64 = 30;

/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 3] = [
    ("enviada", key("done-sent")),
    ("retirada", key("done-withdrawn")),
    ("quitada", key("done-unpublished")),
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
}

/// Beyond so many nobody counts who is before one in line.
const COUNTED: i64 = 200;

impl Piece {
    fn new(words: &Words, draft: DeskViewerDraftsNodes) -> Self {
        let day = |moment: &str| Day::new(words, moment.chars().take(10).collect());
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
    /// What was just done, as a key.
    said: Option<&'static str>,
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
    let variables = Variables {
        first: Some(PAGE),
        after: from(&visit),
    };
    let viewer = match visit.ask::<Asked>(variables).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(&visit, HOME);
    };
    let f = frame(&visit, "/mesa", key("desk-title")).await;
    visit.personal(StatusCode::OK, &mine(&visit, f, viewer))
}

fn mine(visit: &Visit, f: Frame, viewer: DeskViewer) -> Mine {
    let words = &visit.site.words;
    let DeskViewer {
        account,
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
    let query = visit.query();
    let done = query.get(DONE);
    let said = SAYINGS.iter().find(|(named, _)| *named == done);
    Mine {
        f,
        avatar: Avatar::of(&account.avatar),
        writes: account.roles.contains(&Role::CORRESPONDENT),
        pen_name: account.pen_name,
        group: account.group.map(|group| group.name),
        said: said.map(|(_, says)| *says),
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
