//! What correspondents do with their drafts: start, save, check, submit, take a submission back, answer what adults suggest.

mod check;
mod input;
mod probing;
pub(crate) mod rendering;
pub(crate) mod risks;
mod save;
mod start;
mod submit;
mod suggestions;
mod withdraw;

pub use check::{CheckDraft, CheckRefusal, Checked, check_draft};
pub use input::{DraftInput, InputError};
pub use rendering::preview;
pub use save::{SaveDraft, SaveRefusal, Saved, save_draft};
pub use start::{StartDraft, StartRefusal, Started, start_draft};
pub use submit::{SubmitDraft, SubmitRefusal, Submitted, submit_draft};
pub use suggestions::{
    AcceptRefusal, AcceptSuggestion, AnswerRefusal, DeclineSuggestion, SuggestionAnswered,
    SuggestionView, accept_suggestion, decline_suggestion, suggestions_with,
};
pub use withdraw::{WithdrawRefusal, WithdrawSubmission, Withdrawn, withdraw_submission};

pub(crate) use check::checked;
pub(crate) use probing::Checks;
pub(crate) use rendering::{NotPrepared, prepare};
pub(crate) use start::{has_as_many_as_can_be, store_new};
pub(crate) use submit::{Submitting, store_submission};
pub(crate) use withdraw::{take_back, take_back_by};
