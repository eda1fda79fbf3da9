//! The audience: conditions, and the count of who may be reached and who not, and why.
//!
//! Trying changes nothing: the rows travel in the address, so the count is a `GET`, with and
//! without JavaScript. Only "save" writes.

use std::collections::BTreeSet;

use ::campaign::Campaign;
use ::campaign::actions::People;
use ::campaign::brief::Brief;
use ::campaign::conditions::Condition;
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use customers::Pictures;
use vocab::{Lang, Phase};

use super::brief::{Choice, saved};
use super::changes::{self, Conflict};
use super::rows::{Field, KINDS, Row, Rows};
use super::split::{self, SplitView};
use super::steps::{Head, Progress};
use super::{find, href};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::state::AppState;
use crate::who::{Member, TradeOnly};

/// What is said of a save.
const SAVED: (&str, &str) = ("good", "campaign-saved");

/// A box to tick: code, words, ticked.
pub type Tick = (String, String, bool);

/// A row as the form shows it.
#[derive(Debug, Clone)]
pub struct RowView {
    /// Its number, from 0.
    pub n: usize,
    /// The row.
    pub row: Row,
    /// What it asks about.
    pub name: String,
    /// The code of that.
    pub code: &'static str,
    /// Boxes to tick.
    pub ticks: Vec<Tick>,
    /// A list to choose one of.
    pub choices: Vec<Choice>,
    /// Months, where one is asked for.
    pub months: Vec<Choice>,
    /// The labels of the ends of a range.
    pub ends: Option<(String, String)>,
    /// Only an upper end.
    pub most: Option<String>,
    /// Whether a value is missing.
    pub bad: bool,
}

#[derive(Template)]
#[template(path = "campaign/audience.html")]
struct AudiencePage {
    page: Page,
    head: Head,
    here: String,
    next: String,
    version: u32,
    conflict: Option<Conflict>,
    all: bool,
    rows: Vec<RowView>,
    fields: Vec<Choice>,
    note: String,
    /// Conditions that are deeper than the form, as they are stored.
    deeper: Option<String>,
    split: Option<SplitView>,
    held_out: String,
    incomplete: bool,
    signed: bool,
    may_edit: bool,
    at_launch: bool,
}

/// The name of what a row asks about.
fn name(page: &Page, field: Field) -> String {
    page.t(match field {
        Field::Bought => "campaign-field-bought",
        Field::Region => "campaign-field-region",
        Field::Country => "campaign-field-country",
        Field::Kind => "campaign-field-kind",
        Field::NetRevenue => "campaign-field-revenue",
        Field::Orders => "campaign-field-orders",
        Field::LastOrder => "campaign-field-last",
        Field::Phase => "campaign-field-phase",
        Field::NeedWindow => "campaign-field-need",
        Field::OpenComplaint => "campaign-field-complaint",
        Field::Pressure => "campaign-field-pressure",
        Field::Language => "campaign-field-language",
    })
}

/// Conditions in words, one line each, with what joins them; nothing for a tree that is deeper
/// than the form.
pub(super) fn described(page: &Page, condition: &Condition) -> Option<String> {
    let rows = Rows::of(condition, page.lang)?;
    let lines = rows.rows.iter().map(|row| {
        let pick = |code: &String| match row.field {
            Field::Kind => page.code("kind", code),
            Field::Phase => page.code("phase", code),
            Field::Language => page.code("lang", code),
            _ => code.clone(),
        };
        let mut values: Vec<String> = row.picks.iter().map(pick).collect();
        match (row.field, row.low.parse::<u32>()) {
            (Field::NeedWindow, Ok(month)) => values.push(page.fmt.month_name(month)),
            _ => {
                let (low, high) = match row.field {
                    Field::LastOrder => ("campaign-older", "campaign-newer"),
                    _ => ("campaign-at-least", "campaign-at-most"),
                };
                let ends = [(low, &row.low), (high, &row.high)];
                let ends = ends.into_iter().filter(|(_, end)| !end.is_empty());
                values.extend(ends.map(|(key, end)| format!("{} {end}", page.t(key))));
            }
        }
        let name = name(page, row.field);
        let not = if row.not { format!(" ({})", page.t("campaign-is-not")) } else { String::new() };
        if values.is_empty() {
            format!("{name}{not}")
        } else {
            format!("{name}{not}: {}", values.join(", "))
        }
    });
    let joined = page.t(if rows.all { "campaign-match-all" } else { "campaign-match-any" });
    let lines: Vec<String> = lines.collect();
    Some(if lines.len() > 1 { format!("{joined}:\n{}", lines.join("\n")) } else { lines.join("") })
}

