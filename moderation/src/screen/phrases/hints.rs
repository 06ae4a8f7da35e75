//! Whether a hint stands beside another. What is a hint, and what else makes it count, is in `phrases`.

use super::Rule;
use super::chart::Hit;

/// How near two hints have to be to count, in words.
const NEAR: usize = 60;

/// Whether another hint of the same code is near, in other words: the same ones may be a hint in several languages, and that is one.
/// Hints are in the order of their first words.
pub(super) fn has_another(hints: &[(&Hit, &Rule)], hit: &Hit, rule: &Rule) -> bool {
    let first = hints.partition_point(|(other, _)| other.from.saturating_add(NEAR) < hit.from);
    let near = hints.iter().skip(first);
    near.take_while(|(other, _)| other.from <= hit.from.saturating_add(NEAR))
        .any(|(other, another)| {
            let is_apart = other.to <= hit.from || hit.to <= other.from;
            is_apart && another.code == rule.code && !std::ptr::eq(*another, rule)
        })
}

#[cfg(test)]
mod tests {
    use super::super::grammar::Head;
    use super::super::{Lane, Strength};
    use super::*;
    use crate::screen::FindingCode;

    #[test]
    fn the_same_words_in_two_languages_are_one_hint() {
        let rule = |name: &str| Rule {
            name: name.into(),
            code: FindingCode::ContactSeeking,
            lane: Lane::P1,
            strength: Strength::Hint,
            unless: 0,
        };
        let (galician, spanish) = (rule("gl/hint"), rule("es/hint"));
        let hit = |from| Hit {
            head: Head::Rule(0),
            from,
            to: from + 1,
        };
        let (princess, alike, beautiful) = (hit(7), hit(7), hit(9));
        let alone = [(&princess, &galician), (&alike, &spanish)];
        assert!(!has_another(&alone, &princess, &galician));
        let two = [(&princess, &galician), (&beautiful, &spanish)];
        assert!(has_another(&two, &princess, &galician));
        assert!(!has_another(&two, &hit(9 + NEAR + 1), &galician));
    }
}
