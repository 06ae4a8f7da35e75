//! The file with the accounts of the demo. It is written last, so that it says too that the demo is whole; until
//! then another file says that it is not.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use domain::account::Role;
use serde::{Deserialize, Serialize};

use crate::files;

/// An account that somebody who tries things out can sign in with.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Account {
    /// The name to sign in with.
    pub(super) login: String,
    /// The passphrase. Nobody real has it.
    pub(super) passphrase: String,
    /// The name of the role.
    pub(super) role: String,
    /// The secret of the authenticator app of an adult who works for the panel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) totp_secret: Option<String>,
}

/// Where the accounts are.
pub(super) fn path(data: &Path) -> PathBuf {
    data.join("demo-accounts.json")
}

fn unfinished(data: &Path) -> PathBuf {
    data.join("demo-unfinished")
}

/// Refuses a data folder in which a demo was begun and not finished.
pub(crate) fn refuse_half_made(data: &Path) -> anyhow::Result<()> {
    if unfinished(data).exists() {
        bail!(
            "a demo was interrupted while it was made; delete the folder {} (and empty the PostgreSQL database, \
             if there is one), then start again",
            data.display()
        );
    }
    Ok(())
}

/// Says that a demo is begun.
pub(super) fn begin(data: &Path) -> anyhow::Result<()> {
    files::create_private(&unfinished(data), b"").context("the demo can't be begun")
}

/// Writes the accounts and says that the demo is whole.
pub(super) fn finish(data: &Path, accounts: &[Account]) -> anyhow::Result<()> {
    let json = serde_json::to_string_pretty(accounts).context("the accounts can't be written")?;
    files::replace_private(&path(data), (json + "\n").as_bytes())
        .context("the accounts can't be written")?;
    fs::remove_file(unfinished(data)).context("the demo can't be finished")
}

/// The accounts of a demo that was made before.
pub(super) fn read(data: &Path) -> anyhow::Result<Vec<Account>> {
    let path = path(data);
    let text =
        fs::read_to_string(&path).with_context(|| format!("{} can't be read", path.display()))?;
    serde_json::from_str(&text)
        .ok()
        .with_context(|| format!("{} can't be read", path.display()))
}

/// A line for each of the most useful ones: a correspondent, a guardian, a moderator, the administrator.
pub(super) fn most_useful(accounts: &[Account]) -> Vec<String> {
    [
        Role::Correspondent,
        Role::Guardian,
        Role::Moderator,
        Role::Administrator,
    ]
    .into_iter()
    .filter_map(|role| accounts.iter().find(|account| account.role == role.name()))
    .map(|account| {
        format!(
            "  {:<13}  login: {:<14}  passphrase: {}",
            account.role, account.login, account.passphrase
        )
    })
    .collect()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn account(login: &str, role: Role) -> Account {
        Account {
            login: login.to_owned(),
            passphrase: "la casa azul".to_owned(),
            role: role.name().to_owned(),
            totp_secret: None,
        }
    }

    #[test]
    fn a_demo_that_was_begun_and_not_finished_is_refused_from_then_on() {
        let place = tempfile::tempdir().unwrap();
        let data = place.path();
        refuse_half_made(data).unwrap();
        begin(data).unwrap();
        let told = refuse_half_made(data).unwrap_err().to_string();
        assert!(told.contains("delete the folder"), "{told}");
        finish(data, &[account("ana", Role::Correspondent)]).unwrap();
        refuse_half_made(data).unwrap();
    }

    #[test]
    fn the_accounts_are_for_their_owner_only_and_read_back() {
        let place = tempfile::tempdir().unwrap();
        let data = place.path();
        begin(data).unwrap();
        let made = [
            account("ana", Role::Correspondent),
            account("eva", Role::Moderator),
        ];
        finish(data, &made).unwrap();
        let mode = fs::metadata(path(data)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let lines = most_useful(&read(data).unwrap());
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0].contains("correspondent") && lines[0].contains("ana"),
            "{}",
            lines[0]
        );
    }
}
