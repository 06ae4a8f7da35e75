//! Tells whether execution began, which async-graphql's response does not say.
//! An answer without `data` and one with `"data": null` mean different things to a client.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_graphql::Response;
use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextExecute};

/// One request's mark. The pipeline puts it among the request's data.
#[derive(Debug, Clone, Default)]
pub(super) struct ExecutionMark(Arc<AtomicBool>);

impl ExecutionMark {
    fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The extension that sets the mark of each request that passes validation. The schema must be
/// built with it.
#[derive(Debug, Clone, Copy, Default)]
pub struct MarkExecution;

impl ExtensionFactory for MarkExecution {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for MarkExecution {
    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        if let Some(mark) = ctx.data_opt::<ExecutionMark>() {
            mark.set();
        }
        next.run(ctx, operation_name).await
    }
}
