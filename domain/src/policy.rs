//! Who may do what: one pure function over actors and actions. `docs/permissions.md` is printed from it by a test.
//! Use cases in `app` ask here before they touch anything; nothing else decides on permissions.

mod acts;
mod authors;

use crate::account::{Actor, Person, Role, Standing, Unproven};
use crate::act::AskedAct;
use crate::consent::Membership;
use crate::invitation::{AskedGuardian, Vouching};
use crate::post::Authors;
use crate::publication::{self, Ineligible, Subject};
use crate::{AccountId, GroupId};
use acts::{as_answering, as_asking, as_vetting, as_who_asked};
use authors::{
    as_author, as_consenting, as_guardian, as_reading_author, as_speaking_for, as_writer,
    as_writing_author,
};

/// The answer to "may this actor do this?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Yes.
    Allowed,
    /// No, and the actor may know that the thing exists.
    Denied(Denial),
    /// No, and the actor must not learn that the thing exists: the answer is the one for a missing thing.
    Hidden,
}

/// Why an actor who may know is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denial {
    /// Nobody is signed in.
    SignedOut,
    /// The passphrase was right; a second factor has to be proven, or the first one set up.
    SecondFactor,
    /// The second factor was proven too long ago for this.
    ProveAgain,
    /// The account is suspended or closed.
    NotActive,
    /// The person's roles, age or clearance don't allow it today.
    NotYourRole,
    /// The person is an author of it, and somebody else holds the pen.
    AnotherWrites,
    /// The person's certificate, training or code of conduct does not count today.
    NotCleared,
    /// Consent does not let the person take part.
    NoConsent(Membership),
    /// The person is related to what would be reviewed.
    Related(Ineligible),
}

