//! The page of one customer: the picture, and everything it rests on.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use ::campaign::unsubscribe::Source;
use ::customers::Picture;
use ::customers::people::{self, ConsentEntry, CustomerCard};
use ::customers::permission::ConsentStatus;
use ::customers::picture::PhasePicture;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use events::Columns;
use serde::Deserialize;
use vocab::{Amount, CampaignId, CustomerId, Event, EventKind, Month, Zone};

use super::ahead::{self, SilentWords};
use super::opportunities::list::DealLine;
use super::permission::{Person, ask};
use super::timeline::{self, Entry};
use super::{calendar, figures, href, told};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::link::{encode, with_query};
use crate::parts::{Chart, Figure, Heat, SafeHtml, Unit};
use crate::state::AppState;
use crate::trust::forms::Typed;
use crate::trust::look::Look;
use crate::trust::section::Section;
use crate::who::Member;

/// Entries of the history shown before one asks for all.
const SHOWN: usize = 25;
/// Months the chart goes back.
const MONTHS: i32 = 24;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The family a message would be about.
    family: String,
    /// Set: the whole history.
    all: String,
}

/// A phase, its sentence, and where its evidence stands.
struct Proof {
    phase: PhasePicture,
    href: String,
}

#[derive(Template)]
#[template(path = "customers/one.html")]
struct OnePage {
    page: Page,
    card: CustomerCard,
    here: String,
    picture: Option<Picture>,
    figures: Vec<Figure>,
    /// What will be needed.
    needs: Option<Heat>,
    /// Why nothing is said of that.
    needs_unknown: Option<String>,
    silence: Option<SilentWords>,
    /// When what was bought, and whether something of it is a guess.
    calendar: Option<(Heat, bool)>,
    chart: Option<Chart>,
    phase: Option<Proof>,
    opportunity: Option<Proof>,
    evidence: Vec<Proof>,
    /// Families one could write about, and the one chosen.
    families: Vec<String>,
    family: String,
    people: Vec<Person>,
    entries: Vec<Entry>,
    /// Titles of the campaigns in the history.
    campaigns: BTreeMap<CampaignId, String>,
    total: usize,
    own_words: Vec<Entry>,
    deals: Vec<DealLine>,
    stated: SafeHtml,
    trust: Section,
}

impl OnePage {
    /// Address and title of the campaign an entry belongs to.
    fn campaign(&self, entry: &Entry) -> Option<(String, &str)> {
        let id = entry.campaign.as_ref()?;
        let title = self.campaigns.get(id)?;
        Some((format!("/campaigns/{}", encode(id.as_str())), title))
    }

    /// The words of an entry: where a withdrawal of our own unsubscribe page comes from, in the
    /// reader's language; everything else as it is. The message has its campaign beside it.
    fn words(&self, entry: &Entry) -> String {
        let ours = Source::read(&entry.text).filter(|_| entry.kind == EventKind::ConsentWithdrawn);
        ours.map_or_else(|| entry.text.clone(), |source| self.unsubscribed(&source).join(" · "))
    }

    /// Where a declaration comes from: what we wrote ourselves in the reader's language and with
    /// all that proves it, what was imported as it is.
    fn source(&self, entry: &ConsentEntry) -> String {
        let ours = entry.status == ConsentStatus::Withdrawn;
        let Some(source) = Source::read(&entry.source).filter(|_| ours) else {
            return entry.source.clone();
        };
        let mut parts = self.unsubscribed(&source);
        parts.insert(1, self.page.t1("customer-source-message", "id", source.message));
        parts.join(" · ")
    }

    fn unsubscribed(&self, source: &Source) -> Vec<String> {
        let received = source.received.map(|at| self.page.fmt.day_time(at));
        let received = received.map(|at| self.page.t1("customer-source-received", "at", at));
        std::iter::once(self.page.t("customer-source-unsubscribe")).chain(received).collect()
    }
}

