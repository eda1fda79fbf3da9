//! Complaints of a customer, as their events tell them.

use events::EventRef;
use serde::{Deserialize, Serialize};
use vocab::EventKind;

use crate::fold::{Fold, newest};

/// One complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaint {
    /// Its number.
    pub reference: Box<str>,
    /// When it arrived, microseconds since 1970; `None` when only its end is on record.
    pub opened: Option<i64>,
    /// When it was settled.
    pub closed: Option<i64>,
}

/// The complaints of one customer, in the order in which they first appeared. Events with the
/// same reference are about the same complaint; one without a reference stands alone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complaints(Vec<Complaint>);

impl Complaints {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Complaint] {
        &self.0
    }

    /// Those that arrived and were not settled.
    pub fn open(&self) -> impl Iterator<Item = &Complaint> {
        self.0.iter().filter(|complaint| complaint.closed.is_none())
    }

    fn complaint(&mut self, reference: &str) -> &mut Complaint {
        let known = |complaint: &Complaint| *complaint.reference == *reference;
        let at = match self.0.iter().position(known) {
            Some(at) if !reference.is_empty() => at,
            _ => {
                let reference = reference.into();
                self.0.push(Complaint { reference, opened: None, closed: None });
                self.0.len() - 1
            }
        };
        &mut self.0[at]
    }
}

impl Fold for Complaints {
    fn update(&mut self, event: &EventRef<'_>) {
        match event.kind {
            EventKind::ComplaintOpened => {
                let complaint = self.complaint(event.reference);
                complaint.opened = complaint.opened.or(Some(event.time));
            }
            EventKind::ComplaintClosed => {
                let complaint = self.complaint(event.reference);
                complaint.closed = newest(complaint.closed, Some(event.time));
            }
            _ => {}
        }
    }

    fn merge(mut self, later: Self) -> Self {
        for theirs in later.0 {
            let ours = self.complaint(&theirs.reference);
            ours.opened = ours.opened.or(theirs.opened);
            ours.closed = newest(ours.closed, theirs.closed);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::blank;

    #[test]
    fn open_until_settled() {
        let mut complaints = Complaints::default();
        let mut happen = |time, kind, reference| {
            complaints.update(&EventRef { reference, ..blank(time, kind) });
        };
        happen(1, EventKind::ComplaintOpened, "R1");
        happen(2, EventKind::ComplaintOpened, "R2");
        happen(3, EventKind::ComplaintOpened, "R1");
        happen(4, EventKind::ComplaintClosed, "R1");
        happen(5, EventKind::Sale, "R9");
        assert_eq!(complaints.all().len(), 2);
        assert_eq!(complaints.all()[0].opened, Some(1));
        let open: Vec<_> = complaints.open().map(|complaint| &*complaint.reference).collect();
        assert_eq!(open, ["R2"]);
    }
}
