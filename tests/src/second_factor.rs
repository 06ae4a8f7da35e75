//! What staff in stories prove after their passphrase: an authenticator app the first time, and then the recovery codes
//! that came with it, since a code of the app counts once and clocks in stories stand still.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context as _, Result};
use domain::Timestamp;
use serde_json::{Value, json};

/// Signs in, and tells what has to be proven.
pub const SIGN_IN: &str = "mutation($input: SignInInput!) { signIn(input: $input) {
    __typename ... on SignedIn { token secondFactor { mustSetUp methods } }
    ... on UserError { message } ... on RateLimitedError { retryAt } } }";

/// Begins with an authenticator app.
pub const START_TOTP: &str =
    "mutation($input: StartSecondFactorInput!) { startTotp(input: $input) {
    __typename ... on TotpStarted { secret uri } ... on UserError { message }
    ... on NotAllowedError { reason } } }";

/// Ends setting it up.
pub const FINISH_TOTP: &str = "mutation($input: FinishTotpInput!) { finishTotp(input: $input) {
    __typename ... on SecondFactorSetUp { session { token } recoveryCodes }
    ... on UserError { message } ... on RateLimitedError { retryAt }
    ... on NotAllowedError { reason } ... on SecondFactorRefusedError { problem } } }";

/// Proves it.
pub const PROVE_TOTP: &str = "mutation($input: CodeInput!) { proveTotp(input: $input) {
    __typename ... on SignedIn { token secondFactor { methods } }
    ... on UserError { message } ... on RateLimitedError { retryAt }
    ... on NotAllowedError { reason } ... on SecondFactorRefusedError { problem } } }";

/// Proves with a recovery code.
pub const USE_RECOVERY_CODE: &str =
    "mutation($input: CodeInput!) { useRecoveryCode(input: $input) {
    __typename ... on SignedIn { token } ... on UserError { message }
    ... on NotAllowedError { reason } ... on SecondFactorRefusedError { problem } } }";

/// Gets other recovery codes.
pub const RENEW_CODES: &str = "mutation($input: RenewRecoveryCodesInput!) {
    renewRecoveryCodes(input: $input) {
        __typename ... on RecoveryCodesRenewed { recoveryCodes } ... on UserError { message }
        ... on NotAllowedError { reason } } }";

/// What was written down for each login.
#[derive(Debug, Clone, Default)]
pub(crate) struct Keyring(Arc<Mutex<HashMap<String, Vec<String>>>>);

impl Keyring {
    /// Ends signing in: proves whatever `signed` says has to be proven, and gives the token that is good then. `ask`
    /// sends a document with a token and an input, and gives the payload. `secret` is that of the account's app, if it
    /// has one that was set up elsewhere.
    pub(crate) async fn complete(
        &self,
        (login, secret): (&str, Option<&str>),
        signed: &Value,
        now: Timestamp,
        ask: impl AsyncFn(String, &'static str, Value) -> Result<Value>,
    ) -> Result<String> {
        let token = text(&signed["token"]).with_context(|| signed["message"].to_string())?;
        let asked = &signed["secondFactor"];
        if asked.is_null() {
            return Ok(token);
        }
        if let Some(code) = self.take(login) {
            let proven = ask(token, USE_RECOVERY_CODE, json!({ "code": code })).await?;
            return text(&proven["token"]);
        }
        let (token, codes) = if let Some(secret) = secret {
            let proven = ask(token, PROVE_TOTP, code(secret, now)?).await?;
            let token = text(&proven["token"])?;
            let renewed = ask(token.clone(), RENEW_CODES, json!({})).await?;
            (token, renewed["recoveryCodes"].clone())
        } else {
            let started = ask(token.clone(), START_TOTP, json!({})).await?;
            let code = code(&text(&started["secret"])?, now)?;
            let set_up = ask(token, FINISH_TOTP, code).await?;
            let token = text(&set_up["session"]["token"])?;
            (token, set_up["recoveryCodes"].clone())
        };
        self.keep(login, serde_json::from_value(codes)?);
        Ok(token)
    }

    fn take(&self, login: &str) -> Option<String> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get_mut(login)?.pop()
    }

    fn keep(&self, login: &str, codes: Vec<String>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(login.to_owned(), codes);
    }
}

fn code(secret: &str, now: Timestamp) -> Result<Value> {
    let code = app::second_factors::code_of(secret, now).context("a secret")?;
    Ok(json!({ "code": code }))
}

fn text(value: &Value) -> Result<String> {
    let text = value.as_str().context("nothing was proven")?;
    Ok(text.to_owned())
}
