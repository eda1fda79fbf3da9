//! Each of Sog's own formats: what comes in, what is refused, what a second import does.

use crate::common::{Home, counts, migrations};
use sea_orm::EntityTrait;
use sog_listen as listen;
use store::records::{
    complaint, consent, contact, customer, deal, import, promise, survey, target,
};
use vocab::{Currency, Event, EventId, EventKind};

/// Reasons of the rejected rows, as `line column reason`.
fn reasons(home: &Home) -> Vec<String> {
    let files = home.rejected_files();
    assert_eq!(files.len(), 1, "{files:?}");
    let path = home.folder().join("rejected").join(&files[0]);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).unwrap();
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            format!("{} {} {}", &row[0], &row[1], &row[2])
        })
        .collect()
}

macro_rules! reasons_begin {
    ($home:expr, $($beginning:expr),+ $(,)?) => {
        let reasons = reasons(&$home);
        let expected = [$($beginning),+];
        assert_eq!(reasons.len(), expected.len(), "{reasons:#?}");
        for (reason, beginning) in reasons.iter().zip(expected) {
            assert!(reason.starts_with(beginning), "{reason} <> {beginning}");
        }
    };
}

#[tokio::test]
async fn customers() {
    for test in testkit::stores(migrations()).await {
        let home = Home::over(test).await;
        let path = home.file(
            "customers.csv",
            "customer_id,name,kind,country,region,owner,since,shoe size\n\
             K1,Anna,person,de,North,jo,2020-01-01,38\n\
             K2,\"Bolt, Ltd\",company,NL,,,,\n\
             K3,,person,DE,,,,\n\
             K4,D,firm,DE,,,,\n\
             K5,E,person,Germany,,,,\n\
             K6,F,person,DE,,,yesterday,\n\
             ,G,person,DE,,,,\n\
             K1,Anna,person,DE,North,jo,2020-01-01,38\n",
        );
        let report = home.import(&[&path]).await.unwrap();
        assert_eq!(counts(&report), [8, 2, 1, 5]);
        assert_eq!(report.customers, 2);
        assert!(report.notes.iter().any(|note| note.contains("columns not used: shoe size")));
        reasons_begin!(
            home,
            "4 name is empty",
            "5 kind `firm` is not a kind of customer",
            "6 country `Germany` is not a country",
            "7 since `yesterday` is not a time",
            "8 customer_id is empty",
        );
        let rows = customer::Entity::find().all(home.store().read()).await.unwrap();
        let mut rows: Vec<_> =
            rows.into_iter().map(|row| (row.id, row.name, row.country)).collect();
        rows.sort();
        let row = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(rows, [row("K1", "Anna", "DE"), row("K2", "Bolt, Ltd", "NL")]);

        // A known key again: unchanged is a duplicate, changed brings up to date.
        let path = home.file(
            "customers-2.csv",
            "country,customer_id,name,kind,region,owner,since\n\
             DE,K1,Anna,person,North,jo,2020-01-01\n\
             NL,K2,Bolt BV,company,,,\n\
             NL,K7,New,company,,,\n",
        );
        assert_eq!(counts(&home.import(&[&path]).await.unwrap()), [3, 2, 1, 0]);
        assert_eq!(counts(&home.import(&[&path]).await.unwrap()), [3, 0, 3, 0]);
        let bolt = customer::Entity::find_by_id("K2").one(home.store().read()).await.unwrap();
        assert_eq!(bolt.unwrap().name, "Bolt BV");
        let imports = import::Entity::find().all(home.store().read()).await.unwrap();
        assert_eq!(imports.len(), 3);
        assert!(imports.iter().all(|row| row.preset == "customers" && row.files.contains(".csv")));
    }
}

