//! Bringing the kept pictures of a bucket up to date from the events that came since.
//!
//! Most new events are later than all their customer did before: the picture takes them in. A
//! customer with an event that comes late is folded again from the log, alone. The daily series
//! are money added up, and orders counted on the day of their first line: new lines of orders
//! that the picture does not know only add. Where they go on an order that it knows, or come
//! late, the customer's part of the series is made twice, as it was and as it is, and the one
//! takes the place of the other. So nothing is kept for the series but the series.
//!
//! What nobody in particular bought has no picture. The number of such an order is forgotten
//! after [`crate::ANONYMOUS_DAYS`], so new lines change what is counted within so many days around them,
//! and only those days are read again.
//!
//! The result is to the bit what folding the bucket again would give. When that is cheaper, or
//! the log cannot tell what is new, this says so, and the bucket is folded again.

use std::ops::Range;

use events::{EventRef, Held, News, Snapshot};
use vocab::{EventKind, Zone};

use crate::CustomersError;
use crate::bucket::{COLUMNS, Contents, has_picture};
use crate::fold::Fold;
use crate::kept::read::Look;
use crate::kept::{Files, overlay};
use crate::local::Days;
use crate::order::ANONYMOUS_MICROS;
use crate::series::SeriesFold;
use crate::state::PictureState;

/// What is cheaper. Costs are told in events of a pass over all of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    /// Taking in one new event.
    pub(crate) new_event: u64,
    /// Looking one customer up in one file: a page of events is read for it.
    pub(crate) look_up: u64,
    /// A bucket with fewer customers is written whole whenever it changes.
    pub(crate) few: usize,
    /// So is one of which one customer in so many has changed since it was.
    pub(crate) share: usize,
}

impl Rule {
    pub(crate) const USUAL: Self = Self { new_event: 4, look_up: 8192, few: 16, share: 4 };

    /// Whether the pictures that are others now are better written into a whole file, rather
    /// than once more with every change.
    pub(crate) fn writes_whole(&self, customers: usize, changed: usize) -> bool {
        customers < self.few || changed * self.share > customers
    }
}

/// What became of a bucket.
#[derive(Debug)]
pub(crate) struct Update {
    /// The pictures that are others than in the whole file, and the bucket's figures.
    pub(crate) changes: Contents,
    /// Customers with a picture that had none.
    pub(crate) created: u64,
    /// Customers whose pictures took new events in.
    pub(crate) updated: u64,
    /// Customers who were folded again.
    pub(crate) refolded: u64,
    /// Events that were folded.
    pub(crate) events: u64,
}

/// What is to be done about a customer's new events.
enum Way {
    /// The picture takes them in.
    On(Box<PictureState>),
    /// So it does, and they go on orders it knows: the series must be told what the log knows.
    OnAndRecount(Box<PictureState>),
    /// Some came late.
    Again,
    /// There is no picture to be made. Money is counted all the same.
    Recount,
    /// Nothing: no picture, no money.
    Pass,
    /// What nobody in particular bought.
    Nobody,
}

impl Way {
    fn looks_up(&self) -> bool {
        matches!(self, Self::OnAndRecount(_) | Self::Again | Self::Recount)
    }
}

