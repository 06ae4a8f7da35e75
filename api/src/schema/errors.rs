//! The errors that a person can cause, as types with a message for that person. What is wrong is decided in `app`.

/// Errors that say no more than their message.
macro_rules! plain_errors {
    ($($(#[$doc:meta])* $name:ident = $key:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, SimpleObject)]
        #[graphql(serial)]
        pub(crate) struct $name {
            /// What went wrong and what to do next, in the person's words and language.
            pub(crate) message: String,
        }

        impl $name {
            /// The error in the person's language.
            pub(crate) fn new(say: Say<'_>) -> Self {
                Self { message: say.plain($key) }
            }
        }
    )+};
}

mod authors;
mod staff;

use app::Barred;
use async_graphql::{ID, Interface, SimpleObject};
use domain::Timestamp;
use domain::consent::{Membership, TextVersion};
use domain::invitation::OtherAge;
use domain::policy::Denial;
use domain::publication::Ineligible;

use super::draft::Draft;
use super::enums::DraftPart;
use super::revision::RevisionDiff;
use super::scalars::DateTime;
use crate::words::{Say, Value};

pub(crate) use authors::{
    AuthorsSettledError, AwaitsCoAuthorsError, CoAuthorsFullError, CommentImpossibleError,
    NobodyToAskError, ReadersWaitError, ReceiptUnknownError, SecondLookImpossibleError,
    SubmissionChangedError, SuggestionImpossibleError, SuggestionProblem, WordNotAskedError,
};
pub(crate) use staff::{
    ActImpossibleError, ActProblem, ColleagueProblem, ColleagueProblemError,
    EscalationImpossibleError, EscalationProblem, SecondFactorProblem, SecondFactorRefusedError,
};

/// An error that a person can do something about. `message` is written for that person, in their language.
#[derive(Interface)]
#[graphql(field(
    name = "message",
    ty = "&String",
    desc = "What went wrong and what to do next, in the words and the language of whoever asked."
))]
pub(crate) enum UserError {
    /// A part of the input.
    InvalidInput(InvalidInputError),
    /// No such thing.
    NotFound(NotFoundError),
    /// Not for this person.
    NotAllowed(NotAllowedError),
    /// A retry id twice.
    ClientMutationIdReused(ClientMutationIdReusedError),
    /// Wrong login or passphrase.
    SignInRefused(SignInRefusedError),
    /// An act that needs two adults.
    ActImpossible(ActImpossibleError),
    /// A comment that can't be.
    CommentImpossible(CommentImpossibleError),
    /// Comments that an adult closed.
    CommentsClosedByAdult(CommentsClosedByAdultError),
    /// Comments that an author closed.
    CommentsClosedByAuthor(CommentsClosedByAuthorError),
    /// A comment under what is hidden.
    CommentPlaceHidden(CommentPlaceHiddenError),
    /// Enough kept away.
    SilencesFull(SilencesFullError),
    /// No address for mail.
    NoMailAddress(NoMailAddressError),
    /// A suggestion that can't be answered.
    SuggestionImpossible(SuggestionImpossibleError),
    /// Something with a colleague.
    ColleagueProblem(ColleagueProblemError),
    /// What was handed to the safeguarding leads.
    EscalationImpossible(EscalationImpossibleError),
    /// The second factor.
    SecondFactorRefused(SecondFactorRefusedError),
    /// Too often.
    RateLimited(RateLimitedError),
    /// The link is used, replaced or too old.
    SetupLinkOver(SetupLinkOverError),
    /// Somebody saved.
    StaleVersion(StaleVersionError),
    /// Something is missing.
    DraftIncomplete(DraftIncompleteError),
    /// It can't be shown.
    TextNotRenderable(TextNotRenderableError),
    /// Nothing new.
    NothingChanged(NothingChangedError),
    /// No group yet.
    NoGroup(NoGroupError),
    /// Enough of it.
    LimitReached(LimitReachedError),
    /// Nothing waits.
    NothingWaits(NothingWaitsError),
    /// Who writes it is settled.
    AuthorsSettled(AuthorsSettledError),
    /// Enough write it.
    CoAuthorsFull(CoAuthorsFullError),
    /// Nobody asks.
    WordNotAsked(WordNotAskedError),
    /// It was sent anew.
    SubmissionChanged(SubmissionChangedError),
    /// A co-author first.
    AwaitsCoAuthors(AwaitsCoAuthorsError),
    /// Nobody's word is missing.
    NobodyToAsk(NobodyToAskError),
    /// Not public.
    NotPublished(NotPublishedError),
    /// Somebody else reads it.
    ReviewHeld(ReviewHeldError),
    /// Not held any more.
    ClaimLost(ClaimLostError),
    /// Settled meanwhile.
    ReviewClosed(ReviewClosedError),
    /// No second look.
    SecondLookImpossible(SecondLookImpossibleError),
    /// Too many of readers wait.
    ReadersWait(ReadersWaitError),
    /// A receipt of no comment.
    ReceiptUnknown(ReceiptUnknownError),
    /// Words that adults may not write to a child.
    WordsRefused(WordsRefusedError),
    /// Other bytes.
    StaleRevision(StaleRevisionError),
    /// Consent does not cover it.
    ConsentNeeded(ConsentNeededError),
    /// Consent that is only hours old.
    ConsentTooNew(ConsentTooNewError),
    /// The code for a forgotten passphrase is used or too old.
    PassphraseCodeOver(PassphraseCodeOverError),
    /// Another text counts.
    ConsentTextChanged(ConsentTextChangedError),
    /// Not a guardian's to decide.
    DecidesAlone(DecidesAloneError),
    /// The invitation is used, taken back or too old.
    InvitationOver(InvitationOverError),
    /// The invitation of an adult is used or too old.
    AdultInvitationOver(AdultInvitationOverError),
    /// The guardian's link is used or too old.
    GuardianLinkOver(GuardianLinkOverError),
    /// The guide wrote another birth date.
    OtherBirthDate(OtherBirthDateError),
    /// Not 12 to 17.
    OtherAge(OtherAgeError),
    /// A guardian first.
    AwaitingGuardian(AwaitingGuardianError),
    /// Another adult first.
    AwaitingVouch(AwaitingVouchError),
    /// No room.
    GroupFull(GroupFullError),
    /// Somebody has the name.
    NameTaken(NameTakenError),
}

