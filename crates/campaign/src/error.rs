//! What can go wrong with a campaign.

use vocab::CampaignId;

use crate::conditions::BadCondition;
use crate::dkim::DkimError;
use crate::faults::Fault;
use crate::signing::{CannotSign, NotSigned};

/// A failure of this room.
#[derive(Debug, thiserror::Error)]
pub enum CampaignError {
    /// No such campaign.
    #[error("there is no campaign `{0}`")]
    NoCampaign(String),
    /// No such diagnosis.
    #[error("there is no diagnosis `{0}`; make one first, or begin the brief by hand")]
    NoDiagnosis(String),
    /// No such message.
    #[error("there is no message `{0}`")]
    NoMessage(String),
    /// No such contact in the audience or the records.
    #[error("there is no contact `{0}`")]
    NoContact(String),
    /// A launched campaign does not change any more.
    #[error("the campaign `{0}` was launched; its brief and its words do not change any more")]
    Launched(CampaignId),
    /// Only a launched campaign can be paused and resumed.
    #[error("the campaign `{0}` was not launched yet")]
    NotLaunched(CampaignId),
    /// The brief changed since it was read.
    #[error("the brief is at version {found} by now, not at {expected}; read it again")]
    Changed {
        /// The version the caller saw.
        expected: u32,
        /// The version it has.
        found: u32,
    },
    /// The brief cannot be signed.
    #[error("{0}")]
    CannotSign(CannotSign),
    /// The brief is not signed.
    #[error("{0}")]
    NotSigned(NotSigned),
    /// The audience cannot be used.
    #[error("the audience cannot be used: {0}")]
    Condition(BadCondition),
    /// The message is not ready.
    #[error("the message is not ready: {}", list(.0))]
    Message(Vec<Fault>),
    /// The window of the brief is over.
    #[error("the window of the brief ended on {0}; set a new one and sign again")]
    WindowOver(chrono::NaiveDate),
    /// Nobody at all meets the conditions.
    #[error("nobody meets the conditions of the brief")]
    NobodyChosen,
    /// The database is an older copy, made before this campaign was sent.
    #[error(
        "the campaign `{0}` was sent already: the database is an older copy; begin a new campaign"
    )]
    SentBefore(CampaignId),
    /// The count beside the database cannot be kept; without it nothing is sent.
    #[error("the file `sending-marks` in the data folder cannot be read or written: {0}")]
    Marker(std::io::Error),
    /// A message that is not uncertain needs no decision.
    #[error("the message `{0}` is not uncertain (any more)")]
    NotUncertain(String),
    /// An answer without words.
    #[error("the answer is empty")]
    EmptyAnswer,
    /// An answer that is too long.
    #[error("the answer is longer than {0} characters")]
    AnswerTooLong(usize),
    /// More answers than one message takes.
    #[error("this message has been answered {0} times; please write to us directly")]
    TooManyAnswers(i64),
    /// The signing key is missing.
    #[error(transparent)]
    Dkim(#[from] DkimError),
    /// The mail server's settings are unusable.
    #[error(transparent)]
    Server(#[from] crate::smtp::ConnectError),
    /// The mail server cannot be reached; the queue waits.
    #[error("{0}")]
    ServerDown(String),
    /// The words cannot be written out.
    #[error("the message cannot be written out: {0}")]
    Template(#[from] minijinja::Error),
    /// The operational store failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
    /// Pictures or permission failed.
    #[error(transparent)]
    Customers(#[from] customers::CustomersError),
    /// The diagnosis could not be read.
    #[error(transparent)]
    Diagnose(#[from] diagnose::DiagnoseError),
    /// The event log failed.
    #[error(transparent)]
    Events(#[from] events::EventsError),
    /// The database failed.
    #[error("the database said: {0}")]
    Db(#[from] sea_orm::DbErr),
    /// A background task was ended from outside.
    #[error("the work was interrupted: {0}")]
    Interrupted(String),
}

fn list(faults: &[Fault]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// A stored value that cannot be understood.
pub(crate) fn corrupt(what: impl Into<String>, why: impl std::fmt::Display) -> CampaignError {
    CampaignError::Store(store::StoreError::corrupt(what, why))
}
