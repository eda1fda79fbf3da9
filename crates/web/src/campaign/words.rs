//! Gaps, faults, groups and refusals in the reader's language.

use ::campaign::CampaignError;
use ::campaign::bounce::Blame;
use ::campaign::brief::{Gap, MeasureKind};
use ::campaign::conditions::{BadCondition, Wrong};
use ::campaign::faults::Fault;
use ::campaign::message::{MAX_BODY, MAX_SUBJECT, PLACEHOLDERS};
use ::campaign::notes::{Halt, Note};
use ::campaign::queue::State;
use ::campaign::signing::{CannotSign, NotSigned};
use guard::Group;

use crate::page::Page;

/// What is missing in a brief.
pub(super) fn gap(page: &Page, gap: &Gap) -> String {
    let key = match gap {
        Gap::Title => "campaign-gap-title",
        Gap::Cause => "campaign-gap-cause",
        Gap::Barrier => "campaign-gap-barrier",
        Gap::Stage => "campaign-gap-stage",
        Gap::MessageCore => "campaign-gap-core",
        Gap::Audience => "campaign-gap-audience",
        Gap::AudienceInvalid(why) => return condition(page, why),
        Gap::AudienceNote => "campaign-gap-note",
        Gap::Family => "campaign-gap-family",
        Gap::Window => "campaign-gap-window",
        Gap::WindowBackwards => "campaign-gap-backwards",
        Gap::Channel(channel) => {
            return page.t1("campaign-gap-channel", "channel", page.word(*channel));
        }
        Gap::Measure => "campaign-gap-measure",
        Gap::MeasureRange => "campaign-gap-range",
        Gap::Question => "campaign-gap-question",
        Gap::ClaimUnbacked(number) => {
            return page.t1("campaign-gap-unbacked", "number", *number);
        }
        Gap::ClaimOver(number) => return page.t1("campaign-gap-over", "number", *number),
        Gap::TooLong(_) => {
            return page.t1("campaign-gap-long", "most", ::campaign::brief::MAX_WORDS);
        }
    };
    page.t(key)
}

/// Why conditions cannot be used.
pub(super) fn condition(page: &Page, why: &BadCondition) -> String {
    let key = match why.why {
        Wrong::TooMany | Wrong::TooDeep | Wrong::TooLong(_) => "campaign-condition-large",
        Wrong::Empty(_) => "campaign-condition-empty",
        Wrong::Range(_) => "campaign-condition-range",
        Wrong::Month(_)
        | Wrong::Days(_)
        | Wrong::Steps(_)
        | Wrong::Version(_)
        | Wrong::Unknown(_)
        | Wrong::Syntax(_)
        | Wrong::Json(_) => "campaign-condition-odd",
        Wrong::Pressure => "campaign-condition-number",
    };
    page.t(key)
}

/// What keeps a message from being sent.
pub(super) fn fault(page: &Page, fault: &Fault) -> String {
    let (key, lang) = match fault {
        Fault::NoFallback(lang) => ("campaign-fault-fallback", lang),
        Fault::NoSubject(lang) => ("campaign-fault-subject", lang),
        Fault::FalseReply(lang) => ("campaign-fault-reply", lang),
        Fault::SubjectForm(lang) => {
            let lang = page.word(*lang);
            return page.t2("campaign-fault-form", "language", lang, "most", MAX_SUBJECT);
        }
        Fault::NoBody(lang) => ("campaign-fault-body", lang),
        Fault::BodyTooLong(lang) => {
            let lang = page.word(*lang);
            return page.t2("campaign-fault-long", "language", lang, "most", MAX_BODY);
        }
        Fault::NoQuestion(lang) => ("campaign-fault-question", lang),
        Fault::Placeholder(lang, name) => {
            let known = PLACEHOLDERS.join(", ");
            let lang = page.word(*lang);
            return page.t3(
                "campaign-fault-placeholder",
                "language",
                lang,
                "name",
                name,
                "known",
                known,
            );
        }
        Fault::Program(lang) => ("campaign-fault-program", lang),
        Fault::Broken(lang, _) => ("campaign-fault-broken", lang),
        Fault::Picture(lang) => ("campaign-fault-picture", lang),
        Fault::PersonalLink(lang) => ("campaign-fault-personal", lang),
        Fault::Link(lang, url) => {
            let lang = page.word(*lang);
            return page.t2("campaign-fault-link", "language", lang, "link", url);
        }
        Fault::Urgency(lang, words) => {
            let lang = page.word(*lang);
            return page.t2("campaign-fault-urgency", "language", lang, "words", words);
        }
        Fault::NoSenderName => return page.t("campaign-fault-sender"),
        Fault::NoPostalAddress => return page.t("campaign-fault-postal"),
        Fault::NoSenderAddress => return page.t("campaign-fault-address"),
        Fault::NotHttps => return page.t("campaign-fault-https"),
    };
    page.t1(key, "language", page.word(*lang))
}

