//! Work that takes a core, on threads of its own: no more at once than the machine has cores, and a line that ends.

use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::Internal;

/// The threads that requests share.
pub(crate) struct Threads {
    cores: Arc<Semaphore>,
    line: Arc<Semaphore>,
}

/// The right to one thread; it moves with the work.
pub(crate) struct Turn {
    permits: [tokio::sync::OwnedSemaphorePermit; 2],
}

impl Threads {
    /// As many threads at once as there are `cores`, and so many pieces of work that wait for each of them; beyond that
    /// people are asked to try later.
    pub(crate) fn new(cores: usize, line: usize) -> Self {
        let line = cores.saturating_add(cores.saturating_mul(line));
        Self {
            cores: Arc::new(Semaphore::new(cores)),
            line: Arc::new(Semaphore::new(line)),
        }
    }

    /// Waits for a thread, unless the line is too long.
    pub(crate) async fn turn(&self, what: &'static str) -> Result<Turn, Internal> {
        let place = Arc::clone(&self.line)
            .try_acquire_owned()
            .map_err(|_full| Internal::Busy(what))?;
        let core = Arc::clone(&self.cores)
            .acquire_owned()
            .await
            .map_err(|_closed| Internal::CutOff(what))?;
        Ok(Turn {
            permits: [place, core],
        })
    }
}

impl Turn {
    /// Runs `work` to its end. A caller who goes away does not free the thread.
    pub(crate) async fn run<T: Send + 'static>(
        self,
        what: &'static str,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Internal> {
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(self.permits);
            done
        })
        .await
        .map_err(|_panic| Internal::CutOff(what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn beyond_the_line_people_are_asked_to_try_later() {
        let threads = Threads::new(1, 32);
        let places = Arc::clone(&threads.line)
            .try_acquire_many_owned(33)
            .unwrap();
        let refused = threads.turn("rendering").await;
        assert!(matches!(refused, Err(Internal::Busy("rendering"))));
        drop(places);
        let turn = threads.turn("rendering").await.unwrap();
        assert_eq!(turn.run("rendering", || 7).await.unwrap(), 7);
    }

    #[tokio::test]
    async fn work_that_panics_gives_its_thread_back() {
        let threads = Threads::new(1, 32);
        let turn = threads.turn("rendering").await.unwrap();
        let broken = turn.run("rendering", || panic!("planted")).await;
        assert!(matches!(broken, Err(Internal::CutOff("rendering"))));
        assert!(threads.turn("rendering").await.is_ok());
    }
}