#[tokio::test]
async fn contacts_and_consents_in_any_order() {
    let contacts = "contact_id,customer_id,first_name,last_name,email,phone,language,role,impersonal\n\
                    P1,K1,Anna,Alt,anna@example.org,,de,buyer,false\n\
                    P2,K1,,Einkauf,info@example.org,+49 1,en,decider,true\n\
                    P3,K1,C,C,not an address,,de,buyer,\n\
                    P4,K1,C,C,,,fr,buyer,\n\
                    P5,K1,C,C,,,de,boss,\n\
                    P6,K1,C,C,,,de,buyer,perhaps\n";
    let consents = "contact_id,channel,purpose,status,time,source,text_version,sale_ref,family,notice_shown\n\
                    P1,email,marketing,given,2026-01-01T10:00:00+01:00,form,v1,,,\n\
                    P1,email,marketing,withdrawn,2026-03-01T10:00:00Z,mail,,,,\n\
                    P2,phone,marketing,objected,2026-02-01,call,,,,\n\
                    P2,email,marketing,existing_customer,2026-02-01,order,,O1,Lamps,true\n\
                    P9,email,marketing,given,2026-01-01,form,,,,\n\
                    P1,fax,marketing,given,2026-01-01,form,,,,\n\
                    P1,email,service,given,2026-01-01,form,,,,\n\
                    P1,email,marketing,maybe,2026-01-01,form,,,,\n\
                    P1,email,marketing,given,2026-01-01T09:00:00Z,another form,,,,\n";
    let expected = [
        "K1|2026-01-01T09:00:00+00:00|consent_given|P1|email||||||||||",
        "K1|2026-02-01T22:59:59.999999+00:00|objected|P2|phone||||||||||",
        "K1|2026-03-01T10:00:00+00:00|consent_withdrawn|P1|email||||||||||",
    ];
    let begins = |lines: Vec<String>| {
        assert_eq!(lines.len(), expected.len(), "{lines:#?}");
        for (line, beginning) in lines.iter().zip(expected) {
            assert!(line.starts_with(beginning), "{line}");
        }
    };
    // Both in one call, consents first in the list.
    for test in testkit::stores(migrations()).await {
        let home = Home::over(test).await;
        let (a, b) = (home.file("contacts.csv", contacts), home.file("consents.csv", consents));
        let report = home.import(&[&b, &a]).await.unwrap();
        assert_eq!(counts(&report), [15, 7, 1, 7]);
        let note = "1 consent says something else";
        assert!(report.notes.iter().any(|text| text.starts_with(note)), "{:?}", report.notes);
        assert_eq!(home.rejected_files().len(), 2);
        assert_eq!(report.rejected_file, Some(home.folder().join("rejected")));
        begins(home.lines().await);
        assert_eq!(counts(&home.import(&[&a, &b]).await.unwrap()), [15, 0, 8, 7]);
        begins(home.lines().await);
        let kept = consent::Entity::find().all(home.store().read()).await.unwrap();
        assert_eq!(kept.len(), 5);
        assert!(kept.iter().all(|row| row.source != "another form"));
        assert!(kept.iter().any(|row| row.notice_shown && row.sale_ref.as_deref() == Some("O1")));
        let person = contact::Entity::find_by_id("P2").one(home.store().read()).await.unwrap();
        assert!(person.unwrap().impersonal);
    }
    // In two calls, consents before anybody knows the contact: not lost, only later a customer's.
    let home = Home::new().await;
    let (a, b) = (home.file("contacts.csv", contacts), home.file("consents.csv", consents));
    assert_eq!(counts(&home.import(&[&b]).await.unwrap()), [9, 5, 1, 3]);
    assert!(home.events().await.is_empty());
    assert_eq!(counts(&home.import(&[&a]).await.unwrap()), [6, 2, 0, 4]);
    begins(home.lines().await);
}

/// A refusal noted by its day outlives a consent of that day, and never lies ahead.
#[tokio::test]
async fn a_refusal_without_a_time_counts_from_the_end_of_its_day() {
    let home = Home::new().await;
    let path = home.file(
        "consents.csv",
        "contact_id,channel,purpose,status,time,source\n\
         P1,email,marketing,given,2026-03-05T10:12:00,form\n\
         P1,email,marketing,withdrawn,2026-03-05,letter\n\
         P2,email,marketing,objected,2026-03-05 09:30,call\n\
         P3,email,marketing,given,2026-03-05,form\n\
         P4,email,marketing,withdrawn,2026-11-22,letter\n\
         P5,email,marketing,objected,2026-12-24,letter\n",
    );
    assert_eq!(counts(&home.import(&[&path]).await.unwrap()), [6, 6, 0, 0]);
    // Later the same file comes again: the day has ended meanwhile, the refusals are the same.
    let mut request = home.request(&[&path]);
    request.now += chrono::TimeDelta::days(3);
    assert_eq!(counts(&home.run(&request).await.unwrap()), [6, 0, 6, 0]);
    let rows = consent::Entity::find().all(home.store().read()).await.unwrap();
    let mut found: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {} {}", row.contact_id, row.status, row.at.to_rfc3339()))
        .collect();
    found.sort();
    assert_eq!(
        found,
        [
            "P1 given 2026-03-05T09:12:00+00:00",
            "P1 withdrawn 2026-03-05T22:59:59.999999+00:00",
            "P2 objected 2026-03-05T08:30:00+00:00",
            "P3 given 2026-03-04T23:00:00+00:00",
            "P4 withdrawn 2026-11-22T10:00:00+00:00",
            "P5 objected 2026-11-22T10:00:00+00:00",
        ]
    );
}

