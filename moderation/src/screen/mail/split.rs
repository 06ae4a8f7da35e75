//! E-mail addresses whose beginning stands in one place and whose end in another: `marta.gil09` in the title, `@gmail.com` in the body or in
//! what is sent next. Whole ones are for `mail`.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::super::find::{Findings, View, pattern};
use super::super::{Field, Finding, FindingCode, Rules};
use super::{ENDING, PROVIDER};

/// The longest name, and how near it words lead to it, in characters; how many pieces of a text are looked at, from the last.
const LONGEST: usize = 64;
const NEAR: usize = 40;
const MOST_PIECES: usize = 60;

/// The end of an address that no beginning stands before, perhaps after the sign of a list.
static END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:^|[^a-z0-9ñç._%+/ -]|[ ][+*•-]+)[ /_+*•-]*(?P<end>@[ /]?(?:{PROVIDER}[ /]?[.,·][ /]?{ENDING}|g[ -]?m[a4][i1]l|gmeil|h[o0]tm[a4][i1]l|jotmeil))\b"
    ))
});
/// The same without its sign.
static BARE_END: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:^|[^a-z0-9@._-])(?P<end>{PROVIDER}[ /]?[.,·][ /]?{ENDING})\b"
    ))
});
/// A beginning that has the sign.
static BEFORE_AT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?P<name>[a-z0-9_][a-z0-9ñç._+-]{2,40} ?@)[^a-z0-9ñç]*$"));
/// The last word of a text.
static LAST: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?P<name>[a-zñç]{4,40})[^a-z0-9ñç]*$"));
/// Words that an address or its beginning follows.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:correos?|e-?mails?|gmail|direccion|endereço|enderezo|adreça|helbidea|empieza|empeza|comeca|comença|hasten|hasiera|starts?|begins?|principio|comienzo|inicio|(?:primera|primeira|first) part[e]?)\b",
    )
});
/// What ends like a site.
static SITE: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"\.{ENDING}$")));

/// A text of the item, or one that was sent before.
type Text<'a> = (Option<Field>, &'a View<'a>);
/// A place in the spoken copy of a text.
type Piece<'a> = (Text<'a>, Range<usize>);

/// Finds the pieces of an address that stand apart; those of them that are in the item.
pub(in super::super) fn find(rules: &Rules, texts: &[Text<'_>]) -> Vec<Finding> {
    let all = (0..texts.len()).filter_map(|at| pieces(rules, texts, at));
    let findings = all.flatten().filter_map(|((field, view), at)| {
        let mut findings = Findings::new(field?);
        findings.add(FindingCode::Email, "email.split", view.spoken.source(at)?);
        Some(findings.into_list())
    });
    findings.flatten().collect()
}

/// The beginning and the end of an address of which one stands in a text, by its end or by the sign that it ends in.
fn pieces<'a>(rules: &Rules, texts: &'a [Text<'a>], at: usize) -> Option<[Piece<'a>; 2]> {
    let text = *texts.get(at)?;
    if let Some(end) = end(text.1, &END) {
        let beginning = beginning_near(rules, texts, at, &end)?;
        return Some([beginning, (text, end)]);
    }
    let beginning = begins_with_sign(text.1)?;
    let end = others(texts, at).find_map(|other| Some((*other, end(other.1, &BARE_END)?)))?;
    Some([(text, beginning), end])
}

/// The texts but one, those before it first, the nearest first.
fn others<'a>(texts: &'a [Text<'a>], at: usize) -> impl Iterator<Item = &'a Text<'a>> {
    let (before, after) = texts.split_at(at.min(texts.len()));
    before.iter().rev().chain(after.iter().skip(1))
}

/// The end of an address in a text; none where it tells of several services.
fn end(view: &View<'_>, of: &Regex) -> Option<Range<usize>> {
    let text = view.spoken.text();
    let ends = of.captures_iter(text).filter_map(|found| found.name("end"));
    let mut known = BTreeSet::new();
    let mut first = None;
    for end in ends {
        known.insert(end.as_str());
        first = first.or(Some(end.range()));
    }
    first.filter(|_| known.len() == 1)
}

/// The beginning that an end belongs to: in its own text before it, or in another one; what looks like one before any other word.
fn beginning_near<'a>(
    rules: &Rules,
    texts: &'a [Text<'a>],
    at: usize,
    end: &Range<usize>,
) -> Option<Piece<'a>> {
    let own = *texts.get(at)?;
    let before = own.1.spoken.text().get(..end.start)?;
    if let Some(shaped) = last_shaped(before).filter(|found| is_led_to(before, found.start)) {
        return Some((own, shaped));
    }
    let others = || others(texts, at).filter(|other| own.0.is_some() || other.0.is_some());
    let shaped = others().find_map(|other| Some((*other, shaped(other.1.spoken.text())?)));
    shaped
        .or_else(|| others().find_map(|other| Some((*other, word(rules, other.1.spoken.text())?))))
}

/// A beginning that ends in the sign, at the end of its text.
fn begins_with_sign(view: &View<'_>) -> Option<Range<usize>> {
    let text = view.spoken.text();
    let found = text.contains('@').then(|| BEFORE_AT.captures(text))??;
    Some(found.name("name")?.range())
}

