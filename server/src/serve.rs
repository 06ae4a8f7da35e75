//! The command `serve`: opens the installation, answers requests, runs the jobs, and ends in good order.

use std::io;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use app::{App, StorageError, people};
use storage::Tx;
use tokio::net::{TcpListener, TcpSocket};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::Config;
use crate::say::say;
use crate::signals::Signals;
use crate::start::{self, Installation, Streams, When};
use crate::{cli, demo, dev, http_server};

/// How long writes and jobs may take after the last connection ended.
pub(crate) const LAST_WAIT: Duration = Duration::from_secs(10);

/// Connections that the system keeps in line for us.
const IN_LINE: u32 = 1_024;

/// Serves until a signal comes.
pub(crate) async fn serve(config: &Config, args: &cli::Serve) -> anyhow::Result<ExitCode> {
    let mut signals = Signals::listen()?;
    let listener = listen(config)?;
    let installation = start::open(config, When::NewOrExisting).await?;
    warn_of_owner(&installation).await?;
    if args.demo {
        tokio::select! {
            made = demo::prepare(config, &installation, args.posts) => made?,
            () = signals.next() => bail!("the demo was interrupted; delete the data folder to start again"),
        }
    }
    let streams = Streams::default();
    let mut router = start::router(config, &installation, &streams)?;
    if args.dev {
        router = router.merge(dev::router());
    }
    let address = listener.local_addr().context("the address is not known")?;
    greet(&installation.app, &start::origin(config, address)).await?;
    if args.dev {
        say(&format!("GraphiQL is at http://{address}/graphiql"));
    }
    say(&format!("Altavoz listens on http://{address}"));
    tracing::info!("started");

    let stop = CancellationToken::new();
    let running = TaskTracker::new();
    let bounds = http_server::Bounds {
        most_per_address: config.http.most_connections_per_address.get(),
        ..http_server::Bounds::of(config.http.most_connections.get())
    };
    let proxies = start::trusted_proxies(config);
    running.spawn(http_server::run(
        listener,
        router,
        bounds,
        proxies,
        stop.clone(),
    ));
    let stop_jobs = CancellationToken::new();
    let jobs = TaskTracker::new();
    jobs.spawn(app::jobs::run(installation.app.clone(), stop_jobs.clone()));
    jobs.close();
    running.close();

    signals.next().await;
    tracing::info!("stopping");
    stop.cancel();
    streams.stop.cancel();
    streams.open.close();
    let in_order = async {
        running.wait().await;
        streams.open.wait().await;
        stop_jobs.cancel();
        finish_writes(installation, &jobs).await
    };
    tokio::select! {
        finished = in_order => finished?,
        () = signals.next() => bail!("stopped at once by a second signal"),
    }
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    let address = config.http.listen;
    let bound = || {
        let socket = match address {
            SocketAddr::V4(_) => TcpSocket::new_v4()?,
            SocketAddr::V6(_) => TcpSocket::new_v6()?,
        };
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(IN_LINE)
    };
    bound().map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            anyhow!("{address} is in use by another program; choose another address with --listen")
        }
        _ => anyhow!(error).context(format!("{address} can't be listened on")),
    })
}

/// Gives whoever starts an empty panel the link to set up its first administrator.
async fn greet(app: &App, origin: &str) -> anyhow::Result<()> {
    let offered = people::offer_set_up(app)
        .await
        .context("the link to set up the first administrator can't be made")?;
    if let Some(code) = offered {
        let hours = people::SETUP_LINK_LASTS.num_hours();
        say("Nobody has an account yet. Open this link to set up the first administrator;");
        say(&format!("it works once, for {hours} hours:"));
        say(&format!("  {origin}/setup?code={}", code.reveal()));
        say(
            "Or create one here: altavoz admin create --login NAME --pen-name NAME --role administrator",
        );
    }
    Ok(())
}

/// Waits for the jobs, and for writes that were begun: each runs to its end.
async fn finish_writes(installation: Installation, jobs: &TaskTracker) -> anyhow::Result<()> {
    let Installation { app, writes, .. } = installation;
    let all = async {
        jobs.wait().await;
        // The embedded database has one line for writes; when this one is done, all before it are.
        let last = app
            .db()
            .write::<_, StorageError, _>(async |_: &mut Tx| Ok(()));
        last.await
            .context("the last writes could not be waited for")?;
        writes.close();
        writes.wait().await;
        Ok(())
    };
    tokio::time::timeout(LAST_WAIT, all)
        .await
        .unwrap_or_else(|_elapsed| Err(anyhow!("writes took too long and were cut off")))
}

/// Says it where the role of PostgreSQL that serves could rewrite the audit log.
async fn warn_of_owner(installation: &Installation) -> anyhow::Result<()> {
    let db = installation.app.db();
    let may = db.may_rewrite_audit().await;
    if may.context("the rights of the database's role can't be read")? {
        tracing::warn!(
            "this role of the database could rewrite the audit log; docs/postgresql.md tells how to serve with one that can't"
        );
    }
    Ok(())
}
