//! Audiences from columns: whom they mean is whom one finds who looks at every record and every
//! event of every contact.

use std::collections::BTreeMap;
use std::sync::Arc;

use campaign::actions::People;
use campaign::audiences::Audiences;
use campaign::conditions::{Condition, Fate, Happening, KnownBy, Span};
use campaign::question::{About, case};
use chrono::{NaiveDate, TimeDelta};
use customers::people::ContactCard;
use customers::phase::standing;
use customers::{NeedWindow, Pictures, need_windows};
use guard::{RuleSet, Verdict, decide};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sea_orm::ActiveValue::Set;
use store::Company;
use store::records::{complaint, contact, customer, upsert};
use vocab::{
    Amount, Barrier, Channel, ContactId, ContactRole, CustomerId, CustomerKind, Direction, Event,
    EventId, EventKind, Instant, Lang, Phase, Purpose,
};

use crate::world::{DAY, START, World, instant, migrations};

const KINDS: [EventKind; 10] = [
    EventKind::Sale,
    EventKind::Return,
    EventKind::Touch,
    EventKind::MessageSent,
    EventKind::MessageAnswered,
    EventKind::ProductViewed,
    EventKind::ProductAdded,
    EventKind::NeedStated,
    EventKind::QuoteRequested,
    EventKind::Note,
];
const FAMILIES: [&str; 3] = ["Christmas", "Garden", "Services"];

fn happening() -> impl Strategy<Value = Happening> {
    let kind = prop::sample::select(KINDS.to_vec());
    let family = prop::option::weighted(0.3, prop::sample::select(FAMILIES.to_vec()));
    let item = prop::option::weighted(0.1, Just("4711"));
    let channel = prop::option::weighted(0.1, prop::sample::select(Channel::ALL));
    let side = prop::option::weighted(0.1, prop::sample::select(Direction::ALL));
    (kind, family, item, channel, side).prop_map(|(event, family, item, channel, direction)| {
        Happening {
            event,
            family: family.map(str::to_owned),
            item: item.map(str::to_owned),
            channel,
            direction,
        }
    })
}

fn ends<T: Clone + std::fmt::Debug + Ord>(
    of: impl Strategy<Value = T>,
) -> impl Strategy<Value = (Option<T>, Option<T>)> {
    (prop::collection::vec(of, 2), 0..3_u8).prop_map(|(mut ends, which)| {
        ends.sort();
        let (low, high) = (ends[0].clone(), ends[1].clone());
        match which {
            0 => (Some(low), None),
            1 => (None, Some(high)),
            _ => (Some(low), Some(high)),
        }
    })
}

fn span() -> impl Strategy<Value = Option<Span>> {
    let day = |n: i64| (instant(START) - TimeDelta::days(n)).date_naive();
    prop_oneof![
        Just(None),
        (1..200_u32).prop_map(|days| Some(Span::Days { days })),
        (0..300_i64, 0..100_i64).prop_map(move |(ago, long)| {
            Some(Span::Dates { from: day(ago + long), until: day(ago) })
        }),
    ]
}

