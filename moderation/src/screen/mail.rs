//! E-mail addresses, written, spoken out ("ana arroba gmail punto com") or pulled apart. Those of institutions are no findings.

pub(super) mod split;

use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};
use regex::Regex;

use super::find::{Findings, View, pattern};
use super::{FindingCode, Rules};

/// Services that give addresses to people, with the ways in which their names are disguised.
const PROVIDER: &str = r"(?:g[ -]?m[a4@][i1]l|gmial|gmai|h[o0]t[ -]?m[a4][i1]l|[o0]utl[o0]{1,2}k|y[a4]h[o0]{1,2}|[i1]cl[o0]ud|l[i1]ve|m[s5]n|proton(?:mail)?|s[a4]p[o0]|jotmeil|hotmeil|jotmail|gmeil|jimeil|gemeil|jimail|telefonica|movistar|aol|gmx|ymail)";
const ENDING: &str =
    r"(?:c[o0]m(?:\.br)?|es|pt|cat|gal|eus|org|net|info|edu|co\.uk|uk|ie|com|br|eu|fr|me|io)";
/// The provider's name without its ending, or hinted at.
const HINTED: &str = r"(?:(?:el|o|a|la|the|del|do) (?:correo )?(?:de )?g[o0]{1,2}gle(?: (?:mail|one))?|(?:el )?correo de g[o0]{1,2}gle|ge ?mail|g mail)";

static SPOKEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b[a-z0-9ñç][a-z0-9ñç._%+-]{{0,63}}[ /]?(?:[@🌀]|[\[(](?:a|at|arroba)[\])])[ /]?(?:{PROVIDER}[ /]?[.,·][ /]?{ENDING}|{PROVIDER}\b|{HINTED}|[a-z0-9-]{{2,40}}(?:\.[a-z0-9-]{{2,40}})?\.{ENDING})\b"
    ))
});
/// With a slash for every sign, or the sign left out before a provider.
static SLASHED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b[a-z0-9][a-z0-9._-]{{2,40}}/(?:at|arroba|a)/{PROVIDER}/(?:dot|punto|ponto)/{ENDING}\b"
    ))
});
static HINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:[a-z]{{2,30}}[0-9._][a-z0-9._]{{0,30}}) (?:en|de|no|na|del|do|in|on|a|al) (?:{HINTED}|{PROVIDER})\b"
    ))
});
static MASKED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b[a-z0-9][a-z0-9._-]{2,40}@[a-z]?[*•.]{2,8}(?:\.[a-z]{2,4})?"));

/// Finds e-mail addresses.
pub(super) fn find(rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Email]);
    for link in finder.links(view.source) {
        // Marks around it and the article before it are no part of an address, whatever standards say.
        let written = link.as_str();
        let written = written.rsplit(['\'', '’']).next().unwrap_or(written);
        let address =
            written.trim_start_matches(|c: char| !c.is_alphanumeric() && !"_@".contains(c));
        let start = link.end().saturating_sub(address.len());
        let address = address.trim_end_matches(|c: char| !c.is_alphanumeric());
        let has_name = !address.starts_with('@');
        if has_name && !is_of_institution(rules, &address.to_lowercase()) {
            let end = start.saturating_add(address.len());
            findings.add(FindingCode::Email, "email", start..end);
        }
    }
    let text = view.spoken.text();
    for (regex, rule) in [
        (&SPOKEN, "email.spoken"),
        (&SLASHED, "email.spoken"),
        (&HINT, "email.hinted"),
        (&MASKED, "email.masked"),
    ] {
        for found in regex.find_iter(text) {
            if !is_of_institution(rules, found.as_str())
                && let Some(at) = view.spoken.source(found.range())
            {
                findings.add(FindingCode::Email, rule, at);
            }
        }
    }
}

/// What a text has that tells an address, however it is hidden: its sign, who keeps mail, or a word for it.
static MAIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("@|mail|corre[iou]|{PROVIDER}|{HINTED}")));

/// Whether there may be an address in a text at all.
pub(super) fn may_be_in(view: &View<'_>) -> bool {
    MAIL.is_match(view.spoken.text())
}

/// Whether an address is a mailbox of an institution: by its domain, or by its name where the domain is nobody's in particular.
fn is_of_institution(rules: &Rules, address: &str) -> bool {
    let Some((name, domain)) = address.split_once('@') else {
        return false;
    };
    let (name, domain) = (name.trim(), domain.trim());
    let is_provider = PROVIDERS.is_match(domain);
    let known = &rules.names;
    let mut parts = domain.split('.').rev();
    let (last, second) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let is_of_authority = known.domains.contains(format!("{second}.{last}").as_str())
        || known.domains.contains(domain)
        || matches!(last, "gov" | "gob" | "mil")
        || matches!(second, "gov" | "gob");
    // Who works there has an address with a name in it.
    let is_mailbox = is_mailbox(rules, name, domain);
    let is_person = name.contains(SIGNS) && !is_mailbox;
    (is_of_authority && !is_person) || (!is_provider && is_mailbox)
}

/// Signs between the words of a name.
const SIGNS: [char; 3] = ['.', '_', '-'];

/// Whether a name is that of a mailbox, or of words for mailboxes and what the institution is called.
fn is_mailbox(rules: &Rules, name: &str, domain: &str) -> bool {
    let known = &rules.names.mailboxes;
    let is_called = |part: &str| {
        let mut labels = domain.split('.');
        // A family may have a domain of its own.
        labels.any(|label| label == part) && !rules.names.is_surname(part)
    };
    let mut parts = name.split(SIGNS);
    let has_known = parts.clone().any(|part| known.contains(part));
    known.contains(name) || (has_known && parts.all(|part| known.contains(part) || is_called(part)))
}

static PROVIDERS: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{PROVIDER}")));

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn what_gives_somebody_away_is_found() {
        assert_finds(
            find,
            FindingCode::Email,
            &[
                ("escríbeme a marta.gil@gmail.com", "marta.gil@gmail.com"),
                ("es «marta.gil@gmail.com», sin más", "marta.gil@gmail.com"),
                ("escríbeme a __@hotmail.com", "__@hotmail.com"),
                ("és l'ana.gil@gmail.com", "ana.gil@gmail.com"),
                ("info.vidal@vidal.cat", "info.vidal@vidal.cat"),
                ("deporte2011@mundo-r.com", "deporte2011@mundo-r.com"),
                (
                    "soy marta punto gil arroba gmail punto com vale",
                    "marta punto gil arroba gmail punto com",
                ),
                (
                    "m-a-r-t-a-@-g-m-a-i-l-.-c-o-m",
                    "m-a-r-t-a-@-g-m-a-i-l-.-c-o-m",
                ),
                (
                    "rui.lopes [at] sapo [ponto] pt",
                    "rui.lopes [at] sapo [ponto] pt",
                ),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &[
                "a las 5 @ la plaza",
                "una arroba de vino",
                "¿mejor «@gmail.com» o «@outlook.com»?",
                "punto com",
                "escribid a prensa@museo.es",
                "pregunta a museo.cultura@museo.org.es",
            ],
        );
    }
}
