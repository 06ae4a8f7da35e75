//! Who works for the panel, what each lacks, and writing down what somebody has seen of a colleague's papers.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{NO_DATE, PEOPLE, frame, lack_words, role_words};
use crate::again::again;
use crate::client::{Broken, Changed, Refusal};
use crate::desk::DONE;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::operations::invite_adult::InviteAdultInviteAdult as Invited;
use crate::operations::record_certificate::CertificateKind;
use crate::operations::staff::{Role, StaffViewerStaffNodes as Given, Variables, VettingLack};
use crate::operations::{
    InviteAdult, RecordCertificate, RecordTraining, Staff as Asked, TakeBackAdultInvitations,
    invite_adult, record_certificate, record_training, take_back_adult_invitations,
};
use crate::page::{framed, missing};
use crate::reading::card::Day;
use crate::reading::list::{from, older};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::{Words, key};

/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 2] = [
    ("apuntado", key("staff-done-recorded")),
    ("retiradas", key("staff-done-taken-back")),
];
/// How many people a page has.
const PAGE: i64 = 20;

/// Somebody who works for the panel.
struct Colleague {
    id: String,
    login: String,
    pen_name: String,
    /// What they do, as keys.
    roles: Vec<&'static str>,
    /// What they lack, as keys.
    lacks: Vec<&'static str>,
    certificate: Option<Day>,
    training: Option<Day>,
    conduct: Option<Day>,
}

impl Colleague {
    fn new(words: &Words, given: Given) -> Self {
        let vetting = given.vetting;
        let day = |day: String| Day::new(words, day);
        Self {
            roles: given.roles.iter().map(|it| role_words!(it)).collect(),
            lacks: vetting.lacks.iter().map(|it| lack_words!(it)).collect(),
            certificate: vetting.certificate.map(|it| day(it.expires_on)),
            training: vetting.training_until.map(day),
            conduct: vetting.code_of_conduct_until.map(day),
            id: given.id,
            login: given.login,
            pen_name: given.pen_name,
        }
    }
}

/// What was typed of a colleague's papers.
#[derive(Default)]
struct Typed {
    /// Whose form was sent.
    at: String,
    kind: String,
    country: String,
    issued: String,
    expires: String,
    on: String,
}

#[derive(Template)]
#[template(path = "staff/people.html")]
struct People {
    f: Frame,
    staff: Vec<Colleague>,
    older: Option<String>,
    is_older: bool,
    said: Option<&'static str>,
    problem: Option<Problem>,
    typed: Typed,
}

/// A code for another adult.
#[derive(Template)]
#[template(path = "staff/invited.html")]
struct Shown {
    f: Frame,
    code: String,
    hours: i64,
}

framed!(People Shown);

impl People {
    /// What was typed into a field of somebody's form, or what stands there at first.
    fn typed<'a>(&'a self, colleague: &str, field: &'a str, first: &'a str) -> &'a str {
        let is_it = self.typed.at == colleague && !field.is_empty();
        if is_it { field } else { first }
    }
}

/// Shows them.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None, Typed::default()).await
}

async fn page(visit: &Visit, problem: Option<Problem>, typed: Typed) -> Response {
    let variables = Variables {
        first: Some(PAGE),
        after: from(visit),
    };
    let viewer = match visit.ask::<Asked>(variables).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, PEOPLE);
    };
    let Some(list) = viewer.staff else {
        return missing(&visit.site);
    };
    let words = &visit.site.words;
    let end = list
        .page_info
        .end_cursor
        .filter(|_| list.page_info.has_next_page);
    let staff = list.nodes.into_iter();
    let f = frame(visit, PEOPLE, key("staff-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = People {
        f,
        staff: staff.map(|it| Colleague::new(words, it)).collect(),
        older: end.map(|it| older(&it)),
        is_older: from(visit).is_some(),
        said: visit.said(&SAYINGS),
        problem,
        typed,
    };
    visit.personal(status, &page)
}

