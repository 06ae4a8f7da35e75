//! Whom somebody in trouble can turn to. Nothing of who looked is kept.

use askama::Template;
use axum::extract::Path;
use axum::extract::rejection::PathRejection;
use axum::response::Response;

use super::card::Day;
use crate::frame::{Frame, Section, dialled};
use crate::operations::Helplines;
use crate::operations::helplines::{
    HelplineChannelKind as ChannelKind, HelplineKind as Kind, HelplinesHelplines as Found,
    Variables,
};
use crate::page::missing;
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
    let found = match visit.ask::<Helplines>(Variables { country }).await.outcome {
        Ok(data) => data.helplines,
        Err(broken) => return visit.broken(&broken),
    };
    let title = visit.site.words.plain("help-title").to_owned();
    let f = visit.frame(Section::Help, path, title).await;
    let exit = format!("https://{}.wikipedia.org/", visit.site.language.tag());
    let (emergency, others): (Vec<Found>, Vec<Found>) = found
        .into_iter()
        .partition(|line| line.kind == Kind::EMERGENCY);
    let line = |found| Line::new(&visit.site.words, found);
    let mut others: Vec<Line> = others.into_iter().map(line).collect();
    // The line of the strip is the first here too.
    let strip = f.line.as_ref().map(|line| line.number.clone());
    let at = others
        .iter()
        .position(|line| Some(&line.number) == strip.as_ref());
    let first = match at {
        Some(at) => Some(others.remove(at)),
        None if others.is_empty() => None,
        None => Some(others.remove(0)),
    };
    let emergency = emergency.into_iter().next().map(line);
    visit.common(&Help {
        f,
        first,
        emergency,
        others,
        exit,
    })
}

impl Line {
    fn new(words: &Words, found: Found) -> Self {
        Self {
            dialled: dialled(&found.number),
            name: found.name,
            number: found.number,
            kind: match found.kind {
                Kind::INTERNET => key("help-for-internet"),
                Kind::SUICIDE => key("help-for-suicide"),
                Kind::VIOLENCE => key("help-for-violence"),
                Kind::CHILDREN | Kind::EMERGENCY | Kind::Other(_) => key("help-for-children"),
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
