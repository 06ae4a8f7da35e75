//! Building payloads: leaving a mutation early with an error that the payload can be.

use app::Failure;
use async_graphql::{Context, Result};

use crate::schema::errors::{NotAllowedError, NotFoundError, Stopped};
use crate::schema::request::{Parts as _, internal};

/// Splits how a use case ended: its result, what the person is told, or a masked error.
pub(super) fn told<T, R>(
    ctx: &Context<'_>,
    outcome: Result<T, Failure<R>>,
) -> Result<Result<T, R>> {
    match outcome {
        Ok(done) => Ok(Ok(done)),
        Err(Failure::Refused(why)) => Ok(Err(why)),
        Err(Failure::Internal(error)) => Err(internal(ctx.say()?, &error)),
    }
}

/// A payload that can be what stops anybody.
pub(super) trait Stoppable: From<NotFoundError> + From<NotAllowedError> {
    /// The payload that says what stands in the way.
    fn stopped(stopped: Stopped) -> Self {
        match stopped {
            Stopped::NotFound(error) => error.into(),
            Stopped::NotAllowed(error) => error.into(),
        }
    }
}

impl<T: From<NotFoundError> + From<NotAllowedError>> Stoppable for T {}

/// Gives the value, or leaves the mutation with what is wrong with the input.
macro_rules! valid {
    ($read:expr) => {
        match $read {
            Ok(value) => value,
            Err(error) => {
                let error: $crate::schema::errors::InvalidInputError = error;
                return Ok(error.into());
            }
        }
    };
}

/// Opens an id of one kind, or leaves the mutation because there is no such thing.
macro_rules! opened {
    ($ctx:expr, $kind:ident, $id:expr) => {
        match $ctx.open($crate::seal::NodeKind::$kind, $id)? {
            Some(value) => value,
            None => {
                let error = $crate::schema::errors::NotFoundError::new($ctx.say()?);
                return Ok(error.into());
            }
        }
    };
}

/// Gives what was read back, or leaves the mutation because the person may not see it any more: an answer may be asked
/// for again long after.
macro_rules! found {
    ($ctx:expr, $read:expr) => {
        match $read {
            Some(value) => value,
            None => {
                let error = $crate::schema::errors::NotFoundError::new($ctx.say()?);
                return Ok(error.into());
            }
        }
    };
}

pub(super) use {found, opened, valid};
