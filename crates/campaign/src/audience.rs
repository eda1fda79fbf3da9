//! Whom a tree of conditions means.
//!
//! A condition looks at a customer's record and picture and, for the language, at the contact.
//! Customers without any event have an empty picture: no orders, no revenue, no pressure.

use customers::people::ContactCard;
use customers::phase::standing;
use customers::{PictureState, Pictures, need_windows};
use store::Company;
use vocab::{Amount, Instant};

use crate::conditions::Condition;
use crate::facts::Facts;

/// One contact with everything a condition may look at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The contact and their customer.
    pub card: &'a ContactCard,
    /// The customer's picture; `None` before their first event.
    pub picture: Option<&'a PictureState>,
    /// Open complaints.
    pub facts: &'a Facts,
    /// Zone and half-life.
    pub company: &'a Company,
    /// The moment one looks.
    pub now: Instant,
}

/// Whether the condition holds.
#[must_use]
pub fn holds(condition: &Condition, subject: &Subject<'_>) -> bool {
    let Subject { card, picture, .. } = *subject;
    let purchases = picture.map(|picture| &picture.purchases);
    match condition {
        Condition::All { of } => of.iter().all(|part| holds(part, subject)),
        Condition::Any { of } => of.iter().any(|part| holds(part, subject)),
        Condition::Not { of } => !holds(of, subject),
        Condition::Bought { family } => purchases
            .and_then(|purchases| purchases.family(family.trim()))
            .is_some_and(|family| !family.orders.is_empty()),
        Condition::Region { any_of } => {
            let event = picture.map(|picture| &*picture.region).filter(|region| !region.is_empty());
            let region = card.customer.region.as_deref().or(event);
            region.is_some_and(|region| any_of.iter().any(|wanted| wanted.trim() == region))
        }
        Condition::Country { any_of } => {
            any_of.iter().any(|wanted| wanted.trim().eq_ignore_ascii_case(&card.customer.country))
        }
        Condition::Kind { is } => card.customer.kind == Some(*is),
        Condition::NetRevenue { at_least, at_most } => {
            let net = purchases.map_or(Amount::ZERO, customers::purchases::Purchases::net);
            within(net, at_least.as_ref(), at_most.as_ref())
        }
        Condition::Orders { at_least, at_most } => {
            let orders = purchases.map_or(0, |purchases| purchases.orders().len() as u64);
            within(orders, at_least.as_ref(), at_most.as_ref())
        }
        Condition::LastOrder { older_than_days, newer_than_days } => days_since_last_order(subject)
            .is_some_and(|days| {
                let (old, new) = (older_than_days.map(i64::from), newer_than_days.map(i64::from));
                within(days, old.as_ref(), new.as_ref())
            }),
        Condition::Phase { any_of } => {
            let now = subject.now.timestamp_micros();
            let phase = picture.and_then(|picture| standing(&picture.evidence, now).phase);
            phase.is_some_and(|proof| any_of.contains(&proof.phase))
        }
        Condition::NeedWindow { family, month } => picture.is_some_and(|picture| {
            need_windows(picture, family.trim(), subject.company.zone)
                .iter()
                .any(|window| window.months().any(|open| open == *month))
        }),
        Condition::OpenComplaint => !subject.facts.complaints(&card.customer).is_empty(),
        Condition::Pressure { at_most } => pressure(subject) <= at_most.to_f64(),
        Condition::Language { any_of } => {
            card.language.is_some_and(|language| any_of.contains(&language))
        }
    }
}

fn within<T: PartialOrd>(value: T, low: Option<&T>, high: Option<&T>) -> bool {
    low.is_none_or(|low| value >= *low) && high.is_none_or(|high| value <= *high)
}

/// Local calendar days; the order of a day counts for the whole day.
fn days_since_last_order(subject: &Subject<'_>) -> Option<i64> {
    let orders = subject.picture?.purchases.orders();
    let last = orders.iter().map(|order| order.time).max()?;
    let zone = subject.company.zone;
    Some((zone.day(subject.now) - zone.day(customers::local::instant(last))).num_days().max(0))
}

fn pressure(subject: &Subject<'_>) -> f64 {
    let people = subject.picture.map_or(&[][..], |picture| picture.contacts.people());
    let touches = people.iter().flat_map(|person| person.outbound.iter().copied());
    let half_life = subject.company.pressure_half_life_days;
    customers::pressure::pressure(touches, subject.now.timestamp_micros(), half_life)
        .unwrap_or_default()
}

