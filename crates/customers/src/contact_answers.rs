//! What came of every contact we began, and how much pressure lay on the person just before: one
//! ordered pass over the event log.
//!
//! A contact we began and one the customer began are what [`crate::contacts`] says. Pressure is
//! that of [`crate::pressure`], over all channels and everybody of us who began one, of the person
//! who was contacted. What names no person is one person of the customer's.
//!
//! What came within [`ANSWER_DAYS`] of 24 hours counts, of the same person or of the customer as
//! far as it names nobody (orders mostly do not). An answer counts for each contact it came so
//! soon after, and so does an objection: where many contacts are begun, many have the same one. So
//! answers under pressure may look better than they are where people order anyway, and worse where
//! one objection ends it all.
//!
//! Contacts count as watched only as far as sales are known too: where orders are imported once a
//! month and campaigns in between, an order that came is not known yet.

use std::collections::HashMap;

use events::{Columns, EventRef, Snapshot};
use stats::threshold::Contact;
use vocab::{Channel, Direction, EventKind, Instant, Phase, Zone};

use crate::CustomersError;
use crate::contacts::is_outbound;
use crate::fold::{Fold, number};
use crate::local::Days;
use crate::pass::{Names, in_parallel};
use crate::phase::{Evidence, standing};
use crate::pictures::AHEAD_DAYS;

/// Days of 24 hours in which an answer is one to a contact.
pub const ANSWER_DAYS: i64 = 14;
const MICROS_A_DAY: i64 = 86_400_000_000;
const ANSWERED_WITHIN: i64 = ANSWER_DAYS * MICROS_A_DAY;
/// How far sales may be dated ahead, as for the pictures.
const AHEAD: i64 = AHEAD_DAYS * MICROS_A_DAY;

/// How a person answered earlier contacts, those whose days for an answer were over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Earlier {
    /// There were none.
    None,
    /// None of them was answered.
    Never,
    /// Fewer than half were.
    Seldom,
    /// Half of them or more.
    Often,
}

/// A contact we began.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Begun {
    /// Pressure on the person just before; 0 where nothing was begun before.
    pub pressure: f64,
    /// Came to us, answered a message, asked, stated a need, asked for a quote, ordered.
    pub answered: bool,
    /// Objected, withdrew a consent, complained.
    pub worse: bool,
    /// How the person had answered before.
    pub earlier: Earlier,
}

impl Begun {
    /// Answered, and nothing bad beside it.
    #[must_use]
    pub fn answered_well(&self) -> bool {
        self.answered && !self.worse
    }
}

/// A contact, whoever began it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Meeting {
    /// Number of the customer; means nothing beside other meetings.
    pub customer: u32,
    /// Microseconds since 1970.
    pub time: i64,
    /// Local day, counted from 1970.
    pub day: i32,
    /// Over which channel.
    pub channel: Option<Channel>,
    /// Whether it belongs to a campaign.
    pub campaign: bool,
    /// Who of us, or else whose customer it was then; see [`Meetings::name`].
    pub owner: u32,
    /// The customer's region, as their newest event names it: whole customers are looked at by
    /// region, and a company that moved is one.
    pub region: u32,
    /// The phase that was in force.
    pub phase: Option<Phase>,
    /// What came of it, where we began it.
    pub begun: Option<Begun>,
}

/// All contacts of a log.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meetings {
    /// Customer by customer, each in the order of time.
    pub list: Vec<Meeting>,
    /// What numbers of owners and regions stand for.
    pub(crate) names: Vec<String>,
    /// The newest event that is not dated after the moment of asking.
    pub last: Option<i64>,
    /// The newest sale or return, as [`crate::Pictures::data_until`] has it; `None` without any.
    pub data_until: Option<i64>,
}

impl Meetings {
    /// The owner or region of a number; empty for nobody.
    #[must_use]
    pub fn name(&self, number: u32) -> &str {
        self.names.get(number as usize).map_or("", String::as_str)
    }

    /// Whether the days for an answer to a contact lie within what is known: of every kind of
    /// event, and of sales, where the company has any.
    #[must_use]
    pub fn is_watched(&self, meeting: &Meeting) -> bool {
        let over = meeting.time.saturating_add(ANSWERED_WITHIN);
        self.last.is_some_and(|last| over <= last)
            && self.data_until.is_none_or(|until| over <= until)
    }

    /// The contacts we began that were watched long enough, as the search for a level wants them:
    /// compared with others over the same channel to somebody who answered alike before.
    #[must_use]
    pub fn observations(&self) -> Vec<Contact> {
        let watched = self.list.iter().filter(|meeting| self.is_watched(meeting));
        watched
            .filter_map(|meeting| {
                let begun = meeting.begun?;
                let channel = meeting
                    .channel
                    .and_then(|channel| Channel::ALL.iter().position(|known| *known == channel));
                let channel = channel.map_or(0, |place| number(place) + 1);
                Some(Contact {
                    customer: meeting.customer,
                    group: channel * 4 + begun.earlier as u32,
                    pressure: begun.pressure,
                    answered: begun.answered_well(),
                })
            })
            .collect()
    }
}