/// Takes in what came to a bucket since its files were written; `None` where folding the bucket
/// again is cheaper or the only way.
pub(crate) fn update(
    files: &Files,
    snapshot: &Snapshot,
    bucket: u16,
    zone: Zone,
    rule: &Rule,
) -> Result<Option<Update>, CustomersError> {
    let Some(news) = snapshot.news(bucket, files.newest().stamp.version) else { return Ok(None) };
    let mut figures = files.newest().figures()?;
    let coming = news.new.events();
    // The first never differs; whoever relies on it looks.
    if figures.events != news.old.events() || coming * rule.new_event > figures.events {
        return Ok(None);
    }
    let mut held = Held::default();
    news.new.scan(bucket, COLUMNS, &mut |event| held.push(event))?;
    let mut known = Known::of(files);
    let mut ways = Vec::new();
    for events in by_customer(&held) {
        let way = known.way(&held, events.clone())?;
        ways.push((events, way));
    }
    let look_ups = ways.iter().filter(|(_, way)| way.looks_up()).count() as u64;
    if look_ups * rule.look_up * news.old.runs_of(bucket) as u64 > figures.events {
        return Ok(None);
    }

    let mut work = Work {
        news: &news,
        held: &held,
        past: Held::default(),
        before: SeriesFold::new(zone),
        now: SeriesFold::new(zone),
        states: Vec::new(),
        created: known.missing,
        updated: 0,
        refolded: 0,
        events: 0,
    };
    for (events, way) in ways {
        work.take(events, way, snapshot, bucket)?;
    }
    figures.series.replace(&work.before.finish(), work.now.finish());
    let mut days = Days::new(zone);
    let money = held.iter().filter(|event| event.kind.is_money());
    money.for_each(|event| figures.last_money.see(&mut days, event.time));
    figures.events += coming;

    let earlier = files.changes.as_ref().map(|kept| kept.states()).transpose()?;
    let states = overlay(earlier.unwrap_or_default(), work.states);
    Ok(Some(Update {
        changes: Contents { states, figures },
        created: work.created,
        updated: work.updated,
        refolded: work.refolded,
        events: work.events,
    }))
}

/// The events of each customer, one after the other.
fn by_customer(held: &Held) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    let mut last = None;
    for (place, event) in held.iter().enumerate() {
        match groups.last_mut().filter(|_| last == Some(event.customer)) {
            Some(group) => group.end = place + 1,
            None => groups.push(place..place + 1),
        }
        last = Some(event.customer);
    }
    groups
}

/// The pictures there are.
struct Known<'a> {
    whole: Look<'a>,
    changes: Option<Look<'a>>,
    /// Customers who were looked for and are new.
    missing: u64,
}

impl<'a> Known<'a> {
    fn of(files: &'a Files) -> Self {
        let changes = files.changes.as_ref().map(|kept| kept.look());
        Self { whole: files.whole.look(), changes, missing: 0 }
    }

    fn find(&mut self, customer: &str) -> Result<Option<PictureState>, CustomersError> {
        if let Some(changes) = &mut self.changes
            && let Some(state) = changes.find(customer)?
        {
            return Ok(Some(state.clone()));
        }
        Ok(self.whole.find(customer)?.cloned())
    }

    /// What is to be done about these events of one customer.
    fn way(&mut self, held: &Held, events: Range<usize>) -> Result<Way, CustomersError> {
        let Some(first) = held.get(events.start) else { return Ok(Way::Pass) };
        let customer = first.customer;
        let new = || events.clone().filter_map(|place| held.get(place));
        if customer.is_empty() {
            return Ok(Way::Nobody);
        }
        if !has_picture(customer) {
            let money = new().any(|event| event.kind.is_money());
            return Ok(if money { Way::Recount } else { Way::Pass });
        }
        let Some(mut state) = self.find(customer)? else {
            self.missing += 1;
            let state = PictureState::named(customer);
            let state = state
                .map_err(|why| CustomersError::NoCustomer { customer: customer.to_owned(), why })?;
            return Ok(Way::On(Box::new(state)));
        };
        // Events of one moment are ordered by their ids, and the picture does not keep the last.
        if state.last_event >= Some(first.time) {
            return Ok(Way::Again);
        }
        let goes_on = new().any(|event| {
            event.kind == EventKind::Sale
                && !event.reference.is_empty()
                && state.purchases.knows(event.reference)
        });
        let state = Box::new(state);
        Ok(if goes_on { Way::OnAndRecount(state) } else { Way::On(state) })
    }
}

struct Work<'a> {
    news: &'a News,
    held: &'a Held,
    /// What a customer did before, as far as it was looked up.
    past: Held,
    /// The part of the series that is made anew, as it was and as it is.
    before: SeriesFold,
    now: SeriesFold,
    states: Vec<PictureState>,
    created: u64,
    updated: u64,
    refolded: u64,
    events: u64,
}

