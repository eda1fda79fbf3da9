//! The sending loop beside the pages: restarted when the mail server's settings change or the
//! store was out of reach for a while.

use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use campaign::Worker;
use customers::Pictures;
use tokio::sync::watch;
use web::AppState;

/// How often changed pictures and settings are noticed.
const LOOK_EVERY: Duration = Duration::from_secs(3);
/// How long to rest when nothing waits to be sent.
const REST: Duration = Duration::from_millis(500);
/// How long to wait after a failure.
const AFTER_FAILURE: Duration = Duration::from_secs(10);

/// Sends what is queued until told to stop. Without a mail server it waits for one. `listen` is
/// where this process serves its pages: no other process on this host can have it too.
pub(crate) async fn run(state: AppState, listen: SocketAddr, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(error) = once(&state, listen, &stop).await {
            tracing::error!(%error, "sending stopped; it goes on in a moment");
            pause(&mut stop, AFTER_FAILURE).await;
        }
    }
}

async fn pause(stop: &mut watch::Receiver<bool>, time: Duration) {
    tokio::select! {
        () = tokio::time::sleep(time) => {}
        // The sender is gone only when the process ends.
        _ = stop.changed() => {}
    }
}

/// Sends with the settings of now, until they change or `stop` turns true.
async fn once(
    state: &AppState,
    listen: SocketAddr,
    stop: &watch::Receiver<bool>,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut stop = stop.clone();
    let Some(server) = campaign::actions::server(&state.store).await? else {
        pause(&mut stop, LOOK_EVERY).await;
        return Ok(());
    };
    let shelf =
        Arc::new(RwLock::new(state.pictures().await.map_err(|error| format!("{error:?}"))?));
    let newest = shelf.clone();
    let worker = Worker {
        store: state.store.clone(),
        log: state.log.clone(),
        folder: state.folder.clone(),
        rules: state.rules.clone(),
        pictures: Arc::new(move || read(&newest)),
        server: server.clone(),
        clock: state.clock.clone(),
        name: campaign::name::of(&state.folder, &campaign::name::host(), &listen.to_string())?,
        rest: REST,
    };
    let (halt, halted) = watch::channel(false);
    let watching = async {
        loop {
            pause(&mut stop, LOOK_EVERY).await;
            let changed = campaign::actions::server(&state.store).await.ok().flatten();
            if *stop.borrow() || changed.as_ref() != Some(&server) {
                return halt.send(true);
            }
            match state.pictures().await {
                Ok(pictures) => *shelf.write().unwrap_or_else(PoisonError::into_inner) = pictures,
                Err(error) => tracing::warn!(?error, "the pictures cannot be read anew"),
            }
        }
    };
    let (sent, _) = tokio::join!(worker.run(halted), watching);
    let tally = sent?;
    tracing::info!(?tally, "sending paused");
    Ok(())
}

fn read(shelf: &RwLock<Arc<Pictures>>) -> Arc<Pictures> {
    shelf.read().unwrap_or_else(PoisonError::into_inner).clone()
}
