//! A small company with one person whose every word is a marker that stands nowhere else, and the
//! search for markers in every byte of a folder.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use parquet::file::reader::{FileReader, SerializedFileReader};
use sea_orm::ConnectionTrait;
use sog_cli::workspace::Workspace;
use testkit::http::Client;

use super::receiver::{key, post, serve};
use super::{Desk, ok, sog};

/// The number of the person, and of another customer.
pub(crate) const PERSON: &str = "Zq01person";
pub(crate) const OTHER: &str = "C7";

/// Everything that is unlike anything else: in files that are imported, in what is sent, in rows
/// that other rooms write.
pub(crate) const MARKERS: &[&str] = &[
    PERSON,
    "zq02contact",
    "Zq03first",
    "Zq04last",
    "zq05@mail.example",
    "+49 5550 190107",
    "zq06 says the consent",
    "zq07order",
    "zq08 described",
    "zq09 touched",
    "zq10 searched",
    "zq11 deal",
    "zq12 noted",
    "zq13 complained",
    "zq14visitor",
    "zq15 tracked",
    "zq16 answered",
    "zq17 refused by a server",
    "zq18 quoted",
    "zq19 rejected",
    "zq20 requires",
    "zq21 wishes",
    "zq22 promised",
    "zq23 surveyed",
];

/// The files of the company; `with` the person or as if there had never been one.
pub(crate) fn files(desk: &Desk, folder: &str, with: bool, rejected: bool) -> Vec<PathBuf> {
    let mut customers = "customer_id,name,kind,country,region,owner\n".to_owned();
    let mut contacts =
        "contact_id,customer_id,first_name,last_name,email,phone,language,role\n".to_owned();
    let mut consents = "contact_id,channel,purpose,status,time,source\n".to_owned();
    let mut orders =
        "order_id,line,customer_id,time,item,description,family,quantity,unit_price,currency\n"
            .to_owned();
    let mut touches = "touch_id,customer_id,contact_id,time,channel,direction,text\n".to_owned();
    let mut events = "event_id,customer_id,contact_id,time,kind,text\n".to_owned();
    let mut deals = "deal_id,customer_id,title,opened,closed,outcome,phase,amount\n".to_owned();
    let mut notes = "note_id,customer_id,contact_id,time,language,text,barriers\n".to_owned();
    let mut complaints = "complaint_id,customer_id,opened,closed,text\n".to_owned();
    let mut promises = "promise_id,customer_id,contact_id,made,text,due\n".to_owned();
    let mut surveys =
        "survey_id,customer_id,contact_id,answered,competence,likeability,text\n".to_owned();
    for n in 1..60 {
        customers += &format!("C{n},Company {n},company,DE,South,mara\n");
        contacts +=
            &format!("K{n},C{n},Ann,Other{n},k{n}@other.example,+49 30 10{n:04},de,buyer\n");
        consents += &format!("K{n},email,marketing,given,2026-02-03T10:00:00,web form\n");
        for order in 0..4 {
            orders += &format!(
                "o{n}-{order},1,C{n},2026-0{}-1{}T11:00:00,drill,a drill,tools,{n},2.50,EUR\n",
                order + 2,
                n % 9
            );
        }
        notes += &format!("n{n},C{n},K{n},2026-03-04T09:00:00,en,fine talk {n},too_expensive\n");
    }
    // What others say of them: the address goes, the rest stays.
    let says = if with { "zq05@MAIL.example" } else { "[…]" };
    notes += &format!("n-of,C7,K7,2026-03-05T09:00:00,en,told me to write to {says} too,\n");
    // Bought by nobody in particular, and the address on the way to them.
    orders += &format!("o-of,1,,2026-03-06T11:00:00,drill,deliver to {says},tools,1,2.50,EUR\n");
    complaints += &format!("q-of,C8,2026-03-05T09:00:00,,why does {says} get my mail\n");
    if with {
        customers += "Zq01person,Zq03first Zq04last,person,DE,South,mara\n";
        contacts += "zq02contact,Zq01person,Zq03first,Zq04last,zq05@mail.example,+49 5550 190107,de,buyer\n";
        consents += "zq02contact,email,marketing,given,2026-02-03T10:00:00,zq06 says the consent\n";
        for order in 0..3 {
            orders += &format!(
                "zq07order{order},1,Zq01person,2026-0{}-12T11:00:00,drill,zq08 described,tools,3,9.50,EUR\n",
                order + 2
            );
        }
        touches += "t1,Zq01person,zq02contact,2026-03-01T10:00:00,phone,in,zq09 touched\n";
        events += "e1,Zq01person,zq02contact,2026-03-02T10:00:00,search,zq10 searched\n";
        // Once a contact of somebody else, too.
        events += "e2,C9,zq02contact,2026-03-02T11:00:00,search,zq10 searched\n";
        deals += "d1,Zq01person,zq11 deal,2026-03-03T10:00:00,,open,need,500\n";
        notes += "n-q,Zq01person,zq02contact,2026-03-04T10:00:00,en,zq12 noted,too_expensive\n";
        complaints += "q1,Zq01person,2026-03-05T10:00:00,,zq13 complained\n";
        promises += "v1,Zq01person,zq02contact,2026-03-05T10:00:00,zq22 promised,2026-03-09\n";
        // Once a contact of somebody else, too.
        promises += "v2,C9,zq02contact,2026-03-05T10:00:00,zq22 promised,2026-03-09\n";
        surveys += "s1,Zq01person,zq02contact,2026-03-06T10:00:00,4,2,zq23 surveyed\n";
        if rejected {
            orders += "zq07orderX,1,Zq01person,no time,drill,zq19 rejected,tools,3,9.50,EUR\n";
        }
    }
    if rejected {
        orders += "o-bad,1,C3,no time,drill,stays here,tools,3,9.50,EUR\n";
    }
    // A format needs a row.
    touches += "t0,C1,K1,2026-03-01T10:00:00,phone,in,called\n";
    events += "e0,C1,K1,2026-03-02T10:00:00,search,drills\n";
    deals += "d0,C1,A deal,2026-03-03T10:00:00,,open,need,500\n";
    complaints += "q0,C1,2026-03-05T10:00:00,2026-03-06T10:00:00,late\n";
    promises += "v0,C1,K1,2026-03-05T10:00:00,a catalogue,2026-03-09\n";
    surveys += "s0,C1,K1,2026-03-06T10:00:00,5,5,fine\n";
    let all = [
        ("customers", customers),
        ("contacts", contacts),
        ("consents", consents),
        ("orders", orders),
        ("touches", touches),
        ("events", events),
        ("deals", deals),
        ("notes", notes),
        ("complaints", complaints),
        ("promises", promises),
        ("surveys", surveys),
    ];
    std::fs::create_dir_all(desk.folder.path().join(folder)).unwrap();
    let write = |(name, text): (&str, String)| desk.file(&format!("{folder}/{name}.csv"), &text);
    all.into_iter().map(write).collect()
}

