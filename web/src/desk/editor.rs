//! The editor: a form that works by itself. Saving, looking before sending and sending are its buttons; whatever goes wrong, it comes back with everything that
//! was typed.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::http::StatusCode;
use axum::response::Response;

use super::check::Check;
use super::typed::Typed;
use super::waiting::Usual;
use super::{DONE, frame};
use crate::client::Broken;
use crate::entry::sign_in_first;
use crate::frame::{Frame, Section};
use crate::operations::editor::{EditorViewerDraft, SubmissionState};
use crate::operations::{BlankDraft, Editor as Asked, blank_draft, editor};
use crate::page::{framed, missing};
use crate::script;
use crate::sent::Problem;
use crate::site::Visit;
use crate::words::key;

/// Where a new post is begun.
pub(super) const NEW: &str = "/mesa/nueva";
/// What an address carries after saving.
pub(super) const SAVED: &str = "guardada";

/// The id of a draft in an address.
pub(crate) type Id = Result<Path<String>, PathRejection>;

/// What somebody else, or I in another tab, saved meanwhile.
pub(super) struct Meanwhile {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) body: String,
}

impl Meanwhile {
    /// The same with nothing in it, for what runs beside the editor to fill in.
    const fn empty() -> Self {
        Self {
            title: String::new(),
            summary: String::new(),
            body: String::new(),
        }
    }
}

/// A topic to choose.
pub(super) struct Choice {
    id: String,
    name: String,
}

/// What the page shows beside what was typed.
pub(super) struct Around {
    topics: Vec<Choice>,
    /// Who is signed in: the account, and the name that readers see.
    who: Option<(String, String)>,
    /// Whether they may write.
    writes: bool,
    usual: Option<Usual>,
    /// Where the post stands, as a key.
    standing: &'static str,
    /// Where it is public.
    slug: Option<String>,
    /// What is stored, if I write it.
    draft: Option<EditorViewerDraft>,
}

impl Around {
    /// What is shown where nobody is signed in, or nothing is known.
    const fn nothing(topics: Vec<Choice>) -> Self {
        Self {
            topics,
            who: None,
            writes: true,
            usual: None,
            standing: key("editor-private"),
            slug: None,
            draft: None,
        }
    }
}

/// What came of what was sent.
#[derive(Default)]
pub(super) struct Said {
    pub(super) problem: Option<Problem>,
    /// Whether what was typed is stored.
    pub(super) is_stored: bool,
    pub(super) check: Option<Check>,
    /// How the text would appear.
    pub(super) preview: Option<String>,
    /// Whether it could not be looked at.
    pub(super) is_unchecked: bool,
    /// Whether it was to be sent, and there is something to look at first.
    pub(super) is_held: bool,
    pub(super) meanwhile: Option<Meanwhile>,
}

#[derive(Template)]
#[template(path = "desk/editor.html")]
struct Editor {
    f: Frame,
    /// Where the form goes.
    action: String,
    typed: Typed,
    topics: Vec<Choice>,
    pen_name: Option<String>,
    usual: Option<String>,
    standing: &'static str,
    slug: Option<String>,
    is_saved: bool,
    said: Said,
}

framed!(Editor);

impl Editor {
    fn is_wrong(&self, field: &str) -> bool {
        let problem = self.said.problem.as_ref();
        problem.is_some_and(|it| it.field == field)
    }

    /// The topics that were chosen and can't be shown now.
    fn others(&self) -> Vec<&str> {
        let chosen = self.typed.topics.iter().map(String::as_str);
        chosen
            .filter(|id| self.topics.iter().all(|it| it.id != *id))
            .collect()
    }
}

/// Shows an empty page to write on.
pub(crate) async fn blank(visit: Visit) -> Response {
    let around = match around_new(&visit).await {
        Ok(around) => around,
        Err(broken) => return visit.broken(&broken),
    };
    if around.who.is_none() {
        return sign_in_first(&visit, NEW);
    }
    if !around.writes {
        return missing(&visit.site);
    }
    let typed = Typed::blank(visit.site.language);
    show(&visit, StatusCode::OK, None, typed, around, Said::default()).await
}

/// Shows a draft.
pub(crate) async fn open(id: Id, visit: Visit) -> Response {
    let Ok(Path(id)) = id else {
        return missing(&visit.site);
    };
    let mut around = match around_draft(&visit, &id).await {
        Ok(around) => around,
        Err(broken) => return visit.broken(&broken),
    };
    if around.who.is_none() {
        return sign_in_first(&visit, &format!("/mesa/{id}"));
    }
    let Some(draft) = around.draft.take() else {
        return missing(&visit.site);
    };
    let said = Said {
        preview: draft.html,
        ..Said::default()
    };
    let typed = Typed {
        owner: String::new(),
        title: draft.title.unwrap_or_default(),
        summary: draft.summary.unwrap_or_default(),
        body: draft.body.unwrap_or_default(),
        language: draft.language,
        topics: draft.topics.into_iter().map(|it| it.id).collect(),
        version: draft.version,
        checked: String::new(),
    };
    let id = Some(id.as_str());
    show(&visit, StatusCode::OK, id, typed, around, said).await
}

