//! Asking for a second look: whether one can be had of what was decided against a text. It is a review of the same bytes by another adult; what
//! comes of it is a decision like any other, and the last within the panel (Regulation (EU) 2022/2065, article 20).

use domain::publication::Subject;
use domain::{AccountId, Timestamp};

use super::{Restriction, Statement};

/// As whom somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Speaking {
    /// An author.
    Author,
    /// A guardian of one.
    Guardian,
    /// A guide of the group.
    Guide,
    /// The adult who took it down: another reads it in any case, and the authors may ask themselves afterwards.
    TookDown,
}

impl Speaking {
    /// Everybody.
    pub const ALL: [Self; 4] = [Self::Author, Self::Guardian, Self::Guide, Self::TookDown];

    /// Whether what comes of it is the last within the panel.
    pub const fn is_last(self) -> bool {
        match self {
            Self::Author | Self::Guardian | Self::Guide => true,
            Self::TookDown => false,
        }
    }
}

/// Why there is no second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoSecondLook {
    /// It is too long ago.
    #[error("a second look can't be asked for any more")]
    TooLate,
    /// It is what came of a second look.
    #[error("there is no third look")]
    LookedAgain,
    /// Somebody asked before.
    #[error("a second look was asked for before")]
    AskedBefore,
    /// Another adult reads it again in any case, since it was taken down.
    #[error("another adult reads it again already")]
    ReadAnyway,
    /// The authors have sent something newer.
    #[error("there is a newer text")]
    Newer,
    /// The authors took the post down, and somebody else asks.
    #[error("the authors took it down")]
    TakenDown,
    /// Consent does not cover publication.
    #[error("consent does not cover publication")]
    NoConsent,
}

/// What is known of a text that was decided against.
#[derive(Debug, Clone, Copy)]
pub struct Decided<'a> {
    /// What was told.
    pub statement: &'a Statement,
    /// Who had it looked at again, if somebody did.
    pub was_asked: Option<Speaking>,
    /// Whether it is the newest of its post that stands.
    pub is_newest: bool,
    /// Whether its authors took down what was public of the post.
    pub is_withdrawn: bool,
}

impl Decided<'_> {
    /// Whether there can be a second look.
    pub fn may_be_looked_at_again(
        &self,
        asked_as: Speaking,
        now: Timestamp,
    ) -> Result<(), NoSecondLook> {
        let until = self.statement.second_look_until();
        match until {
            None => Err(NoSecondLook::LookedAgain),
            Some(_) if self.was_asked == Some(Speaking::TookDown) => Err(NoSecondLook::ReadAnyway),
            Some(_) if self.was_asked.is_some() => Err(NoSecondLook::AskedBefore),
            Some(until) if now > until => Err(NoSecondLook::TooLate),
            Some(_) if !self.is_newest => Err(NoSecondLook::Newer),
            Some(_) if self.is_withdrawn && asked_as != Speaking::Author => {
                Err(NoSecondLook::TakenDown)
            }
            Some(_) => Ok(()),
        }
    }
}

/// As whom an account may ask about a text. Others than authors only about what was declined: what to change is for the authors to say.
pub fn speaking(
    account: AccountId,
    is_guardian: bool,
    subject: &Subject,
    restriction: Restriction,
) -> Option<Speaking> {
    match restriction {
        _ if subject.authors.include(account) => Some(Speaking::Author),
        Restriction::ChangesRequested => None,
        Restriction::Declined | Restriction::TakenDown if is_guardian => Some(Speaking::Guardian),
        Restriction::Declined | Restriction::TakenDown => Some(Speaking::Guide),
    }
}
