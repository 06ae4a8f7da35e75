//! The product as a process of its own, as it is in production: started, talked to over the network, killed.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result};
use app::{Clock as _, SystemClock};
use serde_json::{Value, json};
use tempfile::NamedTempFile;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::second_factor::Keyring;
use crate::secrets::{Secrets, first_in};

/// How long a server may take until it listens; a made-up panel may have to be filled first.
const PATIENCE: Duration = Duration::from_mins(2);

/// The binary that the workspace builds.
pub fn binary() -> Result<PathBuf> {
    let mut folder = std::env::current_exe()?;
    // target/debug/deps/it-… stands beside target/debug/altavoz.
    folder.pop();
    if folder.ends_with("deps") || folder.ends_with("examples") {
        folder.pop();
    }
    let binary = folder.join("altavoz");
    anyhow::ensure!(
        binary.exists(),
        "there is no {}; cargo build --workspace --bins makes it",
        binary.display()
    );
    Ok(binary)
}

/// The folder in which things are built, where what people are to look at may be left.
pub(crate) fn target_folder() -> Result<PathBuf> {
    let mut folder = std::env::current_exe()?;
    while folder.pop() {
        if folder.ends_with("target") || folder.join("CACHEDIR.TAG").exists() {
            return Ok(folder);
        }
    }
    anyhow::bail!("the tests run from nowhere")
}

/// A command of the binary.
pub fn command(arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(binary()?);
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    Ok(command)
}

/// Today, in UTC: what a command takes for a day that is not after today.
pub fn today() -> String {
    SystemClock.now().as_utc().date_naive().to_string()
}

/// A running server.
pub struct Server {
    child: Child,
    address: String,
    printed: Vec<String>,
    client: reqwest::Client,
    keyring: Keyring,
    log: Printed,
    secrets: Secrets,
}

/// What a server prints on standard error, which it logs to; shown when the test fails.
struct Printed(NamedTempFile);

impl Printed {
    fn read(&self) -> Result<Vec<u8>> {
        Ok(std::fs::read(self.0.path())?)
    }
}

impl Drop for Printed {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let text = self.read().unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            let last: Vec<&str> = text.lines().rev().take(200).collect();
            let last: String = last
                .into_iter()
                .rev()
                .flat_map(|line| [line, "\n"])
                .collect();
            drop(std::io::stderr().write_all(last.as_bytes()));
        }
    }
}

impl Server {
    /// Starts `altavoz serve` on a free port and waits until it listens.
    pub async fn start(arguments: &[&str]) -> Result<Self> {
        let log = Printed(NamedTempFile::new()?);
        let mut child = command(&["serve", "--listen", "127.0.0.1:0"])?
            .args(arguments)
            .env("ALTAVOZ_LOG_LEVEL", "debug")
            .stderr(log.0.reopen()?)
            .spawn()?;
        let printed = child.stdout.take().context("no output")?;
        let mut lines = BufReader::new(printed).lines();
        let mut before = vec![];
        let listening = async {
            while let Some(line) = lines.next_line().await? {
                if let Some((_, address)) = line.split_once("listens on ") {
                    return anyhow::Ok(address.trim().to_owned());
                }
                before.push(line);
            }
            anyhow::bail!("the server ended before it listened")
        };
        let address = tokio::time::timeout(PATIENCE, listening).await??;
        Ok(Self {
            child,
            address,
            printed: before,
            client: reqwest::Client::new(),
            keyring: Keyring::default(),
            log,
            secrets: Secrets::default(),
        })
    }

    /// The process.
    pub fn pid(&self) -> Option<u32> {
        self.child.id()
    }

