//! Where vetted adults read exactly what will be published, and decide with a reason. Nobody is counted or compared here, and a key decides nothing by itself.

mod against;
pub(crate) mod colleagues;
pub(crate) mod decide;
pub(crate) mod escalations;
pub(crate) mod preferences;
pub(crate) mod public;
pub(crate) mod queue;
pub(crate) mod reading;
pub(crate) mod taken_back;
pub(crate) mod typed;

use std::sync::LazyLock;

use url::form_urlencoded;

use crate::frame::{Frame, Section};
use crate::site::Visit;
use crate::words::{Value, Words, key};

/// The words for a hard thing that a text speaks of, as a key. Each operation has a type of its own for it.
macro_rules! themes {
    ($theme:expr) => {
        Some(match $theme {
            Theme::SELF_HARM => $crate::words::key("theme-self-harm"),
            Theme::EATING => $crate::words::key("theme-eating"),
            Theme::ABUSE => $crate::words::key("theme-abuse"),
            Theme::SEXUAL => $crate::words::key("theme-sexual"),
            Theme::BULLYING => $crate::words::key("theme-bullying"),
            Theme::VIOLENCE => $crate::words::key("theme-violence"),
            Theme::HATE => $crate::words::key("theme-hate"),
            Theme::DRUGS => $crate::words::key("theme-drugs"),
            Theme::Other(_) => return None,
        })
    };
}

use themes;

/// Where a page hears what happens in the line: the address of a stream of events of the API.
static LIVE: LazyLock<String> = LazyLock::new(|| {
    let document = include_str!("../operations/review_queue_changed.graphql");
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("query", document)
        .finish();
    format!("/graphql?{query}")
});

/// Where a page hears what happens in the line.
fn live() -> &'static str {
    &LIVE
}

/// Where the line is.
pub(crate) const QUEUE: &str = "/equipo/cola";
/// Minutes in an hour.
const HOUR: i64 = 60;
/// Minutes in two days; what waited less is said in hours.
const TWO_DAYS: i64 = 2 * 24 * HOUR;

/// The frame of one of these pages; `path` is its address without its language.
async fn frame(visit: &Visit, path: impl Into<String>, title: String) -> Frame {
    let mut f = visit.frame(Section::Queue, path.into(), title).await;
    f.is_indexed = false;
    f
}

/// How long something has waited, in words.
fn waited(words: &Words, minutes: i64) -> String {
    let said = |key: &str, number: i64| words.with(key, &[("what", Value::from(number))]);
    match minutes {
        ..HOUR => said(key("waited-minutes"), minutes),
        HOUR..TWO_DAYS => said(key("waited-hours"), minutes / HOUR),
        TWO_DAYS.. => said(key("waited-days"), minutes / (24 * HOUR)),
    }
}
