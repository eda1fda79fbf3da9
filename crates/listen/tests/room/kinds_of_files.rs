//! The same rows as csv, csv.gz, xlsx and Parquet are the same rows.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::common::{Home, counts, gzip};
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int32Array, Int64Array,
    RecordBatch, StringArray, TimestampMicrosecondArray, TimestampNanosecondArray,
};
use arrow_schema::DataType;
use parquet::arrow::ArrowWriter;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use vocab::Amount;

const CSV: &str = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n\
489434,85048,15CM CHRISTMAS GLASS BALL 20 LIGHTS,12,2009-12-01 07:45:00,6.95,13085.0,United Kingdom\n\
C489449,22087,PAPER BUNTING WHITE LACE,-12,2009-12-01 10:33:00,2.95,16321.0,Australia\n\
489464,21733,85123a mixed,-96,2009-12-01 10:52:00,0.0,,United Kingdom\n\
489464,21733,85123a mixed,-96,2009-12-01 10:52:00,0.0,,United Kingdom\n\
A506401,B,Adjust bad debt,1,2010-04-29 13:36:00,-53594.36,,United Kingdom\n\
489525,85123A,,4,2009-12-01 11:49:00,2.655,17592.0,United Kingdom\n";

/// The cells of the csv text; empty ones are `None`.
fn cells() -> Vec<Vec<Option<String>>> {
    let mut reader = csv::Reader::from_reader(CSV.as_bytes());
    reader
        .records()
        .map(|row| {
            row.unwrap().iter().map(|cell| (!cell.is_empty()).then(|| cell.to_owned())).collect()
        })
        .collect()
}

fn workbook(path: &Path, sheets: &[&str]) {
    let mut book = Workbook::new();
    for name in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        // A title line is no row of the table only when it is empty; formats do not count.
        sheet.set_row_format(30, &Format::new().set_bold()).unwrap();
        for (column, title) in (0..).zip(CSV.lines().next().unwrap().split(',')) {
            sheet.write(1, column, title).unwrap();
        }
        let date = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        for (row, cells) in (2..).zip(cells()) {
            for (column, cell) in (0..).zip(cells) {
                let Some(cell) = cell else { continue };
                match column {
                    3 | 5 | 6 => sheet.write(row, column, cell.parse::<f64>().unwrap()).unwrap(),
                    4 => {
                        let time = ExcelDateTime::parse_from_str(&cell).unwrap();
                        sheet.write_with_format(row, column, &time, &date).unwrap()
                    }
                    // A number where the id is one, as spreadsheet programs make it.
                    0 if cell.parse::<f64>().is_ok() => {
                        sheet.write(row, column, cell.parse::<f64>().unwrap()).unwrap()
                    }
                    _ => sheet.write(row, column, cell).unwrap(),
                };
            }
        }
    }
    book.add_worksheet().set_name("Empty").unwrap();
    book.save(path).unwrap();
}

