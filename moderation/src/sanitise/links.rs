//! Which links may stay, and the host that is shown beside them. Nothing is fetched.

use url::{Host, Url};

use super::SafeHtml;
use super::text::decode;

/// The longest address that is kept, in bytes.
const LONGEST: usize = 2_048;

/// Hosts that hide where a link goes: what an adult approved could lead elsewhere tomorrow.
const REDIRECTORS: [&str; 24] = [
    "acortar.link",
    "adf.ly",
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "dlvr.it",
    "fb.me",
    "goo.gl",
    "ift.tt",
    "is.gd",
    "l.facebook.com",
    "l.instagram.com",
    "linktr.ee",
    "lm.facebook.com",
    "lnkd.in",
    "ow.ly",
    "rb.gy",
    "rebrand.ly",
    "shorturl.at",
    "t.co",
    "t.ly",
    "tiny.cc",
    "tinyurl.com",
    "urlz.fr",
];

/// What becomes of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It leaves the product.
    External(super::Link),
    /// It goes to a footnote of the same text or back; the value is the canonical target.
    Footnote(String),
    /// It goes; its text stays.
    Refused,
}

/// Judges the value of an `href`, as it is written in HTML.
pub(super) fn judge(written: &str) -> Verdict {
    let address = decode(written);
    let address = address.trim();
    if address.strip_prefix('#').is_some_and(is_footnote_id) {
        return Verdict::Footnote(address.to_owned());
    }
    external(address).map_or(Verdict::Refused, Verdict::External)
}

/// Whether an id is one of ours: `fn-` or `fnref-` and up to three digits.
pub(super) fn is_footnote_id(id: &str) -> bool {
    let number = id
        .strip_prefix("fn-")
        .or_else(|| id.strip_prefix("fnref-"))
        .unwrap_or_default();
    (1..=3).contains(&number.len()) && number.bytes().all(|digit| digit.is_ascii_digit())
}

fn external(address: &str) -> Option<super::Link> {
    let scheme = address.split_once("://")?.0;
    if !["http", "https"]
        .iter()
        .any(|allowed| scheme.eq_ignore_ascii_case(allowed))
    {
        return None;
    }
    let url = Url::parse(address).ok()?;
    if !url.username().is_empty() || url.password().is_some() {
        return None;
    }
    let Some(Host::Domain(host)) = url.host() else {
        return None;
    };
    let host = host.trim_end_matches('.').to_owned();
    if !host.contains('.') || REDIRECTORS.contains(&host.trim_start_matches("www.")) {
        return None;
    }
    let target = String::from(url);
    (target.len() <= LONGEST).then_some(super::Link { target, host })
}

/// Whether a reader of the text sees the host itself, not a longer name that it is a part of.
pub(super) fn shows_host(text: &str, host: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.match_indices(host).any(|(at, found)| {
        let before = text.get(..at).unwrap_or_default();
        let mut after = text
            .get(at.saturating_add(found.len())..)
            .unwrap_or_default()
            .chars();
        let in_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let begins = before
            .chars()
            .next_back()
            .is_none_or(|c| !in_name(c) && !matches!(c, '.' | '@'));
        let ends = match after.next() {
            None => true,
            Some('.') => after.next().is_none_or(|c| !in_name(c)),
            Some('@') => false,
            Some(c) => !in_name(c),
        };
        begins && ends
    })
}

/// The links of finished HTML in the order of the text, each address once.
pub(super) fn links(html: &SafeHtml) -> Vec<super::Link> {
    let mut links: Vec<super::Link> = Vec::new();
    for token in super::tokens::tokens(html.as_str()) {
        let super::tokens::Token::Start(tag) = token else {
            continue;
        };
        let Some(href) = tag.attribute("href") else {
            continue;
        };
        let Verdict::External(link) = judge(href) else {
            continue;
        };
        if !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_host_is_kept_in_canonical_form() {
        let cases = [
            ("https://elpais.com", "https://elpais.com/", "elpais.com"),
            (
                " HTTPS://ElPais.COM/a?b=1&amp;c=2 ",
                "https://elpais.com/a?b=1&c=2",
                "elpais.com",
            ),
            (
                "http://ñandú.es/ñ",
                "http://xn--and-6ma2c.es/%C3%B1",
                "xn--and-6ma2c.es",
            ),
            (
                "https://аpple.com",
                "https://xn--pple-43d.com/",
                "xn--pple-43d.com",
            ),
        ];
        for (written, target, host) in cases {
            let link = super::super::Link {
                target: target.to_owned(),
                host: host.to_owned(),
            };
            assert_eq!(judge(written), Verdict::External(link), "{written}");
        }
    }

    #[test]
    fn every_other_address_is_refused() {
        let refused = [
            "",
            "#",
            "#top",
            "#fn-",
            "#fn-1234",
            "#fn-a",
            "/",
            "x",
            "../x",
            "//evil.com",
            "\\\\evil.com",
            "http:evil.com",
            "https:/evil.com",
            "https:\\\\evil.com",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "javascript://%0aalert(1)",
            "&#106;avascript:alert(1)",
            "javascript&colon;alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "mailto:a@b.es",
            "tel:112",
            "ftp://a.b",
            "blob:https://a.b/c",
            "https://bank.com@evil.com",
            "https://a:b@evil.com",
            "https://:b@evil.com",
            "https://localhost",
            "https://intranet/",
            "https://127.0.0.1",
            "https://[::1]/",
            "https://0x7f.1",
            "https://",
            "https://bit.ly/x",
            "https://www.bit.ly/x",
            "\u{1}https://a b",
        ];
        for written in refused {
            assert_eq!(judge(written), Verdict::Refused, "{written}");
        }
        assert_eq!(
            judge(&format!("https://a.es/{}", "x".repeat(LONGEST))),
            Verdict::Refused
        );
    }

    #[test]
    fn a_text_shows_a_host_only_as_a_whole_name() {
        for text in [
            "elpais.com",
            "https://elpais.com/x",
            "(ElPais.com).",
            "lee elpais.com.",
            "elpais.com. Fin",
        ] {
            assert!(shows_host(text, "elpais.com"), "{text}");
        }
        for text in [
            "",
            "www.elpais.com",
            "elpais.com.evil.es",
            "x-elpais.com",
            "ana@elpais.com",
            "elpais.com@x",
            "elpais.comx",
        ] {
            assert!(!shows_host(text, "elpais.com"), "{text}");
        }
    }
}
