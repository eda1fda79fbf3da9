//! `sog serve`: the pages, and the workers beside them.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;
use web::refresh::{Behind, rest_after};
use web::{AppState, Clock};

use crate::out::{self, Outcome};
use crate::workspace::{Failure, Workspace};

/// How often to look whether something changed.
const LOOK_EVERY: Duration = Duration::from_secs(3);
/// How long what is shown may lie behind while single events come in without a pause.
const AT_LATEST: Duration = Duration::from_secs(15 * 60);
/// How many events may wait in the inbox before they are moved into the files of the log.
const HAND_OVER_AT: u64 = 100_000;
/// How long to wait after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(60);

/// The pages' state on a workspace.
pub(super) async fn state(
    workspace: &Workspace,
    clock: Clock,
) -> Result<AppState, Box<dyn std::error::Error + Send + Sync>> {
    let (store, log) = (workspace.store.clone(), workspace.log.clone());
    let rules = crate::rules::read(&workspace.folder)?;
    let names = crate::names::read(&workspace.folder)?;
    let state = AppState::new(store, log, workspace.folder.clone(), clock).await?;
    Ok(state.with_rules(rules).with_names(names))
}

pub(super) async fn run(
    workspace: &Workspace,
    listen: SocketAddr,
    proxies: &[web::Network],
) -> Outcome {
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| format!("cannot listen on {listen}: {error}"))?;
    let _serving = claim(&workspace.folder, listener.local_addr()?)?;
    let state = state(workspace, workspace.clock()).await?.behind(proxies);
    out::line(&format!("Sog is at http://{}", listener.local_addr()?))?;
    if !web::users::any(&workspace.store).await? {
        let folder = workspace.folder.display();
        out::line("Nobody can sign in yet. Make the first account:")?;
        out::line(&format!(
            "  sog --data {folder} user add you@example.com --name \"Your Name\" --role admin"
        ))?;
    }
    serve(state, listener).await
}

/// Serves until the process is told to stop; what is under way is finished first.
pub(super) async fn serve(state: AppState, listener: TcpListener) -> Outcome {
    let address = listener.local_addr()?;
    let (stop, stopped) = watch::channel(false);
    let refreshing = tokio::spawn(keep_fresh(state.clone(), stopped.clone()));
    let sending = tokio::spawn(crate::sending::run(state.clone(), address, stopped));
    let app = web::router(state).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, app).with_graceful_shutdown(told_to_stop()).await;
    // Nobody listens any more only if the workers have ended by themselves.
    let _ = stop.send(true);
    sending.await?;
    // To its end: a refresh that is cut off may be in the middle of a commit.
    refreshing.await?;
    Ok(served?)
}

/// Makes sure that nobody else serves the folder: each would send, refresh and remember what it
/// shows without the other. Holds for as long as the file is open; the system gives it back when
/// the process ends, however it ends.
pub(super) fn claim(folder: &Path, address: SocketAddr) -> Result<File, Failure> {
    let path = folder.join("serving");
    let failed = |error| format!("{}: {error}", path.display());
    let mut options = OpenOptions::new();
    let options = options.create(true).read(true).write(true).truncate(false);
    let mut file = options.open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut at = String::new();
            file.read_to_string(&mut at).map_err(failed)?;
            let folder = folder.display();
            return Err(format!(
                "{folder} is served already, at http://{}; stop that server first, or name another \
                 folder (`--data DIR`)",
                at.trim()
            )
            .into());
        }
        Err(TryLockError::Error(error)) => return Err(failed(error).into()),
    }
    file.set_len(0).map_err(failed)?;
    writeln!(file, "{address}").map_err(failed)?;
    Ok(file)
}

