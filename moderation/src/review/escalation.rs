//! Handing a review to the safeguarding leads: nobody else reads or decides it from then on, and only they close the matter. What the law asks of them
//! is not in the product; here is what they say became of it.

use domain::Timestamp;

use super::{Review, ReviewState};

/// Why something is handed to the safeguarding leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EscalationReason {
    /// Somebody may hurt themselves.
    SelfHarm,
    /// Somebody tells of abuse or neglect, or it sounds like it.
    Abuse,
    /// An adult or a stranger seeks a child out.
    Grooming,
    /// Somebody is threatened, or threatens.
    Violence,
    /// Sexual material of a child may be about.
    SexualMaterial,
    /// Something else, which words say.
    Other,
}

impl EscalationReason {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::SelfHarm,
        Self::Abuse,
        Self::Grooming,
        Self::Violence,
        Self::SexualMaterial,
        Self::Other,
    ];

    /// The name in records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SelfHarm => "self-harm",
            Self::Abuse => "abuse",
            Self::Grooming => "grooming",
            Self::Violence => "violence",
            Self::SexualMaterial => "sexual-material",
            Self::Other => "other",
        }
    }
}

/// What became of it, as a safeguarding lead closes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EscalationOutcome {
    /// There was nothing to worry about.
    NoConcern,
    /// Somebody spoke with the child, or with whoever cares for them.
    Supported,
    /// Child protection or a health service took it over.
    Referred,
    /// The police or the prosecutor took it over.
    ReportedToPolice,
}

impl EscalationOutcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [
        Self::NoConcern,
        Self::Supported,
        Self::Referred,
        Self::ReportedToPolice,
    ];

    /// The name in records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoConcern => "no-concern",
            Self::Supported => "supported",
            Self::Referred => "referred",
            Self::ReportedToPolice => "reported-to-police",
        }
    }
}

impl Review {
    /// Hands the review to the safeguarding leads, whatever became of it: a worry about a child does not end with a text. What waits does so for them
    /// alone, in line, and nobody holds it any more.
    #[must_use]
    pub fn escalate(self, now: Timestamp) -> Self {
        let waiting_since = self.in_line_since(now);
        let mut subject = self.subject;
        subject.escalated = true;
        let state = match self.state {
            ReviewState::Claimed(_) => ReviewState::Waiting,
            state @ (ReviewState::Waiting
            | ReviewState::Decided { .. }
            | ReviewState::Withdrawn { .. }
            | ReviewState::Superseded { .. }) => state,
        };
        Self {
            subject,
            state,
            waiting_since,
            asked_at: None,
            ..self
        }
    }
}
