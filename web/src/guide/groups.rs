//! The groups that somebody leads: who is in them, whose permission is missing, and which invitations are open.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{HERE, frame};
use crate::avatar::Avatar;
use crate::consent::Membership;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::operations::Groups as Asked;
use crate::operations::groups::{
    AskedGuardianParts, GroupsViewerGroups, GroupsViewerGroupsInvitations,
    GroupsViewerGroupsMembers, MailState, Variables,
};
use crate::page::{framed, missing};
use crate::reading::card::Day;
use crate::sent::Problem;
use crate::site::Visit;
use crate::words::{Words, key};

/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 5] = [
    ("avalada", key("guide-done-vouched")),
    ("retirada", key("guide-done-taken-back")),
    ("preguntado", key("guide-done-asked")),
    ("espera", key("guide-done-held")),
    ("cambiado", key("guide-done-changed")),
];

/// A guardian who was asked.
struct Guardian {
    id: String,
    /// What became of asking, as a key.
    state: &'static str,
    /// Until when they can answer, while they can.
    until: Option<Day>,
    can_vouch: bool,
}

impl Guardian {
    fn new(words: &Words, given: AskedGuardianParts) -> Self {
        let is_open = given.is_open && !given.needs_second_vouch;
        let state = if given.answered {
            key("guardian-answered")
        } else if !given.is_open {
            key("guardian-over")
        } else if given.needs_second_vouch {
            key("guardian-needs-vouch")
        } else {
            match given.mail {
                MailState::SENT => key("guardian-sent"),
                MailState::GIVEN_UP => key("guardian-given-up"),
                MailState::WAITING | MailState::Other(_) => key("guardian-waiting"),
            }
        };
        Self {
            id: given.id,
            state,
            until: is_open.then(|| day(words, &given.expires_at)),
            can_vouch: given.can_vouch,
        }
    }
}

fn day(words: &Words, moment: &str) -> Day {
    Day::at(words, moment)
}

fn guardians(words: &Words, given: Vec<AskedGuardianParts>) -> Vec<Guardian> {
    let given = given.into_iter();
    given.map(|it| Guardian::new(words, it)).collect()
}

/// Somebody who is in a group.
struct Member {
    account: String,
    pen_name: String,
    avatar: Avatar,
    facilitates: bool,
    membership: Option<Membership>,
    guardians: Vec<Guardian>,
}

impl Member {
    fn new(words: &Words, given: GroupsViewerGroupsMembers) -> Self {
        Self {
            avatar: Avatar::of(&given.avatar),
            guardians: guardians(words, given.guardians),
            account: given.account,
            pen_name: given.pen_name,
            facilitates: given.facilitates,
            membership: given.membership,
        }
    }

    /// Whether something keeps them from taking part.
    fn is_kept_away(&self) -> bool {
        self.membership.is_some_and(|it| it != Membership::Active)
    }
}

/// An invitation that nobody used.
struct Invitation {
    id: String,
    reference: String,
    until: Day,
    is_open: bool,
    needs_vouch: bool,
    can_vouch: bool,
    guardians: Vec<Guardian>,
}

impl Invitation {
    fn new(words: &Words, given: GroupsViewerGroupsInvitations) -> Self {
        Self {
            until: day(words, &given.expires_at),
            guardians: guardians(words, given.guardians),
            id: given.id,
            reference: given.reference,
            is_open: given.is_open,
            needs_vouch: given.needs_second_vouch,
            can_vouch: given.can_vouch,
        }
    }
}

/// A group.
struct Group {
    /// As `inviteCorrespondent` names it.
    id: String,
    name: String,
    slug: String,
    entity: Option<String>,
    guides: Vec<String>,
    members: Vec<Member>,
    invitations: Vec<Invitation>,
    capacity: i64,
    /// How many places are taken, open invitations counted.
    taken: usize,
}

impl Group {
    fn new(words: &Words, given: GroupsViewerGroups) -> Self {
        let open = given.invitations.iter().filter(|it| it.is_open).count();
        let taken = given.members.len().saturating_add(open);
        let members = given.members.into_iter();
        let mut members: Vec<_> = members.map(|it| Member::new(words, it)).collect();
        // Whoever is kept away comes first.
        members.sort_by_key(|it| !it.is_kept_away());
        let invitations = given.invitations.into_iter();
        Self {
            id: given.group.id,
            name: given.group.name,
            slug: given.group.slug,
            entity: given.entity,
            guides: given.guides,
            invitations: invitations.map(|it| Invitation::new(words, it)).collect(),
            members,
            capacity: given.capacity,
            taken,
        }
    }

    /// Whether another person can be invited.
    fn has_room(&self) -> bool {
        usize::try_from(self.capacity).is_ok_and(|capacity| self.taken < capacity)
    }
}

/// What was typed for asking a guardian.
#[derive(Default)]
pub(super) struct Typed {
    /// Of whom: an invitation or a member.
    pub(super) child: String,
    pub(super) email: String,
    pub(super) institution: String,
}

#[derive(Template)]
#[template(path = "guide/groups.html")]
struct Groups {
    f: Frame,
    led: Vec<Group>,
    said: Option<&'static str>,
    problem: Option<Problem>,
    typed: Typed,
}

framed!(Groups);

impl Groups {
    /// The address that was typed for asking a guardian of somebody.
    fn typed_for(&self, child: &str) -> &str {
        let is_it = self.typed.child == child;
        if is_it { &self.typed.email } else { "" }
    }

    /// The institution that was typed there.
    fn institution_for(&self, child: &str) -> &str {
        let is_it = self.typed.child == child;
        if is_it { &self.typed.institution } else { "" }
    }
}

/// Shows the groups.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None, Typed::default()).await
}

/// Shows the groups with what was wrong, and what was typed.
pub(super) async fn page(visit: &Visit, problem: Option<Problem>, typed: Typed) -> Response {
    let viewer = match visit.ask::<Asked>(Variables {}).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, HERE);
    };
    if viewer.groups.is_empty() {
        return missing(&visit.site);
    }
    let words = &visit.site.words;
    let groups = viewer.groups.into_iter();
    let f = frame(visit, HERE, key("guide-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Groups {
        f,
        led: groups.map(|it| Group::new(words, it)).collect(),
        said: visit.said(&SAYINGS),
        problem,
        typed,
    };
    visit.personal(status, &page)
}
