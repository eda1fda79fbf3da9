//! A PostgreSQL server of our own on a free port of the loopback address, gone afterwards.
//!
//! The server does not outlive us, whatever ends us: a shell stands between, reads from a pipe
//! that only we hold open, and when the pipe closes it stops the server and deletes its folder.

use std::io::Read;
use std::net::TcpListener;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Outcome, needs, process};

/// `$1` is the folder to delete, the rest is the server's command line. PostgreSQL shuts down
/// on INT without waiting for its clients; a shell starts other programs deaf to INT, so TERM
/// follows.
const GUARDIAN: &str = r#"
folder=$1; shift
"$@" </dev/null & server=$!
trap 'exit 0' INT TERM HUP
trap 'exec 2>/dev/null; kill -INT "$server"; kill -TERM "$server"; wait "$server"; rm -rf "$folder"' EXIT
read -r _ || :
"#;

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    guardian: Child,
    url: String,
}

impl Server {
    /// Makes a new, empty server and starts it.
    ///
    /// # Errors
    /// When it cannot be made or does not answer within a minute; the message holds its log.
    pub(crate) fn start(programs: &Path) -> Outcome<Self> {
        let folder = new_folder()?;
        let account = account(&folder)?;
        if let Some((user, group)) = account {
            chown(&folder, Some(user), Some(group))
                .map_err(|error| format!("cannot hand over {}: {error}", folder.display()))?;
        }
        let started = Self::start_in(programs, &folder, account);
        if started.is_err() {
            // The guardian deletes the folder; without one, this does.
            let _ = std::fs::remove_dir_all(&folder);
        }
        started
    }

    fn start_in(programs: &Path, folder: &Path, account: Option<(u32, u32)>) -> Outcome<Self> {
        let command = |program: &Path| as_account(Command::new(program), folder, account);
        let data = folder.join("data");
        let secret = random_hex()?;
        let secret_file = folder.join("secret");
        std::fs::write(&secret_file, &secret)
            .map_err(|error| format!("cannot write {}: {error}", secret_file.display()))?;
        process::output(
            command(&programs.join("initdb"))
                .args(["--username=sog", "--auth=scram-sha-256", "--encoding=UTF8"])
                .args(["--no-locale", "--no-sync", "--pwfile"])
                .arg(&secret_file)
                .arg("--pgdata")
                .arg(&data),
        )?;

        let port = free_port()?;
        let log = folder.join("log");
        let log_file = std::fs::File::create(&log)
            .map_err(|error| format!("cannot write {}: {error}", log.display()))?;
        let guardian = command(Path::new("sh"))
            .args(["-c", GUARDIAN, "guardian"])
            .arg(folder)
            .arg(programs.join("postgres"))
            .arg("-D")
            .arg(&data)
            .args(["-p", &port.to_string()])
            // Durability is not what is tested here, and it is most of the time.
            .args(["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"])
            .args(["-c", "full_page_writes=off", "-c", "synchronous_commit=off"])
            .args(["-c", "max_connections=300", "-c", "unix_socket_directories="])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(log_file)
            .spawn()
            .map_err(|error| format!("cannot start sh: {error}"))?;
        let mut server =
            Self { guardian, url: format!("postgres://sog:{secret}@127.0.0.1:{port}") };
        server.wait_until_ready(programs, port, &log)?;
        Ok(server)
    }

