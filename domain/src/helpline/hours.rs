//! The hours of a line by the clocks of its country: whether somebody answers at a moment, and when next.

use chrono::{
    DateTime, Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone as _, Utc, Weekday,
};
use chrono_tz::Tz;

use crate::Timestamp;

/// When somebody answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hours {
    /// Nobody read it at the source.
    Unknown,
    /// Every week, by the clocks of a time zone.
    Weekly {
        /// Where.
        zone: Tz,
        /// When; not empty.
        times: Vec<Times>,
    },
}

/// Some days of the week, and from when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    days: Vec<Weekday>,
    from: NaiveTime,
    /// Nothing is midnight at the end of the day.
    to: Option<NaiveTime>,
}

impl Times {
    /// Reads days such as `MO-FR` or `SA`, and times such as `08:00` and `24:00`.
    pub(super) fn parse(days: &str, from: &str, to: &str) -> Option<Self> {
        let (first, last) = days.split_once('-').unwrap_or((days, days));
        let (first, last) = (weekday(first)?, weekday(last)?);
        let all = std::iter::successors(Some(first), |day| Some(day.succ())).take(7);
        let mut days: Vec<Weekday> = all.clone().take_while(|day| *day != last).collect();
        days.push(last);
        let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").ok();
        let from = time(from)?;
        let to = if to == "24:00" { None } else { Some(time(to)?) };
        to.is_none_or(|to| from < to)
            .then_some(Self { days, from, to })
    }

    /// From when to when on a day, as moments; nothing when it is no such day.
    fn on(&self, day: NaiveDate, zone: Tz) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        if !self.days.contains(&day.weekday()) {
            return None;
        }
        let end = match self.to {
            Some(to) => day.and_time(to),
            None => day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN),
        };
        // In the hour that is skipped in spring there is no such time: the next that there is.
        let moment = |local: NaiveDateTime| {
            let known = zone.from_local_datetime(&local).earliest();
            let later = || {
                let hour = chrono::TimeDelta::hours(1);
                zone.from_local_datetime(&(local + hour)).earliest()
            };
            known.or_else(later).map(|it| it.with_timezone(&Utc))
        };
        Some((moment(day.and_time(self.from))?, moment(end)?))
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}

impl Hours {
    /// Whether somebody answers at a moment; nothing when nobody knows.
    pub fn is_open(&self, at: Timestamp) -> Option<bool> {
        match self {
            Self::Unknown => None,
            Self::Weekly { .. } => Some(
                self.around(at)
                    .any(|(from, to)| from <= at.as_utc() && at.as_utc() < to),
            ),
        }
    }

