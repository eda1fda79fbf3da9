//! What happened besides the orders: consents, touches, events, deals, notes, complaints, promises,
//! surveys.

use crate::activity::Activity;
use crate::calendar::Moment;
use crate::deals::Outcome;
use crate::error::SimulateError;
use crate::families::FAMILIES;
use crate::permission::Said;
use crate::truth::Records;

use super::{Files, euros};

impl Files<'_> {
    /// `consents.csv`.
    pub(crate) fn consents(
        &self,
        activity: &Activity,
        records: &mut Records,
    ) -> Result<(), SimulateError> {
        let mut table = self.table(
            "consents.csv",
            &[
                "contact_id",
                "channel",
                "purpose",
                "status",
                "time",
                "source",
                "text_version",
                "sale_ref",
                "family",
                "notice_shown",
            ],
        )?;
        for row in &activity.consents {
            let sale = row.sale.map_or_else(String::new, |order| self.order(order));
            let notice = match row.notice {
                Some(true) => "true",
                Some(false) => "false",
                None => "",
            };
            table.row(&[
                &self.contact(row.customer, row.contact),
                row.channel.code(),
                vocab::Purpose::Marketing.code(),
                row.said.code(),
                &self.time(row.at),
                row.source,
                if row.said == Said::Given { row.text } else { "" },
                &sale,
                row.family.map_or("", |family| FAMILIES[family].name),
                notice,
            ])?;
        }
        records.consents = table.finish()?;
        Ok(())
    }

    /// `touches.csv` and `events.csv`.
    pub(crate) fn contacts_made(
        &self,
        activity: &Activity,
        records: &mut Records,
    ) -> Result<(), SimulateError> {
        let mut table = self.table(
            "touches.csv",
            &[
                "touch_id",
                "customer_id",
                "contact_id",
                "time",
                "channel",
                "direction",
                "owner",
                "campaign",
                "text",
            ],
        )?;
        for (touch, number) in activity.touches.iter().zip(100_001_u32..) {
            let mailing = touch.mailing.map_or("", |mailing| &activity.mailings[mailing].code);
            table.row(&[
                &format!("T{number}"),
                self.customer(touch.customer),
                &self.contact(touch.customer, touch.contact),
                &self.time(touch.at),
                touch.channel.code(),
                touch.direction.code(),
                if touch.mailing.is_some() { "" } else { self.owner(touch.customer) },
                mailing,
                &touch.text,
            ])?;
        }
        records.touches = table.finish()?;

        let mut table = self.table(
            "events.csv",
            &[
                "event_id",
                "customer_id",
                "contact_id",
                "time",
                "kind",
                "channel",
                "family",
                "region",
                "owner",
                "text",
            ],
        )?;
        for (signal, number) in activity.signals.iter().zip(100_001_u32..) {
            table.row(&[
                &format!("E{number}"),
                self.customer(signal.customer),
                &self.contact(signal.customer, 0),
                &self.time(signal.at),
                signal.kind.code(),
                signal.channel.code(),
                FAMILIES[signal.family].name,
                self.region(signal.customer),
                self.owner(signal.customer),
                &signal.text,
            ])?;
        }
        records.events = table.finish()?;
        Ok(())
    }

    /// `deals.csv` and `notes.csv`.
    pub(crate) fn sales(
        &self,
        activity: &Activity,
        records: &mut Records,
    ) -> Result<(), SimulateError> {
        let mut table = self.table(
            "deals.csv",
            &[
                "deal_id",
                "customer_id",
                "title",
                "opened",
                "closed",
                "outcome",
                "phase",
                "amount",
                "family",
                "region",
                "owner",
            ],
        )?;
        for (deal, number) in activity.deals.iter().zip(10_001_u32..) {
            let closed =
                if deal.outcome == Outcome::Open { String::new() } else { self.time(deal.decided) };
            let year = self.company.calendar.date(deal.decided.days()).format("%Y");
            table.row(&[
                &format!("D{number}"),
                self.customer(deal.customer),
                &format!("{} {year}", FAMILIES[deal.family].name),
                &self.time(deal.opened),
                &closed,
                deal.outcome.code(),
                deal.phase.code(),
                &euros(deal.amount),
                FAMILIES[deal.family].name,
                self.region(deal.customer),
                self.owner(deal.customer),
            ])?;
        }
        records.deals = table.finish()?;

        let mut table = self.table(
            "notes.csv",
            &[
                "note_id",
                "customer_id",
                "contact_id",
                "time",
                "owner",
                "language",
                "text",
                "barriers",
                "family",
                "region",
            ],
        )?;
        for (note, number) in activity.notes.iter().zip(10_001_u32..) {
            let codes: Vec<&str> = note.barriers.iter().map(|barrier| barrier.code()).collect();
            table.row(&[
                &format!("N{number}"),
                self.customer(note.customer),
                &self.contact(note.customer, note.contact),
                &self.time(note.at),
                self.owner(note.customer),
                self.company.seller_language(note.customer).code(),
                &note.text,
                &codes.join(";"),
                FAMILIES[note.family].name,
                self.region(note.customer),
            ])?;
        }
        records.notes = table.finish()?;
        Ok(())
    }

    /// `complaints.csv`.
    pub(crate) fn complaints(
        &self,
        activity: &Activity,
        records: &mut Records,
    ) -> Result<(), SimulateError> {
        let mut table = self.table(
            "complaints.csv",
            &[
                "complaint_id",
                "customer_id",
                "order_id",
                "opened",
                "closed",
                "owner",
                "text",
                "first_reply",
            ],
        )?;
        for (complaint, number) in activity.complaints.iter().zip(10_001_u32..) {
            table.row(&[
                &format!("CP{number}"),
                self.customer(complaint.customer),
                &self.order(complaint.order),
                &self.time(complaint.opened),
                &complaint.closed.map_or_else(String::new, |closed| self.time(closed)),
                self.owner(complaint.customer),
                &complaint.text,
                &complaint.first_reply.map_or_else(String::new, |at| self.time(at)),
            ])?;
        }
        records.complaints = table.finish()?;
        Ok(())
    }

    /// `promises.csv` and `surveys.csv`.
    pub(crate) fn trust(
        &self,
        activity: &Activity,
        records: &mut Records,
    ) -> Result<(), SimulateError> {
        let mut table = self.table(
            "promises.csv",
            &[
                "promise_id",
                "customer_id",
                "contact_id",
                "made",
                "owner",
                "text",
                "due",
                "settled",
                "outcome",
            ],
        )?;
        for (promise, number) in activity.promises.iter().zip(10_001_u32..) {
            let (settled, outcome) = match promise.settled {
                Some((outcome, at)) => (self.time(at), outcome.code()),
                None => (String::new(), ""),
            };
            let due = self.company.calendar.date(promise.due.days());
            table.row(&[
                &format!("P{number}"),
                self.customer(promise.customer),
                &self.contact(promise.customer, promise.contact),
                &self.time(promise.made),
                self.owner(promise.customer),
                &promise.text,
                &due.to_string(),
                &settled,
                outcome,
            ])?;
        }
        records.promises = table.finish()?;

        let mut table = self.table(
            "surveys.csv",
            &[
                "survey_id",
                "customer_id",
                "contact_id",
                "asked",
                "answered",
                "competence",
                "likeability",
                "text",
                "followed_up",
            ],
        )?;
        let time = |at: Option<Moment>| at.map_or_else(String::new, |at| self.time(at));
        for (survey, number) in activity.surveys.iter().zip(10_001_u32..) {
            let mark = |which: usize| {
                survey.answer.map_or_else(String::new, |(_, m)| m[which].to_string())
            };
            table.row(&[
                &format!("S{number}"),
                self.customer(survey.customer),
                &self.contact(survey.customer, 0),
                &self.time(survey.asked),
                &time(survey.answer.map(|(at, _)| at)),
                &mark(0),
                &mark(1),
                &survey.text,
                &time(survey.followed_up),
            ])?;
        }
        records.surveys = table.finish()?;
        Ok(())
    }
}
