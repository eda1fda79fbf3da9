//! `sog serve`: the pages, and the workers beside them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use web::{AppState, Clock};

use crate::out::{self, Outcome};
use crate::workspace::{Workspace, now};

/// How often pictures and warnings are brought up to date.
const REFRESH_EVERY: Duration = Duration::from_secs(15 * 60);

/// The pages' state on a workspace.
pub(super) async fn state(
    workspace: &Workspace,
    clock: Clock,
) -> Result<AppState, Box<dyn std::error::Error + Send + Sync>> {
    let (store, log) = (workspace.store.clone(), workspace.log.clone());
    Ok(AppState::new(store, log, workspace.folder.clone(), clock).await?)
}

pub(super) async fn run(workspace: &Workspace, listen: SocketAddr) -> Outcome {
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| format!("cannot listen on {listen}: {error}"))?;
    let state = state(workspace, Arc::new(now)).await?;
    out::line(&format!("Sog is at http://{}", listener.local_addr()?))?;
    serve(workspace, state, listener).await
}

/// Serves until the process is told to stop; what is under way is finished first.
pub(super) async fn serve(
    workspace: &Workspace,
    state: AppState,
    listener: TcpListener,
) -> Outcome {
    let refreshing = tokio::spawn(refresh_now_and_then(workspace.clone()));
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let sending = tokio::spawn(crate::sending::run(state.clone(), stopped));
    let app = web::router(state).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, app).with_graceful_shutdown(told_to_stop()).await;
    refreshing.abort();
    // Nobody listens any more only if the worker has ended by itself.
    let _ = stop.send(true);
    sending.await?;
    Ok(served?)
}

async fn refresh_now_and_then(workspace: Workspace) {
    loop {
        tokio::time::sleep(REFRESH_EVERY).await;
        if let Err(error) = super::refresh::all(&workspace).await {
            tracing::error!(%error, "the pictures could not be brought up to date");
        }
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
