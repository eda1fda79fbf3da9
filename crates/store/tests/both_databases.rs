//! What the store promises, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, reason = "the helpers of a test may panic as the test does")]

use std::time::Duration;

use sea_orm::ActiveValue::Set;
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use sog_store as store;
use store::records::{block, consent, customer, deal, insert_new, upsert};
use store::{Company, Migration, Store, StoreError};
use testkit::TestStore;

async fn stores() -> Vec<TestStore> {
    testkit::stores(store::migrations::migrations()).await
}

fn customer(id: &str, name: &str) -> customer::ActiveModel {
    customer::ActiveModel {
        id: Set(id.to_owned()),
        name: Set(name.to_owned()),
        kind: Set("company".to_owned()),
        country: Set("DE".to_owned()),
        region: Set(None),
        owner: Set(Some("berg".to_owned())),
        since: Set(None),
    }
}

async fn names(store: &Store) -> Vec<String> {
    customer::Entity::find()
        .order_by_asc(customer::Column::Id)
        .all(store.read())
        .await
        .unwrap()
        .into_iter()
        .map(|row| row.name)
        .collect()
}

fn time(text: &str) -> DateTimeUtc {
    text.parse().unwrap()
}

#[tokio::test]
async fn settings_come_back_as_they_were_saved() {
    for test in stores().await {
        let before = store::company(test.store.read()).await.unwrap();
        assert_eq!(before, Company::default(), "{}", test.name);

        let company = Company {
            name: "Süßwaren Müller & Söhne".to_owned(),
            zone: "Europe/Madrid".parse().unwrap(),
            currency: Some("EUR".parse().unwrap()),
            holdout_share: 0.125,
            ..Company::default()
        };
        for _ in 0..2 {
            let tx = test.store.begin().await.unwrap();
            store::save_company(&tx, &company).await.unwrap();
            tx.commit().await.unwrap();
        }
        let after = store::company(test.store.read()).await.unwrap();
        assert_eq!(after, company, "{}", test.name);
    }
}

#[tokio::test]
async fn a_setting_of_another_shape_is_named() {
    for test in stores().await {
        let tx = test.store.begin().await.unwrap();
        store::settings::set(&tx, "company", &7).await.unwrap();
        tx.commit().await.unwrap();
        let error = store::company(test.store.read()).await.unwrap_err();
        assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
        assert!(error.to_string().contains("setting `company`"), "{error}");
    }
}

#[tokio::test]
async fn upsert_brings_known_rows_up_to_date() {
    for test in stores().await {
        for rows in [
            vec![customer("1", "old"), customer("2", "two")],
            vec![customer("1", "new"), customer("3", "three")],
            vec![],
        ] {
            let tx = test.store.begin().await.unwrap();
            upsert(&tx, rows).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(names(&test.store).await, ["new", "two", "three"], "{}", test.name);
    }
}

#[tokio::test]
async fn of_two_rows_with_one_key_the_last_counts() {
    for test in stores().await {
        let tx = test.store.begin().await.unwrap();
        let rows = vec![customer("1", "first"), customer("2", "two"), customer("1", "last")];
        upsert(&tx, rows).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(&test.store).await, ["last", "two"], "{}", test.name);
    }
}

#[tokio::test]
async fn insert_new_keeps_what_is_there_and_counts_what_was_not() {
    for test in stores().await {
        let tx = test.store.begin().await.unwrap();
        let first = vec![customer("1", "first"), customer("2", "two")];
        assert_eq!(insert_new(&tx, first).await.unwrap(), 2, "{}", test.name);
        let second = vec![customer("1", "again"), customer("3", "three")];
        assert_eq!(insert_new(&tx, second).await.unwrap(), 1, "{}", test.name);
        let third = vec![customer("1", "again")];
        assert_eq!(insert_new(&tx, third).await.unwrap(), 0, "{}", test.name);
        let twice = vec![customer("4", "four"), customer("4", "four again")];
        assert_eq!(insert_new(&tx, twice).await.unwrap(), 1, "{}", test.name);
        tx.commit().await.unwrap();
        assert_eq!(names(&test.store).await, ["first", "two", "three", "four"], "{}", test.name);
    }
}

