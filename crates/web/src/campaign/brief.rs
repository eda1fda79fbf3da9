//! The brief: what we tell whom, why, when, and how we will know.

use ::campaign::brief::{Gap, MeasureKind};
use ::campaign::signing::Draft;
use ::campaign::{Campaign, CampaignError, actions};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use vocab::{AidaStage, Barrier};

use super::brief_form::BriefForm;
use super::changes::{self, Conflict};
use super::outlook::Outlook;
use super::steps::{Head, Progress, is_audience};
use super::{find, href, trouble, words};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::Errors;
use crate::state::AppState;
use crate::who::{Member, TradeOnly};

/// A choice of a list: code, words.
pub type Choice = (String, String);

/// One gap, in words, with the field that closes it.
#[derive(Debug, Clone)]
pub struct GapLine {
    /// The step where it is mended.
    pub step: String,
    /// What is missing.
    pub text: String,
    /// Where it is mended.
    pub href: String,
}

/// All gaps of a brief, in words.
pub(super) fn gaps(page: &Page, campaign: &Campaign, progress: &Progress) -> Vec<GapLine> {
    let line = |gap: &Gap, step: &str, address: String| GapLine {
        step: page.t(step),
        text: words::gap(page, gap),
        href: address,
    };
    // The baseline is suggested where it is known.
    let chosen = campaign.draft.brief.measure;
    let only_baseline = chosen.is_some_and(|measure| measure.smallest_effect.is_some());
    let brief = progress.brief.iter().map(|gap| {
        let field = match gap.code() {
            "cause" => "finding",
            "message_core" => "core",
            "window" | "window_backwards" => "from",
            "measure" if only_baseline => "baseline",
            "measure" | "measure_range" => "smallest",
            "claim_unbacked" | "claim_over" => "claim-words-0",
            "too_long" | "channel" => "title",
            other => other,
        };
        let address = format!("{}#f-{field}", href(&campaign.id, "brief"));
        line(gap, "campaign-step-brief", address)
    });
    let audience = progress.audience.iter().map(|gap| {
        let field = if *gap == Gap::AudienceNote { "#f-note" } else { "" };
        let address = format!("{}{field}", href(&campaign.id, "audience"));
        line(gap, "campaign-step-audience", address)
    });
    brief.chain(audience).collect()
}

#[derive(Template)]
#[template(path = "campaign/brief.html")]
struct BriefPage {
    page: Page,
    head: Head,
    here: String,
    next: String,
    form: BriefForm,
    errors: Errors,
    conflict: Option<Conflict>,
    gaps: Vec<GapLine>,
    barriers: Vec<Choice>,
    stages: Vec<Choice>,
    families: Vec<String>,
    measures: Vec<Choice>,
    outlook: Outlook,
    /// The period and part of the business, where a diagnosis began it.
    cause: Option<String>,
    known: bool,
    notes: u64,
    signed: bool,
    may_edit: bool,
}

async fn shown(
    state: &AppState,
    page: Page,
    campaign: Campaign,
    mut form: BriefForm,
    errors: Errors,
    conflict: Option<Conflict>,
) -> Result<Response, Error> {
    let pictures = state.pictures().await?;
    let page = page.at(Area::Campaigns);
    let outlook = Outlook::of(state, &page, &campaign, form.kind()).await?;
    if form.baseline.is_empty()
        && let Some(baseline) = &outlook.baseline
    {
        form.baseline.clone_from(baseline);
    }
    let progress = Progress::of(&campaign, &page.company);
    let brief = &campaign.draft.brief;
    let mut families: Vec<String> = pictures.families().into_iter().map(str::to_owned).collect();
    if !form.family.is_empty() && !families.contains(&form.family) {
        families.push(form.family.clone());
    }
    let cause = brief.cause.period.map(|period| {
        let place = super::list::scope(&page, &brief.cause.scope);
        format!("{} · {place}", page.fmt.month(period))
    });
    show(&BriefPage {
        head: Head::new(&page, &campaign, &progress, "brief"),
        here: href(&campaign.id, "brief"),
        next: href(&campaign.id, "audience"),
        gaps: gaps(&page, &campaign, &progress),
        barriers: Barrier::ALL.iter().map(|b| (b.code().to_owned(), page.word(*b))).collect(),
        stages: AidaStage::ALL.iter().map(|s| (s.code().to_owned(), page.word(*s))).collect(),
        families,
        measures: MeasureKind::ALL
            .iter()
            .map(|kind| (kind.code().to_owned(), words::measure(&page, *kind)))
            .collect(),
        outlook,
        cause,
        known: brief.cause.known,
        notes: brief.cause.notes,
        signed: !campaign.draft.signatures.is_empty(),
        may_edit: !progress.launched && (page.is("marketing") || page.is("sales")),
        page,
        form,
        errors,
        conflict,
    })
}

