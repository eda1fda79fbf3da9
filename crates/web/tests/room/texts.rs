//! The texts are complete: same messages and arguments in four languages, none missing, none
//! left over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

const LANGS: [&str; 4] = ["de", "nl", "es", "en"];

/// Lists whose words are looked up by a code of a table (`page.code("consent", …)`); the
/// lists of `vocab` come from the program itself.
const TABLE_LISTS: [&str; 5] = ["consent", "outcome", "security", "theme", "verdict"];

fn root() -> PathBuf {
    std::env::current_dir().unwrap()
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, endings));
        } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn inline(expression: &InlineExpression<String>, found: &mut BTreeSet<String>) {
    match expression {
        InlineExpression::VariableReference { id } => {
            found.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => arguments_in(expression, found),
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().for_each(|argument| inline(argument, found));
        }
        _ => {}
    }
}

fn arguments_in(expression: &Expression<String>, found: &mut BTreeSet<String>) {
    match expression {
        Expression::Select { selector, variants } => {
            inline(selector, found);
            variants.iter().for_each(|variant| arguments(&variant.value, found));
        }
        Expression::Inline(expression) => inline(expression, found),
    }
}

fn arguments(pattern: &Pattern<String>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            arguments_in(expression, found);
        }
    }
}

/// Every message of a language: file, and the names of its arguments.
fn messages(lang: &str) -> BTreeMap<String, (String, BTreeSet<String>)> {
    let mut all = BTreeMap::new();
    for file in files(&root().join("locales").join(lang), &[".ftl"]) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let resource = parser::parse(text)
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.display()));
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let mut found = BTreeSet::new();
                    let key = message.id.name;
                    let value = message.value.unwrap_or_else(|| panic!("{lang}: {key} is empty"));
                    arguments(&value, &mut found);
                    let before = all.insert(key.clone(), (name.clone(), found));
                    assert!(before.is_none(), "{lang}: {key} is defined twice");
                }
                Entry::Junk { content } => panic!("{}: cannot read {content}", file.display()),
                _ => {}
            }
        }
    }
    all
}

/// The names of messages in a source: every text literal that looks like one and is defined
/// counts as a use, and every literal handed to `t(`, `t1(`, … has to be defined.
fn uses(text: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let mut literals = BTreeSet::new();
    let mut called = BTreeSet::new();
    // Quotes are not paired: in a template a literal stands inside a quoted attribute.
    for (start, _) in text.match_indices('"') {
        let rest = &text[start + 1..];
        let literal = &rest[..rest.find('"').unwrap_or(0)];
        let is_key = literal.starts_with(|c: char| c.is_ascii_lowercase())
            && literal.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if !is_key {
            continue;
        }
        literals.insert(literal.to_owned());
        let call = text[..start].trim_end();
        let is_call = ["t", "t1", "t2", "t3", "t_with"].iter().any(|name| {
            call.strip_suffix('(')
                .and_then(|call| call.strip_suffix(name))
                .is_some_and(|call| call.ends_with(['.', ':']))
        });
        if is_call {
            called.insert(literal.to_owned());
        }
    }
    (literals, called)
}

