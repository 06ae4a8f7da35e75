//! What somebody might try, table by table, with the facts that the answers depend on.

use domain::account::Role;
use domain::act::{Act, AskedAct, OpeningReason};
use domain::invitation::{AskedGuardian, Vouching};
use domain::policy::Action;
use domain::post::Authors;
use domain::publication::Subject;
use domain::{AccountId, GroupId};

/// Whose post it is.
pub(super) const AUTHOR: u128 = 1;
/// Whoever tries, where that is not the author.
pub(super) const SOMEBODY_ELSE: u128 = 2;
/// Another correspondent of the group, who writes a post together with the author.
const WRITER: u128 = 4;
/// An adult who works for the panel.
const THIRD: u128 = 3;

/// The post that the tables are about: its authors, what a review of it is about, and what adults asked for.
pub(super) struct Post {
    author: AccountId,
    colleague: AccountId,
    group: GroupId,
    authors: Authors,
    shared: Authors,
    subject: Subject,
    escalated: Subject,
    role_change: AskedAct,
    factor_reset: AskedAct,
    passphrase_reset: AskedAct,
    opening: AskedAct,
    own_opening: AskedAct,
    own_reset: AskedAct,
    guardian_link: AskedGuardian,
    vouching: Vouching,
}

#[expect(clippy::unwrap_used, reason = "32 hexadecimal digits are an id")]
pub(super) fn account(number: u128) -> AccountId {
    AccountId::from_uuid(format!("{number:032x}").parse().unwrap())
}

#[expect(clippy::unwrap_used, reason = "32 hexadecimal digits are an id")]
pub(super) fn group(number: u128) -> GroupId {
    GroupId::from_uuid(format!("{number:032x}").parse().unwrap())
}

impl Post {
    /// By one correspondent of one group; and one that another one writes together with them.
    #[expect(clippy::unwrap_used, reason = "two are named once each")]
    pub(super) fn new() -> Self {
        let authors = Authors::one(account(AUTHOR));
        let subject = Subject {
            authors: authors.clone(),
            group: group(1),
            decided_before: vec![],
            escalated: false,
        };
        let shared = Authors::new(vec![account(WRITER), account(AUTHOR)]).unwrap();
        let asked = |act, by| AskedAct {
            act,
            about: account(AUTHOR),
            group: Some(group(1)),
            asked_by: account(by),
        };
        let opening = Act::OpenIdentity(OpeningReason::Danger);
        Self {
            author: account(AUTHOR),
            colleague: account(THIRD),
            group: group(1),
            authors,
            shared,
            escalated: Subject {
                escalated: true,
                ..subject.clone()
            },
            subject,
            role_change: asked(Act::GiveRole(Role::Guide), THIRD),
            factor_reset: asked(Act::ResetSecondFactors, THIRD),
            passphrase_reset: asked(Act::ResetPassphrase, THIRD),
            opening: asked(opening, THIRD),
            own_opening: asked(opening, SOMEBODY_ELSE),
            own_reset: asked(Act::ResetPassphrase, SOMEBODY_ELSE),
            guardian_link: AskedGuardian {
                groups: vec![group(1)],
                vouched: vec![account(THIRD)],
            },
            vouching: Vouching {
                group: group(1),
                by: account(THIRD),
                is_new: true,
                seconded_by: None,
            },
        }
    }
}

/// Some columns of the page, under one title.
pub(super) struct Table {
    pub(super) title: &'static str,
    pub(super) about: &'static str,
    pub(super) columns: &'static [Column],
}

