//! Opening the database, and the one way to write to it.

use std::path::Path;
use std::time::Duration;

use sea_orm::sqlx::{Connection, SqliteConnection};
use sea_orm::{
    ConnectOptions, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    SqliteTransactionMode, SqlxError, TransactionOptions, TransactionTrait,
};

use crate::StoreError;
use crate::migrations::{Migration, migrate};

/// A writing transaction. Dropped without [`commit`](DatabaseTransaction::commit) it leaves
/// no trace.
pub type Tx = DatabaseTransaction;

/// The operational database.
#[derive(Debug, Clone)]
pub struct Store {
    read: DatabaseConnection,
    write: DatabaseConnection,
    backend: DatabaseBackend,
}

impl Store {
    /// Opens the SQLite database `sog.db` of a data folder, making both if need be.
    ///
    /// # Errors
    /// When the folder cannot be made, or the database cannot be opened or migrated.
    pub async fn open_folder(
        folder: &Path,
        migrations: Vec<Migration>,
    ) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder)
            .map_err(|source| StoreError::Folder { path: folder.to_owned(), source })?;
        let file = folder.join("sog.db");
        Self::open(&format!("sqlite://{}?mode=rwc", file.display()), migrations).await
    }

    /// Opens a database by address (`sqlite://…` or `postgres://…`) and migrates it.
    ///
    /// # Errors
    /// When the address is of another kind, or the database cannot be reached or migrated.
    pub async fn open(url: &str, migrations: Vec<Migration>) -> Result<Self, StoreError> {
        let sqlite = url.starts_with("sqlite:");
        if !sqlite && !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(StoreError::Address(url.to_owned()));
        }
        // Migrate over a connection of its own: a pooled one that saw the old tables keeps
        // prepared statements that no longer fit.
        let mut once = options(url, sqlite, 1, Access::Write);
        if !sqlite {
            // Whoever mistypes an address wants to know soon.
            once.acquire_timeout(Duration::from_secs(5));
        }
        let first = Database::connect(once).await.map_err(|source| {
            if sqlite {
                source.into()
            } else {
                StoreError::Unreachable { place: place(url), source }
            }
        })?;
        migrate(&first, migrations).await?;
        first.close().await?;

        let writers = if sqlite { 1 } else { 8 };
        let write = Database::connect(options(url, sqlite, writers, Access::Write)).await?;
        let read = Database::connect(options(url, sqlite, 4, Access::Read)).await?;
        let backend = write.get_database_backend();
        Ok(Self { read, write, backend })
    }

    /// For reading; the database refuses to write over it. On SQLite a reader sees the last
    /// committed state and never waits.
    #[must_use]
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a writing transaction.
    ///
    /// # Errors
    /// When the database cannot begin one (another process has been writing for 30 s).
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: self.is_sqlite().then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.write.begin_with_options(options).await?)
    }

    /// For upkeep that databases refuse inside of a transaction, and for nothing else.
    #[must_use]
    pub fn outside_transactions(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Whether this is SQLite (otherwise PostgreSQL).
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.backend == DatabaseBackend::Sqlite
    }

    /// Closes all connections; on SQLite the write-ahead log is folded into the file.
    ///
    /// # Errors
    /// When the database reports a failure on closing.
    pub async fn close(self) -> Result<(), StoreError> {
        self.read.close().await?;
        self.write.close().await?;
        Ok(())
    }
}

/// Where a database address leads, without name and password.
fn place(url: &str) -> String {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let (rest, _) = rest.split_once('?').unwrap_or((rest, ""));
    rest.rsplit_once('@').map_or(rest, |(_, place)| place).to_owned()
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

fn options(url: &str, sqlite: bool, connections: u32, access: Access) -> ConnectOptions {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(connections)
        .min_connections(1)
        .connect_timeout(Duration::from_secs(10))
        .acquire_timeout(Duration::from_secs(30))
        .sqlx_logging(false);
    if sqlite {
        options.map_sqlx_sqlite_opts(move |options| {
            let options = options
                .pragma("journal_mode", "WAL")
                // FULL: a committed transaction survives the loss of power, not only of the process.
                .pragma("synchronous", "FULL")
                .pragma("foreign_keys", "ON")
                .pragma("secure_delete", "ON")
                .busy_timeout(Duration::from_secs(30));
            match access {
                Access::Read => options.pragma("query_only", "ON"),
                Access::Write => options,
            }
        });
        options.map_sqlx_sqlite_pool_opts(|pool| {
            pool.after_release(|connection, _| Box::pin(is_at_rest(connection)))
        });
    } else if access == Access::Read {
        options.map_sqlx_postgres_opts(|options| {
            options.options([("default_transaction_read_only", "on")])
        });
    }
    options
}

/// Whether no transaction is left open on a connection; it is given up otherwise.
///
/// On a full disk SQLite ends a transaction by itself, or keeps it although its commit failed. The
/// driver counts on, and takes the next transaction for a part of the one it believes open: its
/// commit would succeed without anything being on disk.
async fn is_at_rest(connection: &mut SqliteConnection) -> Result<bool, SqlxError> {
    // Rolling back is only queued until the connection is asked for something.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

/// Splits rows so that one statement stays under the 32,766 parameters SQLite allows.
pub fn in_chunks<T>(rows: Vec<T>, columns: usize) -> impl Iterator<Item = Vec<T>> {
    let size = (30_000 / columns.max(1)).max(1);
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        let chunk: Vec<T> = rows.by_ref().take(size).collect();
        (!chunk.is_empty()).then_some(chunk)
    })
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::*;

    #[tokio::test]
    async fn a_transaction_that_the_disk_ended_is_not_gone_on_with() {
        let folder = tempfile::tempdir().unwrap();
        let heap = Migration { name: "heap", sql: "create table heap (body blob)" };
        let store = Store::open_folder(folder.path(), vec![heap]).await.unwrap();
        for _ in 0..3 {
            let tx = store.begin().await.unwrap();
            // No page more than there are: what a full disk says.
            tx.execute_unprepared("pragma max_page_count = 1").await.unwrap();
            let full = tx.execute_unprepared("insert into heap values (zeroblob(4000000))").await;
            assert!(crate::error::is_disk_full(&full.unwrap_err()));
            drop(tx);

            let tx = store.begin().await.unwrap();
            let part = tx.execute_unprepared("release savepoint _sqlx_savepoint_1").await;
            assert!(part.is_err(), "a whole transaction, not a part of the one that is gone");
        }
        let tx = store.begin().await.unwrap();
        tx.execute_unprepared("insert into heap values (x'00')").await.unwrap();
        tx.commit().await.unwrap();
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_named_without_the_password() {
        let url = "postgres://sog:secret@127.0.0.1:1/sog?sslmode=disable";
        let error = Store::open(url, Vec::new()).await.unwrap_err().to_string();
        assert!(error.contains("127.0.0.1:1/sog"), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }
}
