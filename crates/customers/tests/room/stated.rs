//! Needs that customers stated, against a real database.

use crate::common::{Folder, time};
use chrono::NaiveDate;
use sog_customers::CustomersError;
use sog_customers::said::{By, How, Refusal};
use sog_customers::stated::{
    Change, NewNeed, Recurrence, Source, StatedNeed, Target, Window, change, stated, stated_at,
    windows,
};
use vocab::{Channel, CustomerId, EventKind};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn target(customer: &str, need: &str, version: i64) -> Target {
    let customer = CustomerId::new(customer).unwrap();
    Target { customer, need: need.to_owned(), version }
}

fn new(fact: &str, until: &str) -> NewNeed {
    let at = time("2026-03-01T11:00:00Z");
    NewNeed {
        contact: None,
        family: " Lamps ".to_owned(),
        window: Window { from: day("2026-10-01"), peak: None, until: day(until) },
        recurrence: Recurrence::Yearly,
        fact: fact.to_owned(),
        wish: "a warm shop".to_owned(),
        source: Source::Talk,
        how: Some(How::Told { at, channel: Channel::Visit }),
    }
}

async fn write(folder: &Folder, to: &Target, what: Change) -> Result<StatedNeed, CustomersError> {
    let by = By { person: "Sem".to_owned(), at: time("2026-03-10T10:00:00Z") };
    change(&folder.store, &folder.log, to, what, &by).await
}

async fn of(folder: &Folder, customer: &str) -> Vec<StatedNeed> {
    let customer = CustomerId::new(customer).unwrap();
    stated(folder.store.read(), Some(&customer)).await.unwrap()
}

#[tokio::test]
async fn a_need_is_stated_changed_withdrawn_and_taken_back() {
    let folder = Folder::new().await;
    let first = Change::State(new("40 lamps", "2026-12-06"));
    let first = write(&folder, &target("A", "n", 0), first).await.unwrap();
    assert_eq!((first.family.as_str(), first.version), ("Lamps", 1));
    write(&folder, &target("B", "m", 0), Change::State(new("2 lamps", "2026-12-01")))
        .await
        .unwrap();

    // Other days are something else that they said: nothing cites them.
    let other = NewNeed { how: None, ..new("40 lamps", "2026-12-24") };
    let other = write(&folder, &target("A", "n", 1), Change::State(other)).await.unwrap_err();
    assert!(matches!(other, CustomersError::Refused(Refusal::NotSaid)), "{other}");
    for change in [
        NewNeed { family: "Oil".to_owned(), ..new("40 lamps", "2026-12-06") },
        NewNeed { recurrence: Recurrence::Once, ..new("40 lamps", "2026-12-06") },
        NewNeed { wish: String::new(), ..new("40 lamps", "2026-12-06") },
        new("41 lamps", "2026-12-06"),
    ] {
        let change = Change::State(NewNeed { how: None, ..change });
        let why = write(&folder, &target("A", "n", 1), change).await.unwrap_err();
        assert!(matches!(why, CustomersError::Refused(Refusal::NotSaid)), "{why}");
    }
    // How they told us is ours to put right: the same event, a new version, the old one kept.
    let form = NewNeed { how: None, source: Source::Form, ..new("40 lamps", "2026-12-06") };
    let second = write(&folder, &target("A", "n", 1), Change::State(form)).await.unwrap();
    assert_eq!((second.version, second.said), (2, first.said));
    // Said anew, on the same day in the same words, it is the same event.
    let anew = Change::State(new("40 lamps", "2026-12-24"));
    let anew = write(&folder, &target("A", "n", 2), anew).await.unwrap();
    assert_eq!(anew.said, first.said);
    let undone = write(&folder, &target("A", "n", 3), Change::Undo).await.unwrap();
    assert_eq!(undone.window.until, day("2026-12-06"));

    let gone = write(&folder, &target("A", "n", 4), Change::Withdraw).await.unwrap();
    assert!(gone.withdrawn.is_some());
    assert!(windows(&gone, day("2026-01-01"), day("2030-01-01")).is_empty());
    let late = write(&folder, &target("A", "n", 5), Change::State(new("x", "2026-12-24"))).await;
    assert!(matches!(late.unwrap_err(), CustomersError::Refused(Refusal::Withdrawn)));
    let back = write(&folder, &target("A", "n", 5), Change::Undo).await.unwrap();
    assert_eq!(windows(&back, day("2026-01-01"), day("2027-12-31")).len(), 2);

    assert_eq!(of(&folder, "A").await, std::slice::from_ref(&back));
    // Before it was noted nobody knew of it.
    let customer = CustomerId::new("A").unwrap();
    let at =
        async |moment| stated_at(folder.store.read(), &customer, time(moment)).await.unwrap().len();
    assert_eq!((at("2026-03-10T09:59:59Z").await, at("2026-03-10T10:00:00Z").await), (0, 1));
    let all = stated(folder.store.read(), None).await.unwrap();
    let ids: Vec<&str> = all.iter().map(|need| need.id.as_str()).collect();
    assert_eq!(ids, ["m", "n"]);

    folder.log.hand_over(&|_| {}).await.unwrap();
    let customer = CustomerId::new("A").unwrap();
    let history = sog_customers::said::history(&folder.log, &customer).await.unwrap();
    assert_eq!(history.len(), 1);
    let event = &history[0];
    assert_eq!((event.id, event.kind), (back.said.event(), EventKind::NeedStated));
    assert_eq!(event.family.as_deref(), Some("Lamps"));
    assert_eq!(event.text.as_deref(), Some("40 lamps"));
}

#[tokio::test]
async fn a_need_that_was_entered_by_mistake_goes() {
    let folder = Folder::new().await;
    write(&folder, &target("A", "n", 0), Change::State(new("40 lamps", "2026-12-06")))
        .await
        .unwrap();
    write(&folder, &target("A", "n", 1), Change::Undo).await.unwrap();
    assert!(of(&folder, "A").await.is_empty());
    // And that was a mistake.
    write(&folder, &target("A", "n", 2), Change::Undo).await.unwrap();
    assert_eq!(of(&folder, "A").await.len(), 1);
}

#[tokio::test]
async fn who_was_slower_or_says_nothing_is_told() {
    let folder = Folder::new().await;
    let state = |fact: &str| Change::State(new(fact, "2026-12-06"));
    write(&folder, &target("A", "n", 0), state("40 lamps")).await.unwrap();
    let again = write(&folder, &target("A", "n", 0), state("41 lamps")).await.unwrap_err();
    assert!(matches!(again, CustomersError::Changed { .. }), "{again}");
    let strange = write(&folder, &target("B", "n", 1), Change::Withdraw).await.unwrap_err();
    assert!(matches!(strange, CustomersError::NothingNoted(_)), "{strange}");
    let bare = NewNeed { how: None, ..new("40 lamps", "2026-12-06") };
    let bare = write(&folder, &target("A", "o", 0), Change::State(bare)).await.unwrap_err();
    assert!(matches!(bare, CustomersError::Refused(Refusal::NotSaid)), "{bare}");
    let wrong = write(&folder, &target("A", "o", 0), Change::State(new("x", "2026-09-01"))).await;
    assert!(matches!(wrong.unwrap_err(), CustomersError::Refused(Refusal::DaysOutOfOrder)));
    assert_eq!(of(&folder, "A").await.len(), 1);
}