/// What the lists of the form hold.
struct Lists {
    families: Vec<String>,
    regions: Vec<String>,
    countries: Vec<String>,
}

impl Lists {
    fn of(people: &People, pictures: &Pictures) -> Self {
        let cards = people.contacts.iter().map(|card| &card.customer);
        let regions = cards
            .clone()
            .filter_map(|customer| customer.region.as_deref())
            .chain(pictures.iter().map(|picture| &*picture.region));
        let sorted = |names: BTreeSet<&str>| {
            names.into_iter().filter(|name| !name.is_empty()).map(str::to_owned).collect()
        };
        Self {
            families: pictures.families().into_iter().map(str::to_owned).collect(),
            regions: sorted(regions.collect()),
            countries: sorted(cards.map(|customer| &*customer.country).collect()),
        }
    }
}

fn view(page: &Page, lists: &Lists, n: usize, row: Row, bad: bool) -> RowView {
    let same = |names: &[String]| -> Vec<Choice> {
        // A value that nobody has any more stays visible.
        let more = row.picks.iter().filter(|pick| !names.contains(*pick));
        names.iter().chain(more).map(|name| (name.clone(), name.clone())).collect()
    };
    let choices: Vec<Choice> = match row.field {
        Field::Bought | Field::NeedWindow => same(&lists.families),
        Field::Region => same(&lists.regions),
        Field::Country => same(&lists.countries),
        Field::Kind => KINDS.iter().map(|k| (k.code().to_owned(), page.word(*k))).collect(),
        Field::Phase => Phase::ALL.iter().map(|p| (p.code().to_owned(), page.word(*p))).collect(),
        Field::Language => Lang::ALL.iter().map(|l| (l.code().to_owned(), page.word(*l))).collect(),
        _ => Vec::new(),
    };
    let one = matches!(row.field, Field::Kind | Field::NeedWindow);
    let (ticks, choices) = if one {
        (Vec::new(), choices)
    } else {
        let tick = |(code, words): Choice| {
            let on = row.picks.contains(&code);
            (code, words, on)
        };
        (choices.into_iter().map(tick).collect(), Vec::new())
    };
    let months = (row.field == Field::NeedWindow)
        .then(|| (1..=12_u32).map(|n| (n.to_string(), page.fmt.month_name(n))).collect());
    let ends = match row.field {
        Field::NetRevenue | Field::Orders => {
            Some((page.t("campaign-at-least"), page.t("campaign-at-most")))
        }
        Field::LastOrder => Some((page.t("campaign-older"), page.t("campaign-newer"))),
        _ => None,
    };
    RowView {
        n,
        name: name(page, row.field),
        code: row.field.code(),
        ticks,
        choices,
        months: months.unwrap_or_default(),
        ends,
        most: (row.field == Field::Pressure).then(|| page.t("campaign-at-most")),
        bad,
        row,
    }
}

/// What was typed and is not saved yet.
#[derive(Default)]
struct Typed {
    rows: Option<Rows>,
    note: Option<String>,
    /// The version the writer saw, where it is not the newest.
    version: Option<u32>,
    /// Whether to say what is wrong with the rows.
    complain: bool,
    conflict: Option<Conflict>,
}

