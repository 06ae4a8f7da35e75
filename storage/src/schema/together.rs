//! The tables of posts that several write. The others are in `schema`.

use diesel::table;

tables! {
    co_author_invitations (post_id, account_id) {
        post_id -> Uid,
        account_id -> Uid,
        invited_at -> Moment,
        declined -> SmallInt,
        taken_back -> SmallInt,
    }
    co_author_words (post_id, content_hash, account_id) {
        post_id -> Uid,
        content_hash -> Binary,
        account_id -> Uid,
        asked_at -> Moment,
        word -> Nullable<SmallInt>,
        said_at -> Nullable<Moment>,
    }
}
