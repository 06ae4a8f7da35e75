//! Links, and among them those by which readers would reach the writer elsewhere: invitations, messaging, personal pages, forms.

use std::net::Ipv4Addr;
use std::sync::LazyLock;

use linkify::{LinkFinder, LinkKind};
use regex::Regex;
use rustc_hash::FxHashSet as HashSet;

use super::find::{Findings, View, pattern};
use super::{FindingCode, Rules};

/// Where people talk to each other or show themselves, without the scheme, with the ways in which the names are disguised.
const CONTACT: &str = r"(?:wa\.me|(?:chat|api)\.whats[a4]pp\.com|t\.me|telegr[a4]m\.(?:me|org)|(?:d[i1]sc[o0]rd|dsc)\.(?:gg|com/invite|me)|discordapp\.com/invite|sn[a4]pch[a4]t\.com/(?:add|t)|snap\.com/add|m\.me|signal\.(?:me|group)|kik\.me|omegle\.[a-z]+|ome\.tv|ngl\.link|tell[o0]nym\.me|sendit\.[a-z]+|curiouscat\.(?:me|live)|ask\.fm|inst[a4]gr[a4]m\.com/[a-z0-9_.]{2,}|t[i1]kt[o0]k\.com/@?[a-z0-9_.]{2,}|threads\.(?:net|com)/@|twitter\.com/[a-z0-9_]{3,}|x\.com/[a-z0-9_]{3,}|facebook\.com/[a-z0-9_.]{3,}|fb\.me|twitch\.tv/[a-z0-9_]{3,}|youtube\.com/(?:@|c/|channel/)[a-z0-9_-]+|r[o0]bl[o0]x\.com/(?:share|users|games)|steamcommunity\.com/(?:id|profiles)|s\.team/p|open\.spotify\.com/user|bere\.al/[a-z0-9_.]+|linktr\.ee|beacons\.ai|bio\.link|lnk\.bio|carrd\.co|forms\.gle|docs\.google\.com/forms|forms\.office\.com|typeform\.com|bit\.ly|tinyurl\.com|cutt\.ly|zoom\.us/j|meet\.google\.com|meet\.jit\.si|onlyfans\.com|vsco\.co|wattpad\.com/user|pinterest\.[a-z.]+/[a-z0-9_]+|vinted\.[a-z]+/member|line\.me|join\.skype\.com|guilded\.gg|revolt\.chat|zangi\.com|yubo\.live|wizz)";
/// Sites on which anybody has a page.
const PERSONAL: &str = r"(?:[a-z0-9-]+\.(?:github\.io|wixsite\.com|blogspot\.[a-z.]+|wordpress\.com|carrd\.co|weebly\.com|neocities\.org|netlify\.app|vercel\.app|glitch\.me|tumblr\.com|itch\.io|substack\.com|webnode\.[a-z]+|simdif\.com)|sites\.google\.com/view)";

