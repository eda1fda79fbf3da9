//! Ordered funnels: how many customers take one step after the other within a time window.
//!
//! A customer reaches step *n* when events that make the steps 1 to *n* exist in that order, the
//! last at most the window after the first. Each event makes one step. Events of the same
//! instant count in whatever order goes furthest: imports often know the day only.

use std::hint::select_unpredictable;

use chrono::TimeDelta;
use events::{Columns, EventRef, Stretch};
use serde::{Deserialize, Serialize};
use vocab::EventKind;

use super::{Pass, Question};
use crate::fold::Fold;

/// Steps a funnel may have.
pub const MOST_STEPS: usize = 16;
/// Kinds that make no step.
const NONE: u8 = u8::MAX;

/// Asks how far customers come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskFunnel {
    /// The class of kinds each step is made by.
    steps: Vec<u8>,
    window: i64,
    /// The class of each kind, in the order of [`EventKind::ALL`].
    classes: [u8; EventKind::ALL.len()],
    /// The steps each class makes, a bit a step.
    made_by: [u16; MOST_STEPS],
    /// How many steps come before the one that each kind makes ([`NOBODY`] for kinds that make
    /// none), where no kind makes several.
    before: Option<[u8; EventKind::ALL.len()]>,
}

/// Why a funnel cannot be asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FunnelError {
    /// Too few or too many steps.
    #[error("a funnel has 1 to {MOST_STEPS} steps, this one has {0}")]
    Steps(usize),
    /// A step without a kind of event.
    #[error("step {0} of the funnel names no kind of event")]
    Empty(usize),
    /// Two steps that share some kinds and not others.
    #[error("the steps {0} and {1} share some kinds of events: let them share all or none")]
    Overlap(usize, usize),
    /// A window that is no time.
    #[error("the window of a funnel is longer than nothing")]
    Window,
}

impl AskFunnel {
    /// A funnel of steps, each made by any of several kinds of events. Two steps are made by the
    /// same kinds, or by quite different ones.
    ///
    /// # Errors
    /// When there are no or too many steps, one is empty, two overlap in part, or the window is
    /// not positive.
    pub fn new(steps: &[Vec<EventKind>], window: TimeDelta) -> Result<Self, FunnelError> {
        if steps.is_empty() || steps.len() > MOST_STEPS {
            return Err(FunnelError::Steps(steps.len()));
        }
        let window = window.num_microseconds().unwrap_or(i64::MAX);
        if window <= 0 {
            return Err(FunnelError::Window);
        }
        let mut classes = [NONE; EventKind::ALL.len()];
        let mut made_by = [0; MOST_STEPS];
        let mut of_step = Vec::new();
        for (place, step) in steps.iter().enumerate() {
            if step.is_empty() {
                return Err(FunnelError::Empty(place + 1));
            }
            let shares = |other: &Vec<EventKind>| other.iter().any(|kind| step.contains(kind));
            let same = |other: &Vec<EventKind>| {
                let all = |one: &[EventKind], two: &[EventKind]| {
                    one.iter().all(|kind| two.contains(kind))
                };
                all(other, step) && all(step, other)
            };
            let class = match steps[..place].iter().position(shares) {
                Some(other) if same(&steps[other]) => of_step[other],
                Some(other) => return Err(FunnelError::Overlap(other + 1, place + 1)),
                None => u8::try_from(place).unwrap_or(NONE),
            };
            step.iter().for_each(|kind| classes[*kind as usize] = class);
            made_by[usize::from(class)] |= 1 << place;
            of_step.push(class);
        }
        let before = (0..steps.len()).all(|step| made_by[usize::from(of_step[step])] == 1 << step);
        let before =
            before.then(|| classes.map(|class| if class == NONE { NOBODY } else { class }));
        Ok(Self { steps: of_step, window, classes, made_by, before })
    }

    /// How many steps.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.steps.len()
    }
}

/// The events of one customer that matter to a funnel: when, and of which class. A fold whose
/// merge is exact, because how far a customer comes depends on nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk<'f> {
    funnel: &'f AskFunnel,
    marks: Vec<(i64, u8)>,
}

