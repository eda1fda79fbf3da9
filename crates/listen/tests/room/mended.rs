//! Rejected rows, mended, come in with the same call as their source, and are then what they
//! would have been had they been right at first. Whatever the map says of texts.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::common::{Home, counts};
use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray, TimestampMillisecondArray};
use parquet::arrow::ArrowWriter;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

const MAP: &str = r#"
name = "our-shop"
format = "orders"
currency = "EUR"
zone = "Europe/Vienna"
delimiter = ";"
encoding = "windows-1252"
key = "content"

[fields]
order_id = { column = "Beleg" }
item = { column = "Artikel" }
customer_id = { column = "Kunde" }
time = { column = "Datum", date_format = "%d.%m.%Y %H:%M" }
quantity = { column = "Menge", decimal = ",", grouping = "." }
unit_price = { column = "Einzel|Preis", decimal = ",", grouping = "." }
kind = { column = "Art", values = { "Verkauf" = "sale", "Storno" = "return" }, default = "sale" }
"#;

/// Imports files with the map.
async fn import(home: &Home, path: &PathBuf) -> listen::ImportReport {
    let mut request = home.request(&[path]);
    request.map = Some(home.file("shop.toml", MAP));
    home.run(&request).await.unwrap()
}

use sog_listen as listen;

/// Imports a file with bad rows, then these rows mended; the events are those of the right file.
async fn comes_in_when_mended(
    right: impl Fn(&Home) -> PathBuf,
    wrong: impl Fn(&Home) -> PathBuf,
    rejected: u64,
    mend: &[(&str, &str)],
) -> String {
    let calm = Home::new().await;
    let report = import(&calm, &right(&calm)).await;
    assert_eq!(report.rejected, 0, "{:?}", calm.rejected_files());

    let home = Home::new().await;
    let report = import(&home, &wrong(&home)).await;
    assert_eq!(report.rejected, rejected);
    let path = report.rejected_file.unwrap();
    assert!(path.is_absolute());
    let text = std::fs::read_to_string(&path).unwrap();
    // Part of what is wrong stays so for a round.
    let (last, most) = mend.split_last().unwrap();
    let mended = |text: &str, mend: &[(&str, &str)]| {
        mend.iter().fold(text.to_owned(), |text, (wrong, right)| {
            assert!(text.contains(wrong), "{wrong} is not in {text}");
            text.replace(wrong, right)
        })
    };
    std::fs::write(&path, mended(&text, most)).unwrap();
    let report = import(&home, &path).await;
    assert_eq!(counts(&report), [rejected, rejected - 1, 0, 1]);
    let path = report.rejected_file.unwrap();
    let again = std::fs::read_to_string(&path).unwrap();
    // As a spreadsheet program saves it: with a byte order mark.
    std::fs::write(&path, format!("\u{feff}{}", mended(&again, &[*last]))).unwrap();
    assert_eq!(counts(&import(&home, &path).await), [1, 1, 0, 0]);
    assert_eq!(home.lines().await, calm.lines().await);
    assert_eq!(home.events().await, calm.events().await);
    text
}

#[tokio::test]
async fn rows_of_a_text_with_a_delimiter_an_encoding_and_formats_of_its_own() {
    let file = |rows: &str| {
        let text = format!("Beleg;Artikel;Kunde;Datum;Menge;Einzel|Preis;Art\n{rows}");
        encoding_of(&text)
    };
    let right = "1;L\u{e4}mpchen, gro\u{df};K\u{f6}hler;05.07.2026 10:00;2;1.234,50;Verkauf\n\
                 2;H\u{fc}lle;K1;05.07.2026 10:00;-1;6,95;Storno\n\
                 3;Docht;K1;05.07.2026 10:00;1;3;Verkauf\n";
    let wrong = "1;L\u{e4}mpchen, gro\u{df};K\u{f6}hler;05.07.2026 10:00;2;1234.50;Verkauf\n\
                 2;H\u{fc}lle;K1;2026-07-05 10:00;-1;6,95;Storno\n\
                 3;Docht;K1;05.07.2026 10:00;1;3;Verkauf\n";
    let text = comes_in_when_mended(
        |home| home.file("shop.csv", file(right)),
        |home| home.file("shop.csv", file(wrong)),
        2,
        &[("1234.50,", "\"1.234,50\","), ("2026-07-05 10:00", "05.07.2026 10:00")],
    )
    .await;
    assert!(text.starts_with("line,column,reason,Beleg,Artikel,"), "{text}");
    assert!(text.contains("\"L\u{e4}mpchen, gro\u{df}\",K\u{f6}hler"), "{text}");
}

