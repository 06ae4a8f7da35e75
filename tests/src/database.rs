//! A database for one test: a file in a folder that goes away, or one on the PostgreSQL that `./test` started.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result};
use app::Backend;
use tempfile::TempDir;
use tokio_postgres::NoTls;
use uuid::Uuid;

use crate::secrets::first_in;

/// Which database a story is told on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The embedded one.
    Sqlite,
    /// The one for scale.
    Postgres,
}

impl Kind {
    /// Whether this machine has it.
    pub fn is_there(self) -> bool {
        match self {
            Self::Sqlite => true,
            Self::Postgres => server_url().is_some(),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "tests have no configuration file"
)]
fn server_url() -> Option<String> {
    std::env::var("TEST_DATABASE_URL").ok()
}

/// A database that nobody else uses.
#[derive(Debug)]
pub struct Database {
    /// How the product opens it.
    pub backend: Backend,
    folder: Option<TempDir>,
    on_server: Option<(String, String)>,
}

impl Database {
    /// Makes one.
    pub async fn create(kind: Kind) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        if kind == Kind::Sqlite {
            return Ok(Self {
                backend: Backend::Sqlite(folder.path().join("altavoz.db")),
                folder: Some(folder),
                on_server: None,
            });
        }
        let server = server_url().context("TEST_DATABASE_URL is not set")?;
        let name = format!("world_{}", random().simple());
        run(&server, &format!("CREATE DATABASE {name}")).await?;
        let (address, _) = server
            .rsplit_once('/')
            .context("TEST_DATABASE_URL names no database")?;
        Ok(Self {
            backend: Backend::Postgres(format!("{address}/{name}")),
            folder: Some(folder),
            on_server: Some((server, name)),
        })
    }

    /// The same database for another process, which does not remove it.
    pub(crate) fn shared(&self) -> Self {
        Self {
            backend: self.backend.clone(),
            folder: None,
            on_server: None,
        }
    }

    /// A folder that goes away with the test.
    pub fn folder(&self) -> &Path {
        self.folder.as_ref().map_or(Path::new(""), TempDir::path)
    }

    /// Whether `text` stands anywhere in the stored data: in the file's bytes, or in any row of any table, as text or
    /// as bytes.
    pub async fn holds(&self, text: &str) -> Result<bool> {
        Ok(self.first_held(&[text]).await?.is_some())
    }

    /// The first of some texts that is anywhere in the database.
    pub async fn first_held<'t>(&self, texts: &[&'t str]) -> Result<Option<&'t str>> {
        match &self.backend {
            Backend::Sqlite(file) => {
                let mut bytes = vec![];
                for name in [file.clone(), file.with_extension("db-wal")] {
                    if name.exists() {
                        bytes.extend(std::fs::read(&name)?);
                    }
                }
                Ok(first_in(&bytes, texts))
            }
            Backend::Postgres(url) => {
                let rows = rows(url).await?;
                let bytes: Vec<String> = texts.iter().map(|text| hex(text)).collect();
                let bytes: Vec<&str> = bytes.iter().map(String::as_str).collect();
                let held = first_in(rows.as_bytes(), &bytes);
                let held = texts.iter().find(|text| held == Some(hex(text).as_str()));
                Ok(first_in(rows.as_bytes(), texts).or(held.copied()))
            }
        }
    }

    /// How often `text` stands in the rows of a server; a file has copies of what it holds, so that nothing is counted there.
    pub async fn times_held(&self, text: &str) -> Result<Option<usize>> {
        match &self.backend {
            Backend::Sqlite(_) => Ok(None),
            Backend::Postgres(url) => Ok(Some(rows(url).await?.matches(text).count())),
        }
    }

    /// Removes it.
    pub async fn remove(self) -> Result<()> {
        match self.on_server {
            None => Ok(()),
            Some((server, name)) => {
                run(&server, &format!("DROP DATABASE {name} WITH (FORCE)")).await
            }
        }
    }
}

/// Bytes as PostgreSQL prints them.
fn hex(text: &str) -> String {
    text.bytes().fold(String::new(), |mut hex, byte| {
        let _infallible = write!(hex, "{byte:02x}");
        hex
    })
}

/// A name that no other test picks.
pub(crate) fn random() -> Uuid {
    Uuid::from_u128(rand::random())
}

/// Runs one statement on the server.
async fn run(server: &str, statement: &str) -> Result<()> {
    let (client, connection) = tokio_postgres::connect(server, NoTls).await?;
    let work = async {
        client.batch_execute(statement).await?;
        drop(client);
        anyhow::Ok(())
    };
    let (connected, done) = tokio::join!(connection, work);
    connected?;
    done
}

/// Every row of every table, as text.
async fn rows(url: &str) -> Result<String> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let work = async {
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
        let mut all = String::new();
        for table in client.query(tables, &[]).await? {
            let table: String = table.try_get(0)?;
            let text = format!("SELECT coalesce(string_agg(t::text, ' '), '') FROM \"{table}\" t");
            let text: String = client.query_one(&text, &[]).await?.try_get(0)?;
            all.push_str(&text);
        }
        drop(client);
        anyhow::Ok(all)
    };
    let (connected, all) = tokio::join!(connection, work);
    connected?;
    all
}
