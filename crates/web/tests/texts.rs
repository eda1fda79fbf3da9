//! The texts are complete: same messages and arguments in four languages, none missing, none
//! left over.

#![allow(clippy::unwrap_used, reason = "a test whose ground gives way has to stop")]

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
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
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
