//! Maps of the user's own, and what is said when one is not right.

use crate::common::{Home, counts};

const MAP: &str = r#"
name = "our-shop"
format = "orders"
currency = "EUR"
zone = "Europe/Vienna"
delimiter = ";"
encoding = "windows-1252"
key = ["order_id", "item"]

[fields.order_id]
column = ["Beleg", "Belegnummer"]
strip_prefix = "AB-"

[fields.item]
column = "Artikel"
case = "upper"

[fields.description]
column = "Text"
optional = true

[fields.customer_id]
column = "Kunde"
values = { "BAR" = "", "LAUFKUNDE" = "" }

[fields.time]
column = "Datum"
date_format = "%d.%m.%Y %H:%M"

[fields.quantity]
column = "Menge"
decimal = ","
default = "1"

[fields.unit_price]
column = "Preis"
decimal = ","
grouping = "."

[fields.kind]
column = "Art"
values = { "Verkauf" = "sale", "Storno" = "return" }
default = "sale"

[fields.channel]
constant = "web"

[fields.owner]
default = "house"
rules = [
    { field = "customer_id", equals = ["K1", "K2"], value = "jo" },
    { field = "unit_price", below_zero = true, value = "books" },
]

[family]
other = "Rest"
[[family.rules]]
name = "Lampen"
words = ["lampe*"]
"#;

async fn import(map: &str, file: impl AsRef<[u8]>) -> (Home, Result<[u64; 4], String>) {
    let home = Home::new().await;
    let mut request = home.request(&[&home.file("shop.csv", file)]);
    request.map = Some(home.file("shop.toml", map));
    let report = home.run(&request).await;
    (home, report.map(|report| counts(&report)).map_err(|error| error.to_string()))
}

