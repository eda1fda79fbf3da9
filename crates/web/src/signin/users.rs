//! The people who may sign in: make, find, change.

use sea_orm::ActiveValue::Set;
use store::{Store, StoreError};
use vocab::{Instant, Lang, Team};

use super::limit::Bench;
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
    /// Changes with the password, and when the person is kept out or let in again; a session
    /// made under another one is over.
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
        stamp: Set(new_stamp()),
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

/// Whether anybody can sign in at all.
///
/// # Errors
/// When the database fails.
pub async fn any(store: &Store) -> Result<bool, StoreError> {
    rows::any_user(store.read()).await
}

/// Lets somebody in, or keeps them out. Either way their sessions are over: a cookie that was
/// stolen before does not come back to life.
///
/// # Errors
/// When the database fails.
pub async fn set_active(store: &Store, id: &str, active: bool) -> Result<(), StoreError> {
    change(store, id, |row| {
        row.active = Set(active);
        row.stamp = Set(new_stamp());
    })
    .await
}

/// Changes somebody's name and side of the house, from their next click on.
///
/// # Errors
/// When the name is empty or the database fails.
pub async fn set_person(store: &Store, id: &str, name: &str, team: Team) -> Result<(), UserError> {
    let name = name.trim().to_owned();
    if name.is_empty() {
        return Err(UserError::Name);
    }
    let edit = |row: &mut rows::user::ActiveModel| {
        row.name = Set(name);
        row.team = Set(team.code().to_owned());
    };
    Ok(change(store, id, edit).await?)
}

/// Gives somebody a new password; their sessions are over.
///
/// # Errors
/// When the password is too weak or the database fails.
pub async fn set_password(store: &Store, id: &str, password: String) -> Result<(), UserError> {
    password::check(&password)?;
    let hash = hashed(password).await?;
    let edit = |row: &mut rows::user::ActiveModel| {
        row.password_hash = Set(hash);
        row.stamp = Set(new_stamp());
    };
    Ok(change(store, id, edit).await?)
}

/// A stamp nobody had before.
fn new_stamp() -> String {
    format!("{:032x}", rand::random::<u128>())
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

/// What came of comparing a password.
#[derive(Debug)]
pub(crate) enum Verified {
    /// It is this user's.
    Right(User),
    /// It is nobody's, or the address is, or the person is kept out.
    Wrong,
    /// Too many are waiting; it was not looked at.
    Busy,
}

/// Whose address and password these are. Takes as long for an address nobody has.
///
/// # Errors
/// When the database fails.
pub(crate) async fn verify(
    store: &Store,
    bench: &Bench,
    email: &str,
    password: String,
) -> Result<Verified, UserError> {
    let row = rows::user_by_email(store.read(), &tidy(email)).await?;
    let kept = row.as_ref().map(|row| row.password_hash.clone());
    let fits = bench.work(move || password::fits(&password, kept.as_deref())).await;
    let Some(fits) = fits.map_err(|e| UserError::Hash(e.to_string()))? else {
        return Ok(Verified::Busy);
    };
    // Whether the person may sign in is looked at after the work, for the same reason.
    match row.filter(|row| fits && row.active) {
        Some(row) => Ok(Verified::Right(from_row(row)?)),
        None => Ok(Verified::Wrong),
    }
}

/// Hashing takes a processor for a while; it must not hold up other requests. Only those who
/// are signed in already, or have a shell, ask for it.
async fn hashed(password: String) -> Result<String, UserError> {
    let work = tokio::task::spawn_blocking(move || password::hash(&password)).await;
    let hash = work.map_err(|e| UserError::Hash(e.to_string()))?;
    hash.map_err(|e| UserError::Hash(e.to_string()))
}

fn from_row(row: rows::user::Model) -> Result<User, StoreError> {
    let bad = |error| StoreError::corrupt(format!("user {}", row.id), error);
    Ok(User {
        team: row.team.parse().map_err(bad)?,
        language: row.language.parse().map_err(bad)?,
        theme: Theme::of(&row.theme),
        stamp: row.stamp,
        id: row.id,
        email: row.email,
        name: row.name,
        active: row.active,
        created: row.created,
    })
}