    /// Resident memory, in MB of 2^20 bytes. Linux only.
    pub fn memory(&self) -> Result<f64> {
        let pid = self.pid().context("it has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kb = line.and_then(|line| line.split_whitespace().nth(1));
        Ok(kb.context("no VmRSS")?.parse::<f64>()? / 1_024.0)
    }

    /// What it printed before it listened.
    pub fn printed(&self) -> &[String] {
        &self.printed
    }

    /// Where it listens, as `http://127.0.0.1:port`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Sends a document; `Err` when no answer came.
    pub async fn send(&self, token: Option<&str>, query: &str, variables: Value) -> Result<Value> {
        self.secrets.typed(&variables);
        let body = json!({ "query": query, "variables": variables }).to_string();
        let request = self
            .client
            .post(format!("{}/graphql", self.address))
            .header("content-type", "application/json")
            .body(body);
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        let text = request.send().await?.text().await?;
        let answer = serde_json::from_str(&text)?;
        self.secrets.given(&answer);
        Ok(answer)
    }

    /// That nothing which is secret or about a child's real life was logged.
    fn told_no_secret(&self) -> Result<()> {
        let secrets = self.secrets.all();
        let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
        let told = first_in(&self.log.read()?, &secrets);
        anyhow::ensure!(told.is_none(), "something secret was logged");
        Ok(())
    }

    /// Signs somebody in and gives the token. Staff set up what they have to prove the first time.
    pub async fn sign_in(&self, login: &str, passphrase: &str) -> Result<String> {
        self.prove((login, None), passphrase).await
    }

    /// Signs somebody of the made-up panel in and gives the token.
    pub async fn sign_in_demo(&self, account: &DemoAccount) -> Result<String> {
        let who = (account.login.as_str(), account.totp_secret.as_deref());
        self.prove(who, &account.passphrase).await
    }

    async fn prove(&self, who: (&str, Option<&str>), passphrase: &str) -> Result<String> {
        let login = who.0;
        let input = json!({ "input": { "login": login, "passphrase": passphrase } });
        let given = self.send(None, crate::SIGN_IN, input).await?;
        let ask = async |token: String, query: &'static str, input: Value| {
            let input = json!({ "input": input });
            let said = self.send(Some(&token), query, input).await?;
            let data = said["data"].as_object().context("data")?;
            data.values().next().cloned().context("a payload")
        };
        let now = SystemClock.now();
        let signed = &given["data"]["signIn"];
        let proven = self.keyring.complete(who, signed, now, ask).await;
        proven.with_context(|| format!("{login}: {given}"))
    }

    /// Signs the code of conduct.
    pub async fn signs_code(&self, token: &str) -> Result<()> {
        let input = json!({ "input": { "version": 1 } });
        let given = self.send(Some(token), crate::SIGN_CODE, input).await?;
        let signed = &given["data"]["signCodeOfConduct"]["__typename"];
        anyhow::ensure!(signed == "CodeOfConductSigned", "{given}");
        Ok(())
    }

    /// Ends the process at once, as a power cut would (SIGKILL).
    pub async fn kill(mut self) -> Result<()> {
        self.child.kill().await?;
        self.told_no_secret()
    }

    /// Asks the process to end (SIGTERM) and waits until it has; gives its exit code.
    pub async fn stop(mut self) -> Result<Option<i32>> {
        let pid = self.child.id().context("it has ended")?.to_string();
        let asked = Command::new("kill").args(["-TERM", &pid]).status().await?;
        anyhow::ensure!(asked.success(), "kill failed");
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await??;
        self.told_no_secret()?;
        Ok(ended.code())
    }
}

/// An account of the made-up panel.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoAccount {
    /// The name to sign in with.
    pub login: String,
    /// The passphrase.
    pub passphrase: String,
    /// What the person is trusted with.
    pub role: String,
    /// The secret of the authenticator app of staff.
    pub totp_secret: Option<String>,
}

/// The accounts that `--demo` wrote into a data folder.
pub fn demo_accounts(data: &std::path::Path) -> Result<Vec<DemoAccount>> {
    let text = std::fs::read_to_string(data.join("demo-accounts.json"))?;
    Ok(serde_json::from_str(&text)?)
}
