//! What the catalogue tells other engines of the columns of a run: how large they are, how many
//! values are missing, and between which values all others lie, in the words of DuckLake.

use chrono::DateTime;
use parquet::file::metadata::ParquetMetaData;
use parquet::file::statistics::Statistics;

use crate::columns::at;

/// Figures of one column of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figures {
    /// As DuckLake numbers columns: from 1.
    pub(crate) column: i64,
    pub(crate) bytes: i64,
    pub(crate) nulls: Option<i64>,
    /// The smallest and the largest value.
    pub(crate) bounds: Option<(String, String)>,
}

/// How the values of a column are written as text; columns that nobody leaves files out by
/// have no bounds.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Words,
    Time,
    Amount,
}

fn kind(position: usize) -> Option<Kind> {
    match position {
        at::CUSTOMER | at::KIND => Some(Kind::Words),
        at::TIME => Some(Kind::Time),
        at::QUANTITY | at::AMOUNT => Some(Kind::Amount),
        _ => None,
    }
}

/// The figures of all columns.
pub(crate) fn of(metadata: &ParquetMetaData) -> Vec<Figures> {
    let groups = metadata.row_groups();
    let figures = |position: usize| {
        let chunks = || groups.iter().map(move |group| group.column(position));
        let nulls = |chunk: &parquet::file::metadata::ColumnChunkMetaData| {
            i64::try_from(chunk.statistics()?.null_count_opt()?).ok()
        };
        Figures {
            column: i64::try_from(position + 1).unwrap_or(i64::MAX),
            bytes: chunks().map(|chunk| chunk.compressed_size()).sum(),
            nulls: chunks().map(nulls).sum(),
            bounds: kind(position).and_then(|kind| {
                let all: Option<Vec<_>> = chunks().map(|chunk| chunk.statistics()).collect();
                bounds(kind, &all?)
            }),
        }
    };
    (0..at::COUNT).map(figures).collect()
}

/// The bounds over all row groups; none when one of them does not say, or when there is nothing
/// but missing values.
fn bounds(kind: Kind, groups: &[&Statistics]) -> Option<(String, String)> {
    match kind {
        Kind::Words => {
            let (mut least, mut most) = (None::<&[u8]>, None::<&[u8]>);
            for group in groups {
                let Statistics::ByteArray(values) = group else { return None };
                if !values.min_is_exact() || !values.max_is_exact() {
                    return None;
                }
                let (Some(min), Some(max)) = (values.min_opt(), values.max_opt()) else { continue };
                least = Some(least.map_or(min.data(), |least| least.min(min.data())));
                most = Some(most.map_or(max.data(), |most| most.max(max.data())));
            }
            let text = |bytes: &[u8]| std::str::from_utf8(bytes).map(str::to_owned).ok();
            Some((text(least?)?, text(most?)?))
        }
        Kind::Time | Kind::Amount => {
            let (mut least, mut most) = (None::<i64>, None::<i64>);
            for group in groups {
                let Statistics::Int64(values) = group else { return None };
                let (Some(min), Some(max)) = (values.min_opt(), values.max_opt()) else { continue };
                least = Some(least.map_or(*min, |least| least.min(*min)));
                most = Some(most.map_or(*max, |most| most.max(*max)));
            }
            let text = if matches!(kind, Kind::Time) { time } else { amount };
            Some((text(least?)?, text(most?)?))
        }
    }
}

/// An instant as DuckDB writes it. Years of other than four digits would not be understood.
fn time(micros: i64) -> Option<String> {
    let instant = DateTime::from_timestamp_micros(micros)?;
    let text = instant.format("%Y-%m-%d %H:%M:%S%.6f").to_string();
    let short = text.trim_end_matches('0').trim_end_matches('.');
    let whole = if text.ends_with(".000000") { &text[..text.len() - 7] } else { short };
    text.as_bytes().get(4).is_some_and(|byte| *byte == b'-').then(|| format!("{whole}+00"))
}

/// An amount with the six places of its column.
#[allow(clippy::unnecessary_wraps, reason = "stands for `time` above")]
fn amount(micros: i64) -> Option<String> {
    let (sign, size) = (if micros < 0 { "-" } else { "" }, micros.unsigned_abs());
    Some(format!("{sign}{}.{:06}", size / 1_000_000, size % 1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_duckdb_writes_them() {
        let at = |text: &str| text.parse::<DateTime<chrono::Utc>>().unwrap().timestamp_micros();
        for (instant, written) in [
            ("2026-01-01T00:00:18Z", Some("2026-01-01 00:00:18+00")),
            ("2026-01-01T00:00:10.500Z", Some("2026-01-01 00:00:10.5+00")),
            ("2026-01-01T10:20:00.000001Z", Some("2026-01-01 10:20:00.000001+00")),
            ("1969-12-31T23:59:59.900Z", Some("1969-12-31 23:59:59.9+00")),
            ("0999-01-01T00:00:00Z", Some("0999-01-01 00:00:00+00")),
            ("+12026-01-01T00:00:00Z", None),
        ] {
            assert_eq!(time(at(instant)).as_deref(), written, "{instant}");
        }
        for (micros, written) in [
            (0, "0.000000"),
            (22_500_000, "22.500000"),
            (-1, "-0.000001"),
            (-12_000_050, "-12.000050"),
            (i64::MIN, "-9223372036854.775808"),
        ] {
            assert_eq!(amount(micros).as_deref(), Some(written));
        }
    }
}
