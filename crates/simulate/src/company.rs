//! The simulated company as a whole: what every part after the orders reads.

use vocab::{Channel, EventKind, Lang};

use crate::calendar::{Calendar, Moment, office_time};
use crate::catalogue::Catalogue;
use crate::cause::Cause;
use crate::families::Seasons;
use crate::people::Household;
use crate::plan::Plan;
use crate::profile::{self, Profile};
use crate::random::Stream;
use crate::trade::{Books, Market};
use crate::words::{Language, Languages, fill};

/// Everything that stands before the first talk with a customer.
pub(crate) struct Company {
    /// The days.
    pub calendar: Calendar,
    /// The seasons.
    pub seasons: Seasons,
    /// The articles.
    pub catalogue: Catalogue,
    /// What people say.
    pub languages: Languages,
    /// The customers, in the order in which they joined.
    pub profiles: Vec<Profile>,
    /// Their names, in the same order.
    pub households: Vec<Household>,
    /// What they order.
    pub books: Books,
    /// What was planted.
    pub cause: Option<Cause>,
    /// Where random numbers start.
    pub seed: u64,
}

/// Something a customer (or, for a quote sent, we) did.
#[derive(Debug, Clone)]
pub(crate) struct Signal {
    /// The customer, a place among the profiles.
    pub customer: usize,
    /// When.
    pub at: Moment,
    /// What.
    pub kind: EventKind,
    /// Over which channel.
    pub channel: Channel,
    /// About which family.
    pub family: usize,
    /// In their words.
    pub text: String,
}

impl Company {
    /// Customers, orders and the cause; `progress` hears of each third.
    pub(crate) fn found(plan: &Plan, progress: &dyn Fn(f64)) -> Self {
        let calendar = Calendar::new(plan);
        let seasons = Seasons::new(&calendar);
        let catalogue = Catalogue::built_in();
        let languages = Languages::built_in();
        let profiles = profile::all(plan, &calendar);
        let households = crate::people::all(&profiles, &languages, plan.seed);
        progress(1.0 / 3.0);
        let market = Market {
            calendar: &calendar,
            seasons: &seasons,
            catalogue: &catalogue,
            seed: plan.seed,
        };
        let mut books = market.books(&profiles);
        progress(2.0 / 3.0);
        let cause = Cause::plant(plan, &calendar, &books);
        if let Some(cause) = &cause {
            cause.apply(&mut books);
        }
        Self {
            calendar,
            seasons,
            catalogue,
            languages,
            profiles,
            households,
            books,
            cause,
            seed: plan.seed,
        }
    }

    /// An hour at which trade customers are at work, on the open day nearest to a time; later
    /// than that day when `later`.
    pub(crate) fn working_moment(&self, at: Moment, later: bool, stream: &mut Stream) -> Moment {
        let day = self.calendar.open_day(at.day(), later);
        Moment::at(day, office_time(stream))
    }

    /// The language a customer's seller writes notes in.
    pub(crate) fn seller_language(&self, customer: usize) -> Lang {
        let profile = &self.profiles[customer];
        let owner = profile.owner.map(|owner| &profile.region().owners[owner]);
        owner.map_or(profile.region().language, |owner| owner.language)
    }

    /// The contact a seller talks to, a place among the customer's: mostly the main one.
    pub(crate) fn partner(&self, customer: usize, stream: &mut Stream) -> usize {
        let count = self.households[customer].contacts.len();
        let other = stream.place(count);
        if stream.chance(0.75) { 0 } else { other }
    }

    /// The competitor of a region's sellers; number 0 is the one behind a planted cause.
    pub(crate) fn rival(&self, region: usize, number: usize) -> &'static str {
        let language = crate::places::REGIONS[region].language;
        let rivals = self.languages.of(language).lines("rivals");
        rivals.get(number).or(rivals.first()).copied().unwrap_or("")
    }

    /// A sentence of a list with its slots filled for a customer, a family and a time.
    pub(crate) fn say(
        &self,
        list: &[&'static str],
        language: &Language,
        about: &About,
        stream: &mut Stream,
    ) -> String {
        if list.is_empty() {
            return String::new();
        }
        let sentence = stream.pick(list);
        let drawn = self.catalogue.draw(about.family, stream);
        let item = about.item.unwrap_or(drawn);
        let month = self.calendar.day(about.at.day()).month
            + usize::try_from(self.calendar.first_month.number()).unwrap_or(1);
        let month = language.month(month + 1 + stream.place(4));
        let percent = stream.whole(6, 18).to_string();
        let count = stream.whole(2, 9).to_string();
        let rival = about.rival.unwrap_or_else(|| stream.place(5));
        let region = self.profiles[about.customer].region;
        let person = &self.households[about.customer].contacts[about.contact];
        fill(
            sentence,
            &[
                ("person", person.spoken(language.code).as_str()),
                ("family", language.family(about.family)),
                ("rival", self.rival(region, rival)),
                ("month", month),
                ("pct", &percent),
                ("n", &count),
                ("item", &self.catalogue.item(about.family, item).description),
            ],
        )
    }
}

/// What a sentence is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About {
    /// The customer, a place among the profiles.
    pub customer: usize,
    /// The contact, a place among the customer's.
    pub contact: usize,
    /// The family.
    pub family: usize,
    /// A certain article of the family; any when `None`.
    pub item: Option<usize>,
    /// When it is said.
    pub at: Moment,
    /// A certain competitor; any when `None`.
    pub rival: Option<usize>,
}
