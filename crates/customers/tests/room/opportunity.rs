//! What is known of a deal against a real database: versions, events, conflicts, what is refused.

use crate::common::{Folder, time};
use events::EventLog;
use sea_orm::ActiveValue::Set;
use sog_customers::CustomersError;
use sog_customers::opportunity::{
    self, Change, Fact, FactKind, Fit, NewFact, Opportunity, Target, change,
};
use sog_customers::said::{By, How, Refusal};
use store::{Store, blocks, records};
use vocab::{Channel, ContactId, CustomerId, Event, EventId, EventKind, Phase};

fn customer() -> CustomerId {
    CustomerId::new("A").unwrap()
}

fn sem(at: &str) -> By {
    By { person: "Sem".to_owned(), at: time(at) }
}

const NOW: &str = "2026-03-10T10:00:00Z";

/// A customer with a deal and a contact, and a contact of somebody else.
async fn company(store: &Store) {
    let tx = store.begin().await.unwrap();
    let deal = records::deal::ActiveModel {
        id: Set("D1".to_owned()),
        customer_id: Set("A".to_owned()),
        title: Set("Light for the shop".to_owned()),
        opened: Set(time("2026-02-01T10:00:00Z")),
        closed: Set(None),
        outcome: Set("open".to_owned()),
        phase: Set("risk".to_owned()),
        amount: Set("1200.00".to_owned()),
        family: Set(Some("Lamps".to_owned())),
        region: Set(None),
        owner: Set(Some("Sem".to_owned())),
    };
    records::upsert(&tx, vec![deal]).await.unwrap();
    let person = |id: &str, customer: &str| records::contact::ActiveModel {
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
    records::upsert(&tx, vec![person("K1", "A"), person("K9", "B")]).await.unwrap();
    tx.commit().await.unwrap();
}

fn target(fact: &str, version: i64) -> Target {
    Target { customer: customer(), deal: "D1".to_owned(), fact: fact.to_owned(), version }
}

fn new(kind: FactKind, text: &str, how: Option<How>) -> Change {
    let contact = ContactId::new("K1").ok();
    let said = time("2026-03-01T10:00:00Z");
    Change::Say(NewFact { kind, text: text.to_owned(), said, contact, amount: None, how })
}

fn told(at: &str) -> How {
    How::Told { at: time(at), channel: Channel::Phone }
}

/// A desk to write at.
struct Desk<'a>(&'a Store, &'a EventLog);

impl Desk<'_> {
    async fn write(&self, to: &Target, what: Change) -> Result<Fact, CustomersError> {
        change(self.0, self.1, to, what, &sem(NOW)).await
    }

    async fn known(&self) -> Opportunity {
        let known = opportunity::opportunity(self.0.read(), &customer(), "D1").await;
        known.unwrap().unwrap()
    }

    /// The customer's events, as of now.
    async fn history(&self) -> Vec<Event> {
        self.1.hand_over(&|_| {}).await.unwrap();
        sog_customers::said::history(self.1, &customer()).await.unwrap()
    }

    async fn phase(&self) -> Option<Phase> {
        let history = self.history().await;
        self.known().await.dossier.standing("D1", &history).phase
    }
}