/// The last piece of a text that looks like the name in an address.
fn last_shaped(text: &str) -> Option<Range<usize>> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "ñç._-".contains(c);
    let mut end = text.len();
    for _ in 0..MOST_PIECES {
        let before = text.get(..end)?.trim_end_matches(|c| !is_part(c));
        let start = before
            .char_indices()
            .rev()
            .take(LONGEST)
            .take_while(|(_, c)| is_part(*c))
            .last()
            .map(|(start, _)| start)?;
        let piece = before.get(start..)?.trim_end_matches(['.', '-']);
        if is_shaped(piece) {
            return Some(start..start.saturating_add(piece.len()));
        }
        end = start;
    }
    None
}

/// Whether a piece has letters and a low line, a point inside, or digits before or after them, and is no site.
fn is_shaped(piece: &str) -> bool {
    let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
    let has_point = piece.trim_matches('.').contains('.');
    let has_digits = letters > 2
        && piece.contains(|c: char| c.is_ascii_digit())
        && piece.chars().all(char::is_alphanumeric);
    piece.len() > 4
        && letters > 0
        && (piece.contains('_') || has_point || has_digits)
        && !SITE.is_match(piece)
}

/// What looks like a beginning where nothing follows it, or where words lead to one.
fn shaped(text: &str) -> Option<Range<usize>> {
    let found = last_shaped(text)?;
    let rest = text.get(found.end..)?;
    (!rest.contains(char::is_alphanumeric) || is_led_to(text, found.start)).then_some(found)
}

/// Whether words that lead to a beginning stand before a place, near it.
fn is_led_to(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let near = before.char_indices().rev().take(NEAR).last();
    let near = near.and_then(|(start, _)| before.get(start..));
    near.is_some_and(|near| LEAD.is_match(near))
}

/// A word that means nothing, alone in its text or last where words lead to a beginning.
fn word(rules: &Rules, text: &str) -> Option<Range<usize>> {
    let found = LAST.captures(text)?.name("name")?;
    let before = text.get(..found.start())?;
    let is_told = !before.contains(char::is_alphanumeric) || is_led_to(text, found.start());
    (is_told && !rules.phrases.knows(found.as_str())).then(|| found.range())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces that are found in a title and a body.
    fn pieces(title: &str, body: &str, earlier: &[&str]) -> Vec<String> {
        let rules = Rules::built_in();
        let earlier = earlier.iter().map(|text| (None, *text));
        let all = earlier.chain([(Some(Field::Title), title), (Some(Field::Body), body)]);
        let views: Vec<_> = all
            .map(|(field, text)| (field, View::new(&rules, text)))
            .collect();
        let texts: Vec<Text<'_>> = views.iter().map(|(field, view)| (*field, view)).collect();
        let words = find(&rules, &texts).into_iter().map(|finding| {
            let text = if finding.field == Field::Title {
                title
            } else {
                body
            };
            text.get(finding.start..finding.end).unwrap().to_owned()
        });
        words.collect()
    }

    #[test]
    fn an_address_that_is_split_over_title_and_body_is_found_in_both() {
        for (title, body, end) in [
            ("marta.gil09", "Hola. El resto: @gmail.com", "@gmail.com"),
            ("marta_gil_", "- @gmail.com", "@gmail.com"),
            (
                "martagil",
                "arroba gmail punto com",
                "arroba gmail punto com",
            ),
            (
                "marta.gil09",
                "Acaba en: @gmail.com. Repito: @gmail.com",
                "@gmail.com",
            ),
            ("marta.gil09@", "gmail.com", "gmail.com"),
        ] {
            assert_eq!(pieces(title, body, &[]), [title, end], "{title} {body}");
        }
        assert_eq!(
            pieces(
                "Mi correo empieza por martagilperez",
                "El resto: @gmail.com",
                &[]
            ),
            ["martagilperez", "@gmail.com"]
        );
        assert_eq!(
            pieces("Hola", "Mi correo: marta.gil09. Lo demás: @gmail.com", &[]),
            ["marta.gil09", "@gmail.com"]
        );
    }

    #[test]
    fn an_address_of_which_a_piece_was_sent_before_is_found_in_the_other() {
        assert_eq!(
            pieces(
                "Final",
                "arroba gmail punto com",
                &["Mi correo empieza por marta_gil"]
            ),
            ["arroba gmail punto com"]
        );
        assert_eq!(
            pieces(
                "Otra",
                "Empieza por marta.gil09",
                &["Acaba así: @gmail.com"]
            ),
            ["marta.gil09"]
        );
    }

    #[test]
    fn ordinary_texts_about_mail_are_let_be() {
        for (title, body, earlier) in [
            (
                "marta.gil09",
                "¿Qué es mejor? «@gmail.com» o «@outlook.com»: da igual.",
                &[][..],
            ),
            (
                "My pre-teen band",
                "We love music! At live concerts we sing.",
                &[],
            ),
            ("El post-it de 3º", "Patrocina el torneo: @movistar", &[]),
            (
                "Un punto de vista",
                "¿Cuál prefieres? @outlook o uno propio",
                &[],
            ),
            ("Hola: gracias", "Nuevo directo: @live", &[]),
            (
                "Lo de elpais.com",
                "Muchos correos acaban igual («@gmail.com»).",
                &[],
            ),
            (
                "Hoy",
                "Hoy con mi ex-profe vimos mp3",
                &["Los correos llevan un dominio: «@gmail.com»."],
            ),
            ("Hoy", "Hoy: «@outlook.com».", &["Ayer: «@gmail.com»."]),
            (
                "Hoy",
                "Hoy en minecraft2024 hicimos un puente. Mi profe nos dijo que los e-mails acaban en algo así: @gmail.com",
                &[],
            ),
        ] {
            assert!(pieces(title, body, earlier).is_empty(), "{title} {body}");
        }
    }
}
