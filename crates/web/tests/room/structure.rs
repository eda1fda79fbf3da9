//! A walk along every link, as each team in its language: each page exists, and can be used by
//! keyboard and screen reader as far as its structure decides that.
//!
//! WCAG 2.2: 1.1.1 (names of pictures), 1.3.1 (heads of tables, labels of fields), 2.4.2 and
//! 2.4.6 (title, headings), 3.1.1 (language), 4.1.2 (names of links, buttons, fields).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::common::Site;
use crate::common::html::{Piece, get, pieces};
use crate::common::launched;
use axum::http::StatusCode;
use vocab::Team;

/// Pages looked at on one walk, and of one kind (`/customers/…`).
const MOST: usize = 130;
const MOST_OF_A_KIND: usize = 6;

/// The kind of an address: its path with ids left out.
fn kind(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path
        .split('/')
        .map(|part| if part.chars().any(|c| c.is_ascii_digit()) { "*" } else { part })
        .collect();
    parts.join("/")
}

/// What is wrong with a page.
pub(crate) fn problems(html: &str, lang: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let (mut ids, mut wanted, mut labelled) = (BTreeSet::new(), Vec::new(), BTreeSet::new());
    let mut fields: Vec<(String, bool)> = Vec::new();
    let (mut headings, mut inside_label, mut title) = (Vec::new(), 0_usize, String::new());
    // Open links, buttons, labels: what they are, and what is said inside.
    let mut named: Vec<(String, String)> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for piece in pieces(html) {
        match piece {
            Piece::Open(name, attributes) => {
                let of = |attribute: &str| get(&attributes, attribute).unwrap_or_default();
                if let Some(id) = get(&attributes, "id")
                    && !ids.insert(id.to_owned())
                {
                    wrong.push(format!("id {id} twice"));
                }
                for list in ["aria-describedby", "aria-labelledby", "for"] {
                    wanted.extend(of(list).split_whitespace().map(str::to_owned));
                }
                for (attribute, _) in &attributes {
                    if attribute == "style" || attribute.starts_with("on") {
                        wrong.push(format!("<{name}> has {attribute}"));
                    }
                }
                match name.as_str() {
                    "html" if of("lang") != lang => wrong.push(format!("lang {}", of("lang"))),
                    "style" => wrong.push("an inline style sheet".to_owned()),
                    "script" if of("src").is_empty() && of("type") != "application/json" => {
                        wrong.push("an inline script".to_owned());
                    }
                    "img" if get(&attributes, "alt").is_none() => {
                        wrong.push(format!("<img src={}> without alt", of("src")));
                    }
                    "iframe" if of("title").is_empty() => {
                        wrong.push("a frame without a name".into())
                    }
                    "th" if of("scope").is_empty() => wrong.push("a head without scope".into()),
                    "h1" | "h2" | "h3" | "h4" => headings.push(name.as_bytes()[1] - b'0'),
                    "label" => {
                        labelled.insert(of("for").to_owned());
                        inside_label += 1;
                    }
                    "input" | "select" | "textarea" => {
                        let hidden = name == "input" && matches!(of("type"), "hidden" | "submit");
                        let secret =
                            matches!(of("autocomplete"), "new-password" | "current-password");
                        if of("type") == "password" && !secret {
                            wrong.push(format!("{} does not say which password it is", of("name")));
                        }
                        if !hidden {
                            let own = inside_label > 0 || !of("aria-label").is_empty();
                            let id = if of("id").is_empty() { of("name") } else { of("id") };
                            fields.push((id.to_owned(), own));
                        }
                    }
                    "a" | "button" | "summary" => {
                        named.push((name.clone(), of("aria-label").to_owned()));
                    }
                    _ => {}
                }
                open.push(name);
            }
            Piece::Close(name) => {
                if name == "label" {
                    inside_label = inside_label.saturating_sub(1);
                }
                if matches!(name.as_str(), "a" | "button" | "summary")
                    && let Some((what, words)) = named.pop()
                    && words.trim().is_empty()
                {
                    wrong.push(format!("a <{what}> without words"));
                }
                while open.pop().is_some_and(|last| last != name) {}
            }
            Piece::Text(text) => {
                named.iter_mut().for_each(|(_, words)| words.push_str(&text));
                if open.last().is_some_and(|last| last == "title") {
                    title.push_str(&text);
                }
                let script = open.last().is_some_and(|last| last == "script");
                if !script && (text.contains("Unknown localization") || text.contains("{ $")) {
                    wrong.push(format!("a text that is missing: {text}"));
                }
            }
        }
    }
    wrong.extend(wanted.iter().filter(|id| !ids.contains(*id)).map(|id| format!("no #{id}")));
    for (field, own) in fields {
        if !own && !labelled.contains(&field) {
            wrong.push(format!("field {field} without a label"));
        }
    }
    if headings.iter().filter(|level| **level == 1).count() != 1 {
        wrong.push(format!("headings {headings:?}"));
    }
    if headings.windows(2).any(|pair| pair[1] > pair[0] + 1) {
        wrong.push(format!("a level of headings is left out: {headings:?}"));
    }
    if title.trim().len() < 4 {
        wrong.push(format!("title `{title}`"));
    }
    wrong
}

fn links(html: &str) -> Vec<String> {
    let found = pieces(html).into_iter().filter_map(|piece| match piece {
        Piece::Open(name, attributes) if name == "a" || name == "iframe" => {
            let href = get(&attributes, if name == "a" { "href" } else { "src" })?;
            href.starts_with('/').then(|| href.replace("&amp;", "&").replace("&#38;", "&"))
        }
        _ => None,
    });
    found.collect()
}

