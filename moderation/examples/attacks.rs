//! Sends attack strings of others through the whole road, as Markdown and as HTML, and looks at what comes out with a second parser:
//! `cargo run --release -p moderation --example attacks -- FOLDER` reads every `*.txt` (a string a line) and `*.jsonl` (`payload` or `svg` of
//! each line) there, tells how many strings came out harmless, and ends with an error when one did not.

#[path = "../src/sanitise/second_look.rs"]
mod second_look;

use std::error::Error;
use std::io::Write as _;
use std::path::Path;

use moderation::sanitise::{render, sanitise};
use second_look::harm_in;

/// What became of the strings of a file.
#[derive(Default)]
struct Count {
    strings: usize,
    refused: usize,
    harmful: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("name a folder")?;
    let mut files: Vec<_> = std::fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.sort();
    let mut out = std::io::stdout().lock();
    let (mut strings, mut harmful) = (0_usize, 0_usize);
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let mut count = Count::default();
        for attack in attacks(&file)? {
            let harm = look(&attack, &mut count);
            if let Some(harm) = harm {
                writeln!(out, "{name}: {harm} in {attack:?}")?;
            }
        }
        writeln!(
            out,
            "{name}: {} strings, {} refused, {} harmful",
            count.strings, count.refused, count.harmful
        )?;
        strings = strings.saturating_add(count.strings);
        harmful = harmful.saturating_add(count.harmful);
    }
    if strings == 0 {
        return Err("no strings there".into());
    }
    if harmful > 0 {
        return Err(format!("{harmful} of {strings} strings are harmful").into());
    }
    Ok(())
}

/// The strings of a file: by line, and all of it together.
fn attacks(file: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let ending = file.extension().and_then(std::ffi::OsStr::to_str);
    let text = std::fs::read_to_string(file)?;
    let mut attacks = Vec::new();
    match ending {
        Some("txt") => {
            attacks.extend(text.lines().map(str::to_owned));
            attacks.push(text);
        }
        Some("jsonl") => {
            for line in text.lines() {
                let row: serde_json::Value = serde_json::from_str(line)?;
                let attack = row.get("payload").or_else(|| row.get("svg"));
                attacks.extend(attack.and_then(|text| text.as_str()).map(str::to_owned));
            }
        }
        _ => {}
    }
    Ok(attacks)
}

/// Sends one string through both roads. What comes out has to be harmless, and to stay as it is when it is sent through again.
fn look(attack: &str, count: &mut Count) -> Option<String> {
    count.strings = count.strings.saturating_add(1);
    let rendered = render(attack).map(|rendered| rendered.html);
    let both = [rendered, sanitise(attack)];
    let mut harm = None;
    for html in both.iter().flatten() {
        let changed = sanitise(html.as_str()).as_ref() != Ok(html);
        let changed = changed.then(|| "what changes when it is sanitised again".to_owned());
        harm = harm.or(harm_in(html.as_str())).or(changed);
    }
    let all_refused = both.iter().all(Result::is_err);
    count.refused = count.refused.saturating_add(usize::from(all_refused));
    count.harmful = count.harmful.saturating_add(usize::from(harm.is_some()));
    harm
}
