//! The errors that adults cause who work for the panel.

use async_graphql::SimpleObject;

use crate::words::Say;

/// The second factor was not set up, proven or taken away.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct SecondFactorRefusedError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// Why, for programs.
    pub(crate) problem: SecondFactorProblem,
}

/// Why a second factor was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub(crate) enum SecondFactorProblem {
    /// It is not what was asked for, was used before, or came too late; which of them is not told.
    Wrong,
    /// It is the last one, which nobody takes away.
    LastOne,
    /// There are ten passkeys already.
    TooManyPasskeys,
}

impl SecondFactorRefusedError {
    /// The error in the person's language.
    pub(crate) fn new(say: Say<'_>, problem: SecondFactorProblem) -> Self {
        let key = match problem {
            SecondFactorProblem::Wrong => "second-factor-wrong",
            SecondFactorProblem::LastOne => "second-factor-last-one",
            SecondFactorProblem::TooManyPasskeys => "second-factor-too-many",
        };
        Self {
            message: say.plain(key),
            problem,
        }
    }
}

/// What needs two adults can't be asked for, agreed to or read now. Nothing was changed.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct ActImpossibleError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// Why, for programs.
    pub(crate) obstacle: ActProblem,
}

/// Why something that needs two adults can't be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub(crate) enum ActProblem {
    /// It was answered, is more than 72 hours old, or who asked may not ask any more.
    Over,
    /// People become correspondents and guardians by joining.
    ByJoining,
    /// The person is under 18, or the account is not active.
    Unfit,
    /// Nobody else could agree. Whoever runs the server can do it by a command.
    Nobody,
    /// You asked for a hundred things in three days.
    TooMany,
    /// The person leads a group. Let them go from there first.
    LeadsGroup,
    /// The person does not work for the panel.
    NoStaff,
    /// Nobody else agreed, it was used, or it is over.
    NotOpen,
    /// Nothing is kept of who the person is.
    NothingKept,
}

impl ActImpossibleError {
    /// The error in the person's language.
    pub(crate) fn new(say: Say<'_>, obstacle: ActProblem) -> Self {
        let key = match obstacle {
            ActProblem::Over => "act-over",
            ActProblem::ByJoining => "act-by-joining",
            ActProblem::Unfit => "act-unfit",
            ActProblem::Nobody => "act-nobody",
            ActProblem::TooMany => "act-too-many",
            ActProblem::LeadsGroup => "act-leads-group",
            ActProblem::NoStaff => "act-no-staff",
            ActProblem::NotOpen => "act-not-open",
            ActProblem::NothingKept => "act-nothing-kept",
        };
        Self {
            message: say.plain(key),
            obstacle,
        }
    }
}

/// Something can't be done with a colleague. Nothing was changed.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct ColleagueProblemError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// Why, for programs.
    pub(crate) problem: ColleagueProblem,
}

/// Why something can't be done with a colleague.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub(crate) enum ColleagueProblem {
    /// There is no such colleague, or they can't take this one now. Why is not told.
    Unavailable,
    /// So much was asked about this review that it is time to decide, or to hand it on.
    TooManyQuestions,
    /// The question was answered before.
    Answered,
}

impl ColleagueProblemError {
    /// The error in the person's language.
    pub(crate) fn new(say: Say<'_>, problem: ColleagueProblem) -> Self {
        let key = match problem {
            ColleagueProblem::Unavailable => "colleague-unavailable",
            ColleagueProblem::TooManyQuestions => "colleague-too-many-questions",
            ColleagueProblem::Answered => "colleague-answered",
        };
        Self {
            message: say.plain(key),
            problem,
        }
    }
}

/// Something can't be handed to the safeguarding leads, or not be closed. Nothing was changed.
#[derive(Debug, SimpleObject)]
#[graphql(serial)]
pub(crate) struct EscalationImpossibleError {
    /// What went wrong and what to do next, in the person's words and language.
    pub(crate) message: String,
    /// Why, for programs.
    pub(crate) problem: EscalationProblem,
}

/// Why something can't be handed on or closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub(crate) enum EscalationProblem {
    /// It is with the safeguarding leads already.
    Already,
    /// A text of the post still waits for a decision.
    Waits,
    /// It was closed before.
    Over,
}

impl EscalationImpossibleError {
    /// The error in the person's language.
    pub(crate) fn new(say: Say<'_>, problem: EscalationProblem) -> Self {
        let key = match problem {
            EscalationProblem::Already => "escalated-already",
            EscalationProblem::Waits => "escalation-waits",
            EscalationProblem::Over => "escalation-over",
        };
        Self {
            message: say.plain(key),
            problem,
        }
    }
}
