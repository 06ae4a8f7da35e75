//! Which rule each thing asks that the API offers. What is missing here does not compile.

use tests::Operation;

use super::columns::Column::{self, *};

/// Who may ask for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// Anybody, whoever they are; what they bring decides.
    Anybody,
    /// Whoever may have the type that the id names.
    ByType,
    /// Whoever signed in and has a second factor to prove or to set up.
    Unproven,
    /// Whom a column of the page allows.
    Of(Column),
    /// The same; whoever is denied hears what they would hear if there were nothing, or the code were not good.
    Quietly(Column),
    /// The first column for the author, the second for everybody else.
    OwnOr(Column, Column),
    /// Whom one column or the other allows.
    Either(Column, Column),
}

use Asks::{Anybody, ByType, Either, Of, OwnOr, Quietly, Unproven};

/// Makes a `match` over everything that the API offers.
macro_rules! asks {
    ($($asks:expr => $($operation:ident)+;)+) => {
        impl Asks {
            /// Who may ask for this.
            pub(super) const fn of(operation: Operation) -> Self {
                match operation {
                    $($(Operation::$operation)|+ => $asks,)+
                }
            }
        }
    };
}

asks! {
    Anybody => MutationSetUpAdministrator MutationSignIn MutationSignOut;
    ByType => QueryNode QueryNodes;
    Unproven => QuerySecondFactorAsked;
    Of(ReadPublished) => QueryPosts QueryReadersMayComment QueryPost QueryCorrespondent QueryTopics QueryTopic QueryGroups QueryGroup QueryConsentText QueryCodeOfConduct QueryReasons QueryHelplines NodePost NodeComment NodeTopic NodeGroup NodeCorrespondent;
    Of(KeepOwnAccount) => QueryViewer ViewerAccount ViewerSessions ViewerWaitingTimes ViewerIdentityOpenings MutationNameSession MutationEndSession
        SubscriptionDraftChanged SubscriptionNotified ViewerNotifications ViewerNewNotifications ViewerDigest NodeNotification MutationMarkNotificationsSeen MutationSetDigest MutationGiveMailAddress MutationProveMailAddress MutationRemoveMailAddress;
    Of(ReadOwnStaffRecord) => ViewerReviewPreferences MutationSetReviewPreferences ViewerSecondFactors ViewerVetting ViewerActsForTwo;
    Of(ConsentForOneself) => ViewerConsent;
    Of(ConsentForWard) => ViewerWards;
    OwnOr(ConsentForOneself, ConsentForWard) => MutationChangeConsent;
    Of(ReadStaff) => ViewerStaff NodeStaffMember;
    Of(Vet) => MutationRecordCertificate MutationRecordTraining;
    Of(SignCodeOfConduct) => MutationSignCodeOfConduct;
    Of(LeadGroup) => ViewerGroups;
    Of(ReadGroups) => ViewerAllGroups;
    Of(ManagePanel) => MutationCreateGroup MutationCreateTopic MutationRenameTopic;
    Of(ReadAudit) => ViewerAuditLog ViewerAuditCheck NodeAuditRecord;
    Of(ReadScreeningRules) => ViewerScreeningRules;
    Of(AppointGuides) => MutationAppointGuide MutationLetGuideGo;
    Of(Invite) => NodeInvitation MutationInviteCorrespondent;
    Either(Invite, ReadGroups) => NodeLedGroup;
    Quietly(Invite) => MutationTakeBackInvitation MutationSetFacilitator MutationAskGuardian;
    Quietly(SecondInvitation) => MutationVouchForInvitation MutationVouchForGuardian;
    Of(InviteAdult) => MutationInviteAdult MutationTakeBackAdultInvitations;
    Quietly(Join) => MutationReadInvitation MutationJoinPanel MutationJoinAsAdult;
    Quietly(UseGuardianLink) => MutationReadGuardianLink MutationAnswerGuardianLink;
    Of(StartDraft) => MutationStartDraft;
    Of(CommentAsReader) => MutationCommentAsReader MutationChangeCommentAsReader;
    Of(UseCommentReceipt) => MutationReadCommentReceipt MutationTakeBackCommentAsReader MutationAskForSecondLookAsReader;
    Of(Comment) => MutationComment MutationCheckComment;
    Of(Silence) => ViewerSilenced MutationSetSilence;
    Quietly(CloseComments) => MutationCloseComments;
    Quietly(OpenComments) => MutationOpenComments;
    Of(ReadDraft) => ViewerComments ViewerDrafts ViewerDraft NodeDraft;
    Of(SaveDraft) => MutationSaveDraft MutationCheckDraft MutationAcceptSuggestion MutationDeclineSuggestion;
    Of(SubmitDraft) => MutationSubmitDraft;
    Of(InviteCoAuthors) => MutationInviteCoAuthor;
    Of(AnswerCoAuthors) => ViewerCoAuthorInvitations MutationAnswerCoAuthorInvitation;
    Of(GiveWord) => MutationGiveWord;
    Of(LeaveCoAuthors) => MutationEndCoAuthorship;
    Of(WithdrawSubmission) => MutationWithdrawSubmission;
    Of(UnpublishPost) => MutationUnpublishPost;
    Of(AskForSecondLook) => MutationAskForSecondLook;
    Of(TakeDown) => ViewerPublishedRevision;
    Quietly(TakeDown) => MutationTakeDownPost;
    Of(ReadQueue) => NodeColleague ViewerReviewQueue ViewerTakenBackFromCoAuthors ViewerColleagues MutationClaimNextReview SubscriptionReviewQueueChanged;
    Of(ReadReview) => ViewerReview NodeReview ViewerQuestions NodeConsultation MutationAnswerColleague;
    Of(ClaimReview) => MutationClaimReview MutationRenewClaim MutationReleaseClaim MutationHandOverClaim MutationAskColleague;
    Of(DecideReview) => MutationAskCoAuthors MutationApprove MutationRequestChanges MutationDecline;
    Of(EscalateReview) => MutationEscalate;
    Of(ReadEscalations) => ViewerEscalations;
    Of(CloseEscalation) => NodeEscalation MutationCloseEscalation;
    Of(ChangePassphrase) => MutationChangePassphrase;
    Quietly(ResetPassphrase) => MutationResetPassphrase;
    Of(SetUpSecondFactor) => MutationStartTotp MutationFinishTotp MutationStartPasskey MutationFinishPasskey;
    Of(ProveSecondFactor) => MutationProveTotp MutationAskForPasskey MutationProvePasskey MutationUseRecoveryCode;
    Of(ChangeSecondFactors) => MutationRemovePasskey MutationRemoveTotp MutationRenewRecoveryCodes;
    Of(AskForRoleChange) => MutationAskForRoleChange;
    Of(AskForFactorReset) => MutationAskForSecondFactorReset;
    Of(AskForPassphraseReset) => MutationAskForPassphraseReset;
    Of(AskToOpenIdentity) => MutationAskToOpenIdentity;
    Of(AnswerOpening) => MutationAnswerAct;
    Of(ReadIdentity) => MutationReadIdentity;
    Of(ReadPassphraseCode) => MutationReadPassphraseCode;
}

impl Asks {
    /// What the page says of it.
    pub(super) fn words(self) -> String {
        match self {
            Anybody => "anybody".to_owned(),
            ByType => "whoever may have the type that the id names".to_owned(),
            Unproven => {
                "whoever signed in and has a second factor to prove or to set up".to_owned()
            }
            Of(column) => column.name().to_owned(),
            Quietly(column) => format!("{} (*)", column.name()),
            OwnOr(own, other) => format!("{}; {}", own.name(), other.name()),
            Either(one, other) => format!("{} or {}", one.name(), other.name()),
        }
    }
}
