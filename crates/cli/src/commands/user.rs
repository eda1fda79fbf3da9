//! `sog user`: who may sign in, and what helps when somebody cannot any more.

use std::io::{BufRead, IsTerminal};

use serde_json::json;
use store::Store;
use vocab::Team;
use web::users::{self, NewUser};

use crate::args::User;
use crate::out::{self, Outcome};
use crate::workspace::{Failure, Workspace};

pub(super) async fn run(workspace: &Workspace, action: User) -> Outcome {
    let store = &workspace.store;
    match action {
        User::List { json } => list(store, json).await,
        User::Add { email, name, role, lang } => {
            let password = password()?;
            let new = NewUser { email, name, team: role, language: lang, password };
            let user = users::create(store, new, workspace.now()).await?;
            out::line(&format!("{} ({}) may sign in now.", user.email, user.team))
        }
        User::Password { email } => {
            let user = find(store, &email).await?;
            users::set_password(store, &user.id, password()?).await?;
            out::line(&format!("{} has a new password; all sessions are over.", user.email))
        }
        User::Role { email, role } => {
            let user = find(store, &email).await?;
            users::set_person(store, &user.id, &user.name, role).await?;
            out::line(&format!("{} is {role} now.", user.email))?;
            warn_without_admin(store).await
        }
        User::Block { email } => {
            let user = find(store, &email).await?;
            users::set_active(store, &user.id, false).await?;
            out::line(&format!("{} is kept out; all sessions are over.", user.email))?;
            warn_without_admin(store).await
        }
        User::Allow { email } => {
            let user = find(store, &email).await?;
            users::set_active(store, &user.id, true).await?;
            out::line(&format!("{} may sign in again.", user.email))
        }
    }
}

async fn find(store: &Store, email: &str) -> Result<users::User, Failure> {
    let user = users::find(store, email).await?;
    let unknown = || format!("there is nobody with the address `{email}`; see `sog user list`");
    user.ok_or_else(|| unknown().into())
}

async fn list(store: &Store, json: bool) -> Outcome {
    let people = users::list(store).await?;
    if json {
        let rows: Vec<_> = people
            .iter()
            .map(|user| {
                json!({
                    "email": user.email, "name": user.name, "role": user.team.code(),
                    "lang": user.language.code(), "active": user.active, "created": user.created,
                })
            })
            .collect();
        return out::json(&rows);
    }
    if people.is_empty() {
        out::note("Nobody may sign in yet; `sog user add` makes the first account.");
    }
    for user in &people {
        let kept_out = if user.active { "" } else { "  (kept out)" };
        let (email, team) = (&user.email, user.team.to_string());
        out::line(&format!("{email:32} {team:10} {}{kept_out}", user.name))?;
    }
    Ok(())
}

/// Says so when nobody is left who can administer on the pages.
async fn warn_without_admin(store: &Store) -> Outcome {
    let people = users::list(store).await?;
    if !people.iter().any(|user| user.active && user.team == Team::Admin) {
        out::note("No administrator is left; `sog user role EMAIL admin` makes one.");
    }
    Ok(())
}

/// A new password: typed twice without showing it, or a line of standard input.
fn password() -> Result<String, Failure> {
    if std::io::stdin().is_terminal() {
        let password = rpassword::prompt_password("New password: ")?;
        if password != rpassword::prompt_password("The same again: ")? {
            return Err("the two passwords differ; nothing was changed".into());
        }
        return Ok(password);
    }
    let mut line = String::new();
    if std::io::stdin().lock().read_line(&mut line)? == 0 {
        return Err("no password came in; type it on a terminal, or pipe one line in".into());
    }
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
