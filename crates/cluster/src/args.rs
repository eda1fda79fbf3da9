//! The command line of `sog-cluster`.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args as Arguments, Parser, Subcommand};

/// SQL over Sog's event log, and refreshes on several machines.
#[derive(Debug, Parser)]
#[command(name = "sog-cluster", version, max_term_width = 100)]
pub(crate) struct Args {
    /// The data folder.
    #[arg(long, global = true, value_name = "DIR", env = "SOG_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// Say more on standard error (twice: much more).
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Args {
    /// The data folder, `./sog-data` unless told otherwise.
    pub(crate) fn folder(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| PathBuf::from("sog-data"))
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Ask the event log in SQL. The table is `events`; events that came in a moment ago are
    /// still in the inbox and not in it (`sog refresh` hands them over).
    Sql(Sql),
    /// Give work to executors. Its port lets in whoever reaches it: keep it in a private network.
    Scheduler(Scheduler),
    /// Fold buckets for a scheduler. Its ports let in whoever reaches them: keep them in a
    /// private network.
    Executor(Executor),
    /// Bring pictures and warnings up to date, folded by the executors of a scheduler.
    Refresh(Refresh),
    /// Answer a question about all customers in one pass, here or on executors.
    Ask(Ask),
}

#[derive(Debug, Arguments)]
pub(crate) struct Sql {
    /// One statement that reads.
    pub(crate) statement: String,
    /// Print a JSON list of rows.
    #[arg(long, conflicts_with = "csv")]
    pub(crate) json: bool,
    /// Print csv with a line of names.
    #[arg(long)]
    pub(crate) csv: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Scheduler {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:50050")]
    pub(crate) listen: SocketAddr,
}

#[derive(Debug, Arguments)]
pub(crate) struct Executor {
    /// Where the scheduler listens, as HOST:PORT.
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) scheduler: String,
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1")]
    pub(crate) listen: IpAddr,
    /// Port on which results are fetched.
    #[arg(long, default_value_t = 50051)]
    pub(crate) port: u16,
    /// Port on which the scheduler gives work.
    #[arg(long, default_value_t = 50052)]
    pub(crate) work_port: u16,
    /// The name or address under which others reach this machine, where it is not the one the
    /// scheduler sees.
    #[arg(long, value_name = "HOST")]
    pub(crate) advertise: Option<String>,
    /// Buckets folded at a time [default: one a core].
    #[arg(long, value_name = "N")]
    pub(crate) cores: Option<usize>,
    /// Folder for results until they are fetched [default: one of the system's, removed at the
    /// end].
    #[arg(long, value_name = "DIR")]
    pub(crate) work: Option<PathBuf>,
}

#[derive(Debug, Arguments)]
pub(crate) struct Refresh {
    /// Where the scheduler listens, as HOST:PORT.
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) scheduler: String,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Ask {
    /// Where the scheduler listens, as HOST:PORT; without it this process answers alone.
    #[arg(long, global = true, value_name = "HOST:PORT")]
    pub(crate) scheduler: Option<String>,
    #[command(subcommand)]
    pub(crate) question: Question,
}

/// What can be asked; the answer is csv.
#[derive(Debug, Subcommand)]
pub(crate) enum Question {
    /// How many customers take one step after the other.
    Funnel {
        /// Kinds of events that make the next step, with commas between them; once a step.
        #[arg(long = "step", required = true, value_name = "KINDS")]
        steps: Vec<String>,
        /// Days within which all steps are taken.
        #[arg(long, default_value_t = 30)]
        days: u32,
    },
    /// Of the customers that first bought in a month, how many bought again so many months later.
    Cohorts,
    /// Money booked a day, by product family and by region.
    Scopes,
    /// What each customer did how often, first and last, for how much money.
    Facts {
        /// Days after which a contact we began weighs half.
        #[arg(long, default_value_t = 14.0)]
        half_life: f64,
        /// As of the end of this day (UTC) [default: now].
        #[arg(long)]
        as_of: Option<NaiveDate>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }

    #[test]
    fn everything_listens_on_the_loopback_unless_told_otherwise() {
        let parsed = |line: &[&str]| Args::try_parse_from(line).unwrap().command;
        let Command::Scheduler(scheduler) = parsed(&["sog-cluster", "scheduler"]) else {
            panic!("a scheduler was asked for")
        };
        assert!(scheduler.listen.ip().is_loopback());
        let line = ["sog-cluster", "executor", "--scheduler", "127.0.0.1:1"];
        let Command::Executor(executor) = parsed(&line) else {
            panic!("an executor was asked for")
        };
        assert!(executor.listen.is_loopback());
    }
}
