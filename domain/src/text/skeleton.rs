//! What a name looks like: equal for names that can be taken for each other. Never shown to anybody.
//! The table of lookalikes is Unicode's (UTS 39); a newer one means that stored skeletons are computed again.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The skeleton of a name: no case, accents or separators, one letter for all that look like it.
pub(super) fn of(name: &str) -> String {
    let letters: String = name
        .nfkd()
        .filter(|it| !is_combining_mark(*it) && !is_separator(*it))
        .collect();
    // letters look alike in one case that do not in the other, so both are looked at
    let large = lookalikes(&letters.to_uppercase());
    let small = lookalikes(&large.to_lowercase());
    // a hook on a large letter looks like an apostrophe beside it
    let letters = small.to_lowercase().replace('\'', "");
    // without case i is one with I, l and 1; vv is the one lookalike that Unicode's table lacks
    letters.replace('i', "l").replace("vv", "w")
}

/// Unicode's skeleton without the accents that it leaves, in the case that was given.
pub(super) fn lookalikes(text: &str) -> String {
    unicode_security::skeleton(text)
        .filter(|it| !is_combining_mark(*it))
        .collect()
}

/// What may stand between the words of a name.
pub(super) const fn is_separator(character: char) -> bool {
    matches!(character, ' ' | '.' | '_' | '-')
}
