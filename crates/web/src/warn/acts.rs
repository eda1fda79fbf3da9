//! Who did what with targets, and the button that takes it back.

use ::warn::{Act, Change, Target};

use super::words;
use crate::page::Page;

/// Changes of one act that are spelled out; the rest is counted.
const SPELLED: usize = 3;

/// What somebody did at once.
pub(crate) struct Done {
    pub(crate) id: String,
    pub(crate) when: String,
    pub(crate) iso: String,
    pub(crate) person: String,
    pub(crate) lines: Vec<String>,
    /// How many more targets it changed.
    pub(crate) more: usize,
    /// Whether it can be taken back.
    pub(crate) undo: bool,
}

impl Done {
    /// With the name of each target.
    pub(crate) fn of(page: &Page, act: &Act) -> Self {
        Self::new(page, act, act.changes.iter().map(|change| line(page, change)).collect())
    }

    /// On the page of a target: what it did to this one alone.
    pub(crate) fn to(page: &Page, act: &Act, target: &Target) -> Self {
        let changes = act.changes.iter();
        let own = changes.filter(|one| one.target().is_some_and(|one| one.id == target.id));
        let done = Self::new(page, act, own.map(|change| amounts(page, change)).collect());
        // What changed many is taken back where all of it is seen.
        Self { undo: done.undo && act.changes.len() == 1, ..done }
    }

    fn new(page: &Page, act: &Act, mut lines: Vec<String>) -> Self {
        let more = lines.len().saturating_sub(SPELLED);
        lines.truncate(SPELLED);
        Self {
            id: act.id.clone(),
            when: page.fmt.day_time(act.at),
            iso: page.fmt.iso(act.at),
            person: act.person.clone(),
            lines,
            more,
            undo: act.standing > 0 && page.trades(),
        }
    }
}

fn line(page: &Page, change: &Change) -> String {
    let Some(target) = change.target() else {
        return String::new();
    };
    let (name, month) = (words::name(page, &target.scope), page.fmt.month(target.period));
    format!("{name}, {month}: {}", amounts(page, change))
}

/// The amount and what it was before.
fn amounts(page: &Page, change: &Change) -> String {
    let amount = |target: &Option<Target>| match target {
        Some(target) => page.fmt.money(target.amount),
        None => page.t("warn-no-target"),
    };
    page.t2("warn-change-line", "after", amount(&change.after), "before", amount(&change.before))
}
