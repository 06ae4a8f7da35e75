//! What publication requires: approvals of eligible adults on one content hash. A [`Permit`] is the proof and can
//! only be made here. How adults come to decide is in `moderation::review`.

use crate::account::{Person, Role};
use crate::post::Authors;
use crate::{AccountId, ContentHash, DecisionId, GroupId, RevisionId};

/// What a person would review: whose words they are and in which group they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Who wrote it.
    pub authors: Authors,
    /// The group it was written in.
    pub group: GroupId,
    /// Who decided against it or took it down before, where it is looked at again: the last [`Subject::MOST_DECIDED_BEFORE`].
    pub decided_before: Vec<AccountId>,
    /// Whether it was handed to the safeguarding leads: then nobody else reads or decides it.
    pub escalated: bool,
}

impl Subject {
    /// So many people who decided before don't decide again.
    pub const MOST_DECIDED_BEFORE: usize = 2;
}

/// Why a person may not review something (DESIGN 2, sentence 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ineligible {
    /// Not an active, cleared, adult moderator, or no safeguarding lead where it was escalated.
    #[error("only a cleared moderator reviews, and only a safeguarding lead what was escalated")]
    NotModerator,
    /// The person wrote it.
    #[error("nobody reviews what they wrote")]
    OwnWork,
    /// The person leads or belongs to the group that it was written in.
    #[error("nobody reviews their own group's work")]
    OwnGroup,
    /// The person is guardian of an author.
    #[error("nobody reviews their ward's work")]
    OwnWard,
    /// The person approved it before; the other approval must be somebody else's.
    #[error("the second adult must be another person")]
    ApprovedBefore,
    /// The person decided against it; a second look is another's.
    #[error("a second look is by another person")]
    DecidedBefore,
}

/// Whether `person` may review `subject` at all.
pub fn eligible(person: &Person, subject: &Subject) -> Result<(), Ineligible> {
    let role = if subject.escalated {
        Role::SafeguardingLead
    } else {
        Role::Moderator
    };
    if !person.acts_as(role) {
        return Err(Ineligible::NotModerator);
    }
    unrelated(person, subject)?;
    if subject.decided_before.contains(&person.account) {
        return Err(Ineligible::DecidedBefore);
    }
    Ok(())
}

/// Whether `person` may take `subject` down once it is public: also who approved it, since a wrong approval is undone so and no other way. Who took it
/// down before, and was overruled, leaves it to others.
pub fn may_take_down(person: &Person, subject: &Subject) -> Result<(), Ineligible> {
    let roles = [Role::Moderator, Role::SafeguardingLead];
    if !roles.into_iter().any(|role| person.acts_as(role)) {
        return Err(Ineligible::NotModerator);
    }
    unrelated(person, subject)?;
    if subject.decided_before.contains(&person.account) {
        return Err(Ineligible::DecidedBefore);
    }
    Ok(())
}

/// Whether `person` may hand `subject` to the safeguarding leads: whoever may read it, whatever they decided before.
pub fn may_escalate(person: &Person, subject: &Subject) -> Result<(), Ineligible> {
    let earlier = Subject {
        decided_before: Vec::new(),
        ..subject.clone()
    };
    eligible(person, &earlier)
}

/// Whether `person` did not write it, and has nothing to do with its group or its authors.
fn unrelated(person: &Person, subject: &Subject) -> Result<(), Ineligible> {
    if subject.authors.include(person.account) {
        return Err(Ineligible::OwnWork);
    }
    if person.guides.contains(&subject.group) || person.group == Some(subject.group) {
        return Err(Ineligible::OwnGroup);
    }
    if person
        .wards
        .iter()
        .any(|ward| subject.authors.include(*ward))
    {
        return Err(Ineligible::OwnWard);
    }
    Ok(())
}

/// How many different adults must approve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Required {
    /// One adult, the rule.
    OneAdult,
    /// Two different adults, for risky items.
    TwoAdults,
}

impl Required {
    /// The number of adults.
    pub const fn count(self) -> usize {
        match self {
            Self::OneAdult => 1,
            Self::TwoAdults => 2,
        }
    }
}

/// One adult's approval of exact bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Approval {
    /// The decision that recorded it.
    pub decision: DecisionId,
    /// Who approved.
    pub by: AccountId,
    /// The bytes that this adult read.
    pub content_hash: ContentHash,
    /// Whether it was given by a safeguarding lead on what was escalated: there no other counts.
    pub as_lead: bool,
}

impl Approval {
    /// The approval of an eligible adult, or why it can't count.
    pub fn by(
        person: &Person,
        subject: &Subject,
        decision: DecisionId,
        content_hash: ContentHash,
    ) -> Result<Self, Ineligible> {
        eligible(person, subject)?;
        Ok(Self {
            decision,
            by: person.account,
            content_hash,
            as_lead: subject.escalated,
        })
    }

    /// An approval that storage kept; it was eligible when it was recorded.
    pub const fn from_stored(
        decision: DecisionId,
        by: AccountId,
        content_hash: ContentHash,
        as_lead: bool,
    ) -> Self {
        Self {
            decision,
            by,
            content_hash,
            as_lead,
        }
    }
}

