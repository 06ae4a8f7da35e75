//! Executes requests on the schema: finds out who asks, runs the operation, and tells what happened to the session.

use std::sync::Arc;

use app::App;
use async_graphql::{Request as GraphQlRequest, Response, ServerError};
use domain::Language;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use crate::errors;
use crate::http::{Executed, Executor, RequestParts};
use crate::schema::{Request, Schema};

/// The schema on a running product.
pub struct SchemaExecutor {
    app: App,
    schema: Schema,
}

impl std::fmt::Debug for SchemaExecutor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SchemaExecutor").finish_non_exhaustive()
    }
}

impl SchemaExecutor {
    /// Puts both together.
    pub const fn new(app: App, schema: Schema) -> Self {
        Self { app, schema }
    }

    async fn run(&self, parts: RequestParts, request: GraphQlRequest) -> Executed {
        let token = parts.session.as_ref().map(|session| session.token.expose());
        let asked = parts.accept_language.as_deref().and_then(preferred);
        let ctx = match app::sessions::authenticate(&self.app, token, asked).await {
            Ok(ctx) => ctx,
            Err(error) => {
                let error: ServerError =
                    errors::internal(&error).into_server_error(async_graphql::Pos::default());
                return (Response::from_errors(vec![error]), None);
            }
        };
        let own = Arc::new(Request::new(ctx));
        let response = self.schema.execute(request.data(Arc::clone(&own))).await;
        (response, own.session_change())
    }
}

impl Executor for SchemaExecutor {
    fn execute(&self, parts: RequestParts, request: GraphQlRequest) -> BoxFuture<'_, Executed> {
        self.run(parts, request).boxed()
    }
}

/// The language of ours that an `Accept-Language` (RFC 9110, section 12.5.4) likes best.
fn preferred(header: &str) -> Option<Language> {
    let mut best: Option<(u16, Language)> = None;
    for item in header.split(',').take(20) {
        let mut parts = item.split(';');
        let language = parts.next().map(str::trim).and_then(Language::from_tag);
        let quality = parts
            .find_map(|part| part.trim().strip_prefix("q="))
            .map_or(1_000, thousandths);
        if let Some(language) = language
            && quality > best.map_or(0, |(quality, _)| quality)
        {
            best = Some((quality, language));
        }
    }
    best.map(|(_, language)| language)
}

/// A quality such as `0.8` in thousandths; anything unreadable counts as not wanted.
fn thousandths(quality: &str) -> u16 {
    let (whole, fraction) = quality.trim().split_once('.').unwrap_or((quality, "0"));
    let padded = format!("{fraction:0<3}");
    let fraction: u16 = padded.parse().unwrap_or(0);
    match whole.trim() {
        "1" => 1_000,
        "0" if padded.len() == 3 => fraction,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_is_answered_in_the_language_they_like_best() {
        for (header, language) in [
            ("ca", Some(Language::Catalan)),
            (
                "fr-FR, fr;q=0.9, pt-BR;q=0.8, en;q=0.7",
                Some(Language::Portuguese),
            ),
            ("en;q=0.5, eu;q=0.75", Some(Language::Basque)),
            ("en;q=0, gl;q=0.001", Some(Language::Galician)),
            ("fr, de;q=0.5", None),
            ("", None),
            ("*", None),
            ("en;q=nonsense", None),
        ] {
            assert_eq!(preferred(header), language, "{header}");
        }
    }
}
