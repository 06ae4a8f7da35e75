//! The running product: one database, one clock, the keys, and the bounded resources that requests share.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::consent::ConsentAges;
use domain::helpline::Helplines;
use domain::{Actor, Centre, Language, Risks};
use moderation::screen::Rules;
use storage::{Db, Notices, StorageError, Tx, epoch};

use crate::Internal;
use crate::comments::readers::Pace;
use crate::ctx::Ctx;
use crate::drafts::Checks;
use crate::mail::{MailSettings, Mailer};
use crate::reviews::alarm::Mailed;
use crate::second_factors::Site;
use crate::secrets::{Breached, Hashing, Passphrases, Vault, VaultKeys};
use crate::sessions::Attempts;
use crate::source::Clock;
use crate::threads::Threads;

/// What the product needs to run.
pub struct Settings {
    /// The centre's calendar.
    pub centre: Centre,
    /// The keys under which real identities are sealed.
    pub vault: VaultKeys,
    /// From which age people consent alone.
    pub consent_ages: ConsentAges,
    /// Whom a child in trouble can turn to.
    pub helplines: Helplines,
    /// What screening goes by.
    pub rules: Arc<Rules>,
    /// What of authors asks for a second adult. What screening says always does.
    pub second_adult_for: Risks,
    /// Whether readers without an account may comment.
    pub readers_comment: bool,
    /// How long nothing is published after a guardian first agreed to publication.
    pub cool_off: TimeDelta,
    /// How expensive hashing a passphrase is.
    pub hashing: Hashing,
    /// The list of passphrases that were stolen elsewhere, if there is one.
    pub breached: Option<Breached>,
    /// How mail is sent.
    pub mail: MailSettings,
    /// The site that passkeys belong to.
    pub site: Site,
    /// The cores of the machine; work that takes a core is bounded by it.
    pub cores: usize,
}

/// How many pieces of work wait for each core.
const LINE: usize = 32;

/// The running product. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

struct Parts {
    db: Db,
    clock: Arc<dyn Clock>,
    centre: Centre,
    vault: Vault,
    consent_ages: ConsentAges,
    helplines: Helplines,
    rules: Arc<Rules>,
    second_adult_for: Risks,
    readers_comment: bool,
    cool_off: TimeDelta,
    passphrases: Passphrases,
    threads: Threads,
    attempts: Attempts,
    checks: Checks,
    reader_pace: Pace,
    mailer: Mailer,
    mailed: Mailed,
    site: Site,
}

impl App {
    /// Puts the parts together.
    pub fn new(db: Db, clock: Arc<dyn Clock>, settings: &Settings) -> Self {
        let cores = settings.cores.max(1);
        Self(Arc::new(Parts {
            db,
            clock,
            centre: settings.centre,
            vault: Vault::new(settings.vault.clone()),
            consent_ages: settings.consent_ages.clone(),
            helplines: settings.helplines.clone(),
            rules: Arc::clone(&settings.rules),
            second_adult_for: settings.second_adult_for,
            readers_comment: settings.readers_comment,
            cool_off: settings.cool_off,
            passphrases: Passphrases::new(settings.hashing, settings.breached.clone(), cores),
            threads: Threads::new(cores, LINE),
            attempts: Attempts::default(),
            checks: Checks::default(),
            reader_pace: Pace::default(),
            mailer: Mailer::new(&settings.mail),
            mailed: Mailed::default(),
            site: settings.site.clone(),
        }))
    }

    /// A request of somebody who is not signed in, in the language they read.
    pub fn reader(&self, language: Language) -> Ctx {
        Ctx::new(self.clone(), Actor::Reader, language)
    }

    /// A command that is run on the server itself.
    pub fn operator(&self) -> Ctx {
        Ctx::new(self.clone(), Actor::Operator, Language::Spanish)
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// Whether the database answers.
    pub async fn is_ready(&self) -> bool {
        self.published_epoch().await.is_ok()
    }

    /// The epoch of what is public. It moves in the transaction of whatever changes what readers see.
    pub async fn published_epoch(&self) -> Result<i64, Internal> {
        let asked = self
            .db()
            .read::<_, StorageError, _>(async |tx: &mut Tx| epoch::published(tx).await);
        Ok(asked.await?)
    }

    /// What changes from now on, told after it was committed.
    pub async fn notices(&self) -> Result<Notices, Internal> {
        Ok(self.db().notices().await?)
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }

    pub(crate) fn second_adult_for(&self) -> Risks {
        self.0.second_adult_for
    }

    /// Whether readers without an account may comment.
    pub fn readers_comment(&self) -> bool {
        self.0.readers_comment
    }

    pub(crate) fn centre(&self) -> Centre {
        self.0.centre
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.0.vault
    }

    pub(crate) fn consent_ages(&self) -> &ConsentAges {
        &self.0.consent_ages
    }

    pub(crate) fn helplines(&self) -> &Helplines {
        &self.0.helplines
    }

    pub(crate) fn rules(&self) -> &Arc<Rules> {
        &self.0.rules
    }

    pub(crate) fn cool_off(&self) -> TimeDelta {
        self.0.cool_off
    }

    pub(crate) fn passphrases(&self) -> &Passphrases {
        &self.0.passphrases
    }

    pub(crate) fn checks(&self) -> &Checks {
        &self.0.checks
    }

    pub(crate) fn reader_pace(&self) -> &Pace {
        &self.0.reader_pace
    }

    pub(crate) fn threads(&self) -> &Threads {
        &self.0.threads
    }

    pub(crate) fn mailer(&self) -> &Mailer {
        &self.0.mailer
    }

    /// When alarms were last mailed.
    pub(crate) fn mailed(&self) -> &Mailed {
        &self.0.mailed
    }

    pub(crate) fn site(&self) -> &Site {
        &self.0.site
    }

    pub(crate) fn attempts(&self) -> &Attempts {
        &self.0.attempts
    }
}
