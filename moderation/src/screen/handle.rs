//! Names of accounts on other services: with `@`, after a word that leads to one, beside the name of an app, or by their shape. Those of
//! institutions are no findings.

mod hidden;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cues::Cue;
use super::find::{Findings, View, pattern};
use super::{FindingCode, Rules};

/// How far an app may be from a name, in words.
const NEAR: usize = 6;
/// So many letters with points between them are no abbreviation.
const LEAST_LETTERS: usize = 5;
/// The longest name of an account, in bytes.
const LONGEST: usize = 40;

static TAG: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[^\s#@&]{2,32}#\d{3,5}$"));
/// Tags that games give to players.
static GAME_TAG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"# (?:[0-9a-z]\b[ ,/.\-]{1,3}){4,11}[0-9a-z]\b|(?:#|\b(?:almohadilla|hashtag|cardinal|coixinet|traola|cancela)\b[,: ]*)(?:[0-9a-z]{1,3}[ ,/.\-]{0,3}){5,12}",
    )
});
static MORSE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:[.\-]{1,5} ?/ ?){3,}[.\-0-9 /]*"));

/// A piece of the spoken copy that no space parts.
struct Chunk {
    at: Range<usize>,
    /// Where it is in the source.
    source: Range<usize>,
}

/// Finds names of accounts.
pub(super) fn find(rules: &Rules, view: &View<'_>, findings: &mut Findings) {
    let chunks = chunks(view);
    let spoken = view.spoken.text();
    let has = |cue| (0..view.words.len()).any(|at| view.parsed.cue(cue, at).is_some());
    let has_app = has(Cue::Platform);
    let has_cue = has(Cue::Handle);
    for chunk in &chunks {
        let text = spoken.get(chunk.at.clone()).unwrap_or_default();
        let rule = if let Some(name) = text.strip_prefix('@') {
            let is_handle = is_name(rules, name) && !is_only_said(rules, view, chunk, name);
            is_handle.then_some("handle.at")
        } else if text.contains('#') && TAG.is_match(text) {
            Some("handle.tag")
        } else if is_said(view, chunk, text) {
            Some("handle.said")
        } else if is_shaped(rules, view, chunk, text) {
            led_to(view, chunk)
        } else {
            None
        };
        let may_be_told = rule.is_none() && has_cue;
        let is_told = may_be_told && is_told(rules, view, chunk);
        if let Some(rule) = rule.or_else(|| is_told.then_some("handle.told")) {
            findings.add(FindingCode::Handle, rule, chunk.source.clone());
        }
    }
    if has_app || has(Cue::WeakPlatform) {
        find_tags(view, has_app, findings);
    }
    hidden::find(rules, view, findings);
}

/// Finds tags of games, and names in Morse code, in a text that names an app.
fn find_tags(view: &View<'_>, has_app: bool, findings: &mut Findings) {
    for (regex, rule) in [(&GAME_TAG, "handle.tag"), (&MORSE, "handle.morse")] {
        for found in regex.find_iter(view.folded.text()) {
            // A `#` begins headings and topics too.
            let is_sure = has_app || !found.as_str().starts_with('#');
            if is_sure && is_tag(found.as_str()) {
                findings.add_folded(FindingCode::Handle, rule, view, found.range());
            }
        }
    }
}

/// Whether letters and digits are mixed as in the tags of games, and no ordinary words.
fn is_tag(text: &str) -> bool {
    let signs: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let has_digit = signs.iter().any(char::is_ascii_digit);
    has_digit && signs.len() >= 6 || text.contains("--") || text.contains(".-")
}

/// The pieces of the spoken copy, without the signs around them.
fn chunks(view: &View<'_>) -> Vec<Chunk> {
    let text = view.spoken.text();
    let parts =
        |c: char| c.is_whitespace() || ",;:()[]{}!?¡¿\"«»“”→=|<>…'’*".contains(c) || is_picture(c);
    let mut chunks = Vec::new();
    let mut from = 0;
    for end in text
        .char_indices()
        .filter(|(_, c)| parts(*c))
        .map(|(at, _)| at)
        .chain([text.len()])
    {
        let piece = text.get(from..end).unwrap_or_default();
        let kept = piece.trim_start_matches(|c| parts(c) || c == '.');
        let start = end.saturating_sub(kept.len());
        let kept = kept.trim_end_matches(['.', '-', '/']);
        let at = start..start.saturating_add(kept.len());
        from = end;
        if kept.is_empty() || kept.len() > LONGEST {
            continue;
        }
        let Some(source) = view.spoken.source(at.clone()) else {
            continue;
        };
        chunks.push(Chunk { at, source });
    }
    chunks
}

