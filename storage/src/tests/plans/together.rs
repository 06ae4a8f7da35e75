//! What is asked about posts that several write.

use domain::ContentHash;
use domain::post::Word;

use super::{Recorder, record};
use crate::queue::{self, Filter};
use crate::statements::{self, Known};
use crate::testing::*;
use crate::{Direction, Tx, co_authors, submissions, words};

/// Reads and writes around one post by two.
pub(super) async fn writing_together(tx: &mut Tx, recorder: &Recorder) -> Outcome {
    let person = adult(tx, GUIDE).await?;
    let hash = ContentHash::from_bytes([7; 32]);
    let posts = [post_id(1), post_id(2)];
    let asked = Filter {
        asked: true,
        ..Filter::default()
    };
    record!(recorder,
        "an invitation": co_authors::invite(tx, (post_id(1), account(3)), minute(1));
        "whether somebody is invited": co_authors::is_invited(tx, post_id(1), account(3));
        "who is invited": co_authors::invited_to(tx, &posts);
        "to what somebody is invited": co_authors::invitations_of(tx, account(3), 50);
        "an invitation that is declined": co_authors::decline(tx, post_id(1), account(3));
        "an invitation that is taken back": co_authors::uninvite(tx, post_id(1), account(3));
        "who writes it": co_authors::authors_of(tx, &posts);
        "who could be asked": co_authors::correspondents_of(tx, group(NORTH), 200);
        "what was said before": words::forget(tx, post_id(1), hash);
        "whom one asks": words::ask(tx, (post_id(2), hash), &[account(2)], minute(1));
        "a word": words::say(tx, (post_id(2), hash, account(2)), Word::Agrees, minute(1));
        "how often something was taken back": words::taken_back(tx, post_id(1), minute(0));
        "whether somebody is kept away": co_authors::keep_away(tx, &[account(2), account(3)], account(1));
        "all words": words::asked(tx, &posts);
        "whether somebody was asked": words::word_of(tx, (post_id(2), hash, account(2)));
        "what a co-author reads": words::shown(tx, &posts, account(2));
        "submissions that co-authors read": submissions::of_revisions(tx, &[revision_id(1), revision_id(2)]);
        "statements that co-authors read": statements::of_post(tx, post_id(1), Known::AskedOf(account(2)), 50);
        "what was taken back": queue::taken_back(tx, (&person, minute(0)), minute(0), 50);
        "what waits for co-authors": queue::page(tx, (&person, minute(0)), asked, None, Direction::Forward, 20);
    );
    Ok(())
}
