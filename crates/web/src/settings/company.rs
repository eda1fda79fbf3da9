//! The company: name, calendar, sender of messages, how much contact one person accepts.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::{Company, Lock, save_company};
use vocab::Currency;

use super::{Tab, tabs};
use crate::error::Error;
use crate::fmt::plain;
use crate::page::{Area, Page, show};
use crate::parts::Errors;
use crate::state::AppState;
use crate::who::{AdminOnly, Member};

/// The form as it was sent: everything is text until it was checked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct CompanyForm {
    name: String,
    zone: String,
    /// Asked for as long as there is none.
    #[serde(default)]
    currency: String,
    postal_address: String,
    sender_email: String,
    public_url: String,
    cap_touches: String,
    cap_days: String,
    half_life: String,
    holdout: String,
    /// Left out by a form of an older page: then it stays.
    #[serde(default)]
    reply_days: String,
}

impl CompanyForm {
    fn of(page: &Page) -> Self {
        let company = &page.company;
        Self {
            name: company.name.clone(),
            zone: company.zone.to_string(),
            currency: company.currency.map(|one| one.code().to_owned()).unwrap_or_default(),
            postal_address: company.postal_address.clone(),
            sender_email: company.sender_email.clone(),
            public_url: company.public_url.clone(),
            cap_touches: company.cap_touches.to_string(),
            cap_days: company.cap_days.to_string(),
            half_life: plain(page.lang, company.pressure_half_life_days, 2),
            // Rounded: 0.07 times 100 is not 7 in the machine.
            holdout: plain(page.lang, company.holdout_share * 100.0, 4),
            reply_days: company.complaint_reply_days.to_string(),
        }
    }

    /// The settings the form asks for, or what is wrong with it.
    fn check(&self, page: &Page) -> Result<Company, Errors> {
        let mut errors = Errors::default();
        let mut need = |field: &str, good: bool, text: String| {
            if !good {
                errors.add(field, text);
            }
        };
        let name = self.name.trim();
        need("name", !name.is_empty(), page.t("settings-need-name"));
        let zone = self.zone.parse();
        need("zone", zone.is_ok(), page.t("settings-need-zone"));
        let typed = Some(self.currency.trim().to_uppercase()).filter(|code| !code.is_empty());
        let currency: Option<Currency> = typed.as_ref().and_then(|code| code.parse().ok());
        need("currency", currency.is_some() == typed.is_some(), page.t("settings-need-currency"));
        let sender = self.sender_email.trim();
        let plausible =
            sender.split_once('@').is_some_and(|(l, r)| !l.is_empty() && r.contains('.'))
                && !sender.chars().any(char::is_whitespace);
        need("sender_email", sender.is_empty() || plausible, page.t("settings-need-email"));
        let url = self.public_url.trim().trim_end_matches('/');
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
        let is_url =
            host.is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace));
        need("public_url", is_url, page.t("settings-need-url"));
        let whole = |text: &str, least: u32, most: u32| {
            text.trim().parse().ok().filter(|n: &u32| (least..=most).contains(n))
        };
        let cap_touches = whole(&self.cap_touches, 0, 100);
        let range = |low: f64, high: f64| page.t2("settings-need-range", "low", low, "high", high);
        need("cap_touches", cap_touches.is_some(), range(0.0, 100.0));
        let cap_days = whole(&self.cap_days, 1, 366);
        need("cap_days", cap_days.is_some(), range(1.0, 366.0));
        let half_life = number(&self.half_life).filter(|days| (0.5..=366.0).contains(days));
        need("half_life", half_life.is_some(), range(0.5, 366.0));
        let holdout = number(&self.holdout).filter(|share| (0.0..=50.0).contains(share));
        need("holdout", holdout.is_some(), range(0.0, 50.0));
        let reply_days = match self.reply_days.trim() {
            "" => Some(page.company.complaint_reply_days),
            text => whole(text, 0, 366),
        };
        need("reply_days", reply_days.is_some(), range(0.0, 366.0));
        let (Ok(zone), Some(cap_touches), Some(cap_days), Some(half_life), Some(holdout), true) =
            (zone, cap_touches, cap_days, half_life, holdout, errors.is_empty())
        else {
            return Err(errors);
        };
        let complaint_reply_days = reply_days.unwrap_or(page.company.complaint_reply_days);
        Ok(Company {
            name: name.to_owned(),
            zone,
            currency,
            postal_address: self.postal_address.trim().replace("\r\n", "\n"),
            sender_email: sender.to_owned(),
            public_url: url.to_owned(),
            cap_touches,
            cap_days,
            pressure_half_life_days: half_life,
            holdout_share: holdout / 100.0,
            complaint_reply_days,
        })
    }
}

/// A number as people type it, with a comma or a point.
fn number(text: &str) -> Option<f64> {
    text.trim().replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}

#[derive(Template)]
#[template(path = "settings/company.html")]
struct CompanyPage {
    page: Page,
    tabs: Vec<Tab>,
    form: CompanyForm,
    errors: Errors,
}

fn shown(page: Page, form: CompanyForm, errors: Errors) -> Result<Response, Error> {
    let page = page.at(Area::Settings);
    show(&CompanyPage { tabs: tabs(&page, "/settings"), page, form, errors })
}

pub(super) async fn form(member: Member) -> Result<Response, Error> {
    let form = CompanyForm::of(&member.page);
    shown(member.page, form, Errors::default())
}

pub(super) async fn save(
    State(state): State<AppState>,
    AdminOnly(member): AdminOnly,
    Form(form): Form<CompanyForm>,
) -> Result<Response, Error> {
    match form.check(&member.page) {
        Ok(mut company) => {
            let tx = state.store.begin().await?;
            // Once there is one it stays; it may have come while the form was filled in.
            Lock::Company.alone(&tx).await?;
            company.currency = store::company(&tx).await?.currency.or(company.currency);
            save_company(&tx, &company).await?;
            tx.commit().await?;
            member.notify("good", member.page.t("settings-saved")).await?;
            Ok(Redirect::to("/settings").into_response())
        }
        Err(errors) => {
            let page = shown(member.page, form, errors)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