#[tokio::test]
async fn keys_of_two_columns_are_one_key() {
    let row = |hash: &str, channel: &str| block::ActiveModel {
        hash: Set(hash.to_owned()),
        channel: Set(channel.to_owned()),
        at: Set(time("2026-11-22T10:00:00Z")),
        reason: Set("objected".to_owned()),
        erasure: Set(None),
    };
    for test in stores().await {
        let tx = test.store.begin().await.unwrap();
        let rows = vec![row("a", "email"), row("a", "phone"), row("b", "email")];
        assert_eq!(insert_new(&tx, rows).await.unwrap(), 3, "{}", test.name);
        upsert(&tx, vec![row("a", "email"), row("a", "phone")]).await.unwrap();
        tx.commit().await.unwrap();
        let count = block::Entity::find().count(test.store.read()).await.unwrap();
        assert_eq!(count, 3, "{}", test.name);
    }
}

#[tokio::test]
async fn more_rows_than_one_statement_holds() {
    for test in stores().await {
        let rows = (0..12_000).map(|n| customer(&format!("{n:05}"), "n")).collect();
        let tx = test.store.begin().await.unwrap();
        upsert(&tx, rows).await.unwrap();
        tx.commit().await.unwrap();
        let count = customer::Entity::find().count(test.store.read()).await.unwrap();
        assert_eq!(count, 12_000, "{}", test.name);
    }
}

