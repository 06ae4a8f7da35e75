//! What [`crate::Db::read`] and [`crate::Db::write`] take: an async closure over `&mut Tx` whose future may move
//! between threads. The bound can't be written on `AsyncFnOnce` alone yet, hence the helper trait.

use futures_util::future::BoxFuture;

use crate::Tx;

/// An async closure whose future has a name, so that it can be asked to be `Send`. Implemented for every closure.
pub trait AsyncWork<T, R>:
    AsyncFnOnce(T) -> R + FnOnce(T) -> <Self as AsyncWork<T, R>>::Running
{
    /// The future that the closure returns.
    type Running: Future<Output = R>;
}

impl<F, T, Running, R> AsyncWork<T, R> for F
where
    F: AsyncFnOnce(T) -> R + FnOnce(T) -> Running,
    Running: Future<Output = R>,
{
    type Running = Running;
}

/// The same closure behind a pointer.
pub(crate) type Boxed<R, E> =
    Box<dyn for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<R, E>> + Send>;

/// Puts the closure behind a pointer, so that each database has one function to run it.
pub(crate) fn boxed<R: 'static, E: 'static, F>(work: F) -> Boxed<R, E>
where
    for<'t> F: AsyncFnOnce(&'t mut Tx) -> Result<R, E>
        + AsyncWork<&'t mut Tx, Result<R, E>, Running: Send>
        + Send
        + 'static,
{
    Box::new(move |tx| Box::pin(work(tx)))
}
