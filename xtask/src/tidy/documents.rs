//! Rules for documents, and for every text.

use std::collections::BTreeSet;
use std::path::Path;

use super::arrows::Package;
use super::{File, Finding};

const EXPLANATIONS: &str = "docs/dependencies.md";
const GLOSSARY: &str = "GLOSSARY.md";
/// Where the closed lists are defined.
const LISTS: &str = "crates/vocab/src/";

/// Folders that exist on one machine only. Written apart, so that this file may hold them.
const MACHINE_PATHS: &[&str] =
    &[concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/wo", "rk/"), concat!("/Us", "ers/")];

/// Every relative link in a Markdown file leads to something.
pub(super) fn links_resolve(root: &Path, files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".md")) {
        let folder = root.join(&file.path);
        let folder = folder.parent().unwrap_or(root);
        for (line, target) in links(&file.text) {
            let path = target.split('#').next().unwrap_or_default();
            let elsewhere = path.is_empty() || path.contains("://") || path.starts_with("mailto:");
            if !elsewhere && !folder.join(path).exists() {
                findings.push(Finding::new(
                    &file.path,
                    line,
                    format!("the link to `{target}` leads nowhere"),
                ));
            }
        }
    }
    findings
}

/// The targets of `[text](target)` with their lines, outside of code blocks.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut in_code = false;
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        for part in line.split("](").skip(1) {
            let target = part.split([')', ' ']).next().unwrap_or_default();
            found.push((index + 1, target));
        }
    }
    found
}

/// Every dependency stands in the document that says why it is there, and nothing else does.
pub(super) fn dependencies_are_explained(packages: &[Package], files: &[File]) -> Vec<Finding> {
    let Some(document) = files.iter().find(|file| file.path == EXPLANATIONS) else {
        return vec![Finding::new(EXPLANATIONS, 0, "is missing")];
    };
    let used: BTreeSet<&str> = packages
        .iter()
        .flat_map(|package| &package.dependencies)
        .filter(|dependency| !dependency.ours)
        .map(|dependency| dependency.name.as_str())
        .collect();
    let explained: BTreeSet<&str> = document
        .text
        .lines()
        .filter(|line| line.starts_with("| `"))
        .filter_map(|line| line.split('|').nth(1))
        .flat_map(|names| names.split(','))
        .map(|name| name.trim().trim_matches('`'))
        .collect();
    let missing =
        used.difference(&explained).map(|name| format!("`{name}` is used but not explained here"));
    let gone =
        explained.difference(&used).map(|name| format!("`{name}` is explained here but not used"));
    missing.chain(gone).map(|what| Finding::new(EXPLANATIONS, 0, what)).collect()
}

/// Every code of a closed list stands in the glossary.
pub(super) fn codes_are_in_the_glossary(files: &[File]) -> Vec<Finding> {
    let Some(glossary) = files.iter().find(|file| file.path == GLOSSARY) else {
        return vec![Finding::new(GLOSSARY, 0, "is missing")];
    };
    files
        .iter()
        .filter(|file| file.path.starts_with(LISTS))
        .flat_map(|file| codes(&file.text))
        .filter(|code| !glossary.text.contains(&format!("| `{code}` |")))
        .map(|code| Finding::new(GLOSSARY, 0, format!("has no row for the code `{code}`")))
        .collect()
}

/// The codes in `words! { … Name = "code", … }`.
fn codes(source: &str) -> Vec<&str> {
    source
        .split("\nwords! {")
        .skip(1)
        .filter_map(|list| list.split("\n}").next())
        .flat_map(str::lines)
        .filter_map(|line| line.trim().strip_suffix("\",")?.split_once(" = \""))
        .map(|(_, code)| code)
        .collect()
}

/// No text names a folder that only one machine has.
pub(super) fn no_machine_paths(file: &File) -> Vec<Finding> {
    file.text
        .lines()
        .enumerate()
        .filter(|(_, line)| {
            MACHINE_PATHS
                .iter()
                .any(|path| line.match_indices(path).any(|(at, _)| starts_a_path(line, at)))
        })
        .map(|(index, _)| Finding::new(&file.path, index + 1, "names a folder of one machine"))
        .collect()
}

/// `src/home/page.rs` is a path inside the project, and so is `https://example.com/home/`.
fn starts_a_path(line: &str, at: usize) -> bool {
    !line[..at].ends_with(|last: char| last.is_alphanumeric() || "_-.~}*".contains(last))
}

#[cfg(test)]
mod tests {
    use super::super::arrows::Dependency;
    use super::*;

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn links_that_lead_nowhere_are_found() {
        let root = crate::paths::workspace();
        let good = file(
            "docs/a.md",
            "See [cargo](../Cargo.toml#L1), [web](https://x.org/y), [here](#top).\n```\n[a](b)\n```\n",
        );
        assert!(links_resolve(root, &[good]).is_empty());
        let bad = file("docs/a.md", "one\nSee [this](no-such-file.md).\n");
        let found = links_resolve(root, &[bad]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].line, 2);
    }

    #[test]
    fn dependencies_and_their_explanations_agree() {
        let packages = [Package {
            room: "store".to_owned(),
            manifest: "crates/store/Cargo.toml".to_owned(),
            dependencies: ["sea-orm", "serde"]
                .map(|name| Dependency { name: name.to_owned(), ours: false, test: false })
                .to_vec(),
        }];
        let text = |rows: &str| file(EXPLANATIONS, &format!("| Crate | Why |\n{rows}"));
        let good = text("| `sea-orm` | database |\n| `serde`, `gone` | forms |\n");
        let found = dependencies_are_explained(&packages, &[good]);
        assert_eq!(found.len(), 1);
        assert!(found[0].what.contains("`gone` is explained"), "{found:?}");
        let found = dependencies_are_explained(&packages, &[text("| `serde` | forms |\n")]);
        assert!(found[0].what.contains("`sea-orm` is used"), "{found:?}");
        assert_eq!(dependencies_are_explained(&packages, &[]).len(), 1);
    }

    #[test]
    fn codes_without_a_row_are_found() {
        let list = file(
            "crates/vocab/src/words.rs",
            "const A: &str = \"x\",\nwords! {\n    /// B.\n    Brand = \"brand_unknown\",\n    Risk = \"risk\",\n}\n",
        );
        let glossary = file(GLOSSARY, "| `risk` | Risk |\n");
        let found = codes_are_in_the_glossary(&[list, glossary]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].what.contains("`brand_unknown`"));
    }

    #[test]
    fn folders_of_one_machine_are_found() {
        let text = format!("a\nsee {}me/x\n", concat!("/ho", "me/"));
        assert_eq!(no_machine_paths(&file("a.md", &text))[0].line, 2);
        let inside = format!("crates/web/src{}page.rs", concat!("/ho", "me/"));
        assert!(no_machine_paths(&file("a.md", &inside)).is_empty());
    }
}
