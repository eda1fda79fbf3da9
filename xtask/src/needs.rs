//! What the tests need beyond Rust and a C compiler: found, or installed, or asked for.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::package_manager::{MANAGERS, Plan, Right, Tool, plan};
use crate::{Outcome, paths, process};

/// What the Python of the tests must have; the versions are pinned.
const REQUIREMENTS: &str = include_str!("../requirements.txt");

/// What the Node of the tests must have, with every package below it pinned.
const PACKAGE: &str = include_str!("../clients/package.json");
const PACKAGE_LOCK: &str = include_str!("../clients/package-lock.json");

/// The cargo-deny that is installed where none is on the path.
const CARGO_DENY: &str = "0.20.2";
/// The cargo-fuzz that is installed where none is on the path.
const CARGO_FUZZ: &str = "0.13.2";

/// Everything, found.
#[derive(Debug)]
pub(crate) struct Tools {
    /// The folder that holds `initdb` and `postgres`.
    pub(crate) postgres: PathBuf,
    /// The browser.
    pub(crate) chromium: PathBuf,
    /// A Python with the packages of `requirements.txt`.
    pub(crate) python: PathBuf,
    /// A `node_modules` with the packages of `clients/package.json`; `node` is on the path.
    pub(crate) node_modules: PathBuf,
}

/// Finds all tools, installing what is missing where we may.
///
/// # Errors
/// When something is missing that we may not or cannot install; says what to do.
pub(crate) fn tools() -> Outcome<Tools> {
    let missing: Vec<Tool> = [
        (Tool::Postgres, postgres().is_none()),
        (Tool::Chromium, chromium().is_none()),
        (Tool::Python, system_python().is_none()),
        (Tool::Node, paths::on_path(&["node"]).and(paths::on_path(&["npm"])).is_none()),
    ]
    .into_iter()
    .filter_map(|(tool, absent)| absent.then_some(tool))
    .collect();
    if !missing.is_empty() {
        install(&missing)?;
    }
    let still = |tool: Tool| move || format!("{} is still missing", tool.words());
    let tools = Tools {
        postgres: postgres().ok_or_else(still(Tool::Postgres))?,
        chromium: chromium().ok_or_else(still(Tool::Chromium))?,
        python: python(&system_python().ok_or_else(still(Tool::Python))?)?,
        node_modules: node_modules(&paths::on_path(&["npm"]).ok_or_else(still(Tool::Node))?)?,
    };
    println!("   PostgreSQL  {}", tools.postgres.display());
    println!("   Chromium    {}", tools.chromium.display());
    println!("   Python      {}", tools.python.display());
    println!("   Node        {}", tools.node_modules.display());
    Ok(tools)
}

/// Makes sure that `cargo fmt` and `cargo clippy` are there.
///
/// # Errors
/// When they are not and rustup cannot add them.
pub(crate) fn rust_components() -> Outcome<()> {
    let missing: Vec<&str> = [("fmt", "rustfmt"), ("clippy", "clippy")]
        .into_iter()
        .filter(|(command, _)| {
            process::output(paths::cargo().args([command, "--version"])).is_err()
        })
        .map(|(_, component)| component)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    process::run(Command::new("rustup").args(["component", "add"]).args(&missing))
}

/// The program that checks licences and sources; installed into the cache if need be.
///
/// # Errors
/// When it is not there and cannot be built.
pub(crate) fn cargo_deny() -> Outcome<PathBuf> {
    cargo_program("cargo-deny", CARGO_DENY)
}

/// The program that throws mutated input at a target; installed into the cache if need be.
///
/// # Errors
/// When it is not there and cannot be built.
pub(crate) fn cargo_fuzz() -> Outcome<PathBuf> {
    cargo_program("cargo-fuzz", CARGO_FUZZ)
}

fn cargo_program(name: &str, version: &str) -> Outcome<PathBuf> {
    if let Some(found) = paths::on_path(&[name]) {
        return Ok(found);
    }
    let root = paths::cache().join("tools");
    let program = root.join("bin").join(name);
    if !program.is_file() {
        println!("   building {name} {version}, once");
        process::run(
            paths::cargo()
                .args(["install", name, "--locked", "--quiet"])
                .args(["--version", version, "--root"])
                .arg(&root),
        )?;
    }
    Ok(program)
}

fn install(missing: &[Tool]) -> Outcome<()> {
    let manager = MANAGERS.iter().find(|manager| paths::on_path(&[manager.program]).is_some());
    match plan(missing, manager, right()) {
        Plan::Tell(text) => Err(text),
        Plan::Run(commands) => {
            for words in commands {
                println!("   {}", words.join(" "));
                let mut command = Command::new(words[0]);
                command.args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive");
                process::run(&mut command)?;
            }
            Ok(())
        }
    }
}