/// Shows what was typed, with what came of it; `id` is the draft's, once there is one.
pub(super) async fn again(
    visit: &Visit,
    status: StatusCode,
    id: Option<&str>,
    typed: Typed,
    said: Said,
) -> Response {
    let around = match id {
        Some(id) => around_draft(visit, id).await,
        None => around_new(visit).await,
    };
    // Without what is around it, what was typed is shown all the same.
    let around = around.unwrap_or_else(|_| Around::nothing(vec![]));
    show(visit, status, id, typed, around, said).await
}

/// The same for what runs beside the page, which takes no more of it than what came of what was sent: nothing around it is asked for, so that a whole group can
/// write in one room.
pub(super) fn answer_to_module(visit: &Visit, id: &str, typed: Typed, said: Said) -> Response {
    let action = format!("/mesa/{id}");
    let title = visit.site.words.plain("editor-title").to_owned();
    let mut f = Frame::new(&visit.site, Section::Desk, action.clone(), title);
    f.is_indexed = false;
    visit.token.text().clone_into(&mut f.token);
    let page = Editor {
        f,
        action,
        typed,
        topics: vec![],
        pen_name: None,
        usual: None,
        standing: key("editor-kept"),
        slug: None,
        is_saved: false,
        said,
    };
    visit.personal(StatusCode::OK, &page)
}

async fn show(
    visit: &Visit,
    status: StatusCode,
    id: Option<&str>,
    mut typed: Typed,
    around: Around,
    said: Said,
) -> Response {
    let (owner, pen_name) = around.who.unzip();
    if typed.owner.is_empty() {
        typed.owner = owner.unwrap_or_default();
    }
    let action = id.map_or_else(|| NEW.to_owned(), |id| format!("/mesa/{id}"));
    let title = if id.is_some() {
        key("editor-title")
    } else {
        key("editor-new")
    };
    let mut f = frame(visit, action.clone(), title).await;
    f.script = Some(script::editor());
    let page = Editor {
        f,
        action,
        typed,
        topics: around.topics,
        pen_name,
        usual: around.usual.map(|it| it.in_words(&visit.site.words)),
        standing: around.standing,
        slug: around.slug,
        is_saved: visit.query().get(DONE) == SAVED && said.problem.is_none(),
        said,
    };
    visit.personal(status, &page)
}

async fn around_new(visit: &Visit) -> Result<Around, Broken> {
    let data = visit.ask::<BlankDraft>(blank_draft::Variables {}).await?;
    let topics = data.topics.into_iter();
    let topics = topics.map(|it| Choice {
        id: it.id,
        name: it.name,
    });
    let around = Around::nothing(topics.collect());
    let Some(viewer) = data.viewer else {
        return Ok(around);
    };
    let times = viewer.waiting_times;
    Ok(Around {
        writes: viewer
            .account
            .roles
            .contains(&blank_draft::Role::CORRESPONDENT),
        who: Some((viewer.account.id, viewer.account.pen_name)),
        usual: times.and_then(|it| Usual::new(it.half_within, it.most_within)),
        ..around
    })
}

async fn around_draft(visit: &Visit, id: &str) -> Result<Around, Broken> {
    let variables = editor::Variables { id: id.to_owned() };
    let data = visit.ask::<Asked>(variables).await?;
    let topics = data.topics.into_iter();
    let topics = topics.map(|it| Choice {
        id: it.id,
        name: it.name,
    });
    let around = Around::nothing(topics.collect());
    let Some(viewer) = data.viewer else {
        return Ok(around);
    };
    let times = viewer.waiting_times;
    // Comments are written where they stand, and co-authors read elsewhere.
    let draft = viewer
        .draft
        .filter(|it| it.you_write && it.comment_on.is_none());
    Ok(Around {
        who: Some((viewer.account.id, viewer.account.pen_name)),
        usual: times.and_then(|it| Usual::new(it.half_within, it.most_within)),
        standing: standing(draft.as_ref()),
        slug: draft
            .as_ref()
            .and_then(|it| it.post.as_ref())
            .map(|it| it.slug.clone()),
        draft,
        ..around
    })
}

fn standing(draft: Option<&EditorViewerDraft>) -> &'static str {
    let Some(draft) = draft else {
        return key("editor-private");
    };
    let (is_public, is_set) = (draft.post.is_some(), draft.publish_at.is_some());
    match draft.submission.as_ref().map(|it| &it.state) {
        Some(SubmissionState::PENDING)
            if draft.submission.as_ref().is_some_and(|it| it.is_being_read) =>
        {
            key("editor-being-read")
        }
        Some(SubmissionState::PENDING | SubmissionState::AWAITS_CO_AUTHORS) => {
            key("editor-in-line")
        }
        Some(SubmissionState::APPROVED) if is_set => key("editor-scheduled"),
        _ if is_public => key("editor-public"),
        _ => key("editor-private"),
    }
}