/// Imports the files and makes pictures.
pub(crate) fn import(data: &Path, files: &[PathBuf], rejected: &Path) -> serde_json::Value {
    let mut import = sog(data);
    import.arg("import").args(files).arg("--rejected-dir").arg(rejected);
    let report = super::json(&mut import);
    ok(sog(data).arg("refresh"));
    report
}

/// Sends what a browser of the person does, before and after it says whose it is.
pub(crate) fn browse(data: &Path) {
    let key = key(data, "server");
    let (server, address) = serve(data);
    let mut client = Client::connect(address).unwrap();
    let message = |kind: &str, n: u32, extra: serde_json::Value| {
        let mut message = serde_json::json!({
            "type": kind, "messageId": format!("m{n}"), "anonymousId": "zq14visitor",
            "timestamp": "2026-03-04T05:06:07Z",
        });
        message.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        message
    };
    let named = serde_json::json!({ "event": "zq15 tracked" });
    for batch in [
        vec![message("track", 1, named.clone()), message("track", 2, named.clone())],
        vec![message("identify", 3, serde_json::json!({ "userId": PERSON }))],
        vec![message("track", 4, named)],
    ] {
        let body = serde_json::json!({ "writeKey": key, "batch": batch }).to_string();
        assert_eq!(post(&mut client, &body).unwrap().status, 200);
    }
    server.kill();
}

