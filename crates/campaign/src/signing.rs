//! Two signatures before anything starts: one person of marketing and one of sales.
//!
//! ```text
//! draft v1 --sign(marketing)--> half signed v1 --sign(sales)--> SignedBrief
//!                                    |
//!                                  edit  -->  draft v2, no signatures
//! ```
//!
//! What is signed is the brief and every word of the message, in all languages: nobody stands
//! for a mail that somebody else writes afterwards. A [`SignedBrief`] can only come out of
//! [`Draft::signed`]; a launch takes nothing else.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use vocab::{CampaignId, Instant, Team};

use crate::brief::{Brief, Gap};
use crate::faults::Fault;
use crate::message::Message;
use crate::urgency;

/// What a signature stands for: SHA-256 of the brief and the words.
///
/// A release that adds a part to briefs or messages changes the fingerprint of open drafts;
/// they are signed again then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// The fingerprint of a brief and its words.
    #[must_use]
    pub fn of(brief: &Brief, message: &Message) -> Self {
        // Both are kept as JSON, so this cannot fail; if it ever did, no two contents may look
        // alike.
        let words = serde_json::to_string(&(brief, message));
        let words = words.unwrap_or_else(|_| format!("{:?}", (brief, message)));
        Self(URL_SAFE_NO_PAD.encode(Sha256::digest(words)))
    }

    /// As the table holds it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) const fn stored(text: String) -> Self {
        Self(text)
    }
}

/// Who stands for a version of a brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The side of the house that signs.
    pub team: Team,
    /// Which person.
    pub person: String,
    /// When.
    pub at: Instant,
    /// What was signed.
    pub content: Fingerprint,
}

/// One version of a campaign's brief and words with the signatures it has so far.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Draft {
    /// The campaign.
    pub campaign: CampaignId,
    /// Counts from 1.
    pub version: u32,
    /// What it says.
    pub brief: Brief,
    /// The words of the mail.
    pub message: Message,
    /// At most one a team.
    pub signatures: Vec<Signature>,
}

/// Why somebody cannot sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotSign {
    /// The brief is not complete.
    Gaps(Vec<Gap>),
    /// The words cannot be sent as they are.
    Message(Vec<Fault>),
    /// Only marketing and sales sign.
    Team(Team),
    /// That team has signed this version.
    Already(Team),
    /// The same person cannot stand for both teams.
    SamePerson,
    /// A signature without a name.
    NoName,
}

impl fmt::Display for CannotSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gaps(gaps) => {
                f.write_str("the brief is not complete: ")?;
                join(f, gaps)
            }
            Self::Message(faults) => {
                f.write_str("the message is not ready: ")?;
                join(f, faults)
            }
            Self::Team(team) => {
                write!(f, "`{team}` does not sign briefs; marketing and sales do")
            }
            Self::Already(team) => write!(f, "{team} has already signed this version"),
            Self::SamePerson => f.write_str("the two signatures must come from two persons"),
            Self::NoName => f.write_str("a signature needs the name of a person"),
        }
    }
}

/// Why a brief does not count as signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSigned {
    /// The brief is not complete.
    Gaps(Vec<Gap>),
    /// The words cannot be sent as they are.
    Message(Vec<Fault>),
    /// A team has not signed this version.
    Missing(Team),
    /// What this team signed is not what stands there now.
    Altered(Team),
}

impl fmt::Display for NotSigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gaps(gaps) => {
                f.write_str("the brief is not complete: ")?;
                join(f, gaps)
            }
            Self::Message(faults) => {
                f.write_str("the message is not ready: ")?;
                join(f, faults)
            }
            Self::Missing(team) => write!(f, "{team} has not signed this version of the brief"),
            Self::Altered(team) => write!(
                f,
                "what {team} signed is not what stands there now; save the brief again and let \
                 both teams sign"
            ),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, reasons: &[impl fmt::Display]) -> fmt::Result {
    for (index, reason) in reasons.iter().enumerate() {
        if index > 0 {
            f.write_str("; ")?;
        }
        write!(f, "{reason}")?;
    }
    Ok(())
}

impl Draft {
    /// The first version of a campaign's brief and words.
    #[must_use]
    pub fn new(campaign: CampaignId, brief: Brief, message: Message) -> Self {
        Self { campaign, version: 1, brief, message, signatures: Vec::new() }
    }

    /// The campaign with another brief or other words: a new version that nobody has signed.
    /// Saving the same again changes nothing.
    #[must_use]
    pub fn edit(self, brief: Brief, message: Message) -> Self {
        if brief == self.brief && message == self.message {
            return self;
        }
        Self { version: self.version + 1, brief, message, signatures: Vec::new(), ..self }
    }

