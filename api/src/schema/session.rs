//! Sessions, as their owner sees them.

use app::sessions::SessionView;
use async_graphql::{Context, ID, Object, Result};

use super::request::Parts as _;
use super::scalars::DateTime;
use crate::seal::NodeKind;

/// A session of the viewer.
pub(crate) struct Session(SessionView);

impl From<SessionView> for Session {
    fn from(view: SessionView) -> Self {
        Self(view)
    }
}

/// A place where you are signed in.
#[Object(serial)]
impl Session {
    /// The opaque, stable id.
    async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        ctx.node_id(NodeKind::Session, self.0.session.id)
    }

    /// What you call it.
    async fn name(&self) -> Option<&str> {
        let name = self.0.session.name.as_ref();
        name.map(domain::text::Label::as_str)
    }

    /// Whether it is the one that asks.
    async fn is_current(&self) -> bool {
        self.0.is_current
    }

    /// When you signed in.
    async fn began_at(&self) -> DateTime {
        DateTime(self.0.session.at)
    }

    /// When it was used last, to a quarter of an hour.
    async fn used_at(&self) -> DateTime {
        DateTime(self.0.session.seen)
    }

    /// When it ends at the latest. Sessions that are not used end before: after 14 days, or after 12 hours for adults who
    /// work for the panel.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.0.session.until)
    }
}
