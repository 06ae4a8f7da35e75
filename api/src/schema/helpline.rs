//! Help lines as everybody reads them.

use app::helplines::Line;
use async_graphql::{Context, Object, Result, SimpleObject};
use chrono::{Datelike as _, NaiveDateTime};
use domain::Timestamp;
use domain::helpline::Channel;

use super::enums::{HelplineChannelKind, HelplineKind};
use super::request::Parts as _;
use super::scalars::{CountryCode, Date, DateTime};
use crate::words::{Say, Value};

/// A way to reach a help line other than calling.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct HelplineChannel {
    /// What it is.
    kind: HelplineChannelKind,
    /// The number, name or address there.
    to: String,
}

impl From<Channel> for HelplineChannel {
    fn from(channel: Channel) -> Self {
        Self {
            kind: channel.kind.into(),
            to: channel.to,
        }
    }
}

/// Whom a child in trouble can turn to.
pub(crate) struct Helpline(Line);

impl From<Line> for Helpline {
    fn from(line: Line) -> Self {
        Self(line)
    }
}

/// Whom a child in trouble can turn to. Calling one costs nothing, and leaves nothing on the panel.
#[Object(serial)]
impl Helpline {
    /// The country whose children it is for; null for one that answers everywhere.
    async fn country(&self) -> Option<CountryCode> {
        self.0.line.country.map(CountryCode)
    }

    /// What it is called, in the language of the country.
    async fn name(&self) -> &str {
        &self.0.line.name
    }

    /// The number to call, as it is written there.
    async fn number(&self) -> &str {
        &self.0.line.number
    }

    /// What it is for.
    async fn kind(&self) -> HelplineKind {
        self.0.line.kind.into()
    }

    /// Whether somebody answers now; null when nobody knows the hours.
    async fn is_open_now(&self) -> Option<bool> {
        self.0.is_open
    }

    /// When somebody answers next; null when somebody does now, or nobody knows.
    async fn opens_at(&self) -> Option<DateTime> {
        self.0.opens_at.map(DateTime)
    }

    /// Until when somebody answers who does now; null when nobody does, nobody knows, or somebody does at all hours.
    async fn closes_at(&self) -> Option<DateTime> {
        self.0.closes_at.map(DateTime)
    }

    /// Until when somebody answers or from when, in words, by the clocks where the line is.
    async fn hours(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(in_words(&self.0, ctx.say()?))
    }

    /// Other ways to reach it.
    async fn channels(&self) -> Vec<HelplineChannel> {
        let channels = self.0.line.channels.iter().cloned();
        channels.map(HelplineChannel::from).collect()
    }

    /// Where its number and hours were read.
    async fn source(&self) -> &str {
        &self.0.line.source
    }

    /// When they were read there last.
    async fn checked_on(&self) -> Date {
        Date(self.0.line.checked_on)
    }
}

/// Says when somebody answers.
fn in_words(line: &Line, say: Say<'_>) -> String {
    let clock = |at: Option<Timestamp>| at.and_then(|at| line.clock(at));
    let time = |at: NaiveDateTime| at.format("%-H:%M").to_string();
    if let Some(until) = clock(line.closes_at) {
        return say.with("helpline-until", &[("time", Value::from(time(until)))]);
    }
    let Some(from) = clock(line.opens_at) else {
        let key = match line.is_open {
            Some(true) => "helpline-always",
            Some(false) | None => "helpline-unknown",
        };
        return say.plain(key);
    };
    let named = [("time", Value::from(time(from)))];
    if clock(Some(line.now)).is_some_and(|now| now.date() == from.date()) {
        return say.with("helpline-from-today", &named);
    }
    let day = from.weekday().number_from_monday();
    let [time] = named;
    say.with("helpline-from", &[time, ("day", Value::from(day))])
}
