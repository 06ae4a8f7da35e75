//! Coming in with an invitation, one step after the other. Nothing is kept before the last one: what was typed goes from form to form, but for the
//! passphrase, which stands in no page.

mod typed;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::avatar::Avatar;
use crate::client::{Changed, Refusal};
use crate::frame::{Frame, Section};
use crate::operations::{JoinPanel, ReadInvitation, join_panel, read_invitation};
use crate::page::framed;
use crate::purposes::{ConsentPurpose, Text};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;
use crate::words::key;
use typed::Typed;

/// Where it is.
const HERE: &str = "/invitacion";

/// Where somebody is on the way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    /// The code and the birth date.
    Code,
    /// What to be called, and the drawing.
    Names,
    /// What they agree to.
    Consent,
    /// The passphrase.
    Passphrase,
}

impl Step {
    const ALL: [Self; 4] = [Self::Code, Self::Names, Self::Consent, Self::Passphrase];

    /// As forms name it.
    const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Names => "names",
            Self::Consent => "consent",
            Self::Passphrase => "passphrase",
        }
    }

    /// What it is called among the steps, as a key.
    const fn short(self) -> &'static str {
        match self {
            Self::Code => key("join-step-code"),
            Self::Names => key("join-step-names"),
            Self::Consent => key("join-step-consent"),
            Self::Passphrase => key("join-step-passphrase"),
        }
    }

    /// What its page is called, as a key.
    const fn title(self) -> &'static str {
        match self {
            Self::Code => key("join-code-title"),
            Self::Names => key("join-names-title"),
            Self::Consent => key("join-consent-title"),
            Self::Passphrase => key("join-passphrase-title"),
        }
    }

    /// The step that a form is of.
    fn named(name: &str) -> Self {
        let all = Self::ALL.into_iter();
        let mut named = all.filter(|it| it.name() == name);
        named.next().unwrap_or(Self::Code)
    }

    fn before(self) -> Self {
        let before = Self::ALL.into_iter().rfind(|it| *it < self);
        before.unwrap_or(Self::Code)
    }

    /// The step where something that can't be used was typed.
    fn of_field(field: &str) -> Option<Self> {
        match field {
            "code" | "bornOn" => Some(Self::Code),
            "login" | "penName" | "avatar" => Some(Self::Names),
            "give" | "textVersion" => Some(Self::Consent),
            "passphrase" => Some(Self::Passphrase),
            _ => None,
        }
    }
}

#[derive(Template)]
#[template(path = "joining/join.html")]
struct Join {
    f: Frame,
    step: Step,
    typed: Typed,
    /// The group that somebody comes into, once that is known.
    group: Option<String>,
    /// What they agree to, on that step.
    text: Option<Text>,
    problem: Option<Problem>,
}

framed!(Join);

impl Join {
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }

    /// The drawings to choose from: the code of each, and how it looks.
    fn drawings(&self) -> Vec<(String, Avatar)> {
        let codes = self.typed.drawings().into_iter();
        codes
            .map(|code| (code.clone(), Avatar::of(&code)))
            .collect()
    }

    /// Names to choose from.
    fn ideas(&self) -> Vec<String> {
        let (first, second) = (self.f.t("join-ideas-first"), self.f.t("join-ideas-second"));
        self.typed.ideas(first, second)
    }
}

/// Shows the first step.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, Step::Code, Typed::empty(), None, None).await
}

/// Takes a step, or goes back one.
pub(crate) async fn send(sent: Sent) -> Response {
    let mut typed = Typed::of(&sent.form);
    let step = Step::named(sent.form.get("step"));
    let visit = &sent.visit;
    match sent.form.get("do") {
        "back" => return page(visit, step.before(), typed, None, None).await,
        "more" => {
            typed.draws_others();
            return page(visit, Step::Names, typed, None, None).await;
        }
        _ => {}
    }
    let idea = sent.form.get("idea");
    if !idea.is_empty() {
        typed.takes_idea(idea);
        return page(visit, Step::Names, typed, None, None).await;
    }
    match step {
        Step::Code => look(&sent, typed, Step::Names).await,
        Step::Names => look(&sent, typed, Step::Consent).await,
        Step::Consent => agree(&sent, typed).await,
        Step::Passphrase => join(&sent, typed).await,
    }
}