/// The letters of these tests have the same number in windows-1252.
fn encoding_of(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

/// One row of a sheet: text where a cell of the numbers or times is no number or time.
type Cells = [&'static str; 7];

const COLUMNS: Cells = ["Beleg", "Artikel", "Kunde", "Datum", "Menge", "Einzel|Preis", "Art"];
const RIGHT: [Cells; 5] = [
    ["1", "A", "K1", "2026-07-05 10:00:00", "2", "1234.5", "Verkauf"],
    ["2", "B", "K1", "2026-07-06 10:00:00", "-1", "6.95", "Storno"],
    ["3", "C", "K1", "2026-07-07 10:00:00", "1", "0.125", "Verkauf"],
    ["4", "D", "K1", "2026-07-08 10:00:00", "1", "3", "Verkauf"],
    ["5", "E", "K1", "2026-07-09 10:00:00", "=1,5", "8", "Verkauf"],
];
const WRONG: [Cells; 5] = [
    ["1", "A", "K1", "2026-07-05 10:00:00", "2", "=n/a", "Verkauf"],
    ["2", "B", "K1", "2062-07-06 10:00:00", "-1", "6.95", "Storno"],
    ["3", "C", "K1", "", "1", "0.125", "Verkauf"],
    ["4", "D", "K1", "2026-07-08 10:00:00", "1", "3", "Verkauf"],
    ["5", "E", "K1", "2026-07-09 10:00:00", "=1,5", "8", "Tausch"],
];
/// Written as the rest of their columns: as plain numbers and as ISO 8601.
const MENDED: [(&str, &str); 4] = [
    (",n/a,", ",1234.5,"),
    ("2062-07-06", "2026-07-06"),
    (",Tausch", ",Verkauf"),
    (",C,K1,,", ",C,K1,2026-07-07 10:00:00,"),
];

#[tokio::test]
async fn rows_of_a_workbook() {
    let book = |home: &Home, rows: &[Cells]| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (column, title) in (0..).zip(COLUMNS) {
            sheet.write(0, column, title).unwrap();
        }
        let date = Format::new().set_num_format("dd.mm.yyyy hh:mm");
        for (row, cells) in (1..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                match (column, cell.strip_prefix('=')) {
                    (_, Some(text)) => sheet.write(row, column, text).unwrap(),
                    (_, None) if cell.is_empty() => continue,
                    (3, None) => {
                        let time = ExcelDateTime::parse_from_str(cell).unwrap();
                        sheet.write_with_format(row, column, &time, &date).unwrap()
                    }
                    (4 | 5, None) => {
                        sheet.write(row, column, cell.parse::<f64>().unwrap()).unwrap()
                    }
                    _ => sheet.write(row, column, *cell).unwrap(),
                };
            }
        }
        let path = home.folder().join("shop.xlsx");
        book.save(&path).unwrap();
        path
    };
    let text =
        comes_in_when_mended(|home| book(home, &RIGHT), |home| book(home, &WRONG), 4, &MENDED)
            .await;
    assert!(text.starts_with("line,column,reason,typed cells,Beleg,"), "{text}");
    // The text among numbers stays one, and is not named.
    assert!(text.contains(",Datum|Einzel Preis,5,E,"), "{text}");
}

fn parquet(path: &Path, rows: &[Cells]) {
    let text = |at: usize| -> ArrayRef {
        Arc::new(StringArray::from_iter(
            rows.iter()
                .map(|row| Some(row[at].trim_start_matches('=')).filter(|cell| !cell.is_empty())),
        ))
    };
    let number = |at: usize| -> ArrayRef {
        Arc::new(Float64Array::from_iter(rows.iter().map(|row| row[at].parse::<f64>().ok())))
    };
    let times = rows.iter().map(|row| {
        let instant = format!("{}Z", row[3].replace(' ', "T")).parse::<vocab::Instant>();
        instant.ok().map(|time| time.timestamp_millis())
    });
    let times: ArrayRef = Arc::new(TimestampMillisecondArray::from_iter(times));
    let columns = [text(0), text(1), text(2), times, text(4), number(5), text(6)];
    let batch = RecordBatch::try_from_iter_with_nullable(
        COLUMNS.into_iter().zip(columns).map(|(name, array)| (name, array, true)),
    )
    .unwrap();
    let file = std::fs::File::create(path).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// Quantities are texts here, in the words of the map; prices and times are typed.
#[tokio::test]
async fn rows_of_a_parquet_file() {
    let write = |home: &Home, rows: &[Cells]| {
        let path = home.folder().join("shop.parquet");
        parquet(&path, rows);
        path
    };
    let mut mend = MENDED;
    // A price that is no number is none at all.
    mend[0] = (",2,,Verkauf", ",2,1234.5,Verkauf");
    let text =
        comes_in_when_mended(|home| write(home, &RIGHT), |home| write(home, &WRONG), 4, &mend)
            .await;
    assert!(text.contains(",Datum|Einzel Preis,1,A,"), "{text}");
}
