//! What came of a campaign: what happened to its messages, and what it changed.
//!
//! *Changed* is judged against the customers held out, on the measure the brief fixed before
//! the start. All customers who could have been written to at the launch count as written to,
//! also where the message bounced or the person withdrew in between (intention to treat):
//! leaving those out would compare unlike groups. A verdict needs a window that is over in the
//! data and enough customers on both sides; until then the answer is "too early" or "too few".

use std::collections::{BTreeMap, BTreeSet};

use customers::Slice;
use guard::{Finding, Group};
use serde::Serialize;
use stats::mean::{Sample, welch};
use stats::proportion::{Interval, Share, difference};
use vocab::CustomerId;

use crate::brief::{Measure, MeasureKind, Window};
use crate::queue::State;
use crate::rows::look::{Count, Member};
use crate::sides::{Beside, Sides};

/// Customers a side needs before shares are compared.
pub const ENOUGH_FOR_SHARES: u64 = 50;
/// Customers a side needs before revenue is compared; its tail is long.
pub const ENOUGH_FOR_REVENUE: u64 = 200;
/// How sure the intervals are.
pub const LEVEL: f64 = 0.95;

/// What happened to the messages. The states add up to `audience`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Contacts who met the conditions at the launch.
    pub audience: u64,
    /// Waiting, or with a worker.
    pub waiting: u64,
    /// On their way at this moment.
    pub sending: u64,
    /// Taken by a mail server.
    pub sent: u64,
    /// Refused because of the recipient.
    pub bounced: u64,
    /// The address does not exist; a part of `bounced`.
    pub dead_addresses: u64,
    /// Not sent because of us.
    pub failed: u64,
    /// Nobody knows; a person decides.
    pub uncertain: u64,
    /// A person gave up on an uncertain one.
    pub given_up: u64,
    /// The guard said no.
    pub denied: u64,
    /// Held out for comparison.
    pub held_out: u64,
    /// Ended the mails through this message.
    pub unsubscribed: u64,
    /// Answered its question.
    pub answered: u64,
    /// The denied, by the group of the first finding, largest first.
    pub denied_by: Vec<(Group, u64)>,
}

impl Figures {
    pub(crate) fn of(counts: &[Count]) -> Self {
        let mut figures = Self::default();
        let mut by: BTreeMap<Group, u64> = BTreeMap::new();
        for row in counts {
            let n = u64::try_from(row.messages).unwrap_or_default();
            figures.audience += n;
            figures.unsubscribed += u64::try_from(row.unsubscribed).unwrap_or_default();
            figures.answered += u64::try_from(row.answered).unwrap_or_default();
            match State::from_code(&row.state) {
                Some(State::Queued | State::Claimed) | None => figures.waiting += n,
                Some(State::Sending) => figures.sending += n,
                Some(State::Sent) => figures.sent += n,
                Some(State::Bounced) => {
                    figures.bounced += n;
                    if row.blame.as_deref() == Some(crate::bounce::Blame::AddressDead.code()) {
                        figures.dead_addresses += n;
                    }
                }
                Some(State::Failed) => figures.failed += n,
                Some(State::Uncertain) => figures.uncertain += n,
                Some(State::GivenUp) => figures.given_up += n,
                Some(State::Denied) => {
                    figures.denied += n;
                    let code = row.denied_group.as_deref();
                    let group = Group::ALL.iter().find(|group| Some(group.code()) == code);
                    *by.entry(group.copied().unwrap_or(Group::NoConsent)).or_default() += n;
                }
                Some(State::HeldOut) => figures.held_out += n,
            }
        }
        figures.denied_by = by.into_iter().collect();
        figures.denied_by.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        figures
    }
}

/// The group of the first finding. A contact who is not on record any more has none: nobody
/// may be written to without a ground.
pub(crate) fn first_group(reasons: &str) -> Group {
    let findings: Vec<Finding> = serde_json::from_str(reasons).unwrap_or_default();
    findings.first().map_or(Group::NoConsent, |finding| finding.reason.group())
}

