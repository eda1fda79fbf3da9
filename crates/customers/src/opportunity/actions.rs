//! Load, decide, save: what pages and commands call.

use std::collections::BTreeMap;

use events::EventLog;
use sea_orm::ConnectionTrait;
use store::records::deal;
use store::{Store, StoreError, Tx};
use vocab::{Amount, ContactId, CustomerId, Event, EventId, Instant, Phase};

use super::fact::{Answer, Edit, Fact, edited, undone};
use super::standing::Dossier;
use super::words::{FactKind, Fit};
use crate::CustomersError;
use crate::rows::opportunity::{self as rows, FactRow};
use crate::said::{By, Cited, How, Proof, Telling, cite, history, may_name, may_note, words};

/// What a customer who told us something did with a fact; part of what names the event.
const CONFIRMED: &str = "confirmed";
const ACCEPTED: &str = "accepted";

/// A deal and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Opportunity {
    /// The record.
    pub deal: deal::Model,
    /// What is known.
    pub dossier: Dossier,
}

impl Opportunity {
    /// Where the seller says it stands; `None` for a word that is no phase.
    #[must_use]
    pub fn seller_phase(&self) -> Option<Phase> {
        self.deal.phase.parse().ok()
    }

    /// The amount; `None` where nobody named one.
    #[must_use]
    pub fn amount(&self) -> Option<Amount> {
        self.deal.amount.parse().ok()
    }
}

/// All deals of a customer with what is known of them, newest first.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn opportunities(
    connection: &impl ConnectionTrait,
    customer: &CustomerId,
) -> Result<Vec<Opportunity>, CustomersError> {
    let deals = rows::deals_of(connection, customer.as_str()).await?;
    let mut dossiers = dossiers(connection, customer, None).await?;
    let whole = |deal: deal::Model| {
        let dossier = dossiers.remove(&deal.id).unwrap_or_default();
        Opportunity { deal, dossier }
    };
    Ok(deals.into_iter().map(whole).collect())
}

/// The same as it was known at a moment: nothing that was opened, ended or noted later.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn opportunities_at(
    connection: &impl ConnectionTrait,
    customer: &CustomerId,
    at: Instant,
) -> Result<Vec<Opportunity>, CustomersError> {
    let mut deals = rows::deals_of(connection, customer.as_str()).await?;
    deals.retain(|deal| deal.opened <= at);
    let mut dossiers = dossiers(connection, customer, Some(at)).await?;
    let whole = |mut deal: deal::Model| {
        if deal.closed.is_some_and(|closed| closed > at) {
            (deal.closed, deal.outcome) = (None, "open".to_owned());
        }
        let dossier = dossiers.remove(&deal.id).unwrap_or_default();
        Opportunity { deal, dossier }
    };
    Ok(deals.into_iter().map(whole).collect())
}

/// One deal of a customer with what is known of it; `None` where there is no such deal.
///
/// # Errors
/// When the database fails or holds something that cannot be read.
pub async fn opportunity(
    connection: &impl ConnectionTrait,
    customer: &CustomerId,
    deal: &str,
) -> Result<Option<Opportunity>, CustomersError> {
    let Some(deal) = rows::deal_of(connection, customer.as_str(), deal).await? else {
        return Ok(None);
    };
    let mut dossiers = dossiers(connection, customer, None).await?;
    let dossier = dossiers.remove(&deal.id).unwrap_or_default();
    Ok(Some(Opportunity { deal, dossier }))
}

/// What is known of the deals of a customer, or what was at a moment.
async fn dossiers(
    connection: &impl ConnectionTrait,
    customer: &CustomerId,
    at: Option<Instant>,
) -> Result<BTreeMap<String, Dossier>, CustomersError> {
    let mut dossiers: BTreeMap<String, Dossier> = BTreeMap::new();
    // By fact and version: the last of each fact is the one that counts.
    for row in rows::facts_of(connection, customer.as_str()).await? {
        let fact = read(row)?;
        let dossier = dossiers.entry(fact.deal.clone()).or_default();
        // An event may be older than the version it was written for.
        dossier.spoken_for.extend(written_for(&fact));
        if at.is_some_and(|at| fact.written > at) {
            continue;
        }
        if dossier.facts.last().is_some_and(|last| last.id == fact.id) {
            dossier.facts.pop();
        }
        dossier.facts.push(fact);
    }
    for dossier in dossiers.values_mut() {
        let facts = std::mem::take(&mut dossier.facts);
        (dossier.removed, dossier.facts) = facts.into_iter().partition(|fact| fact.removed);
    }
    Ok(dossiers)
}

