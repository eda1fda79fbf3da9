//! What is known of the trust of one customer, put together from records, picture and history.

use ::customers::people::CustomerCard;
use ::customers::trust::{self, Records, Trust};
use ::customers::{Limits, PictureState};
use sea_orm::ConnectionTrait;
use store::StoreError;
use vocab::{Event, Instant, Zone};

/// The records of a customer, and what follows from them.
#[derive(Debug, Clone)]
pub struct Look {
    /// What is on record.
    pub records: Records,
    /// What follows.
    pub trust: Trust,
}

impl Look {
    /// Reads the records and puts together what is known at a moment. `history` is everything the
    /// log holds of the customer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn at(
        connection: &impl ConnectionTrait,
        card: &CustomerCard,
        picture: Option<&PictureState>,
        history: &[Event],
        limits: &Limits,
        when: (Instant, Zone),
    ) -> Result<Self, StoreError> {
        let records = trust::of(connection, &card.id).await?;
        let named = picture.map(|picture| &*picture.owner).filter(|owner| !owner.is_empty());
        let owner = card.owner.as_deref().or(named);
        let trust = Trust::of(&records, picture, history, owner, limits, when);
        Ok(Self { records, trust })
    }

    /// Ids of the events it cites.
    pub fn cited(&self) -> impl Iterator<Item = String> {
        let points = self.trust.points.iter().filter_map(|point| point.event_id.clone());
        let asked = self.trust.stressors.iter().filter_map(|one| match &one.source {
            trust::stressors::Source::Event(event) => Some(event.to_string()),
            _ => None,
        });
        points.chain(asked)
    }
}
