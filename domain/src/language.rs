//! The six languages that texts are written in and that the product speaks.

/// A language of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Spanish, the first and complete one.
    Spanish,
    /// English.
    English,
    /// Portuguese.
    Portuguese,
    /// Catalan.
    Catalan,
    /// Galician.
    Galician,
    /// Basque.
    Basque,
}

impl Language {
    /// Every language, in the order in which the product lists them.
    pub const ALL: [Self; 6] = [
        Self::Spanish,
        Self::English,
        Self::Portuguese,
        Self::Catalan,
        Self::Galician,
        Self::Basque,
    ];

    /// What is spoken to whoever asks for none of them: the first centre's.
    pub const FALLBACK: Self = Self::Spanish;

    /// The ISO 639-1 code, which is also the BCP 47 tag.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Spanish => "es",
            Self::English => "en",
            Self::Portuguese => "pt",
            Self::Catalan => "ca",
            Self::Galician => "gl",
            Self::Basque => "eu",
        }
    }

    /// The language of a code or of a tag that begins with one (`pt-BR`), in any case.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let code = tag.split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back() {
        for language in Language::ALL {
            assert_eq!(Language::from_tag(language.code()), Some(language));
        }
        assert_eq!(Language::from_tag("pt-BR"), Some(Language::Portuguese));
        assert_eq!(Language::from_tag("xx"), None);
        assert_eq!(Language::from_tag(""), None);
    }
}
