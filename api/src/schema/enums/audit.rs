//! What the audit log tells those who run the panel, and where.

use async_graphql::Enum;

mirrored! {
    /// A chapter of the audit log.
    AuditChapter = domain::audit::Chapter {
        /// Accounts, roles, and what lets adults work.
        Accounts,
        /// What needs two adults: who somebody really is, passphrases, second factors and roles; and the keys of what is sealed. For administrators.
        ActsForTwo,
        /// Groups, topics, and who leads.
        Groups,
        /// Who is invited, and whose guardians are asked.
        Joining,
    }
}

mirrored! {
    /// Something that the audit log tells of.
    AuditedAct = domain::audit::AuditedAct {
        /// Somebody has an account.
        AccountCreated,
        /// An adult was invited to work for the panel.
        AdultInvited,
        /// Such an invitation was taken back.
        AdultInvitationTakenBack,
        /// The first administrator came in.
        SetUp,
        /// Somebody has a role.
        RoleGiven,
        /// Somebody has it no longer.
        RoleTaken,
        /// Somebody's certificate was seen.
        CertificateSeen,
        /// Somebody was trained.
        Trained,
        /// Somebody signed the code of conduct.
        CodeOfConductSigned,
        /// Every second factor of somebody was taken away.
        SecondFactorsReset,
        /// An act that needs two adults was asked for.
        ActAskedFor,
        /// Another adult agreed to it.
        ActAgreedTo,
        /// Another adult refused it.
        ActRefused,
        /// Whoever asked got the code for somebody who forgot the passphrase.
        PassphraseCodeRead,
        /// Somebody chose another passphrase with it.
        PassphraseReset,
        /// Somebody read who somebody really is.
        IdentityRead,
        /// The keys of what is sealed were changed.
        KeysChanged,
        /// There is another group.
        GroupCreated,
        /// A correspondent belongs to a group.
        MemberAdded,
        /// Somebody leads a group.
        GuideAdded,
        /// Somebody leads it no longer.
        GuideRemoved,
        /// A correspondent helps to lead a group, or does no longer.
        FacilitatorSet,
        /// There is another topic.
        TopicCreated,
        /// A topic has another name.
        TopicRenamed,
        /// A correspondent was invited.
        InvitationMade,
        /// A second adult vouched for them.
        InvitationSeconded,
        /// The invitation was taken back.
        InvitationTakenBack,
        /// A guardian was asked.
        GuardianAsked,
        /// A second adult vouched for the guardian.
        GuardianSeconded,
        /// Somebody is guardian of a correspondent.
        GuardianRecorded,
        /// Correspondents of two entities have one guardian.
        OneGuardianInTwoEntities,
    }
}

/// Who did something that the audit log tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub(crate) enum AuditedBy {
    /// Somebody with an account.
    Account,
    /// Somebody without one, who had a code.
    Newcomer,
    /// The server, or whoever runs commands on it.
    Operator,
}
