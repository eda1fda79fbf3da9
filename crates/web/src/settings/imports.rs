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
    imports: Vec<Row>,
}

/// One import.
struct Row {
    import: import::Model,
    /// The numbers of its files of rejected rows that are still there.
    rejects: Vec<usize>,
}

/// Where the rejected rows of an import stand: one file for each source file that had some.
fn files(import: &import::Model) -> Vec<&FilePath> {
    let files = import.rejected_file.as_deref().unwrap_or_default();
    files.lines().map(FilePath::new).collect()
}

/// The rows of the page. A file somebody moved or removed meanwhile is not offered.
async fn with_files(imports: Vec<import::Model>) -> Vec<Row> {
    let mut rows = Vec::with_capacity(imports.len());
    for import in imports {
        let mut rejects = Vec::new();
        for (number, file) in (1..).zip(files(&import)) {
            if fs::metadata(file).await.is_ok_and(|file| file.is_file()) {
                rejects.push(number);
            }
        }
        rows.push(Row { import, rejects });
    }
    rows
}

pub(super) async fn list(State(state): State<AppState>, member: Member) -> Result<Response, Error> {
    let imports = with_files(rows::imports(state.store.read(), SHOWN).await?).await;
    let page = member.page.at(Area::Settings);
    show(&ImportsPage { tabs: tabs(&page, "/settings/imports"), page, imports })
}

/// The rows of one file of an import that were not taken, to be mended and sent again.
pub(super) async fn rejected(
    State(state): State<AppState>,
    _admin: AdminOnly,
    Path((id, number)): Path<(String, usize)>,
) -> Result<Response, Error> {
    let row = rows::import(state.store.read(), &id).await?.ok_or(Error::NotFound)?;
    let place = number.checked_sub(1).ok_or(Error::NotFound)?;
    let file = *files(&row).get(place).ok_or(Error::NotFound)?;
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