impl<'f> Walk<'f> {
    /// Before the first event.
    #[must_use]
    pub fn new(funnel: &'f AskFunnel) -> Self {
        Self { funnel, marks: Vec::new() }
    }

    /// How many steps were made.
    #[must_use]
    pub fn reached(&self) -> usize {
        let mut reach = Reach::default();
        for (time, class) in &self.marks {
            reach.take(self.funnel, *time, *class);
        }
        reach.finish(self.funnel)
    }
}

impl Fold for Walk<'_> {
    fn update(&mut self, event: &EventRef<'_>) {
        let class = self.funnel.classes[event.kind as usize];
        if class != NONE {
            self.marks.push((event.time, class));
        }
    }

    fn merge(mut self, later: Self) -> Self {
        self.marks.extend(later.marks);
        self
    }
}

/// How far one customer has come, while their events pass by in order of time.
#[derive(Debug)]
struct Reach {
    /// When the latest way that made so many steps began; that of no step begins now. A way that
    /// began later can only reach further, so the others need not be kept. The last place stands
    /// for steps that nobody makes.
    began: [i64; PLACES],
    furthest: usize,
    /// The event of the instant passing by, until a second one comes.
    last: u8,
    /// All events of the instant, where they are several.
    instant: Vec<u8>,
    time: i64,
}

impl Default for Reach {
    fn default() -> Self {
        let began = [NEVER; PLACES];
        Self { began, furthest: 0, last: NONE, instant: Vec::new(), time: NEVER }
    }
}

/// When what has not begun began.
const NEVER: i64 = i64::MIN;
/// Places for ways by the steps they made; a power of two, so that no index lies outside.
const PLACES: usize = 32;
/// The steps somebody has made before a step that nobody makes.
const NOBODY: u8 = 30;
const _: () = assert!(MOST_STEPS < NOBODY as usize && (NOBODY as usize) < PLACES - 1);

impl Reach {
    #[inline]
    fn take(&mut self, funnel: &AskFunnel, time: i64, class: u8) {
        if time == self.time && self.last != NONE {
            if self.instant.is_empty() {
                self.instant.push(self.last);
            }
            self.instant.push(class);
            return;
        }
        self.pass(funnel);
        self.time = time;
        self.last = class;
    }

    /// Events that are each alone at their instant, where no kind makes several steps.
    fn alone(
        &mut self,
        funnel: &AskFunnel,
        before: &[u8; EventKind::ALL.len()],
        events: impl Iterator<Item = (EventKind, i64)>,
    ) {
        self.pass(funnel);
        let mut furthest = self.furthest;
        let mut began = self.began;
        // Kinds follow each other at random, and a wrong guess of the processor costs more than
        // all of this: no branches.
        for (kind, time) in events {
            began[0] = time;
            let made = usize::from(before[kind as usize]) % PLACES;
            let (way, next) = (began[made], began[(made + 1) % PLACES]);
            let lasts = (way != NEVER) & (time.saturating_sub(way) <= funnel.window);
            began[(made + 1) % PLACES] = select_unpredictable(lasts, next.max(way), next);
            furthest = select_unpredictable(lasts, furthest.max(made + 1), furthest);
            self.time = time;
        }
        self.began = began;
        self.furthest = furthest;
    }

    /// The furthest step; ready for the next customer.
    fn finish(&mut self, funnel: &AskFunnel) -> usize {
        self.pass(funnel);
        self.began[..=funnel.steps.len()].fill(NEVER);
        self.time = NEVER;
        std::mem::take(&mut self.furthest)
    }

    /// The instant has passed.
    #[inline]
    fn pass(&mut self, funnel: &AskFunnel) {
        if self.last == NONE {
            return;
        }
        if self.instant.is_empty() {
            self.step(funnel, self.last);
        } else {
            self.steps_at_once(funnel);
        }
        self.last = NONE;
    }

