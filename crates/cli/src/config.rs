//! Settings of the running installation: a file in the data folder, overruled by environment
//! variables, overruled by arguments. What people set on pages lives in the database instead.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::Path;

use serde::{Deserialize, Deserializer, de};
use web::Network;

use crate::workspace::Failure;

/// Settings read at start.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Address the pages are served on.
    pub(crate) listen: SocketAddr,
    /// Database address; SQLite in the data folder when absent.
    pub(crate) database: Option<String>,
    /// Object storage in which event files are kept too, as `s3://BUCKET/PATH`.
    pub(crate) events: Option<String>,
    /// Reverse proxies that are believed for whom they ask, as addresses or networks: a list, or
    /// a text with commas.
    #[serde(deserialize_with = "networks")]
    pub(crate) trusted_proxies: Vec<Network>,
}

/// A list of texts, or one text with commas, as a variable has it.
fn networks<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Network>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Texts {
        One(String),
        Many(Vec<String>),
    }
    let texts = match Texts::deserialize(from)? {
        Texts::One(text) => text.split(',').map(str::to_owned).collect(),
        Texts::Many(texts) => texts,
    };
    let named = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    named.map(|text| text.parse().map_err(de::Error::custom)).collect()
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 7640)),
            database: None,
            events: None,
            trusted_proxies: Vec::new(),
        }
    }
}

/// The variables that overrule the file. Others that begin with `SOG_` are somebody else's: they
/// must not stop the program.
const VARIABLES: [&str; 4] = ["SOG_LISTEN", "SOG_DATABASE", "SOG_EVENTS", "SOG_TRUSTED_PROXIES"];

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
    fn proxies_are_a_list_in_the_file_and_a_line_in_the_variable() {
        let file = "trusted_proxies = [\"127.0.0.1\", \"10.0.0.0/8\"]";
        let named: Vec<Network> =
            ["127.0.0.1", "10.0.0.0/8"].iter().map(|text| text.parse().unwrap()).collect();
        assert_eq!(merged(file, &[]).unwrap().trusted_proxies, named);
        let variable = [("SOG_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8")];
        assert_eq!(merged("", &variable).unwrap().trusted_proxies, named);
        assert!(merged("", &[]).unwrap().trusted_proxies.is_empty());
        let error = merged("trusted_proxies = [\"proxy\"]", &[]).unwrap_err().to_string();
        assert!(error.contains("`proxy`") && error.contains("10.0.0.0/8"), "{error}");
    }

    #[test]
    fn a_mistyped_entry_is_named_with_its_file() {
        let error = merged("lisen = \"127.0.0.1:1\"", &[]).unwrap_err().to_string();
        assert!(error.contains("lisen") && error.contains("sog.toml"), "{error}");
    }
}
