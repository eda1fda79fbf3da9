//! Who may import whom. Data flows down the list of rooms, imports point up.

use serde_json::Value;

use super::{File, Finding};
use crate::Outcome;

/// A room and the rooms it may import, in the order of the house. A new arrow is a decision:
/// it belongs here, in `ARCHITECTURE.md`, and usually on a page in `docs/decisions/`.
const ROOMS: &[(&str, &[&str])] = &[
    ("vocab", &[]),
    ("stats", &[]),
    ("store", &["vocab"]),
    ("events", &["vocab", "store"]),
    // Pure rules: what `guard` decides on is handed to it.
    ("guard", &["vocab"]),
    ("listen", &["vocab", "store", "events"]),
    ("customers", &["vocab", "stats", "store", "events"]),
    ("warn", &["vocab", "stats", "store", "customers"]),
    ("diagnose", &["events", "vocab", "stats", "store", "customers", "warn"]),
    (
        "campaign",
        &["events", "vocab", "stats", "store", "guard", "listen", "customers", "diagnose"],
    ),
    ("privacy", &["vocab", "store", "events", "customers"]),
    ("simulate", &["vocab", "stats"]),
    ("web", &EVERY_ROOM),
    ("cli", &EVERY_ROOM_AND_WEB),
    // Measures the rooms; nothing imports it.
    ("bench", &["vocab", "stats", "store", "events", "guard", "customers", "diagnose", "campaign"]),
    // A second binary beside `sog`, which it may use and which never uses it.
    ("cluster", &["vocab", "store", "events", "customers", "cli"]),
    // For tests only; product code that imports it is an arrow of its own and refused.
    ("testkit", &["vocab", "store"]),
    ("xtask", &[]),
];

const EVERY_ROOM: [&str; 11] = [
    "vocab",
    "stats",
    "store",
    "events",
    "guard",
    "listen",
    "customers",
    "warn",
    "diagnose",
    "campaign",
    "privacy",
];

const EVERY_ROOM_AND_WEB: [&str; 13] = [
    "vocab",
    "stats",
    "store",
    "events",
    "guard",
    "listen",
    "customers",
    "warn",
    "diagnose",
    "campaign",
    "privacy",
    "simulate",
    "web",
];

/// What tests may import wherever they are.
const FOR_TESTS: &[&str] = &["testkit", "simulate"];

/// One package of the workspace, as cargo reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Package {
    /// The folder's name, which is the room's name.
    pub(super) room: String,
    /// `crates/store/Cargo.toml`.
    pub(super) manifest: String,
    pub(super) dependencies: Vec<Dependency>,
}

/// One line of a `[dependencies]` table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dependency {
    /// The name under which the code sees it, with `-` as in the manifest.
    pub(super) name: String,
    /// A room of ours.
    pub(super) ours: bool,
    /// For tests only.
    pub(super) test: bool,
}

/// Reads the output of `cargo metadata --no-deps`.
///
/// # Errors
/// When it is not what we know.
pub(super) fn packages(metadata: &str) -> Outcome<Vec<Package>> {
    let bad = || "cargo metadata has another shape than expected".to_owned();
    let metadata: Value = serde_json::from_str(metadata).map_err(|_| bad())?;
    let root = metadata["workspace_root"].as_str().ok_or_else(bad)?;
    let packages = metadata["packages"].as_array().ok_or_else(bad)?;
    packages
        .iter()
        .map(|package| {
            let manifest = package["manifest_path"]
                .as_str()
                .and_then(|path| path.strip_prefix(root))
                .map(|path| path.trim_start_matches('/').to_owned())
                .ok_or_else(bad)?;
            let room = manifest
                .trim_end_matches("/Cargo.toml")
                .rsplit('/')
                .next()
                .ok_or_else(bad)?
                .to_owned();
            let dependencies = package["dependencies"]
                .as_array()
                .ok_or_else(bad)?
                .iter()
                .filter_map(|dependency| {
                    let name = dependency["rename"].as_str().or(dependency["name"].as_str())?;
                    Some(Dependency {
                        name: name.to_owned(),
                        ours: dependency["path"].is_string(),
                        test: dependency["kind"] == "dev",
                    })
                })
                .collect();
            Ok(Package { room, manifest, dependencies })
        })
        .collect()
}

/// Every arrow between rooms is in the table.
pub(super) fn check(packages: &[Package]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in packages {
        let Some(place) = ROOMS.iter().position(|(room, _)| *room == package.room) else {
            findings.push(Finding::new(
                &package.manifest,
                0,
                format!("`{}` is no room of the house; see xtask/src/tidy/arrows.rs", package.room),
            ));
            continue;
        };
        let allowed = ROOMS[place].1;
        for dependency in package.dependencies.iter().filter(|found| found.ours) {
            let name = dependency.name.as_str();
            let above = ROOMS[..place].iter().any(|(room, _)| *room == name);
            let fine = if dependency.test {
                above || FOR_TESTS.contains(&name)
            } else {
                allowed.contains(&name)
            };
            if !fine {
                findings.push(Finding::new(
                    &package.manifest,
                    0,
                    format!(
                        "`{}` may not import `{name}`; see xtask/src/tidy/arrows.rs",
                        package.room
                    ),
                ));
            }
        }
    }
    findings
}

