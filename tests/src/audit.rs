//! What the audit log says of a world.

use app::audit::{Verdict, verify_audit};

use crate::World;

impl World {
    /// How many records there are; the log has to be sound.
    pub async fn records(&self) -> i64 {
        match verify_audit(&self.app().operator()).await {
            Ok(Verdict::Sound { chained, waiting }) => chained + waiting,
            other => panic!("{other:?}"),
        }
    }
}
