//! What an adult typed and chose beside a text. It comes back with the page whatever goes wrong. Passages are given in words; where they are is found here.

use crate::form::Form;

/// How many suggestions fit into the form.
const SUGGESTIONS: usize = 3;
/// The hour at which something is public that has a day and no hour.
const USUAL_HOUR: u8 = 9;
/// The hours that can be chosen: nothing begins at night.
pub(crate) const HOURS: std::ops::RangeInclusive<u8> = 8..=20;

/// The texts that passages are looked for in.
pub(crate) struct Texts<'a> {
    pub(crate) title: &'a str,
    pub(crate) summary: &'a str,
    pub(crate) body: &'a str,
}

/// The text that a passage is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum In {
    Title,
    Summary,
    Body,
}

/// Where a passage is, in UTF-16 code units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) text: In,
    pub(crate) start: i64,
    pub(crate) end: i64,
}

/// Why a passage is nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfound {
    /// The text hasn't got it.
    Missing,
    /// It is there more than once: nobody knows which is meant.
    Ambiguous,
}

impl Texts<'_> {
    /// Where a passage begins and ends, however its words are set apart. The text itself is looked through first, then the headline and the sentences for lists.
    pub(crate) fn find(&self, passage: &str) -> Result<Place, Unfound> {
        let all = [
            (In::Body, self.body),
            (In::Title, self.title),
            (In::Summary, self.summary),
        ];
        for (text, whole) in all {
            let mut found = occurrences(whole, passage);
            match (found.next(), found.next()) {
                (Some((start, end)), None) => return Ok(Place { text, start, end }),
                (Some(_), Some(_)) => return Err(Unfound::Ambiguous),
                (None, _) => {}
            }
        }
        Err(Unfound::Missing)
    }
}

/// Where the words of a passage follow each other in a text, in UTF-16 code units.
fn occurrences<'a>(whole: &'a str, passage: &'a str) -> impl Iterator<Item = (i64, i64)> + 'a {
    let words: Vec<&str> = passage.split_whitespace().collect();
    let first = words.first().copied().unwrap_or("\u{0}");
    whole.match_indices(first).filter_map(move |(at, _)| {
        let (before, rest) = whole.split_at_checked(at)?;
        let mut left = rest;
        for (number, word) in words.iter().enumerate() {
            let trimmed = left.trim_start();
            if number > 0 && trimmed.len() == left.len() {
                return None;
            }
            left = if number > 0 { trimmed } else { left }.strip_prefix(word)?;
        }
        let start = units(before);
        let length = rest.len().checked_sub(left.len())?;
        let (meant, _) = rest.split_at_checked(length)?;
        Some((start, start.saturating_add(units(meant))))
    })
}

fn units(text: &str) -> i64 {
    i64::try_from(text.encode_utf16().count()).unwrap_or(i64::MAX)
}

/// A reason with the passages that it is about, a line each.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub(crate) reason: String,
    /// Whether it is ticked; its passages stay where it is not.
    pub(crate) is_ticked: bool,
    pub(crate) passages: String,
}

/// Other words for a passage.
#[derive(Debug, Clone, Default)]
pub(crate) struct Suggested {
    pub(crate) passage: String,
    pub(crate) instead: String,
}

/// What the form carries.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    /// The hash of what was read.
    pub(crate) hash: String,
    pub(crate) reasons: Vec<Chosen>,
    pub(crate) message: String,
    pub(crate) suggested: Vec<Suggested>,
    pub(crate) escalation: String,
    pub(crate) note: String,
    /// The day on which it is to be public, and the full hour.
    pub(crate) day: String,
    pub(crate) hour: String,
    /// The colleague who is meant, and what they are asked.
    pub(crate) colleague: String,
    pub(crate) question: String,
}