/// Writes down a certificate that somebody has seen.
pub(crate) async fn certificate(sent: Sent) -> Response {
    let kind = match sent.form.get("kind") {
        "CRIMINAL_RECORD" => CertificateKind::CRIMINAL_RECORD,
        "BARRED_LISTS_CHECK" => CertificateKind::BARRED_LISTS_CHECK,
        _ => CertificateKind::SEXUAL_OFFENCES_REGISTER,
    };
    let typed = |name: &str| sent.form.get(name).trim().to_owned();
    let input = record_certificate::RecordCertificateInput {
        staff_member: typed("staffMember"),
        country: typed("country").to_uppercase(),
        kind,
        issued_on: typed("issuedOn"),
        expires_on: typed("expiresOn"),
        client_mutation_id: sent.once("certificate"),
    };
    let variables = record_certificate::Variables { input };
    let Changed { outcome, .. } = sent.ask::<RecordCertificate>(variables).await;
    back(&sent, outcome.map(drop), "apuntado").await
}

/// Writes down a training.
pub(crate) async fn training(sent: Sent) -> Response {
    let input = record_training::RecordTrainingInput {
        staff_member: sent.form.get("staffMember").to_owned(),
        on: sent.form.get("on").trim().to_owned(),
        client_mutation_id: sent.once("training"),
    };
    let variables = record_training::Variables { input };
    let Changed { outcome, .. } = sent.ask::<RecordTraining>(variables).await;
    back(&sent, outcome.map(drop), "apuntado").await
}

/// Makes a code for another adult, and shows it this once.
pub(crate) async fn invite(sent: Sent) -> Response {
    let input = invite_adult::InviteAdultInput {
        client_mutation_id: sent.once("invite"),
    };
    let variables = invite_adult::Variables { input };
    let Changed { outcome, .. } = sent.ask::<InviteAdult>(variables).await;
    let visit = &sent.visit;
    match outcome.map(|data| data.invite_adult) {
        Ok(Invited::AdultInvited(made)) => {
            let f = frame(visit, PEOPLE, key("invited-title")).await;
            let page = Shown {
                f,
                code: made.code,
                hours: made.hours,
            };
            visit.personal(StatusCode::OK, &page)
        }
        Ok(_) => go_on(visit, PEOPLE, None),
        Err(refusal) => back(&sent, Err(refusal), "").await,
    }
}

/// Takes back every code for adults that nobody used.
pub(crate) async fn take_back(sent: Sent) -> Response {
    let input = take_back_adult_invitations::TakeBackAdultInvitationsInput {
        client_mutation_id: sent.once("take-back"),
    };
    let variables = take_back_adult_invitations::Variables { input };
    let Changed { outcome, .. } = sent.ask::<TakeBackAdultInvitations>(variables).await;
    back(&sent, outcome.map(drop), "retiradas").await
}

async fn back(sent: &Sent, outcome: Result<(), Refusal>, says: &str) -> Response {
    let visit = &sent.visit;
    let problem = match outcome {
        Ok(()) => return go_on(visit, &format!("{PEOPLE}?{DONE}={says}"), None),
        // A date that no calendar has, or no country.
        Err(Refusal::Broken(Broken::Unknown)) => {
            Problem::said(visit, StatusCode::UNPROCESSABLE_ENTITY, NO_DATE)
        }
        Err(refusal) => Problem::of(visit, refusal),
    };
    if problem.is_signed_out {
        return again(sent, problem).await;
    }
    let typed = |name: &str| sent.form.get(name).to_owned();
    let typed = Typed {
        at: typed("staffMember"),
        kind: typed("kind"),
        country: typed("country"),
        issued: typed("issuedOn"),
        expires: typed("expiresOn"),
        on: typed("on"),
    };
    // Each colleague's fields have ids of their own.
    page(visit, Some(problem.at("")), typed).await
}
