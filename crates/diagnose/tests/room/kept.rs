//! What is kept of a diagnosis, on every database.

use sog_diagnose::actions;
use vocab::Scope;

use crate::company::{Company, Fate, history, migrations};

#[tokio::test]
async fn a_diagnosis_is_kept_as_it_was_made() {
    let events = history(Fate::Undercut, "2025-05-01");
    for at in testkit::stores(migrations()).await {
        let company = Company::put(at, &events).await;
        let store = &company.at.store;
        let first = company.diagnose(company.asked(Scope::company(), "115000", "34000")).await;
        let second = company.diagnose(company.asked(Scope::company(), "116000", "34000")).await;
        let mut later = second.clone();
        later.made_at = first.made_at + chrono::TimeDelta::hours(1);
        later.id = "later".to_owned();
        // The same target at the same moment has the same id: the first one stays.
        assert_eq!(first.id, second.id);
        let tx = store.begin().await.unwrap();
        for diagnosis in [&first, &second, &later] {
            actions::save(&tx, diagnosis).await.unwrap();
        }
        tx.commit().await.unwrap();

        let name = company.at.name;
        let target = &first.asked.target_id;
        assert_eq!(actions::load(store, &first.id).await.unwrap().as_ref(), Some(&first), "{name}");
        assert_eq!(actions::of_target(store, target).await.unwrap(), [later, first], "{name}");
        assert_eq!(actions::load(store, "nothing").await.unwrap(), None);
        assert!(actions::of_target(store, "nothing").await.unwrap().is_empty());
    }
}

/// The keys are a contract with scripts.
#[tokio::test]
async fn the_keys_of_the_json_stay() {
    let company = Company::with(&history(Fate::Undercut, "2024-06-03")).await;
    let diagnosis = company.diagnose(company.asked(Scope::company(), "115000", "34000")).await;
    let json = serde_json::to_value(&diagnosis).unwrap();
    let keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        keys,
        [
            "as_of",
            "barriers",
            "booked",
            "complete_until",
            "elapsed",
            "focus",
            "focus_barriers",
            "id",
            "last_year",
            "made_at",
            "parts",
            "period",
            "recent",
            "rest",
            "rest_high",
            "rest_low",
            "scope",
            "shortfall",
            "shortfall_high",
            "shortfall_low",
            "target",
            "target_id",
            "verdict",
            "windows",
        ]
    );
    assert_eq!(json["verdict"]["status"], "explained");
    assert_eq!(json["verdict"]["barrier"]["barrier"], "too_expensive");
    assert_eq!(json["parts"][0]["kind"], "ambition");
    assert_eq!(json["parts"][1]["segment"], "new");
    assert_eq!(json["parts"][1]["factor"], "customers");
    assert!(json["parts"][1]["amount"].is_string(), "amounts are text");
}
