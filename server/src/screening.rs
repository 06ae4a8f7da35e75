//! `altavoz screening`: what screening finds in texts, for anybody who writes rules or measures them. Nothing is stored.

use std::io::BufRead as _;
use std::path::Path;

use anyhow::Context as _;
use moderation::screen::{Finding, Rules, Screened, Screening, screen};
use serde::{Deserialize, Serialize};

use crate::cli;
use crate::say::say;

/// Runs a command.
pub(crate) fn run(command: &cli::Screening) -> anyhow::Result<()> {
    match command {
        cli::Screening::Explain(args) => explain(&args.text),
        cli::Screening::Scan => scan(),
    }
}

/// A text to scan.
#[derive(Deserialize)]
struct Row {
    id: serde_json::Value,
    text: String,
}

/// What was found in a text.
#[derive(Serialize)]
struct Scanned {
    id: serde_json::Value,
    lane: &'static str,
    findings: Vec<Found>,
}

/// A finding, with offsets in code points.
#[derive(Serialize)]
struct Found {
    code: &'static str,
    start: usize,
    end: usize,
    rule: String,
    score: f64,
    lane: &'static str,
}

impl Found {
    fn new(text: &str, finding: &Finding) -> Self {
        let count = |end: usize| text.get(..end).map_or(0, |before| before.chars().count());
        Self {
            code: finding.code.as_str(),
            start: count(finding.start),
            end: count(finding.end),
            rule: finding.rule.to_string(),
            score: f64::from(finding.score) / 100.0,
            lane: finding.lane.as_str(),
        }
    }
}

/// Screens a text that has no title and no summary.
pub(crate) fn screen_body(text: &str) -> Screening {
    screen(&Screened {
        title: "",
        summary: "",
        body: text,
        earlier: &[],
    })
}

/// Reads JSON lines from standard input, and writes one for each.
fn scan() -> anyhow::Result<()> {
    for (line, number) in std::io::stdin().lock().lines().zip(1_u64..) {
        let line = line.context("standard input can't be read")?;
        if line.trim().is_empty() {
            continue;
        }
        let row: Row = serde_json::from_str(&line)
            .with_context(|| format!("line {number} is not {{\"id\", \"lang\", \"text\"}}"))?;
        let screening = screen_body(&row.text);
        let scanned = Scanned {
            id: row.id,
            lane: screening.lane.as_str(),
            findings: screening
                .findings
                .iter()
                .map(|finding| Found::new(&row.text, finding))
                .collect(),
        };
        say(&serde_json::to_string(&scanned)?);
    }
    Ok(())
}

/// Tells what is found in a text, or in a file of it.
fn explain(text: &str) -> anyhow::Result<()> {
    let path = Path::new(text);
    let text = if path.is_file() {
        std::fs::read_to_string(path)
            .with_context(|| format!("{} can't be read", path.display()))?
    } else {
        text.to_owned()
    };
    let rules = Rules::built_in();
    let screening = screen_body(&text);
    say(&format!(
        "lane {}, rules {}",
        screening.lane,
        rules.version()
    ));
    for view in rules.views(&text) {
        say(&format!("{:7} {}", view.name, view.text));
    }
    for finding in &screening.findings {
        let excerpt = text.get(finding.start..finding.end).unwrap_or_default();
        let (code, lane, rule, score) = (
            finding.code.as_str(),
            finding.lane,
            &finding.rule,
            finding.score,
        );
        say(&format!(
            "{lane} {code} by {rule} ({score} of 100): {excerpt}"
        ));
    }
    for opinion in rules.opinions(&text) {
        say(&format!("model: {opinion}"));
    }
    Ok(())
}