static IS_CONTACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"^(?:[a-z]+://)?(?:w{{1,3}}\.)?(?:{CONTACT}|{PERSONAL})(?:[/?#]|\b)"
    ))
});
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(?:h[tx]{{2}}ps?://)?(?:w{{1,3}}\.)?(?:{CONTACT}(?:[/?#=|][^\s)\]>,;]*[a-z0-9])?|{PERSONAL}(?:/[^\s)\]>,;]*[a-z0-9])?)"
    ))
});
/// The end of an invitation whose beginning is told in words.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bgg ?/ ?[a-z0-9]{4,20}\b|\bdiscord(?:\.gg)?[^\n]{1,60}\bg{1,2}\b[^\n]{0,20}(?:barra|slash|/)[^\n]{1,15}\b[a-z0-9]{5,20}\b",
    )
});
static REVERSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[a-z0-9+_-]+/(?:em\.[a-z]+|gg\.[a-z]+|moc\.[a-z0-9.]+|em\.t)\b|\b(?:drocsid|margelet|ppastahw|margatsni)\.[a-z]{2,3}/\S+",
    )
});
/// Whatever says itself that it is a link, also when its host is none.
static SCHEME: LazyLock<Regex> =
    LazyLock::new(|| pattern(r#"\b(?i:https?)://[\p{L}\p{N}][^\s<>"'()\[\]{}]{1,2000}"#));
static WEB: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bw\.[a-z0-9.-]+\.[a-z]{2,}"));

/// Finds links.
pub(super) fn find(rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut seen = HashSet::default();
    for link in finder.links(view.source) {
        let at = link.start()..link.end();
        seen.insert(at.start);
        let lower = link.as_str().to_lowercase();
        let (code, rule) = kind(rules, &lower);
        findings.add(code, rule, at);
    }
    find_sites(rules, view, findings);
    let says_so = SCHEME.find_iter(view.source);
    for found in says_so.filter(|found| !seen.contains(&found.start())) {
        findings.add(FindingCode::Link, "link.scheme", found.range());
    }
    let spoken = view.spoken.text();
    for (regex, rule) in [
        (&BARE, "link.contact"),
        (&TAIL, "link.told"),
        (&REVERSED, "link.reversed"),
    ] {
        for found in regex.find_iter(spoken) {
            let is_whole = has_path(found.as_str());
            if is_whole
                && !is_of_institution(rules, found.as_str())
                && let Some(at) = view.spoken.source(found.range())
            {
                findings.add(FindingCode::UrlContact, rule, at);
            }
        }
    }
    let folded = view.folded.text();
    for found in WEB.find_iter(folded) {
        let code = if IS_CONTACT.is_match(found.as_str()) {
            FindingCode::UrlContact
        } else {
            FindingCode::Link
        };
        findings.add_folded(code, "link.bare", view, found.range());
    }
}

/// Finds sites that are written without a scheme. Each piece of a text is looked at by itself: the finder takes time that grows with the
/// square of what has no spaces.
fn find_sites(rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false);
    let mut from = 0;
    for piece in view.source.split(char::is_whitespace) {
        let start = view.source.get(from..).and_then(|rest| rest.find(piece));
        let start = from.saturating_add(start.unwrap_or(0));
        from = start.saturating_add(piece.len());
        if piece.len() > LONGEST_SITE || !piece.contains('.') || piece.contains("://") {
            continue;
        }
        for link in finder.links(piece) {
            let lower = link.as_str().to_lowercase();
            let at = start.saturating_add(link.start())..start.saturating_add(link.end());
            if is_site(rules, &lower) {
                let (code, rule) = kind(rules, &lower);
                findings.add(code, rule, at);
            }
        }
    }
}

/// What a link is, one by which readers reach somebody or any other, and the rule that says so.
fn kind(rules: &Rules, link: &str) -> (FindingCode, &'static str) {
    if IS_CONTACT.is_match(link) && !is_of_institution(rules, link) {
        (FindingCode::UrlContact, "link.contact")
    } else {
        (FindingCode::Link, "link")
    }
}

/// The longest piece that is looked at for a site, in bytes.
const LONGEST_SITE: usize = 300;

/// Endings that are no words.
const SURE: &[&[u8]] = &[
    b"com", b"org", b"net", b"info", b"cat", b"gal", b"eus", b"edu", b"pt",
];

/// Whether something without a scheme is the name of a site: its ending is known (publicsuffix.org), and it is no two words that a missing
/// space joined.
fn is_site(rules: &Rules, link: &str) -> bool {
    let host = link.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let suffix = psl::suffix(host.as_bytes());
    let is_known = suffix.is_some_and(|suffix| suffix.is_known() && suffix != host.as_bytes());
    let is_sure = suffix.is_some_and(|suffix| SURE.contains(&suffix.as_bytes()));
    let mut labels = host.split('.');
    let is_joined = link == host && !is_sure && labels.all(|label| rules.phrases.knows(label));
    // The address of a machine with a path is a link too; alone, or with a number, it is a version or a network.
    let path = link.get(host.len()..).unwrap_or_default();
    let is_machine = path.contains(char::is_alphabetic) && host.parse::<Ipv4Addr>().is_ok();
    (is_known && !is_joined) || is_machine
}

/// Whether a link leads to somebody: it has a path, or is a page of its own.
fn has_path(link: &str) -> bool {
    let rest = link.split("://").last().unwrap_or(link);
    rest.contains(['/', '?', '#', '=', '|']) || PERSONAL_ONLY.is_match(rest) || rest.contains(' ')
}

static PERSONAL_ONLY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("^(?:w{{1,3}}\\.)?{PERSONAL}")));

/// Whether a link leads to the page of an institution on a site where anybody has one: to that and nothing else.
fn is_of_institution(rules: &Rules, link: &str) -> bool {
    const TALK: &[&str] = &[
        "wa.me",
        "t.me",
        "m.me",
        "chat.whatsapp.com",
        "api.whatsapp.com",
        "discord.gg",
    ];
    let path = link.split("://").last().unwrap_or(link);
    let Some((host, path)) = path.split_once('/') else {
        return false;
    };
    let name = path.trim_start_matches('@').trim_end_matches('/');
    !TALK.contains(&host) && rules.names.handles.contains(name)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn what_gives_somebody_away_is_found() {
        assert_finds(
            find,
            FindingCode::UrlContact,
            &[
                ("entra en discord.gg/abcd ya", "discord.gg/abcd"),
                ("discord punto gg barra abcd", "discord punto gg barra abcd"),
                ("todo en linktr.ee/marta.dibuja", "linktr.ee/marta.dibuja"),
                ("https://wa.me/34612345678", "https://wa.me/34612345678"),
            ],
        );
    }

    #[test]
    fn sites_are_found_with_a_scheme_or_by_their_ending() {
        assert_finds(
            find,
            FindingCode::Link,
            &[
                ("mira http://999 ya", "http://999"),
                ("está en museodelmar.gal", "museodelmar.gal"),
                ("https://example.org/a", "https://example.org/a"),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &[
                "hablamos de Telegram",
                "un punto y una barra de pan",
                "me gusta.me voy",
                "node.js",
            ],
        );
    }
}
