//! Settings of the running installation: a file in the data folder, overruled by environment
//! variables, overruled by arguments. What people set on pages lives in the database instead.

use std::net::SocketAddr;
use std::path::Path;

use serde::Deserialize;

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

impl Config {
    /// Reads `sog.toml` of the data folder (if there is one) and `SOG_…` variables.
    pub(crate) fn read(folder: &Path) -> Result<Self, config::ConfigError> {
        let file = folder.join("sog.toml");
        config::Config::builder()
            .add_source(config::File::from(file).format(config::FileFormat::Toml).required(false))
            .add_source(
                config::Environment::with_prefix("SOG").prefix_separator("_").separator("__"),
            )
            .build()?
            .try_deserialize()
    }
}