#[tokio::test]
async fn orders() {
    let home = Home::new().await;
    let path = home.file(
        "orders.csv",
        "order_id,line,customer_id,time,kind,item,description,family,quantity,unit_price,currency,region,owner,channel\n\
         O1,1,K1,2026-01-05 10:00:00,,A1,Lamp,Lamps,3,1.15,EUR,North,jo,web\n\
         O1,2,K1,2026-01-05 10:00:00,sale,A2,,,2,0.5,eur,,,\n\
         O2,1,,2026-01-06,sale,A1,,,1,2,EUR,,,\n\
         R1,1,K1,2026-02-05T10:00:00Z,return,A1,,,-1,1.15,EUR,,,\n\
         X1,1,K1,2026-02-05,adjustment,A1,,,1,-4,EUR,,,\n\
         O1,1,K1,2026-01-05 10:00:00,,A1,Lamp,Lamps,3,1.15,EUR,North,jo,web\n\
         R2,1,K1,2026-02-05,return,A1,,,1,1.15,EUR,,,\n\
         O3,1,K1,2026-02-05,gift,A1,,,1,1.15,EUR,,,\n\
         O3,,K1,2026-02-05,sale,A1,,,1,1.15,EUR,,,\n\
         O3,2,K1,2026-02-05,sale,A1,,,1,\"1,15\",EUR,,,\n\
         O3,3,K1,2026-02-05,sale,A1,,,0.0001,0.001,EUR,,,\n\
         O3,4,K1,2026-02-05,sale,A1,,,1,1.15,,,,\n\
         O3,5,K1,2026-02-05,sale,A1,,,1,1.15,euro,,,\n\
         O3,6,K1,1026-02-05,sale,A1,,,1,1.15,EUR,,,\n\
         O3,7,K1,2026-02-05,sale,A1,,,1,1.15,EUR,,,fax\n\
         O4,1,K1,2026-02-05,,A1,,,-3,1,EUR,,,\n\
         O4,2,K1,2026-02-05,sale,A1,,,1,-2,EUR,,,\n\
         O4,3,K1,2026-02-05,return,A1,,,-1,-10,EUR,,,\n\
         O4,4,K1,2026-11-24,sale,A1,,,1,1,EUR,,,\n\
         O4,5,K1,2062-02-05,sale,A1,,,1,1,EUR,,,\n\
         O5,1,K1,2026-11-23 10:59:00,sale,A1,,,1,1,EUR,,,\n",
    );
    let report = home.import(&[&path]).await.unwrap();
    assert_eq!(counts(&report), [21, 6, 1, 14]);
    assert_eq!(report.customers, 1);
    reasons_begin!(
        home,
        "8 quantity is 1.00, but the line is a return",
        "9 kind `gift` is not known (expected one of: sale, return, adjustment)",
        "10 line is empty",
        "11 unit_price `1,15` is not a number",
        "12 unit_price `0.0001 x 0.001` has more than six decimal places",
        "13 currency no currency is known",
        "14 currency `euro (a currency is three letters",
        "15 time `1026-02-05` is not between 1900 and 2199",
        "16 channel `fax` is not a channel",
        "17 quantity is -3.00, but the line is a sale: say `return` or `adjustment`",
        "18 unit_price makes the amount -2.00, but the line is a sale",
        "19 unit_price is negative like the quantity, so the line comes to 10.00",
        "20 time `2026-11-24` lies in the future",
        "21 time `2062-02-05` lies in the future",
    );
    assert_eq!(
        home.lines().await,
        [
            "K1|2026-01-05T09:00:00+00:00|sale||web||O1|A1|Lamps|North|jo||3.00|3.45||Lamp",
            "K1|2026-01-05T09:00:00+00:00|sale||||O1|A2|||||2.00|1.00||",
            "K1|2026-02-04T23:00:00+00:00|adjustment||||X1|A1|||||1.00|-4.00||",
            "K1|2026-02-05T10:00:00+00:00|return||||R1|A1|||||-1.00|-1.15||",
            "K1|2026-11-23T09:59:00+00:00|sale||||O5|A1|||||1.00|1.00||",
            "|2026-01-05T23:00:00+00:00|sale||||O2|A1|||||1.00|2.00||",
        ]
    );
    // The first import of money decided the currency; now a row may leave it out, and rows in
    // another one are rejected.
    assert_eq!(store::company(home.store().read()).await.unwrap().currency, Some(Currency::EUR));
    let path = home.file(
        "orders-2.csv",
        "order_id,line,time,item,quantity,unit_price,currency\n\
         O4,1,2026-03-01,A1,1,1,\nO4,2,2026-03-01,A1,1,1,USD\n",
    );
    let report = home.import(&[&path]).await.unwrap();
    assert_eq!(counts(&report), [2, 1, 0, 1]);
    let text = std::fs::read_to_string(report.rejected_file.unwrap()).unwrap();
    assert!(text.contains("in USD, but the company's books are kept in EUR"), "{text}");
}

