//! The articles: codes, descriptions and list prices, read from `words/catalogue.txt`.

use crate::families::{COUNT, FAMILIES};
use crate::random::{Stream, round};
use crate::words::Words;

/// One article.
#[derive(Debug)]
pub(crate) struct Item {
    /// Its code, as `CD-1013`.
    pub code: String,
    /// What it is.
    pub description: String,
    /// List price in cents at the start of the simulation.
    pub price: i64,
}

/// All articles, family by family.
#[derive(Debug)]
pub(crate) struct Catalogue {
    families: [Vec<Item>; COUNT],
    weights: [Vec<f64>; COUNT],
}

impl Catalogue {
    /// The catalogue as shipped.
    pub(crate) fn built_in() -> Self {
        let words = Words::read(include_str!("../words/catalogue.txt"));
        let families: [Vec<Item>; COUNT] = std::array::from_fn(|family| {
            let code = FAMILIES[family].code;
            let lines = words.lines(code).iter().enumerate();
            lines.flat_map(|(place, line)| articles(code, place, line)).collect()
        });
        // Sales concentrate on few articles: weights fall with the square root of the rank.
        // Ranks jump through the list so that the first noun is not the only best seller.
        let weights = std::array::from_fn(|family| {
            let count = families[family].len().max(1);
            (0..count).map(|place| 1.0 / ((place * 7 % count + 1) as f64).sqrt()).collect()
        });
        Self { families, weights }
    }

    /// One article.
    pub(crate) fn item(&self, family: usize, item: usize) -> &Item {
        &self.families[family][item]
    }

    /// An article of a family, best sellers more often.
    pub(crate) fn draw(&self, family: usize, stream: &mut Stream) -> usize {
        stream.weighted(&self.weights[family])
    }
}

/// The variants of one line of the file: `noun | low | high | variant, variant`. A line that
/// does not read so gives nothing; a test holds the shipped file to it.
fn articles(code: &str, place: usize, line: &str) -> Vec<Item> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [noun, low, high, variants] = parts.as_slice() else {
        return Vec::new();
    };
    let (Ok(low), Ok(high)) = (low.parse::<f64>(), high.parse::<f64>()) else {
        return Vec::new();
    };
    let variants: Vec<&str> = variants.split(", ").collect();
    let steps = (variants.len().max(2) - 1) as f64;
    variants
        .iter()
        .enumerate()
        .map(|(step, variant)| Item {
            code: format!("{code}-{}{step}", 100 + place),
            description: format!("{noun}, {variant}"),
            price: shelf_price(low * (high / low).powf(step as f64 / steps)),
        })
        .collect()
}

/// A price in cents as shops like it: up to 20 euros it ends on 9 or 5, above on 90.
fn shelf_price(euros: f64) -> i64 {
    let cents = round(euros * 100.0);
    if cents < 2_000 {
        (cents + 5) / 10 * 10 - if cents % 20 < 10 { 1 } else { 5 }
    } else {
        (cents + 50) / 100 * 100 - 10
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_catalogue_reads() {
        let catalogue = Catalogue::built_in();
        let mut codes = Vec::new();
        for (family, items) in catalogue.families.iter().enumerate() {
            assert!(items.len() >= 18, "{}", FAMILIES[family].name);
            for item in items {
                assert!(item.price > 20 && item.price < 200_000, "{item:?}");
                codes.push(item.code.clone());
            }
        }
        let count = codes.len();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), count);
        assert!(count > 250, "{count}");
    }

    #[test]
    fn prices_end_as_in_shops() {
        assert_eq!(shelf_price(229.0), 22_890);
        assert_eq!(shelf_price(6.95), 695);
        for cents in 79..2_000 {
            let price = shelf_price(f64::from(cents) / 100.0);
            assert!(matches!(price % 10, 5 | 9) && price.abs_diff(i64::from(cents)) <= 10);
        }
    }
}
