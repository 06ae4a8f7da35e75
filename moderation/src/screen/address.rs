//! Links and e-mail addresses, also those that are spoken out ("ana arroba gmail punto com").

use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};
use regex::Regex;

use super::FindingCode;
use super::find::{Findings, View, pattern};

/// Services in which people talk to each other, without the scheme.
const MESSAGING: &str = r"(?:wa\.me|chat\.whatsapp\.com|api\.whatsapp\.com|t\.me|telegram\.me|discord\.(?:gg|com/invite)|snapchat\.com/add|m\.me|signal\.me|kik\.me|omegle\.[a-z]+|ome\.tv|ngl\.link|tellonym\.me|sendit\.[a-z]+|instagram\.com/direct|wire\.com|line\.me)";

static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:[a-z]+://)?(?:w{{1,3}}\.)?{MESSAGING}(?:[/?#]|$)"
    ))
});
/// In the plain copy "www" is "w".
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:(?:w\.)?{MESSAGING}/[^\s)\]>]+|w\.[a-z0-9.-]+\.[a-z]{{2,}})"
    ))
});
static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b[a-z0-9][a-z0-9._-]*\s?(?:@|\barroba\b|[\[(](?:arroba|at|a)[\])])\s?[a-z0-9-]+\s?(?:\.|\b(?:punto|ponto|punt|puntu|dot)\b)\s?(?:com|es|pt|cat|gal|eus|org|net|info|edu)\b",
    )
});

/// Finds links and e-mail addresses.
pub(super) fn find(view: &View<'_>, findings: &mut Findings) {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url, LinkKind::Email]);
    for link in finder.links(view.source) {
        let at = link.start()..link.end();
        if *link.kind() == LinkKind::Email {
            findings.add(FindingCode::Email, "email", at);
        } else if CONTACT.is_match(&link.as_str().to_ascii_lowercase()) {
            findings.add(FindingCode::UrlContact, "link.contact", at);
        } else {
            findings.add(FindingCode::Link, "link", at);
        }
    }
    let folded = view.folded.text();
    for found in BARE.find_iter(folded) {
        let contact = CONTACT.is_match(found.as_str());
        let code = if contact {
            FindingCode::UrlContact
        } else {
            FindingCode::Link
        };
        findings.add_folded(code, "link.bare", view, found.range());
    }
    for found in SPOKEN.find_iter(folded) {
        findings.add_folded(FindingCode::Email, "email.spoken", view, found.range());
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn links_are_found() {
        assert_finds(
            find,
            FindingCode::Link,
            &[
                ("mira https://elpais.com/x.", "https://elpais.com/x"),
                ("[aquí](https://elpais.com/x) está", "https://elpais.com/x"),
                ("en www.elpais.com hoy", "www.elpais.com"),
            ],
        );
        assert_finds(
            find,
            FindingCode::UrlContact,
            &[
                (
                    "[aquí](https://wa.me/34612345678)",
                    "https://wa.me/34612345678",
                ),
                ("entra en discord.gg/abc ya", "discord.gg/abc"),
                (
                    "https://www.Snapchat.com/add/ana",
                    "https://www.Snapchat.com/add/ana",
                ),
            ],
        );
    }

    #[test]
    fn mail_addresses_are_found_written_and_spoken() {
        assert_finds(
            find,
            FindingCode::Email,
            &[
                ("Es ana.lopez@gmail.com.", "ana.lopez@gmail.com"),
                (
                    "ana arroba gmail punto com, ¿vale?",
                    "ana arroba gmail punto com",
                ),
                ("ana(at)hotmail . es", "ana(at)hotmail . es"),
                ("Ana_09 @ gmail.com", "Ana_09 @ gmail.com"),
                ("joana arroba sapo ponto pt", "joana arroba sapo ponto pt"),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_an_address_is_let_be() {
        assert_silent(
            find,
            &[
                "a las 5 @ la plaza",
                "una arroba de vino",
                "punto com",
                "Fin.Empieza otra",
                "at.me",
                "hablamos de Telegram",
                "mt.me/x",
                "el AT de Gmail",
            ],
        );
    }
}