#[tokio::test]
async fn a_currency_can_be_stated_for_rows_without_one() {
    let home = Home::new().await;
    let path = home
        .file("orders.csv", "order_id,line,time,item,quantity,unit_price\nO,1,2026-03-01,A,1,1\n");
    let message = home.import(&[&path]).await.unwrap_err().to_string();
    assert!(message.contains("no currency is known"), "{message}");
    let mut request = home.request(&[&path]);
    request.currency = Some("CHF".parse().unwrap());
    assert_eq!(counts(&home.run(&request).await.unwrap()), [1, 1, 0, 0]);
    let company = store::company(home.store().read()).await.unwrap();
    assert_eq!(company.currency.unwrap().code(), "CHF");
}

#[tokio::test]
async fn touches_events_and_notes() {
    let home = Home::new().await;
    let touches = home.file(
        "touches-2026.csv",
        "touch_id,customer_id,contact_id,time,channel,direction,owner,campaign,text\n\
         T1,K1,P1,2026-01-05T10:00:00Z,email,out,jo,C1,Hello\n\
         T2,K2,,2026-01-05T10:00:00Z,phone,in,,,\n\
         T3,K2,,2026-01-05T10:00:00Z,phone,sideways,,,\n\
         T4,,,2026-01-05T10:00:00Z,phone,in,,,\n\
         T1,K1,P1,2026-01-05T10:00:00Z,email,out,jo,C1,Said otherwise\n",
    );
    let events = home.file(
        "events.csv",
        "event_id,customer_id,contact_id,time,kind,channel,family,region,owner,text\n\
         E1,K1,P1,2026-01-06T10:00:00Z,search,web,Lamps,,,red lamp\n\
         E2,K1,,2026-01-07T10:00:00Z,quote_requested,,,North,jo,\n\
         E3,K1,,2026-01-07T10:00:00Z,sale,,,,,\n",
    );
    let notes = home.file(
        "notes.csv",
        "note_id,customer_id,contact_id,time,owner,language,text,barriers,family,region\n\
         N1,K1,P1,2026-01-08T10:00:00Z,jo,de,\"Zu teuer,\nsagt er\",too_expensive; timing;too_expensive,Lamps,North\n\
         N2,K1,,2026-01-08T10:00:00Z,jo,de,Text,bad_mood,,\n\
         N3,K1,,2026-01-08T10:00:00Z,jo,xx,Text,,,\n",
    );
    // The same touch said two things: one row an id, the first one counts.
    let report = home.import(&[&touches, &events, &notes]).await.unwrap();
    let note = report.notes.iter().find(|note| note.contains("something else than")).unwrap();
    assert!(
        note.contains("touches-2026.csv: 1 row says something else than an earlier row"),
        "{note}"
    );
    assert_eq!(counts(&report), [11, 5, 1, 5]);
    assert_eq!(report.customers, 2);
    let lines = home.lines().await;
    assert_eq!(lines.len(), 5);
    let said =
        |text: &str| format!("K1|2026-01-05T10:00:00+00:00|touch|P1|email|out|||||jo|C1||||{text}");
    assert!(lines.contains(&said("Hello")), "{lines:#?}");
    for line in [
        "K1|2026-01-06T10:00:00+00:00|search|P1|web||||Lamps|||||||red lamp",
        "K1|2026-01-07T10:00:00+00:00|quote_requested|||||||North|jo|||||",
        "K1|2026-01-08T10:00:00+00:00|note|P1|||||Lamps|North|jo||||too_expensive;timing|Zu teuer,\nsagt er",
        "K2|2026-01-05T10:00:00+00:00|touch||phone|in||||||||||",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line}\n{lines:#?}");
    }
    assert_eq!(counts(&home.import(&[&notes, &events, &touches]).await.unwrap()), [11, 0, 6, 5]);
    assert_eq!(home.lines().await, lines);
}

