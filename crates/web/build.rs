//! Templates, texts and static files are built into the binary; a new one must be noticed.
#![allow(clippy::print_stdout, reason = "this is how a build script talks to cargo")]

fn main() {
    for folder in ["templates", "locales", "static", "sql", "browser"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
