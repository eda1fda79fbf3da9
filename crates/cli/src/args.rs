//! The command line. It is a contract: names and meanings stay.

pub(crate) mod lab;

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use vocab::{Channel, ContactId, Currency, CustomerId, Lang, Purpose, Team};

/// Sog runs the loop between marketing, sales and the customer.
#[derive(Debug, Parser)]
#[command(name = "sog", version, max_term_width = 100)]
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
    /// A simulated company and the whole loop, in the browser. Needs nothing else.
    Demo(Demo),
    /// Serve the pages and run the workers.
    Serve(Serve),
    /// Bring files in: csv, csv.gz, xlsx, Parquet.
    Import(Import),
    /// Bring pictures and warnings up to date.
    Refresh(Json),
    /// One customer's picture.
    Customer(Customer),
    /// All pictures as a table, csv or JSON.
    Customers(Customers),
    /// Targets: list them, or derive them from last year.
    Targets(Targets),
    /// Targets that will probably be missed, and when that could be known.
    Warnings(Warnings),
    /// Why a target is missed.
    Diagnose(Diagnose),
    /// Push and pull: who began contacts, pressure on people, what came after sales.
    Balance(Balance),
    /// Whom conditions mean: how many, some of them with why, or all of them.
    Audience(Audience),
    /// May we write to this person? What the guard says of a contact or a case, and why.
    Guard(Guard),
    /// Write the files of a simulated company whose truth is known.
    Simulate(Simulate),
    /// The models on a plain file, without a data folder.
    Lab {
        #[command(subcommand)]
        action: lab::Lab,
    },
    /// Everything that is kept of one person (GDPR Art. 15 and 20).
    Export(Export),
    /// Erase a person (GDPR Art. 17), for good.
    Erase(Erase),
    /// Say that the whole data folder was copied back: nothing that waited is sent by itself.
    Restored(Json),
    /// Write keys: what programs and pages show that send events.
    Keys {
        #[command(subcommand)]
        action: Keys,
    },
    /// People who may sign in.
    User {
        #[command(subcommand)]
        action: User,
    },
}

impl Command {
    /// Whether a data folder may begin with it; the others only make sense where there is one.
    pub(crate) fn may_begin(&self) -> bool {
        match self {
            Self::Demo(_) | Self::Serve(_) | Self::Import(_) => true,
            Self::User { action } => matches!(action, User::Add { .. }),
            Self::Keys { action } => matches!(action, Keys::Add { .. }),
            _ => false,
        }
    }
}

