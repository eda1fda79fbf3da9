//! Opening the database, and the one way to write to it.

use std::path::Path;
use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait,
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
        if self.is_sqlite() {
            // A COMMIT that fails because the disk is full leaves SQLite's transaction open, and the
            // library would take the next one for a part of it: its commit would commit nothing.
            // There is one connection for writing, so nobody else's transaction is meant; where
            // none is open this fails, as it should.
            let _ = self.write.execute_unprepared("rollback").await;
        }
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
    } else if access == Access::Read {
        options.map_sqlx_postgres_opts(|options| {
            options.options([("default_transaction_read_only", "on")])
        });
    }
    options
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
    use super::*;

    #[tokio::test]
    async fn a_server_that_is_not_there_is_named_without_the_password() {
        let url = "postgres://sog:secret@127.0.0.1:1/sog?sslmode=disable";
        let error = Store::open(url, Vec::new()).await.unwrap_err().to_string();
        assert!(error.contains("127.0.0.1:1/sog"), "{error}");
        assert!(!error.contains("secret"), "{error}");
    }
}
