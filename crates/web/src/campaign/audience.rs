//! The audience: a tree of conditions, the sentence they make, the count of who may be reached
//! and who not, and some of them with why they are meant.
//!
//! Trying changes nothing: the whole tree travels with each request, with and without
//! JavaScript. Only "save" writes.

use std::collections::BTreeSet;

use ::campaign::Campaign;
use ::campaign::brief::Brief;
use ::campaign::conditions::{BadCondition, Condition, Wrong};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::brief::saved;
use super::changes::{self, Conflict};
use super::editor::{self, Piece};
use super::split::{self, Count, SplitView};
use super::steps::{Head, Progress};
use super::tree::{self, Group, Pairs};
use super::why::{self, SampleView};
use super::{find, href, sentence};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::state::AppState;
use crate::who::{Member, TradeOnly};

/// What is said of a save.
const SAVED: (&str, &str) = ("good", "campaign-saved");
/// States that can be gone back to.
const UNDOS: usize = 10;

#[derive(Template)]
#[template(path = "campaign/audience.html")]
struct AudiencePage {
    page: Page,
    head: Head,
    here: String,
    next: String,
    version: u32,
    conflict: Option<Conflict>,
    pieces: Vec<Piece>,
    /// States to go back to, the oldest first.
    before: Vec<String>,
    note: String,
    json: String,
    /// What is wrong with the JSON that was put in.
    json_bad: String,
    said: String,
    split: Option<SplitView>,
    of_all: String,
    sample: Vec<SampleView>,
    /// What a count that takes longer waits for; empty where none does.
    waits: String,
    held_out: String,
    incomplete: bool,
    signed: bool,
    may_edit: bool,
    at_launch: bool,
}

/// What was typed and is not saved yet.
#[derive(Default)]
struct Typed {
    tree: Option<Group>,
    before: Vec<String>,
    note: Option<String>,
    /// The version the writer saw, where it is not the newest.
    version: Option<u32>,
    /// Whether to say what is wrong with the lines.
    complain: bool,
    /// The part to begin with.
    focus: Option<usize>,
    json: Option<(String, BadCondition)>,
    conflict: Option<Conflict>,
}

async fn shown(
    state: &AppState,
    page: Page,
    campaign: Campaign,
    typed: Typed,
) -> Result<Response, Error> {
    let Typed { tree, before, note, version, complain, focus, json, conflict } = typed;
    let page = page.at(Area::Campaigns);
    let progress = Progress::of(&campaign, &page.company);
    let stored = campaign.draft.brief.audience.clone();
    // What is stored and was not touched stays as it is, to the last bracket.
    let (tree, made) = match tree {
        Some(tree) => {
            let made = tree.condition(page.lang);
            (tree, made)
        }
        None => {
            let tree = stored.as_ref().map(|condition| Group::of(condition, page.lang));
            (tree.unwrap_or_default(), Ok(stored))
        }
    };
    let bad: BTreeSet<usize> = made.as_ref().err().cloned().unwrap_or_default();
    let condition = made.ok().flatten();
    let counted = match &condition {
        Some(condition) => split::patiently(state, &page, &campaign, condition.clone()).await?,
        None => Count::Nothing,
    };
    let names = split::names(state, &counted).await?;
    let complained = if complain { bad.clone() } else { BTreeSet::new() };
    let said = condition.as_ref().map(|condition| sentence::sentence(&page, condition));
    let (json, json_bad) = match json {
        Some((text, bad)) => (text, wrong(&page, &bad)),
        None => (condition.as_ref().map(Condition::to_json).unwrap_or_default(), String::new()),
    };
    let waits = match &counted {
        Count::Waits(stage) => split::waits(&page, *stage),
        Count::Done(_) | Count::Nothing => String::new(),
    };
    let counted = match counted {
        Count::Done(counted) => Some(counted),
        Count::Waits(_) | Count::Nothing => None,
    };
    let of_all = counted.as_ref().map(|counted| {
        let (contacts, customers) = (counted.of_contacts, counted.of_customers);
        page.t2("audience-of-all", "contacts", contacts, "customers", customers)
    });
    show(&AudiencePage {
        head: Head::new(&page, &campaign, &progress, "audience"),
        here: href(&campaign.id, "audience"),
        next: href(&campaign.id, "message"),
        version: version.unwrap_or(campaign.draft.version),
        conflict,
        pieces: editor::pieces(&page, &names, &tree, &complained, focus),
        before,
        note: note.unwrap_or_else(|| campaign.draft.brief.audience_note.clone()),
        json,
        json_bad,
        said: said.unwrap_or_default(),
        split: counted
            .as_ref()
            .and_then(|counted| counted.split.as_ref())
            .map(|split| SplitView::of(&page, split)),
        of_all: of_all.unwrap_or_default(),
        sample: counted.map(|counted| why::sample(&page, &counted.sample)).unwrap_or_default(),
        waits,
        held_out: page.fmt.percent(page.company.holdout_share, 0),
        incomplete: !bad.is_empty(),
        signed: !campaign.draft.signatures.is_empty(),
        may_edit: !progress.launched && (page.is("marketing") || page.is("sales")),
        at_launch: progress.launched,
        page,
    })
}

