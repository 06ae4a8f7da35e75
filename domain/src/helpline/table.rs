//! The table of help lines: reads the data, and gives the lines of a country in the order for somebody in need.

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;

use super::hours::{Hours, Times};
use super::{Channel, Helpline, HelplineKind};
use crate::{Country, Timestamp};

/// The table that is built in.
const BUILT_IN: &str = include_str!("../../data/helplines.toml");

/// Every help line that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helplines(Vec<Helpline>);

/// Why a table can't be used. A row is named by its number to call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HelplinesError {
    /// It is not of the form that is asked for.
    #[error("the help lines can't be read: {0}")]
    Unreadable(String),
    /// A row has no country's code.
    #[error("{0}: the country is no code of two letters")]
    Country(String),
    /// A row has no time zone that is known.
    #[error("{0}: there is no such time zone")]
    Zone(String),
    /// A row has hours that are none.
    #[error("{0}: hours are written as days \"MO-FR\", from \"08:00\", to \"22:00\"")]
    Hours(String),
    /// A row lacks its name, its number or its source.
    #[error("{0:?}: a line needs name, number and source")]
    Incomplete(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    lines: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    country: Option<String>,
    name: String,
    number: String,
    kind: HelplineKind,
    zone: String,
    #[serde(default)]
    hours: Vec<HoursRow>,
    #[serde(default)]
    channels: Vec<Channel>,
    source: String,
    checked_on: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoursRow {
    days: String,
    from: String,
    to: String,
}

impl Row {
    fn into_line(self) -> Result<Helpline, HelplinesError> {
        let number = self.number;
        if [&self.name, &number, &self.source]
            .iter()
            .any(|text| text.trim().is_empty())
        {
            return Err(HelplinesError::Incomplete(number));
        }
        let country = self.country.as_deref().map(Country::parse).transpose();
        let country = country.map_err(|_not_one| HelplinesError::Country(number.clone()))?;
        let zone: Result<Tz, _> = self.zone.parse();
        let zone = zone.map_err(|_not_one| HelplinesError::Zone(number.clone()))?;
        let times = self.hours.iter();
        let times = times.map(|row| Times::parse(&row.days, &row.from, &row.to));
        let times: Option<Vec<Times>> = times.collect();
        let times = times.ok_or_else(|| HelplinesError::Hours(number.clone()))?;
        Ok(Helpline {
            country,
            name: self.name,
            number,
            kind: self.kind,
            hours: if times.is_empty() {
                Hours::Unknown
            } else {
                Hours::Weekly { zone, times }
            },
            channels: self.channels,
            source: self.source,
            checked_on: self.checked_on,
        })
    }
}

impl Helplines {
    /// The table that is built in.
    pub fn built_in() -> Result<Self, HelplinesError> {
        Self::parse(BUILT_IN)
    }

    /// Reads a table in TOML.
    pub fn parse(text: &str) -> Result<Self, HelplinesError> {
        let unreadable =
            |error: toml::de::Error| HelplinesError::Unreadable(error.message().to_owned());
        let file: File = toml::from_str(text).map_err(unreadable)?;
        let lines: Result<_, _> = file.lines.into_iter().map(Row::into_line).collect();
        Ok(Self(lines?))
    }

    /// Every line.
    pub fn all(&self) -> &[Helpline] {
        &self.0
    }

    /// The lines of a country, and those of every country, for somebody in need at `at`: who surely answers now comes first, then 112,
    /// then whose hours nobody knows, then who is closed; among them what is `wanted` first, in its order.
    pub fn of(&self, country: Country, at: Timestamp, wanted: &[HelplineKind]) -> Vec<&Helpline> {
        let own = self.0.iter();
        let mut lines: Vec<&Helpline> = own
            .filter(|line| line.country.is_none_or(|own| own == country))
            .collect();
        lines.sort_by_key(|line| line.rank(at, wanted));
        lines
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::new(text.parse().unwrap())
    }

    fn numbers(country: &str, moment: &str, wanted: &[HelplineKind]) -> Vec<String> {
        let all = Helplines::built_in().unwrap();
        let lines = all.of(Country::parse(country).unwrap(), at(moment), wanted);
        lines.iter().map(|line| line.number.clone()).collect()
    }

    /// Somebody has to read the sources again (SAFETY A8): change what changed, and write the day into `checked_on`.
    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "how old the data is has to do with the day on which the tests run"
    )]
    fn every_line_was_checked_at_its_source_in_the_last_180_days() {
        let today = DateTime::<Utc>::from(SystemTime::now()).date_naive();
        for line in Helplines::built_in().unwrap().all() {
            let age = today.signed_duration_since(line.checked_on);
            assert!(
                age <= TimeDelta::days(180),
                "{} was checked on {}",
                line.name,
                line.checked_on
            );
        }
    }

    #[test]
    fn who_answers_now_comes_first_and_112_before_whose_hours_nobody_knows() {
        let wanted = [HelplineKind::Suicide, HelplineKind::Children];
        assert_eq!(
            numbers("ES", "2026-11-27T12:00:00Z", &wanted),
            ["017", "112", "024", "116 111", "016"]
        );
        assert_eq!(
            numbers("ES", "2026-11-27T23:30:00Z", &wanted),
            ["112", "024", "116 111", "016", "017"]
        );
        assert_eq!(
            numbers("PT", "2026-11-28T12:00:00Z", &[]),
            ["112", "116 111", "800 219 090"]
        );
    }

    #[test]
    fn a_country_without_a_line_has_112() {
        assert_eq!(numbers("AT", "2026-11-27T12:00:00Z", &[]), ["112"]);
    }

    #[test]
    fn no_country_has_a_number_twice() {
        let all = Helplines::built_in().unwrap();
        let mut keys: Vec<_> = all
            .all()
            .iter()
            .map(|line| (line.country, &line.number))
            .collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }

    #[test]
    fn a_table_with_a_mistake_says_where() {
        let row = |change: (&str, &str)| {
            let right = "[[lines]]\ncountry = \"ES\"\nname = \"A\"\nnumber = \"1\"\nkind = \"CHILDREN\"\nzone = \"Europe/Madrid\"\n\
                         hours = [{ days = \"MO\", from = \"08:00\", to = \"22:00\" }]\nsource = \"S\"\nchecked_on = \"2026-11-22\"\n";
            Helplines::parse(&right.replace(change.0, change.1))
        };
        assert!(row(("", "")).is_ok());
        let number = "1".to_owned();
        assert_eq!(
            row(("\"ES\"", "\"ESP\"")),
            Err(HelplinesError::Country(number.clone()))
        );
        assert_eq!(
            row(("Madrid", "Madriz")),
            Err(HelplinesError::Zone(number.clone()))
        );
        assert_eq!(
            row(("\"MO\"", "\"MONDAY\"")),
            Err(HelplinesError::Hours(number.clone()))
        );
        assert_eq!(
            row(("\"S\"", "\" \"")),
            Err(HelplinesError::Incomplete(number))
        );
        assert!(matches!(
            row(("CHILDREN", "PETS")),
            Err(HelplinesError::Unreadable(_))
        ));
    }
}
