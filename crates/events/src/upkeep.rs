//! What every change of the files begins and ends with: a folder that holds what the catalogue
//! says and nothing else, and few files.

use chrono::Utc;
use store::Tx;

use crate::change::{self, Change};
use crate::lock::WriteLock;
use crate::log::blocking;
use crate::merging::MergePlan;
use crate::rows::{self, Catalogue};
use crate::{EventLog, EventsError, folder};

impl EventLog {
    /// What every change of the files begins and a merge ends with: the catalogue when no
    /// change is under way, and a folder that holds nothing else and knows of the last change.
    pub(crate) async fn settled(&self, lock: &WriteLock) -> Result<Catalogue, EventsError> {
        loop {
            let cleared = self.clear_remote().await?;
            self.bring(rows::catalogue(self.store().read()).await?.files.iter()).await?;
            let tx = self.store().begin().await?;
            let catalogue = rows::settled_catalogue(&tx).await?;
            // A commit that was under way may have put more on the list.
            if !cleared.is_none_or(|names| catalogue.unwanted.iter().all(|n| names.contains(n))) {
                continue;
            }
            let (folder, lock) = (self.folder().to_owned(), lock.clone());
            let (catalogue, unborn) = blocking(move || {
                let unborn = folder::remove_leftovers(&folder, &catalogue, &lock)?;
                Ok((catalogue, unborn))
            })
            .await?;
            if !catalogue.unwanted.is_empty() {
                rows::change::removed(&tx).await?;
            }
            let now = Utc::now();
            let snapshots = rows::change::snapshots(&tx).await?;
            let oldest = change::oldest_kept(&snapshots, self.forgets_before(now));
            let unwanted = rows::change::expire(&tx, oldest, now).await?;
            tx.commit().await?;
            // A file goes after the list that names it is committed: on the next round.
            self.settle_remote(&unborn, catalogue.snapshot).await?;
            if unwanted == 0 {
                self.bring(catalogue.files.iter()).await?;
                return Ok(catalogue);
            }
        }
    }

    /// Makes a change part of the log, inside a transaction.
    pub(crate) async fn make(&self, tx: &Tx, change: &Change) -> Result<(), EventsError> {
        rows::change::commit(tx, change, self.buckets(), Utc::now()).await
    }

    /// Merges until no bucket has many runs and there are few id files; gives the catalogue
    /// after that, and how many runs were merged.
    pub(crate) async fn merge_files(
        &self,
        lock: &WriteLock,
    ) -> Result<(Catalogue, u64), EventsError> {
        let mut merged = 0;
        loop {
            let catalogue = self.settled(lock).await?;
            let plan = MergePlan::new(&catalogue);
            if plan.is_empty() {
                return Ok((catalogue, merged));
            }
            let (folder, held) = (self.folder().to_owned(), lock.clone());
            let runs = plan.runs();
            let change = blocking(move || {
                let _held = held;
                plan.write(&folder)
            })
            .await?;
            self.send(&change).await?;
            let tx = self.store().begin().await?;
            self.make(&tx, &change).await?;
            tx.commit().await?;
            merged += runs;
        }
    }
}