#[derive(Debug, Arguments)]
pub(crate) struct Json {
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Demo {
    /// Address to serve on; port 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:7640")]
    pub(crate) listen: SocketAddr,
    /// How many customers a new company has [default: 20000].
    #[arg(long)]
    pub(crate) customers: Option<usize>,
    /// Where the random numbers of a new company start [default: 2026].
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// What is planted in a new company: `too_expensive` or `nothing` [default: too_expensive].
    #[arg(long)]
    pub(crate) scenario: Option<String>,
    /// A new company's last day; today unless told otherwise. The demo's clock stays on it.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) end: Option<NaiveDate>,
}

#[derive(Debug, Arguments)]
pub(crate) struct Serve {
    /// Address to serve on; otherwise as the configuration says (127.0.0.1:7640).
    #[arg(long)]
    pub(crate) listen: Option<SocketAddr>,
}

#[derive(Debug, Arguments)]
pub(crate) struct Import {
    /// The files.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How the columns are to be read; Sog's own formats are recognised by themselves.
    #[arg(long, value_name = "NAME")]
    pub(crate) preset: Option<String>,
    /// A map file of your own.
    #[arg(long, value_name = "MAP.toml", conflicts_with = "preset")]
    pub(crate) map: Option<PathBuf>,
    /// What separates the cells: one character, or `tab`.
    #[arg(long, value_parser = listen::delimiter)]
    pub(crate) delimiter: Option<u8>,
    /// utf-8, windows-1252 or utf-16.
    #[arg(long)]
    pub(crate) encoding: Option<listen::Encoding>,
    /// How dates are written, such as %d.%m.%Y.
    #[arg(long, value_name = "FORMAT")]
    pub(crate) date_format: Option<String>,
    /// Currency of rows that name none.
    #[arg(long)]
    pub(crate) currency: Option<Currency>,
    /// Which sheet of a workbook.
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    /// Where files of rejected rows go; the current folder unless told otherwise.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) rejected_dir: PathBuf,
    /// End with a failing status when a row was rejected; the other rows are taken all the same.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Print one JSON object at the end.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Customer {
    /// The customer's id.
    pub(crate) id: CustomerId,
    /// As of the end of which day; now unless told otherwise.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<NaiveDate>,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Csv,
    Json,
}

#[derive(Debug, Arguments)]
pub(crate) struct Customers {
    /// Only what they ordered in the last days, such as `90d`: when last, how often, for how much,
    /// and in which fifth of the customers that is (5 is the best).
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub(crate) rfm: Option<u16>,
    /// As what.
    #[arg(long, value_enum, default_value = "csv")]
    pub(crate) format: Format,
    /// The same as `--format json`.
    #[arg(long)]
    pub(crate) json: bool,
    /// As of the end of which day; now unless told otherwise.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<NaiveDate>,
}

/// A day as every command takes it.
fn day(raw: &str) -> Result<NaiveDate, String> {
    raw.parse().map_err(|_| "expected a day as YYYY-MM-DD, such as 2026-11-22".to_owned())
}

/// A number of days, with or without a `d`.
fn days(raw: &str) -> Result<u16, String> {
    let number = raw.strip_suffix('d').unwrap_or(raw).parse().ok().filter(|days| *days > 0);
    number.ok_or_else(|| "days are a number from 1 to 65535, such as `90d`".to_owned())
}

/// What may be added to last year, in percent: as on the page of targets.
fn percent(raw: &str) -> Result<vocab::Amount, String> {
    let percent: vocab::Amount = raw.parse().map_err(|why: vocab::AmountError| why.to_string())?;
    let hundred = vocab::Amount::from_cents(10_000);
    if percent > -hundred && percent <= hundred + hundred {
        Ok(percent)
    } else {
        Err("a target is last year's month plus more than -100 and at most 200 percent".to_owned())
    }
}

#[derive(Debug, Arguments)]
pub(crate) struct Targets {
    /// Derive targets: last year's months plus this many percent. Imported targets stay.
    /// More than -100 and at most 200.
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true, value_parser = percent)]
    pub(crate) last_year_plus: Option<vocab::Amount>,
    /// Derive them for this scope too, such as `family:Christmas`; may be repeated.
    #[arg(long)]
    pub(crate) scope: Vec<vocab::Scope>,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Warnings {
    /// As of which day; the last day with data unless told otherwise.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<NaiveDate>,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Diagnose {
    /// The month, such as 2026-11; the current one of the data unless told otherwise.
    #[arg(long)]
    pub(crate) period: Option<vocab::Month>,
    /// The scope: `company`, `family:Christmas`, `region:South` …
    #[arg(long, default_value = "company")]
    pub(crate) scope: vocab::Scope,
    /// As of which day; the last day with data unless told otherwise.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) as_of: Option<NaiveDate>,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Balance {
    /// How many days back contacts are counted, such as `90d`; whole weeks.
    #[arg(long, value_name = "DAYS", value_parser = days, default_value = "90d")]
    pub(crate) days: u16,
    /// Only contacts, customers and sales of this person of ours.
    #[arg(long)]
    pub(crate) owner: Option<String>,
    /// Only contacts with customers of this region.
    #[arg(long)]
    pub(crate) region: Option<String>,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Audience {
    /// The conditions, as JSON; `-` reads standard input.
    pub(crate) file: PathBuf,
    /// How many people to show, each with why they are meant.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) sample: usize,
    /// Write everybody as a table (csv).
    #[arg(long, conflicts_with_all = ["json", "sample"])]
    pub(crate) csv: bool,
    /// Language of the sentence and the reasons.
    #[arg(long, default_value = "en")]
    pub(crate) lang: Lang,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
#[command(override_usage = "sog guard [OPTIONS] <CASE.json | --contact ID | --example | --rules>")]
pub(crate) struct Guard {
    /// The case, as JSON; `-` reads standard input.
    #[arg(required_unless_present_any = ["rules", "example", "contact"])]
    pub(crate) case: Option<PathBuf>,
    /// Ask about this contact of the data folder, as it stands now.
    #[arg(long, value_name = "ID", conflicts_with = "case")]
    pub(crate) contact: Option<ContactId>,
    /// Over which channel: email, phone, post, sms, visit, fair, web, chat.
    #[arg(long, default_value = "email", requires = "contact")]
    pub(crate) channel: Channel,
    /// About which product family; the one needed now, or else the most bought, unless told
    /// otherwise.
    #[arg(long, requires = "contact")]
    pub(crate) family: Option<String>,
    /// For what: marketing or service.
    #[arg(long, default_value = "marketing", requires = "contact")]
    pub(crate) purpose: Purpose,
    /// Print a whole case with every key, as a start for your own.
    #[arg(long, conflicts_with_all = ["case", "contact"])]
    pub(crate) example: bool,
    /// Print the built-in rules, as a start for stricter ones in `rules.toml` of the folder.
    #[arg(long, conflicts_with_all = ["case", "contact", "example"])]
    pub(crate) rules: bool,
    /// Language of the reasons.
    #[arg(long, default_value = "en")]
    pub(crate) lang: Lang,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Simulate {
    /// Where the files go.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// What is planted: `too_expensive` or `nothing`.
    #[arg(long, default_value = "too_expensive")]
    pub(crate) scenario: String,
    /// Where the random numbers start.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// How many customers.
    #[arg(long, default_value_t = 20_000)]
    pub(crate) customers: usize,
    /// How many months.
    #[arg(long, default_value_t = 24)]
    pub(crate) months: u32,
    /// The last day; today unless told otherwise.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) end: Option<NaiveDate>,
    /// Print the truth as one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Export {
    /// The number of a customer or contact, or a mail address.
    pub(crate) whom: String,
    /// Where it goes: a file, or a folder for one; standard output unless told otherwise.
    #[arg(long, value_name = "FILE|DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Print one JSON document: with `--out` what was written where.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Arguments)]
pub(crate) struct Erase {
    /// The number of a customer or contact, or a mail address.
    #[arg(required_unless_present = "resume")]
    pub(crate) whom: Option<String>,
    /// Do not ask.
    #[arg(long)]
    pub(crate) yes: bool,
    /// Why, in your words; names and addresses of theirs are not kept in it.
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
    /// End what an interrupted erasure has left to be done; every command does so first.
    #[arg(long, conflicts_with_all = ["whom", "yes", "lift"])]
    pub(crate) resume: bool,
    /// Take them off the block list instead: they want to be a customer again.
    #[arg(long)]
    pub(crate) lift: bool,
    /// Print one JSON document.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// All write keys, the newest first.
    List {
        /// Print one JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Make a key. It is shown this once.
    Add {
        /// What it is for, such as shop or till.
        name: String,
        /// Where it is used: `browser` (a page, where everybody can read it) or `server`.
        #[arg(default_value = "server", value_parser = ["browser", "server"])]
        sender: String,
        /// Print one JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Let a key in no more.
    Revoke {
        /// Its id, as `sog keys list` shows it.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Who may sign in.
    List {
        /// Print one JSON document.
        #[arg(long)]
        json: bool,
    },
    /// Let somebody sign in. Asks for the password, or takes a line of standard input.
    Add {
        /// Address to sign in with.
        email: String,
        /// Name as shown.
        #[arg(long)]
        name: String,
        /// marketing, sales or admin.
        #[arg(long)]
        role: Team,
        /// Language of the pages.
        #[arg(long, default_value = "en")]
        lang: Lang,
    },
    /// Give somebody a new password. Asks for it, or takes a line of standard input.
    Password {
        /// Address to sign in with.
        email: String,
    },
    /// Change what somebody may do.
    Role {
        /// Address to sign in with.
        email: String,
        /// marketing, sales or admin.
        role: Team,
    },
    /// Keep somebody out, from now on.
    Block {
        /// Address to sign in with.
        email: String,
    },
    /// Let somebody in again.
    Allow {
        /// Address to sign in with.
        email: String,
    },
}
