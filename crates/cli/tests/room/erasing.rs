//! A person is erased: nothing of them is left in any byte of any file, everybody else is as if
//! they had never been there, and a kill at any moment leaves either all of them or nothing.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::common::person::{
    MARKERS, OTHER, PERSON, browse, files, found_in, import, run, write_rows,
};
use crate::common::receiver::{read, serve, sign_in};
use crate::common::{Desk, fails, json, kill_somewhere, ok, rng, sog};
use privacy::places::PLACES;
use sea_orm::ConnectionTrait;
use testkit::http::Client;

const KILLS: usize = 30;

/// The markers, and the ids of the events as they lie in files.
fn traces(export: &serde_json::Value) -> Vec<Vec<u8>> {
    let mut traces: Vec<Vec<u8>> = MARKERS.iter().map(|it| it.as_bytes().to_vec()).collect();
    for event in export["events"].as_array().unwrap() {
        let text = event["id"].as_str().unwrap().replace('-', "");
        let id = u128::from_str_radix(&text, 16).unwrap();
        traces.extend([id.to_be_bytes().to_vec(), id.to_le_bytes().to_vec()]);
    }
    traces
}

fn export(data: &Path, whom: &str) -> serde_json::Value {
    let mut export = json(sog(data).args(["export", whom]));
    // What depends on the moment of asking.
    export["at"] = serde_json::Value::Null;
    export["picture"] = serde_json::json!({ "orders": export["picture"]["orders"] });
    export
}

fn table(data: &Path) -> String {
    ok(sog(data).args(["customers", "--format", "csv", "--as-of", "2026-09-17"]))
}

/// A data folder with the person and everybody else.
fn company(desk: &Desk, rejected: bool) -> serde_json::Value {
    let files = files(desk, "with", true, rejected);
    let report = import(&desk.data(), &files, &desk.folder.path().join("rejected"));
    write_rows(&desk.data(), true);
    browse(&desk.data());
    ok(sog(&desk.data()).arg("refresh"));
    report
}

#[test]
fn nothing_is_left_and_nobody_else_is_touched() {
    let desk = Desk::new();
    let (data, rejects) = (desk.data(), desk.folder.path().join("rejected"));
    assert_eq!(company(&desk, true)["rejected"], 2);

    // Everything that will be looked for is there, and is handed over.
    let kept = export(&data, PERSON);
    let text = kept.to_string();
    let traces = traces(&kept);
    assert!(traces.len() > MARKERS.len() + 20, "{} events", traces.len());
    let before = found_in(&[&data, &rejects], &traces);
    for trace in &traces {
        let trace = String::from_utf8_lossy(trace).into_owned();
        if MARKERS.contains(&trace.as_str()) {
            assert!(before.iter().any(|(found, _)| *found == trace), "{trace} was nowhere");
            // A note of the diagnosis and a notice of a session are ours; the words stand in
            // events and rows of theirs.
            assert!(text.contains(&trace) || trace == "zq18 quoted", "{trace} is not handed over");
        }
    }
    let ids = before.iter().filter(|(found, _)| !MARKERS.contains(&found.as_str())).count();
    assert!(ids >= kept["events"].as_array().unwrap().len(), "ids of events are in files");
    assert_eq!(
        kept["events"].as_array().unwrap().iter().filter(|e| e["item"] == "zq15 tracked").count(),
        3
    );
    assert!(kept["picture"]["orders"].as_u64().unwrap() > 0, "{}", kept["picture"]);

    // Not without being asked for.
    let refused = fails(sog(&data).args(["erase", PERSON]));
    assert!(refused.contains("nothing was erased") && refused.contains("message"), "{refused}");

    let erased =
        json(sog(&data).args(["erase", PERSON, "--yes", "--reason", "asked by zq05@mail.example"]));
    assert!(erased["events"].as_u64().unwrap() > 10, "{erased}");
    assert_eq!((&erased["rejected_rows"], &erased["shared"]), (&1.into(), &0.into()), "{erased}");
    assert_eq!(erased["rows"]["message"], 1, "{erased}");
    let after = found_in(&[&data, &rejects], &traces);
    assert!(after.is_empty(), "{after:?}");

    // Others are as if nobody had ever been there.
    let never = Desk::new();
    let without = files(&never, "without", false, true);
    import(&never.data(), &without, &never.folder.path().join("rejected"));
    write_rows(&never.data(), false);
    ok(sog(&never.data()).arg("refresh"));
    assert_eq!(table(&data), table(&never.data()));
    for other in [OTHER, "C8", "C9", "C3"] {
        let (mut one, mut two) = (export(&data, other), export(&never.data(), other));
        // The files lie in other folders, the rows in other lines.
        for export in [&mut one, &mut two] {
            for row in export["rejected_rows"].as_array_mut().unwrap() {
                row["file"] = serde_json::Value::Null;
                row["cells"][0] = serde_json::Value::Null;
            }
        }
        assert_eq!(one, two, "{other}");
    }

    // An old file does not bring them back.
    assert!(fails(sog(&data).args(["export", PERSON])).contains("--lift"));
    assert!(fails(sog(&data).args(["erase", "zq05@mail.example", "--yes"])).contains("block list"));
    let again = import(&data, &files(&desk, "with", true, true), &rejects);
    assert_eq!(again["accepted"], 1, "what others said of them is told anew: {again}");
    assert!(again["blocked"].as_u64().unwrap() >= 12, "{again}");
    let counts = ["accepted", "duplicates", "rejected", "blocked"].map(|it| again[it].as_u64());
    assert_eq!(counts.iter().flatten().sum::<u64>(), again["rows"].as_u64().unwrap());
    browse(&data);
    ok(sog(&data).arg("refresh"));
    let fresh: BTreeSet<String> =
        found_in(&[&data, &rejects], &traces).into_iter().map(|(found, _)| found).collect();
    // Nobody asked for others' words to be changed a second time.
    let theirs: BTreeSet<String> = ["zq05@mail.example".to_owned()].into();
    assert_eq!(fresh, theirs);

    // Until they want to be a customer again.
    assert!(fails(sog(&data).args(["erase", OTHER, "--lift"])).contains("not on the block list"));
    let lifted = json(sog(&data).args(["erase", "zq05@mail.example", "--lift"]));
    assert!(lifted["lifted"].as_u64().unwrap() >= 5, "{lifted}");
    let back = import(&data, &files(&desk, "with", true, true), &rejects);
    assert_eq!(back["blocked"], 0, "{back}");
    assert_eq!(export(&data, PERSON)["subject"]["names"][0], "Zq03first Zq04last");
}

