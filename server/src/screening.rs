//! `altavoz screening`: what screening finds in texts, for anybody who writes rules or measures them, and what other rules would change.
//! Nothing is stored.

use std::io::BufRead as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use app::Failure;
use app::replay::Change;
use moderation::screen::{Finding, FindingCode, Rules, Screened, Screening, screen_by};
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::say::say;
use crate::start::{self, When};
use crate::{cli, rules};

/// Runs a command that needs no database.
pub(crate) fn run(command: &cli::Screening) -> anyhow::Result<Option<&cli::Replay>> {
    match command {
        cli::Screening::Explain(args) => {
            explain(&*rules::chosen(args.by.rules.as_deref())?, &args.text)?;
        }
        cli::Screening::Scan(args) => scan(&*rules::chosen(args.by.rules.as_deref())?)?,
        cli::Screening::Rules(args) => {
            rules::write(&args.folder)?;
            say(&format!(
                "The rules are in {}. Change them there, try them with `altavoz screening replay --rules`, and name the folder as screening.rules.",
                args.folder.display()
            ));
        }
        cli::Screening::Replay(args) => return Ok(Some(args)),
    }
    Ok(None)
}

/// Tells what other rules would change in everything that was submitted.
pub(crate) async fn replay(config: &Config, args: &cli::Replay) -> anyhow::Result<ExitCode> {
    let rules = rules::chosen(Some(&args.rules))?;
    let app = start::open(config, When::Existing).await?.app;
    let mut changed = 0_u64;
    let ctx = app.operator();
    let replayed = app::replay::replay(&ctx, &rules, |change| {
        changed = changed.saturating_add(1);
        say(&sentence(change));
    });
    let count = match replayed.await {
        Ok(count) => count,
        Err(Failure::Internal(error)) => {
            return Err(error).context("what was submitted could not be read");
        }
        Err(Failure::Refused(_)) => bail!("only the operator tries rules"),
    };
    say(&format!(
        "{changed} of {count} revisions would change with rules {}.",
        rules.version()
    ));
    Ok(ExitCode::SUCCESS)
}

/// `0193… of post 0193…: P5 -> P2, more PHONE`. Ids and codes only: the words stay where they are.
fn sentence(change: &Change) -> String {
    let (before, after) = change.lanes;
    let codes = |word: &str, codes: &[FindingCode]| {
        let codes: Vec<&str> = codes.iter().map(|code| code.as_str()).collect();
        if codes.is_empty() {
            String::new()
        } else {
            format!(", {word} {}", codes.join(" "))
        }
    };
    format!(
        "{} of post {}: {before} -> {after}{}{}",
        change.revision,
        change.post,
        codes("more", &change.more),
        codes("fewer", &change.fewer)
    )
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
pub(crate) fn screen_body(rules: &Rules, text: &str) -> Screening {
    let item = Screened {
        title: "",
        summary: "",
        body: text,
        earlier: &[],
    };
    screen_by(rules, &item)
}

/// Reads JSON lines from standard input, and writes one for each.
fn scan(rules: &Rules) -> anyhow::Result<()> {
    for (line, number) in std::io::stdin().lock().lines().zip(1_u64..) {
        let line = line.context("standard input can't be read")?;
        if line.trim().is_empty() {
            continue;
        }
        let row: Row = serde_json::from_str(&line)
            .with_context(|| format!("line {number} is not {{\"id\", \"lang\", \"text\"}}"))?;
        let screening = screen_body(rules, &row.text);
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
fn explain(rules: &Rules, text: &str) -> anyhow::Result<()> {
    let path = Path::new(text);
    let text = if path.is_file() {
        std::fs::read_to_string(path)
            .with_context(|| format!("{} can't be read", path.display()))?
    } else {
        text.to_owned()
    };
    let screening = screen_body(rules, &text);
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
