//! The command `migrate`: brings the schema up to date as the owner of the database, and lets a role of PostgreSQL serve that owns nothing.

use std::process::ExitCode;

use anyhow::Context as _;
use tokio_util::task::TaskTracker;

use crate::cli;
use crate::config::Config;
use crate::say::say;
use crate::{files, start};

/// Runs the command.
pub(crate) async fn run(config: &Config, args: &cli::Migrate) -> anyhow::Result<ExitCode> {
    files::make_private_folder(&config.data)?;
    let durability = config.database.durability;
    let db = start::open_database(config, durability, TaskTracker::new()).await?;
    say("The database is up to date.");
    if let Some(role) = &args.grant_to {
        db.let_serve(role)
            .await
            .context("the role could not be given what it needs")?;
        say(
            "The role may serve now. It can add to the audit log and read it, and not change or delete what is in it.",
        );
    }
    Ok(ExitCode::SUCCESS)
}
