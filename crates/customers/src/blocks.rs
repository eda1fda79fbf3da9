//! The block list: addresses never to be written to again, kept so that nobody can read them.
//!
//! After an erasure the address itself is gone; what stays is its keyed hash, so that an import
//! of the same address meets it (rule G4). HMAC-SHA-256 (RFC 2104) under a key of this
//! installation: without the key, nobody can try out addresses against the list.

use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use store::records::block;
use store::{StoreError, Tx, settings};
use vocab::{Channel, Instant};

use crate::{CustomersError, rows};

/// The setting that holds the key.
const SETTING: &str = "block_key";

/// The key of the block list.
#[derive(Clone, PartialEq, Eq)]
pub struct BlockKey([u8; 32]);

/// Never the key itself: it would end up in a log.
impl std::fmt::Debug for BlockKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BlockKey(hidden)")
    }
}

impl BlockKey {
    /// The key of this installation; `None` as long as nothing was ever blocked.
    ///
    /// # Errors
    /// When the database fails or the stored key is none.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Option<Self>, StoreError> {
        let Some(text) = settings::get::<String>(connection, SETTING).await? else {
            return Ok(None);
        };
        let bytes: Option<Vec<u8>> = (0..text.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok())
            .collect();
        let key = bytes.and_then(|bytes| bytes.try_into().ok()).map(Self);
        let why = "it is not 64 hexadecimal digits";
        key.map(Some).ok_or_else(|| StoreError::corrupt("key of the block list", why))
    }

    /// The key of this installation, made from `random` (32 bytes fit for secrets) if there is
    /// none yet. Of two callers who find none at the same time, one makes it and both get it:
    /// a key in use is never replaced, for nothing on the list would match any more.
    ///
    /// # Errors
    /// When the database fails or the stored key is none.
    pub async fn ensure(tx: &Tx, random: [u8; 32]) -> Result<Self, StoreError> {
        if let Some(key) = Self::load(tx).await? {
            return Ok(key);
        }
        rows::add_setting(tx, SETTING, &hex(&random)).await?;
        let missing = || StoreError::corrupt("key of the block list", "it was not kept");
        Self::load(tx).await?.ok_or_else(missing)
    }

    /// What the list keeps of an address. Writing differs without a difference: mail addresses
    /// are compared without case, numbers by their digits and a leading plus.
    #[must_use]
    pub fn hash(&self, channel: Channel, address: &str) -> String {
        let address = match channel {
            Channel::Phone | Channel::Sms => {
                address.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
            }
            _ => address.trim().to_lowercase(),
        };
        hex(&hmac(&self.0, address.as_bytes()))
    }
}

/// Puts an address on the block list. One that is there already stays as it is. Gives whether
/// it was new.
///
/// # Errors
/// When the database fails.
pub async fn block(
    tx: &Tx,
    key: &BlockKey,
    channel: Channel,
    address: &str,
    at: Instant,
    reason: &str,
) -> Result<bool, CustomersError> {
    let row = block::Model {
        hash: key.hash(channel, address),
        channel: channel.code().to_owned(),
        at: vocab::time::to_micros(at),
        reason: reason.to_owned(),
    };
    rows::add_block(tx, row).await
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// HMAC-SHA-256 of RFC 2104, for keys of at most 64 bytes.
fn hmac(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    let padded = |pad: u8| {
        let mut block = [pad; 64];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hmac_as_published() {
        // RFC 4231, test case 2; a key shorter than a block is filled up with zeros.
        let mut key = [0; 32];
        key[..4].copy_from_slice(b"Jefe");
        assert_eq!(
            hex(&hmac(&key, b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn writing_does_not_matter_the_key_does() {
        let key = BlockKey([7; 32]);
        let hash = key.hash(Channel::Email, "Ann@Example.org ");
        assert_eq!(hash, key.hash(Channel::Email, "ann@example.org"));
        assert_ne!(hash, BlockKey([8; 32]).hash(Channel::Email, "ann@example.org"));
        let phone = |text| key.hash(Channel::Phone, text);
        assert_eq!(phone("+49 (30) 123-45"), phone("+493012345"));
        assert_ne!(phone("+493012345"), phone("+493012346"));
        assert_eq!(format!("{key:?}"), "BlockKey(hidden)");
    }
}
