//! Everybody of interest, as the rules see them: who writes, who is near to them, who moderates, who runs things.

use domain::AgeBand;
use domain::account::{Actor, Person, Role, Standing, Unproven};
use domain::consent::Membership;

use super::columns::{AUTHOR, SOMEBODY_ELSE, account, group};

/// Takes everybody with the words of the page, and makes the list.
macro_rules! people {
    ($($who:ident = $name:literal,)+) => {
        /// Somebody who tries something.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Who {
            $($who,)+
        }

        impl Who {
            /// Everybody, in the order of the page.
            pub(super) const ALL: &[Self] = &[$(Self::$who,)+];

            /// What the page calls them.
            pub(super) const fn name(self) -> &'static str {
                match self {
                    $(Self::$who => $name,)+
                }
            }
        }
    };
}

people! {
    Reader = "reader, no account",
    AuthorOfTwelve = "the author, aged 12 or 13",
    Author = "the author, aged 14 to 17",
    AuthorTurnedAdult = "the author, turned 18 since",
    AuthorTooYoung = "the author, found to be under 12",
    AuthorAwaitingGuardian = "the author, waiting for a guardian",
    AuthorPaused = "the author, paused by a guardian",
    AuthorToRenew = "the author, has to consent anew",
    AuthorNotAgreed = "the author, took consent back",
    AuthorSuspended = "the author, suspended",
    AuthorClosed = "the author, account closed",
    OtherMember = "another correspondent of the group",
    Moderator = "moderator, cleared and unrelated",
    ModeratorAuthor = "moderator, cleared, is the author (turned 18)",
    ModeratorGuide = "moderator, cleared, guide of the group",
    ModeratorFormerMember = "moderator, cleared, was a member of the group",
    ModeratorGuardian = "moderator, cleared, guardian of the author",
    ModeratorLapsed = "moderator, clearance lapsed",
    ModeratorProvenLongAgo = "moderator, cleared, proved the second factor long ago",
    ModeratorMinor = "moderator, under 18",
    ModeratorSuspended = "moderator, suspended",
    Guide = "guide of the group, cleared",
    GuideLapsed = "guide of the group, clearance lapsed",
    GuideElsewhere = "guide of another group, cleared",
    Guardian = "guardian of the author",
    Coordinator = "coordinator",
    CoordinatorCleared = "coordinator, cleared",
    Administrator = "administrator",
    SafeguardingLead = "safeguarding lead, cleared",
    NothingSetUp = "staff, no second factor set up yet",
    NotProven = "staff, second factor not yet proven",
    Operator = "operator, by commands on the server itself",
}

impl Who {
    /// Whether it is the author of the post that everything is about.
    pub(super) fn is_author(self) -> bool {
        self.actor().account() == Some(account(AUTHOR))
    }

    /// Whoever asks, as the rules see them.
    pub(super) fn actor(self) -> Actor {
        match self {
            Self::Reader => Actor::Reader,
            Self::Operator => Actor::Operator,
            Self::NothingSetUp => unproven(false),
            Self::NotProven => unproven(true),
            _ => self
                .writer()
                .or_else(|| self.moderator())
                .or_else(|| self.other())
                .map_or(Actor::Reader, Actor::Person),
        }
    }

    fn writer(self) -> Option<Person> {
        let author = |band| correspondent(AUTHOR, band);
        let teenager = AgeBand::FourteenSeventeen;
        let standing = |standing| Person {
            standing,
            ..author(teenager)
        };
        let lacking = |membership| Person {
            membership: Some(membership),
            ..author(teenager)
        };
        Some(match self {
            Self::AuthorOfTwelve => author(AgeBand::TwelveThirteen),
            Self::Author => author(teenager),
            Self::AuthorTurnedAdult => author(AgeBand::Adult),
            Self::AuthorTooYoung => author(AgeBand::TooYoung),
            Self::AuthorAwaitingGuardian => lacking(Membership::AwaitingGuardian),
            Self::AuthorPaused => lacking(Membership::Paused),
            Self::AuthorToRenew => lacking(Membership::Renew),
            Self::AuthorNotAgreed => lacking(Membership::NotAgreed),
            Self::AuthorSuspended => standing(Standing::Suspended),
            Self::AuthorClosed => standing(Standing::Closed),
            Self::OtherMember => correspondent(SOMEBODY_ELSE, teenager),
            _ => return None,
        })
    }

    fn moderator(self) -> Option<Person> {
        let mut person = adult(SOMEBODY_ELSE, Role::Moderator);
        match self {
            Self::Moderator => (),
            Self::ModeratorAuthor => {
                person.account = account(AUTHOR);
                person.roles.push(Role::Correspondent);
                person.group = Some(group(1));
            }
            Self::ModeratorGuide => person.guides = vec![group(1)],
            Self::ModeratorFormerMember => person.group = Some(group(1)),
            Self::ModeratorGuardian => {
                person.roles.push(Role::Guardian);
                person.wards = vec![account(AUTHOR)];
            }
            Self::ModeratorLapsed => person.cleared = false,
            Self::ModeratorProvenLongAgo => person.proven_lately = false,
            // There is no other road to it: a child who was given the role by mistake.
            Self::ModeratorMinor => {
                person.band = Some(AgeBand::FourteenSeventeen);
                person.roles.push(Role::Correspondent);
                person.membership = Some(Membership::Active);
            }
            Self::ModeratorSuspended => person.standing = Standing::Suspended,
            _ => return None,
        }
        Some(person)
    }

    fn other(self) -> Option<Person> {
        let guide = |number| Person {
            guides: vec![group(number)],
            ..adult(SOMEBODY_ELSE, Role::Guide)
        };
        let in_role = |role| adult(SOMEBODY_ELSE, role);
        Some(match self {
            Self::Guide => guide(1),
            Self::GuideLapsed => Person {
                cleared: false,
                ..guide(1)
            },
            Self::GuideElsewhere => guide(2),
            Self::Guardian => Person {
                wards: vec![account(AUTHOR)],
                ..in_role(Role::Guardian)
            },
            Self::Coordinator => in_role(Role::Coordinator),
            Self::CoordinatorCleared => Person {
                cleared: true,
                ..in_role(Role::Coordinator)
            },
            Self::Administrator => in_role(Role::Administrator),
            Self::SafeguardingLead => in_role(Role::SafeguardingLead),
            _ => return None,
        })
    }
}

fn unproven(has_factor: bool) -> Actor {
    let account = account(SOMEBODY_ELSE);
    Actor::Unproven(Unproven {
        account,
        has_factor,
    })
}

fn adult(number: u128, role: Role) -> Person {
    Person {
        account: account(number),
        standing: Standing::Active,
        roles: vec![role],
        band: None,
        membership: None,
        group: None,
        guides: vec![],
        wards: vec![],
        cleared: role.needs_clearance(),
        proven_lately: true,
    }
}

fn correspondent(number: u128, band: AgeBand) -> Person {
    Person {
        band: Some(band),
        membership: Some(Membership::Active),
        group: Some(group(1)),
        ..adult(number, Role::Correspondent)
    }
}