fn is_picture(c: char) -> bool {
    matches!(u32::from(c), 0x2190..=0x2bff | 0x1f000..=0x1faff)
}

/// Whether what follows an `@` is somebody's.
fn is_name(rules: &Rules, name: &str) -> bool {
    let is_long = name.chars().count() > 1 && name.chars().any(char::is_alphabetic);
    let known = rules.names.handles.contains(name) || STYLES.contains(&name);
    let is_provider = PROVIDER.is_match(name);
    is_long && !known && !is_provider && !INSTITUTION.is_match(name)
}

/// Whether the sign was said in a word, and an ordinary word follows: `the arroba is no letter`, `300 arrobas de oliva`.
fn is_only_said(rules: &Rules, view: &View<'_>, chunk: &Chunk, name: &str) -> bool {
    let source = view.source.get(chunk.source.clone());
    let is_said = source.is_some_and(|source| !source.contains(['@', '\u{ff20}']));
    is_said && name.chars().all(char::is_alphabetic) && rules.phrases.knows(name)
}

/// Whether a piece is words that are joined by two signs or more that were said, as in `ana punto gil guion bajo nueve`, and no site.
fn is_said(view: &View<'_>, chunk: &Chunk, text: &str) -> bool {
    let is_sign = |c: &char| ['.', '_', '-'].contains(c);
    let signs = text.chars().filter(is_sign).count();
    if signs < 2 {
        return false;
    }
    let source = view.source.get(chunk.source.clone()).unwrap_or_default();
    let written = source.chars().filter(is_sign).count();
    let ending = text.rsplit_once('.').map_or("", |(_, ending)| ending);
    written == 0
        && !ENDINGS.contains(&ending)
        && !text.contains(['/', '@', '\\'])
        && text.chars().filter(|c| c.is_alphabetic()).count() > 3
}

/// What follows an `@` in style sheets and programs.
const STYLES: &[&str] = &[
    "media",
    "import",
    "property",
    "override",
    "everyone",
    "here",
    "todos",
    "all",
    "charset",
    "keyframes",
    "supports",
];
static PROVIDER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:gmail|hotmail|outlook|yahoo|icloud|live|sapo|[a-z0-9-]+\.(?:com|es|pt|cat|gal|eus|org|net|gob|edu|gov)\b)",
    )
});
static INSTITUTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:el|la|o|a)?_?(?:jornal|diario|diari|periodico|revista|radio|museo?u?|biblioteca|ajuntament|ayuntamiento|concello|camara|udal|gobierno|govern|xunta|ministerio|fundacion?|asociacion|cruz|universidad|universitat|policia|bombeiros|club|cf|fc|unicef|onu|un|bbc|guardian|rte)[a-z]*(?:_|\.|$)",
    )
});

/// Whether a piece looks like the name of an account: signs inside, letters and digits mixed, a capital after a small letter.
fn is_shaped(rules: &Rules, view: &View<'_>, chunk: &Chunk, text: &str) -> bool {
    let count = text.chars().count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    if count < 4 || letters < 2 || text.contains(['/', '@', '\\', '%', '&', '+', '\u{20ac}']) {
        return false;
    }
    let has_inner = |sign| text.trim_matches(sign).contains(sign);
    let is_domain = text
        .rsplit_once('.')
        .is_some_and(|(_, ending)| ENDINGS.contains(&ending));
    if is_domain {
        return false;
    }
    let is_mixed = digits > 0 && letters > 2 && count > 4 && !starts_with_amount(text);
    let source = view.source.get(chunk.source.clone()).unwrap_or_default();
    has_inner('_')
        || text.contains('_')
        || (has_inner('.') && letters > 3 && !has_abbreviation(text))
        || is_mixed
        || (is_camel(source) && !rules.phrases.knows(text))
}

const ENDINGS: &[&str] = &[
    "com", "es", "pt", "org", "net", "cat", "gal", "eus", "uk", "br", "eu", "gov", "io", "tv",
    "html", "pdf", "jpg", "png", "mp3", "mp4", "txt", "py", "js", "exe", "apk",
];

/// `5kg`, `10ºb`, `24h`: a number with its unit.
fn starts_with_amount(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    rest.len() < text.len() && rest.chars().count() < 4
}

