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

    /// What its addresses begin with; nothing for the first language.
    pub(crate) const fn prefix(self) -> &'static str {
        match self {
            Self::Spanish => "",
            Self::Catalan => "/ca",
            Self::Galician => "/gl",
            Self::Basque => "/eu",
            Self::Portuguese => "/pt",
            Self::English => "/en",
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

    /// The language of an address.
    pub(crate) fn of_path(path: &str) -> Self {
        let first = path.split('/').nth(1).unwrap_or_default();
        let named = Self::ALL.into_iter().find(|it| {
            let prefix = it.prefix().strip_prefix('/');
            prefix == Some(first)
        });
        named.unwrap_or(Self::Spanish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_its_language_and_spanish_needs_no_prefix() {
        for (path, language) in [
            ("/", Language::Spanish),
            ("/p/algo", Language::Spanish),
            ("/ca", Language::Catalan),
            ("/en/p/algo", Language::English),
            ("/english", Language::Spanish),
            ("/es", Language::Spanish),
            ("", Language::Spanish),
        ] {
            assert_eq!(Language::of_path(path), language, "{path}");
        }
    }
}