async fn shown(
    state: &AppState,
    page: Page,
    campaign: Campaign,
    typed: Typed,
) -> Result<Response, Error> {
    let Typed { rows: tried, note, version, complain, conflict } = typed;
    let page = page.at(Area::Campaigns);
    let progress = Progress::of(&campaign, &page.company);
    let stored = campaign.draft.brief.audience.clone();
    let people = split::people(state).await?;
    let pictures = state.pictures().await?;
    let lists = Lists::of(&people, &pictures);
    let kept = stored.as_ref().map_or(Some(Rows::empty()), |c| Rows::of(c, page.lang));
    let deeper = match (&tried, &kept, &stored) {
        (None, None, Some(condition)) => serde_json::to_string_pretty(condition).ok(),
        _ => None,
    };
    let rows = tried.or(kept).unwrap_or(Rows::empty());
    let made = if deeper.is_some() { Ok(stored) } else { rows.condition(page.lang) };
    let bad = made.as_ref().err().cloned().unwrap_or_default();
    let counted = match &made {
        Ok(Some(condition)) => {
            split::count(state, &page, people, &campaign, condition.clone()).await?
        }
        _ => None,
    };
    let views = rows.rows.into_iter().enumerate();
    let views = views.map(|(n, row)| view(&page, &lists, n, row, complain && bad.contains(&n)));
    show(&AudiencePage {
        head: Head::new(&page, &campaign, &progress, "audience"),
        here: href(&campaign.id, "audience"),
        next: href(&campaign.id, "message"),
        version: version.unwrap_or(campaign.draft.version),
        conflict,
        all: rows.all,
        rows: views.collect(),
        fields: Field::ALL.iter().map(|f| (f.code().to_owned(), name(&page, *f))).collect(),
        note: note.unwrap_or_else(|| campaign.draft.brief.audience_note.clone()),
        deeper,
        split: counted.map(|split| SplitView::of(&page, &split)),
        held_out: page.fmt.percent(page.company.holdout_share, 0),
        incomplete: !bad.is_empty(),
        signed: !campaign.draft.signatures.is_empty(),
        may_edit: !progress.launched && (page.is("marketing") || page.is("sales")),
        at_launch: progress.launched,
        page,
    })
}

fn note_of(pairs: &[(String, String)]) -> Option<String> {
    let pair = pairs.iter().find(|(name, _)| name == "note");
    pair.map(|(_, note)| note.trim().replace("\r\n", "\n"))
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let campaign = find(&state, &member.page, &id).await?;
    // Whoever is trying rows has seen the version they began with, not what came since.
    let sent = Rows::sent(&pairs);
    let typed = Typed {
        rows: sent.then(|| Rows::read(&pairs)),
        note: note_of(&pairs),
        version: version_of(&pairs).filter(|_| sent),
        ..Typed::default()
    };
    shown(&state, member.page, campaign, typed).await
}

fn version_of(pairs: &[(String, String)]) -> Option<u32> {
    let pair = pairs.iter().find(|(name, _)| name == "version");
    pair.and_then(|(_, version)| version.parse().ok())
}

pub(super) async fn save(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let campaign = find(&state, &member.page, &id).await?;
    let note = note_of(&pairs).unwrap_or_default();
    let seen = version_of(&pairs).ok_or(Error::BadRequest)?;
    let mut brief = campaign.draft.brief.clone();
    let mut typed = Typed { note: Some(note.clone()), ..Typed::default() };
    // Conditions deeper than the form are not sent along and stay.
    if Rows::sent(&pairs) {
        let rows = Rows::read(&pairs);
        let made = rows.condition(member.page.lang);
        typed.rows = Some(rows);
        match made {
            Ok(condition) => brief.audience = condition,
            Err(_) => {
                typed = Typed { version: Some(seen), complain: true, ..typed };
                let shown = shown(&state, member.page, campaign, typed).await?;
                return Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response());
            }
        }
    }
    brief.audience_note = note;
    if let Some(error) = saved(&state, &member, &campaign, seen, &brief, SAVED).await? {
        // Somebody was faster: the form once more as it was typed, beside what stands there.
        let page = &member.page;
        let campaign = find(&state, page, &id).await?;
        let stands = campaign.draft.brief.clone();
        let (audience, audience_note) = (brief.audience, brief.audience_note);
        let mine = Brief { audience, audience_note, ..stands.clone() };
        let (mine, stands) = (changes::of_brief(page, &mine), changes::of_brief(page, &stands));
        typed.conflict = changes::conflict(page, &error, &campaign, &mine, &stands);
        let shown = shown(&state, member.page, campaign, typed).await?;
        return Ok((StatusCode::CONFLICT, shown).into_response());
    }
    let go = pairs.iter().any(|(name, value)| name == "go" && value == "next");
    Ok(Redirect::to(&href(&campaign.id, if go { "message" } else { "audience" })).into_response())
}
