//! The command `admin`: creating accounts from the server itself, the first administrator's above all.

use std::fs::File;
use std::io::{IsTerminal as _, Read, stdin};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail, ensure};
use app::people::{AccountRefusal, NewAccount, create_account};
use app::{Failure, Passphrase};
use domain::account::Role;
use domain::text::{Login, PenName};
use domain::vetting::{Certificate, year_after};
use zeroize::Zeroizing;

use crate::config::Config;
use crate::say::{complain, say};
use crate::start::{self, When};
use crate::{cli, groups, staff};

/// More bytes than a passphrase of the longest kind has.
const LONGEST: u64 = 1_024;

/// Runs the command.
pub(crate) async fn run(config: &Config, command: cli::Admin) -> anyhow::Result<ExitCode> {
    match command {
        cli::Admin::Create(asked) => create(config, asked).await,
        cli::Admin::Group(asked) => groups::create(config, asked).await,
        cli::Admin::Guide(asked) => groups::change_guide(config, asked).await,
        cli::Admin::Role(asked) => staff::change_role(config, asked).await,
        cli::Admin::ResetSecondFactors(asked) => staff::reset_second_factors(config, asked).await,
    }
}

/// Creates an account.
async fn create(config: &Config, asked: cli::CreateAccount) -> anyhow::Result<ExitCode> {
    let certificate = certificate(&asked)?;
    let given = passphrase(asked.passphrase_file.as_deref())?;
    let passphrase = given.clone().unwrap_or_else(Passphrase::generate);
    let account = NewAccount {
        login: Login::parse(&asked.login).context("the login can't be used")?,
        pen_name: PenName::parse(&asked.pen_name).context("the pen name can't be used")?,
        passphrase: passphrase.clone(),
        language: asked.language,
        roles: asked.roles,
        born_on: asked.born_on,
        country: asked.country,
        consent: asked.consents,
        certificate,
        trained_on: asked.trained_on,
    };
    let login = account.login.as_str().to_owned();
    let app = start::open(config, When::NewOrExisting).await?.app;
    match create_account(&app.operator(), account).await {
        Ok(_) => {}
        Err(Failure::Internal(error)) => return Err(error).context("no account was created"),
        Err(Failure::Refused(why)) => bail!("no account was created: {}", reason(why)),
    }
    say(&format!("{login} can sign in now."));
    if given.is_none() {
        say(&format!(
            "Passphrase, shown this once: {}",
            passphrase.reveal()
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// The certificate that was seen. Whoever meets children does nothing until everything that they need is there, so that what is
/// lacking may come later.
fn certificate(asked: &cli::CreateAccount) -> anyhow::Result<Option<Certificate>> {
    ensure!(
        !asked.roles.contains(&Role::Correspondent) || asked.born_on.is_some(),
        "a correspondent needs a birth date: give --born-on"
    );
    let certificate = asked.cleared_from.map(|issued_on| Certificate {
        country: asked.country,
        kind: asked.certificate,
        issued_on,
        expires_on: asked.cleared_until.unwrap_or_else(|| year_after(issued_on)),
    });
    if certificate.is_none()
        && let Some(role) = asked.roles.iter().find(|role| role.needs_clearance())
    {
        bail!(
            "the role {} needs a certificate: give --cleared-from",
            role.name()
        );
    }
    Ok(certificate)
}

fn reason(why: AccountRefusal) -> String {
    match why {
        AccountRefusal::Barred(_) => {
            "only the operator and administrators create accounts".to_owned()
        }
        AccountRefusal::Taken => {
            "the login or the pen name is taken, or the pen name looks like one that is".to_owned()
        }
        AccountRefusal::NoBirthDate => {
            "a correspondent needs a birth date: give --born-on".to_owned()
        }
        AccountRefusal::BirthDate(error) => error.to_string(),
        AccountRefusal::Certificate(error) => error.to_string(),
        AccountRefusal::Minor => "somebody under 18 gets no role of adults".to_owned(),
        AccountRefusal::Weak(weak) => weak.to_string(),
    }
}

/// The passphrase that somebody chose, if anybody did.
fn passphrase(file: Option<&Path>) -> anyhow::Result<Option<Passphrase>> {
    let text = match file {
        Some(path) if path == Path::new("-") => Some(read(stdin().lock())?),
        Some(path) => {
            let file =
                File::open(path).with_context(|| format!("{} can't be read", path.display()))?;
            Some(read(file)?)
        }
        None if stdin().is_terminal() => None,
        None => {
            let text = read(stdin().lock())?;
            if text.is_empty() {
                complain("altavoz: nothing came on standard input; a passphrase is made up");
            }
            (!text.is_empty()).then_some(text)
        }
    };
    text.map(|text| Passphrase::parse(&text).context("the passphrase can't be used"))
        .transpose()
}

/// The first line.
fn read(from: impl Read) -> anyhow::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    from.take(LONGEST)
        .read_to_string(&mut text)
        .context("the passphrase can't be read")?;
    Ok(Zeroizing::new(
        text.lines().next().unwrap_or_default().to_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    fn asked(more: &[&str]) -> cli::CreateAccount {
        let args = [
            "altavoz",
            "admin",
            "create",
            "--login",
            "ana",
            "--pen-name",
            "Ana",
        ];
        let cli = cli::Cli::try_parse_from(args.iter().chain(more)).ok();
        match cli.map(|cli| cli.command) {
            Some(cli::Command::Admin(cli::Admin::Create(asked))) => asked,
            _ => panic!("the command line is understood"),
        }
    }

    fn refused(more: &[&str]) -> String {
        certificate(&asked(more)).map_or_else(|error| error.to_string(), |_| String::new())
    }

    #[test]
    fn roles_that_need_something_more_say_so() {
        assert_eq!(refused(&["--role", "administrator"]), "");
        assert!(refused(&["--role", "moderator"]).contains("--cleared-from"));
        assert!(refused(&["--role", "correspondent"]).contains("--born-on"));
        let cleared = ["--role", "moderator", "--cleared-from", "2026-01-01"];
        let certificate = certificate(&asked(&cleared)).unwrap().unwrap();
        assert_eq!(certificate.expires_on.to_string(), "2027-01-01");
    }

    #[test]
    fn a_passphrase_is_the_first_line_of_what_is_read() {
        for given in ["la casa azul", "la casa azul\n", "la casa azul\r\nmore\n"] {
            assert_eq!(read(given.as_bytes()).unwrap().as_str(), "la casa azul");
        }
        assert!(read([0xff].as_slice()).is_err());
    }
}
