//! Takes a Rust source apart into code and string literals; comments belong to neither.

/// A string literal and the line it starts on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) line: usize,
    pub(super) text: String,
}

/// A source without comments and without what stands in string literals.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parts {
    /// The code; literals are left as `""`, comments are gone, lines are kept.
    pub(super) code: String,
    pub(super) literals: Vec<Literal>,
}

/// Takes a source apart. It knows enough of Rust for our own files: nested comments, escapes,
/// raw strings, characters and lifetimes.
pub(super) fn parts(source: &str) -> Parts {
    let mut parts = Parts::default();
    let mut line = 1;
    let mut rest = source;
    while let Some(character) = rest.chars().next() {
        let (taken, literal) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), None)
        } else if rest.starts_with("/*") {
            (comment(rest), None)
        } else if let Some((taken, text)) = raw_string(rest, &parts.code) {
            (taken, Some(text))
        } else if character == '"' {
            let (taken, text) = string(rest);
            (taken, Some(text))
        } else if let Some(taken) = character_literal(rest) {
            parts.code.push_str("' '");
            (taken, None)
        } else {
            parts.code.push(character);
            line += usize::from(character == '\n');
            rest = &rest[character.len_utf8()..];
            continue;
        };
        let lines = rest[..taken].matches('\n').count();
        if let Some(text) = literal {
            parts.code.push_str("\"\"");
            parts.literals.push(Literal { line, text });
        }
        parts.code.extend(std::iter::repeat_n('\n', lines));
        line += lines;
        rest = &rest[taken..];
    }
    parts
}

/// Length of a block comment; they nest.
fn comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#`, also after a `b` or `c`.
fn raw_string(rest: &str, before: &str) -> Option<(usize, String)> {
    if before.ends_with(|last: char| last.is_alphanumeric() || last == '_') {
        return None;
    }
    let body = rest
        .strip_prefix("br")
        .or_else(|| rest.strip_prefix("cr"))
        .or_else(|| rest.strip_prefix('r'))?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    let text = body[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = text.find(&end)?;
    let taken = rest.len() - text.len() + length + end.len();
    Some((taken, text[..length].to_owned()))
}

/// `"…"` with escapes; an escaped quote stays as it is written.
fn string(rest: &str) -> (usize, String) {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            '"' if !escaped => return (at + 1, rest[1..at].to_owned()),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    (rest.len(), rest[1..].to_owned())
}

/// `'a'`, `'\n'`, `'"'`; a lifetime has no closing quote.
fn character_literal(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    let mut characters = body.char_indices();
    let (_, first) = characters.next()?;
    if first == '\\' {
        let (_, escaped) = characters.next()?;
        let from = 1 + escaped.len_utf8();
        return body[from..].find('\'').map(|at| 1 + from + at + 1);
    }
    let (at, second) = characters.next()?;
    (second == '\'').then_some(1 + at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<(usize, String)> {
        parts(source).literals.into_iter().map(|literal| (literal.line, literal.text)).collect()
    }

    #[test]
    fn strings_are_found_with_their_lines() {
        let source = "let a = \"one\";\n// \"not this\"\nlet b = r#\"two \"x\"\"#; /* \"nor\n this\" */\nlet c = \"a \\\" b\";";
        assert_eq!(
            texts(source),
            [(1, "one".to_owned()), (3, "two \"x\"".to_owned()), (5, "a \\\" b".to_owned())]
        );
    }

    #[test]
    fn characters_and_lifetimes_open_no_string() {
        let source =
            "fn f<'a>(x: &'a str) { if c == '\"' || c == '\\'' || c == '\\u{22}' { g(\"s\") } }";
        assert_eq!(texts(source), [(1, "s".to_owned())]);
    }

    #[test]
    fn code_keeps_its_lines() {
        let found = parts("a(); // todo\nb(\"x\ny\");\nc();");
        assert_eq!(found.code, "a(); \nb(\"\"\n);\nc();");
    }

    #[test]
    fn a_name_that_ends_in_r_opens_no_raw_string() {
        assert_eq!(texts("for x in str\"a\" {}"), [(1, "a".to_owned())]);
    }
}