/// One side of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Side {
    /// How many customers.
    pub customers: u64,
    /// How many of them did it (bought, answered).
    pub hits: u64,
    /// Share of hits, or mean revenue; `None` without customers.
    pub value: Option<f64>,
}

/// What may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The window is not over in the data.
    TooEarly,
    /// Too few customers on a side.
    TooFew,
    /// The interval holds zero: no difference can be seen.
    NotSeen,
    /// Better than without, at least by the smallest effect that was worth it as far as the
    /// best single figure tells.
    Better,
    /// Better than without, but less than what was worth the effort.
    BetterButSmall,
    /// Worse than without.
    Worse,
    /// The measure has no comparison: those held out were not asked.
    NoComparison,
}

/// What the campaign changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect {
    /// The measure the brief fixed.
    pub measure: Measure,
    /// From the launch until the end of the window.
    pub window: Window,
    /// Those who could have been written to.
    pub treated: Side,
    /// Those held out.
    pub held_out: Side,
    /// Treated less held out, with its interval, once the window is over; for answers the share of
    /// answers itself.
    pub difference: Option<Interval>,
    /// What may be said.
    pub verdict: Verdict,
    /// Money and complaints of those who could have been written to, and of those held out.
    pub beside: [Beside; 2],
}

/// Judges the effect. `slices` is what each customer bought in the window; who is not in it
/// bought nothing. `complaints` names the customer of each complaint opened in the window.
pub(crate) fn effect(
    measure: Measure,
    window: Window,
    members: &[Member],
    slices: &[Slice],
    complaints: &[String],
    window_is_over: bool,
) -> Effect {
    let sides = Sides::of(members);
    let bought: BTreeMap<&str, &Slice> = slices
        .iter()
        .filter_map(|slice| Some((slice.customer.as_ref().map(CustomerId::as_str)?, slice)))
        .collect();

    let (treated, held_out, difference) = match measure.kind {
        MeasureKind::RepurchaseShare => {
            let share = |side: &BTreeSet<&str>| {
                let hits = side
                    .iter()
                    .filter(|customer| bought.get(*customer).is_some_and(|slice| slice.orders > 0))
                    .count() as u64;
                Share::new(hits, side.len() as u64)
            };
            let (a, b) = (share(&sides.treated), share(&sides.held_out));
            let difference = a.zip(b).and_then(|(a, b)| difference(a, b, LEVEL));
            (of_share(a), of_share(b), difference)
        }
        MeasureKind::RevenuePerCustomer => {
            let sample = |side: &BTreeSet<&str>| -> Sample {
                side.iter()
                    .map(|customer| bought.get(customer).map_or(0.0, |slice| slice.net.to_f64()))
                    .collect()
            };
            let buyers = |side: &BTreeSet<&str>| {
                let bought = |customer: &&&str| bought.get(*customer).is_some_and(|s| s.orders > 0);
                side.iter().filter(bought).count() as u64
            };
            let (a, b) = (sample(&sides.treated), sample(&sides.held_out));
            let difference = welch(&a, &b, LEVEL).map(|found| found.interval);
            let (treated, held_out) = (buyers(&sides.treated), buyers(&sides.held_out));
            (of_sample(&a, treated), of_sample(&b, held_out), difference)
        }
        MeasureKind::Answers => {
            let sent = members.iter().filter(|member| member.state == State::Sent.code());
            let answered = sent.clone().filter(|member| member.answered.is_some()).count() as u64;
            let share = Share::new(answered, sent.count() as u64);
            (of_share(share), of_share(None), share.and_then(|share| share.wilson(LEVEL)))
        }
    };
    let verdict = verdict(measure, treated, held_out, difference, window_is_over);
    // A difference half way would be read as a result.
    let difference = difference.filter(|_| verdict != Verdict::TooEarly);
    let beside = [&sides.treated, &sides.held_out].map(|side| Beside::of(side, slices, complaints));
    Effect { measure, window, treated, held_out, difference, verdict, beside }
}