#[tokio::test]
async fn a_foreign_export_becomes_orders() {
    let mut file = b"Belegnummer;Artikel;Kunde;Datum;Menge;Preis;Art\n".to_vec();
    file.extend(b"AB-1;l\xe4mpchen;K1;05.07.2026 10:00;2;1.234,50;Verkauf\n");
    file.extend(b"AB-1;lampe;BAR;05.07.2026 10:00;;-0,5;adjustment\n");
    file.extend(b"AB-2;lampe;K9;05.07.2026 10:00;-1;3;Storno\n");
    file.extend(b"AB-2;lampe;K9;05.07.2026 10:00;-1;4;Storno\n");
    file.extend(b"AB-3;lampe;K9;2026-07-05;1;3;\n");
    file.extend(b"AB-4;lampe;K9;05.07.2026 10:00;1.5;3;\n");
    file.extend(b"AB-5;lampe;K9;05.07.2026 10:00;1;3;Tausch\n");
    file.extend(b"AB-6;lampe;K9;05.07.2026 10:00;1;3;Falsch\n");
    let (home, report) =
        import(&MAP.replace("{ \"Verkauf\"", "{ \"Falsch\" = \"wrong\", \"Verkauf\""), file).await;
    assert_eq!(report, Ok([8, 3, 1, 4]));
    let company = store::company(home.store().read()).await.unwrap();
    assert_eq!(company.currency.unwrap().code(), "EUR");
    assert_eq!(company.zone.to_string(), "Europe/Vienna");
    let lines = home.lines().await;
    for line in [
        "K1|2026-07-05T08:00:00+00:00|sale||web||1|LÄMPCHEN|Rest||jo||2.00|2469.00||",
        "|2026-07-05T08:00:00+00:00|adjustment||web||1|LAMPE|Rest||books||1.00|-0.50||",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line}\n{lines:#?}");
    }
    let rejected = home.rejected_files();
    let text = std::fs::read_to_string(home.folder().join("rejected").join(&rejected[0])).unwrap();
    for part in [
        "`2026-07-05` is not a time of the form `%d.%m.%Y %H:%M`",
        "`1.5` holds a point, but the map says that the decimal sign is a comma",
        "`Tausch` is not known (expected one of: sale, return, adjustment)",
        // As the file has it, and what the map made of it.
        "`Falsch` (read as `wrong`) is not known",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[tokio::test]
async fn a_column_named_in_a_map_must_be_there() {
    let (home, report) = import(MAP, "Beleg;Artikel;Datum;Menge;Preis;Art\n1;2;3;4;5;6\n").await;
    let message = report.unwrap_err();
    assert!(message.contains("lacks what `our-shop` needs: `Kunde`"), "{message}");
    assert!(home.is_untouched().await);
}

#[tokio::test]
async fn maps_that_are_not_right() {
    let orders = "[fields.order_id]\ncolumn=\"a\"\n[fields.line]\ncolumn=\"b\"\n[fields.time]\ncolumn=\"c\"\n\
                  [fields.item]\ncolumn=\"d\"\n[fields.quantity]\ncolumn=\"e\"\n[fields.unit_price]\ncolumn=\"f\"\n";
    let with =
        |head: &str, tail: &str| format!("name=\"x\"\nformat=\"orders\"\n{head}\n{orders}{tail}");
    assert!(
        import(&with("", ""), "a,b,c,d,e,f\nO,1,2026-01-01,i,1,1\n")
            .await
            .1
            .unwrap_err()
            .contains("currency")
    );
    for (map, parts) in [
        ("name = ".to_owned(), &["shop.toml", "line 1"][..]),
        (
            "name = \"x\"\nformat = \"order\"".to_owned(),
            &["`format`: `order` is no format", "customers, contacts"],
        ),
        (with("colour = 1", ""), &["line 3", "unknown field `colour`", "`identity`"]),
        (
            with("", "[fields.region]\ncolum = \"x\""),
            &["line 17", "unknown field `colum`", "`column`"],
        ),
        (
            with("", "[fields.regoin]\ncolumn = \"x\""),
            &["`fields.regoin`", "is no field of `orders`", "region, owner"],
        ),
        (
            with("", "[fields.region]\n"),
            &["`fields.region.column`", "say `column`, `constant` or `rules`"],
        ),
        (
            with("", "[fields.region]\ncolumn=\"a\"\nconstant=\"b\""),
            &["`fields.region.constant`", "one or the other"],
        ),
        (
            with("", "[fields.region]\ncolumn=\"a\"\ndecimal=\",\""),
            &["`fields.region.decimal`", "numbers"],
        ),
        (
            with("", "[fields.region]\ncolumn=\"a\"\ndate_format=\"%Y\""),
            &["`fields.region.date_format`", "times"],
        ),
        (
            with("", "[fields.region]\ncolumn=\"a\"\ncase=\"Title\""),
            &["`fields.region.case`", "upper and lower"],
        ),
        (
            with("", "[fields.region]\nrules=[{field=\"item\",value=\"x\"}]"),
            &["`fields.region.rules[1]`", "exactly one of `starts_with`"],
        ),
        (
            with("", "[fields.region]\nrules=[{field=\"thing\",equals=\"x\",value=\"x\"}]"),
            &["`fields.region.rules[1]`", "`thing` is no field"],
        ),
        (
            with("", "[fields.region]\nrules=[{field=\"item\",below_zero=true,value=\"x\"}]"),
            &["`item` is no number"],
        ),
        (
            with("", "[fields.region]\nrules=[{field=\"owner\",equals=\"x\",value=\"x\"}]"),
            &["`owner`, which has no column"],
        ),
        (with("key = \"all\"", ""), &["`key`", "\"content\" and a list of fields"]),
        (with("key = []", ""), &["`key`", "empty list"]),
        (with("key = [\"order\"]", ""), &["`key`", "`order` is no field"]),
        (with("key = [\"region\"]", ""), &["`fields.region`", "part of the key"]),
        (with("currency = \"Euro\"", ""), &["`currency`", "three letters"]),
        (with("zone = \"Mars\"", ""), &["`zone`", "`Mars` is not a time zone"]),
        (with("delimiter = \"ab\"", ""), &["`delimiter`", "one character"]),
        (with("encoding = \"latin-9\"", ""), &["`encoding`", "utf-8, windows-1252 or utf-16"]),
        (with("", "[family]\nother=\"\"\nrules=[]"), &["`family.other`", "empty"]),
        (
            with("", "[family]\nother=\"x\"\n[[family.rules]]\nname=\"a\""),
            &["`family.rules[1]`", "neither `codes` nor `words`"],
        ),
        (
            "name=\"x\"\nformat=\"orders\"\n[fields.order_id]\ncolumn=\"a\"".to_owned(),
            &["`orders` needs line, time, item, quantity, unit_price"],
        ),
        (
            "name=\"x\"\nformat=\"customers\"\nkey=\"content\"\nidentity=true".to_owned(),
            &["`key`", "always have the key: customer_id"],
        ),
        (
            "name=\"x\"\nformat=\"customers\"\nidentity=true\n[family]\nother=\"x\"\nrules=[]"
                .to_owned(),
            &["`family`", "only maps to `orders`"],
        ),
    ] {
        let (home, report) = import(&map, "a,b\n1,2\n").await;
        let message = report.unwrap_err();
        for part in parts {
            assert!(message.contains(part), "`{part}` is missing in: {message}\n{map}");
        }
        assert!(message.contains("shop.toml"), "{message}");
        assert!(home.is_untouched().await);
    }
}

#[tokio::test]
async fn a_missing_map_is_named() {
    let home = Home::new().await;
    let mut request = home.request(&[&home.file("shop.csv", "a\n1\n")]);
    request.map = Some(home.folder().join("none.toml"));
    let message = home.run(&request).await.unwrap_err().to_string();
    assert!(message.contains("none.toml: there is no such file"), "{message}");
}
