//! One request: who asks, and the one moment at which it is answered.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::account::Unproven;
use domain::policy::{self, Access, Action, Denial};
use domain::text::PenName;
use domain::{Actor, Avatar, Language, Person, SessionId, Timestamp};

use crate::failure::Barred;
use crate::{App, Failure};

/// A signed-in person as they see themselves.
#[derive(Clone)]
pub struct Viewer {
    /// The session.
    pub session: SessionId,
    /// The name that readers see.
    pub pen_name: PenName,
    /// The picture that readers see.
    pub avatar: Avatar,
}

/// One request. `now` never moves inside it, so that age, clearance and claims are judged at one moment.
#[derive(Clone)]
pub struct Ctx(Arc<Parts>);

struct Parts {
    app: App,
    actor: Actor,
    viewer: Option<Viewer>,
    language: Language,
    now: Timestamp,
}

impl Ctx {
    pub(crate) fn new(app: App, actor: Actor, language: Language) -> Self {
        Self::build(app, actor, None, language)
    }

    pub(crate) fn signed_in(app: App, person: Person, viewer: Viewer, language: Language) -> Self {
        Self::build(app, Actor::Person(person), Some(viewer), language)
    }

    /// A request of somebody who has yet to prove a second factor.
    pub(crate) fn unproven(
        app: App,
        unproven: Unproven,
        viewer: Viewer,
        language: Language,
    ) -> Self {
        Self::build(app, Actor::Unproven(unproven), Some(viewer), language)
    }

    fn build(app: App, actor: Actor, viewer: Option<Viewer>, language: Language) -> Self {
        let now = app.clock().now();
        Self(Arc::new(Parts {
            app,
            actor,
            viewer,
            language,
            now,
        }))
    }

    /// The product.
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// Who asks.
    pub fn actor(&self) -> &Actor {
        &self.0.actor
    }

    /// The signed-in person, as they see themselves.
    pub fn viewer(&self) -> Option<&Viewer> {
        self.0.viewer.as_ref()
    }

    /// The language in which the person is answered.
    pub fn language(&self) -> Language {
        self.0.language
    }

    /// The moment of the request.
    pub fn now(&self) -> Timestamp {
        self.0.now
    }

    /// The day at the centre.
    pub fn today(&self) -> NaiveDate {
        self.app().centre().day(self.now())
    }

    /// Goes on only if the actor may do `action`.
    pub(crate) fn may<R: From<Barred>>(&self, action: &Action<'_>) -> Result<(), Failure<R>> {
        match policy::access(self.actor(), action) {
            Access::Allowed => Ok(()),
            Access::Denied(denial) => Err(Failure::refused(Barred::Denied(denial))),
            Access::Hidden => Err(Failure::refused(Barred::NotFound)),
        }
    }

    /// Why there is no signed-in person.
    fn nobody(&self) -> Denial {
        match self.actor() {
            Actor::Unproven(_) => Denial::SecondFactor,
            Actor::Reader | Actor::Person(_) | Actor::Operator => Denial::SignedOut,
        }
    }

    /// Whether the actor may do `action`, where the answer to "no" is nothing.
    pub(crate) fn is_allowed(&self, action: &Action<'_>) -> bool {
        policy::access(self.actor(), action) == Access::Allowed
    }

    /// The signed-in person. Asked before anything is looked up, so that who is signed out is told so whatever the id.
    pub(crate) fn person<R: From<Barred>>(&self) -> Result<&Person, Failure<R>> {
        self.actor()
            .person()
            .ok_or_else(|| Failure::refused(Barred::Denied(self.nobody())))
    }
}
