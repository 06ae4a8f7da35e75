//! Background work: chaining audit records, putting lapsed claims back in line, forgetting what is old, making public what adults approved
//! for a time, and making digests. No permission depends on it having run: it keeps tables small and the audit log sealed, and what is late is only late.

use chrono::TimeDelta;
use domain::{JobId, Timestamp};
use moderation::review::GIVEN_BACK_RESTS;
use storage::jobs::{self, Leased};
use storage::{
    Tx, address_proofs, adult_invitations, answered, audit, claims, notifications as stored,
    sessions,
};
use tokio_util::sync::CancellationToken;

use crate::audit as log;
use crate::reviews::{alarm, end_lapsed};
use crate::source::new_id;
use crate::tick::Ticks;
use crate::{App, Internal};
use crate::{joining, mail, notifications, posts};

/// How long a process may take for one job before another one takes it over.
const LEASE: TimeDelta = TimeDelta::minutes(2);
/// How soon a job that failed is tried again.
const RETRY: TimeDelta = TimeDelta::seconds(30);
/// How often due jobs are looked for.
const TICK: std::time::Duration = std::time::Duration::from_millis(500);
/// How many rows a job works on before it commits.
const BATCH: i64 = 500;
/// How long answers are kept for retries.
const ANSWERS_LAST: TimeDelta = TimeDelta::days(7);

/// The operations whose answers tell who held which review.
const HOLDING: [&str; 5] = [
    "claimNextReview",
    "claimReview",
    "renewClaim",
    "releaseClaim",
    "handOverClaim",
];

/// A kind of background work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Job {
    ChainAudit,
    EndLapsedClaims,
    ForgetOld,
    PublishDue,
    MakeDigests,
}

impl Job {
    const ALL: [Self; 5] = [
        Self::ChainAudit,
        Self::EndLapsedClaims,
        Self::ForgetOld,
        Self::PublishDue,
        Self::MakeDigests,
    ];

    /// The stable name under which it is stored.
    const fn name(self) -> &'static str {
        match self {
            Self::ChainAudit => "chain-audit",
            Self::EndLapsedClaims => "end-lapsed-claims",
            Self::ForgetOld => "forget-old",
            Self::PublishDue => "publish-due",
            Self::MakeDigests => "make-digests",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|job| job.name() == name)
    }

    /// How long after it ended it runs again.
    const fn every(self) -> TimeDelta {
        match self {
            Self::ChainAudit => TimeDelta::seconds(1),
            Self::EndLapsedClaims => TimeDelta::seconds(20),
            Self::ForgetOld => TimeDelta::hours(1),
            Self::PublishDue => TimeDelta::seconds(5),
            Self::MakeDigests => TimeDelta::minutes(1),
        }
    }
}

/// Runs due jobs, sends mail, raises alarms and looks whether the audit log is sound, until `stop`. A slow server for mail keeps no job waiting, nor does a long log.
pub async fn run(app: App, stop: CancellationToken) {
    tokio::join!(
        run_jobs(&app, &stop),
        mail::run(&app, &stop),
        alarm::run(&app, &stop),
        log::run(&app, &stop)
    );
}

async fn run_jobs(app: &App, stop: &CancellationToken) {
    let mut registered = false;
    let mut ticks = Ticks::every(TICK, stop);
    while ticks.next().await {
        let ran = if registered {
            run_due(app).await.map(drop)
        } else {
            register(app).await
        };
        match ran {
            Ok(()) => registered = true,
            Err(error) => tracing::error!(error = %error, "background jobs could not be run"),
        }
    }
}

/// Makes sure that every job exists; those that do are left as they are.
pub async fn register(app: &App) -> Result<(), Internal> {
    let now = app.clock().now();
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            for job in Job::ALL {
                jobs::ensure(tx, JobId::from_uuid(new_id(now)), job.name(), now).await?;
            }
            Ok(())
        })
        .await
}

/// Runs every job that is due, and tells how many ran. Tests call it instead of waiting.
pub async fn run_due(app: &App) -> Result<usize, Internal> {
    for ran in 0..=Job::ALL.len() {
        let now = app.clock().now();
        let leased = app
            .db()
            .write::<_, Internal, _>(async move |tx: &mut Tx| {
                Ok(jobs::lease_due(tx, now, now.plus(LEASE)).await?)
            })
            .await?;
        let Some(leased) = leased else {
            return Ok(ran);
        };
        finish(app, leased).await?;
    }
    Ok(Job::ALL.len())
}

async fn finish(app: &App, leased: Leased) -> Result<(), Internal> {
    let job = Job::from_name(&leased.name);
    let done = match job {
        Some(job) => work(app, job).await,
        None => Err(Internal::Contradiction("an unknown job")),
    };
    let now = app.clock().now();
    if let Err(error) = &done {
        tracing::error!(job.name = %leased.name, error = %error, "a background job failed");
    }
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            match (done, job) {
                (Ok(()), Some(job)) => {
                    jobs::finish(tx, leased.id, now.plus(job.every())).await?;
                }
                (Err(error), _) => {
                    jobs::fail(tx, leased.id, &error.to_string(), now.plus(RETRY)).await?;
                }
                (Ok(()), None) => {}
            }
            Ok(())
        })
        .await
}

async fn work(app: &App, job: Job) -> Result<(), Internal> {
    match job {
        Job::ChainAudit => chain_audit(app).await,
        Job::EndLapsedClaims => {
            let ctx = app.operator();
            app.db()
                .write::<_, Internal, _>(async move |tx: &mut Tx| {
                    Ok(end_lapsed(tx, &ctx, BATCH).await?)
                })
                .await
        }
        Job::ForgetOld => forget(app).await,
        Job::PublishDue => posts::publish_due(app).await,
        Job::MakeDigests => notifications::run_digests(app).await,
    }
}

/// Chains every record that is not chained yet, a batch a transaction.
pub async fn chain_audit(app: &App) -> Result<(), Internal> {
    loop {
        let chained = app
            .db()
            .write::<_, Internal, _>(async |tx: &mut Tx| Ok(audit::chain(tx, BATCH).await?))
            .await?;
        if i64::try_from(chained).is_ok_and(|chained| chained < BATCH) {
            return Ok(());
        }
    }
}

async fn forget(app: &App) -> Result<(), Internal> {
    let now: Timestamp = app.clock().now();
    joining::forget_over(app, BATCH).await?;
    joining::forget_askings(app).await?;
    app.db()
        .write::<_, Internal, _>(async move |tx: &mut Tx| {
            sessions::purge(tx, now).await?;
            answered::purge(tx, now.plus(-ANSWERS_LAST)).await?;
            adult_invitations::delete_until(tx, now).await?;
            claims::purge_given_back(tx, now).await?;
            address_proofs::purge(tx, now).await?;
            stored::purge(tx, now.plus(-notifications::KEPT), BATCH).await?;
            // Who held what and did not decide is forgotten, in kept answers too.
            answered::purge_of(tx, &HOLDING, now.plus(-GIVEN_BACK_RESTS)).await?;
            Ok(())
        })
        .await
}
