//! The few marks a message may use, and their plain and HTML forms.
//!
//! ```text
//! # A heading
//! A paragraph with **strong words** and [a link](https://shop.example/lebkuchen).
//! Its second line.
//!
//! - a list
//! - of things
//! ```
//!
//! Everything else is taken literally: HTML typed into a message is shown, never run. Both
//! forms keep `{{ placeholder }}` as it is; the personal words come in later, escaped for
//! where they stand, so a customer called `[x](https://evil.example)` stays a name.

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Span {
    /// Plain words.
    Text(String),
    /// Strong words.
    Strong(String),
    /// Words that lead somewhere.
    Link { words: String, url: String },
}

/// A piece of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Heading(Vec<Span>),
    /// Lines of a paragraph.
    Paragraph(Vec<Vec<Span>>),
    /// Items of a list.
    List(Vec<Vec<Span>>),
}

/// Reads a body. Any text is a body; marks that are not closed are plain words.
pub(crate) fn blocks(body: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in body.lines().map(str::trim_end) {
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        if let Some(heading) = line.strip_prefix("# ") {
            blocks.push(Block::Heading(spans(heading)));
            open = false;
        } else if let Some(item) = line.strip_prefix("- ") {
            match blocks.last_mut() {
                Some(Block::List(items)) if open => items.push(spans(item)),
                _ => blocks.push(Block::List(vec![spans(item)])),
            }
            open = true;
        } else {
            match blocks.last_mut() {
                Some(Block::Paragraph(lines)) if open => lines.push(spans(line)),
                _ => blocks.push(Block::Paragraph(vec![spans(line)])),
            }
            open = true;
        }
    }
    blocks
}

fn spans(line: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut plain = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let marked = strong(rest).or_else(|| link(rest));
        if let Some((span, after)) = marked {
            if !plain.is_empty() {
                spans.push(Span::Text(std::mem::take(&mut plain)));
            }
            spans.push(span);
            rest = after;
        } else {
            plain.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    if !plain.is_empty() {
        spans.push(Span::Text(plain));
    }
    spans
}

fn strong(rest: &str) -> Option<(Span, &str)> {
    let inner = rest.strip_prefix("**")?;
    let end = inner.find("**").filter(|end| *end > 0)?;
    Some((Span::Strong(inner[..end].to_owned()), &inner[end + 2..]))
}

fn link(rest: &str) -> Option<(Span, &str)> {
    let inner = rest.strip_prefix('[')?;
    let (words, after) = inner.split_once("](")?;
    let (url, after) = after.split_once(')')?;
    let span = Span::Link { words: words.to_owned(), url: url.trim().to_owned() };
    (!words.is_empty() && !words.contains('[')).then_some((span, after))
}

/// The plain form.
pub(crate) fn plain(blocks: &[Block]) -> String {
    let line = |spans: &[Span]| spans.iter().map(plain_span).collect::<String>();
    let mut parts = Vec::new();
    for block in blocks {
        parts.push(match block {
            Block::Heading(spans) => line(spans),
            Block::Paragraph(lines) => {
                lines.iter().map(|spans| line(spans)).collect::<Vec<_>>().join("\n")
            }
            Block::List(items) => items
                .iter()
                .map(|spans| format!("- {}", line(spans)))
                .collect::<Vec<_>>()
                .join("\n"),
        });
    }
    parts.join("\n\n")
}

fn plain_span(span: &Span) -> String {
    match span {
        Span::Text(words) | Span::Strong(words) => words.clone(),
        Span::Link { words, url } => format!("{words} <{url}>"),
    }
}

/// The HTML form, without head and foot.
pub(crate) fn html(blocks: &[Block]) -> String {
    let line = |spans: &[Span]| spans.iter().map(html_span).collect::<String>();
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Heading(spans) => out.push_str(&format!("<h1>{}</h1>\n", line(spans))),
            Block::Paragraph(lines) => {
                let lines: Vec<_> = lines.iter().map(|spans| line(spans)).collect();
                out.push_str(&format!("<p>{}</p>\n", lines.join("<br>\n")));
            }
            Block::List(items) => {
                let items: String =
                    items.iter().map(|spans| format!("<li>{}</li>\n", line(spans))).collect();
                out.push_str(&format!("<ul>\n{items}</ul>\n"));
            }
        }
    }
    out
}

fn html_span(span: &Span) -> String {
    match span {
        Span::Text(words) => escape(words),
        Span::Strong(words) => format!("<strong>{}</strong>", escape(words)),
        Span::Link { words, url } => format!("<a href=\"{}\">{}</a>", escape(url), escape(words)),
    }
}

/// Makes a text safe between HTML tags and inside a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BODY: &str = "# Advent\nHello {{ first_name }},\nas **every** year.\n\n- [shop](https://x.example/?a=1&b=2)\n- fair <img src=x>\n\nBye";

    #[test]
    fn the_plain_form_reads_well() {
        assert_eq!(
            plain(&blocks(BODY)),
            "Advent\n\nHello {{ first_name }},\nas every year.\n\n- shop <https://x.example/?a=1&b=2>\n- fair <img src=x>\n\nBye"
        );
    }

    #[test]
    fn the_html_form_marks_up_and_escapes() {
        assert_eq!(
            html(&blocks(BODY)),
            "<h1>Advent</h1>\n<p>Hello {{ first_name }},<br>\nas <strong>every</strong> year.</p>\n\
             <ul>\n<li><a href=\"https://x.example/?a=1&amp;b=2\">shop</a></li>\n\
             <li>fair &lt;img src=x&gt;</li>\n</ul>\n<p>Bye</p>\n"
        );
    }

    #[test]
    fn marks_that_are_not_closed_are_words() {
        for text in ["a ** b", "****", "[a](b", "[](x)", "a [b] (c)", "2 * 3 ** 4"] {
            assert_eq!(plain(&blocks(text)), text);
        }
    }

    proptest! {
        #[test]
        fn typed_html_never_survives(body in "[ -~\n]{0,80}") {
            let html = html(&blocks(&body));
            for tag in html.split('<').skip(1) {
                let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
                prop_assert!(
                    ["h1", "/h1", "p", "/p", "br", "ul", "/ul", "li", "/li", "strong", "/strong", "a", "/a"]
                        .contains(&name.as_str()),
                    "{}", html
                );
            }
        }
    }
}
