//! Which of the languages of the pages a reader likes best.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

/// The most preferences that are looked at.
const MOST: usize = 20;

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Spanish,
    English,
}

impl Language {
    /// The best one by `Accept-Language` (RFC 9110, section 12.5.4); Spanish for whoever says nothing we know.
    pub(crate) fn preferred(headers: &HeaderMap) -> Self {
        let mut best = (0.0, Self::Spanish);
        let values = headers.get_all(ACCEPT_LANGUAGE).iter();
        let items = values
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','));
        for item in items.take(MOST) {
            let (tag, weight) = item.split_once(';').unwrap_or((item, "q=1"));
            let weight = weight.trim().strip_prefix("q=").map_or(0.0, quality);
            if let Some(language) = Self::of_tag(tag.trim())
                && weight > best.0
            {
                best = (weight, language);
            }
        }
        best.1
    }

    fn of_tag(tag: &str) -> Option<Self> {
        match tag.split('-').next()?.to_ascii_lowercase().as_str() {
            "es" => Some(Self::Spanish),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// Its BCP 47 tag.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Spanish => "es",
            Self::English => "en",
        }
    }
}

/// A weight between 0 and 1; what is none counts as not wanted.
fn quality(text: &str) -> f32 {
    text.parse()
        .ok()
        .filter(|weight| (0.0..=1.0).contains(weight))
        .unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_reader_gets_the_language_they_like_best_and_spanish_otherwise() {
        for (header, language) in [
            ("en", Language::English),
            ("EN-GB, es;q=0.9", Language::English),
            ("es, en", Language::Spanish),
            ("fr, en;q=0.4, es;q=0.5", Language::Spanish),
            ("de, en;q=0.4", Language::English),
            ("en;q=0, de", Language::Spanish),
            ("en;q=nonsense", Language::Spanish),
            ("", Language::Spanish),
            ("*", Language::Spanish),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(header));
            assert_eq!(Language::preferred(&headers), language, "{header}");
        }
        assert_eq!(Language::preferred(&HeaderMap::new()), Language::Spanish);
    }
}
