//! The documents that pages send, checked against `schema.graphql` when this is compiled: one type each. All of
//! `web/operations` are trusted documents, and examples for other clients.

use graphql_client::GraphQLQuery;
use serde::{Deserialize, Serialize};

use crate::consent::Membership;
use crate::language::Language;
use crate::purposes::ConsentPurpose;

/// RFC 3339, as the schema has it.
type DateTime = String;
/// A day, as the schema has it.
type Date = String;
/// Two letters, as the schema has it.
type CountryCode = String;

/// What a help line is for, as the schema names it; what helps most of those who look at a page comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum HelplineKind {
    Internet,
    Children,
    Suicide,
    Violence,
    Emergency,
    #[serde(other)]
    Other,
}

/// An operation that changes nothing.
pub(crate) trait Asking: GraphQLQuery {}

/// An operation that changes something: only a form that one of our pages sent may lead to it.
pub(crate) trait Changing: GraphQLQuery {}

/// Makes a type of each document that pages send.
macro_rules! operations {
    ($kind:ident: $($(#[$says:meta])+ $name:ident = $file:tt;)+) => {
        $($(#[$says])+
        #[derive(GraphQLQuery)]
        #[graphql(
            schema_path = "../schema.graphql",
            query_path = $file,
            response_derives = "Debug, PartialEq",
            extern_enums("Language", "HelplineKind", "ConsentPurpose", "Membership")
        )]
        pub(crate) struct $name;

        impl $kind for $name {})+
    };
}

operations! { Asking:
    /// What is around every page of whoever is signed in.
    OwnShell = "operations/own_shell.graphql";
    /// What has to be proven after a passphrase.
    SecondFactors = "operations/second_factors.graphql";
    /// A correspondent's desk.
    Desk = "operations/desk.graphql";
    /// A draft to write on.
    Editor = "operations/editor.graphql";
    /// What adults said to something.
    Answer = "operations/answer.graphql";
    /// Who is signed in.
    Viewer = "operations/viewer.graphql";
    /// What waits for review.
    ReviewQueue = "operations/review_queue.graphql";
    /// One review.
    Review = "operations/review.graphql";
    /// The others who read.
    Colleagues = "operations/colleagues.graphql";
    /// What co-authors were shown and was taken back.
    TakenBackFromCoAuthors = "operations/taken_back_from_co_authors.graphql";
    /// What colleagues asked.
    Questions = "operations/questions.graphql";
    /// What somebody leaves to others.
    ReviewPreferences = "operations/review_preferences.graphql";
    /// What was handed to the safeguarding leads.
    Escalations = "operations/escalations.graphql";
    /// What is public of something, for whoever may take it down.
    PublishedRevision = "operations/published_revision.graphql";
    /// What was said about taking part.
    Consent = "operations/consent.graphql";
    /// What people read before they say yes or no.
    ConsentText = "operations/consent_text.graphql";
    /// Somebody's own account.
    OwnAccount = "operations/own_account.graphql";
    /// What happened.
    News = "operations/news.graphql";
    /// The groups that somebody leads.
    Groups = "operations/groups.graphql";
    /// What was declined of their members.
    MemberStatements = "operations/member_statements.graphql";
    /// What needs two adults.
    Agreements = "operations/agreements.graphql";
    /// Who works for the panel.
    Staff = "operations/staff.graphql";
    /// Every group of the panel.
    PanelGroups = "operations/panel_groups.graphql";
    /// What is kept of somebody.
    MyData = "operations/my_data.graphql";
    /// What they wrote.
    MyTexts = "operations/my_texts.graphql";
    /// Whom somebody keeps away.
    Silenced = "operations/silenced.graphql";
    /// Its topics.
    PanelTopics = "operations/panel_topics.graphql";
    /// What the audit log tells.
    Audit = "operations/audit.graphql";
    /// What texts are looked through for.
    ScreeningRules = "operations/screening_rules.graphql";
    /// What somebody's own vetting lacks.
    OwnVetting = "operations/own_vetting.graphql";
    /// Writing with somebody.
    CoAuthors = "operations/co_authors.graphql";
    /// What a correspondent said to posts.
    Comments = "operations/comments.graphql";
    /// What is around saying something to a post.
    Commenting = "operations/commenting.graphql";
    /// A new one.
    BlankDraft = "operations/blank_draft.graphql";
    /// What is around every page.
    Shell = "operations/shell.graphql";
    /// The front page.
    Feed = "operations/feed.graphql";
    /// The page of a post.
    Post = "operations/post.graphql";
    /// The page of a topic.
    Topic = "operations/topic.graphql";
    /// The page of a group.
    Group = "operations/group.graphql";
    /// The topics and groups to choose from.
    Places = "operations/places.graphql";
    /// The page of a correspondent.
    Correspondent = "operations/correspondent.graphql";
    /// Whom a child in trouble can turn to.
    Helplines = "operations/helplines.graphql";
}

operations! { Changing:
    /// Creates the first administrator.
    SetUpAdministrator = "operations/set_up_administrator.graphql";
    /// Keeps the first words of a new post.
    StartDraft = "operations/start_draft.graphql";
    /// Keeps a draft's words.
    SaveDraft = "operations/save_draft.graphql";
    /// Looks at a draft; it is a mutation, so that no address leads to it.
    CheckDraft = "operations/check_draft.graphql";
    /// Sends a draft to be read.
    SubmitDraft = "operations/submit_draft.graphql";
    /// Puts what an adult suggests in place of a passage.
    AcceptSuggestion = "operations/accept_suggestion.graphql";
    /// Keeps what was written.
    DeclineSuggestion = "operations/decline_suggestion.graphql";
    /// Has another adult look at it.
    AskForSecondLook = "operations/ask_for_second_look.graphql";
    /// Takes whatever is next.
    ClaimNextReview = "operations/claim_next_review.graphql";
    /// Takes one review.
    ClaimReview = "operations/claim_review.graphql";
    /// Keeps it for longer.
    RenewClaim = "operations/renew_claim.graphql";
    /// Gives it back.
    ReleaseClaim = "operations/release_claim.graphql";
    /// Approves the bytes that were read.
    Approve = "operations/approve.graphql";
    /// Asks for changes.
    RequestChanges = "operations/request_changes.graphql";
    /// Declines.
    Decline = "operations/decline.graphql";
    /// Hands a review to the safeguarding leads.
    Escalate = "operations/escalate.graphql";
    /// Closes what was handed to them.
    CloseEscalation = "operations/close_escalation.graphql";
    /// Asks a colleague.
    AskColleague = "operations/ask_colleague.graphql";
    /// Answers one.
    AnswerColleague = "operations/answer_colleague.graphql";
    /// Hands a review to a colleague.
    HandOverClaim = "operations/hand_over_claim.graphql";
    /// Keeps what somebody leaves to others.
    SetReviewPreferences = "operations/set_review_preferences.graphql";
    /// Takes down what is public.
    TakeDownPost = "operations/take_down_post.graphql";
    /// Closes the comments of a post.
    CloseComments = "operations/close_comments.graphql";
    /// Opens them again.
    OpenComments = "operations/open_comments.graphql";
    /// Takes back what waits.
    WithdrawSubmission = "operations/withdraw_submission.graphql";
    /// Takes down what is public.
    UnpublishPost = "operations/unpublish_post.graphql";
    /// Begins a session.
    SignIn = "operations/sign_in.graphql";
    /// Ends it.
    SignOut = "operations/sign_out.graphql";
    /// Chooses another passphrase with a code.
    ResetPassphrase = "operations/reset_passphrase.graphql";
    /// Looks at an invitation.
    ReadInvitation = "operations/read_invitation.graphql";
    /// Comes in.
    JoinPanel = "operations/join_panel.graphql";
    /// Reads what a guardian is asked.
    ReadGuardianLink = "operations/read_guardian_link.graphql";
    /// Keeps what a guardian decides.
    AnswerGuardianLink = "operations/answer_guardian_link.graphql";
    /// Gives and takes back consent.
    ChangeConsent = "operations/change_consent.graphql";
    /// Ends a session anywhere.
    EndSession = "operations/end_session.graphql";
    /// Calls a session something.
    NameSession = "operations/name_session.graphql";
    /// Chooses another passphrase with the one that counts.
    ChangePassphrase = "operations/change_passphrase.graphql";
    /// Gives an address for mail.
    GiveMailAddress = "operations/give_mail_address.graphql";
    /// Shows that mail reaches them there.
    ProveMailAddress = "operations/prove_mail_address.graphql";
    /// Has an address forgotten.
    RemoveMailAddress = "operations/remove_mail_address.graphql";
    /// Says what was seen of what happened.
    MarkNotificationsSeen = "operations/mark_notifications_seen.graphql";
    /// Chooses how often they are mailed.
    SetDigest = "operations/set_digest.graphql";
    /// Takes an app away.
    RemoveTotp = "operations/remove_totp.graphql";
    /// Takes a passkey away.
    RemovePasskey = "operations/remove_passkey.graphql";
    /// Gives other codes to write down.
    RenewRecoveryCodes = "operations/renew_recovery_codes.graphql";
    /// Invites somebody whom a guide knows.
    InviteCorrespondent = "operations/invite_correspondent.graphql";
    /// Takes an invitation back.
    TakeBackInvitation = "operations/take_back_invitation.graphql";
    /// Vouches for somebody whom a colleague invited.
    VouchForInvitation = "operations/vouch_for_invitation.graphql";
    /// Vouches for a guardian.
    VouchForGuardian = "operations/vouch_for_guardian.graphql";
    /// Asks a guardian.
    AskGuardian = "operations/ask_guardian.graphql";
    /// Says who helps to lead.
    SetFacilitator = "operations/set_facilitator.graphql";
    /// Answers what needs two adults.
    AnswerAct = "operations/answer_act.graphql";
    /// Asks that somebody is given a role, or that one is taken away.
    AskForRoleChange = "operations/ask_for_role_change.graphql";
    /// Asks that somebody sets their second step up anew.
    AskForSecondFactorReset = "operations/ask_for_second_factor_reset.graphql";
    /// Asks for a code for another passphrase.
    AskForPassphraseReset = "operations/ask_for_passphrase_reset.graphql";
    /// Reads that code.
    ReadPassphraseCode = "operations/read_passphrase_code.graphql";
    /// Asks to read who somebody is.
    AskToOpenIdentity = "operations/ask_to_open_identity.graphql";
    /// Reads who somebody is.
    ReadIdentity = "operations/read_identity.graphql";
    /// Invites an adult.
    InviteAdult = "operations/invite_adult.graphql";
    /// Takes codes for adults back.
    TakeBackAdultInvitations = "operations/take_back_adult_invitations.graphql";
    /// An adult comes in.
    JoinAsAdult = "operations/join_as_adult.graphql";
    /// Writes down a certificate.
    RecordCertificate = "operations/record_certificate.graphql";
    /// Writes down a training.
    RecordTraining = "operations/record_training.graphql";
    /// Signs the code of conduct.
    SignCodeOfConduct = "operations/sign_code_of_conduct.graphql";
    /// Makes a group.
    CreateGroup = "operations/create_group.graphql";
    /// Making a topic.
    CreateTopic = "operations/create_topic.graphql";
    /// Giving one another name.
    RenameTopic = "operations/rename_topic.graphql";
    /// Has somebody lead a group.
    AppointGuide = "operations/appoint_guide.graphql";
    /// Has somebody lead it no more.
    LetGuideGo = "operations/let_guide_go.graphql";
    /// Invites somebody to write together.
    InviteCoAuthor = "operations/invite_co_author.graphql";
    /// Answers such an invitation.
    AnswerCoAuthorInvitation = "operations/answer_co_author_invitation.graphql";
    /// Parts from somebody.
    EndCoAuthorship = "operations/end_co_authorship.graphql";
    /// Says yes or no to what was sent in one's name too.
    GiveWord = "operations/give_word.graphql";
    /// Looks a comment through.
    CheckComment = "operations/check_comment.graphql";
    /// Sends a comment.
    Comment = "operations/comment.graphql";
    /// A reader without an account says something.
    CommentAsReader = "operations/comment_as_reader.graphql";
    /// Reads what became of it.
    ReadCommentReceipt = "operations/read_comment_receipt.graphql";
    /// Sends it again in other words.
    ChangeCommentAsReader = "operations/change_comment_as_reader.graphql";
    /// Takes it back.
    TakeBackCommentAsReader = "operations/take_back_comment_as_reader.graphql";
    /// Has another adult look at it.
    AskForSecondLookAsReader = "operations/ask_for_second_look_as_reader.graphql";
    /// Gives a secret for an app.
    StartTotp = "operations/start_totp.graphql";
    /// Takes the app's first code.
    FinishTotp = "operations/finish_totp.graphql";
    /// Keeping somebody away, or hearing them again.
    SetSilence = "operations/set_silence.graphql";
    /// Asks a device to make a passkey.
    StartPasskey = "operations/start_passkey.graphql";
    /// Takes what it made.
    FinishPasskey = "operations/finish_passkey.graphql";
    /// Asks a device to prove one.
    AskForPasskey = "operations/ask_for_passkey.graphql";
    /// Takes its answer.
    ProvePasskey = "operations/prove_passkey.graphql";
    /// Proves a code of the app.
    ProveTotp = "operations/prove_totp.graphql";
    /// Proves a code that was written down.
    UseRecoveryCode = "operations/use_recovery_code.graphql";
}

/// Every document in `web/operations`.
pub(crate) const ALL: &[&str] = &[
    include_str!("../operations/accept_suggestion.graphql"),
    include_str!("../operations/agreements.graphql"),
    include_str!("../operations/answer.graphql"),
    include_str!("../operations/answer_act.graphql"),
    include_str!("../operations/answer_co_author_invitation.graphql"),
    include_str!("../operations/answer_colleague.graphql"),
    include_str!("../operations/answer_guardian_link.graphql"),
    include_str!("../operations/appoint_guide.graphql"),
    include_str!("../operations/approve.graphql"),
    include_str!("../operations/ask_co_authors.graphql"),
    include_str!("../operations/ask_colleague.graphql"),
    include_str!("../operations/ask_for_passkey.graphql"),
    include_str!("../operations/ask_for_passphrase_reset.graphql"),
    include_str!("../operations/ask_for_role_change.graphql"),
    include_str!("../operations/ask_for_second_factor_reset.graphql"),
    include_str!("../operations/ask_for_second_look.graphql"),
    include_str!("../operations/ask_for_second_look_as_reader.graphql"),
    include_str!("../operations/ask_guardian.graphql"),
    include_str!("../operations/ask_to_open_identity.graphql"),
    include_str!("../operations/audit.graphql"),
    include_str!("../operations/blank_draft.graphql"),
    include_str!("../operations/change_comment_as_reader.graphql"),
    include_str!("../operations/change_consent.graphql"),
    include_str!("../operations/change_passphrase.graphql"),
    include_str!("../operations/check_comment.graphql"),
    include_str!("../operations/check_draft.graphql"),
    include_str!("../operations/claim_next_review.graphql"),
    include_str!("../operations/claim_review.graphql"),
    include_str!("../operations/close_comments.graphql"),
    include_str!("../operations/close_escalation.graphql"),
    include_str!("../operations/co_author_invitations.graphql"),
    include_str!("../operations/co_authors.graphql"),
    include_str!("../operations/code_of_conduct.graphql"),
    include_str!("../operations/colleagues.graphql"),
    include_str!("../operations/comment.graphql"),
    include_str!("../operations/comment_as_reader.graphql"),
    include_str!("../operations/commenting.graphql"),
    include_str!("../operations/comments.graphql"),
    include_str!("../operations/consent.graphql"),
    include_str!("../operations/consent_text.graphql"),
    include_str!("../operations/correspondent.graphql"),
    include_str!("../operations/create_group.graphql"),
    include_str!("../operations/create_topic.graphql"),
    include_str!("../operations/decline.graphql"),
    include_str!("../operations/decline_suggestion.graphql"),
    include_str!("../operations/desk.graphql"),
    include_str!("../operations/draft.graphql"),
    include_str!("../operations/draft_changed.graphql"),
    include_str!("../operations/editor.graphql"),
    include_str!("../operations/end_co_authorship.graphql"),
    include_str!("../operations/end_session.graphql"),
    include_str!("../operations/escalate.graphql"),
    include_str!("../operations/escalations.graphql"),
    include_str!("../operations/feed.graphql"),
    include_str!("../operations/finish_passkey.graphql"),
    include_str!("../operations/finish_totp.graphql"),
    include_str!("../operations/give_mail_address.graphql"),
    include_str!("../operations/give_word.graphql"),
    include_str!("../operations/group.graphql"),
    include_str!("../operations/groups.graphql"),
    include_str!("../operations/hand_over_claim.graphql"),
    include_str!("../operations/helplines.graphql"),
    include_str!("../operations/identity_openings.graphql"),
    include_str!("../operations/invite_adult.graphql"),
    include_str!("../operations/invite_co_author.graphql"),
    include_str!("../operations/invite_correspondent.graphql"),
    include_str!("../operations/join_as_adult.graphql"),
    include_str!("../operations/join_panel.graphql"),
    include_str!("../operations/let_guide_go.graphql"),
    include_str!("../operations/mark_notifications_seen.graphql"),
    include_str!("../operations/member_statements.graphql"),
    include_str!("../operations/my_data.graphql"),
    include_str!("../operations/my_texts.graphql"),
    include_str!("../operations/name_session.graphql"),
    include_str!("../operations/news.graphql"),
    include_str!("../operations/notifications.graphql"),
    include_str!("../operations/notified.graphql"),
    include_str!("../operations/open_comments.graphql"),
    include_str!("../operations/own_account.graphql"),
    include_str!("../operations/own_shell.graphql"),
    include_str!("../operations/own_vetting.graphql"),
    include_str!("../operations/panel_groups.graphql"),
    include_str!("../operations/panel_topics.graphql"),
    include_str!("../operations/places.graphql"),
    include_str!("../operations/post.graphql"),
    include_str!("../operations/prove_mail_address.graphql"),
    include_str!("../operations/prove_passkey.graphql"),
    include_str!("../operations/prove_totp.graphql"),
    include_str!("../operations/published_revision.graphql"),
    include_str!("../operations/questions.graphql"),
    include_str!("../operations/read_comment_receipt.graphql"),
    include_str!("../operations/read_guardian_link.graphql"),
    include_str!("../operations/read_identity.graphql"),
    include_str!("../operations/read_invitation.graphql"),
    include_str!("../operations/read_passphrase_code.graphql"),
    include_str!("../operations/record_certificate.graphql"),
    include_str!("../operations/record_training.graphql"),
    include_str!("../operations/release_claim.graphql"),
    include_str!("../operations/remove_mail_address.graphql"),
    include_str!("../operations/remove_passkey.graphql"),
    include_str!("../operations/remove_totp.graphql"),
    include_str!("../operations/rename_topic.graphql"),
    include_str!("../operations/renew_claim.graphql"),
    include_str!("../operations/renew_recovery_codes.graphql"),
    include_str!("../operations/request_changes.graphql"),
    include_str!("../operations/reset_passphrase.graphql"),
    include_str!("../operations/review.graphql"),
    include_str!("../operations/review_preferences.graphql"),
    include_str!("../operations/review_queue.graphql"),
    include_str!("../operations/review_queue_changed.graphql"),
    include_str!("../operations/save_draft.graphql"),
    include_str!("../operations/screening_rules.graphql"),
    include_str!("../operations/second_factors.graphql"),
    include_str!("../operations/sessions.graphql"),
    include_str!("../operations/set_digest.graphql"),
    include_str!("../operations/set_facilitator.graphql"),
    include_str!("../operations/set_review_preferences.graphql"),
    include_str!("../operations/set_silence.graphql"),
    include_str!("../operations/set_up_administrator.graphql"),
    include_str!("../operations/shell.graphql"),
    include_str!("../operations/sign_code_of_conduct.graphql"),
    include_str!("../operations/sign_in.graphql"),
    include_str!("../operations/sign_out.graphql"),
    include_str!("../operations/silenced.graphql"),
    include_str!("../operations/staff.graphql"),
    include_str!("../operations/staff_notifications.graphql"),
    include_str!("../operations/start_draft.graphql"),
    include_str!("../operations/start_passkey.graphql"),
    include_str!("../operations/start_totp.graphql"),
    include_str!("../operations/submit_draft.graphql"),
    include_str!("../operations/take_back_adult_invitations.graphql"),
    include_str!("../operations/take_back_comment_as_reader.graphql"),
    include_str!("../operations/take_back_invitation.graphql"),
    include_str!("../operations/take_down_post.graphql"),
    include_str!("../operations/taken_back_from_co_authors.graphql"),
    include_str!("../operations/topic.graphql"),
    include_str!("../operations/unpublish_post.graphql"),
    include_str!("../operations/use_recovery_code.graphql"),
    include_str!("../operations/vetting.graphql"),
    include_str!("../operations/viewer.graphql"),
    include_str!("../operations/vouch_for_guardian.graphql"),
    include_str!("../operations/vouch_for_invitation.graphql"),
    include_str!("../operations/waiting_times.graphql"),
    include_str!("../operations/withdraw_submission.graphql"),
];
