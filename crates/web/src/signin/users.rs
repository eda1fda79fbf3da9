//! The people who may sign in: make, find, change.

use sea_orm::ActiveValue::Set;
use store::{Store, StoreError};
use vocab::{Instant, Lang, Team};

use super::password::{self, WeakPassword};
use super::rows;
use crate::page::Theme;

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Names the person for good.
    pub id: String,
    /// Address to sign in with; trimmed, lower case.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// Side of the house.
    pub team: Team,
    /// Language of the pages.
    pub language: Lang,
    /// Light, dark or as the system says.
    pub theme: Theme,
    /// Whether the person may sign in.
    pub active: bool,
    /// Since when.
    pub created: Instant,
    /// Changes with the password; a session made under another one is over.
    pub(super) stamp: String,
}

impl User {
    /// The first letters of the first and the last name.
    #[must_use]
    pub fn initials(&self) -> String {
        let mut words = self.name.split_whitespace().filter_map(|word| word.chars().next());
        let first = words.next();
        first.into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
    }
}

/// What a new user needs.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Address to sign in with.
    pub email: String,
    /// Name as shown.
    pub name: String,
    /// Side of the house.
    pub team: Team,
    /// Language of the pages.
    pub language: Lang,
    /// First password.
    pub password: String,
}

/// Why a user cannot be made or changed.
#[derive(Debug, thiserror::Error)]
pub enum UserError {
    /// Not an address.
    #[error("`{0}` is not an e-mail address; write it as name@example.com")]
    Email(String),
    /// No name.
    #[error("the name is empty")]
    Name,
    /// Somebody has this address already.
    #[error("there is a user with the address {0} already")]
    Taken(String),
    /// The password cannot be taken.
    #[error(transparent)]
    Weak(#[from] WeakPassword),
    /// The password could not be hashed.
    #[error("the password could not be hashed: {0}")]
    Hash(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sea_orm::DbErr> for UserError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Store(error.into())
    }
}

/// An address as we keep it.
pub(super) fn tidy(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Makes a user.
///
/// # Errors
/// When the address or the name is no good or taken, the password too weak, or the database
/// fails.
pub async fn create(store: &Store, new: NewUser, now: Instant) -> Result<User, UserError> {
    let email = tidy(&new.email);
    let plausible = email
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    if !plausible || email.len() > 200 || email.chars().any(char::is_whitespace) {
        return Err(UserError::Email(new.email));
    }
    let name = new.name.trim().to_owned();
    if name.is_empty() {
        return Err(UserError::Name);
    }
    password::check(&new.password)?;
    let hash = hashed(new.password).await?;
    let tx = store.begin().await?;
    if rows::user_by_email(&tx, &email).await?.is_some() {
        return Err(UserError::Taken(email));
    }
    let id = uuid::Uuid::now_v7().to_string();
    let row = rows::user::ActiveModel {
        id: Set(id.clone()),
        email: Set(email),
        name: Set(name),
        team: Set(new.team.code().to_owned()),
        language: Set(new.language.code().to_owned()),
        theme: Set(Theme::Auto.code().to_owned()),
        password_hash: Set(hash),
        active: Set(true),
        created: Set(vocab::time::to_micros(now)),
    };
    rows::insert_user(&tx, row).await?;
    let made = rows::user_by_id(&tx, &id).await?;
    tx.commit().await?;
    match made {
        Some(row) => Ok(from_row(row)?),
        None => Err(StoreError::corrupt("user", "the row just written is not there").into()),
    }
}

/// The user with an address.
///
/// # Errors
/// When the database fails.
pub async fn find(store: &Store, email: &str) -> Result<Option<User>, StoreError> {
    rows::user_by_email(store.read(), &tidy(email)).await?.map(from_row).transpose()
}

/// The user with an id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(store: &Store, id: &str) -> Result<Option<User>, StoreError> {
    rows::user_by_id(store.read(), id).await?.map(from_row).transpose()
}

/// Every user, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(store: &Store) -> Result<Vec<User>, StoreError> {
    rows::users(store.read()).await?.into_iter().map(from_row).collect()
}

/// Saves how somebody wants to see the pages.
///
/// # Errors
/// When the database fails.
pub async fn save_wishes(
    store: &Store,
    id: &str,
    language: Lang,
    theme: Theme,
) -> Result<(), StoreError> {
    change(store, id, |row| {
        row.language = Set(language.code().to_owned());
        row.theme = Set(theme.code().to_owned());
    })
    .await
}

/// Lets somebody in, or keeps them out (their sessions are over at once).
///
/// # Errors
/// When the database fails.
pub async fn set_active(store: &Store, id: &str, active: bool) -> Result<(), StoreError> {
    change(store, id, |row| row.active = Set(active)).await
}

/// Gives somebody a new password; sessions under the old one are over.
///
/// # Errors
/// When the password is too weak or the database fails.
pub async fn set_password(store: &Store, id: &str, password: String) -> Result<(), UserError> {
    password::check(&password)?;
    let hash = hashed(password).await?;
    Ok(change(store, id, |row| row.password_hash = Set(hash)).await?)
}

async fn change(
    store: &Store,
    id: &str,
    edit: impl FnOnce(&mut rows::user::ActiveModel),
) -> Result<(), StoreError> {
    let tx = store.begin().await?;
    let mut row = rows::user::ActiveModel { id: Set(id.to_owned()), ..Default::default() };
    edit(&mut row);
    rows::update_user(&tx, row).await?;
    tx.commit().await?;
    Ok(())
}

/// The user whose address and password these are. Takes as long for an address nobody has.
///
/// # Errors
/// When the database fails.
pub async fn verify(
    store: &Store,
    email: &str,
    password: String,
) -> Result<Option<User>, UserError> {
    let row = rows::user_by_email(store.read(), &tidy(email)).await?;
    let kept = row.as_ref().map(|row| row.password_hash.clone());
    let fits = heavy(move || password::fits(&password, kept.as_deref())).await?;
    // Whether the person may sign in is looked at after the work, for the same reason.
    let row = row.filter(|row| fits && row.active);
    Ok(row.map(from_row).transpose()?)
}

async fn hashed(password: String) -> Result<String, UserError> {
    heavy(move || password::hash(&password)).await?.map_err(|e| UserError::Hash(e.to_string()))
}

/// Hashing takes a processor for a while; it must not hold up other requests.
async fn heavy<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, UserError> {
    tokio::task::spawn_blocking(work).await.map_err(|e| UserError::Hash(e.to_string()))
}

fn from_row(row: rows::user::Model) -> Result<User, StoreError> {
    let bad = |error| StoreError::corrupt(format!("user {}", row.id), error);
    let stamp_from = row.password_hash.len().saturating_sub(16);
    Ok(User {
        team: row.team.parse().map_err(bad)?,
        language: row.language.parse().map_err(bad)?,
        theme: Theme::of(&row.theme),
        // The end of the hash: enough to see a change, not enough to test passwords against.
        stamp: row.password_hash.get(stamp_from..).unwrap_or_default().to_owned(),
        id: row.id,
        email: row.email,
        name: row.name,
        active: row.active,
        created: row.created,
    })
}