/// What the scan is worth: a single row, file or page that is left is found.
#[test]
fn the_search_finds_what_is_left() {
    let desk = Desk::new();
    company(&desk, false);
    let data = desk.data();
    let kept = export(&data, PERSON);
    let copy = desk.folder.path().join("old.parquet");
    let runs = || {
        let names = data.join("events").read_dir().unwrap().map(|entry| entry.unwrap().path());
        names.filter(|path| path.extension().is_some_and(|it| it == "parquet")).collect::<Vec<_>>()
    };
    let wanted = traces(&kept);
    let with_them = |path: &Path| {
        let alone = desk.folder.path().join("alone");
        std::fs::create_dir_all(&alone).unwrap();
        std::fs::copy(path, alone.join("one.parquet")).unwrap();
        !found_in(&[&alone], &wanted).is_empty()
    };
    let old = runs().into_iter().find(|path| with_them(path)).unwrap();
    std::fs::copy(&old, &copy).unwrap();
    let old_pictures: Vec<_> =
        data.join("pictures").read_dir().unwrap().map(|it| it.unwrap().path()).collect();
    let kept_pictures = desk.folder.path().join("kept");
    std::fs::create_dir(&kept_pictures).unwrap();
    for path in &old_pictures {
        std::fs::copy(path, kept_pictures.join(path.file_name().unwrap())).unwrap();
    }
    ok(sog(&data).args(["erase", PERSON, "--yes"]));
    assert!(found_in(&[&data], &wanted).is_empty());
    // A run that was not removed; pictures that were not removed.
    std::fs::copy(&copy, data.join("events").join("run-00000001-000.old.parquet")).unwrap();
    assert!(!found_in(&[&data], &wanted).is_empty());
    std::fs::remove_file(data.join("events").join("run-00000001-000.old.parquet")).unwrap();
    assert!(!found_in(&[&kept_pictures], &wanted).is_empty());
    // A row that was not removed.
    run(
        &data,
        &["insert into complaint (id, customer_id, opened, text) values ('x', 'C1',
        '2026-03-01T00:00:00+00:00', 'zq13 complained')"],
    );
    assert!(!found_in(&[&data], &wanted).is_empty());
}

