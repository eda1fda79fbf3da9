//! The demo's mail server: takes every message, sends none on, shows what it took.
//!
//! Speaks just enough of RFC 5321 for a well-behaved client on this machine (EHLO, MAIL, RCPT,
//! DATA, RSET, NOOP, QUIT). It listens on the loopback address only and is part of no real
//! installation; the crates that do this job bring a thread pool and a TLS stack along.

mod session;

use std::io;
use std::net::SocketAddr;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use session::{Reply, Session};
use web::Clock;
use web::caught::{Caught, Mailbox};

/// Longest line taken; RFC 5321 allows 1,000 bytes, long headers deserve some room.
const MAX_LINE: u64 = 64 * 1024;

/// Starts catching on a free port of the loopback address; `clock` dates what is caught.
pub(crate) async fn start(mailbox: Mailbox, clock: Clock) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        loop {
            match listener.accept().await {
                Ok((stream, _)) => {
                    let (mailbox, clock) = (mailbox.clone(), clock.clone());
                    tokio::spawn(async move {
                        if let Err(error) = talk(stream, &mailbox, &clock).await {
                            tracing::debug!(%error, "a mail connection ended");
                        }
                    });
                }
                Err(error) => tracing::warn!(%error, "the mail catcher cannot accept"),
            }
        }
    });
    Ok(address)
}

async fn talk(stream: TcpStream, mailbox: &Mailbox, clock: &Clock) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read);
    let mut session = Session::default();
    write.write_all(b"220 sog demo mail catcher\r\n").await?;
    let mut line = Vec::new();
    loop {
        line.clear();
        let count = (&mut read).take(MAX_LINE).read_until(b'\n', &mut line).await?;
        if count == 0 {
            return Ok(());
        }
        match session.line(&line) {
            Reply::None => {}
            Reply::Say(text) => write.write_all(text.as_bytes()).await?,
            Reply::Message { recipients, raw } => {
                mailbox.put(Caught { at: clock(), recipients, raw });
                write.write_all(b"250 2.0.0 caught\r\n").await?;
            }
            Reply::Bye => {
                write.write_all(b"221 2.0.0 bye\r\n").await?;
                return write.shutdown().await;
            }
        }
    }
}
