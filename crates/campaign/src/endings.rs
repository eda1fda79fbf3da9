//! What a server's answer makes of a message, and of the customer's history.

use chrono::TimeDelta;
use store::Tx;
use vocab::{
    CampaignId, Channel, ContactId, CustomerId, Direction, Event, EventId, EventKind, Instant,
};

use crate::bounce::{Blame, judge};
use crate::error::CampaignError;
use crate::ledger::{Ending, Job, Ledger, Tally};
use crate::queue::{MAX_ATTEMPTS, State, backoff_seconds};
use crate::rows::queue::{self, End};
use crate::rows::tables::message;
use crate::smtp::Outcome;

/// So many refusals by policy in a row pause a campaign: the server does not want our mail,
/// and each further attempt makes it worse (E4, E8).
const POLICY_STREAK: u32 = 5;
impl Ledger<'_> {
    /// Writes down how an attempt ended, and gives the event that follows from it.
    pub(crate) async fn finish(
        &mut self,
        tx: &Tx,
        job: &Job,
        ending: &Ending,
        tally: &mut Tally,
    ) -> Result<Option<Event>, CampaignError> {
        let now = self.worker.now();
        let row = &job.row;
        match ending {
            Ending::Unbuilt(why) => {
                let ended = self.end(tx, row, State::Failed, why, None, now).await?;
                tally.failed += u64::from(ended);
                Ok(None)
            }
            Ending::Answered { outcome: Outcome::Accepted { answer }, .. } => {
                self.policy.remove(&row.campaign_id);
                let ended = self.end(tx, row, State::Sent, answer, None, now).await?;
                tally.sent += u64::from(ended);
                Ok(ended.then(|| event(job, EventKind::MessageSent, now, None)).flatten())
            }
            Ending::Answered { outcome: Outcome::Unknown { why }, .. } => {
                let ended = self.end(tx, row, State::Uncertain, why, None, now).await?;
                tally.uncertain += u64::from(ended);
                Ok(None)
            }
            Ending::Answered { outcome: Outcome::NotHanded { why }, counts } => {
                let attempts = row.attempts + i64::from(*counts);
                self.later(tx, row, why, attempts, now, tally).await?;
                Ok(None)
            }
            Ending::Answered { outcome: Outcome::Refused { code, answer }, .. } => {
                self.refused(tx, job, *code, answer, now, tally).await
            }
        }
    }

    async fn refused(
        &mut self,
        tx: &Tx,
        job: &Job,
        code: u16,
        answer: &str,
        now: Instant,
        tally: &mut Tally,
    ) -> Result<Option<Event>, CampaignError> {
        let row = &job.row;
        let blame = judge(code, answer);
        if blame == Blame::Temporary && row.attempts + 1 < MAX_ATTEMPTS {
            self.later(tx, row, answer, row.attempts + 1, now, tally).await?;
            return Ok(None);
        }
        if matches!(blame, Blame::Policy | Blame::TooLarge) {
            let ended = self.end(tx, row, State::Failed, answer, Some(blame), now).await?;
            tally.failed += u64::from(ended);
            let streak = self.policy.entry(row.campaign_id.clone()).or_default();
            *streak += 1;
            if *streak >= POLICY_STREAK {
                *streak = 0;
                let note = format!("the mail server refuses our mail: {answer}");
                queue::pause(tx, &row.campaign_id, &note).await?;
                tracing::warn!(campaign = row.campaign_id, "{note}");
            }
            return Ok(None);
        }
        let ended = self.end(tx, row, State::Bounced, answer, Some(blame), now).await?;
        tally.bounced += u64::from(ended);
        Ok(ended.then(|| event(job, EventKind::MessageBounced, now, Some(answer))).flatten())
    }

    async fn end(
        &self,
        tx: &Tx,
        row: &message::Model,
        to: State,
        answer: &str,
        blame: Option<Blame>,
        now: Instant,
    ) -> Result<bool, CampaignError> {
        let end = End {
            id: &row.id,
            claim: self.claim,
            // Uncertain: a recovery thought we were gone, but here is the answer.
            from: &[State::Sending, State::Uncertain],
            to,
            reasons: None,
            answer: Some(answer),
            blame: blame.map(Blame::code),
            now,
        };
        queue::end(tx, end).await
    }

    async fn later(
        &self,
        tx: &Tx,
        row: &message::Model,
        answer: &str,
        attempts: i64,
        now: Instant,
        tally: &mut Tally,
    ) -> Result<(), CampaignError> {
        if attempts >= MAX_ATTEMPTS {
            let ended = self.end(tx, row, State::Failed, answer, None, now).await?;
            tally.failed += u64::from(ended);
            return Ok(());
        }
        let not_before = now + TimeDelta::seconds(backoff_seconds(attempts));
        let back = queue::put_back(tx, &row.id, self.claim, answer, attempts, not_before).await?;
        tally.put_back += u64::from(back);
        Ok(())
    }
}

/// What happened to a message, for the customer's history. `None` only for a row whose ids
/// cannot be read.
pub(crate) fn message_event(
    row: &message::Model,
    family: &str,
    kind: EventKind,
    id: EventId,
    at: Instant,
) -> Option<Event> {
    let customer = CustomerId::new(&row.customer_id).ok()?;
    let mut event = Event::new(id, Some(customer), at, kind);
    event.contact = ContactId::new(&row.contact_id).ok();
    event.channel = Some(Channel::Email);
    event.direction = Some(match kind {
        EventKind::MessageAnswered => Direction::Inbound,
        _ => Direction::Outbound,
    });
    event.reference = Some(row.id.clone());
    event.campaign = CampaignId::new(&row.campaign_id).ok();
    event.family = Some(family.trim().to_owned()).filter(|family| !family.is_empty());
    Some(event)
}

fn event(job: &Job, kind: EventKind, at: Instant, text: Option<&str>) -> Option<Event> {
    let id = EventId::from_key(&[kind.code(), &job.row.id]);
    let mut event = message_event(&job.row, &job.plan.terms.brief.family, kind, id, at)?;
    event.text = text.map(str::to_owned);
    Some(event)
}
