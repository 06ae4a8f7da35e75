//! `docs/permissions.md` is what `domain::policy` answers to everybody about everything, printed; and what it says is what
//! everybody hears from the API.
//! Like a snapshot it is written anew by running the test with `INSTA_UPDATE=always`.

#[cfg(test)]
mod cast;
mod columns;
mod operations;
mod page;
mod people;
#[cfg(test)]
mod played;
#[cfg(test)]
mod texts;

use domain::policy::{Access, access};

use crate::generated::says;
use columns::{Column, Post};
use people::Who;

#[test]
fn the_page_of_permissions_says_what_the_rules_say() -> anyhow::Result<()> {
    says("docs/permissions.md", &page::page())
}

#[test]
fn only_a_cleared_and_unrelated_moderator_gets_hold_of_a_review() {
    let post = Post::new();
    for column in [
        Column::ReadReview,
        Column::ClaimReview,
        Column::DecideReview,
    ] {
        let allowed = Who::ALL
            .iter()
            .filter(|who| access(&who.actor(), &column.action(&post)) == Access::Allowed);
        let allowed: Vec<Who> = allowed.copied().collect();
        assert_eq!(allowed, [Who::Moderator, Who::ModeratorProvenLongAgo]);
    }
}

#[test]
fn nobody_but_the_author_learns_that_a_draft_exists() {
    let post = Post::new();
    for who in Who::ALL {
        let answer = access(&who.actor(), &Column::ReadDraft.action(&post));
        assert!(
            who.is_author() || answer == Access::Hidden,
            "{who:?}: {answer:?}"
        );
    }
}
