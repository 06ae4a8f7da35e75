//! Help lines as everybody reads them.

use app::helplines::Line;
use async_graphql::SimpleObject;
use domain::helpline::Channel;

use super::enums::{HelplineChannelKind, HelplineKind};
use super::scalars::{CountryCode, Date, DateTime};

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

/// Whom a child in trouble can turn to. Calling one costs nothing, and leaves nothing on the panel.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct Helpline {
    /// The country whose children it is for; null for one that answers everywhere.
    country: Option<CountryCode>,
    /// What it is called, in the language of the country.
    name: String,
    /// The number to call, as it is written there.
    number: String,
    /// What it is for.
    kind: HelplineKind,
    /// Whether somebody answers now; null when nobody knows the hours.
    is_open_now: Option<bool>,
    /// When somebody answers next; null when somebody does now, or nobody knows.
    opens_at: Option<DateTime>,
    /// Other ways to reach it.
    channels: Vec<HelplineChannel>,
    /// Where its number and hours were read.
    source: String,
    /// When they were read there last.
    checked_on: Date,
}

impl From<Line> for Helpline {
    fn from(
        Line {
            line,
            is_open,
            opens_at,
        }: Line,
    ) -> Self {
        Self {
            country: line.country.map(CountryCode),
            name: line.name,
            number: line.number,
            kind: line.kind.into(),
            is_open_now: is_open,
            opens_at: opens_at.map(DateTime),
            channels: line
                .channels
                .into_iter()
                .map(HelplineChannel::from)
                .collect(),
            source: line.source,
            checked_on: Date(line.checked_on),
        }
    }
}