async fn walk(site: &Site, team: Team, lang: &str) -> (usize, Vec<String>) {
    let cookie = site.sign_in(team).await;
    let mut queue = VecDeque::from(["/".to_owned(), "/settings/me".to_owned()]);
    let (mut seen, mut kinds) = (BTreeSet::new(), BTreeMap::<String, usize>::new());
    let mut wrong = Vec::new();
    let mut looked = 0;
    while let Some(address) = queue.pop_front() {
        let address = address.split('#').next().unwrap_or_default().to_owned();
        let count = kinds.entry(kind(&address)).or_default();
        let is_new = seen.insert(address.clone());
        if !is_new || *count >= MOST_OF_A_KIND || looked == MOST || address.starts_with("/static/")
        {
            continue;
        }
        *count += 1;
        looked += 1;
        let answer = site.get(&address, Some(&cookie)).await;
        let next = answer.header("location");
        if answer.status == StatusCode::SEE_OTHER && !next.starts_with("/signin") {
            queue.push_back(next.to_owned());
            continue;
        }
        if answer.status != StatusCode::OK {
            wrong.push(format!("{address}: {}", answer.status));
            continue;
        }
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        // A message in its frame keeps to the rules of mails, not of pages.
        if answer.body.contains("<main") {
            let found = problems(&answer.body, lang);
            wrong.extend(found.into_iter().map(|problem| format!("{address}: {problem}")));
        }
        queue.extend(links(&answer.body));
    }
    let campaign = ["audience", "message", "sign", "launch", "result", "message/preview"]
        .map(|step| format!("/campaigns/*/{step}"));
    let others = [
        "/customers/*",
        "/trust",
        "/warnings/*",
        "/why",
        "/settings/people",
        "/caught",
        "/caught/*",
    ];
    for expected in others.map(str::to_owned).iter().chain(&campaign) {
        if !kinds.contains_key(expected.as_str()) {
            wrong.push(format!("no link leads to {expected}: {:?}", kinds.keys()));
        }
    }
    (looked, wrong)
}

#[tokio::test]
async fn every_link_leads_to_a_sound_page() {
    let mut site = Site::simulated().await;
    // One campaign on its way and one that has just begun, so that all their steps are walked.
    let launched = launched::launch(&mut site, "2026-11-22").await;
    let cookie = site.sign_in(Team::Marketing).await;
    let begun = site.post("/campaigns/new", &[], Some(&cookie)).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER);
    // Those of the one on its way, whatever else there is of their kind.
    let cookie = site.sign_in(Team::Sales).await;
    for step in
        ["brief", "audience", "message", "sign", "launch", "result", "result?state=uncertain"]
    {
        let page = site.get(&format!("{launched}/{step}"), Some(&cookie)).await;
        assert_eq!(page.status, StatusCode::OK, "{step}");
        assert_eq!(problems(&page.body, "nl"), Vec::<String>::new(), "{step}");
    }
    let page = site.get(&format!("{launched}/result?state=uncertain"), Some(&cookie)).await;
    assert!(page.body.contains("/settle"), "a mail that somebody has to settle");
    for (team, lang) in [(Team::Marketing, "de"), (Team::Sales, "nl"), (Team::Admin, "en")] {
        let (looked, wrong) = walk(&site, team, lang).await;
        assert!(wrong.is_empty(), "{team}:\n{}", wrong.join("\n"));
        assert!(looked > 25, "{team} saw {looked} pages only");
    }
    let cookie = site.sign_in(Team::Admin).await;
    let form = [("language", "es"), ("theme", "dark")];
    site.post("/settings/me", &form, Some(&cookie)).await;
    let (_, wrong) = walk(&site, Team::Admin, "es").await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn progress_is_asked_for_while_mails_go_out_and_not_weeks_before() {
    for (from, asked) in [("2026-11-22", true), ("2026-12-01", false)] {
        let mut site = Site::simulated().await;
        let launched = launched::launch(&mut site, from).await;
        let cookie = site.sign_in(Team::Sales).await;
        let page = site.get(&format!("{launched}/launch"), Some(&cookie)).await;
        assert_eq!(page.body.contains("hx-trigger=\"every"), asked, "{from}");
        assert!(page.body.contains("role=\"status\""), "{from}");
        // What is spoken stays in place: it is changed, not put in anew.
        assert!(!page.body.contains("hx-select=\"#progress\" hx-swap=\"outerHTML\""), "{from}");
    }
}

#[test]
fn the_search_for_problems_finds_them() {
    let page = r#"<html lang="en"><title>A page</title><h1 id="a">x</h1><h3 id="a" style="">y</h3>
        <label>A<input name="q"></label><input id="z"><a href="/"><svg></svg></a><th>h</th>
        <input type="password" name="p" aria-label="P"><img src="x"><p aria-describedby="gone"></p><script>1</script>{ $n }"#;
    let found = problems(page, "de").join("; ");
    for expected in [
        "lang en",
        "id a twice",
        "<h3> has style",
        "field z without a label",
        "a <a> without words",
        "a head without scope",
        "without alt",
        "no #gone",
        "p does not say which password it is",
        "an inline script",
        "a text that is missing",
        "a level of headings is left out",
    ] {
        assert!(found.contains(expected), "{expected} not in {found}");
    }
    assert!(!found.contains("field q"));
    let good = r#"<html lang="de"><title>Eine Seite</title><h1>x</h1><h2>y</h2>"#;
    assert_eq!(problems(good, "de"), Vec::<String>::new());
    assert_eq!(kind("/customers/K10?x=1#y"), "/customers/*");
}
