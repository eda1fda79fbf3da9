//! `sog restored`, with the real program.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails by panicking, as a test does")]

mod common;

use common::{json, ok, sog};

#[test]
fn a_restore_is_said_and_may_be_said_again() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let said = json(sog(folder.path()).arg("restored"));
        assert_eq!(said, serde_json::json!({ "uncertain": 0 }));
    }
    let said = ok(sog(folder.path()).arg("restored"));
    assert!(said.contains("0 messages that waited are uncertain now"), "{said}");
}
