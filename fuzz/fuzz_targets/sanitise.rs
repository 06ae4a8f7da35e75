//! Whatever comes in, nothing executable comes out, and what comes out is a fixed point.
#![no_main]

use libfuzzer_sys::fuzz_target;
use moderation::sanitise::{SafeHtml, render, sanitise};

/// What no finished HTML may hold. Text and values have no bare `<`, so these are tags.
const FORBIDDEN: [&str; 10] = [
    "<script",
    "<style",
    "<svg",
    "<math",
    "<img",
    "<iframe",
    "<object",
    "<form",
    "<!--",
    "<template",
];

fuzz_target!(|text: &str| {
    if let Ok(html) = sanitise(text) {
        check(&html);
    }
    if let Ok(rendered) = render(text) {
        check(&rendered.html);
    }
});

fn check(html: &SafeHtml) {
    for forbidden in FORBIDDEN {
        assert!(
            !html.as_str().contains(forbidden),
            "{forbidden} in {}",
            html.as_str()
        );
    }
    for tag in html
        .as_str()
        .split('<')
        .skip(1)
        .filter_map(|piece| piece.split('>').next())
    {
        for forbidden in [" on", "href=\"javascript:", "href=\"data:"] {
            assert!(!tag.contains(forbidden), "{forbidden} in <{tag}>");
        }
    }
    assert_eq!(
        sanitise(html.as_str()).as_ref(),
        Ok(html),
        "not a fixed point"
    );
}
