//! The languages of the pages. A reader chooses one by its link, and the address keeps it; nothing is guessed.

use serde::{Deserialize, Serialize};

/// A language, of a page or of a text, as the schema names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Language {
    Spanish,
    Catalan,
    Galician,
    Basque,
    Portuguese,
    English,
}

impl Language {
    /// All of them, in the order in which readers are offered them.
    pub(crate) const ALL: [Self; 6] = [
        Self::Spanish,
        Self::Catalan,
        Self::Galician,
        Self::Basque,
        Self::Portuguese,
        Self::English,
    ];

    /// Its BCP 47 tag.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Spanish => "es",
            Self::Catalan => "ca",
            Self::Galician => "gl",
            Self::Basque => "eu",
            // Of Portugal: a voice that reads aloud is another one in Brazil.
            Self::Portuguese => "pt-PT",
            Self::English => "en",
        }
    }

    /// The part of an address that names it; the first language of a centre needs none.
    const fn part(self) -> &'static str {
        match self {
            Self::Spanish => "es",
            Self::Catalan => "ca",
            Self::Galician => "gl",
            Self::Basque => "eu",
            Self::Portuguese => "pt",
            Self::English => "en",
        }
    }

    /// What its speakers call it.
    pub(crate) const fn own_name(self) -> &'static str {
        match self {
            Self::Spanish => "Español",
            Self::Catalan => "Català",
            Self::Galician => "Galego",
            Self::Basque => "Euskara",
            Self::Portuguese => "Português",
            Self::English => "English",
        }
    }

    /// The language of a tag, as forms and addresses carry it.
    pub(crate) fn tagged(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.tag() == tag)
    }
}

/// The languages in which a centre offers its pages. Addresses in the first have no prefix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages {
    first: Language,
    others: Vec<Language>,
}

impl Default for Languages {
    /// All of them, Spanish first.
    fn default() -> Self {
        let [first, others @ ..] = Language::ALL;
        Self {
            first,
            others: others.to_vec(),
        }
    }
}

impl Languages {
    /// Those of some codes such as `es`, in their order; nothing where there is none, one is unknown, or one is there twice.
    pub fn of_codes<'a>(codes: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let mut all = Vec::new();
        for code in codes {
            let language = Language::ALL.into_iter().find(|it| it.part() == code)?;
            if all.contains(&language) {
                return None;
            }
            all.push(language);
        }
        let (first, others) = all.split_first()?;
        Some(Self {
            first: *first,
            others: others.to_vec(),
        })
    }

    /// All that are offered, the first one first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Language> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }

    /// The one whose addresses have no prefix.
    pub(crate) const fn first(&self) -> Language {
        self.first
    }

    /// The others, with the prefix of their addresses.
    pub(crate) fn others(&self) -> impl Iterator<Item = (Language, String)> {
        self.others
            .iter()
            .map(|it| (*it, format!("/{}", it.part())))
    }

    /// The language of an address; the first one, where it names none that is offered.
    pub(crate) fn of_path(&self, path: &str) -> Language {
        let named = path.split('/').nth(1).unwrap_or_default();
        let mut others = self.others.iter().copied();
        others.find(|it| it.part() == named).unwrap_or(self.first)
    }

    /// A page's address in a language.
    pub(crate) fn address(&self, language: Language, path: &str) -> String {
        if language == self.first {
            return path.to_owned();
        }
        // The front page has no slash after the prefix.
        let is_front = path == "/" || path.starts_with("/?");
        let path = if is_front {
            path.trim_start_matches('/')
        } else {
            path
        };
        format!("/{}{path}", language.part())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_its_language_and_the_first_needs_no_prefix() {
        let all = Languages::default();
        for (path, language) in [
            ("/", Language::Spanish),
            ("/p/algo", Language::Spanish),
            ("/ca", Language::Catalan),
            ("/en/p/algo", Language::English),
            ("/english", Language::Spanish),
            ("/es", Language::Spanish),
            ("", Language::Spanish),
        ] {
            assert_eq!(all.of_path(path), language, "{path}");
        }
        let portugal = Languages::of_codes(["pt", "es"]).expect("two languages");
        for (path, language) in [
            ("/", Language::Portuguese),
            ("/pt", Language::Portuguese),
            ("/es/p/algo", Language::Spanish),
            ("/ca", Language::Portuguese),
        ] {
            assert_eq!(portugal.of_path(path), language, "{path}");
        }
    }

    #[test]
    fn pages_in_the_first_language_are_at_the_root() {
        let all = Languages::default();
        let portugal = Languages::of_codes(["pt", "es"]).expect("two languages");
        for (languages, language, path, address) in [
            (&all, Language::Spanish, "/", "/"),
            (&all, Language::English, "/", "/en"),
            (&all, Language::English, "/?a=b", "/en?a=b"),
            (&all, Language::Catalan, "/p/x?a=b", "/ca/p/x?a=b"),
            (&portugal, Language::Portuguese, "/p/x", "/p/x"),
            (&portugal, Language::Spanish, "/", "/es"),
        ] {
            assert_eq!(languages.address(language, path), address, "{path}");
        }
    }

    #[test]
    fn a_centre_offers_at_least_one_language_and_none_twice() {
        for codes in [&[][..], &["es", "es"], &["es", "fr"], &["pt", "es", "pt"]] {
            assert_eq!(
                Languages::of_codes(codes.iter().copied()),
                None,
                "{codes:?}"
            );
        }
        let all = Languages::of_codes(["es", "ca", "gl", "eu", "pt", "en"]);
        assert_eq!(all, Some(Languages::default()));
    }
}