    /// Whether a way that began then may still go on.
    fn lasts(&self, funnel: &AskFunnel, began: i64) -> bool {
        began != NEVER && self.time.saturating_sub(began) <= funnel.window
    }

    /// One event at its instant: makes one step, from the last one down.
    #[inline]
    fn step(&mut self, funnel: &AskFunnel, class: u8) {
        let mut steps = funnel.made_by[usize::from(class)];
        while steps != 0 {
            let step = steps.ilog2() as usize;
            steps &= !(1 << step);
            self.began[0] = self.time;
            if self.lasts(funnel, self.began[step]) {
                self.began[step + 1] = self.began[step + 1].max(self.began[step]);
                self.furthest = self.furthest.max(step + 1);
            }
        }
    }

    /// Several events of one instant: every way goes on as far as there are events for it.
    fn steps_at_once(&mut self, funnel: &AskFunnel) {
        let mut events = [0_usize; MOST_STEPS];
        self.instant.iter().for_each(|class| events[usize::from(*class)] += 1);
        self.began[0] = self.time;
        let before = self.began;
        for (made, start) in before.into_iter().enumerate().take(funnel.steps.len()) {
            if !self.lasts(funnel, start) {
                continue;
            }
            let mut left = events;
            for step in made..funnel.steps.len() {
                let left = &mut left[usize::from(funnel.steps[step])];
                if *left == 0 {
                    break;
                }
                *left -= 1;
                self.began[step + 1] = self.began[step + 1].max(start);
                self.furthest = self.furthest.max(step + 1);
            }
        }
        self.instant.clear();
    }
}

/// How many customers reached each step.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funnel {
    /// Customers that reached the first step, the second, and so on.
    pub reached: Vec<u64>,
    /// Customers with any event.
    pub customers: u64,
}

/// Follows the customers passing by.
#[derive(Debug)]
pub struct FunnelPass {
    funnel: AskFunnel,
    reach: Reach,
    told: Funnel,
}

impl FunnelPass {
    fn put_away(&mut self) {
        let reached = self.reach.finish(&self.funnel);
        self.told.reached[..reached].iter_mut().for_each(|step| *step += 1);
    }
}

impl Pass for FunnelPass {
    type Answer = Funnel;

    fn take(&mut self, stretch: &Stretch<'_>) {
        if stretch.customer().is_empty() {
            return;
        }
        if stretch.begins {
            self.put_away();
            self.told.customers += 1;
        }
        let funnel = &self.funnel;
        // What comes later cannot take anybody further.
        if self.reach.furthest == funnel.steps.len() {
            return;
        }
        let (mut kinds, mut times) = (stretch.kinds(), stretch.times());
        // Nearly all events are alone at their instant: nothing has to be gathered then. The last
        // one may share its instant with the next stretch.
        if let Some(before) = &funnel.before
            && times.windows(2).all(|two| two[0] < two[1])
            && times[0] != self.reach.time
        {
            let last = times.len() - 1;
            let events = kinds[..last].iter().copied().zip(times[..last].iter().copied());
            self.reach.alone(funnel, before, events);
            (kinds, times) = (&kinds[last..], &times[last..]);
        }
        for (kind, time) in kinds.iter().zip(times) {
            let class = funnel.classes[*kind as usize];
            if class != NONE {
                self.reach.take(funnel, *time, class);
            }
        }
    }

    fn finish(mut self) -> Funnel {
        self.put_away();
        self.told
    }
}

impl Question for AskFunnel {
    type Answer = Funnel;
    type Pass = FunnelPass;

    fn columns(&self) -> Columns {
        Columns::KEY
    }

    fn begin(&self) -> FunnelPass {
        let told = Funnel { reached: vec![0; self.steps()], customers: 0 };
        FunnelPass { funnel: self.clone(), reach: Reach::default(), told }
    }

    fn join(&self, mut one: Funnel, other: Funnel) -> Funnel {
        one.reached.iter_mut().zip(other.reached).for_each(|(ours, theirs)| *ours += theirs);
        one.customers += other.customers;
        one
    }
}
