//! Acts that need two adults: one asks, another answers within 72 hours, and what was agreed is done in the same
//! transaction. Reading who somebody really is, is such an act: open for 15 minutes from the first time, and shown to the person
//! afterwards.

mod answer;
mod ask;
mod identity;
mod list;
mod passphrase;

pub use answer::{ActAnswered, AnswerRefusal, answer_act};
pub use ask::{AskRefusal, AskedFor, ask_for_act};
pub use identity::{OpenIdentity, ReadIdentityRefusal, RealPerson, read_identity};
pub use list::{ActView, OpeningView, act, acts, own_openings};

pub use passphrase::{
    PassphraseCode, PassphraseCodeRefusal, ResetPassphraseRefusal, passphrase_code,
    reset_passphrase,
};

pub use domain::act::{Act, OpeningReason};
