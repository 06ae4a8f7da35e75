//! The product with public clients and tools: each script in `tests/clients` against a server of its own, where it needs
//! one. What is expected stands in the scripts.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use tests::process::Server;
use tokio::process::Command;

/// The longest that one expectation of a script may take, in milliseconds.
const PATIENCE: u32 = 120_000;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("clients")
}

/// Whether this machine does without Node.js; `./test` says so too, and ends accordingly.
#[expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests have no configuration file and no log"
)]
fn is_done_without() -> bool {
    let without = std::env::var("TEST_WITHOUT_NODE").is_ok_and(|value| value == "1");
    if without {
        eprintln!("not run: this machine does without Node.js");
    }
    without
}

/// Runs a script, which finds the product where `settings` say; fails with everything that it printed.
async fn holds(script: &str, settings: &[(&str, &str)]) -> Result<()> {
    if is_done_without() {
        return Ok(());
    }
    anyhow::ensure!(
        folder().join("node_modules").is_dir(),
        "the packages of tests/clients are not installed; ./test does that, and TEST_WITHOUT_NODE=1 does without"
    );
    let patience = format!("--test-timeout={PATIENCE}");
    let ended = Command::new("node")
        .args(["--test", "--test-reporter=spec", &patience, script])
        .envs(settings.iter().copied())
        .current_dir(folder())
        .kill_on_drop(true)
        .output()
        .await
        .context("node can't be run; ./test looks for it")?;
    anyhow::ensure!(
        ended.status.success(),
        "{script}\n{}{}",
        String::from_utf8_lossy(&ended.stdout),
        String::from_utf8_lossy(&ended.stderr)
    );
    Ok(())
}

/// Runs a script against a server with a small made-up panel.
async fn holds_for_a_server(script: &str) -> Result<()> {
    if is_done_without() {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let data = folder.path().join("data");
    let data = data.to_str().context("a path")?;
    let server = Server::start(&["--data", data, "--demo", "--posts", "5"]).await?;
    let settings = [("ALTAVOZ_URL", server.address()), ("ALTAVOZ_DATA", data)];
    holds(script, &settings).await?;
    assert_eq!(server.stop().await?, Some(0), "asked to end, it ends well");
    Ok(())
}

#[tokio::test]
async fn the_audits_of_graphql_over_http_are_content() -> Result<()> {
    holds_for_a_server("audits.test.js").await
}

#[tokio::test]
async fn what_breaks_clients_of_the_last_release_is_announced() -> Result<()> {
    holds("breaking.test.js", &[]).await
}

#[tokio::test]
async fn relay_compiles_the_schema_and_is_answered() -> Result<()> {
    holds_for_a_server("relay.test.js").await
}

#[tokio::test]
async fn linters_and_generators_of_code_are_content_with_the_schema() -> Result<()> {
    holds("schema.test.js", &[]).await
}

#[tokio::test]
async fn graphql_sse_hears_what_is_told() -> Result<()> {
    holds_for_a_server("sse.test.js").await
}

#[tokio::test]
async fn graphql_ws_hears_what_is_told_and_the_close_codes_are_right() -> Result<()> {
    holds_for_a_server("websocket.test.js").await
}

#[tokio::test]
async fn a_script_that_fails_is_told_with_what_it_printed() -> Result<()> {
    if is_done_without() {
        return Ok(());
    }
    let failed = holds("audits.test.js", &[("ALTAVOZ_URL", "")]).await;
    let said = failed.expect_err("it has no server").to_string();
    assert!(said.contains("ALTAVOZ_URL is not set"), "{said}");
    Ok(())
}
