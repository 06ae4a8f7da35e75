//! Whom somebody in trouble can turn to. Nothing of who looked is kept.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::Response;

use super::card::Day;
use crate::frame::{Frame, Section, StripLine, dialled};
use crate::operations::helplines::{
    HelplineChannelKind as ChannelKind, HelplinesHelplines as Found, Variables,
};
use crate::operations::{HelplineKind as Kind, Helplines};
use crate::page::{framed, missing};
use crate::site::Visit;
use crate::words::{Words, key};

#[derive(Template)]
#[template(path = "reading/help.html")]
struct Help {
    f: Frame,
    first: Option<Line>,
    /// Where there is danger now.
    emergency: Option<Line>,
    others: Vec<Line>,
    exit: String,
}

framed!(Help);

/// A line.
struct Line {
    name: String,
    number: String,
    dialled: String,
    /// The words for what it is for.
    kind: &'static str,
    hours: String,
    is_open: bool,
    channels: Vec<Channel>,
    checked: Day,
}

/// Another way to reach it.
enum Channel {
    Web(String),
    Whatsapp(String),
    Telegram(String),
    Email(String),
}

/// Shows the lines of the centre's country.
pub(crate) async fn show(visit: Visit) -> Response {
    lines(visit, None).await
}

/// Shows the lines of a country.
pub(crate) async fn of_country(
    country: Result<Path<String>, PathRejection>,
    visit: Visit,
) -> Response {
    match country {
        Ok(Path(country)) if is_country(&country) => {
            lines(visit, Some(country.to_ascii_uppercase())).await
        }
        Ok(_) | Err(_) => missing(&visit.site),
    }
}

/// Whether a text may be the code of a country (ISO 3166-1 alpha-2).
fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic())
}

async fn lines(visit: Visit, country: Option<String>) -> Response {
    let path = country.as_ref().map_or_else(
        || "/ayuda".to_owned(),
        |country| format!("/ayuda/{}", country.to_ascii_lowercase()),
    );
    let found = match visit.ask::<Helplines>(Variables { country }).await {
        Ok(data) => data.helplines,
        Err(broken) => return visit.broken(&broken),
    };
    let title = visit.site.words.plain("help-title").to_owned();
    // The strip of this page has a number that can be called from there.
    let f = if visit.may_be_somebodys() {
        visit.frame(Section::Help, path, title).await
    } else {
        Frame::new(&visit.site, Section::Help, path, title)
    };
    let f = f.with_lines(found.iter().map(StripLine::from));
    // Whatever the language, the start of an encyclopedia.
    let (language, _) = f
        .language
        .tag()
        .split_once('-')
        .unwrap_or((f.language.tag(), ""));
    let exit = format!("https://{language}.wikipedia.org/");
    let (emergency, others): (Vec<Found>, Vec<Found>) = found
        .into_iter()
        .partition(|line| line.kind == Kind::Emergency);
    let line = |found| Line::new(&visit.site.words, found);
    // Who answers now comes first.
    let mut others = others.into_iter().map(line);
    let first = others.next();
    let others = others.collect();
    let emergency = emergency.into_iter().next().map(line);
    visit.common(&Help {
        f,
        first,
        emergency,
        others,
        exit,
    })
}

impl From<&Found> for StripLine {
    fn from(line: &Found) -> Self {
        Self {
            kind: line.kind,
            is_shut: line.is_open_now == Some(false),
            number: line.number.clone(),
            hours: line.hours.clone(),
        }
    }
}

impl Line {
    fn new(words: &Words, found: Found) -> Self {
        Self {
            dialled: dialled(&found.number),
            name: found.name,
            number: found.number,
            kind: match found.kind {
                Kind::Internet => key("help-for-internet"),
                Kind::Suicide => key("help-for-suicide"),
                Kind::Violence => key("help-for-violence"),
                Kind::Children | Kind::Emergency | Kind::Other => key("help-for-children"),
            },
            hours: found.hours,
            is_open: found.is_open_now == Some(true),
            channels: found
                .channels
                .into_iter()
                .filter_map(|it| Channel::new(&it.kind, it.to))
                .collect(),
            checked: Day::new(words, found.checked_on),
        }
    }
}

impl Channel {
    /// A way to reach a line; nothing for one that a later API knows and this page doesn't.
    fn new(kind: &ChannelKind, to: String) -> Option<Self> {
        match kind {
            // A link of another kind than to a page would be none of ours.
            ChannelKind::WEB => to.starts_with("https://").then_some(Self::Web(to)),
            ChannelKind::WHATSAPP => Some(Self::Whatsapp(to)),
            ChannelKind::TELEGRAM => Some(Self::Telegram(to)),
            ChannelKind::EMAIL => Some(Self::Email(to)),
            ChannelKind::Other(_) => None,
        }
    }
}
