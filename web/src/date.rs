//! Days as people say them.

use crate::words::{Value, Words};

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
