//! The page of one's own account.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{HERE, frame};
use crate::avatar::Avatar;
use crate::entry::sign_in_first;
use crate::frame::Frame;
use crate::operations::OwnAccount as Asked;
use crate::operations::own_account::{
    OpeningReason, OwnAccountViewer, OwnAccountViewerSecondFactors, OwnAccountViewerSessions, Role,
    Variables,
};
use crate::page::framed;
use crate::reading::card::Day;
use crate::sent::Problem;
use crate::site::Visit;
use crate::staff::reason_words;
use crate::words::{Words, key};

/// What was just done, as addresses name it, and what is said then.
const SAYINGS: [(&str, &str); 7] = [
    ("frase", key("account-done-passphrase")),
    ("sesion", key("account-done-session")),
    ("nombre", key("account-done-name")),
    ("correo", key("account-done-mail")),
    ("comprobado", key("account-done-proven")),
    ("sin-correo", key("account-done-no-mail")),
    ("llave", key("account-done-factor")),
];

/// Where somebody is signed in.
struct Session {
    id: String,
    name: String,
    is_current: bool,
    began: Day,
    used: Day,
}

impl Session {
    fn new(words: &Words, given: OwnAccountViewerSessions) -> Self {
        Self {
            began: day(words, &given.began_at),
            used: day(words, &given.used_at),
            id: given.id,
            name: given.name.unwrap_or_default(),
            is_current: given.is_current,
        }
    }
}

/// How somebody proves who they are after the passphrase.
struct Factors {
    has_app: bool,
    /// The id, the name and the day of each passkey.
    keys: Vec<(String, Option<String>, Day)>,
    codes_left: i64,
}

impl Factors {
    fn new(words: &Words, given: OwnAccountViewerSecondFactors) -> Self {
        let keys = given.passkeys.into_iter();
        Self {
            has_app: given.totp_since.is_some(),
            keys: keys
                .map(|it| (it.id, it.name, day(words, &it.since)))
                .collect(),
            codes_left: given.recovery_codes_left,
        }
    }
}

fn day(words: &Words, moment: &str) -> Day {
    Day::at(words, moment)
}

#[derive(Template)]
#[template(path = "account/own.html")]
struct Own {
    f: Frame,
    pen_name: String,
    login: String,
    avatar: Avatar,
    group: Option<String>,
    writes: bool,
    mail: Option<String>,
    /// Since when the passphrase counts.
    since: Option<Day>,
    sessions: Vec<Session>,
    factors: Option<Factors>,
    /// When two adults read who they are, and why, as a key.
    openings: Vec<(Day, &'static str)>,
    said: Option<&'static str>,
    problem: Option<Problem>,
    /// What was typed as an address.
    typed: String,
}

framed!(Own);

impl Own {
    fn is_wrong(&self, field: &str) -> bool {
        self.problem.as_ref().is_some_and(|it| it.field == field)
    }
}

/// Shows the page.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None, String::new()).await
}

/// Shows the page with what was wrong, and what was typed as an address.
pub(super) async fn page(visit: &Visit, problem: Option<Problem>, typed: String) -> Response {
    let viewer = match visit.ask::<Asked>(Variables {}).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(visit, HERE);
    };
    let f = frame(visit, HERE, key("account-title")).await;
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = own(visit, f, viewer);
    visit.personal(
        status,
        &Own {
            problem,
            typed,
            ..page
        },
    )
}

fn own(visit: &Visit, f: Frame, viewer: OwnAccountViewer) -> Own {
    let words = &visit.site.words;
    let account = viewer.account;
    let sessions = viewer.sessions.into_iter();
    let openings = viewer.identity_openings.into_iter();
    Own {
        f,
        avatar: Avatar::of(&account.avatar),
        writes: account.roles.contains(&Role::CORRESPONDENT),
        group: account.group.map(|it| it.name),
        pen_name: account.pen_name,
        login: account.login.unwrap_or_default(),
        mail: account.mail_address,
        since: account.passphrase_changed_at.map(|it| day(words, &it)),
        sessions: sessions.map(|it| Session::new(words, it)).collect(),
        factors: viewer.second_factors.map(|it| Factors::new(words, it)),
        openings: openings
            .map(|it| (Day::new(words, it.read_on), reason_words!(it.reason)))
            .collect(),
        said: visit.said(&SAYINGS),
        problem: None,
        typed: String::new(),
    }
}