    /// What is wrong with the words, whatever the settings say: what a mail cannot hold, and
    /// what presses the reader without a claim of the brief behind it.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = self.message.word_faults();
        faults.extend(urgency::undeclared(&self.message, &self.brief.claims));
        faults
    }

    /// Whether brief and words are complete, so that people can sign them.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.brief.gaps().is_empty() && self.faults().is_empty()
    }

    fn content(&self) -> Fingerprint {
        Fingerprint::of(&self.brief, &self.message)
    }

    /// Adds a signature.
    ///
    /// # Errors
    /// When the brief has gaps or the words have faults, the team does not sign or has signed,
    /// or the same person signed for the other team.
    pub fn sign(mut self, team: Team, person: &str, at: Instant) -> Result<Self, CannotSign> {
        let person = person.trim();
        if person.is_empty() {
            return Err(CannotSign::NoName);
        }
        if team == Team::Admin {
            return Err(CannotSign::Team(team));
        }
        let gaps = self.brief.gaps();
        if !gaps.is_empty() {
            return Err(CannotSign::Gaps(gaps));
        }
        let faults = self.faults();
        if !faults.is_empty() {
            return Err(CannotSign::Message(faults));
        }
        if self.signatures.iter().any(|signature| signature.team == team) {
            return Err(CannotSign::Already(team));
        }
        if self.signatures.iter().any(|signature| signature.person == person) {
            return Err(CannotSign::SamePerson);
        }
        let content = self.content();
        self.signatures.push(Signature { team, person: person.to_owned(), at, content });
        Ok(self)
    }

    /// The signed brief.
    ///
    /// # Errors
    /// When a part or a signature is missing, or when something else was signed.
    pub fn signed(&self) -> Result<SignedBrief, NotSigned> {
        let gaps = self.brief.gaps();
        if !gaps.is_empty() {
            return Err(NotSigned::Gaps(gaps));
        }
        let faults = self.faults();
        if !faults.is_empty() {
            return Err(NotSigned::Message(faults));
        }
        let content = self.content();
        for team in [Team::Marketing, Team::Sales] {
            match self.signatures.iter().find(|signature| signature.team == team) {
                None => return Err(NotSigned::Missing(team)),
                Some(signature) if signature.content != content => {
                    return Err(NotSigned::Altered(team));
                }
                Some(_) => {}
            }
        }
        Ok(SignedBrief { draft: self.clone() })
    }
}

/// A complete brief with its words that marketing and sales both signed. Cannot be made in any other way
/// than by [`Draft::signed`], and cannot be changed.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedBrief {
    draft: Draft,
}

impl SignedBrief {
    /// The campaign it belongs to.
    #[must_use]
    pub fn campaign(&self) -> &CampaignId {
        &self.draft.campaign
    }

