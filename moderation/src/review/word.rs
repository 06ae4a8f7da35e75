//! The word of co-authors: adults approve nothing that is sent in the name of somebody who did not say yes to exactly these bytes. Until they did it is
//! out of line; whatever screening finds, an adult reads before another correspondent does.

use domain::account::Person;
use domain::{AccountId, ContentHash, Risk, Timestamp};

use super::{Closed, DecideError, Review, ReviewState};
use crate::lane::Lane;

impl Review {
    /// Whether co-authors may be asked before any adult has read it: of what was sent in their name, and in which screening, which did not fail, found
    /// nothing that could harm whoever reads it. What is with the safeguarding leads is asked of nobody by itself.
    pub fn is_for_co_authors_first(&self) -> bool {
        !self.unsigned.is_empty()
            && !self.subject.escalated
            && self.triage.lane >= Lane::P4
            && !self.triage.risks.contains(Risk::NotScreened)
    }

    /// Asks the co-authors, out of line until all of them said yes.
    #[must_use]
    pub fn asking(self, now: Timestamp) -> Self {
        Self {
            asked_at: self.asked_at.or(Some(now)),
            ..self
        }
    }

    /// An adult who read the bytes `seen` has the co-authors read them, and gives the review back until they have; nothing where nobody's word is missing.
    pub fn ask_co_authors(
        self,
        person: &Person,
        seen: ContentHash,
        now: Timestamp,
    ) -> Result<Option<Self>, DecideError> {
        self.may_decide(person, seen, now)?;
        if self.unsigned.is_empty() {
            return Ok(None);
        }
        let review = Self {
            state: ReviewState::Waiting,
            ..self
        };
        Ok(Some(review.asking(now)))
    }

    /// One of the co-authors says yes to these bytes. With the last one it is in line.
    pub fn agreed(mut self, by: AccountId, now: Timestamp) -> Result<Self, Closed> {
        if !self.is_open() {
            return Err(Closed);
        }
        self.unsigned.retain(|missing| *missing != by);
        if self.unsigned.is_empty() {
            self.waiting_since = self.in_line_since(now);
            self.asked_at = None;
        }
        Ok(self)
    }

    /// Since when it would be in line if it came back there at `now`: the time in which co-authors were asked is none.
    pub fn in_line_since(&self, now: Timestamp) -> Timestamp {
        match self.asked_at {
            None => self.waiting_since,
            Some(asked) => {
                let meanwhile = now.as_utc().signed_duration_since(asked.as_utc());
                self.waiting_since.plus(meanwhile)
            }
        }
    }
}
