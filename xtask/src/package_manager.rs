//! Which command installs a missing tool, and whether we may run it.

/// A tool of the tests that comes from the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tool {
    /// `initdb` and `postgres`.
    Postgres,
    /// A Chromium that runs without a display.
    Chromium,
    /// Python with `venv` and `ensurepip`.
    Python,
    /// Node with `npm`.
    Node,
}

/// One of the package managers we know.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Manager {
    /// The program, looked for on the path.
    pub(crate) program: &'static str,
    needs_root: bool,
    update: &'static [&'static str],
    install: &'static [&'static str],
    postgres: &'static str,
    chromium: &'static str,
    python: &'static str,
    node: &'static str,
}

/// In the order in which they are looked for.
pub(crate) const MANAGERS: &[Manager] = &[
    Manager {
        program: "apt-get",
        needs_root: true,
        update: &["update", "-q"],
        install: &["install", "-q", "-y", "--no-install-recommends"],
        postgres: "postgresql",
        chromium: "chromium",
        python: "python3-venv",
        node: "npm",
    },
    Manager {
        program: "dnf",
        needs_root: true,
        update: &[],
        install: &["install", "-y"],
        postgres: "postgresql-server",
        chromium: "chromium",
        python: "python3",
        node: "nodejs-npm",
    },
    Manager {
        program: "zypper",
        needs_root: true,
        update: &[],
        install: &["--non-interactive", "install"],
        postgres: "postgresql-server",
        chromium: "chromium",
        python: "python3",
        node: "npm-default",
    },
    Manager {
        program: "pacman",
        needs_root: true,
        update: &[],
        install: &["-Sy", "--noconfirm"],
        postgres: "postgresql",
        chromium: "chromium",
        python: "python",
        node: "npm",
    },
    Manager {
        program: "apk",
        needs_root: true,
        update: &[],
        install: &["add"],
        postgres: "postgresql",
        chromium: "chromium",
        python: "python3",
        node: "npm",
    },
    Manager {
        program: "brew",
        needs_root: false,
        update: &[],
        install: &["install"],
        postgres: "postgresql@17",
        chromium: "chromium",
        python: "python",
        node: "node",
    },
];

/// By which right we may install.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    /// We are root.
    Root,
    /// `sudo` asks for no password.
    Sudo,
    /// A person has to do it.
    None,
}

/// What to do about missing tools.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Run these commands, one after the other.
    Run(Vec<Vec<&'static str>>),
    /// Print this and stop.
    Tell(String),
}

/// Decides how the missing tools get here.
pub(crate) fn plan(missing: &[Tool], manager: Option<&'static Manager>, right: Right) -> Plan {
    let Some(manager) = manager else {
        return Plan::Tell(format!(
            "missing for the tests: {}. Install it with your system's package manager and run this again.",
            missing.iter().map(|tool| tool.words()).collect::<Vec<_>>().join(", ")
        ));
    };
    let sudo = manager.needs_root && right != Right::Root;
    let with = |arguments: &[&'static str], packages: &[&'static str]| {
        let mut words = Vec::new();
        if sudo {
            words.push("sudo");
        }
        words.push(manager.program);
        words.extend(arguments);
        words.extend(packages);
        words
    };
    let packages: Vec<&'static str> = missing.iter().map(|tool| tool.package(manager)).collect();
    let mut commands = Vec::new();
    if !manager.update.is_empty() {
        commands.push(with(manager.update, &[]));
    }
    commands.push(with(manager.install, &packages));

    if right == Right::None && manager.needs_root {
        let lines: Vec<String> = commands.iter().map(|words| words.join(" ")).collect();
        return Plan::Tell(format!(
            "missing for the tests: {}. Run this, then try again:\n\n    {}\n",
            missing.iter().map(|tool| tool.words()).collect::<Vec<_>>().join(", "),
            lines.join(" && ")
        ));
    }
    Plan::Run(commands)
}

impl Tool {
    /// How messages call it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Postgres => "the PostgreSQL server (initdb, postgres)",
            Self::Chromium => "Chromium",
            Self::Python => "Python 3 with venv",
            Self::Node => "Node with npm",
        }
    }

    fn package(self, manager: &Manager) -> &'static str {
        match self {
            Self::Postgres => manager.postgres,
            Self::Chromium => manager.chromium,
            Self::Python => manager.python,
            Self::Node => manager.node,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manager(program: &str) -> Option<&'static Manager> {
        MANAGERS.iter().find(|manager| manager.program == program)
    }

    #[test]
    fn root_installs_by_itself() {
        let plan = plan(&[Tool::Postgres, Tool::Python], manager("apt-get"), Right::Root);
        let Plan::Run(commands) = plan else {
            panic!("{plan:?}");
        };
        assert_eq!(commands[0], ["apt-get", "update", "-q"]);
        assert_eq!(commands[1].last(), Some(&"python3-venv"));
        assert!(commands[1].contains(&"postgresql"));
    }

    #[test]
    fn sudo_stands_in_front_where_it_asks_nothing() {
        let plan = plan(&[Tool::Chromium], manager("dnf"), Right::Sudo);
        assert_eq!(plan, Plan::Run(vec![vec!["sudo", "dnf", "install", "-y", "chromium"]]));
    }

    #[test]
    fn without_the_right_the_exact_command_is_told() {
        let Plan::Tell(text) = plan(&[Tool::Chromium], manager("apt-get"), Right::None) else {
            panic!("must not install");
        };
        assert!(
            text.contains(
                "sudo apt-get update -q && sudo apt-get install -q -y --no-install-recommends chromium"
            ),
            "{text}"
        );
    }

    #[test]
    fn brew_needs_no_root() {
        let plan = plan(&[Tool::Chromium], manager("brew"), Right::None);
        assert_eq!(plan, Plan::Run(vec![vec!["brew", "install", "chromium"]]));
    }

    #[test]
    fn an_unknown_system_is_told_what_is_missing() {
        let Plan::Tell(text) = plan(&[Tool::Postgres], None, Right::Root) else {
            panic!("there is nothing to run");
        };
        assert!(text.contains("PostgreSQL"), "{text}");
    }
}