plain_errors! {
    /// There is no such thing, or it is not yours to see; which of them is not told.
    NotFoundError = "not-found";
    /// The `clientMutationId` was used before, for something else or with other input.
    ClientMutationIdReusedError = "retry-id-reused";
    /// The login or the passphrase is wrong; which of them is not told.
    SignInRefusedError = "sign-in-refused";
    /// The code for a forgotten passphrase is used or too old, or never was one; which is not told.
    PassphraseCodeOverError = "passphrase-code-over";
    /// The link to set up the first administrator is used, replaced or too old, or never was one; which is not told.
    SetupLinkOverError = "setup-link-over";
    /// The same text waits for review already, or is public.
    NothingChangedError = "unchanged";
    /// The correspondent belongs to no group yet.
    NoGroupError = "no-group";
    /// The correspondent has as many posts as one person can have.
    LimitReachedError = "too-many-drafts";
    /// You keep as many correspondents away as one person can.
    SilencesFullError = "silences-full";
    /// The panel keeps no address for mail of yours.
    NoMailAddressError = "no-mail-address";
    /// An adult closed the comments of your post.
    CommentsClosedByAdultError = "comments-closed-by-adult";
    /// An author of the post closed its comments.
    CommentsClosedByAuthorError = "comments-closed-by-author";
    /// What the comment is said to is not public now.
    CommentPlaceHiddenError = "comment-place-hidden";
    /// Nothing of this post waits for review.
    NothingWaitsError = "nothing-waits";
    /// Nothing of this post is public.
    NotPublishedError = "not-published";
    /// The review was decided or withdrawn meanwhile; nothing was recorded.
    ReviewClosedError = "review-closed";
    /// Consent does not cover publishing what an author wrote: it was not given, was withdrawn, or the account is paused.
    ConsentNeededError = "consent-needed";
    /// The correspondent is of an age to decide alone, so a guardian gives and withdraws nothing any more.
    DecidesAloneError = "decides-alone";
    /// The invitation is used, taken back or too old, was tried with too many birth dates, or never was one; which is
    /// not told.
    InvitationOverError = "invitation-over";
    /// The invitation of an adult is used or too old, or never was one; which is not told.
    AdultInvitationOverError = "adult-invitation-over";
    /// The link for a guardian is used or too old, was opened with a correspondent's account, or never was one; which is
    /// not told.
    GuardianLinkOverError = "guardian-link-over";
    /// The guide wrote another birth date into the invitation. After five of them it is over.
    OtherBirthDateError = "other-birth-date";
    /// A guardian has to consent first. Nothing was kept; try again with the same invitation when one did.
    AwaitingGuardianError = "awaiting-guardian";
    /// Who vouched is new to the panel, so another adult has to vouch too. Nothing was kept; try again with the same invitation when
    /// one did.
    AwaitingVouchError = "awaiting-vouch";
    /// The group has as many members, with those who are invited, as it takes.
    GroupFullError = "group-full";
    /// Somebody has the login or the pen name, or a pen name that looks like it.
    NameTakenError = "name-taken";
}

