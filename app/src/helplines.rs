//! Help lines, for whoever asks and for whom screening thinks in need. They are shown, never called; nothing of who asked is kept.

use chrono::NaiveDateTime;
use domain::helpline::{Helpline, HelplineKind};
use domain::{Country, Timestamp};
use moderation::screen::FindingCode;
use moderation::{Finding, Lane};

use crate::Ctx;

/// A line, and whether somebody answers now.
#[derive(Debug, Clone)]
pub struct Line {
    /// The line.
    pub line: Helpline,
    /// Whether somebody answers now; nothing when nobody knows the hours.
    pub is_open: Option<bool>,
    /// When somebody answers next; nothing when somebody does now, or nobody knows.
    pub opens_at: Option<Timestamp>,
    /// Until when somebody answers who does now; nothing when nobody does, nobody knows, or at all hours.
    pub closes_at: Option<Timestamp>,
    /// When it was asked.
    pub now: Timestamp,
}

impl Line {
    /// What the clocks where the line is say at a moment; nothing when nobody knows the hours.
    pub fn clock(&self, at: Timestamp) -> Option<NaiveDateTime> {
        self.line.hours.clock(at)
    }
}

/// The lines of a country, of the centre's if none is said: who answers now first.
pub fn helplines(ctx: &Ctx, country: Option<Country>) -> Vec<Line> {
    lines(ctx, country, &[HelplineKind::Children])
}

/// The lines of the centre's country for somebody in whose text there is danger: what is most to the point first among those that answer.
/// None when there is no danger.
pub(crate) fn for_findings(ctx: &Ctx, findings: &[Finding]) -> Vec<Line> {
    let urgent = findings.iter().filter(|it| it.lane == Lane::P0);
    let mut wanted: Vec<HelplineKind> = urgent.flat_map(|it| wanted(it.code)).copied().collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    wanted.push(HelplineKind::Children);
    lines(ctx, None, &wanted)
}

fn lines(ctx: &Ctx, country: Option<Country>, wanted: &[HelplineKind]) -> Vec<Line> {
    let (app, now) = (ctx.app(), ctx.now());
    let country = country.unwrap_or_else(|| app.centre().country());
    let lines = app.helplines().of(country, now, wanted).into_iter();
    lines
        .map(|line| Line {
            is_open: line.hours.is_open(now),
            opens_at: line.hours.next_opening(now),
            closes_at: line.hours.next_closing(now),
            now,
            line: line.clone(),
        })
        .collect()
}

/// Which lines know most about a danger.
fn wanted(code: FindingCode) -> &'static [HelplineKind] {
    use HelplineKind::{Children, Internet, Suicide, Violence};
    match code {
        FindingCode::SelfHarm => &[Suicide],
        FindingCode::Extortion => &[Internet],
        FindingCode::Threat => &[Children, Violence],
        _ => &[Children],
    }
}
