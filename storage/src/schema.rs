//! The tables, once for both databases. A test compares them with what the migrations make.

mod joins;

use diesel::table;

/// Each table with its columns and their SQL types, for the test that compares them with the databases.
#[cfg(test)]
pub(crate) type Described = (&'static str, &'static [(&'static str, &'static str)]);

macro_rules! tables {
    ($($(#[$meta:meta])* $name:ident ($($key:ident),+) { $($column:ident -> $type:ty,)+ })+) => {$(
        table! {
            use diesel::sql_types::*;
            use crate::types::{Moment, Uid};

            $(#[$meta])* $name ($($key),+) { $($column -> $type,)+ }
        }
    )+

        #[cfg(test)]
        pub(super) const DESCRIBED: &[$crate::schema::Described] = &[
            $((stringify!($name), &[$((stringify!($column), stringify!($type))),+])),+
        ];
    };
}

mod readers;
mod telling;
mod together;

pub(crate) use readers::comment_receipts;
pub(crate) use telling::{address_proofs, mails, notification_settings, notifications};
pub(crate) use together::{co_author_invitations, co_author_words};

/// Every table.
#[cfg(test)]
pub(crate) fn described() -> impl Iterator<Item = &'static Described> {
    let others = telling::DESCRIBED.iter().chain(together::DESCRIBED);
    let others = others.chain(readers::DESCRIBED);
    DESCRIBED.iter().chain(others)
}

tables! {
    identities (id) {
        id -> Uid,
        master_key -> Integer,
        data_key -> Binary,
        name -> Nullable<Binary>,
        birth_date -> Nullable<Binary>,
        email -> Nullable<Binary>,
        email_index -> Nullable<Binary>,
        totp_secret -> Nullable<Binary>,
        institution -> Nullable<Binary>,
        country -> Text,
        created_at -> Moment,
    }
    accounts (id) {
        id -> Uid,
        login -> Text,
        pen_name -> Text,
        pen_name_skeleton -> Text,
        passphrase -> Text,
        language -> SmallInt,
        avatar -> Text,
        standing -> SmallInt,
        identity_id -> Nullable<Uid>,
        blog_page -> SmallInt,
        created_at -> Moment,
        passphrase_at -> Moment,
    }
    account_roles (account_id, role) {
        account_id -> Uid,
        role -> SmallInt,
        granted_at -> Moment,
    }
    vettings (account_id) {
        account_id -> Uid,
        country -> Nullable<Text>,
        kind -> Nullable<SmallInt>,
        issued_on -> Nullable<Date>,
        expires_on -> Nullable<Date>,
        verified_by -> Nullable<Uid>,
        trained_on -> Nullable<Date>,
        trained_by -> Nullable<Uid>,
        code_version -> Nullable<SmallInt>,
        code_signed_on -> Nullable<Date>,
    }
    groups (id) {
        id -> Uid,
        slug -> Text,
        name -> Text,
        language -> SmallInt,
        entity -> Nullable<Text>,
        capacity -> SmallInt,
        created_at -> Moment,
    }
    memberships (account_id) {
        account_id -> Uid,
        group_id -> Uid,
        facilitates -> SmallInt,
    }
    guides (account_id, group_id) {
        account_id -> Uid,
        group_id -> Uid,
    }
    guardianships (guardian_id, ward_id) {
        guardian_id -> Uid,
        ward_id -> Uid,
    }
    sessions (id) {
        id -> Uid,
        token_hash -> Binary,
        account_id -> Uid,
        name -> Nullable<Text>,
        created_at -> Moment,
        seen_at -> Moment,
        proven_at -> Nullable<Moment>,
        expires_at -> Moment,
    }
    consent_words (ward_id, place) {
        ward_id -> Uid,
        place -> Integer,
        guardian_id -> Nullable<Uid>,
        purpose -> SmallInt,
        answer -> SmallInt,
        text_version -> SmallInt,
        text_language -> SmallInt,
        said_on -> Date,
        said_at -> Moment,
    }
    setup_links (code_hash) {
        code_hash -> Binary,
        created_at -> Moment,
        expires_at -> Moment,
    }
    invitations (id) {
        id -> Uid,
        code_hash -> Binary,
        reference -> Text,
        group_id -> Uid,
        identity_id -> Uid,
        vouched_by -> Uid,
        needs_second -> SmallInt,
        seconded_by -> Nullable<Uid>,
        misses -> SmallInt,
        created_at -> Moment,
        expires_at -> Moment,
        used_at -> Nullable<Moment>,
    }
    adult_invitations (id) {
        id -> Uid,
        code_hash -> Binary,
        invited_by -> Uid,
        created_at -> Moment,
        expires_at -> Moment,
    }
    guardian_askings (id) {
        id -> Uid,
        asked_by -> Uid,
        email_index -> Binary,
        about -> SmallInt,
        at -> Moment,
    }
    guardian_links (id) {
        id -> Uid,
        code_hash -> Binary,
        ward_id -> Uid,
        recipient_id -> Uid,
        asked_by -> Uid,
        needs_second -> SmallInt,
        seconded_by -> Nullable<Uid>,
        purposes -> SmallInt,
        text_version -> SmallInt,
        created_at -> Moment,
        expires_at -> Moment,
        used_at -> Nullable<Moment>,
    }
    second_factors (account_id) {
        account_id -> Uid,
        totp_since -> Nullable<Moment>,
        totp_step -> BigInt,
        misses -> SmallInt,
        missed_at -> Nullable<Moment>,
    }
    passkeys (id) {
        id -> Uid,
        account_id -> Uid,
        credential_id -> Binary,
        credential -> Text,
        name -> Nullable<Text>,
        created_at -> Moment,
    }
    recovery_codes (code_hash) {
        code_hash -> Binary,
        account_id -> Uid,
    }
    ceremonies (session_id) {
        session_id -> Uid,
        kind -> SmallInt,
        state -> Binary,
        expires_at -> Moment,
    }
    acts_for_two (id) {
        id -> Uid,
        kind -> SmallInt,
        about -> Uid,
        role -> Nullable<SmallInt>,
        reason -> Nullable<SmallInt>,
        asked_by -> Uid,
        asked_at -> Moment,
        expires_at -> Moment,
        answered_by -> Nullable<Uid>,
        answered_at -> Nullable<Moment>,
        agreed -> Nullable<SmallInt>,
        opened_at -> Nullable<Moment>,
        code_hash -> Nullable<Binary>,
    }
    topics (id) {
        id -> Uid,
        slug -> Text,
        name -> Text,
        folded -> Text,
    }
    posts (id) {
        id -> Uid,
        group_id -> Uid,
        slug -> Nullable<Text>,
        published_revision_id -> Nullable<Uid>,
        published_state -> SmallInt,
        published_language -> Nullable<SmallInt>,
        published_on -> Nullable<Date>,
        revised_on -> Nullable<Date>,
        shuffle -> Uid,
        created_at -> Moment,
        taken_down_id -> Nullable<Uid>,
        depth -> SmallInt,
        commented_id -> Nullable<Uid>,
        commented_depth -> SmallInt,
        reply_to_id -> Nullable<Uid>,
        reply_to_depth -> SmallInt,
        place -> Nullable<Binary>,
        closed_by_author -> SmallInt,
        closed_by_adult -> Nullable<SmallInt>,
    }
    post_authors (post_id, account_id) {
        post_id -> Uid,
        account_id -> Uid,
        position -> SmallInt,
    }
    published_topics (post_id, topic_id) {
        topic_id -> Uid,
        post_id -> Uid,
        published_on -> Date,
        shuffle -> Uid,
    }
    drafts (post_id) {
        post_id -> Uid,
        title -> Nullable<Text>,
        summary -> Nullable<Text>,
        body -> Nullable<Text>,
        language -> SmallInt,
        topics -> Text,
        version -> BigInt,
        saved_at -> Moment,
    }
    revisions (id) {
        id -> Uid,
        post_id -> Uid,
        number -> Integer,
        title -> Nullable<Text>,
        summary -> Nullable<Text>,
        source -> Text,
        html -> Text,
        language -> SmallInt,
        authors -> Text,
        topics -> Text,
        links -> Text,
        sanitiser_version -> Text,
        content_hash -> Binary,
        lane -> SmallInt,
        findings -> Text,
        findings_shown -> SmallInt,
        rules_version -> Text,
        submitted_by -> Uid,
        submitted_at -> Moment,
        required_approvals -> SmallInt,
        risks -> SmallInt,
        state -> SmallInt,
        approval_id -> Nullable<Uid>,
        second_approval_id -> Nullable<Uid>,
        approve_kind -> SmallInt,
        settled_by -> Nullable<Uid>,
        settled_kind -> Nullable<SmallInt>,
        settled_at -> Nullable<Moment>,
        takedown_id -> Nullable<Uid>,
        depth -> SmallInt,
    }
    reviews (id) {
        id -> Uid,
        post_id -> Uid,
        revision_id -> Uid,
        content_hash -> Binary,
        group_id -> Uid,
        language -> SmallInt,
        lane -> SmallInt,
        score -> SmallInt,
        themes -> SmallInt,
        waiting_since -> Moment,
        queue_key -> Moment,
        alarm_at -> Moment,
        state -> SmallInt,
        closed_by -> Nullable<Uid>,
        closed_at -> Nullable<Moment>,
        not_by -> Nullable<Uid>,
        nor_by -> Nullable<Uid>,
        escalated -> SmallInt,
        asked_at -> Nullable<Moment>,
        shown_at -> Nullable<Moment>,
    }
    second_looks (review_id) {
        review_id -> Uid,
        statement_id -> Uid,
        first_decider -> Uid,
        asked_by -> Uid,
        asked_as -> SmallInt,
        asked_at -> Moment,
        message -> Nullable<Text>,
    }
    silences (account_id, other_id) {
        account_id -> Uid,
        other_id -> Uid,
        kind -> SmallInt,
        since -> Moment,
    }
    review_preferences (account_id) {
        account_id -> Uid,
        languages -> SmallInt,
        without_themes -> SmallInt,
        without_topics -> Text,
    }
    review_topics (review_id, topic_id) {
        review_id -> Uid,
        topic_id -> Uid,
    }
    reviews_given_back (account_id, review_id) {
        account_id -> Uid,
        review_id -> Uid,
        rests_until -> Moment,
    }
    consultations (id) {
        id -> Uid,
        review_id -> Uid,
        asked_by -> Uid,
        colleague_id -> Uid,
        question -> Text,
        asked_at -> Moment,
        answer -> Nullable<Text>,
        answered_at -> Nullable<Moment>,
    }
    suggestions (id) {
        id -> Uid,
        statement_id -> Uid,
        restriction -> SmallInt,
        revision_id -> Uid,
        suggested_by -> Uid,
        place -> SmallInt,
        field -> Text,
        begins_at -> Integer,
        ends_at -> Integer,
        excerpt -> Text,
        replacement -> Text,
        reason -> Text,
        note -> Nullable<Text>,
        state -> SmallInt,
        answered_by -> Nullable<Uid>,
        answered_at -> Nullable<Moment>,
        draft_version -> Nullable<BigInt>,
    }
    claims (id) {
        id -> Uid,
        review_id -> Uid,
        moderator_id -> Uid,
        claimed_at -> Moment,
        held_until -> Moment,
        ended_at -> Nullable<Moment>,
        ending -> Nullable<SmallInt>,
    }
    decisions (id) {
        id -> Uid,
        review_id -> Uid,
        revision_id -> Uid,
        content_hash -> Binary,
        kind -> SmallInt,
        decided_by -> Uid,
        as_lead -> SmallInt,
        decided_at -> Moment,
        statement_id -> Nullable<Uid>,
        restriction -> Nullable<SmallInt>,
        publish_at -> Nullable<Moment>,
        message -> Nullable<Text>,
    }
    scheduled_publications (post_id) {
        post_id -> Uid,
        revision_id -> Uid,
        revision_state -> SmallInt,
        publish_at -> Moment,
    }
    escalations (id) {
        id -> Uid,
        post_id -> Uid,
        revision_id -> Uid,
        content_hash -> Binary,
        reason -> SmallInt,
        note -> Nullable<Text>,
        escalated_by -> Uid,
        escalated_at -> Moment,
        closed_by -> Nullable<Uid>,
        closed_at -> Nullable<Moment>,
        outcome -> Nullable<SmallInt>,
        closing_note -> Nullable<Text>,
        alarm_at -> Moment,
    }
    takedowns (revision_id) {
        revision_id -> Uid,
        post_id -> Uid,
        content_hash -> Binary,
        statement_id -> Uid,
        restriction -> SmallInt,
        taken_down_by -> Uid,
    }
    statements (id) {
        id -> Uid,
        revision_id -> Uid,
        issued_by -> Uid,
        restriction -> SmallInt,
        grounds -> Text,
        quotes -> SmallInt,
        words -> Nullable<Text>,
        noticed -> SmallInt,
        marked -> SmallInt,
        look -> SmallInt,
        texts -> SmallInt,
        issued_at -> Moment,
    }
    audit_records (id) {
        id -> Uid,
        at -> Moment,
        actor_kind -> SmallInt,
        actor_id -> Nullable<Uid>,
        action -> Text,
        subject -> Text,
        detail -> Text,
        chapter -> Nullable<SmallInt>,
        about_id -> Nullable<Uid>,
    }
    audit_chain (sequence) {
        sequence -> BigInt,
        record_id -> Uid,
        hash -> Binary,
    }
    audit_pending (record_id) {
        record_id -> Uid,
    }
    audit_head (place) {
        place -> SmallInt,
        sequence -> BigInt,
        hash -> Binary,
    }
    audit_check (place) {
        place -> SmallInt,
        at -> Moment,
        broken_at -> Nullable<BigInt>,
    }
    answered_mutations (account_id, client_mutation_id) {
        account_id -> Uid,
        client_mutation_id -> Text,
        operation -> Text,
        input_hash -> Binary,
        answer -> Nullable<Text>,
        at -> Moment,
    }
    jobs (id) {
        id -> Uid,
        name -> Text,
        run_at -> Moment,
        leased_until -> Nullable<Moment>,
        attempts -> Integer,
        last_error -> Nullable<Text>,
    }
    epochs (name) {
        name -> Text,
        value -> BigInt,
    }
}
