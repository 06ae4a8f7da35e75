//! One world: a running product on its own database, with a clock that stands still until it is told to move.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail, ensure};
use api::documents::{Documents, Types};
use api::http::{
    HttpConfig, InProcess, Pipeline, PipelineConfig, RatesConfig, RequestId, Scheme, router,
};
use api::seal::Sealer;
use api::{ExecutorConfig, SchemaExecutor, Shared, Words};
use app::mail::{Alarms, Delivery, MailSettings};
use app::people::{self, Group, NewGroup, Relation};
use app::second_factors::Site;
use app::secrets::{Hashing, MasterKey, VaultKeys};
use app::{App, Ctx, Db, DbConfig, Durability, ManualClock, Passphrase, Settings};
use axum::Router;
use chrono::{NaiveDate, TimeDelta};
use domain::account::Role;
use domain::consent::{ConsentAges, Purpose};
use domain::group::Capacity;
use domain::text::{Label, Login, PenName};
use domain::vetting::{Certificate, CertificateKind, year_after};
use domain::{AccountId, Centre, Country, InvitationId, Language, Risk, Risks, Timestamp};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_util::task::TaskTracker;

use crate::database::{Database, Kind, random};
use crate::documents::COMMENTS;
use crate::pages::pages;
use crate::people::Person;
use crate::second_factor::Keyring;
use crate::secrets::{self, Secrets};

/// The passphrase of everybody in every world.
pub const PASSPHRASE: &str = "la casa azul del puerto";

/// A running product that nobody else uses.
pub struct World {
    app: App,
    pub(crate) router: Router,
    clock: Arc<ManualClock>,
    database: Database,
    sealer: Sealer,
    letters: TempDir,
    keyring: Keyring,
    pub(crate) secrets: Secrets,
}

/// What a centre decides for itself.
struct Policy {
    second_adult_for: Risks,
    readers_comment: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            second_adult_for: Risks::NONE,
            readers_comment: true,
        }
    }
}

impl World {
    /// The moment at which every world begins: an autumn morning in Madrid.
    pub fn beginning() -> Timestamp {
        Timestamp::from_micros(1_793_780_000_000_000).unwrap_or_default()
    }

    /// An empty panel.
    pub async fn new(kind: Kind) -> Result<Self> {
        secrets::listen();
        Self::on(Database::create(kind).await?, None, Policy::default()).await
    }

    /// An empty panel in which two adults read for new and for young authors too. In others one is enough, whoever wrote it.
    pub async fn careful(kind: Kind) -> Result<Self> {
        secrets::listen();
        let all = Risk::ALL.into_iter().collect();
        let policy = Policy {
            second_adult_for: all,
            ..Policy::default()
        };
        Self::on(Database::create(kind).await?, None, policy).await
    }

    /// An empty panel on whose posts readers without an account don't comment, which is how centres begin. In others they do.
    pub async fn reserved(kind: Kind) -> Result<Self> {
        secrets::listen();
        let policy = Policy {
            readers_comment: false,
            ..Policy::default()
        };
        Self::on(Database::create(kind).await?, None, policy).await
    }

    /// An empty panel in which people may use only so much.
    pub async fn with_rates(kind: Kind, rates: RatesConfig) -> Result<Self> {
        Self::on(
            Database::create(kind).await?,
            Some(rates),
            Policy::default(),
        )
        .await
    }

    /// The product in another process on the same database, as seen from there. It must end before this one.
    pub async fn elsewhere(&self) -> Result<Self> {
        let world = Self::on(self.database.shared(), None, Policy::default()).await?;
        Ok(Self {
            keyring: self.keyring.clone(),
            secrets: self.secrets.clone(),
            ..world
        })
    }

