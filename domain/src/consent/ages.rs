//! From which age a person consents alone, by country and day. The figures are data with their sources
//! (`data/consent-ages.toml`), for laws change.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::country::Country;
use crate::{Age, BirthDate};

/// The table that is built in.
const BUILT_IN: &str = include_str!("../../data/consent-ages.toml");
/// The age where nothing else is known (GDPR, article 8(1)), and the highest that a law may set.
const HIGHEST: u8 = 16;
/// The lowest that a law may set (the same article).
const LOWEST: u8 = 13;

/// The ages of every country that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentAges(BTreeMap<Country, Vec<(NaiveDate, u8)>>);

/// Why a table can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConsentAgesError {
    /// It is not of the form that is asked for.
    #[error("the ages of consent can't be read: {0}")]
    Unreadable(String),
    /// A row has no country's code.
    #[error("{0:?} is no country's code of two letters")]
    Country(String),
    /// A row has an age that article 8(1) of the GDPR does not allow.
    #[error("{country}: an age of consent lies between 13 and 16, not at {age}")]
    Age {
        /// The row's country.
        country: Country,
        /// What it has.
        age: u8,
    },
    /// A row does not say where it comes from.
    #[error("{0}: a row needs its source")]
    NoSource(Country),
    /// Rows of a country are not in the order of their days.
    #[error("{0}: rows follow each other by day, each day once")]
    Order(Country),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    ages: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    country: String,
    age: u8,
    from: NaiveDate,
    source: String,
}

impl ConsentAges {
    /// The table that is built in.
    pub fn built_in() -> Result<Self, ConsentAgesError> {
        Self::parse(BUILT_IN)
    }

    /// Reads a table in TOML.
    pub fn parse(text: &str) -> Result<Self, ConsentAgesError> {
        let unreadable =
            |error: toml::de::Error| ConsentAgesError::Unreadable(error.message().to_owned());
        let file: File = toml::from_str(text).map_err(unreadable)?;
        let mut ages: BTreeMap<Country, Vec<(NaiveDate, u8)>> = BTreeMap::new();
        for row in file.ages {
            let country = Country::parse(&row.country)
                .map_err(|_not_one| ConsentAgesError::Country(row.country.clone()))?;
            if !(LOWEST..=HIGHEST).contains(&row.age) {
                return Err(ConsentAgesError::Age {
                    country,
                    age: row.age,
                });
            }
            if row.source.trim().is_empty() {
                return Err(ConsentAgesError::NoSource(country));
            }
            let rows = ages.entry(country).or_default();
            if rows.last().is_some_and(|(before, _)| *before >= row.from) {
                return Err(ConsentAgesError::Order(country));
            }
            rows.push((row.from, row.age));
        }
        Ok(Self(ages))
    }

    /// The age in years from which somebody who lives in `country` consents alone on `day`; 16 where it is not known.
    pub fn age(&self, country: Country, day: NaiveDate) -> u8 {
        let rows = self.0.get(&country).into_iter().flatten();
        rows.take_while(|(from, _)| *from <= day)
            .last()
            .map_or(HIGHEST, |(_, age)| *age)
    }

    /// Whether somebody born on `birth` who lives in `country` needs a guardian's consent on `day` (SAFETY A2).
    pub fn needs_guardian(&self, birth: BirthDate, country: Country, day: NaiveDate) -> bool {
        Age::on(birth, day).years() < self.age(country, day)
    }

