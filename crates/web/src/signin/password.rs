//! Passwords: kept as Argon2id, compared in a time that tells nothing.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use rand::RngCore;

/// The fewest characters a password may have (NIST SP 800-63B, 3.1.1.2: at least 8; longer
/// where the password is the only factor).
pub const LEAST: usize = 10;

/// The most bytes a password may have, so that nobody keeps the processor busy with a book.
pub const MOST: usize = 200;

/// Why a password cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Fewer than [`LEAST`] characters.
    #[error("the password has fewer than {LEAST} characters")]
    Short,
    /// More than [`MOST`] bytes.
    #[error("the password is longer than {MOST} bytes")]
    Long,
}

/// Whether a new password can be taken.
///
/// # Errors
/// When it is too short or too long.
pub fn check(password: &str) -> Result<(), WeakPassword> {
    if password.chars().count() < LEAST {
        return Err(WeakPassword::Short);
    }
    if password.len() > MOST {
        return Err(WeakPassword::Long);
    }
    Ok(())
}

/// The hash to keep, with a random salt. Takes some 20 ms and 19 MB (the parameters of the
/// OWASP password storage sheet, which are the defaults of the library).
pub(super) fn hash(password: &str) -> Result<String, argon2::password_hash::Error> {
    let mut salt = [0_u8; 16];
    rand::rng().fill_bytes(&mut salt);
    let hash: PasswordHash =
        Argon2::default().hash_password_with_salt(password.as_bytes(), &salt)?;
    Ok(hash.to_string())
}

/// The hash of a password nobody has; checked when an address is not known, so that the
/// answer takes as long as for one that is.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash("a password that nobody was given").unwrap_or_default());

/// Whether `password` fits `kept`; with `None` it never fits, after the same work.
pub(super) fn fits(password: &str, kept: Option<&str>) -> bool {
    if password.len() > MOST {
        return false;
    }
    let hash = kept.unwrap_or_else(|| &NOBODY);
    let right = PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    right && kept.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_password_fits() {
        let kept = hash("correct horse").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(kept, hash("correct horse").unwrap());
        assert!(fits("correct horse", Some(&kept)));
        assert!(!fits("correct horsf", Some(&kept)));
        assert!(!fits("correct horse", None));
        assert!(!fits("a password that nobody was given", None));
        assert!(!fits("correct horse", Some("not a hash")));
    }

    #[test]
    fn lengths_are_checked() {
        assert_eq!(check("123456789"), Err(WeakPassword::Short));
        assert_eq!(check("äöüäöüäöüä"), Ok(()));
        assert_eq!(check(&"x".repeat(201)), Err(WeakPassword::Long));
    }
}
