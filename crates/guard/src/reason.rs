//! Rule ids, verdicts, reasons, and the groups an audience is split into.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use vocab::Channel;

use crate::case::ClaimKind;
use crate::codes::codes;

codes! {
    /// The rules a finding can name. Sources stand in the rule data.
    RuleId {
        /// Consent before e-mail and SMS.
        M1 = "M1",
        /// The existing-customer exception.
        M2 = "M2",
        /// Impersonal addresses of legal persons.
        M3 = "M3",
        /// Consent is per channel; calls need their own.
        P2 = "P2",
        /// Letters need no consent.
        L1 = "L1",
        /// Consent must be provable.
        C1 = "C1",
        /// Withdrawal counts at once.
        C5 = "C5",
        /// Consent wears out.
        C6 = "C6",
        /// A refusal outlives later purchases.
        C7 = "C7",
        /// The block list.
        G4 = "G4",
        /// Objection is absolute.
        G5 = "G5",
        /// No false time limits, no pestering.
        F1 = "F1",
        /// Needs have windows.
        A12 = "A12",
        /// No advertising while a complaint is open, a promise overdue, a question unanswered.
        A16 = "A16",
        /// Held out for comparison.
        D06 = "D06",
        /// No address.
        S1 = "S1",
        /// No rule for this channel.
        S2 = "S2",
        /// Service messages.
        S3 = "S3",
    }
}

codes! {
    /// What the guard says.
    Verdict {
        /// It may happen.
        Allow = "allow",
        /// It may not.
        Deny = "deny",
        /// The software cannot say; a person must.
        AskPerson = "ask_person",
    }
}

codes! {
    /// The facts of the existing-customer exception.
    CustomerFact {
        /// The sale in which the address was obtained.
        SaleReference = "sale_reference",
        /// The product family of that sale, the same as the campaign's.
        Family = "family",
        /// The right to refuse was shown when the address was obtained.
        NoticeShown = "notice_shown",
        /// The person has not refused.
        NoRefusal = "no_refusal",
    }
}

codes! {
    /// Mutually exclusive groups: an audience is split by the first reason of each decision.
    Group {
        /// May be written to.
        Mailable = "mailable",
        /// No permission: none given, refused, blocked, worn out.
        NoConsent = "no_consent",
        /// No address for the channel.
        NoAddress = "no_address",
        /// Would be contacted too often.
        OverCap = "over_cap",
        /// The need is not known or not now.
        OutsideWindow = "outside_window",
        /// A complaint is open.
        OpenComplaint = "open_complaint",
        /// A promise is overdue, or a question waits for an answer.
        OwedSomething = "owed_something",
        /// The text claims what no dated fact supports.
        UnprovenClaim = "unproven_claim",
        /// Held out for comparison. Last, so that the held-out people could all have been
        /// written to and compare with those who were.
        HeldOut = "held_out",
    }
}

/// Why. Each variant has a text in four languages in `rules/words.toml` under its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Reason {
    /// On the block list.
    Blocked {
        /// Since which day.
        since: NaiveDate,
    },
    /// The person objected to marketing.
    Objected {
        /// On which day.
        date: NaiveDate,
    },
    /// The person bought after refusing; that does not lift the refusal.
    PurchaseAfterRefusal {
        /// The day of the refusal.
        refused: NaiveDate,
        /// The day of the purchase.
        bought: NaiveDate,
    },
    /// The person withdrew consent for this channel.
    ConsentWithdrawn {
        /// For which channel.
        channel: Channel,
        /// On which day.
        date: NaiveDate,
    },
    /// A consent is on record without saying where it came from.
    ConsentUnproven {
        /// For which channel.
        channel: Channel,
        /// On which day.
        date: NaiveDate,
    },
    /// A consent that nobody has used for long.
    ConsentUnused {
        /// For which channel.
        channel: Channel,
        /// The last use, or the day it was given.
        since: NaiveDate,
        /// After how many months it is worn out.
        months: u32,
    },
    /// A fact of the existing-customer exception is missing.
    FactMissing {
        /// Which one.
        fact: CustomerFact,
    },
    /// The campaign does not say which family it is about, so the exception cannot be checked.
    CampaignWithoutFamily,
    /// The sale was of another family than the campaign.
    OtherFamily {
        /// The family bought.
        sold: String,
        /// The family of the campaign.
        campaign: String,
    },
    /// Nobody consented.
    NoConsent {
        /// For which channel.
        channel: Channel,
    },
    /// No rule speaks about this channel.
    ChannelNotCovered {
        /// Which channel.
        channel: Channel,
    },
    /// No address.
    NoAddress {
        /// For which channel.
        channel: Channel,
    },
    /// Too many contacts.
    OverCap {
        /// Contacts within the days.
        touches: u32,
        /// How many are accepted.
        max: u32,
        /// In how many days.
        days: u32,
    },
    /// Another contact with the same address stands for it in this campaign.
    SameAddress {
        /// Which contact.
        contact: String,
    },
    /// The need is not known.
    NeedUnknown {
        /// For which family; empty where the campaign names none.
        family: String,
    },
    /// The need is in other months.
    OutsideNeedMonths {
        /// The months of the window, 1 to 12.
        months: Vec<u32>,
    },
    /// The need is not now.
    OutsideNeedWindow,
    /// The campaign does not run today.
    OutsideCampaign {
        /// First day.
        from: NaiveDate,
        /// Last day.
        until: NaiveDate,
    },
    /// A complaint is open.
    OpenComplaint {
        /// How many.
        count: u32,
    },
    /// A promise is overdue.
    PromiseOverdue {
        /// How many.
        count: u32,
    },
    /// A question waits for an answer.
    InquiryUnanswered {
        /// How many.
        count: u32,
        /// For more than so many days.
        days: u32,
    },
    /// A claim without a dated fact.
    ClaimWithoutFact {
        /// What is claimed.
        claim: ClaimKind,
        /// In which words.
        wording: String,
    },
    /// A claim whose fact is no longer true.
    ClaimOutdated {
        /// What is claimed.
        claim: ClaimKind,
        /// In which words.
        wording: String,
        /// Until when it was true.
        date: NaiveDate,
    },
    /// A service message that advertises.
    ClaimInService {
        /// In which words.
        wording: String,
    },
    /// Held out for comparison.
    HeldOut,
    /// Consent stands.
    ConsentGiven {
        /// For which channel.
        channel: Channel,
        /// Since which day.
        date: NaiveDate,
    },
    /// The existing-customer exception holds in full.
    ExistingCustomer {
        /// The sale.
        sale: String,
        /// The family bought.
        family: String,
    },
    /// An impersonal address that may be written to.
    ImpersonalAddress,
    /// This channel needs no consent.
    ConsentNotNeeded {
        /// Which channel.
        channel: Channel,
    },
    /// A service message.
    ServiceMessage,
}