    /// Which version was signed.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.draft.version
    }

    /// What it says.
    #[must_use]
    pub fn brief(&self) -> &Brief {
        &self.draft.brief
    }

    /// The words of the mail.
    #[must_use]
    pub fn message(&self) -> &Message {
        &self.draft.message
    }

    /// Who signed.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.draft.signatures
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use vocab::Lang;

    use crate::brief::tests::complete;
    use crate::message::tests::message;

    fn draft() -> Draft {
        Draft::new(CampaignId::new("c1").unwrap(), complete(), message())
    }

    fn at(second: i64) -> Instant {
        Instant::from_timestamp(1_780_000_000 + second, 0).unwrap()
    }

    #[test]
    fn two_persons_of_two_teams_make_a_signed_brief() {
        let draft = draft().sign(Team::Marketing, "Mia", at(0)).unwrap();
        assert_eq!(draft.signed(), Err(NotSigned::Missing(Team::Sales)));
        let draft = draft.sign(Team::Sales, "Sam", at(1)).unwrap();
        assert_eq!(draft.signed().unwrap().signatures().len(), 2);
    }

    #[test]
    fn one_person_one_team_or_an_admin_are_not_enough() {
        let mia = draft().sign(Team::Marketing, "Mia", at(0)).unwrap();
        let refused = |result: Result<Draft, CannotSign>| result.unwrap_err();
        assert_eq!(refused(mia.clone().sign(Team::Sales, " Mia ", at(1))), CannotSign::SamePerson);
        assert_eq!(
            refused(mia.clone().sign(Team::Marketing, "Max", at(1))),
            CannotSign::Already(Team::Marketing)
        );
        assert_eq!(refused(mia.sign(Team::Admin, "Ada", at(1))), CannotSign::Team(Team::Admin));
        assert_eq!(refused(draft().sign(Team::Sales, " ", at(1))), CannotSign::NoName);
    }

    #[test]
    fn a_brief_with_gaps_cannot_be_signed() {
        let draft = Draft::new(CampaignId::new("c1").unwrap(), Brief::default(), message());
        assert!(
            matches!(draft.sign(Team::Sales, "Sam", at(0)), Err(CannotSign::Gaps(g)) if g.len() == 10)
        );
    }

    #[test]
    fn words_that_cannot_be_sent_cannot_be_signed() {
        let refused = |change: fn(&mut Draft)| {
            let mut draft = draft();
            change(&mut draft);
            let signed = draft.clone().sign(Team::Sales, "Sam", at(0));
            let (Err(CannotSign::Message(faults)), Err(NotSigned::Message(same))) =
                (signed, draft.signed())
            else {
                return Vec::new();
            };
            assert_eq!(faults, same);
            faults.iter().map(Fault::code).collect()
        };
        assert_eq!(refused(|d| d.message.fallback = Lang::Es), ["no_fallback"]);
        let press = |draft: &mut Draft| {
            draft.message.words.get_mut(&Lang::De).unwrap().subject = "Nur heute".into();
        };
        assert_eq!(refused(press), ["urgency"]);
        let declared = |draft: &mut Draft| {
            draft.message.words.get_mut(&Lang::De).unwrap().subject = "Nur heute".into();
            draft.brief.claims.push(crate::brief::Claim {
                kind: crate::brief::ClaimKind::Deadline,
                words: "nur heute".into(),
                fact: "price decision 14".into(),
                until: draft.brief.window.map(|window| window.until),
            });
        };
        assert_eq!(refused(declared), Vec::<&str>::new());
    }

    /// Whatever way the words came to differ from what was signed.
    #[test]
    fn a_signature_stands_for_its_words_only() {
        let mut draft = draft().sign(Team::Marketing, "Mia", at(0)).unwrap();
        draft = draft.sign(Team::Sales, "Sam", at(1)).unwrap();
        assert!(draft.signed().is_ok());
        let changes: [fn(&mut Draft); 3] = [
            |d| d.message.words.get_mut(&Lang::En).unwrap().subject.push('.'),
            |d| d.message.fallback = Lang::De,
            |d| d.brief.audience_note.push('.'),
        ];
        for change in changes {
            let mut other = draft.clone();
            change(&mut other);
            assert_eq!(other.signed(), Err(NotSigned::Altered(Team::Marketing)));
        }
    }

    #[derive(Debug, Clone)]
    enum Step {
        Edit(u8),
        Write(Lang, u8),
        Sign(Team, u8),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            (0..3_u8).prop_map(Step::Edit),
            (prop::sample::select(Lang::ALL), 0..3_u8).prop_map(|(lang, n)| Step::Write(lang, n)),
            (prop::sample::select(Team::ALL), 0..3_u8)
                .prop_map(|(team, who)| Step::Sign(team, who)),
        ];
        prop::collection::vec(step, 0..12)
    }

    proptest! {
        /// Whatever people do in whatever order: a signed brief carries exactly the brief and
        /// the words that two persons of the two teams saw when they signed.
        #[test]
        fn what_is_signed_is_what_was_read(steps in steps()) {
            let mut draft = draft();
            let mut read: Vec<(Team, String, Brief, Message)> = Vec::new();
            for step in steps {
                match step {
                    Step::Edit(n) => {
                        let mut brief = complete();
                        brief.title = format!("title {n}");
                        let message = draft.message.clone();
                        draft = draft.edit(brief, message);
                    }
                    Step::Write(lang, n) => {
                        let brief = draft.brief.clone();
                        let mut message = draft.message.clone();
                        let mut words = message.words[&Lang::En].clone();
                        words.body = format!("text {n}");
                        message.words.insert(lang, words);
                        draft = draft.edit(brief, message);
                    }
                    Step::Sign(team, who) => {
                        let person = format!("person {who}");
                        if let Ok(signed) = draft.clone().sign(team, &person, at(0)) {
                            read.push((team, person, signed.brief.clone(), signed.message.clone()));
                            draft = signed;
                        }
                    }
                }
                if let Ok(signed) = draft.signed() {
                    let persons: std::collections::BTreeSet<_> =
                        signed.signatures().iter().map(|s| s.person.clone()).collect();
                    prop_assert_eq!(persons.len(), 2);
                    for signature in signed.signatures() {
                        let seen = read.iter().rev()
                            .find(|(team, who, ..)| *team == signature.team && *who == signature.person)
                            .map(|(_, _, brief, message)| (brief, message));
                        prop_assert_eq!(seen, Some((signed.brief(), signed.message())));
                    }
                }
            }
        }

        #[test]
        fn an_edit_after_a_signature_voids_it(n in 0..100_u8, lang in prop::sample::select(Lang::ALL)) {
            let draft = draft().sign(Team::Marketing, "Mia", at(0)).unwrap();
            let mut brief = complete();
            brief.question = format!("And {n}?");
            let edited = draft.clone().edit(brief, message());
            prop_assert_eq!(edited.version, 2);
            prop_assert!(edited.signatures.is_empty());

            let mut words = message();
            words.words.entry(lang).or_default().question = format!("And {n}?");
            let edited = draft.edit(complete(), words);
            prop_assert_eq!(edited.version, 2);
            prop_assert!(edited.signatures.is_empty());
        }
    }
}
