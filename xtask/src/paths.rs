//! Where things are.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The folder of the workspace.
///
/// Asked when we run, not when we were built: checkouts that share one cache of built things
/// share this program too.
pub(crate) fn workspace() -> &'static Path {
    static WORKSPACE: LazyLock<PathBuf> = LazyLock::new(|| {
        // `cargo run` says where xtask lies: directly below the workspace.
        std::env::var_os("CARGO_MANIFEST_DIR")
            .and_then(|folder| Path::new(&folder).parent().map(Path::to_path_buf))
            .unwrap_or_else(|| PathBuf::from("."))
    });
    &WORKSPACE
}

/// Where tools that were installed for the tests are kept: `SOG_CACHE`, by default
/// `.cache/sog` in the home folder.
pub(crate) fn cache() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    set("SOG_CACHE").map_or_else(
        || set("HOME").map_or_else(|| workspace().join("target"), PathBuf::from).join(".cache/sog"),
        PathBuf::from,
    )
}

/// The first of several programs that is on the path.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
}

/// The cargo that runs us, as if nobody ran it: what it told us about this package, some build
/// scripts (ring's) take for a reason to run again, and half of all crates with them, in each new
/// checkout.
pub(crate) fn cargo() -> Command {
    let program = std::env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from);
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_MANIFEST_") || name.starts_with("CARGO_PKG_") {
            command.env_remove(&*name);
        }
    }
    command
}