/// Titles of the campaigns that entries belong to; one that is gone has none.
async fn titles(
    state: &AppState,
    entries: &[Entry],
) -> Result<BTreeMap<CampaignId, String>, Error> {
    let ids: BTreeSet<&CampaignId> =
        entries.iter().filter_map(|entry| entry.campaign.as_ref()).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let all = ::campaign::actions::campaigns(&state.store).await.map_err(Error::internal)?;
    let named = all.into_iter().filter(|one| ids.contains(&one.id));
    Ok(named.map(|one| (one.id, one.draft.brief.title)).collect())
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let id = CustomerId::new(&id).map_err(|_| Error::NotFound)?;
    shown(&state, member.page, &id, &wanted, Typed::default()).await
}

/// The page, with what was typed into its forms and could not be taken.
pub(crate) async fn shown(
    state: &AppState,
    page: Page,
    id: &CustomerId,
    wanted: &Wanted,
    typed: Typed,
) -> Result<Response, Error> {
    let page = page.at(Area::Customers);
    let connection = state.store.read();
    let card = people::customer(connection, id).await.map_err(Error::internal)?;
    let contacts = people::contacts_of(connection, id).await.map_err(Error::internal)?;
    let pictures = state.pictures().await?;
    let kept = pictures.get(id);
    let on_record = card != CustomerCard::unrecorded(id.clone());
    if kept.is_none() && !on_record {
        // Somebody who turned out to be another customer is found there.
        let now = state.log.root(connection, id).await.map_err(Error::internal)?;
        return match now == *id {
            true => Err(Error::NotFound),
            false => Ok(Redirect::to(&href(now.as_str())).into_response()),
        };
    }
    let events = history(state, id).await?;

    let company = &page.company;
    let picture = kept.map(|kept| kept.view(page.now, company.zone, company).with_record(&card));
    let families = families(picture.as_ref());
    let family = family(picture.as_ref(), &families, &wanted.family);
    let limits = crate::trust::limits(company, &state.rules);
    let when = (page.now, company.zone);
    let look = Look::at(connection, &card, kept, &events, &limits, when).await?;
    let told = told::load(state, &page, id, &contacts, &events).await?;
    let people = ask(state, &pictures, contacts, &family, page.now).await?;

    let standing = state.standing(&pictures, company.zone, page.now).await?;
    let needs = state.needs_ahead(&pictures, company.zone, page.now).await?;
    let mut figures = picture
        .as_ref()
        .map(|picture| figures::figures(&page, picture, "#history"))
        .unwrap_or_default();
    if let (Some(standing), Some(_)) = (&standing, &picture) {
        figures.extend(ahead::figures(&page, standing, id));
    }
    let silence = standing.as_ref().zip(kept);
    let silence = silence.and_then(|(standing, kept)| ahead::silence(&page, standing, kept));
    let (needs, needs_unknown) = match needs.as_deref() {
        Some(Ok(needs)) => (ahead::heat(&page, needs, id), None),
        Some(Err(why)) => (None, Some(ahead::cannot_tell(&page, why))),
        None => (None, None),
    };

    let mut cited = picture.as_ref().map(cited).unwrap_or_default();
    cited.extend(told.cited);
    cited.extend(look.cited());
    let mut entries = timeline::entries(&events, &cited);
    let own_words = timeline::own_words(&entries).into_iter().take(8).cloned().collect();
    let total = entries.len();
    if wanted.all.is_empty() {
        entries.truncate(SHOWN);
    }
    let here = href(id.as_str());
    let everything = with_query(&here, &[("family", &wanted.family), ("all", "1")]);
    let proof = |phase: &PhasePicture| Proof {
        href: anchor(&entries, &phase.by.event_id, &everything),
        phase: phase.clone(),
    };
    let of = |phase: Option<&PhasePicture>| phase.map(proof);
    let named = people.iter().map(|one| (one.card.id.to_string(), one.card.name())).collect();
    let link = |event: &str| anchor(&entries, event, &everything);
    let trust = Section::of(&page, &look, named, typed, link);
    let template = OnePage {
        figures,
        needs,
        needs_unknown,
        silence,
        calendar: picture.as_ref().and_then(|picture| calendar::calendar(&page, &picture.families)),
        chart: revenue(&page, &events),
        phase: of(picture.as_ref().and_then(|picture| picture.phase.as_ref())),
        opportunity: of(picture.as_ref().and_then(|picture| picture.opportunity.as_ref())),
        evidence: picture
            .as_ref()
            .map(|picture| picture.phase_evidence.iter().map(proof).collect())
            .unwrap_or_default(),
        card,
        here,
        picture,
        families,
        family,
        people,
        campaigns: titles(state, &entries).await?,
        entries,
        total,
        own_words,
        deals: told.deals,
        stated: told.stated,
        trust,
        page,
    };
    show(&template)
}

