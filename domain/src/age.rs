//! Birth dates, ages and the bands that the rules speak of. Age is derived, never stored (DESIGN 2, sentence 8).
//! Which day it is comes from [`Centre::day`](crate::time::Centre::day); nothing here reads a clock.
//! What a band may do beyond corresponding is decided in `policy`.

use std::fmt;

use chrono::{Datelike as _, NaiveDate};

/// The longest life that a birth date is believed for, in years.
const LONGEST_LIFE: u32 = 120;

/// The day somebody was born.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct BirthDate(NaiveDate);

/// Why a day is not believed to be a birth date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BirthDateError {
    /// After today.
    #[error("the birth date is in the future")]
    InFuture,
    /// More than 120 years ago.
    #[error("the birth date is too long ago")]
    TooLongAgo,
}

impl BirthDate {
    /// Believes a birth date that somebody gives `today`.
    pub fn new(date: NaiveDate, today: NaiveDate) -> Result<Self, BirthDateError> {
        match today.years_since(date) {
            None => Err(BirthDateError::InFuture),
            Some(0..=LONGEST_LIFE) => Ok(Self(date)),
            Some(_) => Err(BirthDateError::TooLongAgo),
        }
    }

    /// A birth date that was believed when it was stored.
    pub const fn from_stored(date: NaiveDate) -> Self {
        Self(date)
    }

    /// The day.
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// The first day of an age, by the same calendar as [`Age::on`]; nothing beyond the end of the calendar.
    pub fn birthday(self, years: u8) -> Option<NaiveDate> {
        let year = self.0.year().checked_add(i32::from(years))?;
        self.0
            .with_year(year)
            .or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
    }
}

impl fmt::Debug for BirthDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BirthDate(..)")
    }
}

/// Whole years lived.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Age(u8);

impl Age {
    /// The age that somebody born on `birth` has on `day`, by the calendar.
    ///
    /// A birthday counts from its first moment, because the day of birth counts whole (Spanish Civil Code, article
    /// 240). Who was born on 29 February turns a year older on 1 March in common years, as is the practice under the
    /// same rule: the year is full when 28 February has ended.
    ///
    /// Before birth the age is 0, and beyond 255 years it stays at 255.
    pub fn on(birth: BirthDate, day: NaiveDate) -> Self {
        let years = day.years_since(birth.0).unwrap_or(0);
        Self(u8::try_from(years).unwrap_or(u8::MAX))
    }

    /// The number of years.
    pub const fn years(self) -> u8 {
        self.0
    }
}

impl fmt::Debug for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Age(..)")
    }
}

/// The ages that the rules tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AgeBand {
    /// Under 12: may not take part.
    TooYoung,
    /// 12 and 13.
    TwelveThirteen,
    /// 14 to 17. From which age somebody consents alone depends on the country: `consent`.
    FourteenSeventeen,
    /// 18 and over: reads and exports what was written before.
    Adult,
}

impl AgeBand {
    /// The band of an age.
    ///
    /// Invariant: this is the only place where 12, 14 and 18 appear.
    pub const fn of(age: Age) -> Self {
        match age.0 {
            0..12 => Self::TooYoung,
            12..14 => Self::TwelveThirteen,
            14..18 => Self::FourteenSeventeen,
            18.. => Self::Adult,
        }
    }