/// Something an actor wants to do, with the facts that the answer depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action<'a> {
    /// Read what is published.
    ReadPublished,
    /// Start a post.
    StartDraft,
    /// Comment on a post.
    Comment,
    /// Comment on a post without an account.
    CommentAsReader,
    /// See what became of such a comment, and what its author may do, with the receipt.
    UseCommentReceipt,
    /// Say whose comments one does not want to see, and see whose that is.
    Silence,
    /// Close the comments of a post that is public.
    CloseComments(&'a Subject),
    /// Open them.
    OpenComments(&'a Subject),
    /// Read a draft, its submissions and the feedback on them.
    ReadDraft(&'a Authors),
    /// Save or check a draft.
    SaveDraft(&'a Authors),
    /// Submit a draft for review.
    SubmitDraft(&'a Authors),
    /// Invite others of the group to write a post together, and take that back.
    InviteCoAuthors(&'a Authors),
    /// See to which posts one is invited, and answer.
    AnswerCoAuthors,
    /// Give one's word on what another author sent, or say no.
    GiveWord(&'a Authors),
    /// Not be an author of it any more.
    LeaveCoAuthors(&'a Authors),
    /// Take a submission back.
    WithdrawSubmission(&'a Authors),
    /// Take down what is public.
    UnpublishPost(&'a Authors),
    /// Have another adult look again at what was decided against a text.
    AskForSecondLook(&'a Subject),
    /// See what waits for review.
    ReadQueue,
    /// Read one review with its revision and findings.
    ReadReview(&'a Subject),
    /// Read a text that is public as reviewers do, and take it down.
    TakeDown(&'a Subject),
    /// Hold, renew or give back the right to decide one review.
    ClaimReview(&'a Subject),
    /// Hand it to the safeguarding leads.
    EscalateReview(&'a Subject),
    /// Approve, ask for changes or decline, or have the co-authors read it first.
    DecideReview(&'a Subject),
    /// See what was handed to the safeguarding leads.
    ReadEscalations,
    /// Read why something was, and close it.
    CloseEscalation(&'a Subject),
    /// See one's own account and where one is signed in, and end that.
    KeepOwnAccount,
    /// See one's own certificate, training, second factors and acts for two, as an adult who works for the panel.
    ReadOwnStaffRecord,
    /// Give and withdraw one's own consent.
    ConsentForOneself,
    /// Give and withdraw consent for a correspondent, and pause the account.
    ConsentForWard(&'a AccountId),
    /// Set up a second factor.
    SetUpSecondFactor,
    /// Prove a second factor.
    ProveSecondFactor,
    /// Take a second factor away, or get other recovery codes.
    ChangeSecondFactors,
    /// Come in with an invitation.
    Join,
    /// Read and answer a link that asks a guardian for consent.
    UseGuardianLink(&'a AskedGuardian),
    /// Invite somebody to a group, see who was invited, take invitations back, and say who helps to lead.
    Invite(&'a GroupId),
    /// Invite an adult who is to work for the panel.
    InviteAdult,
    /// Lead a group as its guide.
    LeadGroup(&'a GroupId),
    /// Vouch for somebody, or for their guardian, for whom another adult vouched who could not do so alone.
    SecondInvitation(&'a Vouching),
    /// See every group, and who leads it.
    ReadGroups,
    /// Create an account and give roles.
    CreateAccount,
    /// Give roles to people who have an account, and take them away.
    GiveRoles,
    /// Create groups and topics, and record who belongs to which group.
    ManagePanel,
    /// Say who leads a group.
    AppointGuides,
    /// Bring posts of an existing site in as submissions.
    ImportPosts,
    /// Check the audit log.
    VerifyAudit,
    /// Read what the audit log says of accounts, roles, groups and of who came in, and whether it is sound.
    ReadAudit,
    /// Read what it says of what needs two adults.
    ReadAuditOfActsForTwo,
    /// See the rules by which texts are screened.
    ReadScreeningRules,
    /// See what other rules of screening would change.
    ReplayScreening,
    /// Say that somebody else's certificate was seen, and that they were trained.
    Vet(&'a AccountId),
    /// Ask for an act that needs two adults.
    AskForAct(&'a AskedAct),
    /// Agree to such an act or refuse it, which somebody else asked for.
    AnswerAct(&'a AskedAct),
    /// Read who somebody really is, after another adult agreed.
    ReadIdentity(&'a AskedAct),
    /// Get the code for somebody who forgot the passphrase, after another adult agreed.
    ReadPassphraseCode(&'a AskedAct),
    /// Change one's own passphrase.
    ChangePassphrase,
    /// Choose another passphrase with a code.
    ResetPassphrase,
    /// See the adults who work for the panel, with what they lack.
    ReadStaff,
    /// Sign the code of conduct.
    SignCodeOfConduct,
    /// Take every second factor of somebody away who lost them.
    ResetSecondFactors,
    /// Check the keys of what is sealed, and change them.
    ManageKeys,
}

/// Whether `actor` may do `action`.
pub fn access(actor: &Actor, action: &Action<'_>) -> Access {
    match action {
        Action::ReadPublished | Action::UseCommentReceipt => Access::Allowed,
        Action::StartDraft | Action::Comment | Action::AnswerCoAuthors => {
            as_role(actor, Role::Correspondent)
        }
        Action::CloseComments(subject) => {
            or_taking_down(as_author(actor, &subject.authors), actor, subject)
        }
        Action::OpenComments(subject) => {
            or_taking_down(as_writing_author(actor, &subject.authors), actor, subject)
        }
        Action::ReadDraft(authors) => as_reading_author(actor, authors),
        Action::WithdrawSubmission(authors)
        | Action::UnpublishPost(authors)
        | Action::LeaveCoAuthors(authors) => as_author(actor, authors),
        Action::SaveDraft(authors)
        | Action::SubmitDraft(authors)
        | Action::InviteCoAuthors(authors) => as_writer(actor, authors),
        Action::GiveWord(authors) => as_writing_author(actor, authors),
        Action::AskForSecondLook(subject) => as_speaking_for(actor, subject),
        Action::ReadQueue => as_one_of(actor, Role::Moderator, Role::SafeguardingLead),
        Action::ReadEscalations => as_role(actor, Role::SafeguardingLead),
        Action::ReadReview(subject)
        | Action::ClaimReview(subject)
        | Action::DecideReview(subject)
        | Action::CloseEscalation(subject) => as_reviewer(actor, subject),
        Action::EscalateReview(subject) => as_escalating(actor, subject),
        Action::TakeDown(subject) => as_taking_down(actor, subject),
        Action::KeepOwnAccount | Action::ChangePassphrase => as_anybody_signed_in(actor),
        Action::ReadOwnStaffRecord => as_staff_of_any_standing(actor),
        Action::ConsentForOneself | Action::Silence => as_consenting(actor),
        Action::ConsentForWard(ward) => as_guardian(actor, **ward),
        Action::SetUpSecondFactor => as_setting_up(actor),
        Action::ProveSecondFactor => as_proving(actor),
        Action::Vet(account) => as_vetting(actor, **account),
        Action::AskForAct(asked) => as_asking(actor, asked),
        Action::AnswerAct(asked) => as_answering(actor, asked),
        Action::ReadIdentity(asked) | Action::ReadPassphraseCode(asked) => {
            as_who_asked(actor, asked)
        }
        Action::SignCodeOfConduct => as_staff(actor),
        Action::ChangeSecondFactors => as_staff_proven_lately(actor),
        Action::Join | Action::ResetPassphrase | Action::CommentAsReader => as_newcomer(actor),
        Action::UseGuardianLink(asked) => as_answering_for_a_child(actor, asked),
        Action::Invite(group) => as_vouching(actor, **group),
        Action::InviteAdult => proven_lately(actor, as_role(actor, Role::Administrator)),
        Action::LeadGroup(group) => as_guide(actor, **group),
        Action::SecondInvitation(vouching) => as_vouching_too(actor, vouching),
        Action::ReadStaff
        | Action::ReadGroups
        | Action::ManagePanel
        | Action::ReadAudit
        | Action::ReadScreeningRules => {
            as_operator_or(actor, &[Role::Coordinator, Role::Administrator])
        }
        Action::ReadAuditOfActsForTwo => as_operator_or(actor, &[Role::Administrator]),
        Action::AppointGuides => {
            let runs = as_operator_or(actor, &[Role::Coordinator, Role::Administrator]);
            proven_lately(actor, runs)
        }
        Action::CreateAccount
        | Action::ImportPosts
        | Action::VerifyAudit
        | Action::ReplayScreening
        | Action::GiveRoles
        | Action::ResetSecondFactors
        | Action::ManageKeys => as_operator(actor),
    }
}

/// It takes another role, or none.
const OTHER_ROLE: Access = Access::Denied(Denial::NotYourRole);

fn signed_in(actor: &Actor) -> Result<&Person, Access> {
    match actor {
        Actor::Reader => Err(Access::Denied(Denial::SignedOut)),
        Actor::Operator => Err(OTHER_ROLE),
        Actor::Unproven(_) => Err(Access::Denied(Denial::SecondFactor)),
        Actor::Person(person) => match person.standing {
            Standing::Active => Ok(person),
            Standing::Suspended | Standing::Closed => Err(Access::Denied(Denial::NotActive)),
        },
    }
}

fn as_role(actor: &Actor, role: Role) -> Access {
    match signed_in(actor) {
        Err(access) => access,
        Ok(person) if person.acts_as(role) => Access::Allowed,
        Ok(person) => Access::Denied(match (role, person.lacks_consent()) {
            (Role::Correspondent, Some(lacking)) => Denial::NoConsent(lacking),
            (role, _) if person.lacks_clearance(role) => Denial::NotCleared,
            _ => Denial::NotYourRole,
        }),
    }
}

/// In one role or the other; who has neither is told what keeps them from the first.
fn as_one_of(actor: &Actor, role: Role, other: Role) -> Access {
    match as_role(actor, other) {
        Access::Allowed => Access::Allowed,
        Access::Denied(_) | Access::Hidden => as_role(actor, role),
    }
}

/// Also who is suspended keeps the own account safe.
fn as_anybody_signed_in(actor: &Actor) -> Access {
    match actor.person() {
        Some(person) if person.standing != Standing::Closed => Access::Allowed,
        Some(_) | None => match signed_in(actor) {
            Err(access) => access,
            Ok(_) => Access::Allowed,
        },
    }
}

/// Whoever works for the panel. Also who is suspended sees what is kept of them.
fn as_staff_of_any_standing(actor: &Actor) -> Access {
    match (as_anybody_signed_in(actor), actor) {
        (Access::Allowed, Actor::Person(person)) if !person.is_staff() => OTHER_ROLE,
        (access, _) => access,
    }
}

/// Whoever has no second factor yet, or proved theirs lately.
fn as_setting_up(actor: &Actor) -> Access {
    match actor {
        Actor::Unproven(Unproven {
            has_factor: false, ..
        }) => Access::Allowed,
        Actor::Reader | Actor::Person(_) | Actor::Unproven(_) | Actor::Operator => {
            as_staff_proven_lately(actor)
        }
    }
}

/// Whoever has a second factor, proven or not.
fn as_proving(actor: &Actor) -> Access {
    match actor {
        Actor::Unproven(Unproven {
            has_factor: true, ..
        }) => Access::Allowed,
        Actor::Reader | Actor::Person(_) | Actor::Unproven(_) | Actor::Operator => as_staff(actor),
    }
}

/// Whoever works for the panel, in whatever role.
fn as_staff(actor: &Actor) -> Access {
    match signed_in(actor) {
        Err(access) => access,
        Ok(person) if person.is_staff() => Access::Allowed,
        Ok(_) => OTHER_ROLE,
    }
}

fn as_staff_proven_lately(actor: &Actor) -> Access {
    proven_lately(actor, as_staff(actor))
}

/// For acts that can do much harm: whoever holds a session that was left open can't do them.
fn proven_lately(actor: &Actor, access: Access) -> Access {
    match (access, actor) {
        (Access::Allowed, Actor::Person(person)) if !person.proven_lately => {
            Access::Denied(Denial::ProveAgain)
        }
        (access, _) => access,
    }
}

/// Whoever has no account yet.
fn as_newcomer(actor: &Actor) -> Access {
    match signed_in(actor) {
        Err(Access::Denied(Denial::SignedOut)) => Access::Allowed,
        Err(access) => access,
        Ok(_) => OTHER_ROLE,
    }
}

/// Whoever is not signed in, or was never a child here: no correspondent answers for a guardian. Nobody vouches for a child
/// and decides for it too (SAFETY A4, A81).
fn as_answering_for_a_child(actor: &Actor, asked: &AskedGuardian) -> Access {
    match signed_in(actor) {
        Err(Access::Denied(Denial::SignedOut)) => Access::Allowed,
        Err(access) => access,
        Ok(person)
            if asked.vouched.contains(&person.account)
                || asked
                    .groups
                    .iter()
                    .any(|group| person.guides.contains(group)) =>
        {
            Access::Denied(Denial::Related(Ineligible::OwnGroup))
        }
        Ok(person) if person.is_adult() && !person.roles.contains(&Role::Correspondent) => {
            Access::Allowed
        }
        Ok(_) => OTHER_ROLE,
    }
}

/// Whoever leads the group. That there is such a group is no secret.
fn as_guide(actor: &Actor, group: GroupId) -> Access {
    match signed_in(actor) {
        Err(access) => access,
        Ok(person) if !person.guides.contains(&group) => OTHER_ROLE,
        Ok(_) => as_role(actor, Role::Guide),
    }
}

/// Whoever knows the members in person: who leads the group, or a coordinator with a certificate.
fn as_vouching(actor: &Actor, group: GroupId) -> Access {
    let as_coordinator = as_role(actor, Role::Coordinator);
    match (as_guide(actor, group), as_coordinator, actor) {
        (Access::Allowed, _, _) => Access::Allowed,
        (_, Access::Allowed, Actor::Person(person)) if person.cleared => Access::Allowed,
        (_, Access::Allowed, _) => Access::Denied(Denial::NotCleared),
        (refused, _, _) => refused,
    }
}

/// Another adult than the one who vouched first.
fn as_vouching_too(actor: &Actor, vouching: &Vouching) -> Access {
    match as_vouching(actor, vouching.group) {
        Access::Allowed if actor.account() == Some(vouching.by) => OTHER_ROLE,
        access @ (Access::Allowed | Access::Denied(_) | Access::Hidden) => access,
    }
}

/// Whoever is no moderator must not learn that a review exists; a moderator may learn why it is not theirs.
fn as_reviewer(actor: &Actor, subject: &Subject) -> Access {
    let Ok(person) = signed_in(actor) else {
        return Access::Hidden;
    };
    match publication::eligible(person, subject) {
        Err(Ineligible::NotModerator) => Access::Hidden,
        outcome => as_unrelated(outcome),
    }
}

/// Whoever may read it, also who decided on it before.
fn as_escalating(actor: &Actor, subject: &Subject) -> Access {
    match signed_in(actor).map(|person| publication::may_escalate(person, subject)) {
        Err(_) | Ok(Err(Ineligible::NotModerator)) => Access::Hidden,
        Ok(outcome) => as_unrelated(outcome),
    }
}

/// Whoever may take down what is public. Everybody knows that it is there.
fn as_taking_down(actor: &Actor, subject: &Subject) -> Access {
    match signed_in(actor) {
        Err(access) => access,
        Ok(person) => match publication::may_take_down(person, subject) {
            Err(Ineligible::NotModerator) => as_role(actor, Role::Moderator),
            outcome => as_unrelated(outcome),
        },
    }
}

/// Whoever is no author does so as who takes down.
fn or_taking_down(author: Access, actor: &Actor, subject: &Subject) -> Access {
    match author {
        Access::Hidden => as_taking_down(actor, subject),
        access @ (Access::Allowed | Access::Denied(_)) => access,
    }
}

fn as_unrelated(outcome: Result<(), Ineligible>) -> Access {
    match outcome {
        Ok(()) => Access::Allowed,
        Err(
            related @ (Ineligible::NotModerator
            | Ineligible::OwnWork
            | Ineligible::OwnGroup
            | Ineligible::OwnWard
            | Ineligible::ApprovedBefore
            | Ineligible::DecidedBefore),
        ) => Access::Denied(Denial::Related(related)),
    }
}

fn as_operator(actor: &Actor) -> Access {
    match actor {
        Actor::Operator => Access::Allowed,
        Actor::Reader | Actor::Person(_) | Actor::Unproven(_) => OTHER_ROLE,
    }
}

/// The operator, or whoever acts in one of the roles.
fn as_operator_or(actor: &Actor, roles: &[Role]) -> Access {
    let access = as_operator(actor);
    roles.iter().fold(access, |access, role| match access {
        Access::Allowed => Access::Allowed,
        Access::Denied(_) | Access::Hidden => as_role(actor, *role),
    })
}
