//! Posts that several write: inviting others of the group, joining, leaving, and giving one's word on what was sent. One of them holds the pen; text goes from
//! one to another in submissions only, which adults can read (`docs/decisions/0024-one-writes-all-agree.md`). What authors see of it is in `read`.

mod answer;
mod ask;
mod invite;
mod leave;
mod word;

pub use answer::{
    AnswerInvitation, AnswerInvitationRefusal, InvitationAnswered, answer_invitation,
};
pub(crate) use ask::{TAKEN_BACK_COUNTS, again, all_know, ask, asked_among, sent};
pub use invite::{Invite, InviteRefusal, Invited, invite};
pub use leave::{Leave, LeaveRefusal, Left, leave};
pub(crate) use word::object;
pub use word::{GiveWord, WordGiven, WordRefusal, give_word};

use domain::PostId;
use storage::{StorageError, Tx, revisions};

/// Whether anything of a post was sent: who writes it together is settled then. The post is locked by the caller.
async fn is_settled(tx: &mut Tx, post: PostId) -> Result<bool, StorageError> {
    Ok(revisions::newest(tx, post).await?.is_some())
}