/// All contacts with named customers that began no later than `as_of`, with what came of them.
///
/// Reads the whole log once; call it away from the async threads.
///
/// # Errors
/// When the log cannot be read.
pub fn meetings(
    snapshot: &Snapshot,
    zone: Zone,
    half_life_days: f64,
    as_of: Instant,
) -> Result<Meetings, CustomersError> {
    let buckets: Vec<u16> = (0..snapshot.buckets()).collect();
    let columns = Columns::MONEY.with(Columns::TOUCH);
    let parts = in_parallel(&buckets, |bucket| {
        let mut fold = MeetingsFold::new(zone, half_life_days, as_of.timestamp_micros());
        snapshot.scan(bucket, columns, &mut |event| fold.update(event))?;
        fold.put_away();
        Ok(fold)
    })?;
    let mut all = Meetings::default();
    let mut names: HashMap<String, u32> = HashMap::new();
    let mut customers = 0;
    for part in parts {
        let renumbered: Vec<u32> = part
            .names
            .all()
            .map(|name| {
                let next = number(all.names.len());
                *names.entry(name.to_owned()).or_insert_with(|| {
                    all.names.push(name.to_owned());
                    next
                })
            })
            .collect();
        let named = |number: u32| renumbered.get(number as usize).copied().unwrap_or(number);
        all.list.extend(part.list.into_iter().map(|meeting| Meeting {
            customer: meeting.customer + customers,
            owner: named(meeting.owner),
            region: named(meeting.region),
            ..meeting
        }));
        customers += part.customers;
        all.last = all.last.max(part.last);
        all.data_until = all.data_until.max(part.data_until);
    }
    Ok(all)
}

/// Something of the customer passing by that may be an answer.
#[derive(Debug, Clone, Copy)]
struct Sign {
    time: i64,
    /// Of which person; `None` where it names nobody.
    person: Option<u32>,
    worse: bool,
}

struct MeetingsFold {
    days: Days,
    half_life: f64,
    as_of: i64,
    names: Names,
    customers: u32,
    last: Option<i64>,
    data_until: Option<i64>,
    list: Vec<Meeting>,
    /// Of the customer passing by: who, owner and region as the newest event names them, where
    /// their meetings begin in the list and with whom each was.
    customer: String,
    owner: String,
    region: String,
    begin: usize,
    with: Vec<u32>,
    people: Names,
    evidence: Evidence,
    signs: Vec<Sign>,
    /// Complaints that were taken back, by reference and time.
    complaints: HashMap<(String, i64), i32>,
}

impl MeetingsFold {
    fn new(zone: Zone, half_life_days: f64, as_of: i64) -> Self {
        Self {
            days: Days::new(zone),
            half_life: half_life_days * MICROS_A_DAY as f64,
            as_of,
            names: Names::default(),
            customers: 0,
            last: None,
            data_until: None,
            list: Vec::new(),
            customer: String::new(),
            owner: String::new(),
            region: String::new(),
            begin: 0,
            with: Vec::new(),
            people: Names::default(),
            evidence: Evidence::default(),
            signs: Vec::new(),
            complaints: HashMap::new(),
        }
    }

    fn update(&mut self, event: &EventRef<'_>) {
        if event.kind.is_money() && event.time <= self.as_of.saturating_add(AHEAD) {
            self.data_until = self.data_until.max(Some(event.time));
        }
        if event.time > self.as_of {
            return;
        }
        self.last = self.last.max(Some(event.time));
        if event.customer.is_empty() || vocab::ids::is_visitor(event.customer) {
            return;
        }
        if self.customer != event.customer {
            self.put_away();
            self.customer.push_str(event.customer);
        }
        for (kept, newer) in [(&mut self.owner, event.owner), (&mut self.region, event.region)] {
            if !newer.is_empty() && kept.as_str() != newer {
                kept.clear();
                kept.push_str(newer);
            }
        }
        let inbound = event.kind == EventKind::Touch && event.direction == Some(Direction::Inbound);
        if inbound || is_outbound(event) {
            self.meet(event, inbound);
        }
        self.evidence.update(event);
        self.sign(event, inbound);
    }

    fn meet(&mut self, event: &EventRef<'_>, inbound: bool) {
        let owner = self.names.number(&self.owner);
        let phase = standing(&self.evidence, event.time).phase.map(|proof| proof.phase);
        // What came of it is known when the customer has passed by.
        let begun = Begun { pressure: 0.0, answered: false, worse: false, earlier: Earlier::None };
        self.with.push(self.people.number(event.contact));
        self.list.push(Meeting {
            customer: self.customers,
            time: event.time,
            day: self.days.number(event.time),
            channel: event.channel,
            campaign: !event.campaign.is_empty(),
            owner,
            region: 0,
            phase,
            begun: (!inbound).then_some(begun),
        });
    }

