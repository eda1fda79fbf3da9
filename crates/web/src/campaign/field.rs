//! What a line of the editor can ask about.

/// What a line asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// A family bought at any time.
    Bought,
    /// How many families.
    Families,
    /// Sales regions.
    Region,
    /// Countries.
    Country,
    /// Person or company.
    Kind,
    /// Who of us is responsible.
    Owner,
    /// Language of the contact.
    Language,
    /// Role of the contact.
    Role,
    /// Number of orders.
    Orders,
    /// Net revenue of all time.
    NetRevenue,
    /// Share sent back.
    ReturnedShare,
    /// Days since the first order.
    FirstOrder,
    /// Days since the last order.
    LastOrder,
    /// Phase of buying.
    Phase,
    /// A need that is open now.
    Need,
    /// Month in which a family is usually bought.
    NeedWindow,
    /// Barriers noted by sales.
    Barrier,
    /// Whether a complaint is open.
    OpenComplaint,
    /// Whether somebody may be reached.
    MayBeReached,
    /// Contact pressure.
    Pressure,
    /// Days since the last own signal.
    OwnSignal,
    /// Messages sent.
    Sent,
    /// Messages answered.
    Answered,
    /// Messages bounced.
    Bounced,
    /// Something happened so often.
    Did,
    /// Something never happened.
    Never,
    /// One thing after the other.
    Sequence,
}

/// The groups of the list to choose from, with their names.
pub(super) const GROUPS: [(&str, &[Field]); 4] = [
    ("audience-opt-happened", &[Field::Did, Field::Never, Field::Sequence]),
    (
        "audience-opt-buying",
        &[
            Field::Bought,
            Field::LastOrder,
            Field::FirstOrder,
            Field::Orders,
            Field::NetRevenue,
            Field::ReturnedShare,
            Field::Families,
            Field::Phase,
            Field::Need,
            Field::NeedWindow,
            Field::Barrier,
        ],
    ),
    (
        "audience-opt-contact",
        &[
            Field::MayBeReached,
            Field::OpenComplaint,
            Field::Pressure,
            Field::OwnSignal,
            Field::Sent,
            Field::Answered,
            Field::Bounced,
        ],
    ),
    (
        "audience-opt-records",
        &[Field::Region, Field::Country, Field::Kind, Field::Owner, Field::Language, Field::Role],
    ),
];

impl Field {
    /// Its name in the form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bought => "bought",
            Self::Families => "families",
            Self::Region => "region",
            Self::Country => "country",
            Self::Kind => "kind",
            Self::Owner => "owner",
            Self::Language => "language",
            Self::Role => "role",
            Self::Orders => "orders",
            Self::NetRevenue => "net_revenue",
            Self::ReturnedShare => "returned_share",
            Self::FirstOrder => "first_order",
            Self::LastOrder => "last_order",
            Self::Phase => "phase",
            Self::Need => "need",
            Self::NeedWindow => "need_window",
            Self::Barrier => "barrier",
            Self::OpenComplaint => "open_complaint",
            Self::MayBeReached => "may_be_reached",
            Self::Pressure => "pressure",
            Self::OwnSignal => "own_signal",
            Self::Sent => "sent",
            Self::Answered => "answered",
            Self::Bounced => "bounced",
            Self::Did => "did",
            Self::Never => "never",
            Self::Sequence => "sequence",
        }
    }

    /// The message with its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bought => "campaign-field-bought",
            Self::Families => "audience-field-families",
            Self::Region => "campaign-field-region",
            Self::Country => "campaign-field-country",
            Self::Kind => "campaign-field-kind",
            Self::Owner => "audience-field-owner",
            Self::Language => "campaign-field-language",
            Self::Role => "audience-field-role",
            Self::Orders => "campaign-field-orders",
            Self::NetRevenue => "campaign-field-revenue",
            Self::ReturnedShare => "audience-field-returned",
            Self::FirstOrder => "audience-field-first",
            Self::LastOrder => "campaign-field-last",
            Self::Phase => "campaign-field-phase",
            Self::Need => "audience-field-need",
            Self::NeedWindow => "campaign-field-need",
            Self::Barrier => "audience-field-barrier",
            Self::OpenComplaint => "campaign-field-complaint",
            Self::MayBeReached => "audience-field-reach",
            Self::Pressure => "campaign-field-pressure",
            Self::OwnSignal => "audience-field-signal",
            Self::Sent => "audience-field-sent",
            Self::Answered => "audience-field-answered",
            Self::Bounced => "audience-field-bounced",
            Self::Did => "audience-field-did",
            Self::Never => "audience-field-never",
            Self::Sequence => "audience-field-sequence",
        }
    }

    pub(super) fn of(code: &str) -> Option<Self> {
        let all = GROUPS.iter().flat_map(|(_, fields)| fields.iter());
        all.copied().find(|field| field.code() == code)
    }
}