    async fn on(database: Database, rates: Option<RatesConfig>, policy: Policy) -> Result<Self> {
        let config = DbConfig {
            backend: database.backend.clone(),
            durability: Durability::Normal,
            connections: 8,
        };
        let db = Db::open(&config, TaskTracker::new()).await?;
        let clock = Arc::new(ManualClock::new(Self::beginning()));
        let letters = TempDir::new()?;
        let settings = Settings {
            centre: Centre::default(),
            vault: vault_keys()?,
            consent_ages: ConsentAges::built_in()?,
            rules: moderation::screen::Rules::built_in(),
            helplines: domain::helpline::Helplines::built_in()?,
            second_adult_for: policy.second_adult_for,
            readers_comment: policy.readers_comment,
            cool_off: TimeDelta::hours(24),
            hashing: Hashing::CheapForTests,
            breached: None,
            mail: mail(&letters.path().join("mail"))?,
            site: Site::this_machine()?,
            cores: 2,
        };
        let app = App::new(db, Arc::<ManualClock>::clone(&clock), &settings);
        let sealer = Sealer::new(&[9; 64]);
        let shared = Shared {
            sealer: sealer.clone(),
            words: Arc::new(Words::built_in()?),
        };
        let config = ExecutorConfig {
            rates,
            ..ExecutorConfig::new(shared)
        };
        let executor = SchemaExecutor::new(app.clone(), config);
        let bounds = PipelineConfig::default();
        let documents = Documents::new(bounds.limits, bounds.cache);
        let mut documents = documents.of_schema(Types::of(&api::sdl()));
        documents.trust(COMMENTS)?;
        let pipeline = Pipeline::with_documents(documents, bounds, Arc::new(executor));
        let ids = Arc::new(|| RequestId::new(random()));
        let ready = Arc::new(|| -> futures_util::future::BoxFuture<'static, bool> {
            Box::pin(async { true })
        });
        let mut http = HttpConfig::new(api::sdl(), ids, ready);
        http.scheme = Scheme::Http;
        let pipeline = Arc::new(pipeline);
        let pages = pages(InProcess::new(http.clone(), Arc::clone(&pipeline)))?;
        Ok(Self {
            router: router(http, pipeline).merge(pages),
            app,
            clock,
            database,
            sealer,
            letters,
            keyring: Keyring::default(),
            secrets: Secrets::default(),
        })
    }

    /// Ends the story: nothing that is secret or about a child's real life is in the log or in a copy of the database, which is
    /// removed.
    pub async fn end(self) -> Result<()> {
        self.secrets.keep(PASSPHRASE);
        let secrets = self.secrets.all();
        let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
        ensure!(
            secrets::first_logged(&secrets).is_none(),
            "something secret was logged"
        );
        if let Some(held) = self.database.first_held(&secrets).await? {
            bail!("{held} is in the database");
        }
        drop((self.app, self.router));
        self.database.remove().await
    }

    /// Whether something was logged, at whatever level.
    pub fn was_logged(&self, text: &str) -> bool {
        secrets::was_logged(text)
    }

    /// Remembers something that no log and no copy of the database may hold at the end.
    pub fn is_secret(&self, text: &str) {
        self.secrets.keep(text);
    }

    /// The product itself, for what is no part of the API yet.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The database, for what only a look into it can show.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Seals and opens ids as this world's API does.
    pub fn sealer(&self) -> &Sealer {
        &self.sealer
    }

    /// Sends the mail that is due, and gives every mail that was ever sent.
    pub async fn letters(&self) -> Vec<String> {
        app::mail::send_due(&self.app).await.expect("mail is sent");
        let mut letters = Vec::new();
        let Ok(files) = std::fs::read_dir(self.mail_folder()) else {
            return letters;
        };
        for file in files {
            let path = file.expect("a file").path();
            letters.push(std::fs::read_to_string(path).expect("a letter"));
        }
        letters
    }

    /// Where mail is put.
    pub fn mail_folder(&self) -> PathBuf {
        self.letters.path().join("mail")
    }

    /// Mail can be sent, or can't.
    pub fn mail_works(&self, works: bool) {
        let place = self.mail_folder();
        let done = if works {
            std::fs::remove_file(place)
        } else {
            std::fs::write(place, "no folder")
        };
        done.expect("is done");
    }

    /// Lets time pass.
    pub fn passes(&self, span: TimeDelta) {
        self.clock.advance(span);
    }

    /// Somebody without an account.
    pub fn reader(&self) -> Person<'_> {
        Person::reader(self)
    }

    fn operator(&self) -> Ctx {
        self.app.operator()
    }

    /// A group.
    pub async fn group(&self, name: &str) -> Group {
        let name = Label::parse(name).expect("a name");
        self.new_group(NewGroup::named(name)).await
    }

    /// A group that takes few members.
    pub async fn small_group(&self, name: &str, capacity: i64) -> Group {
        let mut new = NewGroup::named(Label::parse(name).expect("a name"));
        new.capacity = Capacity::new(capacity).expect("a capacity");
        self.new_group(new).await
    }

    /// A group of a school or a club.
    pub async fn group_of(&self, entity: &str, name: &str) -> Group {
        let mut new = NewGroup::named(Label::parse(name).expect("a name"));
        new.entity = Some(Label::parse(entity).expect("a name"));
        self.new_group(new).await
    }

    async fn new_group(&self, new: NewGroup) -> Group {
        let (operator, name) = (self.operator(), new.name.clone());
        let created = people::create_group(&operator, new, None).await;
        created.expect("a group");
        let found = people::group_by_name(&operator, name).await;
        found.expect("a look").expect("a group")
    }

    /// A topic.
    pub async fn topic(&self, name: &str) -> app::read::Topic {
        let (operator, name) = (self.operator(), Label::parse(name).expect("a name"));
        let created = app::topics::create_topic(&operator, name, None).await;
        let created = created.expect("a topic").topic;
        let found = app::topics::topic(&operator, created).await;
        found.expect("a look").expect("a topic")
    }

    /// Records how people are related.
    pub async fn relate(&self, relation: Relation) {
        people::relate(&self.operator(), relation)
            .await
            .expect("a relation");
    }

    /// A correspondent of fifteen in a group.
    pub async fn correspondent(&self, name: &str, group: &Group) -> Person<'_> {
        let born = NaiveDate::from_ymd_opt(2011, 3, 1);
        let account = self.account(name, &[Role::Correspondent], born, None).await;
        self.relate(Relation::Member(group.id, account)).await;
        self.signed_in(name, account).await
    }

    /// An adult moderator with everything that one needs.
    pub async fn moderator(&self, name: &str) -> Person<'_> {
        let account = self
            .account(name, &[Role::Moderator], None, Some(Self::certificate()))
            .await;
        self.signed_in(name, account).await
    }

    /// A safeguarding lead, signed in.
    pub async fn lead(&self, name: &str) -> Person<'_> {
        let roles = [Role::SafeguardingLead];
        let account = self
            .account(name, &roles, None, Some(Self::certificate()))
            .await;
        self.signed_in(name, account).await
    }

    /// An adult in some roles, without a certificate.
    pub async fn adult(&self, name: &str, roles: &[Role]) -> Person<'_> {
        let account = self.account(name, roles, None, None).await;
        self.signed_in(name, account).await
    }

    /// A certificate that counts from the beginning of every story for as long as a certificate can.
    pub fn certificate() -> Certificate {
        let issued_on = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap_or_default();
        Self::certificate_between(issued_on, year_after(issued_on))
    }

    /// A certificate with these first and last days.
    pub const fn certificate_between(issued_on: NaiveDate, expires_on: NaiveDate) -> Certificate {
        Certificate {
            country: Country::SPAIN,
            kind: CertificateKind::SexualOffencesRegister,
            issued_on,
            expires_on,
        }
    }

    /// Creates an account.
    pub async fn account(
        &self,
        name: &str,
        roles: &[Role],
        born_on: Option<NaiveDate>,
        certificate: Option<Certificate>,
    ) -> AccountId {
        let account = people::NewAccount {
            login: Login::parse(name).expect("a login"),
            pen_name: PenName::parse(&format!("{name} del Mar")).expect("a pen name"),
            passphrase: Passphrase::parse(PASSPHRASE).expect("a passphrase"),
            language: Language::English,
            roles: roles.to_vec(),
            born_on,
            country: Country::SPAIN,
            consent: vec![Purpose::Account, Purpose::Publication],
            trained_on: certificate.map(|_| self.now().as_utc().date_naive()),
            certificate,
        };
        let account = people::create_account(&self.operator(), account)
            .await
            .expect("an account");
        if certificate.is_some() {
            let acting = app::sessions::acting_as(&self.app, account).await;
            let acting = acting.expect("a look").expect("an adult");
            people::sign_code_of_conduct(&acting, people::CODE_OF_CONDUCT, None)
                .await
                .expect("a signature");
        }
        account
    }

    /// Signs somebody in.
    pub async fn signed_in(&self, login: &str, account: AccountId) -> Person<'_> {
        let input = json!({ "input": { "login": login, "passphrase": PASSPHRASE } });
        let answered = self.send(None, crate::SIGN_IN, input).await;
        let token = self.proves(login, &answered.data()["signIn"]).await;
        Person::signed_in(self, account, token)
    }

    /// Signs somebody in who has yet to prove a second factor, or to set one up.
    pub async fn half_signed_in(&self, login: &str, account: AccountId) -> Person<'_> {
        let input = json!({ "input": { "login": login, "passphrase": PASSPHRASE } });
        let answered = self.send(None, crate::SIGN_IN, input).await;
        let token = answered.data()["signIn"]["token"].as_str();
        Person::signed_in(self, account, token.expect("a token").to_owned())
    }

    /// Ends signing in: sets up or proves what has to be, and gives the token.
    pub async fn proves(&self, login: &str, signed: &Value) -> String {
        let ask = async |token: String, query: &'static str, input: Value| {
            let input = json!({ "input": input });
            let answered = self.send(Some(&token), query, input).await;
            let data = answered.data().as_object().context("data")?;
            data.values().next().cloned().context("a payload")
        };
        let proven = self
            .keyring
            .complete((login, None), signed, self.now(), ask);
        proven.await.expect("a session")
    }

    /// Gives somebody one more role.
    pub async fn grants(&self, account: AccountId, role: Role) {
        people::give_role(&self.operator(), account, role)
            .await
            .expect("a role");
    }

    /// Takes a role away.
    pub async fn takes(&self, login: &str, role: Role) {
        let login = Login::parse(login).expect("a login");
        let operator = self.operator();
        let account = people::account_of_login(&operator, login).await;
        let account = account.expect("a look").expect("an account");
        people::take_role(&operator, account, role)
            .await
            .expect("no role");
    }

    /// A coordinator vouches too for somebody whom a new guide invited.
    pub async fn is_vouched_for(&self, invitation: &Value) {
        let id = self
            .sealer
            .open_node(invitation.as_str().unwrap_or_default());
        let (_, id) = id.expect("an invitation");
        let (operator, login) = (self.operator(), Login::parse("cora").expect("a login"));
        let known = people::account_of_login(&operator, login)
            .await
            .expect("a look");
        let cora = if let Some(cora) = known {
            cora
        } else {
            let certificate = Some(Self::certificate());
            self.account("cora", &[Role::Coordinator], None, certificate)
                .await
        };
        let acting = app::sessions::acting_as(&self.app, cora).await;
        let acting = acting.expect("a look").expect("an adult");
        app::joining::second(&acting, InvitationId::from_uuid(id), None)
            .await
            .expect("another adult vouches");
    }

    /// What time it is.
    pub fn now(&self) -> Timestamp {
        self.app.reader(Language::English).now()
    }
}

fn mail(folder: &Path) -> Result<MailSettings> {
    Ok(MailSettings {
        delivery: Delivery::Folder(folder.to_owned()),
        from: MailSettings::read_address("Altavoz <panel@altavoz.test>").context("an address")?,
        site: "https://altavoz.test".to_owned(),
        languages: Language::ALL.to_vec(),
        alarms: Alarms {
            to: MailSettings::read_address("On call <rota@altavoz.test>")
                .into_iter()
                .collect(),
            language: Language::Spanish,
        },
    })
}

fn vault_keys() -> Result<VaultKeys> {
    let master = MasterKey {
        number: 1,
        secret: [7; 32].into(),
    };
    Ok(VaultKeys::new(vec![master], [8; 32].into())?)
}
