//! Help lines: whom a child in trouble can turn to, by country, and whether somebody answers now. The lines are data with their sources
//! (`data/helplines.toml`). Which of them a page shows for what is decided by whoever asks; nothing here reads a clock.

mod hours;
mod table;

use chrono::NaiveDate;

use crate::{Country, Timestamp};
pub use hours::Hours;
pub use table::{Helplines, HelplinesError};

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum HelplineKind {
    /// Anything that worries a child.
    Children,
    /// What happens online.
    Internet,
    /// Not wanting to live.
    Suicide,
    /// Being beaten or threatened.
    Violence,
    /// Danger now.
    Emergency,
}

/// A way to reach a line other than calling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ChannelKind {
    /// A page with a form or a chat.
    Web,
    /// A number on `WhatsApp`.
    Whatsapp,
    /// A name on Telegram.
    Telegram,
    /// An e-mail address.
    Email,
}

/// A way to reach a line other than calling.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// What it is.
    pub kind: ChannelKind,
    /// The number, name or address there.
    pub to: String,
}

/// A line that a child can turn to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helpline {
    /// The country whose children it is for; nothing for one that answers everywhere.
    pub country: Option<Country>,
    /// What it is called, in the language of the country.
    pub name: String,
    /// The number to call, as it is written there.
    pub number: String,
    /// What it is for.
    pub kind: HelplineKind,
    /// When somebody answers.
    pub hours: Hours,
    /// Other ways to reach it.
    pub channels: Vec<Channel>,
    /// Where number and hours were read.
    pub source: String,
    /// When they were read there last.
    pub checked_on: NaiveDate,
}

impl Helpline {
    /// The place in a list for somebody in need at `at`: who surely answers now, then 112, then whose hours nobody knows, then who is
    /// closed. What is most to the point comes first among them.
    fn rank(&self, at: Timestamp, wanted: &[HelplineKind]) -> (u8, usize) {
        let is_emergency = self.kind == HelplineKind::Emergency;
        let by_hours = match self.hours.is_open(at) {
            Some(true) if !is_emergency => 0,
            Some(true) => 1,
            None => 2,
            Some(false) => 3,
        };
        let wanted_at = wanted.iter().position(|kind| *kind == self.kind);
        (by_hours, wanted_at.unwrap_or(wanted.len()))
    }
}
