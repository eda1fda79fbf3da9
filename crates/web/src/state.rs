//! What every handler can reach.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use customers::{CustomersError, Pictures};
use events::EventLog;
use guard::RuleSet;
use listen::receive::Names;
use store::{Store, StoreError, company};
use tokio::sync::Mutex;
use vocab::{Instant, Team};

use crate::caught::Mailbox;
use crate::error::Error;
use crate::read::Read;
use crate::receive::Receiver;
use crate::refresh::Marks;
use crate::signin::limit::{Bench, Limits};
use crate::signin::peer::Network;

/// Tells the time; handed in so that tests and the demo can set it.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Who can be signed in as in a demo, shown on the sign-in page.
#[derive(Debug, Clone)]
pub struct DemoPerson {
    /// Name as shown.
    pub name: String,
    /// Address to sign in with.
    pub email: String,
    /// Password, which a demo does not hide.
    pub password: String,
    /// Side of the house.
    pub team: Team,
}

/// What the pages need to know about a demo.
#[derive(Debug, Clone, Default)]
pub struct DemoInfo {
    /// The people of the demo company.
    pub people: Vec<DemoPerson>,
}

/// Everything the pages share. Cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The operational store.
    pub store: Store,
    /// The event log.
    pub log: EventLog,
    /// The data folder.
    pub folder: PathBuf,
    /// Tells the time.
    pub clock: Clock,
    /// The rules for reaching people: those of this version, or the company's stricter ones.
    pub rules: RuleSet,
    /// Set when this is a demo.
    pub demo: Option<Arc<DemoInfo>>,
    /// What the demo's mail server caught; `None` outside of a demo.
    pub mailbox: Option<crate::caught::Mailbox>,
    /// Where people reach this installation, such as `https://sog.example.com`.
    pub public_url: Arc<str>,
    /// Counts failed sign-ins.
    pub(crate) limits: Arc<Limits>,
    /// Compares passwords, a few at once.
    pub(crate) bench: Bench,
    /// Reverse proxies that are believed for whom they ask.
    pub(crate) proxies: Arc<[Network]>,
    /// The pictures last loaded.
    pictures: Arc<Mutex<Option<Arc<Pictures>>>>,
    /// What the last refresh was made of; held while one works.
    pub(crate) refreshed: Arc<Mutex<Option<Marks>>>,
    /// What was read from the whole log for a page.
    pub(crate) read: Arc<Read>,
    /// The door for what other programs send.
    pub(crate) receiver: Arc<Receiver>,
    /// Events handed over to files of the log since the last refresh, and not shown yet.
    pub(crate) handed: Arc<AtomicU64>,
}

impl AppState {
    /// Gathers what the pages share; reads the company's public address.
    ///
    /// # Errors
    /// When the company's settings cannot be read.
    pub async fn new(
        store: Store,
        log: EventLog,
        folder: PathBuf,
        clock: Clock,
    ) -> Result<Self, StoreError> {
        let public_url = company(store.read()).await?.public_url.into();
        let receiver = Arc::new(Receiver::new(&store, &log, Names::built_in()));
        Ok(Self {
            store,
            log,
            folder,
            clock,
            rules: RuleSet::built_in(),
            demo: None,
            mailbox: None,
            public_url,
            limits: Arc::default(),
            bench: Bench::default(),
            proxies: Arc::default(),
            pictures: Arc::default(),
            refreshed: Arc::default(),
            read: Arc::default(),
            receiver,
            handed: Arc::default(),
        })
    }

    /// The same, under stricter rules.
    #[must_use]
    pub fn with_rules(mut self, rules: RuleSet) -> Self {
        self.rules = rules;
        self
    }

    /// The same, with a company's own names of events.
    #[must_use]
    pub fn with_names(mut self, names: Names) -> Self {
        self.receiver = Arc::new(self.receiver.renamed(names));
        self
    }

    /// The same, as a demo.
    #[must_use]
    pub fn with_demo(mut self, demo: DemoInfo) -> Self {
        self.demo = Some(Arc::new(demo));
        self
    }

    /// The same, with the mails a demo caught.
    #[must_use]
    pub fn with_mailbox(mut self, mailbox: Mailbox) -> Self {
        self.mailbox = Some(mailbox);
        self
    }

    /// The same with room for fewer or more passwords at a time.
    #[must_use]
    pub fn with_bench(mut self, bench: Bench) -> Self {
        self.bench = bench;
        self
    }

    /// The same behind reverse proxies that are believed for whom they ask.
    #[must_use]
    pub fn behind(mut self, proxies: &[Network]) -> Self {
        self.proxies = proxies.into();
        self
    }

    /// The pictures of all customers as of the last refresh; read anew after a refresh.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn pictures(&self) -> Result<Arc<Pictures>, Error> {
        self.pictures_of_refresh().await.map_err(Error::internal)
    }

    pub(crate) async fn pictures_of_refresh(&self) -> Result<Arc<Pictures>, CustomersError> {
        let version = customers::version(&self.store).await?;
        // Held while loading, so that a refresh makes one request read and the others wait.
        let mut shelf = self.pictures.lock().await;
        if let Some(pictures) = shelf.as_ref().filter(|pictures| pictures.version() == version) {
            return Ok(pictures.clone());
        }
        let pictures = customers::load(&self.store, &self.folder).await?;
        *shelf = Some(pictures.clone());
        Ok(pictures)
    }

    /// Forgets what is only in memory: somebody was erased.
    pub(crate) async fn forget(&self) {
        self.receiver.forget();
        self.read.forget().await;
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        (self.clock)()
    }

    /// Whether people reach us over an encrypted connection only.
    #[must_use]
    pub fn https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

impl std::fmt::Debug for AppState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AppState")
            .field("folder", &self.folder)
            .field("public_url", &self.public_url)
            .finish_non_exhaustive()
    }
}