    /// When somebody answers next; nothing when somebody does now, or nobody knows.
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        if self.is_open(at) != Some(false) {
            return None;
        }
        let later = self.around(at).map(|(from, _)| from);
        later
            .filter(|from| *from > at.as_utc())
            .min()
            .map(Timestamp::new)
    }

    /// Until when somebody answers who does now; nothing when nobody does, nobody knows, or there is no end within a week.
    pub fn next_closing(&self, at: Timestamp) -> Option<Timestamp> {
        let mut openings: Vec<_> = self.around(at).collect();
        openings.sort_unstable();
        let mut until = openings
            .iter()
            .find(|(from, to)| *from <= at.as_utc() && at.as_utc() < *to)?
            .1;
        let last = openings.last()?.1;
        for (from, to) in openings {
            if from <= until {
                until = until.max(to);
            }
        }
        (until < last).then(|| Timestamp::new(until))
    }

    /// What the clocks where the line is say at a moment; nothing when nobody knows the hours.
    pub fn clock(&self, at: Timestamp) -> Option<NaiveDateTime> {
        match self {
            Self::Unknown => None,
            Self::Weekly { zone, .. } => Some(at.as_utc().with_timezone(zone).naive_local()),
        }
    }

    /// The openings from the day before to the same day of the next week.
    fn around(&self, at: Timestamp) -> impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)> + '_ {
        let (zone, times) = match self {
            Self::Unknown => (Tz::UTC, &[][..]),
            Self::Weekly { zone, times } => (*zone, times.as_slice()),
        };
        let today = at.as_utc().with_timezone(&zone).date_naive();
        let first = today.pred_opt().unwrap_or(today);
        let days = first.iter_days().take(9);
        days.flat_map(move |day| times.iter().filter_map(move |times| times.on(day, zone)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::new(text.parse().unwrap())
    }

    fn weekly(zone: Tz, times: &[(&str, &str, &str)]) -> Hours {
        let times = times
            .iter()
            .map(|(days, from, to)| Times::parse(days, from, to).unwrap());
        Hours::Weekly {
            zone,
            times: times.collect(),
        }
    }

    #[test]
    fn a_line_opens_by_the_clocks_of_its_country_in_winter_and_summer() {
        let every_day = weekly(Tz::Europe__Madrid, &[("MO-SU", "08:00", "23:00")]);
        for (moment, open) in [
            ("2026-01-15T06:59:59Z", false),
            ("2026-01-15T07:00:00Z", true),
            ("2026-01-15T21:59:59Z", true),
            ("2026-01-15T22:00:00Z", false),
            ("2026-07-15T05:59:59Z", false),
            ("2026-07-15T06:00:00Z", true),
            ("2026-07-15T21:00:00Z", false),
        ] {
            assert_eq!(every_day.is_open(at(moment)), Some(open), "{moment}");
        }
    }

    #[test]
    fn the_next_opening_passes_over_days_on_which_nobody_answers() {
        let workdays = weekly(Tz::Europe__Lisbon, &[("MO-FR", "08:00", "22:00")]);
        let next = |moment| workdays.next_opening(at(moment));
        assert_eq!(
            next("2026-11-27T22:30:00Z"),
            Some(at("2026-11-30T08:00:00Z"))
        );
        assert_eq!(
            next("2026-11-30T07:59:59Z"),
            Some(at("2026-11-30T08:00:00Z"))
        );
        assert_eq!(next("2026-11-30T08:00:00Z"), None, "somebody answers now");
        assert_eq!(workdays.is_open(at("2026-11-29T12:00:00Z")), Some(false));
    }

    #[test]
    fn who_calls_knows_until_when_somebody_answers_by_the_clocks_there() {
        let days = weekly(
            Tz::Europe__Madrid,
            &[
                ("MO-FR", "08:00", "14:00"),
                ("MO-FR", "14:00", "23:00"),
                ("SA", "10:00", "24:00"),
                ("SU", "00:00", "02:00"),
            ],
        );
        for (moment, until) in [
            ("2026-11-30T06:59:59Z", None),
            ("2026-11-30T07:00:00Z", Some("2026-11-30T23:00:00")),
            ("2026-11-30T21:59:59Z", Some("2026-11-30T23:00:00")),
            ("2026-11-30T22:00:00Z", None),
            ("2026-12-05T20:00:00Z", Some("2026-12-06T02:00:00")),
            ("2026-07-06T06:00:00Z", Some("2026-07-06T23:00:00")),
        ] {
            let closing = days.next_closing(at(moment));
            let local = closing.and_then(|closing| days.clock(closing));
            assert_eq!(local, until.map(|it| it.parse().unwrap()), "{moment}");
        }
        let always = weekly(Tz::Europe__Madrid, &[("MO-SU", "00:00", "24:00")]);
        assert_eq!(always.next_closing(at("2026-11-30T07:00:00Z")), None);
        let never = Hours::Unknown;
        assert_eq!(
            (
                never.next_closing(at("2026-11-30T07:00:00Z")),
                never.clock(at("2026-11-30T07:00:00Z"))
            ),
            (None, None)
        );
    }

    #[test]
    fn a_line_that_never_closes_is_open_at_midnight_and_when_clocks_change() {
        let always = weekly(Tz::Europe__Madrid, &[("MO-SU", "00:00", "24:00")]);
        for moment in [
            "2026-11-27T22:59:59Z",
            "2026-11-27T23:00:00Z",
            "2026-03-29T01:00:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:30:00Z",
        ] {
            assert_eq!(always.is_open(at(moment)), Some(true), "{moment}");
        }
    }

    #[test]
    fn nobody_is_told_that_a_line_is_open_whose_hours_nobody_knows() {
        let now = at("2026-11-27T12:00:00Z");
        assert_eq!(
            (
                Hours::Unknown.is_open(now),
                Hours::Unknown.next_opening(now)
            ),
            (None, None)
        );
    }

    #[test]
    fn days_and_times_that_are_none_are_refused() {
        for (days, from, to) in [
            ("MO-XX", "08:00", "10:00"),
            ("", "08:00", "10:00"),
            ("MO", "25:00", "26:00"),
            ("MO", "10:00", "08:00"),
            ("MO", "10:00", "10:00"),
        ] {
            assert_eq!(Times::parse(days, from, to), None, "{days} {from} {to}");
        }
        let over_the_weekend = Times::parse("SA-MO", "10:00", "24:00").unwrap();
        assert_eq!(
            over_the_weekend.days,
            [Weekday::Sat, Weekday::Sun, Weekday::Mon]
        );
    }
}
