//! The maps that come with Sog: every file of `presets/`, embedded.

use std::sync::{Arc, OnceLock};

use rust_embed::RustEmbed;
use serde::Serialize;

use super::plan::Map;
use crate::error::ImportError;

#[derive(RustEmbed)]
#[folder = "presets/"]
struct Files;

/// One preset, for lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preset {
    /// What `--preset` takes.
    pub name: String,
    /// What it is for.
    pub title: String,
    /// The Sog format its rows become.
    pub format: String,
}

/// Every preset, checked, by name. Errors in the presets are errors of this build.
pub(crate) fn all() -> Result<&'static [Arc<Map>], ImportError> {
    static ALL: OnceLock<Vec<Arc<Map>>> = OnceLock::new();
    if let Some(all) = ALL.get() {
        return Ok(all);
    }
    let mut maps = Vec::new();
    for path in Files::iter() {
        let Some(file) = Files::get(&path) else {
            continue;
        };
        let text = String::from_utf8_lossy(&file.data);
        maps.push(Arc::new(Map::parse(&format!("presets/{path}"), &text)?));
    }
    maps.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(ALL.get_or_init(|| maps))
}

/// The presets there are.
///
/// # Errors
/// When a preset of this build is not right; the tests rule that out.
pub fn presets() -> Result<Vec<Preset>, ImportError> {
    let list = all()?.iter().map(|map| Preset {
        name: map.name.clone(),
        title: map.title.clone(),
        format: map.format.code().to_owned(),
    });
    Ok(list.collect())
}

/// One preset by name.
pub(crate) fn named(name: &str) -> Result<Arc<Map>, ImportError> {
    all()?.iter().find(|map| map.name == name).cloned().ok_or_else(|| {
        let known = all().map(names).unwrap_or_default();
        ImportError::UnknownPreset { name: name.to_owned(), known }
    })
}

/// The names of presets, for messages.
pub(crate) fn names(maps: &[Arc<Map>]) -> String {
    maps.iter().map(|map| map.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The preset of one of Sog's own formats.
pub(crate) fn is_own(map: &Map) -> bool {
    map.name == map.format.code()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::Format;

    #[test]
    fn every_preset_is_right_and_named_as_its_file() {
        let maps = all().unwrap();
        for path in Files::iter() {
            let name = path.trim_end_matches(".toml");
            assert!(maps.iter().any(|map| map.name == name), "{path}");
        }
        for format in Format::ALL {
            let own = maps.iter().find(|map| map.name == format.code()).unwrap();
            assert_eq!(own.format, *format);
            assert!(is_own(own));
        }
        assert!(maps.iter().all(|map| !map.title.is_empty()));
    }
}
