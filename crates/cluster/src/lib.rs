//! `sog-cluster`: SQL over the event log, and folding on several machines.
//!
//! A program beside `sog`, because it brings a query engine (Apache DataFusion) and a scheduler
//! (Apache Ballista) that the loop itself does not need.
//!
//! What always holds:
//! - SQL reads and never writes ([`mod@sql`]);
//! - executors run the very fold that `sog` runs, over whole buckets, with its reader of event
//!   files; so answers and picture files are those of one machine, to the bit ([`work`]);
//! - an executor reads events and gives bytes. It needs no database, writes nothing that lasts,
//!   and runs nothing but folds, whatever is sent to it ([`executor`]);
//! - an executor may die at any moment: its buckets are folded by others ([`client`]).
//!
//! Reading order: [`work`], [`plan`], [`codec`], [`executor`], [`scheduler`], [`client`], then the
//! commands [`mod@refresh`], [`ask`], [`mod@sql`]. Why the fold travels this way: decision 10.

mod args;
mod ask;
mod client;
mod codec;
mod error;
mod executor;
mod plan;
mod refresh;
mod scheduler;
mod sql;
mod work;

use std::process::ExitCode;

use clap::Parser;
use cli::out;
// For its feature: what Ballista says through `log` is written where `out::log` writes.
use tracing_subscriber as _;

use crate::args::{Args, Command};
use crate::error::Outcome;

/// Does what the process's arguments say.
#[must_use]
pub fn main() -> ExitCode {
    let args = Args::parse();
    let levels = [
        "error,cluster=info",
        "warn,cluster=info,ballista_scheduler=info,ballista_executor=info",
        "info,h2=warn,hyper=warn,sqlx=warn",
    ];
    out::log(levels, args.verbose);
    // The scheduler walks plans by recursion.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(32 << 20)
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => {
            out::problem(&format!("the system gives no threads: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.block_on(run(args));
    // Whoever waits on a file that never comes must not keep the process.
    runtime.shutdown_background();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if out::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            out::failure(&error);
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Outcome<()> {
    let folder = args.folder();
    match args.command {
        Command::Sql(asked) => sql::run(&folder, &asked).await,
        Command::Scheduler(asked) => scheduler::run(&asked).await,
        Command::Executor(asked) => executor::run(&folder, &asked).await,
        Command::Refresh(asked) => refresh::run(&folder, &asked).await,
        Command::Ask(asked) => ask::run(&folder, &asked).await,
    }
}
