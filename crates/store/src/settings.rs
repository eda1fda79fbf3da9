//! What the installation as a whole is set to.

use std::path::Path;

use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use vocab::{Currency, Zone};

use crate::records::setting;
use crate::{StoreError, Tx};

/// The company this data folder belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Company {
    /// Its name, as customers know it.
    pub name: String,
    /// The zone its calendar is kept in.
    pub zone: Zone,
    /// The currency its books are kept in; `None` until the first import says so.
    pub currency: Option<Currency>,
    /// Postal address, shown in every message (rule M5).
    pub postal_address: String,
    /// Address messages come from; replies to it must be read.
    pub sender_email: String,
    /// Where people reach this installation, without a slash at the end; links in messages
    /// start with it.
    pub public_url: String,
    /// How many commercial messages one person accepts per `cap_days`, over all channels.
    pub cap_touches: u32,
    /// Days over which [`cap_touches`](Self::cap_touches) counts.
    pub cap_days: u32,
    /// Half-life of contact pressure in days.
    pub pressure_half_life_days: f64,
    /// Share of an audience that is held out, 0 to 0.5.
    pub holdout_share: f64,
    /// Days after which a complaint should have had its first reply.
    pub complaint_reply_days: u32,
}

impl Default for Company {
    fn default() -> Self {
        Self {
            name: String::new(),
            zone: Zone::BERLIN,
            currency: None,
            postal_address: String::new(),
            sender_email: String::new(),
            public_url: "http://127.0.0.1:7640".to_owned(),
            cap_touches: 2,
            cap_days: 30,
            pressure_half_life_days: 14.0,
            holdout_share: 0.1,
            complaint_reply_days: 2,
        }
    }
}

/// Reads one setting.
///
/// # Errors
/// When the database fails or the stored value is of another shape.
pub async fn get<T: DeserializeOwned>(
    connection: &impl ConnectionTrait,
    key: &str,
) -> Result<Option<T>, StoreError> {
    let Some(row) = setting::Entity::find_by_id(key).one(connection).await? else {
        return Ok(None);
    };
    serde_json::from_str(&row.value)
        .map(Some)
        .map_err(|error| StoreError::corrupt(format!("setting `{key}`"), error))
}

/// Writes one setting.
///
/// # Errors
/// When the database fails or the value has no JSON form.
pub async fn set<T: Serialize>(tx: &Tx, key: &str, value: &T) -> Result<(), StoreError> {
    let value = serde_json::to_string(value)
        .map_err(|error| StoreError::corrupt(format!("setting `{key}`"), error))?;
    let row = setting::ActiveModel { key: Set(key.to_owned()), value: Set(value) };
    setting::Entity::insert(row)
        .on_conflict(
            OnConflict::column(setting::Column::Key)
                .update_column(setting::Column::Value)
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The company's settings; the defaults where nothing was said.
///
/// # Errors
/// When the database fails or the stored value is of another shape.
pub async fn company(connection: &impl ConnectionTrait) -> Result<Company, StoreError> {
    Ok(get(connection, "company").await?.unwrap_or_default())
}

/// Saves the company's settings.
///
/// # Errors
/// When the database fails.
pub async fn save_company(tx: &Tx, company: &Company) -> Result<(), StoreError> {
    set(tx, "company", company).await
}

/// Where the operational database of a data folder lies.
#[must_use]
pub fn database_file(folder: &Path) -> std::path::PathBuf {
    folder.join("sog.db")
}
