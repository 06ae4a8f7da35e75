//! The tables of mail and of what people are told. The others are in `schema`.

use diesel::table;

tables! {
    mails (id) {
        id -> Uid,
        recipient_id -> Uid,
        about -> SmallInt,
        guardian_link_id -> Nullable<Uid>,
        language -> SmallInt,
        state -> SmallInt,
        attempts -> SmallInt,
        due_at -> Moment,
        created_at -> Moment,
    }
    address_proofs (account_id) {
        account_id -> Uid,
        id -> Uid,
        code_hash -> Binary,
        address -> Binary,
        address_index -> Binary,
        expires_at -> Moment,
    }
    notifications (id) {
        id -> Uid,
        account_id -> Uid,
        kind -> SmallInt,
        post_id -> Nullable<Uid>,
        comment_id -> Nullable<Uid>,
        review_id -> Nullable<Uid>,
        at -> Moment,
    }
    notification_settings (account_id) {
        account_id -> Uid,
        seen_id -> Nullable<Uid>,
        mailed_id -> Nullable<Uid>,
        digest -> Nullable<SmallInt>,
        digest_due_at -> Nullable<Moment>,
    }
}
