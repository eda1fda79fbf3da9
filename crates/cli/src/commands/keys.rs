//! `sog keys`: who may send events.

use serde_json::json;
use store::Store;
use web::keys::{self, WriteKey};

use crate::args::Keys;
use crate::out::{self, Outcome};
use crate::workspace::{Workspace, now};

pub(super) async fn run(workspace: &Workspace, action: Keys) -> Outcome {
    let store = &workspace.store;
    match action {
        Keys::List { json } => list(store, json).await,
        Keys::Add { name, sender, json } => {
            let sender = keys::of_code(&sender).ok_or("a sender is `browser` or `server`")?;
            let (key, secret) = keys::make(store, &name, sender, now()).await?;
            if json {
                let mut shown = as_json(&key);
                shown["key"] = secret.into();
                return out::json(&shown);
            }
            out::note("This is the write key; nobody can show it again.");
            out::line(&secret)
        }
        Keys::Revoke { id } => {
            let key = keys::revoke(store, &id, now()).await?;
            out::line(&format!("{} is revoked; within 5 seconds nobody lets it in.", key.name))
        }
    }
}

fn as_json(key: &WriteKey) -> serde_json::Value {
    json!({
        "id": key.id, "name": key.name, "sender": keys::code(key.sender), "hint": key.hint,
        "created": key.created, "revoked": key.revoked,
    })
}

async fn list(store: &Store, json: bool) -> Outcome {
    let keys = keys::list(store).await?;
    if json {
        return out::json(&keys.iter().map(as_json).collect::<Vec<_>>());
    }
    if keys.is_empty() {
        out::note("There is no write key yet; `sog keys add NAME` makes one.");
    }
    for key in &keys {
        let (id, hint, sender) = (&key.id, &key.hint, keys::code(key.sender));
        let over = if key.revoked.is_some() { "  (revoked)" } else { "" };
        out::line(&format!("{id}  {hint}…  {sender:8} {}{over}", key.name))?;
    }
    Ok(())
}
