//! Whatever the text, screening ends, and every finding is inside its text and on boundaries of characters.
#![no_main]

use libfuzzer_sys::fuzz_target;
use moderation::screen::{Field, Screened, screen};

fuzz_target!(|texts: (&str, &str, Vec<String>)| {
    let (title, body, earlier) = texts;
    let screening = screen(&Screened {
        title,
        summary: "",
        body,
        earlier: &earlier,
    });
    for finding in &screening.findings {
        let text = if finding.field == Field::Title { title } else { body };
        assert!(text.get(finding.start..finding.end).is_some(), "{finding:?}");
    }
});
