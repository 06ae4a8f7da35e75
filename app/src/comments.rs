//! Comments: written and sent in one step, and from there on the road that posts take. What is here is what posts don't have: where a comment stands, closing, and whom somebody
//! does not want to see. What readers see of it is in `read`.

mod close;
mod comment;
mod place;
pub mod readers;
mod silence;

pub use close::{
    CloseComments, CloseRefusal, CommentsSet, OpenComments, OpenRefusal, close_comments,
    open_comments,
};
pub use comment::{
    CheckComment, CheckCommentRefusal, Comment, CommentRefusal, Commented, Unfit, check_comment,
    comment,
};
pub use place::Unsayable;
pub(crate) use place::{is_there, may_be_sent_again};
pub use silence::{SetSilence, SilenceRefusal, SilenceSet, set_silence};
