//! Closed lists: channels, directions, phases, stages, barriers, teams, languages.

use std::fmt;

/// A text that is not one of a closed list's codes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not a {list} (expected one of: {expected})")]
pub struct UnknownWord {
    /// What the list is called.
    pub list: &'static str,
    /// What was found.
    pub found: String,
    /// The codes that are known.
    pub expected: String,
}

/// Makes a closed list: an enum whose codes are what files, tables and JSON hold.
macro_rules! words {
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

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::words::UnknownWord;
            fn from_str(raw: &str) -> Result<Self, Self::Err> {
                match raw.trim() {
                    $($code => Ok(Self::$variant),)+
                    other => Err($crate::words::UnknownWord {
                        list: $list,
                        found: other.to_owned(),
                        expected: [$($code),+].join(", "),
                    }),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <String as serde::Deserialize>::deserialize(deserializer)?;
                code.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The way a contact happens.
    Channel, "channel" {
        /// Electronic mail.
        Email = "email",
        /// A call.
        Phone = "phone",
        /// A letter or a parcel insert.
        Post = "post",
        /// A text message or a messenger.
        Sms = "sms",
        /// Somebody visits somebody.
        Visit = "visit",
        /// A fair, a seminar, an open day.
        Fair = "fair",
        /// The web site or the shop.
        Web = "web",
        /// Typed talk on the web site.
        Chat = "chat",
    }
}

words! {
    /// Who began a contact.
    Direction, "direction" {
        /// The customer came to us.
        Inbound = "in",
        /// We went to the customer.
        Outbound = "out",
    }
}

words! {
    /// Where a customer stands in their own buying. Set by evidence from the customer only.
    Phase, "phase" {
        /// 1: a need is recognised, put into words, becomes requirements.
        Need = "need",
        /// 2: outline fit, then fit in detail.
        Solution = "solution",
        /// 3: doubts, price, decision.
        Risk = "risk",
        /// Has bought.
        Customer = "customer",
        /// Recommends us.
        Advocate = "advocate",
    }
}

words! {
    /// Marketing's view of the same road (attention, interest, desire, action).
    AidaStage, "AIDA stage" {
        /// Knows that we exist.
        Attention = "attention",
        /// Wants to know more.
        Interest = "interest",
        /// Wants it.
        Desire = "desire",
        /// Does it.
        Action = "action",
    }
}

words! {
    /// Why somebody does not buy (now). The ten labels of the labelling guide.
    Barrier, "barrier" {
        /// Does not know the company.
        BrandUnknown = "brand_unknown",
        /// Does not see what the offer brings or how it differs.
        AdvantageUnknown = "advantage_unknown",
        /// Price, budget, running cost.
        TooExpensive = "too_expensive",
        /// A competitor is judged better.
        CompetitorBetter = "competitor_better",
        /// Right thing, wrong moment.
        Timing = "timing",
        /// Fears what may go wrong.
        Risk = "risk",
        /// No problem felt.
        NoNeed = "no_need",
        /// Somebody else must decide.
        NoAuthority = "no_authority",
        /// Does not believe us.
        Trust = "trust",
        /// Something we do not have.
        ProductGap = "product_gap",
    }
}

words! {
    /// What a message is for. Consent is given per purpose.
    Purpose, "purpose" {
        /// Anything that promotes sales, even indirectly.
        Marketing = "marketing",
        /// What a running order or contract needs; never carries advertising.
        Service = "service",
    }
}

words! {
    /// The side of the house a user works on.
    Team, "role" {
        /// Owns first contacts, messages, campaigns.
        Marketing = "marketing",
        /// Owns talks, deals, notes.
        Sales = "sales",
        /// Runs the installation.
        Admin = "admin",
    }
}

words! {
    /// What a customer is before the law.
    CustomerKind, "kind of customer" {
        /// A natural person buying for themself.
        Person = "person",
        /// A company, a shop, an office.
        Company = "company",
    }
}

words! {
    /// What a contact does in a purchase.
    ContactRole, "role of a contact" {
        /// Will use it.
        User = "user",
        /// Places the order.
        Buyer = "buyer",
        /// Says yes or no.
        Decider = "decider",
        /// Prescribes it (architect, planner).
        Specifier = "specifier",
        /// Recommends us.
        Advocate = "advocate",
    }
}

words! {
    /// The languages of the product.
    Lang, "language" {
        /// German.
        De = "de",
        /// Dutch.
        Nl = "nl",
        /// Spanish.
        Es = "es",
        /// English.
        En = "en",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_round_trip_and_errors_name_the_choices() {
        for barrier in Barrier::ALL {
            assert_eq!(barrier.code().parse::<Barrier>().unwrap(), *barrier);
        }
        let error = "fax".parse::<Channel>().unwrap_err().to_string();
        assert!(error.contains("`fax` is not a channel"), "{error}");
        assert!(error.contains("email, phone"), "{error}");
    }
}
