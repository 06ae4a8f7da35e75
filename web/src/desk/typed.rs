//! What somebody typed into the editor. It goes from form to form until it is saved, so that nothing is lost.

use crate::form::Form;
use crate::language::Language;

/// What the editor's form carries.
#[derive(Debug, Clone)]
pub(crate) struct Typed {
    /// The account of whoever had the page before them.
    pub(crate) owner: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    pub(crate) body: String,
    pub(crate) language: Language,
    /// The ids of topics.
    pub(crate) topics: Vec<String>,
    /// The version that was seen.
    pub(crate) version: i64,
    /// The hash of what was checked last, if its findings were shown.
    pub(crate) checked: String,
}

/// The field of a text, as buttons and the schema name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Summary,
    Body,
}

impl Field {
    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Body => "body",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Title, Self::Summary, Self::Body]
            .into_iter()
            .find(|it| it.name() == name)
    }
}

/// A passage that is to go: where it is, in UTF-16 code units, and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    pub(crate) field: Field,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) words: String,
}

impl Passage {
    /// As a button carries it.
    pub(crate) fn as_value(&self) -> String {
        format!(
            "{}:{}:{}:{}",
            self.field.name(),
            self.start,
            self.end,
            self.words
        )
    }

    /// What a button carried.
    pub(crate) fn of_value(value: &str) -> Option<Self> {
        // Browsers send the end of a line as two characters.
        let value = value.replace("\r\n", "\n");
        let mut parts = value.splitn(4, ':');
        Some(Self {
            field: Field::named(parts.next()?)?,
            start: parts.next()?.parse().ok()?,
            end: parts.next()?.parse().ok()?,
            words: parts.next()?.to_owned(),
        })
    }
}

impl Typed {
    /// What a form carries. Browsers end lines in two characters, texts in one.
    pub(crate) fn of(form: &Form, language: Language) -> Self {
        let text = |name| form.get(name).replace("\r\n", "\n");
        let chosen = form.get("language");
        let chosen = Language::tagged(chosen);
        Self {
            owner: form.get("owner").to_owned(),
            title: text("title"),
            summary: text("summary"),
            body: text("body"),
            language: chosen.unwrap_or(language),
            topics: form.all("topic").map(str::to_owned).collect(),
            version: form.get("version").parse().unwrap_or_default(),
            checked: form.get("checked").to_owned(),
        }
    }

    /// An empty form.
    pub(crate) const fn blank(language: Language) -> Self {
        Self {
            owner: String::new(),
            title: String::new(),
            summary: String::new(),
            body: String::new(),
            language,
            topics: vec![],
            version: 0,
            checked: String::new(),
        }
    }

    /// Whether a topic is chosen.
    pub(crate) fn has_topic(&self, id: &str) -> bool {
        self.topics.iter().any(|it| it == id)
    }

    fn text_mut(&mut self, field: Field) -> &mut String {
        match field {
            Field::Title => &mut self.title,
            Field::Summary => &mut self.summary,
            Field::Body => &mut self.body,
        }
    }

    /// Takes a passage out, if it is still where it was; says whether it was.
    pub(crate) fn cut(&mut self, passage: &Passage) -> bool {
        let text = self.text_mut(passage.field);
        let units: Vec<u16> = text.encode_utf16().collect();
        let Some(words) = units.get(passage.start..passage.end) else {
            return false;
        };
        if String::from_utf16(words).is_ok_and(|it| it == passage.words) {
            let before = units.get(..passage.start).unwrap_or_default();
            let after = units.get(passage.end..).unwrap_or_default();
            if let (Ok(before), Ok(after)) = (String::from_utf16(before), String::from_utf16(after))
            {
                *text = joined(&before, &after);
                return true;
            }
        }
        false
    }
}

/// Two sides of a passage that went, with one space where there were two.
fn joined(before: &str, after: &str) -> String {
    let after = match before.chars().last() {
        Some(last) if last.is_whitespace() => after.strip_prefix(' ').unwrap_or(after),
        None => after.trim_start_matches(' '),
        Some(_) => after,
    };
    format!("{before}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(body: &str) -> Typed {
        Typed {
            body: body.to_owned(),
            ..Typed::blank(Language::Spanish)
        }
    }

    fn passage(start: usize, end: usize, words: &str) -> Passage {
        Passage {
            field: Field::Body,
            start,
            end,
            words: words.to_owned(),
        }
    }

    #[test]
    fn a_passage_goes_where_it_still_is_and_nowhere_else() {
        let mut text = typed("Llama al 600 123 123 hoy");
        assert!(text.cut(&passage(9, 20, "600 123 123")));
        assert_eq!(text.body, "Llama al hoy");
        for wrong in [
            passage(9, 20, "600 123 123"),
            passage(0, 5, "llama"),
            passage(5, 2, ""),
            passage(90, 99, "x"),
        ] {
            assert!(!text.cut(&wrong), "{wrong:?}");
        }
        assert_eq!(text.body, "Llama al hoy");
    }

    #[test]
    fn places_are_counted_as_browsers_count() {
        let mut text = typed("🎉 Soy Ana, sí");
        assert!(!text.cut(&passage(6, 9, "Ana")) && text.cut(&passage(7, 10, "Ana")));
        assert_eq!(text.body, "🎉 Soy , sí");
        let mut half = typed("🎉");
        assert!(
            !half.cut(&passage(0, 1, "\u{fffd}")),
            "half a character is nothing"
        );
    }

    #[test]
    fn a_button_carries_a_passage_whatever_its_words() {
        for words in ["a:b:c", "", "«ñ»\n🎉"] {
            let carried = passage(3, 9, words);
            let sent = carried.as_value().replace('\n', "\r\n");
            assert_eq!(Passage::of_value(&sent), Some(carried));
        }
        for value in [
            "",
            "body",
            "body:1",
            "body:x:2:a",
            "other:1:2:a",
            "body:-1:2:a",
        ] {
            assert_eq!(Passage::of_value(value), None, "{value}");
        }
    }
}