/// A measure that is tried: its values have other units and another past.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    #[serde(default)]
    measure: String,
}

pub(super) async fn page(
    State(state): State<AppState>,
    member: Member,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Error> {
    let campaign = find(&state, &member.page, &id).await?;
    let mut form = BriefForm::of(&campaign.draft.brief, campaign.draft.version, member.page.lang);
    if !wanted.measure.is_empty() && wanted.measure != form.measure {
        // The numbers of one measure mean nothing to another.
        form.measure = wanted.measure;
        form.baseline.clear();
        form.smallest.clear();
    }
    shown(&state, member.page, campaign, form, Errors::default(), None).await
}

pub(super) async fn save(
    State(state): State<AppState>,
    TradeOnly(member): TradeOnly,
    Path(id): Path<String>,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, Error> {
    let page = &member.page;
    let campaign = find(&state, page, &id).await?;
    let mut form = BriefForm::read(&pairs);
    let brief = match form.check(page, &campaign.draft.brief) {
        Ok(brief) => brief,
        Err(errors) => {
            let page = shown(&state, member.page, campaign, form, errors, None).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let go = pairs.iter().any(|(name, value)| name == "go" && value == "next");
    // What the audience decides can wait until there is one.
    let can_wait = |gap: &Gap| is_audience(gap) || matches!(gap, Gap::Measure | Gap::MeasureRange);
    let stays = go && !brief.gaps().iter().all(can_wait);
    let good = if stays { ("warn", "campaign-saved-gaps") } else { ("good", "campaign-saved") };
    if let Some(error) = saved(&state, &member, &campaign, form.version, &brief, good).await? {
        // Somebody was faster: the form once more as it was typed, beside what stands there.
        let campaign = find(&state, page, &id).await?;
        let stands = &campaign.draft.brief;
        let typed = form.check(page, stands).unwrap_or(brief);
        let (typed, stands) = (changes::of_brief(page, &typed), changes::of_brief(page, stands));
        let conflict = changes::conflict(page, &error, &campaign, &typed, &stands);
        form.version = campaign.draft.version;
        let page = shown(&state, member.page, campaign, form, Errors::default(), conflict).await?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let next = match (go, stays) {
        (_, true) => "brief#gaps",
        (true, false) => "audience",
        (false, false) => "brief",
    };
    Ok(Redirect::to(&href(&campaign.id, next)).into_response())
}

/// Saves a brief and says what became of the signatures. Gives what kept it from being saved
/// where somebody else was faster.
pub(super) async fn saved(
    state: &AppState,
    member: &Member,
    campaign: &Campaign,
    seen: u32,
    brief: &::campaign::brief::Brief,
    good: (&'static str, &str),
) -> Result<Option<CampaignError>, Error> {
    let name = &member.user.name;
    let now = member.page.now;
    let draft = actions::save_brief(&state.store, &campaign.id, seen, brief, name, now).await;
    told(member, campaign, seen, draft, good).await
}

/// Says what became of a save; `good` is the tone and message for one that voids no signature.
pub(super) async fn told(
    member: &Member,
    campaign: &Campaign,
    seen: u32,
    saved: Result<Draft, CampaignError>,
    good: (&'static str, &str),
) -> Result<Option<CampaignError>, Error> {
    let page = &member.page;
    let draft = match saved {
        Ok(draft) => draft,
        Err(error @ (CampaignError::Changed { .. } | CampaignError::Launched(_))) => {
            return Ok(Some(error));
        }
        Err(error) => return Err(trouble(page, error)),
    };
    let voided = draft.version != seen && !campaign.draft.signatures.is_empty();
    let (tone, key) = if voided { ("warn", "campaign-saved-voided") } else { good };
    member.notify(tone, page.t(key)).await?;
    Ok(None)
}
