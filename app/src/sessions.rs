//! Who is signed in: sign in, sign out, and finding out who a token belongs to.

mod attempts;
mod authenticate;
mod own;
mod sign_in;
mod sign_out;

pub use attempts::{AttemptCounts, AttemptKey};
pub(crate) use attempts::{Attempts, full_second_after, since_epoch};
pub use authenticate::{AskedLanguage, acting_as, authenticate};
pub(crate) use authenticate::{band, person};
pub use own::{SessionRefusal, SessionView, end_session, name_session, own_sessions};
pub(crate) use sign_in::{Proof, open, prove, prove_passphrase};
pub use sign_in::{SignIn, SignInRefusal, SignedIn, sign_in};
pub use sign_out::sign_out;

use chrono::TimeDelta;

use crate::App;

/// How long a session lasts from signing in.
pub const SESSION_LASTS: TimeDelta = TimeDelta::days(30);

/// How long a session lasts that is not used.
pub const IDLE: TimeDelta = TimeDelta::days(14);

/// How long the session of an adult who works for the panel lasts that is not used (SAFETY T5).
pub const STAFF_IDLE: TimeDelta = TimeDelta::hours(12);

/// How long somebody has to prove a second factor after signing in, or to set up the first one.
pub const UNPROVEN_LASTS: TimeDelta = TimeDelta::minutes(15);

/// The sessions of one account at once in which a second factor is yet to be proven.
pub(crate) const MOST_UNPROVEN: i64 = 3;

/// How often it is noted that a session is used.
pub(crate) const NOTED_EVERY: TimeDelta = TimeDelta::minutes(15);

/// The sessions that one account may have at once; the oldest end when there are more.
pub(crate) const MOST_SESSIONS: i64 = 20;

/// How many attempts to sign in failed or were refused since the process began. They leave nothing else behind.
pub fn attempt_counts(app: &App) -> AttemptCounts {
    app.attempts().counts()
}
