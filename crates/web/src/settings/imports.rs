//! What was imported, and the rows that were not taken.

use std::path::Path as FilePath;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use store::records::import;
use tokio::fs;

use super::{Tab, rows, tabs};
use crate::error::Error;
use crate::page::{Area, Page, show};
use crate::state::AppState;
use crate::who::{AdminOnly, Member};

/// Imports shown.
const SHOWN: u64 = 100;

#[derive(Template)]
#[template(path = "settings/imports.html")]
struct ImportsPage {
    page: Page,
    tabs: Vec<Tab>,
    imports: Vec<import::Model>,
}

pub(super) async fn list(State(state): State<AppState>, member: Member) -> Result<Response, Error> {
    let imports = rows::imports(state.store.read(), SHOWN).await?;
    let page = member.page.at(Area::Settings);
    show(&ImportsPage { tabs: tabs(&page, "/settings/imports"), page, imports })
}

/// The rows of an import that were not taken, to be mended and sent again.
pub(super) async fn rejected(
    State(state): State<AppState>,
    _admin: AdminOnly,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    let row = rows::import(state.store.read(), &id).await?;
    let file = row.and_then(|row| row.rejected_file).ok_or(Error::NotFound)?;
    let file = FilePath::new(&file);
    // A file that was moved or removed meanwhile is simply not there any more.
    let bytes = fs::read(file).await.map_err(|_| Error::NotFound)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let name: String = name
        .unwrap_or_else(|| "rejected.csv".to_owned())
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' })
        .collect();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