impl Reason {
    /// The key of its text in the rule data, and its `code` in JSON.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Blocked { .. } => "blocked",
            Self::Objected { .. } => "objected",
            Self::PurchaseAfterRefusal { .. } => "purchase_after_refusal",
            Self::ConsentWithdrawn { .. } => "consent_withdrawn",
            Self::ConsentUnproven { .. } => "consent_unproven",
            Self::ConsentUnused { .. } => "consent_unused",
            Self::FactMissing { .. } => "fact_missing",
            Self::CampaignWithoutFamily => "campaign_without_family",
            Self::OtherFamily { .. } => "other_family",
            Self::NoConsent { .. } => "no_consent",
            Self::ChannelNotCovered { .. } => "channel_not_covered",
            Self::NoAddress { .. } => "no_address",
            Self::OverCap { .. } => "over_cap",
            Self::SameAddress { .. } => "same_address",
            Self::NeedUnknown { .. } => "need_unknown",
            Self::OutsideNeedMonths { .. } => "outside_need_months",
            Self::OutsideNeedWindow => "outside_need_window",
            Self::OutsideCampaign { .. } => "outside_campaign",
            Self::OpenComplaint { .. } => "open_complaint",
            Self::PromiseOverdue { .. } => "promise_overdue",
            Self::InquiryUnanswered { .. } => "inquiry_unanswered",
            Self::ClaimWithoutFact { .. } => "claim_without_fact",
            Self::ClaimOutdated { .. } => "claim_outdated",
            Self::ClaimInService { .. } => "claim_in_service",
            Self::HeldOut => "held_out",
            Self::ConsentGiven { .. } => "consent_given",
            Self::ExistingCustomer { .. } => "existing_customer",
            Self::ImpersonalAddress => "impersonal_address",
            Self::ConsentNotNeeded { .. } => "consent_not_needed",
            Self::ServiceMessage => "service_message",
        }
    }

    /// The group a contact falls into when this is the first reason against it.
    #[must_use]
    pub const fn group(&self) -> Group {
        match self {
            Self::Blocked { .. }
            | Self::Objected { .. }
            | Self::PurchaseAfterRefusal { .. }
            | Self::ConsentWithdrawn { .. }
            | Self::ConsentUnproven { .. }
            | Self::ConsentUnused { .. }
            | Self::FactMissing { .. }
            | Self::CampaignWithoutFamily
            | Self::OtherFamily { .. }
            | Self::NoConsent { .. }
            | Self::ChannelNotCovered { .. } => Group::NoConsent,
            Self::NoAddress { .. } => Group::NoAddress,
            Self::OverCap { .. } | Self::SameAddress { .. } => Group::OverCap,
            Self::NeedUnknown { .. }
            | Self::OutsideNeedMonths { .. }
            | Self::OutsideNeedWindow
            | Self::OutsideCampaign { .. } => Group::OutsideWindow,
            Self::OpenComplaint { .. } => Group::OpenComplaint,
            Self::PromiseOverdue { .. } | Self::InquiryUnanswered { .. } => Group::OwedSomething,
            Self::ClaimWithoutFact { .. }
            | Self::ClaimOutdated { .. }
            | Self::ClaimInService { .. } => Group::UnprovenClaim,
            Self::HeldOut => Group::HeldOut,
            Self::ConsentGiven { .. }
            | Self::ExistingCustomer { .. }
            | Self::ImpersonalAddress
            | Self::ConsentNotNeeded { .. }
            | Self::ServiceMessage => Group::Mailable,
        }
    }
}