fn right() -> Right {
    let root = process::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if root {
        return Right::Root;
    }
    let sudo = Command::new("sudo")
        .args(["-n", "true"])
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if sudo { Right::Sudo } else { Right::None }
}

/// The folder with the server's programs. Debian and others keep them off the path.
pub(crate) fn postgres() -> Option<PathBuf> {
    let complete = |folder: &Path| {
        ["initdb", "postgres", "pg_isready"].iter().all(|program| folder.join(program).is_file())
    };
    let mut folders: Vec<PathBuf> = paths::on_path(&["postgres"])
        .and_then(|program| program.canonicalize().ok())
        .and_then(|program| program.parent().map(Path::to_owned))
        .into_iter()
        .collect();
    // Newest first: the names end in the version.
    for (parent, prefix, below) in [
        ("/usr/lib/postgresql", "", "bin"),
        ("/usr", "pgsql-", "bin"),
        ("/opt/homebrew/opt", "postgresql", "bin"),
        ("/usr/local/opt", "postgresql", "bin"),
        ("/usr/libexec", "postgresql", ""),
    ] {
        let mut found: Vec<PathBuf> = std::fs::read_dir(parent)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
            .map(|entry| entry.path().join(below))
            .collect();
        found.sort();
        folders.extend(found.into_iter().rev());
    }
    folders.into_iter().find(|folder| complete(folder))
}

fn chromium() -> Option<PathBuf> {
    if let Some(set) = std::env::var_os("SOG_TEST_CHROMIUM").filter(|value| !value.is_empty()) {
        return Some(PathBuf::from(set));
    }
    paths::on_path(&[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "chrome",
    ])
    .or_else(|| {
        let mac = PathBuf::from("/Applications/Chromium.app/Contents/MacOS/Chromium");
        mac.is_file().then_some(mac)
    })
}

/// A Python that can make a virtual environment with pip in it. Several may be installed and
/// the first on the path need not be the one that can.
fn system_python() -> Option<PathBuf> {
    [paths::on_path(&["python3"]), Some("/usr/bin/python3".into())].into_iter().flatten().find(
        |python| {
            process::output(Command::new(python).args(["-c", "import ensurepip, venv"])).is_ok()
        },
    )
}

/// The Python of the tests.
fn python(system: &Path) -> Outcome<PathBuf> {
    environment_of(system, "python", REQUIREMENTS)
}

/// The packages of the tests from npm. Made once per version of the list.
fn node_modules(npm: &Path) -> Outcome<PathBuf> {
    let folder = paths::cache().join("node");
    let (modules, stamp) = (folder.join("node_modules"), folder.join("made.json"));
    let made = std::fs::read_to_string(&stamp).is_ok_and(|text| text == PACKAGE_LOCK);
    if made && modules.is_dir() {
        return Ok(modules);
    }
    println!("   installing the Node packages, once");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))
    };
    std::fs::create_dir_all(&folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    write("package.json", PACKAGE)?;
    write("package-lock.json", PACKAGE_LOCK)?;
    // No scripts: a package of a test need not run anything to be installed.
    let quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"];
    process::output(Command::new(npm).arg("ci").args(quiet).current_dir(&folder))?;
    // Written last: a run that was stopped half-way starts over.
    write("made.json", PACKAGE_LOCK)?;
    Ok(modules)
}

/// A virtual environment in the cache with what the requirements name.
///
/// # Errors
/// When there is no Python, or a package cannot be had.
pub(crate) fn environment(name: &str, requirements: &str) -> Outcome<PathBuf> {
    let missing = || format!("{} is missing", Tool::Python.words());
    environment_of(&system_python().ok_or_else(missing)?, name, requirements)
}

/// Made once per version of the requirements.
fn environment_of(system: &Path, name: &str, requirements: &str) -> Outcome<PathBuf> {
    let folder = paths::cache().join(name);
    let python = folder.join("bin/python");
    let stamp = folder.join("requirements.txt");
    let made = std::fs::read_to_string(&stamp).is_ok_and(|text| text == requirements);
    if made && process::output(Command::new(&python).arg("--version")).is_ok() {
        return Ok(python);
    }
    println!("   making the Python environment `{name}`, once");
    process::output(Command::new(system).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let asked = folder.join("asked.txt");
    let write = |path: &Path| {
        std::fs::write(path, requirements)
            .map_err(|error| format!("cannot write {}: {error}", path.display()))
    };
    write(&asked)?;
    process::output(
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "-r"]).arg(&asked),
    )?;
    // Written last: a run that was stopped half-way starts over.
    write(&stamp)?;
    Ok(python)
}
