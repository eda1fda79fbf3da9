//! The records that trust is read from, in the shape the other parts ask for.

use std::collections::BTreeMap;

use sea_orm::ConnectionTrait;
use store::StoreError;
use store::records::complaint;
use vocab::{CustomerId, Instant};

use super::{Promise, Survey, rows};

/// One complaint, as its record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Its number.
    pub id: String,
    /// Whose.
    pub customer: CustomerId,
    /// The order it is about.
    pub order: Option<String>,
    /// When it arrived.
    pub opened: Instant,
    /// When the customer first heard from us about it.
    pub first_reply: Option<Instant>,
    /// When it was settled.
    pub closed: Option<Instant>,
    /// Who of us looks after it.
    pub owner: Option<String>,
    /// What it says.
    pub text: String,
}

impl Complaint {
    fn read(row: complaint::Model) -> Result<Self, StoreError> {
        Ok(Self {
            customer: CustomerId::new(&row.customer_id)
                .map_err(|why| bad("complaint", &row.id, why))?,
            id: row.id,
            order: row.order_ref,
            opened: row.opened,
            first_reply: row.first_reply,
            closed: row.closed,
            owner: row.owner,
            text: row.text,
        })
    }

    /// When the customer first heard from us: by a reply, or because it was settled.
    #[must_use]
    pub fn heard(&self) -> Option<Instant> {
        match (self.first_reply, self.closed) {
            (Some(reply), Some(closed)) => Some(reply.min(closed)),
            (reply, closed) => reply.or(closed),
        }
    }
}

/// Promises, complaints and surveys: of one customer, or of all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Records {
    /// What we promised.
    pub promises: Vec<Promise>,
    /// What they complained about.
    pub complaints: Vec<Complaint>,
    /// What they said about us.
    pub surveys: Vec<Survey>,
}

impl Records {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.promises.is_empty() && self.complaints.is_empty() && self.surveys.is_empty()
    }

    /// The records as they stood at a moment: nothing that was made, answered or settled later.
    #[must_use]
    pub fn at(&self, now: Instant) -> Self {
        let mut then = self.clone();
        then.promises.retain(|one| one.made <= now);
        for one in &mut then.promises {
            one.settled = one.settled.filter(|(_, at)| *at <= now);
        }
        then.complaints.retain(|one| one.opened <= now);
        for one in &mut then.complaints {
            one.first_reply = one.first_reply.filter(|at| *at <= now);
            one.closed = one.closed.filter(|at| *at <= now);
        }
        for one in &mut then.surveys {
            one.followed_up = one.followed_up.filter(|at| *at <= now);
            if one.answer.is_some_and(|answer| answer.at > now) {
                (one.answer, one.text) = (None, String::new());
            }
        }
        then.surveys.retain(|one| one.asked.is_some_and(|at| at <= now) || one.answer.is_some());
        then
    }

    /// The records of each customer.
    #[must_use]
    pub fn by_customer(&self) -> BTreeMap<&CustomerId, Self> {
        let mut all: BTreeMap<&CustomerId, Self> = BTreeMap::new();
        for one in &self.promises {
            all.entry(&one.customer).or_default().promises.push(one.clone());
        }
        for one in &self.complaints {
            all.entry(&one.customer).or_default().complaints.push(one.clone());
        }
        for one in &self.surveys {
            all.entry(&one.customer).or_default().surveys.push(one.clone());
        }
        all
    }
}

/// What is on record of one customer, the newest first.
///
/// # Errors
/// When the database fails or holds what makes no sense.
pub async fn of(
    connection: &impl ConnectionTrait,
    customer: &CustomerId,
) -> Result<Records, StoreError> {
    load(connection, Some(customer.as_str())).await
}

/// What is on record of everybody, the newest first.
///
/// # Errors
/// When the database fails or holds what makes no sense.
pub async fn all(connection: &impl ConnectionTrait) -> Result<Records, StoreError> {
    load(connection, None).await
}

async fn load(
    connection: &impl ConnectionTrait,
    customer: Option<&str>,
) -> Result<Records, StoreError> {
    let promises = rows::promises(connection, customer).await?.into_iter().map(Promise::read);
    let complaints = rows::complaints(connection, customer).await?.into_iter().map(Complaint::read);
    let surveys = rows::surveys(connection, customer).await?.into_iter().map(Survey::read);
    Ok(Records {
        promises: promises.collect::<Result<_, _>>()?,
        complaints: complaints.collect::<Result<_, _>>()?,
        surveys: surveys.collect::<Result<_, _>>()?,
    })
}

/// A record that cannot be understood is an error and never skipped: it may be a broken promise.
pub(super) fn bad(table: &str, id: &str, why: impl std::fmt::Display) -> StoreError {
    StoreError::corrupt(format!("{table} `{id}`"), why)
}

#[cfg(test)]
mod tests {
    use super::super::Outcome;
    use super::super::testing::{at, complaint, promise, survey};
    use super::*;

    #[test]
    fn nothing_of_later_is_known_at_a_moment() {
        let kept = Some((Outcome::Kept, "2026-11-05T09:00:00Z"));
        let mut asked = survey("S1", "2026-11-05T09:00:00Z", 1, 1);
        (asked.asked, asked.text) = (Some(at("2026-11-02T09:00:00Z")), "Slow".to_owned());
        asked.followed_up = Some(at("2026-11-07T09:00:00Z"));
        let records = Records {
            promises: vec![promise("V1", "2026-11-06T00:00:00Z", kept)],
            complaints: vec![complaint(
                "B1",
                "2026-11-01T09:00:00Z",
                Some("2026-11-04T09:00:00Z"),
                Some("2026-11-05T09:00:00Z"),
            )],
            surveys: vec![asked, survey("S2", "2026-11-06T09:00:00Z", 5, 5)],
        };
        assert!(records.at(at("2026-10-31T09:00:00Z")).is_empty());
        assert_eq!(records.at(at("2026-11-30T09:00:00Z")), records);
        let then = records.at(at("2026-11-03T09:00:00Z"));
        assert_eq!(then.promises[0].settled, None);
        assert_eq!((then.complaints[0].first_reply, then.complaints[0].closed), (None, None));
        let [one] = &then.surveys[..] else { panic!("{then:?}") };
        assert!(one.answer.is_none() && one.text.is_empty() && one.followed_up.is_none());
    }
}
