//! The texts that people agree to: what consent is asked for, and the code of conduct of adults. Each version of a text stays as
//! it is for good, since people agreed to it; another wording is another version.

use std::sync::OnceLock;

use domain::Language;
use domain::consent::{Purpose, TextVersion};
use domain::vetting::CodeVersion;
use moderation::sanitise;

use crate::Internal;
use crate::consent::TEXT;
use crate::people::CODE_OF_CONDUCT;

/// What one purpose of consent means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PurposeText {
    /// What consent is for.
    pub purpose: Purpose,
    /// The explanation, as HTML that begins with a heading.
    pub html: String,
}

/// What people read before they consent, as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentText {
    /// The version.
    pub version: TextVersion,
    /// What it is about.
    pub introduction: String,
    /// What each purpose means.
    pub purposes: Vec<PurposeText>,
    /// How to take it back, and whom to ask.
    pub closing: String,
}

/// The code of conduct, as HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeText {
    /// The version.
    pub version: CodeVersion,
    /// The whole of it.
    pub html: String,
}

/// The texts of one language, made when they are asked for first.
type Made<T> = [OnceLock<T>; Language::ALL.len()];

static CONSENT: Made<ConsentText> = [const { OnceLock::new() }; Language::ALL.len()];
static CODE: Made<CodeText> = [const { OnceLock::new() }; Language::ALL.len()];

fn kept<T: Clone>(
    all: &Made<T>,
    language: Language,
    make: fn(Language) -> Result<T, Internal>,
) -> Result<T, Internal> {
    let place = Language::ALL.iter().position(|known| *known == language);
    let missing = Internal::Contradiction("a language without texts");
    let kept = place.and_then(|place| all.get(place)).ok_or(missing)?;
    if let Some(text) = kept.get() {
        return Ok(text.clone());
    }
    let text = make(language)?;
    Ok(kept.get_or_init(|| text).clone())
}

/// The consent text that counts now.
pub fn consent_text(language: Language) -> Result<ConsentText, Internal> {
    kept(&CONSENT, language, make_consent)
}

/// The code of conduct that counts now.
pub fn code_of_conduct(language: Language) -> Result<CodeText, Internal> {
    kept(&CODE, language, make_code)
}

fn make_consent(language: Language) -> Result<ConsentText, Internal> {
    let source = consent_source(language);
    let purpose = |purpose: &Purpose| {
        Ok(PurposeText {
            purpose: *purpose,
            html: html(section(source, purpose.name())?)?,
        })
    };
    Ok(ConsentText {
        version: TEXT,
        introduction: html(section(source, "introduction")?)?,
        purposes: Purpose::ALL
            .iter()
            .map(purpose)
            .collect::<Result<_, Internal>>()?,
        closing: html(section(source, "closing")?)?,
    })
}

fn make_code(language: Language) -> Result<CodeText, Internal> {
    Ok(CodeText {
        version: CODE_OF_CONDUCT,
        html: html(code_source(language))?,
    })
}

const fn consent_source(language: Language) -> &'static str {
    match language {
        Language::Spanish => include_str!("../texts/consent/1/es.md"),
        Language::English => include_str!("../texts/consent/1/en.md"),
        Language::Portuguese => include_str!("../texts/consent/1/pt.md"),
        Language::Catalan => include_str!("../texts/consent/1/ca.md"),
        Language::Galician => include_str!("../texts/consent/1/gl.md"),
        Language::Basque => include_str!("../texts/consent/1/eu.md"),
    }
}

const fn code_source(language: Language) -> &'static str {
    match language {
        Language::Spanish => include_str!("../texts/code-of-conduct/1/es.md"),
        Language::English => include_str!("../texts/code-of-conduct/1/en.md"),
        Language::Portuguese => include_str!("../texts/code-of-conduct/1/pt.md"),
        Language::Catalan => include_str!("../texts/code-of-conduct/1/ca.md"),
        Language::Galician => include_str!("../texts/code-of-conduct/1/gl.md"),
        Language::Basque => include_str!("../texts/code-of-conduct/1/eu.md"),
    }
}

/// A part of a text, from the line with its name to that with the next one.
fn section<'t>(source: &'t str, name: &str) -> Result<&'t str, Internal> {
    let missing = Internal::Contradiction("a text lacks a part");
    let begin = format!("<!-- {name} -->");
    let (_, rest) = source.split_once(&begin).ok_or(missing)?;
    Ok(rest
        .split_once("<!-- ")
        .map_or(rest, |(part, _)| part)
        .trim())
}

fn html(markdown: &str) -> Result<String, Internal> {
    let rendered = sanitise::render(markdown);
    let rendered =
        rendered.map_err(|_error| Internal::Contradiction("a text that can't be shown"))?;
    Ok(rendered.html.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn every_text_is_complete_in_every_language() {
        for language in Language::ALL {
            let text = consent_text(language).unwrap();
            assert_eq!(text.purposes.len(), Purpose::ALL.len());
            let purposes = text.purposes.iter().map(|purpose| &purpose.html);
            for html in [&text.introduction, &text.closing]
                .into_iter()
                .chain(purposes)
            {
                assert!(
                    html.starts_with("<h") && html.contains("<p>"),
                    "{language:?}: {html}"
                );
            }
            let code = code_of_conduct(language).unwrap().html;
            assert_eq!(code.matches("<li>").count(), 12, "{language:?}: {code}");
        }
    }

    /// People agreed to these bytes: whoever changes them makes another version.
    #[test]
    fn a_version_of_a_text_never_changes() {
        let hash = |source: fn(Language) -> &'static str| {
            let mut all = Sha256::new();
            for language in Language::ALL {
                all.update(source(language));
            }
            hex::encode(all.finalize())
        };
        assert_eq!(
            hash(consent_source),
            "4924f9ef03abfed0c8b86d485a178878913de5024d6f931fbd943857f46bfdc5"
        );
        assert_eq!(
            hash(code_source),
            "1bf94bc93e323bf17937f2bccad435fe565a6a449cd05f23a95c66ff9767b1af"
        );
    }

    /// Szigriszt-Pazos on the INFLESZ scale: 65 and more is easy for most people (SAFETY A30).
    #[test]
    fn a_twelve_year_old_can_read_the_spanish_text() {
        let source = consent_source(Language::Spanish);
        let names = Purpose::ALL.map(Purpose::name);
        for name in ["introduction", "closing"].into_iter().chain(names) {
            let ease = ease(section(source, name).unwrap());
            assert!(ease >= 65.0, "{name}: {ease}");
        }
    }

    fn ease(text: &str) -> f64 {
        let words: Vec<String> = text
            .split(|letter: char| !letter.is_alphabetic())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let syllables: usize = words.iter().map(|word| syllables(word)).sum();
        let sentences = text.matches(['.', ':', '?', '!']).count().max(1);
        let number = |count: usize| f64::from(u32::try_from(count).unwrap());
        206.835
            - 62.3 * number(syllables) / number(words.len())
            - number(words.len()) / number(sentences)
    }

    /// Groups of vowels, of which two strong ones, or a weak one with an accent, are two.
    fn syllables(word: &str) -> usize {
        let is_strong = |letter: char| "aeoáéóíú".contains(letter);
        let (mut count, mut before) = (0, None::<char>);
        for letter in word.chars() {
            let is_vowel = "aeiouáéíóúü".contains(letter);
            let begins =
                is_vowel && before.is_none_or(|before| is_strong(before) && is_strong(letter));
            count += usize::from(begins);
            before = is_vowel.then_some(letter);
        }
        count.max(1)
    }
}