#[tokio::test]
async fn a_deal_moves_by_what_the_customer_said_and_by_nothing_else() {
    for one in testkit::stores(
        [store::migrations::migrations(), events::migrations(), sog_customers::migrations()]
            .concat(),
    )
    .await
    {
        let log = EventLog::open(&one.store, one.folder()).await.unwrap();
        company(&one.store).await;
        let desk = Desk(&one.store, &log);
        // The seller says risk; the customer has said nothing.
        assert_eq!(desk.known().await.seller_phase(), Some(Phase::Risk));
        assert_eq!(desk.phase().await, None, "{}", one.name);

        // Assumed until the customer says so; what they told becomes an event.
        let need = desk.write(&target("f1", 0), new(FactKind::Need, "Light", None)).await.unwrap();
        assert!(need.is_assumed());
        assert_eq!(desk.phase().await, None);
        let need = desk
            .write(&target("f1", 1), Change::Confirm(told("2026-03-02T10:00:00Z")))
            .await
            .unwrap();
        let cited = need.confirmed.unwrap();
        assert_eq!(desk.phase().await, Some(Phase::Need));
        let event = desk.history().await.pop().unwrap();
        assert_eq!((event.id, event.kind), (cited.event(), EventKind::NeedStated));
        assert_eq!(event.contact, ContactId::new("K1").ok());
        assert_eq!(event.channel, Some(Channel::Phone));
        assert_eq!(event.reference.as_deref(), Some("D1"));
        assert_eq!(event.family.as_deref(), Some("Lamps"));
        assert_eq!(event.text.as_deref(), Some("Light"));

        // A requirement, at once with how one knows.
        let how = Some(told("2026-03-03T10:00:00Z"));
        desk.write(&target("f2", 0), new(FactKind::Requirement, "Dimmed", how)).await.unwrap();
        assert_eq!(desk.phase().await, Some(Phase::Solution));
        let standing = desk.known().await.dossier.standing("D1", &desk.history().await);
        assert_eq!(standing.by.unwrap().cited.kind(), EventKind::RequirementConfirmed);

        // Our answers to it move nothing; theirs does.
        let fits = Some((Fit::Partly, "half the lamps only".to_owned()));
        let fit = Change::Fit { outline: fits.clone(), detail: fits };
        desk.write(&target("f2", 1), fit).await.unwrap();
        assert_eq!(desk.phase().await, Some(Phase::Solution));
        let answer = Change::Accept(told("2026-03-04T10:00:00Z"));
        desk.write(&target("f2", 2), answer).await.unwrap();
        assert_eq!(desk.phase().await, Some(Phase::Risk));

        // Taken back, it counts no more, though the event of it stays in the log.
        desk.write(&target("f2", 3), Change::Undo).await.unwrap();
        assert_eq!(desk.phase().await, Some(Phase::Solution));
        assert_eq!(desk.history().await.len(), 3);
        desk.write(&target("f1", 2), Change::Remove).await.unwrap();
        desk.write(&target("f2", 4), Change::Remove).await.unwrap();
        assert_eq!(desk.phase().await, None, "{}", one.name);
        assert!(desk.known().await.dossier.facts.is_empty());
        desk.write(&target("f2", 5), Change::Undo).await.unwrap();
        assert_eq!(desk.phase().await, Some(Phase::Solution));
    }
}

#[tokio::test]
async fn only_an_event_of_this_customer_can_be_cited() {
    let folder = Folder::new().await;
    company(&folder.store).await;
    let at = time("2026-03-01T10:00:00Z");
    let event =
        |n: u128, whose: &str, kind| Event::new(EventId(n), CustomerId::new(whose).ok(), at, kind);
    let events = [
        event(1, "A", EventKind::Note),
        event(2, "B", EventKind::Inquiry),
        event(3, "A", EventKind::Inquiry),
    ];
    folder.receive(&events).await;
    folder.log.hand_over(&|_| {}).await.unwrap();
    let desk = Desk(&folder.store, &folder.log);
    for (n, possible) in [(1, false), (2, false), (4, false), (3, true)] {
        let how = Some(How::Cites(EventId(n)));
        let noted = desk.write(&target("f", 0), new(FactKind::Need, "Light", how)).await;
        match possible {
            true => assert_eq!(noted.unwrap().confirmed.unwrap().event(), EventId(3)),
            false => {
                let why = noted.unwrap_err();
                assert!(matches!(why, CustomersError::Refused(Refusal::NotSaid)), "{n}: {why}");
            }
        }
    }
    // Citing writes no event, and neither did what was refused.
    assert_eq!(desk.history().await.len(), 2);
}

#[tokio::test]
async fn citing_what_named_the_deal_lowers_no_phase() {
    let folder = Folder::new().await;
    company(&folder.store).await;
    let at = time("2026-03-01T10:00:00Z");
    let mut asked = Event::new(EventId(7), Some(customer()), at, EventKind::Inquiry);
    asked.reference = Some("D1".to_owned());
    folder.receive(&[asked]).await;
    let desk = Desk(&folder.store, &folder.log);
    assert_eq!(desk.phase().await, Some(Phase::Need));
    let how = Some(How::Cites(EventId(7)));
    desk.write(&target("f", 0), new(FactKind::MovesNow, "New shop", how)).await.unwrap();
    assert_eq!(desk.phase().await, Some(Phase::Need));
    desk.write(&target("f", 1), Change::Remove).await.unwrap();
    assert_eq!(desk.phase().await, Some(Phase::Need), "they asked, whatever was noted");
}