    /// Whether somebody of this band may write as a correspondent.
    pub const fn may_correspond(self) -> bool {
        match self {
            Self::TwelveThirteen | Self::FourteenSeventeen => true,
            Self::TooYoung | Self::Adult => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Days};
    use proptest::prelude::*;

    use super::*;
    use crate::time::{Centre, Timestamp};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn years(birth: NaiveDate, on: NaiveDate) -> u8 {
        Age::on(BirthDate::from_stored(birth), on).years()
    }

    fn band(birth: &str, on: &str) -> AgeBand {
        AgeBand::of(Age::on(BirthDate::from_stored(day(birth)), day(on)))
    }

    /// Said a second time and differently: the same day of that year, and 1 March where the year has no such day.
    fn birthday(birth: NaiveDate, year: i32) -> NaiveDate {
        birth
            .with_year(year)
            .unwrap_or_else(|| NaiveDate::from_ymd_opt(year, 3, 1).unwrap())
    }

    #[test]
    fn every_birth_date_gets_older_on_the_birthday_and_on_no_day_beside_it() {
        // nine years of birth dates hold three leap days; 2100 is a common year that four divides
        let births = day("2003-12-31").iter_days().take(9 * 366);
        for birth in births.chain(day("2084-01-01").iter_days().take(366)) {
            for age in 1_u8..=19 {
                let turns = birthday(birth, birth.year() + i32::from(age));
                assert_eq!(
                    years(birth, turns - Days::new(1)),
                    age - 1,
                    "{birth} {turns}"
                );
                assert_eq!(years(birth, turns), age, "{birth} {turns}");
                assert_eq!(years(birth, turns + Days::new(1)), age, "{birth} {turns}");
            }
        }
    }

    #[test]
    fn every_day_of_a_youth_has_one_band_and_the_bands_follow_each_other() {
        for birth in [
            "2008-02-28",
            "2008-02-29",
            "2008-03-01",
            "2007-12-31",
            "2008-01-01",
        ] {
            let bands = day(birth)
                .iter_days()
                .take(20 * 366)
                .map(|on| AgeBand::of(Age::on(BirthDate::from_stored(day(birth)), on)));
            let mut met: Vec<AgeBand> = bands.collect();
            met.dedup();
            let all = [
                AgeBand::TooYoung,
                AgeBand::TwelveThirteen,
                AgeBand::FourteenSeventeen,
                AgeBand::Adult,
            ];
            assert_eq!(met, all, "{birth}");
        }
    }

    #[test]
    fn the_bands_begin_on_the_twelfth_fourteenth_and_eighteenth_birthday() {
        let edges = [
            ("2010-05-17", "2022-05-16", AgeBand::TooYoung),
            ("2010-05-17", "2022-05-17", AgeBand::TwelveThirteen),
            ("2010-05-17", "2022-05-18", AgeBand::TwelveThirteen),
            ("2010-05-17", "2024-05-16", AgeBand::TwelveThirteen),
            ("2010-05-17", "2024-05-17", AgeBand::FourteenSeventeen),
            ("2010-05-17", "2028-05-16", AgeBand::FourteenSeventeen),
            ("2010-05-17", "2028-05-17", AgeBand::Adult),
            ("2010-05-17", "2010-05-17", AgeBand::TooYoung),
            ("2010-05-17", "2009-05-17", AgeBand::TooYoung),
        ];
        for (birth, on, expected) in edges {
            assert_eq!(band(birth, on), expected, "{birth} {on}");
        }
    }

    #[test]
    fn who_was_born_on_a_leap_day_gets_older_on_the_first_of_march_in_common_years() {
        let edges = [
            ("2012-02-29", "2024-02-28", AgeBand::TooYoung),
            ("2012-02-29", "2024-02-29", AgeBand::TwelveThirteen),
            ("2012-02-29", "2026-02-28", AgeBand::TwelveThirteen),
            ("2012-02-29", "2026-03-01", AgeBand::FourteenSeventeen),
            ("2012-02-29", "2030-02-28", AgeBand::FourteenSeventeen),
            ("2012-02-29", "2030-03-01", AgeBand::Adult),
            ("2088-02-29", "2100-02-28", AgeBand::TooYoung),
            ("2088-02-29", "2100-03-01", AgeBand::TwelveThirteen),
        ];
        for (birth, on, expected) in edges {
            assert_eq!(band(birth, on), expected, "{birth} {on}");
        }
    }

    #[test]
    fn a_birthday_begins_at_midnight_of_the_centre_also_when_the_clock_is_changed() {
        let centre = Centre::default();
        let edges = [
            ("2014-03-29", "2026-03-28T22:59:59Z", AgeBand::TooYoung),
            (
                "2014-03-29",
                "2026-03-28T23:00:00Z",
                AgeBand::TwelveThirteen,
            ),
            ("2014-03-30", "2026-03-29T21:59:59Z", AgeBand::TooYoung),
            (
                "2014-03-30",
                "2026-03-29T22:00:00Z",
                AgeBand::TwelveThirteen,
            ),
            (
                "2008-10-25",
                "2026-10-24T21:59:59Z",
                AgeBand::FourteenSeventeen,
            ),
            ("2008-10-25", "2026-10-24T22:00:00Z", AgeBand::Adult),
            // 02:30 comes twice in this night; the day is the same both times
            ("2008-10-25", "2026-10-25T00:30:00Z", AgeBand::Adult),
            ("2008-10-25", "2026-10-25T01:30:00Z", AgeBand::Adult),
            (
                "2008-10-26",
                "2026-10-25T22:59:59Z",
                AgeBand::FourteenSeventeen,
            ),
            ("2008-10-26", "2026-10-25T23:00:00Z", AgeBand::Adult),
        ];
        for (birth, at, expected) in edges {
            let on = centre.day(Timestamp::new(at.parse().unwrap()));
            assert_eq!(band(birth, &on.to_string()), expected, "{birth} {at}");
        }
    }

    #[test]
    fn only_twelve_to_seventeen_may_correspond() {
        let may: Vec<u8> = (0..=u8::MAX)
            .filter(|age| AgeBand::of(Age(*age)).may_correspond())
            .collect();
        assert_eq!(may, [12, 13, 14, 15, 16, 17]);
    }

    #[test]
    fn a_birth_date_is_neither_in_the_future_nor_longer_ago_than_a_life() {
        let today = day("2026-03-01");
        let edges = [
            ("2026-03-02", Some(BirthDateError::InFuture)),
            ("2026-03-01", None),
            ("1906-03-01", None),
            ("1905-03-02", None),
            ("1905-03-01", Some(BirthDateError::TooLongAgo)),
        ];
        for (date, expected) in edges {
            assert_eq!(BirthDate::new(day(date), today).err(), expected, "{date}");
        }
    }

    #[test]
    fn neither_a_birth_date_nor_an_age_prints() {
        let birth = BirthDate::from_stored(day("2012-02-29"));
        assert_eq!(format!("{birth:?}"), "BirthDate(..)");
        assert_eq!(
            format!("{:?}", Age::on(birth, day("2026-01-01"))),
            "Age(..)"
        );
    }

    fn any_day() -> impl Strategy<Value = NaiveDate> {
        // 1890 to 2163
        (690_000_i32..790_000).prop_map(|day| NaiveDate::from_num_days_from_ce_opt(day).unwrap())
    }

    proptest! {
        #[test]
        fn nobody_gets_younger(birth in any_day(), one in any_day(), other in any_day()) {
            let birth = BirthDate::from_stored(birth);
            let (sooner, later) = (one.min(other), one.max(other));
            let (before, after) = (Age::on(birth, sooner), Age::on(birth, later));
            prop_assert!(before <= after);
            prop_assert!(AgeBand::of(before) <= AgeBand::of(after));
        }
    }
}
