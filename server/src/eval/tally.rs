//! Counts what was found of what is labelled, by code, lane and language.

use std::collections::{BTreeMap, BTreeSet};

use moderation::Lane;
use moderation::screen::{FindingCode, Screening};

use super::sets::Labelled;

/// How many of how many.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    hits: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, is_hit: bool) {
        self.hits = self.hits.saturating_add(usize::from(is_hit));
        self.all = self.all.saturating_add(1);
    }
}

/// What was counted. The keys are a code or a lane, and a language.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Labelled spans that a finding of their code touches.
    recall: BTreeMap<(String, String), Share>,
    /// Findings of a code that touch a span of it.
    precision: BTreeMap<(String, String), Share>,
    /// Texts that are in the lane they belong to.
    lanes: BTreeMap<(String, String), Share>,
    /// Texts of no lane that have a finding in P0 to P3, and that have one of personal data.
    near: BTreeMap<String, Share>,
    near_personal: BTreeMap<String, Share>,
    personal: BTreeMap<String, Share>,
    languages: BTreeSet<String>,
}

impl Tally {
    /// Counts a text.
    pub(super) fn add(&mut self, row: &Labelled, screening: &Screening) {
        self.languages.insert(row.language.clone());
        let urgent = || {
            screening
                .findings
                .iter()
                .filter(|finding| finding.lane <= Lane::P3)
        };
        for span in &row.spans {
            let is_found = screening.findings.iter().any(|finding| {
                finding.code.as_str() == span.code
                    && finding.start < span.end
                    && span.start < finding.end
            });
            let key = (span.code.clone(), row.language.clone());
            self.recall.entry(key).or_default().count(is_found);
            if FindingCode::parse(&span.code).is_some_and(|code| code.lane() == Lane::P2) {
                self.personal
                    .entry(row.language.clone())
                    .or_default()
                    .count(is_found);
            }
        }
        for finding in screening
            .findings
            .iter()
            .filter(|finding| finding.lane < Lane::P5)
        {
            let code = finding.code.as_str();
            let is_right = row.spans.iter().any(|span| {
                span.code == code && finding.start < span.end && span.start < finding.end
            });
            let key = (code.to_owned(), row.language.clone());
            self.precision.entry(key).or_default().count(is_right);
        }
        if row.lane == Lane::P5.as_str() {
            let is_flagged = screening.lane <= Lane::P3;
            let is_personal = urgent().any(|finding| finding.lane == Lane::P2);
            self.near
                .entry(row.language.clone())
                .or_default()
                .count(is_flagged);
            self.near_personal
                .entry(row.language.clone())
                .or_default()
                .count(is_personal);
        } else {
            let key = (row.lane.clone(), row.language.clone());
            let is_right = screening.lane.as_str() == row.lane;
            self.lanes.entry(key).or_default().count(is_right);
        }
    }

    /// The table.
    pub(super) fn lines(&self) -> Vec<String> {
        let languages: Vec<&String> = self.languages.iter().collect();
        let heads: Vec<String> = languages
            .iter()
            .map(|language| format!("{language:>22}"))
            .collect();
        let head = heads.concat();
        let mut lines = vec![format!("{:16}{head}", "recall/precision/F2")];
        let codes: BTreeSet<&String> = self.recall.keys().map(|(code, _)| code).collect();
        for code in codes {
            let cells = languages.iter().map(|language| {
                let key = (code.clone(), (*language).clone());
                let of = |shares: &BTreeMap<(String, String), Share>| {
                    shares.get(&key).copied().unwrap_or_default()
                };
                cell(of(&self.recall), of(&self.precision))
            });
            lines.push(format!("{code:16}{}", cells.collect::<String>()));
        }
        lines.push(format!(
            "{:16}{}",
            "personal data %",
            self.row(&self.personal, percent)
        ));
        for lane in Lane::ALL.into_iter().filter(|lane| *lane < Lane::P5) {
            let of_lane: BTreeMap<String, Share> = self
                .lanes
                .iter()
                .filter(|((known, _), _)| known == lane.as_str())
                .map(|((_, language), share)| (language.clone(), *share))
                .collect();
            let name = format!("lane {lane} %");
            lines.push(format!("{name:16}{}", self.row(&of_lane, percent)));
        }
        lines.push(format!(
            "{:16}{}",
            "near misses ‰",
            self.row(&self.near, per_thousand)
        ));
        lines.push(format!(
            "{:16}{}",
            "of them P2 ‰",
            self.row(&self.near_personal, per_thousand)
        ));
        lines
    }

    fn row(&self, shares: &BTreeMap<String, Share>, told: fn(usize, usize) -> f64) -> String {
        let cells = self.languages.iter().map(|language| {
            let share = shares.get(language).copied().unwrap_or_default();
            format!(
                "{:>22}",
                format!(
                    "{:.1} ({}/{})",
                    told(share.hits, share.all),
                    share.hits,
                    share.all
                )
            )
        });
        cells.collect()
    }
}

fn cell(recall: Share, precision: Share) -> String {
    if recall.all == 0 {
        return format!("{:>22}", "-");
    }
    let (r, p) = (
        ratio(recall.hits, recall.all),
        ratio(precision.hits, precision.all),
    );
    let f2 = if r + p > 0.0 {
        5.0 * p * r / (4.0 * p + r)
    } else {
        0.0
    };
    format!(
        "{:>22}",
        format!("{}/{} {p:.2} {f2:.2}", recall.hits, recall.all)
    )
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    number(part) / number(whole.max(1))
}

/// So many of a hundred.
pub(super) fn percent(part: usize, whole: usize) -> f64 {
    ratio(part, whole) * 100.0
}

/// So many of a thousand.
pub(super) fn per_thousand(part: usize, whole: usize) -> f64 {
    ratio(part, whole) * 1_000.0
}
