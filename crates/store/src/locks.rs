//! What transactions of several processes must not do at the same time.
//!
//! On SQLite a writing transaction is alone from its beginning, so that nothing has to be done.
//! On PostgreSQL each of these takes an advisory lock that the database gives back at the end of
//! the transaction, however it ends.

use sea_orm::{ConnectionTrait, DatabaseBackend};

use crate::{StoreError, Tx};

/// What is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// Who is in the inbox: bringing events is shared, erasing is alone.
    Inbox,
    /// The company's settings, the currency of the books among them: whoever reads them to write
    /// them is alone.
    Company,
}

impl Lock {
    /// Numbers of our own among the advisory locks of a database.
    const fn number(self) -> i64 {
        match self {
            Self::Inbox => 0x0050_6f67_0001,
            Self::Company => 0x0050_6f67_0002,
        }
    }

    /// Waits until nobody has it alone; nobody gets it alone before the end of the transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn share(self, tx: &Tx) -> Result<(), StoreError> {
        self.take(tx, "pg_advisory_xact_lock_shared").await
    }

    /// Waits until nobody has it; nobody gets it before the end of the transaction.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn alone(self, tx: &Tx) -> Result<(), StoreError> {
        self.take(tx, "pg_advisory_xact_lock").await
    }

    async fn take(self, tx: &Tx, how: &str) -> Result<(), StoreError> {
        if tx.get_database_backend() != DatabaseBackend::Sqlite {
            tx.execute_unprepared(&format!("select {how}({})", self.number())).await?;
        }
        Ok(())
    }
}
