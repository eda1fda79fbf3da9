//! Overlapping exports count once; exact repeats inside one file count as often as they stand.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::{Home, counts};
use proptest::prelude::*;

const HEADER: &str =
    "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n";
const PRESET: &str = "online-retail-ii";

/// One of a few lines, so that repeats are many.
fn line(number: u8) -> String {
    let (invoice, item) = (number / 4, number % 4);
    format!(
        "5{invoice:05},A{item},THING {item},2,2010-01-0{} 10:00:00,1.5,1300{invoice}.0,France\n",
        invoice % 9 + 1
    )
}

fn file(lines: &[u8]) -> String {
    HEADER.to_owned() + &lines.iter().map(|number| line(*number)).collect::<String>()
}

/// How often each line counts by the rule: as often as in the file that holds it most often.
fn expected(files: &[Vec<u8>]) -> usize {
    let mut most: BTreeMap<u8, usize> = BTreeMap::new();
    for file in files {
        let mut here: BTreeMap<u8, usize> = BTreeMap::new();
        for line in file {
            *here.entry(*line).or_default() += 1;
        }
        for (line, count) in here {
            let most = most.entry(line).or_default();
            *most = (*most).max(count);
        }
    }
    most.values().sum()
}

async fn import_each(files: &[Vec<u8>]) -> (Home, Vec<[u64; 4]>) {
    let home = Home::new().await;
    let mut reports = Vec::new();
    for (index, lines) in files.iter().enumerate() {
        let path = home.file(&format!("part-{index}.csv"), file(lines));
        reports.push(counts(&home.preset(PRESET, &[&path]).await));
    }
    (home, reports)
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// A file cut into overlapping parts, each holding every line as often as the whole or not
    /// at all: in any order, and with parts twice, the same events come out as from the whole.
    #[test]
    fn overlapping_parts_are_the_whole(
        whole in prop::collection::vec(0_u8..24, 1..60),
        cuts in prop::collection::vec(prop::collection::btree_set(0_u8..24, 0..20), 1..4),
        order in any::<prop::sample::Index>(),
    ) {
        let mut parts: Vec<Vec<u8>> = cuts
            .iter()
            .map(|kept| whole.iter().copied().filter(|line| kept.contains(line)).collect())
            .collect();
        let covered: BTreeSet<u8> = cuts.iter().flatten().copied().collect();
        parts.push(whole.iter().copied().filter(|line| !covered.contains(line)).collect());
        parts.push(parts[0].clone());
        parts.retain(|part: &Vec<u8>| !part.is_empty());
        let by = order.index(parts.len());
        parts.rotate_left(by);

        run(async {
            let (one, reports) = import_each(std::slice::from_ref(&whole)).await;
            let lines = whole.len() as u64;
            assert_eq!(reports, [[lines, lines, 0, 0]]);
            let (many, reports) = import_each(&parts).await;
            assert_eq!(reports.iter().map(|[_, accepted, ..]| accepted).sum::<u64>(), lines);
            assert_eq!(one.events().await, many.events().await);
        });
    }

    /// Parts cut anywhere: each line counts as often as in the part that holds it most often,
    /// in whatever order the parts come, and in one call or in several.
    #[test]
    fn the_rule_does_not_depend_on_the_order(
        files in prop::collection::vec(prop::collection::vec(0_u8..12, 1..20), 1..5),
    ) {
        run(async {
            let (forth, reports) = import_each(&files).await;
            let accepted: u64 = reports.iter().map(|[_, accepted, ..]| accepted).sum();
            assert_eq!(usize::try_from(accepted).unwrap(), expected(&files));
            let mut backwards = files.clone();
            backwards.reverse();
            let (back, _) = import_each(&backwards).await;
            assert_eq!(forth.events().await, back.events().await);

            let together = Home::new().await;
            let paths: Vec<_> = files
                .iter()
                .enumerate()
                .map(|(index, lines)| together.file(&format!("{index}.csv"), file(lines)))
                .collect();
            let report = together.preset(PRESET, &paths.iter().collect::<Vec<_>>()).await;
            assert_eq!(report.accepted, accepted);
            assert_eq!(forth.events().await, together.events().await);
        });
    }
}

#[tokio::test]
async fn the_ordinal_rule() {
    let home = Home::new().await;
    let three = home.file("a.csv", file(&[1, 2, 1, 1]));
    let report = home.preset(PRESET, &[&three]).await;
    assert_eq!(counts(&report), [4, 4, 0, 0]);
    // The first and second repeat in another file are the same lines.
    let two = home.file("b.csv", file(&[1, 1]));
    assert_eq!(counts(&home.preset(PRESET, &[&two]).await), [2, 0, 2, 0]);
    // The fourth is a new one.
    let four = home.file("c.csv", file(&[1, 1, 1, 1]));
    assert_eq!(counts(&home.preset(PRESET, &[&four]).await), [4, 1, 3, 0]);
    assert_eq!(home.events().await.len(), 5);
}