/// Writes what other rooms would write: messages of a campaign, an answer, what is known of a deal
/// and a need, a diagnosis that quotes a note, a session that shows a name.
pub(crate) fn write_rows(data: &Path, with: bool) {
    let mut rows = vec![
        "insert into message (id, campaign_id, contact_id, customer_id, state, launch_group,
        address, reasons, answer, attempts, not_before, queued, answers) values ('m-c7', 'camp',
        'K7', 'C7', 'sent', 'mail', 'k7@other.example', '[]', '250 fine', 1,
        '2026-03-01T00:00:00+00:00', '2026-03-01T00:00:00+00:00', 0)",
    ];
    let quotes = if with {
        rows.extend([
            "insert into message (id, campaign_id, contact_id, customer_id, state, launch_group,
            address, reasons, answer, attempts, not_before, queued, answers) values ('m-q', 'camp',
            'zq02contact', 'Zq01person', 'bounced', 'mail', 'zq05@mail.example', '[]',
            'zq17 refused by a server', 1, '2026-03-01T00:00:00+00:00',
            '2026-03-01T00:00:00+00:00', 0)",
            "insert into campaign_answer (id, campaign_id, message_id, contact_id, customer_id, at,
            text) values ('a-q', 'camp', 'm-q', 'zq02contact', 'Zq01person',
            '2026-03-02T00:00:00+00:00', 'zq16 answered')",
            "insert into opportunity_fact (id, fact, version, deal_id, customer_id, contact_id, kind,
            text, said, outline_gap, detail_gap, answer, removed, written, person) values ('f-q:1',
            'f-q', 1, 'd1', 'Zq01person', 'zq02contact', 'requirement', 'zq20 requires',
            '2026-03-02T00:00:00+00:00', '', '', '', false, '2026-03-02T00:00:00+00:00', 'mara')",
            "insert into stated_need (id, need, version, customer_id, contact_id, family, from_day,
            until_day, recurrence, fact, wish, source, event_id, event_kind, event_at, removed,
            written, person) values ('s-q:1', 's-q', 1, 'Zq01person', null, 'tools', '2026-03-02',
            '2026-03-09', 'once', 'a drill', 'zq21 wishes', 'talk',
            '00000000-0000-0000-0000-000000000001', 'need_stated', '2026-03-02T00:00:00+00:00',
            false, '2026-03-02T00:00:00+00:00', 'mara')",
            "insert into saved_view (id, user_id, name, query, shared, created) values ('v-q', 'u',
            'about zq05@mail.example', '[[\"q\",\"Zq01person\"]]', true,
            '2026-03-02T00:00:00+00:00')",
            "insert into session (hash, data, expires) values ('h',
            '{\"notice\":\"Zq03first Zq04last\"}', '2036-03-02T00:00:00+00:00')",
        ]);
        r#"{"note":"1","customer":"Zq01person","text":"zq18 quoted"},"#
    } else {
        ""
    };
    let diagnosis = format!(
        "insert into diagnosis (id, target_id, made_at, as_of, json) values ('d', 't',
        '2026-03-02T00:00:00+00:00', '2026-03-01', '{{\"barriers\":{{\"quotes\":[{quotes}\
        {{\"note\":\"2\",\"customer\":\"C7\",\"text\":\"stays\"}}]}}}}')"
    );
    rows.push(&diagnosis);
    run(data, &rows);
}

/// Runs statements on the database of a folder.
pub(crate) fn run(data: &Path, statements: &[&str]) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let workspace = Workspace::open(data, None).await.unwrap();
        let tx = workspace.store.begin().await.unwrap();
        for statement in statements {
            tx.execute_unprepared(statement).await.unwrap();
        }
        tx.commit().await.unwrap();
        workspace.close().await.unwrap();
    });
}

/// Which of these are found in any byte of any file below some folders: in the bytes as they lie
/// there, and in what packed parts hold.
pub(crate) fn found_in(folders: &[&Path], wanted: &[Vec<u8>]) -> BTreeSet<(String, PathBuf)> {
    let mut found = BTreeSet::new();
    let mut folders: Vec<PathBuf> = folders.iter().map(|path| path.to_path_buf()).collect();
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let mut bytes = std::fs::read(&path).unwrap();
            bytes.append(&mut unpacked(&path, &bytes));
            let small = bytes.to_ascii_lowercase();
            for one in wanted {
                let lower = one.to_ascii_lowercase();
                let holds = |bytes: &[u8], one: &[u8]| bytes.windows(one.len()).any(|it| it == one);
                if holds(&bytes, one) || holds(&small, &lower) {
                    found.insert((String::from_utf8_lossy(one).into_owned(), path.clone()));
                }
            }
        }
    }
    found
}

/// What a file holds packed: all pages of a Parquet file, all frames of zstd.
fn unpacked(path: &Path, bytes: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    if path.extension().is_some_and(|extension| extension == "parquet") {
        let file = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
        for group in 0..file.num_row_groups() {
            let group = file.get_row_group(group).unwrap();
            for column in 0..group.num_columns() {
                let mut pages = group.get_column_page_reader(column).unwrap();
                while let Some(page) = pages.get_next_page().unwrap() {
                    plain.extend_from_slice(page.buffer());
                }
            }
        }
        for row in file.get_row_iter(None).unwrap() {
            plain.extend_from_slice(row.unwrap().to_string().as_bytes());
        }
        return plain;
    }
    const FRAME: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
    for at in 0..bytes.len().saturating_sub(FRAME.len()) {
        if bytes[at..].starts_with(&FRAME) {
            let mut frame = Vec::new();
            if let Ok(reader) = zstd::Decoder::new(&bytes[at..]) {
                // As far as it goes: a frame in pages of a database ends in other pages.
                let _ = std::io::Read::read_to_end(&mut reader.single_frame(), &mut frame);
            }
            plain.append(&mut frame);
        }
    }
    plain
}
