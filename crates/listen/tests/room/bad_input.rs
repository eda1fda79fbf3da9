//! Bad input: a clear message each, and nothing taken.

use crate::common::{Home, counts, gzip};
use sog_listen::{self as listen, Encoding, ImportError, ImportRequest, Problem};

const CUSTOMERS: &str = "customer_id,name,kind,country\nK1,Anna,person,DE\nK2,Bolt,company,NL\n";
const ORDERS: &str = "order_id,line,customer_id,time,item,quantity,unit_price,currency\n";

/// Imports and gives the message; checks that nothing was taken.
async fn refused(home: &Home, request: &ImportRequest) -> (String, ImportError) {
    let error = home.run(request).await.unwrap_err();
    assert!(home.is_untouched().await, "something was taken: {error}");
    (error.to_string(), error)
}

async fn refused_file(name: &str, content: impl AsRef<[u8]>) -> (String, ImportError) {
    let home = Home::new().await;
    let path = home.file(name, content);
    // A good file in the same call is not taken either.
    let good = home.file("customers-good.csv", CUSTOMERS);
    let (message, error) = refused(&home, &home.request(&[&good, &path])).await;
    assert!(message.contains(name), "the message names no file: {message}");
    (message, error)
}

macro_rules! says {
    ($message:expr, $($part:expr),+ $(,)?) => {
        let message = &$message;
        $(assert!(message.contains($part), "`{}` is missing in: {message}", $part);)+
    };
}

#[tokio::test]
async fn empty_and_header_only() {
    let (message, _) = refused_file("orders.csv", "").await;
    says!(message, "the file is empty");
    let (message, _) = refused_file("orders.csv", "\r\n\n  \n").await;
    says!(message, "the file is empty");
    let (message, _) = refused_file("orders.csv", "\u{feff}").await;
    says!(message, "the file is empty");
    let (message, _) = refused_file("orders.csv.gz", gzip("")).await;
    says!(message, "the file is empty");
    let (message, _) = refused_file("orders.csv", format!("{ORDERS}\n,,,,,,,\n")).await;
    says!(message, "line 1 is a header, but no rows follow");
}

#[tokio::test]
async fn wrong_delimiter() {
    for (delimiter, word) in [(";", "--delimiter ';'"), ("\t", "--delimiter tab"), ("|", "'|'")] {
        let text = CUSTOMERS.replace(',', delimiter);
        let (message, _) = refused_file("customers.csv", text).await;
        says!(message, "line 1 is not separated by ','", word);
    }
    // Decimal commas split cells too; quotes hide the rest.
    let text = "\"customer_id\";\"name\";\"kind\";\"country\";\"a,b\"\nK1;Anna;person;DE;1,5\n";
    let (message, _) = refused_file("customers.csv", text).await;
    says!(message, "--delimiter ';'");

    // And the stated delimiter helps.
    let home = Home::new().await;
    let path = home.file("customers.csv", CUSTOMERS.replace(',', ";"));
    let mut request = home.request(&[&path]);
    request.delimiter = Some(listen::delimiter(";").unwrap());
    assert_eq!(counts(&home.run(&request).await.unwrap()), [2, 2, 0, 0]);
}

