//! The groups of the panel: making one, who leads it, and vouching for whom a guide invited who is new.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{GROUPS, frame};
use crate::again::again;
use crate::client::{Changed, Refusal};
use crate::desk::DONE;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::guide::acts::{vouches, vouches_for};
use crate::language::Language;
use crate::operations::panel_groups::{PanelGroupsViewerAllGroupsNodes as Given, Variables};
use crate::operations::{
    AppointGuide, CreateGroup, LetGuideGo, PanelGroups as Asked, appoint_guide, create_group,
    let_guide_go,
};
use crate::page::{framed, missing};
use crate::reading::list::{from, older};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 3] = [
    ("creado", key("panel-done-created")),
    ("cambiado", key("panel-done-guides")),
    ("avalada", key("guide-done-vouched")),
];
/// How many members a group takes unless another number is typed.
const USUAL: i64 = 25;

/// A group.
struct Group {
    id: String,
    name: String,
    slug: String,
    language: Language,
    entity: Option<String>,
    guides: Vec<String>,
    capacity: i64,
    /// The id and the reference of each invitation that this person can vouch for.
    to_vouch: Vec<(String, String)>,
    /// The id of each guardian whom this person can vouch for, and the reference of whom they are asked about.
    guardians: Vec<(String, String)>,
    /// How many others wait for another adult.
    waiting: usize,
}

impl From<Given> for Group {
    fn from(given: Given) -> Self {
        let guardians = guardians_to_vouch(&given);
        let waits = given
            .invitations
            .into_iter()
            .filter(|it| it.is_open && it.needs_second_vouch);
        let (own, others): (Vec<_>, Vec<_>) = waits.partition(|it| it.can_vouch);
        Self {
            id: given.group.id,
            name: given.group.name,
            slug: given.group.slug,
            language: given.language,
            entity: given.entity,
            guides: given.guides,
            capacity: given.capacity,
            guardians,
            to_vouch: own.into_iter().map(|it| (it.id, it.reference)).collect(),
            waiting: others.len(),
        }
    }
}

/// The guardians whom somebody can vouch for, with whose they are.
fn guardians_to_vouch(given: &Given) -> Vec<(String, String)> {
    let invited = given.invitations.iter().flat_map(|invitation| {
        let mine = invitation.guardians.iter().filter(|it| it.can_vouch);
        mine.map(|it| (it.id.clone(), invitation.reference.clone()))
    });
    invited.collect()
}

/// What was typed, of whichever form.
#[derive(Default)]
struct Typed {
    /// Which form it was: where it goes.
    form: String,
    /// The group whose form it was; nothing for a new one.
    group: String,
    language: String,
    name: String,
    entity: String,
    capacity: String,
    login: String,
    successor: String,
}

#[derive(Template)]
#[template(path = "staff/panel.html")]
struct Panel {
    f: Frame,
    groups: Vec<Group>,
    older: Option<String>,
    is_older: bool,
    said: Option<&'static str>,
    problem: Option<Problem>,
    typed: Typed,
}

framed!(Panel);

impl Panel {
    /// What was typed into a field of a group's form.
    fn typed<'a>(&self, form: &str, group: &str, field: &'a str) -> &'a str {
        let is_it = self.typed.form == form && self.typed.group == group;
        if is_it { field } else { "" }
    }

    /// The language that was chosen for a new group; the page's.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    fn is_chosen(&self, language: &Language) -> bool {
        let chosen = self.typed.language.as_str();
        language.tag()
            == if chosen.is_empty() {
                self.f.language.tag()
            } else {
                chosen
            }
    }

    /// How many places were typed for a new group.
    fn capacity(&self) -> String {
        let typed = &self.typed;
        if typed.group.is_empty() && !typed.capacity.is_empty() {
            return typed.capacity.clone();
        }
        USUAL.to_string()
    }

    fn is_wrong(&self, field: &str) -> bool {
        let problem = self.problem.as_ref();
        self.typed.group.is_empty() && problem.is_some_and(|it| it.field == field)
    }
}

/// Shows them.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None, Typed::default()).await
}

