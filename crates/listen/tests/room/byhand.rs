//! Records that people change on a page: two at the same time, and of whom they may be.

use std::time::Duration;

use events::EventLog;
use sea_orm::ActiveValue::Set;
use sog_listen::byhand::{self, ByHandError};
use store::Store;
use store::blocks::{self, Because, BlockKey, What};
use store::records::{self, contact, promise};
use vocab::Instant;

use crate::common::migrations;

fn at() -> Instant {
    "2026-11-01T09:00:00Z".parse().unwrap()
}

fn made(id: &str, contact: Option<&str>) -> promise::Model {
    promise::Model {
        id: id.to_owned(),
        customer_id: "K1".to_owned(),
        contact_id: contact.map(str::to_owned),
        made: at(),
        owner: None,
        text: "Call".to_owned(),
        due: at(),
        settled: None,
        outcome: None,
    }
}

async fn keep(store: &Store, log: &EventLog, row: &promise::Model) -> Result<(), ByHandError> {
    let tx = store.begin().await?;
    byhand::keep_promise(&tx, log, row, &row.id).await?;
    tx.commit().await.unwrap();
    Ok(())
}

/// Of two people who settle one promise at the same time, the second sees that it is settled.
#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_settles_a_promise() {
    for one in testkit::stores(migrations()).await {
        let log = EventLog::open(&one.store, one.folder()).await.unwrap();
        keep(&one.store, &log, &made("V1", None)).await.unwrap();
        let first = one.store.begin().await.unwrap();
        let row = byhand::promise(&first, "K1", "V1").await.unwrap().unwrap();
        assert!(byhand::promise(&first, "K2", "V1").await.unwrap().is_none());
        let other = one.store.clone();
        let second = tokio::spawn(async move {
            let tx = other.begin().await.unwrap();
            let row = byhand::promise(&tx, "K1", "V1").await.unwrap().unwrap();
            tx.commit().await.unwrap();
            row.outcome
        });
        // Long enough to read, were it not for the lock.
        tokio::time::sleep(Duration::from_millis(300)).await;
        let kept = promise::Model { settled: Some(at()), outcome: Some("kept".into()), ..row };
        byhand::keep_promise(&first, &log, &kept, "kept").await.unwrap();
        first.commit().await.unwrap();
        assert_eq!(second.await.unwrap().as_deref(), Some("kept"), "{}", one.name);
    }
}

#[tokio::test]
async fn nothing_is_kept_of_strangers_and_of_whom_was_erased() {
    for one in testkit::stores(migrations()).await {
        let log = EventLog::open(&one.store, one.folder()).await.unwrap();
        let person = |id: &str, customer: &str| contact::ActiveModel {
            id: Set(id.to_owned()),
            customer_id: Set(customer.to_owned()),
            first_name: Set("Ann".to_owned()),
            last_name: Set("Lee".to_owned()),
            email: Set(None),
            phone: Set(None),
            language: Set("nl".to_owned()),
            role: Set("buyer".to_owned()),
            impersonal: Set(false),
        };
        let tx = one.store.begin().await.unwrap();
        records::upsert(&tx, vec![person("P1", "K1"), person("P2", "K2")]).await.unwrap();
        tx.commit().await.unwrap();
        keep(&one.store, &log, &made("V1", Some("P1"))).await.unwrap();
        for stranger in ["P2", "P9"] {
            let why = keep(&one.store, &log, &made("V2", Some(stranger))).await.unwrap_err();
            assert!(matches!(why, ByHandError::NoContact(_)), "{}: {why}", one.name);
        }
        let tx = one.store.begin().await.unwrap();
        let key = BlockKey::ensure(&tx, [9; 32]).await.unwrap();
        let because = Because { at: at(), reason: "erased", erasure: None };
        blocks::add(&tx, &key, &[(What::Contact, "P1")], because).await.unwrap();
        tx.commit().await.unwrap();
        let why = keep(&one.store, &log, &made("V3", Some("P1"))).await.unwrap_err();
        assert!(matches!(why, ByHandError::Erased(_)), "{}: {why}", one.name);
    }
}
