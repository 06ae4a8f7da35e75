//! Whether a hint stands beside another. What is a hint, and what else makes it count, is in `phrases`.

use super::chart::Hit;
use super::{Rule, Word};

/// How near two hints have to be to count, in words.
const NEAR: usize = 60;

/// Whether another hint of the same code is near. Hints are in the order of their first words; the words are those of the folded text.
pub(super) fn has_another(
    hints: &[(&Hit, &Rule)],
    (hit, rule): (&Hit, &Rule),
    words: &[Word],
    folded: &str,
) -> bool {
    let first = hints.partition_point(|(other, _)| other.from.saturating_add(NEAR) < hit.from);
    let near = hints.iter().skip(first);
    let mut near = near.take_while(|(other, _)| other.from <= hit.from.saturating_add(NEAR));
    near.any(|(other, another)| {
        // What is a hint in several languages is one, however often it is said.
        let is_alike = || {
            language(rule) != language(another)
                && (overlap(hit, other) || text(hit, words, folded) == text(other, words, folded))
        };
        another.code == rule.code && !std::ptr::eq(*another, rule) && !is_alike()
    })
}

fn language(rule: &Rule) -> &str {
    rule.name.split('/').next().unwrap_or_default()
}

fn overlap(one: &Hit, other: &Hit) -> bool {
    one.from < other.to && other.from < one.to
}

fn text<'a>(hit: &Hit, words: &[Word], folded: &'a str) -> Option<&'a str> {
    let first = words.get(hit.from)?;
    let last = words.get(hit.to.checked_sub(1)?)?;
    folded.get(first.at.start..last.at.end)
}

#[cfg(test)]
mod tests {
    use super::super::grammar::Head;
    use super::super::{Lane, Strength, words_in};
    use super::*;
    use crate::screen::FindingCode;
    use crate::screen::fold::Folded;

    #[test]
    fn what_is_a_hint_in_two_languages_is_one() {
        let rule = |name: &str| Rule {
            name: name.into(),
            code: FindingCode::ContactSeeking,
            lane: Lane::P1,
            strength: Strength::Hint,
            unless: 0,
            patterns: 1,
        };
        let (galician, spanish, other) =
            (rule("gl/hint"), rule("es/hint"), rule("gl/hint-another"));
        let hit = |from, to| Hit {
            head: Head::Rule(0),
            from,
            to,
        };
        let text = "princesa, princesa, preciosa mía";
        let folded = Folded::new(text);
        let words = words_in(text, &folded);
        let counts = |near: (&Hit, &Rule)| {
            let first = hit(0, 1);
            let hints = [(&first, &galician), near];
            has_another(&hints, (&first, &galician), &words, folded.text())
        };
        assert!(!counts((&hit(0, 1), &spanish)));
        assert!(!counts((&hit(0, 2), &spanish)));
        assert!(!counts((&hit(1, 2), &spanish)));
        assert!(counts((&hit(2, 3), &spanish)));
        assert!(counts((&hit(0, 2), &other)));
        assert!(!counts((&hit(NEAR + 1, NEAR + 2), &other)));
    }
}
