//! The mark a demo leaves in its data folder, and which folders a demo may use.
//!
//! A demo changes settings, sends mails nowhere and lets everybody in: it may do that to a
//! company it made itself and to no other.

use std::path::Path;

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use store::{Store, Tx};
use vocab::{Instant, Zone};

use crate::args::Demo;
use crate::workspace::{Failure, Workspace};

/// The setting the mark is kept under.
const SETTING: &str = "demo";
const CUSTOMERS: usize = 20_000;
const SEED: u64 = 2026;

/// What a folder's demo was made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    pub(crate) customers: usize,
    pub(crate) seed: u64,
    pub(crate) scenario: String,
    /// The company's last day.
    pub(crate) end: NaiveDate,
    /// Whether everything is there; a demo that was interrupted is begun again.
    pub(crate) complete: bool,
}

impl Mark {
    /// How far the demo's clock is behind: it stays on its last day, at this time of day. Not by
    /// whole days of 24 hours: clocks may have changed since.
    pub(crate) fn behind(&self, now: Instant) -> TimeDelta {
        let time = now.with_timezone(&Zone::BERLIN.0).time();
        now - Zone::BERLIN.instant(self.end.and_time(time))
    }
}

/// The mark of a store; `None` when no demo made it.
pub(crate) async fn of(store: &Store) -> Result<Option<Mark>, Failure> {
    Ok(store::settings::get(store.read(), SETTING).await?)
}

/// What lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// Nothing of anybody's.
    Nothing,
    /// A demo.
    Demo(Mark),
    /// Something that no demo made, by its name.
    SomebodyElses(&'static str),
    /// The same, found in or beside a database that had to be opened for it.
    Opened(&'static str),
}

/// What lies in a folder that has no database yet; `None` when it has one.
pub(crate) fn without_database(folder: &Path) -> Option<Found> {
    if store::settings::database_file(folder).exists() {
        return None;
    }
    // The database may be elsewhere: a folder of PostgreSQL's has no `sog.db`.
    Some(if folder.join("sog.toml").exists() {
        Found::SomebodyElses("a sog.toml")
    } else if folder.join("events").exists() {
        Found::SomebodyElses("an events folder")
    } else {
        Found::Nothing
    })
}

/// What lies in a folder's database.
pub(crate) async fn in_database(workspace: &Workspace) -> Result<Found, Failure> {
    let connection = workspace.store.read();
    if let Some(mark) = of(&workspace.store).await? {
        return Ok(Found::Demo(mark));
    }
    let settled: Option<serde_json::Value> = store::settings::get(connection, "company").await?;
    let anything = settled.is_some()
        || web::users::any(&workspace.store).await?
        || workspace.log.snapshot().await?.events() > 0
        || workspace.log.waiting().await? > 0
        || !customers::people::customers(connection).await?.is_empty()
        || !warn::actions::targets(&workspace.store).await?.is_empty();
    Ok(if anything {
        Found::Opened("a company")
    } else if workspace.folder.join("sog.toml").exists() {
        Found::Opened("a sog.toml")
    } else {
        Found::Nothing
    })
}

/// The demo that may run here: the one there is, or the one asked for.
///
/// # Errors
/// When the folder is somebody else's, or its demo is another one than asked for.
pub(crate) fn decide(
    found: Found,
    folder: &Path,
    asked: &Demo,
    today: NaiveDate,
) -> Result<Mark, String> {
    let folder = folder.display();
    let mark = match found {
        Found::SomebodyElses(what) => {
            return Err(format!(
                "{folder} holds {what} that no demo made, and a demo would change it; nothing \
                 was touched. Name another folder (`sog --data DIR demo`), or none"
            ));
        }
        Found::Opened(what) => {
            return Err(format!(
                "{folder} holds {what} that no demo made, and a demo would change it; none of its \
                 data was changed (its database was opened, as every command does it: an older \
                 one now has the tables of this version). Name another folder (`sog --data DIR \
                 demo`), or none"
            ));
        }
        Found::Nothing => {
            return Ok(Mark {
                customers: asked.customers.unwrap_or(CUSTOMERS),
                seed: asked.seed.unwrap_or(SEED),
                scenario: asked.scenario.clone().unwrap_or_else(|| "too_expensive".to_owned()),
                end: asked.end.unwrap_or(today),
                complete: false,
            });
        }
        Found::Demo(mark) => mark,
    };
    let other = asked.customers.is_some_and(|customers| customers != mark.customers)
        || asked.seed.is_some_and(|seed| seed != mark.seed)
        || asked.scenario.as_ref().is_some_and(|scenario| *scenario != mark.scenario)
        || asked.end.is_some_and(|end| end != mark.end);
    if other {
        return Err(format!(
            "the demo in {folder} was made with --customers {} --seed {} --scenario {} --end {}; \
             leave these options out to see it again, or name another folder",
            mark.customers, mark.seed, mark.scenario, mark.end
        ));
    }
    Ok(mark)
}

/// Writes the mark down.
pub(crate) async fn save(tx: &Tx, mark: &Mark) -> Result<(), Failure> {
    Ok(store::settings::set(tx, SETTING, mark).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Demo {
        Demo {
            listen: "127.0.0.1:0".parse().unwrap(),
            customers: None,
            seed: None,
            scenario: None,
            end: None,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_clock_stays_on_the_last_day_when_clocks_have_changed() {
        let mark = Mark {
            customers: CUSTOMERS,
            seed: SEED,
            scenario: "nothing".to_owned(),
            end: day("2026-09-17"),
            complete: true,
        };
        // Half past eleven at night, in winter and in summer.
        for now in ["2026-11-22T22:30:00Z", "2026-09-30T21:30:00Z"] {
            let now: Instant = now.parse().unwrap();
            assert_eq!((now - mark.behind(now)).to_string(), "2026-09-17 21:30:00 UTC");
        }
    }

    #[test]
    fn a_demo_is_kept_and_only_asked_for_otherwise_in_an_empty_folder() {
        let folder = Path::new("there");
        let decide = |found, asked: &Demo| decide(found, folder, asked, day("2026-11-22"));
        let new = decide(Found::Nothing, &Demo { seed: Some(7), ..asked() }).unwrap();
        assert_eq!((new.customers, new.seed, new.end), (CUSTOMERS, 7, day("2026-11-22")));
        assert!(!new.complete);

        let kept = Mark { end: day("2026-10-01"), complete: true, ..new };
        let there = || Found::Demo(kept.clone());
        assert_eq!(decide(there(), &asked()), Ok(kept.clone()));
        assert_eq!(decide(there(), &Demo { seed: Some(7), ..asked() }), Ok(kept.clone()));
        for other in [
            Demo { seed: Some(8), ..asked() },
            Demo { customers: Some(5), ..asked() },
            Demo { scenario: Some("nothing".to_owned()), ..asked() },
            Demo { end: Some(day("2026-11-22")), ..asked() },
        ] {
            let refused = decide(there(), &other).unwrap_err();
            assert!(refused.contains("--seed 7") && refused.contains("2026-10-01"), "{refused}");
        }
        // Nothing is said to be untouched that was opened.
        for (found, untouched) in
            [(Found::SomebodyElses("a company"), true), (Found::Opened("a company"), false)]
        {
            let refused = decide(found, &asked()).unwrap_err();
            assert!(refused.contains("there holds a company"), "{refused}");
            assert_eq!(refused.contains("nothing was touched"), untouched, "{refused}");
        }
    }
}
