//! One file a command. Each opens what it needs, calls an action, prints.

mod audience;
mod balance;
mod customer;
mod demo;
mod diagnose;
mod erase;
mod export;
mod guard;
mod import;
mod keys;
mod lab;
mod refresh;
mod restored;
mod serve;
mod simulate;
mod targets;
mod told;
mod user;
mod warnings;

use crate::args::{Args, Command};
use crate::config::Config;
use crate::out::Outcome;
use crate::workspace::Workspace;

/// Does what the arguments say.
pub(crate) async fn run(args: Args) -> Outcome {
    let folder = args.folder();
    match &args.command {
        Command::Demo(demo) => return demo::run(args.data.as_deref(), demo).await,
        Command::Guard(asked) if asked.contact.is_none() => return guard::run(&folder, asked),
        Command::Simulate(plan) => return simulate::run(plan),
        Command::Lab { action } => return lab::run(action),
        _ => {}
    }
    let config = Config::read(&folder)?;
    let (database, events) = (config.database.as_deref(), config.events.as_deref());
    let workspace = if args.command.may_begin() {
        Workspace::open_in(&folder, database, events).await?
    } else {
        Workspace::open_existing(&folder, database, events).await?
    };
    // What an erasure that was interrupted has left is ended before anything else; a failure is
    // no reason to refuse what was asked for.
    if let Err(error) = erase::resume(&workspace).await {
        tracing::warn!(%error, "an erasure could not be brought to its end yet");
    }
    let done = match args.command {
        Command::Serve(serve) => {
            let listen = serve.listen.unwrap_or(config.listen);
            serve::run(&workspace, listen, &config.trusted_proxies).await
        }
        Command::Import(import) => import::run(&workspace, import).await,
        Command::Export(asked) => export::run(&workspace, &asked).await,
        Command::Erase(asked) => erase::run(&workspace, asked).await,
        Command::Restored(restored) => restored::run(&workspace, restored.json).await,
        Command::Refresh(refresh) => refresh::run(&workspace, refresh.json).await,
        Command::Customer(asked) => customer::one(&workspace, &asked).await,
        Command::Customers(asked) => customer::all(&workspace, &asked).await,
        Command::Targets(asked) => targets::run(&workspace, &asked).await,
        Command::Warnings(asked) => warnings::run(&workspace, &asked).await,
        Command::Diagnose(asked) => diagnose::run(&workspace, asked).await,
        Command::Balance(asked) => balance::run(&workspace, asked).await,
        Command::Audience(asked) => audience::run(&workspace, &asked).await,
        Command::Keys { action } => keys::run(&workspace, action).await,
        Command::Guard(asked) => guard::contact(&workspace, &asked).await,
        Command::User { action } => user::run(&workspace, action).await,
        Command::Demo(_) | Command::Lab { .. } | Command::Simulate(_) => Ok(()),
    };
    workspace.close().await?;
    done
}
