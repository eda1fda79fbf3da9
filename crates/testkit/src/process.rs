//! Real processes: started, listened to, killed at a chosen moment.

use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often a waiting helper looks.
const LOOK: Duration = Duration::from_millis(5);

/// A process that did not do what a test waited for; shows all it printed.
#[derive(Debug, thiserror::Error)]
#[error("{command}: {what}\nit printed:\n{output}")]
pub struct ProcessError {
    command: String,
    what: String,
    output: String,
}

/// A program of ours by name, such as `sog`.
///
/// Cargo builds a package's programs for that package's own integration tests and names them
/// in the environment; beside the running test they lie as well.
///
/// # Panics
/// When it was not built: only tests of the program's own package can rely on it.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    if let Some(path) = std::env::var_os(format!("CARGO_BIN_EXE_{name}")) {
        return PathBuf::from(path);
    }
    let test = std::env::current_exe().expect("a running test has a path");
    // target/debug/deps/test-hash
    let path = test
        .parent()
        .and_then(|deps| deps.parent())
        .expect("a test lies in target/PROFILE/deps")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        path.is_file(),
        "{} was not built; only tests of its own package can start it",
        path.display()
    );
    path
}

/// A running process. Killed when dropped.
pub struct Process {
    child: Child,
    command: String,
    output: Arc<Mutex<String>>,
    readers: Vec<JoinHandle<()>>,
}

impl fmt::Debug for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Process")
            .field("command", &self.command)
            .field("id", &self.child.id())
            .finish_non_exhaustive()
    }
}

impl Process {
    /// Starts a command without input; both its outputs are collected.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(command: &mut Command) -> Result<Self, ProcessError> {
        let words: Vec<_> = std::iter::once(command.get_program())
            .chain(command.get_args())
            .map(|word| word.to_string_lossy())
            .collect();
        let shown = words.join(" ");
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| ProcessError {
                command: shown.clone(),
                what: format!("cannot be started: {error}"),
                output: String::new(),
            })?;
        let output = Arc::new(Mutex::new(String::new()));
        let mut readers = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            readers.push(collect(stdout, Arc::clone(&output)));
        }
        if let Some(stderr) = child.stderr.take() {
            readers.push(collect(stderr, Arc::clone(&output)));
        }
        Ok(Self { child, command: shown, output, readers })
    }

    /// All it printed so far, on both outputs, whole lines.
    #[must_use]
    pub fn output(&self) -> String {
        self.output.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Its number.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until it prints a line that holds `part`, and gives that line.
    ///
    /// # Errors
    /// When it ends or the time is over before.
    pub fn wait_for_line(&mut self, part: &str, limit: Duration) -> Result<String, ProcessError> {
        let start = Instant::now();
        loop {
            let ended = self.has_ended()?;
            if ended {
                self.finish_reading();
            }
            if let Some(line) = self.output().lines().find(|line| line.contains(part)) {
                return Ok(line.to_owned());
            }
            if ended {
                return Err(self.error(format!("ended before it printed `{part}`")));
            }
            if start.elapsed() > limit {
                return Err(self.error(format!("did not print `{part}` within {limit:?}")));
            }
            std::thread::sleep(LOOK);
        }
    }

    /// Waits until something accepts connections at an address.
    ///
    /// # Errors
    /// When the process ends or the time is over before.
    pub fn wait_for_port(
        &mut self,
        address: SocketAddr,
        limit: Duration,
    ) -> Result<(), ProcessError> {
        let start = Instant::now();
        while TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
            if self.has_ended()? {
                self.finish_reading();
                return Err(self.error(format!("ended before it listened at {address}")));
            }
            if start.elapsed() > limit {
                return Err(self.error(format!("did not listen at {address} within {limit:?}")));
            }
            std::thread::sleep(LOOK);
        }
        Ok(())
    }

    /// Waits for its end and gives its status and all it printed.
    ///
    /// # Errors
    /// When the time is over before.
    pub fn wait(mut self, limit: Duration) -> Result<(ExitStatus, String), ProcessError> {
        let start = Instant::now();
        loop {
            if let Some(status) = self.status()? {
                self.finish_reading();
                return Ok((status, self.output()));
            }
            if start.elapsed() > limit {
                return Err(self.error(format!("did not end within {limit:?}")));
            }
            std::thread::sleep(LOOK);
        }
    }

    /// Kills it now, without a chance to tidy up (`kill -9`). Gives what it printed, and
    /// `true` if it was still running.
    pub fn kill(mut self) -> (bool, String) {
        let running = matches!(self.child.try_wait(), Ok(None));
        self.end();
        self.finish_reading();
        (running, self.output())
    }

    /// Lets it run for some time, then kills it like [`kill`](Self::kill).
    pub fn kill_after(self, time: Duration) -> (bool, String) {
        std::thread::sleep(time);
        self.kill()
    }

    fn has_ended(&mut self) -> Result<bool, ProcessError> {
        self.status().map(|status| status.is_some())
    }

    fn status(&mut self) -> Result<Option<ExitStatus>, ProcessError> {
        self.child.try_wait().map_err(|error| self.error(format!("cannot be waited for: {error}")))
    }

    fn end(&mut self) {
        // Both fail only when it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// After the end: what still is in the pipes. A child of the process that lives on keeps
    /// them open; what that one prints is not waited for.
    fn finish_reading(&mut self) {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(1)
            && !self.readers.iter().all(JoinHandle::is_finished)
        {
            std::thread::sleep(LOOK);
        }
        for reader in self.readers.drain(..).filter(JoinHandle::is_finished) {
            // A reader that panicked has nothing more to give.
            let _ = reader.join();
        }
    }

    fn error(&self, what: String) -> ProcessError {
        ProcessError { command: self.command.clone(), what, output: self.output() }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

fn collect(pipe: impl Read + Send + 'static, output: Arc<Mutex<String>>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut pipe = BufReader::new(pipe);
        let mut line = Vec::new();
        while pipe.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            output
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push_str(&String::from_utf8_lossy(&line));
            line.clear();
        }
    })
}
