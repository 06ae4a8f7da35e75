//! The command `audit`: chains what waits and checks the whole log. Works beside a running server.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use app::Failure;
use app::audit::Verdict;

use crate::cli;
use crate::config::Config;
use crate::say::say;
use crate::start::{self, When};

/// Runs the command.
pub(crate) async fn run(config: &Config, command: cli::Audit) -> anyhow::Result<ExitCode> {
    let cli::Audit::Verify = command;
    let app = start::open(config, When::Existing).await?.app;
    app::jobs::chain_audit(&app)
        .await
        .context("the records that wait could not be chained")?;
    let verdict = match app::audit::verify_audit(&app.operator()).await {
        Ok(verdict) => verdict,
        Err(Failure::Internal(error)) => {
            return Err(error).context("the log could not be read");
        }
        Err(Failure::Refused(_)) => bail!("only the operator checks the log"),
    };
    say(&sentence(&verdict));
    Ok(match verdict {
        Verdict::Sound { .. } => ExitCode::SUCCESS,
        Verdict::Broken { .. } => ExitCode::FAILURE,
    })
}

fn sentence(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Sound {
            chained,
            waiting: 0,
        } => format!("The audit log is sound: {chained} records are chained."),
        Verdict::Sound { chained, waiting } => format!(
            "The audit log is sound: {chained} records are chained, {waiting} wait for the sequencer."
        ),
        Verdict::Broken {
            sequence,
            record: Some(record),
        } => format!(
            "The audit log is broken at record {sequence}, {record}: it was altered, moved or put there."
        ),
        Verdict::Broken {
            sequence,
            record: None,
        } => {
            format!("The audit log is broken at record {sequence}: it is missing or out of place.")
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::AuditId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_broken_log_is_told_by_its_first_bad_record() {
        let altered = Verdict::Broken {
            sequence: 7,
            record: Some(AuditId::from_uuid(Uuid::from_u128(1))),
        };
        assert!(
            sentence(&altered).contains("record 7, audit_"),
            "{}",
            sentence(&altered)
        );
        let gone = Verdict::Broken {
            sequence: 8,
            record: None,
        };
        assert!(sentence(&gone).contains("record 8"));
        let sound = Verdict::Sound {
            chained: 12,
            waiting: 0,
        };
        assert_eq!(
            sentence(&sound),
            "The audit log is sound: 12 records are chained."
        );
    }
}