#[tokio::test]
async fn deals_and_complaints_leave_their_history_once() {
    for test in testkit::stores(migrations()).await {
        let home = Home::over(test).await;
        let header =
            "deal_id,customer_id,title,opened,closed,outcome,phase,amount,family,region,owner\n";
        let open = home.file(
            "deals-1.csv",
            format!(
                "{header}D1,K1,Big one,2026-01-05T10:00:00Z,,open,need,1000,Lamps,North,jo\n\
                 D2,K1,Gone,2026-01-05T10:00:00Z,2026-02-01T10:00:00Z,lost,risk,50.5,,,\n\
                 D3,K1,A,2026-01-05,2026-01-04,won,risk,50.5,,,\n\
                 D4,K1,A,2026-01-05,,won,risk,50.5,,,\n\
                 D5,K1,A,2026-01-05,2026-01-06,open,risk,50.5,,,\n\
                 D6,K1,A,2026-01-05,,open,customer,50.5,,,\n\
                 D7,K1,A,2026-01-05,,open,need,much,,,\n"
            ),
        );
        assert_eq!(counts(&home.import(&[&open]).await.unwrap()), [7, 2, 0, 5]);
        reasons_begin!(
            home,
            "4 closed lies before `opened`",
            "5 closed is empty, but the deal is won",
            "6 closed is filled, but the deal is open",
            "7 phase `customer` is not known",
            "8 amount `much` is not a number",
        );
        let won = home.file(
            "deals-2.csv",
            format!("{header}D1,K1,Big one,2026-01-05T10:00:00Z,2026-03-01T10:00:00Z,won,risk,900,Lamps,North,jo\n"),
        );
        let complaints = home.file(
            "complaints.csv",
            "complaint_id,customer_id,order_id,opened,closed,owner,text\n\
             B1,K1,O1,2026-01-09T10:00:00Z,,jo,Broken\n\
             B2,K2,,2026-01-09T10:00:00Z,2026-01-10T10:00:00Z,,Late\n\
             B3,K2,,2026-01-09T10:00:00Z,,,\n",
        );
        for (again, expected) in [(false, [4, 3, 0, 1]), (true, [4, 0, 3, 1])] {
            let report = home.import(&[&won, &complaints]).await.unwrap();
            assert_eq!(counts(&report), expected, "again: {again}");
            assert_eq!(
                home.lines().await,
                [
                    "K1|2026-01-05T10:00:00+00:00|deal_opened||||D1||Lamps|North|jo|||1000.00||Big one",
                    "K1|2026-01-05T10:00:00+00:00|deal_opened||||D1||Lamps|North|jo|||900.00||Big one",
                    "K1|2026-01-05T10:00:00+00:00|deal_opened||||D2|||||||50.50||Gone",
                    "K1|2026-01-05T10:00:00+00:00|deal_removed||||D1|||||||1000.00||deal_opened",
                    "K1|2026-01-09T10:00:00+00:00|complaint_opened||||B1||||jo|||||Broken",
                    "K1|2026-02-01T10:00:00+00:00|deal_lost||||D2|||||||50.50||Gone",
                    "K1|2026-03-01T10:00:00+00:00|deal_won||||D1||Lamps|North|jo|||900.00||Big one",
                    "K2|2026-01-09T10:00:00+00:00|complaint_opened||||B2|||||||||Late",
                    "K2|2026-01-10T10:00:00+00:00|complaint_closed||||B2|||||||||Late",
                ]
            );
        }
        let deal = deal::Entity::find_by_id("D1").one(home.store().read()).await.unwrap().unwrap();
        assert_eq!((deal.outcome.as_str(), deal.amount.as_str()), ("won", "900.00"));
        let open = complaint::Entity::find_by_id("B1").one(home.store().read()).await.unwrap();
        assert!(open.unwrap().closed.is_none());
    }
}

#[tokio::test]
async fn targets_replace_derived_ones() {
    for test in testkit::stores(migrations()).await {
        let home = Home::over(test).await;
        let derived = target::Model {
            id: "derived-1".into(),
            period: "2026-11".into(),
            scope_kind: "company".into(),
            scope_value: String::new(),
            amount: "100.00".into(),
            source: "last_year+5%".into(),
        };
        let tx = home.store().begin().await.unwrap();
        let rows = vec![sea_orm::IntoActiveModel::into_active_model(derived)];
        store::records::upsert::<target::ActiveModel>(&tx, rows).await.unwrap();
        tx.commit().await.unwrap();
        let path = home.file(
            "targets.csv",
            "period,scope_kind,scope_value,amount\n\
             2026-11,company,,120\n2026-11,family,Lamps,40\n2026-12-01,region,North,7\n\
             2026-13,company,,1\n2026-11,company,North,1\n2026-11,owner,,1\n2026-11,planet,x,1\n",
        );
        assert_eq!(counts(&home.import(&[&path]).await.unwrap()), [7, 3, 0, 4]);
        assert_eq!(counts(&home.import(&[&path]).await.unwrap()), [7, 0, 3, 4]);
        let mut rows = target::Entity::find().all(home.store().read()).await.unwrap();
        rows.sort_by(|a, b| (&a.period, &a.scope_kind).cmp(&(&b.period, &b.scope_kind)));
        let rows: Vec<_> = rows
            .iter()
            .map(|row| {
                format!(
                    "{} {} {} {} {}",
                    row.id, row.period, row.scope_kind, row.amount, row.source
                )
            })
            .collect();
        assert_eq!(
            rows,
            [
                "derived-1 2026-11 company 120.00 file",
                "2026-11 family:Lamps 2026-11 family 40.00 file",
                "2026-12 region:North 2026-12 region 7.00 file",
            ]
        );
    }
}

