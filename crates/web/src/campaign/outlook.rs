//! What is known about the measure before the campaign: last year's value, and how small a
//! difference can be seen at all. The form begins with it.

use ::campaign::Campaign;
use ::campaign::actions;
use ::campaign::audience::answers;
use ::campaign::baseline::{Before, Visible, a_year_earlier};
use ::campaign::brief::{MeasureKind, Window};
use vocab::Amount;

use super::brief_form::written;
use super::{split, words};
use crate::error::Error;
use crate::page::Page;
use crate::state::AppState;

/// What the form says beside the measure.
#[derive(Debug, Clone, Default)]
pub struct Outlook {
    /// The value to begin with, as people write it.
    pub baseline: Option<String>,
    /// What kind of value the baseline is.
    pub baseline_hint: String,
    /// What kind of value the smallest effect is.
    pub smallest_hint: String,
    /// What is known of last year, or why nothing is.
    pub before: String,
    /// What this audience can show; empty where that is not known.
    pub visible: String,
}

/// What is known of last year.
enum Past {
    /// The audience or the days are not chosen.
    Later,
    /// Nobody would be written to.
    Nobody,
    /// The data do not reach that far back.
    Unknown,
    /// It is known.
    Known(Before, ::campaign::baseline::Compared),
}

impl Outlook {
    /// What is known about a measure of a campaign.
    pub(super) async fn of(
        state: &AppState,
        page: &Page,
        campaign: &Campaign,
        kind: Option<MeasureKind>,
    ) -> Result<Self, Error> {
        let kind = kind.unwrap_or(MeasureKind::RepurchaseShare);
        let (baseline_hint, smallest_hint) = match kind {
            MeasureKind::RepurchaseShare => {
                ("campaign-baseline-hint-share", "campaign-smallest-hint-share")
            }
            MeasureKind::RevenuePerCustomer => {
                ("campaign-baseline-hint-money", "campaign-smallest-hint-money")
            }
            MeasureKind::Answers => {
                ("campaign-baseline-hint-share", "campaign-smallest-hint-answers")
            }
        };
        let mut outlook = Self {
            baseline_hint: page.t(baseline_hint),
            smallest_hint: page.t(smallest_hint),
            ..Self::default()
        };
        if campaign.launch.is_some() {
            return Ok(outlook);
        }
        if kind == MeasureKind::Answers {
            outlook.before = page.t("campaign-before-answers");
            return Ok(outlook);
        }
        outlook.before = match past(state, page, campaign).await? {
            Past::Later => page.t("campaign-before-later"),
            Past::Nobody => page.t("campaign-before-nobody"),
            Past::Unknown => page.t("campaign-before-unknown"),
            Past::Known(before, compared) => {
                let baseline = before.baseline(kind);
                outlook.baseline = baseline.map(|value| written(page.lang, kind, value));
                let visible = before.visible(kind, compared);
                let (treated, heldout) =
                    (page.fmt.count(compared.treated), page.fmt.count(compared.held_out));
                outlook.visible = match visible {
                    None => String::new(),
                    Some(Visible::TooFew { needed }) => page.t3(
                        "campaign-visible-few",
                        "treated",
                        treated,
                        "heldout",
                        heldout,
                        "needed",
                        page.fmt.count(needed),
                    ),
                    Some(Visible::From(effect)) => page.t3(
                        "campaign-visible",
                        "treated",
                        treated,
                        "heldout",
                        heldout,
                        "effect",
                        effect_in_words(page, kind, effect),
                    ),
                };
                said(page, &before)
            }
        };
        Ok(outlook)
    }
}

fn effect_in_words(page: &Page, kind: MeasureKind, effect: f64) -> String {
    if kind.is_share() {
        words::points(page, &page.fmt.decimal(effect * 100.0, 1))
    } else {
        page.fmt.money_whole(amount(effect))
    }
}

fn amount(value: f64) -> Amount {
    // A mean of real amounts is far inside of what 128 bits hold.
    #[allow(clippy::cast_possible_truncation, reason = "see above")]
    Amount::from_micros((value * 1e6).round() as i128)
}

fn said(page: &Page, before: &Before) -> String {
    let days = [before.window.from, before.window.until].map(|day| page.fmt.date_short(day));
    page.t_with(
        "campaign-before",
        &[
            ("from", &days[0]),
            ("until", &days[1]),
            ("share", &page.fmt.percent(before.share, 1)),
            ("customers", &page.fmt.count(before.customers)),
            ("revenue", &page.fmt.money_whole(amount(before.revenue))),
        ],
    )
}

async fn past(state: &AppState, page: &Page, campaign: &Campaign) -> Result<Past, Error> {
    let brief = campaign.draft.brief.clone();
    let window = brief.window.filter(|window| window.from <= window.until);
    let (Some(condition), Some(window)) = (brief.audience.clone(), window) else {
        return Ok(Past::Later);
    };
    let (people, pictures) = (split::people(state).await?, state.pictures().await?);
    let (rules, id, now) = (state.rules.clone(), campaign.id.clone(), page.now);
    let span = pictures.series().span();
    let at = actions::opening(&people.company, &brief, now);
    let (kept, zone) = (state.read.audiences.kept(), people.company.zone);
    let answers = answers(&state.log, kept, &condition, zone, at).await;
    let answers = answers.map_err(Error::internal)?;
    let work = tokio::task::spawn_blocking(move || {
        let (answers, rules) = (&answers, &rules);
        actions::compared(&people, &pictures, answers, rules, &id, &brief, &condition, now).ok()
    });
    let Some((compared, customers)) = work.await.map_err(Error::internal)? else {
        return Ok(Past::Later);
    };
    if customers.is_empty() {
        return Ok(Past::Nobody);
    }
    let days = a_year_earlier(window);
    if !span.is_some_and(|(first, last)| first <= days.from && days.until <= last) {
        return Ok(Past::Unknown);
    }
    let Window { from, until } = days;
    let slices = state.trade(page.company.zone, customers::Window { from, until }).await?;
    let before = Before::of(days, customers.iter(), &slices);
    Ok(before.map_or(Past::Nobody, |before| Past::Known(before, compared)))
}
