//! A site in a folder of its own, and a browser that keeps no secrets.

pub(crate) mod html;
pub(crate) mod launched;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use events::EventLog;
use sea_orm::{ConnectionTrait, Statement};
use sog_web::parts::link::encode;
use sog_web::{AppState, users};
use store::Store;
use tempfile::TempDir;
use tower::ServiceExt;
use vocab::{Currency, Instant, Lang, Team, Zone};

/// The password of everybody.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// When every test begins.
pub(crate) const START: &str = "2026-11-22T09:00:00Z";

/// A site with one person of each team: marketing reads German, sales Dutch, admin English.
pub(crate) struct Site {
    pub(crate) store: Store,
    pub(crate) log: EventLog,
    pub(crate) state: AppState,
    /// What answers; put another one here to serve the site otherwise.
    pub(crate) router: Router,
    /// Where requests seem to come from; from nowhere when nothing is said.
    pub(crate) peer: Option<std::net::SocketAddr>,
    minutes: Arc<AtomicI64>,
    folder: TempDir,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// A header; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The cookie that was set, as a browser sends it back.
    pub(crate) fn cookie(&self) -> String {
        self.header("set-cookie").split(';').next().unwrap_or_default().to_owned()
    }

    /// The text between the tags, blanks made one.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let mut tag = false;
        for c in self.body.chars() {
            match c {
                '<' => tag = true,
                '>' => {
                    tag = false;
                    text.push(' ');
                }
                c if !tag => text.push(c),
                _ => {}
            }
        }
        // Only these: a no-break space is part of a number.
        text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }
}

pub(crate) fn start() -> Instant {
    START.parse().unwrap()
}

impl Site {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let migrations = [
            store::migrations::migrations(),
            events::migrations(),
            customers::migrations(),
            warn::migrations(),
            diagnose::migrations(),
            campaign::migrations(),
            sog_web::migrations(),
        ];
        let store = Store::open_folder(folder.path(), migrations.concat()).await.unwrap();
        let log = EventLog::open(&store, folder.path()).await.unwrap();
        let tx = store.begin().await.unwrap();
        let company = store::Company {
            name: "Hafenlicht".to_owned(),
            currency: Some(Currency::EUR),
            public_url: "http://sog.example".to_owned(),
            ..store::Company::default()
        };
        store::save_company(&tx, &company).await.unwrap();
        tx.commit().await.unwrap();
        for (team, language) in
            [(Team::Marketing, Lang::De), (Team::Sales, Lang::Nl), (Team::Admin, Lang::En)]
        {
            let new = users::NewUser {
                email: address(team),
                name: format!("{team} person"),
                team,
                language,
                password: PASSWORD.to_owned(),
            };
            users::create(&store, new, start()).await.unwrap();
        }
        let minutes = Arc::new(AtomicI64::new(0));
        let hand = minutes.clone();
        let clock =
            Arc::new(move || start() + chrono::TimeDelta::minutes(hand.load(Ordering::Relaxed)));
        let state = AppState::new(store.clone(), log.clone(), folder.path().to_owned(), clock)
            .await
            .unwrap();
        let router = sog_web::router(state.clone());
        Self { store, log, state, router, peer: None, minutes, folder }
    }

    /// A site over 400 simulated customers, refreshed; the data ends the day before the test.
    pub(crate) async fn simulated() -> Self {
        let site = Self::new().await;
        let plan = simulate::Plan {
            customers: 400,
            ..simulate::Plan::demo("2026-11-21".parse().unwrap())
        };
        let files = site.folder().join("simulated");
        simulate::write(&plan, &files, &|_| ()).unwrap();
        let csv: Vec<PathBuf> = std::fs::read_dir(&files)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
            .collect();
        let request = listen::ImportRequest::new(csv, site.folder().to_owned(), start());
        listen::import(&site.store, &site.log, &request, &listen::Quiet).await.unwrap();
        customers::refresh(&site.store, &site.log, site.folder(), &|_| ()).await.unwrap();
        let pictures = site.state.pictures().await.unwrap();
        warn::actions::refresh(&site.store, &pictures, None, start(), Zone::BERLIN).await.unwrap();
        site
    }

    /// Moves the clock on.
    pub(crate) fn wait_minutes(&self, minutes: i64) {
        self.minutes.fetch_add(minutes, Ordering::Relaxed);
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Signs somebody of a team in; gives the cookie.
    pub(crate) async fn sign_in(&self, team: Team) -> String {
        let email = address(team);
        let form = [("email", email.as_str()), ("password", PASSWORD)];
        let answer = self.post("/signin", &form, None).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        answer.cookie()
    }

    pub(crate) async fn get(&self, path: &str, cookie: Option<&str>) -> Answer {
        self.get_with(path, cookie, &[]).await
    }

    pub(crate) async fn get_with(
        &self,
        path: &str,
        cookie: Option<&str>,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.send(Method::GET, path, cookie, headers, String::new()).await
    }

    pub(crate) async fn post(
        &self,
        path: &str,
        form: &[(&str, &str)],
        cookie: Option<&str>,
    ) -> Answer {
        self.post_with(path, form, cookie, &[]).await
    }

    pub(crate) async fn post_with(
        &self,
        path: &str,
        form: &[(&str, &str)],
        cookie: Option<&str>,
        headers: &[(&str, &str)],
    ) -> Answer {
        let pairs: Vec<String> = form
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        self.send(Method::POST, path, cookie, headers, pairs.join("&")).await
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        cookie: Option<&str>,
        headers: &[(&str, &str)],
        body: String,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", "sog.example");
        if !body.is_empty() {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::from(body)).unwrap();
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 4_000_000).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Writes rows, as an import would.
    pub(crate) async fn write<A>(&self, rows: Vec<A>)
    where
        A: sea_orm::ActiveModelTrait + Send,
        <A::Entity as sea_orm::EntityTrait>::Model: sea_orm::IntoActiveModel<A>,
    {
        let tx = self.store.begin().await.unwrap();
        store::records::upsert(&tx, rows).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Records events and brings the pictures up to date.
    pub(crate) async fn happen(&self, events: &[vocab::Event]) {
        let tx = self.store.begin().await.unwrap();
        self.log.append(&tx, events).await.unwrap();
        tx.commit().await.unwrap();
        customers::refresh(&self.store, &self.log, self.folder(), &|_| ()).await.unwrap();
    }

    /// Runs statements.
    pub(crate) async fn run(&self, sql: &str) {
        let tx = self.store.begin().await.unwrap();
        tx.execute_unprepared(sql).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The column `t` of every row of a query.
    pub(crate) async fn text_of(&self, sql: &str) -> Vec<String> {
        let connection = self.store.read();
        let statement = Statement::from_string(connection.get_database_backend(), sql);
        let rows = connection.query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get("", "t").unwrap()).collect()
    }
}

fn address(team: Team) -> String {
    format!("{team}@x.example")
}
