//! What an operation costs, before it is executed: the complexity that the validator computes from the sizes of pages.
//! It is asked of a schema of its own that only validates, because any extension on the one that executes would slow
//! every field.

use std::sync::{Arc, OnceLock};

use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextValidation};
use async_graphql::{Request, ServerError, ValidationResult};

use crate::schema::{self, Bounds, Schema};

/// Where the validator leaves the cost, if there is nothing to refuse.
#[derive(Default)]
struct Found(OnceLock<usize>);

/// Stops after validation.
struct Measure;

impl ExtensionFactory for Measure {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_graphql::async_trait::async_trait]
impl Extension for Measure {
    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> Result<ValidationResult, Vec<ServerError>> {
        let validated = next.run(ctx).await?;
        if let Some(found) = ctx.data_opt::<Arc<Found>>() {
            found.0.get_or_init(|| validated.complexity);
        }
        Err(vec![ServerError::new("measured", None)])
    }
}

/// Computes costs.
pub(super) struct Costs(Schema);

impl Costs {
    pub(super) fn new(bounds: Bounds) -> Self {
        Self(schema::watched_by(Measure, bounds))
    }

    /// The cost of a request; none for one that will be refused.
    pub(super) async fn of(&self, request: Request) -> Option<u32> {
        let found = Arc::new(Found::default());
        drop(self.0.execute(request.data(Arc::clone(&found))).await);
        let cost = found.0.get()?;
        Some(u32::try_from(*cost).unwrap_or(u32::MAX))
    }
}
