//! How long screening takes: texts of 5,000 characters, and strings that are hard for it. Figures of the machine that runs it, in time of the
//! clock, the least of a few runs each: what else the machine does, and memory that is fetched for the first time, don't count.

use std::time::{Duration, Instant};

use moderation::screen::Rules;

use crate::say::say;
use crate::screening::screen_body;

/// How long the texts are, in characters: a long post.
const LONG: usize = 5_000;
/// How long hard strings are, in bytes: the longest body.
const LONGEST: usize = 65_536;
/// How many times each is screened.
const RUNS: usize = 3;
/// How many of the hardest are told.
const HARDEST: usize = 5;
/// What is hard when it comes again and again.
const PIECES: [&str; 26] = [
    "a ",
    "a.",
    "_a.",
    "pin.",
    "a@",
    "A-",
    "6 ",
    "+34 ",
    "612345678 ",
    "1.1.1.1 ",
    "12/",
    "uno ",
    "no ",
    "me ",
    "que no ",
    "si no me ",
    "te voy a ",
    "de la ",
    "kys!",
    "gorda!",
    "www.",
    "http://a.b/",
    "mi insta es ",
    "Ana López ",
    "\u{fdfa}",
    "\u{301}",
];

/// Tells how long the texts take in pieces of 5,000 characters, and which hard strings take longest.
pub(super) fn tell<'a>(rules: &Rules, texts: impl Iterator<Item = &'a str>) {
    let all: Vec<char> = texts.flat_map(|text| text.chars().chain(['\n'])).collect();
    let mut times: Vec<Duration> = all
        .chunks_exact(LONG)
        .map(|piece| time(rules, &piece.iter().collect::<String>()))
        .collect();
    times.sort_unstable();
    let at = |percent: usize| times.get(times.len().saturating_mul(percent) / 100);
    if let Some((half, late)) = at(50).zip(at(95)) {
        say(&format!(
            "{} texts of {LONG} characters: half within {half:.2?}, 95 of 100 within {late:.2?}",
            times.len()
        ));
    }
    let mut hard: Vec<(Duration, &str)> = PIECES
        .iter()
        .map(|piece| {
            let count = LONGEST.checked_div(piece.len()).unwrap_or(0);
            (time(rules, &piece.repeat(count)), *piece)
        })
        .collect();
    hard.sort_unstable_by(|one, other| other.cmp(one));
    for (time, piece) in hard.iter().take(HARDEST) {
        say(&format!("64 KiB of {piece:?}: {time:.2?}"));
    }
}

/// The least time of a few runs.
fn time(rules: &Rules, text: &str) -> Duration {
    let runs = (0..RUNS).map(|_| {
        let began = Instant::now();
        drop(screen_body(rules, text));
        began.elapsed()
    });
    runs.min().unwrap_or_default()
}
