//! `sog guard`: what the guard says of one case or one contact, and why.

use std::io::Read;
use std::path::Path;

use customers::people::{self, ContactCard};
use guard::{Case, Decision};
use vocab::{ContactId, CustomerId};
use web::customers::one;

use crate::args::Guard;
use crate::out::{self, Outcome};
use crate::words;
use crate::workspace::{Failure, Workspace};

/// What needs no data: a case from a file, the example, the rules.
pub(super) fn run(folder: &Path, asked: &Guard) -> Outcome {
    if asked.example {
        return out::line(guard::case::EXAMPLE.trim_end());
    }
    let Some(file) = &asked.case else {
        return out::line(guard::rules::BUILT_IN.trim_end());
    };
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file).map_err(|error| {
            let file = file.display();
            format!(
                "{file}: {error}; name a file with a case (`sog guard --example` prints one), or \
                 somebody of the data folder with `--contact ID`"
            )
        })?;
    }
    let case = Case::from_json(&text)?;
    let decision = guard::decide(&crate::rules::read(folder)?, &case);
    if asked.json {
        return out::json(&document(asked, &decision)?);
    }
    tell(asked, &decision)
}

/// A contact of the data folder: the question that the page of the customer puts, by the same
/// action.
pub(super) async fn contact(workspace: &Workspace, asked: &Guard) -> Outcome {
    let Some(id) = &asked.contact else {
        return run(&workspace.folder, asked);
    };
    let card = card(workspace, id).await?;
    let pictures = workspace.pictures().await?;
    let company = store::company(workspace.store.read()).await?;
    let now = workspace.now();
    let picture =
        pictures.get(&card.customer.id).map(|kept| kept.view(now, company.zone, &company));
    let families = one::families(picture.as_ref());
    let family = match &asked.family {
        Some(family) => family.trim().to_owned(),
        None => one::family(picture.as_ref(), &families, ""),
    };
    let question = campaign::actions::question;
    let mut case =
        question(&workspace.store, &pictures, &card, asked.channel, &family, now).await?;
    case.purpose = asked.purpose;
    let decision = guard::decide(&crate::rules::read(&workspace.folder)?, &case);
    if asked.json {
        let mut document = document(asked, &decision)?;
        document["case"] = serde_json::to_value(&case)?;
        return out::json(&document);
    }
    let page = words::page(&company, now);
    out::line(&format!(
        "{} ({}), {} ({})",
        card.name(),
        card.id,
        card.customer.name,
        card.customer.id
    ))?;
    let about = if family.is_empty() { "no product family" } else { &family };
    out::line(&format!(
        "{}, {}, about {about}, as of {}",
        page.word(asked.channel),
        page.word(asked.purpose).to_lowercase(),
        page.fmt.day_time(now)
    ))?;
    if !family.is_empty() && !pictures.families().contains(&family.as_str()) {
        out::note(&format!(
            "Nobody has bought `{family}` yet; families are: {}.",
            pictures.families().join(", ")
        ));
    }
    tell(asked, &decision)
}

async fn card(workspace: &Workspace, id: &ContactId) -> Result<ContactCard, Failure> {
    let connection = workspace.store.read();
    if let Some(card) = people::contact(connection, id).await? {
        return Ok(card);
    }
    // A customer's number is an easy slip: name whom one can ask about.
    let contacts = match CustomerId::new(id.as_str()) {
        Ok(customer) => people::contacts_of(connection, &customer).await?,
        Err(_) => Vec::new(),
    };
    let ids: Vec<&str> = contacts.iter().map(|card| card.id.as_str()).collect();
    Err(if ids.is_empty() {
        format!(
            "there is no contact `{id}` in {}; contacts come in with `sog import contacts.csv`, \
             and `sog customer ID` names those of a customer",
            workspace.folder.display()
        )
        .into()
    } else {
        format!("`{id}` is a customer; name one of their contacts: {}", ids.join(", ")).into()
    })
}

fn document(asked: &Guard, decision: &Decision) -> Result<serde_json::Value, Failure> {
    let mut document = serde_json::to_value(decision)?;
    document["messages"] = serde_json::to_value(decision.messages(asked.lang))?;
    document["group"] = serde_json::to_value(decision.group())?;
    Ok(document)
}

/// The verdict, and every finding with its rule.
fn tell(asked: &Guard, decision: &Decision) -> Outcome {
    let verdict = web::i18n::code(asked.lang, "verdict", decision.verdict.code());
    out::line(&format!("{verdict} (rules {})", decision.rule_set_version))?;
    for finding in &decision.findings {
        out::line(&format!("  {:4} {}", finding.rule, finding.message(asked.lang)))?;
    }
    Ok(())
}
