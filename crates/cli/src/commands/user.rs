//! `sog user`: who may sign in.

use std::io::{BufRead, IsTerminal};

use web::users::{self, NewUser};

use crate::args::User;
use crate::out::{self, Outcome};
use crate::workspace::{Workspace, now};

pub(super) async fn run(workspace: &Workspace, action: User) -> Outcome {
    match action {
        User::Add { email, name, role, lang } => {
            if std::io::stdin().is_terminal() {
                out::note("Password (it shows as you type; pipe it in to hide it):");
            }
            let mut password = String::new();
            std::io::stdin().lock().read_line(&mut password)?;
            let password = password.trim_end_matches(['\r', '\n']).to_owned();
            let new = NewUser { email, name, team: role, language: lang, password };
            let user = users::create(&workspace.store, new, now()).await?;
            out::line(&format!("{} ({}) may sign in now.", user.email, user.team))
        }
    }
}
