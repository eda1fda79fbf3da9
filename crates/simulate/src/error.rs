//! What can go wrong when a company is written.

use std::path::PathBuf;

/// Why no company was written.
#[derive(Debug, thiserror::Error)]
pub enum SimulateError {
    /// The plan asks for something the model cannot make.
    #[error("the plan cannot be simulated: {what} is {found}, it must lie {expected}")]
    Plan {
        /// The field of the plan.
        what: &'static str,
        /// What it holds.
        found: String,
        /// What it may hold.
        expected: &'static str,
    },
    /// A file or its folder could not be written.
    #[error(
        "cannot write {path}: {source}. Check that the folder exists, may be written to and has space"
    )]
    Write {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}
