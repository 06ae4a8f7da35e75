//! The commands about adults who work for the panel: `admin role`, `admin reset-second-factors`, and `code`.

use std::io::{Read as _, stdin};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use app::people::{RoleRefusal, account_of_login, give_role, take_role};
use app::second_factors::{ResetRefusal, code_of};
use app::{Clock as _, Failure, SystemClock};
use domain::text::Login;
use zeroize::Zeroizing;

use crate::cli;
use crate::config::Config;
use crate::say::say;
use crate::start::{self, When};

/// More bytes than the secret of an app has.
const LONGEST_SECRET: u64 = 256;

/// Gives a role or takes it away.
pub(crate) async fn change_role(
    config: &Config,
    asked: cli::ChangeRole,
) -> anyhow::Result<ExitCode> {
    let login = Login::parse(&asked.login).context("the login can't be used")?;
    let app = start::open(config, When::Existing).await?.app;
    let operator = app.operator();
    let account = account_of_login(&operator, login.clone()).await?;
    let account = account.context("nobody has this login")?;
    let (done, now) = if asked.take {
        let done = take_role(&operator, account, asked.role).await;
        (done, "is not any more")
    } else {
        (give_role(&operator, account, asked.role).await, "is now")
    };
    match done {
        Ok(()) => {}
        Err(Failure::Internal(error)) => return Err(error).context("nothing was changed"),
        Err(Failure::Refused(why)) => bail!("nothing was changed: {}", reason(why)),
    }
    say(&format!("{} {now} {}.", login.as_str(), asked.role.name()));
    Ok(ExitCode::SUCCESS)
}

const fn reason(why: RoleRefusal) -> &'static str {
    match why {
        RoleRefusal::Barred(_) => "nobody has this login",
        RoleRefusal::ByJoining => {
            "people become correspondents and guardians by joining, with an invitation of a guide"
        }
        RoleRefusal::Unfit => "the account belongs to somebody under 18, or is not active",
        RoleRefusal::Own => "nobody changes their own roles",
        RoleRefusal::LastAdministrator => {
            "nobody else would be administrator; give somebody else the role first"
        }
        RoleRefusal::LeadsGroup => {
            "the person leads a group; let them go first with admin guide --stop"
        }
    }
}

/// Takes the second factors of somebody away.
pub(crate) async fn reset_second_factors(
    config: &Config,
    asked: cli::OfLogin,
) -> anyhow::Result<ExitCode> {
    let login = Login::parse(&asked.login).context("the login can't be used")?;
    let app = start::open(config, When::Existing).await?.app;
    let done = app::second_factors::reset_second_factors(&app.operator(), login.clone()).await;
    match done {
        Ok(()) => {}
        Err(Failure::Internal(error)) => return Err(error).context("nothing was changed"),
        Err(Failure::Refused(ResetRefusal::Barred(_) | ResetRefusal::NoStaff)) => {
            bail!("nobody who works for the panel has this login")
        }
    }
    say(&format!(
        "{} is signed out everywhere, and sets up a second factor when signing in.",
        login.as_str()
    ));
    Ok(ExitCode::SUCCESS)
}

/// Prints the code of an authenticator app.
pub(crate) fn code() -> anyhow::Result<ExitCode> {
    let mut secret = Zeroizing::new(String::new());
    stdin()
        .lock()
        .take(LONGEST_SECRET)
        .read_to_string(&mut secret)
        .context("the secret can't be read")?;
    let code = code_of(&secret, SystemClock.now());
    say(&code.context("this is not the secret of an authenticator app")?);
    Ok(ExitCode::SUCCESS)
}
