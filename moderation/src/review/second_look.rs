//! Asking for a second look: whether one can be had of what was decided against a text. It is a review of the same bytes by another adult; what
//! comes of it is a decision like any other, and the last within the panel (Regulation (EU) 2022/2065, article 20).

use domain::publication::Subject;
use domain::{AccountId, Timestamp};

use super::{Look, Restriction, Statement};

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

    /// Which look at the text it is.
    pub const fn look(self) -> Look {
        match self {
            Self::Author | Self::Guardian | Self::Guide => Look::Second,
            Self::TookDown => Look::AfterTakedown,
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

/// Whether a text was looked at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looked {
    /// It was not.
    No,
    /// Another adult reads it at this moment, since one of its post was taken down.
    Anyway,
    /// Somebody asked for it, or it was read after a takedown and that was decided.
    Before,
}

/// What is known of a text that was decided against.
#[derive(Debug, Clone, Copy)]
pub struct Decided<'a> {
    /// What was told.
    pub statement: &'a Statement,
    /// Whether it was looked at again, or is.
    pub looked: Looked,
    /// Whether it is the newest of its post that stands, beside what is only read again.
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
            Some(_) if self.looked == Looked::Anyway => Err(NoSecondLook::ReadAnyway),
            Some(_) if self.looked == Looked::Before => Err(NoSecondLook::AskedBefore),
            Some(until) if now > until => Err(NoSecondLook::TooLate),
            Some(_) if !self.is_newest => Err(NoSecondLook::Newer),
            Some(_) if self.is_withdrawn && asked_as != Speaking::Author => {
                Err(NoSecondLook::TakenDown)
            }
            Some(_) => Ok(()),
        }
    }
}

/// As whom an account may ask about a text. Others than authors only about what was declined: what to change is for the authors to say. Of what
/// safeguarding leads decided nobody else learns: it may be about them.
pub fn speaking(
    account: AccountId,
    is_guardian: bool,
    subject: &Subject,
    (restriction, by_lead): (Restriction, bool),
) -> Option<Speaking> {
    match restriction {
        _ if subject.authors.include(account) => Some(Speaking::Author),
        Restriction::ChangesRequested => None,
        _ if by_lead => None,
        Restriction::Declined | Restriction::TakenDown if is_guardian => Some(Speaking::Guardian),
        Restriction::Declined | Restriction::TakenDown => Some(Speaking::Guide),
    }
}
