//! Closed lists whose codes are stored.

/// An enumeration with a stable code for each of its values, and the way back.
macro_rules! codes {
    ($(#[$head:meta])* $kind:ident { $($(#[$doc:meta])* $name:ident = $code:literal),+ $(,)? }) => {
        $(#[$head])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub enum $kind { $($(#[$doc])* #[serde(rename = $code)] $name),+ }

        impl $kind {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable code, as stored.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// Reads a stored code.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

pub(crate) use codes;

#[cfg(test)]
mod tests {
    use crate::bounce::Blame;
    use crate::notes::{Halt, Note};
    use crate::queue::State;

    #[test]
    fn codes_round_trip() {
        macro_rules! check {
            ($kind:ident) => {
                for one in $kind::ALL {
                    assert_eq!($kind::from_code(one.code()), Some(*one));
                    assert_eq!(serde_json::to_value(one).unwrap(), one.code());
                }
                assert_eq!($kind::from_code("no such code"), None);
            };
        }
        check!(Blame);
        check!(Halt);
        check!(Note);
        check!(State);
    }
}
