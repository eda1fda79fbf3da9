//! What commands say to people and to programs, with the real program.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::Stdio;

use crate::common::{Desk, fails, json, ok, sog};

impl Desk {
    fn import(&self, name: &str, text: &str) -> String {
        let (file, data) = (self.file(name, text), self.data());
        ok(sog(&data).arg("import").arg(file).arg("--rejected-dir").arg(self.folder.path()))
    }

    fn orders(&self, count: u32) -> String {
        let header = "order_id,line,customer_id,time,item,quantity,unit_price,currency,region";
        let rows: String =
            (1..=count).map(|n| format!("O{n},1,C{n},2026-01-05,A1,2,9.50,EUR,South\n")).collect();
        let said = self.import("orders.csv", &format!("{header}\n{rows}"));
        ok(sog(&self.data()).arg("refresh"));
        said
    }
}

#[test]
fn a_mistyped_folder_is_named_and_not_made() {
    let desk = Desk::new();
    let missing = desk.folder.path().join("mistyped");
    let empty = desk.folder.path().join("empty");
    std::fs::create_dir(&empty).unwrap();
    for command in [
        &["customer", "C1"][..],
        &["customers"],
        &["refresh"],
        &["targets"],
        &["warnings"],
        &["diagnose"],
        &["balance"],
        &["restored"],
        &["user", "list"],
        &["guard", "--contact", "C1-1"],
    ] {
        for folder in [&missing, &empty] {
            let said = fails(sog(folder).args(command));
            let name = folder.file_name().unwrap().to_str().unwrap();
            assert!(said.contains(name) && said.contains("--data"), "{command:?}: {said}");
        }
        assert!(!missing.exists(), "{command:?} made a folder");
        assert_eq!(empty.read_dir().unwrap().count(), 0, "{command:?} made files");
    }
}

