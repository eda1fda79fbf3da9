//! Migrations as plain SQL files, written once for both databases.
//!
//! A file holds statements separated by a semicolon at the end of a line. Where the two
//! databases differ, it says `{timestamp}`, `{bytes}`, `{uuid}` or `{serial}` (a counting primary
//! key). An applied file is never edited.

use sea_orm::{
    ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use sea_orm_migration::{
    MigrationName, MigrationTrait, MigratorTraitSelf, SchemaManager, async_trait,
};

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// `room_0001_what`; unique over all rooms, never changed.
    pub name: &'static str,
    /// The statements.
    pub sql: &'static str,
}

/// The tables that several rooms share.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration { name: "store_0001_records", sql: include_str!("../sql/0001_records.sql") },
        Migration { name: "store_0002_trust", sql: include_str!("../sql/0002_trust.sql") },
    ]
}

impl Migration {
    /// The statements as the given database writes them.
    fn statements(&self, backend: DatabaseBackend) -> Vec<String> {
        let (timestamp, bytes, uuid, serial) = match backend {
            DatabaseBackend::Postgres => ("timestamptz", "bytea", "uuid", "bigserial primary key"),
            _ => ("text", "blob", "text", "integer primary key autoincrement"),
        };
        self.sql
            .replace("{timestamp}", timestamp)
            .replace("{bytes}", bytes)
            .replace("{uuid}", uuid)
            .replace("{serial}", serial)
            .lines()
            .filter(|line| !line.trim_start().starts_with("--"))
            .collect::<Vec<_>>()
            .join("\n")
            .split(";\n")
            .map(|statement| statement.trim().trim_end_matches(';').to_owned())
            .filter(|statement| !statement.is_empty())
            .collect()
    }
}

impl MigrationName for Migration {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        // `migrate` puts one transaction around all of them.
        Some(false)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        for statement in self.statements(manager.get_database_backend()) {
            connection.execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}

struct All(Vec<Migration>);

impl MigratorTraitSelf for All {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        self.0.iter().map(|migration| Box::new(*migration) as Box<dyn MigrationTrait>).collect()
    }
}

/// Names the lock under which one process at a time changes the tables of a PostgreSQL
/// database ("Sog" in ASCII; any number nobody else uses would do).
const MIGRATION_LOCK: i64 = 0x53_6f_67;

/// Applies what is not yet applied: all of it or, after a crash or an error, nothing. Of two
/// processes that open a new database at the same moment, one waits for the other.
pub(crate) async fn migrate(
    connection: &DatabaseConnection,
    migrations: Vec<Migration>,
) -> Result<(), DbErr> {
    let sqlite = connection.get_database_backend() == DatabaseBackend::Sqlite;
    let transaction = connection
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: sqlite.then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        })
        .await?;
    if !sqlite {
        transaction
            .execute_unprepared(&format!("select pg_advisory_xact_lock({MIGRATION_LOCK})"))
            .await?;
    }
    All(migrations).up(&transaction, None).await?;
    transaction.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_split_without_their_comments() {
        let migration = Migration {
            name: "test_0001",
            sql: "-- one; two;\ncreate table a (\n    -- the key;\n    k text\n);\ncreate index i on a (k);\n",
        };
        let statements = migration.statements(DatabaseBackend::Sqlite);
        assert_eq!(statements, ["create table a (\n    k text\n)", "create index i on a (k)"]);
    }

    #[test]
    fn placeholders_follow_the_database() {
        let migration =
            Migration { name: "test_0001", sql: "create table a (t {timestamp}, b {bytes});" };
        assert_eq!(
            migration.statements(DatabaseBackend::Sqlite),
            ["create table a (t text, b blob)"]
        );
        assert_eq!(
            migration.statements(DatabaseBackend::Postgres),
            ["create table a (t timestamptz, b bytea)"]
        );
    }
}
