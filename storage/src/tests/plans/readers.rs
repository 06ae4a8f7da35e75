//! What is asked about comments of readers without an account.

use domain::ContentHash;

use super::{Recorder, record};
use crate::testing::*;
use crate::{Tx, readers};

/// Reads and writes around one such comment.
pub(super) async fn readers_comment(tx: &mut Tx, recorder: &Recorder) -> Outcome {
    let place = (post_id(1), post_id(2));
    let hash = ContentHash::from_bytes([7; 32]);
    record!(recorder,
        "a receipt": readers::by_code(tx, &[7; 32]);
        "how many were sent": readers::count_since(tx, minute(0));
        "how many wait": readers::count_waiting(tx, post_id(2));
        "how many wait on a post": readers::count_waiting_on(tx, post_id(1), post_id(2));
        "who decided against what a reader says": readers::decided_against(tx, place, hash);
        "whether a reader's comment was escalated": readers::was_escalated(tx, post_id(1), hash);
        "what readers said last": readers::texts_on(tx, place, 3);
    );
    Ok(())
}