    /// The first day on which somebody consents alone, for good as far as is known on `day`: a law for a day to come
    /// counts when it comes.
    pub fn alone_since(
        &self,
        birth: BirthDate,
        country: Country,
        day: NaiveDate,
    ) -> Option<NaiveDate> {
        if self.needs_guardian(birth, country, day) {
            return None;
        }
        // From one birthday or change of law to the next the answer stays the same.
        let changes = self.0.get(&country).into_iter().flatten();
        let mut days: Vec<NaiveDate> = changes
            .map(|(from, _)| *from)
            .chain((LOWEST..=HIGHEST).filter_map(|years| birth.birthday(years)))
            .filter(|change| *change <= day)
            .collect();
        days.sort_unstable();
        let still = days
            .iter()
            .rev()
            .take_while(|change| !self.needs_guardian(birth, country, **change));
        still.last().copied()
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    fn ages() -> ConsentAges {
        ConsentAges::built_in().unwrap()
    }

    #[test]
    fn every_country_of_the_european_economic_area_is_in_the_table() {
        let members = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK IS LI NO";
        let ages = ages();
        for code in members.split(' ') {
            assert!(ages.0.contains_key(&country(code)), "{code}");
        }
    }

    #[test]
    fn today_each_country_has_the_age_of_its_law() {
        let ages = ages();
        for (years, codes) in [
            (13, "BE EE FI IS LV NO PT SE"),
            (14, "AT BG CY ES IT LT"),
            (15, "DK FR GR SI"),
            (16, "CZ DE HR HU IE LI LU MT NL PL RO SK XX"),
        ] {
            for code in codes.split(' ') {
                assert_eq!(ages.age(country(code), day("2026-11-24")), years, "{code}");
            }
        }
    }

    #[test]
    fn a_law_counts_from_its_first_day_and_not_before() {
        let ages = ages();
        for (on, age) in [
            ("2018-05-24", 16),
            ("2018-05-25", 13),
            ("2023-12-31", 13),
            ("2024-01-01", 15),
        ] {
            assert_eq!(ages.age(country("DK"), day(on)), age, "{on}");
        }
        let to_come = "[[ages]]\ncountry = \"ES\"\nage = 14\nfrom = \"2018-12-07\"\nsource = \"x\"
            [[ages]]\ncountry = \"ES\"\nage = 16\nfrom = \"2027-06-01\"\nsource = \"x\"";
        let ages = ConsentAges::parse(to_come).unwrap();
        let fourteen = BirthDate::from_stored(day("2013-01-15"));
        let needs = |on: &str| ages.needs_guardian(fourteen, Country::SPAIN, day(on));
        assert!(needs("2027-01-14") && !needs("2027-01-15") && !needs("2027-05-31"));
        assert!(needs("2027-06-01") && needs("2029-01-14") && !needs("2029-01-15"));
        let alone = |on: &str| ages.alone_since(fourteen, Country::SPAIN, day(on));
        assert_eq!(alone("2027-01-14"), None);
        assert_eq!(alone("2027-03-01"), Some(day("2027-01-15")));
        assert_eq!(alone("2028-01-01"), None, "the law changed");
        assert_eq!(alone("2029-02-01"), Some(day("2029-01-15")));
    }

    #[test]
    fn a_guardian_is_needed_to_the_day_before_the_birthday_in_every_country() {
        let ages = ages();
        let births = day("2010-12-30").iter_days().take(2 * 366);
        for birth in births.map(BirthDate::from_stored) {
            for code in ["PT", "ES", "FR", "DE", "XX"] {
                let country = country(code);
                let years = ages.age(country, day("2026-01-01"));
                let birthday = birth.birthday(years).unwrap();
                let needs = |on| ages.needs_guardian(birth, country, on);
                assert!(needs(birthday - Days::new(1)), "{code} {birthday}");
                assert!(!needs(birthday), "{code} {birthday}");
                assert_eq!(ages.alone_since(birth, country, birthday), Some(birthday));
            }
        }
    }

    #[test]
    fn a_table_that_no_law_could_make_is_refused() {
        let row = |country: &str, age: u8, from: &str, source: &str| {
            format!(
                "[[ages]]\ncountry = \"{country}\"\nage = {age}\nfrom = \"{from}\"\nsource = \"{source}\"\n"
            )
        };
        let twice = row("ES", 14, "2020-01-01", "x").repeat(2);
        for (text, error) in [
            (
                row("Spain", 14, "2020-01-01", "x"),
                "\"Spain\" is no country's code of two letters",
            ),
            (
                row("ES", 12, "2020-01-01", "x"),
                "ES: an age of consent lies between 13 and 16, not at 12",
            ),
            (
                row("ES", 17, "2020-01-01", "x"),
                "ES: an age of consent lies between 13 and 16, not at 17",
            ),
            (
                row("ES", 14, "2020-01-01", " "),
                "ES: a row needs its source",
            ),
            (twice, "ES: rows follow each other by day, each day once"),
        ] {
            let found = ConsentAges::parse(&text).unwrap_err();
            assert_eq!(found.to_string(), error);
        }
        let unknown = format!("{}note = \"x\"", row("ES", 14, "2020-01-01", "x"));
        for text in ["", "ages = 1", &unknown] {
            let found = ConsentAges::parse(text);
            assert!(
                matches!(found, Err(ConsentAgesError::Unreadable(_))),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn whoever_consents_alone_did_so_since_that_day_and_not_the_day_before(
            birth in 0_u64..4_000, on in 0_u64..6_000, code in "DK|ES|SI|DE|XX"
        ) {
            let birth = BirthDate::from_stored(day("2003-01-01") + Days::new(birth));
            let on = day("2016-01-01") + Days::new(on);
            let (ages, country) = (ages(), country(&code));
            let since = ages.alone_since(birth, country, on);
            prop_assert_eq!(since.is_none(), ages.needs_guardian(birth, country, on));
            if let Some(since) = since {
                prop_assert!(since <= on);
                prop_assert!(!ages.needs_guardian(birth, country, since));
                prop_assert!(ages.needs_guardian(birth, country, since - Days::new(1)));
            }
        }
    }
}
