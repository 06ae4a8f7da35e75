//! Who somebody is to the rules: roles, standing, and the facts that permissions derive from on every request.
//! What a person may do with them is in `policy`; real names and contacts are not here at all.

use chrono::TimeDelta;
use uuid::Uuid;

use crate::consent::Membership;
use crate::{AccountId, AgeBand, GroupId};

/// Who stands as the author where readers without an account comment, so that whatever holds for authors holds for them. It stands for many people, has no role and
/// no name, and nobody signs in with it.
pub const READERS: AccountId =
    AccountId::from_uuid(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0001));

/// What a person is trusted with. One account may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Writes posts, aged 12 to 17.
    Correspondent,
    /// Leads groups and vouches for their members.
    Guide,
    /// Gives, sees and withdraws consent for a correspondent.
    Guardian,
    /// Reads submissions and decides.
    Moderator,
    /// Takes escalated and sealed cases.
    SafeguardingLead,
    /// Runs groups, meetings, campaigns and topics.
    Coordinator,
    /// Runs accounts, roles and configuration; decides on no content.
    Administrator,
}

impl Role {
    /// Every role, in the order of DESIGN 1.
    pub const ALL: [Self; 7] = [
        Self::Correspondent,
        Self::Guide,
        Self::Guardian,
        Self::Moderator,
        Self::SafeguardingLead,
        Self::Coordinator,
        Self::Administrator,
    ];

    /// The role's name as commands, files and the API print it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Correspondent => "correspondent",
            Self::Guide => "guide",
            Self::Guardian => "guardian",
            Self::Moderator => "moderator",
            Self::SafeguardingLead => "safeguarding-lead",
            Self::Coordinator => "coordinator",
            Self::Administrator => "administrator",
        }
    }

    /// The role with this [`Role::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether only an adult with a valid clearance may act in this role: whoever meets children, or reads what they did not
    /// publish (LOPIVI, article 57; SAFETY A80).
    pub const fn needs_clearance(self) -> bool {
        match self {
            Self::Guide | Self::Moderator | Self::SafeguardingLead => true,
            Self::Correspondent | Self::Guardian | Self::Coordinator | Self::Administrator => false,
        }
    }

    /// Whether the role is for adults who work for the panel. They prove a second factor when they sign in, and their
    /// sessions are short (SAFETY A26, T5).
    pub const fn is_staff(self) -> bool {
        match self {
            Self::Guide
            | Self::Moderator
            | Self::SafeguardingLead
            | Self::Coordinator
            | Self::Administrator => true,
            Self::Correspondent | Self::Guardian => false,
        }
    }
}

/// Whether an account may act at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// May act as its roles allow.
    Active,
    /// May sign in and read, nothing else, until a person lifts it.
    Suspended,
    /// Is closed; nobody signs in with it again.
    Closed,
}

/// A signed-in person, as stored facts and today's date make them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// Whether the account may act.
    pub standing: Standing,
    /// The roles it was given.
    pub roles: Vec<Role>,
    /// The band of the age today; `None` when no birth date is kept (adults).
    pub band: Option<AgeBand>,
    /// Whether consent lets the person take part as a correspondent; `None` for whoever is none.
    pub membership: Option<Membership>,
    /// The group that the person belongs to as a correspondent.
    pub group: Option<GroupId>,
    /// The groups that the person leads.
    pub guides: Vec<GroupId>,
    /// The correspondents that the person is guardian of.
    pub wards: Vec<AccountId>,
    /// Whether nothing is lacking today of what an adult needs who meets children ([`crate::vetting`]).
    pub cleared: bool,
    /// Whether a second factor was proven in this session within [`STEP_UP_LASTS`].
    pub proven_lately: bool,
}

/// How long a proof of the second factor counts for acts that can do much harm. After that it has to be proven again.
pub const STEP_UP_LASTS: TimeDelta = TimeDelta::minutes(10);

impl Person {
    /// Whether the person acts in `role` today: it was given, the account is active, age and consent fit a
    /// correspondent, and the clearance that the role needs is valid.
    pub fn acts_as(&self, role: Role) -> bool {
        let active = match self.standing {
            Standing::Active => true,
            Standing::Suspended | Standing::Closed => false,
        };
        let fits = match role {
            Role::Correspondent => {
                self.band.is_some_and(AgeBand::may_correspond)
                    && self.membership == Some(Membership::Active)
            }
            Role::Guide
            | Role::Guardian
            | Role::Moderator
            | Role::SafeguardingLead
            | Role::Coordinator
            | Role::Administrator => self.is_adult(),
        };
        active && fits && self.roles.contains(&role) && (self.cleared || !role.needs_clearance())
    }

