//! A brief that begins with a diagnosis.

use std::sync::Arc;

use campaign::brief::{Gap, MeasureKind};
use campaign::conditions::Condition;
use campaign::{CampaignError, actions, from_diagnosis};
use chrono::NaiveDate;
use diagnose::barriers::Against;
use diagnose::diagnosis::Focus;
use diagnose::segments::Segment;
use diagnose::verdict::{NamedBarrier, NamedDriver, Status};
use diagnose::{Asked, Diagnosis};
use stats::decompose::Factor;
use vocab::{Amount, Barrier, Lang, Scope, ScopeKind};

use crate::world::{World, migrations};

async fn diagnosed(world: &World) -> Diagnosis {
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let asked = Asked {
        target_id: "t1".into(),
        period: "2026-11".parse().unwrap(),
        scope: Scope::of(ScopeKind::Family, "Christmas"),
        target: Amount::from_cents(1_000_000),
        as_of: day(12),
        complete_until: day(11),
        booked: Amount::ZERO,
        rest: Amount::from_cents(200_000),
        rest_low: Amount::from_cents(150_000),
        rest_high: Amount::from_cents(250_000),
    };
    let pictures = Arc::clone(&world.pictures);
    diagnose::actions::diagnose(world.store(), &world.log, pictures, asked, world.now())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_known_stays_open() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 4).await;
        let diagnosis = diagnosed(&world).await;
        assert_eq!(diagnosis.verdict.status, Status::NotEnoughEvidence);
        let (store, now) = (world.store(), world.now());
        let begin = || {
            let words = "We do not know; the season does not wait";
            actions::create_from_diagnosis(store, &diagnosis.id, words, Lang::De, "Mia", now)
        };
        assert!(matches!(begin().await, Err(CampaignError::NoDiagnosis(_))));
        let tx = store.begin().await.unwrap();
        diagnose::actions::save(&tx, &diagnosis).await.unwrap();
        tx.commit().await.unwrap();

        let id = begin().await.unwrap();
        let brief = actions::campaign(store, &id).await.unwrap().draft.brief;
        assert_eq!(brief.cause.diagnosis.as_deref(), Some(&*diagnosis.id));
        assert_eq!(brief.cause.target.as_deref(), Some("t1"));
        assert!(!brief.cause.known);
        assert_eq!(brief.family, "Christmas");
        let need = Condition::NeedWindow { family: "Christmas".into(), month: 11 };
        assert_eq!(brief.audience, Some(need));
        let window = brief.window.unwrap();
        assert_eq!(
            (window.from.to_string(), window.until.to_string()),
            ("2026-11-12".into(), "2026-11-30".into()),
            "from the day it is begun, {}",
            world.test.name
        );
        let gaps: Vec<_> = brief.gaps().iter().map(Gap::code).collect();
        assert_eq!(
            gaps,
            ["title", "stage", "message_core", "audience_note", "measure", "question"]
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_known_is_filled_in() {
    let world = World::sqlite(4).await;
    let mut diagnosis = diagnosed(&world).await;
    diagnosis.verdict.status = Status::Explained;
    diagnosis.verdict.barrier = Some(NamedBarrier {
        barrier: Barrier::CompetitorBetter,
        against: Against::Before,
        in_focus: false,
    });
    diagnosis.verdict.drivers = vec![NamedDriver {
        segment: Segment::Returning,
        factor: Factor::ValuePerOrder,
        lost: Amount::from_cents(1),
        share: 0.4,
    }];
    diagnosis.focus = Some(Focus {
        region: Some("North".into()),
        families: vec!["Candles".into(), "Christmas".into()],
        lost: Amount::from_cents(1),
        excess: Amount::from_cents(1),
    });
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let brief = from_diagnosis::draft(&diagnosis, " They buy elsewhere ", day(20));
    assert_eq!(brief.window.unwrap().from, day(20), "a kept diagnosis is older than the brief");
    assert!(brief.cause.known);
    assert_eq!(brief.cause.finding, "They buy elsewhere");
    assert_eq!(brief.barrier, Some(Barrier::CompetitorBetter));
    assert_eq!(brief.stage, Some(vocab::AidaStage::Desire));
    assert_eq!(brief.family, "Candles");
    assert_eq!(
        brief.audience,
        Some(Condition::All {
            of: vec![
                Condition::NeedWindow { family: "Candles".into(), month: 11 },
                Condition::Region { any_of: vec!["North".into()] },
            ]
        })
    );
    assert_eq!(brief.measure.unwrap().kind, MeasureKind::RevenuePerCustomer);
    // The numbers of the measure are for people to set.
    let gaps: Vec<_> = brief.gaps().iter().map(Gap::code).collect();
    assert_eq!(gaps, ["title", "message_core", "audience_note", "measure", "question"]);

    let last = from_diagnosis::draft(&diagnosis, "x", day(30)).window.unwrap();
    assert_eq!((last.from, last.until), (day(30), day(30)));
    let over = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    assert_eq!(from_diagnosis::draft(&diagnosis, "x", over).window, None, "the month is over");
}