/// Takes what somebody may try, table by table, and makes the columns and a `match` over every action: an action that
/// stands in no column does not compile.
macro_rules! columns {
    ($($title:literal, $about:literal: { $($column:ident: $action:ident $(($facts:ident))? = $name:literal,)+ })+) => {
        /// Something that somebody might try.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Column {
            $($($column,)+)+
        }

        impl Column {
            /// What the page calls it.
            pub(super) const fn name(self) -> &'static str {
                match self {
                    $($(Self::$column => $name,)+)+
                }
            }

            /// What the program asks the rules.
            pub(super) const fn action(self, post: &Post) -> Action<'_> {
                match self {
                    $($(Self::$column => Action::$action $((&post.$facts))?,)+)+
                }
            }
        }

        pub(super) const TABLES: &[Table] = &[$(Table {
            title: $title,
            about: $about,
            columns: &[$(Column::$column,)+],
        },)+];

        #[expect(unreachable_patterns, reason = "some actions stand in several columns")]
        const _EVERY_ACTION_STANDS_IN_A_COLUMN: fn(&Action<'_>) = |action| match action {
            $($(Action::$action { .. } => (),)+)+
        };
    };
}

columns! {
    "Reading and starting",
    "What anybody finds, and the first step of whoever writes.": {
        ReadPublished: ReadPublished = "read what is published",
        StartDraft: StartDraft = "start a draft",
    }
    "A draft and its submissions",
    "Nobody but the authors learns that a draft exists, whatever their role.": {
        ReadDraft: ReadDraft(authors) = "read draft and feedback",
        SaveDraft: SaveDraft(authors) = "save the draft",
        SubmitDraft: SubmitDraft(authors) = "submit it for review",
        WithdrawSubmission: WithdrawSubmission(authors) = "take the submission back",
        UnpublishPost: UnpublishPost(authors) = "take down what is public",
    }
    "A post that several write",
    "The author invites others, and joins a post that another correspondent of the group writes. Who writes is settled with the first submission.": {
        InviteCoAuthors: InviteCoAuthors(authors) = "invite others to write it too",
        AnswerCoAuthors: AnswerCoAuthors = "see and answer an invitation",
        SaveShared: SaveDraft(shared) = "save what another one writes",
        GiveWord: GiveWord(shared) = "say yes or no to what another one sent",
        LeaveCoAuthors: LeaveCoAuthors(shared) = "leave it",
    }
    "Comments",
    "They take the road of posts: what is said of drafts, reviews and taking down holds for them too. Whoever is kept away is not told. Receipts are asked for besides.": {
        Comment: Comment = "comment on what is public",
        CommentAsReader: CommentAsReader = "comment without an account, where the centre lets readers",
        UseCommentReceipt: UseCommentReceipt = "use the receipt of such a comment",
        CloseComments: CloseComments(subject) = "close the comments of the author's post",
        OpenComments: OpenComments(subject) = "open them",
        Silence: Silence = "keep a correspondent away",
    }
    "A second look",
    "What was decided against a text is looked at again by another adult, for whoever speaks for it. Guardians only know of what was declined.": {
        AskForSecondLook: AskForSecondLook(subject) = "have a decision looked at again",
    }
    "Joining",
    "Nobody comes in without an adult who vouches for them, a guide of the group or a cleared coordinator, and a second one where the first is \
     new; and no correspondent answers for a guardian. Codes are asked for besides.": {
        Invite: Invite(group) = "invite to the author's group",
        SecondInvitation: SecondInvitation(vouching) = "vouch for whom a new adult invited",
        Join: Join = "join with an invitation",
        UseGuardianLink: UseGuardianLink(guardian_link) = "answer a guardian's link",
    }
    "Consent",
    "Who takes part at all. Guardians decide only while their ward may not yet decide alone; they read no drafts.": {
        ConsentForOneself: ConsentForOneself = "give and withdraw one's own consent",
        ConsentForWard: ConsentForWard(author) = "give, withdraw and pause for the author",
    }
    "Reviews",
    "Nobody reviews what they wrote, their own group's or their ward's; nobody but moderators learns that a review exists.": {
        ReadQueue: ReadQueue = "see the queue",
        ReadReview: ReadReview(subject) = "read the review",
        ClaimReview: ClaimReview(subject) = "hold the review",
        DecideReview: DecideReview(subject) = "approve, return or decline",
        EscalateReview: EscalateReview(subject) = "hand it to the leads",
    }
    "What was escalated",
    "The safeguarding leads alone read it and decide on it, and only they close it.": {
        ReadEscalations: ReadEscalations = "see what was escalated",
        ReadEscalated: ReadReview(escalated) = "read the review",
        DecideEscalated: DecideReview(escalated) = "approve, return or decline",
        CloseEscalation: CloseEscalation(escalated) = "close it",
    }
    "Taking down",
    "What is public is there for everybody to see; whoever is related to it leaves it to others. Authors take down what is theirs as above.": {
        TakeDown: TakeDown(subject) = "take down what is public",
    }
    "One's own account",
    "Who forgot the passphrase gets a code of an adult, who needs another adult for it.": {
        KeepOwnAccount: KeepOwnAccount = "see account, sessions and notifications, and end or settle them",
        ChangePassphrase: ChangePassphrase = "change the own passphrase",
        ResetPassphrase: ResetPassphrase = "choose another with a code",
    }
    "Second factors",
    "Adults who work for the panel prove one whenever they sign in, and again before what can do much harm.": {
        SetUpSecondFactor: SetUpSecondFactor = "set one up",
        ProveSecondFactor: ProveSecondFactor = "prove one",
        ChangeSecondFactors: ChangeSecondFactors = "take one away, get other recovery codes",
        ResetSecondFactors: ResetSecondFactors = "take somebody's away who lost them",
    }
    "Vetting",
    "A certificate, training and the code of conduct, each for a year at most. Nobody says of themselves that their certificate was seen.": {
        Vet: Vet(colleague) = "record a colleague's certificate",
        ReadStaff: ReadStaff = "see the staff, with what they lack",
        ReadOwnStaffRecord: ReadOwnStaffRecord = "see the own record",
        SignCodeOfConduct: SignCodeOfConduct = "sign the code of conduct",
    }
    "Asking for what needs two adults",
    "One asks, another answers, and neither is the one whom it is about: here the author. Roles are given by two administrators, or by the operator.": {
        AskForRoleChange: AskForAct(role_change) = "ask to give the author a role",
        AskForFactorReset: AskForAct(factor_reset) = "ask to reset the author's second factors",
        AskForPassphraseReset: AskForAct(passphrase_reset) = "ask to reset the author's passphrase",
        AskToOpenIdentity: AskForAct(opening) = "ask to open the author's identity",
    }
    "Answering what needs two adults",
    "Another adult asked for it. Whom it is about does not learn of it by looking.": {
        AnswerRoleChange: AnswerAct(role_change) = "agree that the author gets a role",
        AnswerPassphraseReset: AnswerAct(passphrase_reset) = "agree that the author's passphrase is reset",
        AnswerOpening: AnswerAct(opening) = "agree that the author's identity is opened",
    }
    "After two adults agreed",
    "For who asked, as long as they could ask today.": {
        ReadIdentity: ReadIdentity(own_opening) = "read the author's identity",
        ReadPassphraseCode: ReadPassphraseCode(own_reset) = "get a passphrase code for the author",
    }
    "Running the panel",
    "None of these publishes anything: what is imported waits for review like everything else.": {
        InviteAdult: InviteAdult = "invite adults",
        CreateAccount: CreateAccount = "create accounts",
        GiveRoles: GiveRoles = "give and take roles",
        ManagePanel: ManagePanel = "create groups and topics",
        AppointGuides: AppointGuides = "say who leads a group",
        ReadGroups: ReadGroups = "see every group",
        LeadGroup: LeadGroup(group) = "lead the author's group",
        ImportPosts: ImportPosts = "import posts",
        ReadAudit: ReadAudit = "read what the audit log tells",
        ReadAuditOfActsForTwo: ReadAuditOfActsForTwo = "read what it tells of what needs two adults",
        VerifyAudit: VerifyAudit = "check the audit log",
        ReadScreeningRules: ReadScreeningRules = "see the rules of screening",
        ReplayScreening: ReplayScreening = "see what other rules of screening would change",
        ManageKeys: ManageKeys = "check and change the keys of what is sealed",
    }
}
