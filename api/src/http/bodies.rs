//! Room for the bodies of all requests together, so that many who begin to send and stop don't fill the memory. Every
//! request has a little room of its own, which is enough for most.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::problem::Problem;

/// What a body may have without asking for room.
pub(super) const FREE: usize = 16 * 1024;
const KIB: usize = 1024;

/// The room.
pub(super) struct Bodies(Arc<Semaphore>);

/// What one body takes of it, until it is dropped.
pub(super) struct Room {
    of: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
}

impl Bodies {
    /// Room for so many bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let kibibytes = bytes / KIB;
        Self(Arc::new(Semaphore::new(
            kibibytes.min(Semaphore::MAX_PERMITS),
        )))
    }

    /// No room yet.
    pub(super) fn none(&self) -> Room {
        Room {
            of: Arc::clone(&self.0),
            held: None,
        }
    }
}

impl Room {
    /// Takes what a body of so many bytes needs.
    pub(super) fn grow_to(&mut self, bytes: usize) -> Result<(), Problem> {
        let needed = bytes.saturating_sub(FREE).div_ceil(KIB);
        let held = self
            .held
            .as_ref()
            .map_or(0, OwnedSemaphorePermit::num_permits);
        let more = u32::try_from(needed.saturating_sub(held)).unwrap_or(u32::MAX);
        if more == 0 {
            return Ok(());
        }
        let taken = Arc::clone(&self.of)
            .try_acquire_many_owned(more)
            .map_err(|_full| Problem::TooManyBodies)?;
        match &mut self.held {
            Some(held) => held.merge(taken),
            none => *none = Some(taken),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_bodies_share_the_room_and_short_ones_need_none() {
        let bodies = Bodies::new(10 * KIB);
        let (mut one, mut other) = (bodies.none(), bodies.none());
        assert_eq!(one.grow_to(FREE), Ok(()));
        assert_eq!(one.grow_to(FREE + 1), Ok(()));
        assert_eq!(one.grow_to(FREE + 6 * KIB), Ok(()));
        assert_eq!(one.grow_to(FREE + 2 * KIB), Ok(()), "it keeps what it has");
        assert_eq!(other.grow_to(FREE + 5 * KIB), Err(Problem::TooManyBodies));
        assert_eq!(other.grow_to(FREE + 4 * KIB), Ok(()));
        assert_eq!(bodies.none().grow_to(FREE), Ok(()));
        drop(one);
        assert_eq!(other.grow_to(FREE + 10 * KIB), Ok(()));
    }
}
