//! Migrations as plain SQL files, written once for both databases.
//!
//! A file holds statements separated by a semicolon at the end of a line. Where the two
//! databases differ, it says `{timestamp}`, `{bytes}` or `{serial}` (a counting primary key). An applied file is never edited.

use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr};
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
    vec![Migration {
        name: "store_0001_records",
        sql: include_str!("../sql/0001_records.sql"),
    }]
}

impl Migration {
    /// The statements as the given database writes them.
    fn statements(&self, backend: DatabaseBackend) -> Vec<String> {
        let (timestamp, bytes, serial) = match backend {
            DatabaseBackend::Postgres => ("timestamptz", "bytea", "bigserial primary key"),
            _ => ("text", "blob", "integer primary key autoincrement"),
        };
        self.sql
            .replace("{timestamp}", timestamp)
            .replace("{bytes}", bytes)
            .replace("{serial}", serial)
            .split(";\n")
            .map(|statement| {
                statement
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("--"))
                    .collect::<Vec<_>>()
                    .join("\n")
            })
            .filter(|statement| !statement.trim().is_empty())
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
        self.0
            .iter()
            .map(|migration| Box::new(*migration) as Box<dyn MigrationTrait>)
            .collect()
    }
}

/// Applies what is not yet applied.
pub(crate) async fn migrate(
    connection: &DatabaseConnection,
    migrations: Vec<Migration>,
) -> Result<(), DbErr> {
    All(migrations).up(connection, None).await
}
