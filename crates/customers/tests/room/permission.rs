//! People and permission against a real database: entries and events together, once, in order.
use crate::common::{Folder, time};
use sea_orm::ActiveValue::Set;
use sog_customers::people::{contact, contacts, contacts_at, contacts_of, customer, customers};
use sog_customers::{ConsentStatus, CustomersError, Declaration, permission};
use store::{blocks, records};
use vocab::{Channel, ContactId, CustomerId, CustomerKind, EventKind, Lang};

fn id(text: &str) -> ContactId {
    ContactId::new(text).unwrap()
}

/// One customer with two contacts, and a contact of a customer no record knows.
async fn people(folder: &Folder) {
    let tx = folder.store.begin().await.unwrap();
    let row = records::customer::ActiveModel {
        id: Set("A".to_owned()),
        name: Set("Holz & Söhne".to_owned()),
        kind: Set("company".to_owned()),
        country: Set("DE".to_owned()),
        region: Set(Some("North".to_owned())),
        owner: Set(None),
        since: Set(None),
    };
    records::upsert(&tx, vec![row]).await.unwrap();
    let person = |id: &str, customer: &str, email: Option<&str>| records::contact::ActiveModel {
        id: Set(id.to_owned()),
        customer_id: Set(customer.to_owned()),
        first_name: Set("Ann".to_owned()),
        last_name: Set("Lee".to_owned()),
        email: Set(email.map(str::to_owned)),
        phone: Set(None),
        language: Set("nl".to_owned()),
        role: Set("buyer".to_owned()),
        impersonal: Set(false),
    };
    let rows = vec![
        person("K1", "A", Some("ann@example.org")),
        person("K2", "A", None),
        person("K3", "B", Some("Bob@Example.org")),
    ];
    records::upsert(&tx, rows).await.unwrap();
    tx.commit().await.unwrap();
}

fn said(contact: &str, at: &str) -> Declaration {
    Declaration::new(id(contact), Channel::Email, time(at), "web form")
}

/// Kinds of the events of a customer, in order.
async fn history(folder: &Folder, customer: &str) -> Vec<(EventKind, Option<ContactId>)> {
    folder.log.hand_over(&|_| {}).await.unwrap();
    let snapshot = folder.log.snapshot().await.unwrap();
    let customer = CustomerId::new(customer).unwrap();
    let events = snapshot.history(&customer, events::Columns::ALL).unwrap();
    events.into_iter().map(|event| (event.kind, event.contact)).collect()
}

#[tokio::test]
async fn each_declaration_counts_once_with_its_event() {
    let folder = Folder::new().await;
    people(&folder).await;
    let log = &folder.log;
    let tx = folder.store.begin().await.unwrap();
    let yes = said("K1", "2026-01-01T10:00:00Z");
    assert!(permission::give(&tx, log, &yes).await.unwrap());
    assert!(!permission::give(&tx, log, &yes).await.unwrap());
    tx.commit().await.unwrap();

    // The link in a mail: twice, at different times, counts once.
    let mut no = said("K1", "2026-02-01T10:00:00Z");
    no.key = Some("token-1".to_owned());
    for (hour, new) in [(10, true), (11, false)] {
        no.at = time(&format!("2026-02-01T{hour}:00:00Z"));
        let tx = folder.store.begin().await.unwrap();
        assert_eq!(permission::withdraw(&tx, log, &no).await.unwrap(), new);
        // Inside the transaction it already counts.
        let card = contact(&tx, &id("K1")).await.unwrap().unwrap();
        assert_eq!(card.consents.last().unwrap().status, ConsentStatus::Withdrawn);
        tx.commit().await.unwrap();
    }

    let tx = folder.store.begin().await.unwrap();
    assert!(permission::object(&tx, log, &said("K1", "2026-03-01T10:00:00Z")).await.unwrap());
    tx.commit().await.unwrap();
    // What was given up leaves no trace.
    let tx = folder.store.begin().await.unwrap();
    assert!(permission::give(&tx, log, &said("K1", "2026-04-01T10:00:00Z")).await.unwrap());
    drop(tx);

    let card = contact(folder.store.read(), &id("K1")).await.unwrap().unwrap();
    let found: Vec<_> = card.consents.iter().map(|entry| (entry.status, entry.at)).collect();
    let expected = [
        (ConsentStatus::Given, time("2026-01-01T10:00:00Z")),
        (ConsentStatus::Withdrawn, time("2026-02-01T10:00:00Z")),
        (ConsentStatus::Objected, time("2026-03-01T10:00:00Z")),
    ];
    assert_eq!(found, expected);
    let kinds = [EventKind::ConsentGiven, EventKind::ConsentWithdrawn, EventKind::Objected];
    let expected: Vec<_> = kinds.into_iter().map(|kind| (kind, Some(id("K1")))).collect();
    assert_eq!(history(&folder, "A").await, expected);
}

