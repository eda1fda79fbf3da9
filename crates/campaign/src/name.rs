//! What a sending process is called.
//!
//! The same after a restart, so that it recovers at once what its earlier life left behind, and
//! never that of another one: two servers on one database must not take each other for dead.
//!
//! So the host is part of it: containers that share a folder listen on the same address, each its
//! own, and a folder that was copied to another machine is served there at the same one. A
//! container that is made anew and gets another host name is another process; what the one
//! before left behind is recovered when its lease runs out.

use std::io;
use std::path::Path;

use lettre::transport::smtp::extension::ClientId;

use crate::token::Token;

/// The file in the data folder that keeps the folder's part of the name.
pub const FILE: &str = "worker-id";

/// What this machine, or this container, is called.
#[must_use]
pub fn host() -> String {
    ClientId::default().to_string()
}

/// The name of the process that serves a data folder on a host at an address. The folder's part
/// is a random word kept in it; a folder that is served twice is served at two places.
///
/// # Errors
/// When the file cannot be read or written.
pub fn of(folder: &Path, host: &str, address: &str) -> io::Result<String> {
    let file = folder.join(FILE);
    let kept = match std::fs::read_to_string(&file) {
        Ok(kept) => Token::parse(kept.trim()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let word = match kept {
        Some(word) => word.text(),
        None => {
            let word = Token::random(&mut rand::rng()).text();
            std::fs::write(&file, format!("{word}\n"))?;
            word
        }
    };
    // A slash ends a name in the claims of the queue.
    Ok(format!("{word}@{host}@{address}").replace('/', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_outlives_a_restart_and_is_nobody_elses() {
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let first = of(one.path(), "one", "127.0.0.1:7640").unwrap();
        assert_eq!(
            of(one.path(), "one", "127.0.0.1:7640").unwrap(),
            first,
            "the same after a restart"
        );
        assert_ne!(
            of(one.path(), "one", "127.0.0.1:7641").unwrap(),
            first,
            "a folder served twice"
        );
        assert_ne!(of(two.path(), "one", "127.0.0.1:7640").unwrap(), first, "another folder");
        let elsewhere = of(one.path(), "two", "127.0.0.1:7640").unwrap();
        assert_ne!(elsewhere, first, "the same folder and address on another machine");
        let odd = of(one.path(), "a/b", "[::1]:7640").unwrap();
        assert!(!odd.contains('/'), "a slash ends a name");
        std::fs::write(one.path().join(FILE), "a/b\n").unwrap();
        let anew = of(one.path(), "one", "127.0.0.1:7640").unwrap();
        assert!(anew != first && !anew.contains('/'), "a spoilt file is written anew");
        assert!(!host().is_empty());
    }
}
