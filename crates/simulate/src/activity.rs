//! All that happened besides the orders, in order of time.

use crate::calendar::Moment;
use crate::company::{Company, Signal};
use crate::complaints::{self, Complaint};
use crate::deals::{self, Deal};
use crate::notes::{Note, Writer};
use crate::permission::{self, Consent};
use crate::signals;
use crate::touches::{self, Mailing, Touch};
use crate::trust::{self, Promise, Survey};

/// What people did, customer by customer, then sorted by time.
#[derive(Debug, Default)]
pub(crate) struct Activity {
    /// What contacts allowed and refused.
    pub consents: Vec<Consent>,
    /// The deals.
    pub deals: Vec<Deal>,
    /// What customers did.
    pub signals: Vec<Signal>,
    /// Contacts in both directions.
    pub touches: Vec<Touch>,
    /// The mailings that touches belong to.
    pub mailings: Vec<Mailing>,
    /// What sellers wrote.
    pub notes: Vec<Note>,
    /// What went wrong.
    pub complaints: Vec<Complaint>,
    /// What sellers promised.
    pub promises: Vec<Promise>,
    /// What customers said about us.
    pub surveys: Vec<Survey>,
}

impl Activity {
    /// Lives through the written days; `progress` hears a share between 0 and 1.
    pub(crate) fn of(company: &Company, progress: &dyn Fn(f64)) -> Self {
        let mut all = Self { mailings: touches::mailings(company), ..Self::default() };
        let count = company.profiles.len();
        for (customer, profile) in company.profiles.iter().enumerate() {
            let household = &company.households[customer];
            let consents = permission::of(
                customer,
                profile,
                household,
                &company.books,
                &company.calendar,
                company.seed,
            );
            let (deals, on_the_way) = deals::of(company, customer);
            let mut writer = Writer::new(company, customer);
            for deal in &deals {
                writer.about_deal(deal);
            }
            if profile.is_trade() {
                writer.about_lost_orders();
            }
            let touches = touches::of(company, customer, &all.mailings, &consents, &mut writer);
            all.touches.extend(touches);
            all.notes.extend(writer.finish());
            let mut complaints = complaints::of(company, customer);
            let mut signals = on_the_way;
            signals.extend(signals::of(company, customer));
            let trust = trust::of(company, customer, &signals, &mut complaints);
            all.touches.extend(trust.replies);
            all.promises.extend(trust.promises);
            all.surveys.extend(trust.surveys);
            all.complaints.extend(complaints);
            all.signals.extend(signals);
            all.deals.extend(deals);
            all.consents.extend(consents);
            if customer % 1_000 == 0 {
                progress(customer as f64 / count as f64);
            }
        }
        all.sort();
        all
    }

    /// By time; what happens at the same time keeps the order of the customers.
    fn sort(&mut self) {
        fn by<T>(list: &mut [T], time: impl Fn(&T) -> Moment) {
            list.sort_by_key(time);
        }
        by(&mut self.consents, |row| row.at);
        by(&mut self.deals, |deal| deal.opened);
        by(&mut self.signals, |signal| signal.at);
        by(&mut self.touches, |touch| touch.at);
        by(&mut self.notes, |note| note.at);
        by(&mut self.complaints, |complaint| complaint.opened);
        by(&mut self.promises, |promise| promise.made);
        by(&mut self.surveys, |survey| survey.asked);
    }
}
