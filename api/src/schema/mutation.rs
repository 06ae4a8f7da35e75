//! Where every write begins: a verb, one `input`, and a union of its result and of what a person can do something
//! about. One file a mutation.

mod act_for_two;
mod adults;
mod answer_guardian_link;
mod answer_suggestion;
mod approve;
mod ask_co_authors;
mod ask_for_second_look;
mod ask_guardian;
mod change_consent;
mod change_second_factors;
mod check_draft;
mod claim_next_review;
mod claim_review;
mod close_comments;
mod co_authors;
mod colleague;
mod comment;
mod decision;
mod escalate;
mod give_word;
mod group;
mod hold_claim;
mod invite_correspondent;
mod join_panel;
mod mail_address;
mod mark_notifications_seen;
mod own_session;
mod passphrase;
mod payload;
mod prove_second_factor;
mod read_guardian_link;
mod reader_comment;
mod refuse;
mod save_draft;
mod set_digest;
mod set_facilitator;
mod set_review_preferences;
mod set_silence;
mod set_up_administrator;
mod set_up_second_factor;
mod sign_in;
mod sign_out;
mod start_draft;
mod submit_draft;
mod take_back_invitation;
mod take_down_post;
mod topic;
mod unpublish_post;
mod vet;
mod vouch_for_invitation;
mod withdraw_submission;

use async_graphql::MergedObject;

/// What anybody does with their session.
#[derive(MergedObject, Default)]
pub(crate) struct SessionMutations(
    set_up_administrator::SetUpAdministrator,
    sign_in::SignIn,
    sign_out::SignOut,
    own_session::OwnSession,
    passphrase::Passphrase,
    SecondFactorMutations,
);

/// What adults who work for the panel do with their second factors.
#[derive(MergedObject, Default)]
pub(crate) struct SecondFactorMutations(
    set_up_second_factor::SetUpSecondFactor,
    prove_second_factor::ProveSecondFactor,
    change_second_factors::ChangeSecondFactors,
);

/// What authors do.
#[derive(MergedObject, Default)]
pub(crate) struct AuthorMutations(
    start_draft::StartDraft,
    save_draft::SaveDraft,
    check_draft::CheckDraft,
    submit_draft::SubmitDraft,
    withdraw_submission::WithdrawSubmission,
    unpublish_post::UnpublishPost,
    ask_for_second_look::AskForSecondLook,
    answer_suggestion::AnswerSuggestion,
    co_authors::CoAuthors,
    give_word::GiveWord,
);

/// What is said to posts, and who does not want to hear it.
#[derive(MergedObject, Default)]
pub(crate) struct CommentMutations(
    comment::CommentOnPost,
    reader_comment::CommentWithoutAccount,
    close_comments::CloseComments,
    mail_address::MailAddress,
    mark_notifications_seen::MarkNotificationsSeen,
    set_digest::SetDigest,
    set_silence::SetSilence,
);

/// What correspondents and guardians do about taking part.
#[derive(MergedObject, Default)]
pub(crate) struct ConsentMutations(change_consent::ChangeConsent);

/// How people come in.
#[derive(MergedObject, Default)]
pub(crate) struct JoiningMutations(
    invite_correspondent::InviteCorrespondent,
    take_back_invitation::TakeBackInvitation,
    vouch_for_invitation::VouchForInvitation,
    ask_guardian::AskGuardian,
    read_guardian_link::ReadGuardianLink,
    answer_guardian_link::AnswerGuardianLink,
    join_panel::JoinPanel,
    set_facilitator::SetFacilitator,
);

/// What those who run the panel do about its adults, and its adults about themselves.
#[derive(MergedObject, Default)]
pub(crate) struct StaffMutations(
    adults::Adults,
    vet::Vet,
    act_for_two::ActsForTwo,
    group::Groups,
    topic::Topics,
);

/// What moderators do.
#[derive(MergedObject, Default)]
pub(crate) struct ReviewMutations(
    claim_next_review::ClaimNextReview,
    claim_review::ClaimReview,
    hold_claim::HoldClaim,
    colleague::Colleagues,
    set_review_preferences::SetReviewPreferences,
    approve::Approve,
    refuse::Refuse,
    take_down_post::TakeDownPost,
    ask_co_authors::AskCoAuthors,
    escalate::Escalate,
);

/// Where every write begins. Each takes one `input` and gives its result or an error that implements `UserError`.
/// With a `clientMutationId` a signed-in person's write is done once, however often it is sent: a retry gets the first
/// answer, with the objects in it as they are by then. Signing in and out may be repeated without harm.
#[derive(MergedObject, Default)]
pub(crate) struct Mutation(
    SessionMutations,
    StaffMutations,
    JoiningMutations,
    ConsentMutations,
    AuthorMutations,
    CommentMutations,
    ReviewMutations,
);
