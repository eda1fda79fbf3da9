//! The mail server that takes our mails, and what must be published so that they are believed.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use campaign::actions;
use campaign::dkim::{Signer, key_file};
use campaign::smtp::{Secret, Security, Server};
use serde::Deserialize;
use store::Company;

use super::{Tab, tabs};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::parts::Errors;
use crate::state::AppState;
use crate::who::{AdminOnly, Member};

/// The form as it was sent. The password is never sent back; empty means "as it was".
#[derive(Debug, Clone, Deserialize)]
pub(super) struct MailForm {
    host: String,
    port: String,
    security: String,
    user: String,
    password: String,
    connections: String,
    selector: String,
}

const SECURITIES: [(&str, Security); 3] =
    [("starttls", Security::Starttls), ("tls", Security::Tls), ("none", Security::None)];

impl MailForm {
    fn of(server: &Server) -> Self {
        let security = SECURITIES.iter().find(|(_, security)| *security == server.security);
        Self {
            host: server.host.clone(),
            port: server.port.to_string(),
            security: security.map_or("starttls", |(code, _)| code).to_owned(),
            user: server.user.clone(),
            password: String::new(),
            connections: server.connections.to_string(),
            selector: server.selector.clone(),
        }
    }

    fn check(&self, page: &Page, before: Server) -> Result<Server, Errors> {
        let mut errors = Errors::default();
        let host = self.host.trim();
        if host.is_empty() || host.chars().any(|c| c.is_whitespace() || c == '/') {
            errors.add("host", page.t("settings-need-host"));
        }
        let port = self.port.trim().parse::<u16>().ok().filter(|port| *port > 0);
        if port.is_none() {
            errors.add("port", page.t2("settings-need-range", "low", 1, "high", 65_535));
        }
        let connections = self.connections.trim().parse().ok().filter(|n| (1..=4).contains(n));
        if connections.is_none() {
            errors.add("connections", page.t2("settings-need-range", "low", 1, "high", 4));
        }
        let selector = self.selector.trim();
        let named = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if selector.is_empty() || !selector.chars().all(named) {
            errors.add("selector", page.t("settings-need-selector"));
        }
        let security = SECURITIES.iter().find(|(code, _)| *code == self.security);
        let (Some(port), Some(connections), Some((_, security)), true) =
            (port, connections, security, errors.is_empty())
        else {
            return Err(errors);
        };
        let password =
            if self.password.is_empty() { before.password } else { Secret::new(&*self.password) };
        Ok(Server {
            host: host.to_owned(),
            port,
            security: *security,
            user: self.user.trim().to_owned(),
            password,
            connections,
            selector: selector.to_owned(),
            // Another server is a real one until it says otherwise.
            keeps_mails: before.keeps_mails && before.host == host && before.port == port,
            ..before
        })
    }
}

/// A record of the domain name system that must be published.
struct Record {
    name: String,
    value: String,
}

#[derive(Template)]
#[template(path = "settings/mail.html")]
struct MailPage {
    page: Page,
    tabs: Vec<Tab>,
    form: MailForm,
    errors: Errors,
    securities: [&'static str; 3],
    has_password: bool,
    dkim: Option<Record>,
}

impl MailPage {
    fn password_hint(&self) -> String {
        let key = if self.has_password {
            "settings-mail-password-kept"
        } else {
            "settings-mail-password-none"
        };
        self.page.t(key)
    }
}

async fn shown(
    state: &AppState,
    page: Page,
    server: &Server,
    form: MailForm,
    errors: Errors,
) -> Result<Response, Error> {
    let page = page.at(Area::Settings);
    show(&MailPage {
        tabs: tabs(&page, "/settings/mail"),
        securities: SECURITIES.map(|(code, _)| code),
        has_password: !server.password.is_empty(),
        dkim: dkim(state, &page, server).await,
        page,
        form,
        errors,
    })
}

/// The key to publish, where there is one. Looking makes none.
async fn dkim(state: &AppState, page: &Page, server: &Server) -> Option<Record> {
    if !key_file(&state.folder, &server.selector).exists() {
        return None;
    }
    let signer = signer(state, &page.company, server).await?;
    Some(Record { name: signer.dns_name(), value: signer.dns_record() })
}

/// The key mails are signed with, made if there is none; nothing before the company has an
/// address to send from. A key that cannot be had is logged, and said again where it matters:
/// when a campaign is to start.
async fn signer(state: &AppState, company: &Company, server: &Server) -> Option<Signer> {
    let (_, domain) = company.sender_email.rsplit_once('@')?;
    let (folder, selector, domain) =
        (state.folder.clone(), server.selector.clone(), domain.to_owned());
    let work = move || Signer::open(&folder, &selector, &domain);
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(signer)) => Some(signer),
        Ok(Err(error)) => {
            tracing::warn!(%error, "no key to sign mails with");
            None
        }
        Err(error) => {
            tracing::warn!(%error, "no key to sign mails with");
            None
        }
    }
}

pub(super) async fn form(State(state): State<AppState>, member: Member) -> Result<Response, Error> {
    let server = actions::server(&state.store).await.map_err(Error::internal)?.unwrap_or_default();
    let form = MailForm::of(&server);
    shown(&state, member.page, &server, form, Errors::default()).await
}

pub(super) async fn save(
    State(state): State<AppState>,
    AdminOnly(member): AdminOnly,
    Form(form): Form<MailForm>,
) -> Result<Response, Error> {
    let before = actions::server(&state.store).await.map_err(Error::internal)?.unwrap_or_default();
    match form.check(&member.page, before.clone()) {
        Ok(server) => {
            actions::save_server(&state.store, &server).await.map_err(Error::internal)?;
            // Made now, so that the record to publish can be shown.
            signer(&state, &member.page.company, &server).await;
            member.notify("good", member.page.t("settings-saved")).await?;
            Ok(Redirect::to("/settings/mail").into_response())
        }
        Err(errors) => {
            let page = shown(&state, member.page, &before, form, errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
