//! Our signature under every mail (DKIM, RFC 6376), and the key behind it.
//!
//! RSA with 2048 bits, because not every receiver checks Ed25519 yet. The key is made on first
//! use and lies in the data folder, readable by its owner alone. The signature covers every
//! header a receiver acts on, both unsubscribe headers among them (RFC 8058 asks for that).

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::message::dkim::{
    DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm,
    DkimSigningKey,
};
use lettre::message::header::HeaderName;
use rsa::RsaPrivateKey;
use rsa::pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey, LineEnding};
use rsa::pkcs8::EncodePublicKey;

/// The headers a signature covers.
pub const COVERED: [&str; 10] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Reply-To",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];

const BITS: usize = 2048;

/// Why there is no key to sign with.
#[derive(Debug, thiserror::Error)]
pub enum DkimError {
    /// The key file cannot be read or written.
    #[error("the signing key {path} cannot be used: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file holds no RSA key.
    #[error("{path} holds no RSA private key in PEM form (PKCS#1): {why}")]
    Key {
        /// Which file.
        path: PathBuf,
        /// Why.
        why: String,
    },
    /// The sender's address has no domain.
    #[error("`{0}` is no domain to sign for; set the sender's address first")]
    Domain(String),
    /// A selector is part of a DNS name.
    #[error("`{0}` cannot be a selector (letters, digits and hyphens only)")]
    Selector(String),
}

/// A key ready to sign for one domain. Cheap to clone.
#[derive(Clone)]
pub struct Signer {
    config: Arc<DkimConfig>,
    domain: String,
    selector: String,
    public: String,
}

/// Without the key.
impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("domain", &self.domain)
            .field("selector", &self.selector)
            .finish_non_exhaustive()
    }
}

/// The file a selector's key lies in.
#[must_use]
pub fn key_file(folder: &Path, selector: &str) -> PathBuf {
    folder.join("dkim").join(format!("{selector}.pem"))
}

impl Signer {
    /// Loads the key of a selector from the data folder, making it if there is none. Takes up
    /// to some seconds when it makes one: call it off the async threads.
    ///
    /// # Errors
    /// When the key cannot be read or written, or domain or selector are no names.
    pub fn open(folder: &Path, selector: &str, domain: &str) -> Result<Self, DkimError> {
        let name = |text: &str| {
            !text.is_empty()
                && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.')
        };
        if !name(selector) || selector.contains('.') {
            return Err(DkimError::Selector(selector.to_owned()));
        }
        if !name(domain) {
            return Err(DkimError::Domain(domain.to_owned()));
        }
        let path = key_file(folder, selector);
        let pem = match std::fs::read_to_string(&path) {
            Ok(pem) => pem,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(&path)?,
            Err(source) => return Err(DkimError::File { path, source }),
        };
        Self::from_pem(&pem, selector, domain).map_err(|why| DkimError::Key { path, why })
    }

    fn from_pem(pem: &str, selector: &str, domain: &str) -> Result<Self, String> {
        let key = RsaPrivateKey::from_pkcs1_pem(pem).map_err(|error| error.to_string())?;
        let public = key.to_public_key().to_public_key_der().map_err(|error| error.to_string())?;
        let signing = DkimSigningKey::new(pem, DkimSigningAlgorithm::Rsa)
            .map_err(|error| error.to_string())?;
        let config = DkimConfig::new(
            selector.to_owned(),
            domain.to_owned(),
            signing,
            COVERED.into_iter().map(HeaderName::new_from_ascii_str).collect(),
            // Relaxed: receivers on the way may fold headers anew.
            DkimCanonicalization {
                header: DkimCanonicalizationType::Relaxed,
                body: DkimCanonicalizationType::Relaxed,
            },
        );
        Ok(Self {
            config: Arc::new(config),
            domain: domain.to_owned(),
            selector: selector.to_owned(),
            public: STANDARD.encode(public.as_bytes()),
        })
    }

    /// The domain signed for.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The name of the DNS record that must be published.
    #[must_use]
    pub fn dns_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// The text of the DNS record that must be published (type TXT).
    #[must_use]
    pub fn dns_record(&self) -> String {
        format!("v=DKIM1; k=rsa; p={}", self.public)
    }

    /// Adds the signature. Costs 2 to 4 ms of processor time: call it off the async threads.
    pub fn sign(&self, message: &mut lettre::Message) {
        message.sign(&self.config);
    }
}

/// Makes a key and puts it in place in one step; when another process was quicker, its key is
/// the key.
fn make(path: &Path) -> Result<String, DkimError> {
    let file_error = |source| DkimError::File { path: path.to_owned(), source };
    let key_error = |why: String| DkimError::Key { path: path.to_owned(), why };
    let key = RsaPrivateKey::new(&mut rsa::rand_core::OsRng, BITS)
        .map_err(|error| key_error(error.to_string()))?;
    let pem = key.to_pkcs1_pem(LineEnding::LF).map_err(|error| key_error(error.to_string()))?;

    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(file_error)?;
    }
    let draft = path.with_extension(format!("{}.tmp", std::process::id()));
    write_private(&draft, pem.as_bytes()).map_err(file_error)?;
    let placed = std::fs::hard_link(&draft, path);
    let removed = std::fs::remove_file(&draft);
    match placed {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(file_error(error)),
    }
    removed.map_err(file_error)?;
    std::fs::read_to_string(path).map_err(file_error)
}

fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_kept_private() {
        let folder = tempfile::tempdir().unwrap();
        let first = Signer::open(folder.path(), "sog1", "nordlicht.example").unwrap();
        let again = Signer::open(folder.path(), "sog1", "nordlicht.example").unwrap();
        assert_eq!(first.dns_record(), again.dns_record());
        assert_eq!(first.dns_name(), "sog1._domainkey.nordlicht.example");
        assert!(first.dns_record().starts_with("v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFA"));
        assert!(!format!("{first:?}").to_lowercase().contains("private"));
        let files: Vec<_> = std::fs::read_dir(folder.path().join("dkim")).unwrap().collect();
        assert_eq!(files.len(), 1, "no draft is left");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let file = key_file(folder.path(), "sog1");
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn odd_names_and_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let open = |selector, domain| {
            Signer::open(folder.path(), selector, domain).unwrap_err().to_string()
        };
        assert!(open("../x", "a.example").contains("selector"));
        assert!(open("", "a.example").contains("selector"));
        assert!(open("s", "").contains("no domain"));
        assert!(open("s", "a b").contains("no domain"));
        std::fs::create_dir_all(folder.path().join("dkim")).unwrap();
        std::fs::write(key_file(folder.path(), "s"), "hello").unwrap();
        assert!(open("s", "a.example").contains("holds no RSA private key"));
    }
}
