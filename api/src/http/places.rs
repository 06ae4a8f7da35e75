//! Room for connections that stay open, shared so that no address takes it all.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::address::AddressKey;
use super::problem::Problem;
use super::socket::SocketsConfig;
use app::shares::{Share, Shares};

/// The room.
pub(super) struct Places {
    all: Arc<Semaphore>,
    /// Those whose address is not known share one.
    each: Shares<Option<AddressKey>>,
}

/// A place for one connection, free again when it is dropped.
pub(super) struct Place {
    _of_all: OwnedSemaphorePermit,
    _own: Share<Option<AddressKey>>,
}

impl Places {
    pub(super) fn new(bounds: &SocketsConfig) -> Self {
        Self {
            all: Arc::new(Semaphore::new(bounds.most.min(Semaphore::MAX_PERMITS))),
            each: Shares::new(bounds.most_per_address),
        }
    }

    /// A place for a caller.
    pub(super) fn take(&self, caller: Option<AddressKey>) -> Result<Place, Problem> {
        let own = self.each.take(caller).ok_or(Problem::TooManyOfYours)?;
        let of_all = Arc::clone(&self.all)
            .try_acquire_owned()
            .map_err(|_full| Problem::TooManyStreams)?;
        Ok(Place {
            _of_all: of_all,
            _own: own,
        })
    }
}
