//! The trades that customers are in, and what each of them needs.

/// What trade a customer is in.
#[derive(Debug)]
pub(crate) struct Segment {
    /// The section of company names in the words files; empty for households.
    pub names: &'static str,
    /// Share among trade customers.
    pub share: f64,
    /// How much it needs of each family, by code.
    pub needs: &'static [(&'static str, f64)],
}

/// All segments; the last one is the households.
pub(crate) const SEGMENTS: [Segment; 7] = [
    Segment {
        names: "garden",
        share: 0.20,
        needs: &[("GF", 3.0), ("PS", 4.0), ("BQ", 2.0), ("CD", 3.0), ("ED", 1.0), ("GS", 1.0)],
    },
    Segment {
        names: "hardware",
        share: 0.20,
        needs: &[
            ("HT", 3.0),
            ("BC", 3.0),
            ("BQ", 1.5),
            ("WS", 2.0),
            ("SF", 1.5),
            ("GF", 1.0),
            ("WC", 2.0),
        ],
    },
    Segment {
        names: "gift",
        share: 0.19,
        needs: &[("GS", 3.0), ("CD", 5.0), ("ED", 1.5), ("HP", 1.0), ("PS", 0.7)],
    },
    Segment {
        names: "hotel",
        share: 0.12,
        needs: &[("GF", 1.5), ("CD", 3.0), ("BQ", 1.5), ("HP", 1.5), ("WS", 0.7), ("GS", 0.5)],
    },
    Segment {
        names: "facility",
        share: 0.12,
        needs: &[("WS", 3.0), ("WC", 3.5), ("HT", 2.0), ("PS", 1.0), ("SF", 0.5)],
    },
    Segment {
        names: "builder",
        share: 0.17,
        needs: &[("HT", 2.5), ("BC", 3.5), ("WC", 4.0), ("SF", 1.0), ("WS", 0.7)],
    },
    Segment {
        names: "",
        share: 0.0,
        needs: &[
            ("GF", 1.2),
            ("PS", 1.8),
            ("BQ", 1.4),
            ("CD", 2.2),
            ("GS", 1.0),
            ("ED", 0.5),
            ("SF", 1.0),
            ("WC", 1.2),
            ("HT", 1.0),
            ("HP", 1.0),
        ],
    },
];