/// Correspondents are 12 to 17 years old, and this person is not.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct OtherAgeError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
}

impl OtherAgeError {
    /// The error in the person's language.
    pub(crate) fn new(say: Say<'_>, age: OtherAge) -> Self {
        let key = match age {
            OtherAge::TooYoung => "other-age-too-young",
            OtherAge::TooOld => "other-age-too-old",
        };
        Self {
            message: say.plain(key),
        }
    }
}

/// The text that people consent to is another one now. Nothing was changed.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct ConsentTextChangedError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// The version to read.
    pub(crate) current_version: i32,
}

impl ConsentTextChangedError {
    /// The error in the person's language.
    pub(crate) fn new(say: Say<'_>, current: TextVersion) -> Self {
        Self {
            message: say.plain("consent-text-changed"),
            current_version: current.0.into(),
        }
    }
}

/// A part of the input can't be kept as it was given. Nothing was changed.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct InvalidInputError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// The field of the input that is meant.
    pub(crate) field: String,
}

/// This was tried too often, by you or by somebody else, and was not looked at. It does not tell whether it would have
/// worked.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct RateLimitedError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// When it can be tried again.
    pub(crate) retry_at: DateTime,
}

impl RateLimitedError {
    /// The error in the person's language, in which a wait is told in minutes.
    pub(crate) fn new(say: Say<'_>, now: Timestamp, retry_at: Timestamp) -> Self {
        Self::saying(say, "rate-limited", (now, retry_at))
    }

    /// The error in words of its own.
    pub(crate) fn saying(say: Say<'_>, key: &str, (now, retry_at): (Timestamp, Timestamp)) -> Self {
        let wait = retry_at.as_utc() - now.as_utc();
        let minutes = wait.num_seconds().max(1).saturating_add(59) / 60;
        Self {
            message: say.with(key, &[("minutes", Value::from(minutes))]),
            retry_at: DateTime(retry_at),
        }
    }
}

/// A guardian first agreed to publication only lately, and the centre waits a while after that. Nothing was decided.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct ConsentTooNewError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// From when it can be approved.
    pub(crate) until: DateTime,
}

impl ConsentTooNewError {
    /// The error in the person's language, in which the wait is told in hours.
    pub(crate) fn new(say: Say<'_>, now: Timestamp, until: Timestamp) -> Self {
        let wait = until.as_utc() - now.as_utc();
        let hours = wait.num_minutes().max(1).saturating_add(59) / 60;
        Self {
            message: say.with("consent-too-new", &[("hours", Value::from(hours))]),
            until: DateTime(until),
        }
    }
}

/// This account can't do that today.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct NotAllowedError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// Why, for programs.
    pub(crate) reason: NotAllowedReason,
}

/// Why an account can't do something today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub(crate) enum NotAllowedReason {
    /// Nobody is signed in.
    SignedOut,
    /// The passphrase was right; a second factor has to be proven, or the first one set up.
    SecondFactor,
    /// The second factor was proven too long ago for this: prove it again.
    ProveAgain,
    /// The account is suspended or closed.
    NotActive,
    /// The person's roles, age or clearance don't allow it today.
    NotYourRole,
    /// You are an author of it, and somebody else writes it.
    AnotherWrites,
    /// The person's certificate, training or code of conduct does not count today: `viewer.vetting` says which.
    NotCleared,
    /// Consent is lacking: the correspondent's own, or a guardian's. `message` says whose, and what to do.
    ConsentNeeded,
    /// The person wrote it, leads its group, is guardian of an author, approved it before, or decided what is looked at again.
    Related,
}

