//! The colours can be told apart: WCAG 2.2 contrast of every pair the style sheet uses.
//!
//! Text needs 4.5 : 1 (success criterion 1.4.3), what has to be seen without being read
//! 3 : 1 (1.4.11).

use std::collections::BTreeMap;

const CSS: &str = include_str!("../../static/app.css");

/// `--name: light-dark(#rrggbb, #rrggbb);`
fn tokens() -> BTreeMap<&'static str, [[f64; 3]; 2]> {
    CSS.lines()
        .filter_map(|line| {
            let (name, value) = line.trim().strip_prefix("--")?.split_once(':')?;
            let pair = value.trim().strip_prefix("light-dark(")?.strip_suffix(");")?;
            let (light, dark) = pair.split_once(',')?;
            Some((name, [rgb(light.trim()), rgb(dark.trim())]))
        })
        .collect()
}

fn rgb(hex: &str) -> [f64; 3] {
    let digits = hex.strip_prefix('#').filter(|d| d.len() == 6).unwrap_or_else(|| panic!("{hex}"));
    [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&digits[at..at + 2], 16).unwrap()) / 255.0)
}

/// Relative luminance, WCAG 2.2 glossary.
fn luminance(colour: [f64; 3]) -> f64 {
    let [r, g, b] =
        colour.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Text on ground.
const READ: &[(&str, &[&str])] = &[
    ("ink", &["ground", "surface", "raised", "sunken"]),
    ("muted", &["ground", "surface", "raised", "sunken"]),
    ("accent", &["ground", "surface", "raised", "sunken"]),
    ("accent-strong", &["ground", "surface", "raised", "sunken"]),
    ("on-accent", &["accent", "accent-strong"]),
    ("on-tint", &["tint"]),
    ("accent", &["tint"]),
    ("good", &["good-tint", "surface", "raised", "ground"]),
    ("warn", &["warn-tint", "surface", "raised", "ground"]),
    ("bad", &["bad-tint", "surface", "raised", "ground"]),
    ("on-heat-light", &["sunken", "heat-1", "heat-2", "heat-3"]),
    ("on-heat-dark", &["heat-4", "heat-5"]),
];

/// Lines, bars and edges on ground.
const SEEN: &[(&str, &[&str])] = &[
    ("edge", &["surface", "ground"]),
    ("chart-1", &["surface", "sunken"]),
    ("chart-2", &["surface"]),
    ("chart-3", &["surface"]),
    ("chart-4", &["surface"]),
    ("chart-5", &["surface"]),
    ("chart-6", &["surface"]),
    ("chart-quiet", &["surface"]),
];

#[test]
fn the_measure_is_right() {
    assert!((contrast(rgb("#000000"), rgb("#ffffff")) - 21.0).abs() < 1e-9);
    // The well-known limit of grey on white.
    assert!((contrast(rgb("#767676"), rgb("#ffffff")) - 4.54).abs() < 0.01);
}

#[test]
fn every_pair_can_be_told_apart_in_both_themes() {
    let tokens = tokens();
    let mut problems = Vec::new();
    for (least, pairs) in [(4.5, READ), (3.0, SEEN)] {
        for (front, grounds) in pairs {
            for ground in *grounds {
                for (theme, name) in ["light", "dark"].iter().enumerate() {
                    let found = contrast(tokens[front][theme], tokens[ground][theme]);
                    if found < least {
                        problems.push(format!("{name}: {front} on {ground} {found:.2} < {least}"));
                    }
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_colour_is_measured() {
    let measured: Vec<&str> = [READ, SEEN]
        .into_iter()
        .flatten()
        .flat_map(|(front, grounds)| grounds.iter().chain(std::iter::once(front)).copied())
        .collect();
    for name in tokens().keys() {
        // Hair lines between rows carry no meaning.
        assert!(*name == "line" || measured.contains(name), "{name} is measured nowhere");
    }
}