/// Refreshes when the server starts, when an import or a setting changed something, and when
/// single events (what was sent, answered, withdrawn) have stopped coming in.
async fn keep_fresh(state: AppState, mut stop: watch::Receiver<bool>) {
    let mut before = None;
    let mut wait = Duration::ZERO;
    let mut ended = tokio::time::Instant::now();
    let mut rest = Duration::ZERO;
    loop {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            // The sender is gone only when the process ends.
            () = async { drop(stop.wait_for(|stop| *stop).await) } => {
                // One that somebody asked for and did not wait for may be at work.
                state.refreshed().await;
                return;
            }
        }
        wait = LOOK_EVERY;
        let shown = state.refreshed().await;
        let marks = match state.marks().await {
            Ok(marks) => marks,
            Err(error) => {
                tracing::error!(%error, "what changed cannot be seen");
                wait = AFTER_FAILURE;
                continue;
            }
        };
        let last = before.replace(marks);
        let behind = marks.behind(shown.as_ref(), last.as_ref());
        if !is_due(behind, last == Some(marks), ended.elapsed(), rest) {
            wait = keep_small(&state).await;
            continue;
        }
        let began = tokio::time::Instant::now();
        if let Err(error) = state.end_erasures().await {
            tracing::error!(%error, "an erasure could not be brought to its end");
        }
        if let Err(error) = state.refresh().await {
            tracing::error!(%error, "pictures and forecasts could not be brought up to date");
            wait = AFTER_FAILURE;
        }
        // Nobody needs to wait for it on a page then.
        if let Err(error) = state.look_ahead().await {
            tracing::error!(%error, "what the models say could not be made");
        }
        ended = tokio::time::Instant::now();
        rest = rest_of(ended - began);
    }
}

/// Empties an inbox in which much waits; gives how long to wait until the next look.
async fn keep_small(state: &AppState) -> Duration {
    let done = async {
        if state.log.waiting().await? >= HAND_OVER_AT {
            state.hand_over().await?;
        }
        Ok::<_, web::refresh::RefreshError>(())
    };
    match done.await {
        Ok(()) => LOOK_EVERY,
        Err(error) => {
            tracing::error!(%error, "what came in could not be moved into the files of the log");
            AFTER_FAILURE
        }
    }
}

/// How long to rest after a refresh that took so long.
fn rest_of(took: Duration) -> Duration {
    rest_after(took).min(AT_LATEST)
}

/// Whether to refresh now: how far what is shown lies behind, whether nothing changed between
/// the last two looks, how long ago the last refresh ended, and how long to rest after it.
fn is_due(behind: Behind, is_quiet: bool, since: Duration, rest: Duration) -> bool {
    match behind {
        // Imports in a row leave half of the time to others.
        Behind::Everything => is_quiet || since >= rest / 10,
        Behind::Events => since >= rest,
        Behind::Nothing => since >= AT_LATEST,
    }
}

async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    let mut terminated =
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(error) => {
                tracing::warn!(%error, "SIGTERM will not be noticed");
                let _ = interrupted.await;
                return;
            }
        };
    tokio::select! {
        _ = interrupted => {}
        _ = terminated.recv() => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_is_due_at_once_or_after_a_rest() {
        let cases = [
            // Behind, quiet, seconds since the last refresh, seconds it took: due?
            (Behind::Everything, false, 0, 0, true),
            (Behind::Everything, true, 3, 60, true),
            (Behind::Everything, false, 3, 1, true),
            // Another import just ended; a row of them is not a row of refreshes.
            (Behind::Everything, false, 3, 60, false),
            (Behind::Everything, false, 60, 60, true),
            // The rest is never longer than what is shown may lie behind.
            (Behind::Everything, false, 90, 3600, true),
            (Behind::Events, true, 599, 60, false),
            (Behind::Events, true, 600, 60, true),
            (Behind::Nothing, true, 600, 1, false),
            (Behind::Nothing, true, 900, 1, true),
        ];
        for (behind, is_quiet, since, took, due) in cases {
            let (since, took) = (Duration::from_secs(since), Duration::from_secs(took));
            let case = format!("{behind:?} {is_quiet} {since:?} {took:?}");
            assert_eq!(is_due(behind, is_quiet, since, rest_of(took)), due, "{case}");
        }
    }
}
