//! What moderators do: take the next review or a certain one, keep it, give it back, hand it over, ask a colleague, decide. Each decision names the
//! bytes that were read; on any other bytes it is refused with the difference.

mod again;
pub(crate) mod alarm;
mod approve;
mod ask_co_authors;
mod changes;
mod claim;
mod claim_next;
mod consult;
mod decide;
mod escalate;
mod escalation;
mod hand_over;
mod hold;
mod preferences;
mod refuse;
pub(crate) mod second_look;
mod suggest;
mod take_down;
mod words;

pub use alarm::raise_alarms;
pub use approve::{Approve, ApproveOutcome, ApproveRefusal, Approved, approve};
pub use ask_co_authors::{AskCoAuthors, AskRefusal, CoAuthorsAsked, ask_co_authors};
pub use changes::{Changes, changes};
pub use claim::{ClaimRefusal, ClaimReview, Claimed, claim_review};
pub(crate) use claim_next::end_lapsed;
pub use claim_next::{ClaimNext, ClaimNextRefusal, ClaimedNext, claim_next_review};
pub use consult::{
    AnswerColleague, AnswerRefusal, AskColleague, ColleagueAnswered, ColleagueAsked,
    ConsultationView, answer_colleague, ask_colleague, consultation, consultations_on,
    questions_to_me,
};
pub use decide::{DecideRefusal, StaleRevision};
pub use escalate::{Escalate, EscalateRefusal, Escalated, escalate};
pub use escalation::{
    CloseEscalation, CloseRefusal, EscalationClosed, EscalationView, close_escalation,
    escalated_revision, escalation, escalations,
};
pub use hand_over::{ColleagueRefusal, HandOverClaim, HandedOver, hand_over_claim};
pub use hold::{
    HoldRefusal, ReleaseClaim, Released, RenewClaim, Renewed, release_claim, renew_claim,
};
pub use preferences::{
    PreferencesRefusal, PreferencesSet, review_preferences, set_review_preferences,
};
pub use refuse::{
    ChangesRequested, Decline, Declined, Refusal, RequestChanges, decline, request_changes,
};
pub use second_look::{AskForSecondLook, SecondLookAsked, SecondLookRefusal, ask_for_second_look};
pub use take_down::{TakeDown, TakeDownRefusal, TakenDown, take_down_post};
pub use words::RefusedWords;
