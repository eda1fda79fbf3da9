//! Whom a tree of conditions means, where everybody is at hand: at a launch, and for what is
//! known before one. While somebody tries conditions, [`audiences`](crate::audiences) answers.

use std::sync::Arc;

use customers::Pictures;
use customers::happened::{Answers, Kept};
use customers::people::ContactCard;
use events::EventLog;
use guard::RuleSet;
use vocab::{Instant, Zone};

use crate::actions::People;
use crate::conditions::Condition;
use crate::crowd::{Asked, Crowd};
use crate::error::CampaignError;

/// The contacts for whom the condition holds, in the order given. Customers without any event
/// have an empty picture: no orders, no revenue, no pressure.
#[must_use]
pub fn select<'a>(
    condition: &Condition,
    people: &'a People,
    pictures: &Arc<Pictures>,
    answers: &Answers,
    rules: &RuleSet,
    now: Instant,
) -> Vec<&'a ContactCard> {
    let People { contacts, facts, company } = people;
    let crowd = Crowd::of(contacts, facts, pictures, company.zone);
    crowd.judge(condition, people, rules, now);
    let chosen = crowd.choose(condition, &Asked { answers, company, now });
    let mut places: Vec<usize> = chosen.iter().map(|place| crowd.card(place)).collect();
    places.sort_unstable();
    places.into_iter().map(|place| &contacts[place]).collect()
}

/// What the log says to a tree's questions, read on a thread for such work.
///
/// # Errors
/// When the log cannot be read.
pub async fn answers(
    log: &EventLog,
    kept: &Arc<Kept>,
    condition: &Condition,
    zone: Zone,
    now: Instant,
) -> Result<Answers, CampaignError> {
    let questions = condition.questions(zone, now);
    if questions.is_empty() {
        return Ok(Answers::default());
    }
    let (snapshot, kept) = (log.snapshot().await?, Arc::clone(kept));
    let reading = tokio::task::spawn_blocking(move || kept.ask(&snapshot, &questions));
    Ok(reading.await.map_err(|error| CampaignError::Interrupted(error.to_string()))??)
}

#[cfg(test)]
pub(crate) mod tests {
    use customers::{Fold, PictureState};
    use events::EventRef;
    use proptest::prelude::*;
    use store::Company;
    use vocab::{Amount, Direction, EventKind};

    use super::*;
    use crate::conditions::tests::condition;
    use crate::facts::Facts;
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

    fn chosen(condition: &Condition, picture: Option<PictureState>) -> bool {
        let (contacts, facts) = (vec![card("k1", "c1")], Facts::default());
        let people = People { contacts, facts, company: Company::default() };
        let pictures: Arc<Pictures> = Arc::new(picture.into_iter().collect());
        let rules = RuleSet::built_in();
        !select(condition, &people, &pictures, &Answers::default(), &rules, at(11)).is_empty()
    }

    fn ask(json: &str) -> bool {
        chosen(&Condition::from_json(json).unwrap(), Some(picture()))
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
        let ask = |json: &str| chosen(&Condition::from_json(json).unwrap(), None);
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
            let holds = |condition: &Condition| chosen(condition, bought.then(picture));
            let (x, y) = (holds(&a), holds(&b));
            let not = |of: &Condition| Condition::Not { of: Box::new(of.clone()) };
            let both = vec![a.clone(), b.clone()];
            prop_assert_eq!(holds(&Condition::All { of: both.clone() }), x && y);
            prop_assert_eq!(holds(&Condition::Any { of: both }), x || y);
            prop_assert_eq!(holds(&not(&a)), !x);
            prop_assert_eq!(holds(&not(&not(&a))), x);
            let neither = Condition::All { of: vec![not(&a), not(&b)] };
            let not_any = not(&Condition::Any { of: vec![a, b] });
            prop_assert_eq!(holds(&neither), holds(&not_any));
        }
    }
}
