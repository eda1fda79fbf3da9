//! Two signatures before anything starts: one person of marketing and one of sales.
//!
//! ```text
//! draft v1 --sign(marketing)--> half signed v1 --sign(sales)--> SignedBrief
//!                                    |
//!                                  edit  -->  draft v2, no signatures
//! ```
//!
//! A [`SignedBrief`] can only come out of [`Draft::signed`]; a launch takes nothing else.

use std::fmt;

use serde::Serialize;
use vocab::{CampaignId, Instant, Team};

use crate::brief::{Brief, Gap};

/// Who stands for a version of a brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// The side of the house that signs.
    pub team: Team,
    /// Which person.
    pub person: String,
    /// When.
    pub at: Instant,
}

/// One version of a campaign's brief with the signatures it has so far.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Draft {
    /// The campaign.
    pub campaign: CampaignId,
    /// Counts from 1.
    pub version: u32,
    /// What it says.
    pub brief: Brief,
    /// At most one a team.
    pub signatures: Vec<Signature>,
}

/// Why somebody cannot sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotSign {
    /// The brief is not complete.
    Gaps(Vec<Gap>),
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
    /// A team has not signed this version.
    Missing(Team),
}

impl fmt::Display for NotSigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gaps(gaps) => {
                f.write_str("the brief is not complete: ")?;
                join(f, gaps)
            }
            Self::Missing(team) => write!(f, "{team} has not signed this version of the brief"),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, gaps: &[Gap]) -> fmt::Result {
    for (index, gap) in gaps.iter().enumerate() {
        if index > 0 {
            f.write_str("; ")?;
        }
        write!(f, "{gap}")?;
    }
    Ok(())
}

impl Draft {
    /// The first version of a campaign's brief.
    #[must_use]
    pub fn new(campaign: CampaignId, brief: Brief) -> Self {
        Self { campaign, version: 1, brief, signatures: Vec::new() }
    }

    /// The brief with other words: a new version that nobody has signed. Saving the same words
    /// again changes nothing.
    #[must_use]
    pub fn edit(self, brief: Brief) -> Self {
        if brief == self.brief {
            return self;
        }
        Self { version: self.version + 1, brief, signatures: Vec::new(), ..self }
    }

    /// Adds a signature.
    ///
    /// # Errors
    /// When the brief has gaps, the team does not sign or has signed, or the same person
    /// signed for the other team.
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
        if self.signatures.iter().any(|signature| signature.team == team) {
            return Err(CannotSign::Already(team));
        }
        if self.signatures.iter().any(|signature| signature.person == person) {
            return Err(CannotSign::SamePerson);
        }
        self.signatures.push(Signature { team, person: person.to_owned(), at });
        Ok(self)
    }

    /// The signed brief.
    ///
    /// # Errors
    /// When a part or a signature is missing.
    pub fn signed(&self) -> Result<SignedBrief, NotSigned> {
        let gaps = self.brief.gaps();
        if !gaps.is_empty() {
            return Err(NotSigned::Gaps(gaps));
        }
        for team in [Team::Marketing, Team::Sales] {
            if !self.signatures.iter().any(|signature| signature.team == team) {
                return Err(NotSigned::Missing(team));
            }
        }
        Ok(SignedBrief { draft: self.clone() })
    }
}

/// A complete brief that marketing and sales both signed. Cannot be made in any other way
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
    use crate::brief::tests::complete;

    fn draft() -> Draft {
        Draft::new(CampaignId::new("c1").unwrap(), complete())
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
        let draft = Draft::new(CampaignId::new("c1").unwrap(), Brief::default());
        assert!(
            matches!(draft.sign(Team::Sales, "Sam", at(0)), Err(CannotSign::Gaps(g)) if g.len() == 10)
        );
    }

    #[derive(Debug, Clone)]
    enum Step {
        Edit(u8),
        Sign(Team, u8),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            (0..3_u8).prop_map(Step::Edit),
            (prop::sample::select(Team::ALL), 0..3_u8)
                .prop_map(|(team, who)| Step::Sign(team, who)),
        ];
        prop::collection::vec(step, 0..12)
    }

    proptest! {
        /// Whatever people do in whatever order: a signed brief carries exactly the words that
        /// two persons of the two teams saw when they signed.
        #[test]
        fn what_is_signed_is_what_was_read(steps in steps()) {
            let mut draft = draft();
            let mut read: Vec<(Team, String, Brief)> = Vec::new();
            for step in steps {
                match step {
                    Step::Edit(n) => {
                        let mut brief = complete();
                        brief.title = format!("title {n}");
                        draft = draft.edit(brief);
                    }
                    Step::Sign(team, who) => {
                        let person = format!("person {who}");
                        if let Ok(signed) = draft.clone().sign(team, &person, at(0)) {
                            read.push((team, person, signed.brief.clone()));
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
                            .find(|(team, who, _)| *team == signature.team && *who == signature.person)
                            .map(|(_, _, brief)| brief);
                        prop_assert_eq!(seen, Some(signed.brief()));
                    }
                }
            }
        }

        #[test]
        fn an_edit_after_a_signature_voids_it(n in 0..100_u8) {
            let draft = draft().sign(Team::Marketing, "Mia", at(0)).unwrap();
            let mut brief = complete();
            brief.question = format!("And {n}?");
            let edited = draft.edit(brief);
            prop_assert_eq!(edited.version, 2);
            prop_assert!(edited.signatures.is_empty());
        }
    }
}
