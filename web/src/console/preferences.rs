//! What an adult leaves to others: languages that they don't read, hard things, topics. No reason is asked, and nobody else sees it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{frame, themes};
use crate::again::again;
use crate::client::Changed;
use crate::desk::DONE;
use crate::entry::sign_in_first;
use crate::form::Form;
use crate::frame::Frame;
use crate::language::Language;
use crate::operations::review_preferences::{Theme, Variables};
use crate::operations::{ReviewPreferences, SetReviewPreferences, set_review_preferences as set};
use crate::page::{framed, missing};
use crate::sent::{Problem, Sent, go_on};
use crate::site::Visit;

/// Where it is.
const HERE: &str = "/equipo/preferencias";
/// What an address says once it is kept.
const KEPT: &str = "guardado";
/// The hard things that there are.
const THEMES: [Theme; 8] = [
    Theme::SELF_HARM,
    Theme::EATING,
    Theme::ABUSE,
    Theme::SEXUAL,
    Theme::BULLYING,
    Theme::VIOLENCE,
    Theme::HATE,
    Theme::DRUGS,
];

const fn words(theme: &Theme) -> Option<&'static str> {
    themes!(theme)
}

fn code(theme: &Theme) -> String {
    let code = serde_json::to_value(theme).ok();
    let code = code.and_then(|it| it.as_str().map(str::to_owned));
    code.unwrap_or_default()
}

/// What is chosen.
#[derive(Default)]
struct Chosen {
    languages: Vec<String>,
    themes: Vec<String>,
    topics: Vec<String>,
}

impl Chosen {
    fn of(form: &Form) -> Self {
        let all = |name: &str| form.all(name).map(str::to_owned).collect();
        Self {
            languages: all("language"),
            themes: all("theme"),
            topics: all("topic"),
        }
    }
}

/// Something that can be chosen.
struct Choice {
    value: String,
    says: String,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "console/preferences.html")]
struct Preferences {
    f: Frame,
    languages: Vec<(Language, bool)>,
    themes: Vec<Choice>,
    topics: Vec<Choice>,
    is_kept: bool,
    problem: Option<Problem>,
}

framed!(Preferences);

/// Shows what is chosen.
pub(crate) async fn show(visit: Visit) -> Response {
    page(&visit, None, None).await
}

/// Keeps what was chosen.
pub(crate) async fn keep(sent: Sent) -> Response {
    let chosen = Chosen::of(&sent.form);
    let languages = Language::ALL.into_iter();
    let languages = languages.filter(|it| chosen.languages.iter().any(|tag| tag == it.tag()));
    let of_code = |code: &String| {
        let is_one = THEMES.iter().any(|theme| self::code(theme) == *code);
        is_one.then(|| serde_json::from_value(code.clone().into()).ok())?
    };
    let input = set::SetReviewPreferencesInput {
        languages: languages.collect(),
        without_themes: chosen.themes.iter().filter_map(of_code).collect(),
        without_topics: chosen.topics.clone(),
        client_mutation_id: sent.once("preferences"),
    };
    let Changed { outcome, .. } = sent
        .ask::<SetReviewPreferences>(set::Variables { input })
        .await;
    let Err(refusal) = outcome else {
        return go_on(&sent.visit, &format!("{HERE}?{DONE}={KEPT}"), None);
    };
    let problem = Problem::of(&sent.visit, refusal).at("");
    if sent
        .visit
        .ask::<ReviewPreferences>(Variables {})
        .await
        .is_err()
        || problem.is_signed_out
    {
        return again(&sent, problem).await;
    }
    page(&sent.visit, Some(chosen), Some(problem)).await
}

async fn page(visit: &Visit, typed: Option<Chosen>, problem: Option<Problem>) -> Response {
    let data = match visit.ask::<ReviewPreferences>(Variables {}).await {
        Ok(data) => data,
        Err(broken) => return visit.broken(&broken),
    };
    let Some(viewer) = data.viewer else {
        return sign_in_first(visit, HERE);
    };
    let Some(kept) = viewer.review_preferences else {
        return missing(&visit.site);
    };
    let chosen = typed.unwrap_or_else(|| Chosen {
        languages: kept
            .languages
            .iter()
            .map(|it| it.tag().to_owned())
            .collect(),
        themes: kept.without_themes.iter().map(code).collect(),
        topics: kept.without_topics.into_iter().map(|it| it.id).collect(),
    });
    let title = visit.site.words.plain("preferences-title").to_owned();
    let f = frame(visit, HERE, title).await;
    let themes = THEMES.iter().filter_map(|theme| {
        let value = code(theme);
        Some(Choice {
            says: f.t(words(theme)?).to_owned(),
            is_chosen: chosen.themes.contains(&value),
            value,
        })
    });
    let topics = data.topics.into_iter().map(|it| Choice {
        is_chosen: chosen.topics.contains(&it.id),
        value: it.id,
        says: it.name,
    });
    let read = Language::ALL.map(|it| (it, chosen.languages.iter().any(|tag| tag == it.tag())));
    let status = problem.as_ref().map_or(StatusCode::OK, |it| it.status);
    let page = Preferences {
        themes: themes.collect(),
        topics: topics.collect(),
        languages: read.to_vec(),
        is_kept: visit.query().get(DONE) == KEPT,
        f,
        problem,
    };
    visit.personal(status, &page)
}