/// What keeps the message of a campaign from being sent, with where each is mended.
pub(super) fn fault_lines(
    page: &Page,
    id: &vocab::CampaignId,
    faults: &[&Fault],
) -> Vec<super::brief::GapLine> {
    let line = |fault: &&Fault| super::brief::GapLine {
        step: String::new(),
        text: self::fault(page, fault),
        href: match fault {
            Fault::Urgency(..) => super::href(id, "brief#f-claim-words-0"),
            fault if is_setting(fault) => "/settings".to_owned(),
            _ => super::href(id, "message#words"),
        },
    };
    faults.iter().map(line).collect()
}

/// Whether a fault is mended in the settings and not in the words.
pub(super) const fn is_setting(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::NoSenderName | Fault::NoPostalAddress | Fault::NoSenderAddress | Fault::NotHttps
    )
}

/// A group of the audience.
pub(super) fn group(page: &Page, group: Group) -> String {
    page.t(match group {
        Group::Mailable => "campaign-group-mailable",
        Group::NoConsent => "campaign-group-no-consent",
        Group::NoAddress => "campaign-group-no-address",
        Group::OverCap => "campaign-group-over-cap",
        Group::OutsideWindow => "campaign-group-outside",
        Group::OpenComplaint => "campaign-group-complaint",
        Group::OwedSomething => "campaign-group-owed",
        Group::UnprovenClaim => "campaign-group-claim",
        Group::HeldOut => "campaign-group-held-out",
    })
}

/// Where a message stands.
pub(super) fn state(page: &Page, state: State) -> String {
    page.t(match state {
        State::Queued => "campaign-state-queued",
        State::Claimed => "campaign-state-claimed",
        State::Sending => "campaign-state-sending",
        State::Sent => "campaign-state-sent",
        State::Bounced => "campaign-state-bounced",
        State::Failed => "campaign-state-failed",
        State::Uncertain => "campaign-state-uncertain",
        State::Denied => "campaign-state-denied",
        State::HeldOut => "campaign-state-held-out",
        State::GivenUp => "campaign-state-given-up",
    })
}

/// The class of a badge for a state.
pub(super) const fn tone(state: State) -> &'static str {
    match state {
        State::Sent => "good",
        State::Bounced | State::Failed => "bad",
        State::Uncertain => "warn",
        State::Queued | State::Claimed | State::Sending => "accent",
        State::Denied | State::HeldOut | State::GivenUp => "",
    }
}

/// What happened to a message.
pub(super) fn note(page: &Page, note: Note) -> String {
    page.t(match note {
        Note::ProcessEnded => "campaign-note-process-ended",
        Note::Restored => "campaign-note-restored",
        Note::ContactGone => "campaign-note-contact-gone",
        Note::BrokeBefore => "campaign-note-broke-before",
        Note::SilentBefore => "campaign-note-silent-before",
        Note::OddBefore => "campaign-note-odd-before",
        Note::Broke => "campaign-note-broke",
        Note::Silent => "campaign-note-silent",
        Note::Odd => "campaign-note-odd",
        Note::Clearance => "campaign-note-clearance",
        Note::NotUtf8 => "campaign-note-not-utf8",
        Note::BadAddress => "campaign-note-bad-address",
        Note::NotBuilt => "campaign-note-not-built",
        Note::GaveUp => "campaign-note-gave-up",
    })
}

