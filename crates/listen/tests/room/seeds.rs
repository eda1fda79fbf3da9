//! The seeds of the fuzz target, as an ordinary test: what once was found does not come back.

#[allow(unreachable_pub, reason = "a file of two programs")]
#[path = "../../../../fuzz/check.rs"]
mod check;

#[test]
fn every_seed_still_holds() {
    let folder = std::env::current_dir().unwrap().join("../../fuzz/seeds/receiver");
    let mut seeds = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        check::check(&std::fs::read(entry.unwrap().path()).unwrap());
        seeds += 1;
    }
    assert!(seeds >= 14, "{seeds} seeds in {}", folder.display());
}
