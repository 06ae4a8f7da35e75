//! The binary `altavoz`: reads the command line and the configuration, and starts what was asked for.

mod admin;
mod audit;
mod cli;
mod config;
mod demo;
mod dev;
mod eval;
mod files;
mod groups;
mod http_server;
mod import;
mod keys;
mod keys_command;
mod logs;
mod migrate;
mod random;
mod rules;
mod say;
mod screening;
mod serve;
mod signals;
mod staff;
mod start;
mod trusted;

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Parser as _;

use cli::{Cli, Command};
use config::Config;
use say::say;

/// Requests make many small values that live briefly, on many threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match run(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            say::complain(&format!("altavoz: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let Cli { common, command } = cli;
    let load = |serve: Option<&cli::Serve>| Config::load(&common, serve);
    match command {
        Command::PrintSchema => {
            say::say_exactly(&api::sdl());
            Ok(ExitCode::SUCCESS)
        }
        Command::Code => staff::code(),
        Command::Screening(command) => match screening::run(&command)? {
            Some(replay) => block_on(&load(None)?, async |config| {
                screening::replay(config, replay).await
            }),
            None => Ok(ExitCode::SUCCESS),
        },
        Command::Eval(cli::Eval::Screening(args)) => eval::run(&args).map(|()| ExitCode::SUCCESS),
        Command::CheckConfig => {
            for line in load(None)?.describe() {
                say(&line);
            }
            Ok(ExitCode::SUCCESS)
        }
        Command::Serve(args) => block_on(&load(Some(&args))?, async |config| {
            serve::serve(config, &args).await
        }),
        Command::Migrate(args) => block_on(&load(None)?, async |config| {
            migrate::run(config, &args).await
        }),
        Command::Admin(command) => block_on(&load(None)?, async |config| {
            admin::run(config, command).await
        }),
        Command::Audit(command) => block_on(&load(None)?, async |config| {
            audit::run(config, command).await
        }),
        Command::Keys(command) => block_on(&load(None)?, async |config| {
            keys_command::run(config, command).await
        }),
        Command::Import(command) => block_on(&load(None)?, async |config| {
            import::run(config, command).await
        }),
    }
}

/// Runs a command that works with the database.
fn block_on<F>(config: &Config, command: F) -> anyhow::Result<ExitCode>
where
    F: AsyncFnOnce(&Config) -> anyhow::Result<ExitCode>,
{
    logs::init(config.log);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the threads could not be started")?;
    let outcome = runtime.block_on(command(config));
    runtime.shutdown_timeout(serve::LAST_WAIT);
    outcome
}