/// The contacts for whom the condition holds, in the order given.
#[must_use]
pub fn select<'a>(
    condition: &Condition,
    contacts: &'a [ContactCard],
    pictures: &Pictures,
    facts: &Facts,
    company: &Company,
    now: Instant,
) -> Vec<&'a ContactCard> {
    contacts
        .iter()
        .filter(|card| {
            let picture = pictures.get(&card.customer.id);
            holds(condition, &Subject { card, picture, facts, company, now })
        })
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use customers::Fold;
    use events::EventRef;
    use proptest::prelude::*;
    use vocab::{Direction, EventKind};

    use super::*;
    use crate::conditions::tests::condition;
    use crate::question::tests::{at, card};

    pub(crate) fn event(id: u128, time: Instant, kind: EventKind) -> EventRef<'static> {
        EventRef {
            customer: "c1",
            time: time.timestamp_micros(),
            id,
            kind,
            contact: "",
            channel: None,
            direction: None,
            reference: "",
            item: "",
            family: "",
            region: "",
            owner: "",
            campaign: "",
            quantity: None,
            amount: None,
            currency: "",
            barriers: "",
            text: "",
        }
    }

    fn picture() -> PictureState {
        let mut picture = PictureState::named("c1").unwrap();
        picture.update(&EventRef {
            reference: "A1",
            family: "Christmas",
            region: "North",
            amount: Some(Amount::from_cents(12_050)),
            ..event(1, at(1), EventKind::Sale)
        });
        picture.update(&EventRef {
            contact: "k1",
            direction: Some(Direction::Outbound),
            ..event(2, at(2), EventKind::Touch)
        });
        picture
    }

    fn ask(json: &str) -> bool {
        let (card, picture, facts) = (card("k1", "c1"), picture(), Facts::default());
        let company = Company::default();
        let subject = Subject {
            card: &card,
            picture: Some(&picture),
            facts: &facts,
            company: &company,
            now: at(11),
        };
        holds(&Condition::from_json(json).unwrap(), &subject)
    }

    #[test]
    fn each_condition_by_hand() {
        for (json, expected) in [
            (r#"{"if":"bought","family":"Christmas"}"#, true),
            (r#"{"if":"bought","family":"Garden"}"#, false),
            (r#"{"if":"region","any_of":["South","North"]}"#, true),
            (r#"{"if":"region","any_of":["South"]}"#, false),
            (r#"{"if":"country","any_of":["de"]}"#, true),
            (r#"{"if":"country","any_of":["AT"]}"#, false),
            (r#"{"if":"kind","is":"company"}"#, true),
            (r#"{"if":"kind","is":"person"}"#, false),
            (r#"{"if":"net_revenue","at_least":"120.50"}"#, true),
            (r#"{"if":"net_revenue","at_least":"120.51"}"#, false),
            (r#"{"if":"net_revenue","at_most":"120.49"}"#, false),
            (r#"{"if":"orders","at_least":1,"at_most":1}"#, true),
            (r#"{"if":"orders","at_least":2}"#, false),
            (r#"{"if":"last_order","older_than_days":10}"#, true),
            (r#"{"if":"last_order","older_than_days":11}"#, false),
            (r#"{"if":"last_order","newer_than_days":10}"#, true),
            (r#"{"if":"last_order","newer_than_days":9}"#, false),
            (r#"{"if":"phase","any_of":["customer"]}"#, true),
            (r#"{"if":"phase","any_of":["need","advocate"]}"#, false),
            (r#"{"if":"need_window","family":"Christmas","month":11}"#, true),
            (r#"{"if":"need_window","family":"Christmas","month":3}"#, false),
            (r#"{"if":"open_complaint"}"#, false),
            (r#"{"if":"pressure","at_most":"0.65"}"#, true),
            (r#"{"if":"pressure","at_most":"0.60"}"#, false),
            (r#"{"if":"language","any_of":["de","nl"]}"#, true),
            (r#"{"if":"language","any_of":["es"]}"#, false),
        ] {
            assert_eq!(ask(json), expected, "{json}");
            let not = format!(r#"{{"if":"not","of":{json}}}"#);
            assert_eq!(ask(&not), !expected, "{not}");
        }
    }

    #[test]
    fn a_customer_without_events_has_bought_nothing() {
        let (card, facts, company) = (card("k1", "c1"), Facts::default(), Company::default());
        let subject =
            Subject { card: &card, picture: None, facts: &facts, company: &company, now: at(11) };
        let ask = |json: &str| holds(&Condition::from_json(json).unwrap(), &subject);
        assert!(ask(r#"{"if":"orders","at_most":0}"#));
        assert!(ask(r#"{"if":"pressure","at_most":"0"}"#));
        assert!(!ask(r#"{"if":"last_order","older_than_days":0}"#));
        assert!(!ask(r#"{"if":"last_order","newer_than_days":9999}"#));
        assert!(!ask(r#"{"if":"phase","any_of":["need"]}"#));
    }

    proptest! {
        /// `not`, `all` and `any` mean what they mean everywhere.
        #[test]
        fn logic_holds(a in condition(), b in condition(), bought in any::<bool>()) {
            let (card, facts, company) = (card("k1", "c1"), Facts::default(), Company::default());
            let picture = bought.then(picture);
            let subject = Subject {
                card: &card,
                picture: picture.as_ref(),
                facts: &facts,
                company: &company,
                now: at(11),
            };
            let (x, y) = (holds(&a, &subject), holds(&b, &subject));
            let both = vec![a.clone(), b];
            prop_assert_eq!(holds(&Condition::All { of: both.clone() }, &subject), x && y);
            prop_assert_eq!(holds(&Condition::Any { of: both }, &subject), x || y);
            prop_assert_eq!(holds(&Condition::Not { of: Box::new(a) }, &subject), !x);
        }
    }
}