/// Every leaf of the language.
fn leaf() -> impl Strategy<Value = Condition> {
    let family = || prop::sample::select(FAMILIES.to_vec()).prop_map(str::to_owned);
    let some = |all: Vec<&'static str>| {
        prop::sample::subsequence(all, 1..3)
            .prop_map(|names| names.into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    let money = || (0..40_000_i128).prop_map(Amount::from_cents);
    let records = prop_oneof![
        family().prop_map(|family| Condition::Bought { family }),
        ends(0..4_u64).prop_map(|(at_least, at_most)| Condition::Families { at_least, at_most }),
        some(vec!["North", "South", "Nowhere"]).prop_map(|any_of| Condition::Region { any_of }),
        some(vec!["DE", "nl", "ES"]).prop_map(|any_of| Condition::Country { any_of }),
        some(vec!["anna", "bert", "zoe"]).prop_map(|any_of| Condition::Owner { any_of }),
        prop::sample::select(CustomerKind::ALL).prop_map(|is| Condition::Kind { is }),
        ends(money()).prop_map(|(at_least, at_most)| Condition::NetRevenue { at_least, at_most }),
        ends(0..40_u32)
            .prop_map(|(at_least, at_most)| Condition::ReturnedShare { at_least, at_most }),
        ends(0..6_u64).prop_map(|(at_least, at_most)| Condition::Orders { at_least, at_most }),
        prop::sample::subsequence(Lang::ALL, 1..3)
            .prop_map(|any_of| Condition::Language { any_of }),
        prop::sample::subsequence(ContactRole::ALL, 1..3)
            .prop_map(|any_of| Condition::Role { any_of }),
        prop::sample::subsequence(Phase::ALL, 1..3).prop_map(|any_of| Condition::Phase { any_of }),
        prop::sample::subsequence(Barrier::ALL, 1..6)
            .prop_map(|any_of| Condition::Barrier { any_of }),
        Just(Condition::OpenComplaint {}),
        (0..500_i128).prop_map(|n| Condition::Pressure { at_most: Amount::from_cents(n) }),
    ];
    let times = prop_oneof![
        ends(0..400_u32).prop_map(|(older_than_days, newer_than_days)| {
            Condition::FirstOrder { older_than_days, newer_than_days }
        }),
        ends(0..400_u32).prop_map(|(older_than_days, newer_than_days)| {
            Condition::LastOrder { older_than_days, newer_than_days }
        }),
        ends(0..400_u32).prop_map(|(older_than_days, newer_than_days)| {
            Condition::OwnSignal { older_than_days, newer_than_days }
        }),
        (family(), 1..13_u32).prop_map(|(family, month)| Condition::NeedWindow { family, month }),
        (
            prop::option::of(family()),
            prop::option::of(prop::sample::select(vec![KnownBy::Words, KnownBy::Habit])),
        )
            .prop_map(|(family, known_by)| Condition::Need { family, known_by }),
        (prop::sample::select(vec![Fate::Sent, Fate::Answered, Fate::Bounced]), ends(0..3_u64))
            .prop_map(|(were, (at_least, at_most))| {
                Condition::Messages { were, at_least, at_most }
            }),
        (prop::sample::select(Channel::ALL), prop::sample::select(Purpose::ALL))
            .prop_map(|(channel, purpose)| Condition::MayBeReached { channel, purpose }),
    ];
    let events = prop_oneof![
        (happening(), ends(0..4_u32), span()).prop_map(|(what, (at_least, at_most), within)| {
            Condition::Did { what, at_least, at_most, within }
        }),
        (happening(), prop::option::of(1..300_u32))
            .prop_map(|(what, since_days)| Condition::Never { what, since_days }),
        (
            prop::collection::vec(happening(), 2..4),
            prop::option::of(happening()),
            1..200_u32,
            prop::option::of(1..400_u32),
        )
            .prop_map(|(steps, then_not, within_days, begun_within_days)| {
                Condition::Sequence { steps, then_not, within_days, begun_within_days }
            }),
    ];
    prop_oneof![records, times, events]
}

fn tree() -> impl Strategy<Value = Condition> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|of| Condition::All { of }),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|of| Condition::Any { of }),
            inner.prop_map(|of| Condition::Not { of: Box::new(of) }),
        ]
    })
}

/// An event of a small company, out of a number.
fn event(number: u64) -> Event {
    let mut x = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x1234_5678;
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 31;
    let mut pick = move |from: usize| {
        let value = x % from as u64;
        x = (x / from as u64).wrapping_mul(0x94d0_49bb_1331_11eb) ^ (x >> 23);
        usize::try_from(value).unwrap()
    };
    let customer = CustomerId::new(&format!("c{}", pick(12))).unwrap();
    let time = START - pick(500) as i64 * DAY + pick(24) as i64 * DAY / 24;
    let kind = KINDS[pick(KINDS.len())];
    let id = EventId::from_key(&["audience", &number.to_string()]);
    let mut event = Event::new(id, Some(customer), instant(time.min(START)), kind);
    event.family = FAMILIES.get(pick(5)).map(|name| (*name).to_owned());
    event.item = (pick(4) == 0).then(|| "4711".to_owned());
    event.channel = Channel::ALL.get(pick(12)).copied();
    event.direction = Direction::ALL.get(pick(4)).copied();
    event.region = ["North", "South"].get(pick(5)).map(|name| (*name).to_owned());
    event.owner = ["anna", "bert"].get(pick(5)).map(|name| (*name).to_owned());
    event.contact = (pick(2) == 0).then(|| ContactId::new(&format!("k{}", pick(24))).unwrap());
    if kind.is_money() {
        let sign = if kind == EventKind::Sale { 1 } else { -1 };
        event.amount = Some(Amount::from_cents(sign * pick(20_000) as i128));
        event.reference = Some(format!("R{}", pick(60)));
    }
    if kind == EventKind::Note {
        event.barriers = vec![Barrier::ALL[pick(Barrier::ALL.len())]];
    }
    event
}

