//! The part of a customer's page that is about trust.

use ::customers::trust::stressors::Source;
use ::customers::trust::told::ToldPoint;
use ::customers::trust::{Standing, Stressor, StressorKind};
use vocab::{Channel, Instant, Month};

use super::acts::made_by_hand;
use super::forms::{PromiseForm, SurveyForm, Typed, WAYS};
use super::look::Look;
use super::words;
use crate::page::Page;
use crate::parts::link::encode;
use crate::parts::{Chart, Errors, Unit};

/// Months the chart goes back at most.
const MONTHS: i32 = 24;

/// A strain, as it is shown.
pub struct Strain {
    pub(crate) name: String,
    pub(crate) since: Instant,
    pub(crate) owner: Option<String>,
    pub(crate) stops: bool,
    pub(crate) text: String,
    pub(crate) href: String,
}

/// An entry of the ledger, as it is shown.
pub struct Entry {
    pub(crate) name: String,
    pub(crate) weight: String,
    pub(crate) good: bool,
    pub(crate) at: Instant,
    pub(crate) record: String,
    /// Where it stands in the history; `None` as long as the log has not taken it in.
    pub(crate) href: Option<String>,
}

/// A promise, as it is shown.
pub struct PromiseRow {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) owner: Option<String>,
    pub(crate) contact: Option<String>,
    pub(crate) due: Instant,
    pub(crate) word: String,
    pub(crate) tone: &'static str,
    /// Noted on the page; what was imported cannot be removed there.
    pub(crate) by_hand: bool,
    pub(crate) unsettled: bool,
    pub(crate) settled: Option<Instant>,
}

/// A complaint, as it is shown.
pub struct ComplaintRow {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) owner: Option<String>,
    pub(crate) opened: Instant,
    pub(crate) closed: Option<Instant>,
    pub(crate) first_reply: Option<Instant>,
    pub(crate) late: bool,
}

/// An answer, as it is shown.
pub struct SurveyRow {
    pub(crate) path: String,
    /// When, and both marks; `None` where nobody has answered.
    pub(crate) answer: Option<(Instant, u32, u32)>,
    pub(crate) asked: Option<Instant>,
    pub(crate) text: String,
    pub(crate) low: bool,
    pub(crate) followed_up: Option<Instant>,
}

/// Everything about trust on a customer's page.
pub struct Section {
    /// What the ledger comes to, as it is shown; `None` where it has no entry.
    pub(crate) sum: Option<String>,
    pub(crate) chart: Option<Chart>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) strains: Vec<Strain>,
    /// Whether a question waits, so that answering it can be noted.
    pub(crate) asked: Option<String>,
    pub(crate) promises: Vec<PromiseRow>,
    /// Kept among those decided.
    pub(crate) kept: Option<(u64, u64)>,
    pub(crate) complaints: Vec<ComplaintRow>,
    pub(crate) surveys: Vec<SurveyRow>,
    /// People one can name: id and name.
    pub(crate) people: Vec<(String, String)>,
    pub(crate) ways: [Channel; 4],
    pub(crate) today: String,
    pub(crate) promise: PromiseForm,
    pub(crate) survey: SurveyForm,
    pub(crate) errors: Errors,
}