/// The events that exist only because this version of a fact says so. One that was in the log
/// before the fact cited it stands for itself.
fn written_for(fact: &Fact) -> impl Iterator<Item = EventId> {
    let by = [(fact.confirmed, CONFIRMED), (fact.accepted, ACCEPTED)];
    by.into_iter().filter_map(|(cited, what)| {
        let cited = cited?;
        let ours = telling(fact, &[&fact.id, what]).event_id(cited.kind(), cited.time());
        Some(ours).filter(|ours| *ours == cited.event())
    })
}

/// Which fact of which deal is to change, as it was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Whose deal.
    pub customer: CustomerId,
    /// Which deal.
    pub deal: String,
    /// The fact; one that is new gets an id that nobody has had before.
    pub fact: String,
    /// The version that was seen; 0 for one that is new.
    pub version: i64,
}

/// A fact that is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact {
    /// What kind.
    pub kind: FactKind,
    /// The words.
    pub text: String,
    /// When it was said.
    pub said: Instant,
    /// By whom.
    pub contact: Option<ContactId>,
    /// Of a price talk.
    pub amount: Option<Amount>,
    /// How one knows; `None` when it is assumed.
    pub how: Option<How>,
}

/// What is done with a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Noted for the first time.
    Say(NewFact),
    /// Other words.
    Reword {
        /// The words.
        text: String,
        /// Of a price talk.
        amount: Option<Amount>,
    },
    /// The customer confirmed it.
    Confirm(How),
    /// Whether a requirement is met, in outline and in detail.
    Fit {
        /// In outline, with what is lacking.
        outline: Option<(Fit, String)>,
        /// In detail.
        detail: Option<(Fit, String)>,
    },
    /// The customer answered the fit in detail.
    Accept(How),
    /// Our answer to a risk.
    Answer(String),
    /// Taken out.
    Remove,
    /// The newest version is taken back.
    Undo,
}

/// Changes a fact, and writes the event of what the customer told us. Gives the new version.
///
/// # Errors
/// When it cannot be noted so, somebody else was faster, there is no such deal, the customer was
/// erased, or the log or the database fails.
pub async fn change(
    store: &Store,
    log: &EventLog,
    target: &Target,
    change: Change,
    by: &By,
) -> Result<Fact, CustomersError> {
    let by = &By { at: vocab::time::to_micros(by.at), ..by.clone() };
    // Read before the transaction begins: a file may have to be opened.
    let needs_history = matches!(
        &change,
        Change::Confirm(How::Cites(_))
            | Change::Accept(How::Cites(_))
            | Change::Say(NewFact { how: Some(How::Cites(_)), .. })
    );
    let events = if needs_history { history(log, &target.customer).await? } else { Vec::new() };
    let tx = store.begin().await?;
    let contact = match &change {
        Change::Say(new) => new.contact.as_ref(),
        _ => None,
    };
    may_note(&tx, &target.customer, contact).await?;
    let no_deal = || CustomersError::NoDeal {
        customer: target.customer.to_string(),
        deal: target.deal.clone(),
    };
    let deal = rows::deal_of(&tx, target.customer.as_str(), &target.deal).await?;
    let deal = deal.ok_or_else(no_deal)?;
    let (newest, before) = seen(&tx, target).await?;
    let (fact, event) = match (change, newest) {
        (Change::Say(new), None) => said(target, &deal, &events, new, by)?,
        (Change::Undo, Some(newest)) => (undone(&newest, before.as_ref(), by), None),
        (change, Some(newest)) if !newest.removed => {
            let (edit, proof) = edit(&deal, &newest, &events, change, by)?;
            let mut fact = edited(&newest, edit, by)?;
            let event = proof.and_then(|proof| {
                fact.contact = proof.contact;
                proof.event
            });
            (fact, event)
        }
        _ => return Err(CustomersError::NothingNoted(target.fact.clone())),
    };
    may_name(&tx, fact.contact.as_ref()).await?;
    if !rows::add_fact(&tx, row(&fact)).await? {
        return Err(raced(&tx, &target.fact, by).await?);
    }
    if let Some(event) = event {
        log.append(&tx, &[event]).await?;
    }
    tx.commit().await?;
    Ok(fact)
}