impl Work<'_> {
    fn take(
        &mut self,
        events: Range<usize>,
        way: Way,
        snapshot: &Snapshot,
        bucket: u16,
    ) -> Result<(), CustomersError> {
        let held = self.held;
        let new = || events.clone().filter_map(|place| held.get(place));
        self.events += events.len() as u64;
        let looks_up = way.looks_up();
        let keep = match way {
            Way::On(mut state) | Way::OnAndRecount(mut state) => {
                new().for_each(|event| state.update(&event));
                self.updated += 1;
                Some(*state)
            }
            Way::Again => None,
            Way::Nobody => return self.nobody(new(), snapshot, bucket),
            Way::Recount | Way::Pass => {
                if looks_up {
                    self.look_up(&events)?;
                    self.recount(&events);
                }
                return Ok(());
            }
        };
        if looks_up {
            self.look_up(&events)?;
            if new().any(|event| event.kind.is_money()) {
                self.recount(&events);
            }
        } else {
            new().for_each(|event| self.now.update(&event));
        }
        let mut state = match keep {
            Some(state) => state,
            None => self.again(&events)?,
        };
        state.rest();
        self.states.push(state);
        Ok(())
    }

    /// Reads what the customer of these events did before.
    fn look_up(&mut self, events: &Range<usize>) -> Result<(), CustomersError> {
        let past = &mut self.past;
        past.clear();
        let Some(first) = self.held.get(events.start) else { return Ok(()) };
        self.news.old.events_of(first.customer, COLUMNS, |event| {
            past.push(event);
            Ok(())
        })?;
        Ok(())
    }

    /// Makes the part of the series of the customer who was looked up.
    fn recount(&mut self, events: &Range<usize>) {
        self.past.iter().for_each(|event| self.before.update(&event));
        let now = &mut self.now;
        all(&self.past, self.held, events, |event| now.update(event));
    }

    /// Folds the customer who was looked up again.
    fn again(&mut self, events: &Range<usize>) -> Result<PictureState, CustomersError> {
        let customer = self.held.get(events.start).map_or("", |event| event.customer);
        let mut state = PictureState::named(customer)
            .map_err(|why| CustomersError::NoCustomer { customer: customer.to_owned(), why })?;
        all(&self.past, self.held, events, |event| state.update(event));
        self.refolded += 1;
        self.events += self.past.len() as u64;
        Ok(state)
    }

    /// Makes the series anew for the days in which lines of nobody's may count otherwise.
    fn nobody<'e>(
        &mut self,
        new: impl Iterator<Item = EventRef<'e>>,
        snapshot: &Snapshot,
        bucket: u16,
    ) -> Result<(), CustomersError> {
        let times = new.filter(|event| event.kind.is_money()).map(|event| event.time);
        let span = times
            .map(|time| (time, time))
            .reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
        let Some((first, last)) = span else { return Ok(()) };
        let around = first.saturating_sub(ANONYMOUS_MICROS)..=last.saturating_add(ANONYMOUS_MICROS);
        let (before, now) = (&mut self.before, &mut self.now);
        let old = &self.news.old;
        old.scan_between(bucket, around.clone(), COLUMNS, &mut |event| before.update(event))?;
        snapshot.scan_between(bucket, around, COLUMNS, &mut |event| now.update(event))?;
        Ok(())
    }
}

/// Calls `visit` for what a customer did before and these new events, in order.
fn all(past: &Held, new: &Held, range: &Range<usize>, mut visit: impl FnMut(&EventRef<'_>)) {
    let mut new = range.clone().filter_map(|place| new.get(place)).peekable();
    for old in past.iter() {
        while let Some(event) = new.next_if(|new| (new.time, new.id) < (old.time, old.id)) {
            visit(&event);
        }
        visit(&old);
    }
    new.for_each(|event| visit(&event));
}

#[cfg(test)]
mod tests;