/// The draft was saved again after the version that was sent. Nothing was overwritten.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct StaleVersionError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// The version that is stored.
    pub(crate) current_version: i64,
    /// The draft as it is stored.
    pub(crate) current_draft: Option<Draft>,
}

/// Parts of the draft are still missing.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct DraftIncompleteError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// The parts.
    pub(crate) missing: Vec<DraftPart>,
}

/// The text can't be shown, however it is cleaned.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct TextNotRenderableError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
}

/// Somebody else is reading the review.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct ReviewHeldError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// Until when the other claim is held, unless renewed.
    pub(crate) held_until: DateTime,
}

/// You don't hold the review now. Nothing was recorded.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct ClaimLostError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// Until when somebody else holds it, if somebody does.
    pub(crate) held_until: Option<DateTime>,
}

/// The words to the authors hold something with which an adult could reach a child past everybody else, such as a telephone number or a
/// meeting. Nothing was decided; that it was tried is recorded.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct WordsRefusedError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// The pieces of the words that are meant.
    pub(crate) excerpts: Vec<String>,
}

/// The decision named other bytes than those that wait. Nothing was recorded.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct StaleRevisionError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// The content hash that a decision has to name.
    pub(crate) current: String,
    /// The content hash that was named.
    pub(crate) seen: String,
    /// What changed from the named text to the current one; all is new if the named one never was.
    pub(crate) diff: RevisionDiff,
    /// The open review in which the current text can be decided; null where the current text is public.
    pub(crate) open_review: Option<ID>,
}

/// What stands between an actor and an action.
pub(crate) enum Stopped {
    /// There is no such thing for this actor.
    NotFound(NotFoundError),
    /// The actor may know why.
    NotAllowed(NotAllowedError),
}

impl Stopped {
    pub(crate) fn new(say: Say<'_>, barred: Barred) -> Self {
        let denial = match barred {
            Barred::NotFound => return Self::NotFound(NotFoundError::new(say)),
            Barred::Denied(denial) => denial,
        };
        let (key, reason) = match denial {
            Denial::SignedOut => ("not-allowed-signed-out", NotAllowedReason::SignedOut),
            Denial::SecondFactor => ("not-allowed-second-factor", NotAllowedReason::SecondFactor),
            Denial::ProveAgain => ("not-allowed-prove-again", NotAllowedReason::ProveAgain),
            Denial::NotActive => ("not-allowed-not-active", NotAllowedReason::NotActive),
            Denial::NotYourRole | Denial::Related(Ineligible::NotModerator) => {
                ("not-allowed", NotAllowedReason::NotYourRole)
            }
            Denial::AnotherWrites => (
                "not-allowed-another-writes",
                NotAllowedReason::AnotherWrites,
            ),
            Denial::NotCleared => ("not-allowed-not-cleared", NotAllowedReason::NotCleared),
            Denial::NoConsent(lacking) => {
                (lacking_consent(lacking), NotAllowedReason::ConsentNeeded)
            }
            Denial::Related(Ineligible::OwnWork) => {
                ("not-allowed-own-work", NotAllowedReason::Related)
            }
            Denial::Related(Ineligible::OwnGroup) => {
                ("not-allowed-own-group", NotAllowedReason::Related)
            }
            Denial::Related(Ineligible::OwnWard) => {
                ("not-allowed-own-ward", NotAllowedReason::Related)
            }
            Denial::Related(Ineligible::ApprovedBefore) => {
                ("not-allowed-approved-before", NotAllowedReason::Related)
            }
            Denial::Related(Ineligible::DecidedBefore) => {
                ("not-allowed-decided-before", NotAllowedReason::Related)
            }
        };
        Self::NotAllowed(NotAllowedError {
            message: say.plain(key),
            reason,
        })
    }
}

const fn lacking_consent(membership: Membership) -> &'static str {
    match membership {
        Membership::AwaitingGuardian => "not-allowed-awaiting-guardian",
        Membership::Paused => "not-allowed-paused",
        Membership::Renew => "not-allowed-renew-consent",
        Membership::NotAgreed | Membership::Active => "not-allowed-not-agreed",
    }
}