/// `sog customers | head -1`
#[test]
fn whoever_has_read_enough_may_close_the_pipe() {
    let desk = Desk::new();
    desk.orders(3_000);
    for format in ["csv", "json"] {
        let mut command = sog(&desk.data());
        command.args(["customers", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = String::new();
        BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let ended = child.wait().unwrap();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(ended.success() && !said.contains("error"), "{format}: {ended} {said}");
    }
}

#[test]
fn one_is_not_called_many_and_the_day_is_named() {
    let desk = Desk::new();
    let said = desk.orders(1);
    assert!(said.contains("1 row in") && said.contains("; 1 customer."), "{said}");
    let picture = ok(sog(&desk.data()).args(["customer", "C1", "--as-of", "2026-01-07"]));
    assert!(picture.contains("as of 7 Jan 2026"), "{picture}");
    assert!(picture.contains("2 days ago"), "{picture}");
    assert!(picture.contains("€19.00"), "{picture}");
    let shown = json(sog(&desk.data()).args(["customer", "C1", "--as-of", "2026-01-07"]));
    assert!(shown["as_of"].as_str().unwrap().starts_with("2026-01-07"), "{shown}");
    assert_eq!(shown["days_since_last_order"], 2);
    let customers =
        sog(&desk.data()).args(["customers", "--as-of", "2026-01-07"]).output().unwrap();
    let told = String::from_utf8(customers.stderr).unwrap();
    assert!(told.contains("1 customer, 1 of them with events, as of 7 Jan 2026"), "{told}");
    let table = String::from_utf8(customers.stdout).unwrap();
    assert!(table.lines().nth(1).unwrap().ends_with(",2026-01-07"), "{table}");
}

#[test]
fn a_deal_without_a_word_of_the_customer_has_no_phase() {
    let desk = Desk::new();
    desk.orders(1);
    desk.import(
        "deals.csv",
        "deal_id,customer_id,title,opened,closed,outcome,phase,amount\n\
         D1,C1,Light,2026-01-05T10:00:00,,open,risk,500\n",
    );
    desk.import(
        "events.csv",
        "event_id,customer_id,contact_id,time,kind,text\n\
         e1,C1,,2026-01-06T10:00:00,inquiry,dimmed?\n",
    );
    ok(sog(&desk.data()).arg("refresh"));
    let shown = json(sog(&desk.data()).args(["customer", "C1", "--as-of", "2026-01-07"]));
    assert_eq!(shown["stated_needs"], serde_json::json!([]), "{shown}");
    let deal = &shown["opportunities"][0];
    assert_eq!((&deal["deal_id"], &deal["seller_phase"]), (&"D1".into(), &"risk".into()), "{deal}");
    // Their inquiry names no deal, and nothing of this one cites it.
    assert_eq!(deal["phase"], serde_json::Value::Null, "{deal}");
    assert_eq!(deal["assumed"], serde_json::json!({ "assumed": 0, "n": 0 }), "{deal}");
    assert_eq!(deal["steps"][0]["phase"], "need", "{deal}");
    assert_eq!(deal["steps"][0]["gaps"][0], serde_json::json!({ "code": "need", "count": 1 }));
    let said = ok(sog(&desk.data()).args(["customer", "C1", "--as-of", "2026-01-07"]));
    assert!(said.contains("Light") && said.contains("no evidence of the customer yet"), "{said}");
    // One that names the deal is evidence of it; a quote that went out before is told.
    desk.import(
        "more.events.csv",
        "event_id,customer_id,contact_id,time,kind,text,deal_id\n\
         e2,C1,,2026-01-07T09:00:00,quote_sent,,D1\n\
         e3,C1,,2026-01-07T10:00:00,need_stated,warm light,D1\n",
    );
    ok(sog(&desk.data()).arg("refresh"));
    let shown = json(sog(&desk.data()).args(["customer", "C1", "--as-of", "2026-01-07"]));
    let deal = &shown["opportunities"][0];
    assert_eq!(deal["phase"], "need", "{deal}");
    assert_eq!(deal["phase_by"]["kind"], "need_stated", "{deal}");
    assert!(deal["quoted_before_need"].is_string(), "{deal}");
}

#[test]
fn trust_is_told_with_stable_keys_and_not_known_without_entries() {
    let desk = Desk::new();
    desk.orders(1);
    let trust = || {
        let asked = ["customer", "C1", "--as-of", "2026-02-01"];
        json(sog(&desk.data()).args(asked))["trust"].clone()
    };
    let nothing = trust();
    assert!(nothing["sum"].is_null() && nothing["kept_share"].is_null(), "{nothing}");
    assert_eq!(nothing["points"], serde_json::json!([]));
    desk.import(
        "promises.csv",
        "promise_id,customer_id,made,owner,text,due,settled,outcome\n\
         V1,C1,2026-01-06T10:00:00,mara,Samples,2026-01-10,2026-01-09T10:00:00,kept\n\
         V2,C1,2026-01-06T11:00:00,mara,Quote,2026-01-20,,\n",
    );
    desk.import(
        "surveys.csv",
        "survey_id,customer_id,answered,competence,likeability\nS1,C1,2026-01-25T10:00:00,3,2\n",
    );
    ok(sog(&desk.data()).arg("refresh"));
    let told = trust();
    // Kept +2, overdue -3, a low mark for likeability -2.
    assert_eq!(told["sum"], -3, "{told}");
    assert_eq!(told["points"].as_array().unwrap().len(), 3);
    assert!(told["points"][0]["event_id"].is_string(), "{told}");
    assert_eq!(told["kept_share"], 0.5);
    assert_eq!(told["open_promises"][0]["standing"], "overdue");
    let kinds: Vec<&str> = told["stressors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["overdue_promise", "low_survey"]);
    assert_eq!(told["last_answer"]["likeability"], 2);
    let said = ok(sog(&desk.data()).args(["customer", "C1", "--as-of", "2026-02-01"]));
    assert!(said.contains("trust ledger") && said.contains("Overdue promise"), "{said}");
}

#[test]
fn customers_that_are_only_on_record_are_counted_apart() {
    let desk = Desk::new();
    desk.orders(2);
    desk.import(
        "customers.csv",
        "customer_id,name,kind,country\nC1,Ada,person,DE\nC9,Zoe,person,DE\n",
    );
    ok(sog(&desk.data()).arg("refresh"));
    let out = sog(&desk.data()).arg("customers").output().unwrap();
    assert_eq!(String::from_utf8(out.stdout).unwrap().lines().count(), 3);
    let told = String::from_utf8(out.stderr).unwrap();
    assert!(told.contains("3 customers, 2 of them with events (only"), "{told}");
    let said = fails(sog(&desk.data()).args(["customer", "C9"]));
    assert!(said.contains("Zoe (`C9`) is on record"), "{said}");
}

#[test]
fn warnings_say_that_targets_have_changed() {
    let desk = Desk::new();
    desk.orders(2);
    let warnings = |targets: &str| {
        desk.import("targets.csv", &format!("period,scope_kind,scope_value,amount\n{targets}"));
        let out = sog(&desk.data()).arg("warnings").output().unwrap();
        assert!(out.status.success());
        let said = String::from_utf8([out.stdout, out.stderr].concat()).unwrap();
        assert_eq!(json(sog(&desk.data()).arg("warnings"))["current"], false);
        ok(sog(&desk.data()).arg("refresh"));
        let document = json(sog(&desk.data()).arg("warnings"));
        assert_eq!(document["current"], true);
        assert_eq!(document["as_of"], "2026-01-05");
        said
    };
    let none = ok(sog(&desk.data()).arg("warnings"));
    assert!(none.contains("No targets"), "{none}");
    let unlooked = warnings("2026-01,company,,100\n");
    assert!(unlooked.contains("sog refresh") && !unlooked.contains("No targets"), "{unlooked}");
    let changed = warnings("2026-01,company,,200\n");
    assert!(changed.contains("The targets have changed"), "{changed}");
    assert!(changed.contains("As of 5 January 2026"), "{changed}");
    // A month that is not looked at is nothing to refresh for.
    desk.import("targets.csv", "period,scope_kind,scope_value,amount\n2029-01,company,,1\n");
    assert_eq!(json(sog(&desk.data()).arg("warnings"))["current"], true);
}

#[test]
fn a_diagnosis_without_a_target_says_what_helps() {
    let desk = Desk::new();
    desk.orders(2);
    let ask = |period: &str, scope: &str| {
        fails(sog(&desk.data()).args(["diagnose", "--period", period, "--scope", scope]))
    };
    let derivable = ask("2026-01", "region:South");
    assert!(derivable.contains("--last-year-plus 5 --scope 'region:South'"), "{derivable}");
    let past = ask("2025-06", "company");
    assert!(!past.contains("--last-year-plus") && past.contains("targets.csv"), "{past}");
    // As on the page: a target is not below zero.
    for percent in ["-100", "-150", "200.5", "5%"] {
        let refused = fails(sog(&desk.data()).args(["targets", "--last-year-plus", percent]));
        assert!(refused.contains("last-year-plus"), "{refused}");
    }
    let unknown = ask("2026-01", "region:Sout");
    assert!(unknown.contains("nothing was sold in region:Sout"), "{unknown}");
    assert!(unknown.contains("region:South"), "{unknown}");
}

#[test]
fn a_strict_import_fails_when_a_row_was_rejected_and_takes_the_others() {
    let desk = Desk::new();
    let header = "order_id,line,customer_id,time,item,quantity,unit_price,currency";
    let rows = "O1,1,C1,2026-01-05,A1,2,9.50,EUR\nO2,1,C2,yesterday,A1,2,9.50,EUR\n";
    let file = desk.file("orders.csv", &format!("{header}\n{rows}"));
    let import = |strict: &[&str]| {
        let mut command = sog(&desk.data());
        command.arg("import").args(strict).arg(&file).arg("--json");
        command.arg("--rejected-dir").arg(desk.folder.path()).output().unwrap()
    };
    for (strict, succeeds, accepted) in [(&["--strict"][..], false, 1), (&[], true, 0)] {
        let out = import(strict);
        assert_eq!(out.status.success(), succeeds, "{strict:?}");
        let report: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
        assert_eq!((&report["accepted"], &report["rejected"]), (&accepted.into(), &1.into()));
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!(said.contains("1 row was rejected"), !succeeds, "{said}");
    }
}

/// Somebody with a consent for e-mail who buys toys at this time of the year: today, and a year
/// ago in the month of tomorrow, because midnight may pass while a test asks.
fn somebody(desk: &Desk) {
    let today = chrono::Utc::now().date_naive();
    let before = today - chrono::TimeDelta::days(60);
    desk.import("customers.csv", "customer_id,name,kind,country\nC1,Toys & Co,company,DE\n");
    let contacts = "contact_id,customer_id,first_name,last_name,email,language,role\n";
    desk.import("contacts.csv", &format!("{contacts}C1-1,C1,Ada,Bell,ada@x.example,en,buyer\n"));
    let consents = "contact_id,channel,purpose,status,time,source\n";
    desk.import(
        "consents.csv",
        &format!("{consents}C1-1,email,marketing,given,{before},web form\n"),
    );
    let orders = "order_id,line,customer_id,time,item,family,quantity,unit_price,currency\n";
    let last_year = today - chrono::TimeDelta::days(364);
    let row =
        |order: &str, day: chrono::NaiveDate| format!("{order},1,C1,{day},A1,Toys,2,9.50,EUR\n");
    let rows = format!("{orders}{}{}", row("O0", last_year), row("O1", today));
    desk.import("orders.csv", &rows);
    ok(sog(&desk.data()).arg("refresh"));
}

#[test]
fn the_guard_is_asked_about_somebody_in_the_data_folder() {
    let desk = Desk::new();
    somebody(&desk);
    let guard = |more: &[&str]| {
        let mut command = sog(&desk.data());
        command.args(["guard", "--contact", "C1-1"]).args(more);
        command
    };
    let said = ok(&mut guard(&[]));
    for part in
        ["Ada Bell (C1-1), Toys & Co (C1)", "E-mail, marketing, about Toys", "allowed (rules", "M1"]
    {
        assert!(said.contains(part), "`{part}` is missing in: {said}");
    }
    assert!(ok(&mut guard(&["--channel", "phone"])).contains("not allowed"));
    let other = ok(&mut guard(&["--family", "Lamps"]));
    assert!(other.contains("not allowed") && other.contains("A12"), "{other}");
    assert!(ok(&mut guard(&["--purpose", "service", "--family", "Lamps"])).contains("S3"));
    assert!(ok(&mut guard(&["--lang", "de"])).contains("erlaubt"));

    // The case it was asked about can be asked about again.
    let asked = json(&mut guard(&["--family", "Lamps"]));
    let case = desk.file("case.json", &asked["case"].to_string());
    let again = json(sog(&desk.data()).arg("guard").arg(&case));
    assert_eq!((&again["verdict"], &again["findings"]), (&asked["verdict"], &asked["findings"]));

    // The picture says the same, in the same words.
    let picture = ok(sog(&desk.data()).args(["customer", "C1"]));
    assert!(
        picture.contains("Ada Bell (C1-1): E-mail allowed (M1), Phone not allowed"),
        "{picture}"
    );
    assert!(picture.contains("needed") && picture.contains("that is now"), "{picture}");

    let customer = fails(sog(&desk.data()).args(["guard", "--contact", "C1"]));
    assert!(customer.contains("`C1` is a customer") && customer.contains("C1-1"), "{customer}");
    let nobody = fails(sog(&desk.data()).args(["guard", "--contact", "C7-1"]));
    assert!(nobody.contains("there is no contact `C7-1`"), "{nobody}");
}

#[test]
fn the_example_is_a_case() {
    let desk = Desk::new();
    let example = ok(sog(&desk.data()).args(["guard", "--example"]));
    let said = ok(sog(&desk.data()).arg("guard").arg(desk.file("case.json", &example)));
    assert!(said.starts_with("allowed"), "{said}");
    for case in [desk.file("broken.json", "{}"), Path::new("nowhere.json").to_owned()] {
        let said = fails(sog(&desk.data()).arg("guard").arg(case));
        assert!(said.contains("sog guard --example"), "{said}");
    }
    assert!(!desk.data().exists(), "a case needs no data folder");
}

#[test]
fn an_audience_is_said_counted_shown_and_listed() {
    let desk = Desk::new();
    desk.orders(4);
    let contacts = "contact_id,customer_id,first_name,last_name,email,language,role\n\
                    K1,C1,Ada,Laan,ada@laan.example,nl,buyer\n\
                    K2,C2,Ben,Dam,ben@dam.example,de,buyer\n\
                    K3,C2,Cleo,Dam,cleo@dam.example,nl,user\n";
    desk.import("contacts.csv", contacts);
    let tree = r#"{"version":1,"where":{"if":"all","of":[
        {"if":"did","what":{"event":"sale"},"at_least":1},
        {"if":"language","any_of":["nl"]}]}}"#;
    let file = desk.file("audience.json", tree);
    let asked = json(sog(&desk.data()).arg("audience").arg(&file));
    assert_eq!((&asked["contacts"], &asked["customers"]), (&2.into(), &2.into()));
    assert_eq!(asked["of_contacts"], 3);
    assert_eq!(asked["audience"]["version"], 1);
    let said = "All people who have placed an order at least once and read Nederlands.";
    assert_eq!(asked["sentence"], said);
    assert_eq!(asked["sample"].as_array().unwrap().len(), 2);
    assert!(asked["sample"][0]["why"][0].as_str().unwrap().contains("5 January 2026"), "{asked}");
    let told = ok(sog(&desk.data()).arg("audience").arg(&file));
    assert!(told.starts_with(said) && told.contains("2 people at 2 customers"), "{told}");
    let table = ok(sog(&desk.data()).arg("audience").arg(&file).arg("--csv"));
    assert_eq!(table, "contact_id,customer_id,name\nK1,C1,Ada Laan\nK3,C2,Cleo Dam\n");
    // `desk` sells no family and knows no region.
    let odd =
        r#"{"if":"any","of":[{"if":"bought","family":"Lmaps"},{"if":"region","any_of":["Nrth"]}]}"#;
    let file = desk.file("odd.json", odd);
    let asked = json(sog(&desk.data()).arg("audience").arg(&file));
    let unknown = serde_json::json!([
        {"if": "bought", "name": "Lmaps"}, {"if": "region", "name": "Nrth"}
    ]);
    assert_eq!((&asked["contacts"], &asked["unknown"]), (&0.into(), &unknown));
    let told = ok(sog(&desk.data()).args(["audience", "--lang", "de"]).arg(&file));
    assert!(told.contains("0 Personen bei 0 Kunden, von 3 Personen bei 2 Kunden"), "{told}");
    assert!(told.contains("Niemand hat „Lmaps“ (bought)"), "{told}");
    let file = desk.file("bad.json", r#"{"if":"any","of":[{"if":"shoe_size"}]}"#);
    let said = fails(sog(&desk.data()).arg("audience").arg(&file));
    assert!(said.contains("`shoe_size`") && said.contains("where.of[0]"), "{said}");
}