#[test]
fn killed_anywhere_they_are_there_or_gone() {
    let desk = Desk::new();
    company(&desk, true);
    let (data, rejects) = (desk.data(), desk.folder.path().join("rejected"));
    let exported = |data: &Path| {
        let mut export = export(data, PERSON);
        for row in export["rejected_rows"].as_array_mut().unwrap() {
            row["file"] = serde_json::Value::Null;
        }
        export
    };
    let whole = exported(&data);
    assert_eq!(whole["rejected_rows"].as_array().unwrap().len(), 1);
    let wanted = traces(&whole);
    // The data, and the rejected rows that it points to.
    let copy = |name: &str| {
        let to = desk.folder.path().join(name);
        std::fs::create_dir(&to).unwrap();
        for part in [&data, &rejects] {
            assert!(Command::new("cp").arg("-a").arg(part).arg(&to).status().unwrap().success());
        }
        let copied = to.join(data.file_name().unwrap());
        let (from, to) = (rejects.display(), to.join("rejected").display().to_string());
        let moved =
            format!("update import set rejected_file = replace(rejected_file, '{from}', '{to}')");
        run(&copied, &[&moved]);
        copied
    };
    let undisturbed = copy("undisturbed");
    let started = Instant::now();
    ok(sog(&undisturbed).args(["erase", PERSON, "--yes"]));
    let span = started.elapsed();
    let expected = table(&undisturbed);
    let (mut rng, mut kills, mut gone, mut there) = (rng(11), 0, 0, 0);
    for round in 0.. {
        let folder = copy("killed");
        if kill_somewhere(sog(&folder).args(["erase", PERSON, "--yes"]), span, &mut rng) {
            kills += 1;
        }
        // The next command ends what was begun.
        if round % 2 == 0 {
            ok(sog(&folder).args(["erase", "--resume"]));
        }
        let mut asked = sog(&folder);
        let asked = asked.args(["export", PERSON, "--json"]).output().unwrap();
        if asked.status.success() {
            there += 1;
            assert_eq!(exported(&folder), whole);
        } else {
            gone += 1;
            let left = found_in(&[folder.parent().unwrap()], &wanted);
            assert!(left.is_empty(), "after {kills} kills: {left:?}");
            assert_eq!(table(&folder), expected);
        }
        std::fs::remove_dir_all(folder.parent().unwrap()).unwrap();
        if kills == KILLS {
            break;
        }
        assert!(round < 4 * KILLS, "only {kills} of {KILLS} kills met a running erasure");
    }
    assert!(there > 0 && gone > 0, "kills before and after: {there}, {gone}");
}

#[test]
fn administrators_do_it_on_the_page_and_nobody_else() {
    let desk = Desk::new();
    company(&desk, false);
    let data = desk.data();
    let wanted = traces(&export(&data, PERSON));
    let (server, address) = serve(&data);
    let mut client = Client::connect(address).unwrap();
    let marketing = sign_in(&data, &mut client, "marketing");
    let admin = sign_in(&data, &mut client, "admin");
    let page = format!("/customers/{PERSON}");
    let ask = format!("{page}/erase");
    let shown = read(&mut client, &marketing, &page);
    assert!(shown.status == 200 && !shown.text().contains(&ask), "{}", shown.text());
    for path in [&ask, &format!("{page}/export")] {
        assert_eq!(read(&mut client, &marketing, path).status, 403, "{path}");
    }
    assert!(read(&mut client, &admin, &page).text().contains(&ask));
    let file = read(&mut client, &admin, &format!("{page}/export"));
    assert!(file.header("content-disposition").contains("export.json"), "{:?}", file.headers);
    assert!(file.text().contains("zq12 noted"));
    assert!(read(&mut client, &admin, &ask).text().contains("zq05@mail.example"));
    let form = [("cookie", admin.as_str()), ("content-type", "application/x-www-form-urlencoded")];
    let mut post = |body: &str| client.send("POST", &ask, &form, body.as_bytes()).unwrap();
    let refused = post("typed=C7&reason=x");
    assert_eq!(refused.status, 422, "{}", refused.text());
    let done = post(&format!("typed={PERSON}&reason=asked"));
    assert_eq!((done.status, done.header("location")), (303, "/customers"), "{}", done.text());
    assert_eq!(read(&mut client, &admin, &page).status, 404);
    assert_eq!(read(&mut client, &admin, "/settings/incoming").status, 200);
    // Also while the server runs.
    let left = found_in(&[&data], &wanted);
    assert!(left.is_empty(), "{left:?}\n{}", server.output());
    drop(server);
}