impl Typed {
    /// What a form carries.
    pub(crate) fn of(form: &Form) -> Self {
        let text = |name: &str| form.get(name).replace("\r\n", "\n");
        let chosen: Vec<&str> = form.all("reason").collect();
        let reasons = form.starting("passages-").map(|(reason, passages)| Chosen {
            is_ticked: chosen.contains(&reason),
            reason: reason.to_owned(),
            passages: passages.replace("\r\n", "\n"),
        });
        let pairs = form.all("suggested").zip(form.all("instead"));
        let suggested = pairs.map(|(passage, instead)| Suggested {
            passage: passage.replace("\r\n", "\n"),
            instead: instead.replace("\r\n", "\n"),
        });
        Self {
            hash: form.get("hash").to_owned(),
            reasons: reasons.collect(),
            message: text("message"),
            suggested: suggested.take(SUGGESTIONS).collect(),
            escalation: form.get("escalation").to_owned(),
            note: text("note"),
            day: form.get("day").to_owned(),
            hour: form.get("hour").to_owned(),
            colleague: form.get("colleague").to_owned(),
            question: text("question"),
        }
    }

    /// Whether a reason is ticked.
    pub(crate) fn has(&self, reason: &str) -> bool {
        self.chosen().any(|it| it.reason == reason)
    }

    /// The reasons that are ticked.
    pub(crate) fn chosen(&self) -> impl Iterator<Item = &Chosen> {
        self.reasons.iter().filter(|it| it.is_ticked)
    }

    /// The passages of a reason.
    pub(crate) fn passages(&self, reason: &str) -> &str {
        let found = self.reasons.iter().find(|it| it.reason == reason);
        found.map_or("", |it| it.passages.as_str())
    }

    /// Whether other words were suggested for anything.
    pub(crate) fn has_suggested(&self) -> bool {
        let mut all = self.suggested.iter();
        all.any(|it| !it.passage.trim().is_empty() || !it.instead.trim().is_empty())
    }

    /// Whether anything was typed that could be lost.
    pub(crate) fn has_words(&self) -> bool {
        let passages = self.reasons.iter().any(|it| !it.passages.trim().is_empty());
        let words = [&self.message, &self.note, &self.question];
        let has_words = words.iter().any(|it| !it.trim().is_empty());
        let chosen = [&self.escalation, &self.colleague, &self.day];
        let has_chosen = self.chosen().next().is_some() || chosen.iter().any(|it| !it.is_empty());
        passages || has_words || has_chosen || self.has_suggested()
    }

    /// Whether an hour is the one that was chosen; nine, until one is.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates pass references"
    )]
    pub(crate) fn is_at(&self, hour: &u8) -> bool {
        self.hour.parse().unwrap_or(USUAL_HOUR) == *hour
    }

    /// The rows for suggestions: what was typed, and empty ones.
    pub(crate) fn rows(&self) -> Vec<Suggested> {
        let mut rows = self.suggested.clone();
        rows.resize(SUGGESTIONS, Suggested::default());
        rows
    }
}

/// The passages of a field, a line each.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_found_where_browsers_count_it_and_in_the_text_first() {
        let texts = Texts {
            title: "El mar",
            summary: "🎉 Una fiesta",
            body: "🎉 Vi el mar,\n  sí. Y luego  El sol y el sol.",
        };
        let place = |text, start, end| Ok(Place { text, start, end });
        assert_eq!(texts.find("Vi el mar"), place(In::Body, 3, 12));
        assert_eq!(texts.find("mar, sí."), place(In::Body, 9, 19));
        assert_eq!(texts.find("luego El sol"), place(In::Body, 22, 35));
        assert_eq!(texts.find("Una fiesta"), place(In::Summary, 3, 13));
        assert_eq!(texts.find("El mar"), place(In::Title, 0, 6));
        assert_eq!(texts.find("sol"), Err(Unfound::Ambiguous));
        for missing in ["la mar", "elmar", "", "  "] {
            assert_eq!(texts.find(missing), Err(Unfound::Missing), "{missing}");
        }
    }
}
