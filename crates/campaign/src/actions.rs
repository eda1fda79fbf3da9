//! What people do with campaigns: load, decide, save. Pages and commands call these.

mod asking;
mod choosing;
mod outcome;
mod running;
mod writing;

pub use asking::{May, may_write, question};
pub use choosing::{People, Preview, compared, opening, preview};
pub use outcome::{
    Answer, MessageView, Observed, Standing, answers, figures, is_finished, messages, observed,
    result, sides, standings, unfinished,
};
pub use running::{
    Launched, Word, distrust_queue, launch, pause, resume, retry_failed, save_server, server,
    settle,
};
pub use writing::{
    campaign, campaigns, create, create_from_diagnosis, save_brief, save_message, sign, versions,
};
