//! The table of comments by readers without an account. The others are in `schema`.

use diesel::table;

tables! {
    comment_receipts (post_id) {
        post_id -> Uid,
        author_id -> Uid,
        commented_id -> Uid,
        depth -> SmallInt,
        code_hash -> Binary,
        made_at -> Moment,
    }
}
