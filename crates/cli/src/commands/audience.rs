//! `sog audience`: whom conditions mean: how many, some of them with why, or all of them.

use std::io::Read;
use std::path::Path;

use campaign::audiences::{Audiences, Found};
use campaign::conditions::Condition;
use serde_json::{Value, json};
use web::campaign::{sentence, why};

use crate::args::Audience;
use crate::out::{self, Outcome};
use crate::words;
use crate::workspace::{Failure, Workspace};

pub(super) async fn run(workspace: &Workspace, asked: &Audience) -> Outcome {
    let condition = read(&asked.file)?;
    let (pictures, now) = (workspace.pictures().await?, workspace.now());
    let rules = crate::rules::read(&workspace.folder)?;
    let (store, log) = (&workspace.store, &workspace.log);
    let audiences = Audiences::default();
    let found = audiences.find(store, log, &pictures, &rules, &condition, now).await?;
    if asked.csv {
        return list(&found);
    }
    let company = store::company(store.read()).await?;
    let page = web::Page::nowhere(company, asked.lang, now);
    let sample = found.sample(&condition, asked.sample)?;
    let (contacts, customers) = (found.chosen.count(), found.customers());
    let said = sentence::sentence(&page, &condition);
    if asked.json {
        let shown = sample.iter().map(|one| {
            let reasons: Vec<String> = one.why.iter().map(|why| why::reason(&page, why)).collect();
            json!({
                "contact": one.contact,
                "customer": one.customer,
                "name": one.name,
                "why": reasons,
            })
        });
        let unknown = found.crowd.unknown(&condition).into_iter();
        let unknown = unknown.map(|(word, name)| json!({"if": word, "name": name}));
        let audience: Value = serde_json::from_str(&condition.to_json())?;
        return out::json(&json!({
            "audience": audience,
            "sentence": said,
            "as_of": customers::LocalTime::of(now, page.company.zone),
            "contacts": contacts,
            "customers": customers,
            "unknown": unknown.collect::<Vec<_>>(),
            "of_contacts": found.crowd.contacts(),
            "of_customers": found.crowd.customers(),
            "sample": shown.collect::<Vec<_>>(),
        }));
    }
    out::line(&said)?;
    let all = (found.crowd.contacts() as u64, found.crowd.customers() as u64);
    let counts = sentence::found(&page, (contacts as u64, customers), all);
    out::line(&format!("{counts} ({})", page.fmt.day_time(now)))?;
    if found.crowd.contacts() == 0 {
        out::note(
            "There are no contacts: an audience is made of people (`sog import contacts.csv`).",
        );
    }
    for (word, name) in found.crowd.unknown(&condition) {
        out::line(&sentence::unknown_name(&page, word, name))?;
    }
    for one in &sample {
        let reasons: Vec<String> = one.why.iter().map(|why| why::reason(&page, why)).collect();
        let name = if one.name.is_empty() { &one.contact } else { &one.name };
        out::line(&words::fact(name, &reasons.join("; ")))?;
    }
    Ok(())
}

fn read(file: &Path) -> Result<Condition, Failure> {
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file).map_err(|error| {
            let file = file.display();
            format!("{file}: {error}; name a file with conditions (docs/audiences.md shows all)")
        })?;
    }
    let file = file.display();
    Condition::from_json(&text).map_err(|bad| format!("{file}: {bad}").into())
}

/// Everybody as a table.
fn list(found: &Found) -> Outcome {
    let mut table = csv::Writer::from_writer(std::io::stdout().lock());
    table.write_record(["contact_id", "customer_id", "name"])?;
    for place in found.chosen.iter() {
        let crowd = &found.crowd;
        table.write_record([crowd.contact(place), crowd.customer_of(place), crowd.name(place)])?;
    }
    Ok(table.flush()?)
}