/// A difference of two shares, its number as it is shown.
pub(super) fn points(page: &Page, number: &str) -> String {
    let one = matches!(number, "1" | "1,0" | "1.0");
    page.t1(if one { "campaign-point" } else { "campaign-points" }, "number", number)
}

/// What a server's refusal means.
pub(super) fn blame(page: &Page, blame: Blame) -> String {
    page.t(match blame {
        Blame::AddressDead => "campaign-why-address",
        Blame::Temporary => "campaign-why-later",
        Blame::Policy => "campaign-why-policy",
        Blame::TooLarge => "campaign-why-large",
        Blame::Unknown => "campaign-why-refused",
    })
}

/// Why a campaign is held.
pub(super) fn halt(page: &Page, why: Halt) -> String {
    page.t(match why {
        Halt::Unwanted => "campaign-halt-unwanted",
        Halt::Unexplained => "campaign-halt-unexplained",
        Halt::Faults => "campaign-halt-faults",
        Halt::Address => "campaign-halt-address",
        Halt::Key => "campaign-halt-key",
        Halt::SentBefore => "campaign-halt-sent-before",
    })
}

/// A measure of success.
pub(super) fn measure(page: &Page, kind: MeasureKind) -> String {
    page.t(match kind {
        MeasureKind::RepurchaseShare => "campaign-measure-repurchase",
        MeasureKind::RevenuePerCustomer => "campaign-measure-revenue",
        MeasureKind::Answers => "campaign-measure-answers",
    })
}

/// Why something is not possible now; `None` for what broke inside.
pub(super) fn refusal(page: &Page, error: &CampaignError) -> Option<String> {
    Some(match error {
        CampaignError::Launched(_) => page.t("campaign-refused-launched"),
        CampaignError::NotLaunched(_) => page.t("campaign-refused-not-launched"),
        CampaignError::Changed { found, .. } => {
            page.t1("campaign-refused-changed", "version", *found)
        }
        CampaignError::CannotSign(why) => match why {
            CannotSign::Gaps(_) => page.t("campaign-refused-gaps"),
            CannotSign::Message(_) => page.t("campaign-refused-message"),
            CannotSign::Team(_) => page.t("campaign-refused-team"),
            CannotSign::Already(team) => {
                page.t1("campaign-refused-already", "team", page.word(*team))
            }
            CannotSign::SamePerson => page.t("campaign-refused-same"),
            CannotSign::NoName => page.t("campaign-refused-name"),
        },
        CampaignError::NotSigned(NotSigned::Gaps(_)) => page.t("campaign-refused-gaps"),
        CampaignError::NotSigned(NotSigned::Message(_)) => page.t("campaign-refused-message"),
        CampaignError::NotSigned(NotSigned::Altered(team)) => {
            page.t1("campaign-refused-altered", "team", page.word(*team))
        }
        CampaignError::NotSigned(NotSigned::Missing(team)) => {
            page.t1("campaign-refused-unsigned", "team", page.word(*team))
        }
        CampaignError::Condition(why) => condition(page, why),
        CampaignError::Message(faults) => match faults.iter().find(|fault| !is_setting(fault)) {
            // Nothing to mend in the words.
            None => faults.first().map(|one| fault(page, one))?,
            Some(_) => page.t("campaign-refused-message"),
        },
        CampaignError::SentBefore(_) => page.t("campaign-refused-sent-before"),
        CampaignError::WindowOver(day) => {
            page.t1("campaign-refused-window", "day", page.fmt.date(*day))
        }
        CampaignError::NobodyChosen => page.t("campaign-refused-nobody"),
        CampaignError::NotUncertain(_) => page.t("campaign-refused-settled"),
        _ => return None,
    })
}