/// A dependency that no file of the room names only costs building time.
pub(super) fn unused(packages: &[Package], files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in packages {
        let folder = package.manifest.trim_end_matches("Cargo.toml");
        let sources: Vec<&File> = files
            .iter()
            .filter(|file| file.path.starts_with(folder) && file.path.ends_with(".rs"))
            .collect();
        for dependency in &package.dependencies {
            let name = dependency.name.replace('-', "_");
            if !sources.iter().any(|file| names(&file.text, &name)) {
                findings.push(Finding::new(
                    &package.manifest,
                    0,
                    format!("`{}` is declared but never used", dependency.name),
                ));
            }
        }
    }
    findings
}

/// What the workspace's table offers and no crate takes: it says of a version or a feature that
/// we use it, and we do not.
pub(super) fn offered(packages: &[Package], files: &[File]) -> Vec<Finding> {
    let Some(manifest) = files.iter().find(|file| file.path == "Cargo.toml") else {
        return vec![Finding::new("Cargo.toml", 0, "is missing")];
    };
    let taken = |name: &str| {
        packages.iter().flat_map(|package| &package.dependencies).any(|one| one.name == name)
    };
    let lines = (1..).zip(manifest.text.lines());
    lines
        .skip_while(|(_, line)| line.trim() != "[workspace.dependencies]")
        .skip(1)
        .take_while(|(_, line)| !line.starts_with('['))
        .filter_map(|(number, line)| Some((number, line.split_once(" = ")?.0.trim())))
        .filter(|(_, name)| !name.starts_with('#') && !taken(name))
        .map(|(number, name)| {
            Finding::new("Cargo.toml", number, format!("no crate takes `{name}`"))
        })
        .collect()
}

/// Whether a text holds a word on its own.
fn names(text: &str, word: &str) -> bool {
    let part_of_word = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(part_of_word) && !text[at + word.len()..].starts_with(part_of_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(room: &str, dependencies: &[(&str, bool)]) -> Package {
        Package {
            room: room.to_owned(),
            manifest: format!("crates/{room}/Cargo.toml"),
            dependencies: dependencies
                .iter()
                .map(|(name, test)| Dependency {
                    name: (*name).to_owned(),
                    ours: true,
                    test: *test,
                })
                .collect(),
        }
    }

    #[test]
    fn the_table_itself_points_up() {
        for (place, (room, imports)) in ROOMS.iter().enumerate() {
            for import in *imports {
                assert!(
                    ROOMS[..place].iter().any(|(above, _)| above == import),
                    "{room} imports {import} from below"
                );
            }
        }
    }

    #[test]
    fn an_arrow_that_points_down_is_found() {
        assert!(check(&[package("warn", &[("customers", false)])]).is_empty());
        let found = check(&[package("customers", &[("warn", false)])]);
        assert_eq!(found.len(), 1);
        assert!(found[0].what.contains("may not import `warn`"));
    }

    #[test]
    fn an_arrow_that_skips_the_table_is_found() {
        // Above in the list, but not among what `guard` may use.
        assert_eq!(check(&[package("guard", &[("store", false)])]).len(), 1);
    }

    #[test]
    fn tests_may_use_the_testkit_and_products_may_not() {
        assert!(check(&[package("store", &[("testkit", true)])]).is_empty());
        assert_eq!(check(&[package("store", &[("testkit", false)])]).len(), 1);
        assert!(check(&[package("warn", &[("listen", true)])]).is_empty());
        assert_eq!(check(&[package("listen", &[("warn", true)])]).len(), 1);
    }

    #[test]
    fn a_crate_that_is_no_room_is_found() {
        assert_eq!(check(&[package("shed", &[])]).len(), 1);
    }

    #[test]
    fn metadata_is_read() {
        let text = r#"{"workspace_root":"/w","packages":[{"manifest_path":"/w/crates/store/Cargo.toml","dependencies":[
            {"name":"sog-vocab","rename":"vocab","kind":null,"path":"/w/crates/vocab"},
            {"name":"sea-orm","rename":null,"kind":"dev"}]}]}"#;
        let found = packages(text).unwrap();
        assert_eq!(found[0].room, "store");
        assert_eq!(found[0].manifest, "crates/store/Cargo.toml");
        assert_eq!(
            found[0].dependencies,
            [
                Dependency { name: "vocab".to_owned(), ours: true, test: false },
                Dependency { name: "sea-orm".to_owned(), ours: false, test: true }
            ]
        );
    }

    #[test]
    fn what_no_crate_takes_is_found() {
        let manifest = File {
            path: "Cargo.toml".to_owned(),
            text: "[workspace.package]\nversion = \"1\"\n[workspace.dependencies]\n# insta = 1\n\
                   vocab = { path = \"v\" }\ninsta = \"1\"\n\n[workspace.lints.rust]\nx = \"y\"\n"
                .to_owned(),
        };
        let found = offered(&[package("store", &[("vocab", false)])], &[manifest]);
        assert_eq!(found, [Finding::new("Cargo.toml", 6, "no crate takes `insta`")]);
        assert_eq!(offered(&[], &[]).len(), 1);
    }

    #[test]
    fn unused_dependencies_are_found() {
        let file = File {
            path: "crates/store/src/lib.rs".to_owned(),
            text: "use vocab::Amount; fn my_toml() {}".to_owned(),
        };
        let found = unused(&[package("store", &[("vocab", false), ("toml", false)])], &[file]);
        assert_eq!(found.len(), 1);
        assert!(found[0].what.contains("`toml`"));
    }
}