    /// `postgres://user:password@127.0.0.1:port`, without a database.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    fn wait_until_ready(&mut self, programs: &Path, port: u16, log: &Path) -> Outcome<()> {
        let start = Instant::now();
        let said = |what: &str| {
            let log = std::fs::read_to_string(log).unwrap_or_default();
            format!("the PostgreSQL server {what}:\n{log}")
        };
        while start.elapsed() < Duration::from_mins(1) {
            if let Ok(Some(_)) = self.guardian.try_wait() {
                return Err(said("stopped"));
            }
            let ready = process::output(Command::new(programs.join("pg_isready")).args([
                "-q",
                "-h",
                "127.0.0.1",
                "-p",
                &port.to_string(),
            ]));
            if ready.is_ok() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Err(said("does not answer"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Closing the pipe is the sign; the guardian then ends by itself.
        drop(self.guardian.stdin.take());
        let _ = self.guardian.wait();
    }
}

/// Runs a server for tests that are started by hand, until Enter is pressed.
///
/// # Errors
/// When the server is not installed or does not start.
pub(crate) fn serve_until_enter() -> Outcome<()> {
    let programs = needs::postgres().ok_or(
        "PostgreSQL's server programs are not installed; `cargo xtask test` installs them",
    )?;
    let server = Server::start(&programs)?;
    println!("SOG_TEST_POSTGRES={}", server.url());
    eprintln!("Press Enter to stop the server.");
    let mut line = String::new();
    // A closed input means the same as Enter.
    let _ = std::io::stdin().read_line(&mut line);
    Ok(())
}

/// A folder that only we can enter, so that nobody else reads the server's password.
fn new_folder() -> Outcome<PathBuf> {
    let folder = std::env::temp_dir().join(format!("sog-postgres-{}", random_hex()?));
    std::fs::DirBuilder::new()
        .mode(0o700)
        .create(&folder)
        .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    Ok(folder)
}

/// PostgreSQL refuses to run as root. As root we lend it an account that has no other rights.
fn account(folder: &Path) -> Outcome<Option<(u32, u32)>> {
    let owner = std::fs::metadata(folder)
        .map_err(|error| format!("cannot look at {}: {error}", folder.display()))?
        .uid();
    if owner != 0 {
        return Ok(None);
    }
    let accounts = std::fs::read_to_string("/etc/passwd")
        .map_err(|error| format!("cannot read /etc/passwd: {error}"))?;
    ["postgres", "nobody"].iter().find_map(|name| account_in(&accounts, name)).map(Some).ok_or_else(
        || {
            "PostgreSQL does not run as root, and there is no account `postgres` or `nobody` to \
             run it as"
                .to_owned()
        },
    )
}

/// User and group number of an account in the form of `/etc/passwd`.
fn account_in(accounts: &str, name: &str) -> Option<(u32, u32)> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next()? != name {
            return None;
        }
        let user = fields.nth(1)?.parse().ok()?;
        let group = fields.next()?.parse().ok()?;
        Some((user, group))
    })
}

fn as_account(mut command: Command, folder: &Path, account: Option<(u32, u32)>) -> Command {
    if let Some((user, group)) = account {
        command.uid(user).gid(group);
    }
    // The folder we were started in may be closed to that account.
    command.current_dir(folder).env("HOME", folder);
    command
}

fn free_port() -> Outcome<u16> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| format!("no free port on 127.0.0.1: {error}"))
}

pub(crate) fn random_hex() -> Outcome<String> {
    let mut bytes = [0_u8; 16];
    std::fs::File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .map_err(|error| format!("cannot read /dev/urandom: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_read_from_passwd() {
        let text = "root:x:0:0:root:/root:/bin/sh\npostgres:x:101:104:PostgreSQL,,,:/var:/bin/sh\n";
        assert_eq!(account_in(text, "postgres"), Some((101, 104)));
        assert_eq!(account_in(text, "nobody"), None);
        assert_eq!(account_in("postgres:broken", "postgres"), None);
    }

    #[test]
    fn the_guardian_ends_the_server_and_deletes_the_folder_when_we_are_gone() {
        let folder = new_folder().unwrap();
        let started = folder.join("started");
        let mut guardian = Command::new("sh")
            .args(["-c", GUARDIAN, "guardian"])
            .arg(&folder)
            .args(["sh", "-c", "echo $$ >\"$0\"; exec sleep 60"])
            .arg(&started)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let start = Instant::now();
        let server: u32 = loop {
            let id = std::fs::read_to_string(&started).unwrap_or_default();
            if let Ok(id) = id.trim().parse() {
                break id;
            }
            assert!(start.elapsed() < Duration::from_secs(20), "never started");
            std::thread::sleep(Duration::from_millis(10));
        };
        drop(guardian.stdin.take());
        assert!(guardian.wait().unwrap().success());
        assert!(!folder.exists());
        assert!(!Path::new(&format!("/proc/{server}")).exists());
    }
}