/// Everything the plain answer looks at.
struct Plain<'a> {
    company: &'a Company,
    people: &'a People,
    pictures: &'a Pictures,
    events: BTreeMap<String, Vec<Event>>,
    rules: RuleSet,
    now: Instant,
}

fn within<T: PartialOrd>(value: T, low: Option<T>, high: Option<T>) -> bool {
    low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high)
}

impl Plain<'_> {
    fn day(&self, time: Instant) -> NaiveDate {
        self.company.zone.day(time)
    }

    fn ago(&self, time: Option<i64>, older: Option<u32>, newer: Option<u32>) -> bool {
        let days =
            time.map(|time| (self.day(self.now) - self.day(instant(time))).num_days().max(0));
        days.is_some_and(|days| within(days, older.map(i64::from), newer.map(i64::from)))
    }

    fn is(&self, what: &Happening, event: &Event) -> bool {
        event.kind == what.event
            && what.family.as_ref().is_none_or(|name| event.family.as_ref() == Some(name))
            && what.item.as_ref().is_none_or(|name| event.item.as_ref() == Some(name))
            && what.channel.is_none_or(|channel| event.channel == Some(channel))
            && what.direction.is_none_or(|side| event.direction == Some(side))
    }

    /// Every way to make the steps, one event after the other.
    fn walked(
        &self,
        history: &[Event],
        steps: &[Happening],
        made: &mut Vec<usize>,
        good: &dyn Fn(Instant, Instant) -> bool,
        window: TimeDelta,
    ) -> bool {
        let Some(what) = steps.get(made.len()) else {
            return good(history[made[0]].time, history[made[made.len() - 1]].time);
        };
        (0..history.len()).any(|at| {
            let time = history[at].time;
            let line = &history[at];
            let repeats = matches!(line.kind, EventKind::Sale | EventKind::Return)
                && line.reference.is_some()
                && history[..at].iter().any(|earlier| {
                    self.is(what, earlier)
                        && earlier.time == line.time
                        && earlier.reference == line.reference
                });
            let fits = self.is(what, line)
                && !repeats
                && !made.contains(&at)
                && made.last().is_none_or(|last| history[*last].time <= time)
                && made.first().is_none_or(|first| time - history[*first].time <= window);
            made.push(at);
            let found = fits && self.walked(history, steps, made, good, window);
            made.pop();
            found
        })
    }

    fn holds(&self, condition: &Condition, card: &ContactCard) -> bool {
        let picture = self.pictures.get(&card.customer.id);
        let purchases = picture.map(|picture| &picture.purchases);
        let orders = purchases.map_or(&[][..], |all| all.orders());
        let none = Vec::new();
        let history = self.events.get(card.customer.id.as_str()).unwrap_or(&none);
        let now = self.now.timestamp_micros();
        let of_event = |name: fn(&customers::PictureState) -> &str| {
            picture.map(name).filter(|name| !name.is_empty())
        };
        let bought = |name: &str| {
            purchases.and_then(|all| all.family(name)).is_some_and(|one| !one.orders.is_empty())
        };
        let months = |name: &str| -> Vec<u32> {
            let windows = picture.map(|picture| need_windows(picture, name, self.company.zone));
            windows.unwrap_or_default().iter().flat_map(NeedWindow::months).collect()
        };
        match condition {
            Condition::All { of } => of.iter().all(|part| self.holds(part, card)),
            Condition::Any { of } => of.iter().any(|part| self.holds(part, card)),
            Condition::Not { of } => !self.holds(of, card),
            Condition::Bought { family } => bought(family),
            Condition::Families { at_least, at_most } => {
                let families = purchases.map_or(&[][..], |all| all.families());
                let count = families.iter().filter(|one| bought(&one.name)).count() as u64;
                within(count, *at_least, *at_most)
            }
            Condition::Region { any_of } => {
                let region = card.customer.region.as_deref().or(of_event(|state| &state.region));
                region.is_some_and(|region| any_of.iter().any(|one| one == region))
            }
            Condition::Owner { any_of } => {
                let owner = card.customer.owner.as_deref().or(of_event(|state| &state.owner));
                owner.is_some_and(|owner| any_of.iter().any(|one| one == owner))
            }
            Condition::Country { any_of } => {
                any_of.iter().any(|one| one.eq_ignore_ascii_case(&card.customer.country))
            }
            Condition::Kind { is } => card.customer.kind == Some(*is),
            Condition::NetRevenue { at_least, at_most } => {
                within(purchases.map_or(Amount::ZERO, |all| all.net()), *at_least, *at_most)
            }
            Condition::ReturnedShare { at_least, at_most } => {
                let gross = purchases.map_or(0, |all| all.gross.micros());
                let back = purchases.map_or(0, |all| -all.returned.micros()).max(0);
                let percent = |percent: u32| i128::from(percent);
                // In hundredths of a percent, rounded down.
                gross > 0
                    && within(
                        back * 10_000 / gross,
                        at_least.map(|one| percent(one) * 100),
                        at_most.map(|one| percent(one) * 100),
                    )
            }
            Condition::Orders { at_least, at_most } => {
                within(orders.len() as u64, *at_least, *at_most)
            }
            Condition::FirstOrder { older_than_days, newer_than_days } => {
                let first = orders.iter().map(|order| order.time).min();
                self.ago(first, *older_than_days, *newer_than_days)
            }
            Condition::LastOrder { older_than_days, newer_than_days } => {
                let last = orders.iter().map(|order| order.time).max();
                self.ago(last, *older_than_days, *newer_than_days)
            }
            Condition::OwnSignal { older_than_days, newer_than_days } => {
                let last = picture.and_then(|picture| picture.contacts.last_signal);
                self.ago(last.map(|seen| seen.time), *older_than_days, *newer_than_days)
            }
            Condition::Phase { any_of } => {
                let phase = picture.and_then(|picture| standing(&picture.evidence, now).phase);
                phase.is_some_and(|proof| any_of.contains(&proof.phase))
            }
            Condition::NeedWindow { family, month } => months(family).contains(month),
            Condition::Need { family, known_by } => {
                let this = chrono::Datelike::month(&self.day(self.now));
                let names: Vec<String> = match family {
                    Some(family) => vec![family.clone()],
                    None => FAMILIES.map(str::to_owned).into(),
                };
                let habit = names.iter().any(|name| months(name).contains(&this));
                let about = |event: &Event| {
                    family.as_ref().is_none_or(|name| event.family.as_ref() == Some(name))
                };
                let year = self.company.zone.start_of(self.day(self.now) - TimeDelta::days(365));
                let said = history.iter().any(|need| {
                    need.kind == EventKind::NeedStated
                        && about(need)
                        && need.time >= year
                        && !history.iter().any(|sale| {
                            sale.kind == EventKind::Sale && about(sale) && sale.time > need.time
                        })
                });
                match known_by {
                    Some(KnownBy::Habit) => habit,
                    Some(KnownBy::Words) => said,
                    None => habit || said,
                }
            }
            Condition::OpenComplaint {} => !self.people.facts.complaints(&card.customer).is_empty(),
            Condition::Barrier { any_of } => history.iter().any(|event| {
                event.kind == EventKind::Note && event.barriers.iter().any(|b| any_of.contains(b))
            }),
            Condition::Pressure { at_most } => {
                let half_life = self.company.pressure_half_life_days;
                let pressure = picture.and_then(|picture| picture.pressure(self.now, half_life));
                pressure.unwrap_or(0.0) <= at_most.to_f64()
            }
            Condition::Messages { were, at_least, at_most } => {
                let kind = match were {
                    Fate::Sent => EventKind::MessageSent,
                    Fate::Answered => EventKind::MessageAnswered,
                    Fate::Bounced => EventKind::MessageBounced,
                };
                let count = history.iter().filter(|event| event.kind == kind).count() as u64;
                within(count, *at_least, *at_most)
            }
            Condition::Language { any_of } => card.language.is_some_and(|l| any_of.contains(&l)),
            Condition::Role { any_of } => any_of.contains(&card.role),
            Condition::MayBeReached { channel, purpose } => {
                let about = About {
                    channel: *channel,
                    family: "",
                    window: None,
                    claims: &[],
                    campaign: None,
                    company: self.company,
                };
                let mut case = case(&about, card, self.pictures, &self.people.facts, self.now);
                case.purpose = *purpose;
                case.touches.clear();
                case.open_complaints.clear();
                case.promises.clear();
                case.inquiries.clear();
                decide(&self.rules, &case).verdict == Verdict::Allow
            }
            Condition::Did { what, at_least, at_most, within: span } => {
                let today = self.day(self.now);
                let counts = |event: &&Event| {
                    let day = self.day(event.time);
                    self.is(what, event)
                        && match span {
                            None => day <= today,
                            Some(Span::Days { days }) => {
                                day <= today && (today - day).num_days() <= i64::from(*days)
                            }
                            Some(Span::Dates { from, until }) => (*from..=*until).contains(&day),
                        }
                };
                let mut orders = std::collections::BTreeSet::new();
                let once = |event: &&Event| {
                    let lines = matches!(event.kind, EventKind::Sale | EventKind::Return);
                    let order = event.reference.as_ref().filter(|_| lines);
                    order.is_none_or(|order| orders.insert(order.clone()))
                };
                let count = history.iter().filter(counts).filter(once).count();
                let count = u32::try_from(count).unwrap();
                within(count, *at_least, *at_most)
            }
            Condition::Never { what, since_days } => !history.iter().any(|event| {
                let days = (self.day(self.now) - self.day(event.time)).num_days();
                self.is(what, event) && since_days.is_none_or(|since| days <= i64::from(since))
            }),
            Condition::Sequence { steps, then_not, within_days, begun_within_days } => {
                let window = TimeDelta::days((*within_days).into());
                let today = self.company.zone.start_of(self.day(self.now));
                let good = |first: Instant, last: Instant| {
                    let days = (self.day(self.now) - self.day(first)).num_days();
                    let begun = begun_within_days.is_none_or(|begun| days <= i64::from(begun));
                    begun
                        && then_not.as_ref().is_none_or(|not| {
                            let end = first + window;
                            end <= today
                                && !history.iter().any(|event| {
                                    self.is(not, event) && event.time > last && event.time <= end
                                })
                        })
                };
                self.walked(history, steps, &mut Vec::new(), &good, window)
            }
        }
    }
}