#[test]
fn four_languages_say_the_same() {
    let all: Vec<_> = LANGS.iter().map(|lang| (*lang, messages(lang))).collect();
    let mut problems = Vec::new();
    let keys: BTreeSet<&String> = all.iter().flat_map(|(_, messages)| messages.keys()).collect();
    for key in keys {
        let model = all.iter().find_map(|(_, messages)| messages.get(key)).unwrap();
        for (lang, messages) in &all {
            match messages.get(key) {
                None => problems.push(format!("{lang}: `{key}` is missing ({})", model.0)),
                Some(message) if message.0 != model.0 => {
                    problems.push(format!(
                        "{lang}: `{key}` is in {} instead of {}",
                        message.0, model.0
                    ));
                }
                Some(message) if message.1 != model.1 => problems.push(format!(
                    "{lang}: `{key}` takes {:?}, elsewhere {:?}",
                    message.1, model.1
                )),
                Some(_) => {}
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_text_that_is_used_exists_and_none_is_left_over() {
    let defined = messages("en");
    let (mut literals, mut problems) = (BTreeSet::new(), Vec::new());
    for folder in ["src", "templates"] {
        for file in files(&root().join(folder), &[".rs", ".html"]) {
            let text = fs::read_to_string(&file).unwrap();
            let (found, called) = uses(&text);
            literals.extend(found);
            for key in called {
                if !defined.contains_key(&key) {
                    let file = file.strip_prefix(root()).unwrap().display();
                    problems.push(format!("{file}: `{key}` is not defined"));
                }
            }
        }
    }
    let words: BTreeSet<String> = sog_web::i18n::word_keys().into_iter().collect();
    for key in &words {
        if !defined.contains_key(key) {
            problems.push(format!("words.ftl: `{key}` is not defined"));
        }
    }
    let by_table = |key: &str| {
        TABLE_LISTS.iter().any(|list| key.strip_prefix(list).is_some_and(|r| r.starts_with('-')))
    };
    for key in defined.keys() {
        if !literals.contains(key) && !words.contains(key) && !by_table(key) {
            problems.push(format!("`{key}` ({}) is used nowhere", defined[key].0));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn the_search_for_uses_finds_them() {
    let (literals, called) = uses(
        r#"page.t("nav-label") i18n::t_with(lang, "a-b", x) both("x-y", "z") page.t1( "one", "name", n) set("q") <a title="{{ page.t("two") }}">"#,
    );
    assert!(["nav-label", "a-b", "x-y", "one"].iter().all(|key| literals.contains(*key)));
    assert_eq!(called, BTreeSet::from(["nav-label", "one", "two"].map(str::to_owned)));
}

#[test]
fn no_text_is_wrapped_in_marks_for_mixed_writing_directions() {
    for lang in vocab::Lang::ALL {
        let text = sog_web::i18n::t_with(*lang, "chart-range", &[("low", &"1"), ("high", &"2")]);
        assert!(text.is_ascii(), "{text:?}");
        let text = sog_web::i18n::t_with(*lang, "days-ago", &[("days", &12_345)]);
        let mark = if *lang == vocab::Lang::En { "12,345" } else { "12.345" };
        assert!(text.contains(mark), "{text}");
    }
}

#[test]
fn a_number_keeps_its_percent_sign_as_the_language_writes_it() {
    for lang in LANGS {
        for file in files(&root().join("locales").join(lang), &[".ftl"]) {
            for line in fs::read_to_string(&file).unwrap().lines() {
                for (place, _) in line.match_indices('%') {
                    let before = line[..place].trim_end_matches([' ', '\u{a0}']);
                    let apart = &line[before.len()..place];
                    let wanted = if matches!(lang, "de" | "es") { "\u{a0}" } else { "" };
                    let number = before.ends_with(|c: char| c.is_ascii_digit() || c == '}');
                    assert!(!number || apart == wanted, "{}: {line}", file.display());
                }
            }
        }
    }
}

/// What is found four times of five is not certain, and the text says so.
#[test]
fn a_difference_that_can_be_seen_is_not_promised() {
    let said = ["vier von fünf", "vier van de vijf", "four of five", "cuatro de cada cinco"];
    for lang in vocab::Lang::ALL {
        let text = sog_web::i18n::t_with(
            *lang,
            "campaign-visible",
            &[("treated", &"900"), ("heldout", &"100"), ("effect", &"12")],
        );
        assert!(said.iter().any(|words| text.contains(words)), "{text}");
    }
}

/// Words of the glossary, and texts of the pages that must hold them.
const GLOSSARY: &[(&str, &[&str])] = &[
    ("customer", &["customers-name"]),
    ("pressure", &["customer-pressure", "campaign-field-pressure"]),
    ("order", &["customer-orders", "campaign-field-orders"]),
    ("net revenue", &["customer-net", "campaign-field-revenue", "why-net"]),
    ("product family", &["campaign-family", "campaign-gap-family", "scope-family"]),
    ("need window", &["campaign-group-outside", "heat-window"]),
    ("phase", &["customers-phase", "customer-phase", "campaign-field-phase"]),
    (
        "barrier",
        &["campaign-barrier", "campaign-gap-barrier", "customer-barriers-none", "why-lack-notes"],
    ),
    ("consent", &["campaign-group-no-consent"]),
    (
        "complaint",
        &["campaign-group-complaint", "customer-complaints-none", "today-complaints-none"],
    ),
    ("deal", &["customer-deals"]),
    ("target", &["campaign-target", "warn-target"]),
    ("scope", &["warn-part"]),
    ("forecast", &["warn-unknown-why"]),
    ("warning", &["warn-history", "today-nothing-new"]),
    ("diagnosis", &["campaign-new"]),
    ("brief", &["campaign-step-brief", "campaign-new", "today-to-sign-none", "why-brief"]),
    ("campaign", &["campaign-title", "today-campaigns-none"]),
    ("audience", &["campaign-step-audience", "campaign-figure-audience"]),
    (
        "hold-out",
        &[
            "settings-holdout",
            "campaign-group-held-out",
            "campaign-state-held-out",
            "campaign-effect-held-out",
            "campaign-verdict-no-comparison",
        ],
    ),
    ("uncertain", &["campaign-state-uncertain", "campaign-waits-uncertain", "today-uncertain"]),
    ("refresh", &["why-stale"]),
];

/// The lists of codes of the glossary, and the lists of `words.ftl`.
const CODES: &[(&str, &str)] = &[
    ("Kinds of event", "event"),
    ("Phases of buying", "phase"),
    ("AIDA stages", "stage"),
    ("Barriers", "barrier"),
    ("Channels", "channel"),
    ("Directions", "direction"),
    ("Purposes", "purpose"),
    ("States of consent", "consent"),
    ("Verdicts of the guard", "verdict"),
    ("Scopes", "scope"),
    ("Kinds of customer", "kind"),
    ("Roles of a contact", "role"),
    ("Outcomes of a deal", "outcome"),
    ("Teams", "team"),
    ("Languages", "lang"),
];

/// The rows of a table under a heading of the glossary, cell by cell.
fn table(glossary: &str, heading: &str) -> Vec<Vec<String>> {
    let mut lines =
        glossary.lines().skip_while(|line| line.trim_start_matches('#').trim() != heading);
    assert!(lines.next().is_some(), "the glossary has no part `{heading}`");
    let rows = lines.take_while(|line| !line.starts_with('#')).filter(|line| line.starts_with('|'));
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|')
            .split('|')
            .map(|cell| cell.trim().trim_matches('`').to_owned())
            .collect()
    };
    // The first two lines are the head.
    rows.skip(2).map(cells).collect()
}

#[test]
fn pages_use_the_words_of_the_glossary() {
    let glossary = fs::read_to_string(root().join("../../GLOSSARY.md")).unwrap();
    let languages = [vocab::Lang::En, vocab::Lang::De, vocab::Lang::Nl, vocab::Lang::Es];
    let texts: BTreeMap<&str, BTreeMap<String, String>> =
        LANGS.iter().map(|lang| (*lang, all_words(lang))).collect();
    let mut problems = Vec::new();
    let words = table(&glossary, "Words");
    for (word, keys) in GLOSSARY {
        let row = words.iter().find(|row| row[0].split(", ").any(|name| name == *word)).unwrap();
        for (column, lang) in languages.into_iter().enumerate() {
            for key in *keys {
                let text = &texts[lang.code()][*key];
                if !row[column].to_lowercase().split(", ").any(|name| text.contains(name)) {
                    problems.push(format!("{lang}: `{key}` says {text:?}, not `{}`", row[column]));
                }
            }
        }
    }
    for (heading, list) in CODES {
        for row in table(&glossary, heading) {
            for (column, lang) in languages.into_iter().enumerate() {
                let page = sog_web::i18n::t(lang, &format!("{list}-{}", row[0]));
                if page != row[column + 1] {
                    problems.push(format!(
                        "{lang}: `{list}-{}` is {page:?} on the pages, {:?} in the glossary",
                        row[0],
                        row[column + 1]
                    ));
                }
            }
        }
        let known: Vec<String> =
            table(&glossary, heading).iter().map(|row| format!("{list}-{}", row[0])).collect();
        for key in messages("en").into_iter().filter(|(_, (file, _))| file == "words.ftl") {
            let of_list = key.0.strip_prefix(list).is_some_and(|rest| rest.starts_with('-'));
            if of_list && !known.contains(&key.0) {
                problems.push(format!("the glossary lacks `{}` under `{heading}`", key.0));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The words of every message of a language, in small letters.
fn all_words(lang: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for file in files(&root().join("locales").join(lang), &[".ftl"]) {
        for entry in parser::parse(fs::read_to_string(&file).unwrap()).unwrap().body {
            if let Entry::Message(message) = entry {
                let mut words = String::new();
                spoken(&message.value.unwrap(), &mut words);
                all.insert(message.id.name, words.to_lowercase());
            }
        }
    }
    all
}

/// The words of a message, those of all its variants.
fn spoken(pattern: &Pattern<String>, words: &mut String) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => words.push_str(value),
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                variants.iter().for_each(|variant| spoken(&variant.value, words));
            }
            PatternElement::Placeable { .. } => {}
        }
    }
}
