//! Invitations: how somebody becomes a correspondent. A guide who knows them vouches in person and says when they were
//! born; nobody signs up alone. Sources: SAFETY A1 to A5, A13, threats T1 to T3 and T22. Times and counts are policy.

use chrono::{NaiveDate, TimeDelta};

use crate::{AccountId, Age, AgeBand, BirthDate, GroupId, Timestamp};

/// How long an invitation is good.
pub const INVITATION_LASTS: TimeDelta = TimeDelta::days(14);

/// How long a link that asks a guardian is good.
pub const GUARDIAN_LINK_LASTS: TimeDelta = TimeDelta::hours(72);

/// How often another birth date may be given before an invitation is over.
pub const MOST_MISSES: i16 = 5;

/// The most guardians that are asked about one correspondent.
pub const MOST_GUARDIANS: usize = 2;

/// How long the invitation of an adult is good.
pub const ADULT_INVITATION_LASTS: TimeDelta = TimeDelta::hours(72);

/// The invitations of adults that one administrator has open at once.
pub const MOST_ADULTS_INVITED: i64 = 20;

/// For how long whoever vouches is new to the panel: another adult vouches too (SAFETY T2).
pub const NEW_FOR: TimeDelta = TimeDelta::days(30);

/// How many guardians one adult asks within a day: a whole group with two each, and then some.
pub const MOST_ASKED_A_DAY: i64 = 60;

/// How often one address is written to within a day, whoever asks.
pub const MOST_TO_ONE_ADDRESS: i64 = 3;

/// Whether an adult who guides or coordinates since then is new at `at`. Who has neither role is, too.
pub fn is_new(since: Option<Timestamp>, at: Timestamp) -> bool {
    since.is_none_or(|since| at < since.plus(NEW_FOR))
}

/// Who vouches for somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vouching {
    /// The group that the somebody belongs to or is invited to.
    pub group: GroupId,
    /// Who vouched first.
    pub by: AccountId,
    /// Whether that adult was new, so that another one has to vouch too.
    pub is_new: bool,
    /// The other adult who vouched, if one did.
    pub seconded_by: Option<AccountId>,
}

impl Vouching {
    /// Whether another adult still has to vouch.
    pub const fn needs_second(&self) -> bool {
        self.is_new && self.seconded_by.is_none()
    }
}

/// What is known of a link that asks a guardian, for whoever opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedGuardian {
    /// The groups of whom it is about: where they are, and where they were invited to.
    pub groups: Vec<GroupId>,
    /// Every adult who vouched for the child or for the guardian.
    pub vouched: Vec<AccountId>,
}

/// Why somebody can't be a correspondent today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherAge {
    /// Under 12.
    TooYoung,
    /// 18 or over.
    TooOld,
}

/// Whether somebody's age lets them be a correspondent on `today`.
pub fn may_join(birth: BirthDate, today: NaiveDate) -> Result<(), OtherAge> {
    match AgeBand::of(Age::on(birth, today)) {
        AgeBand::TooYoung => Err(OtherAge::TooYoung),
        AgeBand::TwelveThirteen | AgeBand::FourteenSeventeen => Ok(()),
        AgeBand::Adult => Err(OtherAge::TooOld),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn from_the_twelfth_birthday_to_the_eve_of_the_eighteenth() {
        for (born, twelve, eighteen) in [
            (day(2012, 5, 17), day(2024, 5, 17), day(2030, 5, 17)),
            (day(2012, 2, 29), day(2024, 2, 29), day(2030, 3, 1)),
            (day(2011, 12, 31), day(2023, 12, 31), day(2029, 12, 31)),
            (day(2012, 1, 1), day(2024, 1, 1), day(2030, 1, 1)),
        ] {
            let birth = BirthDate::from_stored(born);
            let eve = |day: NaiveDate| day.pred_opt().unwrap();
            assert_eq!(may_join(birth, eve(twelve)), Err(OtherAge::TooYoung));
            assert_eq!(may_join(birth, twelve), Ok(()));
            assert_eq!(may_join(birth, eve(eighteen)), Ok(()));
            assert_eq!(may_join(birth, eighteen), Err(OtherAge::TooOld));
        }
    }
}
