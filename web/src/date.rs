//! Days and hours as people say them, on the clock of the centre.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::words::{Value, Words};

/// The day that it was in a time zone at a moment such as `2026-11-22T23:30:00Z`; what is before the `T`, if it is none.
pub(crate) fn day_at(zone: Tz, moment: &str) -> String {
    let Ok(at) = moment.parse::<DateTime<Utc>>() else {
        let day = moment.split('T').next();
        return day.unwrap_or_default().to_owned();
    };
    at.with_timezone(&zone).format("%Y-%m-%d").to_string()
}

/// The hour and minute that clocks in a time zone show at such a moment; nothing, if it is none.
pub(crate) fn hour_at(zone: Tz, moment: &str) -> String {
    let at = moment.parse::<DateTime<Utc>>();
    at.map_or_else(
        |_unreadable| String::new(),
        |at| at.with_timezone(&zone).format("%H:%M").to_string(),
    )
}

/// The moment, as the schema writes it, at which clocks in a time zone show a full hour of a day, both as forms carry them; where they are put forward past
/// it, an hour later. Nothing where no calendar or clock has it.
pub(crate) fn moment(zone: Tz, day: &str, hour: &str) -> Option<String> {
    let day: NaiveDate = day.trim().parse().ok()?;
    let hour: u32 = hour.trim().parse().ok()?;
    let mut hours = [hour, hour.checked_add(1)?].into_iter();
    let at = hours.find_map(|hour| {
        let at = day.and_hms_opt(hour, 0, 0)?;
        at.and_local_timezone(zone).earliest()
    })?;
    Some(
        at.with_timezone(&Utc)
            .format("%Y-%m-%dT%H:%M:%SZ")
            .to_string(),
    )
}

/// A day such as `2026-11-22` in words; as it is, if it is none.
pub(crate) fn in_words(words: &Words, day: &str) -> String {
    let mut parts = day.splitn(3, '-').map(str::parse::<u16>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(date))) =
        (parts.next(), parts.next(), parts.next())
    else {
        return day.to_owned();
    };
    let named = [
        ("day", Value::from(date)),
        ("month", Value::from(month)),
        // Not a number, or thousands would be set apart.
        ("year", Value::from(year.to_string())),
    ];
    words.with("date", &named)
}

/// A day that somebody typed as three numbers, as the schema writes it; nothing where they are none, or no calendar has it.
pub(crate) fn typed(day: &str, month: &str, year: &str) -> Option<String> {
    let number = |text: &str| text.trim().parse::<u16>().ok();
    let (day, month, year) = (number(day)?, number(month)?, number(year)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => 31,
    };
    let fits =
        (1..=days).contains(&day) && (1..=12).contains(&month) && (1900..=9999).contains(&year);
    fits.then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_clock_at_the_centre() {
        let madrid = chrono_tz::Europe::Madrid;
        assert_eq!(day_at(madrid, "2026-11-22T22:59:59.999Z"), "2026-11-22");
        assert_eq!(day_at(madrid, "2026-11-22T23:00:00Z"), "2026-11-23");
        assert_eq!(day_at(madrid, "2026-07-22T22:00:00Z"), "2026-07-23");
        assert_eq!(day_at(madrid, "2026-07-22"), "2026-07-22");
        assert_eq!(hour_at(madrid, "2026-11-22T23:05:59Z"), "00:05");
        assert_eq!(hour_at(madrid, "2026-07-22"), "");
        let moment = |day, hour| moment(madrid, day, hour);
        for (day, hour, at) in [
            ("2026-11-22", "9", "2026-11-22T08:00:00Z"),
            ("2026-07-22", "0", "2026-07-21T22:00:00Z"),
            // There is no two o'clock.
            ("2026-03-29", "2", "2026-03-29T01:00:00Z"),
            // There are two.
            ("2026-10-25", "2", "2026-10-25T00:00:00Z"),
        ] {
            assert_eq!(moment(day, hour).as_deref(), Some(at), "{day} {hour}");
        }
        for (day, hour) in [
            ("2026-02-30", "9"),
            ("", "9"),
            ("2026-11-22", "24"),
            ("2026-11-22", ""),
        ] {
            assert_eq!(moment(day, hour), None, "{day} {hour}");
        }
    }

    #[test]
    fn a_day_is_three_numbers() {
        assert_eq!(typed("7", " 03", "2011").as_deref(), Some("2011-03-07"));
        assert_eq!(typed("29", "2", "2012").as_deref(), Some("2012-02-29"));
        for (day, month, year) in [
            ("", "3", "2011"),
            ("7", "13", "2011"),
            ("7", "3", "11"),
            ("32", "3", "2011"),
            ("-1", "3", "2011"),
            ("siete", "3", "2011"),
            ("31", "4", "2011"),
            ("29", "2", "2011"),
            ("29", "2", "1900"),
        ] {
            assert_eq!(typed(day, month, year), None, "{day} {month} {year}");
        }
    }
}
