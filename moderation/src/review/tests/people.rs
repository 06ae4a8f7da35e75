//! The people of a generated history: what they are to the authors, and whether they may moderate.

use domain::account::{Person, Role, Standing};
use domain::{AccountId, AgeBand, GroupId};
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

/// What a person is to the authors and to their group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    Nothing,
    GuideElsewhere,
    GuardianElsewhere,
    Author,
    Member,
    Guide,
    Guardian,
}

/// Whether a person may moderate, and what is missing if not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    ClearedModerator,
    ClearanceLapsed,
    UnderAge,
    OtherRoles,
    Suspended,
    Closed,
}

/// A person as of one moment; everything but being an author may change at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) tie: Tie,
    pub(super) trust: Trust,
}

impl Facts {
    /// Sentence 5 of what may never happen, in the words of the generated facts.
    pub(super) fn may_review(self) -> bool {
        let unrelated = match self.tie {
            Tie::Nothing | Tie::GuideElsewhere | Tie::GuardianElsewhere => true,
            Tie::Author | Tie::Member | Tie::Guide | Tie::Guardian => false,
        };
        unrelated && self.trust == Trust::ClearedModerator
    }

    pub(super) fn person(self, account: AccountId) -> Person {
        let groups = |tie, group| if self.tie == tie { vec![group] } else { vec![] };
        let wards = |tie, ward| if self.tie == tie { vec![ward] } else { vec![] };
        Person {
            account,
            standing: match self.trust {
                Trust::Suspended => Standing::Suspended,
                Trust::Closed => Standing::Closed,
                Trust::ClearedModerator
                | Trust::ClearanceLapsed
                | Trust::UnderAge
                | Trust::OtherRoles => Standing::Active,
            },
            roles: Role::ALL
                .into_iter()
                .filter(|role| *role != Role::Moderator || self.trust != Trust::OtherRoles)
                .collect(),
            band: (self.trust == Trust::UnderAge).then_some(AgeBand::FourteenSeventeen),
            membership: None,
            group: (self.tie == Tie::Member).then_some(OWN_GROUP),
            guides: [
                groups(Tie::Guide, OWN_GROUP),
                groups(Tie::GuideElsewhere, OTHER_GROUP),
            ]
            .concat(),
            wards: [
                wards(Tie::Guardian, FIRST_AUTHOR),
                wards(Tie::GuardianElsewhere, STRANGER),
            ]
            .concat(),
            cleared: self.trust != Trust::ClearanceLapsed,
            proven_lately: true,
        }
    }
}

pub(super) const OWN_GROUP: GroupId = GroupId::from_uuid(Uuid::from_u128(7));
const OTHER_GROUP: GroupId = GroupId::from_uuid(Uuid::from_u128(8));
pub(super) const FIRST_AUTHOR: AccountId = AccountId::from_uuid(Uuid::from_u128(1_000));
const STRANGER: AccountId = AccountId::from_uuid(Uuid::from_u128(1_001));

pub(super) fn account(person: usize) -> AccountId {
    AccountId::from_uuid(Uuid::from_u128(1 + u128::try_from(person).unwrap()))
}

/// Anybody, most of them people who may review.
pub(super) fn facts() -> impl Strategy<Value = Facts> {
    let tie = prop_oneof![
        16 => Just(Tie::Nothing),
        3 => Just(Tie::Author),
        9 => select(vec![
            Tie::GuideElsewhere, Tie::GuardianElsewhere, Tie::Member, Tie::Guide, Tie::Guardian,
        ]),
    ];
    let trust = prop_oneof![
        12 => Just(Trust::ClearedModerator),
        5 => select(vec![
            Trust::ClearanceLapsed, Trust::UnderAge, Trust::OtherRoles, Trust::Suspended, Trust::Closed,
        ]),
    ];
    (tie, trust).prop_map(|(tie, trust)| Facts { tie, trust })
}
