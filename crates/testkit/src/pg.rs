//! A fresh PostgreSQL database for each test.

use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait, Database, DbErr};

use crate::env;

/// A database of its own on the test server; dropped with this value, connections or not.
#[derive(Debug)]
pub struct Fresh {
    server: String,
    name: String,
}

/// Creates a database on the server that `SOG_TEST_POSTGRES` names. `None` (after saying so)
/// when there is no server.
///
/// # Panics
/// When there is no server although there must be one, or when it refuses.
pub async fn fresh() -> Option<Fresh> {
    let server = env::required(env::POSTGRES, "PostgreSQL")?;
    Some(Fresh::on(&server).await.expect("the test server creates a database"))
}

impl Fresh {
    /// Creates a database on a server.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses.
    pub async fn on(server: &str) -> Result<Self, DbErr> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("sog_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let server = server.trim_end_matches('/').to_owned();
        // A test that was killed may have left a database under this number.
        execute(&server, &drop_statement(&name)).await?;
        execute(&server, &format!("create database {name}")).await?;
        Ok(Self { server, name })
    }

    /// The address of the database.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}/{}", self.server, self.name)
    }

    /// The name of the database.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        let (server, statement) = (self.server.clone(), drop_statement(&self.name));
        // A thread of its own: a runtime cannot be entered from within a runtime.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(|error| error.to_string())?;
            runtime.block_on(execute(&server, &statement)).map_err(|error| error.to_string())
        })
        .join();
        if let Ok(Err(error)) = dropped {
            eprintln!("the test database {} stays behind: {error}", self.name);
        }
    }
}

fn drop_statement(name: &str) -> String {
    format!("drop database if exists {name} with (force)")
}

/// Runs one statement in the server's own database, over a connection of its own.
async fn execute(server: &str, statement: &str) -> Result<(), DbErr> {
    let mut options = sea_orm::ConnectOptions::new(format!("{server}/postgres"));
    options.max_connections(1).sqlx_logging(false);
    let connection = Database::connect(options).await?;
    let done = connection.execute_unprepared(statement).await;
    connection.close().await?;
    done.map(|_| ())
}
