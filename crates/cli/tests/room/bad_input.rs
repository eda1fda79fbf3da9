//! Input that is not what it should be: a clear message, a failing exit status, nothing taken.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::common::{Desk, fails, json, ok, sog};

const HEADER: &str = "order_id,line,customer_id,time,item,quantity,unit_price,currency";

impl Desk {
    /// The import must fail, say all the words, and leave nothing behind.
    fn refuses(&self, path: &Path, words: &[&str]) {
        let said = fails(
            sog(&self.data())
                .args(["import", "--preset", "orders", "--json", "--rejected-dir"])
                .arg(self.folder.path())
                .arg(path),
        );
        for word in words {
            assert!(said.contains(word), "`{word}` is missing in: {said}");
        }
        ok(sog(&self.data()).arg("refresh"));
        let table = ok(sog(&self.data()).args(["customers", "--format", "csv"]));
        assert_eq!(table.lines().count(), 1, "something was taken: {table}");
        let left: Vec<_> = self
            .data()
            .join("events")
            .read_dir()
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .filter(|name| name != "lock" && name != "belongs-to")
            .collect();
        assert!(left.is_empty(), "left behind: {left:?}");
    }
}

fn row(order: u32, time: &str) -> String {
    format!("O{order},1,C{order},{time},A1,2,9.50,EUR")
}

fn orders(rows: &[String]) -> Vec<u8> {
    format!("{HEADER}\n{}\n", rows.join("\n")).into_bytes()
}

#[test]
fn an_empty_file() {
    let desk = Desk::new();
    desk.refuses(&desk.file("orders.csv", b""), &["orders.csv", "empty"]);
}

#[test]
fn a_wrong_delimiter() {
    let desk = Desk::new();
    let text = String::from_utf8(orders(&[row(1, "2026-01-05")])).unwrap().replace(',', ";");
    desk.refuses(&desk.file("orders.csv", text.as_bytes()), &["orders.csv", "--delimiter"]);
}

#[test]
fn a_wrong_encoding() {
    let desk = Desk::new();
    let mut bytes = orders(&[row(1, "2026-01-05")]);
    bytes.extend(b"O2,1,C2,2026-01-05,M\xfcnchen,1,2,EUR\n");
    desk.refuses(&desk.file("orders.csv", &bytes), &["orders.csv", "line 3", "--encoding"]);
}

#[test]
fn a_missing_column() {
    let desk = Desk::new();
    let text = String::from_utf8(orders(&[row(1, "2026-01-05")])).unwrap();
    let text = text.replace("unit_price", "unit_prize");
    desk.refuses(&desk.file("orders.csv", text.as_bytes()), &["unit_price", "unit_prize"]);
}

#[test]
fn dates_in_three_formats() {
    let desk = Desk::new();
    let rows = [row(1, "2026-01-31"), row(2, "31.01.2026"), row(3, "01/31/2026")];
    desk.refuses(
        &desk.file("orders.csv", &orders(&rows)),
        &["time", "2026-01-31", "31.01.2026", "01/31/2026"],
    );
}

#[test]
fn a_line_of_200_megabytes() {
    let desk = Desk::new();
    let path = desk.file("orders.csv", &orders(&[row(1, "2026-01-05")]));
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    let chunk = vec![b'x'; 1 << 20];
    for _ in 0..200 {
        file.write_all(&chunk).unwrap();
    }
    drop(file);
    desk.refuses(&path, &["orders.csv", "line 3"]);
}

#[test]
fn a_truncated_gzip() {
    let desk = Desk::new();
    let rows: Vec<String> = (0..5_000).map(|number| row(number, "2026-01-05")).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(&orders(&rows)).unwrap();
    let packed = packed.finish().unwrap();
    desk.refuses(&desk.file("orders.csv.gz", &packed[..packed.len() / 2]), &["orders.csv.gz"]);
}

#[test]
fn no_such_file() {
    let desk = Desk::new();
    desk.refuses(Path::new("nowhere.csv"), &["nowhere.csv"]);
}

#[test]
fn a_few_bad_rows_stand_in_a_file_and_come_in_when_mended() {
    let desk = Desk::new();
    let rows = [row(1, "2026-01-05"), row(2, "yesterday"), row(3, "2026-01-07")];
    let path = desk.file("orders.csv", &orders(&rows));
    let import = |path: &Path| {
        let mut command = sog(&desk.data());
        json(command.arg("import").arg(path).arg("--rejected-dir").arg(desk.folder.path()))
    };
    let report = import(&path);
    let count = |key: &str| report[key].as_u64().unwrap();
    assert_eq!(
        [count("rows"), count("accepted"), count("duplicates"), count("rejected")],
        [3, 2, 0, 1]
    );
    let rejected = PathBuf::from(report["rejected_file"].as_str().unwrap());
    let text = std::fs::read_to_string(&rejected).unwrap();
    assert!(text.contains("yesterday") && text.contains("time"), "{text}");

    std::fs::write(&path, text.replace("yesterday", "2026-01-06")).unwrap();
    let mended = import(&path);
    assert_eq!(mended["accepted"], 1);
    assert_eq!(mended["rejected"], 0);
}

/// As when the variable that names the database is forgotten: the folder has no `sog.db`.
#[test]
fn a_folder_of_another_database() {
    let desk = Desk::new();
    let path = desk.file("orders.csv", &orders(&[row(1, "2026-01-05"), row(2, "2026-01-06")]));
    let import = || {
        let mut import = sog(&desk.data());
        import.args(["import", "--preset", "orders", "--rejected-dir"]);
        import.arg(desk.folder.path()).arg(&path);
        import
    };
    let table = || ok(sog(&desk.data()).args(["customers", "--as-of", "2026-02-01"]));
    ok(&mut import());
    ok(sog(&desk.data()).arg("refresh"));
    let made = table();

    let (database, elsewhere) = (desk.data().join("sog.db"), desk.data().join("elsewhere"));
    std::fs::rename(&database, &elsewhere).unwrap();
    let said = fails(&mut import());
    assert!(said.contains("SOG_DATABASE") && said.contains("Nothing was changed"), "{said}");
    assert!(!database.exists(), "an empty database stays behind");
    std::fs::rename(&elsewhere, &database).unwrap();
    assert_eq!(table(), made);
}

#[test]
fn several_files_are_told_apart_and_rejected_rows_have_the_last_word() {
    let desk = Desk::new();
    let first = desk.file("orders-1.csv", &orders(&[row(1, "2026-01-05"), row(2, "2026-01-06")]));
    let second = desk.file("orders-2.csv", &orders(&[row(3, "2026-01-07"), row(4, "yesterday")]));
    let mut import = sog(&desk.data());
    import.arg("import").args([&first, &second]).arg("--rejected-dir").arg(desk.folder.path());
    let done = import.output().unwrap();
    assert!(done.status.success(), "what could be taken was taken");
    let said = String::from_utf8(done.stderr).unwrap();
    for line in [
        "orders-1.csv: 2 rows as `orders`, 0 rejected",
        "orders-2.csv: 2 rows as `orders`, 1 rejected",
    ] {
        assert!(said.contains(line), "`{line}` is missing in: {said}");
    }
    let told = String::from_utf8(done.stdout).unwrap();
    let last = told.lines().last().unwrap();
    assert!(last.contains("1 of 4 rows was NOT taken") && last.contains("orders-2"), "{told}");
}