/// The newest version of the fact and the one before it, if it is the one that was seen.
async fn seen(tx: &Tx, target: &Target) -> Result<(Option<Fact>, Option<Fact>), CustomersError> {
    let mut versions = rows::versions_of(tx, &target.fact).await?;
    let newest = versions.pop().map(read).transpose()?;
    let before = versions.pop().map(read).transpose()?;
    let Some(newest) = newest else {
        return match target.version {
            0 => Ok((None, None)),
            _ => Err(CustomersError::NothingNoted(target.fact.clone())),
        };
    };
    if newest.customer != target.customer || newest.deal != target.deal {
        return Err(CustomersError::NothingNoted(target.fact.clone()));
    }
    if newest.version != target.version {
        return Err(CustomersError::Changed { person: newest.person, at: newest.written });
    }
    Ok((Some(newest), before))
}

/// Who was faster by the blink of an eye.
async fn raced(tx: &Tx, fact: &str, by: &By) -> Result<CustomersError, CustomersError> {
    let newest = rows::versions_of(tx, fact).await?.pop();
    let (person, at) =
        newest.map_or_else(|| (by.person.clone(), by.at), |row| (row.person, row.written));
    Ok(CustomersError::Changed { person, at })
}

fn said(
    target: &Target,
    deal: &deal::Model,
    events: &[Event],
    new: NewFact,
    by: &By,
) -> Result<(Fact, Option<Event>), CustomersError> {
    let mut fact = Fact {
        id: target.fact.clone(),
        version: 1,
        deal: target.deal.clone(),
        customer: target.customer.clone(),
        contact: new.contact,
        kind: new.kind,
        text: words(&new.text)?,
        said: vocab::time::to_micros(new.said),
        confirmed: None,
        outline: None,
        detail: None,
        accepted: None,
        answer: String::new(),
        amount: new.amount.filter(|_| new.kind == FactKind::PriceTalk),
        removed: false,
        written: by.at,
        person: by.person.clone(),
    };
    if fact.said > by.at {
        return Err(crate::said::Refusal::Future.into());
    }
    let Some(how) = new.how else { return Ok((fact, None)) };
    let proof = told(deal, &fact, CONFIRMED, how, events, by)?;
    // It was said when the event says, whatever day was typed.
    (fact.said, fact.confirmed) = (proof.cited.time(), Some(proof.cited));
    fact.contact = proof.contact;
    Ok((fact, proof.event))
}

fn edit(
    deal: &deal::Model,
    fact: &Fact,
    events: &[Event],
    change: Change,
    by: &By,
) -> Result<(Edit, Option<Proof>), CustomersError> {
    Ok(match change {
        Change::Confirm(how) => {
            let proof = told(deal, fact, CONFIRMED, how, events, by)?;
            (Edit::Confirm(proof.cited), Some(proof))
        }
        Change::Accept(how) => {
            let proof = told(deal, fact, ACCEPTED, how, events, by)?;
            (Edit::Accept(proof.cited), Some(proof))
        }
        Change::Reword { text, amount } => (Edit::Reword { text, amount }, None),
        Change::Fit { outline, detail } => (Edit::Fit { outline, detail }, None),
        Change::Answer(text) => (Edit::Answer(text), None),
        Change::Remove => (Edit::Remove, None),
        // Taken care of by who calls this.
        Change::Say(_) | Change::Undo => {
            return Err(CustomersError::NothingNoted(fact.id.clone()));
        }
    })
}

