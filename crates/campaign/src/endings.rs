//! What a server's answer makes of a message, and of the customer's history.

use store::Tx;
use vocab::{
    CampaignId, Channel, ContactId, CustomerId, Direction, Event, EventId, EventKind, Instant,
};

use crate::bounce::{Blame, judge, next_try, slows_down};
use crate::error::CampaignError;
use crate::ledger::{Counts, Ending, Job, Ledger, Tally};
use crate::notes::{Halt, Held, Note};
use crate::queue::State;
use crate::rows::queue::{self, Back, End};
use crate::rows::tables::message;
use crate::smtp::{Outcome, Step};

/// So many refusals in a row that are ours pause a campaign: the server does not want our
/// mail, and each further attempt makes it worse (E4, E8).
const OURS: u32 = 5;
/// So many refusals in a row that nobody explains pause it too: that many dead addresses next
/// to each other are less likely than a server that does not want us.
const UNEXPLAINED: u32 = 10;

/// Refusals of a campaign since a server last took one of its messages.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Streak {
    ours: u32,
    unexplained: u32,
}

impl Streak {
    /// Counts one more, and says why the campaign has to stop.
    fn add(&mut self, blame: Blame) -> Option<Halt> {
        let (count, most, why) = match blame {
            Blame::Policy | Blame::TooLarge => (&mut self.ours, OURS, Halt::Unwanted),
            Blame::Unknown => (&mut self.unexplained, UNEXPLAINED, Halt::Unexplained),
            Blame::AddressDead | Blame::Temporary => return None,
        };
        *count += 1;
        (*count >= most).then(|| {
            *self = Self::default();
            why
        })
    }
}

/// What is kept beside a state: our code and somebody's words.
#[derive(Debug, Clone, Copy, Default)]
struct Said<'a> {
    note: Option<Note>,
    answer: Option<&'a str>,
}

impl Ledger<'_> {
    /// Writes down how an attempt ended, and gives the event that follows from it.
    pub(crate) async fn finish(
        &self,
        tx: &Tx,
        job: &Job,
        ending: &Ending,
        counts: &mut Counts,
    ) -> Result<Option<Event>, CampaignError> {
        let now = self.worker.now();
        let row = &job.row;
        let (outcome, costs) = match ending {
            Ending::Unbuilt { note, why } => {
                let said = Said { note: Some(*note), answer: Some(why) };
                let ended = self.end(tx, row, State::Failed, said, None, now).await?;
                counts.tally.failed += u64::from(ended);
                return Ok(None);
            }
            Ending::Answered { outcome, counts } => (outcome, *counts),
        };
        match outcome {
            Outcome::Accepted { answer } => {
                counts.streaks.remove(&row.campaign_id);
                let said = Said { note: None, answer: Some(answer) };
                let ended = self.end(tx, row, State::Sent, said, None, now).await?;
                counts.tally.sent += u64::from(ended);
                Ok(ended.then(|| event(job, EventKind::MessageSent, now, None)).flatten())
            }
            Outcome::Unknown { note, said } => {
                let said = Said { note: Some(*note), answer: said.as_deref() };
                let ended = self.end(tx, row, State::Uncertain, said, None, now).await?;
                counts.tally.uncertain += u64::from(ended);
                Ok(None)
            }
            Outcome::Unfit { note } => {
                let said = Said { note: Some(*note), answer: None };
                let ended = self.end(tx, row, State::Failed, said, None, now).await?;
                counts.tally.failed += u64::from(ended);
                Ok(None)
            }
            Outcome::NotHanded { note, said } => {
                let said = Said { note: Some(*note), answer: said.as_deref() };
                self.later(tx, job, said, None, costs, now, &mut counts.tally).await?;
                Ok(None)
            }
            Outcome::Refused { step, code, answer } => {
                self.refused(tx, job, (*step, *code, answer), now, counts).await
            }
        }
    }

    async fn refused(
        &self,
        tx: &Tx,
        job: &Job,
        (step, code, answer): (Step, u16, &str),
        now: Instant,
        counts: &mut Counts,
    ) -> Result<Option<Event>, CampaignError> {
        let row = &job.row;
        let blame = judge(step, code, answer);
        let said = Said { note: None, answer: Some(answer) };
        if blame == Blame::Temporary {
            let costs = !slows_down(step, code);
            self.later(tx, job, said, Some(blame), costs, now, &mut counts.tally).await?;
            return Ok(None);
        }
        let bounced = blame.is_about_recipient();
        let to = if bounced { State::Bounced } else { State::Failed };
        if !self.end(tx, row, to, said, Some(blame), now).await? {
            // Noted before; it must not count twice.
            return Ok(None);
        }
        if let Some(why) = counts.streaks.entry(row.campaign_id.clone()).or_default().add(blame) {
            crate::rows::pause(tx, &row.campaign_id, &Held { why, said: answer.to_owned() })
                .await?;
            tracing::warn!(campaign = row.campaign_id, answer, "paused: {}", why.code());
        }
        counts.tally.bounced += u64::from(bounced);
        counts.tally.failed += u64::from(!bounced);
        let kind = EventKind::MessageBounced;
        Ok(bounced.then(|| event(job, kind, now, Some(answer))).flatten())
    }

    async fn end(
        &self,
        tx: &Tx,
        row: &message::Model,
        to: State,
        said: Said<'_>,
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
            note: said.note,
            answer: said.answer,
            blame: blame.map(Blame::code),
            now,
        };
        queue::end(tx, end).await
    }

    /// Back into the queue while there is time. `counts` is false where the connection, not
    /// the message, was the trouble.
    #[allow(clippy::too_many_arguments, reason = "all of it belongs to one ending")]
    async fn later(
        &self,
        tx: &Tx,
        job: &Job,
        said: Said<'_>,
        blame: Option<Blame>,
        counts: bool,
        now: Instant,
        tally: &mut Tally,
    ) -> Result<(), CampaignError> {
        let row = &job.row;
        let attempts = row.attempts + i64::from(counts);
        let terms = &job.plan.terms;
        let window = terms.brief.window.and_then(|window| window.until.succ_opt());
        let window_ends = window.map(|after| terms.company.zone.start_of(after));
        let Some(not_before) = next_try(attempts, now, window_ends) else {
            let said = Said { note: Some(Note::GaveUp), ..said };
            let ended = self.end(tx, row, State::Failed, said, blame, now).await?;
            tally.failed += u64::from(ended);
            return Ok(());
        };
        let (Said { note, answer }, claim) = (said, self.claim);
        let blame = blame.map(Blame::code);
        let back = Back { id: &row.id, claim, note, answer, blame, attempts, not_before };
        tally.put_back += u64::from(queue::put_back(tx, back).await?);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streaks_stop_a_campaign_by_what_they_say() {
        let stops = |blame: Blame| {
            let mut streak = Streak::default();
            (1..=50).find_map(|n| streak.add(blame).map(|why| (n, why)))
        };
        assert_eq!(stops(Blame::Policy), Some((OURS, Halt::Unwanted)));
        assert_eq!(stops(Blame::TooLarge), Some((OURS, Halt::Unwanted)));
        assert_eq!(stops(Blame::Unknown), Some((UNEXPLAINED, Halt::Unexplained)));
        assert_eq!(stops(Blame::AddressDead), None);
        assert_eq!(stops(Blame::Temporary), None);
    }
}