#[tokio::test]
async fn wrong_encoding() {
    let mut text = CUSTOMERS.as_bytes().to_vec();
    text.extend(b"K3,M\xfcller,person,DE\n");
    let (message, _) = refused_file("customers.csv", &text).await;
    says!(message, "line 4 is not UTF-8", "0xFC", "the 5th of the line", "windows-1252");

    let home = Home::new().await;
    let path = home.file("customers.csv", &text);
    let mut request = home.request(&[&path]);
    request.encoding = Some(Encoding::Windows1252);
    assert_eq!(counts(&home.run(&request).await.unwrap()), [3, 3, 0, 0]);

    let utf16 = |bom: bool| -> Vec<u8> {
        let text: String = bom.then_some('\u{feff}').into_iter().chain(CUSTOMERS.chars()).collect();
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    let (message, _) = refused_file("customers.csv", utf16(true)).await;
    says!(message, "UTF-16", "--encoding utf-16");
    let (message, _) = refused_file("customers.csv", utf16(false)).await;
    says!(message, "line 1 holds a NUL byte", "--encoding utf-16");

    for bom in [true, false] {
        let home = Home::new().await;
        let path = home.file("customers.csv", utf16(bom));
        let mut request = home.request(&[&path]);
        request.encoding = Some("utf-16".parse().unwrap());
        assert_eq!(counts(&home.run(&request).await.unwrap()), [2, 2, 0, 0]);
    }
    let home = Home::new().await;
    let mut bytes = utf16(true);
    // Half of a surrogate pair.
    bytes.extend([0x00, 0xd8, b'\n', 0]);
    let path = home.file("customers.csv", bytes);
    let mut request = home.request(&[&path]);
    request.encoding = Some(Encoding::Utf16);
    says!(refused(&home, &request).await.0, "line 4 cannot be read as utf-16");
}

#[tokio::test]
async fn two_halves_of_a_letter_in_two_cells_are_no_letter() {
    let mut text = b"customer_id,name,kind,country,region,owner\nK1,Anna,person,DE,".to_vec();
    text.extend(b"\xc3,\xbc\n");
    let (message, _) = refused_file("customers.csv", text).await;
    says!(message, "line 2 is not UTF-8");
}

#[tokio::test]
async fn nul_bytes() {
    let (message, _) = refused_file("customers.csv", format!("{CUSTOMERS}K\03,a,b,c\n")).await;
    says!(message, "line 4 holds a NUL byte");
}

#[tokio::test]
async fn missing_and_double_columns() {
    let (message, _) =
        refused_file("customers.csv", "customer_id,Name,sort,country\nK1,A,person,DE\n").await;
    says!(
        message,
        "line 1 lacks what `customers` needs: `kind`",
        "customer_id, Name, sort, country"
    );
    let (message, _) =
        refused_file("customers.csv", "customerid,name,kind,country\nK1,A,person,DE\n").await;
    says!(message, "`customer_id` (did you mean `customerid`?)", "--map FILE");
    let (message, _) =
        refused_file("customers.csv", "customer_id,name,kind,country,name\nK,A,person,DE,B\n")
            .await;
    says!(message, "names the column `name` twice");
}

#[tokio::test]
async fn dates_in_several_formats() {
    let rows = "O1,1,K1,2024-01-31,a,1,1.00,EUR\nO2,1,K1,31.01.2024,a,1,1.00,EUR\n\
                O3,1,K1,01/31/2024,a,1,1.00,EUR\nO4,1,K1,2024-02-01,a,1,1.00,EUR\n";
    let (message, error) = refused_file("orders.csv", format!("{ORDERS}{rows}")).await;
    says!(
        message,
        "column `time` holds dates in several formats",
        "line 2 `2024-01-31` (YYYY-MM-DD)",
        "line 3 `31.01.2024` (DD.MM.YYYY)",
        "line 4 `01/31/2024` (MM/DD/YYYY)",
        "Sog does not guess",
        "--date-format",
    );
    assert!(
        matches!(error.problem(), Some(Problem::MixedDates { examples, .. }) if examples.len() == 3)
    );

    // A stated format decides: the others are rejected rows.
    let home = Home::new().await;
    let path = home.file("orders.csv", format!("{ORDERS}{rows}"));
    let mut request = home.request(&[&path]);
    request.date_format = Some("%d.%m.%Y".into());
    assert_eq!(counts(&home.run(&request).await.unwrap()), [4, 1, 0, 3]);

    // One foreign format throughout: every row is rejected, with what to say.
    let rows = "O2,1,K1,31.01.2024 10:00,a,1,1.00,EUR\n";
    let (message, _) = refused_file("orders.csv", format!("{ORDERS}{rows}")).await;
    says!(
        message,
        "its only row cannot be taken",
        "line 2, column `time`",
        "--date-format '%d.%m.%Y %H:%M'"
    );

    let home = Home::new().await;
    let mut request = home.request(&[&home.file("orders.csv", format!("{ORDERS}{rows}"))]);
    request.date_format = Some("tomorrow".into());
    says!(refused(&home, &request).await.0, "`tomorrow` is not a date format");
}

#[tokio::test]
async fn a_line_of_200_megabytes() {
    let home = Home::new().await;
    let folder = home.folder().join("in");
    std::fs::create_dir_all(&folder).unwrap();
    // Written in pieces and compressed: neither this test nor the import ever holds it.
    let path = folder.join("orders.csv.gz");
    {
        use std::io::Write;
        let file = std::fs::File::create(&path).unwrap();
        let mut writer = flate2::write::GzEncoder::new(file, flate2::Compression::fast());
        writer.write_all(format!("{ORDERS}O1,1,K1,2024-01-31,").as_bytes()).unwrap();
        let piece = vec![b'x'; 1 << 20];
        for _ in 0..200 {
            writer.write_all(&piece).unwrap();
        }
        writer.write_all(b",1,1.00,EUR\n").unwrap();
        writer.finish().unwrap();
    }
    let (message, error) = refused(&home, &home.request(&[&path])).await;
    says!(message, "the record that begins on line 2 is longer than 1048576 bytes");
    assert!(matches!(error.problem(), Some(Problem::LineTooLong { line: 2, .. })));

    let (message, _) =
        refused_file("orders.csv", format!("{ORDERS}{}\n", ",".repeat(20_000))).await;
    says!(message, "line 2 has more than 16384 cells");
}

#[tokio::test]
async fn damaged_gzip() {
    let rows: String =
        (0..20_000).map(|n| format!("O{n},1,K{},2024-01-31,a,1,{}.00,EUR\n", n % 7, n)).collect();
    let whole = gzip(format!("{ORDERS}{rows}"));
    let (message, error) = refused_file("orders.csv.gz", &whole[..whole.len() / 2]).await;
    says!(message, "the gzip stream is cut off or damaged after line");
    assert!(matches!(error.problem(), Some(Problem::Gzip { line, .. }) if *line > 1));
    // Only the checksum at the end is missing.
    let (message, _) = refused_file("orders.csv.gz", &whole[..whole.len() - 4]).await;
    says!(message, "the gzip stream is cut off or damaged");
    let mut broken = whole.clone();
    let middle = broken.len() / 2;
    broken[middle..middle + 40].fill(0xff);
    let (message, _) = refused_file("orders.csv.gz", &broken).await;
    says!(message, "the gzip stream is cut off or damaged");
    let (message, _) = refused_file("orders.csv.gz", &whole[..8]).await;
    says!(message, "the gzip stream is cut off or damaged");
    let (message, _) = refused_file("orders.csv.gz", format!("{ORDERS}{rows}")).await;
    says!(message, "is not compressed with gzip", "take .gz off its name");
}

#[tokio::test]
async fn files_that_are_not_what_their_name_says() {
    let (message, _) = refused_file("orders.xlsx", ORDERS).await;
    says!(message, "is not an xlsx workbook (it is no zip archive)");
    let (message, _) = refused_file("orders.xlsx", b"PK\x03\x04 but no archive").await;
    says!(message, "the workbook cannot be read");
    let (message, _) = refused_file("orders.xls", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]).await;
    says!(message, "old xls file or protected", "save it as a plain xlsx");
    let (message, _) = refused_file("orders.parquet", ORDERS).await;
    says!(message, "is not a Parquet file");
    let (message, _) = refused_file("orders.parquet", b"PAR1 and no more").await;
    says!(message, "the Parquet file cannot be read");
}