fn parquet(path: &Path, columns: Vec<(&str, ArrayRef)>) {
    let batch = RecordBatch::try_from_iter_with_nullable(
        columns.into_iter().map(|(name, array)| (name, array, true)),
    )
    .unwrap();
    let file = std::fs::File::create(path).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

fn micros(text: &str) -> i64 {
    format!("{}Z", text.replace(' ', "T")).parse::<vocab::Instant>().unwrap().timestamp_micros()
}

/// As data frames write it: ids as numbers with holes, times without a zone.
fn as_parquet(path: &Path, exact: bool) {
    let cells = cells();
    let column = |at: usize| cells.iter().map(move |row| row[at].clone());
    let text = |at| -> ArrayRef { Arc::new(StringArray::from_iter(column(at))) };
    let float = |at| -> ArrayRef {
        Arc::new(Float64Array::from_iter(column(at).map(|c| c.map(|c| c.parse::<f64>().unwrap()))))
    };
    let quantity: ArrayRef = if exact {
        Arc::new(Int32Array::from_iter(column(3).map(|c| c.map(|c| c.parse::<i32>().unwrap()))))
    } else {
        Arc::new(Int64Array::from_iter(column(3).map(|c| c.map(|c| c.parse::<i64>().unwrap()))))
    };
    let time: ArrayRef = if exact {
        // The instant itself: London is on UTC in winter, an hour ahead in April.
        let times = column(4)
            .map(|c| c.map(|c| micros(&c) - if c.contains("-04-") { 3_600_000_000 } else { 0 }));
        Arc::new(TimestampMicrosecondArray::from_iter(times).with_timezone("UTC"))
    } else {
        let times = column(4).map(|c| c.map(|c| micros(&c) * 1_000));
        Arc::new(TimestampNanosecondArray::from_iter(times))
    };
    let price: ArrayRef = if exact {
        let thousandths = |c: String| c.parse::<Amount>().unwrap().micros() / 1_000;
        let array = Decimal128Array::from_iter(column(5).map(|c| c.map(thousandths)));
        Arc::new(array.with_precision_and_scale(12, 3).unwrap())
    } else {
        float(5)
    };
    let customer: ArrayRef = if exact {
        text(6)
    } else {
        // Missing as "not a number", not as null.
        let numbers = column(6).map(|c| Some(c.map_or(f64::NAN, |c| c.parse::<f64>().unwrap())));
        Arc::new(Float64Array::from_iter(numbers))
    };
    parquet(
        path,
        vec![
            ("Invoice", text(0)),
            ("StockCode", text(1)),
            ("Description", text(2)),
            ("Quantity", quantity),
            ("InvoiceDate", time),
            ("Price", price),
            ("Customer ID", customer),
            ("Country", text(7)),
        ],
    );
}

#[tokio::test]
async fn csv_gzip_xlsx_and_parquet_are_equal() {
    let plain = Home::new().await;
    let path = plain.file("a.csv", CSV);
    assert_eq!(counts(&plain.preset("online-retail-ii", &[&path]).await), [6, 6, 0, 0]);
    let expected = plain.events().await;
    assert_eq!(expected.len(), 6);

    let folder = plain.folder().join("in");
    let others: Vec<PathBuf> = ["a.csv.gz", "crlf.csv", "a.xlsx", "a.parquet", "b.parquet"]
        .iter()
        .map(|name| folder.join(name))
        .collect();
    std::fs::write(&others[0], gzip(CSV)).unwrap();
    std::fs::write(&others[1], format!("\u{feff}{}", CSV.replace('\n', "\r\n"))).unwrap();
    workbook(&others[2], &["Year 2009-2010"]);
    as_parquet(&others[3], false);
    as_parquet(&others[4], true);
    for path in &others {
        let home = Home::new().await;
        let report = home.preset("online-retail-ii", &[path]).await;
        assert_eq!(counts(&report), [6, 6, 0, 0], "{}", path.display());
        assert_eq!(report.customers, 3);
        assert_eq!(home.events().await, expected, "{}", path.display());
    }
    // And over each other they are all known.
    let report = plain.preset("online-retail-ii", &others.iter().collect::<Vec<_>>()).await;
    assert_eq!(counts(&report), [30, 0, 30, 0]);
}

#[tokio::test]
async fn several_gzip_members_are_one_file() {
    let home = Home::new().await;
    let (first, second) = CSV.split_at(CSV.len() / 2);
    let path = home.file("a.csv.gz", [gzip(first), gzip(second)].concat());
    assert_eq!(counts(&home.preset("online-retail-ii", &[&path]).await), [6, 6, 0, 0]);
}

#[tokio::test]
async fn sheets() {
    let home = Home::new().await;
    let path = home.file("a.xlsx", "");
    workbook(&path, &["2009", "2010"]);
    let mut request = home.request(&[&path]);
    request.preset = Some("online-retail-ii".into());
    let message = home.run(&request).await.unwrap_err().to_string();
    assert!(message.contains("several sheets hold rows (2009, 2010)"), "{message}");
    request.sheet = Some("2011".into());
    let message = home.run(&request).await.unwrap_err().to_string();
    assert!(
        message.contains("there is no sheet `2011`; sheets are: 2009, 2010, Empty"),
        "{message}"
    );
    request.sheet = Some("Empty".into());
    let message = home.run(&request).await.unwrap_err().to_string();
    assert!(message.contains("the file is empty"), "{message}");
    assert!(home.is_untouched().await);
    request.sheet = Some("2010".into());
    assert_eq!(counts(&home.run(&request).await.unwrap()), [6, 6, 0, 0]);
}

#[tokio::test]
async fn rows_of_a_sheet_are_rejected_with_their_row_number() {
    let home = Home::new().await;
    let path = home.folder().join("targets.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, title) in (0..).zip(["period", "scope_kind", "scope_value", "amount"]) {
        sheet.write(0, column, title).unwrap();
    }
    let month = Format::new().set_num_format("mmm yyyy");
    let date = ExcelDateTime::from_ymd(2026, 11, 1).unwrap();
    sheet.write_with_format(1, 0, &date, &month).unwrap();
    sheet.write(1, 1, "company").unwrap();
    sheet.write(1, 3, 120.5).unwrap();
    sheet.write(5, 0, "2026-12").unwrap();
    sheet.write(5, 1, "company").unwrap();
    sheet.write(5, 3, "much").unwrap();
    sheet.write(6, 0, "2026-12").unwrap();
    sheet.write(6, 1, "company").unwrap();
    sheet.write(6, 3, 1).unwrap();
    sheet.write(6, 6, "stray").unwrap();
    book.save(&path).unwrap();
    let report = home.import(&[&path]).await.unwrap();
    assert_eq!(counts(&report), [3, 1, 0, 2]);
    let text = std::fs::read_to_string(report.rejected_file.unwrap()).unwrap();
    assert!(text.contains("\n6,amount,"), "{text}");
    assert!(text.contains("\n7,,\"has 7 cells, the header has 4"), "{text}");
}

#[tokio::test]
async fn typed_columns_of_parquet() {
    let home = Home::new().await;
    let path = home.folder().join("contacts.parquet");
    let text = |values: &[&str]| -> ArrayRef { Arc::new(StringArray::from(values.to_vec())) };
    parquet(
        &path,
        vec![
            ("contact_id", Arc::new(Int64Array::from(vec![7, 8])) as ArrayRef),
            ("customer_id", text(&["K1", "K2"])),
            ("last_name", text(&["A", "B"])),
            ("language", text(&["de", "en"])),
            ("role", text(&["buyer", "user"])),
            ("impersonal", Arc::new(BooleanArray::from(vec![true, false]))),
        ],
    );
    assert_eq!(counts(&home.import(&[&path]).await.unwrap()), [2, 2, 0, 0]);
    let path = home.folder().join("customers.parquet");
    parquet(
        &path,
        vec![
            ("customer_id", text(&["K1", "K2"])),
            ("name", text(&["A", "B"])),
            ("kind", text(&["person", "company"])),
            ("country", text(&["DE", "NL"])),
            ("since", Arc::new(Date32Array::from(vec![Some(18_262), None]))),
        ],
    );
    assert_eq!(counts(&home.import(&[&path]).await.unwrap()), [2, 2, 0, 0]);
    use sea_orm::EntityTrait;
    let customer = store::records::customer::Entity::find_by_id("K1");
    let customer = customer.one(home.store().read()).await.unwrap().unwrap();
    assert_eq!(customer.since.unwrap().to_rfc3339(), "2019-12-31T23:00:00+00:00");

    // A column of a type that is not read says so when it is missed.
    let path = home.folder().join("touches.parquet");
    let bytes: ArrayRef = Arc::new(arrow_array::BinaryArray::from(vec![b"x".as_ref()]));
    assert_eq!(bytes.data_type(), &DataType::Binary);
    parquet(&path, vec![("touch_id", bytes), ("customer_id", text(&["K1"]))]);
    let message = home.import(&[&path]).await.unwrap_err().to_string();
    assert!(message.contains("touch_id (Binary, which Sog does not read)"), "{message}");
}

/// A text that stands once in a file and in many rows takes no memory for each of them.
#[tokio::test]
async fn small_files_of_large_rows() {
    let home = Home::new().await;
    let long = "x".repeat(800_000);
    // As plain texts the batch would be larger than an array can be.
    let rows = 3_000;
    let ids = (0..rows).map(|number| Some(format!("K{number}")));
    let same = |text: &str| -> ArrayRef {
        let keys = arrow_array::Int32Array::from(vec![0; rows]);
        let values: ArrayRef = Arc::new(StringArray::from(vec![text]));
        Arc::new(arrow_array::DictionaryArray::new(keys, values))
    };
    let path = home.folder().join("customers.parquet");
    parquet(
        &path,
        vec![
            ("customer_id", Arc::new(StringArray::from_iter(ids)) as ArrayRef),
            ("name", same("N")),
            ("kind", same("person")),
            ("country", same("DE")),
            ("note", same(&long)),
        ],
    );
    assert!(std::fs::metadata(&path).unwrap().len() < 1 << 20);
    assert_eq!(counts(&home.import(&[&path]).await.unwrap()), [3_000, 3_000, 0, 0]);

    // Several such cells are more than a row may hold.
    let path = home.folder().join("contacts.parquet");
    let columns = ["contact_id", "customer_id", "last_name", "language", "role", "a", "b"];
    parquet(&path, columns.iter().map(|name| (*name, same(&long))).collect());
    let message = home.import(&[&path]).await.unwrap_err().to_string();
    assert!(message.contains("line 1 is longer than 1048576 bytes"), "{message}");
    let path = home.folder().join("contacts.xlsx");
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let cell = &long[..30_000];
    for column in 0..40 {
        sheet.write(0, column, format!("c{column}")).unwrap();
        sheet.write(1, column, cell).unwrap();
    }
    book.save(&path).unwrap();
    let message = home.import(&[&path]).await.unwrap_err().to_string();
    assert!(message.contains("lacks what `contacts` needs"), "the header comes first: {message}");
    let mut request = home.request(&[&path]);
    request.map = Some(home.file(
        "c.toml",
        "name = \"c\"\nformat = \"targets\"\n[fields]\nperiod = { column = \"c0\" }\n\
         scope_kind = { column = \"c1\" }\namount = { column = \"c2\" }\nscope_value = { column = \"c3\" }\n",
    ));
    let message = home.run(&request).await.unwrap_err().to_string();
    assert!(message.contains("line 2 is longer than 1048576 bytes"), "{message}");
}

/// Damage anywhere in a file ends in a report or a message, never in a crash.
#[tokio::test]
async fn damaged_workbooks_and_parquet_files() {
    use rand_like::Numbers;
    let home = Home::new().await;
    let sheet = home.folder().join("a.xlsx");
    workbook(&sheet, &["Year"]);
    let columns = home.folder().join("a.parquet");
    as_parquet(&columns, false);
    let mut numbers = Numbers(7);
    let mut refused = 0;
    for path in [sheet, columns] {
        let whole = std::fs::read(&path).unwrap();
        for _ in 0..150 {
            let mut bytes = whole.clone();
            match numbers.below(3) {
                0 => bytes.truncate(4 + numbers.below(whole.len() - 4)),
                1 => {
                    let at = 4 + numbers.below(whole.len() - 4);
                    bytes[at] ^= 1 << numbers.below(8);
                }
                _ => {
                    let at = 4 + numbers.below(whole.len() - 20);
                    bytes[at..at + 16].fill(0xff);
                }
            }
            std::fs::write(&path, bytes).unwrap();
            let mut request = home.request(&[&path]);
            request.preset = Some("online-retail-ii".into());
            refused += u32::from(home.run(&request).await.is_err());
        }
    }
    assert!(refused > 100, "{refused}");
}

/// A few numbers that are the same in every run.
mod rand_like {
    pub(crate) struct Numbers(pub(crate) u64);

    impl Numbers {
        /// The next number below a limit (xorshift of 64 bits).
        pub(crate) fn below(&mut self, limit: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            usize::try_from(self.0 % limit as u64).unwrap()
        }
    }
}
