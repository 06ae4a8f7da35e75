//! What every page works with: the API, the words and the centre's own settings; and one visit of a browser.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderValue;
use axum::http::header::{ACCEPT_LANGUAGE, AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use chrono_tz::Tz;

use crate::client::{self, Broken, Execute};
use crate::desk::DONE;
use crate::form::Form;
use crate::language::{Language, Languages};
use crate::operations::Asking;
use crate::style::Sheet;
use crate::theme::Colour;
use crate::token::Token;
use crate::words::{Words, WordsError};

/// What a centre chooses.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What the panel is called.
    pub name: String,
    /// Where readers reach the pages, as `https://altavoz.example`, without a slash at the end.
    pub origin: String,
    /// Whether cookies go over HTTPS only.
    pub is_https: bool,
    /// The time zone whose days and hours pages say.
    pub zone: Tz,
    /// The languages in which pages are offered.
    pub languages: Languages,
    /// The centre's own colour; that of the first centre, if it chose none.
    pub colour: Option<Colour>,
}

/// What pages work with in one language.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) execute: Execute,
    pub(crate) settings: Arc<Settings>,
    pub(crate) sheet: Arc<Sheet>,
    pub(crate) language: Language,
    pub(crate) words: Arc<Words>,
}

impl Site {
    /// What pages work with in a language.
    pub(crate) fn new(
        execute: Execute,
        settings: Arc<Settings>,
        sheet: Arc<Sheet>,
        language: Language,
    ) -> Result<Self, WordsError> {
        Ok(Self {
            execute,
            words: Arc::new(Words::built_in(language, settings.zone)?),
            settings,
            sheet,
            language,
        })
    }

    /// A page's address in the language of this one.
    pub(crate) fn address(&self, path: &str) -> String {
        self.settings.languages.address(self.language, path)
    }
}

/// A browser that asks for a page.
pub(crate) struct Visit {
    pub(crate) site: Site,
    /// What forms carry.
    pub(crate) token: Token,
    head: Arc<Parts>,
}

impl Visit {
    /// A visit, by the head of its request.
    pub(crate) fn new(site: Site, mut head: Parts) -> Self {
        // The API answers in the language of the page.
        let tag = HeaderValue::from_static(site.language.tag());
        head.headers.insert(ACCEPT_LANGUAGE, tag);
        Self {
            token: Token::of(&head.headers, site.settings.is_https),
            site,
            head: Arc::new(head),
        }
    }

    /// Executes the operation `Q`, which changes nothing, and gives its data as it came.
    pub(crate) async fn ask_whole<Q: Asking>(
        &self,
        variables: Q::Variables,
    ) -> Result<serde_json::Value, Broken> {
        client::ask_whole::<Q>(&self.site.execute, Arc::clone(&self.head), variables).await
    }

    /// Executes the operation `Q`, which changes nothing.
    pub(crate) async fn ask<Q: Asking>(
        &self,
        variables: Q::Variables,
    ) -> Result<Q::ResponseData, Broken> {
        client::ask::<Q>(&self.site.execute, self.shared_head(), variables).await
    }

    /// The head of the request, for whoever executes something.
    pub(crate) fn shared_head(&self) -> Arc<Parts> {
        Arc::clone(&self.head)
    }

    /// The head of the request.
    pub(crate) fn head(&self) -> &Parts {
        &self.head
    }

    /// What the address carries after the question mark.
    pub(crate) fn query(&self) -> Form {
        Form::in_address(&self.head.uri)
    }

    /// What was just done, as an address names it, in words; nothing for what none of these did.
    pub(crate) fn said(&self, sayings: &[(&str, &'static str)]) -> Option<&'static str> {
        let query = self.query();
        let done = query.get(DONE);
        let said = sayings.iter().find(|(named, _)| *named == done);
        said.map(|(_, says)| *says)
    }

    /// Whether the browser brought anything that may say who it is: what it gets then may be for one person.
    pub(crate) fn may_be_somebodys(&self) -> bool {
        [COOKIE, AUTHORIZATION]
            .iter()
            .any(|name| self.head.headers.contains_key(name))
    }
}

impl FromRequestParts<Site> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Self::Rejection> {
        Ok(Self::new(site.clone(), parts.clone()))
    }
}
