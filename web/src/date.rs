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