    /// What consent lacks, where nothing else keeps a correspondent from taking part.
    pub fn lacks_consent(&self) -> Option<Membership> {
        let consenting = Self {
            membership: Some(Membership::Active),
            ..self.clone()
        };
        self.membership
            .filter(|membership| *membership != Membership::Active)
            .filter(|_| consenting.acts_as(Role::Correspondent))
    }

    /// Whether nothing but the clearance is lacking for a role.
    pub fn lacks_clearance(&self, role: Role) -> bool {
        let cleared = Self {
            cleared: true,
            ..self.clone()
        };
        !self.cleared && role.needs_clearance() && cleared.acts_as(role)
    }

    /// Whether the person works for the panel.
    pub fn is_staff(&self) -> bool {
        self.roles.iter().any(|role| role.is_staff())
    }

    /// Whether the person is 18 or over. Adults' birth dates are not kept.
    pub fn is_adult(&self) -> bool {
        self.band.is_none_or(|band| band == AgeBand::Adult)
    }
}

/// Whose passphrase was right, where that is not enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unproven {
    /// The account.
    pub account: AccountId,
    /// Whether the person has a second factor to prove; otherwise the first is to be set up now.
    pub has_factor: bool,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Anybody, without an account.
    Reader,
    /// A signed-in person.
    Person(Person),
    /// Somebody who works for the panel and has yet to prove a second factor. Until then they are nobody.
    Unproven(Unproven),
    /// Whoever runs commands on the server itself.
    Operator,
}

impl Actor {
    /// The signed-in person, if there is one.
    pub const fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::Reader | Self::Unproven(_) | Self::Operator => None,
        }
    }

    /// The account of the signed-in person, if there is one.
    pub fn account(&self) -> Option<AccountId> {
        self.person().map(|person| person.account)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn person(roles: &[Role], band: Option<AgeBand>, cleared: bool) -> Person {
        Person {
            account: AccountId::from_uuid(Uuid::from_u128(1)),
            standing: Standing::Active,
            roles: roles.to_vec(),
            band,
            membership: band.map(|_| Membership::Active),
            group: None,
            guides: vec![],
            wards: vec![],
            cleared,
            proven_lately: false,
        }
    }

    #[test]
    fn a_correspondent_acts_only_between_12_and_17() {
        for (band, acts) in [
            (Some(AgeBand::TooYoung), false),
            (Some(AgeBand::TwelveThirteen), true),
            (Some(AgeBand::FourteenSeventeen), true),
            (Some(AgeBand::Adult), false),
            (None, false),
        ] {
            let person = person(&[Role::Correspondent], band, false);
            assert_eq!(person.acts_as(Role::Correspondent), acts, "{band:?}");
        }
    }

    #[test]
    fn a_correspondent_acts_only_with_consent() {
        for (membership, lacks) in [
            (None, None),
            (Some(Membership::Active), None),
            (Some(Membership::NotAgreed), Some(Membership::NotAgreed)),
            (
                Some(Membership::AwaitingGuardian),
                Some(Membership::AwaitingGuardian),
            ),
            (Some(Membership::Paused), Some(Membership::Paused)),
            (Some(Membership::Renew), Some(Membership::Renew)),
        ] {
            let of = |band| Person {
                membership,
                ..person(&[Role::Correspondent], Some(band), false)
            };
            let teenager = of(AgeBand::FourteenSeventeen);
            let acts = membership == Some(Membership::Active);
            assert_eq!(
                teenager.acts_as(Role::Correspondent),
                acts,
                "{membership:?}"
            );
            assert_eq!(teenager.lacks_consent(), lacks, "{membership:?}");
            let grown_up = of(AgeBand::Adult);
            assert_eq!(
                grown_up.lacks_consent(),
                None,
                "consent is not what is lacking"
            );
        }
    }

    #[test]
    fn a_moderator_or_guide_acts_only_while_cleared_and_adult() {
        assert!(person(&[Role::Moderator], None, true).acts_as(Role::Moderator));
        assert!(!person(&[Role::Moderator], None, false).acts_as(Role::Moderator));
        assert!(person(&[Role::Guide], None, true).acts_as(Role::Guide));
        assert!(!person(&[Role::Guide], None, false).acts_as(Role::Guide));
        let minor = person(&[Role::Moderator], Some(AgeBand::FourteenSeventeen), true);
        assert!(!minor.acts_as(Role::Moderator));
    }

    #[test]
    fn a_suspended_or_closed_account_acts_in_no_role() {
        for standing in [Standing::Suspended, Standing::Closed] {
            let person = Person {
                standing,
                ..person(&Role::ALL, None, true)
            };
            assert!(Role::ALL.into_iter().all(|role| !person.acts_as(role)));
        }
    }

    #[test]
    fn every_role_reads_back_from_its_name() {
        for role in Role::ALL {
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
    }
}
