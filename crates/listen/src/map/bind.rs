//! A map meets the header of a file: which column holds which field.

use std::sync::Arc;

use super::plan::Map;
use crate::error::Problem;
use crate::formats::Kind;
use crate::reading::Record;

/// The columns before the original ones in a file of rejected rows.
pub(crate) const REJECT_COLUMNS: [&str; 3] = ["line", "column", "reason"];
/// One more of them, where the rows come from a workbook or a Parquet file: it names the cells
/// that are numbers or times by their type, and so are written with a decimal point or as ISO
/// 8601, whatever the map says of texts.
pub(crate) const TYPED_COLUMN: &str = "typed cells";
/// Between the names in that column.
pub(crate) const BETWEEN_NAMES: char = '|';

/// Where the fields of a map stand in one file.
#[derive(Debug)]
pub(crate) struct Bound {
    /// For each field of the format, its column.
    pub(crate) columns: Vec<Option<usize>>,
    /// For each field of the format, what people know it by: the column, else the field.
    pub(crate) names: Vec<String>,
    /// The header.
    pub(crate) header: Vec<String>,
    /// Columns to pass over at the beginning (of a file of rejected rows).
    pub(crate) skip: usize,
    /// The column that says which cells are typed, in a file of rejected rows.
    pub(crate) typed: Option<usize>,
    /// Columns nothing is read from.
    pub(crate) unused: Vec<String>,
}

/// The names of a header: trimmed, without what a file of rejected rows puts before them.
pub(crate) fn names(header: &Record<'_>) -> (Vec<String>, usize) {
    let names: Vec<String> = header.cells().map(|cell| cell.trim().to_owned()).collect();
    let is_rejects = names.len() > REJECT_COLUMNS.len()
        && names.iter().zip(REJECT_COLUMNS).all(|(name, column)| name == column);
    let skip = match is_rejects {
        false => 0,
        true if names[REJECT_COLUMNS.len()] == TYPED_COLUMN => REJECT_COLUMNS.len() + 1,
        true => REJECT_COLUMNS.len(),
    };
    (names, skip)
}

/// A column's name as it stands among others in [`TYPED_COLUMN`].
pub(crate) fn in_list(name: &str) -> String {
    name.replace(BETWEEN_NAMES, " ")
}

impl Bound {
    /// The columns of number and time fields: those whose cells a type or a map explains.
    pub(crate) fn explained<'a>(&'a self, map: &'a Map) -> impl Iterator<Item = usize> + 'a {
        let kinds = map.format.fields().iter().map(|field| field.kind);
        self.columns
            .iter()
            .zip(kinds)
            .filter(|(_, kind)| *kind != Kind::Text)
            .filter_map(|(column, _)| *column)
    }

    /// Which cells of a row out of a file of rejected rows were typed in its source. Gives
    /// whether that is known at all.
    pub(crate) fn typed_in_source(
        &self,
        map: &Map,
        record: &Record<'_>,
        typed: &mut Vec<bool>,
    ) -> bool {
        let Some(column) = self.typed else {
            return false;
        };
        typed.clear();
        typed.resize(record.len(), false);
        let names: Vec<&str> = record.cell(column).split(BETWEEN_NAMES).map(str::trim).collect();
        for column in self.explained(map) {
            if let Some(typed) = typed.get_mut(column) {
                *typed = names.contains(&in_list(&self.header[column]).trim());
            }
        }
        true
    }
}

/// Finds the column of a name: as it is written, or else the only one that differs in case.
fn find(header: &[String], skip: usize, wanted: &str) -> Option<usize> {
    let wanted = wanted.trim();
    let own = || header.iter().enumerate().skip(skip);
    own().find(|(_, name)| *name == wanted).map(|(at, _)| at).or_else(|| {
        let mut alike = own().filter(|(_, name)| name.eq_ignore_ascii_case(wanted));
        let first = alike.next()?;
        alike.next().is_none().then_some(first.0)
    })
}

