//! Sales regions, the people who look after them, towns and languages.

use vocab::Lang;

/// One of us who looks after customers.
#[derive(Debug)]
pub(crate) struct Owner {
    /// The name in every file.
    pub name: &'static str,
    /// The language of their notes.
    pub language: Lang,
    /// Share of their notes whose barriers they leave without a label.
    pub lazy: f64,
}

/// A sales region.
#[derive(Debug)]
pub(crate) struct Region {
    /// The name in every file.
    pub name: &'static str,
    /// Two-letter country code.
    pub country: &'static str,
    /// Share of customers.
    pub share: f64,
    /// The language spoken there.
    pub language: Lang,
    /// Share of customers who write English with us.
    pub english: f64,
    /// Towns.
    pub towns: &'static [&'static str],
    /// Who looks after it.
    pub owners: &'static [Owner],
    /// A warm country: less winter, more outdoor life.
    pub warm: bool,
}

const fn owner(name: &'static str, language: Lang, lazy: f64) -> Owner {
    Owner { name, language, lazy }
}

/// How many regions there are.
pub(crate) const COUNT: usize = 8;

/// All regions.
pub(crate) const REGIONS: [Region; COUNT] = [
    Region {
        name: "Nord",
        country: "DE",
        share: 0.11,
        language: Lang::De,
        english: 0.04,
        towns: &[
            "Hamburg",
            "Bremen",
            "Kiel",
            "Lübeck",
            "Hannover",
            "Oldenburg",
            "Rostock",
            "Flensburg",
        ],
        owners: &[owner("Anke Petersen", Lang::De, 0.06)],
        warm: false,
    },
    Region {
        name: "West",
        country: "DE",
        share: 0.13,
        language: Lang::De,
        english: 0.03,
        towns: &["Köln", "Dortmund", "Essen", "Münster", "Bonn", "Aachen", "Krefeld", "Trier"],
        owners: &[owner("Sabine Kruse", Lang::De, 0.05), owner("Thomas Wirtz", Lang::De, 0.45)],
        warm: false,
    },
    Region {
        name: "Süd",
        country: "DE",
        share: 0.19,
        language: Lang::De,
        english: 0.03,
        towns: &[
            "München",
            "Augsburg",
            "Ulm",
            "Nürnberg",
            "Freiburg",
            "Regensburg",
            "Konstanz",
            "Stuttgart",
        ],
        owners: &[
            owner("Josef Aigner", Lang::De, 0.10),
            owner("Claudia Renz", Lang::De, 0.04),
            owner("Oliver Bennett", Lang::En, 0.08),
        ],
        warm: false,
    },
    Region {
        name: "Österreich",
        country: "AT",
        share: 0.06,
        language: Lang::De,
        english: 0.03,
        towns: &["Wien", "Graz", "Linz", "Salzburg", "Innsbruck", "Klagenfurt"],
        owners: &[owner("Martina Gruber", Lang::De, 0.07)],
        warm: false,
    },
    Region {
        name: "Schweiz",
        country: "CH",
        share: 0.05,
        language: Lang::De,
        english: 0.10,
        towns: &["Zürich", "Bern", "Luzern", "St. Gallen", "Winterthur", "Thun"],
        owners: &[owner("Reto Zurbriggen", Lang::De, 0.15)],
        warm: false,
    },
    Region {
        name: "Nederland",
        country: "NL",
        share: 0.18,
        language: Lang::Nl,
        english: 0.06,
        towns: &[
            "Utrecht",
            "Zwolle",
            "Breda",
            "Arnhem",
            "Groningen",
            "Eindhoven",
            "Haarlem",
            "Deventer",
        ],
        owners: &[
            owner("Marleen de Wit", Lang::Nl, 0.05),
            owner("Pieter Hoekstra", Lang::Nl, 0.14),
            owner("Fiona Gallagher", Lang::En, 0.06),
        ],
        warm: false,
    },
    Region {
        name: "Vlaanderen",
        country: "BE",
        share: 0.12,
        language: Lang::Nl,
        english: 0.05,
        towns: &["Gent", "Antwerpen", "Leuven", "Brugge", "Hasselt", "Kortrijk", "Mechelen"],
        owners: &[owner("Jef Claessens", Lang::Nl, 0.10)],
        warm: false,
    },
    Region {
        name: "España",
        country: "ES",
        share: 0.16,
        language: Lang::Es,
        english: 0.04,
        towns: &[
            "Valencia",
            "Zaragoza",
            "Sevilla",
            "Bilbao",
            "Murcia",
            "Girona",
            "Valladolid",
            "Málaga",
        ],
        owners: &[owner("Lucía Herrero", Lang::Es, 0.06), owner("Andrés Molina", Lang::Es, 0.40)],
        warm: true,
    },
];

impl Region {
    /// How much more (above 1) or less this region buys of a family (by its code).
    pub(crate) fn climate(&self, family: &str) -> f64 {
        match family {
            _ if !self.warm => 1.0,
            "WS" => 0.15,
            "WC" | "SF" => 0.6,
            "BQ" | "GF" => 1.4,
            _ => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_names_are_unique() {
        let sum: f64 = REGIONS.iter().map(|region| region.share).sum();
        assert!((sum - 1.0).abs() < 1e-9);
        let mut owners: Vec<_> =
            REGIONS.iter().flat_map(|region| region.owners).map(|owner| owner.name).collect();
        let count = owners.len();
        owners.sort_unstable();
        owners.dedup();
        assert!((10..=14).contains(&count) && owners.len() == count, "{count}");
    }
}