#[tokio::test]
async fn who_spoke_in_the_event_is_whose_words_they_are() {
    let folder = Folder::new().await;
    company(&folder.store).await;
    let at = time("2026-03-01T10:00:00Z");
    let mut asked = Event::new(EventId(7), Some(customer()), at, EventKind::Inquiry);
    asked.contact = ContactId::new("K1").ok();
    let mut other = Event::new(EventId(8), Some(customer()), at, EventKind::Inquiry);
    other.contact = ContactId::new("K2").ok();
    folder.receive(&[asked, other]).await;
    folder.log.hand_over(&|_| {}).await.unwrap();
    let desk = Desk(&folder.store, &folder.log);
    let nobody = |how| {
        let Change::Say(fact) = new(FactKind::MovesNow, "New shop", how) else { unreachable!() };
        Change::Say(NewFact { contact: None, ..fact })
    };
    let noted = desk.write(&target("f", 0), nobody(Some(How::Cites(EventId(7))))).await.unwrap();
    assert_eq!((noted.contact, noted.said), (ContactId::new("K1").ok(), at));
    // Confirmed later, it is theirs from then on.
    desk.write(&target("g", 0), nobody(None)).await.unwrap();
    let confirm = Change::Confirm(How::Cites(EventId(7)));
    let noted = desk.write(&target("g", 1), confirm).await.unwrap();
    assert_eq!(noted.contact, ContactId::new("K1").ok());
    // Somebody else's words are not cited for them.
    let how = Some(How::Cites(EventId(8)));
    let why = desk.write(&target("h", 0), new(FactKind::Need, "Light", how)).await.unwrap_err();
    assert!(matches!(why, CustomersError::Refused(Refusal::SomebodyElse)), "{why}");
}

#[tokio::test]
async fn who_was_slower_writes_nothing() {
    let folder = Folder::new().await;
    company(&folder.store).await;
    let desk = Desk(&folder.store, &folder.log);
    desk.write(&target("f", 0), new(FactKind::Risk, "Too hot", None)).await.unwrap();
    // Sent twice, or seen before somebody else changed it.
    let again = desk.write(&target("f", 0), new(FactKind::Risk, "Too hot", None)).await;
    assert!(
        matches!(again.unwrap_err(), CustomersError::Changed { person, .. } if person == "Sem")
    );
    desk.write(&target("f", 1), Change::Answer("Cool light".to_owned())).await.unwrap();
    let how = told("2026-03-02T10:00:00Z");
    let late = desk.write(&target("f", 1), Change::Confirm(how)).await;
    assert!(matches!(late.unwrap_err(), CustomersError::Changed { .. }));
    assert!(desk.history().await.is_empty(), "the event of what was too late is not written");
    let known = desk.known().await.dossier.facts;
    assert_eq!((known.len(), known[0].version, known[0].answer.as_str()), (1, 2, "Cool light"));
}

#[tokio::test]
async fn what_cannot_be_noted_is_refused() {
    let folder = Folder::new().await;
    company(&folder.store).await;
    let desk = Desk(&folder.store, &folder.log);
    let refused = async |to: Target, what: Change| desk.write(&to, what).await.unwrap_err();
    let why = refused(target("f", 0), new(FactKind::Need, " ", None)).await;
    assert!(matches!(why, CustomersError::Refused(Refusal::NoWords)), "{why}");
    let how = Some(told("2026-03-02T10:00:00Z"));
    let why = refused(target("f", 0), new(FactKind::MovesNow, "New shop", how)).await;
    assert!(matches!(why, CustomersError::Refused(Refusal::MustCite)), "{why}");
    let how = Some(told("2026-03-10T10:00:01Z"));
    let why = refused(target("f", 0), new(FactKind::Need, "Light", how)).await;
    assert!(matches!(why, CustomersError::Refused(Refusal::Future)), "{why}");
    let elsewhere = Target { deal: "D2".to_owned(), ..target("f", 0) };
    let why = refused(elsewhere, new(FactKind::Need, "Light", None)).await;
    assert!(matches!(why, CustomersError::NoDeal { .. }), "{why}");
    let of_another = Target { customer: CustomerId::new("B").unwrap(), ..target("f", 0) };
    let why = refused(of_another, new(FactKind::Need, "Light", None)).await;
    assert!(matches!(why, CustomersError::NoContact(_)), "{why}");
    let why = refused(target("f", 3), Change::Remove).await;
    assert!(matches!(why, CustomersError::NothingNoted(_)), "{why}");
    // Nothing of all that left a trace.
    assert!(desk.known().await.dossier.facts.is_empty());
    assert!(desk.history().await.is_empty());

    // Who was erased is not noted any more.
    let tx = folder.store.begin().await.unwrap();
    let key = blocks::BlockKey::ensure(&tx, [9; 32]).await.unwrap();
    let because = blocks::Because { at: time(NOW), reason: "erased", erasure: None };
    blocks::add(&tx, &key, &[(blocks::What::Customer, "A")], because).await.unwrap();
    tx.commit().await.unwrap();
    let why = refused(target("f", 0), new(FactKind::Need, "Light", None)).await;
    assert!(matches!(why, CustomersError::Erased(_)), "{why}");
}