/// Proof that a revision may be published: enough different adults approved these bytes.
///
/// Invariant: made by [`permit`] or read back from a row that a database constraint guards, nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    revision: RevisionId,
    content_hash: ContentHash,
    first: DecisionId,
    second: Option<DecisionId>,
}

impl Permit {
    /// A permit that storage kept with its revision.
    pub const fn from_stored(
        revision: RevisionId,
        content_hash: ContentHash,
        first: DecisionId,
        second: Option<DecisionId>,
    ) -> Self {
        Self {
            revision,
            content_hash,
            first,
            second,
        }
    }

    /// The revision that may be published.
    pub const fn revision(&self) -> RevisionId {
        self.revision
    }

    /// The bytes that were approved.
    pub const fn content_hash(&self) -> ContentHash {
        self.content_hash
    }

    /// The decision that approved it first.
    pub const fn first(&self) -> DecisionId {
        self.first
    }

    /// The second adult's decision, where two were needed.
    pub const fn second(&self) -> Option<DecisionId> {
        self.second
    }
}

/// The permit to publish, once enough different adults approved exactly `content_hash`.
/// Approvals of other bytes, and a second one by the same person, don't count.
pub fn permit(
    revision: RevisionId,
    content_hash: ContentHash,
    required: Required,
    approvals: &[Approval],
) -> Option<Permit> {
    let mut counted = approvals
        .iter()
        .filter(|approval| approval.content_hash == content_hash);
    let first = counted.next()?;
    let second = counted
        .find(|approval| approval.by != first.by)
        .map(|approval| approval.decision);
    let enough = match required {
        Required::OneAdult => true,
        Required::TwoAdults => second.is_some(),
    };
    enough.then_some(Permit {
        revision,
        content_hash,
        first: first.decision,
        second,
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::account::Standing;

    fn account(n: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(n))
    }

    fn group(n: u128) -> GroupId {
        GroupId::from_uuid(Uuid::from_u128(n))
    }

    fn moderator(n: u128) -> Person {
        Person {
            account: account(n),
            standing: Standing::Active,
            roles: vec![Role::Moderator],
            band: None,
            membership: None,
            group: None,
            guides: vec![],
            wards: vec![],
            cleared: true,
            proven_lately: true,
        }
    }

    fn subject() -> Subject {
        Subject {
            authors: Authors::one(account(1)),
            group: group(7),
            decided_before: vec![],
            escalated: false,
        }
    }

    #[test]
    fn nobody_reviews_their_own_their_groups_or_their_wards_work() {
        let check = |person: Person, expected| assert_eq!(eligible(&person, &subject()), expected);
        check(moderator(2), Ok(()));
        check(moderator(1), Err(Ineligible::OwnWork));
        check(
            Person {
                guides: vec![group(7)],
                ..moderator(2)
            },
            Err(Ineligible::OwnGroup),
        );
        check(
            Person {
                group: Some(group(7)),
                ..moderator(2)
            },
            Err(Ineligible::OwnGroup),
        );
        check(
            Person {
                wards: vec![account(1)],
                ..moderator(2)
            },
            Err(Ineligible::OwnWard),
        );
        check(
            Person {
                cleared: false,
                proven_lately: true,
                ..moderator(2)
            },
            Err(Ineligible::NotModerator),
        );
        check(
            Person {
                roles: vec![Role::Administrator],
                ..moderator(2)
            },
            Err(Ineligible::NotModerator),
        );
    }

    #[test]
    fn what_was_escalated_is_for_the_safeguarding_leads_alone() {
        let escalated = Subject {
            escalated: true,
            ..subject()
        };
        let lead = |n| Person {
            roles: vec![Role::SafeguardingLead],
            ..moderator(n)
        };
        let refused = Err(Ineligible::NotModerator);
        assert_eq!(eligible(&moderator(2), &escalated), refused);
        assert_eq!(eligible(&lead(2), &subject()), refused);
        assert_eq!(eligible(&lead(2), &escalated), Ok(()));
        assert_eq!(eligible(&lead(1), &escalated), Err(Ineligible::OwnWork));
    }

    #[test]
    fn approvals_count_only_on_the_same_bytes_and_by_different_adults() {
        let revision = RevisionId::from_uuid(Uuid::from_u128(1));
        let (hash, other) = (
            ContentHash::from_bytes([1; 32]),
            ContentHash::from_bytes([2; 32]),
        );
        let approval = |n: u128, by, content_hash| Approval {
            decision: DecisionId::from_uuid(Uuid::from_u128(n)),
            by: account(by),
            content_hash,
            as_lead: false,
        };
        let check = |required, approvals: &[Approval], given: bool| {
            assert_eq!(
                permit(revision, hash, required, approvals).is_some(),
                given,
                "{approvals:?}"
            );
        };
        check(Required::OneAdult, &[], false);
        check(Required::OneAdult, &[approval(1, 2, other)], false);
        check(Required::OneAdult, &[approval(1, 2, hash)], true);
        check(Required::TwoAdults, &[approval(1, 2, hash)], false);
        check(
            Required::TwoAdults,
            &[approval(1, 2, hash), approval(2, 2, hash)],
            false,
        );
        check(
            Required::TwoAdults,
            &[approval(1, 2, hash), approval(2, 3, other)],
            false,
        );
        check(
            Required::TwoAdults,
            &[approval(1, 2, hash), approval(2, 3, hash)],
            true,
        );
    }
}
