//! What the names of incoming events mean in a data folder: the built-in table, and the company's
//! own names in the folder's `event-names.toml` before it.

use std::io::ErrorKind;
use std::path::Path;

use listen::receive::Names;

use crate::workspace::Failure;

/// Reads `event-names.toml` of the data folder, if there is one.
///
/// # Errors
/// When the file cannot be read or is no table of names.
pub(crate) fn read(folder: &Path) -> Result<Names, Failure> {
    let file = folder.join("event-names.toml");
    let names = match std::fs::read_to_string(&file) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Names::built_in()),
        Err(error) => Err(error.to_string()),
        Ok(text) => Names::with_own(&text),
    };
    names.map_err(|why| {
        let file = file.display();
        format!("{file}: {why}; mend it, or take it away to go by the built-in names").into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_may_add_names_and_a_mistake_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path()).unwrap().meaning("Besteld").is_none());
        let file = folder.path().join("event-names.toml");
        let own = "[[event]]\nnames = [\"Besteld\"]\nkind = \"sale\"\nmoney = [\"totaal\"]\n";
        std::fs::write(&file, own).unwrap();
        assert!(read(folder.path()).unwrap().meaning("besteld").is_some());
        std::fs::write(&file, own.replace("sale", "sold")).unwrap();
        let error = read(folder.path()).unwrap_err().to_string();
        assert!(error.contains("event-names.toml") && error.contains("sold"), "{error}");
    }
}