/// Goes to the next step if the invitation can be used, with the names if they were chosen.
async fn look(sent: &Sent, typed: Typed, next: Step) -> Response {
    let visit = &sent.visit;
    let Some(born_on) = typed.born_on() else {
        let problem = no_date(visit);
        return page(visit, Step::Code, typed, Some(problem), None).await;
    };
    let are_chosen = next != Step::Names;
    if are_chosen && typed.avatar.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let problem = Problem::said(visit, status, key("join-no-drawing")).at("avatar");
        return page(visit, Step::Names, typed, Some(problem), None).await;
    }
    let input = read_invitation::ReadInvitationInput {
        code: typed.code.clone(),
        born_on,
        login: are_chosen.then(|| typed.login.clone()),
        pen_name: are_chosen.then(|| typed.pen_name.clone()),
        client_mutation_id: None,
    };
    let variables = read_invitation::Variables { input };
    let Changed { outcome, .. } = sent.ask::<ReadInvitation>(variables).await;
    match outcome.map(|data| data.read_invitation) {
        Ok(read_invitation::ReadInvitationReadInvitation::InvitationRead(read)) => {
            page(visit, next, typed, None, Some(read.group.name)).await
        }
        Ok(_) => page(visit, Step::Code, typed, None, None).await,
        Err(refusal) => refused(visit, typed, refusal).await,
    }
}

/// Goes to the last step once everything was answered.
async fn agree(sent: &Sent, typed: Typed) -> Response {
    let visit = &sent.visit;
    let lacks = ConsentPurpose::ALL
        .iter()
        .any(|it| typed.answers.to(*it).is_none());
    let says = if lacks {
        key("purpose-unanswered")
    } else if typed.answers.to(ConsentPurpose::Account) == Some(false) {
        key("join-account-needed")
    } else {
        return page(visit, Step::Passphrase, typed, None, None).await;
    };
    let problem = Problem::said(visit, StatusCode::UNPROCESSABLE_ENTITY, says).at("give");
    page(visit, Step::Consent, typed, Some(problem), None).await
}

/// Makes the account.
async fn join(sent: &Sent, typed: Typed) -> Response {
    let visit = &sent.visit;
    let Some(born_on) = typed.born_on() else {
        let problem = no_date(visit);
        return page(visit, Step::Code, typed, Some(problem), None).await;
    };
    let input = join_panel::JoinPanelInput {
        code: typed.code.clone(),
        born_on,
        login: typed.login.clone(),
        pen_name: typed.pen_name.clone(),
        avatar: typed.avatar.clone(),
        passphrase: sent.form.get("passphrase").to_owned(),
        language: visit.site.language,
        text_version: typed.version,
        give: typed.answers.given(),
        client_mutation_id: None,
    };
    let variables = join_panel::Variables { input };
    let Changed { outcome, cookie } = sent.ask::<JoinPanel>(variables).await;
    match outcome {
        Ok(_) => go_on(visit, "/mesa?hecho=dentro", cookie),
        Err(refusal) => refused(visit, typed, refusal).await,
    }
}

/// Says what was wrong on the step where it was typed.
async fn refused(visit: &Visit, mut typed: Typed, refusal: Refusal) -> Response {
    let mut problem = Problem::of(visit, refusal);
    let field = match problem.kind.as_str() {
        "InvitationOverError" => "code",
        "OtherBirthDateError" => "bornOn",
        "NameTakenError" => "penName",
        "ConsentTextChangedError" => {
            typed.forgets_answers();
            "give"
        }
        _ => problem.field.as_str(),
    };
    field.to_owned().clone_into(&mut problem.field);
    let step = Step::of_field(&problem.field).unwrap_or(typed.step);
    page(visit, step, typed, Some(problem), None).await
}

fn no_date(visit: &Visit) -> Problem {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    Problem::said(visit, status, key("join-no-date")).at("bornOn")
}

async fn page(
    visit: &Visit,
    step: Step,
    mut typed: Typed,
    problem: Option<Problem>,
    group: Option<String>,
) -> Response {
    let mut text = None;
    if step == Step::Consent {
        let current = match Text::of(visit, &typed.answers).await {
            Ok(text) => text,
            Err(broken) => return visit.broken(&broken),
        };
        typed.version = current.version;
        text = Some(current);
    }
    let title = visit.site.words.plain(step.title()).to_owned();
    let mut f = visit.frame(Section::None, HERE.to_owned(), title).await;
    f.is_indexed = false;
    f.script = Some(crate::script::entry());
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Join {
        f,
        step,
        typed,
        group,
        text,
        problem,
    };
    visit.personal(status, &page)
}
