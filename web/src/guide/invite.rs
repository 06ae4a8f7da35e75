//! Inviting somebody whom a guide knows in person. The code is shown this once; the real name is sealed, and stands in no page afterwards.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{HERE, frame};
use crate::again::again;
use crate::client::{Broken, Changed, Refusal};
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::operations::invite_correspondent::{
    InviteCorrespondentInput, InviteCorrespondentInviteCorrespondent as Outcome, Variables,
};
use crate::operations::{Groups, InviteCorrespondent, groups};
use crate::page::{framed, missing};
use crate::reading::card::Day;
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;

/// Where it is.
const INVITING: &str = "/guia/invitar";
/// The country that is meant unless another is typed.
const USUAL: &str = "ES";

/// What a guide typed.
struct Typed {
    group: String,
    real_name: String,
    day: String,
    month: String,
    year: String,
    country: String,
    emails: [String; 2],
    institution: String,
}

impl Typed {
    fn of(sent: &Sent) -> Self {
        let typed = |name: &str| sent.form.get(name).trim().to_owned();
        Self {
            group: typed("group"),
            real_name: typed("realName"),
            day: typed("day"),
            month: typed("month"),
            year: typed("year"),
            country: typed("country").to_uppercase(),
            emails: [typed("guardianEmails"), typed("secondEmail")],
            institution: typed("guardianInstitution"),
        }
    }

    fn blank(group: String) -> Self {
        Self {
            group,
            real_name: String::new(),
            day: String::new(),
            month: String::new(),
            year: String::new(),
            country: USUAL.to_owned(),
            emails: [String::new(), String::new()],
            institution: String::new(),
        }
    }
}

#[derive(Template)]
#[template(path = "guide/invite.html")]
struct Invite {
    f: Frame,
    typed: Typed,
    /// The groups to choose from: id and name.
    groups: Vec<(String, String)>,
    problem: Option<Problem>,
}

#[derive(Template)]
#[template(path = "guide/invited.html")]
struct Invited {
    f: Frame,
    code: String,
    reference: String,
    until: Day,
    /// Whether a guardian was written to.
    is_asked: bool,
    needs_vouch: bool,
}

framed!(Invite Invited);

impl Invite {
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }
}

/// Shows the form.
pub(crate) async fn show(visit: Visit) -> Response {
    let group = visit.query().get("grupo").to_owned();
    form(&visit, Typed::blank(group), None).await
}

/// Invites.
pub(crate) async fn send(sent: Sent) -> Response {
    let typed = Typed::of(&sent);
    let visit = &sent.visit;
    let Some(born_on) = crate::date::typed(&typed.day, &typed.month, &typed.year) else {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let problem = Problem::said(visit, status, key("join-no-date")).at("bornOn");
        return form(visit, typed, Some(problem)).await;
    };
    let emails = typed.emails.iter().filter(|it| !it.is_empty());
    let emails: Vec<String> = emails.cloned().collect();
    let is_asked = !emails.is_empty();
    let input = InviteCorrespondentInput {
        group: typed.group.clone(),
        real_name: typed.real_name.clone(),
        born_on,
        country: typed.country.clone(),
        guardian_emails: emails,
        guardian_institution: Some(typed.institution.clone()).filter(|it| !it.is_empty()),
        language: None,
        client_mutation_id: sent.once("invite"),
    };
    let Changed { outcome, .. } = sent.ask::<InviteCorrespondent>(Variables { input }).await;
    match outcome.map(|data| data.invite_correspondent) {
        Ok(Outcome::Invited(made)) => {
            let f = frame(visit, INVITING, key("invited-title")).await;
            let page = Invited {
                f,
                code: made.code,
                reference: made.invitation.reference,
                until: Day::at(&visit.site.words, &made.invitation.expires_at),
                is_asked,
                needs_vouch: made.invitation.needs_second_vouch,
            };
            visit.personal(StatusCode::OK, &page)
        }
        Ok(_) => go_on(visit, HERE, None),
        Err(refusal) => {
            let problem = refused(visit, refusal);
            if problem.is_signed_out {
                return again(&sent, problem).await;
            }
            form(visit, typed, Some(problem)).await
        }
    }
}

/// What was wrong, of the field where it was typed.
fn refused(visit: &Visit, refusal: Refusal) -> Problem {
    // What is no country's code.
    if matches!(refusal, Refusal::Broken(Broken::Unknown)) {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Problem::said(visit, status, key("invite-no-country")).at("country");
    }
    let problem = Problem::of(visit, refusal);
    if problem.kind == "OtherAgeError" {
        return problem.at("bornOn");
    }
    problem
}

async fn form(visit: &Visit, typed: Typed, problem: Option<Problem>) -> Response {
    let viewer = match visit.ask::<Groups>(groups::Variables {}).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, INVITING);
    };
    if viewer.groups.is_empty() {
        return missing(&visit.site);
    }
    let groups = viewer.groups.into_iter();
    let f = frame(visit, INVITING, key("invite-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Invite {
        f,
        typed,
        groups: groups.map(|it| (it.group.id, it.group.name)).collect(),
        problem,
    };
    visit.personal(status, &page)
}
