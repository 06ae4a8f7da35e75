//! What everybody reads: the front page, posts, topics, groups, the pages of correspondents who want one, and feeds of them.

pub(crate) mod blog;
pub(crate) mod card;
pub(crate) mod comment;
pub(crate) mod feeds;
pub(crate) mod help;
pub(crate) mod home;
pub(crate) mod how;
pub(crate) mod list;
pub(crate) mod opinion;
pub(crate) mod permits;
pub(crate) mod place;
pub(crate) mod places;
pub(crate) mod post;
pub(crate) mod receipt;

/// The colours of topics, as classes.
pub(crate) const TONES: [&str; 6] = [
    "tone-ok",
    "tone-brand",
    "tone-rose",
    "tone-violet",
    "tone-orange",
    "tone-info",
];

/// How many posts a page lists.
const PAGE: i64 = 12;

/// The colour of a topic or a group: always the same for the same address.
pub(crate) fn tone(slug: &str) -> &'static str {
    let sum = slug.bytes().fold(0_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    });
    let [first, ..] = TONES;
    let at = usize::try_from(sum).unwrap_or_default() % TONES.len();
    TONES.get(at).copied().unwrap_or(first)
}
