//! The closed lists of a deal: kinds of facts, fits, gaps.

use vocab::Phase;

/// Makes a list whose codes are what tables, forms and JSON hold.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident, $list:literal { $($(#[$vdoc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = vocab::UnknownWord;
            fn from_str(raw: &str) -> Result<Self, Self::Err> {
                let known = Self::ALL.iter().find(|one| one.code() == raw.trim());
                known.copied().ok_or_else(|| vocab::UnknownWord {
                    list: $list,
                    found: raw.to_owned(),
                    expected: Self::ALL.iter().map(|one| one.code()).collect::<Vec<_>>().join(", "),
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// What is known of a deal. All but requirement, risk and price talk are statements.
    FactKind, "kind of fact" {
        /// What is needed, the fact.
        Need = "need",
        /// The wish behind the need.
        Wish = "wish",
        /// What happens when nothing changes.
        Consequence = "consequence",
        /// How it will be when the need is met.
        Vision = "vision",
        /// Why they would change anything, verbatim (B11).
        OwnReason = "own_reason",
        /// What moves them now (B16); it moves no phase.
        MovesNow = "moves_now",
        /// What a solution has to meet.
        Requirement = "requirement",
        /// What may go wrong for them.
        Risk = "risk",
        /// Price and terms were talked about.
        PriceTalk = "price_talk",
    }
}

impl FactKind {
    /// Whether these are words of the customer about their need.
    #[must_use]
    pub const fn is_statement(self) -> bool {
        !matches!(self, Self::Requirement | Self::Risk | Self::PriceTalk)
    }

    /// The phase that asks for it.
    #[must_use]
    pub const fn phase(self) -> Phase {
        match self {
            Self::Requirement => Phase::Solution,
            Self::Risk | Self::PriceTalk => Phase::Risk,
            _ => Phase::Need,
        }
    }
}

codes! {
    /// Whether a solution meets a requirement (B06).
    Fit, "fit" {
        /// Wholly.
        Yes = "yes",
        /// In part.
        Partly = "partly",
        /// Not at all.
        No = "no",
    }
}

codes! {
    /// What a phase asks for and is not there.
    Lack, "gap" {
        /// No need in words.
        Need = "need",
        /// No wish.
        Wish = "wish",
        /// No consequence.
        Consequence = "consequence",
        /// No vision.
        Vision = "vision",
        /// No reason of their own.
        OwnReason = "own_reason",
        /// Nothing that moves them now.
        MovesNow = "moves_now",
        /// No requirement at all.
        Requirement = "requirement",
        /// No requirement that the customer confirmed.
        RequirementConfirmed = "requirement_confirmed",
        /// Requirements without an answer in outline.
        Outline = "outline",
        /// Requirements without an answer in detail.
        Detail = "detail",
        /// No risk was asked about.
        Risk = "risk",
        /// Risks without an answer.
        RiskOpen = "risk_open",
        /// Price was not talked about.
        PriceTalk = "price_talk",
        /// Facts that the customer has not confirmed.
        Assumed = "assumed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back_and_errors_name_the_choices() {
        for kind in FactKind::ALL {
            assert_eq!(kind.code().parse::<FactKind>().unwrap(), *kind);
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        }
        let error = "maybe".parse::<Fit>().unwrap_err().to_string();
        assert!(error.contains("yes, partly, no"), "{error}");
    }
}
