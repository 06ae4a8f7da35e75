//! What an adult typed and chose beside a text. It comes back with the page whatever goes wrong. Passages are given in words; where they are is found here.

use crate::form::Form;

/// How many suggestions fit into the form.
const SUGGESTIONS: usize = 3;

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

impl Texts<'_> {
    /// Where a passage begins and ends; nothing where it isn't. The text itself is looked through first.
    pub(crate) fn find(&self, passage: &str) -> Option<Place> {
        let all = [
            (In::Body, self.body),
            (In::Title, self.title),
            (In::Summary, self.summary),
        ];
        all.into_iter().find_map(|(text, whole)| {
            let (before, _) = whole.split_once(passage)?;
            let start = units(before);
            Some(Place {
                text,
                start,
                end: start.saturating_add(units(passage)),
            })
        })
    }
}

fn units(text: &str) -> i64 {
    i64::try_from(text.encode_utf16().count()).unwrap_or(i64::MAX)
}

/// A reason with the passages that it is about, a line each.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub(crate) reason: String,
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
}

impl Typed {
    /// What a form carries.
    pub(crate) fn of(form: &Form) -> Self {
        let text = |name: &str| form.get(name).replace("\r\n", "\n");
        let reasons = form.all("reason").map(|reason| Chosen {
            reason: reason.to_owned(),
            passages: text(&format!("passages-{reason}")),
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
        }
    }

    /// Whether a reason is chosen, and the passages that it is about.
    pub(crate) fn chosen(&self, reason: &str) -> Option<&str> {
        let found = self.reasons.iter().find(|it| it.reason == reason);
        found.map(|it| it.passages.as_str())
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
            body: "🎉 Vi el mar.\nY El mar.",
        };
        let place = |text, start, end| Some(Place { text, start, end });
        assert_eq!(texts.find("el mar"), place(In::Body, 6, 12));
        assert_eq!(texts.find("El mar"), place(In::Body, 16, 22));
        assert_eq!(texts.find("Una fiesta"), place(In::Summary, 3, 13));
        assert_eq!(texts.find("la mar"), None);
    }
}