#[tokio::test]
async fn a_consent_needs_proof_a_refusal_needs_nothing() {
    let folder = Folder::new().await;
    people(&folder).await;
    let tx = folder.store.begin().await.unwrap();
    let mut bare = said("K1", "2026-01-01T10:00:00Z");
    bare.source = " ".to_owned();
    let error = permission::give(&tx, &folder.log, &bare).await.unwrap_err();
    assert!(matches!(error, CustomersError::Declaration { .. }), "{error}");
    let stranger = said("K9", "2026-01-01T10:00:00Z");
    let error = permission::give(&tx, &folder.log, &stranger).await.unwrap_err();
    assert!(error.to_string().contains("no contact `K9`"), "{error}");
    assert!(permission::withdraw(&tx, &folder.log, &stranger).await.unwrap());
    assert!(permission::object(&tx, &folder.log, &bare).await.unwrap());
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn two_who_block_first_at_once_get_one_key() {
    for one in testkit::stores(store::migrations::migrations()).await {
        let first = one.store.begin().await.unwrap();
        let kept = blocks::BlockKey::ensure(&first, [1; 32]).await.unwrap();
        let store = one.store.clone();
        let other = tokio::spawn(async move {
            let tx = store.begin().await.unwrap();
            let key = blocks::BlockKey::ensure(&tx, [2; 32]).await.unwrap();
            tx.commit().await.unwrap();
            key
        });
        // Time for the other to have looked before the first is visible.
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        first.commit().await.unwrap();
        assert_eq!(other.await.unwrap(), kept, "{one:?}");
        let stored = blocks::BlockKey::load(one.store.read()).await.unwrap();
        assert_eq!(stored, Some(kept));
    }
}

#[tokio::test]
async fn cards_hold_what_the_guard_asks() {
    let folder = Folder::new().await;
    people(&folder).await;
    let tx = folder.store.begin().await.unwrap();
    let key = blocks::BlockKey::ensure(&tx, [9; 32]).await.unwrap();
    assert_eq!(blocks::BlockKey::ensure(&tx, [1; 32]).await.unwrap(), key);
    let at = time("2026-05-01T00:00:00Z");
    for new in [true, false] {
        let added = blocks::block(&tx, &key, Channel::Email, "bob@example.org", at, "erased")
            .await
            .unwrap();
        assert_eq!(added, new);
    }
    permission::give(&tx, &folder.log, &said("K2", "2026-01-02T10:00:00Z")).await.unwrap();
    permission::give(&tx, &folder.log, &said("K2", "2026-01-01T10:00:00Z")).await.unwrap();
    tx.commit().await.unwrap();

    let all = contacts(folder.store.read()).await.unwrap();
    let ids: Vec<_> = all.iter().map(|card| card.id.as_str()).collect();
    assert_eq!(ids, ["K1", "K2", "K3"]);
    assert_eq!(all[0].customer.kind, Some(CustomerKind::Company));
    assert_eq!((all[0].customer.name.as_str(), all[0].language), ("Holz & Söhne", Some(Lang::Nl)));
    assert_eq!(all[0].address(Channel::Email), Some("ann@example.org"));
    assert_eq!(all[1].address(Channel::Email), None);
    let times: Vec<_> = all[1].consents.iter().map(|entry| entry.at).collect();
    assert_eq!(times, [time("2026-01-01T10:00:00Z"), time("2026-01-02T10:00:00Z")]);
    // Blocked in another spelling; the customer is known by id alone.
    assert_eq!(all[2].blocks.len(), 1);
    assert_eq!((all[2].blocks[0].at, all[2].blocks[0].reason.as_str()), (at, "erased"));
    assert_eq!((all[2].customer.name.as_str(), all[2].customer.kind), ("B", None));
    assert!(all[0].blocks.is_empty());

    // One by one they are the same.
    for card in &all {
        assert_eq!(contact(folder.store.read(), &card.id).await.unwrap().as_ref(), Some(card));
    }
    let a = CustomerId::new("A").unwrap();
    assert_eq!(contacts_of(folder.store.read(), &a).await.unwrap(), all[..2]);
    assert_eq!(contact(folder.store.read(), &id("K9")).await.unwrap(), None);
    assert_eq!(customers(folder.store.read()).await.unwrap(), [all[0].customer.clone()]);
    let nobody = CustomerId::new("13085").unwrap();
    assert_eq!(customer(folder.store.read(), &nobody).await.unwrap().name, "13085");
}

#[tokio::test]
async fn who_shares_an_address_shares_its_refusals() {
    {
        let folder = Folder::new().await;
        people(&folder).await;
        let tx = folder.store.begin().await.unwrap();
        let twin = |id: &str, customer: &str, email: &str| records::contact::ActiveModel {
            id: Set(id.to_owned()),
            customer_id: Set(customer.to_owned()),
            first_name: Set("Bob".to_owned()),
            last_name: Set("Ray".to_owned()),
            email: Set(Some(email.to_owned())),
            phone: Set(None),
            language: Set("en".to_owned()),
            role: Set("user".to_owned()),
            impersonal: Set(false),
        };
        // No address is none that is shared.
        let rows = vec![
            twin("K4", "A", " bob@example.ORG"),
            twin("K5", "A", "bob@example.com"),
            twin("K6", "A", " "),
            twin("K7", "A", " "),
        ];
        records::upsert(&tx, rows).await.unwrap();
        permission::give(&tx, &folder.log, &said("K3", "2026-01-01T10:00:00Z")).await.unwrap();
        permission::withdraw(&tx, &folder.log, &said("K3", "2026-01-02T10:00:00Z")).await.unwrap();
        tx.commit().await.unwrap();

        let read = folder.store.read();
        let all = contacts(read).await.unwrap();
        for card in &all {
            assert_eq!(contact(read, &card.id).await.unwrap().as_ref(), Some(card), "{}", card.id);
            let others: Vec<_> = card.refused_by_others().map(|entry| entry.status).collect();
            let theirs = (card.id.as_str() == "K4").then_some(ConsentStatus::Withdrawn);
            assert_eq!(others, theirs.into_iter().collect::<Vec<_>>(), "{}", card.id);
            let shared = matches!(card.id.as_str(), "K3" | "K4");
            assert_eq!(card.inbox.is_some(), shared, "{}", card.id);
        }
        assert_eq!(contacts_at(read, "BOB@example.org ").await.unwrap(), [id("K3"), id("K4")]);
        assert_eq!(contacts_at(read, " ").await.unwrap(), []);
    }
}

#[tokio::test]
async fn an_entry_that_cannot_be_read_is_never_skipped() {
    let folder = Folder::new().await;
    people(&folder).await;
    let tx = folder.store.begin().await.unwrap();
    let row = records::consent::ActiveModel {
        id: Set("E1".to_owned()),
        contact_id: Set("K1".to_owned()),
        channel: Set("email".to_owned()),
        purpose: Set("marketing".to_owned()),
        status: Set("never again".to_owned()),
        at: Set(time("2026-01-01T00:00:00Z")),
        source: Set("letter".to_owned()),
        text_version: Set(None),
        sale_ref: Set(None),
        family: Set(None),
        notice_shown: Set(false),
    };
    records::upsert(&tx, vec![row]).await.unwrap();
    tx.commit().await.unwrap();
    let error = contacts(folder.store.read()).await.unwrap_err().to_string();
    assert!(error.contains("consent `E1`") && error.contains("never again"), "{error}");
}

/// An audience is counted while somebody types: 50,000 contacts must load at once.
#[tokio::test]
async fn many_contacts_load_in_a_moment() {
    const PEOPLE: usize = 50_000;
    let folder = Folder::new().await;
    people(&folder).await;
    let tx = folder.store.begin().await.unwrap();
    let rows = (0..PEOPLE).map(|number| records::contact::ActiveModel {
        id: Set(format!("P{number}")),
        customer_id: Set("A".to_owned()),
        first_name: Set("Ann".to_owned()),
        last_name: Set(format!("Number {number}")),
        email: Set(Some(format!("p{number}@example.org"))),
        phone: Set(None),
        language: Set("de".to_owned()),
        role: Set("user".to_owned()),
        impersonal: Set(false),
    });
    records::upsert(&tx, rows.collect()).await.unwrap();
    let at = time("2026-01-01T00:00:00Z");
    let rows = (0..PEOPLE).map(|number| records::consent::ActiveModel {
        id: Set(format!("E{number}")),
        contact_id: Set(format!("P{number}")),
        channel: Set("email".to_owned()),
        purpose: Set("marketing".to_owned()),
        status: Set("given".to_owned()),
        at: Set(at),
        source: Set("web form".to_owned()),
        text_version: Set(None),
        sale_ref: Set(None),
        family: Set(None),
        notice_shown: Set(true),
    });
    records::upsert(&tx, rows.collect()).await.unwrap();
    let key = blocks::BlockKey::ensure(&tx, [9; 32]).await.unwrap();
    blocks::block(&tx, &key, Channel::Email, "P7@example.org", at, "erased").await.unwrap();
    tx.commit().await.unwrap();
    let started = std::time::Instant::now();
    let all = contacts(folder.store.read()).await.unwrap();
    let seconds = started.elapsed().as_secs_f64();
    println!("{PEOPLE} contacts in {seconds:.2} s");
    assert_eq!(all.len(), PEOPLE + 3);
    assert_eq!(all.iter().filter(|card| card.consents.len() == 1).count(), PEOPLE);
    assert_eq!(all.iter().filter(|card| !card.blocks.is_empty()).count(), 1);
    // Ten times what it takes on an idle machine.
    assert!(seconds < 10.0, "{seconds} s");
}
