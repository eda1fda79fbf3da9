//! `sog guard`: what the guard says of one case, and why.

use std::io::Read;
use std::path::Path;

use guard::{Case, Verdict};

use crate::args::Guard;
use crate::out::{self, Outcome};

pub(super) fn run(folder: &Path, asked: &Guard) -> Outcome {
    let Some(file) = &asked.case else {
        return out::line(guard::rules::BUILT_IN.trim_end());
    };
    let mut text = String::new();
    if file == Path::new("-") {
        std::io::stdin().read_to_string(&mut text)?;
    } else {
        text = std::fs::read_to_string(file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
    }
    let case = Case::from_json(&text)?;
    let decision = guard::decide(&crate::rules::read(folder)?, &case);
    if asked.json {
        let mut document = serde_json::to_value(&decision)?;
        document["messages"] = serde_json::to_value(decision.messages(asked.lang))?;
        document["group"] = serde_json::to_value(decision.group())?;
        return out::json(&document);
    }
    let verdict = match decision.verdict {
        Verdict::Allow => "allow",
        Verdict::Deny => "deny",
        Verdict::AskPerson => "ask a person",
    };
    out::line(&format!("{verdict} (rules {})", decision.rule_set_version))?;
    for finding in &decision.findings {
        out::line(&format!("  {:4} {}", finding.rule, finding.message(asked.lang)))?;
    }
    Ok(())
}
