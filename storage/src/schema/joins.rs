//! Which tables are joined, by which column, and which appear in one statement. What they hold is in `schema`.

use diesel::{allow_tables_to_appear_in_same_query, joinable};

use super::{
    account_roles, accounts, acts_for_two, audit_chain, audit_pending, audit_records, claims,
    co_author_invitations, co_author_words, comment_receipts, consultations, decisions, drafts,
    escalations, groups, guardian_links, guardianships, guides, identities, invitations, mails,
    memberships, notifications, post_authors, posts, published_topics, review_topics, reviews,
    reviews_given_back, revisions, scheduled_publications, second_looks, sessions, silences,
    statements, suggestions, takedowns, topics, vettings,
};

joinable!(accounts -> identities (identity_id));
joinable!(invitations -> identities (identity_id));
joinable!(mails -> identities (recipient_id));
joinable!(account_roles -> accounts (account_id));
joinable!(memberships -> accounts (account_id));
joinable!(vettings -> accounts (account_id));

joinable!(sessions -> accounts (account_id));
joinable!(posts -> groups (group_id));
joinable!(posts -> revisions (published_revision_id));
joinable!(post_authors -> posts (post_id));
joinable!(post_authors -> accounts (account_id));
joinable!(co_author_invitations -> posts (post_id));
joinable!(published_topics -> posts (post_id));
joinable!(drafts -> posts (post_id));
joinable!(reviews -> revisions (revision_id));
joinable!(decisions -> reviews (review_id));
joinable!(decisions -> statements (statement_id));
joinable!(statements -> revisions (revision_id));

allow_tables_to_appear_in_same_query!(
    accounts,
    account_roles,
    acts_for_two,
    audit_chain,
    audit_pending,
    audit_records,
    co_author_invitations,
    co_author_words,
    comment_receipts,
    consultations,
    decisions,
    drafts,
    escalations,
    groups,
    guardian_links,
    guardianships,
    guides,
    identities,
    invitations,
    mails,
    memberships,
    notifications,
    claims,
    post_authors,
    posts,
    published_topics,
    review_topics,
    reviews,
    reviews_given_back,
    revisions,
    scheduled_publications,
    second_looks,
    sessions,
    silences,
    statements,
    suggestions,
    takedowns,
    topics,
    vettings,
);