/// `p.ej`, `ee.uu`: a few pieces of one or two letters.
fn has_abbreviation(text: &str) -> bool {
    let are_short = text.split('.').all(|piece| piece.chars().count() < 3);
    are_short && text.split('.').count() < LEAST_LETTERS
}

fn is_camel(source: &str) -> bool {
    let mut before = None;
    let mut changes = 0_usize;
    for c in source.chars() {
        let is_change = before.is_some_and(char::is_lowercase) && c.is_uppercase();
        changes = changes.saturating_add(usize::from(is_change));
        before = Some(c);
    }
    changes > 0 && source.chars().count() > 5
}

/// The rule by which words near a shaped piece make it the name of an account.
fn led_to(view: &View<'_>, chunk: &Chunk) -> Option<&'static str> {
    let Range { start, end } = view.words_in(&chunk.source);
    let before = start.saturating_sub(NEAR)..start;
    let after = end..end.saturating_add(NEAR);
    let near = |cue, range: Range<usize>| view.parsed.cues_in(cue, range).next().is_some();
    let ends_here = |cue, reach: usize| {
        let from = start.saturating_sub(8);
        view.parsed
            .cues_in(cue, from..start)
            .any(|(_, end)| end <= start && start.saturating_sub(end) <= reach)
    };
    if ends_here(Cue::Handle, 4) || near(Cue::AfterHandle, end..end.saturating_add(3)) {
        return Some("handle.cue");
    }
    if near(Cue::Platform, before) || near(Cue::Platform, after) {
        return Some("handle.app");
    }
    let place = view.source_of(start..end).map_or(0, |at| at.start);
    let before = view.source.get(..place).unwrap_or_default();
    if before.chars().rev().take(6).any(|c| PICTURES.contains(c)) {
        return Some("handle.app");
    }
    let text = view.spoken.text().get(chunk.at.clone()).unwrap_or_default();
    if !text.contains(|c: char| c.is_ascii_digit() || c == '_') {
        return None;
    }
    if ends_here(Cue::WeakHandle, 3)
        || ends_here(Cue::WeakPlatform, 2)
        || near(Cue::WeakPlatform, end..end.saturating_add(2))
    {
        return Some("handle.near");
    }
    None
}

/// What stands for an app that shows pictures, messages or games.
const PICTURES: &str = "📷📸👻🎮🎵🐦";

/// Whether words say that this is the name of an account, although nothing of its shape does.
fn is_told(rules: &Rules, view: &View<'_>, chunk: &Chunk) -> bool {
    let words = view.words_in(&chunk.source);
    let start = words.start;
    let led = view
        .parsed
        .cues_in(Cue::Handle, start.saturating_sub(8)..start)
        .any(|(_, end)| {
            end <= start
                && (end..start).all(|at| {
                    SKIPPED.contains(&view.word(at)) || view.parsed.cue(Cue::Platform, at).is_some()
                })
        });
    let text = view.spoken.text().get(chunk.at.clone()).unwrap_or_default();
    let is_word = words.len() != 1
        || rules.phrases.knows(text)
        || SKIPPED.contains(&text)
        || rules.names.is_given(text);
    led && !is_word && text.chars().count() > 3 && text.chars().any(char::is_alphabetic)
}

/// What stands between the words that lead to a name and the name.
const SKIPPED: &[&str] = &[
    "es", "eh", "e", "soy", "sou", "soc", "son", "como", "com", "is", "its", "da", "de", "el",
    "la", "o", "a", "ahi", "en", "por", "aqui", "meu", "mi", "my", "the", "um", "un", "muy",
    "privado", "nuevo",
];

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_finds, assert_silent};
    use super::*;

    #[test]
    fn what_gives_somebody_away_is_found() {
        assert_finds(
            find,
            FindingCode::Handle,
            &[
                ("sígueme en @marta.dibuja_", "@marta.dibuja_"),
                ("mi insta es marta_gil09", "marta_gil09"),
                ("mi insta es capricornio", "capricornio"),
                ("martita#٤٨٢١ para jugar", "martita#٤٨٢١"),
                ("en roblox soy MartaCrack", "MartaCrack"),
                ("arroba marta guion bajo gil", "arroba marta guion bajo gil"),
                ("martita#4821 para jugar", "martita#4821"),
            ],
        );
    }

    #[test]
    fn what_only_looks_like_it_is_let_be() {
        assert_silent(
            find,
            &[
                "seguid a @unicef",
                "la variable mi_lista guarda los nombres",
                "tod@s l@s chic@s",
                "hablamos de Instagram",
            ],
        );
    }
}
