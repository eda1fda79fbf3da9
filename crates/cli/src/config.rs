//! Settings of the running installation: a file in the data folder, overruled by environment
//! variables, overruled by arguments. What people set on pages lives in the database instead.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;

use serde::Deserialize;

use crate::workspace::Failure;

/// Settings read at start.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Address the pages are served on.
    pub(crate) listen: SocketAddr,
    /// Database address; SQLite in the data folder when absent.
    pub(crate) database: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 7640)), database: None }
    }
}

/// The variables that overrule the file. Others that begin with `SOG_` are somebody else's: they
/// must not stop the program.
const VARIABLES: [&str; 2] = ["SOG_LISTEN", "SOG_DATABASE"];

impl Config {
    /// Reads `sog.toml` of the data folder (if there is one), then [`VARIABLES`].
    ///
    /// # Errors
    ///
    /// An unknown or malformed entry, named with the file or variable it stands in.
    pub(crate) fn read(folder: &Path) -> Result<Self, Failure> {
        let set = VARIABLES
            .into_iter()
            .filter_map(|name| std::env::var(name).ok().map(|value| (name.to_owned(), value)));
        Self::merge(&folder.join("sog.toml"), set.collect())
    }

    fn merge(file: &Path, variables: HashMap<String, String>) -> Result<Self, Failure> {
        let source = config::File::from(file).format(config::FileFormat::Toml).required(false);
        let overruling = config::Environment::with_prefix("SOG")
            .prefix_separator("_")
            .separator("__")
            .ignore_empty(true)
            .source(Some(variables));
        config::Config::builder()
            .add_source(source)
            .add_source(overruling)
            .build()
            .and_then(config::Config::try_deserialize::<Self>)
            .map_err(|error| {
                let file = file.display();
                let variables = VARIABLES.join(", ");
                format!("settings ({file}; {variables}): {error}").into()
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(toml: &str, variables: &[(&str, &str)]) -> Result<Config, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sog.toml");
        std::fs::write(&file, toml).unwrap();
        let set = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::merge(&file, set.collect())
    }

    #[test]
    fn a_variable_overrules_the_file() {
        let config = merged("listen = \"127.0.0.1:1\"", &[("SOG_LISTEN", "127.0.0.1:2")]).unwrap();
        assert_eq!(config.listen.port(), 2);
        assert_eq!(merged("", &[("SOG_LISTEN", "")]).unwrap().listen.port(), 7640);
    }

    #[test]
    fn a_mistyped_entry_is_named_with_its_file() {
        let error = merged("lisen = \"127.0.0.1:1\"", &[]).unwrap_err().to_string();
        assert!(error.contains("lisen") && error.contains("sog.toml"), "{error}");
    }
}