/// One person of a company: the company and its orders stay.
#[test]
fn one_of_several_contacts_goes_alone() {
    let desk = Desk::new();
    let contacts = "contact_id,customer_id,first_name,last_name,email,phone,language,role\n\
                    K1,C1,Ann,One,ann@one.example,+49 30 555001,de,buyer\n\
                    K2,C1,Bob,One,bob@one.example,+49 30 555002,de,user\n\
                    K3,C2,Ann,Two,both@two.example,,de,buyer\nK4,C3,Bob,Three,both@two.example,,de,buyer\n";
    let customers = "customer_id,name,kind,country\nC1,One,company,DE\nC2,Two,company,DE\nC3,Three,company,DE\n";
    let orders = "order_id,line,customer_id,time,item,quantity,unit_price,currency\n\
                  o1,1,C1,2026-01-05,A1,2,9.50,EUR\n";
    let notes = "note_id,customer_id,contact_id,time,language,text\n\
                 n1,C1,K1,2026-03-05T09:00:00,en,with ann\nn2,C1,K2,2026-03-05T09:00:00,en,Bob has ANN@one.example\n";
    let files = [
        desk.file("customers.csv", customers),
        desk.file("contacts.csv", contacts),
        desk.file("orders.csv", orders),
        desk.file("notes.csv", notes),
    ];
    import(&desk.data(), &files, desk.folder.path());
    let data = desk.data();
    assert!(fails(sog(&data).args(["erase", "both@two.example", "--yes"])).contains("C2, C3"));
    let erased = json(sog(&data).args(["erase", "ann@one.example", "--yes"]));
    assert_eq!((&erased["events"], &erased["blotted"]), (&1.into(), &1.into()), "{erased}");
    let kept = export(&data, "C1");
    assert_eq!(kept["records"]["contact"].as_array().unwrap().len(), 1, "{kept}");
    let texts: Vec<_> = kept["events"].as_array().unwrap().iter().map(|it| &it["text"]).collect();
    assert!(texts.contains(&&"Bob has […]".into()), "{texts:?}");
    assert_eq!(kept["picture"]["orders"], 1);
    let wanted = ["ann@one.example", "+49 30 555001", "with ann"].map(|it| it.as_bytes().to_vec());
    let left = found_in(&[&data], &wanted);
    assert!(left.is_empty(), "{left:?}");
    // A shared address keeps nobody else out.
    let erased = json(sog(&data).args(["erase", "C2", "--yes"]));
    assert_eq!(erased["shared"], 1, "{erased}");
    assert_eq!(export(&data, "both@two.example")["subject"]["contacts"][0], "K4");
}

/// What was noted by the words of one contact goes with them in all versions, also where nobody
/// wrote down who said it. What others said of the same deal stays.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_contact_said_goes_with_them() {
    use customers::opportunity::{self, Change, FactKind, NewFact, Target};
    use customers::said::{By, How};
    let desk = Desk::new();
    let contacts = "contact_id,customer_id,first_name,last_name,email,phone,language,role\n\
                    K1,C1,Ann,One,ann@one.example,,de,buyer\nK2,C1,Bob,One,bob@one.example,,de,user\n";
    let deals = "deal_id,customer_id,title,opened,closed,outcome,phase,amount\n\
                 D1,C1,Light,2026-03-01T09:00:00Z,,open,need,100.00\n";
    let events = "event_id,customer_id,contact_id,time,kind,text\n\
                  e1,C1,K1,2026-03-05T09:00:00Z,inquiry,Ann asks\n\
                  e2,C1,K2,2026-03-06T09:00:00Z,inquiry,Bob asks\n";
    let files = vec![
        desk.file("customers.csv", "customer_id,name,kind,country\nC1,One,company,DE\n"),
        desk.file("contacts.csv", contacts),
        desk.file("deals.csv", deals),
        desk.file("events.csv", events),
    ];
    let now: vocab::Instant = "2026-09-17T10:00:00Z".parse().unwrap();
    let customer = vocab::CustomerId::new("C1").unwrap();
    for test in testkit::stores(sog_cli::workspace::migrations()).await {
        let (store, folder) = (&test.store, test.folder());
        let log = events::EventLog::open(store, folder).await.unwrap();
        let request = listen::ImportRequest::new(files.clone(), folder.join("rejected"), now);
        listen::import(store, &log, &request, &listen::Quiet).await.unwrap();
        log.hand_over(&|_| ()).await.unwrap();
        let history = customers::said::history(&log, &customer).await.unwrap();
        let asked = |text: &str| {
            How::Cites(history.iter().find(|one| one.text.as_deref() == Some(text)).unwrap().id)
        };
        let by = By { person: "Sem".to_owned(), at: now };
        let write = async |fact: &str, version, change| {
            let target = Target {
                customer: customer.clone(),
                deal: "D1".to_owned(),
                fact: fact.to_owned(),
                version,
            };
            opportunity::change(store, &log, &target, change, &by).await.unwrap();
        };
        let say = |text: &str, how| {
            let text = text.to_owned();
            let kind = FactKind::Need;
            Change::Say(NewFact { kind, text, said: now, contact: None, amount: None, how })
        };
        write("first", 0, say("Ann's words", Some(asked("Ann asks")))).await;
        // Assumed, confirmed by Ann, and in other words again.
        write("later", 0, say("Ann's other words", None)).await;
        write("later", 1, Change::Confirm(asked("Ann asks"))).await;
        let reword = Change::Reword { text: "words of Ann".to_owned(), amount: None };
        write("later", 2, reword).await;
        write("bobs", 0, say("Bob's words", Some(asked("Bob asks")))).await;
        // As it was noted before the contact of an event was taken over.
        let tx = store.begin().await.unwrap();
        let older = "update opportunity_fact set contact_id = null";
        tx.execute_unprepared(older).await.unwrap();
        tx.commit().await.unwrap();
        let order = privacy::Order { reason: "x".to_owned(), ..web::privacy::order("me", now) };
        let erased = privacy::erase(store, &log, folder, "K1", &order).await.unwrap();
        assert_eq!(erased.rows.get("opportunity_fact"), Some(&4), "{}: {erased:?}", test.name);
        let kept = opportunity::opportunities(store.read(), &customer).await.unwrap();
        let words: Vec<&str> =
            kept[0].dossier.facts.iter().map(|fact| fact.text.as_str()).collect();
        assert_eq!(words, ["Bob's words"], "{}", test.name);
    }
}