#[tokio::test]
async fn files_count_in_the_order_in_which_they_are_named() {
    let file = |name: &str| format!("customer_id,name,kind,country\nK1,{name},person,DE\n");
    for order in [[0, 1], [1, 0]] {
        let home = Home::new().await;
        let files =
            [home.file("customers-1.csv", file("Old")), home.file("customers-2.csv", file("New"))];
        let report = home.import(&[&files[order[0]], &files[order[1]]]).await.unwrap();
        assert_eq!(counts(&report), [2, 2, 0, 0]);
        let row = customer::Entity::find_by_id("K1").one(home.store().read()).await.unwrap();
        assert_eq!(row.unwrap().name, ["Old", "New"][order[1]]);
    }
}

/// Of two lines with one key the first counts, in one call as in several.
#[tokio::test]
async fn the_first_line_with_a_key_counts() {
    let file = |day: &str, quantity: &str| {
        format!(
            "order_id,line,customer_id,time,item,quantity,unit_price,currency\n\
             O1,1,K1,{day},A,{quantity},1,EUR\nO2,1,K1,2026-01-03,A,1,1,EUR\n"
        )
    };
    for (first, second) in [("a.csv", "b.csv"), ("b.csv", "a.csv")] {
        let rename = |name: &str| format!("orders-{name}");
        for days in [["2026-01-05", "2026-01-04"], ["2026-01-05", "2026-01-05"]] {
            let together = Home::new().await;
            let one = together.file(&rename(first), file(days[0], "2"));
            let other = together.file(&rename(second), file(days[1], "3"));
            let report = together.import(&[&one, &other]).await.unwrap();
            assert_eq!(counts(&report), [4, 2, 2, 0]);
            let differ = report.notes.iter().filter(|note| note.contains("something else than"));
            assert_eq!(differ.count(), 1, "{:?}", report.notes);
            let apart = Home::new().await;
            apart.import(&[&one]).await.unwrap();
            apart.import(&[&other]).await.unwrap();
            assert_eq!(together.events().await, apart.events().await);
            assert!(together.lines().await.iter().any(|line| line.contains("|2.00|2.00|")));
        }
    }
}

#[tokio::test]
async fn the_header_tells_the_format_where_the_name_does_not() {
    let home = Home::new().await;
    let path = home.file(
        "export.csv",
        "touch_id,customer_id,time,channel,direction\nT,K,2026-01-05,email,out\n",
    );
    assert_eq!(counts(&home.import(&[&path]).await.unwrap()), [1, 1, 0, 0]);
    assert!(home.lines().await[0].contains("|touch|"));
}

#[tokio::test]
async fn rejected_rows_can_be_mended_and_imported_again() {
    let home = Home::new().await;
    let path = home.file(
        "orders.csv",
        "order_id,line,customer_id,time,item,description,quantity,unit_price,currency\r\n\
         O1,1,K1,2026-01-05,A,\"=1+1, \"\"quoted\"\"\",1,1,EUR\r\n\
         O1,2,K1,2026-01-05,A,\"=1+1, \"\"quoted\"\"\",one,1,EUR\r\n\
         \r\n\
         O1,3,K1,2026-01-05,A,\"two\nlines\",1\r\n\
         O1,4,K1,2026-01-05,A,x,1,1,EUR,more\r\n\
         O1,5,K1,2026-01-05,A,x,1,bad,EUR",
    );
    let report = home.import(&[&path]).await.unwrap();
    assert_eq!(counts(&report), [5, 1, 0, 4]);
    let rejected = report.rejected_file.unwrap();
    let name = rejected.file_name().unwrap().to_str().unwrap();
    assert_eq!(name, "orders.rejected-20261122T100000Z.csv");
    let text = std::fs::read_to_string(&rejected).unwrap();
    assert!(text.starts_with("line,column,reason,order_id,line,customer_id,"), "{text}");
    assert!(text.contains("\n3,quantity,"), "{text}");
    assert!(text.contains("\n5,,\"has 7 cells, the header has 9;"), "{text}");
    assert!(text.contains("\n7,,\"has 10 cells, the header has 9;"), "{text}");
    assert!(text.contains("\n8,unit_price,"), "{text}");
    // The cells are as they were, formulas too.
    assert!(text.contains(",O1,2,K1,2026-01-05,A,\"=1+1, \"\"quoted\"\"\",one,1,EUR\n"), "{text}");

    // Mended, the file is imported as it is: the first three columns are passed over.
    let mended = text.replace(",one,1,EUR", ",1,1,EUR").replace(",1,bad,EUR", ",1,2,EUR");
    let path = home.file(name, mended);
    let report = home.import(&[&path]).await.unwrap();
    assert_eq!(counts(&report), [4, 2, 0, 2]);
    // What is still wrong is written down once more, without a second set of those columns.
    let again = report.rejected_file.unwrap();
    assert_eq!(again.file_name().unwrap(), "orders.rejected-20261122T100000Z-2.csv");
    let text = std::fs::read_to_string(&again).unwrap();
    assert!(text.starts_with("line,column,reason,order_id,line,"), "{text}");
    assert_eq!(text.matches("reason").count(), 1, "{text}");
    assert_eq!(home.lines().await.len(), 3);
}