    fn sign(&mut self, event: &EventRef<'_>, inbound: bool) {
        let worse = match event.kind {
            EventKind::MessageAnswered
            | EventKind::Inquiry
            | EventKind::NeedStated
            | EventKind::QuoteRequested
            | EventKind::Sale => false,
            EventKind::Touch if inbound => false,
            EventKind::Objected | EventKind::ConsentWithdrawn => true,
            EventKind::ComplaintOpened | EventKind::ComplaintRemoved => {
                let count = if event.kind == EventKind::ComplaintOpened { 1 } else { -1 };
                *self.complaints.entry((event.reference.to_owned(), event.time)).or_default() +=
                    count;
                return;
            }
            _ => return,
        };
        let named = !event.contact.is_empty();
        let person = named.then(|| self.people.number(event.contact));
        self.signs.push(Sign { time: event.time, person, worse });
    }

    /// Writes down what came of the contacts of the customer that has passed by.
    fn put_away(&mut self) {
        if !self.customer.is_empty() {
            let held = self.complaints.drain().filter(|(_, count)| *count > 0);
            // Complaints are the customer's: they name no person.
            self.signs.extend(held.map(|((_, time), _)| Sign { time, person: None, worse: true }));
            let region = self.names.number(&self.region);
            let meetings = &mut self.list[self.begin..];
            meetings.iter_mut().for_each(|meeting| meeting.region = region);
            let mut unnamed = Times::default();
            let mut named = vec![Times::default(); self.people.all().len()];
            for sign in &self.signs {
                match sign.person {
                    None => unnamed.add(sign),
                    Some(person) => named[person as usize].add(sign),
                }
            }
            unnamed.sort();
            named.iter_mut().for_each(Times::sort);
            // With whom each contact was; those of one person stay in the order of time.
            let mut places: Vec<usize> = (0..self.with.len()).collect();
            places.sort_by_key(|place| self.with[*place]);
            for theirs in places.chunk_by(|one, other| self.with[*one] == self.with[*other]) {
                let signs = [&unnamed, &named[self.with[theirs[0]] as usize]];
                follow(meetings, theirs, signs, self.half_life);
            }
            self.customers += 1;
        }
        self.begin = self.list.len();
        self.customer.clear();
        self.owner.clear();
        self.region.clear();
        self.with.clear();
        self.signs.clear();
        self.people = Names::default();
        self.evidence = Evidence::default();
    }
}

/// When signs came, apart by whether they are bad.
#[derive(Debug, Clone, Default)]
struct Times {
    good: Vec<i64>,
    bad: Vec<i64>,
}

impl Times {
    fn add(&mut self, sign: &Sign) {
        if sign.worse { &mut self.bad } else { &mut self.good }.push(sign.time);
    }

    fn sort(&mut self) {
        self.good.sort_unstable();
        self.bad.sort_unstable();
    }
}

/// Whether the first of sorted times after a contact is soon enough; what has the very same time
/// came with it, not of it.
fn came(times: &[i64], after: i64) -> bool {
    let next = times.partition_point(|time| *time <= after);
    times.get(next).is_some_and(|time| time - after <= ANSWERED_WITHIN)
}

/// Fills in what came of the contacts we began with one person: those at `places`, in the order of
/// time. `signs` are those that name nobody and those of this person.
fn follow(meetings: &mut [Meeting], places: &[usize], signs: [&Times; 2], half_life: f64) {
    let (mut pressure, mut before) = (0.0_f64, None);
    // Earlier contacts with whether they were answered, and those of them that are over.
    let mut earlier: Vec<(i64, bool)> = Vec::new();
    let (mut over, mut answered_before) = (0_usize, 0_usize);
    for place in places {
        let meeting = &mut meetings[*place];
        let time = meeting.time;
        let Some(begun) = &mut meeting.begun else { continue };
        if let Some(before) = before.replace(time) {
            pressure *= (-((time - before) as f64) / half_life).exp2();
        }
        while let Some((_, answered)) =
            earlier.get(over).filter(|(begun, _)| begun.saturating_add(ANSWERED_WITHIN) <= time)
        {
            answered_before += usize::from(*answered);
            over += 1;
        }
        *begun = Begun {
            pressure,
            answered: signs.iter().any(|signs| came(&signs.good, time)),
            worse: signs.iter().any(|signs| came(&signs.bad, time)),
            earlier: match (over, answered_before) {
                (0, _) => Earlier::None,
                (_, 0) => Earlier::Never,
                (over, answered) if 2 * answered < over => Earlier::Seldom,
                _ => Earlier::Often,
            },
        };
        earlier.push((time, begun.answered_well()));
        pressure += 1.0;
    }
}

#[cfg(test)]
mod tests;
