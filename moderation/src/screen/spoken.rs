//! A copy of a text in which signs that were said stand as signs: "ana arroba gmail punto com" is "ana@gmail.com", and letters that
//! were written apart stand together. It remembers where each piece came from.

use std::ops::Range;

use super::cues::Cue;
use super::fold::Folded;
use super::phrases::{Parsed, Word};

/// The signs that people say, as the copy has them.
const SIGNS: [(Cue, char); 5] = [
    (Cue::Underscore, '_'),
    (Cue::At, '@'),
    (Cue::Dot, '.'),
    (Cue::Slash, '/'),
    (Cue::Dash, '-'),
];
/// What may enclose a sign that was said, or part it from its neighbours.
const AROUND: &[char] = &[
    ' ', '(', ')', '[', ']', '{', '}', '<', '>', '"', '«', '»', ',',
];
/// How many single letters follow each other before they are taken for a word that was pulled apart.
const APART: usize = 4;

/// The copy.
///
/// Invariant: `sources` has one range for each byte of `text`; ranges are on character boundaries of the source.
#[derive(Debug, Default)]
pub(super) struct Spoken {
    text: String,
    sources: Vec<Range<usize>>,
}

impl Spoken {
    /// Makes the copy.
    pub(super) fn new(folded: &Folded, words: &[Word], parsed: &Parsed) -> Self {
        let mut spoken = Self::default();
        let plain = folded.text();
        let mut at = 0;
        let mut done = 0;
        let mut is_glued = false;
        while let Some(word) = words.get(at) {
            let gap = done..word.at.start;
            let sign = SIGNS.iter().find_map(|(cue, sign)| {
                // "punto com" is a point and what follows it.
                let end = if *cue == Cue::Dot {
                    parsed.shortest(*cue, at)?
                } else {
                    parsed.cue(*cue, at)?
                };
                Some((sign, end))
            });
            let sign = sign
                .or_else(|| is_enclosed_at(plain, word).then_some((&'@', at.saturating_add(1))));
            if let Some((sign, end)) =
                sign.filter(|(sign, _)| at > 0 || (**sign == '@' && word.at.len() > 2))
            {
                if !is_glued {
                    spoken.copy(folded, plain, gap);
                }
                spoken.trim();
                // "at" and "a" are words of their own more often than signs: what they may be a sign of stands before them.
                if *sign == '@' && word.at.len() > 2 {
                    spoken.space(folded, word.at.start);
                }
                let last = end
                    .checked_sub(1)
                    .and_then(|last| words.get(last))
                    .unwrap_or(word);
                if let Some(source) = folded.source(word.at.start..last.at.end) {
                    spoken.push(*sign, &source);
                }
                (at, done, is_glued) = (end, last.at.end, true);
                continue;
            }
            let letters = letters_apart(plain, words, at);
            let was_glued = std::mem::take(&mut is_glued);
            match bracketed(plain, &gap) {
                Some(sign) => spoken.copy(folded, plain, sign),
                None if was_glued => spoken.copy_trimmed(folded, plain, gap),
                None => spoken.copy(folded, plain, gap),
            }
            if letters >= APART || (was_glued && letters > 1) {
                let end = at.saturating_add(letters);
                for word in words.get(at..end).into_iter().flatten() {
                    if word.at.start > done.max(1) {
                        spoken.copy_sign(folded, plain, done..word.at.start);
                    }
                    spoken.copy(folded, plain, word.at.clone());
                    done = word.at.end;
                }
                at = end;
            } else {
                spoken.copy(folded, plain, word.at.clone());
                done = word.at.end;
                at = at.saturating_add(1);
            }
        }
        spoken.copy(folded, plain, done..plain.len());
        spoken
    }

    /// The copy.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a range of the copy came from.
    pub(super) fn source(&self, range: Range<usize>) -> Option<Range<usize>> {
        let found = self.sources.get(range)?;
        let start = found.iter().map(|source| source.start).min()?;
        let end = found.iter().map(|source| source.end).max()?;
        Some(start..end)
    }

