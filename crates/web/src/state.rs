//! What every handler can reach.

use std::path::PathBuf;
use std::sync::Arc;

use store::{Store, StoreError, company};
use vocab::{Instant, Team};

use crate::signin::limit::Limits;

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
    /// The data folder.
    pub folder: PathBuf,
    /// Tells the time.
    pub clock: Clock,
    /// Set when this is a demo.
    pub demo: Option<Arc<DemoInfo>>,
    /// Where people reach this installation, such as `https://sog.example.com`.
    pub public_url: Arc<str>,
    /// Counts failed sign-ins.
    pub(crate) limits: Arc<Limits>,
}

impl AppState {
    /// Gathers what the pages share; reads the company's public address.
    ///
    /// # Errors
    /// When the company's settings cannot be read.
    pub async fn new(store: Store, folder: PathBuf, clock: Clock) -> Result<Self, StoreError> {
        let public_url = company(store.read()).await?.public_url.into();
        Ok(Self {
            store,
            folder,
            clock,
            demo: None,
            public_url,
            limits: Arc::default(),
        })
    }

    /// The same, as a demo.
    #[must_use]
    pub fn with_demo(mut self, demo: DemoInfo) -> Self {
        self.demo = Some(Arc::new(demo));
        self
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
