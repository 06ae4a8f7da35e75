//! What the audit log tells those who run the panel, chapter by chapter, and whether all of it is sound.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{LOG, act_sentence, frame, role_words};
use crate::date;
use crate::entry::sign_in_first;
use crate::frame::{Frame, Who};
use crate::operations::Audit as Asked;
use crate::operations::audit::{
    ActKind, AuditChapter, AuditViewerAuditCheck as GivenCheck, AuditViewerAuditLogNodes as Given,
    AuditedAct, AuditedBy, OpeningReason, Role, Variables,
};
use crate::page::{framed, missing};
use crate::reading::card::Day;
use crate::reading::list::{from, older};
use crate::site::Visit;
use crate::words::{Words, key};

/// The chapters: as addresses name them, and what they are called.
const CHAPTERS: [(&str, AuditChapter, &str); 4] = [
    ("cuentas", AuditChapter::ACCOUNTS, key("audit-accounts")),
    ("grupos", AuditChapter::GROUPS, key("audit-groups")),
    ("quien-entra", AuditChapter::JOINING, key("audit-joining")),
    (
        "dos-personas",
        AuditChapter::ACTS_FOR_TWO,
        key("acts-title"),
    ),
];
/// The name under which an address has the chapter.
const CHAPTER: &str = "parte";
/// How many records a page has.
const PAGE: i64 = 50;

/// A moment, on the clock of the centre.
struct At {
    day: Day,
    hour: String,
}

impl At {
    fn new(words: &Words, moment: &str) -> Self {
        Self {
            day: Day::at(words, moment),
            hour: date::hour_at(words.zone, moment),
        }
    }
}

/// A record.
struct Record {
    at: At,
    /// What was done, in words.
    act: String,
    /// To whom and where.
    about: Vec<String>,
    /// Who did it.
    by: String,
}

impl Record {
    fn new(words: &Words, given: Given) -> Self {
        let act = given.act.as_ref().map_or(key("audit-other"), said);
        let act = words.plain(act);
        let about = [given.about.clone(), given.group_name, given.topic_name];
        let mut about: Vec<String> = about.into_iter().flatten().collect();
        let act = match (&given.act_for_two, &given.role, &given.about) {
            (Some(kind), role, Some(of)) => {
                about.clear();
                let whom = of.as_str();
                let step = act_sentence!(words, kind, whom, role, given.opening_reason);
                format!("{act}: {step}")
            }
            (_, Some(role), _) => format!("{act}: {}", words.plain(role_words!(role))),
            _ => act.to_owned(),
        };
        let by = match given.done_by {
            AuditedBy::NEWCOMER => words.plain(key("audit-by-newcomer")).to_owned(),
            AuditedBy::ACCOUNT => given.done_by_pen_name.unwrap_or_default(),
            AuditedBy::OPERATOR | AuditedBy::Other(_) => {
                words.plain(key("audit-by-server")).to_owned()
            }
        };
        Self {
            at: At::new(words, &given.done_at),
            act,
            about,
            by,
        }
    }
}

