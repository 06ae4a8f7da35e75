//! The command `keys`: checks that the keys open what is sealed, and puts a new master key in the place of the old one.

use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use app::Failure;
use app::vault::VaultCheck;

use crate::cli;
use crate::config::Config;
use crate::keys;
use crate::say::say;
use crate::start::{self, When};

/// Runs the command.
pub(crate) async fn run(config: &Config, command: cli::Keys) -> anyhow::Result<ExitCode> {
    match command {
        cli::Keys::Check => check(config).await,
        cli::Keys::Rotate(cli::RotateKeys { finish: false }) => begin(config).await,
        cli::Keys::Rotate(cli::RotateKeys { finish: true }) => finish(config).await,
    }
}

async fn check(config: &Config) -> anyhow::Result<ExitCode> {
    let installation = start::open(config, When::Existing).await?;
    let check = checked(&installation).await?;
    for line in sentences(&check) {
        say(&line);
    }
    Ok(if check.unreadable.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Keys that the configuration holds can't be written by us.
fn in_a_file(config: &Config) -> anyhow::Result<()> {
    ensure!(
        config.keys.is_none(),
        "the keys are in `keys` (ALTAVOZ_KEYS), where this command can't change them: put its text into {}, take the \
         variable away, run this again, and put the new text of the file back into the variable",
        keys::path_in(&config.data).display()
    );
    Ok(())
}

/// Puts a new master key beside the others. Whatever starts from now on seals under it.
async fn begin(config: &Config) -> anyhow::Result<ExitCode> {
    in_a_file(config)?;
    let _alone = keys::alone(&config.data)?;
    let installation = start::open(config, When::Existing).await?;
    let numbers = installation.keys.numbers();
    ensure!(
        numbers.len() == 1,
        "a new master key is there already; run: altavoz keys rotate --finish"
    );
    let check = checked(&installation).await?;
    ensure!(
        check.unreadable.is_empty(),
        "some identities can't be opened with the keys of today; run: altavoz keys check"
    );
    let both = installation.keys.with_new_master()?;
    let path = keys::path_in(&config.data);
    keys::replace(&path, &both)?;
    say(&format!(
        "A new master key is in {}. Copy the file to every machine that runs Altavoz, start every process anew, \
         then run: altavoz keys rotate --finish",
        path.display()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Wraps everything under the new master key, and forgets the others.
async fn finish(config: &Config) -> anyhow::Result<ExitCode> {
    in_a_file(config)?;
    let _alone = keys::alone(&config.data)?;
    let installation = start::open(config, When::Existing).await?;
    ensure!(
        installation.keys.numbers().len() > 1,
        "there is no new master key; run: altavoz keys rotate"
    );
    let operator = installation.app.operator();
    let wrapped = match app::vault::rewrap_vault(&operator).await {
        Ok(wrapped) => wrapped,
        Err(Failure::Internal(error)) => {
            return Err(error).context("not everything could be sealed under the new key");
        }
        Err(Failure::Refused(_)) => bail!("only the operator changes keys"),
    };
    let check = checked(&installation).await?;
    let newest = installation.keys.vault.newest().number;
    let is_whole = check.unreadable.is_empty() && check.by_master.keys().all(|n| *n == newest);
    ensure!(
        is_whole,
        "something is still sealed under an older key: a process that was not started anew may have done so; \
         start it anew and run this again. No key was removed"
    );
    let path = keys::path_in(&config.data);
    let copy = keys::retire(&path, &installation.keys)?;
    keys::replace(&path, &installation.keys.with_newest_master()?)?;
    say(&format!(
        "{wrapped} identities are sealed under the new master key now, and the old one is gone from the file. \
         Copy the file again to every machine. {} has the old key too: move it to a safe place and keep it as long \
         as your oldest backup, which opens with nothing else.",
        copy.display()
    ));
    Ok(ExitCode::SUCCESS)
}

async fn checked(installation: &start::Installation) -> anyhow::Result<VaultCheck> {
    match app::vault::check_vault(&installation.app.operator()).await {
        Ok(check) => Ok(check),
        Err(Failure::Internal(error)) => Err(error).context("the identities could not be read"),
        Err(Failure::Refused(_)) => bail!("only the operator checks keys"),
    }
}

fn sentences(check: &VaultCheck) -> Vec<String> {
    let mut lines: Vec<String> = check
        .by_master
        .iter()
        .map(|(number, count)| format!("Master key {number}: {count} identities."))
        .collect();
    if check.unreadable.is_empty() {
        lines.push("Everything that is sealed opens.".to_owned());
    } else {
        let unreadable = check.unreadable.iter();
        lines.extend(unreadable.map(|identity| format!("{identity} can't be opened.")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use domain::IdentityId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn what_can_not_be_opened_is_named() {
        let mut check = VaultCheck::default();
        check.by_master.insert(2, 7);
        assert_eq!(
            sentences(&check),
            [
                "Master key 2: 7 identities.",
                "Everything that is sealed opens."
            ]
        );
        check
            .unreadable
            .push(IdentityId::from_uuid(Uuid::from_u128(1)));
        let last = sentences(&check).pop().unwrap_or_default();
        assert!(
            last.starts_with("identity_") && last.ends_with("can't be opened."),
            "{last}"
        );
    }
}