fn of_share(share: Option<Share>) -> Side {
    Side {
        customers: share.map_or(0, |share| share.of),
        hits: share.map_or(0, |share| share.hits),
        value: share.map(Share::value),
    }
}

fn of_sample(sample: &Sample, hits: u64) -> Side {
    let value = (sample.count() > 0).then(|| sample.mean());
    Side { customers: sample.count(), hits, value }
}

fn verdict(
    measure: Measure,
    treated: Side,
    held_out: Side,
    difference: Option<Interval>,
    window_is_over: bool,
) -> Verdict {
    if measure.kind == MeasureKind::Answers {
        return Verdict::NoComparison;
    }
    if !window_is_over {
        return Verdict::TooEarly;
    }
    let enough = match measure.kind {
        MeasureKind::RevenuePerCustomer => ENOUGH_FOR_REVENUE,
        _ => ENOUGH_FOR_SHARES,
    };
    let Some(interval) =
        difference.filter(|_| treated.customers >= enough && held_out.customers >= enough)
    else {
        return Verdict::TooFew;
    };
    if interval.low > 0.0 {
        if interval.estimate >= measure.smallest_effect.unwrap_or_default().to_f64() {
            Verdict::Better
        } else {
            Verdict::BetterButSmall
        }
    } else if interval.high < 0.0 {
        Verdict::Worse
    } else {
        Verdict::NotSeen
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use vocab::{Amount, Instant};

    use super::*;

    fn member(n: usize, group: Group) -> Member {
        Member {
            customer_id: format!("c{n}"),
            state: State::Sent.code().into(),
            launch_group: group.code().into(),
            answered: None,
        }
    }

    fn window() -> Window {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        Window { from: day(1), until: day(30) }
    }

    fn measure(kind: MeasureKind, smallest: &str) -> Measure {
        Measure { kind, baseline: None, smallest_effect: smallest.parse().ok() }
    }

    fn slice(n: usize, cents: i128) -> Slice {
        Slice {
            customer: Some(CustomerId::new(&format!("c{n}")).unwrap()),
            first_order: None,
            orders: 1,
            gross: Amount::from_cents(cents),
            returned: Amount::ZERO,
            net: Amount::from_cents(cents),
        }
    }

    /// 900 treated of whom `a` bought, 100 held out of whom `b` bought.
    fn world(a: usize, b: usize) -> (Vec<Member>, Vec<Slice>) {
        let members = (0..1000)
            .map(|n| member(n, if n < 900 { Group::Mailable } else { Group::HeldOut }))
            .chain((1000..1100).map(|n| member(n, Group::NoConsent)));
        let slices = (0..a).chain(900..900 + b).chain(1000..1100).map(|n| slice(n, 5_000));
        (members.collect(), slices.collect())
    }

    fn judge(a: usize, b: usize, over: bool) -> Effect {
        let (members, slices) = world(a, b);
        let measure = measure(MeasureKind::RepurchaseShare, "0.05");
        effect(measure, window(), &members, &slices, &[], over)
    }

    #[test]
    fn shares_are_compared_with_those_held_out() {
        let found = judge(360, 20, true);
        assert_eq!((found.treated.customers, found.treated.hits), (900, 360));
        assert_eq!((found.held_out.customers, found.held_out.hits), (100, 20));
        let interval = found.difference.unwrap();
        assert!((interval.estimate - 0.2).abs() < 1e-12);
        assert!(interval.low > 0.1 && interval.high < 0.3, "{interval:?}");
        assert_eq!(found.verdict, Verdict::Better);
        assert_eq!(judge(90, 40, true).verdict, Verdict::Worse);
        assert_eq!(judge(180, 20, true).verdict, Verdict::NotSeen);
        assert_eq!(judge(360, 20, false).verdict, Verdict::TooEarly);
    }

    #[test]
    fn small_sides_get_no_verdict() {
        let (mut members, slices) = world(360, 20);
        members.truncate(900 + 49);
        let measure = measure(MeasureKind::RepurchaseShare, "0.05");
        let found = effect(measure, window(), &members, &slices, &[], true);
        assert_eq!(found.verdict, Verdict::TooFew);
        assert!(found.difference.is_some(), "the range is still shown");
        let nobody = effect(measure, window(), &[], &slices, &[], true);
        assert_eq!((nobody.verdict, nobody.treated.value), (Verdict::TooFew, None));
    }

    #[test]
    fn an_effect_can_be_real_and_too_small() {
        let (members, slices) = world(360, 20);
        let measure = measure(MeasureKind::RepurchaseShare, "0.5");
        let found = effect(measure, window(), &members, &slices, &[], true);
        assert_eq!(found.verdict, Verdict::BetterButSmall);
    }

    #[test]
    fn revenue_counts_those_who_bought_nothing() {
        let (members, slices) = world(450, 50);
        let measure = measure(MeasureKind::RevenuePerCustomer, "1");
        let found = effect(measure, window(), &members, &slices, &[], true);
        let near = |value: Option<f64>| (value.unwrap() - 25.0).abs() < 1e-9;
        assert!(near(found.treated.value) && near(found.held_out.value));
        assert_eq!(found.verdict, Verdict::TooFew, "100 are too few for revenue");
    }

    #[test]
    fn who_only_sent_something_back_has_not_bought() {
        let (members, mut slices) = world(450, 50);
        let back = Amount::from_cents(-2_000);
        let returned = |n| Slice { orders: 0, gross: Amount::ZERO, net: back, ..slice(n, 0) };
        slices.extend((450..460).map(returned));
        let measure = measure(MeasureKind::RevenuePerCustomer, "1");
        let found = effect(measure, window(), &members, &slices, &[], true);
        assert_eq!((found.treated.hits, found.held_out.hits), (450, 50));
        assert!(found.treated.value.unwrap() < 25.0, "what came back counts in the mean");
    }

    #[test]
    fn answers_have_no_comparison() {
        let (mut members, slices) = world(0, 0);
        for member in members.iter_mut().take(90) {
            member.answered = Some(Instant::UNIX_EPOCH);
        }
        members.retain(|member| member.launch_group == Group::Mailable.code());
        let found =
            effect(measure(MeasureKind::Answers, "0.05"), window(), &members, &slices, &[], true);
        assert_eq!((found.treated.customers, found.treated.hits), (900, 90));
        assert!(found.difference.unwrap().low < 0.1);
        assert_eq!(found.verdict, Verdict::NoComparison);
    }

    #[test]
    fn figures_add_up() {
        let count = |state: State, blame: Option<&str>, n: i64| Count {
            state: state.code().into(),
            blame: blame.map(str::to_owned),
            denied_group: (state == State::Denied).then(|| "over_cap".to_owned()),
            messages: n,
            unsubscribed: i64::from(state == State::Sent) * 2,
            answered: i64::from(state == State::Sent),
        };
        let counts: Vec<_> = State::ALL
            .iter()
            .map(|state| count(*state, None, 3))
            .chain([count(State::Bounced, Some("address_dead"), 4)])
            .collect();
        let figures = Figures::of(&counts);
        assert_eq!(figures.audience, 34);
        let parts = figures.waiting
            + figures.sending
            + figures.sent
            + figures.bounced
            + figures.failed
            + figures.uncertain
            + figures.given_up
            + figures.denied
            + figures.held_out;
        assert_eq!(parts, figures.audience);
        assert_eq!((figures.bounced, figures.dead_addresses), (7, 4));
        assert_eq!((figures.unsubscribed, figures.answered), (2, 1));
        assert_eq!(figures.denied_by, [(Group::OverCap, 3)]);
    }
}
