//! Who is signed in: sign in, sign out, and finding out who a token belongs to.

mod authenticate;
mod sign_in;
mod sign_out;

pub(crate) use authenticate::band;
pub use authenticate::{acting_as, authenticate};
pub(crate) use sign_in::open;
pub use sign_in::{SignIn, SignInRefusal, SignedIn, sign_in};
pub use sign_out::sign_out;

use chrono::TimeDelta;

/// How long a session lasts from signing in.
pub const SESSION_LASTS: TimeDelta = TimeDelta::days(30);

/// The sessions that one account may have at once; the oldest end when there are more.
pub(crate) const MOST_SESSIONS: i64 = 20;
