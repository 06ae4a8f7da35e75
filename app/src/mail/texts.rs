//! What mails say, in six languages. No text has a place for a name or for anything that somebody wrote (SAFETY T39).

use askama::Template as _;
use domain::Language;

use crate::Internal;

/// A subject and a text.
pub(super) struct Text {
    pub(super) subject: &'static str,
    pub(super) body: String,
}

/// Makes a template for each language, and chooses among them.
macro_rules! in_six_languages {
    ($name:ident: $($language:ident, $path:literal, $subject:literal;)+) => {
        pub(super) fn $name(language: Language, link: &str) -> Result<Text, Internal> {
            let (subject, body) = match language {$(
                Language::$language => {
                    #[derive(askama::Template)]
                    #[template(path = $path, escape = "none")]
                    struct Asked<'a> {
                        link: &'a str,
                    }
                    ($subject, Asked { link }.render())
                }
            )+};
            let body = body.map_err(|_text| Internal::Mail("its text can't be made"))?;
            Ok(Text { subject, body })
        }
    };
}

in_six_languages! {
    guardian_asked:
    Spanish, "mail/guardian_asked.es.txt", "Te pedimos permiso para que alguien participe en un panel juvenil";
    English, "mail/guardian_asked.en.txt", "We ask your permission for somebody to take part in a youth panel";
    Portuguese, "mail/guardian_asked.pt.txt", "Pedimos a sua autorização para que alguém participe num painel juvenil";
    Catalan, "mail/guardian_asked.ca.txt", "Et demanem permís perquè algú participi en un panell juvenil";
    Galician, "mail/guardian_asked.gl.txt", "Pedímosche permiso para que alguén participe nun panel xuvenil";
    Basque, "mail/guardian_asked.eu.txt", "Zure baimena eskatzen dugu, norbaitek gazte-panel batean parte har dezan";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_text_with_the_link_in_it_and_no_two_are_alike() {
        let texts: Vec<Text> = Language::ALL
            .into_iter()
            .map(|language| guardian_asked(language, "https://altavoz.test/x#abc").unwrap())
            .collect();
        for (place, text) in texts.iter().enumerate() {
            assert_eq!(text.body.matches("https://altavoz.test/x#abc").count(), 1);
            assert!(text.body.contains("72") && !text.subject.is_empty());
            assert!(
                texts
                    .iter()
                    .take(place)
                    .all(|other| other.body != text.body)
            );
        }
    }
}