/// The customer's events as of the last hand-over, read off the async threads.
async fn history(state: &AppState, id: &CustomerId) -> Result<Vec<Event>, Error> {
    let snapshot = state.log.snapshot().await.map_err(Error::internal)?;
    let id = id.clone();
    tokio::task::spawn_blocking(move || snapshot.history(&id, Columns::ALL))
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)
}

/// Families one could write about: those bought that one can need.
#[must_use]
pub fn families(picture: Option<&Picture>) -> Vec<String> {
    let families = picture.map(|picture| picture.families.as_slice()).unwrap_or_default();
    families.iter().filter(|family| family.is_need).map(|family| family.family.clone()).collect()
}

/// The family asked for; else one that is needed now; else the most bought.
#[must_use]
pub fn family(picture: Option<&Picture>, families: &[String], wanted: &str) -> String {
    if let Some(wanted) = families.iter().find(|family| *family == wanted) {
        return wanted.clone();
    }
    let now = picture.and_then(|picture| {
        picture.families.iter().find(|family| family.is_need && family.in_window == Some(true))
    });
    now.map(|family| family.family.clone())
        .or_else(|| families.first().cloned())
        .unwrap_or_default()
}

/// Ids of events the page refers to.
fn cited(picture: &Picture) -> HashSet<String> {
    let phases = picture.phase_evidence.iter().chain(&picture.phase).chain(&picture.opportunity);
    let mut ids: HashSet<String> = phases.map(|phase| phase.by.event_id.clone()).collect();
    ids.extend(picture.last_own_signal.as_ref().map(|signal| signal.event_id.clone()));
    ids
}

/// Where an event stands: on this page, or in the whole history.
fn anchor(entries: &[Entry], event: &str, everything: &str) -> String {
    let here = entries.iter().any(|entry| entry.anchors.iter().any(|anchor| anchor == event));
    let page = if here { "" } else { everything };
    format!("{page}#e-{event}")
}

/// Net revenue by month over the last two years with data.
fn revenue(page: &Page, events: &[Event]) -> Option<Chart> {
    let by_month = by_month(events, page.company.zone);
    let (first, last) = (*by_month.keys().next()?, *by_month.keys().next_back()?);
    let from = first.max(last.plus(1 - MONTHS));
    let months: Vec<Month> = std::iter::successors(Some(from), |month| Some(month.plus(1)))
        .take_while(|month| *month <= last)
        .collect();
    let values = months
        .iter()
        .map(|month| Some(by_month.get(month).copied().unwrap_or(Amount::ZERO)))
        .collect::<Vec<_>>();
    let chart = Chart::bars("revenue", page.t("customer-chart"), Unit::Money)
        .summary(if from == last {
            page.fmt.month(from)
        } else {
            let (from, last) = (page.fmt.month(from), page.fmt.month(last));
            page.t2("customer-chart-summary", "from", from, "until", last)
        })
        .definition(page.t("customer-net-means"))
        .categories(page.t("month"), months.iter().map(|month| page.fmt.month_short(month)))
        .actual(page.t("customer-net"), values);
    Some(chart)
}

fn by_month(events: &[Event], zone: Zone) -> BTreeMap<Month, Amount> {
    let mut months = BTreeMap::new();
    for event in events.iter().filter(|event| event.kind.is_money()) {
        if let Some(amount) = event.amount {
            *months.entry(Month::of(zone.day(event.time))).or_insert(Amount::ZERO) += amount;
        }
    }
    months
}
