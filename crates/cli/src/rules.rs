//! The rules for reaching people that hold in a data folder: those of this version of Sog, or the
//! stricter ones in the folder's `rules.toml`.

use std::io::ErrorKind;
use std::path::Path;

use guard::RuleSet;

use crate::workspace::Failure;

/// Reads `rules.toml` of the data folder, if there is one. It may only tighten.
///
/// # Errors
/// When the file cannot be read, is no whole rule set, or allows anything that the built-in
/// rules do not. Nothing is sent then: it is not for us to guess what was meant.
pub(crate) fn read(folder: &Path) -> Result<RuleSet, Failure> {
    let file = folder.join("rules.toml");
    let rules = match std::fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(RuleSet::built_in()),
        Err(error) => Err(error.to_string()),
        Ok(text) => RuleSet::built_in().tightened(&text).map_err(|error| error.to_string()),
    };
    rules.map_err(|why| {
        let file = file.display();
        format!("{file}: {why}; mend it, or take it away to go by the built-in rules").into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_may_tighten_the_rules_and_not_loosen_them() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read(folder.path()).unwrap().version(), RuleSet::built_in().version());

        let file = folder.path().join("rules.toml");
        let strict = guard::rules::BUILT_IN
            .replace("version = \"2026.2\"", "version = \"2026.2 house\"")
            .replace("consent_unused_months = 24", "consent_unused_months = 12");
        std::fs::write(&file, strict).unwrap();
        assert_eq!(read(folder.path()).unwrap().version(), "contact 2026.2 house");

        let lax = guard::rules::BUILT_IN
            .replace("consent_unused_months = 24", "consent_unused_months = 36");
        for (text, said) in [(lax.as_str(), "can be tightened, not loosened"), ("x", "TOML")] {
            std::fs::write(&file, text).unwrap();
            let error = read(folder.path()).unwrap_err().to_string();
            assert!(error.contains("rules.toml") && error.contains(said), "{error}");
        }
    }
}