/// Records of all sorts.
async fn vary(world: &World) {
    let tx = world.store().begin().await.unwrap();
    let customers = (0..12_usize).map(|n| customer::ActiveModel {
        id: Set(format!("c{n}")),
        name: Set(format!("Laden {n}")),
        kind: Set(CustomerKind::ALL[n % 2].code().into()),
        country: Set(["DE", "NL", "ES"][n % 3].into()),
        region: Set((n % 4 == 0).then(|| "North".into())),
        owner: Set((n % 5 == 0).then(|| "anna".into())),
        since: Set(None),
    });
    upsert(&tx, customers.collect()).await.unwrap();
    let contacts = (0..24_usize).map(|n| contact::ActiveModel {
        id: Set(format!("k{n}")),
        customer_id: Set(format!("c{}", n / 2)),
        first_name: Set(format!("Jo{n}")),
        last_name: Set("Jansen".into()),
        email: Set((n % 7 != 0).then(|| format!("jo{}@laden.example", n / 3))),
        phone: Set((n % 3 == 0).then(|| "+49 40 1".into())),
        language: Set(["de", "nl", "es", "en", "fr"][n % 5].into()),
        role: Set(ContactRole::ALL[n % 5].code().into()),
        impersonal: Set(n % 6 == 0),
    });
    upsert(&tx, contacts.collect()).await.unwrap();
    let complaints = [2_usize, 7].map(|n| complaint::ActiveModel {
        id: Set(format!("b{n}")),
        customer_id: Set(format!("c{n}")),
        order_ref: Set(None),
        opened: Set(instant(START - DAY)),
        closed: Set((n == 7).then(|| instant(START))),
        owner: Set(None),
        text: Set("late".into()),
        first_reply: Set(None),
    });
    upsert(&tx, complaints.into()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn columns_say_what_every_record_and_event_says() {
    let mut world = World::sqlite(24).await;
    vary(&world).await;
    // In two runs that lie over each other.
    for part in [0..260_u64, 260..420] {
        let tx = world.store().begin().await.unwrap();
        world.log.append(&tx, &part.map(event).collect::<Vec<_>>()).await.unwrap();
        tx.commit().await.unwrap();
        let (store, folder) = (world.store(), world.test.folder());
        customers::refresh(store, &world.log, folder, &|_| {}).await.unwrap();
    }
    world.pictures = customers::load(world.store(), world.test.folder()).await.unwrap();
    let people = People::load(world.store().read()).await.unwrap();
    let mut events: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    let snapshot = world.log.snapshot().await.unwrap();
    for n in 0..12 {
        let id = CustomerId::new(&format!("c{n}")).unwrap();
        let history = snapshot.history(&id, events::Columns::ALL).unwrap();
        events.insert(id.to_string(), history);
    }
    let plain = Plain {
        company: &people.company,
        people: &people,
        pictures: &world.pictures,
        events,
        rules: RuleSet::built_in(),
        now: world.now(),
    };
    let audiences = Audiences::default();
    let mut runner = TestRunner::deterministic();
    let (mut some, mut all) = (0, 0);
    // Trees, and then every leaf alone many times.
    for round in 0..900 {
        let condition = if round % 3 == 0 {
            leaf().new_tree(&mut runner).unwrap().current()
        } else {
            tree().new_tree(&mut runner).unwrap().current()
        };
        let (store, log) = (world.store(), &world.log);
        let found = audiences
            .find(store, log, &world.pictures, &plain.rules, &condition, plain.now)
            .await
            .unwrap();
        let mut told: Vec<&str> = found.chosen.iter().map(|at| found.crowd.contact(at)).collect();
        told.sort_unstable();
        let expected: Vec<&str> = people
            .contacts
            .iter()
            .filter(|card| plain.holds(&condition, card))
            .map(|card| card.id.as_str())
            .collect();
        assert_eq!(told, expected, "{condition:?}");
        some += usize::from(!told.is_empty());
        all += usize::from(told.len() == people.contacts.len());
        // Whoever is shown is meant, and something speaks for them.
        let shown = found.sample(&condition, 5).unwrap();
        assert_eq!(shown.len(), told.len().min(5));
        assert!(shown.iter().all(|one| told.contains(&one.contact.as_str())));
        assert!(shown.iter().all(|one| !one.why.is_empty()), "{condition:?}");
        assert_eq!(shown, found.sample(&condition, 5).unwrap());
    }
    assert!(some > 300 && all < some - 100, "{some} with somebody, {all} with everybody");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_follows_every_writer_of_records() {
    for test in testkit::stores(migrations()).await {
        let world = World::new(test, 8).await;
        let audiences = Arc::new(Audiences::default());
        let ask = async |condition: &Condition| {
            let (store, log, rules) = (world.store(), &world.log, RuleSet::built_in());
            let found =
                audiences.find(store, log, &world.pictures, &rules, condition, world.now()).await;
            found.unwrap().chosen.count()
        };
        let mail = Condition::MayBeReached { channel: Channel::Email, purpose: Purpose::Marketing };
        let dutch = Condition::Language { any_of: vec![Lang::Nl] };
        assert_eq!((ask(&mail).await, ask(&dutch).await), (8, 0), "{}", world.test.name);
        // A consent is withdrawn.
        let tx = world.store().begin().await.unwrap();
        let contact = ContactId::new("k1").unwrap();
        let declaration =
            customers::Declaration::new(contact, Channel::Email, world.now(), "letter");
        customers::permission::withdraw(&tx, &world.log, &declaration).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(ask(&mail).await, 7);
        // A contact reads another language.
        let tx = world.store().begin().await.unwrap();
        store::records::upsert(
            &tx,
            vec![contact::ActiveModel {
                id: Set("k2".into()),
                customer_id: Set("c1".into()),
                first_name: Set("Jo2".into()),
                last_name: Set("Jansen".into()),
                email: Set(Some("jo2@laden.example".into())),
                phone: Set(None),
                language: Set("nl".into()),
                role: Set("buyer".into()),
                impersonal: Set(false),
            }],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(ask(&dutch).await, 1);
        // An event comes in.
        let viewed = Condition::Did {
            what: Happening::of(EventKind::ProductViewed),
            at_least: Some(1),
            at_most: None,
            within: Some(Span::Days { days: 14 }),
        };
        assert_eq!(ask(&viewed).await, 0);
        let id = CustomerId::new("c3").unwrap();
        let at = world.now() - TimeDelta::days(3);
        let event = Event::new(EventId::from_key(&["v"]), Some(id), at, EventKind::ProductViewed);
        let tx = world.store().begin().await.unwrap();
        world.log.append(&tx, &[event]).await.unwrap();
        tx.commit().await.unwrap();
        world.log.hand_over(&|_| {}).await.unwrap();
        assert_eq!(ask(&viewed).await, 2, "both contacts of the customer");
    }
}

proptest! {
    #[test]
    fn every_condition_survives_its_json_form(condition in tree()) {
        prop_assert_eq!(Condition::from_json(&condition.to_json()).unwrap(), condition.clone());
        let bare = serde_json::to_string(&condition).unwrap();
        prop_assert_eq!(Condition::from_json(&bare).unwrap(), condition);
    }
}