async fn page(visit: &Visit, problem: Option<Problem>, typed: Typed) -> Response {
    let variables = Variables { after: from(visit) };
    let viewer = match visit.ask::<Asked>(variables).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, GROUPS);
    };
    let Some(list) = viewer.all_groups else {
        return missing(&visit.site);
    };
    let end = list
        .page_info
        .end_cursor
        .filter(|_| list.page_info.has_next_page);
    let f = frame(visit, GROUPS, key("panel-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Panel {
        f,
        groups: list.nodes.into_iter().map(Group::from).collect(),
        older: end.map(|it| older(&it)),
        is_older: from(visit).is_some(),
        said: visit.said(&SAYINGS),
        problem,
        typed,
    };
    visit.personal(status, &page)
}

/// Makes a group.
pub(crate) async fn create(sent: Sent) -> Response {
    let typed = |name: &str| sent.form.get(name).trim().to_owned();
    let language = Language::tagged(sent.form.get("language"));
    let input = create_group::CreateGroupInput {
        name: typed("name"),
        language: language.unwrap_or(sent.visit.site.language),
        entity: Some(typed("entity")).filter(|it| !it.is_empty()),
        // No number is none that fits, which the API says.
        capacity: typed("capacity").parse().unwrap_or_default(),
        client_mutation_id: sent.once("create"),
    };
    let variables = create_group::Variables { input };
    let Changed { outcome, .. } = sent.ask::<CreateGroup>(variables).await;
    back(&sent, outcome.map(drop), "creado").await
}

/// Has somebody lead a group.
pub(crate) async fn appoint(sent: Sent) -> Response {
    let input = appoint_guide::AppointGuideInput {
        group: sent.form.get("group").to_owned(),
        login: sent.form.get("login").trim().to_owned(),
        client_mutation_id: sent.once("appoint"),
    };
    let variables = appoint_guide::Variables { input };
    let Changed { outcome, .. } = sent.ask::<AppointGuide>(variables).await;
    back(&sent, outcome.map(drop), "cambiado").await
}

/// Has somebody lead a group no more.
pub(crate) async fn let_go(sent: Sent) -> Response {
    let successor = sent.form.get("successor").trim();
    let input = let_guide_go::LetGuideGoInput {
        group: sent.form.get("group").to_owned(),
        login: sent.form.get("login").trim().to_owned(),
        successor: Some(successor.to_owned()).filter(|it| !it.is_empty()),
        client_mutation_id: sent.once("let-go"),
    };
    let variables = let_guide_go::Variables { input };
    let Changed { outcome, .. } = sent.ask::<LetGuideGo>(variables).await;
    back(&sent, outcome.map(drop), "cambiado").await
}

/// Vouches for a guardian whom a guide wants to ask.
pub(crate) async fn vouch_for(sent: Sent) -> Response {
    let done = vouches_for(&sent).await;
    back(&sent, done, "avalada").await
}

/// Vouches for somebody whom a guide invited who is new.
pub(crate) async fn vouch(sent: Sent) -> Response {
    let done = vouches(&sent).await;
    back(&sent, done, "avalada").await
}

async fn back(sent: &Sent, outcome: Result<(), Refusal>, says: &str) -> Response {
    match outcome {
        Ok(()) => go_on(&sent.visit, &format!("{GROUPS}?{DONE}={says}"), None),
        Err(refusal) => {
            let problem = Problem::of(&sent.visit, refusal);
            if problem.is_signed_out {
                return again(sent, problem).await;
            }
            let typed = |name: &str| sent.form.get(name).trim().to_owned();
            // Another form's group and its fields have ids of their own.
            let problem = match typed("group").as_str() {
                "" => problem,
                _ => problem.at(""),
            };
            let typed = Typed {
                form: sent.visit.head().uri.path().to_owned(),
                language: typed("language"),
                group: typed("group"),
                name: typed("name"),
                entity: typed("entity"),
                capacity: typed("capacity"),
                login: typed("login"),
                successor: typed("successor"),
            };
            page(&sent.visit, Some(problem), typed).await
        }
    }
}
