//! A mail server inside the test that fails where it is told to, and remembers exactly what it
//! was handed.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Where the server hangs up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fail {
    Never,
    AtGreeting,
    AtMail,
    AtRcpt,
    AtData,
    /// In the middle of the message.
    InMessage,
    /// It has the whole message and keeps it, but never says so.
    AfterMessage,
    /// It has the whole message, loses it, and never says so.
    AfterMessageLost,
}

const FAILS: [Fail; 8] = [
    Fail::Never,
    Fail::AtGreeting,
    Fail::AtMail,
    Fail::AtRcpt,
    Fail::AtData,
    Fail::InMessage,
    Fail::AfterMessage,
    Fail::AfterMessageLost,
];

/// What it answers to a recipient: a code and words at RCPT or after the message. At MAIL it is
/// asked for [`SENDER`].
pub(crate) type Answers = Arc<dyn Fn(&str) -> Option<(bool, &'static str)> + Send + Sync>;

/// Stands for the sender where an answer is asked for.
const SENDER: &str = "MAIL";

#[derive(Default)]
struct Seen {
    /// How often each message was taken, by our own header.
    taken: HashMap<String, u32>,
    /// Every message taken, raw.
    raw: Vec<String>,
    connections: usize,
}

/// The server; ends when dropped.
pub(crate) struct Sink {
    pub(crate) address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    task: JoinHandle<()>,
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Sink {
    /// A server that takes everything.
    pub(crate) async fn reliable() -> Self {
        Self::start(0.0, 0, Arc::new(|_| None)).await
    }

    /// A server that answers some recipients in its own way.
    pub(crate) async fn answering(
        answer: impl Fn(&str) -> Option<(bool, &'static str)> + Send + Sync + 'static,
    ) -> Self {
        let answer = move |to: &str| if to == SENDER { None } else { answer(to) };
        Self::start(0.0, 0, Arc::new(answer)).await
    }

    /// A server that answers MAIL in its own way.
    pub(crate) async fn answering_senders(answer: &'static str) -> Self {
        Self::start(0.0, 0, Arc::new(move |to| (to == SENDER).then_some((true, answer)))).await
    }

    /// A server that hangs up at a random place in this share of its conversations.
    pub(crate) async fn flaky(share: f64, seed: u64) -> Self {
        Self::start(share, seed, Arc::new(|_| None)).await
    }

    async fn start(share: f64, seed: u64, answers: Answers) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let kept = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            let mut rng = StdRng::seed_from_u64(seed);
            while let Ok((stream, _)) = listener.accept().await {
                let (kept, answers) = (Arc::clone(&kept), Arc::clone(&answers));
                kept.lock().unwrap().connections += 1;
                let rng = StdRng::seed_from_u64(rng.random());
                connections.spawn(async move {
                    let _ = talk(stream, share, rng, &kept, &answers).await;
                });
            }
        });
        Self { address, seen, task }
    }

    /// How often each message was taken.
    pub(crate) fn taken(&self) -> HashMap<String, u32> {
        self.seen.lock().unwrap().taken.clone()
    }

    /// All messages taken, raw.
    pub(crate) fn raw(&self) -> Vec<String> {
        self.seen.lock().unwrap().raw.clone()
    }

    /// How many connections were opened.
    pub(crate) fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }
}

async fn talk(
    stream: TcpStream,
    share: f64,
    mut rng: StdRng,
    seen: &Mutex<Seen>,
    answers: &Answers,
) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let next = |rng: &mut StdRng| {
        if rng.random_bool(share) { FAILS[rng.random_range(0..FAILS.len())] } else { Fail::Never }
    };
    let mut fail = next(&mut rng);
    if fail == Fail::AtGreeting {
        return Ok(());
    }
    let (read, mut write) = stream.into_split();
    let mut read = BufReader::new(read);
    write.write_all(b"220 sink.example ESMTP\r\n").await?;
    let mut line = String::new();
    let mut to = String::new();
    loop {
        line.clear();
        if read.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let word: String = line.chars().take(4).collect::<String>().to_uppercase();
        match word.as_str() {
            "EHLO" => write.write_all(b"250-sink.example\r\n250 8BITMIME\r\n").await?,
            "MAIL" if fail == Fail::AtMail => return Ok(()),
            "MAIL" if answers(SENDER).is_some() => {
                let (_, answer) = answers(SENDER).unwrap();
                write.write_all(format!("{answer}\r\n").as_bytes()).await?;
            }
            "RCPT" if fail == Fail::AtRcpt => return Ok(()),
            "DATA" if fail == Fail::AtData => return Ok(()),
            "RCPT" => {
                to = line.split('<').nth(1).unwrap_or_default().split('>').next().unwrap().into();
                match answers(&to) {
                    Some((true, answer)) => {
                        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
                    }
                    _ => write.write_all(b"250 2.1.5 fine\r\n").await?,
                }
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut message = String::new();
                loop {
                    line.clear();
                    if read.read_line(&mut line).await? == 0 {
                        return Ok(());
                    }
                    if line == ".\r\n" {
                        break;
                    }
                    message.push_str(line.strip_prefix('.').unwrap_or(&line));
                    if fail == Fail::InMessage && message.len() > 700 {
                        return Ok(());
                    }
                }
                if fail == Fail::AfterMessageLost {
                    return Ok(());
                }
                if let Some((false, answer)) = answers(&to) {
                    write.write_all(format!("{answer}\r\n").as_bytes()).await?;
                    continue;
                }
                let id = header(&message, "X-Sog-Message").expect("our header");
                {
                    let mut seen = seen.lock().unwrap();
                    *seen.taken.entry(id).or_default() += 1;
                    seen.raw.push(message);
                }
                if fail == Fail::AfterMessage {
                    return Ok(());
                }
                write.write_all(b"250 2.0.0 taken\r\n").await?;
                fail = next(&mut rng);
                if fail == Fail::AtGreeting {
                    return Ok(());
                }
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => write.write_all(b"250 fine\r\n").await?,
        }
    }
}

/// The value of a header that is not folded.
pub(crate) fn header(message: &str, name: &str) -> Option<String> {
    let start = format!("{name}: ");
    message.lines().find_map(|line| line.strip_prefix(&start)).map(|value| value.trim().to_owned())
}
