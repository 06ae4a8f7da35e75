//! The demo: a made-up panel that lived through months in seconds, by the use cases that real people use. It goes into
//! an empty database only, and is served again when it is there.

mod accounts;
mod comments;
mod mix;
mod people;
mod plan;
mod staff;
mod stage;
#[cfg(test)]
mod tests;
mod texts;
mod together;

use std::sync::Arc;

use anyhow::{Context as _, ensure};
use app::people::set_blog_page;
use app::{Clock as _, Db, ManualClock, SystemClock};
use domain::Timestamp;
use tokio::task::JoinSet;

use crate::config::{Config, Durability};
use crate::keys::Keys;
use crate::say::say;
use crate::start::{self, Installation};
use accounts::Account;
pub(crate) use accounts::refuse_half_made;
use people::{Panel, Passphrases};
use plan::Size;
use stage::{Stage, told};

/// Makes sure that the demo is there, and tells with whom to sign in.
pub(crate) async fn prepare(
    config: &Config,
    installation: &Installation,
    posts: Option<u16>,
) -> anyhow::Result<()> {
    let file = accounts::path(&config.data);
    let all = if start::has_accounts(installation.app.db()).await? {
        ensure!(
            file.exists(),
            "the database has accounts that are no demo's; --demo fills only an empty one, so name another folder \
             with --data"
        );
        say("The demo that is there already is served.");
        accounts::read(&config.data)?
    } else {
        make(config, &installation.keys, Size::of(posts)).await?
    };
    say("Nobody in it exists. Sign in with, for instance:");
    for line in accounts::most_useful(&all) {
        say(&line);
    }
    say(&format!("All accounts are in {}", file.display()));
    say(
        "Adults who work for the panel prove a second factor: totpSecret is the secret of their app, and",
    );
    say("`altavoz code` reads it and prints what the app would show");
    Ok(())
}

async fn make(config: &Config, keys: &Keys, size: Size) -> anyhow::Result<Vec<Account>> {
    say(&format!("Making up a panel with {} posts …", size.posts));
    accounts::begin(&config.data)?;
    // A demo that a power cut takes is made again, so it need not survive one until it is whole.
    let writes = tokio_util::task::TaskTracker::new();
    let db = start::open_database(config, Durability::Normal, writes).await?;
    let making = Making {
        now: SystemClock.now(),
        db,
        config,
        keys,
        size,
    };
    let panel = making.people().await?;
    making.posts(&panel).await?;
    making.renew(&panel).await?;
    accounts::finish(&config.data, &panel.accounts)?;
    Ok(panel.accounts.clone())
}

/// A demo that is being made.
struct Making<'a> {
    now: Timestamp,
    db: Db,
    config: &'a Config,
    keys: &'a Keys,
    size: Size,
}

impl Making<'_> {
    /// A stage of its own for each that works at the same time.
    fn stage(&self) -> anyhow::Result<Stage> {
        let clock = Arc::new(ManualClock::new(plan::beginning(self.now)));
        let app = start::app_on(
            self.db.clone(),
            Arc::<ManualClock>::clone(&clock),
            self.config,
            self.keys,
        )?;
        Ok(Stage::new(app, clock, self.now))
    }

    fn stages(&self) -> anyhow::Result<Vec<Stage>> {
        let stages = 0..start::cores().saturating_mul(2);
        stages.map(|_| self.stage()).collect()
    }

    async fn people(&self) -> anyhow::Result<Arc<Panel>> {
        let beginning = plan::beginning(self.now);
        let ctx = self.stage()?.operator(beginning);
        let (groups, topics) = people::places(&ctx, self.size).await?;
        let centre = self.config.centre.place();
        let born_on = |number| plan::born_on(number, self.now, centre);
        let newcomers = Arc::new(people::newcomers(self.size, &groups, born_on));
        let passphrases = Arc::new(Passphrases::new());
        let mut joined = in_shares(
            self.stages()?.into_iter(),
            newcomers.len(),
            move |stage, number| {
                let (newcomers, passphrases) = (Arc::clone(&newcomers), Arc::clone(&passphrases));
                async move {
                    let newcomer = newcomers.get(number).context("somebody got lost")?;
                    people::join(&stage.operator(beginning), newcomer, &passphrases).await
                }
            },
        )
        .await?;
        joined.sort_by_key(|(number, _)| *number);
        let joined = joined.into_iter().map(|(_, joined)| joined).collect();
        let panel = Panel::of(topics, joined);
        if let Some(first) = panel.correspondents.first() {
            told("a blog page", set_blog_page(&ctx, *first, true).await)?;
        }
        Ok(Arc::new(panel))
    }

    /// Certificates, trainings and codes count for a year at most; those of the demo began with it.
    async fn renew(&self, panel: &Panel) -> anyhow::Result<()> {
        let ctx = self.stage()?.operator(self.now);
        for account in &panel.cleared {
            staff::vet(&ctx, *account).await?;
        }
        Ok(())
    }

    async fn posts(&self, panel: &Arc<Panel>) -> anyhow::Result<()> {
        let lives = Arc::new(plan::lives(self.size, self.now)?);
        let panel = Arc::clone(panel);
        in_shares(
            self.stages()?.into_iter(),
            lives.len(),
            move |stage, number| {
                let (lives, panel) = (Arc::clone(&lives), Arc::clone(&panel));
                async move {
                    let life = lives.get(number).context("a post got lost")?;
                    stage.live(&panel, life).await
                }
            },
        )
        .await?;
        Ok(())
    }
}

/// Does `count` pieces of work, each stage its share, and gives what came of each with its number.
async fn in_shares<T, F, W>(
    stages: impl Iterator<Item = Stage>,
    count: usize,
    work: W,
) -> anyhow::Result<Vec<(usize, T)>>
where
    T: Send + 'static,
    F: Future<Output = anyhow::Result<T>> + Send,
    W: Fn(Arc<Stage>, usize) -> F + Clone + Send + Sync + 'static,
{
    let stages: Vec<Stage> = stages.collect();
    let step = stages.len().max(1);
    let mut shares = JoinSet::new();
    for (first, stage) in stages.into_iter().enumerate() {
        let (stage, work) = (Arc::new(stage), work.clone());
        shares.spawn(async move {
            let mut done = Vec::new();
            for number in (first..count).step_by(step) {
                done.push((number, work(Arc::clone(&stage), number).await?));
            }
            anyhow::Ok(done)
        });
    }
    let mut all = Vec::with_capacity(count);
    while let Some(share) = shares.join_next().await {
        all.extend(share.context("a share of the demo broke")??);
    }
    Ok(all)
}
