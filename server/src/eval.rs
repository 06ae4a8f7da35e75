//! `altavoz eval screening`: how much screening finds in labelled texts, and how much of that is wrong. The formats are in
//! docs/screening.md; which files are there decides what is measured.

mod identifiers;
mod sets;
mod speed;
mod tally;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use moderation::Lane;
use moderation::screen::{Rules, Screening};

use crate::say::say;
use crate::screening::screen_body;
use crate::{cli, rules};
use sets::{Labelled, Row};
use tally::Tally;

/// Measures with everything in a folder.
pub(crate) fn run(args: &cli::EvalScreening) -> anyhow::Result<()> {
    let (folder, rules) = (
        args.data.as_path(),
        rules::chosen(args.by.rules.as_deref())?,
    );
    ensure!(folder.is_dir(), "{} is no folder", folder.display());
    say(&format!("rules {}", rules.version()));
    let mut times = Times::new(Arc::clone(&rules));
    let labelled = sets::labelled(folder)?;
    let benign = sets::benign(&folder.join("benign"))?;
    let hate = sets::hate_check(&folder.join("hate/hatecheck_en.csv"))?;
    let clinical = sets::clinical(&folder.join("pii/meddocan_es.jsonl"))?;
    let verdicts = identifiers::read(&folder.join("pii"))?;
    let sizes = [
        labelled.len(),
        benign.len(),
        hate.len(),
        clinical.len(),
        verdicts.len(),
    ];
    ensure!(
        sizes.iter().any(|size| *size > 0),
        "{} has nothing to measure with",
        folder.display()
    );
    if !labelled.is_empty() {
        spans_and_lanes(&labelled, &mut times);
    }
    if !benign.is_empty() {
        false_positives(&benign, &mut times);
    }
    if !hate.is_empty() {
        by_function(&hate, &mut times);
    }
    if !clinical.is_empty() {
        kinds(&clinical, &mut times);
    }
    if !verdicts.is_empty() {
        identifiers::tell(&verdicts, &rules);
    }
    times.tell();
    let texts = labelled.iter().map(|row| row.text.as_str());
    let ordinary = benign.iter().map(|row| row.text.as_str());
    speed::tell(&rules, texts.chain(ordinary));
    Ok(())
}

/// How long each text took.
struct Times {
    rules: Arc<Rules>,
    all: Vec<Duration>,
    characters: usize,
}

impl Times {
    const fn new(rules: Arc<Rules>) -> Self {
        Self {
            rules,
            all: Vec::new(),
            characters: 0,
        }
    }

    fn screen(&mut self, text: &str) -> Screening {
        let began = Instant::now();
        let screening = screen_body(&self.rules, text);
        self.all.push(began.elapsed());
        self.characters = self.characters.saturating_add(text.chars().count());
        screening
    }

    /// Tells nothing where nothing was measured.
    fn tell(mut self) {
        self.all.sort_unstable();
        let total: Duration = self.all.iter().sum();
        let at = self.all.len().saturating_mul(95) / 100;
        let Some(late) = self.all.get(at) else {
            return;
        };
        say(&format!(
            "\n{} texts, {} characters in {total:.2?}; 95 of 100 within {late:.2?}",
            self.all.len(),
            self.characters
        ));
    }
}

fn spans_and_lanes(rows: &[Labelled], times: &mut Times) {
    let mut tally = Tally::default();
    for row in rows {
        let screening = times.screen(&row.text);
        tally.add(row, &screening);
    }
    for line in tally.lines() {
        say(&line);
    }
}

/// How many ordinary sentences are in each lane, of 1,000.
fn false_positives(rows: &[Row], times: &mut Times) {
    say("\nordinary sentences, findings of 1,000 by lane");
    for set in sets::names(rows) {
        let of_set = rows.iter().filter(|row| row.set == set);
        let lanes: Vec<Lane> = of_set.map(|row| times.screen(&row.text).lane).collect();
        let of = |lane: Lane| {
            let count = lanes.iter().filter(|known| **known == lane).count();
            tally::per_thousand(count, lanes.len())
        };
        let told =
            [Lane::P0, Lane::P1, Lane::P2, Lane::P3].map(|lane| format!("{lane} {:5.1}", of(lane)));
        say(&format!("{set:28} {:5} {}", lanes.len(), told.join("  ")));
    }
}

/// `HateCheck` (Röttger and others, 2021): the share of right verdicts for each function. A verdict is a finding in P3 or a more urgent lane.
fn by_function(rows: &[Row], times: &mut Times) {
    say("\nHateCheck, right verdicts by function");
    for set in sets::names(rows) {
        let of_set: Vec<&Row> = rows.iter().filter(|row| row.set == set).collect();
        let right = of_set.iter().filter(|row| {
            let is_found = times.screen(&row.text).lane <= Lane::P3;
            is_found == (row.label == "hateful")
        });
        let right = right.count();
        say(&format!(
            "{set:28} {:4}/{:<4} {:5.1} %",
            right,
            of_set.len(),
            tally::percent(right, of_set.len())
        ));
    }
}

/// Spans of clinical texts by kind: how many are covered by any finding.
fn kinds(rows: &[Labelled], times: &mut Times) {
    say("\nclinical texts, spans that a finding touches");
    let mut found: std::collections::BTreeMap<&str, (usize, usize)> =
        std::collections::BTreeMap::new();
    for row in rows {
        let screening = times.screen(&row.text);
        for span in &row.spans {
            let is_found = screening
                .findings
                .iter()
                .any(|it| it.start < span.end && span.start < it.end);
            let (hits, all) = found.entry(&span.code).or_default();
            *hits = hits.saturating_add(usize::from(is_found));
            *all = all.saturating_add(1);
        }
    }
    for (kind, (hits, all)) in found {
        say(&format!(
            "{kind:34} {hits:4}/{all:<4} {:5.1} %",
            tally::percent(hits, all)
        ));
    }
}
