//! An S3-compatible object storage that is not ours.

use std::process::Command;
use std::time::Duration;

use crate::env;
use crate::process::Process;

const SERVER: &str = include_str!("s3_server.py");
/// How long the server may take to start.
const START: Duration = Duration::from_secs(60);

/// The bucket there is.
pub const BUCKET: &str = "company-events";

/// A storage on a free port of the loopback address, with the empty [`BUCKET`]; any key is let in.
#[derive(Debug)]
pub struct Storage {
    port: u16,
    _process: Process,
}

/// Starts a storage. `None` (after saying so) when the Python for it is not there.
///
/// # Panics
/// When it does not start, or is not there although it must be.
#[must_use]
pub fn storage() -> Option<Storage> {
    let what = "Python with moto";
    let python = env::required(env::PYTHON, what)?;
    let found = Command::new(&python).args(["-c", "import moto.server"]).output();
    if !found.expect("Python starts").status.success() {
        env::skip(what);
        return None;
    }
    let mut command = Command::new(&python);
    command.args(["-u", "-c", SERVER, BUCKET]);
    let mut process = Process::start(&mut command).expect("the storage starts");
    let line = process.wait_for_line("listening ", START).expect("the storage says its port");
    let port = line.trim().trim_start_matches("listening ").parse();
    Some(Storage { port: port.expect("a port is a number"), _process: process })
}

impl Storage {
    /// Where it listens, as `127.0.0.1:port`.
    #[must_use]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}
