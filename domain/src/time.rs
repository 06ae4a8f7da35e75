//! Moments and the centre's calendar. Nothing here reads a clock.

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, Timelike as _, Utc};
use chrono_tz::Tz;

use crate::Country;

/// A moment, kept to the microsecond, which is what both databases store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(DateTime<Utc>);

impl Timestamp {
    /// Drops what is finer than a microsecond.
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(at.trunc_subsecs(6))
    }

    /// The moment `micros` microseconds after 1970-01-01T00:00:00Z, if the calendar reaches it.
    pub fn from_micros(micros: i64) -> Option<Self> {
        DateTime::from_timestamp_micros(micros).map(Self)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub fn as_micros(self) -> i64 {
        self.0.timestamp_micros()
    }

    /// The moment in universal time.
    pub const fn as_utc(self) -> DateTime<Utc> {
        self.0
    }

    /// This moment and `span` more; stays where it is at the end of the calendar.
    #[must_use]
    pub fn plus(self, span: chrono::TimeDelta) -> Self {
        self.0.checked_add_signed(span).map_or(self, Self::new)
    }
}

/// When the quiet hours begin, on a clock at the centre.
const QUIET_FROM: u32 = 21;
/// When they end.
const QUIET_UNTIL: u32 = 8;

/// Where a centre is: ages and dates on posts follow the calendar of its time zone, help lines are those of its country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Centre {
    zone: Tz,
    country: Country,
}

impl Centre {
    /// A centre in a time zone of the IANA database and a country.
    pub const fn new(zone: Tz, country: Country) -> Self {
        Self { zone, country }
    }

    /// The country.
    pub const fn country(self) -> Country {
        self.country
    }

    /// The calendar day that it is at the centre.
    pub fn day(self, at: Timestamp) -> NaiveDate {
        at.0.with_timezone(&self.zone).date_naive()
    }

    /// When a clock at the centre shows a full hour of a day, 0 to 23; where it is put forward past it, when it shows the next one.
    pub fn at_hour(self, day: NaiveDate, hour: u32) -> Timestamp {
        let hours = (hour..24).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
        let mut moments = hours.filter_map(|it| it.and_local_timezone(self.zone).earliest());
        let at = moments.next().map(|at| at.with_timezone(&Utc));
        Timestamp::new(at.unwrap_or_else(|| day.and_time(NaiveTime::MIN).and_utc()))
    }

    /// The first moment from `at` on at which somebody may be written to who did not ask for it at that moment: never between nine in the evening and
    /// eight in the morning at the centre (SAFETY A63).
    pub fn outside_quiet_hours(self, at: Timestamp) -> Timestamp {
        let there = at.0.with_timezone(&self.zone);
        let day = there.date_naive();
        match there.hour() {
            0..QUIET_UNTIL => self.at_hour(day, QUIET_UNTIL),
            QUIET_UNTIL..QUIET_FROM => at,
            _ => day
                .succ_opt()
                .map_or(at, |tomorrow| self.at_hour(tomorrow, QUIET_UNTIL)),
        }
    }
}

impl Default for Centre {
    /// Madrid, the first centre's.
    fn default() -> Self {
        Self::new(chrono_tz::Europe::Madrid, Country::SPAIN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::new(text.parse().unwrap())
    }

    #[test]
    fn the_day_turns_at_midnight_of_the_centre_in_winter_and_summer() {
        let madrid = Centre::default();
        let days = [
            ("2026-01-31T22:59:59Z", "2026-01-31"),
            ("2026-01-31T23:00:00Z", "2026-02-01"),
            ("2026-06-30T21:59:59Z", "2026-06-30"),
            ("2026-06-30T22:00:00Z", "2026-07-01"),
            // the nights in which the clock is changed
            ("2026-03-28T23:00:00Z", "2026-03-29"),
            ("2026-03-29T22:00:00Z", "2026-03-30"),
            ("2026-10-24T22:00:00Z", "2026-10-25"),
            ("2026-10-25T22:59:59Z", "2026-10-25"),
            ("2026-10-25T23:00:00Z", "2026-10-26"),
        ];
        for (moment, day) in days {
            assert_eq!(madrid.day(at(moment)).to_string(), day, "{moment}");
        }
    }

    #[test]
    fn nobody_is_written_to_in_the_quiet_hours_of_the_centre() {
        let madrid = Centre::default();
        for (moment, then) in [
            ("2026-11-04T06:59:59.999999Z", "2026-11-04T07:00:00Z"),
            ("2026-11-04T07:00:00Z", "2026-11-04T07:00:00Z"),
            ("2026-11-04T19:59:59Z", "2026-11-04T19:59:59Z"),
            ("2026-11-04T20:00:00Z", "2026-11-05T07:00:00Z"),
            ("2026-11-04T23:30:00Z", "2026-11-05T07:00:00Z"),
            // in summer, and over both nights in which the clock is changed
            ("2026-07-01T19:00:00Z", "2026-07-02T06:00:00Z"),
            ("2026-03-28T20:00:00Z", "2026-03-29T06:00:00Z"),
            ("2026-10-24T19:00:00Z", "2026-10-25T07:00:00Z"),
        ] {
            assert_eq!(madrid.outside_quiet_hours(at(moment)), at(then), "{moment}");
        }
    }

    #[test]
    fn an_hour_that_a_clock_skips_is_the_next_one() {
        let (madrid, day) = (
            Centre::default(),
            NaiveDate::from_ymd_opt(2026, 3, 29).unwrap(),
        );
        assert_eq!(madrid.at_hour(day, 1), at("2026-03-29T00:00:00Z"));
        assert_eq!(madrid.at_hour(day, 2), at("2026-03-29T01:00:00Z"));
        assert_eq!(madrid.at_hour(day, 3), at("2026-03-29T01:00:00Z"));
    }

    #[test]
    fn nothing_finer_than_a_microsecond_is_kept() {
        let fine = at("2026-11-24T08:00:00.123456789Z");
        assert_eq!(Timestamp::from_micros(fine.as_micros()), Some(fine));
    }
}