#[tokio::test]
async fn files_that_are_not_there() {
    let home = Home::new().await;
    let folder = home.folder().join("in");
    let (message, _) = refused(&home, &home.request(&[&folder.join("nothing.csv")])).await;
    says!(message, "nothing.csv", "there is no such file");
    std::fs::create_dir_all(&folder).unwrap();
    let (message, _) = refused(&home, &home.request(&[&folder])).await;
    says!(message, "this is a folder", "*.csv");
    let (message, _) = refused(&home, &home.request(&[])).await;
    says!(message, "no file to import");
}

#[tokio::test]
async fn open_quotes() {
    let (message, _) =
        refused_file("customers.csv", format!("{CUSTOMERS}K3,\"Carla,person,DE\nK4,D,person,DE\n"))
            .await;
    says!(message, "a quote in the record that begins on line 4 is never closed");
    let (message, _) = refused_file("customers.csv", format!("{CUSTOMERS}\"K3")).await;
    says!(message, "line 4 is never closed");
    // A closed quote at the very end of the file is fine, and so is a line break inside one.
    let home = Home::new().await;
    let path = home.file("customers.csv", format!("{CUSTOMERS}K3,\"Ca\"\"r\"\"la\",person,\"DE\""));
    assert_eq!(counts(&home.import(&[&path]).await.unwrap()), [3, 3, 0, 0]);
}

#[tokio::test]
async fn unclear_formats() {
    let (message, _) = refused_file("export.csv", "a,b\n1,2\n").await;
    says!(
        message,
        "neither its name nor its columns",
        "--preset NAME",
        "online-retail-ii",
        "touches"
    );
    let header = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n";
    let (message, _) = refused_file("export.csv", format!("{header}1,2,3,4,5,6,7,8\n")).await;
    says!(message, "its columns fit: online-retail-ii");

    let home = Home::new().await;
    let path = home.file("export.csv", CUSTOMERS);
    let mut request = home.request(&[&path]);
    request.preset = Some("sap".into());
    says!(refused(&home, &request).await.0, "there is no preset `sap`", "complaints, consents");
    request.map = Some(path);
    says!(refused(&home, &request).await.0, "either a preset or a map file, not both");
}

#[tokio::test]
async fn every_row_rejected() {
    let (message, _) = refused_file(
        "orders.csv",
        format!("{ORDERS}O1,1,K1,2024-01-31,a,x,1.00,EUR\nO2,1\nO3,1,K1,2024-01-31,,1,1.00,EUR\n"),
    )
    .await;
    says!(
        message,
        "not one of its 3 rows can be taken",
        "line 2, column `quantity`: `x` is not a number",
        "line 3: has 2 cells, the header has 8",
        "line 4, column `item`: is empty",
    );
}

#[tokio::test]
async fn two_currencies_before_the_company_has_one() {
    let rows = "O1,1,K1,2024-01-31,a,1,1.00,EUR\nO2,1,K1,2024-01-31,a,1,1.00,USD\n";
    let (message, _) = refused_file("orders.csv", format!("{ORDERS}{rows}")).await;
    says!(message, "line 3 is in USD", "line 2 of", "is in EUR");
}

#[tokio::test]
async fn rejected_rows_that_cannot_be_written_stop_the_import() {
    let home = Home::new().await;
    let path = home.file("customers.csv", format!("{CUSTOMERS}K3,,person,DE\n"));
    let mut request = home.request(&[&path]);
    request.rejected_dir.clone_from(&path);
    says!(refused(&home, &request).await.0, "the rejected rows cannot be written");
}