    fn push(&mut self, character: char, source: &Range<usize>) {
        self.text.push(match character {
            '·' | '•' | '․' => '.',
            '⁄' | '∕' => '/',
            _ => character,
        });
        self.sources.resize(self.text.len(), source.clone());
    }

    fn copy(&mut self, folded: &Folded, plain: &str, range: Range<usize>) {
        let Some(piece) = plain.get(range.clone()) else {
            return;
        };
        for (offset, character) in piece.char_indices() {
            let start = range.start.saturating_add(offset);
            let end = start.saturating_add(character.len_utf8());
            if let Some(source) = folded.source(start..end) {
                self.push(character, &source);
            }
        }
    }

    /// Copies what follows a sign, without what parts the two.
    fn copy_trimmed(&mut self, folded: &Folded, plain: &str, range: Range<usize>) {
        let piece = plain.get(range.clone()).unwrap_or_default();
        let skipped = piece
            .len()
            .saturating_sub(piece.trim_start_matches(AROUND).len());
        self.copy(
            folded,
            plain,
            range.start.saturating_add(skipped)..range.end,
        );
    }

    /// Copies the one sign that means something between two letters that stand apart.
    fn copy_sign(&mut self, folded: &Folded, plain: &str, range: Range<usize>) {
        let piece = plain.get(range.clone()).unwrap_or_default();
        let sign = if piece.len() == 1 {
            piece.find(['@', '_'])
        } else {
            piece.find(['@', '.', '_', '/'])
        };
        if let Some(offset) = sign {
            let start = range.start.saturating_add(offset);
            self.copy(folded, plain, start..start.saturating_add(1));
        }
    }

    /// A space before a sign that begins a word.
    fn space(&mut self, folded: &Folded, at: usize) {
        if let Some(source) = folded.source(at..at.saturating_add(1))
            && !self.text.is_empty()
        {
            self.push(' ', &source);
        }
    }

    /// Drops what parts a sign from what stands before it.
    fn trim(&mut self) {
        let kept = self.text.trim_end_matches(AROUND).len();
        self.text.truncate(kept);
        self.sources.truncate(kept);
    }
}

/// Whether a word is an `a` or `at` in brackets, which means the sign.
fn is_enclosed_at(plain: &str, word: &Word) -> bool {
    let around = word.at.start.saturating_sub(1)..word.at.end.saturating_add(1);
    let text = plain.get(around).unwrap_or_default();
    ["(a)", "[a]", "{a}", "<a>", "(at)", "[at]", "{at}", "<at>"].contains(&text)
}

/// The one sign that stands in brackets between two words: `discord[.]gg`.
fn bracketed(plain: &str, gap: &Range<usize>) -> Option<Range<usize>> {
    let piece = plain.get(gap.clone())?;
    let opening = piece.find(['[', '(', '{'])?;
    let closing = piece.rfind([']', ')', '}'])?;
    let inside = piece.get(opening.saturating_add(1)..closing)?;
    let is_sign = inside.len() == 1 && inside.contains(['.', '/', '@', '_', '-']);
    let around = [piece.get(..opening), piece.get(closing.saturating_add(1)..)];
    let is_bare = around
        .into_iter()
        .flatten()
        .all(|rest| rest.trim().is_empty());
    let start = gap.start.saturating_add(opening).saturating_add(1);
    (is_sign && is_bare).then(|| start..start.saturating_add(1))
}

/// How many words from here on are single letters or digits that stand apart in the same way.
fn letters_apart(plain: &str, words: &[Word], at: usize) -> usize {
    let mut count = 0_usize;
    let mut last: Option<&Word> = None;
    for word in words.iter().skip(at) {
        let text = plain.get(word.at.clone()).unwrap_or_default();
        if text.chars().count() != 1 {
            break;
        }
        if let Some(last) = last {
            let gap = plain.get(last.at.end..word.at.start).unwrap_or_default();
            if gap.chars().count() > 3 || gap.contains(['!', '?', ';', ':']) {
                break;
            }
        }
        last = Some(word);
        count = count.saturating_add(1);
    }
    count
}