#[tokio::test]
async fn identical_means_the_same_values_not_the_same_bytes() {
    let home = Home::new().await;
    let plain = "489434,85048,LIGHTS,12,2009-12-01 07:45:00,6.95,13085.0,United Kingdom\n";
    let other = "489434, 85048,\"LIGHTS \",12.0,2009-12-01T07:45,6.950,13085,United Kingdom\n";
    let a = home.file("a.csv", format!("{HEADER}{plain}"));
    let b = home.file("b.csv", format!("{HEADER}{other}"));
    assert_eq!(counts(&home.preset(PRESET, &[&a]).await), [1, 1, 0, 0]);
    assert_eq!(counts(&home.preset(PRESET, &[&b]).await), [1, 0, 1, 0]);
    // Columns in another order, and one more: still the same line.
    let c = home.file(
        "c.csv",
        "Country,Customer ID,Price,InvoiceDate,Quantity,Description,StockCode,Invoice,Note\n\
         United Kingdom,13085.0,6.95,2009-12-01 07:45:00,12,LIGHTS,85048,489434,x\n",
    );
    assert_eq!(counts(&home.preset(PRESET, &[&c]).await), [1, 0, 1, 0]);
}

/// Who corrects the zone means the same rows and the same declarations.
#[tokio::test]
async fn another_zone_makes_no_row_new() {
    let home = Home::new().await;
    let till = "name = \"till\"\nformat = \"orders\"\ncurrency = \"EUR\"\nkey = \"content\"\n\
                [fields]\norder_id = { column = \"o\" }\ntime = { column = \"t\" }\n\
                item = { column = \"i\" }\nquantity = { column = \"q\" }\nunit_price = { column = \"p\" }\n";
    let sales = home.file(
        "till.csv",
        "o,t,i,q,p\nO1,2026-07-05 10:00,A,1,1\nO1,2026-07-05 10:00,A,1,1\n\
         O2,2026-07-05T10:00:00Z,A,1,1\nO2,2026-07-05T10:00:00,A,1,1\n",
    );
    let consents = home.file(
        "consents.csv",
        "contact_id,channel,purpose,status,time,source\n\
         P1,email,marketing,given,2026-07-05 10:00,form\n\
         P1,email,marketing,withdrawn,2026-07-06,letter\n",
    );
    let contacts = home
        .file("contacts.csv", "contact_id,customer_id,last_name,language,role\nP1,K1,N,de,buyer\n");
    let mut request = home.request(&[&sales]);
    request.map = Some(home.file("till.toml", till));
    assert_eq!(counts(&home.run(&request).await.unwrap()), [4, 4, 0, 0]);
    assert_eq!(counts(&home.import(&[&contacts, &consents]).await.unwrap()), [3, 3, 0, 0]);
    let before = home.events().await;

    let tx = home.store().begin().await.unwrap();
    let mut company = store::company(&tx).await.unwrap();
    company.zone = "Europe/London".parse().unwrap();
    store::save_company(&tx, &company).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(counts(&home.run(&request).await.unwrap()), [4, 0, 4, 0]);
    assert_eq!(counts(&home.import(&[&contacts, &consents]).await.unwrap()), [3, 0, 3, 0]);
    // Neither does a zone that the map now states.
    request.map =
        Some(home.file("till.toml", till.replace("key =", "zone = \"Europe/Lisbon\"\nkey =")));
    let report = home.run(&request).await.unwrap();
    assert_eq!(report.accepted, 1, "only the time with an offset shows another clock");
    assert_eq!(home.events().await.len(), before.len() + 1);
}

/// The ids are part of the data: a change here would count every imported line again. They
/// were computed apart from this code: SHA-1 as in RFC 9562, section 5.5, over the name space
/// and the parts (map or format, then the values in the order of the format's fields, numbers
/// in millionths, times as the clock on the wall in microseconds, then the ordinal), each after
/// its length in 4 bytes.
#[tokio::test]
async fn ids_never_change() {
    let home = Home::new().await;
    let line = "489434,85048,LIGHTS,12,2009-12-01 07:45:00,6.95,13085.0,United Kingdom\n";
    let sales = home.file("a.csv", format!("{HEADER}{line}"));
    home.preset(PRESET, &[&sales]).await;
    let orders = home.file(
        "orders.csv",
        "order_id,line,time,item,quantity,unit_price,currency\nO1,1,2026-01-01,A,1,1,GBP\n",
    );
    home.import(&[&orders]).await.unwrap();
    let events = home.events().await;
    let ids: Vec<String> = events.keys().map(|id| vocab::EventId(*id).to_string()).collect();
    assert_eq!(
        ids,
        ["5adf93f1-af81-5b5c-a93f-278b5f738de7", "aed08881-165b-522c-96b7-15e6245a6c4b"]
    );
}