#[tokio::test]
async fn what_rooms_did_is_recorded_in_their_transaction() {
    let home = Home::new().await;
    let event = |n: u128| {
        let customer = vocab::CustomerId::new("K1").unwrap();
        Event::new(EventId(n), Some(customer), crate::common::now(), EventKind::MessageSent)
    };
    let tx = home.store().begin().await.unwrap();
    listen::record(&tx, &home.log, &[event(1), event(2), event(1)]).await.unwrap();
    drop(tx);
    assert!(home.events().await.is_empty(), "a transaction given up leaves nothing");
    let tx = home.store().begin().await.unwrap();
    listen::record(&tx, &home.log, &[event(1), event(2), event(1)]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(home.events().await.len(), 2);
    let tx = home.store().begin().await.unwrap();
    listen::record(&tx, &home.log, &[event(1)]).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(home.events().await.len(), 2, "known by the log already");
}

#[tokio::test]
async fn the_report_has_exactly_the_promised_keys() {
    let home = Home::new().await;
    let path = home.file("customers.csv", "customer_id,name,kind,country\nK1,A,person,DE\n");
    let report = home.import(&[&path]).await.unwrap();
    let json = serde_json::to_value(&report).unwrap();
    let keys: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = [
        "rows",
        "accepted",
        "duplicates",
        "rejected",
        "blocked",
        "rejected_file",
        "customers",
        "seconds",
    ];
    expected.sort_unstable();
    let mut keys = keys;
    keys.sort_unstable();
    assert_eq!(keys, expected);
}

#[tokio::test]
async fn promises_leave_their_history_and_are_never_kept_and_broken() {
    for test in testkit::stores(migrations()).await {
        let home = Home::over(test).await;
        let header = "promise_id,customer_id,contact_id,made,owner,text,due,settled,outcome\n";
        let first = home.file(
            "promises-1.csv",
            format!(
                "{header}V1,K1,P1,2026-01-05T10:00:00Z,jo,Samples,2026-01-12,,\n\
                 V2,K1,,2026-01-05T10:00:00Z,,Quote,2026-01-05,2026-01-05T12:00:00Z,kept\n\
                 V3,K1,,2026-01-05T10:00:00Z,,Late,2026-01-04,,\n\
                 V4,K1,,2026-01-05T10:00:00Z,,Half,2026-01-12,,kept\n\
                 V5,K1,,2026-01-05T10:00:00Z,,Half,2026-01-12,2026-01-06,\n\
                 V6,K1,,2026-01-05T10:00:00Z,,Odd,2026-01-12,2026-01-06,perhaps\n\
                 V7,K1,,2026-01-05T10:00:00Z,,Before,2026-01-12,2026-01-04,kept\n\
                 V8,K1,,2026-01-05T10:00:00Z,,,2026-01-12,,\n\
                 V9,K1,,2026-01-05T10:00:00Z,,Ahead,2026-01-12,2126-01-06,kept\n"
            ),
        );
        assert_eq!(counts(&home.import(&[&first]).await.unwrap()), [9, 2, 0, 7]);
        reasons_begin!(
            home,
            "4 due lies before `made`",
            "5 settled is empty, but the promise is kept",
            "6 outcome is empty, but the promise is settled",
            "7 outcome `perhaps`",
            "8 settled lies before `made`",
            "9 text is empty",
            "10 settled lies in the future",
        );
        let made = [
            "K1|2026-01-05T10:00:00+00:00|promise_made|P1|||V1||||jo|||||Samples",
            "K1|2026-01-05T10:00:00+00:00|promise_made||||V2|||||||||Quote",
            "K1|2026-01-05T12:00:00+00:00|promise_kept||||V2|||||||||Quote",
        ];
        let sorted = |lines: &[&str]| {
            let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            lines.sort();
            lines
        };
        assert_eq!(home.lines().await, sorted(&made));
        let second = home.file(
            "promises-2.csv",
            format!(
                "{header}V1,K1,P1,2026-01-05T10:00:00Z,jo,Samples,2026-01-12,2026-01-15T10:00:00Z,broken\n\
                 V2,K1,,2026-01-05T10:00:00Z,,Quote,2026-01-05,2026-01-05T12:00:00Z,withdrawn\n"
            ),
        );
        for (again, expected) in [(false, [2, 2, 0, 0]), (true, [2, 0, 2, 0])] {
            let report = home.import(&[&second]).await.unwrap();
            assert_eq!(counts(&report), expected, "again: {again}");
            let mut lines = made.to_vec();
            lines.push("K1|2026-01-15T10:00:00+00:00|promise_broken|P1|||V1||||jo|||||Samples");
            lines.push("K1|2026-01-05T12:00:00+00:00|promise_reopened||||V2|||||||||promise_kept");
            assert_eq!(home.lines().await, sorted(&lines));
        }
        // The first file does not tell how they ended: what was noted meanwhile stays.
        home.import(&[&first]).await.unwrap();
        let row = promise::Entity::find_by_id("V1").one(home.store().read()).await.unwrap();
        let row = row.unwrap();
        assert_eq!(
            (row.outcome.as_deref(), row.contact_id.as_deref()),
            (Some("broken"), Some("P1"))
        );
    }
}

#[tokio::test]
async fn surveys_hold_both_marks_or_none() {
    for test in testkit::stores(migrations()).await {
        let home = Home::over(test).await;
        let surveys = home.file(
            "surveys.csv",
            "survey_id,customer_id,contact_id,asked,answered,competence,likeability,text,followed_up\n\
             S1,K1,P1,2026-01-05T10:00:00Z,2026-01-06T10:00:00Z,5,2,Nice,2026-01-08T10:00:00Z\n\
             S2,K1,,2026-01-05T10:00:00Z,,,,,\n\
             S3,K1,,,2026-01-06T10:00:00Z,1,1,,\n\
             S4,K1,,,,,,,\n\
             S5,K1,,,2026-01-06T10:00:00Z,5,,,\n\
             S6,K1,,,2026-01-06T10:00:00Z,5,6,,\n\
             S7,K1,,2026-01-05T10:00:00Z,,3,3,,\n\
             S8,K1,,2026-01-05T10:00:00Z,2026-01-04T10:00:00Z,3,3,,\n\
             S9,K1,,2026-01-05T10:00:00Z,,,,,2026-01-08T10:00:00Z\n",
        );
        for (again, expected) in [(false, [9, 3, 0, 6]), (true, [9, 0, 3, 6])] {
            let report = home.import(&[&surveys]).await.unwrap();
            assert_eq!(counts(&report), expected, "again: {again}");
        }
        assert_eq!(
            home.lines().await,
            [
                "K1|2026-01-06T10:00:00+00:00|survey_answered|P1|||S1|||||||||Nice",
                "K1|2026-01-06T10:00:00+00:00|survey_answered||||S3|||||||||",
            ]
        );
        let bare = home.file(
            "surveys-2.csv",
            "survey_id,customer_id,contact_id,asked,answered,competence,likeability,text\n\
             S1,K1,P1,2026-01-05T10:00:00Z,2026-01-06T10:00:00Z,5,2,Nice\n",
        );
        assert_eq!(counts(&home.import(&[&bare]).await.unwrap()), [1, 0, 1, 0]);
        let row = survey::Entity::find_by_id("S1").one(home.store().read()).await.unwrap();
        assert!(row.unwrap().followed_up.is_some(), "the file does not tell");
        let row = survey::Entity::find_by_id("S2").one(home.store().read()).await.unwrap();
        let row = row.unwrap();
        assert!(row.asked.is_some() && row.answered.is_none() && row.competence.is_none());
    }
}

/// A file that does not tell when somebody answered leaves what was noted by hand.
#[tokio::test]
async fn a_first_reply_stays_when_a_file_does_not_tell_it() {
    for test in testkit::stores(migrations()).await {
        let home = Home::over(test).await;
        let told = home.file(
            "complaints-1.csv",
            "complaint_id,customer_id,opened,closed,text,first_reply\n\
             B1,K1,2026-01-05T10:00:00Z,,Broken,2026-01-06T10:00:00Z\n\
             B2,K1,2026-01-05T10:00:00Z,,Late,2026-01-04T10:00:00Z\n",
        );
        let silent = home.file(
            "complaints-2.csv",
            "complaint_id,customer_id,opened,closed,text\nB1,K1,2026-01-05T10:00:00Z,,Broken\n",
        );
        assert_eq!(counts(&home.import(&[&told]).await.unwrap()), [2, 1, 0, 1]);
        reasons_begin!(home, "3 first_reply lies before `opened`");
        assert_eq!(counts(&home.import(&[&silent]).await.unwrap()), [1, 0, 1, 0]);
        let row = complaint::Entity::find_by_id("B1").one(home.store().read()).await.unwrap();
        assert!(row.unwrap().first_reply.is_some());
        assert_eq!(home.lines().await.len(), 1, "a reply is no event");
    }
}