/// The words for what was done, as a key.
const fn said(act: &AuditedAct) -> &'static str {
    use AuditedAct as A;
    match act {
        A::ACCOUNT_CREATED => key("audit-account-created"),
        A::ADULT_INVITED => key("audit-adult-invited"),
        A::ADULT_INVITATION_TAKEN_BACK => key("audit-adult-invitation-taken-back"),
        A::SET_UP => key("audit-set-up"),
        A::ROLE_GIVEN => key("audit-role-given"),
        A::ROLE_TAKEN => key("audit-role-taken"),
        A::CERTIFICATE_SEEN => key("audit-certificate-seen"),
        A::TRAINED => key("audit-trained"),
        A::CODE_OF_CONDUCT_SIGNED => key("audit-conduct-signed"),
        A::SECOND_FACTORS_RESET => key("audit-factors-reset"),
        A::ACT_ASKED_FOR => key("audit-act-asked"),
        A::ACT_AGREED_TO => key("audit-act-agreed"),
        A::ACT_REFUSED => key("audit-act-refused"),
        A::PASSPHRASE_CODE_READ => key("audit-code-read"),
        A::PASSPHRASE_RESET => key("audit-passphrase-reset"),
        A::IDENTITY_READ => key("audit-identity-read"),
        A::KEYS_CHANGED => key("audit-keys-changed"),
        A::GROUP_CREATED => key("audit-group-created"),
        A::MEMBER_ADDED => key("audit-member-added"),
        A::GUIDE_ADDED => key("audit-guide-added"),
        A::GUIDE_REMOVED => key("audit-guide-removed"),
        A::FACILITATOR_SET => key("audit-facilitator-set"),
        A::TOPIC_CREATED => key("audit-topic-created"),
        A::TOPIC_RENAMED => key("audit-topic-renamed"),
        A::INVITATION_MADE => key("audit-invitation-made"),
        A::INVITATION_SECONDED => key("audit-invitation-seconded"),
        A::INVITATION_TAKEN_BACK => key("audit-invitation-taken-back"),
        A::GUARDIAN_ASKED => key("audit-guardian-asked"),
        A::GUARDIAN_SECONDED => key("audit-guardian-seconded"),
        A::GUARDIAN_RECORDED => key("audit-guardian-recorded"),
        A::ONE_GUARDIAN_IN_TWO_ENTITIES => key("audit-one-guardian"),
        A::Other(_) => key("audit-other"),
    }
}

/// What the last look at the whole log found.
struct Check {
    at: At,
    is_sound: bool,
    is_overdue: bool,
}

impl Check {
    fn new(words: &Words, given: &GivenCheck) -> Self {
        Self {
            at: At::new(words, &given.checked_at),
            is_sound: given.is_sound,
            is_overdue: given.is_overdue,
        }
    }
}

#[derive(Template)]
#[template(path = "staff/log.html")]
struct Log {
    f: Frame,
    /// The chapter that is shown, as addresses name it.
    chapter: &'static str,
    check: Option<Check>,
    records: Vec<Record>,
    /// Where older ones are.
    older: Option<String>,
    is_older: bool,
}

framed!(Log);

impl Log {
    /// The chapters that whoever looks may read.
    fn chapters(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let all = self.f.who.as_ref().is_some_and(Who::administers);
        let told = CHAPTERS
            .into_iter()
            .filter(move |(_, it, _)| all || *it != AuditChapter::ACTS_FOR_TWO);
        told.map(|(name, _, title)| (name, title))
    }
}

/// Shows a chapter.
pub(crate) async fn show(visit: Visit) -> Response {
    let query = visit.query();
    let asked = query.get(CHAPTER);
    let found = CHAPTERS.into_iter().find(|(name, ..)| *name == asked);
    let Some((chapter, meant, _)) = found.or_else(|| CHAPTERS.into_iter().next()) else {
        return missing(&visit.site);
    };
    let variables = Variables {
        chapter: meant,
        first: Some(PAGE),
        after: from(&visit),
    };
    let viewer = match visit.ask::<Asked>(variables).await {
        Ok(data) => data.viewer,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = viewer else {
        return sign_in_first(&visit, LOG);
    };
    let Some(list) = viewer.audit_log else {
        return missing(&visit.site);
    };
    let words = &visit.site.words;
    let end = list.page_info.end_cursor;
    let end = end.filter(|_| list.page_info.has_next_page);
    let nodes = list.nodes.into_iter();
    let page = Log {
        f: frame(&visit, LOG, key("audit-title")).await,
        chapter,
        check: viewer.audit_check.as_ref().map(|it| Check::new(words, it)),
        records: nodes.map(|it| Record::new(words, it)).collect(),
        older: end.map(|it| format!("{}&{CHAPTER}={chapter}", older(&it))),
        is_older: from(&visit).is_some(),
    };
    visit.personal(StatusCode::OK, &page)
}