/// How many of the columns a map cannot do without are there, and how many there should be.
pub(crate) fn fit(map: &Map, header: &[String], skip: usize) -> (usize, usize) {
    let needed = map.fields.iter().filter(|field| field.is_read() && field.column_needed);
    needed.fold((0, 0), |(found, all), field| {
        let here = field.columns.iter().any(|column| find(header, skip, column).is_some());
        (found + usize::from(here), all + 1)
    })
}

/// Binds a map to a header.
pub(crate) fn bind(
    map: &Map,
    header: &Record<'_>,
    delimiter: Option<u8>,
) -> Result<Bound, Problem> {
    let (header, skip) = names(header);
    let mut columns = Vec::with_capacity(map.fields.len());
    let mut names = Vec::with_capacity(map.fields.len());
    let mut missing = Vec::new();
    for (plan, field) in map.fields.iter().zip(map.format.fields()) {
        let found = plan.columns.iter().find_map(|column| find(&header, skip, column));
        if let Some(at) = found {
            let name = &header[at];
            if header.iter().skip(skip).filter(|other| *other == name).count() > 1 {
                return Err(Problem::DoubleColumn(name.clone()));
            }
        } else if plan.is_read() && plan.column_needed {
            missing.push(plan.columns.join(" or "));
        }
        names.push(found.map_or_else(|| field.name.to_owned(), |at| header[at].clone()));
        columns.push(found);
    }
    if !missing.is_empty() {
        if let Some(fits) = delimiter.and_then(|used| better_delimiter(map, &header, skip, used)) {
            return Err(fits);
        }
        let found = header[skip..].to_vec();
        let missing =
            missing.into_iter().map(|name| (nearest(&name, &found), name)).map(|(n, m)| (m, n));
        return Err(Problem::MissingColumns {
            format: Some(map.name.clone()),
            missing: missing.collect(),
            found,
        });
    }
    let unused = header
        .iter()
        .enumerate()
        .skip(skip)
        .filter(|(at, name)| !name.is_empty() && !columns.contains(&Some(*at)))
        .map(|(_, name)| name.clone())
        .collect();
    let typed = (skip > REJECT_COLUMNS.len()).then_some(REJECT_COLUMNS.len());
    Ok(Bound { columns, names, header, skip, typed, unused })
}

/// Another delimiter under which more of the needed columns would be there.
fn better_delimiter(map: &Map, header: &[String], skip: usize, used: u8) -> Option<Problem> {
    let line = header.join(&char::from(used).to_string());
    let (now, _) = fit(map, header, skip);
    let (found, fits) = [b',', b';', b'\t', b'|']
        .into_iter()
        .filter(|other| *other != used)
        .map(|other| {
            let cells: Vec<String> = line
                .split(char::from(other))
                .map(|cell| cell.trim().trim_matches('"').to_owned())
                .collect();
            (fit(map, &cells, 0).0, other)
        })
        .max_by_key(|(found, _)| *found)?;
    (found > now).then(|| Problem::Delimiter { used: used.into(), fits: fits.into() })
}

/// The found column whose name is most like the wanted one, if any is like it at all.
pub(crate) fn nearest(wanted: &str, found: &[String]) -> Option<String> {
    let plain = |name: &str| -> String {
        name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
    };
    let wanted = plain(wanted);
    found
        .iter()
        .map(|name| {
            let name_plain = plain(name);
            let near = strsim::normalized_damerau_levenshtein(&wanted, &name_plain);
            let inside = name_plain.len() >= 3
                && (wanted.contains(&name_plain) || name_plain.contains(&wanted));
            (if inside { near.max(0.6) } else { near }, name)
        })
        .filter(|(near, _)| *near >= 0.5)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name.clone())
}

/// The maps all of whose needed columns are in the header.
pub(crate) fn fitting<'a>(
    maps: &'a [Arc<Map>],
    header: &[String],
    skip: usize,
) -> Vec<&'a Arc<Map>> {
    maps.iter()
        .filter(|map| {
            let (found, all) = fit(map, header, skip);
            found == all
        })
        .collect()
}