/// The citation, and the event where the customer told us.
fn told(
    deal: &deal::Model,
    fact: &Fact,
    what: &str,
    how: How,
    events: &[Event],
    by: &By,
) -> Result<Proof, CustomersError> {
    let mut proof = cite(how, events, &telling(fact, &[&fact.id, what]), by.at)?;
    if let Some(event) = &mut proof.event {
        event.reference = Some(deal.id.clone());
        event.family.clone_from(&deal.family);
        event.region.clone_from(&deal.region);
        event.owner.clone_from(&deal.owner);
    }
    Ok(proof)
}

fn telling<'a>(fact: &'a Fact, key: &'a [&'a str]) -> Telling<'a> {
    Telling {
        key,
        customer: &fact.customer,
        contact: fact.contact.as_ref(),
        kind: Fact::event(fact.kind),
        text: &fact.text,
    }
}

fn row(fact: &Fact) -> FactRow {
    let parts = |cited: Option<Cited>| match cited {
        Some(cited) => (
            Some(cited.event().to_string()),
            Some(cited.kind().code().to_owned()),
            Some(cited.time()),
        ),
        None => (None, None, None),
    };
    let fit = |answer: &Option<Answer>| match answer {
        Some(answer) => (Some(answer.fit.code().to_owned()), answer.gap.clone()),
        None => (None, String::new()),
    };
    let (event_id, event_kind, event_at) = parts(fact.confirmed);
    let (accepted_id, accepted_kind, accepted_at) = parts(fact.accepted);
    let (outline, outline_gap) = fit(&fact.outline);
    let (detail, detail_gap) = fit(&fact.detail);
    FactRow {
        id: format!("{}:{}", fact.id, fact.version),
        fact: fact.id.clone(),
        version: fact.version,
        deal_id: fact.deal.clone(),
        customer_id: fact.customer.to_string(),
        contact_id: fact.contact.as_ref().map(ToString::to_string),
        kind: fact.kind.code().to_owned(),
        text: fact.text.clone(),
        said: fact.said,
        event_id,
        event_kind,
        event_at,
        outline,
        outline_gap,
        detail,
        detail_gap,
        accepted_id,
        accepted_kind,
        accepted_at,
        answer: fact.answer.clone(),
        amount: fact.amount.map(|amount| amount.to_string()),
        removed: fact.removed,
        written: fact.written,
        person: fact.person.clone(),
    }
}

fn read(row: FactRow) -> Result<Fact, StoreError> {
    let bad = |why: &dyn std::fmt::Display| StoreError::corrupt(format!("fact `{}`", row.id), why);
    let cited = |id: &Option<String>, kind: &Option<String>, at: Option<Instant>| match (id, kind) {
        (Some(id), Some(kind)) => {
            let at = at.ok_or_else(|| bad(&"its event has no time"))?;
            Cited::stored(id, kind, at).map(Some).map_err(|why| bad(&why))
        }
        _ => Ok(None),
    };
    let answer = |fit: &Option<String>, gap: &str| match fit {
        Some(fit) => {
            let fit = fit.parse().map_err(|why: vocab::UnknownWord| bad(&why))?;
            Ok::<_, StoreError>(Some(Answer { fit, gap: gap.to_owned() }))
        }
        None => Ok(None),
    };
    Ok(Fact {
        customer: CustomerId::new(&row.customer_id).map_err(|why| bad(&why))?,
        contact: row
            .contact_id
            .as_ref()
            .map(|id| ContactId::new(id))
            .transpose()
            .map_err(|why| bad(&why))?,
        kind: row.kind.parse().map_err(|why| bad(&why))?,
        confirmed: cited(&row.event_id, &row.event_kind, row.event_at)?,
        outline: answer(&row.outline, &row.outline_gap)?,
        detail: answer(&row.detail, &row.detail_gap)?,
        accepted: cited(&row.accepted_id, &row.accepted_kind, row.accepted_at)?,
        amount: row
            .amount
            .as_ref()
            .map(|amount| amount.parse())
            .transpose()
            .map_err(|why: vocab::AmountError| bad(&why))?,
        id: row.fact,
        version: row.version,
        deal: row.deal_id,
        text: row.text,
        said: row.said,
        answer: row.answer,
        removed: row.removed,
        written: row.written,
        person: row.person,
    })
}
