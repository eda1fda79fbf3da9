//! SQL stands where one looks for it: in `sql/*.sql` and in `rows.rs`. A query by way of an
//! entity is SQL too.

use super::literals::parts;
use super::{File, Finding};

/// Files that may hold SQL besides `rows.rs`, each with its reason.
const ALLOWED: &[(&str, &str)] = &[
    ("crates/store/", "the room of the database itself"),
    ("crates/testkit/", "makes and drops databases for tests"),
    ("xtask/", "the rule and its tests"),
];

/// Raw SQL in a literal, or a query of an entity, outside the places for it.
pub(super) fn check(file: &File) -> Vec<Finding> {
    let allowed = ALLOWED.iter().any(|(path, _)| file.path.starts_with(path))
        || file.path.contains("/tests/")
        || file.path.ends_with("/rows.rs")
        || file.path.contains("/rows/");
    if allowed {
        return Vec::new();
    }
    let parts = parts(&file.text);
    let statements = parts.literals.into_iter().filter(|literal| is_statement(&literal.text));
    let queries = (1..).zip(parts.code.lines()).filter(|(_, line)| line.contains("::Entity::"));
    statements
        .map(|literal| literal.line)
        .chain(queries.map(|(line, _)| line))
        .map(|line| Finding::new(&file.path, line, "SQL belongs into this room's rows.rs or sql/"))
        .collect()
}

/// Whether a text is a statement: its first words, and the word that must follow, because
/// `Select a customer` is a button.
fn is_statement(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let later = |word: &str| words.iter().skip(1).any(|found| *found == word);
    match words.as_slice() {
        ["select", ..] => later("from"),
        ["insert", "into" | "or", ..] => later("values") || later("select"),
        ["update", ..] => later("set"),
        ["delete", "from", ..] => true,
        ["with", ..] => later("as") && later("select"),
        ["create" | "alter" | "drop", "table" | "index" | "view" | "unique" | "temporary", ..] => {
            words.len() > 2
        }
        ["pragma", _] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        check(&File { path: path.to_owned(), text: text.to_owned() }).len()
    }

    #[test]
    fn statements_are_told_from_sentences() {
        for sql in [
            "select a from b",
            "  SELECT *\n  FROM t",
            "insert into a (b) values ($1)",
            "insert or ignore into a select 1",
            "update a set b = 1",
            "delete from a",
            "with x as (select 1) select * from x",
            "create table a (b text)",
            "pragma journal_mode",
        ] {
            assert!(is_statement(sql), "{sql}");
        }
        for sentence in [
            "Select a customer",
            "Update the settings",
            "with kind regards",
            "create a brief",
            "drop table",
            "insert coin",
            "",
        ] {
            assert!(!is_statement(sentence), "{sentence}");
        }
    }

    #[test]
    fn only_the_places_for_it_may_hold_sql() {
        let text = "//! A.\nconst Q: &str = \"select a from b\"; // select c from d\n";
        assert_eq!(found("crates/warn/src/actions.rs", text), 1);
        assert_eq!(found("crates/warn/src/rows.rs", text), 0);
        assert_eq!(found("crates/warn/src/rows/targets.rs", text), 0);
        assert_eq!(found("crates/warn/tests/story.rs", text), 0);
        let text = "//! A.\nfn f() { complaint::Entity::find() } // a::Entity::find()\n";
        assert_eq!(found("crates/web/src/page.rs", text), 1);
        assert_eq!(found("crates/web/src/today/rows.rs", text), 0);
        assert_eq!(found("crates/store/src/records.rs", text), 0);
    }
}
