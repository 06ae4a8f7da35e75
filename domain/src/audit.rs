//! What of the audit log is told to those who run the panel: which acts, and in which chapter each stands. What young people write, and what adults
//! decide on it, stands in no chapter: nobody learns from the log that a draft or a review exists.

/// A chapter of the log, for whoever reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chapter {
    /// Accounts, roles, and what lets adults work.
    Accounts,
    /// What needs two adults: who somebody really is, passphrases, second factors and roles; and the keys of what is sealed.
    ActsForTwo,
    /// Groups, topics, and who leads.
    Groups,
    /// Who is invited, and whose guardians are asked.
    Joining,
}

impl Chapter {
    /// Every chapter.
    pub const ALL: [Self; 4] = [
        Self::Accounts,
        Self::ActsForTwo,
        Self::Groups,
        Self::Joining,
    ];

    /// The number, as storage keeps it. Records in no chapter have 0.
    pub const fn number(self) -> i16 {
        match self {
            Self::Accounts => 1,
            Self::ActsForTwo => 2,
            Self::Groups => 3,
            Self::Joining => 4,
        }
    }
}

/// Makes the enum, its list, its stable names and its chapters from one table.
macro_rules! audited_acts {
    ($($(#[$doc:meta])* $act:ident = $name:literal in $chapter:ident;)+) => {
        /// Something that the log tells of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum AuditedAct {
            $($(#[$doc])* $act,)+
        }

        impl AuditedAct {
            /// Every act.
            pub const ALL: &'static [Self] = &[$(Self::$act,)+];

            /// The stable name, as the log keeps it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$act => $name,)+
                }
            }

            /// Where it stands.
            pub const fn chapter(self) -> Chapter {
                match self {
                    $(Self::$act => Chapter::$chapter,)+
                }
            }
        }
    };
}

audited_acts! {
    /// Somebody has an account.
    AccountCreated = "account.created" in Accounts;
    /// An adult was invited to work for the panel.
    AdultInvited = "adult-invitation.made" in Accounts;
    /// Such an invitation was taken back.
    AdultInvitationTakenBack = "adult-invitation.taken-back" in Accounts;
    /// The first administrator came in.
    SetUp = "setup-link.used" in Accounts;
    /// Somebody has a role.
    RoleGiven = "role.given" in Accounts;
    /// Somebody has it no longer.
    RoleTaken = "role.taken" in Accounts;
    /// Somebody's certificate was seen.
    CertificateSeen = "certificate.recorded" in Accounts;
    /// Somebody was trained.
    Trained = "training.recorded" in Accounts;
    /// Somebody signed the code of conduct.
    CodeOfConductSigned = "code-of-conduct.signed" in Accounts;
    /// Every second factor of somebody was taken away.
    SecondFactorsReset = "second-factor.reset" in Accounts;
    /// An act that needs two adults was asked for.
    ActAskedFor = "act.asked-for" in ActsForTwo;
    /// Another adult agreed to it.
    ActAgreedTo = "act.agreed-to" in ActsForTwo;
    /// Another adult refused it.
    ActRefused = "act.refused" in ActsForTwo;
    /// Whoever asked got the code for somebody who forgot the passphrase.
    PassphraseCodeRead = "passphrase-code.read" in ActsForTwo;
    /// Somebody chose another passphrase with it.
    PassphraseReset = "passphrase.reset" in ActsForTwo;
    /// Somebody read who somebody really is.
    IdentityRead = "identity.read" in ActsForTwo;
    /// The keys of what is sealed were changed.
    KeysChanged = "keys.rewrapped" in ActsForTwo;
    /// There is another group.
    GroupCreated = "group.created" in Groups;
    /// A correspondent belongs to a group.
    MemberAdded = "group.member-added" in Groups;
    /// Somebody leads a group.
    GuideAdded = "group.guide-added" in Groups;
    /// Somebody leads it no longer.
    GuideRemoved = "group.guide-removed" in Groups;
    /// A correspondent helps to lead a group, or does no longer.
    FacilitatorSet = "group.facilitator-set" in Groups;
    /// There is another topic.
    TopicCreated = "topic.created" in Groups;
    /// A topic has another name.
    TopicRenamed = "topic.renamed" in Groups;
    /// A correspondent was invited.
    InvitationMade = "invitation.made" in Joining;
    /// A second adult vouched for them.
    InvitationSeconded = "invitation.seconded" in Joining;
    /// The invitation was taken back.
    InvitationTakenBack = "invitation.taken-back" in Joining;
    /// A guardian was asked.
    GuardianAsked = "guardian.asked" in Joining;
    /// A second adult vouched for the guardian.
    GuardianSeconded = "guardian.seconded" in Joining;
    /// Somebody is guardian of a correspondent.
    GuardianRecorded = "guardian.recorded" in Joining;
    /// Correspondents of two entities have one guardian.
    OneGuardianInTwoEntities = "alarm.one-guardian-in-two-entities" in Joining;
}

impl AuditedAct {
    /// The act that the log keeps under a name, if it is told.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_reads_back_and_no_text_or_review_is_among_them() {
        for act in AuditedAct::ALL {
            assert_eq!(AuditedAct::parse(act.name()), Some(*act));
            let about = act.name().split('.').next().unwrap();
            let untold = ["draft", "review", "post", "comment", "submission", "claim"];
            assert!(!untold.contains(&about), "{about}");
        }
        assert_eq!(AuditedAct::parse("draft.saved"), None);
    }

    #[test]
    fn chapters_have_numbers_of_their_own_and_none_is_the_number_of_what_is_not_told() {
        let mut numbers: Vec<i16> = Chapter::ALL.iter().map(|it| it.number()).collect();
        numbers.dedup();
        assert_eq!(numbers, [1, 2, 3, 4]);
    }
}