/// The same on PostgreSQL as on SQLite: no column of any table holds a word of theirs.
#[tokio::test(flavor = "multi_thread")]
async fn both_databases_forget() {
    let desk = Desk::new();
    let files = files(&desk, "with", true, true);
    let now = || "2026-09-17T10:00:00Z".parse().unwrap();
    for test in testkit::stores(sog_cli::workspace::migrations()).await {
        let (store, folder) = (&test.store, test.folder());
        let log = events::EventLog::open(store, folder).await.unwrap();
        let request = listen::ImportRequest::new(files.clone(), folder.join("rejected"), now());
        listen::import(store, &log, &request, &listen::Quiet).await.unwrap();
        let order = privacy::Order { reason: "x".to_owned(), ..web::privacy::order("me", now()) };
        let erased = privacy::erase(store, &log, folder, PERSON, &order).await.unwrap();
        assert!(erased.events > 8 && erased.blocked >= 4, "{}: {erased:?}", test.name);
        assert_eq!(privacy::resume(store, &log, folder, now()).await.unwrap(), 0);
        for (table, columns) in privacy::tables(store).await.unwrap() {
            for column in columns {
                let sql = format!(
                    "select count(*) as n from \"{table}\" where lower(cast(\"{column}\" as text))
                    like '%zq%'"
                );
                let row = store.read().query_one_raw(sea_orm::Statement::from_string(
                    store.read().get_database_backend(),
                    sql,
                ));
                let found: i64 = row.await.unwrap().unwrap().try_get("", "n").unwrap();
                assert_eq!(found, 0, "{}: {table}.{column}", test.name);
            }
        }
        let again = listen::import(store, &log, &request, &listen::Quiet).await.unwrap();
        assert!(again.blocked >= 12, "{}: {again:?}", test.name);
        privacy::lift(store, "zq02contact").await.unwrap();
        let back = listen::import(store, &log, &request, &listen::Quiet).await.unwrap();
        assert_eq!(back.blocked, 0, "{}: {back:?}", test.name);
    }
}

#[tokio::test]
async fn every_table_and_column_is_decided_about() {
    for test in testkit::stores(sog_cli::workspace::migrations()).await {
        let tables = privacy::tables(&test.store).await.unwrap();
        for (table, columns) in &tables {
            let place = PLACES.iter().find(|place| place.table == table).unwrap_or_else(|| {
                panic!("{table} is not in the list of what holds something of customers")
            });
            // The layout of the catalogue is DuckLake's, that of migrations the library's.
            let is_ours = !table.starts_with("ducklake_") && table != "seaql_migrations";
            assert!(!is_ours || columns == place.columns, "{table}: {columns:?}");
        }
        let known = |place: &str| tables.iter().any(|(table, _)| table == place);
        for place in PLACES {
            assert!(known(place.table), "{} is no table", place.table);
        }
    }
}
