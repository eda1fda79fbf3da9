//! The brief as a form: what was typed, what it means, and what cannot be read.
//!
//! An empty field is a gap of the brief and may be saved; only what cannot be understood (a
//! date that is none, an amount that is none) is sent back.

use ::campaign::brief::{Brief, Claim, ClaimKind, Measure, MeasureKind, Window};
use chrono::NaiveDate;
use vocab::{Amount, Lang};

use crate::page::Page;
use crate::parts::Errors;
use crate::warn::amount;

/// An urgent claim as typed.
#[derive(Debug, Clone, Default)]
pub struct ClaimRow {
    /// `deadline` or `stock`.
    pub kind: String,
    /// The words of the message.
    pub words: String,
    /// Where the fact can be looked up.
    pub fact: String,
    /// The last day on which it is true.
    pub until: String,
}

/// The form as typed. The audience has a form of its own.
#[derive(Debug, Clone, Default)]
pub struct BriefForm {
    /// The version of the brief the writer saw.
    pub version: u32,
    /// The title.
    pub title: String,
    /// What was found, or why to go on without a finding.
    pub finding: String,
    /// The code of a barrier, or empty.
    pub barrier: String,
    /// The code of an AIDA stage, or empty.
    pub stage: String,
    /// The core of the message.
    pub core: String,
    /// The product family.
    pub family: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub until: String,
    /// The code of a measure.
    pub measure: String,
    /// What it is without the campaign; shares in percent.
    pub baseline: String,
    /// The smallest effect worth the effort; differences of shares in percentage points.
    pub smallest: String,
    /// The question to the reader.
    pub question: String,
    /// Claims, with one empty row at the end.
    pub claims: Vec<ClaimRow>,
}

/// The most claims a form takes.
const CLAIMS: usize = 20;

/// A share as people write it, in percent: 0.085 is `8,5`.
pub(super) fn percent(lang: Lang, share: Amount) -> String {
    let text = amount::plain(lang, Amount::from_micros(share.micros() * 100));
    text.trim_end_matches('0').trim_end_matches(['.', ',']).to_owned()
}

/// A value of a measure as people write it: shares in percent, money as it is.
pub(super) fn written(lang: Lang, kind: MeasureKind, value: Amount) -> String {
    if kind.is_share() { percent(lang, value) } else { amount::plain(lang, value) }
}

fn claim_code(kind: ClaimKind) -> &'static str {
    match kind {
        ClaimKind::Deadline => "deadline",
        ClaimKind::Stock => "stock",
    }
}

