//! `signOut`: the session ends.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject, Union};

use crate::http::SessionChange;
use crate::schema::request::{OrMasked as _, Parts as _};

/// The mutation.
#[derive(Default)]
pub(crate) struct SignOut;

/// Nothing has to be said.
#[derive(InputObject)]
struct SignOutInput {
    /// Accepted everywhere; signing out twice does no harm.
    client_mutation_id: Option<String>,
}

/// Nobody is signed in any more.
#[derive(SimpleObject)]
#[graphql(serial)]
pub(crate) struct SignedOut {
    /// Whether there was a session to end.
    had_session: bool,
}

/// How `signOut` ended.
#[derive(Union)]
pub(crate) enum SignOutPayload {
    /// Nobody is signed in any more.
    SignedOut(SignedOut),
}

#[Object(serial)]
impl SignOut {
    /// Ends the session of this request at once, and takes the cookie away.
    async fn sign_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Nothing has to be said.")] input: SignOutInput,
    ) -> Result<SignOutPayload> {
        drop(input.client_mutation_id);
        let had_session = ctx.app()?.viewer().is_some();
        app::sessions::sign_out(ctx.app()?).await.or_masked(ctx)?;
        ctx.request()?.change_session(SessionChange::SignedOut);
        Ok(SignedOut { had_session }.into())
    }
}
