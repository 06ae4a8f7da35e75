//! The documents that pages send, checked against `schema.graphql` when this is compiled: one type each. All of
//! `web/operations` are trusted documents, and examples for other clients.

use graphql_client::GraphQLQuery;

/// RFC 3339, as the schema has it.
type DateTime = String;

/// Creates the first administrator.
#[derive(GraphQLQuery)]
#[graphql(
    schema_path = "../schema.graphql",
    query_path = "operations/set_up_administrator.graphql",
    response_derives = "Debug"
)]
pub(crate) struct SetUpAdministrator;

/// Every document in `web/operations`.
pub(crate) const ALL: &[&str] = &[
    include_str!("../operations/acts_for_two.graphql"),
    include_str!("../operations/all_groups.graphql"),
    include_str!("../operations/answer_act.graphql"),
    include_str!("../operations/answer_guardian_link.graphql"),
    include_str!("../operations/appoint_guide.graphql"),
    include_str!("../operations/approve.graphql"),
    include_str!("../operations/ask_for_passkey.graphql"),
    include_str!("../operations/ask_for_passphrase_reset.graphql"),
    include_str!("../operations/ask_for_role_change.graphql"),
    include_str!("../operations/ask_for_second_factor_reset.graphql"),
    include_str!("../operations/ask_guardian.graphql"),
    include_str!("../operations/ask_to_open_identity.graphql"),
    include_str!("../operations/change_consent.graphql"),
    include_str!("../operations/change_passphrase.graphql"),
    include_str!("../operations/check_draft.graphql"),
    include_str!("../operations/claim_next_review.graphql"),
    include_str!("../operations/code_of_conduct.graphql"),
    include_str!("../operations/consent.graphql"),
    include_str!("../operations/consent_text.graphql"),
    include_str!("../operations/correspondent.graphql"),
    include_str!("../operations/create_group.graphql"),
    include_str!("../operations/desk.graphql"),
    include_str!("../operations/draft.graphql"),
    include_str!("../operations/draft_changed.graphql"),
    include_str!("../operations/end_session.graphql"),
    include_str!("../operations/feed.graphql"),
    include_str!("../operations/finish_passkey.graphql"),
    include_str!("../operations/finish_totp.graphql"),
    include_str!("../operations/groups.graphql"),
    include_str!("../operations/identity_openings.graphql"),
    include_str!("../operations/invite_adult.graphql"),
    include_str!("../operations/invite_correspondent.graphql"),
    include_str!("../operations/join_as_adult.graphql"),
    include_str!("../operations/join_panel.graphql"),
    include_str!("../operations/let_guide_go.graphql"),
    include_str!("../operations/name_session.graphql"),
    include_str!("../operations/post.graphql"),
    include_str!("../operations/prove_passkey.graphql"),
    include_str!("../operations/prove_totp.graphql"),
    include_str!("../operations/read_guardian_link.graphql"),
    include_str!("../operations/read_identity.graphql"),
    include_str!("../operations/read_passphrase_code.graphql"),
    include_str!("../operations/record_certificate.graphql"),
    include_str!("../operations/record_training.graphql"),
    include_str!("../operations/remove_passkey.graphql"),
    include_str!("../operations/remove_totp.graphql"),
    include_str!("../operations/renew_recovery_codes.graphql"),
    include_str!("../operations/reset_passphrase.graphql"),
    include_str!("../operations/review.graphql"),
    include_str!("../operations/review_queue.graphql"),
    include_str!("../operations/review_queue_changed.graphql"),
    include_str!("../operations/save_draft.graphql"),
    include_str!("../operations/second_factors.graphql"),
    include_str!("../operations/sessions.graphql"),
    include_str!("../operations/set_facilitator.graphql"),
    include_str!("../operations/set_up_administrator.graphql"),
    include_str!("../operations/sign_code_of_conduct.graphql"),
    include_str!("../operations/sign_in.graphql"),
    include_str!("../operations/sign_out.graphql"),
    include_str!("../operations/staff.graphql"),
    include_str!("../operations/start_draft.graphql"),
    include_str!("../operations/start_passkey.graphql"),
    include_str!("../operations/start_totp.graphql"),
    include_str!("../operations/submit_draft.graphql"),
    include_str!("../operations/take_back_adult_invitations.graphql"),
    include_str!("../operations/take_back_invitation.graphql"),
    include_str!("../operations/topics.graphql"),
    include_str!("../operations/unpublish_post.graphql"),
    include_str!("../operations/use_recovery_code.graphql"),
    include_str!("../operations/vetting.graphql"),
    include_str!("../operations/viewer.graphql"),
    include_str!("../operations/vouch_for_guardian.graphql"),
    include_str!("../operations/vouch_for_invitation.graphql"),
    include_str!("../operations/withdraw_submission.graphql"),
];