#[tokio::test]
async fn a_dropped_transaction_leaves_no_trace() {
    for test in stores().await {
        let tx = test.store.begin().await.unwrap();
        upsert(&tx, vec![customer("1", "gone")]).await.unwrap();
        assert!(names(&test.store).await.is_empty(), "{}: seen too early", test.name);
        drop(tx);

        let tx = test.store.begin().await.unwrap();
        upsert(&tx, vec![customer("2", "gone too")]).await.unwrap();
        tx.rollback().await.unwrap();

        let tx = test.store.begin().await.unwrap();
        upsert(&tx, vec![customer("3", "stays")]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(names(&test.store).await, ["stays"], "{}", test.name);
    }
}

#[tokio::test]
async fn nobody_writes_over_the_reading_connection() {
    for test in stores().await {
        let written = customer::Entity::insert(customer("1", "sneaked in"))
            .exec_without_returning(test.store.read())
            .await;
        assert!(written.is_err(), "{}", test.name);
        assert!(names(&test.store).await.is_empty(), "{}", test.name);
    }
}

#[tokio::test]
async fn times_keep_microseconds_and_their_order() {
    let texts = [
        "1999-12-31T23:59:59.999999Z",
        "2026-11-22T10:00:00Z",
        "2026-11-22T10:00:00.000001Z",
        "2026-11-22T10:00:00.5Z",
        "2026-11-22T10:00:00.500001Z",
        "2026-11-22T10:00:01Z",
    ];
    for test in stores().await {
        // Written backwards, so that the order is the database's own.
        let rows = texts
            .iter()
            .rev()
            .map(|text| consent::ActiveModel {
                id: Set((*text).to_owned()),
                contact_id: Set("c".to_owned()),
                channel: Set("email".to_owned()),
                purpose: Set("marketing".to_owned()),
                status: Set("given".to_owned()),
                at: Set(time(text)),
                source: Set("form".to_owned()),
                text_version: Set(None),
                sale_ref: Set(None),
                family: Set(None),
                notice_shown: Set(true),
            })
            .collect();
        let tx = test.store.begin().await.unwrap();
        upsert(&tx, rows).await.unwrap();
        tx.commit().await.unwrap();

        let rows = consent::Entity::find()
            .order_by_asc(consent::Column::At)
            .all(test.store.read())
            .await
            .unwrap();
        let found: Vec<_> = rows.iter().map(|row| row.at).collect();
        let expected: Vec<_> = texts.iter().map(|text| time(text)).collect();
        assert_eq!(found, expected, "{}", test.name);
        assert!(rows.iter().all(|row| row.notice_shown), "{}", test.name);

        let from = consent::Entity::find()
            .filter(consent::Column::At.gte(time("2026-11-22T10:00:00.5Z")))
            .count(test.store.read())
            .await
            .unwrap();
        assert_eq!(from, 3, "{}", test.name);
    }
}

#[tokio::test]
async fn amounts_and_absent_values_come_back_exactly() {
    for test in stores().await {
        let row = deal::ActiveModel {
            id: Set("d".to_owned()),
            customer_id: Set("1".to_owned()),
            title: Set("Anlage „Nord“".to_owned()),
            opened: Set(time("2026-01-01T00:00:00Z")),
            closed: Set(None),
            outcome: Set("open".to_owned()),
            phase: Set("need".to_owned()),
            amount: Set("123456789012.345678".to_owned()),
            family: Set(None),
            region: Set(Some(String::new())),
            owner: Set(None),
        };
        let tx = test.store.begin().await.unwrap();
        upsert(&tx, vec![row]).await.unwrap();
        tx.commit().await.unwrap();
        let row = deal::Entity::find_by_id("d").one(test.store.read()).await.unwrap().unwrap();
        assert_eq!(row.amount, "123456789012.345678", "{}", test.name);
        assert_eq!((row.closed, row.family), (None, None), "{}", test.name);
        assert_eq!(row.region.as_deref(), Some(""), "{}", test.name);
    }
}

/// Reads a counter, waits, and writes it back one higher: lost updates show.
async fn count_up(store: &Store) {
    let tx = store.begin().await.unwrap();
    if !store.is_sqlite() {
        tx.execute_unprepared("lock table setting in exclusive mode").await.unwrap();
    }
    let count: u32 = store::settings::get(&tx, "count").await.unwrap().unwrap_or(0);
    tokio::time::sleep(Duration::from_millis(5)).await;
    store::settings::set(&tx, "count", &(count + 1)).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn two_writers_queue() {
    for test in stores().await {
        let other = test.open_again().await.unwrap();
        let writer = async |store: &Store| {
            for _ in 0..20 {
                count_up(store).await;
            }
        };
        tokio::join!(writer(&test.store), writer(&other), writer(&other));
        let count: Option<u32> = store::settings::get(other.read(), "count").await.unwrap();
        assert_eq!(count, Some(60), "{}", test.name);
    }
}

#[tokio::test]
async fn a_new_database_may_be_opened_by_several_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Store::open_folder(folder.path(), store::migrations::migrations());
    let (a, b, c, d) = tokio::join!(open(), open(), open(), open());
    for store in [a, b, c, d] {
        assert!(names(&store.unwrap()).await.is_empty());
    }

    if let Some(database) = testkit::pg::fresh().await {
        let url = database.url();
        let open = || Store::open(&url, store::migrations::migrations());
        let (a, b, c, d) = tokio::join!(open(), open(), open(), open());
        for store in [a, b, c, d] {
            assert!(names(&store.unwrap()).await.is_empty());
        }
    }
}

#[tokio::test]
async fn a_migration_that_fails_half_way_leaves_nothing() {
    for test in stores().await {
        let mut migrations = store::migrations::migrations();
        migrations.push(Migration {
            name: "test_0001_broken",
            sql: "create table half (k text primary key);\ncreate table half (k text);\n",
        });
        let error = Store::open(test.url(), migrations.clone()).await.unwrap_err();
        assert!(error.to_string().contains("half"), "{}: {error}", test.name);

        // Mended, it applies: the first half is not in its way.
        migrations.pop();
        migrations.push(Migration {
            name: "test_0001_mended",
            sql: "create table half (k text primary key);\n",
        });
        let mended = Store::open(test.url(), migrations).await.unwrap();
        let found = mended.read().execute_unprepared("select k from half").await;
        assert!(found.is_ok(), "{}: {found:?}", test.name);
    }
}

#[tokio::test]
async fn an_address_of_another_kind_is_refused() {
    let error = Store::open("mysql://localhost/sog", Vec::new()).await.unwrap_err();
    assert!(error.to_string().contains("mysql://localhost/sog"), "{error}");
}