impl BriefForm {
    /// The form of a brief as it stands.
    #[must_use]
    pub fn of(brief: &Brief, version: u32, lang: Lang) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let value = |value: Option<Amount>, kind: MeasureKind| {
            value.map(|value| written(lang, kind, value)).unwrap_or_default()
        };
        let measure = brief.measure;
        let mut claims: Vec<ClaimRow> = brief
            .claims
            .iter()
            .map(|claim| ClaimRow {
                kind: claim_code(claim.kind).to_owned(),
                words: claim.words.clone(),
                fact: claim.fact.clone(),
                until: day(claim.until),
            })
            .collect();
        claims.push(ClaimRow::default());
        Self {
            version,
            title: brief.title.clone(),
            finding: brief.cause.finding.clone(),
            barrier: brief.barrier.map(|barrier| barrier.code().to_owned()).unwrap_or_default(),
            stage: brief.stage.map(|stage| stage.code().to_owned()).unwrap_or_default(),
            core: brief.message_core.clone(),
            family: brief.family.clone(),
            from: day(brief.window.map(|window| window.from)),
            until: day(brief.window.map(|window| window.until)),
            measure: measure.map_or(MeasureKind::RepurchaseShare, |m| m.kind).code().to_owned(),
            baseline: measure.map(|m| value(m.baseline, m.kind)).unwrap_or_default(),
            smallest: measure.map(|m| value(m.smallest_effect, m.kind)).unwrap_or_default(),
            question: brief.question.clone(),
            claims,
        }
    }

    /// Reads what was sent.
    #[must_use]
    pub fn read(pairs: &[(String, String)]) -> Self {
        let text = |wanted: &str| {
            let pair = pairs.iter().find(|(name, _)| name == wanted);
            pair.map(|(_, value)| value.trim().replace("\r\n", "\n")).unwrap_or_default()
        };
        let mut claims = Vec::new();
        for n in 0..CLAIMS {
            let claim = ClaimRow {
                kind: text(&format!("claim-kind-{n}")),
                words: text(&format!("claim-words-{n}")),
                fact: text(&format!("claim-fact-{n}")),
                until: text(&format!("claim-until-{n}")),
            };
            if !(claim.words.is_empty() && claim.fact.is_empty() && claim.until.is_empty()) {
                claims.push(claim);
            }
        }
        claims.push(ClaimRow::default());
        // Without scripts the two numbers stay when another measure is chosen. What nobody has
        // typed anew belongs to the measure the form was shown with, in its unit.
        let shown = text("measure-shown");
        let other = !shown.is_empty() && shown != text("measure");
        let number = |name: &str| {
            let typed = text(name);
            if other && typed == text(&format!("{name}-shown")) { String::new() } else { typed }
        };
        Self {
            version: text("version").parse().unwrap_or_default(),
            title: text("title"),
            finding: text("finding"),
            barrier: text("barrier"),
            stage: text("stage"),
            core: text("core"),
            family: text("family"),
            from: text("from"),
            until: text("until"),
            measure: text("measure"),
            baseline: number("baseline"),
            smallest: number("smallest"),
            question: text("question"),
            claims,
        }
    }

    /// The brief: `before` with what was typed.
    ///
    /// # Errors
    /// What cannot be read, field by field.
    pub fn check(&self, page: &Page, before: &Brief) -> Result<Brief, Errors> {
        let mut errors = Errors::default();
        let mut day = |field: &str, text: &str| -> Option<NaiveDate> {
            if text.is_empty() {
                return None;
            }
            let day = text.parse().ok();
            if day.is_none() {
                errors.add(field, page.t("campaign-bad-day"));
            }
            day
        };
        let from = day("from", &self.from);
        let until = day("until", &self.until);
        let claims: Vec<Claim> = self
            .claims
            .iter()
            .enumerate()
            .filter(|(_, row)| {
                !row.words.is_empty() || !row.fact.is_empty() || !row.until.is_empty()
            })
            .map(|(n, row)| Claim {
                kind: if row.kind == "stock" { ClaimKind::Stock } else { ClaimKind::Deadline },
                words: row.words.clone(),
                fact: row.fact.clone(),
                until: day(&format!("claim-until-{n}"), &row.until),
            })
            .collect();
        match (from, until) {
            (Some(_), None) => errors.add("until", page.t("campaign-bad-both")),
            (None, Some(_)) => errors.add("from", page.t("campaign-bad-both")),
            (Some(from), Some(until)) if until < from => {
                errors.add("until", page.t("campaign-gap-backwards"));
            }
            _ => {}
        }
        let measure = self.measured(page, &mut errors);
        let choice = |field: &str, ok: bool, errors: &mut Errors| {
            if !ok {
                errors.add(field, page.t("campaign-bad-choice"));
            }
        };
        let barrier = (!self.barrier.is_empty()).then(|| self.barrier.parse());
        let stage = (!self.stage.is_empty()).then(|| self.stage.parse());
        choice("barrier", !matches!(barrier, Some(Err(_))), &mut errors);
        choice("stage", !matches!(stage, Some(Err(_))), &mut errors);
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut brief = before.clone();
        brief.title.clone_from(&self.title);
        brief.cause.finding.clone_from(&self.finding);
        brief.barrier = barrier.and_then(Result::ok);
        brief.stage = stage.and_then(Result::ok);
        brief.message_core.clone_from(&self.core);
        brief.family.clone_from(&self.family);
        brief.window = from.zip(until).map(|(from, until)| Window { from, until });
        brief.measure = measure;
        brief.question.clone_from(&self.question);
        brief.claims = claims;
        Ok(brief)
    }

    fn measured(&self, page: &Page, errors: &mut Errors) -> Option<Measure> {
        let empty = self.baseline.is_empty() && self.smallest.is_empty();
        let Some(kind) = self.kind() else {
            if !(empty && self.measure.is_empty()) {
                errors.add("measure", page.t("campaign-bad-choice"));
            }
            return None;
        };
        let mut read = |field: &str, text: &str| {
            if text.is_empty() {
                return None;
            }
            let value = amount::parse(page.lang, text.trim_end_matches('%'));
            let value = if kind.is_share() {
                // More than four places of a percent cannot be kept.
                value
                    .map(Amount::micros)
                    .filter(|m| m % 100 == 0)
                    .map(|m| Amount::from_micros(m / 100))
            } else {
                value
            };
            if value.is_none() {
                errors.add(field, page.t("campaign-bad-number"));
            }
            value
        };
        let baseline = read("baseline", &self.baseline);
        let smallest = read("smallest", &self.smallest);
        Some(Measure { kind, baseline, smallest_effect: smallest })
    }

    /// The measure that is chosen.
    #[must_use]
    pub fn kind(&self) -> Option<MeasureKind> {
        MeasureKind::ALL.into_iter().find(|kind| kind.code() == self.measure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a browser without scripts sends it.
    #[test]
    fn the_numbers_of_one_measure_are_not_read_as_those_of_another() {
        let read = |measure: &str, baseline: &str, shown: &str| {
            let pairs = [
                ("measure", measure),
                ("baseline", baseline),
                ("smallest", "2"),
                ("measure-shown", shown),
                ("baseline-shown", "8,5"),
                ("smallest-shown", "2"),
            ];
            let form = BriefForm::read(&pairs.map(|(n, v)| (n.to_owned(), v.to_owned())));
            (form.baseline, form.smallest)
        };
        let both = |baseline: &str, smallest: &str| (baseline.to_owned(), smallest.to_owned());
        let (share, money) = ("repurchase_share", "revenue_per_customer");
        assert_eq!(read(share, "8,5", share), both("8,5", "2"));
        assert_eq!(read(money, "8,5", share), both("", ""), "percent is not money");
        assert_eq!(read(money, "120", share), both("120", ""), "what was typed for it stays");
        assert_eq!(read(money, "8,5", ""), both("8,5", "2"), "who sends no form knows its unit");
    }
}
