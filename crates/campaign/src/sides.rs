//! Those who could have been written to and those held out: who they are, what each side
//! bought, sent back and complained of.

use std::collections::BTreeSet;

use customers::Slice;
use guard::Group;
use serde::Serialize;
use vocab::Amount;

use crate::rows::look::Member;

/// The customers of both sides, as the launch divided them.
#[derive(Debug)]
pub(crate) struct Sides<'a> {
    /// Could have been written to.
    pub(crate) treated: BTreeSet<&'a str>,
    /// Held out for comparison.
    pub(crate) held_out: BTreeSet<&'a str>,
}

impl<'a> Sides<'a> {
    pub(crate) fn of(members: &'a [Member]) -> Self {
        let side = |group: Group| -> BTreeSet<&'a str> {
            let of_group = members.iter().filter(|member| member.launch_group == group.code());
            of_group.map(|member| member.customer_id.as_str()).collect()
        };
        let held_out = side(Group::HeldOut);
        // A customer is held out as a whole; should one be on both sides after all, it is out.
        let treated = side(Group::Mailable).difference(&held_out).copied().collect();
        Self { treated, held_out }
    }
}

/// Money and complaints of one side in the days the result looks at. Shown beside the measure,
/// so that a gain bought with returns or complaints is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// How many customers.
    pub customers: u64,
    /// What they bought: mean per customer, buyers or not.
    pub bought: Amount,
    /// What they sent back: mean per customer, mostly below zero.
    pub returned: Amount,
    /// Complaints they opened.
    pub complaints: u64,
}

impl Beside {
    /// `complaints` names the customer of each complaint that was opened in those days.
    pub(crate) fn of(side: &BTreeSet<&str>, slices: &[Slice], complaints: &[String]) -> Self {
        let theirs = slices
            .iter()
            .filter(|slice| slice.customer.as_ref().is_some_and(|id| side.contains(id.as_str())));
        let (gross, returned) = theirs
            .fold((Amount::ZERO, Amount::ZERO), |(gross, returned), slice| {
                (gross + slice.gross, returned + slice.returned)
            });
        let each = |sum: Amount| Amount::from_micros(sum.micros() / side.len().max(1) as i128);
        let opened = complaints.iter().filter(|customer| side.contains(customer.as_str()));
        Self {
            customers: side.len() as u64,
            bought: each(gross),
            returned: each(returned),
            complaints: opened.count() as u64,
        }
    }
}

#[cfg(test)]
mod tests {
    use vocab::CustomerId;

    use super::*;

    fn member(customer: &str, group: Group) -> Member {
        Member {
            customer_id: customer.to_owned(),
            state: String::new(),
            launch_group: group.code().to_owned(),
            answered: None,
        }
    }

    fn slice(customer: &str, gross: i64, returned: i64) -> Slice {
        let (gross, returned) =
            (Amount::from_cents(gross.into()), Amount::from_cents(returned.into()));
        Slice {
            customer: Some(CustomerId::new(customer).unwrap()),
            first_order: None,
            orders: 1,
            gross,
            returned,
            net: gross + returned,
        }
    }

    #[test]
    fn each_side_has_its_own_and_strangers_count_for_nobody() {
        let members = [
            member("a", Group::Mailable),
            member("b", Group::Mailable),
            member("c", Group::HeldOut),
            member("c", Group::Mailable),
            member("d", Group::NoConsent),
        ];
        let sides = Sides::of(&members);
        assert_eq!(sides.treated, BTreeSet::from(["a", "b"]));
        assert_eq!(sides.held_out, BTreeSet::from(["c"]));
        let slices = [slice("a", 900, -100), slice("c", 50, 0), slice("d", 7000, 0)];
        let complaints = ["b", "b", "d"].map(str::to_owned);
        let treated = Beside::of(&sides.treated, &slices, &complaints);
        assert_eq!((treated.customers, treated.complaints), (2, 2));
        assert_eq!(treated.bought, Amount::from_cents(450));
        assert_eq!(treated.returned, Amount::from_cents(-50));
        let nobody = Beside::of(&BTreeSet::new(), &slices, &complaints);
        assert_eq!((nobody.customers, nobody.bought), (0, Amount::ZERO));
    }
}