impl Section {
    /// The section. `link` says where an event stands.
    pub(crate) fn of(
        page: &Page,
        look: &Look,
        people: Vec<(String, String)>,
        typed: Typed,
        link: impl Fn(&str) -> String,
    ) -> Self {
        let (now, zone) = (page.now, page.company.zone);
        let (records, trust) = (&look.records, &look.trust);
        let strains = trust.stressors.iter().map(|one| Strain {
            name: words::stressor(page, one.kind),
            since: one.since,
            owner: one.owner.clone(),
            stops: one.stops,
            text: one.text.clone(),
            href: match &one.source {
                Source::Complaint(_) => "#complaints".to_owned(),
                Source::Promise(_) => "#promises".to_owned(),
                Source::Survey(_) => "#surveys".to_owned(),
                Source::Contact(_) => "#may".to_owned(),
                Source::Event(event) => link(&event.to_string()),
            },
        });
        let waits = |one: &Stressor| match &one.source {
            Source::Event(event) if one.kind == StressorKind::UnansweredInquiry => {
                Some(event.to_string())
            }
            _ => None,
        };
        let late = chrono::TimeDelta::days(i64::from(page.company.complaint_reply_days));
        let mut promise = typed.promise;
        if promise.owner.is_empty() {
            promise.owner = page.user.as_ref().map(|user| user.name.clone()).unwrap_or_default();
        }
        let share = trust.promises.kept_share();
        Self {
            sum: trust.sum.map(words::signed),
            chart: chart(page, &trust.points),
            // The newest first, as the history has it.
            entries: trust.points.iter().rev().map(|point| entry(page, point, &link)).collect(),
            strains: strains.collect(),
            asked: trust.stressors.iter().rev().find_map(waits),
            promises: records
                .promises
                .iter()
                .map(|one| {
                    let standing = one.standing(now, zone);
                    let (word, tone) = words::standing(page, standing);
                    let named = |id: &String| people.iter().find(|(known, _)| known == id);
                    PromiseRow {
                        path: encode(&one.id),
                        text: one.text.clone(),
                        owner: one.owner.clone(),
                        contact: one.contact.as_ref().and_then(named).map(|(_, name)| name.clone()),
                        due: one.due,
                        word,
                        tone,
                        by_hand: made_by_hand(&one.id),
                        unsettled: matches!(standing, Standing::Open | Standing::Overdue),
                        settled: one.settled.map(|(_, at)| at),
                    }
                })
                .collect(),
            kept: share.map(|share| (share.hits, share.of)),
            complaints: records
                .complaints
                .iter()
                .map(|one| ComplaintRow {
                    path: encode(&one.id),
                    text: one.text.clone(),
                    owner: one.owner.clone(),
                    opened: one.opened,
                    closed: one.closed,
                    first_reply: one.first_reply,
                    late: one.first_reply.is_none()
                        && one.closed.is_none()
                        && one.opened + late < now,
                })
                .collect(),
            surveys: records
                .surveys
                .iter()
                .map(|one| SurveyRow {
                    path: encode(&one.id),
                    answer: one.answer.map(|answer| {
                        (
                            answer.at,
                            answer.competence.number().into(),
                            answer.likeability.number().into(),
                        )
                    }),
                    asked: one.asked,
                    text: one.text.clone(),
                    low: one.answer.is_some_and(|answer| answer.is_low()),
                    followed_up: one.followed_up,
                })
                .collect(),
            people,
            ways: WAYS,
            today: zone.day(now).to_string(),
            promise,
            survey: typed.survey,
            errors: typed.errors,
        }
    }
}

fn entry(page: &Page, point: &ToldPoint, link: &impl Fn(&str) -> String) -> Entry {
    Entry {
        name: words::point(page, point.kind),
        weight: words::signed(point.weight),
        good: point.weight > 0,
        at: point.at.instant(),
        record: point.record.clone().unwrap_or_default(),
        href: point.event_id.as_deref().map(link),
    }
}

/// What the entries came to at the end of each month, from the first on; now in the last.
fn chart(page: &Page, points: &[ToldPoint]) -> Option<Chart> {
    let zone = page.company.zone;
    let last = Month::of(zone.day(page.now));
    let first = Month::of(points.first()?.at.day()).max(last.plus(1 - MONTHS));
    let months: Vec<Month> = std::iter::successors(Some(first), |month| Some(month.plus(1)))
        .take_while(|month| *month <= last)
        .collect();
    // One point is a number, and stands above already.
    if months.len() < 2 {
        return None;
    }
    let values = months.iter().map(|month| {
        let until = points.iter().filter(|point| Month::of(point.at.day()) <= *month);
        let sum: i64 = until.map(|point| point.weight).sum();
        // A few hundred points at most.
        Some(sum as f64)
    });
    let (from, until) = (page.fmt.month(first), page.fmt.month(last));
    let chart = Chart::line("trust-sum", page.t("trust-chart"), Unit::Count)
        .summary(page.t2("customer-chart-summary", "from", from, "until", until))
        .definition(page.t("trust-sum-means"))
        .categories(page.t("month"), months.iter().map(|month| page.fmt.month_short(*month)))
        .numbers(page.t("trust-sum"), values.collect::<Vec<_>>());
    Some(chart)
}