/// What is wrong with a tree from outside, and where.
fn wrong(page: &Page, bad: &BadCondition) -> String {
    let why = match &bad.why {
        Wrong::TooMany | Wrong::TooDeep | Wrong::TooLong(_) => page.t("audience-json-large"),
        Wrong::Unknown(name) => page.t1("audience-json-unknown", "name", name),
        Wrong::Version(version) => page.t1("audience-json-version", "version", version),
        Wrong::Syntax(why) => format!("{} ({why})", page.t("audience-json-syntax")),
        Wrong::Json(why) => format!("{} ({why})", page.t("audience-json-form")),
        Wrong::Empty(_)
        | Wrong::Range(_)
        | Wrong::Month(_)
        | Wrong::Pressure
        | Wrong::Days(_)
        | Wrong::Steps(_) => page.t("audience-json-value"),
    };
    match bad.at.as_str() {
        "" => page.t1("audience-json-whole", "why", why),
        at => page.t2("audience-json-bad", "at", at, "why", why),
    }
}

fn value<'p>(pairs: &'p Pairs, wanted: &str) -> Option<&'p str> {
    pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
}

fn note_of(pairs: &Pairs) -> Option<String> {
    value(pairs, "note").map(|note| note.trim().replace("\r\n", "\n"))
}

fn version_of(pairs: &Pairs) -> Option<u32> {
    value(pairs, "version").and_then(|version| version.parse().ok())
}

/// A tree as a text that a form can carry, and back.
fn packed(tree: &Group) -> String {
    serde_json::to_string(&tree.pairs()).unwrap_or_default()
}

fn unpacked(text: &str) -> Option<Group> {
    let pairs: Vec<(String, String)> = serde_json::from_str(text).ok()?;
    Some(Group::read(&pairs))
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let campaign = find(&state, &member.page, &id).await?;
    shown(&state, member.page, campaign, Typed::default()).await
}

/// Tries conditions: what a button of the form does, and the count. Changes nothing.
pub(super) async fn attempt(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let campaign = find(&state, &member.page, &id).await?;
    if !tree::sent(&pairs) {
        return Err(Error::BadRequest);
    }
    let mut tree = Group::read(&pairs);
    let mut before: Vec<String> =
        pairs.iter().filter(|(name, _)| name == "before").map(|(_, tree)| tree.clone()).collect();
    let now = packed(&tree);
    let (mut focus, mut json) = (None, None);
    match value(&pairs, "do") {
        Some("undo") => {
            if let Some(last) = before.pop().and_then(|text| unpacked(&text)) {
                tree = last;
            }
        }
        Some("json") => {
            let text = value(&pairs, "json").unwrap_or_default();
            match Condition::from_json(text) {
                Ok(condition) => {
                    tree = Group::of(&condition, member.page.lang);
                    before.push(now);
                }
                Err(bad) => json = Some((text.to_owned(), bad)),
            }
        }
        Some(action) => {
            focus = tree.act(action, &pairs);
            if packed(&tree) != now {
                before.push(now);
            }
        }
        None => {}
    }
    let kept = before.len().saturating_sub(UNDOS);
    let typed = Typed {
        tree: Some(tree),
        before: before.split_off(kept),
        note: note_of(&pairs),
        // Whoever tries conditions has seen the version they began with, not what came since.
        version: version_of(&pairs),
        focus,
        json,
        ..Typed::default()
    };
    shown(&state, member.page, campaign, typed).await
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
    if tree::sent(&pairs) {
        let tree = Group::read(&pairs);
        let made = tree.condition(member.page.lang);
        typed.tree = Some(tree);
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
    let go = value(&pairs, "go") == Some("next");
    Ok(Redirect::to(&href(&campaign.id, if go { "message" } else { "audience" })).into_response())
}
