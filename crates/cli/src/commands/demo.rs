//! `sog demo`: a simulated company, imported and refreshed like any other, then served.
//!
//! What a demo made carries its mark ([`mark`]); a folder without it is left alone.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use campaign::smtp::Server;
use listen::ImportRequest;
use simulate::Plan;
use tokio::net::TcpListener;
use vocab::{Lang, Team, Zone};
use web::caught::Mailbox;
use web::users::{self, NewUser};
use web::{Clock, DemoInfo, DemoPerson};

use super::{import, serve};
use crate::args::Demo;
use crate::catcher;
use crate::mark::{self, Mark};
use crate::out::{self, Outcome};
use crate::progress;
use crate::workspace::{Failure, Workspace, now};

/// The demo's people. A demo hides nothing, so its passwords stand here and on the sign-in page.
const PEOPLE: [(&str, &str, Team, Lang); 4] = [
    ("Mara Lindner", "mara@demo.example", Team::Marketing, Lang::De),
    ("Sem de Vries", "sem@demo.example", Team::Sales, Lang::Nl),
    ("Ana Torres", "ana@demo.example", Team::Sales, Lang::Es),
    ("Tom Baker", "tom@demo.example", Team::Admin, Lang::En),
];
const PASSWORD: &str = "demo-password";

pub(super) async fn run(data: Option<&Path>, args: &Demo) -> Outcome {
    let started = Instant::now();
    // Kept to the end: the folder goes when the demo ends.
    let temporary = if data.is_some() { None } else { Some(tempfile::tempdir()?) };
    let folder = match (data, &temporary) {
        (Some(folder), _) => folder.to_owned(),
        (None, Some(temporary)) => temporary.path().to_owned(),
        (None, None) => return Err("no folder for the demo".into()),
    };
    let listener = TcpListener::bind(args.listen)
        .await
        .map_err(|error| format!("cannot listen on {}: {error}", args.listen))?;
    let address = format!("http://{}", listener.local_addr()?);

    let today = Zone::BERLIN.day(now());
    let before = mark::without_database(&folder);
    if let Some(found) = before.clone() {
        // Refuses before anything is made.
        plan(&mark::decide(found, &folder, args, today)?)?.check()?;
    }
    let workspace = Workspace::open(&folder, None).await?;
    let _serving = serve::claim(&folder, listener.local_addr()?)?;
    let found = match before {
        Some(found) => found,
        None => mark::in_database(&workspace).await?,
    };
    let mark = mark::decide(found, &folder, args, today)?;
    let behind = mark.behind(now());
    let clock: Clock = Arc::new(move || now() - behind);
    if mark.complete {
        out::note("The demo of this folder is served as it was left.");
    } else {
        make(&workspace, mark, &clock).await?;
    }

    let mailbox = Mailbox::default();
    let mail = catcher::start(mailbox.clone(), clock.clone()).await?;
    point_at(&workspace, &address, mail).await?;
    let people = PEOPLE
        .iter()
        .map(|(name, email, team, _)| DemoPerson {
            name: (*name).to_owned(),
            email: (*email).to_owned(),
            password: PASSWORD.to_owned(),
            team: *team,
        })
        .collect();
    let state =
        serve::state(&workspace, clock).await?.with_demo(DemoInfo { people }).with_mailbox(mailbox);

    let seconds = started.elapsed().as_secs_f64();
    out::line(&format!("Sog is at {address} (ready after {seconds:.1} s)"))?;
    out::line("Sign in as:")?;
    for (name, email, team, _) in PEOPLE {
        out::line(&format!("  {email:20} {PASSWORD}   {name}, {team}"))?;
    }
    out::line("Mails are caught, not sent. Stop with Ctrl-C.")?;
    serve::serve(state, listener).await?;
    workspace.close().await
}

/// The company that a mark stands for.
fn plan(mark: &Mark) -> Result<Plan, Failure> {
    let scenario = mark.scenario.parse()?;
    let Mark { customers, seed, .. } = *mark;
    Ok(Plan { customers, seed, scenario, ..Plan::demo(mark.end) })
}

/// Simulates the company and takes it in through the front door. Begun again after an
/// interruption it gives the same company: every step may be repeated.
async fn make(workspace: &Workspace, mark: Mark, clock: &Clock) -> Outcome {
    let plan = plan(&mark)?;
    note(workspace, &mark).await?;
    let files = workspace.folder.join("simulated");
    let bar = progress::steps(1000, "simulating");
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of 1 as a position on a bar"
    )]
    simulate::write(&plan, &files, &|share| bar.set_position((share * 1000.0) as u64))?;
    bar.finish_and_clear();

    let request = ImportRequest::new(csv_files(&files)?, workspace.folder.clone(), clock());
    let report = import::import(workspace, &request).await?;
    if report.rejected > 0 {
        return Err(
            format!("{} rows of the simulated company were rejected", report.rejected).into()
        );
    }
    settle(workspace).await?;
    workspace.refresh(clock()).await?;
    for (name, email, team, language) in PEOPLE {
        if users::find(&workspace.store, email).await?.is_some() {
            continue;
        }
        let new = NewUser {
            email: email.to_owned(),
            name: name.to_owned(),
            team,
            language,
            password: PASSWORD.to_owned(),
        };
        users::create(&workspace.store, new, clock()).await?;
    }
    note(workspace, &Mark { complete: true, ..mark }).await
}

/// Marks the folder.
async fn note(workspace: &Workspace, mark: &Mark) -> Outcome {
    let tx = workspace.store.begin().await?;
    mark::save(&tx, mark).await?;
    tx.commit().await?;
    Ok(())
}

/// What the people of the company would fill in on the settings page.
async fn settle(workspace: &Workspace) -> Outcome {
    let mut company = store::company(workspace.store.read()).await?;
    "Lindenhof Handel".clone_into(&mut company.name);
    "Lindenhof Handel GmbH, Am Lindenhof 4, 49074 Osnabrück"
        .clone_into(&mut company.postal_address);
    "post@lindenhof.example".clone_into(&mut company.sender_email);
    let tx = workspace.store.begin().await?;
    store::save_company(&tx, &company).await?;
    tx.commit().await?;
    Ok(())
}

/// Links in mails lead to this process, and mails to its catcher.
async fn point_at(workspace: &Workspace, address: &str, mail: std::net::SocketAddr) -> Outcome {
    let mut company = store::company(workspace.store.read()).await?;
    address.clone_into(&mut company.public_url);
    let tx = workspace.store.begin().await?;
    store::save_company(&tx, &company).await?;
    tx.commit().await?;
    campaign::actions::save_server(&workspace.store, &Server::local(mail)).await?;
    Ok(())
}

fn csv_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in folder.read_dir()? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            files.push(path);
        }
    }
    Ok(files)
}
