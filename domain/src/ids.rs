//! The registry of typed ids: a post's id can't be passed where a review's is wanted.
//! Ids are time-ordered UUIDs inside; they never leave the product in the clear (`api` seals them).

use std::fmt;

use uuid::Uuid;

/// Makes one newtype around [`Uuid`] for each line.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// The kind of thing this id names, as logs and sealed ids print it.
            pub const KIND: &'static str = $prefix;

            /// Wraps a value that came from storage or from the id source.
            pub const fn from_uuid(value: Uuid) -> Self {
                Self(value)
            }

            /// The value to store.
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl From<Uuid> for $name {
            fn from(value: Uuid) -> Self {
                Self(value)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", Self::KIND, self.0.simple())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )+};
}

ids! {
    /// A person's account, whatever the person's roles.
    AccountId = "account";
    /// Who somebody really is, apart from the account.
    IdentityId = "identity";
    /// A link that asks a guardian for consent.
    GuardianLinkId = "guardian-link";
    /// Something of which somebody is told.
    NotificationId = "notification";
    /// A mail to send.
    MailId = "mail";
    /// An invitation to join.
    InvitationId = "invitation";
    /// An invitation of an adult who is to work for the panel.
    AdultInvitationId = "adult-invitation";
    /// A group of about twenty correspondents and the guides who lead it.
    GroupId = "group";
    /// A subject under which posts are listed.
    TopicId = "topic";
    /// A post: its authors, its draft, its revisions and what of it is public.
    PostId = "post";
    /// One immutable rendering of a post that was submitted for review.
    RevisionId = "revision";
    /// The reading of one submission by adults.
    ReviewId = "review";
    /// A moderator's exclusive, timed right to decide a review.
    ClaimId = "claim";
    /// What whoever holds a review asks a colleague.
    ConsultationId = "consultation";
    /// What one adult decided on one review.
    DecisionId = "decision";
    /// What those are told whose words are not published as they are.
    StatementId = "statement";
    /// What an adult proposes to put in place of a passage.
    SuggestionId = "suggestion";
    /// Something that was handed to the safeguarding leads.
    EscalationId = "escalation";
    /// A signed-in session.
    SessionId = "session";
    /// A passkey: a second factor that a device holds.
    PasskeyId = "passkey";
    /// An act that needs two adults.
    ActId = "act";
    /// A record in the audit log.
    AuditId = "audit";
    /// A unit of background work.
    JobId = "job";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_prints_its_kind_and_value() {
        let id = PostId::from_uuid(Uuid::from_u128(7));
        assert_eq!(id.to_string(), "post_00000000000000000000000000000007");
        assert_eq!(format!("{id:?}"), id.to_string());
    }
}
