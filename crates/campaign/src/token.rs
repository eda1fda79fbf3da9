//! What stands in the links of a message: 160 random bits for one recipient.
//!
//! Whoever holds a token can end the mails to its recipient and answer in their name, nothing
//! else. The database keeps only the SHA-256 of it, so a copy of the database (a backup, a
//! report) unsubscribes nobody; 160 random bits need neither salt nor slow hashing. The
//! plain token exists while a message is being built and in the message itself. A message
//! that is tried again gets a new one; the old one was in a mail nobody accepted.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::CryptoRng;
use sha2::{Digest, Sha256};

const BYTES: usize = 20;

/// A secret that names one recipient of one campaign.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; BYTES]);

/// What the database keeps of a [`Token`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TokenHash(String);

impl Token {
    /// A new one. The generator must be fit for secrets.
    pub fn random(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; BYTES];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Reads the text form from an address. `None` for anything that cannot be a token.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// The text form: 27 characters of `A-Z a-z 0-9 - _`.
    #[must_use]
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// What is stored and looked up.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(URL_SAFE_NO_PAD.encode(Sha256::digest(self.0)))
    }
}

/// Never the token itself: it would end up in a log.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

impl TokenHash {
    /// The stored text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where the links of one message lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// Ends the mails: a page on GET, done on POST (RFC 8058).
    pub unsubscribe: String,
    /// Where the question of the mail is answered.
    pub answer: String,
}

impl Links {
    /// The addresses under the installation's public address.
    #[must_use]
    pub fn new(public_url: &str, token: &Token) -> Self {
        let base = public_url.trim_end_matches('/');
        let token = token.text();
        Self { unsubscribe: format!("{base}/u/{token}"), answer: format!("{base}/a/{token}") }
    }

    /// Links for a preview; they lead nowhere.
    #[must_use]
    pub fn preview(public_url: &str) -> Self {
        let base = public_url.trim_end_matches('/');
        Self { unsubscribe: format!("{base}/u/preview"), answer: format!("{base}/a/preview") }
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha20Rng;

    use super::*;

    #[test]
    fn tokens_round_trip_and_stay_hidden() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let token = Token::random(&mut rng);
        let text = token.text();
        assert_eq!(text.len(), 27);
        assert_eq!(Token::parse(&text), Some(token.clone()));
        assert!(!format!("{token:?}").contains(&text));
        assert_ne!(token.hash().as_str(), text);
        assert_ne!(token.hash(), Token::random(&mut rng).hash());
        for bad in ["", "preview", "a b", &text[1..], &format!("{text}A"), "../../etc/passwd"] {
            assert_eq!(Token::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn links_lie_under_the_public_address() {
        let token = Token::random(&mut ChaCha20Rng::seed_from_u64(2));
        let links = Links::new("https://sog.example/", &token);
        assert_eq!(links.unsubscribe, format!("https://sog.example/u/{}", token.text()));
        assert_eq!(links.answer, format!("https://sog.example/a/{}", token.text()));
    }
}
